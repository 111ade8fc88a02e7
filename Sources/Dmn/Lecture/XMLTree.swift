import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// An element of an XML document: its local name, attributes, children and text.
struct XMLTree {
    var name: String
    var attributes: [String: String]
    var children: [XMLTree] = []
    var text = ""

    subscript(attribute: String) -> String? { attributes[attribute] }

    func children(named name: String) -> [XMLTree] { children.filter { $0.name == name } }
    func child(_ name: String) -> XMLTree? { children.first { $0.name == name } }

    /// Every element below, this one included.
    func visit(_ body: (XMLTree) -> Void) {
        body(self)
        for child in children { child.visit(body) }
    }

    static let depthLimit = 256

    /// The characters of the file without its XML declaration. The parser traps on bytes that its declared encoding cannot hold, so it is
    /// never given anything but UTF-8 that was checked here.
    private static func text(_ data: Data) -> String? {
        guard var text = String(data: data, encoding: encoding(data)) else { return nil }
        if text.first == "\u{FEFF}" { text.removeFirst() }
        guard text.hasPrefix("<?xml"), let end = text.range(of: "?>") else { return text }
        return String(repeating: "\n", count: text[..<end.upperBound].count(where: \.isNewline)) + text[end.upperBound...]
    }

    /// By the byte order mark, else by what the declaration says, else UTF-8.
    private static func encoding(_ data: Data) -> String.Encoding {
        let first = Array(data.prefix(200))
        if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) { return .utf16 }
        let declaration = String(decoding: first.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self).lowercased()
        guard declaration.hasPrefix("<?xml") else { return .utf8 }
        if declaration.contains("iso-8859-1") { return .isoLatin1 }
        if declaration.contains("windows-1252") { return .windowsCP1252 }
        return .utf8
    }

    /// Reads a document. No external entity is ever resolved.
    static func read(_ data: Data) throws(ModelError) -> XMLTree {
        guard let text = text(data) else { throw .malformed(line: 1, reason: Wording.notText) }
        let builder = TreeBuilder()
        let parser = XMLParser(data: Data(text.utf8))
        parser.shouldProcessNamespaces = false
        parser.shouldResolveExternalEntities = false
        parser.delegate = builder
        let complete = parser.parse()
        if builder.tooDeep { throw .malformed(line: parser.lineNumber, reason: Wording.tooDeep(depthLimit)) }
        guard complete, let root = builder.root else { throw .malformed(line: parser.lineNumber, reason: Wording.notXML) }
        return root
    }
}

private final class TreeBuilder: NSObject, XMLParserDelegate {
    var root: XMLTree?
    var tooDeep = false
    private var open: [XMLTree] = []

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        guard open.count < XMLTree.depthLimit else {
            tooDeep = true
            parser.abortParsing()
            return
        }
        // Prefixes are dropped: no two vocabularies of a model share a local name that matters here.
        open.append(
            XMLTree(name: TreeBuilder.local(elementName), attributes: attributes.reduce(into: [:]) { $0[TreeBuilder.local($1.key)] = $1.value }))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        guard !open.isEmpty else { return }
        open[open.count - 1].text += string
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        guard !open.isEmpty else { return }
        open[open.count - 1].text += String(decoding: block, as: UTF8.self)
    }

    func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
        guard let element = open.popLast() else { return }
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }

    private static func local(_ name: String) -> String {
        if name.hasPrefix("xmlns:") { return name }
        return name.split(separator: ":").last.map(String.init) ?? name
    }
}

/// Why a model cannot be read.
public enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(file: String)
    case malformed(line: Int, reason: String)
    /// A model that another imports is not among those given.
    case notAModel

    public var description: String {
        switch self {
        case .unreadable(let file): Wording.unreadable(file)
        case .malformed(let line, let reason): Wording.malformed(line, reason)
        case .notAModel: Wording.notAModel
        }
    }
}

/// The one place that words what this module tells people.
enum Wording {
    static func unreadable(_ file: String) -> String { "« \(file) » ne peut pas être lu" }
    static func malformed(_ line: Int, _ reason: String) -> String { "ligne \(line) : \(reason)" }
    static let notText = "ces octets ne sont pas du texte dans le codage annoncé"
    static let notXML = "ce n'est pas du XML bien formé"
    static func tooDeep(_ limit: Int) -> String { "éléments trop imbriqués : \(limit) niveaux au plus" }
    static let notAModel = "ce fichier ne contient pas de modèle DMN"
    static let unreadableExpression = "une expression du modèle ne peut pas être lue"
    static func wrongType(_ name: String) -> String { "« \(name) » : la valeur n'est pas du type déclaré" }
    static func circular(_ name: String) -> String { "« \(name) » dépend de lui-même" }
    static func missing(_ name: String) -> String { "« \(name) » : élément absent du modèle" }
    static let severalRules = "plusieurs lignes de la table s'appliquent"
    static let rulesDisagree = "les lignes de la table qui s'appliquent ne concordent pas"
    static let notBoolean = "la condition n'est ni vraie ni fausse"
    static let noRule = "aucune ligne de la table ne s'applique"
    static let noAggregate = "les résultats de la table ne s'agrègent pas"
    static func expected(_ expected: String, _ found: String) -> String { "attendu \(expected), obtenu \(found)" }
    static let noCaseFolder = "ce dossier ne contient pas de cas « compliance-level-* »"
}

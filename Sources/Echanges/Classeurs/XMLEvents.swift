import Foundation
import Glibc

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Goes through one part of a workbook, element by element, without keeping it.
final class XMLEvents: NSObject, XMLParserDelegate {
    static let depthLimit = 64

    typealias Attributes = [String: String]

    private let start: (String, Attributes) -> Void
    private let end: (String) -> Void
    private let text: (String) -> Void
    private let isStopped: () -> Bool
    private var depth = 0
    private var refused = false

    private init(
        start: @escaping (String, Attributes) -> Void, end: @escaping (String) -> Void, text: @escaping (String) -> Void,
        isStopped: @escaping () -> Bool
    ) {
        (self.start, self.end, self.text, self.isStopped) = (start, end, text, isStopped)
    }

    /// Reads `part`. Names come without prefix. Nothing outside the part is ever read, and a part that declares a document type, which
    /// no program that writes workbooks does, is refused: that is how entities are made to unfold.
    static func read(
        _ part: Data, named name: String, start: @escaping (String, Attributes) -> Void, end: @escaping (String) -> Void = { _ in },
        text: @escaping (String) -> Void = { _ in }, isStopped: @escaping () -> Bool = { false }
    ) throws(Fault) {
        guard let body = body(of: part), !declaresType(body) else { throw .classeurAbime(name) }
        let events = XMLEvents(start: start, end: end, text: text, isStopped: isStopped)
        // From a stream: given whole, the parser stops at ten megabytes.
        let parser = XMLParser(stream: InputStream(data: body))
        parser.shouldProcessNamespaces = false
        parser.shouldResolveExternalEntities = false
        parser.delegate = events
        let complete = parser.parse()
        if isStopped() { return }
        guard complete, !events.refused, events.depth == 0 else { throw .classeurAbime(name) }
    }

    /// The part after its XML declaration, when it is UTF-8: the parser trusts the encoding that is declared, and traps when it is not kept.
    private static func body(of part: Data) -> Data? {
        guard part.withUnsafeBytes({ UTF8Check($0.bindMemory(to: UInt8.self)).firstInvalid == nil }) else { return nil }
        var body = part
        if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
        if body.starts(with: Data("<?xml".utf8)) {
            guard let end = body.prefix(512).range(of: Data("?>".utf8)) else { return nil }
            let declaration = String(decoding: body[body.startIndex..<end.lowerBound], as: UTF8.self).lowercased()
            guard !declaration.contains("utf-16"), !declaration.contains("iso-8859") else { return nil }
            body = body[end.upperBound...]
        }
        return Data(body)
    }

    /// Whether `<!DOCTYPE` stands anywhere. Exclamation marks are rare in a sheet of marks: they are what is looked for first.
    private static func declaresType(_ body: Data) -> Bool {
        let word = Array("<!DOCTYPE".utf8)
        return body.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return false }
            var index = 0
            while index < bytes.count, let found = memchr(base + index, Int32(UInt8(ascii: "!")), bytes.count - index) {
                let place = base.distance(to: UnsafeRawPointer(found))
                if place > 0, place - 1 + word.count <= bytes.count, memcmp(base + place - 1, word, word.count) == 0 { return true }
                index = place + 1
            }
            return false
        }
    }

    private static func local(_ name: String) -> String {
        guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return name }
        return String(name[name.utf8.index(after: colon)...])
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String] = [:]
    ) {
        depth += 1
        guard depth <= XMLEvents.depthLimit, !isStopped() else {
            refused = true
            return parser.abortParsing()
        }
        start(XMLEvents.local(elementName), attributes)
    }

    func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
        depth -= 1
        end(XMLEvents.local(elementName))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text(string) }
    func parser(_ parser: XMLParser, foundCDATA block: Data) { text(String(decoding: block, as: UTF8.self)) }
}

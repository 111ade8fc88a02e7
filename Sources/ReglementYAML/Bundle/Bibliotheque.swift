import Crypto
import Foundation
import Reglement
import Valeurs

/// A règlement read from its files, its parents and overlays included.
public struct ReglementLu: Sendable {
    public let declaration: Declaration
    public let programme: Programme
    /// Files of the bundle and of its parents, as they are shown and with their bytes.
    public let fichiers: [FichierLu]
    public let provisions: [ProvisionDeclaree]
    /// The bodies that decide, those of the parents included.
    public let instances: [InstanceDeclaree]
    /// Worked examples, those of the parents included; of an overlay read alone, its own.
    public let exemples: [Exemple]
    /// Id of the overlay laid on the règlement, if any.
    public let surcouche: String?
    public let diagnostics: [Diagnostic]

    public var erreurs: [Diagnostic] { diagnostics.filter { $0.gravite == .erreur } }
}

/// A file of a bundle.
public struct FichierLu: Sendable {
    /// Where it is, for diagnostics.
    public let chemin: String
    /// The id of its bundle and its name in it: what it is hashed and kept under, the same on every machine.
    public let cle: String
    public let octets: [UInt8]
}

/// The règlements of an installation: folders that hold `<ecole>/<annee>/reglement.yaml`, or files that a record has kept.
public struct Bibliotheque: Sendable {
    /// Where règlements are looked for, the first folder first: a school's own before those that ship.
    public let racines: [String]
    /// The files kept, by their ``FichierLu/cle``; `nil` for those of the disk.
    private let gardes: [String: [UInt8]]?

    public init(racine: String) { self.init(racines: [racine]) }

    /// - Parameter racines: a règlement that several folders hold is read in the first.
    public init(racines: [String]) { (self.racines, gardes) = (racines, nil) }

    /// The files of a bundle as ``fichiers(_:)`` gave them: nothing else is looked at, on disk least of all.
    public init(fichiers: [String: [UInt8]]) { (racines, gardes) = ([], fichiers) }

    /// Whether its règlements are those that a record has kept.
    var estGardee: Bool { gardes != nil }

    func contenu(_ path: String) -> [UInt8]? {
        if let gardes { return gardes[path] }
        return FichierDuDisque.octets(path)
    }

    /// Names of the files of a folder, in order.
    func noms(_ dossier: String) -> [String] {
        guard let gardes else { return ((try? FileManager.default.contentsOfDirectory(atPath: dossier)) ?? []).sorted() }
        return gardes.keys.filter { $0.hasPrefix(dossier + "/") }.map { String($0.dropFirst(dossier.count + 1)) }.filter { !$0.contains("/") }
            .sorted()
    }

    private func existe(_ path: String) -> Bool { contenu(path) != nil }

    /// The library at hand: `QUITUS_REGLEMENTS` (folders separated by `:`, as in `PATH`), else `Reglements` in the current folder, else beside the program.
    public static func standard(programme: String = CommandLine.arguments.first ?? "") -> Bibliotheque {
        if let named = ProcessInfo.processInfo.environment["QUITUS_REGLEMENTS"], !named.isEmpty {
            return Bibliotheque(racines: named.split(separator: ":").map(String.init))
        }
        var folder = URL(fileURLWithPath: programme).resolvingSymlinksInPath().deletingLastPathComponent()
        var candidates = ["Reglements"]
        for _ in 0..<5 {
            candidates.append(folder.appendingPathComponent("Reglements").path)
            candidates.append(folder.appendingPathComponent("share/quitus/Reglements").path)
            folder.deleteLastPathComponent()
        }
        return Bibliotheque(racine: candidates.first { FileManager.default.fileExists(atPath: $0) } ?? "Reglements")
    }

    /// Ids of the bundles that the library holds, with their folders.
    public func index() -> [(id: String, dossier: String)] {
        if let gardes {
            return gardes.keys.filter { $0.hasSuffix("/reglement.yaml") }.map { String($0.dropLast("/reglement.yaml".count)) }.sorted().map {
                ($0, $0)
            }
        }
        var found: [(id: String, dossier: String)] = []
        for racine in racines {
            // A folder given by a link is walked as the folder that it stands for.
            let real = URL(fileURLWithPath: racine).resolvingSymlinksInPath().path
            guard let walker = FileManager.default.enumerator(atPath: real) else { continue }
            var own: [(id: String, dossier: String)] = []
            for case let path as String in walker where path.hasSuffix("/reglement.yaml") || path == "reglement.yaml" {
                guard let data = FichierDuDisque.octets("\(racine)/\(path)"), let id = Bibliotheque.id(in: String(decoding: data, as: UTF8.self))
                else { continue }
                own.append((id, path == "reglement.yaml" ? racine : "\(racine)/\(path.dropLast("/reglement.yaml".count))"))
            }
            found += own.filter { one in !found.contains { $0.id == one.id } }
        }
        return found.sorted { $0.id < $1.id }
    }

    /// The value of the `reglement:` key, read without parsing the whole file.
    static func id(in yaml: String) -> String? {
        for line in TexteDeFichier.sansMarque(yaml).split(whereSeparator: \.isNewline) where line.hasPrefix("reglement:") {
            let value = line.dropFirst("reglement:".count).prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            return value.trimmingCharacters(in: CharacterSet(charactersIn: "\"'"))
        }
        return nil
    }

    /// A file as diagnostics show it: under `Reglements` when it is in one of the folders.
    func montre(_ path: String) -> String {
        guard let racine = racines.first(where: { path.hasPrefix($0 + "/") && $0 != "." }) else { return path }
        return "Reglements" + path.dropFirst(racine.count)
    }

    /// The folders where a règlement was looked for, for whoever expected it there.
    var fouilles: String {
        let shown = racines.map { FileManager.default.fileExists(atPath: $0) ? "« \($0) »" : "« \($0) », qui n'existe pas" }
        return "\(shown.count > 1 ? "dossiers fouillés" : "dossier fouillé") : \(shown.joined(separator: " ; ")) (QUITUS_REGLEMENTS)"
    }

    /// The folder of a bundle given by id or by path; `nil` when there is none.
    public func dossier(_ nom: String) -> String? {
        if existe("\(nom)/reglement.yaml") { return nom }
        if nom.hasSuffix("reglement.yaml"), existe(nom) { return (nom as NSString).deletingLastPathComponent }
        return index().first { $0.id == nom }?.dossier
    }

    /// Days in force of a bundle, its parents left aside.
    func vigueur(_ nom: String) -> Declaration.EnVigueur? {
        let fautes = Fautes()
        guard let dossier = dossier(nom), let data = contenu("\(dossier)/reglement.yaml"),
            let noeud = Noeud.parse(String(decoding: data, as: UTF8.self), fichier: nom, fautes: fautes)
        else { return nil }
        return LectureReglement(fautes: fautes).declaration(noeud)?.enVigueur
    }

    /// Reads and compiles a bundle, with its parents and, when given, an overlay laid on it.
    public func charger(_ nom: String, surcouche: String? = nil) -> ReglementLu {
        var chargement = Chargement(bibliotheque: self)
        return chargement.charger(nom, surcouche: surcouche)
    }

    /// A règlement and the earlier versions that may still judge some of its cohorts, newest first; the last one read may have errors.
    public func versions(_ nom: String, surcouche: String? = nil) -> [ReglementLu] {
        var chain = [charger(nom, surcouche: surcouche)]
        while let last = chain.last, last.erreurs.isEmpty, let earlier = last.declaration.succedeA, chain.count < 20 {
            chain.append(charger(earlier.valeur, surcouche: surcouche))
        }
        return chain
    }

    /// Every file that judging by these versions needs, by ``FichierLu/cle``: what a record keeps, and ``init(fichiers:)`` reads again.
    public static func fichiers(_ versions: [ReglementLu]) -> [String: [UInt8]] {
        Dictionary(versions.flatMap(\.fichiers).map { ($0.cle, $0.octets) }) { first, _ in first }
    }
}

/// One loading: the files read so far and what is wrong in them.
private struct Chargement {
    let bibliotheque: Bibliotheque
    let fautes = Fautes()
    var fichiers: [FichierLu] = []
    var provisions: [ProvisionDeclaree] = []
    var instances: [InstanceDeclaree] = []
    var exemples: [Exemple] = []
    /// The id of the bundle of each folder.
    private var ids: [String: String] = [:]

    init(bibliotheque: Bibliotheque) { self.bibliotheque = bibliotheque }

    mutating func charger(_ nom: String, surcouche: String?) -> ReglementLu {
        var declaration = lire(nom, depuis: nil, parents: [])
        var surcouche = surcouche
        if surcouche == nil, let overlay = declaration, overlay.surcouche {
            // An overlay has no meaning alone: it is read upon the first règlement to which it applies.
            let (own, ownProvisions) = (exemples, provisions)
            guard let base = overlay.applicableA.first else {
                fautes.signal(
                    "la surcouche ne dit pas à quels règlements elle s'applique", code: "surcouche-sans-base", at: overlay.id.position,
                    conseil: "ajoutez applicable_a: [ids]")
                return lu(overlay, surcouche: nom)
            }
            fichiers = []
            exemples = []
            provisions = []
            surcouche = overlay.id.valeur
            declaration = lire(base.valeur, depuis: base, parents: [])
            if let found = declaration, let again = lire(nom, depuis: nil, parents: []) { declaration = laid(again, on: found) }
            (exemples, provisions) = (own, ownProvisions)
            return lu(declaration ?? overlay, surcouche: surcouche)
        }
        if let surcouche, let base = declaration {
            if let overlay = lire(surcouche, depuis: nil, parents: []) {
                declaration = laid(overlay, on: base)
            }
        }
        return lu(declaration, nom: nom, surcouche: surcouche)
    }

    /// The situation is judged by the base règlement as the overlay changes it: the name stays the base's.
    private func laid(_ overlay: Declaration, on base: Declaration) -> Declaration {
        check(overlay, on: base)
        var merged = overlay.completing(base)
        merged.id = base.id
        merged.enVigueur = base.enVigueur
        merged.surcouche = false
        return merged
    }

    private func lu(_ declaration: Declaration?, nom: String = "", surcouche: String?) -> ReglementLu {
        let found = declaration ?? Declaration(id: Texte(nom, Position(fichier: nom, ligne: 0, colonne: 0)))
        let (programme, diagnostics) = Programme.compile(found, empreinte: empreinte())
        // Without a declaration, or with an overlay laid on nothing, the compiler has nothing to say that the reading has not said.
        let alone = declaration?.surcouche == true
        let all = fautes.diagnostics + (declaration == nil || alone ? [] : diagnostics)
        return ReglementLu(
            declaration: found, programme: programme, fichiers: fichiers, provisions: provisions, instances: instances, exemples: exemples,
            surcouche: surcouche, diagnostics: Chargement.distinct(all))
    }

    private func check(_ overlay: Declaration, on base: Declaration) {
        if !overlay.surcouche {
            fautes.signal("« \(overlay.id.valeur) » n'est pas une surcouche", code: "surcouche-inconnue", at: overlay.id.position)
        }
        if !overlay.applicableA.isEmpty, !overlay.applicableA.contains(where: { $0.valeur == base.id.valeur }) {
            fautes.signal(
                "la surcouche « \(overlay.id.valeur) » ne s'applique pas à « \(base.id.valeur) »", code: "surcouche-etrangere",
                at: overlay.id.position, conseil: "elle s'applique à : \(overlay.applicableA.map(\.valeur).joined(separator: ", "))")
        }
    }

    private static func distinct(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        // What is missing is said once: its absence is not read as an expression too.
        let absent = Set(diagnostics.filter { $0.code == "cle-absente" }.map { Position(fichier: $0.fichier, ligne: $0.ligne, colonne: $0.colonne) })
        return diagnostics.filter { one in
            if one.code == "expression-illisible", absent.contains(Position(fichier: one.fichier, ligne: one.ligne, colonne: one.colonne)) {
                return false
            }
            return seen.insert(one).inserted
        }
    }

    /// `sha256:` of the files' names and bytes, in a fixed order.
    private func empreinte() -> String {
        var hash = SHA256()
        for file in fichiers.sorted(by: { $0.cle < $1.cle }) where !file.cle.contains("/exemples/") {
            hash.update(data: Array("\(file.cle)\u{0}\(file.octets.count)\u{0}".utf8))
            hash.update(data: file.octets)
        }
        return "sha256:" + hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    private mutating func lire(_ nom: String, depuis: Texte?, parents: [String]) -> Declaration? {
        guard let dossier = bibliotheque.dossier(nom) else {
            let known = bibliotheque.index().map(\.id)
            fautes.signal(
                "le règlement « \(nom) » est introuvable", code: "reglement-introuvable",
                at: depuis?.position ?? Position(fichier: nom, ligne: 0, colonne: 0),
                conseil: Proximite.closest(nom, known).map { "vouliez-vous dire « \($0) » ?" }
                    ?? ((known.isEmpty ? [] : ["règlements connus : \(known.joined(separator: ", "))"])
                    + (bibliotheque.estGardee ? [] : [bibliotheque.fouilles])).joined(separator: " ; "))
            return nil
        }
        if parents.contains(nom) {
            fautes.signal(
                "« \(nom) » se complète lui-même", code: "parent-circulaire", at: depuis?.position ?? Position(fichier: nom, ligne: 0, colonne: 0))
            return nil
        }
        guard let noeud = parse("reglement.yaml", dossier) else {
            if fautes.diagnostics.isEmpty {
                fautes.signal(
                    "« \(dossier)/reglement.yaml » ne peut pas être lu", code: "reglement-introuvable",
                    at: depuis?.position ?? Position(fichier: nom, ligne: 0, colonne: 0))
            }
            return nil
        }
        guard var declaration = LectureReglement(fautes: fautes).declaration(noeud) else { return nil }
        let annexes = LectureAnnexes(fautes: fautes)
        if let noeud = parse("articles.yaml", dossier) { declaration.articles = annexes.articles(noeud) }
        if let noeud = parse("interpretations.yaml", dossier) { declaration.interpretations = annexes.interpretations(noeud) }
        if let parent = declaration.complete {
            guard let lu = lire(parent.valeur, depuis: parent, parents: parents + [nom]) else { return nil }
            declaration = declaration.completing(lu)
        }
        if let noeud = parse("couverture.yaml", dossier) { add(annexes.couverture(noeud)) }
        add(examples(dossier), without: without(noeud))
        ignores(dossier)
        if let noeud = parse("instances.yaml", dossier) { add(noeud, articles: declaration.articles) }
        return declaration
    }

    /// The child's instance takes the place of its parent's of the same id.
    private mutating func add(_ noeud: Noeud, articles: [Declaration.Article]) {
        let reading = LectureInstances(fautes: fautes)
        let own = reading.instances(noeud)
        reading.check(articles: articles, of: own)
        instances.removeAll { held in own.contains { $0.id.valeur == held.id.valeur } }
        instances += own
    }

    private func without(_ noeud: Noeud) -> Set<String> {
        guard let node = noeud.node["sans_exemples"], case .sequence(let sequence) = node else { return [] }
        return Set(sequence.compactMap { $0.scalar?.string })
    }

    /// The child's line on a provision takes the place of its parent's.
    private mutating func add(_ own: [ProvisionDeclaree]) {
        for provision in own {
            if let index = provisions.firstIndex(where: { $0.id.valeur == provision.id.valeur }) {
                provisions[index] = provision
            } else {
                provisions.append(provision)
            }
        }
    }

    private mutating func add(_ own: [Exemple], without: Set<String>) {
        exemples.removeAll { without.contains($0.id.valeur) }
        for exemple in own {
            if let index = exemples.firstIndex(where: { $0.id.valeur == exemple.id.valeur && $0.fichier != exemple.fichier }) {
                exemples[index] = exemple
            } else {
                exemples.append(exemple)
            }
        }
    }

    /// Files whose name makes nobody read them: an example in a `.yml` file would hold whatever the rules say.
    private func ignores(_ dossier: String) {
        let known = ["reglement.yaml", "articles.yaml", "interpretations.yaml", "couverture.yaml", "instances.yaml"]
        for (folder, names) in [(dossier, bibliotheque.noms(dossier)), ("\(dossier)/exemples", bibliotheque.noms("\(dossier)/exemples"))] {
            for name in names where name.hasSuffix(".yml") || (name.hasSuffix(".yaml") && folder == dossier && !known.contains(name)) {
                let renamed = name.hasSuffix(".yml") ? String(name.dropLast(4)) + ".yaml" : nil
                let near = Proximite.closest(renamed ?? name, known).map { "vouliez-vous dire « \($0) » ?" }
                fautes.signal(
                    "« \(name) » n'est pas lu", code: "fichier-ignore",
                    at: Position(fichier: bibliotheque.montre("\(folder)/\(name)"), ligne: 0, colonne: 0),
                    conseil: folder == dossier && !known.contains(renamed ?? "") ? near : "nommez-le « \(renamed ?? name) »")
            }
        }
    }

    private mutating func examples(_ dossier: String) -> [Exemple] {
        let folder = "\(dossier)/exemples"
        let names = bibliotheque.noms(folder).filter { $0.hasSuffix(".yaml") }
        var read: [Exemple] = []
        for name in names {
            guard let noeud = parse("exemples/\(name)", dossier) else { continue }
            read += LectureExemples(fautes: fautes, fichier: "exemples/\(name)").exemples(noeud)
        }
        return read
    }

    /// Reads one file of a bundle; `nil` when it does not exist.
    private mutating func parse(_ name: String, _ dossier: String) -> Noeud? {
        let path = "\(dossier)/\(name)"
        guard let data = bibliotheque.contenu(path) else { return nil }
        let shown = bibliotheque.montre(path)
        if ids[dossier] == nil, let own = bibliotheque.contenu("\(dossier)/reglement.yaml") {
            ids[dossier] = Bibliotheque.id(in: String(decoding: own, as: UTF8.self))
        }
        fichiers.append(FichierLu(chemin: shown, cle: "\(ids[dossier] ?? dossier)/\(name)", octets: data))
        guard let text = TexteDeFichier.lu(data, fichier: shown, fautes: fautes) else { return nil }
        return Noeud.parse(text, fichier: shown, fautes: fautes)
    }
}

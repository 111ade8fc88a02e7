import Foundation
import Testing
import Valeurs

@testable import Reglement
@testable import ReglementYAML

/// What the reading of a bundle refuses for its size, on both sides of each limit.
@Suite struct LimitesLectureTests {
    private func codes(_ yaml: String) -> [String] {
        let fautes = Fautes()
        let noeud = Noeud.parse(yaml, fichier: "f.yaml", fautes: fautes)
        #expect((noeud == nil) == !fautes.diagnostics.isEmpty)
        return fautes.diagnostics.map { "\($0.ligne) \($0.code) \($0.message)" }
    }

    @Test func `a file holds one mebibyte`() {
        let head = "a: b\n#"
        #expect(codes(head + String(repeating: "x", count: 1_048_576 - head.utf8.count)) == [])
        #expect(codes(head + String(repeating: "x", count: 1_048_577 - head.utf8.count)) == ["1 fichier-trop-grand le fichier dépasse 1 Mio"])
    }

    @Test func `what is not a file, or is one without an end, is not waited for`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tube-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(mkfifo(folder.appendingPathComponent("reglement.yaml").path, 0o600) == 0)
        #expect(Bibliotheque(racine: folder.path).charger(folder.path).erreurs.isEmpty == false)
        #expect(FichierDuDisque.octets("/dev/zero") == nil)
        #expect(FichierDuDisque.octets(folder.path) == nil)
        let long = folder.appendingPathComponent("long").path
        #expect(FileManager.default.createFile(atPath: long, contents: Data(count: 3_000_000)))
        #expect(FichierDuDisque.octets(long)?.count == LimitesLecture.octets + 1)
    }

    @Test func `a file holds a hundred thousand values`() {
        #expect(codes("[" + String(repeating: "x,", count: 99_998) + "x]") == [])
        #expect(
            codes("[" + String(repeating: "x,", count: 99_999) + "x]") == ["1 fichier-trop-grand trop de valeurs : 100000 au plus dans un fichier"])
    }

    @Test func `values nest in 32 levels`() {
        func nested(_ levels: Int) -> String { "a: " + String(repeating: "[", count: levels - 1) + String(repeating: "]", count: levels - 1) }
        #expect(codes(nested(32)) == [])
        #expect(codes(nested(33)) == ["1 yaml-imbrications trop d'imbrications : 32 niveaux au plus"])
        #expect(codes(nested(100_000)) == ["1 yaml-imbrications trop d'imbrications : 32 niveaux au plus"])
    }

    @Test func `a file takes up its own parts eight times`() {
        func repeated(_ times: Int) -> String { "a: &a 1\n" + (1...times).map { "b\($0): *a\n" }.joined() }
        #expect(codes(repeated(8)) == [])
        #expect(codes(repeated(9)) == ["10 yaml-reprises plus de 8 reprises (*nom) d'une autre partie du fichier"])
    }

    @Test func `parts that take up each other are counted for what they stand for`() {
        // Eight references: the last list would hold ten million values.
        var yaml = "a0: &a0 [" + String(repeating: "x,", count: 40_000) + "x]\n"
        yaml += "a1: &a1 [*a0, *a0]\na2: &a2 [*a1, *a1]\na3: [*a2, *a2, *a2]\n"
        #expect(codes(yaml).map { $0.split(separator: " ")[1] } == ["fichier-trop-grand"])
    }

    private func fautes(_ donne: String) -> [String] {
        let fautes = Fautes()
        let yaml = "exemples:\n  - { exemple: e, donne: { \(donne), ues: { U: { ecues: { A: { note: 12 } } } } }, attendu: { annee: poursuite } }\n"
        guard let noeud = Noeud.parse(yaml, fichier: "e.yaml", fautes: fautes) else { return ["illisible"] }
        _ = LectureExemples(fautes: fautes, fichier: "e.yaml").exemples(noeud)
        return fautes.diagnostics.map(\.message)
    }

    @Test(arguments: [
        (200, "eleves: {", "E%: { ues: { U: { ecues: { A: { note: 12 } } } } }", "}", []),
        (201, "eleves: {", "E%: { ues: { U: { ecues: { A: { note: 12 } } } } }", "}", ["un exemple a au plus 200 élèves"]),
        (200, "ues: {", "U%: { ecues: { A%: { note: 12 } } }", "}", []),
        (220, "ues: {", "U%: { ecues: { A%: { note: 12 } } }", "}", ["un exemple a au plus 200 UE"]),
        (1_000, "ues: { U: { ecues: {", "A%: { note: 12 }", "} } }", []),
        (1_020, "ues: { U: { ecues: {", "A%: { note: 12 }", "} } }", ["un exemple a au plus 1000 ECUE"]),
    ])
    func `an example is a small promotion`(count: Int, head: String, one: String, tail: String, expected: [String]) {
        let many = (0..<count).map { one.replacingOccurrences(of: "%", with: String($0)) }.joined(separator: ", ")
        let fautes = Fautes()
        let yaml = "exemples:\n  - { exemple: e, donne: { \(head) \(many) \(tail) }, attendu: { annee: poursuite } }\n"
        if let noeud = Noeud.parse(yaml, fichier: "e.yaml", fautes: fautes) {
            _ = LectureExemples(fautes: fautes, fichier: "e.yaml").exemples(noeud)
        }
        #expect(fautes.diagnostics.map(\.message) == expected)
    }

    @Test(arguments: [
        ("session: 1", []), ("session: 2", []), ("session: 0", ["« 0 » : un nombre entier de 1 à 2 est attendu"]),
        ("session: 3", ["« 3 » : un nombre entier de 1 à 2 est attendu"]), ("eleve: { niveau: 12 }", []),
        ("eleve: { niveau: 13 }", ["« 13 » : un nombre entier de 1 à 12 est attendu"]),
        ("eleve: { niveau: 0 }", ["« 0 » : un nombre entier de 1 à 12 est attendu"]),
        (
            "eleve: { niveau: 9223372036854775807, niveau_entree: -9223372036854775808 }",
            ["« 9223372036854775807 » : un nombre entier de 1 à 12 est attendu", "« -9223372036854775808 » : un nombre entier de 1 à 12 est attendu"]
        ),
        ("sejours: [{ type: etudes, pays: DE, semaines: 520 }]", []),
        ("sejours: [{ type: etudes, pays: DE, semaines: 521 }]", ["« 521 » : un nombre entier de 0 à 520 est attendu"]),
        ("sejours: [{ type: etudes, pays: DE, semaines: 9223372036854775808 }]", ["« 9223372036854775808 » : un nombre entier est attendu"]),
    ])
    func `an integer of an example stays within what it counts`(donne: String, expected: [String]) {
        #expect(fautes(donne) == expected)
    }

    @Test(arguments: [
        ("LimitesLecture.octets", LimitesLecture.octets), ("LimitesLecture.valeurs", LimitesLecture.valeurs),
        ("LimitesLecture.niveaux", LimitesLecture.niveaux), ("LimitesLecture.reprises", LimitesLecture.reprises),
        ("LimitesLecture.eleves", LimitesLecture.eleves), ("LimitesLecture.ues", LimitesLecture.ues), ("LimitesLecture.ecues", LimitesLecture.ecues),
        ("LimitesReglement.definitions", LimitesReglement.definitions), ("LimitesReglement.lignes", LimitesReglement.lignes),
        ("LimitesReglement.hauteur", LimitesReglement.hauteur), ("LimitesReglement.chaine", LimitesReglement.chaine),
        ("LimitesReglement.listes", LimitesReglement.listes), ("LimitesReglement.resultats", LimitesReglement.resultats),
        ("LimitesReglement.pas", LimitesReglement.pas),
    ])
    func `the guide gives each limit its value`(name: String, value: Int) throws {
        #expect(try isDocumented(name, value))
    }
}

/// Whether docs/guide/limites.md gives a limit its value.
private func isDocumented(_ name: String, _ value: Int) throws -> Bool {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("docs/guide/limites.md"), encoding: .utf8)
    var digits = String(value)
    var groups: [Substring] = []
    while digits.count > 3 {
        groups.insert(digits.suffix(3), at: 0)
        digits = String(digits.dropLast(3))
    }
    return page.contains("| `\(name)` | \(([Substring(digits)] + groups).joined(separator: " ")) |")
}

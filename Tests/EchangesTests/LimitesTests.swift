import Foundation
import Testing

@testable import Echanges

@Suite struct LimitesTests {
    @Test(arguments: [
        ("EnteteReader.sizeLimit", EnteteReader.sizeLimit), ("EnteteReader.nodeLimit", EnteteReader.nodeLimit),
        ("EnteteReader.levelLimit", EnteteReader.levelLimit), ("PromotionFolder.sizeLimit", PromotionFolder.sizeLimit),
        ("ElevesReader.limit", ElevesReader.limit), ("NotesReader.sheetLimit", NotesReader.sheetLimit),
        ("NotesReader.cellLimit", NotesReader.cellLimit), ("FileFindings.limit", FileFindings.limit),
        ("FileFindings.hopeless", FileFindings.hopeless),
    ])
    func `the guide gives each limit its value`(name: String, value: Int) throws {
        #expect(try isDocumented(name, value))
    }

    @Test func `an ECUE has 200 épreuves, no more`() throws {
        var folder = FolderFixture()
        func lines(_ count: Int) -> String {
            "eleve;ecue;epreuve;coefficient;note\n" + (1...count).map { "E01;CHI501;EP\($0);1;12\n" }.joined()
        }
        folder["notes.csv"] = lines(200)
        #expect(try folder.read().promotion?.maquette.epreuves.count { $0.ecue == 0 } == 200)
        folder["notes.csv"] = lines(201)
        #expect(try folder.errors() == ["notes.csv:202:12 trop-d-epreuves"])
    }

    @Test func `a file has 512 columns, no more`() throws {
        var folder = FolderFixture()
        func line(_ name: (Int) -> String) -> String { (3...512).map(name).joined(separator: ";") }
        folder["eleves.csv"] = "eleve;niveau;" + line { "c\($0)" } + "\nE01;1;" + line { _ in "" } + "\nE02;1;" + line { _ in "" } + "\n"
        #expect(try folder.read().promotion?.eleves.count == 2)
        folder["eleves.csv"] = "eleve;niveau;" + line { "c\($0)" } + ";de_trop\nE01;1\nE02;1\n"
        #expect(try folder.errors() == ["eleves.csv:1:0 trop-de-colonnes"])
    }

    @Test func `a file shows 200 errors and counts the others`() throws {
        var folder = FolderFixture()
        func lines(_ wrong: Int) -> String { "eleve;ecue;note\n" + String(repeating: "E01;RIEN;12\n", count: wrong) }
        folder["notes.csv"] = lines(200)
        #expect(try folder.errors().count == 200)
        folder["notes.csv"] = lines(202)
        let reading = try folder.read()
        #expect(reading.diagnostics.count { $0.gravite == .erreur } == 201)
        #expect(reading.diagnostics.last { $0.gravite == .erreur }?.message == "… et 2 autres erreurs")
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

import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Echanges

/// Files that are not what they should be: an answer each time, in bounded time and memory.
@Suite struct FichiersRebellesTests {
    private func first(_ name: String, _ bytes: [UInt8]) throws -> String? {
        var folder = FolderFixture()
        folder.files[name] = bytes
        return try folder.errors().first
    }

    @Test(arguments: ["promotion.yaml", "maquette.csv", "eleves.csv", "notes.csv"])
    func `an empty, binary, UTF-16 or mixed file is an error of that file`(name: String) throws {
        #expect(try first(name, []) == "\(name):0:0 fichier-vide")
        #expect(try first(name, [0xEF, 0xBB, 0xBF]) == "\(name):0:0 fichier-vide")
        #expect(try first(name, [0x50, 0x4B, 3, 4, 0, 0, 8]) == "\(name):0:0 fichier-binaire")
        #expect(try first(name, [0xFF, 0xFE, 0x65, 0]) == "\(name):0:0 encodage-utf16")
        #expect(try first(name, Array("é\n".utf8) + [0xE9, 0x0A]) == "\(name):2:0 encodage-mele")
        #expect(try first(name, Array("a\n".utf8) + [0x81, 0x0A]) == "\(name):2:0 encodage-inconnu")
    }

    @Test(arguments: ["promotion.yaml", "maquette.csv", "eleves.csv", "notes.csv"])
    func `a required file that is missing is named, with one that looks like it`(name: String) throws {
        var folder = FolderFixture()
        folder.files["_" + name] = folder.files[name]
        folder.files[name] = nil
        let found = try folder.read().diagnostics.first { $0.gravite == .erreur }
        #expect(found?.fichier == name)
        #expect(found?.code == "fichier-absent")
        #expect(found?.conseil == "renommez « _\(name) » si c'est lui")
    }

    @Test func `a folder that is missing, or is a file, is said so`() throws {
        #expect(PromotionFolder(path: "/nulle/part").read().diagnostics.map(\.code) == ["dossier-absent"])
        try FolderFixture().inFolder { path in
            #expect(PromotionFolder(path: path + "/notes.csv").read().diagnostics.map(\.code) == ["pas-un-dossier"])
        }
    }

    @Test func `a folder where a file should be is said so`() throws {
        try FolderFixture().inFolder { path in
            try FileManager.default.createDirectory(atPath: path + "/sejours.csv", withIntermediateDirectories: true)
            #expect(PromotionFolder(path: path).read().diagnostics.map(\.code) == ["pas-un-fichier"])
        }
    }

    @Test func `a file cut in the middle of its last line is not taken for whole`() throws {
        var folder = FolderFixture()
        folder["notes.csv"] += "E02;CHI502;;tp;1;1;1"
        #expect(try folder.errors() == ["notes.csv:8:0 fichier-coupe"])
        folder["notes.csv"] += "2;"
        #expect(try folder.errors() == [])
    }

    @Test func `an optional file whose name is misspelt is a warning`() throws {
        var folder = FolderFixture()
        folder["certification.csv"] = "eleve;test\n"
        folder["pv.csv"] = "eleve\n"
        folder["budget-2027.csv"] = "x\n"
        #expect(try folder.warnings() == ["certification.csv:0:0 fichier-inconnu"])
    }

    @Test func `the first two hundred errors of a file are kept and the others counted`() throws {
        var folder = FolderFixture()
        for _ in 0..<250 { folder.add("E09;CHI501;EX;cours;2;1;10;", to: "notes.csv") }
        let found = try folder.read().diagnostics
        #expect(found.count == 201)
        #expect(found.last?.message == "… et 50 autres erreurs")
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["\"", "a\"\"b;", "\"x\"\n", "E01;CHI501;", ";", "\"\"\"\";\n", "é\n", "0123456789\n"])
    func `a lot of garbage end quickly with few diagnostics`(pattern: String) throws {
        let many = Array(String(repeating: pattern, count: 120_000 / pattern.utf8.count).utf8)
        for name in ["maquette.csv", "eleves.csv", "notes.csv", "decisions.csv"] {
            var folder = FolderFixture()
            folder.files[name] = many
            #expect(try folder.read().diagnostics.count < 1000)
            folder = FolderFixture()
            folder.files[name] = Array((folder[name].isEmpty ? "eleve;objet;decision\n" : folder[name]).utf8) + many
            #expect(try folder.read().diagnostics.count < 1000)
        }
    }

    @Test func `épreuves without end are refused before they fill the memory`() throws {
        var folder = FolderFixture()
        for index in 0..<400 { folder.add("E02;CHI502;X\(index);tp;1;1;10;", to: "notes.csv") }
        #expect(try folder.errors().contains { $0.hasSuffix("trop-d-epreuves") })
    }

    /// Whatever a file holds, reading it answers: cuts, changed bytes and shuffled pieces of a right folder.
    @Test func `a damaged folder is read or refused, never half-read`() throws {
        var random = Seeded(state: 20_270_210)
        let whole = DossiersTests.folder()
        for _ in 0..<300 {
            var folder = whole
            let name = folder.files.keys.sorted().randomElement(using: &random)!
            var bytes = folder.files[name]!
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
            case 1:
                for _ in 0..<5 {
                    bytes[Int.random(in: bytes.indices, using: &random)] = [0x22, 0x0A, 0x3B, 0xE9, 0x2C, 0x39, 0x00].randomElement(using: &random)!
                }
            default: bytes.removeSubrange(0..<Int.random(in: 0...bytes.count, using: &random))
            }
            folder.files[name] = bytes
            switch try folder.read() {
            case .read(let promotion, let warnings):
                #expect(promotion.dossiers.count == promotion.eleves.count)
                #expect(
                    promotion.notes.sessions.allSatisfy {
                        $0.count == promotion.maquette.epreuves.count && $0.allSatisfy { $0.etats.count == promotion.eleves.count }
                    })
                #expect(!warnings.contains { $0.gravite == .erreur })
            case .refused(let all):
                #expect(all.contains { $0.gravite == .erreur })
            }
        }
    }
}

/// The same damage on every run, so that a failure can be looked at again.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 31)
    }
}

@Suite struct ProcesVerbalTests {
    private func read(_ text: String) throws -> ProcesVerbalReading {
        var folder = FolderFixture()
        folder["pv.csv"] = text
        return try folder.inFolder { ProcesVerbalFile(path: $0 + "/pv.csv").read() }
    }

    @Test func `the minutes of a jury are read with their lines`() throws {
        guard case .read(let lines, let warnings) = try read("eleve;objet;decision;valeur\n\nE01;ue:UE5-1;validee;12,5\nE01;annee;passage;\n") else {
            Issue.record("refused")
            return
        }
        #expect(warnings == [])
        #expect(
            lines == [
                LigneProcesVerbal(eleve: "E01", objet: "ue:UE5-1", decision: "validee", valeur: "12,5", line: 3),
                LigneProcesVerbal(eleve: "E01", objet: "annee", decision: "passage", valeur: "", line: 4),
            ])
    }

    @Test(arguments: [
        ("E01;ue:;validee;", "objet-invalide"), ("E01;classe;validee;", "objet-invalide"), (";annee;passage;", "cellule-vide"),
        ("E01;annee;;", "cellule-vide"),
        ("E01;annee;passage;\nE01;annee;redoublement;", "ligne-en-double"),
    ])
    func `wrong minutes are refused`(line: String, code: String) throws {
        guard case .refused(let found) = try read("eleve;objet;decision;valeur\n\(line)\n") else {
            Issue.record("read")
            return
        }
        #expect(found.map(\.code) == [code])
    }
}

import Foundation
import Testing

@testable import quitus

/// The folder of the tests' promotion.
let essai = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Dossiers/essai").path

/// A folder for the time of one test.
final class Scratch {
    let path = FileManager.default.temporaryDirectory.appending(path: "quitus-\(UUID())").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file and gives its path.
    func write(_ text: String, _ name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: file(name)))
        return file(name)
    }

    /// A copy of the tests' règlement, to be changed.
    func reglement() throws -> String {
        let source = URL(filePath: essai).appending(path: "../../../ReglementYAMLTests/Essai/ecole").standardized.path
        try FileManager.default.copyItem(atPath: source, toPath: file("ecole"))
        return file("ecole")
    }

    /// A copy of the tests' promotion, its règlement named from here.
    func promotion(reglement: String? = nil) throws -> String {
        let folder = file("promotion")
        try FileManager.default.copyItem(atPath: essai, toPath: folder)
        let reglement = reglement ?? URL(filePath: essai).appending(path: "../../../ReglementYAMLTests/Essai/ecole").standardized.path
        let header = try String(contentsOfFile: folder + "/promotion.yaml", encoding: .utf8)
        let text = header.replacing("../../../ReglementYAMLTests/Essai/ecole", with: reglement)
        try Data(text.utf8).write(to: URL(filePath: folder + "/promotion.yaml"))
        return folder
    }
}

@Suite struct JudgingCommandTests {
    @Test func `a promotion is shown one élève a line, with the counts below`() throws {
        let outcome = quitus("deliberer", essai, width: 140)
        #expect(outcome.status == 0)
        try expectGolden(outcome.output, "deliberer-table")
    }

    @Test func `the reasoning on one élève is a tree`() throws {
        let outcome = quitus("deliberer", essai, "--eleve", "E2", "--expliquer")
        #expect(outcome.status == 0)
        #expect(!outcome.output.contains("Élève E1"))
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "Élève E2, règlement essai")
        for expected in [
            "├─ Semestre S5  9,996, 12 ECTS : non validé", "│  ├─ UE1  9,99 : non validée", "│  │  ├─ CHI  9,99  rattrapage possible : validée",
        ] {
            #expect(lines.contains(expected))
        }
        #expect(lines.contains { $0.contains("9,99, inférieure à 10") && $0.hasSuffix("[Art. 2]") })
    }

    @Test func `the lines for a spreadsheet hold the reason against`() throws {
        let outcome = quitus("deliberer", essai, "--format", "csv")
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "eleve;objet;decision;valeur;grade;rattrapage;regle;article;motif")
        #expect(lines.contains { $0.hasPrefix("E2;ue:UE1;non_validee;9.99;;;ue-moyenne;Art. 2;") })
        #expect(lines.contains { $0.hasPrefix("E3;ue:UE1;en_attente;;;;") })
        #expect(lines.contains { $0.hasPrefix("E1;annee;poursuite;") })
    }

    @Test func `the JSON is that of the contract`() throws {
        let outcome = quitus("deliberer", essai, "--format", "json")
        #expect(outcome.status == 0)
        let root = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(root["date"] as? String == "2027-02-10")
        #expect(root["session"] as? Int == 1)
        let eleves = try #require(root["eleves"] as? [[String: Any]])
        #expect(eleves.map { $0["eleve"] as? String } == ["E1", "E2", "E3"])
        let keys: Set = ["eleve", "reglement", "ecues", "ues", "semestres", "annee", "conditions", "diplome", "gpa", "alertes"]
        #expect(keys.isSubset(of: Set(eleves[0].keys)))
    }

    @Test(arguments: [
        ([], "erreur: Il manque <dossier>, ou --base et --promotion."), ([essai, "--base", "x"], "erreur: <dossier> et « --base » s'excluent."),
        ([essai, "--au", "2027-02-10"], "erreur: « --promotion », « --au » et « --reglement-du-disque » demandent « --base »."),
        (["--base", "x"], "erreur: Il manque --promotion <id>."),
        ([essai, "--eleve", "E9"], "erreur: L'élève « E9 » n'est pas dans cette promotion (3 élèves)."),
        (
            ["--base", "x", "--promotion", "y", "--au", "hier"],
            "erreur: « hier » n'est pas un instant ; écrivez 2027-02-10T18:00 (heure de Paris) ou 2027-02-10."
        ),
    ])
    func `what is asked twice or not at all is refused with code 64`(words: [String], message: String) {
        let outcome = quitus(["deliberer"] + words)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.split(separator: "\n").first.map(String.init) == message)
    }

    @Test func `a folder with errors gives them all, nothing else, and code 65`() throws {
        let scratch = try Scratch()
        let folder = try scratch.promotion()
        let notes = try String(contentsOfFile: folder + "/notes.csv", encoding: .utf8)
        try Data(notes.replacing("12,5", with: "21").replacing("E3;ANG", with: "E7;ANG").utf8).write(to: URL(filePath: folder + "/notes.csv"))
        let outcome = quitus("deliberer", folder)
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("notes.csv:2:"))
        #expect(outcome.errors.contains("notes.csv:10:"))
        #expect(outcome.errors.hasSuffix("2 erreurs : rien n'a été fait.\n"))
    }

    @Test func `what the règlement refuses comes with the errors of the files, each on its line`() throws {
        let scratch = try Scratch()
        let folder = try scratch.promotion()
        let header = URL(filePath: folder + "/promotion.yaml")
        let notes = URL(filePath: folder + "/notes.csv")
        try Data((try String(contentsOf: header, encoding: .utf8) + "parametres:\n  barre_ue: 9\n").utf8).write(to: header)
        let right = try String(contentsOf: notes, encoding: .utf8)
        try Data(right.replacing("12,5", with: "21").utf8).write(to: notes)
        let outcome = quitus("deliberer", folder)
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("promotion.yaml:10:3: erreur: le règlement ne laisse pas « barre_ue » à l'école"))
        #expect(outcome.errors.contains("notes.csv:2:"))
        #expect(outcome.errors.hasSuffix("2 erreurs : rien n'a été fait.\n"))
        // Where the files are right, what only the règlement shows has its line too.
        try Data(right.utf8).write(to: notes)
        _ = try scratch.write("eleve;type;pays;semaines;valide\nE1;etudes;ES;20;oui\nE2;vacances;ES;20;oui\n", "promotion/sejours.csv")
        let judged = quitus("deliberer", folder)
        #expect(judged.status == 65)
        #expect(judged.errors.contains("promotion.yaml:10:3: ") && judged.errors.contains("sejours.csv:3:4: erreur: « vacances »"))
        #expect(judged.errors.hasSuffix("2 erreurs : rien n'a été fait.\n"))
    }

    @Test func `the lines written for a spreadsheet are read back, whatever an identifier begins with`() throws {
        let scratch = try Scratch()
        let folder = try scratch.promotion()
        for name in ["eleves.csv", "notes.csv"] {
            let file = URL(filePath: folder + "/" + name)
            try Data(try String(contentsOf: file, encoding: .utf8).replacing("E1;", with: "=E1;").utf8).write(to: file)
        }
        let minutes = try scratch.write(quitus("deliberer", folder, "--format", "csv").output, "pv.csv")
        let outcome = quitus("comparer", folder, "--pv", minutes)
        #expect(outcome.status == 0)
        #expect(outcome.output.hasSuffix(", 0 écart : entrée 0, règle 0, lecture 0, décision 0, sans classe 0.\n"))
    }

    @Test func `a règlement that does not exist is refused with code 65`() throws {
        let scratch = try Scratch()
        let folder = try scratch.promotion()
        let header = "ecole: essai\nreglement: nulle-part\nannee: 2026-2027\npromotion: P\ncursus: ingenieur\ndate: 2027-02-10\nsession: 1\n"
        try Data(header.utf8).write(to: URL(filePath: folder + "/promotion.yaml"))
        let outcome = quitus("deliberer", folder)
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("nulle-part"))
    }

    @Test func `minutes that say what the règlement proposes have no difference`() throws {
        let scratch = try Scratch()
        let minutes = try scratch.write(quitus("deliberer", essai, "--format", "csv").output, "pv.csv")
        let outcome = quitus("comparer", essai, "--pv", minutes)
        #expect(outcome.status == 0)
        #expect(outcome.output.hasSuffix(", 0 écart : entrée 0, règle 0, lecture 0, décision 0, sans classe 0.\n"))
    }

    @Test func `each difference with the minutes has its class, and one without gives code 1`() throws {
        let scratch = try Scratch()
        let classed = try scratch.write("eleve;objet;decision;valeur\nE2;ue:UE1;validee;9,99\nE1;ecue:CHI;validee;13\n", "pv.csv")
        let explained = quitus("comparer", essai, "--pv", classed, width: 160)
        #expect(explained.status == 0)
        try expectGolden(explained.output, "comparer-table")

        let unknown = try scratch.write("eleve;objet;decision\nE9;annee;passage\n", "pv2.csv")
        let outcome = quitus("comparer", essai, "--pv", unknown, "--format", "json")
        #expect(outcome.status == 1)
        let root = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(root["toutes_classees"] as? Bool == false)
    }

    @Test func `minutes badly written are refused with code 65`() throws {
        let scratch = try Scratch()
        let minutes = try scratch.write("eleve;decision\nE1;validee\n", "pv.csv")
        let outcome = quitus("comparer", essai, "--pv", minutes)
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix("pv.csv:"))
    }

    @Test(arguments: [("=1+1", "'=1+1"), ("a;b", "\"a;b\""), ("dit \"oui\"", "\"dit \"\"oui\"\"\""), ("9,99", "9,99"), ("", "")])
    func `a cell of CSV is never read as something else`(text: String, field: String) {
        #expect(JugementCSV.field(text) == field)
    }
}

import Foundation
import Testing

@testable import quitus

@Suite struct RecordCommandTests {
    @Test func `a folder goes into the record and comes back, judged the same`() throws {
        let scratch = try Scratch()
        let folder = try scratch.promotion()
        let base = scratch.file("ecole.quitus")

        let first = quitus("importer", folder, "--base", base, "--acteur", "scolarite")
        #expect(first.status == 0)
        #expect(first.output.hasPrefix("Nouvelle promotion « essai/1A-essai/2026-2027/ingenieur » : 3 élèves.\n"))
        let again = quitus("importer", folder, "--base", base, "--acteur", "scolarite")
        #expect(again.output == "Aucun changement : la base contient déjà ce dossier.\n")

        let fromRecord = quitus("deliberer", "--base", base, "--promotion", "1A-essai", "--format", "json")
        #expect(fromRecord == quitus("deliberer", folder, "--format", "json"))
        #expect(fromRecord.status == 0)

        let output = scratch.file("sortie")
        #expect(quitus("exporter", "--base", base, "--promotion", "1A-essai", "--sortie", output).output == "\(output) : 3 élèves.\n")
        #expect(quitus("deliberer", output, "--format", "json") == fromRecord)
        #expect(quitus("importer", output, "--base", base, "--essai").output.hasPrefix("Aucun changement"))
        #expect(quitus("exporter", "--base", base, "--promotion", "1A-essai", "--sortie", output).status == 65)
    }

    @Test func `a trial writes nothing, not even the file`() throws {
        let scratch = try Scratch()
        let base = scratch.file("ecole.quitus")
        let outcome = quitus("importer", try scratch.promotion(), "--base", base, "--essai")
        #expect(outcome.status == 0)
        #expect(outcome.output.hasSuffix("\nEssai : rien n'a été écrit.\n"))
        #expect(!FileManager.default.fileExists(atPath: base))
    }

    @Test func `the journal holds, tells its entries and the story of one dossier`() throws {
        let scratch = try Scratch()
        let base = scratch.file("ecole.quitus")
        _ = quitus("importer", try scratch.promotion(), "--base", base, "--acteur", "scolarite")

        let verified = quitus("journal", "verifier", "--base", base)
        #expect(verified.status == 0)
        #expect(verified.output.wholeMatch(of: /sha256:[0-9a-f]{64}:\d+\n/) != nil)
        let digest = String(verified.output.dropLast())
        #expect(quitus("journal", "verifier", "--base", base, "--condensat", digest) == verified)
        let other = "sha256:" + String(repeating: "0", count: 64) + ":1"
        #expect(quitus("journal", "verifier", "--base", base, "--condensat", other).status == 1)
        #expect(quitus("journal", "verifier", "--base", base, "--condensat", "abc").status == 64)

        let entries = quitus("journal", "montrer", "--base", base, "--limite", "1")
        #expect(entries.output.hasPrefix("1. "))
        #expect(entries.output.contains(", scolarite : "))
        #expect(quitus("journal", "montrer", "--base", base, "--eleve", "E1").output.contains("CHI"))
        #expect(quitus("journal", "montrer", "--base", base, "--eleve", "E9").status == 65)
        #expect(quitus("journal", "montrer", "--base", base, "--limite", "0").status == 64)
    }

    @Test func `a backup comes back, and never over a base or another backup`() throws {
        let scratch = try Scratch()
        let (base, backup, restored) = (scratch.file("ecole.quitus"), scratch.file("sauvegarde"), scratch.file("rendu.quitus"))
        _ = quitus("importer", try scratch.promotion(), "--base", base)
        #expect(quitus("sauvegarder", "--base", base, "--sortie", backup).status == 0)
        #expect(quitus("sauvegarder", "--base", base, "--sortie", backup).status == 1)
        #expect(quitus("restaurer", backup, "--base", base).status == 1)
        #expect(quitus("restaurer", backup, "--base", restored).status == 0)
        #expect(quitus("journal", "verifier", "--base", restored) == quitus("journal", "verifier", "--base", base))
        #expect(quitus("restaurer", backup, "--base", base, "--ecarter", scratch.file("ancien")).status == 0)

        var bytes = try Data(contentsOf: URL(filePath: backup))
        bytes[bytes.count / 2] ^= 0xFF
        try bytes.write(to: URL(filePath: backup))
        let altered = quitus("restaurer", backup, "--base", scratch.file("autre.quitus"))
        #expect(altered.status == 65)
        #expect(!FileManager.default.fileExists(atPath: scratch.file("autre.quitus")))
    }

    @Test(arguments: [
        ["journal", "verifier", "--base", "/nulle/part"], ["journal", "montrer", "--base", "/nulle/part"],
        ["exporter", "--base", "/nulle/part", "--promotion", "P", "--sortie", "/nulle/part/s"],
        ["sauvegarder", "--base", "/nulle/part", "--sortie", "/nulle/s"],
        ["deliberer", "--base", "/nulle/part", "--promotion", "P"], ["restaurer", "/nulle/part", "--base", "/nulle/b"],
    ])
    func `a base that is not there is refused with code 65`(words: [String]) {
        let outcome = quitus(words)
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix("erreur: La base « /nulle/part » n'existe pas."))
    }

    @Test func `a promotion that the record does not hold is refused with those that it holds`() throws {
        let scratch = try Scratch()
        let base = scratch.file("ecole.quitus")
        _ = quitus("importer", try scratch.promotion(), "--base", base)
        let outcome = quitus("deliberer", "--base", base, "--promotion", "3A")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("essai/1A-essai/2026-2027/ingenieur"))
    }
}

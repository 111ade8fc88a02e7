import Foundation
import Testing

@testable import quitus

@Suite struct PersonnesCommandTests {
    private func imported(_ scratch: Scratch) throws -> String {
        let base = scratch.file("ecole.quitus")
        #expect(quitus("importer", try scratch.promotion(), "--base", base).status == 0)
        return base
    }

    @Test func `what the record knows of a person is handed over whole`() throws {
        let scratch = try Scratch()
        let base = try imported(scratch)
        let outcome = quitus("donnees-personnelles", "montrer", "--base", base, "--eleve", "E1")
        #expect(outcome.status == 0)
        let items = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
        #expect((items.first?["identite"] as? [String: Any])?["nom"] as? String == "Aubépine")
        #expect(!outcome.output.contains("Bouleau"))
        #expect(quitus("donnees-personnelles", "montrer", "--base", base, "--eleve", "E9").status == 65)
    }

    @Test func `data is erased only when its period has ended and a reason is given, and the journal still holds`() throws {
        let scratch = try Scratch()
        let base = try imported(scratch)
        func erase(_ words: String...) -> Outcome {
            quitus(
                ["donnees-personnelles", "effacer", "--base", base, "--eleve", "E1", "--categorie", "identite", "--conservation", "identite=P5Y"]
                    + words)
        }
        #expect(erase("--au", "2027-09-01", "--raison", "demande").status == 65)
        #expect(erase("--au", "2040-01-01").status == 65)
        let due = quitus("donnees-personnelles", "echeances", "--base", base, "--conservation", "identite=P5Y", "--au", "2040-01-01")
        #expect(due.output.contains("E1"))
        #expect(erase("--au", "2040-01-01", "--raison", "demande").output == "1 donnée effacée.\n")
        #expect(!quitus("donnees-personnelles", "montrer", "--base", base, "--eleve", "E1").output.contains("Aubépine"))
        #expect(quitus("journal", "verifier", "--base", base).status == 0)
    }

    @Test(arguments: [
        ["echeances", "--conservation", "identite"], ["echeances", "--conservation", "photo=P1Y"], ["echeances", "--conservation", "identite=cinq"],
        ["echeances", "--conservation", "identite=P5Y", "--au", "demain"],
        ["effacer", "--eleve", "E1", "--categorie", "photo", "--conservation", "identite=P5Y"],
    ])
    func `a period or a kind badly written is refused with code 64`(words: [String]) throws {
        #expect(quitus(["donnees-personnelles", words[0], "--base", "/nulle/part"] + words.dropFirst()).status == 64)
    }
}

import Foundation
import Testing

@testable import quitus

@Suite struct ReglementCommandTests {
    /// A record whose promotion was imported under a bar of 10, the règlement on disk then changed to 12.
    private func changed(_ scratch: Scratch) throws -> (base: String, folder: String, reglement: String) {
        let reglement = try scratch.reglement()
        let folder = try scratch.promotion(reglement: reglement)
        let base = scratch.file("ecole.quitus")
        #expect(quitus("importer", folder, "--base", base, "--acteur", "scolarite").errors == "")
        let path = reglement + "/reglement.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let new = text.replacing("barre_ue: { valeur: 10", with: "barre_ue: { valeur: 12")
        #expect(new != text)
        try Data(new.utf8).write(to: URL(filePath: path))
        return (base, folder, reglement)
    }

    private func judged(_ base: String, _ more: String...) -> Outcome {
        quitus(["deliberer", "--base", base, "--promotion", "1A-essai", "--format", "json"] + more)
    }

    @Test func `the record judges by the règlement that it keeps, and says that the disk's is another`() throws {
        let scratch = try Scratch()
        let reglement = try scratch.reglement()
        let before = quitus("deliberer", try scratch.promotion(reglement: reglement), "--format", "json").output
        for name in ["promotion", "ecole"] { try FileManager.default.removeItem(atPath: scratch.file(name)) }
        let (base, folder, _) = try changed(scratch)
        let outcome = judged(base)
        #expect(outcome.output == before)
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("le règlement « essai » du disque n'est plus celui que le registre garde pour cette promotion"))
        #expect(outcome.errors.contains("(essai/reglement.yaml) : c'est celui du registre qui juge [reglement-different]"))
        #expect(outcome.errors.contains("reglement adopter --base \(base)"))
        #expect(quitus("importer", folder, "--base", base).errors.contains("[reglement-different]"))
        let disk = judged(base, "--reglement-du-disque")
        #expect(disk.errors == "")
        #expect(disk.output != before)
        #expect(disk.output == quitus("deliberer", folder, "--format", "json").output)
    }

    @Test func `the règlement of the disk is adopted by an act, and the judgement of the day before stays`() throws {
        let scratch = try Scratch()
        let (base, folder, _) = try changed(scratch)
        let before = judged(base).output
        #expect(quitus("reglement", "adopter", "--base", base, "--promotion", "1A-essai").status == 65)
        // The act must fall in a later second than the import for a question in between.
        Thread.sleep(forTimeInterval: 2.1)
        let between = ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: -1))
        let adopted = quitus("reglement", "adopter", "--base", base, "--promotion", "1A-essai", "--raison", "seuil voté", "--acteur", "direction")
        #expect(adopted.status == 0)
        #expect(adopted.output.hasSuffix(": il juge désormais cette promotion.\n"))
        let after = judged(base)
        #expect(after == quitus("deliberer", folder, "--format", "json"))
        #expect(judged(base, "--au", between).output == before)
        #expect(quitus("reglement", "adopter", "--base", base, "--promotion", "1A-essai").output.hasSuffix("le garde déjà pour cette promotion.\n"))
        let shown = quitus("reglement", "montrer", "--base", base, "--promotion", "1A-essai", width: 200).output
        #expect(shown.contains("scolarite"))
        #expect(shown.contains("direction"))
        #expect(quitus("journal", "verifier", "--base", base).status == 0)
    }

    @Test func `a past judgement is told again when the disk has no règlement any more`() throws {
        let scratch = try Scratch()
        let (base, _, reglement) = try changed(scratch)
        let before = judged(base).output
        try FileManager.default.removeItem(atPath: reglement)
        #expect(judged(base) == Outcome(status: 0, output: before, errors: ""))
    }

    @Test func `a promotion imported with a règlement in fault is judged by the disk's, which is said, and the freeze keeps it`() throws {
        let scratch = try Scratch()
        let reglement = try scratch.reglement()
        let path = reglement + "/reglement.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data((text + "cle_en_trop: oui\n").utf8).write(to: URL(filePath: path))
        let base = scratch.file("ecole.quitus")
        let imported = quitus("importer", try scratch.promotion(reglement: reglement), "--base", base)
        #expect(imported.status == 0)
        #expect(imported.errors.contains("[reglement-non-garde]"))
        try Data(text.utf8).write(to: URL(filePath: path))
        #expect(judged(base).errors.contains("[reglement-non-garde]"))
        let session = ["--base", base, "--seance", "j1"]
        #expect(
            quitus(
                ["jury", "convoquer"] + session + [
                    "--promotion", "1A-essai", "--intitule", "J", "--date", "2027-02-10", "--president", "m", "--membre", "m",
                ]
            )
            .status == 0)
        let frozen = quitus(["jury", "geler"] + session)
        #expect(frozen.status == 0)
        #expect(frozen.errors == "Règlement « essai » gardé avec la promotion, octet pour octet.\n")
        #expect(judged(base).errors == "")
    }
}

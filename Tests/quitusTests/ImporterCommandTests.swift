import Foundation
import Testing

@testable import quitus

@Suite struct ImporterCommandTests {
    /// A record that holds the tests' promotion.
    private func record(_ scratch: Scratch) throws -> String {
        let base = scratch.file("ecole.quitus")
        #expect(quitus("importer", try scratch.promotion(), "--base", base).status == 0)
        return base
    }

    private func apogee(_ values: [String], annee: String = "2026/2027", session: Int = 1) -> String {
        """
        XX-APO_TITRES-XX
        apoC_annee\t\(annee)
        apoC_cod_dip\tD1

        XX-APO_COLONNES-XX
        apoL_a01_code\tType Objet\tCode\tVersion\tAnnée\tSession\tAdmission\tType Rés.
        APO_COL_VAL_DEB
        apoL_c0001\tELP\tCHI\t\t2026\t\(session)\t1\tN\tCHI - Chimie
        apoL_c0002\tELP\tCHI\t\t2026\t\(session)\t1\tB
        apoL_c0003\tELP\tCHI\t\t2026\t\(session)\t1\tR
        APO_COL_VAL_FIN

        XX-APO_VALEURS-XX
        apoL_a01_code\tapoL_a02_nom\tapoL_a03_prenom\tapoL_a04_naissance\tapoL_c0001\tapoL_c0002\tapoL_c0003
        \(values.joined(separator: "\n"))

        """
    }

    @Test func `a teacher's sheet is shown, then written, then changes nothing`() throws {
        let scratch = try Scratch()
        let base = try record(scratch)
        let sheet = try scratch.write("Chimie;;\neleve;nom;CHI\nE1;x;19,5\n", "notes.csv")
        let line = ["importer", sheet, "--depuis", "tableur", "--base", base, "--promotion", "1A-essai"]
        let trial = quitus(line + ["--essai"])
        #expect(trial.status == 0)
        #expect(trial.output.contains("Notes, CHI"))
        #expect(trial.output.hasSuffix("Essai : rien n'a été écrit.\n"))
        let done = quitus(line)
        #expect(done.status == 0)
        #expect(trial.output.hasPrefix(done.output))
        #expect(quitus(line).output == "Aucun changement : la base contient déjà ce dossier.\n")
        #expect(quitus("journal", "verifier", "--base", base).status == 0)
    }

    @Test func `what is wrong in a sheet is told whole and writes nothing`() throws {
        let scratch = try Scratch()
        let base = try record(scratch)
        let digest = quitus("journal", "verifier", "--base", base).output
        let sheet = try scratch.write("eleve;CHI\nE1;21\nE9;12\n", "notes.csv")
        let outcome = quitus("importer", sheet, "--depuis", "tableur", "--base", base, "--promotion", "1A-essai")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("notes.csv:2:2: erreur: "))
        #expect(outcome.errors.contains("[note-hors-bareme]"))
        #expect(outcome.errors.contains("[eleve-inconnu]"))
        #expect(outcome.errors.hasSuffix("2 erreurs : rien n'a été fait.\n"))
        #expect(quitus("journal", "verifier", "--base", base).output == digest)
    }

    @Test func `Apogée's file completes a promotion, and goes back filled`() throws {
        let scratch = try Scratch()
        let base = try record(scratch)
        let file = try scratch.write(apogee(["E1\t\t\t\t39\t40\t", "E2\t\t\t\t\t\t"]), "apo.txt")
        let line = ["importer", file, "--depuis", "apogee", "--base", base, "--promotion", "1A-essai"]
        #expect(quitus(line).status == 0)
        #expect(quitus(line).output.hasPrefix("Aucun changement"))
        let filled = scratch.file("rempli.txt")
        let back = ["remplir", "--base", base, "--promotion", "1A-essai", "--apogee", file, "--sortie", filled, "--valide", "VAL"]
        let outcome = quitus(back)
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("\(filled) : "))
        let lines = try String(contentsOfFile: filled, encoding: .utf8).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("E1\t") && $0.contains("\t40\t") })
        #expect(quitus(back).status == 65)
    }

    @Test func `Apogée's file begins a folder, with what is still to fill`() throws {
        let scratch = try Scratch()
        let file = try scratch.write(apogee(["E1\tNoël\tZoé\t 01/02/2004\t12\t20\tADM"]), "apo.txt")
        let folder = scratch.file("nouveau")
        let outcome = quitus("importer", file, "--depuis", "apogee", "--sortie", folder)
        #expect(outcome.status == 0)
        #expect(
            outcome.output.hasPrefix(
                "\(folder) : 1 élève, 1 ECUE, 1 note.\nÀ compléter :\n  promotion.yaml : ecole, reglement, cursus, date, session\n"))
        #expect(quitus("importer", file, "--depuis", "apogee", "--sortie", folder).status == 65)
        #expect(quitus("deliberer", folder).status == 65)
        let other = scratch.file("autre")
        #expect(quitus("importer", file, "--depuis", "apogee", "--sortie", other, "--essai").status == 0)
        #expect(!FileManager.default.fileExists(atPath: other))
    }

    @Test func `Pégase's answers begin a folder`() throws {
        let scratch = try Scratch()
        let file = try scratch.write(
            "[{\"codeApprenant\": \"000001\", \"nomFamille\": \"Noël\", \"prenom\": \"Zoé\", \"anneeUniversitaire\": 2026}]", "ins.json")
        let outcome = quitus("importer", file, "--depuis", "pegase", "--sortie", scratch.file("nouveau"))
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("1 élève, 0 ECUE, 0 note"))
    }

    @Test(arguments: [
        ["importer", "x"], ["importer", "x", "--base", "b", "--promotion", "p"], ["importer", "x", "--base", "b", "--ecue", "A"],
        ["importer", "x", "--depuis", "tableur", "--sortie", "d"], ["importer", "x", "--depuis", "tableur", "--base", "b"],
        ["importer", "x", "--depuis", "apogee"], ["importer", "x", "--depuis", "apogee", "--base", "b", "--promotion", "p", "--sortie", "d"],
        ["importer", "x", "--depuis", "tableur", "--base", "b", "--promotion", "p", "--session", "3"],
        ["importer", "x", "--depuis", "scodoc", "--base", "b"],
    ])
    func `options that do not go together are refused as bad usage`(line: [String]) {
        let outcome = quitus(line)
        #expect(outcome.status == 64)
        #expect(outcome.errors.hasPrefix("erreur: "))
    }
}

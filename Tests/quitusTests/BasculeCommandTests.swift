import Foundation
import Testing

@testable import quitus

@Suite struct BasculeCommandTests {
    /// The tests' promotion as a whole year, E1 and E2 decided to pass and E3 to repeat.
    private func decided(_ scratch: Scratch, reglement: String? = nil, more: String = "") throws -> String {
        let folder = try scratch.promotion(reglement: reglement)
        let header = try String(contentsOfFile: folder + "/promotion.yaml", encoding: .utf8)
        try Data((header + "periode: annee\n").utf8).write(to: URL(filePath: folder + "/promotion.yaml"))
        let decisions = """
            jury;date;eleve;objet;decision;motif
            Jury;2027-02-09;E1;annee;passage;
            Jury;2027-02-09;E2;annee;passage_avec_dette;
            Jury;2027-02-09;E3;annee;redoublement;
            \(more)
            """
        try Data(decisions.utf8).write(to: URL(filePath: folder + "/decisions.csv"))
        let base = scratch.file("ecole.quitus")
        #expect(quitus("importer", folder, "--base", base).status == 0)
        return base
    }

    @Test func `a year turns as one step, and can be undone with a reason`() throws {
        let scratch = try Scratch()
        let base = try decided(scratch)
        let asked = ["--base", base, "--promotion", "1A-essai", "--annee", "2027-2028", "--destination", "1=1A-bis", "2=2A-essai"]

        let prepared = quitus(["bascule", "preparer"] + asked)
        #expect(prepared.status == 0)
        #expect(prepared.output.contains("passage : 1 (E1)"))
        #expect(prepared.output.contains("redoublement : 1 (E3)"))
        #expect(prepared.output.contains("E2 : doit UE1"))
        #expect(quitus("bascule", "lister", "--base", base).output == "Aucune bascule.\n")

        let done = quitus(["bascule", "appliquer"] + asked)
        #expect(done.status == 0)
        #expect(done.output == prepared.output + "Bascule 1 faite.\n")
        #expect(quitus("exporter", "--base", base, "--promotion", "2A-essai", "--sortie", scratch.file("2A")).output.hasSuffix(" : 2 élèves.\n"))
        #expect(quitus("journal", "verifier", "--base", base).status == 0)

        #expect(quitus("bascule", "annuler", "1", "--base", base).status == 65)
        #expect(quitus("bascule", "annuler", "1", "--base", base, "--raison", "trop tôt").output == "Bascule 1 annulée.\n")
        #expect(quitus("bascule", "lister", "--base", base).output.contains("annulée"))
    }

    @Test func `the year that ends is judged by the règlement that the record keeps, whatever becomes of the disk's`() throws {
        let scratch = try Scratch()
        let base = try decided(scratch, reglement: try scratch.reglement())
        try FileManager.default.removeItem(atPath: scratch.file("ecole"))
        let prepared = quitus(
            "bascule", "preparer", "--base", base, "--promotion", "1A-essai", "--annee", "2027-2028", "--destination", "1=1A-bis", "2=2A-essai")
        #expect(prepared.errors == "")
        #expect(prepared.status == 0)
        #expect(prepared.output.contains("E2 : doit UE1"))
    }

    @Test func `points of jury are in the results that follow an élève, as the status that they lead to`() throws {
        let scratch = try Scratch()
        let base = try decided(scratch, more: "Jury;2027-02-09;E2;ue:UE1;points:+1;")
        let asked = ["--base", base, "--promotion", "1A-essai", "--annee", "2027-2028", "--destination", "1=1A-bis", "2=2A-essai"]
        let done = quitus(["bascule", "appliquer"] + asked)
        #expect(done.status == 0)
        #expect(done.output.contains("E2 : ne doit aucune UE\n"))
        #expect(quitus("exporter", "--base", base, "--promotion", "2A-essai", "--sortie", scratch.file("2A")).status == 0)
        let results = try String(contentsOfFile: scratch.file("2A") + "/resultats.csv", encoding: .utf8)
        #expect(results.contains("E2;2026-2027;S5;UE1;18;1649/150;validee;"))
        #expect(results.split(separator: "\n").filter { $0.hasPrefix("E2") }.allSatisfy { $0.contains(";validee;") })
    }

    @Test func `a repeater keeps what was validated through an export, the maquette of the year, and the import back`() throws {
        let scratch = try Scratch()
        let base = try decided(scratch)
        let asked = ["--base", base, "--promotion", "1A-essai", "--annee", "2027-2028", "--destination", "1=1A-bis", "2=2A-essai"]
        #expect(quitus(["bascule", "appliquer"] + asked).status == 0)
        let folder = scratch.file("1A-bis")
        let exported = quitus("exporter", "--base", base, "--promotion", "1A-bis", "--sortie", folder)
        #expect(exported.errors == "maquette.csv est vide : complétez-la avant de réimporter ce dossier.\n")
        let taken = try String(contentsOfFile: folder + "/inscriptions.csv", encoding: .utf8)
        #expect(taken == "eleve;ue\nE3;UE1\nE3;UE2\n")
        try FileManager.default.removeItem(atPath: folder + "/maquette.csv")
        try FileManager.default.copyItem(atPath: essai + "/maquette.csv", toPath: folder + "/maquette.csv")
        #expect(quitus("importer", folder, "--base", base).status == 0)
        let again = scratch.file("1A-bis-2")
        #expect(quitus("exporter", "--base", base, "--promotion", "1A-bis", "--sortie", again).errors == "")
        #expect(try String(contentsOfFile: again + "/inscriptions.csv", encoding: .utf8) == taken)
        #expect(quitus("importer", again, "--base", base).output.contains("Aucun changement"))
        #expect(quitus("journal", "verifier", "--base", base).status == 0)
    }

    @Test func `a destination badly written, or missing, is refused`() throws {
        let scratch = try Scratch()
        let base = try decided(scratch)
        let start = ["bascule", "appliquer", "--base", base, "--promotion", "1A-essai", "--annee", "2027-2028", "--destination"]
        #expect(quitus(start + ["2A"]).status == 64)
        #expect(quitus(start + ["2=a", "2=b"]).status == 64)
        #expect(quitus(start + ["2=2A-essai"]).status == 65)
    }
}

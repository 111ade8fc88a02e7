import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

struct `Each élève is judged by the version that binds them` {
    /// Two versions of the tests' règlement, an UE passing at 9 under the first and at 10 under the second.
    private func versions(_ body: (Bibliotheque) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for year in [2025, 2026] {
            let folder = root.appendingPathComponent("ecole/\(year)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let source = "\(Essai.dossier)/ecole"
            try FileManager.default.copyItem(atPath: "\(source)/articles.yaml", toPath: folder.appendingPathComponent("articles.yaml").path)
            let text = try String(contentsOfFile: "\(source)/reglement.yaml", encoding: .utf8)
                .replacingOccurrences(of: "reglement: essai\n", with: "reglement: essai-\(year)\n" + (year == 2026 ? "succede_a: essai-2025\n" : ""))
                .replacingOccurrences(of: "rattachement: annee_universitaire", with: "rattachement: promotion")
                .replacingOccurrences(of: "du: 2026-09-01, au: 2027-08-31", with: "du: \(year)-09-01, au: \(year + 1)-08-31, ensuite: cohortes")
                .replacingOccurrences(of: "barre_ue: { valeur: 10", with: "barre_ue: { valeur: \(year == 2025 ? 9 : 10)")
            try text.write(to: folder.appendingPathComponent("reglement.yaml"), atomically: true, encoding: .utf8)
        }
        try body(Bibliotheque(racine: root.path))
    }

    @Test func `a cohort keeps its version, and a repeater moves to that of the cohort joined`() throws {
        try versions { bibliotheque in
            var promotion = Essai.promotion(eleves: [[("A", "9.5", nil)], [("A", "9.5", nil)], [("A", "9.5", nil)]])
            promotion.entete.reglement = "essai-2026"
            // A newcomer, an élève of the cohort before, and a repeater of that cohort's first year.
            promotion.eleves[1].entree = "2025-2026"
            promotion.eleves[1].niveau = 2
            promotion.eleves[2].entree = "2025-2026"
            let eleves = try Deliberation(promotion, bibliotheque: bibliotheque).juger().eleves
            #expect(eleves.map(\.reglement) == ["essai-2026", "essai-2025", "essai-2026"])
            #expect(eleves.map { $0.ues[0].statut } == ["non_validee", "validee", "non_validee"])
            #expect(eleves.map { $0.alertes.contains { $0.code == "reglement_change_de_cohorte" } } == [false, true, false])
        }
    }

    @Test(arguments: ["2027-08-31", "2028-01-10"])
    func `the last day is included, and those who entered under a version stay judged by it`(date: String) throws {
        try versions { bibliotheque in
            var promotion = Essai.promotion([("A", "12", nil)])
            promotion.entete.reglement = "essai-2026"
            promotion.entete.date = try #require(CalendarDate(date))
            #expect(try Deliberation(promotion, bibliotheque: bibliotheque).juger().eleves.map(\.reglement) == ["essai-2026"])
        }
    }

    @Test func `who entered after the last day is refused by name`() throws {
        try versions { bibliotheque in
            var promotion = Essai.promotion([("A", "12", nil)])
            promotion.entete.reglement = "essai-2026"
            promotion.entete.annee = "2027-2028"
            promotion.entete.date = try #require(CalendarDate("2028-01-10"))
            promotion.eleves[0].entree = "2027-2028"
            let faults = #expect(throws: Juge.Fautes.self) { _ = try Deliberation(promotion, bibliotheque: bibliotheque) }
            #expect(faults?.diagnostics.map(\.code) == ["reglement-hors-vigueur"])
        }
    }
}

struct `A règlement kept by its files` {
    @Test(arguments: ["emse-icm-2025", "ensmac-2026", "polytech-lyon-2021", "bellecour-ri"])
    func `is read again as it was on disk, without the disk`(id: String) {
        let racine = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Reglements").standardized.path
        let disk = Bibliotheque(racine: racine).versions(id)
        #expect(disk.flatMap(\.erreurs).isEmpty)
        let files = Bibliotheque.fichiers(disk)
        #expect(files.keys.allSatisfy { !$0.contains(racine) })
        let kept = Bibliotheque(fichiers: files).versions(id)
        #expect(kept.map(\.programme.empreinte) == disk.map(\.programme.empreinte))
        #expect(kept.map { $0.exemples.count } == disk.map { $0.exemples.count })
        #expect(kept.map { $0.declaration.articles.count } == disk.map { $0.declaration.articles.count })
    }

    @Test func `has the same hash wherever its folder stands`() throws {
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: copy) }
        try FileManager.default.copyItem(atPath: "\(Essai.dossier)/ecole", toPath: copy.path)
        #expect(Bibliotheque(racine: "nulle-part").charger(copy.path).programme.empreinte == Essai.lu.programme.empreinte)
    }
}

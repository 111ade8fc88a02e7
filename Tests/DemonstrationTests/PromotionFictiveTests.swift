import Demonstration
import Echanges
import Foundation
import Scolarite
import Testing
import Valeurs

struct `A made-up promotion` {
    static let schools = ["ensmac-2026", "polytech-lyon-2021", "emse-icm-2025", "emse-istp-2025", "emse-pdis-2025", "autre-2030"]

    /// Written as a folder, in a place of its own, then read.
    private func written(_ promotion: Promotion) throws -> PromotionReading {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try PromotionFolder(path: folder).write(promotion)
        return PromotionFolder(path: folder).read()
    }

    @Test(arguments: schools, [1, 2])
    func `is written as a folder that reads back equal, without an error or a warning`(reglement: String, session: Int) throws {
        for niveau in 1...3 {
            for (eleves, graine) in [(1, UInt64(1)), (2, 5), (24, 3), (96, 1)] {
                let promotion = PromotionFictive.generate(reglement: reglement, eleves: eleves, graine: graine, session: session, niveau: niveau)
                let reading = try written(promotion)
                #expect(reading.diagnostics.map(\.description) == [], "\(niveau) \(eleves)")
                #expect(reading.promotion == promotion, "\(niveau) \(eleves)")
                #expect(promotion.connueASaDate.ecartes == 0, "\(niveau) \(eleves)")
                #expect(promotion.eleves.count == eleves)
            }
        }
    }

    @Test(arguments: schools)
    func `is the same for the same seed and another for another`(reglement: String) {
        let one = PromotionFictive.generate(reglement: reglement, eleves: 20, graine: 7)
        #expect(one == PromotionFictive.generate(reglement: reglement, eleves: 20, graine: 7))
        #expect(one != PromotionFictive.generate(reglement: reglement, eleves: 20, graine: 8))
    }

    @Test func `begins with the same élèves however many follow`() {
        let few = PromotionFictive.generate(reglement: "emse-icm-2025", eleves: 30, niveau: 2)
        let many = PromotionFictive.generate(reglement: "emse-icm-2025", eleves: 60, niveau: 2)
        #expect(Array(many.eleves.prefix(30)) == few.eleves)
        #expect(many.dossiers.prefix(30).map(\.resultats) == few.dossiers.map(\.resultats))
    }

    /// The bytes that a seed gives are a promise to those who compare two machines or two versions.
    @Test func `is pinned to the draw`() {
        let promotion = PromotionFictive.generate(reglement: "ensmac-2026", eleves: 3, graine: 42)
        #expect(promotion.eleves.map(\.id) == ["E0001", "E0002", "E0003"])
        #expect(promotion.notes.sessions[0].prefix(3).map { $0.hundredths } == [[1625, 1475, 1700], [1575, 1475, 1575], [1325, 925, 1450]])
    }

    @Test(arguments: schools)
    func `gives each élève thirty credits a semester, or those of the text`(reglement: String) {
        for niveau in 1...3 {
            let promotion = PromotionFictive.generate(reglement: reglement, eleves: 60, niveau: niveau)
            for (rank, dossier) in promotion.dossiers.enumerated() where !dossier.parcours.contains(where: { $0.decision.hasPrefix("redoublement") })
            {
                for index in promotion.maquette.semestres.indices {
                    let credits = promotion.maquette.ues.indices.filter {
                        promotion.maquette.ues[$0].semestre == index && promotion.suit(eleve: rank, ue: $0)
                    }
                    .reduce(Rational.zero) { $0 + promotion.maquette.ues[$1].ects }
                    #expect(credits == Rational(reglement == "emse-pdis-2025" ? 45 : 30))
                }
            }
        }
    }

    @Test(arguments: schools)
    func `has strong and weak élèves, and few who fail`(reglement: String) {
        let promotion = PromotionFictive.generate(reglement: reglement, eleves: 200, niveau: 1)
        let marks = promotion.maquette.epreuves.indices.filter { promotion.maquette.epreuves[$0].nature != .entreprise }
            .flatMap { epreuve in
                (0..<200).compactMap {
                    promotion.notes.sessions[0][epreuve][$0].etat == .note ? promotion.notes.sessions[0][epreuve].hundredths[$0] : nil
                }
            }
        let mean = Int(marks.reduce(0, { $0 + Int($1) })) / marks.count
        #expect((1200...1450).contains(mean))
        let low = marks.count { $0 < 1000 }
        #expect(low * 100 > marks.count * 5 && low * 100 < marks.count * 25)
        #expect(marks.contains { $0 >= 1800 } && marks.contains { $0 < 700 })
        // The same élève is good or weak everywhere: halves of their marks go together.
        let halves = (0..<200).map { eleve in
            [0, 1].map { half in
                marksOf(eleve, in: promotion).enumerated().filter { $0.offset % 2 == half }.reduce(0) { $0 + Int($1.element) }
            }
        }
        let together = (0..<200).count { a in (halves[a][0] < median(halves.map { $0[0] })) == (halves[a][1] < median(halves.map { $0[1] })) }
        #expect(together > 140)
    }

    private func marksOf(_ eleve: Int, in promotion: Promotion) -> [Int32] { promotion.notes.sessions[0].map { $0.hundredths[eleve] } }
    private func median(_ values: [Int]) -> Int { values.sorted()[values.count / 2] }

    @Test func `holds what a year of school holds`() {
        let promotion = PromotionFictive.generate(reglement: "ensmac-2026", eleves: 300, session: 2, niveau: 2)
        let dossiers = promotion.dossiers
        #expect(
            dossiers.contains { !$0.absences.isEmpty } && dossiers.contains { !$0.options.isEmpty } && dossiers.contains { !$0.decisions.isEmpty })
        #expect(
            dossiers.contains { !$0.certifications.isEmpty } && dossiers.contains { !$0.sejours.isEmpty } && dossiers.contains { !$0.stages.isEmpty })
        #expect(dossiers.contains { !$0.engagements.isEmpty } && dossiers.contains { !$0.resultats.isEmpty } && dossiers.contains { $0.ues != nil })
        let decisions = Set(dossiers.flatMap(\.parcours).map(\.decision))
        #expect(decisions.isSuperset(of: ["passage", "cesure", "redoublement", "passage_avec_dette"]))
        let codes = Set(promotion.notes.sessions[0].flatMap(\.etats).compactMap(Etat.init(rawValue:)))
        #expect(codes.isSuperset(of: [.note, .abi, .abj, .disp, .v, .nv]))
        #expect(promotion.notes.sessions[1].contains { $0.etats.contains(Etat.note.rawValue) })
        #expect(promotion.notes.sessions[0].allSatisfy { !$0.etats.contains(Etat.att.rawValue) })
        // An élève who repeats no longer takes what they have validated.
        for dossier in dossiers { if let taken = dossier.ues { #expect(!taken.isEmpty && taken.count < promotion.maquette.ues.count) } }
    }

    @Test func `has apprentices where the school has some, with their own UE`() {
        let promotion = PromotionFictive.generate(reglement: "polytech-lyon-2021", eleves: 100, niveau: 2)
        let stage = promotion.maquette.ues.firstIndex { $0.code == "UE8S" }!
        for (rank, eleve) in promotion.eleves.enumerated() where promotion.dossiers[rank].resultats.allSatisfy({ $0.ue != "UE8S" }) {
            #expect(
                promotion.suit(eleve: rank, ue: stage) == (eleve.statut == .FISE) || promotion.dossiers[rank].parcours.contains { $0.niveau == 2 })
        }
        #expect(Set(promotion.eleves.map(\.statut)) == [.FISE, .FISA])
        #expect(promotion.eleves.allSatisfy { $0.niveauEcrit == "4A" && $0.niveau == 2 })
    }

    @Test func `for measurements has sixty épreuves and reads back equal`() throws {
        let promotion = PromotionDeBanc.generate(eleves: 500, graine: 3)
        #expect(promotion.maquette.epreuves.count == 60 && promotion.maquette.ecues.count == 24 && promotion.maquette.ues.count == 6)
        let reading = try written(promotion)
        #expect(reading.diagnostics == [])
        #expect(reading.promotion == promotion)
        #expect(promotion == PromotionDeBanc.generate(eleves: 500, graine: 3))
    }
}

import Demonstration
import Echanges
import Foundation
import Testing

struct `A made-up promotion` {
    static let schools = ["ensmac-2026", "polytech-lyon-2021", "emse-icm-2025", "emse-istp-2025", "emse-pdis-2025"]

    @Test func `is the same for the same seed and another for another`() {
        let one = PromotionFictive.generate(reglement: "ensmac-2026", eleves: 20, graine: 7)
        #expect(one == PromotionFictive.generate(reglement: "ensmac-2026", eleves: 20, graine: 7))
        #expect(one != PromotionFictive.generate(reglement: "ensmac-2026", eleves: 20, graine: 8))
    }

    @Test(arguments: schools, [1, 2])
    func `is written as a folder that reads back equal, without an error or a warning`(reglement: String, session: Int) throws {
        for niveau in 1...3 {
            let promotion = PromotionFictive.generate(reglement: reglement, eleves: 12, graine: 3, session: session, niveau: niveau)
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try PromotionFolder(path: folder).write(promotion)
            let reading = PromotionFolder(path: folder).read()
            #expect(reading.diagnostics.map(\.description) == [])
            #expect(reading.promotion?.notes == promotion.notes)
            #expect(reading.promotion?.dossiers == promotion.dossiers)
            #expect(reading.promotion?.maquette == promotion.maquette)
        }
    }

    @Test(arguments: schools)
    func `has thirty credits a semester, or those of the text`(reglement: String) {
        for niveau in 1...3 {
            let maquette = PromotionFictive.generate(reglement: reglement, eleves: 1, niveau: niveau).maquette
            for (index, semestre) in maquette.semestres.enumerated() {
                let credits = maquette.ues.filter { $0.semestre == index }.reduce(0) { $0 + Int($1.ects.numerator) }
                #expect(credits == (reglement == "emse-pdis-2025" ? 45 : 30), "\(semestre)")
            }
        }
    }
}

import Reglement
import ReglementYAML
import Testing
import Valeurs

struct `A run is checked again` {
    private let rows = [[("A", "15", String?.none), ("B", "7", nil)], [("A", "9", nil), ("B", "9", nil)], [("A", "ATT", nil), ("B", "18", nil)]]

    @Test func `a judgement as it comes holds every invariant`() throws {
        let juge = try Juge(Essai.lu.programme, Essai.promotion(eleves: rows))
        #expect(Reverification(juge.juger(), juge).ecarts == [])
    }

    @Test func `sentences left out, ranks exchanged and another promotion's results are found, with the élèves set aside`() throws {
        let juge = try Juge(Essai.lu.programme, Essai.promotion(eleves: rows))
        let silent = Reverification(juge.juger(motifs: false), juge)
        #expect(Set(silent.ecarts.map(\.invariant)).isSuperset(of: [.motifs, .rejeu]))
        #expect(silent.ecartes == ["E0", "E1", "E2"])
        var other = rows
        other[0][1].1 = "2"
        let stranger = try Juge(Essai.lu.programme, Essai.promotion(eleves: other)).juger()
        let found = Reverification(stranger, juge).ecarts
        #expect(found.contains { $0.eleve == "E0" && $0.invariant == .rejeu })
        #expect(found.contains { $0.eleve == "E0" && $0.invariant == .colonnes })
    }
}

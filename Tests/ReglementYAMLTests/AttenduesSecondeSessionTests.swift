import Reglement
import Scolarite
import Testing
import Valeurs

/// Marks awaited at either session, beside others that are known: what fuzzing found that a judgement trapped on.
@Suite struct AttenduesSecondeSessionTests {
    private static let premieres = ["ATT", "ABI", "ABJ", "8", "12"]
    private static let secondes: [String?] = [nil, "ATT", "13"]

    @Test(arguments: premieres)
    func `awaited marks of both sessions are judged, with motifs and without, and no mark is given that may be another`(a: String) throws {
        for b in ["ATT", "8"] {
            for c in ["5"] {
                for (x, y) in [(0, 1), (1, 2), (2, 0)] {
                    let modules = [("A", a, Self.secondes[x]), ("B", b, Self.secondes[y]), ("D", c, Self.secondes[y])]
                    let juge = try Juge(Essai.lu.programme, Essai.promotion(eleves: [modules], session: 2, periode: "annee"))
                    let traced = juge.juger().eleves
                    let plain = juge.juger(motifs: false).eleves
                    #expect(traced.map(conclusions) == plain.map(conclusions))
                    #expect(traced.map { $0.ecues.map { $0.note?.exact } } == plain.map { $0.ecues.map { $0.note?.exact } })
                    // An awaited first mark that a second one may or may not replace is no mark yet.
                    for (ecue, module) in zip(traced[0].ecues, modules) where module.1 == "ATT" && module.2 == nil { #expect(ecue.note == nil) }
                }
            }
        }
    }

    @Test(arguments: [("0", "8"), ("1", nil)])
    func `an awaited épreuve that weighs nothing leaves the mark known, one that weighs leaves it open`(poids: String, note: String?) throws {
        var promotion = Essai.promotion([("A", "8", nil), ("B", "12", nil)])
        let maquette = promotion.maquette
        let epreuves =
            [Epreuve(code: "CC", ecue: 0, nature: .cours, coefficient: try #require(Rational(decimal: poids)))] + maquette.epreuves
        promotion.maquette = Maquette(semestres: maquette.semestres, ues: maquette.ues, ecues: maquette.ecues, epreuves: epreuves)
        var notes = Notes(maquette: promotion.maquette, eleves: 1)
        for (index, text) in ["ATT", "8", "12"].enumerated() { notes.sessions[0][index][0] = Essai.saisie(text) }
        promotion.notes = notes
        let ecue = try Essai.juge(promotion).ecues[0]
        #expect(ecue.note?.exact == note.flatMap { Rational(decimal: $0) })
    }
}

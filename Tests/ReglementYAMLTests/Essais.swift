import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

/// The small règlement of the tests, and promotions built by hand.
enum Essai {
    static let dossier = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Essai").path
    static let lu = Bibliotheque(racine: dossier).charger("essai")

    /// One UE `UE1` of 6 ECTS: each module is `(code, first session, second session)`, marks written as in `notes.csv`.
    static func promotion(_ modules: [(String, String, String?)], session: Int = 1, periode: String = "S5", decisions: [Decision] = []) -> Promotion {
        promotion(eleves: [modules], session: session, periode: periode, decisions: decisions)
    }

    /// Several élèves with the same modules.
    static func promotion(eleves rows: [[(String, String, String?)]], session: Int = 1, periode: String = "S5", decisions: [Decision] = [])
        -> Promotion
    {
        let modules = rows[0]
        let natures = modules.indices.map { column in
            rows.contains { ["V", "NV"].contains($0[column].1) } || modules[column].0.hasPrefix("C") ? Nature.competence : .cours
        }
        let ecues = modules.enumerated().map { index, module in
            ECUE(code: module.0, intitule: module.0, ue: 0, coefficient: natures[index] == .competence ? .zero : .one, nature: natures[index])
        }
        let epreuves = modules.indices.map { Epreuve(code: "", ecue: $0, nature: natures[$0], coefficient: .one) }
        let maquette = Maquette(
            semestres: ["S5"], ues: [UE(code: "UE1", intitule: "UE1", semestre: 0, ects: Rational(6), grade: true, ecues: Array(modules.indices))],
            ecues: ecues, epreuves: epreuves)
        var notes = Notes(maquette: maquette, eleves: rows.count)
        for (eleve, row) in rows.enumerated() {
            for (index, module) in row.enumerated() {
                notes.sessions[0][index][eleve] = saisie(module.1)
                if let second = module.2 { notes.sessions[1][index][eleve] = saisie(second) }
            }
        }
        var dossier = Dossier()
        dossier.decisions = decisions
        return Promotion(
            entete: Entete(
                ecole: "essai", reglement: "essai", annee: "2026-2027", promotion: "P", cursus: "C", date: CalendarDate("2027-06-30")!,
                session: session, periode: periode),
            maquette: maquette, eleves: rows.indices.map { Eleve(id: "E\($0)", entree: "2026-2027") }, dossiers: rows.map { _ in dossier },
            notes: notes)
    }

    static func saisie(_ text: String) -> Saisie {
        if text.isEmpty { return .absente }
        if let etat = Etat(code: text) { return Saisie(etat: etat, hundredths: 0) }
        return Saisie(etat: .note, hundredths: Int32((Rational(decimal: text)! * Rational(100)).numerator))
    }

    static func juge(_ promotion: Promotion) throws -> Jugement.Situe { try Juge(lu.programme, promotion).juger().eleves[0] }
}

@Test func `the règlement of the tests has nothing wrong`() {
    #expect(Essai.lu.diagnostics.map(\.description) == [])
}

struct `The four meanings settled first` {
    @Test func `modules 12, 13 and 14, all known, validate the UE`() throws {
        let ue = try Essai.juge(Essai.promotion([("A", "12", nil), ("B", "13", nil), ("D", "14", nil)])).ues[0]
        #expect(ue.statut == "validee")
        #expect(ue.moyenne?.exact == Rational(13))
        #expect(ue.motifs.map(\.regle) == ["ue-moyenne", "ue-plancher", "grade"])
    }

    @Test func `20, 20 and one awaited mark neither validate nor fail the UE`() throws {
        let ue = try Essai.juge(Essai.promotion([("A", "20", nil), ("B", "20", nil), ("D", "ATT", nil)])).ues[0]
        #expect(ue.statut == "en_attente")
        #expect(ue.moyenne == nil)
        #expect(ue.motifs.first?.phrase == "En attente : D. Ce résultat en dépend.")
    }

    @Test func `an excused absence replaced by 13 at the second session gives 37/3 without a cap`() throws {
        let ue = try Essai.juge(Essai.promotion([("A", "12", nil), ("B", "12", nil), ("D", "ABJ", "13")], session: 2)).ues[0]
        #expect(ue.statut == "validee")
        #expect(ue.moyenne?.exact == Rational(37, over: 3))
        #expect(ue.moyenne?.decimal == "12.33")
    }

    @Test func `5, 14 and 13 with the 5 resat at 2 fail the UE, whose recorded mean is 29/3`() throws {
        let ue = try Essai.juge(Essai.promotion([("A", "5", "2"), ("B", "14", nil), ("D", "13", nil)], session: 2)).ues[0]
        #expect(ue.statut == "non_validee")
        #expect(ue.moyenne?.exact == Rational(29, over: 3))
        #expect(ue.moyenne?.decimal == "9.67")
    }
}

struct `Bars hold on both sides` {
    @Test(arguments: [
        (["10", "10", "10"], "validee"), (["9.99", "10", "10"], "non_validee"), (["14", "10", "6"], "validee"),
        (["14", "11", "5.99"], "non_validee"),
        (["20", "20", "0"], "non_validee"),
    ])
    func `an UE is validated at 10 with no module under 6`(notes: [String], expected: String) throws {
        let modules = zip(["A", "B", "D"], notes).map { ($0, $1, String?.none) }
        #expect(try Essai.juge(Essai.promotion(modules)).ues[0].statut == expected)
    }

    @Test func `coefficients that make exactly 10 pass, where 34 decimal digits would say less`() throws {
        var promotion = Essai.promotion([("A", "4", nil), ("B", "11", nil), ("D", "11", nil)])
        let old = promotion.maquette
        let ecues = zip(old.ecues, [1, 3, 3]).map {
            ECUE(code: $0.code, intitule: $0.intitule, ue: 0, coefficient: Rational($1), nature: $0.nature, seuil: Rational(0))
        }
        promotion.maquette = Maquette(semestres: old.semestres, ues: old.ues, ecues: ecues, epreuves: old.epreuves)
        let ue = try Essai.juge(promotion).ues[0]
        #expect(ue.moyenne?.exact == Rational(10))
        #expect(ue.statut == "validee")
    }

    @Test(arguments: [("5", "8", "12", ["obligatoire", "possible", "interdit"]), ("16", "9", "5.5", ["interdit", "interdit", "obligatoire"])])
    func `the second session is compulsory under the floor and open between the floor and 10`(a: String, b: String, d: String, expected: [String])
        throws
    {
        let situe = try Essai.juge(Essai.promotion([("A", a, nil), ("B", b, nil), ("D", d, nil)]))
        #expect(situe.ecues.map(\.rattrapage) == expected)
    }

    @Test func `an UE failed under 10 and validated at the second session is capped at 10`() throws {
        let ue = try Essai.juge(Essai.promotion([("A", "8", "14"), ("B", "11", nil), ("D", "9", nil)], session: 2)).ues[0]
        #expect(ue.statut == "validee")
        #expect(ue.moyenne?.exact == Rational(10))
    }

    @Test func `an UE failed above 10 and validated at the second session keeps its first mean`() throws {
        let ue = try Essai.juge(Essai.promotion([("A", "16", nil), ("B", "12", nil), ("D", "5", "12")], session: 2)).ues[0]
        #expect(ue.moyenne?.exact == Rational(11))
    }

    @Test func `an unjustified absence blocks the UE whatever the other marks`() throws {
        let ue = try Essai.juge(Essai.promotion([("A", "20", nil), ("B", "20", nil), ("D", "ABI", nil)])).ues[0]
        #expect(ue.statut == "non_validee")
        #expect(ue.motifs.first?.regle == "ue-absence")
    }

    @Test func `a second-session mark of someone who had validated is not used`() throws {
        let ue = try Essai.juge(Essai.promotion([("A", "12", "2"), ("B", "12", nil)], session: 2)).ues[0]
        #expect(ue.statut == "validee")
        #expect(ue.moyenne?.exact == Rational(12))
    }
}

struct `A sovereign jury stands on top of the rule` {
    private let decision = Decision(jury: "J1", date: CalendarDate("2027-06-20"), objet: "ue:UE1", decision: "validee", motif: "équité", line: 2)

    @Test func `the proposal stays, the decision is shown and feeds what stands above`() throws {
        let situe = try Essai.juge(Essai.promotion([("A", "9", nil), ("B", "9", nil)], periode: "annee", decisions: [decision]))
        #expect(situe.ues[0].statut == "non_validee")
        #expect(situe.ues[0].decision?.decision == "validee")
        #expect(situe.semestres[0].statut == "valide")
        #expect(situe.annee.proposition == "passage")
    }

    @Test func `a decision that the règlement closes is applied and flagged with the article`() throws {
        let exclusion = Decision(jury: "J1", date: CalendarDate("2027-06-20"), objet: "annee", decision: "redoublement", motif: "", line: 2)
        let situe = try Essai.juge(Essai.promotion([("A", "12", nil), ("B", "12", nil)], session: 2, periode: "annee", decisions: [exclusion]))
        #expect(situe.annee.proposition == "passage")
        let alerte = try #require(situe.alertes.first { $0.code == "decision_contraire_au_reglement" })
        #expect(alerte.motifs[0].article == "Art. 3")
    }

    @Test func `points of the jury change the mean and what it decides`() throws {
        let points = Decision(jury: "J1", date: nil, objet: "ue:UE1", decision: "points:+0.5", motif: "", line: 2)
        let ue = try Essai.juge(Essai.promotion([("A", "9.5", nil), ("B", "9.5", nil)], decisions: [points])).ues[0]
        #expect(ue.moyenne?.exact == Rational(10))
        #expect(ue.statut == "validee")
    }
}

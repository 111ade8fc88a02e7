import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

struct `A reason names what decides` {
    @Test func `the status of a module hangs on its own awaited mark, not on its neighbours'`() throws {
        let situe = try Essai.juge(Essai.promotion([("A", "ATT", nil), ("B", "ATT", nil), ("D", "14", nil)]))
        let motif = try #require(situe.ecues[0].motifs.first)
        #expect(motif.phrase == "En attente : A. Ce résultat en dépend.")
        #expect(motif.valeurs.map(\.valeur) == ["A"])
    }

    @Test func `an UE that hangs on two marks names both, once`() throws {
        let situe = try Essai.juge(Essai.promotion([("A", "ATT", nil), ("B", "ATT", nil), ("D", "14", nil)]))
        let motif = try #require(situe.ues[0].motifs.first)
        #expect(motif.phrase == "En attente : A, B. Ce résultat en dépend.")
        #expect(motif.valeurs.map(\.nom) == ["attendue"])
        #expect(motif.valeurs.map(\.valeur) == ["A, B"])
    }

    @Test(arguments: [("neutralisee", "est neutralisée : elle ne compte pas dans la note"), ("force_majeure", "relève de la force majeure")])
    func `what a jury decides of an épreuve is said of its module`(decision: String, told: String) throws {
        func judged(_ decisions: [Decision]) throws -> Jugement.ECUEJugee {
            try Essai.juge(Essai.promotion([("A", "12", nil), ("B", "12", nil)], decisions: decisions)).ecues[0]
        }
        let line = Decision(jury: "juillet", date: nil, objet: "epreuve:A", decision: decision, motif: "panne", line: 2)
        let motifs = try judged([line]).motifs.filter { $0.regle == "decision-du-jury" }
        #expect(motifs.count == 1)
        #expect(motifs.first?.phrase.contains(told) == true)
        #expect(motifs.first?.phrase.contains("« juillet »") == true)
        #expect(motifs.first?.valeurs.map(\.nom) == ["epreuve:A"])
        #expect(try judged([]).motifs.allSatisfy { $0.regle != "decision-du-jury" })
    }

    @Test func `a mean that a rule has decided with a sentence of its own says it, another does not`() throws {
        let line = "{ regle: m-s1, article: \"2\", si: [1, \"-\", \"-\"], alors: moyenne_calculee }"
        let lu = try Essai.varie([
            (
                line,
                """
                { regle: m-plafond, article: "2", si: [1, "-", "> 15"], alors: 15, phrase: "{objet} est ramenée à 15." }
                      - { regle: m-s1, article: "2", si: [1, "-", "<= 15"], alors: moyenne_calculee }
                """
            )
        ])
        func told(_ note: String) throws -> (String?, [String]) {
            let ue = try #require(try Juge(lu.programme, Essai.promotion([("A", note, nil), ("B", note, nil)])).juger().eleves.first?.ues.first)
            return (ue.moyenne?.decimal, ue.motifs.filter { $0.regle.hasPrefix("m-") }.map(\.phrase))
        }
        #expect(try told("16") == ("15.00", ["UE1 est ramenée à 15."]))
        #expect(try told("15") == ("15.00", []))
    }
}

@Test(arguments: [nil, "continuite"])
func `a judgement names the overlay laid on the règlement, and only then`(surcouche: String?) throws {
    var promotion = Essai.promotion([("A", "12", nil)])
    promotion.entete.surcouche = surcouche
    let jugement = try Juge(Essai.lu.programme, promotion).juger()
    #expect(jugement.reglement.surcouche == surcouche)
    #expect(jugement.json().contains("\"surcouche\": \"continuite\"") == (surcouche != nil))
    let title = Explication(try #require(jugement.eleves.first), ueDe: { _ in "UE1" }, semestreDe: { _ in "S5" }).racine.titre
    #expect(title == "Élève E0, règlement essai" + (surcouche == nil ? "" : " et sa surcouche continuite"))
}

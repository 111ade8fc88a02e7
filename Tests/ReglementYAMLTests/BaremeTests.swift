import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

struct `A school may mark on another scale than 20` {
    /// The UE of the tests, its modules marked on `bareme`.
    private func promotion(_ marks: [String], bareme: String, decisions: [Decision] = []) -> Promotion {
        let rows = zip(["A", "B", "D"], marks).map { ($0, $1, String?.none) }
        let old = Essai.promotion(rows, decisions: decisions)
        let maquette = Maquette(
            semestres: old.maquette.semestres, ues: old.maquette.ues,
            ecues: old.maquette.ecues.map {
                ECUE(code: $0.code, intitule: "", ue: 0, coefficient: $0.coefficient, nature: $0.nature, faits: ["bareme": bareme])
            }, epreuves: old.maquette.epreuves)
        return Promotion(entete: old.entete, maquette: maquette, eleves: old.eleves, dossiers: old.dossiers, notes: old.notes)
    }

    /// A règlement that asks for half of the scale, and for three tenths of it in each module.
    private func lu() throws -> ReglementLu {
        try Essai.varie([
            ("  annee.dettes:", "  ue.barre: 'max(ecues.bareme) / 2'\n  annee.dettes:"),
            ("que: moyenne_calculee >= barre_ue", "que: moyenne_calculee >= barre"),
            ("chaque: \"ecues[notee]\", que: note >= plancher", "chaque: \"ecues[notee]\", que: 'note >= bareme * 3 / 10'"),
        ])
    }

    @Test(arguments: [
        ("100", ["50", "50", "50"], "validee"), ("100", ["49.99", "50", "50"], "non_validee"), ("100", ["29.99", "90", "90"], "non_validee"),
        ("100", ["30", "90", "90"], "validee"), ("10", ["5", "5", "5"], "validee"), ("10", ["4.99", "5", "5"], "non_validee"),
        ("100", ["60", "60", "ATT"], "en_attente"), ("100", ["10", "60", "ATT"], "non_validee"), ("100", ["25", "24", "ATT"], "non_validee"),
        ("20", ["10", "10", "10"], "validee"),
    ])
    func `and rules compare marks with it`(bareme: String, marks: [String], statut: String) throws {
        let situe = try #require(try Juge(try lu().programme, promotion(marks, bareme: bareme)).juger().eleves.first)
        #expect(situe.ues[0].statut == statut)
    }

    @Test func `an awaited mark may be anything up to its top`() throws {
        // (60 + 60 + D) / 3 is 50 from D = 30 on; out of 20 it would not be.
        let all = try lu()
        let open = try #require(try Juge(all.programme, promotion(["60", "60", "ATT"], bareme: "100")).juger().eleves.first)
        #expect(open.ues[0].statut == "en_attente")
        let closed = try #require(try Juge(all.programme, promotion(["5", "2", "ATT"], bareme: "10")).juger().eleves.first)
        #expect(closed.ues[0].statut == "non_validee")
    }

    @Test(arguments: [(["90", "29.99", "60"], "non_validee"), (["90", "30", "60"], "validee"), (["45", "44", "60"], "non_validee")])
    func `columns judge on it as one by one`(marks: [String], statut: String) throws {
        let lu = try Essai.varie([
            ("que: moyenne_calculee >= barre_ue", "que: moyenne_calculee >= 5 * barre_ue"),
            ("chaque: \"ecues[notee]\", que: note >= plancher", "chaque: \"ecues[notee]\", que: 'note >= bareme * 3 / 10'"),
        ])
        let juge = try Juge(lu.programme, promotion(marks, bareme: "100"))
        #expect(juge.juger().eleves.first?.ues[0].statut == statut)
        #expect(try #require(JugeEnColonnes(juge)?.juger()).mot(.init(.ue, 0, "statut"), 0) == statut)
    }

    @Test(arguments: [("ecue:A", 0), ("ue:UE1", 1)])
    func `points of jury stop at its top`(objet: String, level: Int) throws {
        let taken = Decision(jury: "J", date: nil, objet: objet, decision: "points:+30", motif: "", line: 2)
        let situe = try #require(try Juge(try lu().programme, promotion(["90"], bareme: "100", decisions: [taken])).juger().eleves.first)
        #expect((level == 0 ? situe.ecues[0].note : situe.ues[0].moyenne)?.exact == Rational(100))
    }

    @Test func `examples give it, and refuse a mark above it`() throws {
        func exemple(_ nom: String, _ ecue: String, _ statut: String) -> String {
            """
              - exemple: \(nom)
                titre: Barème
                article: "2"
                donne: { ues: { UE1: { ects: 6, ecues: { A: \(ecue) } } } }
                attendu: { "ue:UE1": { statut: \(statut) } }

            """
        }
        let right = try Essai.varie(
            [("que: moyenne_calculee >= barre_ue", "que: moyenne_calculee >= 5 * barre_ue")],
            exemples: "exemples:\n" + exemple("sur-cent", "{ note: 50, bareme: 100 }", "validee")
                + exemple("sous-la-barre", "{ note: 49.99, bareme: 100 }", "non_validee"))
        let verification = Verification(right, bibliotheque: Bibliotheque(racine: Essai.dossier))
        #expect(verification.exemples.map(\.ecarts.count) == [0, 0])
        for wrong in ["{ note: 100.01, bareme: 100 }", "{ note: 21 }", "{ note: 12, bareme: cent }", "{ note: 12, bareme: 101 }"] {
            let lu = try Essai.varie([], exemples: "exemples:\n" + exemple("faux", wrong, "validee"), fautif: true)
            #expect(lu.erreurs.map(\.code) == ["exemple-valeur"], "\(wrong)")
        }
    }
}

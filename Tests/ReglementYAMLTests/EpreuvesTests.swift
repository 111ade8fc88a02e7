import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

struct `The day of an épreuve` {
    /// Held on a Saturday or a Sunday.
    private static let rules = [
        (
            "alertes:\n",
            "alertes:\n  - { code: epreuve_hors_jour_ouvrable, article: \"1\", chaque: ues, si: 'some e in ecues satisfies some p in e.epreuves satisfies jours_ouvrables(p.date - duration(\"P1D\"), p.date) = 0' }\n"
        )
    ]

    @Test(arguments: [("2027-01-15", false), ("2027-01-16", true), ("2027-01-17", true), ("2027-01-18", false), (nil, false)] as [(String?, Bool)])
    func `is read by rules, where the mark sheet gives it`(day: String?, raised: Bool) throws {
        let lu = try Essai.varie(Self.rules)
        var promotion = Essai.promotion([("A", "12", nil)])
        if let day { promotion.notes.sessions[0][0][0].day = try #require(CalendarDate(day)).dayNumber }
        let situe = try #require(try Juge(lu.programme, promotion).juger().eleves.first)
        #expect(situe.alertes.map(\.code) == (raised ? ["epreuve_hors_jour_ouvrable"] : []))
    }

    @Test func `is given in examples, of an ECUE or of one of its épreuves, with or without a mark`() throws {
        let given = [
            ("A: { note: 12, date: 2027-01-16 }", "oui"), ("A: { note: 12, date: 2027-01-15 }", "non"), ("A: { date: 2027-01-17 }", "oui"),
            ("A: { epreuves: { EX: { note: 12, date: 2027-01-16 }, CC: 14 } }", "oui"), ("A: { epreuves: { EX: { note: 12 }, CC: 14 } }", "non"),
        ]
        let exemples = given.enumerated().map { index, one in
            """
              - exemple: jour-\(index)
                titre: Jour
                article: "1"
                donne: { ues: { UE1: { ects: 6, ecues: { \(one.0) } } } }
                attendu: { alerte:epreuve_hors_jour_ouvrable: \(one.1) }

            """
        }
        let lu = try Essai.varie(Self.rules, exemples: "exemples:\n" + exemples.joined())
        let verification = Verification(lu, bibliotheque: Bibliotheque(racine: Essai.dossier))
        #expect(verification.exemples.count == given.count)
        #expect(verification.exemples.filter { !$0.ecarts.isEmpty }.map(\.exemple) == [])
    }
}

@Test func `an ECUE that an example writes without épreuve has none`() throws {
    let rule = (
        "alertes:\n",
        "alertes:\n  - { code: evaluation_absente, article: \"1\", chaque: ues, si: 'some e in ecues satisfies count(e.epreuves) = 0' }\n"
    )
    let exemples = """
        exemples:
          - exemple: sans-epreuve
            titre: Aucune épreuve
            article: "1"
            donne: { ues: { UE1: { ects: 6, ecues: { A: 12, B: { epreuves: {} } } } } }
            attendu: { alerte:evaluation_absente: oui, "ue:UE1": { statut: en_attente } }
          - exemple: epreuve-attendue
            titre: Une épreuve attendue
            article: "1"
            donne: { ues: { UE1: { ects: 6, ecues: { A: 12, B: ATT } } } }
            attendu: { alerte:evaluation_absente: non, "ue:UE1": { statut: en_attente } }
        """
    let verification = Verification(try Essai.varie([rule], exemples: exemples), bibliotheque: Bibliotheque(racine: Essai.dossier))
    #expect(verification.exemples.count == 2)
    #expect(verification.exemples.filter { !$0.ecarts.isEmpty }.map(\.exemple) == [])
}

struct `A result that awaited marks cannot change shows what decides it` {
    private func motif(_ pieces: [(String, String)] = [], _ marks: [String]) throws -> Motif {
        let lu = try Essai.varie(pieces)
        let rows = zip(["A", "B", "D", "F"], marks).map { ($0, $1, String?.none) }
        let ue = try #require(try Juge(lu.programme, Essai.promotion(rows)).juger().eleves.first).ues[0]
        #expect(ue.statut != "en_attente")
        return try #require(ue.motifs.first { $0.regle == "ue-moyenne" })
    }

    @Test func `the mean that the best marks would give, when it falls short`() throws {
        let motif = try motif([], ["6", "6", "6", "ATT"])
        #expect(motif.phrase == "La moyenne de UE1 est de 9,50 au plus, inférieure à 10.")
        #expect(motif.valeurs.map { "\($0.nom) \($0.valeur)" } == ["objet UE1", "moyenne_au_plus 9.50", "seuil 10"])
    }

    @Test func `the mean that the worst marks would give, when it is enough`() throws {
        let motif = try motif([("plancher: { valeur: 6,", "plancher: { valeur: 0,")], ["20", "20", "ATT"])
        #expect(motif.phrase == "La moyenne de UE1 est de 13,33 au moins, supérieure à 10.")
        #expect(motif.valeurs.contains { $0.nom == "moyenne_au_moins" && $0.valeur == "13.33" })
    }

    @Test func `a sentence that names the mean is not said of one that is not known`() throws {
        let pieces = [
            ("{ regle: ue-moyenne, article: \"2\",", "{ regle: ue-moyenne, article: \"2\", phrase_sinon: \"Moyenne de {moyenne_calculee}.\",")
        ]
        #expect(try motif(pieces, ["6", "6", "6", "6"]).phrase == "Moyenne de 6.")
        #expect(try motif(pieces, ["6", "6", "6", "ATT"]).phrase == "La moyenne de UE1 est de 9,50 au plus, inférieure à 10.")
    }
}

@Test func `a threshold of the maquette that the règlement never reads is said`() throws {
    let maquette = Maquette(
        semestres: ["S5"],
        ues: [UE(code: "UE1", intitule: "", semestre: 0, ects: Rational(6), grade: nil, seuil: Rational(9), ecues: [0])],
        ecues: [ECUE(code: "A", intitule: "", ue: 0, coefficient: .one, nature: .cours, seuil: Rational(7))], epreuves: [])
    #expect(Essai.lu.programme.seuilsSansEffet(maquette) == ["seuil_ue"])
    #expect(Essai.lu.programme.seuilsSansEffet(Essai.promotion([("A", "12", nil)]).maquette) == [])
    let lu = try Essai.varie([("barre_ue: { valeur: 10, article: \"2\" }", "barre_ue: { valeur: 10, article: \"2\", maquette: seuil_ue }")])
    #expect(lu.programme.seuilsSansEffet(maquette) == [])
}

@Test func `and whoever deliberates is told`() throws {
    var promotion = Essai.promotion([("A", "12", nil)])
    let old = promotion.maquette
    let maquette = Maquette(
        semestres: old.semestres,
        ues: [UE(code: "UE1", intitule: "", semestre: 0, ects: Rational(6), grade: nil, seuil: Rational(9), ecues: [0])], ecues: old.ecues,
        epreuves: old.epreuves)
    promotion = Promotion(
        entete: promotion.entete, maquette: maquette, eleves: promotion.eleves, dossiers: promotion.dossiers, notes: promotion.notes)
    let found = try Deliberation(promotion, bibliotheque: Bibliotheque(racine: Essai.dossier)).avertissements
    #expect(found.map(\.code) == ["seuil-sans-effet"])
    #expect(found.first?.message == "la colonne « seuil_ue » est remplie, et le règlement « essai » n'en lit aucun seuil")
}

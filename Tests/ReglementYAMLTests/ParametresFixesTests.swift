import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

struct `Whether the school has set a parameter is something that rules read` {
    /// The floor counts where the school has set it, or where it has set nothing of the UE either.
    private static let rules = [
        (
            "plancher: { valeur: 6, article: \"2\", maquette: seuil_ecue }",
            "plancher: { valeur: 6, article: \"2\", maquette: seuil_ecue, fixe_par: ecole }"
        ),
        ("barre_ue: { valeur: 10, article: \"2\" }", "barre_ue: { valeur: 10, article: \"2\", maquette: seuil_ue, fixe_par: ecole }"),
        ("  annee.dettes:", "  ecue.plancher_exige: 'fixe(plancher) or not(fixe(ue.barre_ue))'\n  annee.dettes:"),
        ("chaque: \"ecues[notee]\", que: note >= plancher", "chaque: \"ecues[notee and plancher_exige]\", que: note >= plancher"),
    ]

    private func promotion(seuilECUE: String?, seuilUE: String?, parametres: [String: ValeurParametre] = [:]) -> Promotion {
        var promotion = Essai.promotion([("A", "5", nil), ("B", "16", nil)])
        func seuil(_ text: String?) -> Rational? { text.flatMap { Rational(decimal: $0) } }
        let old = promotion.maquette
        let maquette = Maquette(
            semestres: old.semestres,
            ues: [UE(code: "UE1", intitule: "", semestre: 0, ects: Rational(6), grade: true, seuil: seuil(seuilUE), ecues: [0, 1])],
            ecues: old.ecues.map {
                ECUE(
                    code: $0.code, intitule: "", ue: 0, coefficient: $0.coefficient, nature: $0.nature, seuil: $0.code == "A" ? seuil(seuilECUE) : nil
                )
            }, epreuves: old.epreuves)
        promotion = Promotion(
            entete: promotion.entete, maquette: maquette, eleves: promotion.eleves, dossiers: promotion.dossiers, notes: promotion.notes)
        promotion.entete.parametres = parametres
        return promotion
    }

    private func statut(_ promotion: Promotion) throws -> [String] {
        let lu = try Essai.varie(Self.rules)
        let juge = try Juge(lu.programme, promotion)
        let scalar = try #require(juge.juger().eleves.first).ues[0].statut
        // Columns read the same.
        let columns = try #require(JugeEnColonnes(juge)?.juger())
        return [scalar, try #require(columns.mot(.init(.ue, 0, "statut"), 0))]
    }

    @Test(
        arguments: [
            (nil, nil, "non_validee"), (nil, "10", "validee"), ("7", "10", "non_validee"), ("5", "10", "validee"), ("5", nil, "validee"),
            ("5.01", nil, "non_validee"),
        ] as [(String?, String?, String)])
    func `in the maquette, on its own line`(ecue: String?, ue: String?, expected: String) throws {
        #expect(try statut(promotion(seuilECUE: ecue, seuilUE: ue)) == [expected, expected])
    }

    @Test(
        arguments: [
            ([:], "non_validee"), (["barre_ue": "10"], "validee"), (["barre_ue": "10", "plancher": "6"], "non_validee"),
            (["barre_ue": "10", "plancher": "5"], "validee"),
        ] as [([String: String], String)])
    func `or for the year, in promotion.yaml`(given: [String: String], expected: String) throws {
        let known = given.mapValues { ValeurParametre.texte($0) }
        #expect(try statut(promotion(seuilECUE: nil, seuilUE: nil, parametres: known)) == [expected, expected])
    }
}

@Test(arguments: [
    ("fixe(plancher)", [String]()), ("fixe(barre_ue)", ["arguments"]), ("fixe(note)", ["arguments"]), ("fixe()", ["arguments"]),
    ("fixe(planchr)", ["nom-inconnu", "arguments"]), ("fixe(plancher) > 2", ["comparaison-impossible"]),
])
func `only a parameter that the school may set can be asked about`(expression: String, codes: [String]) throws {
    let lu = try Essai.varie([("  annee.dettes:", "  ecue.essai: '\(expression)'\n  annee.dettes:")], fautif: true)
    #expect(lu.erreurs.map(\.code) == codes)
}

import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

struct `A year may be ranked` {
    private static let rules = [
        ("classements:\n", "classements:\n  annee.rang: { article: \"3\", parmi: \"moyenne != null\", ordre: [[moyenne, decroissant]] }\n"),
        (
            "  semestre.statut:",
            "  annee.moyenne: { formule: 'moyenne(ues[notee], \"moyenne\", \"ects_maquette\")', article: \"3\" }\n  semestre.statut:"
        ),
    ]

    private func judged(_ marks: [String], _ pieces: [(String, String)] = []) throws -> [Jugement.Situe] {
        let lu = try Essai.varie(Self.rules + pieces)
        return try Juge(lu.programme, Essai.promotion(eleves: marks.map { [("A", $0, nil)] }, periode: "annee")).juger().eleves
    }

    @Test func `ties share their place, and the next is as many below`() throws {
        let eleves = try judged(["12", "14", "12", "9"])
        #expect(eleves.map(\.annee.rang) == [2, 1, 2, 4])
        #expect(eleves[0].annee.moyenne?.exact == Rational(12))
        let told = try #require(eleves[1].annee.motifs.last)
        #expect(told.phrase == "Au classement de l'année : rang 1." && told.article == "Art. 3")
    }

    @Test func `a place that an awaited mark may change is not given`() throws {
        #expect(try judged(["12", "14", "ATT"]).map(\.annee.rang) == [nil, nil, nil])
        #expect(try judged(["20", "14", "ATT"]).map(\.annee.rang) == [1, nil, nil])
    }

    @Test func `those whom the rule leaves out have none`() throws {
        let pieces = [("annee.rang: { article: \"3\", parmi: \"moyenne != null\"", "annee.rang: { article: \"3\", parmi: \"moyenne >= 10\"")]
        #expect(try judged(["12", "14", "9.99", "10"], pieces).map(\.annee.rang) == [2, 1, nil, 3])
    }

    @Test func `a ranking given as an indication says so`() throws {
        let pieces = [
            ("annee.rang: { article: \"3\",", "annee.rang: { article: \"3\", indicatif: oui,"),
            ("  ue.grade:\n    article: \"3\"", "  ue.grade:\n    indicatif: oui\n    article: \"3\""),
        ]
        let eleve = try #require(try judged(["12"], pieces).first)
        #expect(eleve.annee.motifs.last?.phrase == "Au classement de l'année : rang 1, à titre indicatif.")
        #expect(eleve.ues[0].motifs.contains { $0.phrase.hasSuffix(", à titre indicatif.") })
    }

    @Test func `and the JSON gives the place beside the proposition`() throws {
        let json = try #require(try judged(["12"]).first).json()
        #expect(json.contains(#""proposition":"passage","moyenne":"12.00","exact":"12","rang":1"#))
    }
}

struct `A mention is a result of the year` {
    private static let mention = """
          annee.moyenne: { formule: 'moyenne(ues[notee], "moyenne", "ects_maquette")', article: "3" }
          annee.mention:
            entrees: [moyenne]
            lignes:
              - { regle: mention-felicitations, article: "3", si: [">= 16"], alors: felicitations }
              - { regle: mention-bien, article: "3", si: ["[14..16)"], alors: bien }
              - { regle: sans-mention, article: "3", si: ["< 14"], alors: "null" }
          semestre.statut:
        """
    private static let rules = [
        ("  semestre.statut:", mention),
        ("diplome: { article: \"3\", titre: ingenieur,", "diplome: { article: \"3\", titre: ingenieur, mention: mention,"),
        ("satisfaite_si: \"sum(cursus.ues.ects) >= 60\"", "satisfaite_si: \"sum(cursus.ues.ects) >= 6\""),
        ("satisfaite_si: 'some c in certifications satisfies c.test = \"TOEIC\" and c.externe and c.score >= 785'", "satisfaite_si: 'true'"),
    ]

    private func judged(_ marks: [(String, String, String?)]) throws -> Jugement.Situe {
        let lu = try Essai.varie(Self.rules)
        var promotion = Essai.promotion(marks, periode: "annee")
        promotion.eleves[0].niveau = 3
        return try #require(try Juge(lu.programme, promotion).juger().eleves.first)
    }

    @Test(arguments: [("16", "felicitations"), ("15.99", "bien"), ("14", "bien"), ("13.99", nil), ("ATT", nil)] as [(String, String?)])
    func `said of the year and of the diploma`(mark: String, mention: String?) throws {
        let situe = try judged([("A", mark, nil)])
        #expect(situe.annee.mention == mention)
        #expect(situe.diplome.mention == mention)
        guard let mention else { return }
        #expect(situe.diplome.statut == "acquis")
        #expect(situe.diplome.motifs.contains { $0.regle.hasPrefix("mention-") && $0.article == "Art. 3" })
        #expect(situe.json().contains("\"mention\":\"\(mention)\""))
    }

    @Test func `is not given with a diploma that is not`() throws {
        let situe = try judged([("A", "20", nil), ("B", "20", nil), ("D", "4", nil)])
        #expect(situe.annee.mention == "bien")
        #expect(situe.diplome.statut == "non_acquis")
        #expect(situe.diplome.mention == nil)
    }
}

struct `Points of jury are held to the règlement's bound` {
    private func alertes(_ decision: String, on objet: String, _ borne: String) throws -> [Jugement.AlerteLevee] {
        let lu = try Essai.varie([("classements:\n", "points_de_jury: { \(borne) }\nclassements:\n")])
        let taken = Decision(jury: "J", date: nil, objet: objet, decision: decision, motif: "m", line: 2)
        return try #require(try Juge(lu.programme, Essai.promotion([("A", "8", nil)], decisions: [taken])).juger().eleves.first).alertes
    }

    @Test(arguments: [
        ("points:+0.5", "ue:UE1", 0), ("points:+0.51", "ue:UE1", 1), ("points:+2", "ecue:A", 0), ("points:+2.5", "ecue:A", 1),
        ("points:-3", "ue:UE1", 0),
    ])
    func `beyond it the decision stands, and is shown with the article`(decision: String, objet: String, count: Int) throws {
        let raised = try alertes(decision, on: objet, "ue: { au_plus: 0.5, article: \"2\" }, ecue: { au_plus: barre_ue - 8, article: \"3\" }")
        #expect(raised.map(\.code) == Array(repeating: "decision_contraire_au_reglement", count: count))
        guard let one = raised.first else { return }
        #expect(one.objet == objet)
        #expect(one.motifs.first?.article == (objet == "ue:UE1" ? "Art. 2" : "Art. 3"))
        #expect(one.motifs.first?.phrase.contains("au-delà du maximum de") == true)
    }

    @Test func `where the text bounds nothing, nothing is said`() throws {
        #expect(try alertes("points:+5", on: "ecue:A", "ue: { au_plus: 0.5, article: \"2\" }").isEmpty)
    }

    @Test(arguments: [
        ("semestre: { au_plus: 1, article: \"2\" }", "niveau-inconnu"), ("ue: { article: \"2\" }", "cle-absente"),
        ("ue: { au_plus: 1 }", "cle-absente"), ("ue: { au_plus: beaucoup, article: \"2\" }", "nom-inconnu"),
        ("ue: { au_plus: 1, article: \"99\" }", "article-inconnu"),
    ])
    func `a bound that cannot be read is an error`(borne: String, code: String) throws {
        let lu = try Essai.varie([("classements:\n", "points_de_jury: { \(borne) }\nclassements:\n")], fautif: true)
        #expect(lu.erreurs.map(\.code).contains(code))
    }
}

@Test(arguments: [
    ("ABI", "Une absence injustifiée en A ouvre : exclusion."),
    ("ABJ", "Une absence justifiée en A : l'épreuve peut être neutralisée (jury)."), ("12", ""),
])
func `what a code lets a jury do is said with the ECUE whose épreuve holds it`(mark: String, phrase: String) throws {
    let lu = try Essai.varie([
        ("ABI: { vaut: exclue,", "ABI: { ouvre: exclusion, vaut: exclue,"),
        ("ABJ: { vaut: attendue,", "ABJ: { neutralisable_par: jury, vaut: attendue,"),
    ])
    let situe = try #require(try Juge(lu.programme, Essai.promotion([("A", mark, nil), ("B", "12", nil)])).juger().eleves.first)
    let told = situe.ecues[0].motifs.filter { $0.regle.hasPrefix("code:") }
    #expect(told.map(\.phrase) == (phrase.isEmpty ? [] : [phrase]))
    #expect(told.allSatisfy { $0.article == "Art. 1" })
    #expect(!situe.ecues[1].motifs.contains { $0.regle.hasPrefix("code:") })
}

@Test(arguments: ["affichage: {}", "titre_court: x"])
func `a key that nothing reads is an error`(key: String) throws {
    let lu = try Essai.varie([("niveaux: 3\n", "niveaux: 3\n\(key)\n")], fautif: true)
    #expect(lu.erreurs.map(\.code) == ["cle-inconnue"])
}

import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

extension Essai {
    /// The règlement of the tests with pieces of its text replaced, as a school would write it otherwise.
    ///
    /// - Parameters:
    ///   - exemples: the text of its worked examples.
    ///   - fautif: whether what it becomes may be at fault.
    static func varie(_ pieces: [(String, String)], exemples: String? = nil, fautif: Bool = false) throws -> ReglementLu {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let folder = root.appendingPathComponent("ecole/1")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "\(dossier)/ecole/articles.yaml", toPath: folder.appendingPathComponent("articles.yaml").path)
        var text = try String(contentsOfFile: "\(dossier)/ecole/reglement.yaml", encoding: .utf8)
        for (old, new) in pieces {
            #expect(text.contains(old), "« \(old) » is no longer in the règlement of the tests")
            text = text.replacingOccurrences(of: old, with: new)
        }
        try text.write(to: folder.appendingPathComponent("reglement.yaml"), atomically: true, encoding: .utf8)
        if let exemples {
            try FileManager.default.createDirectory(at: folder.appendingPathComponent("exemples"), withIntermediateDirectories: true)
            try exemples.write(to: folder.appendingPathComponent("exemples/essais.yaml"), atomically: true, encoding: .utf8)
        }
        let lu = Bibliotheque(racine: root.path).charger("essai")
        if !fautif { #expect(lu.erreurs.map(\.description) == []) }
        return lu
    }
}

private func situe(_ lu: ReglementLu, _ promotion: Promotion) throws -> Jugement.Situe {
    try #require(try Juge(lu.programme, promotion).juger().eleves.first)
}

struct `What the règlement says of an absence decides its code` {
    /// Justified within two days of the absence; unjustified beyond, or when nothing has come by then.
    private static let rules = [
        (
            "ABI: { vaut: exclue,",
            "ABI: { absence_si: 'justifie = false or (justifie = null and (depose > debut + duration(\"P2D\") or (depose = null and date > debut + duration(\"P2D\"))))', vaut: exclue,"
        ),
        (
            "ABJ: { vaut: attendue,",
            "ABJ: { absence_si: 'justifie = true or (justifie = null and depose <= debut + duration(\"P2D\"))', vaut: attendue,"
        ),
    ]

    private func absence(_ justifie: Bool?, _ depose: String?) -> Absence {
        Absence(
            debut: CalendarDate("2027-01-18")!, fin: nil, seance: "", nature: "", motif: "", justifie: justifie,
            depose: depose.flatMap { Instant($0) },
            autorisee: nil, retardMinutes: nil, epreuve: "A")
    }

    @Test(
        arguments: [
            (true, nil, "2027-01-19", "en_attente"), (false, nil, "2027-01-19", "non_validee"), (nil, "2027-01-20", "2027-02-01", "en_attente"),
            (nil, "2027-01-21", "2027-02-01", "non_validee"), (nil, nil, "2027-01-20", "en_attente"), (nil, nil, "2027-01-21", "non_validee"),
        ] as [(Bool?, String?, String, String)])
    func `from its dates and its delay`(justifie: Bool?, depose: String?, judged: String, statut: String) throws {
        let lu = try Essai.varie(Self.rules)
        var promotion = Essai.promotion([("A", "", nil), ("B", "14", nil)])
        promotion.entete.date = try #require(CalendarDate(judged))
        promotion.dossiers[0].absences = [absence(justifie, depose)]
        #expect(try situe(lu, promotion).ues[0].statut == statut)
    }

    @Test func `and a mark that has been given prevails`() throws {
        let lu = try Essai.varie(Self.rules)
        var promotion = Essai.promotion([("A", "12", nil)])
        promotion.dossiers[0].absences = [absence(false, nil)]
        #expect(try situe(lu, promotion).ues[0].statut == "validee")
    }

    @Test(arguments: [(Bool?.none, "en_attente"), (true, "en_attente"), (false, "non_validee")])
    func `and without a word of it, what the office has written`(justifie: Bool?, statut: String) throws {
        var promotion = Essai.promotion([("A", "", nil), ("B", "14", nil)])
        promotion.dossiers[0].absences = [absence(justifie, nil)]
        #expect(try situe(Essai.lu, promotion).ues[0].statut == statut)
    }
}

struct `The second session counts as the règlement says` {
    @Test(arguments: [("11.99", "11.99"), ("12", "12"), ("12.01", "12"), ("19", "12")])
    func `no more than a ceiling`(mark: String, counted: String) throws {
        let lu = try Essai.varie([("note: remplace,", "note: remplace, plafond: 12,")])
        let situe = try situe(lu, Essai.promotion([("A", "5", mark), ("B", "10", nil)], session: 2))
        #expect(situe.ecues[0].note?.decimal == counted || situe.ecues[0].note?.exact == Rational(decimal: counted))
    }

    @Test func `and the ceiling leaves the first session as it is`() throws {
        let lu = try Essai.varie([("note: remplace,", "note: remplace, plafond: 12,")])
        #expect(try situe(lu, Essai.promotion([("A", "15", nil)], session: 2)).ecues[0].note?.exact == Rational(15))
    }

    @Test(arguments: [("dernier", "refuse"), ("premier", "choisi")])
    func `the choice that stands is the latest by its date, or the first where the text makes it final`(which: String, rattrapage: String) throws {
        let lu = try Essai.varie([("note: remplace,", "note: remplace, choix: \(which),")])
        var promotion = Essai.promotion([("A", "8", nil), ("B", "9", nil)])
        // Lines of a file come in any order.
        promotion.dossiers[0].options = [
            Choix(objet: "rattrapage:A", choix: "non", date: CalendarDate("2027-02-20")),
            Choix(objet: "rattrapage:A", choix: "oui", date: CalendarDate("2027-02-10")),
        ]
        #expect(try situe(lu, promotion).ecues[0].rattrapage == rattrapage)
    }

    @Test func `a mark that it does not open is said, and not used`() throws {
        let opened = try situe(Essai.lu, Essai.promotion([("A", "5", "15"), ("B", "14", nil)], session: 2))
        #expect(opened.alertes.map(\.code) == [])
        let closed = try situe(Essai.lu, Essai.promotion([("A", "12", "15"), ("B", "14", nil)], session: 2))
        #expect(closed.alertes.map(\.code) == ["note_de_session_2_sans_effet"])
        #expect(closed.ecues[0].note?.exact == Rational(12))
    }

    @Test func `a justified absence not yet made up leaves the other marks of its ECUE`() throws {
        var promotion = Essai.promotion([("A", "12", nil), ("B", "ABJ", nil)], session: 2)
        // Two épreuves of one ECUE.
        let maquette = Maquette(
            semestres: ["S5"], ues: [UE(code: "UE1", intitule: "", semestre: 0, ects: Rational(6), grade: true, ecues: [0])],
            ecues: [ECUE(code: "A", intitule: "", ue: 0, coefficient: .one, nature: .cours)],
            epreuves: [
                Epreuve(code: "CC", ecue: 0, nature: .cours, coefficient: .one),
                Epreuve(code: "EX", ecue: 0, nature: .cours, coefficient: Rational(2)),
            ])
        promotion = Promotion(
            entete: promotion.entete, maquette: maquette, eleves: promotion.eleves, dossiers: promotion.dossiers, notes: promotion.notes)
        let situe = try situe(Essai.lu, promotion)
        #expect(situe.alertes.map(\.code) == [])
        #expect(situe.ecues[0].statut == "en_attente")
        // 20 for EX would give 52/3: had CC been asked for again, nothing could be said of its 12.
        promotion.notes.sessions[1][1][0] = Essai.saisie("20")
        #expect(try #require(try Juge(Essai.lu.programme, promotion).juger().eleves.first).ecues[0].note?.exact == Rational(52, over: 3))
    }
}

struct `Motifs say what is, and nothing that is not` {
    @Test func `a value is never shown on the other side of the bar that a cell compares it with`() throws {
        // (9.99 + 10.00) / 2 is below 10.
        let situe = try situe(Essai.lu, Essai.promotion([("A", "9.99", nil), ("B", "10", nil)]))
        let values = situe.ecues[0].motifs.filter { $0.regle == "r-choix" }.flatMap(\.valeurs)
        #expect(values.first { $0.nom == "moyenne" }?.valeur == "9.995")
    }

    @Test func `a cell left open is no reason`() throws {
        let situe = try situe(Essai.lu, Essai.promotion([("A", "5", nil)]))
        let motif = try #require(situe.ecues[0].motifs.first)
        #expect(motif.regle == "e-sous")
        #expect(!motif.valeurs.contains { $0.nom == "acquis" })
        #expect(!motif.phrase.contains("validé"))
    }

    @Test func `a result that gives way says its own sentence`() throws {
        let lu = try Essai.varie([
            (
                "    sinon: sans_objet\n",
                "    sinon: sans_objet\n    regle_sinon: rien\n    phrase_sinon: \"Rien à repasser en {objet}.\"\n    article: \"2\"\n"
            )
        ])
        let motifs = try situe(lu, Essai.promotion([("A", "12", nil)])).ecues[0].motifs
        #expect(motifs.last?.phrase == "Rien à repasser en A.")
    }

    @Test func `a sentence that names what is not known gives way to a plain one`() throws {
        let lu = try Essai.varie([
            ("  annee.dettes:", "  annee.acquis_a_ce_jour: 'sum(ues.ects)'\n  annee.dettes:"),
            ("{ regle: impair, article: \"3\",", "{ regle: impair, article: \"3\", phrase: \"{acquis_a_ce_jour} crédits.\","),
        ])
        let said = try situe(lu, Essai.promotion([("A", "12", nil)])).annee.motifs.first?.phrase
        #expect(said == "6 crédits.")
        let phrase = try #require(try situe(lu, Essai.promotion([("A", "ATT", nil)])).annee.motifs.first).phrase
        #expect(!phrase.contains("…") && !phrase.contains("{"))
    }

    @Test(arguments: [
        ("points:+2", "Le jury « J » a ajouté 2 points : de 8.00"), ("points:-0.5", "Le jury « J » a retiré 0.50 point"),
        ("note:12.5", "Le jury « J » a fixé à 12.50"),
    ])
    func `a mark that the jury changes is told as the jury's`(decision: String, beginning: String) throws {
        let taken = Decision(jury: "J", date: CalendarDate("2027-06-01"), objet: "ue:UE1", decision: decision, motif: "m", line: 2)
        let motifs = try situe(Essai.lu, Essai.promotion([("A", "8", nil)], decisions: [taken])).ues[0].motifs
        let phrase = try #require(motifs.first { $0.regle == "decision-du-jury" }).phrase
        #expect(phrase.replacingOccurrences(of: ",", with: ".").hasPrefix(beginning), "\(phrase)")
    }

    @Test func `points never pass the top of the scale`() throws {
        let taken = Decision(jury: "J", date: nil, objet: "ecue:A", decision: "points:+5", motif: "", line: 2)
        #expect(try situe(Essai.lu, Essai.promotion([("A", "18", nil)], decisions: [taken])).ecues[0].note?.exact == Rational(20))
    }

    @Test func `an option that awaited marks leave open is said to be so`() throws {
        // In session 2, A is failed for certain and B awaits its retake: one debt or two.
        var promotion = Essai.promotion([("A", "4", "4"), ("B", "4", "ATT")], session: 2, periode: "annee")
        let maquette = Maquette(
            semestres: ["S5"],
            ues: [0, 1].map { UE(code: "UE\($0)", intitule: "", semestre: 0, ects: Rational(6), grade: true, ecues: [$0]) },
            ecues: [0, 1].map { ECUE(code: ["A", "B"][$0], intitule: "", ue: $0, coefficient: .one, nature: .cours) },
            epreuves: promotion.maquette.epreuves)
        promotion = Promotion(
            entete: promotion.entete, maquette: maquette, eleves: promotion.eleves, dossiers: promotion.dossiers, notes: promotion.notes)
        let option = try #require(try situe(Essai.lu, promotion).annee.options.first { $0.nom == "passage_avec_dette" })
        #expect(!option.ouverte)
        #expect(option.motifs.contains { $0.phrase == "Des notes attendues laissent cette option en suspens." })
    }

    @Test func `an auditeur's year names the article of the year`() throws {
        var promotion = Essai.promotion([("A", "12", nil)])
        promotion.eleves[0].statut = .AUDITEUR
        #expect(try situe(Essai.lu, promotion).annee.motifs.map(\.article) == ["Art. 3"])
    }
}

struct `The diploma's delay and its waivers` {
    private func last(_ decision: String, on day: String?, judged: String) throws -> Jugement.DiplomeJuge {
        var promotion = Essai.promotion([("A", "12", nil)], session: 2, periode: "annee")
        promotion.eleves[0].niveau = 3
        promotion.entete.date = try #require(CalendarDate(judged))
        promotion.dossiers[0].parcours = [
            AnneeParcours(annee: "2025-2026", niveau: 3, decision: decision, date: day.flatMap { CalendarDate($0) })
        ]
        promotion.dossiers[0].resultats = [
            Resultat(annee: "2025-2026", semestre: "S6", ue: "X", ects: Rational(54), moyenne: nil, statut: "validee", grade: "", session: 1)
        ]
        return try situe(Essai.lu, promotion).diplome
    }

    @Test(arguments: ["validation_cursus", "attestation_de_suivi"])
    func `run from the day on which the last year was done`(decision: String) throws {
        let before = try last(decision, on: "2024-07-01", judged: "2027-07-01")
        #expect(before.statut == "ajourne" && before.echeance == CalendarDate("2027-07-01"))
        #expect(try last(decision, on: "2024-07-01", judged: "2027-07-02").statut == "delai_depasse")
    }

    /// The last year done on 1 July 2024, three years to prove English.
    private func proving(_ lu: ReglementLu, _ certificate: String?, decisions: [Decision] = [], validee: String? = "2024-07-01") throws
        -> Jugement.Situe
    {
        var promotion = Essai.promotion([("A", "12", nil)], session: 2, periode: "annee", decisions: decisions)
        promotion.eleves[0].niveau = 3
        promotion.entete.date = try #require(CalendarDate("2028-01-15"))
        promotion.dossiers[0].parcours = [
            AnneeParcours(annee: "2023-2024", niveau: 3, decision: "validation_cursus", date: validee.flatMap { CalendarDate($0) })
        ]
        promotion.dossiers[0].resultats = [
            Resultat(annee: "2023-2024", semestre: "S6", ue: "X", ects: Rational(54), moyenne: nil, statut: "validee", grade: "", session: 1)
        ]
        promotion.dossiers[0].certifications = [
            Certification(
                test: "TOEIC", score: Rational(800), niveau: "", date: certificate.flatMap { CalendarDate($0) }, externe: true, langue: "en")
        ]
        return try situe(lu, promotion)
    }

    private func anglais(_ situe: Jugement.Situe) -> Jugement.ConditionJugee? { situe.conditions.first { $0.condition == "anglais" } }

    @Test(
        arguments: [("2027-07-01", "satisfaite", "acquis"), ("2027-07-02", "non_satisfaite", "delai_depasse"), (nil, "satisfaite", "acquis")]
            as [(String?, String, String)])
    func `a proof dated after its last day is late`(certificate: String?, condition: String, diplome: String) throws {
        let judged = try proving(Essai.lu, certificate)
        #expect(anglais(judged)?.statut == condition)
        #expect(judged.diplome.statut == diplome)
        guard condition == "non_satisfaite" else { return }
        let phrase = "Ce qui satisferait cette condition est postérieur au 1er juillet 2027, dernier jour du délai."
        #expect(anglais(judged)?.motifs.first?.phrase == phrase)
        #expect(judged.diplome.echeance == CalendarDate("2027-07-01"))
    }

    @Test func `without a day from which it runs, nothing is late`() throws {
        #expect(anglais(try proving(Essai.lu, "2027-12-01", validee: nil))?.statut == "satisfaite")
    }

    @Test func `a condition without delay reads every proof`() throws {
        let lu = try Essai.varie([(", apres_cursus: delai", "")])
        #expect(anglais(try proving(lu, "2027-12-01"))?.statut == "satisfaite")
    }

    @Test(arguments: [("validation_cursus", "non_satisfaite"), ("jury", "satisfaite")])
    func `and runs from the first jury of the diploma where the text says so`(depuis: String, statut: String) throws {
        let lu = try Essai.varie([("titre: ingenieur,", "titre: ingenieur, depuis: \(depuis),")])
        let taken = ["2024-09-25", "2025-09-25"].enumerated().map {
            Decision(jury: "J", date: CalendarDate($1), objet: "diplome", decision: "ajourne", motif: "", line: $0 + 2)
        }
        #expect(anglais(try proving(lu, "2027-09-25", decisions: taken))?.statut == statut)
        #expect(anglais(try proving(lu, "2027-09-26", decisions: taken))?.statut == "non_satisfaite")
    }

    @Test func `what other rules make of a late proof is as before`() throws {
        let lu = try Essai.varie([
            ("  annee.dettes:", "  eleve.tests: count(certifications)\n  annee.dettes:"),
            ("satisfaite_si: 'some c in certifications", "satisfaite_si: 'tests > 0 and some c in certifications"),
            ("alertes:\n", "alertes:\n  - { code: un_test, article: \"1\", si: tests = 1 }\n"),
        ])
        let judged = try proving(lu, "2027-12-01")
        #expect(anglais(judged)?.statut == "non_satisfaite")
        #expect(judged.alertes.map(\.code) == ["un_test"])
    }

    @Test(arguments: [("", "acquis"), ("derogation: abaisse, ", "ajourne")])
    func `a waiver granted either lifts the condition or only lowers what its rule reads`(key: String, statut: String) throws {
        let lu = try Essai.varie([("anglais: { article", "anglais: { \(key)article")])
        var promotion = Essai.promotion(
            [("A", "12", nil)], session: 2, periode: "annee",
            decisions: [Decision(jury: "J", date: nil, objet: "condition:anglais", decision: "derogation", motif: "m", line: 2)])
        promotion.eleves[0].niveau = 3
        promotion.dossiers[0].resultats = [
            Resultat(annee: "2025-2026", semestre: "S6", ue: "X", ects: Rational(54), moyenne: nil, statut: "validee", grade: "", session: 1)
        ]
        #expect(try situe(lu, promotion).diplome.statut == statut)
    }
}

@Test func `whether an UE gives a grade is what the maquette says, or what the règlement makes of its silence`() throws {
    let lu = try Essai.varie([("parmi: 'donne_grade and", "parmi: 'grade_demande and")])
    for (grade, expected) in [(true, "C"), (false, nil), (nil, nil)] as [(Bool?, String?)] {
        var promotion = Essai.promotion([("A", "12", nil)])
        let ue = UE(code: "UE1", intitule: "", semestre: 0, ects: Rational(6), grade: grade, ecues: [0])
        let maquette = Maquette(semestres: ["S5"], ues: [ue], ecues: promotion.maquette.ecues, epreuves: promotion.maquette.epreuves)
        promotion = Promotion(
            entete: promotion.entete, maquette: maquette, eleves: promotion.eleves, dossiers: promotion.dossiers, notes: promotion.notes)
        #expect(try situe(lu, promotion).ues[0].grade == expected)
        // Where the règlement reads what the UE gives, silence is yes.
        #expect((try situe(Essai.lu, promotion).ues[0].grade != nil) == (grade != false))
    }
}

struct `Decisions and years that do not fit are said so` {
    @Test(arguments: [("ABI", nil), ("5", "ABI")] as [(String, String?)])
    func `a force majeure excuses the absence, of either session`(first: String, second: String?) throws {
        let taken = Decision(jury: "J", date: nil, objet: "ecue:A", decision: "force_majeure", motif: "", line: 2)
        let situe = try situe(
            Essai.lu, Essai.promotion([("A", first, second), ("B", "14", nil)], session: second == nil ? 1 : 2, decisions: [taken]))
        #expect(situe.ues[0].statut == "en_attente")
    }

    @Test func `a force majeure leaves a mark as it is`() throws {
        let taken = Decision(jury: "J", date: nil, objet: "epreuve:A", decision: "force_majeure", motif: "", line: 2)
        #expect(try situe(Essai.lu, Essai.promotion([("A", "12", nil)], decisions: [taken])).ecues[0].note?.exact == Rational(12))
    }

    @Test func `credits of an earlier attempt count once it is validated`() throws {
        for (statut, expected) in [("validee", "satisfaite"), ("non_validee", "non_satisfaite")] {
            var promotion = Essai.promotion([("A", "12", nil)])
            promotion.dossiers[0].resultats = [
                Resultat(annee: "2025-2026", semestre: "S6", ue: "X", ects: Rational(54), moyenne: nil, statut: statut, grade: "", session: 1)
            ]
            #expect(try situe(Essai.lu, promotion).conditions.first { $0.condition == "credits" }?.statut == expected)
        }
    }

    @Test(arguments: [("3A", true), ("4A", false), ("3", true)])
    func `a year is written as the school numbers it`(written: String, accepted: Bool) throws {
        let bibliotheque = Bibliotheque(racine: Essai.dossier)
        var promotion = Essai.promotion([("A", "12", nil)])
        promotion.eleves[0].niveauEcrit = written
        if accepted {
            _ = try Deliberation(promotion, bibliotheque: bibliotheque)
        } else {
            let faults = #expect(throws: Juge.Fautes.self) { _ = try Deliberation(promotion, bibliotheque: bibliotheque) }
            #expect(faults?.diagnostics.map(\.code) == ["niveau-hors-cursus"])
        }
    }

    @Test(arguments: [("2026-2027", true), ("2025-2026", false)])
    func `the file of a year that ended before the version began is not judged by it`(annee: String, accepted: Bool) throws {
        let bibliotheque = Bibliotheque(racine: Essai.dossier)
        var promotion = Essai.promotion([("A", "12", nil)])
        promotion.entete.annee = annee
        if accepted {
            _ = try Deliberation(promotion, bibliotheque: bibliotheque)
        } else {
            let faults = #expect(throws: Juge.Fautes.self) { _ = try Deliberation(promotion, bibliotheque: bibliotheque) }
            #expect(faults?.diagnostics.map(\.code) == ["reglement-hors-vigueur"])
        }
    }

    @Test(arguments: [
        ("2027-01-20T07:50", "2027-01-18T08:00", false), ("2027-01-20T08:01", "2027-01-18T08:00", true), ("2027-01-20", "2027-01-18", false),
        ("2027-01-21", "2027-01-18", true),
    ])
    func `a delay in hours runs from the hour of the absence, or from the end of its day`(depose: String, debut: String, late: Bool) throws {
        let lu = try Essai.varie([
            ("alertes:\n", "alertes:\n  - { code: justificatif_tardif, article: \"1\", chaque: absences, si: delai_heures > 48 }\n")
        ])
        var promotion = Essai.promotion([("A", "12", nil)])
        let start = try #require(Instant(debut))
        promotion.dossiers[0].absences = [
            Absence(
                debut: start.paris.day, fin: nil, seance: "", nature: "", motif: "", justifie: nil, depose: Instant(depose), autorisee: nil,
                retardMinutes: nil, epreuve: "", debutA: debut.contains("T") ? start : nil)
        ]
        #expect(try situe(lu, promotion).alertes.contains { $0.code == "justificatif_tardif" } == late)
    }
}

@Test(arguments: [true, false])
func `a fact that only the code of an absence reads is read`(lu: Bool) throws {
    let code = ("ABI: { vaut: exclue,", "ABI: { absence_si: '\(lu ? "annee.tardif" : "justifie = false")', vaut: exclue,")
    let facts = try Essai.varie([code, ("faits:\n", "faits:\n  annee.tardif: 'niveau = 9'\n")], fautif: true)
    #expect(facts.erreurs.map(\.description) == [])
    let told = Verification(facts, bibliotheque: Bibliotheque(racine: Essai.dossier)).diagnostics.map(\.code)
    #expect(told.contains("fait-jamais-lu") == !lu)
}

@Test(arguments: [("cesure", true), ("etudes", false)])
func `a césure of an example needs no country, a stay does`(type: String, valid: Bool) throws {
    let lu = try Essai.varie(
        [],
        exemples: """
            exemples:
              - exemple: sejour
                titre: Un séjour
                article: "1"
                donne:
                  sejours: [{ type: \(type), debut: 2026-09-01, fin: 2027-06-30 }]
                  ues: { UE1: { ects: 6, semestre: S5, ecues: { A: 12 } } }
                attendu: { UE1: { statut: validee } }
            """, fautif: true)
    let told = Verification(lu, bibliotheque: Bibliotheque(racine: Essai.dossier)).diagnostics
    #expect(told.contains { $0.message.contains("pays") } == !valid)
}

@Test func `an overlay is not a règlement to be judged by`() throws {
    var promotion = Essai.promotion([("A", "12", nil)])
    promotion.entete.reglement = "emse-continuite-2020"
    let root = URL(fileURLWithPath: Essai.dossier).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let faults = #expect(throws: Juge.Fautes.self) {
        _ = try Deliberation(promotion, bibliotheque: Bibliotheque(racine: root.appendingPathComponent("Reglements").path))
    }
    #expect(faults?.diagnostics.map(\.code) == ["surcouche-seule"])
}

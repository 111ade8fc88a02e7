import Scolarite
import Testing
import Valeurs

@testable import Registre

struct BasculeTests {
    private let next = "2027-2028"

    private func entete(_ nom: String, reglement: String) -> Entete {
        Entete(
            ecole: "École d'essai", reglement: reglement, annee: next, promotion: nom, cursus: "ingenieur", date: CalendarDate("2028-02-10")!,
            session: 1)
    }

    /// Seven élèves, one of each outcome.
    private func source() -> Promotion {
        var promotion = PromotionDEssai.make(eleves: 7)
        let day = CalendarDate("2027-07-01")!
        for (index, word) in ["passage", "passage_avec_dette", "redoublement", "passage", "exclusion", "fin_de_cursus", "passage"].enumerated() {
            promotion.dossiers[index].decisions = [
                Decision(jury: "jury", date: day.adding(days: -1), objet: "annee", decision: "redoublement", motif: "", line: 9),
                Decision(jury: "jury", date: day, objet: "annee", decision: word, motif: "", line: 2),
                Decision(jury: "jury", date: day, objet: "condition:anglais", decision: "dispensee", motif: "", line: 3),
            ]
            promotion.dossiers[index].procedures = []
        }
        promotion.dossiers[3].procedures = [Procedure(procedure: "cesure", etat: "accordee", date: nil, cible: next)]
        promotion.dossiers[6].procedures = [Procedure(procedure: "demission", etat: "faite", date: nil, cible: "")]
        return promotion
    }

    private func results(_ owed: String...) -> [Resultat] {
        ["UE5-0", "UE5-1"].map {
            Resultat(
                annee: "2026-2027", semestre: "S5", ue: $0, ects: Rational(6), moyenne: Rational(9),
                statut: owed.contains($0) ? "non_validee" : "validee",
                grade: "", session: 1)
        }
    }

    private func demande(_ source: Promotion) -> DemandeBascule {
        DemandeBascule(
            source: source.entete.code, annee: next,
            destinations: [1: entete("2030", reglement: "essai-2027"), 2: entete("2029", reglement: "essai-2026")],
            cesures: entete("césures", reglement: "essai-2026"),
            resultats: ["E2": results("UE5-1"), "E3": results("UE5-0", "UE5-1"), "E1": results()])
    }

    @Test func `a repeater who owes nothing takes the year again whole, rather than nothing`() throws {
        let base = try Base.enMemoire()
        let promotion = source()
        _ = try base.importer(promotion, par: .essai()).get()
        var demande = demande(promotion)
        demande.resultats["E3"] = results()
        let plan = try base.preparerBascule(demande).get()
        #expect(plan.texte.contains("E3 : ne doit aucune UE, reprend toute l'année"))
        _ = try base.appliquerBascule(plan, par: .essai(1)).get()
        let joined = try #require(try base.exporter(entete("2030", reglement: "essai-2027").code))
        #expect(joined.eleves.map(\.id) == ["E3"])
        #expect(joined.dossiers[0].ues == nil)
    }

    @Test func `the plan says what becomes of each, and writes nothing`() throws {
        let base = try Base.enMemoire()
        let promotion = source()
        _ = try base.importer(promotion, par: .essai()).get()
        let before = try base.condensat()
        let plan = try base.preparerBascule(demande(promotion)).get()
        #expect(plan.lignes.map(\.sort) == [.passage, .passageAvecDette, .redoublement, .cesure, .depart, .finDeCursus, .depart])
        #expect(plan.lignes.map(\.niveau) == [2, 2, 1, 2, 1, 1, 1])
        #expect(plan.lignes[1].uesDues == ["UE5-1"])
        #expect(plan.obstacles.isEmpty)
        #expect(
            plan.texte == [
                "Bascule de « École d'essai/2029/2026-2027/ingenieur » vers 2027-2028 :", "passage : 1 (E1)", "passage avec dette : 1 (E2)",
                "redoublement : 1 (E3)", "départ en césure : 1 (E4)", "fin de cursus : 1 (E6)", "départ : 2 (E5, E7)", "E2 : doit UE5-1",
                "E3 : doit UE5-0, UE5-1", "Nouvelle promotion « École d'essai/2029/2027-2028/ingenieur » : 2 élèves de plus",
                "Nouvelle promotion « École d'essai/2030/2027-2028/ingenieur » : 1 élève de plus",
                "Nouvelle promotion « École d'essai/césures/2027-2028/ingenieur » : 1 élève de plus",
            ])
        #expect(try base.condensat() == before)
    }

    @Test func `the year turns, the year off ends, and each turn is undone as one step`() throws {
        let base = try Base.enMemoire()
        let promotion = source()
        _ = try base.importer(promotion, par: .essai()).get()
        // The cohort that repeaters join exists already, with its maquette.
        var cohort = PromotionDEssai.make(eleves: 2, nom: "2030", annee: next)
        for index in cohort.eleves.indices { cohort.eleves[index].id = "N\(index)" }
        _ = try base.importer(cohort, par: .essai(1)).get()
        let plan = try base.preparerBascule(demande(promotion)).get()
        let done = try base.appliquerBascule(plan, par: .essai(2)).get()
        let second = try #require(try base.exporter("École d'essai/2029/2027-2028/ingenieur"))
        #expect(second.eleves.map(\.id) == ["E1", "E2"])
        #expect(second.eleves.map(\.niveau) == [2, 2])
        #expect(second.eleves.map(\.niveauEcrit) == ["2A", "2A"])
        #expect(second.entete.reglement == "essai-2026")
        #expect(second.dossiers[1].resultats.last?.statut == "non_validee")
        #expect(second.dossiers[0].parcours.last?.decision == "passage")
        #expect(second.dossiers[0].decisions.map(\.objet) == ["condition:anglais"])
        #expect(try base.dettes("École d'essai/2029/2027-2028/ingenieur") == ["E2": ["UE5-1"]])
        let joined = try #require(try base.exporter(cohort.entete.code))
        #expect(joined.eleves.map(\.id) == ["N0", "N1", "E3"])
        #expect(joined.dossiers[2].ues == ["UE5-0", "UE5-1"])
        #expect(joined.notes.sessions[0][0].etats.count == 3)
        let away = try #require(try base.exporter("École d'essai/césures/2027-2028/ingenieur"))
        #expect(away.eleves.map(\.id) == ["E4"])
        #expect(away.dossiers[0].procedures.map(\.etat) == ["en_cours"])
        #expect(try base.preparerBascule(demande(promotion)).refus?.code == .bascule)
        #expect(
            try base.montrer(eleve: "E2").contains {
                $0.fait == "bascule de l'année : passage_avec_dette, vers « École d'essai/2029/2027-2028/ingenieur »"
            })

        // The next year: who was away comes back.
        let later = "2028-2029"
        var third = entete("2029", reglement: "essai-2026")
        third.annee = later
        let back = try base.preparerBascule(DemandeBascule(source: away.entete.code, annee: later, destinations: [2: third])).get()
        #expect(back.lignes.map(\.sort) == [.retour])
        let returned = try base.appliquerBascule(back, par: .essai(3)).get()
        let home = try #require(try base.exporter(third.code))
        #expect(home.dossiers[0].procedures.map(\.etat) == ["terminee"])
        #expect(home.dossiers[0].parcours.suffix(2).map(\.decision) == ["passage", "cesure"])
        #expect(try base.verifier().estIntacte)

        let before = try base.condensat()
        #expect(try base.annulerBascule(done.identifiant, par: .essai(4, raison: "erreur")).refus?.details == ["elle a basculé à son tour"])
        #expect(try base.annulerBascule(returned.identifiant, par: .essai(4)).refus?.code == .acte)
        #expect(try base.annulerBascule(returned.identifiant, par: .essai(4, raison: "erreur")).get().annulee)
        #expect(try base.annulerBascule(returned.identifiant, par: .essai(4, raison: "erreur")).refus?.code == .bascule)
        #expect(try base.annulerBascule(done.identifiant, par: .essai(5, raison: "erreur")).get().annulee)
        #expect(try base.exporter(cohort.entete.code) == cohort)
        #expect(try base.exporter(second.entete.code) == nil)
        #expect(try base.exporter(promotion.entete.code) == promotion)
        #expect(try base.promotions().count == 2)
        #expect(try base.dettes(second.entete.code).isEmpty)
        #expect(try base.bascules().map(\.annulee) == [true, true])
        #expect(try base.verifier(condensat: before).estIntacte)
        // Nothing has left the journal: what was known then is still told.
        #expect(try base.promotion(cohort.entete.code, au: Acte.essai(3).instant) == joined)

        let again = try base.preparerBascule(demande(promotion)).get()
        #expect(again.lignes == plan.lignes)
        _ = try base.appliquerBascule(again, par: .essai(6)).get()
        #expect(try base.exporter(second.entete.code) == second)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `a plan made before something changed is not applied`() throws {
        let base = try Base.enMemoire()
        let promotion = source()
        _ = try base.importer(promotion, par: .essai()).get()
        let plan = try base.preparerBascule(demande(promotion)).get()
        _ = try base.saisirNote(promotion.entete.code, ligne: LigneNote(eleve: "E1", ecue: "ECU01", saisie: .absente), par: .essai(1)).get()
        #expect(try base.appliquerBascule(plan, par: .essai(2)).refus?.code == .versionPerimee)
        #expect(try base.promotions().count == 1)
    }

    @Test func `a turn is not undone over what was done since`() throws {
        let base = try Base.enMemoire()
        let promotion = source()
        _ = try base.importer(promotion, par: .essai()).get()
        let done = try base.appliquerBascule(try base.preparerBascule(demande(promotion)).get(), par: .essai(1)).get()
        let code = "École d'essai/2029/2027-2028/ingenieur"
        var dossier = try #require(try base.exporter(code)?.dossiers[0])
        dossier.options = [Choix(objet: "x", choix: "oui", date: nil)]
        _ = try base.modifierDossier(code, eleve: "E1", dossier: dossier, par: .essai(2)).get()
        let refus = try #require(try base.annulerBascule(done.identifiant, par: .essai(3, raison: "r")).refus)
        #expect(refus.code == .bascule)
        #expect(refus.details.count == 1)
        #expect(try base.exporter(code)?.eleves.count == 2)
    }

    @Test func `what stands in the way is said before anything is written`() throws {
        let base = try Base.enMemoire()
        var promotion = source()
        promotion.dossiers[0].decisions = []
        promotion.dossiers[1].decisions[1].decision = "rattrapage"
        _ = try base.importer(promotion, par: .essai()).get()
        var demande = demande(promotion)
        demande.destinations[1] = nil
        demande.cesures = nil
        let plan = try base.preparerBascule(demande).get()
        #expect(
            plan.obstacles == [
                "« E4 » part en césure : dites dans quelle promotion placer les césures", "aucune promotion n'est donnée pour l'année 1 du cursus",
                "aucune décision ne clôt l'année de : E1, E2",
            ])
        #expect(try base.appliquerBascule(plan, par: .essai(1)).refus?.details == plan.obstacles)
        demande.annee = "2026-2027"
        #expect(try base.preparerBascule(demande).refus?.code == .bascule)
        demande.annee = "2028-2029"
        #expect(try base.preparerBascule(demande).refus?.code == .bascule)
    }

    @Test func `an élève already in the promotion joined is left as they are there`() throws {
        let base = try Base.enMemoire()
        let promotion = source()
        _ = try base.importer(promotion, par: .essai()).get()
        var cohort = PromotionDEssai.make(eleves: 1, nom: "2029", annee: next)
        cohort.eleves[0].id = "E1"
        cohort.eleves[0].voie = "admis sur titre"
        _ = try base.importer(cohort, par: .essai()).get()
        let plan = try base.preparerBascule(demande(promotion)).get()
        #expect(plan.lignes[0].sort == .dejaInscrit)
        _ = try base.appliquerBascule(plan, par: .essai(1)).get()
        #expect(try base.exporter(cohort.entete.code)?.eleves.map(\.voie) == ["admis sur titre", "concours"])
    }
}

import Scolarite
import Testing
import Valeurs

@testable import Registre

struct SeanceTests {
    static let instance = Instance(
        identifiant: "jury-annee", intitule: "Jury d'année", president: "p.durand",
        membres: [
            Membre(personne: "p.durand", qualite: "président"), Membre(personne: "a.martin"), Membre(personne: "b.petit"), Membre(personne: "c.roux"),
            Membre(personne: "d.invite", qualite: "invité", voix: .consultative),
        ], quorum: .plusDe(Rational(1, over: 2)))

    static let propositions = [
        PropositionJury(eleve: "E1", objet: "annee", proposition: "passage", deDroit: true),
        PropositionJury(eleve: "E2", objet: "annee", proposition: "passage", deDroit: true),
        PropositionJury(
            eleve: "E3", objet: "annee", proposition: "jury", deDroit: false,
            options: [
                .init(nom: "redoublement", ouverte: true),
                .init(nom: "passage_avec_dette", ouverte: false, raison: "plus de deux UE manquent (Art. 9)"),
            ]),
        PropositionJury(eleve: "E4", objet: "annee", proposition: "exclusion", deDroit: true),
        PropositionJury(eleve: "E5", objet: "annee", proposition: "en_attente", deDroit: false),
    ]

    /// A session frozen on a promotion of six, its quorum of three there unless said otherwise.
    private func frozen(presents: [String] = ["p.durand", "a.martin", "b.petit"]) throws -> (Base, String) {
        let base = try Base.enMemoire()
        let promotion = PromotionDEssai.make()
        _ = try base.importer(promotion, reglement: .essai(), par: .essai()).get()
        let code = promotion.entete.code
        _ = try base.convoquer(code, seance: "J1", instance: Self.instance, date: CalendarDate("2027-02-12")!, par: .essai(1)).get()
        _ = try base.geler(
            "J1", propositions: Self.propositions, reglement: "sha256:aa", programme: "1.0", vu: try base.version(code), par: .essai(2)
        ).get()
        if !presents.isEmpty {
            _ = try base.noterPresences("J1", Dictionary(uniqueKeysWithValues: presents.map { ($0, true) }), par: .essai(2)).get()
        }
        return (base, code)
    }

    private func present(_ base: Base, _ people: String...) throws {
        _ = try base.noterPresences("J1", Dictionary(uniqueKeysWithValues: people.map { ($0, true) }), par: .essai(3)).get()
    }

    @Test func `a session goes from convened to published, and its decisions become facts that the next one reads`() throws {
        let (base, code) = try frozen()
        try present(base, "p.durand", "a.martin", "b.petit")
        let bulk = try base.deciderEnBloc("J1", par: .essai(4)).get()
        #expect(bulk.map(\.eleve) == ["E1", "E2"])
        #expect(try base.deciderEnBloc("J1", par: .essai(4)).get().isEmpty)
        let closed = try base.decider(
            "J1", eleve: "E3", objet: "annee", decision: "passage_avec_dette", motif: "progrès au second semestre", votes: Votes(pour: 2, contre: 1),
            par: .essai(5)
        ).get()
        #expect(closed.conformite == .optionFermee)
        #expect(closed.conformite.contraireAuReglement)
        _ = try base.decider("J1", eleve: "E4", objet: "annee", decision: "exclusion", motif: "résultats", par: .essai(6)).get()
        _ = try base.decider("J1", eleve: "E2", objet: "ue:UE5-0", decision: "points:+0.5", motif: "assiduité", par: .essai(6)).get()
        #expect(try base.exporter(code)?.dossiers[1].decisions.isEmpty == true)
        let cloture = try base.clore("J1", signataires: ["p.durand", "a.martin"], par: .essai(7)).get()
        #expect(cloture.decisions == 5)
        #expect(cloture.condensat == (try base.condensat()))
        #expect(try base.publier("J1", par: .essai(8)).get().etat == .publiee)
        let held = try #require(try base.exporter(code))
        #expect(
            held.dossiers[1].decisions.map { [$0.jury, $0.objet, $0.decision, $0.motif] } == [
                ["Jury d'année", "annee", "passage", ""], ["Jury d'année", "ue:UE5-0", "points:+0.5", "assiduité"],
            ])
        #expect(held.dossiers[2].decisions.last?.decision == "passage_avec_dette")
        #expect(held.dossiers[2].decisions.last?.date == CalendarDate("2027-02-12"))
        #expect(try base.instantane(code)?.promotion == held)
        #expect(try base.promotion(code, au: Acte.essai(6).instant)?.dossiers[1].decisions.isEmpty == true)
        #expect(try base.verifier(condensat: cloture.condensat).estIntacte)
    }

    @Test func `decisions of a jury survive an import, whether the folder holds them or not`() throws {
        let (base, code) = try frozen()
        let folder = PromotionDEssai.make()
        try present(base, "p.durand", "a.martin", "b.petit")
        _ = try base.deciderEnBloc("J1", par: .essai(4)).get()
        for eleve in ["E3", "E4"] {
            _ = try base.decider("J1", eleve: eleve, objet: "annee", decision: "redoublement", motif: "m", par: .essai(5)).get()
        }
        _ = try base.clore("J1", signataires: ["p.durand"], par: .essai(7)).get()
        let held = try #require(try base.exporter(code))
        #expect(try base.importer(folder, par: .essai(8)).get().estVide)
        #expect(try base.importer(held, par: .essai(8)).get().estVide)
        // As a folder would bring them back: as lines of its own, at the end.
        var returned = held
        for index in returned.dossiers.indices {
            for item in returned.dossiers[index].decisions.indices where returned.dossiers[index].decisions[item].line >= Lecture.firstLine {
                returned.dossiers[index].decisions[item].line = 50 + index
            }
        }
        #expect(try base.importer(returned, par: .essai(8)).get().estVide)
        returned.entete.session = 2
        _ = try base.importer(returned, par: .essai(9)).get()
        #expect(try base.exporter(code)?.dossiers == held.dossiers)
    }

    @Test(arguments: [
        ("E1", "redoublement", Conformite.ecart), ("E3", "redoublement", .option), ("E3", "passage_avec_dette", .optionFermee),
        ("E3", "passage", .horsOptions), ("E1", "passage", .proposition), ("E5", "report", .report), ("E6", "passage", .horsOptions),
    ])
    func `a decision is marked for how it stands to the proposal, and gives its reason when it leaves it`(
        eleve: String, decision: String, expected: Conformite
    ) throws {
        let (base, _) = try frozen()
        let free = expected == .proposition || expected == .option
        let bare = try base.decider("J1", eleve: eleve, objet: "annee", decision: decision, par: .essai(4))
        #expect((bare.refus == nil) == free)
        let taken = try base.decider("J1", eleve: eleve, objet: "annee", decision: decision, motif: "raison", par: .essai(4)).get()
        #expect(taken.conformite == expected)
        #expect(try base.seance("J1")?.decision(eleve: eleve, objet: "annee") == taken)
    }

    @Test(arguments: [
        ("ue:UE5-0", "points:+0.5", true), ("ue:UE5-0", "points:-1", true), ("ue:UE5-0", "points:0.5", false), ("ue:UE5-0", "points:+0", false),
        ("ue:UE5-0", "note:12.5", true), ("ue:UE5-0", "note:20", true), ("ue:UE5-0", "note:20.01", false), ("ue:UE5-0", "note:-1", false),
        ("ue:UE5-0", "note:dix", false), ("ecue:ECU00", "note:0", true), ("ecue:ECU99", "note:10", false), ("annee", "points:+1", false),
        ("ue:UE5-0", "grade:B", true), ("ue:UE5-0", "grade:", false), ("ecue:ECU00", "grade:B", false), ("ue:UE5-0", "validee", true),
        ("ue:UE9-9", "validee", false), ("epreuve:ECU00/TP", "neutralisee", true), ("epreuve:ECU00/XX", "neutralisee", false),
        ("semestre:S5", "valide", true), ("semestre:S6", "valide", false), ("annee", "pasage", false), ("annee", "jury", false),
        ("condition:anglais", "derogation", true), ("autre", "passage", false), ("annee", "en_attente", false),
    ])
    func `what is not a decision on that object is refused`(objet: String, decision: String, taken: Bool) throws {
        let (base, _) = try frozen()
        let reponse = try base.decider("J1", eleve: "E6", objet: objet, decision: decision, motif: "raison", par: .essai(4))
        #expect((reponse.refus == nil) == taken)
    }

    @Test func `an exclusion is neither preselected nor decided in bulk, even by right, and is always reasoned`() throws {
        let (base, _) = try frozen()
        let seance = try #require(try base.seance("J1"))
        #expect(seance.propositions[3].preselection == nil)
        #expect(seance.propositions[0].preselection == "passage")
        #expect(seance.propositions[2].preselection == nil)
        _ = try base.deciderEnBloc("J1", par: .essai(4)).get()
        #expect(try base.seance("J1")?.decision(eleve: "E4", objet: "annee") == nil)
        let refus = try #require(try base.deciderEnBloc("J1", parmi: [("E4", "annee"), ("E3", "annee"), ("E9", "annee")], par: .essai(4)).refus)
        #expect(
            refus.details == [
                "élève « E3 », annee : pas de droit", "élève « E4 », annee : pas de droit", "élève « E9 », annee : pas de proposition",
            ])
        #expect(try base.decider("J1", eleve: "E4", objet: "annee", decision: "exclusion", par: .essai(4)).refus?.code == .decision)
    }

    @Test func `a closed option is refused without a reason, with the line that closes it`() throws {
        let (base, _) = try frozen()
        let refus = try #require(try base.decider("J1", eleve: "E3", objet: "annee", decision: "passage_avec_dette", par: .essai(4)).refus)
        #expect(refus.message == "Cette décision (option que le règlement ferme) demande sa raison : rien n'a été décidé.")
        #expect(refus.details == ["proposition : jury", "passage_avec_dette est fermée : plus de deux UE manquent (Art. 9)"])
    }

    @Test func `votes are those of voting members present, and carry the decision`() throws {
        let (base, _) = try frozen()
        func vote(_ pour: Int, _ contre: Int) throws -> Refus? {
            try base.decider("J1", eleve: "E1", objet: "annee", decision: "passage", votes: Votes(pour: pour, contre: contre), par: .essai(4)).refus
        }
        #expect(try vote(4, 0)?.code == .decision)
        try present(base, "d.invite")
        #expect(try vote(4, 0)?.code == .decision)
        #expect(try vote(3, 0) == nil)
        #expect(try vote(0, 0)?.code == .decision)
        #expect(try vote(0, 1)?.code == .decision)
        #expect(try vote(1, 1) == nil)
        #expect(try vote(2, 0) == nil)
        #expect(try base.noterPresences("J1", ["x": true], par: .essai(4)).refus?.code == .composition)
    }

    @Test(arguments: [(["a.martin", "b.petit"], false), (["a.martin", "b.petit", "d.invite"], false), (["a.martin", "b.petit", "c.roux"], true)])
    func `nothing is decided before the quorum is there, and a consultative voice does not make it`(presents: [String], enough: Bool) throws {
        let (base, _) = try frozen(presents: presents)
        let bulk = try base.deciderEnBloc("J1", par: .essai(4))
        #expect(bulk.refus?.code == (enough ? nil : .quorum))
        let one = try base.decider("J1", eleve: "E3", objet: "annee", decision: "redoublement", par: .essai(4))
        #expect(one.refus?.code == (enough ? nil : .quorum))
        #expect(try base.seance("J1")?.decisions.count == (enough ? 3 : 0))
        guard enough else {
            #expect(
                one.refus?.message
                    == "Le quorum n'est pas atteint : 2 votants présents, 3 requis. Rien n'a été décidé. Notez les présences.")
            return
        }
        // Someone leaves: what was decided stands, nothing more is.
        _ = try base.noterPresences("J1", ["c.roux": false], par: .essai(5)).get()
        #expect(try base.decider("J1", eleve: "E4", objet: "annee", decision: "redoublement", motif: "m", par: .essai(6)).refus?.code == .quorum)
    }

    @Test func `a jury decides only on what its règlement gives it`() throws {
        let base = try Base.enMemoire()
        let promotion = PromotionDEssai.make()
        let code = promotion.entete.code
        _ = try base.importer(promotion, reglement: .essai(), par: .essai()).get()
        var jury = Self.instance
        jury.objets = ["annee", "ue"]
        let convened = try base.convoquer(code, seance: "J1", instance: jury, date: CalendarDate("2027-02-12")!, par: .essai(1)).get()
        #expect(convened.instance == jury)
        func freeze(_ propositions: [PropositionJury]) throws -> Refus? {
            try base.geler("J1", propositions: propositions, reglement: "sha256:aa", programme: "1", vu: try base.version(code), par: .essai(2)).refus
        }
        let diploma = PropositionJury(eleve: "E1", objet: "diplome", proposition: "acquis", deDroit: true)
        #expect(try freeze([diploma])?.details == ["« diplome » n'est pas de ce que décide « Jury d'année »"])
        #expect(try freeze(Self.propositions) == nil)
        try present(base, "p.durand", "a.martin", "b.petit")
        func decide(_ objet: String, _ decision: String) throws -> Refus.Code? {
            try base.decider("J1", eleve: "E1", objet: objet, decision: decision, motif: "m", par: .essai(3)).refus?.code
        }
        #expect(try decide("diplome", "acquis") == .decision)
        #expect(try decide("ecue:ECU00", "validee") == .decision)
        #expect(try decide("ue:UE5-0", "validee") == nil)
        #expect(try decide("annee", "passage") == nil)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `a session closes only with its quorum, its president, its signatures and every decision`() throws {
        let (base, _) = try frozen(presents: [])
        func close(_ signers: String...) throws -> Refus.Code? { try base.clore("J1", signataires: signers, par: .essai(7)).refus?.code }
        try present(base, "a.martin", "b.petit", "d.invite")
        #expect(try close("a.martin") == .quorum)
        try present(base, "c.roux")
        #expect(try close("a.martin") == .quorum)
        try present(base, "p.durand")
        #expect(try close("p.durand") == .decision)
        _ = try base.deciderEnBloc("J1", par: .essai(4)).get()
        _ = try base.decider("J1", eleve: "E3", objet: "annee", decision: "redoublement", par: .essai(4)).get()
        _ = try base.decider("J1", eleve: "E4", objet: "annee", decision: "report", motif: "pièce attendue", par: .essai(4)).get()
        #expect(try close() == .president)
        #expect(try close("a.martin") == .president)
        #expect(try close("p.durand", "x") == .president)
        let cloture = try base.clore("J1", signataires: ["p.durand", "c.roux"], par: .essai(7)).get()
        #expect(cloture.decisions == 3)
        #expect(try base.exporter("2029")?.dossiers[3].decisions.isEmpty == true)
    }

    @Test func `after closing only the president rectifies a material error, and says which`() throws {
        let (base, code) = try frozen()
        try present(base, "p.durand", "a.martin", "b.petit")
        _ = try base.deciderEnBloc("J1", par: .essai(4)).get()
        for eleve in ["E3", "E4"] {
            _ = try base.decider("J1", eleve: eleve, objet: "annee", decision: "redoublement", motif: "m", par: .essai(5)).get()
        }
        #expect(
            try base.rectifier("J1", eleve: "E1", objet: "annee", decision: "redoublement", motif: "m", par: .essai(5)).refus?.code == .seanceEtat)
        _ = try base.clore("J1", signataires: ["p.durand"], par: .essai(7)).get()
        #expect(try base.decider("J1", eleve: "E1", objet: "annee", decision: "passage", par: .essai(8)).refus?.code == .seanceEtat)
        #expect(try base.deciderEnBloc("J1", par: .essai(8)).refus?.code == .seanceEtat)
        #expect(try base.noterPresences("J1", ["c.roux": true], par: .essai(8)).refus?.code == .seanceEtat)
        #expect(try base.annuler(seance: "J1", par: .essai(8, raison: "r")).refus?.code == .seanceEtat)
        let president = Acte(acteur: "p.durand", instant: Acte.essai(9).instant)
        func rectify(_ acte: Acte, _ eleve: String = "E3", _ decision: String = "passage_avec_dette", motif: String = "ligne décalée") throws -> Refus
            .Code?
        {
            try base.rectifier("J1", eleve: eleve, objet: "annee", decision: decision, motif: motif, par: acte).refus?.code
        }
        #expect(try rectify(.essai(9)) == .president)
        #expect(try rectify(president, motif: "") == .acte)
        #expect(try rectify(president, "E6") == .decision)
        #expect(try rectify(president, "E3", "pasage") == .decision)
        #expect(try rectify(president, "E3", "report") == .decision)
        #expect(try rectify(president) == nil)
        let held = try #require(try base.exporter(code)?.dossiers[2].decisions)
        let year = held.filter { $0.objet == "annee" }
        #expect(year.map(\.decision) == ["redoublement", "passage_avec_dette"])
        #expect(year[0].date == year[1].date)
        #expect(year[0].line < year[1].line)
        #expect(try base.seance("J1")?.rectifications.map(\.motif) == ["ligne décalée"])
        #expect(try base.verifier().estIntacte)
    }

    @Test func `a new deliberation is a new session linked to the one that closed`() throws {
        let (base, code) = try frozen()
        let day = CalendarDate("2027-03-01")!
        func convene(_ session: String, suite: String?) throws -> Refus.Code? {
            try base.convoquer(code, seance: session, instance: Self.instance, date: day, suite: suite, par: .essai(9)).refus?.code
        }
        #expect(try convene("J2", suite: "J1") == .seanceEtat)
        #expect(try convene("J2", suite: "J9") == .seanceInconnue)
        #expect(try convene("J1", suite: nil) == .seanceEtat)
        try present(base, "p.durand", "a.martin", "b.petit")
        for proposition in Self.propositions.prefix(4) {
            _ = try base.decider("J1", eleve: proposition.eleve, objet: "annee", decision: "redoublement", motif: "m", par: .essai(5)).get()
        }
        _ = try base.clore("J1", signataires: ["p.durand"], par: .essai(7)).get()
        #expect(try convene("J2", suite: "J1") == nil)
        #expect(try base.seance("J2")?.suite == "J1")
        #expect(try base.seances(promotion: code).map(\.code) == ["J1", "J2"])
    }

    @Test func `a fact that changes after the freeze is shown and not absorbed`() throws {
        let (base, code) = try frozen()
        #expect(try base.faitsChanges(depuisGelDe: "J1")?.estVide == true)
        let ligne = LigneNote(eleve: "E2", ecue: "ECU01", saisie: Saisie(etat: .note, hundredths: 1_999))
        _ = try base.saisirNote(code, ligne: ligne, par: .essai(4)).get()
        #expect(try base.faitsChanges(depuisGelDe: "J1")?.lignes == ["Notes, ECU01 (session 1) : 1 note modifiée (E2)."])
        #expect(try base.seance("J1")?.propositions == Self.propositions)
        _ = try base.decider("J1", eleve: "E2", objet: "annee", decision: "passage", par: .essai(5)).get()
        let inSession = try #require(try base.promotionEnSeance("J1"))
        #expect(inSession.notes.sessions[0][2][1].hundredths != 1_999)
        #expect(inSession.dossiers[1].decisions.map(\.decision) == ["passage"])
        try present(base, "p.durand", "a.martin", "b.petit")
        _ = try base.deciderEnBloc("J1", par: .essai(6)).get()
        for eleve in ["E3", "E4"] {
            _ = try base.decider("J1", eleve: eleve, objet: "annee", decision: "redoublement", motif: "m", par: .essai(6)).get()
        }
        _ = try base.clore("J1", signataires: ["p.durand"], par: .essai(7)).get()
        #expect(try base.faitsChanges(depuisGelDe: "J1")?.lignes == ["Notes, ECU01 (session 1) : 1 note modifiée (E2)."])
    }

    @Test func `a session that has decided nothing freezes its proposals again, and both freezes stay`() throws {
        let (base, code) = try frozen()
        let first = try #require(try base.seance("J1"))
        _ = try base.saisirNote(code, ligne: LigneNote(eleve: "E1", ecue: "ECU01", saisie: .absente), par: .essai(3)).get()
        #expect(try base.faitsChanges(depuisGelDe: "J1")?.estVide == false)
        var fewer = Array(Self.propositions.dropLast())
        fewer[0] = PropositionJury(eleve: "E1", objet: "annee", proposition: "en_attente", deDroit: false)
        func freeze(_ minute: Int) throws -> Reponse<Seance> {
            try base.geler("J1", propositions: fewer, reglement: "sha256:aa", programme: "1.1", vu: try base.version(code), par: .essai(minute))
        }
        let again = try freeze(4).get()
        #expect(again.propositions == fewer)
        #expect(again.gels.map(\.programme) == ["1.0", "1.1"])
        #expect(again.gels.first == first.gel)
        #expect(again.gel?.faits != first.gel?.faits)
        #expect(try base.faitsChanges(depuisGelDe: "J1")?.estVide == true)
        #expect(try base.montrerJournal().filter { $0.fait.hasPrefix("gel des propositions") }.count == 2)
        #expect(try base.montrer(eleve: "E5").filter { $0.fait.hasPrefix("proposition présentée") }.count == 1)
        try present(base, "p.durand", "a.martin", "b.petit")
        #expect(try base.deciderEnBloc("J1", par: .essai(5)).get().map(\.eleve) == ["E2"])
        let refused = try freeze(6).refus
        #expect(refused?.code == .seanceEtat)
        #expect(refused?.message.contains("a déjà pris des décisions") == true)
        #expect(try base.verifier().estIntacte)
    }

    /// What steps 8 to 10 of the schema find in a base made before them.
    @Test func `a base whose sessions froze once is brought up to date, its proposals kept`() throws {
        let folder = try DossierTemporaire()
        let promotion = PromotionDEssai.make()
        let code = promotion.entete.code
        let base = try Base.ouvrir(folder.base, creer: true)
        _ = try base.importer(promotion, reglement: .essai(), par: .essai()).get()
        _ = try base.convoquer(code, seance: "J1", instance: Self.instance, date: CalendarDate("2027-02-12")!, par: .essai(1)).get()
        let frozen = try base.geler(
            "J1", propositions: Self.propositions, reglement: "sha256:aa", programme: "1", vu: try base.version(code), par: .essai(2)
        ).get()
        let condensat = try base.condensat()
        try base.fermer()
        let older = try SQLiteStore(path: folder.base, create: false)
        try older.write { session in
            let shape = try #require(older.migrations.first { $0.name == "5-seance" }?.statements.first { $0.contains("TABLE proposition") })
            for statement in [
                "ALTER TABLE proposition RENAME TO ancienne", shape,
                "INSERT INTO proposition SELECT seance_id, eleve_id, objet, rang, texte, depuis FROM ancienne", "DROP TABLE ancienne",
                "ALTER TABLE gel DROP COLUMN jusqua", "ALTER TABLE seance DROP COLUMN objets", "ALTER TABLE membre DROP COLUMN supplee",
                "ALTER TABLE presence DROP COLUMN remplace", "DELETE FROM migration WHERE nom IN ('8-gels', '9-instances', '10-suppleants')",
            ] { try session.execute(statement) }
        }
        try older.close()
        let again = try Base.ouvrir(folder.base)
        #expect(try again.seance("J1") == frozen)
        #expect(try again.verifier(condensat: condensat).estIntacte)
        #expect(
            try again.geler(
                "J1", propositions: Self.propositions, reglement: "sha256:aa", programme: "2", vu: try again.version(code), par: .essai(3)
            ).get().gels.count == 2)
        try again.fermer()
    }

    @Test func `proposals that do not rest on the facts of the moment cannot be frozen`() throws {
        let base = try Base.enMemoire()
        let promotion = PromotionDEssai.make()
        _ = try base.importer(promotion, reglement: .essai("sha256:r"), par: .essai()).get()
        let code = promotion.entete.code
        _ = try base.convoquer(code, seance: "J1", instance: Self.instance, date: CalendarDate("2027-02-12")!, par: .essai(1)).get()
        let seen = try base.version(code)
        func freeze(_ propositions: [PropositionJury], vu: Int64) throws -> Refus.Code? {
            try base.geler("J1", propositions: propositions, reglement: "sha256:r", programme: "p", vu: vu, par: .essai(3)).refus?.code
        }
        #expect(try freeze([], vu: seen) == .decision)
        #expect(try freeze([Self.propositions[0], Self.propositions[0]], vu: seen) == .decision)
        #expect(try freeze([PropositionJury(eleve: "E9", objet: "annee", proposition: "passage", deDroit: true)], vu: seen) == .decision)
        _ = try base.saisirNote(code, ligne: LigneNote(eleve: "E2", ecue: "ECU01", saisie: .absente), par: .essai(2)).get()
        #expect(try freeze(Self.propositions, vu: seen) == .versionPerimee)
        #expect(try base.decider("J1", eleve: "E1", objet: "annee", decision: "passage", par: .essai(3)).refus?.code == .seanceEtat)
        let facts = try base.store.read { try Faits.empreinte(1, in: $0) }
        #expect(try freeze(Self.propositions, vu: try base.version(code)) == nil)
        let gel = try #require(try base.seance("J1")?.gel)
        #expect(gel.faits == facts)
        _ = try base.saisirNote(code, ligne: LigneNote(eleve: "E3", ecue: "ECU01", saisie: .absente), par: .essai(4)).get()
        #expect(try base.store.read { try Faits.empreinte(1, in: $0) } != facts)
        #expect(try base.store.read { try Faits.empreinte(1, at: gel.entree, in: $0) } == facts)
    }

    @Test func `a decision taken since it was seen is not overwritten, another one may be taken`() throws {
        let (base, _) = try frozen()
        let seen = try #require(try base.seance("J1")?.version)
        _ = try base.decider("J1", eleve: "E1", objet: "annee", decision: "passage", par: .essai(4), vu: seen).get()
        #expect(try base.decider("J1", eleve: "E1", objet: "annee", decision: "passage", par: .essai(5), vu: seen).refus?.code == .versionPerimee)
        #expect(try base.decider("J1", eleve: "E2", objet: "annee", decision: "passage", par: .essai(5), vu: seen).refus == nil)
        let now = try #require(try base.seance("J1")?.version)
        _ = try base.decider("J1", eleve: "E1", objet: "annee", decision: "redoublement", motif: "m", par: .essai(6), vu: now).get()
        #expect(try base.seance("J1")?.decisions.count == 2)
    }

    @Test func `a composition that cannot sit is refused, with everything that is wrong`() throws {
        let (base, code) = try frozen()
        let wrong = Instance(
            identifiant: "x", intitule: "X", president: "p", membres: [Membre(personne: "p", voix: .consultative), Membre(personne: "p")],
            quorum: .nombre(2))
        let refus = try #require(try base.convoquer(code, seance: "J3", instance: wrong, date: CalendarDate("2027-02-12")!, par: .essai(9)).refus)
        #expect(refus.details == ["une personne y figure deux fois", "le quorum (2) ne peut pas être atteint ou n'exige personne (1 votants)"])
        #expect(Quorum.plusDe(Rational(1, over: 2)).minimum(votants: 4) == 3)
        #expect(Quorum.plusDe(Rational(1, over: 2)).minimum(votants: 5) == 3)
        #expect(Quorum.auMoins(Rational(1, over: 2)).minimum(votants: 4) == 2)
        #expect(Quorum.auMoins(Rational(1, over: 3)).minimum(votants: 4) == 2)
    }

    @Test func `a session called off lands nothing and another may be convened`() throws {
        let (base, code) = try frozen()
        _ = try base.deciderEnBloc("J1", par: .essai(4)).get()
        #expect(try base.annuler(seance: "J1", par: .essai(5)).refus?.code == .acte)
        #expect(try base.annuler(seance: "J1", par: .essai(5, raison: "quorum impossible")).get().etat == .annulee)
        #expect(try base.clore("J1", signataires: ["p.durand"], par: .essai(6)).refus?.code == .seanceEtat)
        #expect(try base.exporter(code)?.dossiers[1].decisions.isEmpty == true)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `a proposal is kept as it was given, and one that is not a proposal is not read`() throws {
        let text =
            #"{"proposition":"jury","de_droit":false,"rang":41,"moyenne":9.995,"options":[{"nom":"redoublement","ouverte":true}],"motifs":[{"phrase":"é"}]}"#
        let read = try #require(PropositionJury(eleve: "E1", objet: "annee", texte: text))
        #expect(read.texte == text)
        #expect(read.options == [.init(nom: "redoublement", ouverte: true)])
        for bad in [
            "", "{}", #"{"proposition":"x"}"#, #"{"proposition":"x","de_droit":"oui"}"#, #"{"proposition":"x","de_droit":true,"options":[{}]}"#,
        ] {
            #expect(PropositionJury(eleve: "E1", objet: "annee", texte: bad) == nil)
        }
    }
}

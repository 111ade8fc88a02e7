import Scolarite
import Valeurs

extension Base {
    /// Prepares the turn of a year: who passes, repeats, leaves, comes back, with which UE. Nothing is written.
    public func preparerBascule(_ demande: DemandeBascule) throws -> Reponse<PlanBascule> {
        do {
            return .fait(try store.read { try Base.plan(demande, in: $0).plan })
        } catch let refusal as Refusal {
            return .refuse(refusal.refus)
        }
    }

    /// Does what a plan says, as one step: all the promotions joined, or none.
    ///
    /// - Parameter plan: refused when one of its promotions has changed since it was made, or when something stands in its way.
    public func appliquerBascule(_ plan: PlanBascule, par acte: Acte) throws -> Reponse<BasculeFaite> {
        let reponse = try write(acte) { ecriture in
            let session = ecriture.session
            let now = try Base.plan(plan.demande, in: session)
            guard now.plan == plan else {
                let changed = plan.versions.filter { now.plan.versions[$0.key] != $0.value }.keys.min() ?? plan.demande.source
                throw try Versions.stale(sujet: Sujet.promotion(changed), vu: plan.versions[changed] ?? 0, in: session)
            }
            guard plan.obstacles.isEmpty else {
                throw Refusal(.bascule, "La bascule ne peut pas être faite : rien n'a été écrit.", details: plan.obstacles)
            }
            let demande = plan.demande
            try ecriture.reason(promotion: demande.source)
            let entree = try ecriture.append(.bascule, sujet: Sujet.bascule(demande.source), charge: Base.charge(plan))
            for code in plan.destinations.keys.sorted() {
                let header = (Array(demande.destinations.values) + [demande.cesures].compactMap { $0 }).first { $0.code == code }
                guard let header else { continue }
                var target = now.held[code]?.promotion ?? Promotion(vide: header)
                for (index, ligne) in plan.lignes.enumerated() where ligne.destination == code && ligne.sort != .dejaInscrit {
                    target.inscrire(ligne, de: now.source.promotion, position: index, demande: demande)
                }
                try ecriture.append(Difference(from: now.held[code], to: target), as: .importation)
            }
            let id = try session.first("SELECT max(id) FROM bascule") { $0.int(0) } ?? 0
            return BasculeFaite(identifiant: id, source: demande.source, annee: demande.annee, entree: entree, annulee: false)
        }
        if case .fait = reponse { for code in plan.versions.keys { forget(code) } }
        return reponse
    }

    /// Undoes the turn of a year as one step: the promotions joined become what they were, by an entry that says so; nothing leaves the
    /// journal.
    ///
    /// - Parameter acte: must give its reason.
    /// - Returns: refused when one of the promotions joined has changed since, or has had a jury convened.
    public func annulerBascule(_ identifiant: Int64, par acte: Acte) throws -> Reponse<BasculeFaite> {
        guard acte.raison?.isEmpty == false else { return .refuse(Refus(.acte, "L'annulation d'une bascule demande sa raison.")) }
        var touched: [String] = []
        let reponse = try write(acte) { ecriture in
            let session = ecriture.session
            guard let done = try Base.bascules(in: session).first(where: { $0.done.identifiant == identifiant }), !done.done.annulee else {
                throw Refusal(.bascule, "La base ne contient pas de bascule \(identifiant) en vigueur.")
            }
            touched = done.destinations.map(\.code)
            try Base.checkUntouched(done.destinations.map(\.code), since: done.done.entree, in: session)
            try ecriture.reason(promotion: done.done.source)
            var closed: [JSON] = []
            for destination in done.destinations {
                guard let now = try Lecture(session).promotion(destination.code) else { continue }
                let before = try Lecture(session, seq: done.done.entree).promotion(destination.code)?.promotion
                let target = before ?? Promotion(vide: now.promotion.entete)
                if before == nil { closed.append(.string(destination.code)) }
                try ecriture.append(Difference(from: now, to: target), as: .importation)
            }
            try ecriture.append(
                .basculeAnnulee, sujet: Sujet.bascule(done.done.source),
                charge: .object(["promotion": .string(done.done.source), "bascule": .int(identifiant), "fermees": .array(closed)]))
            var undone = done.done
            undone.annulee = true
            return undone
        }
        for code in touched { forget(code) }
        return reponse
    }

    /// The turns of year that the record holds, oldest first, those undone included.
    public func bascules() throws -> [BasculeFaite] { try store.read { try Base.bascules(in: $0).map(\.done) } }

    /// The UE that an élève of a promotion still owes, from the turns of year in force.
    public func dettes(_ code: String) throws -> [String: [String]] {
        try store.read { session in
            var found: [String: [String]] = [:]
            try session.query(
                """
                SELECT e.code, d.ue FROM dette d JOIN eleve e ON e.id = d.eleve_id JOIN suite_annee s ON s.bascule_id = d.bascule_id AND s.eleve_id = d.eleve_id
                WHERE s.destination = ? AND d.jusqua IS NULL ORDER BY e.id, d.ue
                """, [.text(code)]
            ) { found[$0.text(0), default: []].append($0.text(1)) }
            return found
        }
    }

    // MARK: Parts

    private struct Prepared {
        var plan: PlanBascule
        var source: PromotionLue
        var held: [String: PromotionLue]
    }

    private static func plan(_ demande: DemandeBascule, in session: any StoreSession) throws -> Prepared {
        guard let source = try Lecture(session).promotion(demande.source) else {
            throw Refusal(.promotionInconnue, "La base ne contient pas de promotion « \(demande.source) ».")
        }
        guard source.promotion.entete.annee < demande.annee else {
            throw Refusal(.bascule, "L'année « \(demande.annee) » ne suit pas « \(source.promotion.entete.annee) » : donnez l'année qui commence.")
        }
        let active = try bascules(in: session).filter { $0.done.source == demande.source && !$0.done.annulee }
        guard active.isEmpty else {
            throw Refusal(
                .bascule, "La promotion « \(demande.source) » a déjà basculé. Annulez la bascule \(active[0].done.identifiant) pour la refaire.")
        }
        var held: [String: PromotionLue] = [:]
        var versions = [demande.source: try Versions.promotion(demande.source, in: session)]
        for entete in Array(demande.destinations.values) + [demande.cesures].compactMap({ $0 }) {
            guard entete.annee == demande.annee, entete.code != demande.source else {
                throw Refusal(.bascule, "La promotion « \(entete.code) » n'est pas de l'année \(demande.annee) : on ne peut pas y entrer.")
            }
            held[entete.code] = try Lecture(session).promotion(entete.code)
            versions[entete.code] = try Versions.promotion(entete.code, in: session)
        }
        let plan = PlanBascule(demande, source: source.promotion, held: held.mapValues(\.promotion), versions: versions)
        return Prepared(plan: plan, source: source, held: held)
    }

    private static func charge(_ plan: PlanBascule) -> JSON {
        .object([
            "promotion": .string(plan.demande.source), "annee": .string(plan.demande.annee),
            "destinations": .array(
                plan.destinations.sorted { $0.key < $1.key }.map { .object(["code": .string($0.key), "nouvelle": .bool($0.value)]) }),
            "sorts": .array(
                plan.lignes.map { ligne in
                    let owed = ligne.sort == .passageAvecDette || ligne.sort == .redoublement ? ligne.uesDues : []
                    let results = plan.demande.resultats[ligne.eleve] ?? []
                    return .object([
                        "eleve": .string(ligne.eleve), "sort": .string(ligne.sort.rawValue), "destination": JSON(ligne.destination),
                        "niveau": .int(Int64(ligne.niveau)),
                        "dettes": .array(
                            Array(Set(owed)).sorted().map { ue in
                                .object(["ue": .string(ue), "ects": JSON(results.last { $0.ue == ue }?.ects?.fraction)])
                            }),
                    ])
                }),
        ])
    }

    private static func bascules(in session: any StoreSession) throws -> [(done: BasculeFaite, destinations: [(code: String, nouvelle: Bool)])] {
        try session.all(
            "SELECT b.id, p.code, b.annee, b.plan, b.depuis, b.jusqua FROM bascule b JOIN promotion p ON p.id = b.source_id ORDER BY b.id"
        ) { row in
            guard let json = JSON.parse(row.text(3)) else { throw PayloadError(expected: "plan") }
            return (
                BasculeFaite(identifiant: row.int(0), source: row.text(1), annee: row.text(2), entree: row.int(4), annulee: !row.isNull(5)),
                try json.array().map { (code: try $0["code"].string(), nouvelle: try $0["nouvelle"].bool()) }
            )
        }
    }

    /// A promotion that has lived since cannot become what it was before without losing something.
    private static func checkUntouched(_ codes: [String], since entree: Int64, in session: any StoreSession) throws {
        for code in codes {
            let later = try session.first(
                "SELECT count(*) FROM journal WHERE sujet = ? AND seq > ? AND lot <> ?", [.text(Sujet.promotion(code)), .int(entree), .int(entree)]
            ) { $0.int(0) }
            let juries = try session.first(
                "SELECT count(*) FROM seance s JOIN promotion p ON p.id = s.promotion_id WHERE p.code = ? AND s.depuis > ?",
                [.text(code), .int(entree)]
            ) { $0.int(0) }
            let turned = try bascules(in: session).contains { $0.done.source == code && !$0.done.annulee }
            guard later == 0, juries == 0, !turned else {
                let last = try session.first(
                    "SELECT max(seq) FROM journal WHERE sujet = ? AND lot = ?", [.text(Sujet.promotion(code)), .int(entree)]
                ) { $0.int(0) }
                let what = try Versions.stale(sujet: Sujet.promotion(code), vu: last ?? entree, in: session)
                throw Refusal(
                    .bascule,
                    "La promotion « \(code) » a changé depuis la bascule : l'annuler perdrait ce qui a été fait. Rien n'a été écrit. Depuis :",
                    details: what.refus.details + (juries == 0 ? [] : ["un jury y a été convoqué"]) + (turned ? ["elle a basculé à son tour"] : []))
            }
        }
    }
}

extension Promotion {
    /// A promotion that has a header and nothing else.
    init(vide entete: Entete) {
        let maquette = Maquette(semestres: [], ues: [], ecues: [], epreuves: [])
        self.init(entete: entete, maquette: maquette, eleves: [], dossiers: [], notes: Notes(maquette: maquette, eleves: 0))
    }

    /// Adds an élève of another promotion, as the turn of the year leaves them.
    mutating func inscrire(_ ligne: PlanBascule.Ligne, de source: Promotion, position: Int, demande: DemandeBascule) {
        var eleve = source.eleves[position]
        if eleve.niveau != ligne.niveau {
            eleve.niveauEcrit = eleve.niveauEcrit.replacingNumber(eleve.niveau, by: ligne.niveau)
            eleve.niveau = ligne.niveau
        }
        let old = source.dossiers[position]
        var dossier = Dossier()
        dossier.resultats = old.resultats + (demande.resultats[ligne.eleve] ?? [])
        dossier.parcours = old.parcours
        if let decision = old.decisionAnnee {
            dossier.parcours.append(
                AnneeParcours(annee: source.entete.annee, niveau: source.eleves[position].niveau, decision: decision.decision, date: decision.date))
        }
        dossier.certifications = old.certifications
        dossier.sejours = old.sejours
        dossier.stages = old.stages
        dossier.engagements = old.engagements
        dossier.procedures = old.procedures.map { procedure in
            guard procedure.procedure == "cesure" else { return procedure }
            var moved = procedure
            if ligne.sort == .cesure, procedure.etat == "accordee" { moved.etat = "en_cours" }
            if ligne.sort == .retour, procedure.etat == "en_cours" { moved.etat = "terminee" }
            return moved
        }
        if ligne.sort == .cesure {
            dossier.parcours.append(AnneeParcours(annee: demande.annee, niveau: ligne.niveau, decision: "cesure", date: nil))
        }
        // Decisions on the year, its UE and its marks are of that year; those on the conditions of the diploma are for good.
        dossier.decisions = old.decisions.filter { $0.objet.hasPrefix("condition:") }.enumerated().map { index, decision in
            var kept = decision
            kept.line = index + 2
            return kept
        }
        if ligne.sort == .redoublement, demande.conserverUE {
            let acquired = Set(ligne.uesAcquises)
            let owed = maquette.ues.isEmpty ? Set(ligne.uesDues) : Set(maquette.ues.map(\.code)).subtracting(acquired)
            // Who repeats and owes nothing takes the year again whole: an élève without any UE would be judged on nothing.
            dossier.ues = owed.isEmpty ? nil : owed
        }
        eleves.append(eleve)
        dossiers.append(dossier)
        notes.addEleve()
    }
}

extension Notes {
    /// One more élève, without a mark.
    mutating func addEleve() {
        for session in sessions.indices { for column in sessions[session].indices { sessions[session][column].addEleve() } }
        for column in rattrapagesEcue.indices { rattrapagesEcue[column]?.addEleve() }
        for column in complementsUE.indices { complementsUE[column]?.addEleve() }
    }
}

extension Colonne {
    fileprivate mutating func addEleve() {
        etats.append(Etat.absente.rawValue)
        hundredths.append(0)
        if !days.isEmpty { days.append(Saisie.noDay) }
    }
}

extension String {
    /// `3A` becomes `4A`: the number as the school writes it moves by as much as the year of the cursus.
    fileprivate func replacingNumber(_ old: Int, by new: Int) -> String {
        guard let start = firstIndex(where: { $0.isASCII && $0.isNumber }) else { return self }
        let digits = self[start...].prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits) else { return self }
        return String(self[..<start]) + String(number + new - old) + String(self[digits.endIndex...])
    }
}

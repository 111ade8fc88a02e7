import Scolarite
import Valeurs

/// A session closed, with what seals it.
public struct Cloture: Hashable, Sendable {
    public var seance: Seance
    /// The journal's digest once the session is closed: what the PV bears, and what later shows a journal cut short or rewritten.
    public var condensat: Condensat
    public var signataires: [String]
    /// How many decisions became facts of the dossiers.
    public var decisions: Int
}

extension Base {
    /// Closes a session: its decisions become facts of the dossiers, which the next deliberation reads, and nothing in it changes any more.
    ///
    /// - Parameter signataires: members who sign the PV, the president among them. All must be present, and the quorum met.
    public func clore(_ code: String, signataires: [String], par acte: Acte) throws -> Reponse<Cloture> {
        let reponse = try write(acte) { ecriture in
            let session = ecriture.session
            let seance = try Base.seance(code, etats: [.gelee], in: session)
            guard seance.quorumAtteint else {
                throw Refusal(
                    .quorum,
                    "Le quorum n'est pas atteint : \(seance.presents), \(seance.quorum) requis. La séance ne peut pas être close."
                )
            }
            guard seance.presences[seance.instance.president] == true else {
                throw Refusal(.quorum, "Le président n'est pas noté présent : la séance ne peut pas être close.")
            }
            let absent = signataires.filter { seance.presences[$0] != true }
            guard absent.isEmpty, signataires.contains(seance.instance.president), Set(signataires).count == signataires.count else {
                throw Refusal(.president, "Le PV est signé par le président et par des membres présents, chacun une fois.", details: absent)
            }
            let undecided = seance.sansDecision
            guard undecided.isEmpty else {
                throw Refusal(
                    .decision,
                    "\(undecided.count) \(undecided.count > 1 ? "propositions restent" : "proposition reste") sans décision. Décidez, ou reportez avec « report » :",
                    details: undecided.prefix(20).map { "élève « \($0.eleve) », \($0.objet)" })
            }
            let landing = seance.decisions.filter { $0.decision != Vocabulaire.report }
            let before = try session.first("SELECT seq, empreinte FROM journal ORDER BY seq DESC LIMIT 1") {
                Condensat(entrees: $0.int(0), empreinte: $0.blob(1))
            }
            try ecriture.reason(promotion: seance.promotion)
            try ecriture.append(
                .seanceClose, sujet: Sujet.seance(code),
                charge: .object([
                    "seance": .string(code), "condensat": JSON(before?.description), "signataires": .array(signataires.map { .string($0) }),
                    "presents": .array(seance.presences.filter(\.value).keys.sorted().map { .string($0) }), "quorum": .int(Int64(seance.quorum)),
                    "decisions": .array(
                        try landing.map { item in
                            .object([
                                "eleve": .string(item.eleve), "objet": .string(item.objet), "decision": .string(item.decision),
                                "motif": try ecriture.motif(item.motif, seance: seance, eleve: item.eleve),
                            ])
                        }),
                ]))
            let after = try session.first("SELECT seq, empreinte FROM journal ORDER BY seq DESC LIMIT 1") {
                Condensat(entrees: $0.int(0), empreinte: $0.blob(1))
            }
            return Cloture(
                seance: try Base.seance(code, etats: [.close], in: session),
                condensat: after ?? Condensat(entrees: 0, empreinte: Entree.origine), signataires: signataires, decisions: landing.count)
        }
        if case .fait(let cloture) = reponse { forget(cloture.seance.promotion) }
        return reponse
    }

    /// Corrects a material error in a decision of a closed session: a slip in what was written, not a change of mind. The decision given
    /// prevails over the one that it corrects, which stays readable.
    ///
    /// - Parameters:
    ///   - acte: its author must be the president of the session.
    ///   - motif: what the error was; required.
    public func rectifier(
        _ code: String, eleve: String, objet: String, decision: String, motif: String, par acte: Acte
    ) throws -> Reponse<Seance> {
        let reponse = try write(acte) { ecriture in
            let session = ecriture.session
            let seance = try Base.seance(code, etats: [.close, .publiee], in: session)
            guard acte.acteur == seance.instance.president else {
                throw Refusal(.president, "Seul le président de la séance « \(code) » peut rectifier une erreur matérielle.")
            }
            guard !motif.isEmpty else { throw Refusal(.acte, "Une rectification demande sa raison : dites quelle était l'erreur.") }
            guard let taken = seance.decision(eleve: eleve, objet: objet), taken.decision != Vocabulaire.report else {
                throw Refusal(
                    .decision,
                    "La séance « \(code) » n'a rien décidé sur cet objet pour cet élève : une nouvelle délibération est une nouvelle séance.")
            }
            let proposition = seance.propositions.first { $0.eleve == eleve && $0.objet == objet }
            guard let held = try self.current(seance.promotion, in: session) else {
                throw Refusal(.promotionInconnue, "La base ne contient pas de promotion « \(seance.promotion) ».")
            }
            guard decision != Vocabulaire.report else {
                throw Refusal(.decision, "Une rectification donne une décision : « report » n'en est pas une.")
            }
            _ = try Base.conformite(decision, proposition: proposition, objet: objet, maquette: held.promotion.maquette)
            try ecriture.append(
                .seanceRectifiee, sujet: Sujet.seance(code),
                charge: .object([
                    "seance": .string(code), "eleve": .string(eleve), "objet": .string(objet), "decision": .string(decision),
                    "motif": try ecriture.motif(motif, seance: seance, eleve: eleve),
                ]))
            return try Base.seance(code, etats: [.close, .publiee], in: session)
        }
        if case .fait(let seance) = reponse { forget(seance.promotion) }
        return reponse
    }

    /// What has changed in the promotion since the proposals of a session were frozen: shown to the jury, never taken into its proposals.
    ///
    /// The session's own decisions are not counted among the changes. `nil` when there is no such session, or nothing frozen yet.
    public func faitsChanges(depuisGelDe code: String) throws -> Changements? {
        try store.read { session in
            guard let seance = try Base.seance(code, in: session), let gel = seance.gel,
                var frozen = try Lecture(session, seq: gel.entree).promotion(seance.promotion),
                var now = try Lecture(session).promotion(seance.promotion)
            else { return nil }
            let own = Set(
                try session.all(
                    "SELECT d.depuis FROM decision_arretee d JOIN seance s ON s.id = d.seance_id WHERE s.code = ?", [.text(code)]
                ) { Lecture.firstLine + Int($0.int(0)) })
            for index in now.promotion.dossiers.indices { now.promotion.dossiers[index].decisions.removeAll { own.contains($0.line) } }
            frozen.arretees = frozen.arretees.map { _ in 0 }
            let difference = Difference(from: frozen, to: now.promotion, asFile: false)
            let kept = try ReglementsGardes.current(seance.promotion, in: session)
            return Changements(
                difference, version: try Versions.promotion(seance.promotion, in: session),
                reglement: kept.flatMap { $0.entree > gel.entree ? $0.identifiant : nil })
        }
    }

    /// The promotion on which a session deliberates: the facts as frozen, and the decisions taken so far, so that what a decision leads to
    /// can be judged before it is final. `nil` when there is no such session, or nothing frozen yet.
    public func promotionEnSeance(_ code: String) throws -> Promotion? {
        try store.read { session in
            guard let seance = try Base.seance(code, in: session), let gel = seance.gel,
                var promotion = try Lecture(session, seq: gel.entree).promotion(seance.promotion)?.promotion
            else { return nil }
            var positions: [String: Int] = [:]
            for (index, eleve) in promotion.eleves.enumerated() { positions[eleve.id] = index }
            for decision in seance.decisions where decision.decision != Vocabulaire.report {
                guard let position = positions[decision.eleve] else { continue }
                promotion.dossiers[position].decisions.append(
                    Decision(
                        jury: seance.instance.intitule, date: seance.date, objet: decision.objet, decision: decision.decision,
                        motif: decision.motif ?? "", line: Lecture.firstLine + Int(decision.entree)))
            }
            return promotion
        }
    }
}

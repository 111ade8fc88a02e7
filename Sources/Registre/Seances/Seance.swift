import Valeurs

/// The votes on one decision, where the jury counted them.
public struct Votes: Hashable, Sendable {
    public var pour, contre, abstentions: Int

    public init(pour: Int, contre: Int, abstentions: Int = 0) { (self.pour, self.contre, self.abstentions) = (pour, contre, abstentions) }

    var total: Int { pour + contre + abstentions }
}

/// A decision taken in session.
public struct DecisionPrise: Hashable, Sendable {
    public var eleve, objet, decision: String
    public var conformite: Conformite
    public var enBloc: Bool
    /// The jury's reason; `nil` when it gave none or it was erased.
    public var motif: String?
    public var votes: Votes?
    /// The journal's entry.
    public var entree: Int64
}

/// A material error corrected after a session closed: what prevails over the decision as signed.
public struct Rectification: Hashable, Sendable {
    public var eleve, objet, decision: String
    /// What the error was; `nil` when it was erased.
    public var motif: String?
    public var instant: Instant
    public var entree: Int64
}

/// The hashes of what the proposals rest on, taken when they were frozen.
public struct Gel: Hashable, Sendable {
    public var reglement: String
    /// Of the facts of the promotion as the record held them.
    public var faits: String
    public var programme: String
    /// The journal's entry: facts recorded after it are not in the proposals.
    public var entree: Int64
}

/// A jury session as the record holds it.
public struct Seance: Hashable, Sendable {
    public var code: String
    /// Identifier of the promotion in the record.
    public var promotion: String
    public var instance: Instance
    public var date: CalendarDate
    public var lieu: String
    public var periode: String
    public var session: Int
    /// The session that this one comes back on, if any.
    public var suite: String?
    public var etat: EtatSeance
    /// Members whose presence or absence was noted.
    public var presences: [String: Bool]
    /// In whose place each substitute noted present sits, by identifier.
    public var remplacements: [String: String] = [:]
    /// The freeze on which it decides; the last of ``gels``.
    public var gel: Gel? { gels.last }
    /// Every freeze, oldest first: a session may freeze its proposals again until it takes a decision.
    public var gels: [Gel]
    /// In the order in which they were frozen.
    public var propositions: [PropositionJury]
    /// The decisions that hold, in the order in which they were taken.
    public var decisions: [DecisionPrise]
    /// Errors corrected since it closed, oldest first.
    public var rectifications: [Rectification] = []
    /// The last entry of the journal that concerns the session: what a writer gives as `vu`.
    public var version: Int64

    /// Voting members noted present, a substitute counting for the absent member whose place they take.
    public var votantsPresents: Int {
        instance.membres.count { member in
            member.voix == .deliberative && presences[member.personne] == true
                && (!member.estSuppleant || remplacements[member.personne] != nil)
        }
    }
    /// « 1 votant présent », « 2 votants présents ».
    var presents: String { "\(votantsPresents) \(votantsPresents > 1 ? "votants présents" : "votant présent")" }
    /// Voting members that must be present.
    public var quorum: Int { instance.quorum.minimum(votants: instance.votants.count) }
    public var quorumAtteint: Bool { votantsPresents >= quorum }

    /// Refused when too few voters are present for a decision to be valid.
    func exigeQuorum() throws {
        guard quorumAtteint else {
            throw Refusal(
                .quorum,
                "Le quorum n'est pas atteint : \(presents), \(quorum) requis. Rien n'a été décidé. Notez les présences.")
        }
    }

    /// The decision that holds for one object.
    public func decision(eleve: String, objet: String) -> DecisionPrise? { decisions.last { $0.eleve == eleve && $0.objet == objet } }

    private struct Objet: Hashable { var eleve, objet: String }

    /// Proposals that call for a decision and have none.
    public var sansDecision: [PropositionJury] {
        let decided = Set(decisions.map { Objet(eleve: $0.eleve, objet: $0.objet) })
        return propositions.filter {
            $0.proposition != "en_attente" && $0.proposition != "sans_objet" && !decided.contains(Objet(eleve: $0.eleve, objet: $0.objet))
        }
    }

    /// Decisions on objects of which the règlement proposed nothing to the jury: an UE, a condition, a mark…
    public var decisionsSansProposition: [DecisionPrise] {
        let proposed = Set(propositions.map { Objet(eleve: $0.eleve, objet: $0.objet) })
        return decisions.filter { !proposed.contains(Objet(eleve: $0.eleve, objet: $0.objet)) }
    }
}

extension Base {
    /// A jury session by its identifier; `nil` when there is none.
    public func seance(_ code: String) throws -> Seance? { try store.read { try Base.seance(code, in: $0) } }

    /// The sessions of a promotion, or all, in the order in which they were convened.
    public func seances(promotion: String? = nil) throws -> [Seance] {
        try store.read { session in
            let codes = try session.all("SELECT s.code, p.code FROM seance s JOIN promotion p ON p.id = s.promotion_id ORDER BY s.id") {
                (code: $0.text(0), promotion: $0.text(1))
            }
            return try codes.filter { promotion == nil || $0.promotion == promotion }.compactMap { try Base.seance($0.code, in: session) }
        }
    }

    static func seance(_ code: String, in session: any StoreSession) throws -> Seance? {
        struct Head { var id: Int64, seance: Seance }
        let head = try session.first(
            """
            SELECT s.id, p.code, s.instance, s.intitule, s.date, s.lieu, s.periode, s.session, s.suite, s.president, s.quorum, e.etat, s.objets
            FROM seance s JOIN promotion p ON p.id = s.promotion_id JOIN etat_seance e ON e.seance_id = s.id AND e.jusqua IS NULL
            WHERE s.code = ?
            """, [.text(code)]
        ) { row in
            guard let etat = EtatSeance(rawValue: row.text(11)), let quorum = JSON.parse(row.text(10)) else { throw PayloadError(expected: "seance") }
            let objets = try row.textOrNil(12).map { text in try (JSON.parse(text) ?? .null).array("objets").map { try $0.string() } }
            return Head(
                id: row.int(0),
                seance: Seance(
                    code: code, promotion: row.text(1),
                    instance: Instance(
                        identifiant: row.text(2), intitule: row.text(3), president: row.text(9), membres: [], quorum: try Quorum(quorum),
                        objets: objets ?? []),
                    date: CalendarDate(dayNumber: Int32(clamping: row.int(4))), lieu: row.text(5), periode: row.text(6), session: Int(row.int(7)),
                    suite: row.textOrNil(8), etat: etat, presences: [:], gels: [], propositions: [], decisions: [], version: 0))
        }
        guard let head else { return nil }
        var seance = head.seance
        let id: [SQLValue] = [.int(head.id)]
        seance.version = try Versions.last(Sujet.seance(code), in: session)
        seance.instance.membres = try session.all("SELECT personne, qualite, voix, supplee FROM membre WHERE seance_id = ? ORDER BY rang", id) {
            row in
            let supplee = try row.textOrNil(3).map { text in try (JSON.parse(text) ?? .null).array("supplee").map { try $0.string() } }
            return Membre(
                personne: row.text(0), qualite: row.text(1), voix: Membre.Voix(rawValue: row.text(2)) ?? .consultative, supplee: supplee ?? [])
        }
        try session.query("SELECT personne, presente, remplace FROM presence WHERE seance_id = ? AND jusqua IS NULL", id) {
            seance.presences[$0.text(0)] = $0.int(1) != 0
            seance.remplacements[$0.text(0)] = $0.textOrNil(2)
        }
        seance.gels = try session.all("SELECT reglement, faits, programme, depuis FROM gel WHERE seance_id = ? ORDER BY depuis", id) {
            Gel(reglement: $0.text(0), faits: $0.text(1), programme: $0.text(2), entree: $0.int(3))
        }
        seance.propositions = try session.all(
            """
            SELECT e.code, p.objet, p.texte FROM proposition p JOIN eleve e ON e.id = p.eleve_id
            WHERE p.seance_id = ? AND p.jusqua IS NULL ORDER BY p.rang
            """, id
        ) { row in
            guard let proposition = PropositionJury(eleve: row.text(0), objet: row.text(1), texte: row.text(2))
            else { throw PayloadError(expected: "proposition") }
            return proposition
        }
        seance.decisions = try session.all(
            """
            SELECT e.code, d.objet, d.decision, d.conformite, d.en_bloc, t.contenu, d.pour, d.contre, d.abstentions, d.depuis
            FROM deliberation d JOIN eleve e ON e.id = d.eleve_id LEFT JOIN donnee_personnelle t ON t.ref = d.motif
            WHERE d.seance_id = ? AND d.jusqua IS NULL ORDER BY d.depuis, e.id, d.objet
            """, id
        ) { row in
            let votes = row.isNull(6) ? nil : Votes(pour: Int(row.int(6)), contre: Int(row.int(7)), abstentions: Int(row.int(8)))
            return DecisionPrise(
                eleve: row.text(0), objet: row.text(1), decision: row.text(2), conformite: Conformite(rawValue: row.text(3)) ?? .horsOptions,
                enBloc: row.int(4) != 0, motif: row.textOrNil(5), votes: votes, entree: row.int(9))
        }
        seance.rectifications = try session.all(
            """
            SELECT e.code, d.objet, d.decision, t.contenu, j.instant, d.depuis FROM decision_arretee d JOIN eleve e ON e.id = d.eleve_id
            JOIN journal j ON j.seq = d.depuis LEFT JOIN donnee_personnelle t ON t.ref = d.motif
            WHERE d.seance_id = ? AND d.rectification = 1 ORDER BY d.depuis
            """, id
        ) {
            Rectification(
                eleve: $0.text(0), objet: $0.text(1), decision: $0.text(2), motif: $0.textOrNil(3), instant: Instant(seconds: $0.int(4)),
                entree: $0.int(5))
        }
        return seance
    }

    /// The session, in one of the states that an act needs; refused otherwise.
    static func seance(_ code: String, etats: [EtatSeance], in session: any StoreSession) throws -> Seance {
        guard let seance = try seance(code, in: session) else {
            throw Refusal(.seanceInconnue, "La base ne contient pas de séance « \(code) ».")
        }
        guard etats.contains(seance.etat) else {
            let wanted = etats.map(\.intitule).joined(separator: " ou ")
            throw Refusal(
                .seanceEtat,
                "La séance « \(code) » est dans l'état « \(seance.etat.intitule) » ; cet acte demande : \(wanted)."
                    + (seance.etat == .close || seance.etat == .publiee
                        ? " Après la clôture, seule une erreur matérielle se rectifie ; une autre délibération est une nouvelle séance." : ""))
        }
        return seance
    }
}

import Scolarite

/// A promotion in memory, kept up to date by each write: what judging one élève again needs, at hand in microseconds.
public struct Instantane: Sendable {
    /// Version of the promotion: what a writer gives as `vu`.
    public internal(set) var version: Int64
    public internal(set) var promotion: Promotion
    /// Positions of the élèves in ``promotion``, by identifier.
    public internal(set) var positions: [String: Int]
    var lue: (id: Int64, eleveIDs: [Int64], arretees: [Int])
    /// Last entry of the whole journal that this snapshot has seen.
    var vu: Int64

    init(_ lue: PromotionLue, version: Int64, vu: Int64) {
        self.version = version
        self.vu = vu
        promotion = lue.promotion
        positions = [:]
        for (index, eleve) in lue.promotion.eleves.enumerated() { positions[eleve.id] = index }
        self.lue = (lue.id, lue.eleveIDs, lue.arretees)
    }
}

extension Base {
    /// The promotion as it stands now, from memory when nothing has changed outside this process.
    ///
    /// - Returns: `nil` when the record holds no such promotion.
    public func instantane(_ code: String) throws -> Instantane? { try store.read { try current(code, in: $0) } }

    /// The snapshot that agrees with `session`; read again from the tables only when an entry written elsewhere concerns the promotion.
    func current(_ code: String, in session: any StoreSession) throws -> Instantane? {
        let last = try session.first("SELECT coalesce(max(seq), 0) FROM journal") { $0.int(0) } ?? 0
        if let held = instantanes.withLock({ $0[code] }) {
            if held.vu == last { return held }
            if held.vu < last, try !Base.concerned(code, since: held.vu, in: session) {
                var fresh = held
                fresh.vu = last
                remember(fresh)
                return fresh
            }
        }
        guard let lue = try Lecture(session).promotion(code) else { return nil }
        let fresh = Instantane(lue, version: try Versions.promotion(code, in: session), vu: last)
        remember(fresh)
        return fresh
    }

    /// Keeps a snapshot unless a later one is already there: writers finish in an order that is not that of the journal.
    func remember(_ fresh: Instantane) {
        instantanes.withLock { held in
            let code = fresh.promotion.entete.code
            if let other = held[code], other.vu > fresh.vu { return }
            held[code] = fresh
        }
    }

    /// Whether an entry after `seq` changes the facts of the promotion: one of its own, or a jury's, or an erasure.
    private static func concerned(_ code: String, since seq: Int64, in session: any StoreSession) throws -> Bool {
        let kinds = [Genre.seanceClose, .seanceRectifiee, .effacement]
        let count = try session.first(
            "SELECT count(*) FROM journal WHERE seq > ? AND (sujet = ? OR genre IN (?, ?, ?))",
            [.int(seq), .text(Sujet.promotion(code))] + kinds.map { .text($0.rawValue) }
        ) { $0.int(0) }
        return count != 0
    }
}

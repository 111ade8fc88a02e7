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
    public func instantane(_ code: String) throws -> Instantane? {
        let last = try store.read { try Base.lastSequence($0) }
        if let held = instantanes.withLock({ $0[code] }), held.vu == last { return held }
        return try store.read { session in
            let seen = try Base.lastSequence(session)
            let version = try Versions.promotion(code, in: session)
            if var held = instantanes.withLock({ $0[code] }), held.version == version, try !Base.juryWrote(since: held.vu, code, session) {
                held.vu = seen
                let fresh = held
                instantanes.withLock { $0[code] = fresh }
                return fresh
            }
            guard let lue = try Lecture(session).promotion(code) else { return nil }
            let fresh = Instantane(lue, version: version, vu: seen)
            instantanes.withLock { $0[code] = fresh }
            return fresh
        }
    }

    static func lastSequence(_ session: any StoreSession) throws -> Int64 {
        try session.first("SELECT coalesce(max(seq), 0) FROM journal") { $0.int(0) } ?? 0
    }

    /// Whether a jury closed or rectified something in this promotion, or an identity was erased: entries that are not of its own subject.
    private static func juryWrote(since seq: Int64, _ code: String, _ session: any StoreSession) throws -> Bool {
        let count = try session.first(
            """
            SELECT count(*) FROM journal WHERE seq > ? AND genre IN ('seance_close', 'seance_rectifiee', 'effacement')
            """, [.int(seq)]
        ) { $0.int(0) }
        return count != 0
    }
}

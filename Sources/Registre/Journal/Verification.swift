import Valeurs

/// The state of the journal in one line: whoever keeps it can tell, later, that the journal was cut short or rewritten.
public struct Condensat: Hashable, Sendable, CustomStringConvertible {
    /// How many entries the journal holds.
    public let entrees: Int64
    /// SHA-256 of the last one, 32 bytes, which covers all that precede it.
    public let empreinte: [UInt8]

    public init(entrees: Int64, empreinte: [UInt8]) {
        self.entrees = entrees
        self.empreinte = empreinte
    }

    /// Reads what ``description`` writes; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "sha256", let bytes = Hexadecimal.bytes(String(parts[1])), bytes.count == 32,
            let count = Int64(parts[2]), count >= 0
        else { return nil }
        self.init(entrees: count, empreinte: bytes)
    }

    /// `sha256:<64 hexadecimal digits>:<entries>`
    public var description: String { "sha256:\(Hexadecimal.text(empreinte)):\(entrees)" }
}

/// What the verifier found.
public enum Verification: Hashable, Sendable {
    /// The chain holds, the replay gives the tables, the erasable data is what the journal refers to.
    case intacte(Condensat)
    /// What is wrong first: an entry of the journal, or what was derived from it.
    case rompue(Rupture)

    public var estIntacte: Bool { if case .intacte = self { true } else { false } }
}

/// The first thing that does not hold.
public struct Rupture: Hashable, Sendable, CustomStringConvertible {
    public enum Nature: String, Hashable, Sendable {
        /// The content of the entry is not what its hash covers.
        case contenu
        /// The entry does not follow the one before it.
        case chainage
        /// An entry is missing.
        case manque
        /// The entry cannot be read at all.
        case illisible
        /// The entry cannot be replayed.
        case rejeu
        /// A derived table is not what the journal gives.
        case table
        /// Erasable data is not what the journal refers to.
        case donnee
        /// The bytes of a bundle are not those that the journal names.
        case bundle
        /// The digest kept elsewhere is not of this journal.
        case condensat
        /// The engine finds its own file damaged, where no entry is touched.
        case fichier
    }

    public var nature: Nature
    /// Sequence of the entry; `nil` when no single entry is at fault.
    public var entree: Int64?
    /// Table at fault, if any.
    public var table: String?
    /// In French: what was found, what to do.
    public var message: String

    init(nature: Nature, entree: Int64? = nil, table: String? = nil, message: String) {
        (self.nature, self.entree, self.table, self.message) = (nature, entree, table, message)
    }

    public var description: String { message }
}

extension Base {
    /// The digest of the journal as it stands.
    public func condensat() throws -> Condensat {
        try store.read { session in
            try session.first("SELECT seq, empreinte FROM journal ORDER BY seq DESC LIMIT 1") { Condensat(entrees: $0.int(0), empreinte: $0.blob(1)) }
                ?? Condensat(entrees: 0, empreinte: Entree.origine)
        }
    }

    /// Recomputes the chain, replays the journal into an empty store and compares every derived table, row by row; checks the erasable
    /// data and the bundles against the hashes that the journal holds.
    ///
    /// - Parameters:
    ///   - condensat: a digest kept elsewhere (in a signed PV, say): the journal must still contain it.
    ///   - progres: called as entries are replayed.
    public func verifier(condensat: Condensat? = nil, progres: ((Progression) -> Void)? = nil) throws -> Verification {
        let replay = try SQLiteStore()
        try Schema.prepare(replay)
        let damaged = Verification.rompue(
            Rupture(nature: .fichier, message: "Le fichier de la base est endommagé, hors du journal. Restaurez la dernière sauvegarde."))
        do {
            let found = try store.read { try Verifier(session: $0, replay: replay).run(condensat, progres) }
            guard found.estIntacte else { return found }
            return try store.integrityProblems(complete: true).isEmpty ? found : damaged
        } catch PanneRegistre.endommagee {
            return damaged
        }
    }
}

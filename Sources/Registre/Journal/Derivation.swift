/// Turns each entry of the journal into rows. The same code runs when an entry is written and when the journal is replayed, and it
/// reads nothing but the entry and the rows already derived: that is what makes the replay a proof.
final class Derivation {
    let session: any StoreSession
    private var promotionIDs: [String: Int64] = [:]
    private var eleveIDs: [Int64: [String: Int64]] = [:]
    /// Promotions whose élèves are all in ``eleveIDs``.
    private var loaded: Set<Int64> = []

    init(_ session: any StoreSession) { self.session = session }

    func apply(_ genre: Genre, _ charge: JSON, seq: Int64) throws {
        switch genre {
        case .importation, .saisie: break
        case .entete: try applyEntete(charge, seq)
        case .maquette: try applyMaquette(charge, seq)
        case .eleves: try applyEleves(charge, seq)
        case .elevesRetires: try applyElevesRetires(charge, seq)
        case .ordre: try applyOrdre(charge, seq)
        case .dossiers: try applyDossiers(charge, seq)
        case .notes: try applyNotes(charge, seq)
        case .bundle: try applyBundle(charge, seq)
        case .reglementGarde: try applyReglementGarde(charge, seq)
        case .seanceConvoquee: try applySeanceConvoquee(charge, seq)
        case .seancePresence: try applyPresence(charge, seq)
        case .seanceGelee: try applyGel(charge, seq)
        case .seanceDecision: try applyDecisions(charge, seq)
        case .seanceClose: try applyClose(charge, seq)
        case .seancePubliee, .seanceAnnulee: try applyEtat(genre == .seancePubliee ? .publiee : .annulee, charge, seq)
        case .seanceRectifiee: try applyRectification(charge, seq)
        case .bascule: try applyBascule(charge, seq)
        case .basculeAnnulee: try applyBasculeAnnulee(charge, seq)
        case .effacement: try applyEffacement(charge, seq)
        }
    }

    // MARK: Identifiers, given in the order of the journal so that a replay gives the same ones.

    func nextID(_ table: String) throws -> Int64 {
        try session.first("SELECT coalesce(max(id), 0) + 1 FROM \(table)") { $0.int(0) } ?? 1
    }

    func promotionID(_ code: String) throws -> Int64 {
        if let known = promotionIDs[code] { return known }
        guard let id = try session.first("SELECT id FROM promotion WHERE code = ?", [.text(code)], { $0.int(0) })
        else { throw PayloadError(expected: "known promotion") }
        promotionIDs[code] = id
        return id
    }

    func eleveIDIfKnown(_ code: String, promotion: Int64) throws -> Int64? {
        if let known = eleveIDs[promotion]?[code] { return known }
        guard !loaded.contains(promotion) else { return nil }
        let id = try session.first("SELECT id FROM eleve WHERE promotion_id = ? AND code = ?", [.int(promotion), .text(code)]) { $0.int(0) }
        if let id { eleveIDs[promotion, default: [:]][code] = id }
        return id
    }

    func eleveID(_ code: String, promotion: Int64) throws -> Int64 {
        guard let id = try eleveIDIfKnown(code, promotion: promotion) else { throw PayloadError(expected: "known élève") }
        return id
    }

    /// Reads every élève of the promotion at once: an entry that concerns many must not ask for each.
    func loadEleves(promotion: Int64) throws {
        guard loaded.insert(promotion).inserted else { return }
        var ids: [String: Int64] = [:]
        try session.query("SELECT code, id FROM eleve WHERE promotion_id = ?", [.int(promotion)]) { ids[$0.text(0)] = $0.int(1) }
        eleveIDs[promotion] = ids
    }

    func makeEleve(_ code: String, promotion: Int64, seq: Int64) throws -> Int64 {
        if let known = try eleveIDIfKnown(code, promotion: promotion) { return known }
        let id = try nextID("eleve")
        try session.execute(
            "INSERT INTO eleve (id, promotion_id, code, depuis) VALUES (?, ?, ?, ?)", [.int(id), .int(promotion), .text(code), .int(seq)])
        eleveIDs[promotion, default: [:]][code] = id
        return id
    }

    func makePromotion(_ charge: JSON, seq: Int64) throws -> Int64 {
        let code = try charge["promotion"].string("promotion")
        if let known = promotionIDs[code] { return known }
        if let id = try session.first("SELECT id FROM promotion WHERE code = ?", [.text(code)], { $0.int(0) }) {
            promotionIDs[code] = id
            return id
        }
        let id = try nextID("promotion")
        try session.execute(
            "INSERT INTO promotion (id, code, ecole, nom, annee, cursus, depuis) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .int(id), .text(code), .text(try charge["ecole"].string("ecole")), .text(try charge["nom"].string("nom")),
                .text(try charge["annee"].string("annee")), .text(try charge["cursus"].string("cursus")), .int(seq),
            ])
        promotionIDs[code] = id
        return id
    }

    /// Ends what holds now in `table` for the rows that `condition` names.
    func end(_ table: String, where condition: String, _ arguments: [SQLValue], seq: Int64) throws {
        try session.execute("UPDATE \(table) SET jusqua = ? WHERE \(condition) AND jusqua IS NULL", [.int(seq)] + arguments)
    }
}

/// Rows that hold at a sequence of the journal.
enum Moment {
    /// To put after `WHERE … AND`, with ``arguments(_:)``.
    static func holds(_ alias: String = "") -> String {
        let prefix = alias.isEmpty ? "" : alias + "."
        return "\(prefix)depuis <= ? AND (\(prefix)jusqua IS NULL OR \(prefix)jusqua > ?)"
    }

    static func arguments(_ seq: Int64) -> [SQLValue] { [.int(seq), .int(seq)] }

    /// The present: no sequence is later.
    static let now = Int64.max
}

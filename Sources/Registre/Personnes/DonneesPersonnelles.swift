import Crypto

/// Kinds of erasable data, each with its own retention period. The raw value is stored.
public enum CategorieDonnee: String, CaseIterable, Sendable, Hashable {
    /// Name, birth, national identifier, nationalities, and the columns that a school adds to `eleves.csv`.
    case identite
    /// The reason of an absence, which may be medical.
    case motifAbsence = "motif_absence"
    /// The reason of a jury's decision.
    case motifDecision = "motif_decision"
    /// The reason that a writer gave for a change.
    case raison

    /// In French, for pages and refusals.
    public var intitule: String {
        switch self {
        case .identite: "identité"
        case .motifAbsence: "motifs d'absence"
        case .motifDecision: "motifs de décisions"
        case .raison: "raisons des écritures"
        }
    }
}

/// What can be erased: kept apart from the journal, which holds only a salted hash of each piece.
///
/// Without the salt, erased with the content, the hash says nothing: a name cannot be found again by trying names.
enum DonneesPersonnelles {
    /// Keeps `content` and returns its reference; the reference already given when the same person has the same content.
    static func store(_ content: String, categorie: CategorieDonnee, promotion: String, eleve: String, in session: any StoreSession) throws -> [UInt8]
    {
        let known = try session.first(
            "SELECT ref FROM donnee_personnelle WHERE promotion = ? AND eleve = ? AND categorie = ? AND contenu = ?",
            [.text(promotion), .text(eleve), .text(categorie.rawValue), .text(content)]
        ) { $0.blob(0) }
        if let known { return known }
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let ref = reference(salt: salt, categorie: categorie.rawValue, content: content)
        try session.execute(
            "INSERT INTO donnee_personnelle (ref, promotion, eleve, categorie, sel, contenu) VALUES (?, ?, ?, ?, ?, ?)",
            [.blob(ref), .text(promotion), .text(eleve), .text(categorie.rawValue), .blob(salt), .text(content)])
        return ref
    }

    static func reference(salt: [UInt8], categorie: String, content: String) -> [UInt8] {
        SHA256.bytes(salt + Array(categorie.utf8) + [0] + Array(content.utf8))
    }

    /// Content by reference for one promotion; what was erased is not in it.
    static func contents(promotion: String, in session: any StoreSession) throws -> [[UInt8]: String] {
        var found: [[UInt8]: String] = [:]
        try session.query(
            "SELECT ref, contenu FROM donnee_personnelle WHERE promotion = ? AND contenu IS NOT NULL", [.text(promotion)]
        ) { found[$0.blob(0)] = $0.text(1) }
        return found
    }

    static func content(_ ref: [UInt8], in session: any StoreSession) throws -> String? {
        try session.first("SELECT contenu FROM donnee_personnelle WHERE ref = ?", [.blob(ref)]) { $0.textOrNil(0) } ?? nil
    }
}

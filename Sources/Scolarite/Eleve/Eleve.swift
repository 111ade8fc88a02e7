import Valeurs

/// Under which status an élève follows the cursus (contract, section 1).
public enum Statut: String, Sendable, Hashable, CaseIterable {
    case FISE, FISA, FC, CDP, AUDITEUR, ECHANGE
}

/// An élève as `eleves.csv` describes them. Identity (`ine`, `nom`, `prenom`, `naissance`) is never read by a rule.
public struct Eleve: Sendable, Hashable {
    /// The school's identifier, unique in the promotion.
    public var id: String
    public var ine: String
    public var nom: String
    public var prenom: String
    public var naissance: CalendarDate?
    /// ISO country codes.
    public var nationalites: [String]
    public var francophone: Bool?
    public var statut: Statut
    public var cursus: String
    /// Year of the cursus being judged, from 1.
    public var niveau: Int
    /// `niveau` as the school wrote it (`3A`), for files that are written back.
    public var niveauEcrit: String
    /// Academic year of admission, `2026-2027`.
    public var entree: String
    /// Year of the cursus entered, from 1.
    public var niveauEntree: Int
    public var voie: String
    public var genre: String
    public var boursier: Bool?
    /// Columns beyond the contract's, by name: facts that a bundle may declare under `faits`.
    public var faits: [String: String]

    public init(
        id: String, ine: String = "", nom: String = "", prenom: String = "", naissance: CalendarDate? = nil, nationalites: [String] = [],
        francophone: Bool? = nil, statut: Statut = .FISE, cursus: String = "", niveau: Int = 1, niveauEcrit: String = "", entree: String = "",
        niveauEntree: Int = 1, voie: String = "", genre: String = "", boursier: Bool? = nil, faits: [String: String] = [:]
    ) {
        self.id = id
        self.ine = ine
        self.nom = nom
        self.prenom = prenom
        self.naissance = naissance
        self.nationalites = nationalites
        self.francophone = francophone
        self.statut = statut
        self.cursus = cursus
        self.niveau = niveau
        self.niveauEcrit = niveauEcrit
        self.entree = entree
        self.niveauEntree = niveauEntree
        self.voie = voie
        self.genre = genre
        self.boursier = boursier
        self.faits = faits
    }
}

import Reglement
import Scolarite
import Valeurs

/// A worked example of a bundle: facts, and what the règlement must make of them. Written and read by registrars.
public struct Exemple: Sendable {
    public let id: Texte
    /// Relative to the bundle.
    public let fichier: String
    public let titre: String
    public let article: Texte?
    /// Provisions of the text that the example illustrates.
    public let provisions: [Texte]
    public let promotion: Promotion
    public let attendus: [Attendu]
    /// Columns beyond the contract's that its facts give.
    let colonnes: [Colonne]

    /// A column that a règlement may declare at one of these levels.
    struct Colonne: Sendable {
        let niveaux: [String]
        let nom: Texte
    }

    /// One line of `attendu`: an object of one élève and the fields it must have.
    public struct Attendu: Sendable {
        public let eleve: String
        /// `ue:UE1`, `annee`, `condition:anglais`, `alerte:code`.
        public let objet: Texte
        public let champs: [(nom: String, valeur: Valeur, position: Position)]
    }

    public enum Valeur: Sendable, Hashable {
        case texte(String)
        case liste([String])
    }
}

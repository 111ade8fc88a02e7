/// Where something stands in a file of a règlement, to point at it in a diagnostic.
public struct Position: Hashable, Sendable {
    /// The file, relative to what the person asked for.
    public let fichier: String
    /// From 1.
    public let ligne: Int
    /// From 1, in characters.
    public let colonne: Int

    public init(fichier: String, ligne: Int, colonne: Int) {
        self.fichier = fichier
        self.ligne = ligne
        self.colonne = colonne
    }
}

/// A scalar of a règlement, always text (2.10 is an article, 9.995 a mark), with its place.
public struct Texte: Hashable, Sendable {
    public let valeur: String
    public let position: Position

    public init(_ valeur: String, _ position: Position) {
        self.valeur = valeur
        self.position = position
    }
}

/// A YAML value under `parametres`, whose shape depends on the type of the parameter.
public indirect enum ValeurDeclaree: Hashable, Sendable {
    case texte(Texte)
    case liste([ValeurDeclaree], Position)
    case table([(cle: String, valeur: ValeurDeclaree)], Position)

    public var position: Position {
        switch self {
        case .texte(let texte): texte.position
        case .liste(_, let position), .table(_, let position): position
        }
    }

    public static func == (a: ValeurDeclaree, b: ValeurDeclaree) -> Bool {
        switch (a, b) {
        case (.texte(let x), .texte(let y)): x.valeur == y.valeur
        case (.liste(let x, _), .liste(let y, _)): x == y
        case (.table(let x, _), .table(let y, _)): x.count == y.count && zip(x, y).allSatisfy { $0.cle == $1.cle && $0.valeur == $1.valeur }
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .texte(let texte): hasher.combine(texte.valeur)
        case .liste(let liste, _): hasher.combine(liste)
        case .table(let table, _): for entree in table { hasher.combine(entree.cle); hasher.combine(entree.valeur) }
        }
    }
}

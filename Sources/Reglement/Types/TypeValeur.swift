/// The level of the cursus at which a name is read.
public enum Niveau: Int, Sendable, Hashable, CaseIterable {
    case epreuve, ecue, ue, semestre, eleve, annee

    /// As written in a règlement.
    public var nom: String {
        switch self {
        case .epreuve: "epreuve"
        case .ecue: "ecue"
        case .ue: "ue"
        case .semestre: "semestre"
        case .eleve: "eleve"
        case .annee: "annee"
        }
    }

    public init?(nom: String) {
        guard let found = Niveau.allCases.first(where: { $0.nom == nom }) else { return nil }
        self = found
    }
}

/// The kinds of recorded lines that an élève's dossier holds.
enum Feuille: Int, Sendable, Hashable, CaseIterable {
    case certifications, sejours, stages, absences, engagements, options, procedures, parcours, resultatsPasses, decisions

    var nom: String { self == .resultatsPasses ? "resultats_passes" : String(describing: self) }
}

/// What stands behind a name of entity type.
enum Entite: Hashable, Sendable {
    case niveau(Niveau)
    case feuille(Feuille)
    case cursus
    /// An UE of `cursus.ues`: this year's or an earlier one's.
    case ueCursus
    /// A line of a table parameter, its columns in order.
    case table([String])
}

/// The type of an expression of a règlement. Enumerations are closed: a value outside is an error when the règlement is compiled.
indirect enum TypeValeur: Hashable, Sendable {
    case nombre, booleen, texte, date, duree
    case enumeration([String])
    case entite(Entite)
    case liste(TypeValeur)
    /// `null`, or an empty list's element: fits anything.
    case indetermine

    /// In French, for a diagnostic.
    var nom: String {
        switch self {
        case .nombre: "un nombre"
        case .booleen: "une condition (oui ou non)"
        case .texte: "un texte"
        case .date: "une date"
        case .duree: "une durée"
        case .enumeration(let cas): "l'une des valeurs " + cas.joined(separator: ", ")
        case .entite(.niveau(let niveau)): "un objet de niveau \(niveau.nom)"
        case .entite: "une ligne d'un fichier"
        case .liste(let element): "une liste (\(element.nom))"
        case .indetermine: "une valeur"
        }
    }

    /// Whether values of both types can be compared or stand for one another.
    func accepts(_ other: TypeValeur) -> Bool {
        switch (self, other) {
        case (.indetermine, _), (_, .indetermine): true
        case (.texte, .enumeration), (.enumeration, .texte): true
        case (.enumeration(let a), .enumeration(let b)): !Set(a).isDisjoint(with: b)
        case (.liste(let a), .liste(let b)): a.accepts(b)
        case (.entite(.niveau(.ue)), .entite(.ueCursus)), (.entite(.ueCursus), .entite(.niveau(.ue))): true
        default: self == other
        }
    }

    /// A text, of an enumeration or free.
    var estTexte: Bool {
        switch self {
        case .texte, .enumeration: true
        default: false
        }
    }

    /// The type of a list of both.
    func joined(_ other: TypeValeur) -> TypeValeur {
        switch (self, other) {
        case (.indetermine, _): other
        case (_, .indetermine): self
        case (.enumeration(let a), .enumeration(let b)): .enumeration(a + b.filter { !a.contains($0) })
        case (.enumeration, .texte), (.texte, .enumeration): .texte
        default: self
        }
    }
}

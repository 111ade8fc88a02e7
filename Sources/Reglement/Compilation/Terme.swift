import Valeurs

/// After which session a state is read.
enum Vue: Hashable, Sendable {
    /// The session whose state is being computed.
    case courante
    case s1, s2
}

/// The typed form to which expressions compile: names are slots, fields are known, enumerations are checked.
indirect enum Terme: Hashable, Sendable {
    case constante(Valeur)
    case local(Int)
    case champ(Terme, Champ, Vue)
    /// A column beyond the contract's, as text to be read in the declared type.
    case colonne(Terme, String, TypeValeur)
    case contexte(Contexte)
    /// A result of an object; `propre` is the rule's, otherwise the prevailing one (with the jury's decision).
    case resultat(Terme, Int, Vue, propre: Bool)
    case classement(Terme, Int)
    /// A parameter, for the line of the maquette given where a column of it may prevail.
    case parametre(Int, Terme?)
    case non(Terme)
    case et([Terme])
    case ou([Terme])
    case compare(Comparaison, Terme, Terme)
    case calcul(Operation, Terme, Terme)
    case si(Terme, Terme, Terme)
    case filtre(Terme, slot: Int, Terme)
    case element(Terme, Terme)
    /// `liste.champ`, or `for … return`: the terme evaluated for each element in `slot`.
    case pourChaque(Terme, slot: Int, Terme)
    case quantifie(tous: Bool, Terme, slot: Int, Terme)
    case liste([Terme])
    case fonction(Fonction, [Terme])

    /// The numbers written in its comparisons.
    var nombres: [Rational] {
        switch self {
        case .et(let termes), .ou(let termes): termes.flatMap(\.nombres)
        case .non(let inner): inner.nombres
        case .compare(_, let a, let b): a.nombres + b.nombres
        case .constante(.nombre(let value)): [value]
        default: []
        }
    }

    enum Comparaison: Sendable { case egal, different, inferieur, inferieurOuEgal, superieur, superieurOuEgal }
    enum Operation: Sendable { case plus, moins, fois, divise }
}

enum Contexte: Sendable, Hashable { case session, sessionJugee, periode, date, anneeUniversitaire, finDAnnee }

/// Functions of the expressions: those of FEEL that règlements need, and ours.
enum Fonction: String, Sendable, CaseIterable {
    case count, sum, min, max, mean, abs, floor, ceiling, modulo, contains, concatenate, not, date, duration
    case roundHalfUp = "round half up"
    case roundUp = "round up"
    case roundDown = "round down"
    case listContains = "list contains"
    case startsWith = "starts with"
    case endsWith = "ends with"
    case distinctValues = "distinct values"
    case semaines, jours, cecr, moyenne
    /// Whether the school has set a parameter, for the line of the maquette given where a column of it may prevail.
    case fixe
    case joursOuvrables = "jours_ouvrables"
}

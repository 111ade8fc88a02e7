import Valeurs

/// A value met while a règlement is evaluated.
///
/// `nul` is the absence of a recorded fact (a certificate without a score), never a mark that is awaited: that one is an
/// ``affine`` form over the awaited marks, or a decision that the exploration of possible worlds takes (``Mondes``).
indirect enum Valeur: Hashable, Sendable {
    case nul
    case bool(Bool)
    case nombre(Rational)
    case affine(Affine)
    case texte(String)
    case date(CalendarDate)
    case duree(CalendarDuration)
    case liste([Valeur])
    case objet(Objet)
    case table([Valeur])

    /// Whether the value is the same in every world.
    var estConnue: Bool { if case .affine = self { false } else { true } }
}

/// What an entity value points at, for the élève being judged.
enum Objet: Hashable, Sendable {
    case epreuve(Int), ecue(Int), ue(Int), semestre(Int), eleve, annee, cursus
    /// An earlier attempt, by index in the merged list of `cursus.ues`.
    case passe(Int)
    case ligne(Feuille, Int)

    var index: Int {
        switch self {
        case .epreuve(let i), .ecue(let i), .ue(let i), .semestre(let i), .passe(let i): i
        case .eleve, .annee, .cursus: 0
        case .ligne(_, let i): i
        }
    }
}

/// `base + Σ coefficient × variable`: a quantity that depends on awaited marks, with its correlations kept.
struct Affine: Hashable, Sendable {
    var base: Rational
    /// Sorted by variable, no zero coefficient.
    var termes: [Terme]

    struct Terme: Hashable, Sendable {
        let variable: Int
        let coefficient: Rational
    }

    init(base: Rational, termes: [Terme]) {
        self.base = base
        self.termes = termes
    }

    static func + (a: Affine, b: Affine) -> Affine {
        var termes: [Terme] = []
        var (i, j) = (0, 0)
        while i < a.termes.count || j < b.termes.count {
            if j == b.termes.count || (i < a.termes.count && a.termes[i].variable < b.termes[j].variable) {
                termes.append(a.termes[i])
                i += 1
            } else if i == a.termes.count || b.termes[j].variable < a.termes[i].variable {
                termes.append(b.termes[j])
                j += 1
            } else {
                let sum = a.termes[i].coefficient + b.termes[j].coefficient
                if sum != .zero { termes.append(Terme(variable: a.termes[i].variable, coefficient: sum)) }
                i += 1
                j += 1
            }
        }
        return Affine(base: a.base + b.base, termes: termes)
    }

    func scaled(by factor: Rational) -> Affine {
        factor == .zero
            ? Affine(base: .zero, termes: [])
            : Affine(base: base * factor, termes: termes.map { Terme(variable: $0.variable, coefficient: $0.coefficient * factor) })
    }

    /// A plain number when no variable is left.
    var valeur: Valeur { termes.isEmpty ? .nombre(base) : .affine(self) }
}

extension Valeur {
    /// The value as an affine form; `nil` when it is not a number.
    var forme: Affine? {
        switch self {
        case .nombre(let value): Affine(base: value, termes: [])
        case .affine(let form): form
        default: nil
        }
    }
}

/// Why an evaluation gives no value.
enum Empechement: Error, Hashable {
    /// A result that needs itself.
    case cercle
    /// Two exceptions, two propositions, or two lines of a table apply; or none does.
    case conflit([String])
    case aucuneLigne(String)
    /// A number too large for exact arithmetic, or a division by zero.
    case depassement
    /// The wrong type met at run time, where the checker could not know (a table parameter's cell).
    case type(String)
    /// More possible worlds than the limit.
    case tropDeMondes
    /// An awaited mark under an operation that is not linear.
    case horsFragment
    /// More elements of lists, or results inside one another, than ``LimitesReglement`` allows.
    case tropLong
}

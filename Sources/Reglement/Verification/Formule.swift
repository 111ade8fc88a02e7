/// A condition of a règlement as the static checks see it: comparisons of opaque quantities, joined by and, or, not.
///
/// A quantity that the checks do not look into (a mean, a count, a quantifier) is a variable of its own. Two variables may then take
/// together values that no dossier gives, never the converse: what has no solution here can never happen.
indirect enum Formule {
    case constante(Bool)
    /// A yes-or-no variable; null counts as no, as where rules are evaluated.
    case variable(Int)
    case compare(Terme.Comparaison, Operande, Operande)
    case non(Formule)
    case et([Formule])
    case ou([Formule])

    enum Operande {
        case constante(Valeur)
        case variable(Int)
    }

    /// `nil` while the variables given do not settle it.
    func valeur(_ donnees: [Valeur?]) -> Bool? {
        switch self {
        case .constante(let value): return value
        case .variable(let index): return donnees[index].map { $0 == .bool(true) }
        case .compare(let op, let a, let b):
            guard let x = Formule.lu(a, donnees), let y = Formule.lu(b, donnees) else { return nil }
            return Formule.compare(op, x, y)
        case .non(let inner): return inner.valeur(donnees).map { !$0 }
        case .et(let parts): return Formule.joint(parts, donnees, absorbe: false)
        case .ou(let parts): return Formule.joint(parts, donnees, absorbe: true)
        }
    }

    private static func joint(_ parts: [Formule], _ donnees: [Valeur?], absorbe: Bool) -> Bool? {
        var open = false
        for part in parts {
            switch part.valeur(donnees) {
            case absorbe?: return absorbe
            case nil: open = true
            default: break
            }
        }
        return open ? nil : !absorbe
    }

    private static func lu(_ operande: Operande, _ donnees: [Valeur?]) -> Valeur? {
        switch operande {
        case .constante(let value): value
        case .variable(let index): donnees[index]
        }
    }

    /// The comparison of rules (``Situation/compare(_:_:_:)``), on values that are known.
    static func compare(_ op: Terme.Comparaison, _ a: Valeur, _ b: Valeur) -> Bool {
        func ordered<T: Comparable>(_ x: T, _ y: T) -> Bool {
            switch op {
            case .egal: x == y
            case .different: x != y
            case .inferieur: x < y
            case .inferieurOuEgal: x <= y
            case .superieur: x > y
            case .superieurOuEgal: x >= y
            }
        }
        switch (a, b) {
        case (.nombre(let x), .nombre(let y)): return ordered(x, y)
        case (.texte(let x), .texte(let y)): return ordered(x, y)
        case (.date(let x), .date(let y)): return ordered(x, y)
        case (.duree(let x), .duree(let y)): return ordered(x.months * 31 + x.days, y.months * 31 + y.days)
        default: return op == .egal ? a == b : op == .different ? a != b : false
        }
    }

    /// Calls `body` with each comparison, to learn which variables meet.
    func parcourir(_ body: (Terme.Comparaison, Operande, Operande) -> Void) {
        switch self {
        case .constante, .variable: break
        case .compare(let op, let a, let b): body(op, a, b)
        case .non(let inner): inner.parcourir(body)
        case .et(let parts), .ou(let parts): for part in parts { part.parcourir(body) }
        }
    }

    /// The first variable, in the order of the text, that is not given yet and may settle the formula.
    func premiereLibre(_ donnees: [Valeur?]) -> Int? {
        switch self {
        case .constante: return nil
        case .variable(let index): return donnees[index] == nil ? index : nil
        case .compare(_, let a, let b):
            for case .variable(let index) in [a, b] where donnees[index] == nil { return index }
            return nil
        case .non(let inner): return inner.premiereLibre(donnees)
        case .et(let parts), .ou(let parts):
            for part in parts where part.valeur(donnees) == nil { if let found = part.premiereLibre(donnees) { return found } }
            return nil
        }
    }
}

/// Looks for values that make formulas hold together, branch by branch: a branch stops as soon as one of them cannot hold.
struct Recherche {
    enum Issue {
        case aucune
        /// Only the variables that matter have a value.
        case trouvee([Valeur?])
        /// Too many combinations.
        case limite
    }

    /// Combinations tried before giving up.
    static let limite = 20_000

    let formules: [Formule]
    let domaines: [[Valeur]]
    private var essais = 0
    private var donnees: [Valeur?]

    init(_ formules: [Formule], domaines: [[Valeur]]) {
        self.formules = formules
        self.domaines = domaines
        donnees = Array(repeating: nil, count: domaines.count)
    }

    mutating func issue() -> Issue {
        essais += 1
        if essais > Recherche.limite { return .limite }
        var ouverte: Int?
        for formule in formules {
            switch formule.valeur(donnees) {
            case false?: return .aucune
            case true?: break
            case nil: ouverte = ouverte ?? formule.premiereLibre(donnees)
            }
        }
        guard let variable = ouverte else { return .trouvee(donnees) }
        for value in domaines[variable] {
            donnees[variable] = value
            switch issue() {
            case .aucune: continue
            case let other: return other
            }
        }
        donnees[variable] = nil
        return .aucune
    }
}

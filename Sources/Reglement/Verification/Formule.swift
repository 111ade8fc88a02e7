/// A condition of a règlement as the static checks see it: comparisons of opaque quantities, joined by and, or, not.
///
/// A quantity that the checks do not look into (a mean, a count, a quantifier) is a variable of its own. Two variables may then take
/// together values that no dossier gives, never the converse: what has no solution here can never happen.
indirect enum Formule: Hashable {
    case constante(Bool)
    /// A yes-or-no variable; null counts as no, as where rules are evaluated.
    case variable(Int)
    case compare(Terme.Comparaison, Operande, Operande)
    case non(Formule)
    case et([Formule])
    case ou([Formule])

    enum Operande: Hashable {
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

    /// Calls `body` with each variable that is not given yet and may settle the formula, in the order of the text.
    func libres(_ donnees: [Valeur?], _ body: (Int) -> Void) {
        switch self {
        case .constante: break
        case .variable(let index): if donnees[index] == nil { body(index) }
        case .compare(_, let a, let b):
            if case .variable(let index) = a, donnees[index] == nil { body(index) }
            if case .variable(let index) = b, donnees[index] == nil { body(index) }
        case .non(let inner): inner.libres(donnees, body)
        case .et(let parts), .ou(let parts): for part in parts where part.valeur(donnees) == nil { part.libres(donnees, body) }
        }
    }
}

/// Looks for a way in which formulas hold together.
///
/// Each comparison is first taken as true or false, and the quantities it compares are given values only to see that what was taken
/// so far can be: ten comparisons of two marks are a handful of cases, not the product of all their values.
struct Recherche {
    enum Issue {
        case aucune
        /// Values of the quantities that matter.
        case trouvee([Valeur?])
        /// Too many combinations.
        case limite
    }

    /// Combinations tried before giving up.
    static let limite = 20_000
    /// Values tried for all of these combinations together.
    static let limiteValeurs = 2_000_000

    /// The formulas, with comparisons numbered as variables.
    private let formules: [Formule]
    private let comparaisons: [Formule]
    /// Comparisons of quantities that meet one another, directly or not.
    private let groupe: [Int]
    private let domaines: [[Valeur]]
    private var prises: [Valeur?]
    private var essais = 0
    private var essaisDeValeurs = 0

    init(_ formules: [Formule], domaines: Domaines) {
        var table = Table()
        self.formules = formules.map { table.numbered($0) }
        comparaisons = table.comparaisons
        groupe = comparaisons.map { comparaison in
            switch comparaison {
            case .variable(let index), .compare(_, .variable(let index), _), .compare(_, _, .variable(let index)): domaines.groupes[index]
            default: -1
            }
        }
        self.domaines = domaines.valeurs
        prises = Array(repeating: nil, count: comparaisons.count)
    }

    private struct Table {
        var comparaisons: [Formule] = []
        var index: [Formule: Int] = [:]

        mutating func numbered(_ formule: Formule) -> Formule {
            switch formule {
            case .constante: return formule
            case .non(let inner): return .non(numbered(inner))
            case .et(let parts): return .et(parts.map { numbered($0) })
            case .ou(let parts): return .ou(parts.map { numbered($0) })
            case .variable, .compare:
                if let known = index[formule] { return .variable(known) }
                index[formule] = comparaisons.count
                comparaisons.append(formule)
                return .variable(comparaisons.count - 1)
            }
        }
    }

    mutating func issue() -> Issue {
        essais += 1
        if essais > Recherche.limite { return .limite }
        var best: (libres: Int, prochaine: Int)?
        for formule in formules {
            switch formule.valeur(prises) {
            case false?: return .aucune
            case true?: break
            case nil:
                var (count, first): (Int, Int?) = (0, nil)
                formule.libres(prises) {
                    count += 1; first = first ?? $0
                }
                if let first, best.map({ count < $0.libres }) ?? true { best = (count, first) }
            }
        }
        guard let (_, next) = best else { return .trouvee(valeurs()) }
        for taken in [true, false] {
            prises[next] = .bool(taken)
            switch coherent(groupe[next]) {
            case .aucune: continue
            case .limite: return .limite
            case .trouvee:
                switch issue() {
                case .aucune: continue
                case let other: return other
                }
            }
        }
        prises[next] = nil
        return .aucune
    }

    /// Whether some values make true what was taken as true, and false what was taken as false, in one group.
    private mutating func coherent(_ group: Int) -> Issue {
        var taken: [Formule] = []
        for (place, comparaison) in comparaisons.enumerated() where groupe[place] == group {
            guard let value = prises[place] else { continue }
            taken.append(value == .bool(true) ? comparaison : .non(comparaison))
        }
        var valuation = Valuation(taken, domaines: domaines)
        defer { essaisDeValeurs += valuation.essais }
        return essaisDeValeurs > Recherche.limiteValeurs ? .limite : valuation.issue()
    }

    private mutating func valeurs() -> [Valeur?] {
        var found = [Valeur?](repeating: nil, count: domaines.count)
        for group in Set(groupe) {
            guard case .trouvee(let own) = coherent(group) else { continue }
            for (index, value) in own.enumerated() where value != nil { found[index] = value }
        }
        return found
    }
}

/// Values for which comparisons hold, or do not, all together: variable by variable, a branch left as soon as one of them is wrong.
private struct Valuation {
    private let formules: [Formule]
    private let domaines: [[Valeur]]
    private var donnees: [Valeur?]
    private(set) var essais = 0

    init(_ formules: [Formule], domaines: [[Valeur]]) {
        self.formules = formules
        self.domaines = domaines
        donnees = Array(repeating: nil, count: domaines.count)
    }

    mutating func issue() -> Recherche.Issue {
        essais += 1
        if essais > Recherche.limite { return .limite }
        var next: Int?
        for formule in formules {
            switch formule.valeur(donnees) {
            case false?: return .aucune
            case true?: break
            case nil: formule.libres(donnees) { if next.map({ domaines[$0].count }) ?? .max > domaines[$0].count { next = $0 } }
            }
        }
        guard let next else { return .trouvee(donnees) }
        for value in domaines[next] {
            donnees[next] = value
            switch issue() {
            case .aucune: continue
            case let other: return other
            }
        }
        donnees[next] = nil
        return .aucune
    }
}

import Valeurs

/// What the awaited marks leave to a value.
enum Issue: Hashable {
    /// The same in every possible world.
    case connue(Valeur)
    /// Several values are possible: all of them when they could be listed.
    case attendue([Valeur]?)
    /// The règlement gives none: two rules disagree, a number is too large…
    case empechee(Empechement)

    var valeur: Valeur? { if case .connue(let value) = self { value } else { nil } }

    var texte: String? { if case .connue(.texte(let text)) = self { text } else { nil } }

    /// Whether the value may be this one in some world.
    func permits(_ value: Valeur) -> Bool {
        switch self {
        case .connue(let known): known == value
        case .attendue(let values): values.map { $0.contains(value) } ?? true
        case .empechee: false
        }
    }
}

extension Situation {
    /// Paths followed before results read by others are taken one by one (``Situation/modulaire``), and then before giving up.
    static let limiteGlobale = 160
    static let limiteModulaire = 400
    /// The same while no more than two marks are awaited: their paths are exact, and a few hundred of them end.
    static let limitePaire = 4000

    /// The value of `body` in every possible world: exactly where paths are few, else result by result.
    func issue(complet: Bool = false, _ body: () throws(Empechement) -> Valeur) -> Issue {
        let whole = explore(limite: Situation.limiteGlobale, complet: complet, racine: 0, body)
        guard case .empechee(.tropDeMondes) = whole else { return whole }
        modulaire = true
        defer { modulaire = false }
        let parts = explore(limite: Situation.limiteModulaire, complet: complet, racine: 0, body)
        if case .empechee(.tropDeMondes) = parts { return .attendue(nil) }
        return parts
    }

    /// The awaited marks that the last exploration has weighed.
    var peseesExplorees: Set<Mondes.Cle> { Set(mondes.pesees.compactMap { mondes.cle($0) }) }

    func explore(limite: Int, complet: Bool, racine: Int, _ body: () throws(Empechement) -> Valeur) -> Issue {
        mondes.startExploration()
        var found: [Valeur] = []
        var paths = 0
        repeat {
            paths += 1
            if paths > (mondes.variables.count > 2 ? limite : Swift.max(limite, Situation.limitePaire)) { return .empechee(.tropDeMondes) }
            startPath()
            base = racine
            do throws(Empechement) {
                let value = try body()
                if !found.contains(value) { found.append(value) }
            } catch {
                switch error {
                case .horsFragment: return .attendue(nil)
                default: return .empechee(error)
                }
            }
            if !complet, found.count > 1 { return .attendue(nil) }
        } while mondes.nextPath()
        if found.count == 1, found[0].estConnue { return .connue(found[0]) }
        return .attendue(complet ? found : nil)
    }

    func issue(_ resultat: Int, _ objet: Objet, session: Int, complet: Bool = false) -> Issue {
        issue(complet: complet) { () throws(Empechement) in try self.resultat(resultat, objet, session: session, propre: true) }
    }

    /// The least and the greatest value of a number over the possible worlds; `nil` when it has none, or cannot be bounded.
    func bornes(_ terme: Terme, _ objet: Objet, session: Int) -> (low: Rational, high: Rational)? {
        bornes { () throws(Empechement) in try self.evaluate(terme, objet, session: session) }
    }

    func bornes(_ body: () throws(Empechement) -> Valeur) -> (low: Rational, high: Rational)? {
        let found = issue(complet: true, body)
        let values: [Valeur]
        switch found {
        case .connue(let value): values = [value]
        case .attendue(let all?): values = all
        default: return nil
        }
        var range: (low: Rational, high: Rational)?
        for value in values {
            guard let form = value.forme else { return nil }
            let (low, high) = form.termes.isEmpty ? (form.base, form.base) : mondes.rangeFree(of: form)
            range = range.map { (low < $0.low ? low : $0.low, $0.high < high ? high : $0.high) } ?? (low, high)
        }
        return range
    }
}

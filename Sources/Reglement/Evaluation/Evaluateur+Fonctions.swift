import Scolarite
import Valeurs

extension Situation {
    func appel(_ fonction: Fonction, _ arguments: [Valeur]) throws(Empechement) -> Valeur {
        switch fonction {
        case .count: return .nombre(Rational(items(arguments[0]).count))
        case .sum: return try somme(items(arguments[0]))
        case .mean:
            let values = items(arguments[0]).filter { $0 != .nul }
            guard let total = try somme(values).forme, !values.isEmpty else { return .nul }
            return total.scaled(by: Rational(1, over: Int64(values.count))).valeur
        case .min: return try extreme(arguments.count == 1 ? items(arguments[0]) : arguments, .inferieur)
        case .max: return try extreme(arguments.count == 1 ? items(arguments[0]) : arguments, .superieur)
        case .abs:
            guard let form = arguments[0].forme else { return .nul }
            return try decide(form) ? form.valeur : form.scaled(by: Rational(-1)).valeur
        case .floor, .ceiling, .modulo, .roundHalfUp, .roundUp, .roundDown: return try arrondi(fonction, arguments)
        case .not:
            guard case .bool(let value) = arguments[0] else { return .bool(true) }
            return .bool(!value)
        case .contains, .startsWith, .endsWith:
            guard case .texte(let text) = arguments[0], case .texte(let part) = arguments[1] else { return .bool(false) }
            return .bool(
                fonction == .startsWith ? text.hasPrefix(part) : fonction == .endsWith ? text.hasSuffix(part) : Situation.contient(text, part))
        case .concatenate:
            if case .texte(let a) = arguments[0], case .texte(let b) = arguments[1] {
                try mondes.avance((a.utf8.count + b.utf8.count) / 16)
                return .texte(a + b)
            }
            let all = arguments.flatMap(items)
            try mondes.avance(all.count)
            return .liste(all)
        case .listContains:
            for item in items(arguments[0]) where try compare(.egal, item, arguments[1]) { return .bool(true) }
            return .bool(false)
        case .distinctValues:
            var kept: [Valeur] = []
            for item in items(arguments[0]) where !kept.contains(item) { kept.append(item) }
            return .liste(kept)
        case .semaines:
            guard case .nombre(let minimum) = arguments[1] else { return .nul }
            return .nombre(Rational(semaines(items(arguments[0]), minimum: minimum)))
        case .jours:
            guard case .date(let a) = arguments[0], case .date(let b) = arguments[1] else { return .nul }
            return .nombre(Rational(Int(b.dayNumber - a.dayNumber) + 1))
        case .joursOuvrables:
            guard case .date(let a) = arguments[0], case .date(let b) = arguments[1] else { return .nul }
            // Monday to Friday, after the first day and up to the last: the school's own closing days are its calendar's.
            guard a < b, b.dayNumber - a.dayNumber < 10_000 else { return .nombre(.zero) }
            return .nombre(Rational((1...Int(b.dayNumber - a.dayNumber)).count { a.adding(days: $0).weekday <= 5 }))
        case .cecr:
            guard case .texte(let niveau) = arguments[0], let rank = ["A1", "A2", "B1", "B2", "C1", "C2"].firstIndex(of: niveau) else { return .nul }
            return .nombre(Rational(rank + 1))
        case .moyenne:
            var (sum, weight) = (Affine(base: .zero, termes: []), Rational.zero)
            for (value, poids) in zip(items(arguments[0]), items(arguments[1])) {
                guard let form = value.forme, case .nombre(let w) = poids else { continue }
                sum = sum + form.scaled(by: w)
                weight = weight + w
            }
            return weight == .zero ? .nul : sum.scaled(by: .one / weight).valeur
        case .date, .duration, .fixe: throw .type(fonction.rawValue)
        }
    }

    /// The elements of a list; `null` is an empty one.
    private func items(_ value: Valeur) -> [Valeur] {
        switch value {
        case .liste(let items): items
        case .nul: []
        default: [value]
        }
    }

    private func somme(_ values: [Valeur]) throws(Empechement) -> Valeur {
        var total = Affine(base: .zero, termes: [])
        for value in values { if let form = value.forme { total = total + form } }
        if total.base.isOverflow { throw .depassement }
        return total.valeur
    }

    private func extreme(_ values: [Valeur], _ better: Terme.Comparaison) throws(Empechement) -> Valeur {
        var best: Valeur?
        for value in values where value != .nul {
            guard let known = best else { best = value; continue }
            if try compare(better, value, known) { best = value }
        }
        return best ?? .nul
    }

    /// Roundings are explicit steps. Of an awaited quantity only the bounds are kept, as a variable of its own.
    private func arrondi(_ fonction: Fonction, _ arguments: [Valeur]) throws(Empechement) -> Valeur {
        var places = 0
        if fonction == .roundHalfUp || fonction == .roundUp || fonction == .roundDown {
            guard case .nombre(let value) = arguments[1], value.isInteger, (0...9).contains(value.numerator) else { throw .type(fonction.rawValue) }
            places = Int(value.numerator)
        }
        if case .nombre(let value) = arguments[0] {
            let rounded = Situation.arrondi(fonction, value, places, arguments)
            if rounded.isOverflow { throw .depassement }
            return .nombre(rounded)
        }
        guard case .affine(let form) = arguments[0], fonction != .modulo else { return .nul }
        let (low, high) = mondes.range(of: form)
        depend = true
        let variable = mondes.variable(
            .borne(form, "\(fonction.rawValue)\(places)"), low: Situation.arrondi(fonction, low, places, arguments),
            high: Situation.arrondi(fonction, high, places, arguments),
            entiere: false)
        return Affine(base: .zero, termes: [.init(variable: variable, coefficient: .one)]).valeur
    }

    private static func arrondi(_ fonction: Fonction, _ value: Rational, _ places: Int, _ arguments: [Valeur]) -> Rational {
        let scale = Rational(Int(pow10(places)))
        switch fonction {
        case .floor: return Rational(Int(value.floor))
        case .ceiling: return Rational(Int(value.ceiling))
        case .roundHalfUp: return value.rounded(places: places)
        case .roundUp: return Rational(Int((value * scale).ceiling)) / scale
        case .roundDown: return Rational(Int((value * scale).floor)) / scale
        default:
            guard case .nombre(let divisor) = arguments[1], divisor != .zero else { return .overflow }
            return value - divisor * Rational(Int((value / divisor).floor))
        }
    }

    private static func pow10(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { value, _ in value * 10 } }

    private static func contient(_ text: String, _ part: String) -> Bool {
        guard !part.isEmpty else { return true }
        let (bytes, wanted) = (Array(text.utf8), Array(part.utf8))
        guard wanted.count <= bytes.count else { return false }
        return (0...(bytes.count - wanted.count)).contains { bytes[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    }

    // MARK: - Weeks

    /// Weeks covered by stays or placements of at least `minimum` weeks each, overlaps merged: a stay listed in two files counts once.
    private func semaines(_ items: [Valeur], minimum: Rational) -> Int {
        var undated = 0
        var dated: [(debut: Int32, fin: Int32, semaines: Int)] = []
        for case .objet(.ligne(let feuille, let index)) in items {
            let (debut, fin, given): (CalendarDate?, CalendarDate?, Int?) =
                switch feuille {
                case .sejours: (dossier.sejours[index].debut, dossier.sejours[index].fin, dossier.sejours[index].semaines)
                case .stages: (dossier.stages[index].debut, dossier.stages[index].fin, dossier.stages[index].semaines)
                default: (nil, nil, nil)
                }
            guard let weeks = given ?? Situation.semaines(debut, fin), Rational(weeks) >= minimum else { continue }
            if let debut, let fin, fin >= debut { dated.append((debut.dayNumber, fin.dayNumber, weeks)) } else { undated += weeks }
        }
        dated.sort { ($0.debut, $0.fin) < ($1.debut, $1.fin) }
        var total = undated
        var current: (debut: Int32, fin: Int32, semaines: Int, seule: Bool)?
        func close() {
            guard let period = current else { return }
            total += period.seule ? period.semaines : Int(period.fin - period.debut + 1) / 7
        }
        for stay in dated {
            if let period = current, stay.debut <= period.fin {
                let same = stay.debut == period.debut && stay.fin == period.fin
                current = (period.debut, Swift.max(period.fin, stay.fin), Swift.max(period.semaines, stay.semaines), period.seule && same)
            } else {
                close()
                current = (stay.debut, stay.fin, stay.semaines, true)
            }
        }
        close()
        return total
    }
}

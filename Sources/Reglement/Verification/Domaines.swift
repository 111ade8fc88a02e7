import Scolarite
import Valeurs

/// The values worth trying for each variable: where one side of a comparison becomes the other, and between.
struct Domaines {
    /// A text that no rule names.
    static let autre = "…"

    let valeurs: [[Valeur]]
    /// Quantities compared with one another, directly or not, bear the same number.
    let groupes: [Int]
    /// Whether the values tried stand for all: false where too many quantities are compared with one another.
    let complets: Bool

    init(_ traduction: Traduction, _ formules: [Formule]) {
        let variables = traduction.variables
        var groupes = Groupes(count: variables.count)
        var constantes: [Int: [Valeur]] = [:]
        for formule in formules {
            formule.parcourir { _, a, b in
                switch (a, b) {
                case (.variable(let x), .variable(let y)): groupes.join(x, y)
                case (.variable(let x), .constante(let value)), (.constante(let value), .variable(let x)): constantes[x, default: []].append(value)
                case (.constante, .constante): break
                }
            }
        }
        var membres: [Int: [Int]] = [:]
        for index in variables.indices { membres[groupes.root(index), default: []].append(index) }
        var valeurs = [[Valeur]](repeating: [], count: variables.count)
        var complets = true
        for (_, group) in membres.sorted(by: { $0.key < $1.key }) {
            let met = group.flatMap { constantes[$0] ?? [] } + group.flatMap { Domaines.bornes(of: variables[$0], traduction) }
            if group.count > 8 { complets = false }
            let type = group.map { variables[$0].type }.first { $0 != .indetermine } ?? .indetermine
            let compte = group.contains { Domaines.entier(variables[$0].terme, traduction.programme) }
            for index in group { valeurs[index] = Domaines.valeurs(variables[index], type, met, group.count, compte: compte, traduction) }
        }
        self.valeurs = valeurs
        self.groupes = variables.indices.map { groupes.root($0) }
        self.complets = complets
    }

    private struct Groupes {
        var parent: [Int]
        init(count: Int) { parent = Array(0..<count) }
        mutating func root(_ index: Int) -> Int {
            if parent[index] != index { parent[index] = root(parent[index]) }
            return parent[index]
        }
        mutating func join(_ a: Int, _ b: Int) { parent[root(a)] = root(b) }
    }

    /// Values that a quantity cannot cross, to be tried with the constants it meets.
    private static func bornes(of variable: Traduction.Variable, _ traduction: Traduction) -> [Valeur] {
        switch variable.terme {
        case .parametre(let index, _):
            let parametre = traduction.programme.parametres[index]
            return [parametre.constante].compactMap { $0 } + parametre.cas.map(\.valeur) + parametre.dates.map(\.valeur)
        case .contexte(.session), .contexte(.sessionJugee): return [.nombre(.one), .nombre(Rational(2))]
        default: return []
        }
    }

    private static func valeurs(
        _ variable: Traduction.Variable, _ shared: TypeValeur, _ met: [Valeur], _ count: Int, compte: Bool, _ traduction: Traduction
    ) -> [Valeur] {
        var found: [Valeur]
        // A column of a table of parameters has the type of what it is compared with.
        switch variable.type == .indetermine ? shared : variable.type {
        case .booleen: found = [.bool(true), .bool(false)]
        case .enumeration(let connus):
            // A school may have words of its own.
            var cas = connus
            if Schema.ouvertes.contains(connus) { for case .texte(let mot) in met where !cas.contains(mot) { cas.append(mot) } }
            // Cases that no rule names stand for one another.
            let nommes = cas.filter { met.contains(.texte($0)) }
            found = (count == 1 ? nommes + cas.filter { !nommes.contains($0) }.prefix(1) : cas).map { .texte($0) }
        case .texte:
            found = []
            for case .texte(let text) in met where !found.contains(.texte(text)) { found.append(.texte(text)) }
            for place in 0..<min(count, 8) { found.append(.texte(String(repeating: autre, count: place + 1))) }
        case .nombre:
            let numbers = met.compactMap { if case .nombre(let value) = $0 { value } else { nil } }
            let whole = entiers(numbers, count)
            // Beside a count, a number that need not be whole takes the same values, and others.
            let candidates =
                entier(variable.terme, traduction.programme) ? whole : compte ? Set(reels(numbers, count) + whole).sorted() : reels(numbers, count)
            found = candidates.filter { admissible($0, variable.terme, traduction) }.map { .nombre($0) }
        case .date:
            let days = Set(met.compactMap { if case .date(let value) = $0 { value.dayNumber } else { nil } })
            let near = Set(days.flatMap { day in (-count...count).map { day + Int32($0) } })
            found = (near.isEmpty ? Array(Int32(20_000)..<Int32(20_000 + count)) : near.sorted()).map { .date(CalendarDate(dayNumber: $0)) }
        case .duree:
            let durees = met.compactMap { if case .duree(let value) = $0 { value } else { nil } }
            found = durees.flatMap {
                [$0, CalendarDuration(months: $0.months, days: $0.days + 1), CalendarDuration(months: $0.months, days: $0.days - 1)]
            }.map { .duree($0) }
            if found.isEmpty { found = [.duree(CalendarDuration(months: 1, days: 0))] }
        case .liste: found = [.liste([]), .liste([.texte(autre)])]
        case .entite, .indetermine:
            found = []
            for value in met where value != .nul && !found.contains(value) { found.append(value) }
            found.append(.texte(autre))
        }
        if variable.nullable { found.append(.nul) }
        return found
    }

    /// What a fact stands for; the term itself otherwise.
    private static func definition(_ terme: Terme, _ programme: Programme) -> Terme {
        guard case .resultat(_, let index, _, _) = terme, programme.resultats[index].regle == nil,
            case .formule(let body) = programme.resultats[index].forme
        else { return terme }
        return body
    }

    /// Quantities that count things.
    private static func entier(_ terme: Terme, _ programme: Programme) -> Bool {
        switch definition(terme, programme) {
        case .contexte(.session), .contexte(.sessionJugee), .contexte(.finDAnnee), .fonction(.count, _), .fonction(.jours, _),
            .fonction(.joursOuvrables, _), .fonction(.cecr, _):
            true
        case .champ(_, let champ, _): [.niveau, .niveauEntree, .anneeEntree, .sessionValidation].contains(champ)
        default: false
        }
    }

    private static func entiers(_ met: [Rational], _ count: Int) -> [Rational] {
        var values: Set<Rational> = [.zero, .one]
        for one in met where !one.isOverflow {
            let floor = Rational(Int(one.floor))
            for offset in -count...(count + 1) { values.insert(floor + Rational(offset)) }
        }
        return values.sorted()
    }

    /// Each constant, and points on both sides of it: one for each quantity compared, so that all their orders are tried.
    private static func reels(_ met: [Rational], _ count: Int) -> [Rational] {
        let cuts = Array(Set(met.filter { !$0.isOverflow })).sorted()
        guard let first = cuts.first, let last = cuts.last else { return (0...min(count, 8)).map { Rational(10 + $0) } }
        let points = min(count, 8)
        var values: [Rational] = (1...points).reversed().map { first - Rational($0) }
        for (index, cut) in cuts.enumerated() {
            values.append(cut)
            guard index + 1 < cuts.count else { break }
            let step = (cuts[index + 1] - cut) / Rational(points + 1)
            for place in 1...points { values.append(cut + step * Rational(place)) }
        }
        return values + (1...points).map { last + Rational($0) }
    }

    /// Whether the engine may give that value to that quantity.
    private static func admissible(_ value: Rational, _ terme: Terme, _ traduction: Traduction) -> Bool {
        switch definition(terme, traduction.programme) {
        case .contexte(.session), .contexte(.sessionJugee): return value == .one || value == Rational(2)
        case .champ(_, .niveau, _), .champ(_, .niveauEntree, _):
            return value >= .one && traduction.programme.declaration.niveaux.map { value <= Rational($0) } ?? true
        case .champ, .fonction(.count, _), .fonction(.semaines, _), .fonction(.cecr, _), .classement: return value >= .zero
        case .resultat(_, let index, _, _):
            if case .moyenne = traduction.programme.resultats[index].forme { return value >= .zero }
            return true
        case .parametre(let index, _):
            let parametre = traduction.programme.parametres[index]
            if traduction.parametresLibres { return true }
            let declared = ([parametre.constante].compactMap { $0 } + parametre.cas.map(\.valeur) + parametre.dates.map(\.valeur)).contains(
                .nombre(value))
            if declared { return true }
            guard parametre.maquette != nil || parametre.declaration.fixePar != nil else { return false }
            guard let borne = parametre.borne else { return value >= .zero }
            let lecture = Traduction(traduction.programme, niveau: .ecue)
            let test = lecture.formule(borne.transforme { $0 == .local(0) ? .constante(.nombre(value)) : $0 })
            return value >= .zero && (!lecture.variables.isEmpty || test.valeur([]) != false)
        default: return true
        }
    }
}

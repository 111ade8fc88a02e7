import Valeurs

/// The rankings of a promotion: a barrier between what each élève's own facts give and what depends on the others.
struct Classements {
    /// What is known of one place: `nil` while awaited marks, the élève's or their rivals', leave it open.
    struct Place {
        var rang: Int?
        var grade: String?
        /// Not ranked, for certain.
        var hors: Bool
    }

    private struct Candidat {
        let eleve: Int
        let certain: Bool
        /// Whether they were already ranked after the first session; `nil` while that is open. Read by frozen rankings only.
        let initial: Bool?
        /// Bounds of each criterion, turned so that greater is better.
        let low: [Rational]
        let high: [Rational]
        var exact: Bool { certain && low == high }
    }

    private struct Groupe: Hashable {
        let objet: Int
        let cles: [Valeur]
    }

    /// By ranking, then object, then élève.
    private var places: [[[Int: Place]]]

    init(cadre: Cadre, situation: Situation) {
        let maquette = cadre.promotion.maquette
        let programme = cadre.programme
        places = programme.classements.map { Array(repeating: [:], count: Cadre.nombre($0.niveau, maquette)) }
        guard !programme.classements.isEmpty else { return }
        var groupes = programme.classements.map { _ in [Groupe: [Candidat]]() }
        for eleve in cadre.promotion.eleves.indices where cadre.promotion.eleves[eleve].statut != .AUDITEUR {
            situation.load(eleve)
            for (index, classement) in programme.classements.enumerated() {
                for objet in Classements.objets(classement.niveau, situation, cadre) {
                    guard let (groupe, candidat) = Classements.candidat(classement, objet, eleve, situation, cadre) else {
                        places[index][objet.index][eleve] = Place(rang: nil, grade: nil, hors: true)
                        continue
                    }
                    groupes[index][groupe, default: []].append(candidat)
                }
            }
        }
        for (index, classement) in programme.classements.enumerated() {
            for (groupe, candidats) in groupes[index] { rank(index, classement, groupe.objet, candidats) }
        }
    }

    func place(_ classement: Int, _ objet: Int, _ eleve: Int) -> Place? { places[classement][objet][eleve] }

    private static func objets(_ niveau: Niveau, _ situation: Situation, _ cadre: Cadre) -> [Objet] {
        switch niveau {
        case .ue: situation.uesSuivies.map { .ue($0) }
        case .ecue: situation.uesSuivies.flatMap { cadre.promotion.maquette.ues[$0].ecues }.map { .ecue($0) }
        case .semestre: cadre.promotion.maquette.semestres.indices.map { .semestre($0) }
        default: [.annee]
        }
    }

    /// `nil` when the élève is certainly not ranked there.
    private static func candidat(_ classement: ClassementCompile, _ objet: Objet, _ eleve: Int, _ situation: Situation, _ cadre: Cadre) -> (Groupe, Candidat)? {
        if let actif = classement.actifSi {
            guard situation.issue({ () throws(Empechement) in .bool(try situation.holds(actif, .annee, session: cadre.sessionJugee)) }).valeur == .bool(true) else { return nil }
        }
        let session = cadre.sessionJugee
        let member = situation.issue { () throws(Empechement) in .bool(try situation.holds(classement.parmi, objet, session: session)) }
        if member.valeur == .bool(false) { return nil }
        if case .empechee = member { return nil }
        var (low, high): ([Rational], [Rational]) = ([], [])
        for critere in classement.ordre {
            let found = situation.bornes(critere.terme, objet, session: session)
            let range = found ?? (Rational(-1_000_000), Rational(1_000_000))
            low.append(critere.decroissant ? range.low : -range.high)
            high.append(critere.decroissant ? range.high : -range.low)
        }
        let cles = classement.groupe.map { terme in situation.issue { () throws(Empechement) in try situation.evaluate(terme, objet, session: session) }.valeur ?? .nul }
        var initial: Bool? = true
        if classement.fige, session == 2 {
            let before = situation.issue { () throws(Empechement) in .bool(try situation.holds(classement.parmi, objet, session: 1)) }
            initial = if case .connue(.bool(let value)) = before { value } else { nil }
        }
        return (
            Groupe(objet: objet.index, cles: cles), Candidat(eleve: eleve, certain: member.valeur == .bool(true), initial: initial, low: low, high: high)
        )
    }

    private static func isBetter(_ a: [Rational], _ b: [Rational]) -> Bool {
        for (x, y) in zip(a, b) where x != y { return x > y }
        return false
    }

    private mutating func rank(_ index: Int, _ classement: ClassementCompile, _ objet: Int, _ candidats: [Candidat]) {
        let certains = candidats.filter(\.exact).sorted { Classements.isBetter($0.low, $1.low) }
        let flous = candidats.filter { !$0.exact }
        let least = candidats.count { $0.certain }
        if classement.fige {
            frozen(index, classement, objet, certains, flous)
            return
        }
        var position = 0
        for (offset, candidat) in certains.enumerated() {
            if offset == 0 || Classements.isBetter(certains[offset - 1].low, candidat.low) { position = offset + 1 }
            let ahead = flous.count { $0.certain && Classements.isBetter($0.low, candidat.low) }
            let maybe = flous.count { Classements.isBetter($0.high, candidat.low) }
            settle(index, classement, objet, candidat.eleve, ranks: (position + ahead)...(position + Swift.max(ahead, maybe)), total: least...candidats.count)
        }
        for candidat in flous {
            guard candidat.certain else {
                places[index][objet][candidat.eleve] = Place(rang: nil, grade: nil, hors: false)
                continue
            }
            let others = candidats.filter { $0.eleve != candidat.eleve }
            let ahead = others.count { $0.certain && Classements.isBetter($0.low, candidat.high) }
            let maybe = others.count { Classements.isBetter($0.high, candidat.low) }
            settle(index, classement, objet, candidat.eleve, ranks: (1 + ahead)...(1 + Swift.max(ahead, maybe)), total: least...candidats.count)
        }
    }

    private mutating func settle(_ index: Int, _ classement: ClassementCompile, _ objet: Int, _ eleve: Int, ranks: ClosedRange<Int>, total: ClosedRange<Int>) {
        var place = Place(rang: ranks.count == 1 ? ranks.lowerBound : nil, grade: nil, hors: false)
        if !classement.parts.isEmpty {
            let best = Classements.grade(rank: ranks.lowerBound, of: total.upperBound, classement.parts)
            if best == Classements.grade(rank: ranks.upperBound, of: total.lowerBound, classement.parts) { place.grade = best }
        }
        places[index][objet][eleve] = place
    }

    /// The slice in which a rank falls: cumulative counts rounded to the nearest, halves up (contract, section 5).
    static func grade(rank: Int, of total: Int, _ parts: [(grade: String, pourcent: Rational)]) -> String? {
        var cumul = Rational.zero
        for part in parts {
            cumul = cumul + part.pourcent
            let count = (Rational(total) * cumul / Rational(100) + Rational(1, over: 2)).floor
            if rank <= Int(count) { return part.grade }
        }
        return parts.last?.grade
    }

    /// The ranking of those of the first session stands; the others take the grade of the slice in which their mark falls.
    private mutating func frozen(_ index: Int, _ classement: ClassementCompile, _ objet: Int, _ certains: [Candidat], _ flous: [Candidat]) {
        let initial = certains.filter { $0.initial == true }
        let initialPossible = flous.filter { $0.initial != false } + certains.filter { $0.initial == nil }
        var least: [(grade: String, mark: [Rational])] = []
        var position = 0
        for (offset, candidat) in initial.enumerated() {
            if offset == 0 || Classements.isBetter(initial[offset - 1].low, candidat.low) { position = offset + 1 }
            let ahead = initialPossible.count { $0.certain && Classements.isBetter($0.low, candidat.low) }
            let maybe = initialPossible.count { Classements.isBetter($0.high, candidat.low) }
            let total = initial.count + initialPossible.count { $0.certain }
            settle(index, classement, objet, candidat.eleve, ranks: (position + ahead)...(position + Swift.max(ahead, maybe)), total: total...(initial.count + initialPossible.count))
            if let grade = places[index][objet][candidat.eleve]?.grade {
                let mark = candidat.low
                if let known = least.firstIndex(where: { $0.grade == grade }) { least[known].mark = mark } else { least.append((grade, mark)) }
            }
        }
        for candidat in certains where candidat.initial != true {
            var place = Place(rang: nil, grade: nil, hors: false)
            if initialPossible.isEmpty {
                let mark = candidat.low
                place.grade = least.first { !Classements.isBetter($0.mark, mark) }?.grade ?? (least.isEmpty ? classement.parts.last?.grade : least.last?.grade)
                if least.last.map({ Classements.isBetter($0.mark, mark) }) == true { place.grade = classement.parts.last?.grade }
            }
            places[index][objet][candidat.eleve] = place
        }
        for candidat in flous { if places[index][objet][candidat.eleve] == nil { places[index][objet][candidat.eleve] = Place(rang: nil, grade: nil, hors: false) } }
    }
}

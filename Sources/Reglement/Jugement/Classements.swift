import Valeurs

/// The rankings of a promotion: a barrier between what each élève's own facts give and what depends on the others.
struct Classements {
    /// What is known of one place: `nil` while awaited marks, the élève's or their rivals', leave it open.
    struct Place: Equatable {
        var rang: Int?
        var grade: String?
        /// Not ranked, for certain.
        var hors: Bool
    }

    private struct Candidat: Equatable {
        let eleve: Int
        let certain: Bool
        /// Bounds of each criterion, turned so that greater is better.
        let low: [Rational]
        let high: [Rational]
        var exact: Bool { certain && low == high }
    }

    /// Those who are compared with one another: the same ranking, the same object, the same values of `groupe`.
    private struct Groupe: Hashable {
        let classement: Int
        let objet: Int
        let cles: [Valeur]
    }

    /// Who is or may be ranked in a group, the best first. `initiaux` is the state of the first session, for frozen rankings.
    private struct Liste {
        var candidats: [Candidat] = []
        var initiaux: [Candidat] = []
    }

    /// What one élève is in one ranking: a candidate, or certainly not ranked.
    private struct Entree {
        let classement: Int
        let objet: Int
        var candidat: (groupe: Groupe, candidat: Candidat)?
        var initial: (groupe: Groupe, candidat: Candidat)?
    }

    /// By ranking, then object, then élève.
    private var places: [[[Place?]]]
    private var listes: [Groupe: Liste] = [:]
    /// The places that ``update(_:cadre:situation:)`` has written over, as they were before it.
    private var anciennes: [Siege: Place?] = [:]

    private var suivi = false

    private struct Siege: Hashable {
        let classement: Int
        let objet: Int
        let eleve: Int
    }

    init(cadre: Cadre, situation: Situation) {
        let programme = cadre.programme
        let nobody = [Place?](repeating: nil, count: cadre.promotion.eleves.count)
        places = programme.classements.map { Array(repeating: nobody, count: Cadre.nombre($0.niveau, cadre.promotion.maquette)) }
        guard !programme.classements.isEmpty else { return }
        for eleve in cadre.promotion.eleves.indices {
            for entree in Classements.entrees(eleve, cadre, situation) {
                if let (groupe, candidat) = entree.candidat {
                    listes[groupe, default: Liste()].candidats.append(candidat)
                } else {
                    put(Place(rang: nil, grade: nil, hors: true), entree.classement, entree.objet, eleve)
                }
                if let (groupe, candidat) = entree.initial { listes[groupe, default: Liste()].initiaux.append(candidat) }
            }
        }
        for groupe in Array(listes.keys) {
            listes[groupe]?.candidats.sort { Classements.isBetter($0.low, $1.low) }
            listes[groupe]?.initiaux.sort { Classements.isBetter($0.low, $1.low) }
            rank(groupe, cadre)
        }
    }

    /// Judges an élève's places again after a fact of theirs has changed; returns the others whose place moved.
    ///
    /// Only the groups where the élève is compared by something else than before are ranked again.
    mutating func update(_ eleve: Int, cadre: Cadre, situation: Situation) -> Set<Int> {
        (anciennes, suivi) = ([:], true)
        let entrees = Classements.entrees(eleve, cadre, situation)
        var wanted: [Groupe: Liste] = [:]
        for (index, objets) in places.enumerated() {
            for objet in objets.indices {
                let entree = entrees.first { $0.classement == index && $0.objet == objet }
                if entree?.candidat == nil { put(entree.map { _ in Place(rang: nil, grade: nil, hors: true) }, index, objet, eleve) }
                if let (groupe, candidat) = entree?.candidat { wanted[groupe, default: Liste()].candidats = [candidat] }
                if let (groupe, candidat) = entree?.initial { wanted[groupe, default: Liste()].initiaux = [candidat] }
            }
        }
        for groupe in Set(listes.keys).union(wanted.keys) {
            var liste = listes[groupe] ?? Liste()
            let new = wanted[groupe] ?? Liste()
            let moved = Classements.replace(eleve, in: &liste.candidats, by: new.candidats.first)
            guard Classements.replace(eleve, in: &liste.initiaux, by: new.initiaux.first) || moved else { continue }
            listes[groupe] = liste
            rank(groupe, cadre)
        }
        return Set(
            anciennes.compactMap { siege, former in
                siege.eleve != eleve && place(siege.classement, siege.objet, siege.eleve) != former ? siege.eleve : nil
            })
    }

    /// Puts an élève where they now stand among the candidates; false when nothing changes.
    private static func replace(_ eleve: Int, in candidats: inout [Candidat], by new: Candidat?) -> Bool {
        let former = candidats.firstIndex { $0.eleve == eleve }
        if former.map({ candidats[$0] }) == new { return false }
        if let former { candidats.remove(at: former) }
        if let new {
            let next = candidats.firstIndex { isBetter(new.low, $0.low) } ?? candidats.endIndex
            candidats.insert(new, at: next)
        }
        return true
    }

    /// What an élève is in each ranking.
    private static func entrees(_ eleve: Int, _ cadre: Cadre, _ situation: Situation) -> [Entree] {
        guard cadre.promotion.eleves[eleve].statut != .AUDITEUR else { return [] }
        situation.load(eleve)
        var entrees: [Entree] = []
        let session = cadre.sessionJugee
        for (index, classement) in cadre.programme.classements.enumerated() {
            for objet in objets(classement.niveau, situation, cadre) {
                var entree = Entree(classement: index, objet: objet.index)
                if classement.fige, session == 2 { entree.initial = candidat(index, classement, objet, eleve, situation, session: 1) }
                entree.candidat = candidat(index, classement, objet, eleve, situation, session: session)
                entrees.append(entree)
            }
        }
        return entrees
    }

    private mutating func rank(_ groupe: Groupe, _ cadre: Cadre) {
        let classement = cadre.programme.classements[groupe.classement]
        let liste = listes[groupe] ?? Liste()
        if classement.fige, cadre.sessionJugee == 2 {
            place(liste.candidats, amongst: liste.initiaux, groupe, classement)
        } else {
            rank(groupe, classement, liste.candidats)
        }
    }

    private mutating func put(_ place: Place?, _ classement: Int, _ objet: Int, _ eleve: Int) {
        let former = places[classement][objet][eleve]
        guard former != place else { return }
        places[classement][objet][eleve] = place
        let siege = Siege(classement: classement, objet: objet, eleve: eleve)
        // A frozen ranking is written twice, first as it was after the first session: the oldest place is the one to compare with.
        if suivi, anciennes[siege] == nil { anciennes[siege] = .some(former) }
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
    private static func candidat(
        _ index: Int, _ classement: ClassementCompile, _ objet: Objet, _ eleve: Int, _ situation: Situation, session: Int
    ) -> (groupe: Groupe, candidat: Candidat)? {
        if let actif = classement.actifSi {
            guard situation.issue({ () throws(Empechement) in .bool(try situation.holds(actif, .annee, session: session)) }).valeur == .bool(true)
            else { return nil }
        }
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
        let cles = classement.groupe.map { terme in
            situation.issue { () throws(Empechement) in try situation.evaluate(terme, objet, session: session) }.valeur ?? .nul
        }
        return (
            Groupe(classement: index, objet: objet.index, cles: cles),
            Candidat(eleve: eleve, certain: member.valeur == .bool(true), low: low, high: high)
        )
    }

    private static func isBetter(_ a: [Rational], _ b: [Rational]) -> Bool {
        for (x, y) in zip(a, b) where x != y { return x > y }
        return false
    }

    /// Ranks the candidates of a group, the best first: exactly those whose criteria are known, the others as far as bounds allow.
    private mutating func rank(_ groupe: Groupe, _ classement: ClassementCompile, _ candidats: [Candidat]) {
        let flous = candidats.filter { !$0.exact }
        let totals = candidats.count(where: \.certain)...candidats.count
        let tranches = Tranches(classement.parts, totals: totals)
        var previous: [Rational] = []
        var (position, offset) = (0, 0)
        for candidat in candidats where candidat.exact {
            offset += 1
            if offset == 1 || Classements.isBetter(previous, candidat.low) { position = offset }
            previous = candidat.low
            let ahead = flous.count { $0.certain && Classements.isBetter($0.low, candidat.low) }
            let maybe = flous.count { Classements.isBetter($0.high, candidat.low) }
            settle(candidat, groupe, ranks: (position + ahead)...(position + Swift.max(ahead, maybe)), tranches)
        }
        for candidat in flous {
            guard candidat.certain else {
                put(Place(rang: nil, grade: nil, hors: false), groupe.classement, groupe.objet, candidat.eleve)
                continue
            }
            let ahead = candidats.count { $0.eleve != candidat.eleve && $0.certain && Classements.isBetter($0.low, candidat.high) }
            let maybe = candidats.count { $0.eleve != candidat.eleve && Classements.isBetter($0.high, candidat.low) }
            settle(candidat, groupe, ranks: (1 + ahead)...(1 + Swift.max(ahead, maybe)), tranches)
        }
    }

    private mutating func settle(_ candidat: Candidat, _ groupe: Groupe, ranks: ClosedRange<Int>, _ tranches: Tranches) {
        let place = Place(rang: ranks.count == 1 ? ranks.lowerBound : nil, grade: tranches.grade(ranks), hors: false)
        put(place, groupe.classement, groupe.objet, candidat.eleve)
    }

    /// The slices of a statistical grade, for as many ranked as is known.
    private struct Tranches {
        private let grades: [String]
        /// How many ranks reach each slice, were the ranked the fewest and the most that they may be.
        private let fewest: [Int]
        private let most: [Int]

        init(_ parts: [(grade: String, pourcent: Rational)], totals: ClosedRange<Int>) {
            grades = parts.map(\.grade)
            most = Tranches.counts(parts, totals.upperBound)
            fewest = totals.count == 1 ? most : Tranches.counts(parts, totals.lowerBound)
        }

        /// Cumulative counts rounded to the nearest, halves up (contract, section 5).
        private static func counts(_ parts: [(grade: String, pourcent: Rational)], _ total: Int) -> [Int] {
            var cumul = Rational.zero
            return parts.map { part in
                cumul = cumul + part.pourcent
                return Int((Rational(total) * cumul / Rational(100) + Rational(1, over: 2)).floor)
            }
        }

        /// The grade of all the ranks that are possible; `nil` when they give several.
        func grade(_ ranks: ClosedRange<Int>) -> String? {
            let best = most.firstIndex { ranks.lowerBound <= $0 } ?? grades.count - 1
            let worst = fewest.firstIndex { ranks.upperBound <= $0 } ?? grades.count - 1
            return best == worst && best >= 0 ? grades[best] : nil
        }
    }

    /// The ranking of the first session stands for whoever keeps their mark; the others take the grade of the slice in which their
    /// mark falls. While the first ranking is open, so is every later place.
    private mutating func place(_ candidats: [Candidat], amongst initiaux: [Candidat], _ groupe: Groupe, _ classement: ClassementCompile) {
        rank(groupe, classement, initiaux)
        let first = Dictionary(initiaux.map { ($0.eleve, $0) }) { one, _ in one }
        let known = initiaux.allSatisfy(\.exact)
        var slices: [(grade: String, least: [Rational])] = []
        for candidat in initiaux {
            guard let grade = place(groupe.classement, groupe.objet, candidat.eleve)?.grade else { continue }
            if slices.last?.grade == grade { slices[slices.count - 1].least = candidat.low } else { slices.append((grade, candidat.low)) }
        }
        let current = Set(candidats.map(\.eleve))
        for candidat in initiaux where !current.contains(candidat.eleve) {
            put(Place(rang: nil, grade: nil, hors: true), groupe.classement, groupe.objet, candidat.eleve)
        }
        for candidat in candidats {
            if candidat.exact, let before = first[candidat.eleve], before.exact, before.low == candidat.low { continue }
            var place = Place(rang: nil, grade: nil, hors: false)
            if candidat.exact, known {
                place.grade = slices.first { !Classements.isBetter($0.least, candidat.low) }?.grade ?? classement.parts.last?.grade
            }
            put(place, groupe.classement, groupe.objet, candidat.eleve)
        }
    }
}

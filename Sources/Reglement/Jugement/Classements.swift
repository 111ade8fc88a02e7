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

    private struct Candidat {
        let eleve: Int
        let certain: Bool
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
    /// By ranking: who is or may be ranked in each group. `initiaux` is the state of the first session, for frozen rankings.
    private var groupes: [[Groupe: [Candidat]]]
    private var initiaux: [[Groupe: [Candidat]]]

    init(cadre: Cadre, situation: Situation) {
        let maquette = cadre.promotion.maquette
        let programme = cadre.programme
        places = programme.classements.map { Array(repeating: [:], count: Cadre.nombre($0.niveau, maquette)) }
        groupes = programme.classements.map { _ in [:] }
        initiaux = groupes
        guard !programme.classements.isEmpty else { return }
        for eleve in cadre.promotion.eleves.indices { enter(eleve, cadre, situation) }
        for (index, classement) in programme.classements.enumerated() {
            for groupe in groupes[index].keys { rank(index, classement, groupe, session: cadre.sessionJugee) }
        }
    }

    /// Puts an élève among the candidates of each ranking; returns the groups entered.
    @discardableResult
    private mutating func enter(_ eleve: Int, _ cadre: Cadre, _ situation: Situation) -> [(classement: Int, groupe: Groupe)] {
        guard cadre.promotion.eleves[eleve].statut != .AUDITEUR else { return [] }
        situation.load(eleve)
        var entered: [(classement: Int, groupe: Groupe)] = []
        let session = cadre.sessionJugee
        for (index, classement) in cadre.programme.classements.enumerated() {
            for objet in Classements.objets(classement.niveau, situation, cadre) {
                if classement.fige, session == 2, let (groupe, candidat) = Classements.candidat(classement, objet, eleve, situation, session: 1) {
                    initiaux[index][groupe, default: []].append(candidat)
                }
                guard let (groupe, candidat) = Classements.candidat(classement, objet, eleve, situation, session: session) else {
                    places[index][objet.index][eleve] = Place(rang: nil, grade: nil, hors: true)
                    continue
                }
                groupes[index][groupe, default: []].append(candidat)
                entered.append((index, groupe))
            }
        }
        return entered
    }

    private mutating func rank(_ index: Int, _ classement: ClassementCompile, _ groupe: Groupe, session: Int) {
        let candidats = groupes[index][groupe] ?? []
        if classement.fige, session == 2 {
            place(candidats, amongst: initiaux[index][groupe] ?? [], index, classement, groupe.objet)
        } else {
            rank(index, classement, groupe.objet, candidats)
        }
    }

    /// Judges an élève's places again after a fact of theirs has changed; returns the others whose place moved.
    mutating func update(_ eleve: Int, cadre: Cadre, situation: Situation) -> Set<Int> {
        let before = places
        var touched: [(classement: Int, groupe: Groupe)] = []
        for index in groupes.indices {
            for (groupe, candidats) in groupes[index] {
                guard let position = candidats.firstIndex(where: { $0.eleve == eleve }) else { continue }
                groupes[index][groupe]?.remove(at: position)
                touched.append((index, groupe))
            }
        }
        for index in initiaux.indices {
            for (groupe, candidats) in initiaux[index] where candidats.contains(where: { $0.eleve == eleve }) {
                initiaux[index][groupe]?.removeAll { $0.eleve == eleve }
                if !touched.contains(where: { $0.classement == index && $0.groupe == groupe }) { touched.append((index, groupe)) }
            }
        }
        for (index, objects) in places.enumerated() { for objet in objects.indices { places[index][objet][eleve] = nil } }
        for entry in enter(eleve, cadre, situation) where !touched.contains(where: { $0.classement == entry.classement && $0.groupe == entry.groupe })
        { touched.append(entry) }
        var moved: Set<Int> = []
        for (index, groupe) in touched {
            rank(index, cadre.programme.classements[index], groupe, session: cadre.sessionJugee)
            for (other, place) in places[index][groupe.objet] where other != eleve && before[index][groupe.objet][other] != place {
                moved.insert(other)
            }
        }
        return moved
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
    private static func candidat(_ classement: ClassementCompile, _ objet: Objet, _ eleve: Int, _ situation: Situation, session: Int) -> (
        Groupe, Candidat
    )? {
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
            Groupe(objet: objet.index, cles: cles), Candidat(eleve: eleve, certain: member.valeur == .bool(true), low: low, high: high)
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
        var position = 0
        for (offset, candidat) in certains.enumerated() {
            if offset == 0 || Classements.isBetter(certains[offset - 1].low, candidat.low) { position = offset + 1 }
            let ahead = flous.count { $0.certain && Classements.isBetter($0.low, candidat.low) }
            let maybe = flous.count { Classements.isBetter($0.high, candidat.low) }
            settle(
                index, classement, objet, candidat.eleve, ranks: (position + ahead)...(position + Swift.max(ahead, maybe)),
                total: least...candidats.count)
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

    private mutating func settle(
        _ index: Int, _ classement: ClassementCompile, _ objet: Int, _ eleve: Int, ranks: ClosedRange<Int>, total: ClosedRange<Int>
    ) {
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

    /// The ranking of the first session stands for whoever keeps their mark; the others take the grade of the slice in which their
    /// mark falls. While the first ranking is open, so is every later place.
    private mutating func place(_ candidats: [Candidat], amongst initiaux: [Candidat], _ index: Int, _ classement: ClassementCompile, _ objet: Int) {
        rank(index, classement, objet, initiaux)
        let first = Dictionary(initiaux.map { ($0.eleve, $0) }) { one, _ in one }
        let known = initiaux.allSatisfy(\.exact)
        var slices: [(grade: String, least: [Rational])] = []
        for candidat in initiaux.sorted(by: { Classements.isBetter($0.low, $1.low) }) {
            guard let grade = places[index][objet][candidat.eleve]?.grade else { continue }
            if slices.last?.grade == grade { slices[slices.count - 1].least = candidat.low } else { slices.append((grade, candidat.low)) }
        }
        let current = Set(candidats.map(\.eleve))
        for candidat in initiaux where !current.contains(candidat.eleve) {
            places[index][objet][candidat.eleve] = Place(rang: nil, grade: nil, hors: true)
        }
        for candidat in candidats {
            if candidat.exact, let before = first[candidat.eleve], before.exact, before.low == candidat.low { continue }
            var place = Place(rang: nil, grade: nil, hors: false)
            if candidat.exact, known {
                place.grade = slices.first { !Classements.isBetter($0.least, candidat.low) }?.grade ?? classement.parts.last?.grade
            }
            places[index][objet][candidat.eleve] = place
        }
    }
}

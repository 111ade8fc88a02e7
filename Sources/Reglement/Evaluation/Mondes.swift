import Valeurs

/// The worlds that awaited marks leave possible, explored one path of comparisons at a time.
///
/// An evaluation asks ``decide(_:)`` whether an affine form is at least zero. Where every mark that the path still allows gives the
/// same answer, that is the answer; otherwise the path forks, and the whole evaluation is run again for the other side. Up to two
/// variables the feasibility of a path is exact, marks being whole hundredths; beyond, bounds are propagated, which may keep a path
/// that no completion follows: a result may then stay awaited for nothing, it is never given wrongly.
struct Mondes {
    struct Variable {
        var low: Rational
        var high: Rational
        /// Whole hundredths (a mark), or a competence (0 or 1); otherwise any number between the bounds.
        let entiere: Bool
    }

    private struct Contrainte {
        let forme: Affine
        /// `forme >= 0` when true, `forme < 0` otherwise.
        let positive: Bool
    }

    private struct Embranchement {
        var choix: Int
        var arite: Int
    }

    private(set) var variables: [Variable] = []
    private var cles: [Cle: Int] = [:]
    private var pile: [Embranchement] = []
    private var profondeur = 0
    private var contraintes: [Contrainte] = []
    private var bornes: [Variable] = []
    /// Elements of lists met on the current path.
    private var pas = 0
    /// The variables that a fork has weighed since the exploration started: those that the value may hang on.
    private(set) var pesees: Set<Int> = []
    /// How many forks the current path has met: a value computed without one holds in every world.
    var embranchements: Int { profondeur }

    /// What a variable stands for, so that each path names it alike.
    enum Cle: Hashable {
        case epreuve(Int, session: Int)
        case ecue(Int, session: Int)
        case complement(Int)
        case borne(Affine, String)
    }

    mutating func reset() {
        variables.removeAll(keepingCapacity: true)
        cles.removeAll(keepingCapacity: true)
        pile.removeAll(keepingCapacity: true)
        startPath()
    }

    mutating func variable(_ cle: Cle, low: Rational, high: Rational, entiere: Bool) -> Int {
        if let known = cles[cle] { return known }
        cles[cle] = variables.count
        let variable = Variable(low: low, high: high, entiere: entiere)
        variables.append(variable)
        bornes.append(variable)
        return variables.count - 1
    }

    /// What a variable stands for.
    func cle(_ variable: Int) -> Cle? { cles.first { $0.value == variable }?.key }

    /// Counts variables as weighed by a part of the value that was explored apart.
    mutating func peser(_ variables: Set<Int>) { pesees.formUnion(variables) }

    /// Takes over the variables that another exploration has named since.
    mutating func adopt(_ other: Mondes) {
        guard other.variables.count > variables.count else { return }
        bornes += other.variables[variables.count...]
        variables = other.variables
        cles = other.cles
    }

    /// Forgets the forks of a former exploration.
    mutating func startExploration() {
        pile.removeAll(keepingCapacity: true)
        pesees.removeAll(keepingCapacity: true)
        startPath()
    }

    mutating func startPath() {
        profondeur = 0
        pas = 0
        contraintes.removeAll(keepingCapacity: true)
        bornes = variables
    }

    /// Moves to the next path; false when all have been followed.
    mutating func nextPath() -> Bool {
        pile.removeLast(pile.count - profondeur)
        while let last = pile.last {
            if last.choix + 1 < last.arite {
                pile[pile.count - 1].choix += 1
                startPath()
                return true
            }
            pile.removeLast()
        }
        // No fork is left: whoever asks again without exploring starts from none.
        startPath()
        return false
    }

    /// Counts the elements of lists that a path goes through: lists inside lists inside lists would otherwise never end.
    mutating func avance(_ count: Int = 1) throws(Empechement) {
        pas += count
        if pas > LimitesReglement.pas { throw .tropLong }
    }

    /// One of `arite` alternatives, each followed by a path of its own.
    mutating func choose(_ arite: Int) -> Int {
        guard arite > 1 else { return 0 }
        if profondeur == pile.count { pile.append(Embranchement(choix: 0, arite: arite)) }
        profondeur += 1
        return pile[profondeur - 1].choix
    }

    /// Whether `forme >= 0` on the current path, forking where both answers are possible.
    mutating func decide(_ forme: Affine) throws(Empechement) -> Bool {
        if forme.base.isOverflow || forme.termes.contains(where: { $0.coefficient.isOverflow }) { throw .depassement }
        let (low, high) = range(of: forme)
        if low >= .zero { return true }
        if high < .zero { return false }
        if let settled = settled(forme) { return settled }
        if profondeur == pile.count {
            let oui = isFeasible(adding: Contrainte(forme: forme, positive: true))
            let non = isFeasible(adding: Contrainte(forme: forme, positive: false))
            if oui != non {
                add(Contrainte(forme: forme, positive: oui))
                // A forced answer is stored as a fork of one branch, so that a later path that replays this one stays aligned.
                pile.append(Embranchement(choix: oui ? 0 : 1, arite: 1))
                profondeur += 1
                return oui
            }
            pile.append(Embranchement(choix: 0, arite: 2))
            pesees.formUnion(forme.termes.map(\.variable))
        }
        profondeur += 1
        let positive = pile[profondeur - 1].choix == 0
        add(Contrainte(forme: forme, positive: positive))
        return positive
    }

    /// What the path has already answered of the same marks weighed alike: beyond two variables the bounds of each do not tell, and a
    /// comparison asked again with its opposite must never be answered as if it were new.
    private func settled(_ forme: Affine) -> Bool? {
        guard forme.termes.count > 1, let asked = Demande(forme) else { return nil }
        for contrainte in contraintes {
            guard let known = Demande(contrainte.forme), known.poids == asked.poids else { continue }
            // What is known bounds the mix from below when both turn the same way, strictly when the answer was no.
            let below = known.croissante == contrainte.positive
            let (bound, wanted, strict) = (known.seuil, asked.seuil, !contrainte.positive)
            if below == asked.croissante {
                if below ? bound >= wanted : bound <= wanted { return true }
            } else if (below ? bound > wanted : bound < wanted) || (bound == wanted && strict) {
                return false
            }
        }
        return nil
    }

    /// A form seen as a mix of marks compared with a threshold: `mix >= seuil` when `croissante`, `mix <= seuil` otherwise.
    private struct Demande {
        let poids: [Affine.Terme]
        let seuil: Rational
        let croissante: Bool

        init?(_ forme: Affine) {
            guard let first = forme.termes.first?.coefficient, first != .zero else { return nil }
            poids = forme.termes.map { Affine.Terme(variable: $0.variable, coefficient: $0.coefficient / first) }
            seuil = -forme.base / first
            croissante = first > .zero
        }
    }

    /// Whether a form keeps its sign whatever the awaited marks, the constraints of the path left aside.
    func isUniversal(_ forme: Affine) -> Bool {
        let (low, high) = rangeFree(of: forme)
        return low >= .zero || high < .zero
    }

    /// Bounds of a form over all the worlds.
    func rangeFree(of forme: Affine) -> (low: Rational, high: Rational) { Mondes.range(of: forme, in: variables) }

    /// Bounds of a form under the constraints of the path on single variables.
    func range(of forme: Affine) -> (low: Rational, high: Rational) { Mondes.range(of: forme, in: bornes) }

    private static func range(of forme: Affine, in bornes: [Variable]) -> (low: Rational, high: Rational) {
        var (low, high) = (forme.base, forme.base)
        for terme in forme.termes {
            let borne = bornes[terme.variable]
            let (a, b) = (terme.coefficient * borne.low, terme.coefficient * borne.high)
            low = low + (a < b ? a : b)
            high = high + (a < b ? b : a)
        }
        return (low, high)
    }

    private mutating func add(_ contrainte: Contrainte) {
        contraintes.append(contrainte)
        _ = Mondes.tighten(&bornes, by: contrainte)
    }

    /// Narrows the bounds of each variable by one constraint; false when a variable has no value left.
    private static func tighten(_ bornes: inout [Variable], by contrainte: Contrainte) -> Bool {
        for terme in contrainte.forme.termes {
            // The rest at its most favourable: coefficient × variable >= -rest (or < -rest).
            var rest = contrainte.forme.base
            for other in contrainte.forme.termes where other.variable != terme.variable {
                let borne = bornes[other.variable]
                let (a, b) = (other.coefficient * borne.low, other.coefficient * borne.high)
                rest = rest + ((a < b) == contrainte.positive ? b : a)
            }
            let limit = -rest / terme.coefficient
            // Too large to bound exactly: left as it is, which only keeps more worlds.
            if limit.isOverflow { continue }
            let lower = contrainte.positive == (terme.coefficient > .zero)
            var borne = bornes[terme.variable]
            if lower {
                var low = limit
                if borne.entiere {
                    low = Rational(Int(contrainte.positive || !limit.isInteger ? limit.ceiling : limit.floor + 1))
                }
                if low > borne.low { borne.low = low }
            } else {
                var high = limit
                if borne.entiere {
                    high = Rational(Int(contrainte.positive || !limit.isInteger ? limit.floor : limit.ceiling - 1))
                }
                if high < borne.high { borne.high = high }
            }
            if borne.low > borne.high { return false }
            bornes[terme.variable] = borne
        }
        return true
    }

    private func isFeasible(adding contrainte: Contrainte) -> Bool {
        var bornes = bornes
        let all = contraintes + [contrainte]
        for _ in 0..<4 {
            let before = bornes.map { ($0.low, $0.high) }
            for one in all where !Mondes.tighten(&bornes, by: one) { return false }
            if zip(before, bornes).allSatisfy({ $0.0 == $1.low && $0.1 == $1.high }) { break }
        }
        let involved = Set(all.flatMap { $0.forme.termes.map(\.variable) }).sorted()
        guard involved.count == 2, involved.allSatisfy({ bornes[$0].entiere }) else { return true }
        return Mondes.hasPoint(involved[0], involved[1], bornes: bornes, contraintes: all)
    }

    /// Exact for two whole variables: some value of the first leaves a value to the second.
    private static func hasPoint(_ x: Int, _ y: Int, bornes: [Variable], contraintes: [Contrainte]) -> Bool {
        var value = bornes[x].low.ceiling
        while value <= bornes[x].high.floor {
            var reduced = [bornes[y]]
            var open = true
            for contrainte in contraintes {
                var base = contrainte.forme.base
                var coefficient = Rational.zero
                for terme in contrainte.forme.termes {
                    if terme.variable == x { base = base + terme.coefficient * Rational(Int(value)) } else { coefficient = terme.coefficient }
                }
                if coefficient == .zero {
                    open = (base >= .zero) == contrainte.positive
                } else {
                    open = tighten(
                        &reduced,
                        by: Contrainte(
                            forme: Affine(base: base, termes: [.init(variable: 0, coefficient: coefficient)]), positive: contrainte.positive))
                }
                if !open { break }
            }
            if open { return true }
            value += 1
        }
        return false
    }
}

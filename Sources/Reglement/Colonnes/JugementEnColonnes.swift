import Scolarite
import Valeurs

/// A promotion judged by columns: statuses, means, credits and grades of the élèves whose marks are all known, in blocks.
///
/// The same rules as ``Juge/juger(seulement:motifs:)`` and the same results (tests force it); the élèves that columns cannot judge
/// (an awaited mark, a code, a decision, a second session…) are listed in ``irreguliers`` and judged one by one.
public struct JugementEnColonnes: Sendable {
    /// The word of each code.
    public let mots: [String]
    public let irreguliers: [Int]
    private let places: [ObjetColonne: Int]
    private let plan: Plan
    private let brutes: ColonnesBrutes
    private let grades: [ObjetColonne: Int]

    /// What the columns hold.
    public var objets: [ObjetColonne] { plan.sorties.map(\.objet) }

    init(plan: Plan, brutes: ColonnesBrutes, irreguliers: [Int]) {
        self.plan = plan
        self.brutes = brutes
        self.irreguliers = irreguliers
        mots = plan.mots
        places = Dictionary(plan.sorties.enumerated().map { ($1.objet, $0) }) { first, _ in first }
        grades = Dictionary(plan.classements.enumerated().map { (ObjetColonne(.ue, $1.objet, "grade"), $0) }) { first, _ in first }
    }

    /// The word that a column gives an élève; `nil` when it holds no word, or for an élève of ``irreguliers``.
    public func mot(_ objet: ObjetColonne, _ eleve: Int) -> String? {
        if brutes.ecartes[eleve] != 0 { return nil }
        if let ranking = grades[objet] {
            let code = brutes.grades[ranking][eleve]
            return code == ColonnesBrutes.sansGrade ? nil : mots[Int(code)]
        }
        guard let place = places[objet] else { return nil }
        switch plan.sorties[place].valeur {
        case .codeConstant(let code): return mots[Int(code)]
        case .code(let register): return brutes.codes[register].map { mots[Int($0[eleve])] }
        default: return nil
        }
    }

    /// The exact number that a column gives an élève.
    public func nombre(_ objet: ObjetColonne, _ eleve: Int) -> Rational? {
        guard brutes.ecartes[eleve] == 0, let place = places[objet] else { return nil }
        switch plan.sorties[place].valeur {
        case .nombreConstant(let value): return value
        case .nombre(let source, let denominateur): return brutes.avec(source) { Rational(Int64($0[eleve]), over: denominateur) }
        default: return nil
        }
    }

    /// How many élèves have each word of a column.
    public func effectifs(_ objet: ObjetColonne) -> [String: Int] {
        var found: [String: Int] = [:]
        for eleve in 0..<brutes.count { if let word = mot(objet, eleve) { found[word, default: 0] += 1 } }
        return found
    }

    /// The integers of a column of numbers and their denominator, for whoever compares whole columns.
    public func numerateurs(_ objet: ObjetColonne) -> (valeurs: [Int32], denominateur: Int64)? {
        guard let place = places[objet], case .nombre(let source, let denominateur) = plan.sorties[place].valeur else { return nil }
        return brutes.avec(source) { (Array(UnsafeBufferPointer(start: $0, count: brutes.count)), denominateur) }
    }

    /// The codes of a column of words (``mots``); 255 where it has none.
    public func codes(_ objet: ObjetColonne) -> [UInt8]? {
        if let ranking = grades[objet] { return Array(UnsafeBufferPointer(start: brutes.grades[ranking], count: brutes.count)) }
        guard let place = places[objet] else { return nil }
        switch plan.sorties[place].valeur {
        case .codeConstant(let code): return Array(repeating: code, count: brutes.count)
        case .code(let register): return brutes.codes[register].map { Array(UnsafeBufferPointer(start: $0, count: brutes.count)) }
        default: return nil
        }
    }
}

/// A promotion made ready to be judged by columns: what depends on the rules and the maquette, apart from the marks.
public struct JugeEnColonnes: Sendable {
    private let cadre: Cadre
    let plan: Plan
    /// Élèves of another shape than the plan's.
    private let horsForme: [Int]

    /// `nil` when columns cannot judge this promotion (a second session, an ECUE without épreuve…).
    public init?(_ juge: Juge) {
        cadre = juge.cadre
        let promotion = cadre.promotion
        guard !promotion.eleves.isEmpty else { return nil }
        // The commonest shape is planned; the others are judged one by one.
        var shapes: [Forme: Int] = [:]
        let formes = promotion.eleves.indices.map { Forme(promotion.eleves[$0], promotion.dossiers[$0]) }
        for forme in formes { shapes[forme, default: 0] += 1 }
        guard let main = shapes.filter({ $0.key.reguliere }).max(by: { $0.value < $1.value })?.key, let model = formes.firstIndex(of: main) else {
            return nil
        }
        let situation = Situation(cadre: cadre)
        situation.load(model)
        guard let plan = Planificateur.plan(cadre, situation) else { return nil }
        self.plan = plan
        horsForme = formes.indices.filter { formes[$0] != main }
    }

    /// What the rules may read of an élève besides marks: the same for a whole shape.
    private struct Forme: Hashable {
        let fiche: Eleve
        let reguliere: Bool

        init(_ eleve: Eleve, _ dossier: Dossier) {
            var fiche = eleve
            // Identity is never read by a rule.
            (fiche.id, fiche.ine, fiche.nom, fiche.prenom, fiche.naissance) = ("", "", "", "", nil)
            self.fiche = fiche
            reguliere =
                eleve.statut != .AUDITEUR && dossier.ues == nil && dossier.decisions.isEmpty && dossier.options.isEmpty && dossier.absences.isEmpty
        }
    }

    /// Judges on the calling thread.
    public func juger() -> JugementEnColonnes {
        let brutes = prepare()
        Execution(plan: plan, notes: cadre.promotion.notes).run(0..<brutes.count, into: brutes)
        for index in plan.classements.indices { classer(index, brutes) }
        return finish(brutes)
    }

    /// Judges with the blocks shared between threads, then the rankings.
    public func juger(coeurs: Int) async -> JugementEnColonnes {
        let brutes = prepare()
        let count = brutes.count
        let execution = Execution(plan: plan, notes: cadre.promotion.notes)
        let slice = (count / Swift.max(1, coeurs) / Execution.bloc + 1) * Execution.bloc
        await withTaskGroup(of: Void.self) { group in
            for start in stride(from: 0, to: count, by: slice) {
                group.addTask { execution.run(start..<Swift.min(start + slice, count), into: brutes) }
            }
        }
        await withTaskGroup(of: Void.self) { group in
            for index in plan.classements.indices { group.addTask { classer(index, brutes) } }
        }
        return finish(brutes)
    }

    private func prepare() -> ColonnesBrutes {
        let brutes = ColonnesBrutes(plan, cadre.promotion.notes, count: cadre.promotion.eleves.count)
        for index in horsForme { brutes.ecartes[index] = 1 }
        return brutes
    }

    private func finish(_ brutes: ColonnesBrutes) -> JugementEnColonnes {
        let count = brutes.count
        var irregular: [Int] = []
        for eleve in 0..<count where brutes.ecartes[eleve] != 0 { irregular.append(eleve) }
        // A ranking needs everyone: with an élève apart it is left to the judgement one by one.
        if !irregular.isEmpty { for column in brutes.grades { column.update(repeating: ColonnesBrutes.sansGrade, count: count) } }
        return JugementEnColonnes(plan: plan, brutes: brutes, irreguliers: irregular)
    }
}

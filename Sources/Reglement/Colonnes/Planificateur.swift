import Scolarite
import Valeurs

/// Makes the plan of a shape of élèves: walks the rules with the maquette unrolled, folding whatever is the same for all of them.
struct Planificateur {
    /// What a term is worth for a block.
    indirect enum Symbole {
        case constante(Valeur)
        /// `numerateur / denominateur`, its numerator between two bounds.
        case nombre(Plan.Source, denominateur: Int64, low: Int64, high: Int64)
        case masque(Int)
        case code(Int, cas: [String])
        case objet(Objet)
        case liste([Symbole])
        /// Elements that are in the list only where their mask holds.
        case filtree([(Symbole, masque: Int)])
    }

    /// The rule reads something that differs from one élève to the next in a way that columns do not hold.
    struct HorsPlan: Error {}

    struct Cle: Hashable {
        let resultat: Int
        let objet: Objet
    }

    let cadre: Cadre
    /// An élève of the shape: what rules read of the élève is the same for all of them.
    let modele: Situation
    var plan = Plan()
    var connues: [Plan.Operation: Int] = [:]
    var resultats: [Cle: Symbole] = [:]
    var enCours: Set<Cle> = []
    var locals: [Symbole] = Array(repeating: .constante(.nul), count: Situation.frame)
    var notes: [Int: Symbole] = [:]

    init(cadre: Cadre, modele: Situation) {
        self.cadre = cadre
        self.modele = modele
    }

    var maquette: Maquette { cadre.promotion.maquette }

    /// `nil` when the shape is not one that columns can judge at all.
    static func plan(_ cadre: Cadre, _ modele: Situation) -> Plan? {
        guard cadre.sessionJugee == 1 else { return nil }
        var planner = Planificateur(cadre: cadre, modele: modele)
        for (index, ecue) in cadre.promotion.maquette.ecues.enumerated() {
            let epreuves = cadre.promotion.maquette.epreuvesParEcue[index]
            guard !epreuves.isEmpty, ecue.nature != .facultatif else { return nil }
            if ecue.nature != .competence && ecue.coefficient > .zero { planner.plan.notees += epreuves } else { planner.plan.appreciees += epreuves }
        }
        planner.sorties()
        planner.classements()
        return planner.plan
    }

    mutating func sorties() {
        let wanted: [(Niveau, Int, [String])] = [
            (.ecue, maquette.ecues.count, ["statut", "rattrapage"]), (.ue, maquette.ues.count, ["statut", "moyenne", "ects"]),
            (.semestre, maquette.semestres.count, ["statut", "ects", "moyenne"]),
        ]
        for index in maquette.ecues.indices where maquette.ecues[index].coefficient > .zero && maquette.ecues[index].nature != .competence {
            if let note = try? note(index) { keep(.init(.ecue, index, "note"), note) }
        }
        for (niveau, count, noms) in wanted {
            for index in 0..<count {
                for nom in noms {
                    guard let resultat = cadre.programme.resultat(niveau, nom) else { continue }
                    let objet: Objet = niveau == .ecue ? .ecue(index) : niveau == .ue ? .ue(index) : .semestre(index)
                    guard let symbole = try? self.resultat(resultat, objet) else { continue }
                    keep(.init(niveau, index, nom), symbole)
                }
            }
        }
    }

    mutating func keep(_ objet: ObjetColonne, _ symbole: Symbole) {
        switch symbole {
        case .code(let register, _): plan.sorties.append(.init(objet: objet, valeur: .code(register)))
        case .constante(.texte(let word)): plan.sorties.append(.init(objet: objet, valeur: .codeConstant(code(word))))
        case .nombre(let source, let denominateur, _, _):
            plan.sorties.append(.init(objet: objet, valeur: .nombre(source, denominateur: denominateur)))
        case .constante(.nombre(let value)): plan.sorties.append(.init(objet: objet, valeur: .nombreConstant(value)))
        default: break
        }
    }

    /// Rankings of UE by their mean, all criteria but one being the same for everyone at the first session.
    mutating func classements() {
        for (index, classement) in cadre.programme.classements.enumerated()
        where classement.niveau == .ue && !classement.parts.isEmpty && classement.groupe.isEmpty {
            if let actif = classement.actifSi, (try? modele.holds(actif, .annee, session: 1)) != true { continue }
            let criteria = classement.ordre.filter { critere in
                if case .champ(_, .sessionValidation, _) = critere.terme { return false }
                return true
            }
            guard criteria.count == 1 else { continue }
            for ue in maquette.ues.indices {
                locals[0] = .objet(.ue(ue))
                guard let member = try? condition(classement.parmi), let cle = try? symbole(criteria[0].terme),
                    case .nombre(let source, _, _, _) = cle
                else { continue }
                var mask: Int?
                switch member {
                case .masque(let register): mask = register
                case .constante(.bool(true)): mask = nil
                default: continue
                }
                plan.classements.append(
                    .init(
                        classement: index, objet: ue, parmi: mask, cle: source, decroissant: criteria[0].decroissant,
                        parts: classement.parts.map { (code($0.grade), $0.pourcent) }))
            }
        }
    }

    // MARK: - Registers

    mutating func code(_ word: String) -> UInt8 {
        if let known = plan.mots.firstIndex(of: word) { return UInt8(known) }
        plan.mots.append(word)
        return UInt8(clamping: plan.mots.count - 1)
    }

    /// Adds an operation unless the same one already stands; `make` is given the register that it fills.
    mutating func masque(_ make: (Int) -> Plan.Operation) -> Symbole { .masque(register(make, \.masques)) }

    mutating func register(_ make: (Int) -> Plan.Operation, _ counter: WritableKeyPath<Plan, Int>) -> Int {
        let shape = make(-1)
        if let known = connues[shape] { return known }
        let register = plan[keyPath: counter]
        plan[keyPath: counter] += 1
        plan.operations.append(make(register))
        connues[shape] = register
        return register
    }

    /// `Σ poids × terme + base` as integers over one denominator; refused when it may not fit 32 bits.
    mutating func lineaire(_ terms: [(Symbole, Rational)], _ base: Rational = .zero) throws(HorsPlan) -> Symbole {
        var constant = base
        var parts: [(source: Plan.Source, poids: Rational, low: Int64, high: Int64)] = []
        for (symbole, poids) in terms {
            switch symbole {
            case .constante(.nombre(let value)): constant = constant + value * poids
            case .nombre(let source, let denominateur, let low, let high): parts.append((source, poids / Rational(Int(denominateur)), low, high))
            default: throw HorsPlan()
            }
        }
        if parts.isEmpty { return .constante(.nombre(constant)) }
        var denominator: Int64 = constant.denominator
        for part in parts { denominator = Planificateur.lcm(denominator, part.poids.denominator) }
        guard denominator > 0, denominator < 1 << 40 else { throw HorsPlan() }
        func whole(_ value: Rational) throws(HorsPlan) -> Int64 {
            let scaled = value * Rational(Int(denominator))
            guard scaled.isInteger else { throw HorsPlan() }
            return scaled.numerator
        }
        let start = try whole(constant)
        var (low, high) = (start, start)
        var ops: [Plan.Terme] = []
        for part in parts {
            let weight = try whole(part.poids)
            low += Swift.min(weight * part.low, weight * part.high)
            high += Swift.max(weight * part.low, weight * part.high)
            guard let narrow = Int32(exactly: weight) else { throw HorsPlan() }
            ops.append(.init(source: part.source, poids: narrow))
        }
        guard low > Int64(Int32.min), high < Int64(Int32.max), let narrowStart = Int32(exactly: start) else { throw HorsPlan() }
        if ops.count == 1, ops[0].poids == 1, start == 0 { return .nombre(ops[0].source, denominateur: denominator, low: low, high: high) }
        let register = register({ .lineaire(dst: $0, base: narrowStart, ops) }, \.nombres)
        return .nombre(.registre(register), denominateur: denominator, low: low, high: high)
    }

    static func lcm(_ a: Int64, _ b: Int64) -> Int64 {
        var (x, y) = (a, b)
        while y != 0 { (x, y) = (y, x % y) }
        let (product, overflow) = (a / x).multipliedReportingOverflow(by: b)
        return overflow ? 0 : product
    }

    // MARK: - The state of an ECUE

    /// The mark of an ECUE whose épreuves all hold a number.
    mutating func note(_ ecue: Int) throws(HorsPlan) -> Symbole {
        if let known = notes[ecue] { return known }
        let epreuves = maquette.epreuvesParEcue[ecue]
        let total = epreuves.reduce(Rational.zero) { $0 + maquette.epreuves[$1].coefficient }
        guard total > .zero else { throw HorsPlan() }
        let terms = epreuves.map { epreuve -> (Symbole, Rational) in
            let scale = maquette.scale(epreuve: epreuve)
            return (
                .nombre(.epreuve(epreuve), denominateur: 100, low: Int64(scale.lowerBound), high: Int64(scale.upperBound)),
                maquette.epreuves[epreuve].coefficient / total
            )
        }
        let symbole = try lineaire(terms)
        notes[ecue] = symbole
        return symbole
    }

    mutating func champ(_ champ: Champ, ecue index: Int) throws(HorsPlan) -> Symbole {
        let ecue = maquette.ecues[index]
        let marked = ecue.nature != .competence && ecue.coefficient > .zero
        switch champ {
        case .notee: return .constante(.bool(marked))
        case .note: return marked ? try note(index) : .constante(.nul)
        case .acquis:
            if marked { return .constante(.bool(true)) }
            var all: Symbole = .constante(.bool(true))
            for epreuve in maquette.epreuvesParEcue[index] { all = try conjonction(all, masque { .etat(dst: $0, epreuve: epreuve, .v) }) }
            return all
        case .dispensee, .acquise, .bloquee, .abi, .abj, .fraude, .represente, .premiereEnSession2, .sansRattrapage, .rattrapageAccorde:
            return .constante(.bool(false))
        case .choix: return .constante(.texte("aucun"))
        case .code: return .constante(.texte(ecue.code))
        case .nature: return .constante(.texte(ecue.nature.rawValue))
        case .coefficient: return .constante(.nombre(ecue.coefficient))
        case .bareme: return .constante(.nombre(Rational(Int64(ecue.scale.upperBound), over: 100)))
        case .ueParente: return .objet(.ue(ecue.ue))
        case .semestreParent: return .objet(.semestre(maquette.ues[ecue.ue].semestre))
        default: throw HorsPlan()
        }
    }

    mutating func champ(_ champ: Champ, ue index: Int) throws(HorsPlan) -> Symbole {
        let ue = maquette.ues[index]
        switch champ {
        case .ecues: return .liste(ue.ecues.map { .objet(.ecue($0)) })
        case .notee:
            return .constante(.bool(ue.ecues.contains { maquette.ecues[$0].nature != .competence && maquette.ecues[$0].coefficient > .zero }))
        case .dispensee, .bloquee, .sansRattrapage: return .constante(.bool(false))
        case .code: return .constante(.texte(ue.code))
        case .ectsMaquette: return .constante(.nombre(ue.ects))
        case .donneGrade: return .constante(.bool(ue.grade ?? true))
        case .gradeDemande: return .constante(.bool(ue.grade == true))
        case .semestreCode: return .constante(.texte(maquette.semestres[ue.semestre]))
        case .semestreParent: return .objet(.semestre(ue.semestre))
        case .mentionCode: return .constante(.nul)
        case .complement:
            return cadre.promotion.notes.complementsUE[index] == nil ? .constante(.nul) : try { () throws(HorsPlan) -> Symbole in throw HorsPlan() }()
        default: throw HorsPlan()
        }
    }

    // MARK: - Results

    mutating func resultat(_ index: Int, _ objet: Objet) throws(HorsPlan) -> Symbole {
        let cle = Cle(resultat: index, objet: objet)
        if let known = resultats[cle] { return known }
        guard enCours.insert(cle).inserted else { throw HorsPlan() }
        defer { enCours.remove(cle) }
        let outer = locals
        locals[0] = .objet(objet)
        defer { locals = outer }
        let symbole = try conclusion(cadre.programme.resultats[index], objet)
        resultats[cle] = symbole
        return symbole
    }

    mutating func conclusion(_ resultat: ResultatCompile, _ objet: Objet) throws(HorsPlan) -> Symbole {
        var symbole = try forme(resultat)
        if !resultat.sauf.isEmpty { symbole = try exceptions(resultat.sauf, symbole) }
        if let quand = resultat.quand { symbole = try select(condition(quand), symbole, self.symbole(resultat.sinon ?? .constante(.nul))) }
        return symbole
    }

    mutating func forme(_ resultat: ResultatCompile) throws(HorsPlan) -> Symbole {
        switch resultat.forme {
        case .formule(let terme): return try symbole(terme)
        case .moyenne(let liste, let slot, let valeur, let poids): return try moyenne(liste, slot, valeur, poids)
        case .cumul(let favorable, let conditions, let sinon):
            var all: Symbole = .constante(.bool(true))
            for condition in conditions { all = try conjonction(all, tient(condition)) }
            return try select(all, .constante(favorable), symbole(sinon))
        case .table(_, let lignes):
            var masks: [Symbole] = []
            for ligne in lignes {
                var all: Symbole = .constante(.bool(true))
                for case let test? in ligne.tests {
                    if case .constante(.bool(false)) = all { break }
                    all = try conjonction(all, condition(test))
                }
                masks.append(all)
            }
            return try firstOf(zip(masks, lignes).map { ($0, $1.alors) })
        }
    }

    /// The conclusion of the first line that holds; élèves whom none concerns are set apart.
    mutating func firstOf(_ lignes: [(Symbole, Terme)]) throws(HorsPlan) -> Symbole {
        var live: [(Symbole, Terme)] = []
        for ligne in lignes {
            if case .constante(.bool(false)) = ligne.0 { continue }
            live.append(ligne)
            if case .constante(.bool(true)) = ligne.0 { break }
        }
        guard let last = live.last else { throw HorsPlan() }
        if case .constante(.bool(true)) = last.0 {
        } else {
            var any: Symbole = .constante(.bool(false))
            for ligne in live { any = try disjonction(any, ligne.0) }
            if case .masque(let none) = try negation(any) { plan.operations.append(.ecarte(masque: none)) }
        }
        var symbole = try self.symbole(last.1)
        for ligne in live.dropLast().reversed() { symbole = try select(ligne.0, self.symbole(ligne.1), symbole) }
        return symbole
    }

    mutating func exceptions(_ sauf: [ExceptionCompile], _ otherwise: Symbole) throws(HorsPlan) -> Symbole {
        var symbole = otherwise
        var seen: Symbole = .constante(.bool(false))
        for exception in sauf {
            let holds = try condition(exception.si)
            if case .constante(.bool(false)) = holds { continue }
            // Two exceptions at once: only the scalar evaluation says whether they agree.
            if case .masque(let both) = try conjonction(seen, holds) { plan.operations.append(.ecarte(masque: both)) }
            seen = try disjonction(seen, holds)
            symbole = try select(holds, self.symbole(exception.alors), symbole)
        }
        return symbole
    }

    mutating func tient(_ condition: ConjonctionCompile) throws(HorsPlan) -> Symbole {
        var holds: Symbole
        if let chaque = condition.chaque {
            holds = try quantifie(tous: true, chaque, condition.slot, condition.que)
        } else {
            holds = try self.condition(condition.que)
        }
        if let quand = condition.quand { holds = try disjonction(negation(self.condition(quand)), holds) }
        return holds
    }

    mutating func moyenne(_ liste: Terme, _ slot: Int, _ valeur: Terme, _ poids: Terme) throws(HorsPlan) -> Symbole {
        guard case .liste(let items) = try symbole(liste) else { throw HorsPlan() }
        var terms: [(Symbole, Rational)] = []
        var weight = Rational.zero
        for item in items {
            locals[slot] = item
            let mark = try symbole(valeur)
            guard case .constante(.nombre(let w)) = try symbole(poids) else { throw HorsPlan() }
            if case .constante(.nul) = mark { continue }
            terms.append((mark, w))
            weight = weight + w
        }
        guard weight > .zero else { return .constante(.nul) }
        return try lineaire(terms.map { ($0.0, $0.1 / weight) })
    }

    // MARK: - Logic

    mutating func conjonction(_ a: Symbole, _ b: Symbole) throws(HorsPlan) -> Symbole {
        switch (a, b) {
        case (.constante(.bool(true)), _): return b
        case (_, .constante(.bool(true))): return a
        case (.constante(.bool(false)), _), (_, .constante(.bool(false))): return .constante(.bool(false))
        case (.masque(let x), .masque(let y)): return x == y ? a : masque { .et(dst: $0, x, y) }
        default: throw HorsPlan()
        }
    }

    mutating func disjonction(_ a: Symbole, _ b: Symbole) throws(HorsPlan) -> Symbole {
        switch (a, b) {
        case (.constante(.bool(false)), _): return b
        case (_, .constante(.bool(false))): return a
        case (.constante(.bool(true)), _), (_, .constante(.bool(true))): return .constante(.bool(true))
        case (.masque(let x), .masque(let y)): return x == y ? a : masque { .ou(dst: $0, x, y) }
        default: throw HorsPlan()
        }
    }

    mutating func negation(_ a: Symbole) throws(HorsPlan) -> Symbole {
        switch a {
        case .constante(.bool(let value)): return .constante(.bool(!value))
        case .masque(let x): return masque { .non(dst: $0, x) }
        default: throw HorsPlan()
        }
    }

    mutating func select(_ test: Symbole, _ a: Symbole, _ b: Symbole) throws(HorsPlan) -> Symbole {
        guard case .masque(let mask) = test else {
            guard case .constante(.bool(let value)) = test else { throw HorsPlan() }
            return value ? a : b
        }
        if let (x, casA) = coded(a), let (y, casB) = coded(b) {
            if x == y { return a }
            let register = register({ .choix(dst: $0, masque: mask, x, y) }, \.codes)
            return .code(register, cas: casA + casB.filter { !casA.contains($0) })
        }
        if case .constante(.bool(let x)) = a, case .constante(.bool(let y)) = b { return x == y ? a : x ? test : try negation(test) }
        if case .masque = a, case .masque = b { return try disjonction(conjonction(test, a), conjonction(negation(test), b)) }
        return try selectNumber(mask, a, b)
    }

    mutating func coded(_ symbole: Symbole) -> (Plan.Code, [String])? {
        switch symbole {
        case .code(let register, let cas): return (.registre(register), cas)
        case .constante(.texte(let word)): return (.constante(code(word)), [word])
        default: return nil
        }
    }

    mutating func selectNumber(_ mask: Int, _ a: Symbole, _ b: Symbole) throws(HorsPlan) -> Symbole {
        guard let (denA, _, _) = Planificateur.bounds(a), let (denB, _, _) = Planificateur.bounds(b) else { throw HorsPlan() }
        let denominator = Planificateur.lcm(denA, denB)
        guard denominator > 0 else { throw HorsPlan() }
        let (x, lowA, highA) = try operand(a, denominator)
        let (y, lowB, highB) = try operand(b, denominator)
        let register = register({ .nombreChoix(dst: $0, masque: mask, x, y) }, \.nombres)
        return .nombre(.registre(register), denominateur: denominator, low: Swift.min(lowA, lowB), high: Swift.max(highA, highB))
    }

    static func bounds(_ symbole: Symbole) -> (Int64, Int64, Int64)? {
        switch symbole {
        case .nombre(_, let denominateur, let low, let high): (denominateur, low, high)
        case .constante(.nombre(let value)): (value.denominator, value.numerator, value.numerator)
        default: nil
        }
    }

    /// The operand over a wider denominator.
    mutating func operand(_ symbole: Symbole, _ denominator: Int64) throws(HorsPlan) -> (Plan.Nombre, Int64, Int64) {
        switch symbole {
        case .constante(.nombre(let value)):
            let scaled = value * Rational(Int(denominator))
            guard scaled.isInteger, let narrow = Int32(exactly: scaled.numerator) else { throw HorsPlan() }
            return (.constante(narrow), scaled.numerator, scaled.numerator)
        case .nombre(let source, let own, let low, let high):
            let factor = denominator / own
            if factor == 1 { return (.source(source), low, high) }
            guard let narrow = Int32(exactly: factor), high * factor < Int64(Int32.max), low * factor > Int64(Int32.min) else { throw HorsPlan() }
            let register = register({ .lineaire(dst: $0, base: 0, [.init(source: source, poids: narrow)]) }, \.nombres)
            return (.source(.registre(register)), low * factor, high * factor)
        default: throw HorsPlan()
        }
    }
}

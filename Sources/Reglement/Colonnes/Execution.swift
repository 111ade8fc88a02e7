import Scolarite
import Valeurs

/// Runs a plan over blocks of élèves that fit the cache.
struct Execution {
    /// Élèves in a block: their registers stay in the second-level cache.
    static let bloc = 1024

    let plan: Plan
    let notes: Notes

    /// Registers of one block.
    private final class Registres {
        let nombres: UnsafeMutablePointer<Int32>
        let masques: UnsafeMutablePointer<UInt8>
        let codes: UnsafeMutablePointer<UInt8>
        let ecartes: UnsafeMutablePointer<UInt8>

        init(_ plan: Plan) {
            nombres = .allocate(capacity: Swift.max(1, plan.nombres) * Execution.bloc)
            masques = .allocate(capacity: Swift.max(1, plan.masques) * Execution.bloc)
            codes = .allocate(capacity: Swift.max(1, plan.codes) * Execution.bloc)
            ecartes = .allocate(capacity: Execution.bloc)
        }

        deinit {
            nombres.deallocate()
            masques.deallocate()
            codes.deallocate()
            ecartes.deallocate()
        }
    }

    /// Judges élèves `range`, all of the plan's shape or set apart by `irreguliers`, and writes the outputs in `colonnes`.
    func run(_ range: Range<Int>, into colonnes: ColonnesBrutes) {
        let registers = Registres(plan)
        var start = range.lowerBound
        while start < range.upperBound {
            let count = Swift.min(Execution.bloc, range.upperBound - start)
            block(start, count, registers, colonnes)
            start += count
        }
    }

    private func block(_ start: Int, _ count: Int, _ r: Registres, _ out: ColonnesBrutes) {
        r.ecartes.update(repeating: 0, count: count)
        check(plan.notees, start, count, r.ecartes) { $0 ^ Etat.note.rawValue }
        check(plan.appreciees, start, count, r.ecartes) { $0 == Etat.v.rawValue || $0 == Etat.nv.rawValue ? 0 : 1 }
        for operation in plan.operations { execute(operation, start, count, r) }
        for (offset, sortie) in plan.sorties.enumerated() { write(sortie, offset, start, count, r, out) }
        for (offset, classement) in plan.classements.enumerated() {
            let keys = out.cles[offset]
            source(classement.cle, start, r) { values in for i in 0..<count { keys[start + i] = values[i] } }
            let members = out.membres[offset]
            if let mask = classement.parmi {
                let values = r.masques + mask * Execution.bloc
                for i in 0..<count { members[start + i] = values[i] }
            } else {
                (members + start).update(repeating: 1, count: count)
            }
        }
        for i in 0..<count { out.ecartes[start + i] |= r.ecartes[i] }
    }

    /// Marks the élèves whose épreuves are not in the state that the plan supposes.
    @inline(__always)
    private func check(_ epreuves: [Int], _ start: Int, _ count: Int, _ ecartes: UnsafeMutablePointer<UInt8>, _ wrong: (UInt8) -> UInt8) {
        for epreuve in epreuves {
            notes.sessions[0][epreuve].etats.withUnsafeBufferPointer { states in
                guard let base = states.baseAddress else { return }
                let own = base + start
                for i in 0..<count { ecartes[i] |= wrong(own[i]) }
            }
        }
    }

    @inline(__always)
    private func source(_ source: Plan.Source, _ start: Int, _ r: Registres, _ body: (UnsafePointer<Int32>) -> Void) {
        switch source {
        case .registre(let index): body(UnsafePointer(r.nombres + index * Execution.bloc))
        case .epreuve(let index):
            notes.sessions[0][index].hundredths.withUnsafeBufferPointer { if let base = $0.baseAddress { body(base + start) } }
        }
    }

    private func execute(_ operation: Plan.Operation, _ start: Int, _ n: Int, _ r: Registres) {
        let bloc = Execution.bloc
        switch operation {
        case .lineaire(let dst, let base, let termes): lineaire(r.nombres + dst * bloc, base, termes, start, n, r)
        case .compare(let dst, let src, let op, let seuil):
            let d = r.masques + dst * bloc
            source(src, start, r) { s in
                switch op {
                case .inferieur: for i in 0..<n { d[i] = s[i] < seuil ? 1 : 0 }
                case .inferieurOuEgal: for i in 0..<n { d[i] = s[i] <= seuil ? 1 : 0 }
                case .egal: for i in 0..<n { d[i] = s[i] == seuil ? 1 : 0 }
                }
            }
        case .etat(let dst, let epreuve, let etat):
            let d = r.masques + dst * bloc
            let wanted = etat.rawValue
            notes.sessions[0][epreuve].etats.withUnsafeBufferPointer { states in
                guard let base = states.baseAddress else { return }
                let own = base + start
                for i in 0..<n { d[i] = own[i] == wanted ? 1 : 0 }
            }
        case .et(let dst, let a, let b):
            let (d, x, y) = (r.masques + dst * bloc, r.masques + a * bloc, r.masques + b * bloc)
            for i in 0..<n { d[i] = x[i] & y[i] }
        case .ou(let dst, let a, let b):
            let (d, x, y) = (r.masques + dst * bloc, r.masques + a * bloc, r.masques + b * bloc)
            for i in 0..<n { d[i] = x[i] | y[i] }
        case .non(let dst, let a):
            let (d, x) = (r.masques + dst * bloc, r.masques + a * bloc)
            for i in 0..<n { d[i] = x[i] ^ 1 }
        case .compte(let dst, let base, let termes):
            let d = r.nombres + dst * bloc
            for i in 0..<n { d[i] = base }
            for terme in termes {
                guard case .registre(let mask) = terme.source else { continue }
                let (x, w) = (r.masques + mask * bloc, terme.poids)
                for i in 0..<n { d[i] &+= x[i] != 0 ? w : 0 }
            }
        case .choix(let dst, let masque, let a, let b): choix(r.codes + dst * bloc, r.masques + masque * bloc, a, b, n, r)
        case .codeEgal(let dst, let src, let code):
            let (d, x) = (r.masques + dst * bloc, r.codes + src * bloc)
            for i in 0..<n { d[i] = x[i] == code ? 1 : 0 }
        case .nombreChoix(let dst, let masque, let a, let b): nombreChoix(r.nombres + dst * bloc, r.masques + masque * bloc, a, b, start, n, r)
        case .ecarte(let masque):
            let x = r.masques + masque * bloc
            for i in 0..<n { r.ecartes[i] |= x[i] }
        }
    }

    /// Bounds were checked when the plan was made: no sum overflows.
    private func lineaire(_ d: UnsafeMutablePointer<Int32>, _ base: Int32, _ termes: [Plan.Terme], _ start: Int, _ n: Int, _ r: Registres) {
        guard termes.count >= 2 else {
            source(termes[0].source, start, r) { s in
                let w = termes[0].poids
                for i in 0..<n { d[i] = base &+ s[i] &* w }
            }
            return
        }
        source(termes[0].source, start, r) { s in
            source(termes[1].source, start, r) { t in
                let (w, v) = (termes[0].poids, termes[1].poids)
                for i in 0..<n { d[i] = base &+ s[i] &* w &+ t[i] &* v }
            }
        }
        var next = 2
        while next + 1 < termes.count {
            source(termes[next].source, start, r) { s in
                source(termes[next + 1].source, start, r) { t in
                    let (w, v) = (termes[next].poids, termes[next + 1].poids)
                    for i in 0..<n { d[i] = d[i] &+ s[i] &* w &+ t[i] &* v }
                }
            }
            next += 2
        }
        if next < termes.count {
            source(termes[next].source, start, r) { s in
                let w = termes[next].poids
                for i in 0..<n { d[i] = d[i] &+ s[i] &* w }
            }
        }
    }

    private func choix(
        _ d: UnsafeMutablePointer<UInt8>, _ mask: UnsafeMutablePointer<UInt8>, _ a: Plan.Code, _ b: Plan.Code, _ n: Int, _ r: Registres
    ) {
        switch (a, b) {
        case (.constante(let x), .constante(let y)): for i in 0..<n { d[i] = mask[i] != 0 ? x : y }
        case (.constante(let x), .registre(let other)):
            let y = r.codes + other * Execution.bloc
            for i in 0..<n { d[i] = mask[i] != 0 ? x : y[i] }
        case (.registre(let one), .constante(let y)):
            let x = r.codes + one * Execution.bloc
            for i in 0..<n { d[i] = mask[i] != 0 ? x[i] : y }
        case (.registre(let one), .registre(let other)):
            let (x, y) = (r.codes + one * Execution.bloc, r.codes + other * Execution.bloc)
            for i in 0..<n { d[i] = mask[i] != 0 ? x[i] : y[i] }
        }
    }

    private func nombreChoix(
        _ d: UnsafeMutablePointer<Int32>, _ mask: UnsafeMutablePointer<UInt8>, _ a: Plan.Nombre, _ b: Plan.Nombre, _ start: Int, _ n: Int,
        _ r: Registres
    ) {
        switch b {
        case .constante(let y): for i in 0..<n { d[i] = y }
        case .source(let other): source(other, start, r) { y in for i in 0..<n { d[i] = y[i] } }
        }
        switch a {
        case .constante(let x): for i in 0..<n { d[i] = mask[i] != 0 ? x : d[i] }
        case .source(let one): source(one, start, r) { x in for i in 0..<n { d[i] = mask[i] != 0 ? x[i] : d[i] } }
        }
    }

    private func write(_ sortie: Plan.Sortie, _ offset: Int, _ start: Int, _ n: Int, _ r: Registres, _ out: ColonnesBrutes) {
        switch sortie.valeur {
        case .code(let register):
            guard let d = out.codes[offset] else { return }
            (d + start).update(from: r.codes + register * Execution.bloc, count: n)
        case .nombre(let src, _):
            guard let d = out.nombres[offset] else { return }
            source(src, start, r) { values in (d + start).update(from: values, count: n) }
        case .codeConstant, .nombreConstant: break
        }
    }
}

/// The columns that a plan fills, by output; owned by ``JugementEnColonnes``.
final class ColonnesBrutes: @unchecked Sendable {
    // Safe to share: each block writes its own élèves, and nobody reads before all are written.
    let count: Int
    let codes: [UnsafeMutablePointer<UInt8>?]
    let nombres: [UnsafeMutablePointer<Int32>?]
    /// Élèves that the plan cannot judge.
    let ecartes: UnsafeMutablePointer<UInt8>
    let cles: [UnsafeMutablePointer<Int32>]
    let membres: [UnsafeMutablePointer<UInt8>]
    let grades: [UnsafeMutablePointer<UInt8>]

    init(_ plan: Plan, count: Int) {
        self.count = count
        let size = Swift.max(1, count)
        codes = plan.sorties.map { sortie in
            guard case .code = sortie.valeur else { return nil }
            return .allocate(capacity: size)
        }
        nombres = plan.sorties.map { sortie in
            guard case .nombre = sortie.valeur else { return nil }
            return .allocate(capacity: size)
        }
        ecartes = .allocate(capacity: size)
        ecartes.initialize(repeating: 0, count: size)
        cles = plan.classements.map { _ in .allocate(capacity: size) }
        membres = plan.classements.map { _ in .allocate(capacity: size) }
        grades = plan.classements.map { _ in
            let column = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
            column.initialize(repeating: UInt8.max, count: size)
            return column
        }
    }

    deinit {
        codes.forEach { $0?.deallocate() }
        nombres.forEach { $0?.deallocate() }
        ecartes.deallocate()
        cles.forEach { $0.deallocate() }
        membres.forEach { $0.deallocate() }
        grades.forEach { $0.deallocate() }
    }
}

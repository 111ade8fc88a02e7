import Scolarite
import Valeurs

/// Runs a plan over blocks of élèves that fit the cache.
struct Execution {
    /// Élèves in a block: long enough for the memory to run ahead of the reading, short enough for the registers to stay in the cache.
    static let bloc = 2048

    let plan: Plan
    let notes: Notes

    /// Where each register of a block starts: in the columns for those that are kept, in memory used again from block to block for
    /// the others.
    private final class Registres {
        let nombres: UnsafeMutablePointer<UnsafeMutablePointer<Int32>>
        let masques: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>>
        let codes: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>>
        let ecartes: UnsafeMutablePointer<UInt8>
        private let nombresPropres: UnsafeMutablePointer<Int32>
        private let octetsPropres: UnsafeMutablePointer<UInt8>
        private let colonnes: ColonnesBrutes
        private let plan: Plan

        init(_ plan: Plan, _ colonnes: ColonnesBrutes) {
            (self.plan, self.colonnes) = (plan, colonnes)
            nombres = .allocate(capacity: Swift.max(1, plan.nombres))
            masques = .allocate(capacity: Swift.max(1, plan.masques))
            codes = .allocate(capacity: Swift.max(1, plan.codes))
            nombresPropres = .allocate(capacity: Swift.max(1, plan.nombres) * Execution.bloc)
            octetsPropres = .allocate(capacity: (plan.masques + plan.codes + 1) * Execution.bloc)
            ecartes = octetsPropres + (plan.masques + plan.codes) * Execution.bloc
            for register in 0..<plan.nombres { nombres[register] = nombresPropres + register * Execution.bloc }
            for register in 0..<plan.masques { masques[register] = octetsPropres + register * Execution.bloc }
            for register in 0..<plan.codes { codes[register] = octetsPropres + (plan.masques + register) * Execution.bloc }
        }

        /// Before the block that starts at this élève.
        func place(_ start: Int) {
            for (register, column) in colonnes.nombres { nombres[register] = column + start }
            for (register, column) in colonnes.masques { masques[register] = column + start }
            for (register, column) in colonnes.codes { codes[register] = column + start }
        }

        deinit {
            nombres.deallocate()
            masques.deallocate()
            codes.deallocate()
            nombresPropres.deallocate()
            octetsPropres.deallocate()
        }
    }

    /// Judges élèves `range`, all of the plan's shape or set apart by `irreguliers`, and writes what is kept in `colonnes`.
    func run(_ range: Range<Int>, into colonnes: ColonnesBrutes) {
        let registers = Registres(plan, colonnes)
        var start = range.lowerBound
        while start < range.upperBound {
            let count = Swift.min(Execution.bloc, range.upperBound - start)
            registers.place(start)
            block(start, count, registers, colonnes)
            start += count
        }
    }

    private func block(_ start: Int, _ count: Int, _ r: Registres, _ out: ColonnesBrutes) {
        r.ecartes.update(repeating: 0, count: count)
        check(plan.notees, start, count, r.ecartes) { $0 ^ Etat.note.rawValue }
        check(plan.appreciees, start, count, r.ecartes) { $0 == Etat.v.rawValue || $0 == Etat.nv.rawValue ? 0 : 1 }
        for operation in plan.operations { execute(operation, start, count, r) }
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
        case .registre(let index): body(UnsafePointer(r.nombres[index]))
        case .epreuve(let index):
            notes.sessions[0][index].hundredths.withUnsafeBufferPointer { if let base = $0.baseAddress { body(base + start) } }
        }
    }

    private func execute(_ operation: Plan.Operation, _ start: Int, _ n: Int, _ r: Registres) {
        switch operation {
        case .lineaire(let dst, let base, let termes): lineaire(r.nombres[dst], base, termes, start, n, r)
        case .compare(let dst, let src, let op, let seuil):
            let d = r.masques[dst]
            source(src, start, r) { s in
                switch op {
                case .inferieur: for i in 0..<n { d[i] = s[i] < seuil ? 1 : 0 }
                case .inferieurOuEgal: for i in 0..<n { d[i] = s[i] <= seuil ? 1 : 0 }
                case .egal: for i in 0..<n { d[i] = s[i] == seuil ? 1 : 0 }
                }
            }
        case .etat(let dst, let epreuve, let etat):
            let d = r.masques[dst]
            let wanted = etat.rawValue
            notes.sessions[0][epreuve].etats.withUnsafeBufferPointer { states in
                guard let base = states.baseAddress else { return }
                let own = base + start
                for i in 0..<n { d[i] = own[i] == wanted ? 1 : 0 }
            }
        case .et(let dst, let a, let b):
            let (d, x, y) = (r.masques[dst], r.masques[a], r.masques[b])
            for i in 0..<n { d[i] = x[i] & y[i] }
        case .ou(let dst, let a, let b):
            let (d, x, y) = (r.masques[dst], r.masques[a], r.masques[b])
            for i in 0..<n { d[i] = x[i] | y[i] }
        case .non(let dst, let a):
            let (d, x) = (r.masques[dst], r.masques[a])
            for i in 0..<n { d[i] = x[i] ^ 1 }
        case .compte(let dst, let base, let termes):
            let d = r.nombres[dst]
            d.update(repeating: base, count: n)
            for terme in termes {
                guard case .registre(let mask) = terme.source else { continue }
                let (x, w) = (r.masques[mask], terme.poids)
                for i in 0..<n { d[i] &+= (0 &- Int32(x[i])) & w }
            }
        case .choix(let dst, let masque, let a, let b): choix(r.codes[dst], r.masques[masque], a, b, n, r)
        case .codeEgal(let dst, let src, let code):
            let (d, x) = (r.masques[dst], r.codes[src])
            for i in 0..<n { d[i] = x[i] == code ? 1 : 0 }
        case .nombreChoix(let dst, let masque, let a, let b): nombreChoix(r.nombres[dst], r.masques[masque], a, b, start, n, r)
        case .ecarte(let masque):
            let x = r.masques[masque]
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

    /// Without a branch on the mask (0 or 1, spread to all bits): the loops then go through many élèves at each step.
    private func choix(
        _ d: UnsafeMutablePointer<UInt8>, _ mask: UnsafeMutablePointer<UInt8>, _ a: Plan.Code, _ b: Plan.Code, _ n: Int, _ r: Registres
    ) {
        switch (a, b) {
        case (.constante(let x), .constante(let y)):
            let change = x ^ y
            for i in 0..<n { d[i] = y ^ ((0 &- mask[i]) & change) }
        case (.constante(let x), .registre(let other)):
            let y = r.codes[other]
            for i in 0..<n { d[i] = y[i] ^ ((0 &- mask[i]) & (x ^ y[i])) }
        case (.registre(let one), .constante(let y)):
            let x = r.codes[one]
            for i in 0..<n { d[i] = y ^ ((0 &- mask[i]) & (x[i] ^ y)) }
        case (.registre(let one), .registre(let other)):
            let (x, y) = (r.codes[one], r.codes[other])
            for i in 0..<n { d[i] = y[i] ^ ((0 &- mask[i]) & (x[i] ^ y[i])) }
        }
    }

    private func nombreChoix(
        _ d: UnsafeMutablePointer<Int32>, _ mask: UnsafeMutablePointer<UInt8>, _ a: Plan.Nombre, _ b: Plan.Nombre, _ start: Int, _ n: Int,
        _ r: Registres
    ) {
        switch b {
        case .constante(let y): d.update(repeating: y, count: n)
        case .source(let other): source(other, start, r) { y in d.update(from: y, count: n) }
        }
        switch a {
        case .constante(let x): for i in 0..<n { d[i] ^= (0 &- Int32(mask[i])) & (x ^ d[i]) }
        case .source(let one): source(one, start, r) { x in for i in 0..<n { d[i] ^= (0 &- Int32(mask[i])) & (x[i] ^ d[i]) } }
        }
    }
}

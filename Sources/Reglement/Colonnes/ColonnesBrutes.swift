import Glibc
import Scolarite

/// The columns that a judgement keeps, by register of its plan: the blocks compute straight into them.
final class ColonnesBrutes: @unchecked Sendable {
    // Safe to share: each block writes its own élèves, and nobody reads before all are written.
    let count: Int
    let nombres: [Int: UnsafeMutablePointer<Int32>]
    let masques: [Int: UnsafeMutablePointer<UInt8>]
    let codes: [Int: UnsafeMutablePointer<UInt8>]
    /// Élèves that the plan cannot judge.
    let ecartes: UnsafeMutablePointer<UInt8>
    /// By ranking of the plan; ``sansGrade`` where it gives none.
    let grades: [UnsafeMutablePointer<UInt8>]
    private let notes: Notes
    private let memoire: UnsafeMutableRawPointer

    static let sansGrade = UInt8.max

    init(_ plan: Plan, _ notes: Notes, count: Int) {
        (self.count, self.notes) = (count, notes)
        var (numbers, masks, words): (Set<Int>, Set<Int>, Set<Int>) = ([], [], [])
        for sortie in plan.sorties {
            switch sortie.valeur {
            case .code(let register): words.insert(register)
            case .nombre(.registre(let register), _): numbers.insert(register)
            default: break
            }
        }
        for classement in plan.classements {
            if let mask = classement.parmi { masks.insert(mask) }
            if case .registre(let register) = classement.cle { numbers.insert(register) }
        }
        // Every column starts on a line of the cache.
        let step = (count + 63) / 64 * 64
        memoire = Self.reserver((4 * numbers.count + masks.count + words.count + plan.classements.count + 1) * step)
        var next = memoire
        func column<T: FixedWidthInteger>(_: T.Type) -> UnsafeMutablePointer<T> {
            defer { next += step * MemoryLayout<T>.size }
            return next.bindMemory(to: T.self, capacity: step)
        }
        func columns<T: FixedWidthInteger>(_ registers: Set<Int>) -> [Int: UnsafeMutablePointer<T>] {
            Dictionary(uniqueKeysWithValues: registers.map { ($0, column(T.self)) })
        }
        nombres = columns(numbers)
        masques = columns(masks)
        codes = columns(words)
        ecartes = column(UInt8.self)
        ecartes.initialize(repeating: 0, count: count)
        grades = plan.classements.map { _ in column(UInt8.self) }
        for column in grades { column.initialize(repeating: Self.sansGrade, count: count) }
    }

    deinit { memoire.deallocate() }

    /// Memory for all the columns. A large promotion asks the system for its widest pages: given 4 KiB at a time, they took longer to
    /// come than the judgement to be made.
    private static func reserver(_ size: Int) -> UnsafeMutableRawPointer {
        let page = 2 << 20
        guard size >= page else { return .allocate(byteCount: size, alignment: 64) }
        let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: page)
        // Advice: where the system does not follow it, only the speed changes.
        _ = madvise(memory, size, MADV_HUGEPAGE)
        return memory
    }

    /// The whole column of a number: computed, or the marks of an épreuve as they are.
    func avec<Result>(_ source: Plan.Source, _ body: (UnsafePointer<Int32>) -> Result) -> Result? {
        switch source {
        case .registre(let register): nombres[register].map { body($0) }
        case .epreuve(let index): notes.sessions[0][index].hundredths.withUnsafeBufferPointer { $0.baseAddress.map(body) }
        }
    }
}

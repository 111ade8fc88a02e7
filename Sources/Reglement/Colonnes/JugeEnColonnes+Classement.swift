import Valeurs

extension JugeEnColonnes {
    /// Gives the grades of one ranking of the plan, by the slices of its text: élèves with equal means have the same rank.
    func classer(_ index: Int, _ brutes: ColonnesBrutes) {
        let classement = plan.classements[index]
        let members = classement.parmi.flatMap { brutes.masques[$0] }
        _ = brutes.avec(classement.cle) { keys in
            guard let borders = bornes(classement, keys, members, brutes.count) else { return }
            Self.grader(brutes.grades[index], keys, members, brutes.count, classement, borders)
        }
    }

    /// The first value of each slice after the first, in the order of the ranking; `nil` where nobody is ranked.
    private func bornes(
        _ classement: Plan.ClassementEnColonnes, _ keys: UnsafePointer<Int32>, _ members: UnsafeMutablePointer<UInt8>?, _ count: Int
    ) -> [Int32]? {
        // Over everyone, ranked or not: without a branch on who is, each pass goes through many élèves at each step.
        var (low, high, total) = (Int32.max, Int32.min, 0)
        for eleve in 0..<count {
            low = Swift.min(low, keys[eleve])
            high = Swift.max(high, keys[eleve])
        }
        if let members { for eleve in 0..<count { total += Int(members[eleve]) } } else { total = count }
        guard total > 0 else { return nil }
        let lasts = Self.derniersRangs(total, classement.parts)
        // Means are integers in a narrow range: counting them is quicker than sorting them, until the range outgrows the élèves by far.
        let span = Int(high) - Int(low) + 1
        guard span <= 1 << 24 else { return bornesTriees(classement, keys, members, count, lasts) }
        let counts = UnsafeMutablePointer<Int32>.allocate(capacity: span)
        defer { counts.deallocate() }
        counts.initialize(repeating: 0, count: span)
        if let members {
            for eleve in 0..<count { counts[Int(keys[eleve] &- low)] &+= Int32(members[eleve]) }
        } else {
            for eleve in 0..<count { counts[Int(keys[eleve] &- low)] &+= 1 }
        }
        var borders: [Int32] = []
        var rank = 1
        for step in 0..<span {
            let value = classement.decroissant ? span - 1 - step : step
            if counts[value] == 0 { continue }
            while borders.count < lasts.count - 1, rank > lasts[borders.count] { borders.append(low + Int32(value)) }
            rank += Int(counts[value])
        }
        return borders
    }

    private func bornesTriees(
        _ classement: Plan.ClassementEnColonnes, _ keys: UnsafePointer<Int32>, _ members: UnsafeMutablePointer<UInt8>?, _ count: Int,
        _ lasts: [Int]
    ) -> [Int32] {
        var values: [Int32] = []
        for eleve in 0..<count where members?[eleve] != 0 { values.append(keys[eleve]) }
        if classement.decroissant { values.sort(by: >) } else { values.sort() }
        var borders: [Int32] = []
        var rank = 1
        for (position, value) in values.enumerated() {
            if position > 0, values[position - 1] != value { rank = position + 1 }
            while borders.count < lasts.count - 1, rank > lasts[borders.count] { borders.append(value) }
        }
        return borders
    }

    /// The last rank of each slice.
    private static func derniersRangs(_ total: Int, _ parts: [(code: UInt8, pourcent: Rational)]) -> [Int] {
        var cumul = Rational.zero
        return parts.map { part in
            cumul = cumul + part.pourcent
            return Int((Rational(total) * cumul / Rational(100) + Rational(1, over: 2)).floor)
        }
    }

    /// The grade of everyone by comparing with the borders, slice after slice: without a branch, many élèves at each step.
    private static func grader(
        _ grades: UnsafeMutablePointer<UInt8>, _ keys: UnsafePointer<Int32>, _ members: UnsafeMutablePointer<UInt8>?, _ count: Int,
        _ classement: Plan.ClassementEnColonnes, _ borders: [Int32]
    ) {
        let codes = classement.parts.map(\.code)
        for start in stride(from: 0, to: count, by: Execution.bloc) {
            let n = Swift.min(Execution.bloc, count - start)
            let (grade, key) = (grades + start, keys + start)
            grade.update(repeating: codes[0], count: n)
            // Whoever is past a border was past those before it.
            for (slice, border) in borders.enumerated() {
                let change = codes[slice] ^ codes[slice + 1]
                if classement.decroissant {
                    for i in 0..<n { grade[i] ^= key[i] <= border ? change : 0 }
                } else {
                    for i in 0..<n { grade[i] ^= key[i] >= border ? change : 0 }
                }
            }
            guard let members else { continue }
            let member = members + start
            // 1 for a member, 0 for another: nothing changes, or every bit is set, which is no grade.
            for i in 0..<n { grade[i] |= member[i] &- 1 }
        }
    }
}

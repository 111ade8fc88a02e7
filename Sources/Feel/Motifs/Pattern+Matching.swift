extension Pattern {
    /// The pattern asked for more steps than allowed.
    struct TooSlow: Error {}

    /// A match: the ranges of the whole and of each group, `nil` for a group that took no part.
    struct Match {
        var groups: [Range<Int>?]
        var range: Range<Int> { groups[0] ?? 0..<0 }
    }

    /// The first match at or after `start`. `budget` is used up as the search goes.
    func firstMatch(in text: [Unicode.Scalar], from start: Int, budget: inout Int) throws(TooSlow) -> Match? {
        var position = start
        while position <= text.count {
            if let match = try match(text, at: position, budget: &budget) { return match }
            position += 1
        }
        return nil
    }

    /// All matches from left to right; one that is empty moves the search on by one scalar.
    func matches(in text: [Unicode.Scalar], budget: inout Int) throws(TooSlow) -> [Match] {
        var found: [Match] = []
        var position = 0
        while position <= text.count, let match = try firstMatch(in: text, from: position, budget: &budget) {
            found.append(match)
            position = match.range.isEmpty ? match.range.upperBound + 1 : match.range.upperBound
        }
        return found
    }

    private enum Pending {
        case branch(at: Int, position: Int)
        case restoreGroup(Int, Int)
        case restoreLoop(Int, Int)
    }

    private func match(_ text: [Unicode.Scalar], at start: Int, budget: inout Int) throws(TooSlow) -> Match? {
        var saved = [Int](repeating: -1, count: 2 * (groupCount + 1))
        var loops = [Int](repeating: -1, count: loopCount)
        var stack: [Pending] = []
        var counter = 0
        var position = start
        while true {
            budget -= 1
            guard budget > 0, stack.count < 1_000_000 else { throw TooSlow() }
            var succeeded = true
            switch program[counter] {
            case .match:
                var groups: [Range<Int>?] = [start..<position]
                for group in 0..<groupCount {
                    let (low, high) = (saved[2 * group + 2], saved[2 * group + 3])
                    groups.append(low >= 0 && high >= low ? low..<high : nil)
                }
                return Match(groups: groups)
            case .scalar(let scalar):
                succeeded = position < text.count && (flags.ignoresCase ? ScalarSet.folded(text[position]) : text[position]) == scalar
                position += 1
            case .set(let set):
                succeeded = position < text.count && set.contains(text[position], ignoringCase: flags.ignoresCase)
                position += 1
            case .anything:
                succeeded = position < text.count && (flags.dotMatchesNewline || text[position] != "\n" && text[position] != "\r")
                position += 1
            case .start:
                succeeded = position == 0 || flags.multiline && position < text.count && text[position - 1] == "\n"
            case .end:
                succeeded = position == text.count || flags.multiline && text[position] == "\n"
            case .save(let slot):
                stack.append(.restoreGroup(slot, saved[slot]))
                saved[slot] = position
            case .backreference(let group):
                let (low, high) = (saved[2 * group], saved[2 * group + 1])
                if low >= 0, high >= low {
                    succeeded = position + high - low <= text.count && repeats(text, low..<high, at: position)
                    position += high - low
                }
            case .jump(let target):
                counter = target
                continue
            case .split(let first, let second):
                stack.append(.branch(at: second, position: position))
                counter = first
                continue
            case .enter(let loop):
                stack.append(.restoreLoop(loop, loops[loop]))
                loops[loop] = position
            case .advance(let loop): succeeded = loops[loop] != position
            }
            if succeeded {
                counter += 1
            } else {
                backtrack: while true {
                    switch stack.popLast() {
                    case nil: return nil
                    case .restoreGroup(let slot, let value): saved[slot] = value
                    case .restoreLoop(let loop, let value): loops[loop] = value
                    case .branch(let target, let back):
                        counter = target
                        position = back
                        break backtrack
                    }
                }
            }
        }
    }

    private func repeats(_ text: [Unicode.Scalar], _ range: Range<Int>, at position: Int) -> Bool {
        for offset in 0..<range.count {
            let (a, b) = (text[range.lowerBound + offset], text[position + offset])
            guard a == b || flags.ignoresCase && ScalarSet.folded(a) == ScalarSet.folded(b) else { return false }
        }
        return true
    }
}

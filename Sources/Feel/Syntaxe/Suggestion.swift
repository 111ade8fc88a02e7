/// The nearest known word to one that is not known.
public enum Suggestion {
    /// The candidate at the least edit distance from `word`, or `nil` when none is close: at most a third of the letters may differ,
    /// and at least one may. Letter case counts for less than a letter. Of two equally near, the first in alphabetical order.
    public static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
        let target = Array(word)
        guard target.count <= lengthLimit else { return nil }
        let allowed = max(1, target.count / 3) * 2
        var best: (distance: Int, candidate: String)?
        for candidate in candidates where candidate != word {
            let letters = Array(candidate)
            guard abs(letters.count - target.count) * 2 <= allowed else { continue }
            let found = distance(target, letters)
            guard found <= allowed, found < 2 * max(letters.count, target.count) else { continue }
            if let current = best, (current.distance, current.candidate) <= (found, candidate) { continue }
            best = (found, candidate)
        }
        return best?.candidate
    }

    /// No word that people write is longer, and distances cost the product of the lengths.
    private static let lengthLimit = 100

    /// Twice the number of insertions, deletions, substitutions and swaps of neighbours; a change of letter case alone counts 1.
    static func distance(_ a: [Character], _ b: [Character]) -> Int {
        // What two words begin and end with alike costs nothing, and names of one family differ in little else.
        let start = zip(a, b).prefix { $0 == $1 }.count
        let end = zip(a[start...].reversed(), b[start...].reversed()).prefix { $0 == $1 }.count
        return distanceOfDifferent(Array(a[start..<(a.count - end)]), Array(b[start..<(b.count - end)]))
    }

    private static func distanceOfDifferent(_ a: [Character], _ b: [Character]) -> Int {
        let (low, other) = (a.map { $0.lowercased() }, b.map { $0.lowercased() })
        var beforePrevious = [Int](repeating: 0, count: b.count + 1)
        var previous = (0...b.count).map { $0 * 2 }
        for i in 0..<a.count {
            var current = [(i + 1) * 2] + [Int](repeating: 0, count: b.count)
            for j in 0..<b.count {
                let substitution = a[i] == b[j] ? 0 : low[i] == other[j] ? 1 : 2
                current[j + 1] = min(previous[j] + substitution, previous[j + 1] + 2, current[j] + 2)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    current[j + 1] = min(current[j + 1], beforePrevious[j - 1] + 2)
                }
            }
            beforePrevious = previous
            previous = current
        }
        return previous[b.count]
    }
}

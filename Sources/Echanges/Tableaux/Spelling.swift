/// Words that were nearly written right.
enum Spelling {
    private static let accents: [Character: Character] = [
        "à": "a", "â": "a", "ä": "a", "ç": "c", "é": "e", "è": "e", "ê": "e", "ë": "e", "î": "i", "ï": "i", "ô": "o", "ö": "o", "ù": "u", "û": "u",
        "ü": "u",
    ]

    /// The word in ASCII `snake_case`, as identifiers of the contract are written.
    static func plain(_ word: String) -> String {
        String(word.lowercased().map { accents[$0] ?? ($0 == " " || $0 == "-" ? "_" : $0) })
    }

    /// The known word nearest to one that is not known: at most a third of its letters may differ, and one always may.
    static func closest(to word: String, among words: [String]) -> String? {
        let target = Array(plain(word).utf8.prefix(64))
        guard !target.isEmpty else { return nil }
        var best: (distance: Int, word: String)?
        for candidate in words {
            let letters = Array(plain(candidate).utf8)
            let found = distance(target, letters)
            guard found <= max(1, letters.count / 3), found < max(letters.count, target.count) else { continue }
            if let current = best, current.distance <= found { continue }
            best = (found, candidate)
        }
        return best?.word
    }

    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var previous = Array(0...b.count)
        for i in 0..<a.count {
            var current = [i + 1]
            for j in 0..<b.count { current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))) }
            previous = current
        }
        return previous[b.count]
    }
}

extension StringProtocol {
    /// Columns that the text takes on a terminal: an accented letter takes one however it is encoded, an ideogram two.
    var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

    /// The text followed, or preceded, by the spaces that make it `width` columns wide.
    func padded(to width: Int, _ alignment: Alignment = .leading) -> String {
        let spaces = String(repeating: " ", count: Swift.max(0, width - displayWidth))
        return alignment == .leading ? self + spaces : spaces + self
    }
}

extension Character {
    fileprivate var displayWidth: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0xFEFF: return 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}

/// On which side of its column a text stands.
enum Alignment: Sendable { case leading, trailing }

/// Cuts a text into lines of at most `width` columns, between words; a longer word has a line to itself. A line that starts with
/// spaces is an example: it stays whole.
func wrapped(_ text: String, width: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
        if paragraph.first == " " { return [String(paragraph)] }
        var lines: [String] = []
        var line = ""
        for word in paragraph.split(separator: " ") {
            if line.isEmpty {
                line = String(word)
            } else if line.displayWidth + 1 + word.displayWidth <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        return lines + [line]
    }
}

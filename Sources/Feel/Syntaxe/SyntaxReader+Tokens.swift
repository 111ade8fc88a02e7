/// Names, keywords, strings, comments, and the errors that say where reading stopped.
extension SyntaxReader {
    /// White space and comments.
    mutating func skipTrivia() throws(ParseError) {
        if scanner.position != trivia.upperBound { trivia = scanner.position..<scanner.position }
        let start = trivia.lowerBound
        defer { trivia = start..<max(start, scanner.position) }
        while true {
            scanner.skipWhitespace()
            if scanner.starts(with: "//") {
                while let scalar = scanner.scalar(), scalar != "\n", scalar != "\r" { _ = scanner.next() }
            } else if scanner.starts(with: "/*") {
                let start = scanner.position
                scanner.position += 2
                while !scanner.starts(with: "*/") {
                    guard !scanner.isAtEnd else { throw ParseError(message: Wording.unterminatedComment, offset: start) }
                    scanner.position += 1
                }
                scanner.position += 2
            } else {
                return
            }
        }
    }

    // MARK: Names

    mutating func identifier() -> String? {
        guard let scalar = scanner.scalar(), Scanner.isNameStart(scalar) else { return nil }
        return scanner.word()
    }

    /// The longest known name of several pieces that stands at the cursor.
    mutating func knownName() -> String? {
        let start = scanner.position
        guard let first = identifier() else { return nil }
        let afterFirst = scanner.position
        for pieces in names.candidates(beginningWith: first) {
            if matches(pieces.dropFirst()) { return NameIndex.text(of: pieces) }
            scanner.position = afterFirst
        }
        scanner.position = start
        return nil
    }

    private mutating func matches(_ pieces: ArraySlice<NameIndex.Piece>) -> Bool {
        for piece in pieces {
            switch piece {
            case .space:
                let before = scanner.position
                scanner.skipWhitespace()
                guard scanner.position > before else { return false }
            case .symbol(let byte):
                guard scanner.byte == byte, !scanner.isAtEnd else { return false }
                scanner.position += 1
            case .word(let word):
                guard scanner.word() == word else { return false }
            }
        }
        return true
    }

    /// A name of any number of pieces, up to the place where `stop` says it ends. The cursor is left where it was on failure.
    private mutating func freeName(until stop: (Scanner, _ word: String?) -> Bool) -> String? {
        let start = scanner.position
        var pieces: [NameIndex.Piece] = []
        while true {
            let before = scanner.position
            scanner.skipWhitespace()
            guard let scalar = scanner.scalar() else { break }
            let isWord = pieces.isEmpty ? Scanner.isNameStart(scalar) : Scanner.isNamePart(scalar)
            let wordStart = scanner.position
            let word = isWord ? scanner.word() : nil
            scanner.position = wordStart
            if !pieces.isEmpty, stop(scanner, word) { return NameIndex.text(of: pieces) }
            if scanner.position > before, !pieces.isEmpty { pieces.append(.space) }
            if let word {
                scanner.position += word.utf8.count
                pieces.append(.word(word))
            } else if !pieces.isEmpty, Scanner.isNameSymbol(scanner.byte) {
                pieces.append(.symbol(scanner.byte))
                scanner.position += 1
            } else {
                break
            }
        }
        scanner.position = start
        return nil
    }

    /// A key or a named argument; the cursor then stands after the colon.
    mutating func nameBeforeColon() -> String? {
        guard let name = freeName(until: { scanner, _ in scanner.byte == UInt8(ascii: ":") }) else { return nil }
        scanner.position += 1
        return name
    }

    /// The variable of an iteration; the cursor then stands after `in`.
    mutating func nameBeforeIn() throws(ParseError) -> String? {
        try skipTrivia()
        let start = scanner.position
        guard let name = freeName(until: { _, word in word == "in" }) else {
            if identifier() != nil {
                try skipTrivia()
                throw error(Wording.expected("in", found: found()), suggestion: nil)
            }
            scanner.position = start
            return nil
        }
        scanner.position += 2
        return name
    }

    mutating func parameterName() throws(ParseError) -> String? {
        try skipTrivia()
        return freeName(until: { scanner, _ in
            scanner.byte == UInt8(ascii: ":") || scanner.byte == UInt8(ascii: ",") || scanner.byte == UInt8(ascii: ")")
        })
    }

    // MARK: Symbols and keywords

    func atKeyword(_ word: String) -> Bool {
        guard scanner.starts(with: word) else { return false }
        var after = scanner
        after.position += word.utf8.count
        guard let scalar = after.scalar() else { return true }
        return !Scanner.isNamePart(scalar)
    }

    mutating func accept(_ symbol: String) throws(ParseError) -> Bool {
        try skipTrivia()
        return scanner.skip(symbol)
    }

    mutating func expect(_ symbol: String) throws(ParseError) {
        guard try accept(symbol) else { throw unexpected(expecting: symbol) }
    }

    mutating func expectKeyword(_ word: String) throws(ParseError) {
        try skipTrivia()
        guard atKeyword(word) else { throw unexpected(expecting: word) }
        scanner.position += word.utf8.count
    }

    mutating func expectEnd() throws(ParseError) {
        try skipTrivia()
        if !scanner.isAtEnd { throw unexpected(expecting: nil) }
    }

    // MARK: Strings

    mutating func stringLiteral() throws(ParseError) -> String {
        let start = scanner.position
        scanner.position += 1
        var text = String.UnicodeScalarView()
        while let scalar = scanner.next() {
            if scalar == "\"" { return String(text) }
            if scalar == "\\" { try escape(into: &text) } else { text.append(scalar) }
        }
        throw ParseError(message: Wording.unterminatedString, offset: start)
    }

    private mutating func escape(into text: inout String.UnicodeScalarView) throws(ParseError) {
        let start = scanner.position - 1
        guard let scalar = scanner.next() else { return }
        switch scalar {
        case "n": text.append("\n")
        case "r": text.append("\r")
        case "t": text.append("\t")
        case "\"", "'", "\\": text.append(scalar)
        case "u", "U":
            func failure() -> ParseError {
                ParseError(message: Wording.badEscape(scanner.text(start..<min(scanner.bytes.count, start + 6))), offset: start)
            }
            guard var value = hexadecimal(digits: scalar == "u" ? 4 : 6) else { throw failure() }
            if scalar == "u", (0xD800...0xDBFF).contains(value) {
                guard scanner.skip("\\u"), let low = hexadecimal(digits: 4), (0xDC00...0xDFFF).contains(low) else { throw failure() }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let decoded = Unicode.Scalar(value) else { throw failure() }
            text.append(decoded)
        default:
            // The escapes of regular expressions (`\d`, `\p{L}`) pass through.
            text.append("\\")
            text.append(scalar)
        }
    }

    private mutating func hexadecimal(digits: Int) -> UInt32? {
        var value: UInt32 = 0
        for offset in 0..<digits {
            guard let digit = Character(Unicode.Scalar(scanner.byte(at: offset))).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        scanner.position += digits
        return value
    }

    // MARK: Errors

    /// The word or symbol at the cursor, `nil` at the end.
    func found() -> String? {
        var copy = scanner
        guard let scalar = copy.scalar() else { return nil }
        if Scanner.isNamePart(scalar) { return copy.word() }
        return String(Character(scalar))
    }

    func error(_ message: String, suggestion: String? = nil) -> ParseError {
        ParseError(message: message, offset: min(scanner.position, scanner.bytes.count), suggestion: suggestion)
    }

    private static let keywords = [
        "and", "or", "in", "between", "instance", "of", "then", "else", "return", "satisfies", "if", "for", "some", "every", "true", "false",
    ]

    /// What stands at the cursor cannot follow what precedes. Two words that together are nearly a known name, or a misspelt keyword, are the usual causes.
    func unexpected(expecting token: String?) -> ParseError {
        let found = found()
        var suggestion: String?
        if let found, let first = found.unicodeScalars.first, Scanner.isNameStart(first) {
            let candidates = token.map { [$0] } ?? SyntaxReader.keywords
            suggestion = nameAround() ?? Suggestion.closest(to: found, among: candidates.filter { $0.first?.isLetter == true })
        }
        guard let token, token.first?.isLetter == true || found == nil || suggestion == nil else {
            return error(Wording.unexpected(found ?? ""), suggestion: suggestion)
        }
        return error(Wording.expected(token, found: found), suggestion: suggestion)
    }

    /// The known name nearest to the words before and after the cursor.
    private func nameAround() -> String? {
        var start = scanner.position
        let bytes = scanner.bytes
        while start > 0, bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
        while start > 0, bytes[start - 1] >= 0x80 || Scanner.isNamePart(Unicode.Scalar(bytes[start - 1])) { start -= 1 }
        var after = scanner
        var end = scanner.position
        while let scalar = after.scalar(), Scanner.isNamePart(scalar) {
            _ = after.word()
            end = after.position
            after.skipWhitespace()
        }
        guard start < scanner.position else { return nil }
        return Suggestion.closest(to: scanner.text(start..<end), among: names.all.filter { $0.contains(" ") })
    }
}

import Valeurs

/// Why a text is not JSON: a French sentence and the place.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String
    /// Offset in UTF-8 bytes.
    public let offset: Int

    public var description: String { "\(message) (octet \(offset))" }
}

/// RFC 8259, strictly: no comments, no trailing commas, no duplicate keys, at most ``nestingLimit`` levels.
struct JSONReader {
    static let nestingLimit = 200
    private var scanner: Scanner
    private var depth = 0

    init(_ text: String) { scanner = Scanner(text) }

    private func error(_ message: String) -> JSONError { JSONError(message: message, offset: min(scanner.position, scanner.bytes.count)) }

    mutating func document() throws(JSONError) -> Value {
        _ = scanner.skip("\u{FEFF}")
        let value = try value()
        skipSpace()
        guard scanner.isAtEnd else { throw error(Wording.jsonTrailing) }
        return value
    }

    private mutating func skipSpace() {
        while [0x20, 0x09, 0x0A, 0x0D].contains(scanner.byte), !scanner.isAtEnd { scanner.position += 1 }
    }

    private mutating func value() throws(JSONError) -> Value {
        skipSpace()
        depth += 1
        defer { depth -= 1 }
        guard depth <= JSONReader.nestingLimit else { throw error(Wording.nestedTooDeep(JSONReader.nestingLimit)) }
        switch scanner.byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), 48...57: return try number()
        default: break
        }
        if scanner.skip("null") { return .null }
        if scanner.skip("true") { return .boolean(true) }
        if scanner.skip("false") { return .boolean(false) }
        throw error(scanner.isAtEnd ? Wording.jsonEnd : Wording.jsonUnexpected)
    }

    private mutating func array() throws(JSONError) -> Value {
        scanner.position += 1
        var items: [Value] = []
        skipSpace()
        if scanner.skip("]") { return .list([]) }
        while true {
            items.append(try value())
            skipSpace()
            if scanner.skip("]") { return .list(items) }
            guard scanner.skip(",") else { throw error(scanner.isAtEnd ? Wording.jsonEnd : Wording.jsonUnexpected) }
        }
    }

    private mutating func object() throws(JSONError) -> Value {
        scanner.position += 1
        var context = ContextValue()
        skipSpace()
        if scanner.skip("}") { return .context(context) }
        while true {
            skipSpace()
            guard scanner.byte == UInt8(ascii: "\"") else { throw error(scanner.isAtEnd ? Wording.jsonEnd : Wording.jsonUnexpected) }
            let start = scanner.position
            let key = try string()
            guard context[key] == nil else { throw JSONError(message: Wording.jsonDuplicate(key), offset: start) }
            skipSpace()
            guard scanner.skip(":") else { throw error(scanner.isAtEnd ? Wording.jsonEnd : Wording.jsonUnexpected) }
            context[key] = try value()
            skipSpace()
            if scanner.skip("}") { return .context(context) }
            guard scanner.skip(",") else { throw error(scanner.isAtEnd ? Wording.jsonEnd : Wording.jsonUnexpected) }
        }
    }

    private mutating func number() throws(JSONError) -> Value {
        let start = scanner.position
        _ = scanner.skip("-")
        if !scanner.skip("0") { try digits() }
        if scanner.skip(".") { try digits() }
        if scanner.skip("e") || scanner.skip("E") {
            if !scanner.skip("+") { _ = scanner.skip("-") }
            try digits()
        }
        guard let value = Decimal34(scanner.text(start..<scanner.position)) else {
            throw JSONError(message: Wording.jsonNumberTooLarge, offset: start)
        }
        return .number(value)
    }

    private mutating func digits() throws(JSONError) {
        guard Scanner.isDigit(scanner.byte) else { throw error(Wording.malformedNumber) }
        while Scanner.isDigit(scanner.byte) { scanner.position += 1 }
    }

    private mutating func string() throws(JSONError) -> String {
        scanner.position += 1
        var text = String.UnicodeScalarView()
        while let scalar = scanner.next() {
            switch scalar {
            case "\"": return String(text)
            case "\\": text.append(try escape())
            case "\u{0}"..."\u{1F}": throw error(Wording.jsonUnexpected)
            default: text.append(scalar)
            }
        }
        throw error(Wording.unterminatedString)
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        switch scanner.next() {
        case "\"": return "\""
        case "\\": return "\\"
        case "/": return "/"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            let unit = try hexadecimal()
            if (0xD800...0xDBFF).contains(unit), scanner.skip("\\u") {
                let low = try hexadecimal()
                if (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) { return scalar }
            }
            guard let scalar = Unicode.Scalar(unit) else { throw error(Wording.jsonUnexpected) }
            return scalar
        default: throw error(scanner.isAtEnd ? Wording.jsonEnd : Wording.jsonUnexpected)
        }
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for offset in 0..<4 {
            guard let digit = Character(Unicode.Scalar(scanner.byte(at: offset))).hexDigitValue else { throw error(Wording.jsonUnexpected) }
            value = value << 4 | UInt32(digit)
        }
        scanner.position += 4
        return value
    }
}

extension Wording {
    static let jsonObjectExpected = "un objet JSON est attendu"
    static let jsonEnd = "le JSON s'arrête trop tôt"
    static let jsonUnexpected = "caractère inattendu dans le JSON"
    static let jsonTrailing = "il y a du texte après la fin du JSON"
    static let jsonNumberTooLarge = "ce nombre est trop grand"
    static func jsonDuplicate(_ key: String) -> String { "la clé « \(key) » est donnée deux fois" }
}

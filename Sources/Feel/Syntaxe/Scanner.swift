/// A cursor on the UTF-8 bytes of a source text, with the character classes of FEEL (DMN 1.5, grammar rules 25 to 37 and 61 to 63).
struct Scanner: Sendable {
    let bytes: [UInt8]
    var position = 0

    init(_ source: String) { bytes = Array(source.utf8) }

    var isAtEnd: Bool { position >= bytes.count }
    /// The byte at the cursor, 0 at the end.
    var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

    func byte(at offset: Int) -> UInt8 {
        let index = position + offset
        return index >= 0 && index < bytes.count ? bytes[index] : 0
    }

    /// The Unicode scalar at the cursor. The bytes come from a `String`, so they are valid UTF-8.
    func scalar() -> Unicode.Scalar? { decode()?.scalar }

    private func decode() -> (scalar: Unicode.Scalar, length: Int)? {
        guard position < bytes.count else { return nil }
        let first = bytes[position]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard position + length <= bytes.count else { return ("\u{FFFD}", 1) }
        var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for offset in 1..<length { value = value << 6 | UInt32(bytes[position + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    mutating func next() -> Unicode.Scalar? {
        guard let (scalar, length) = decode() else { return nil }
        position += length
        return scalar
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The longest run of name characters from the cursor, digits included.
    mutating func word() -> String {
        let start = position
        while let (scalar, length) = decode(), Scanner.isNamePart(scalar) { position += length }
        return text(start..<position)
    }

    mutating func skipWhitespace() {
        while let (scalar, length) = decode(), Scanner.isWhitespace(scalar) { position += length }
    }

    mutating func skip(_ symbol: String) -> Bool {
        guard starts(with: symbol) else { return false }
        position += symbol.utf8.count
        return true
    }

    func starts(with symbol: String) -> Bool {
        var index = position
        for byte in symbol.utf8 {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
        }
        return true
    }

    static func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
        default: false
        }
    }

    static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3F, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
            0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
            !isWhitespace(scalar)
        default: false
        }
    }

    static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: isNameStart(scalar)
        }
    }

    /// `. / - ' + *`: symbols that a known name may hold.
    static func isNameSymbol(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "+"), UInt8(ascii: "*"): true
        default: false
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}

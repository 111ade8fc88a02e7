/// The places where a YAML text takes up another part of itself (`*nom`), found on its bytes before anything composes it.
///
/// A composed text repeats whatever such a reference names: a few lines of references to references stand for billions of values, and a
/// mapping that has one of them for key compares them all. Whoever reads YAML counts them first.
public enum ReprisesYAML {
    /// The lines, from 1, of what may be a reference: never fewer than the text holds. An asterisk inside a sentence or a formula is not
    /// counted, unless a line, a comma, a colon, a dash or an opening bracket stands just before it.
    public static func lignes(_ text: String) -> [Int] {
        var found: [Int] = []
        var line = 1
        var mayBegin = true
        let bytes = Array(text.utf8)
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case 0x20, 0x09: break
            case 0x0A, 0x0D:
                // The two bytes of a line end of Windows make one line.
                if byte == 0x0A || place + 1 == bytes.count || bytes[place + 1] != 0x0A { line += 1 }
                mayBegin = true
            case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "-"): mayBegin = true
            case UInt8(ascii: "*"):
                if mayBegin, place + 1 < bytes.count, isNamePart(bytes[place + 1]) { found.append(line) }
                mayBegin = false
            default: mayBegin = byte >= 0x80 && endsLine(bytes, place)
            }
        }
        return found
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Whether the last byte of a character that YAML takes for the end of a line, or for the mark that opens a file, stands here.
    private static func endsLine(_ bytes: [UInt8], _ place: Int) -> Bool {
        switch (place > 1 ? bytes[place - 2] : 0, place > 0 ? bytes[place - 1] : 0, bytes[place]) {
        case (_, 0xC2, 0x85), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xEF, 0xBB, 0xBF): true
        default: false
        }
    }
}

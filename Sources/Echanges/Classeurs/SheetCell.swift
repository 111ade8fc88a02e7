import Valeurs

/// One cell of a sheet, as the person who looks at it sees it.
struct SheetCell: Hashable, Sendable {
    enum Value: Hashable, Sendable {
        case text(String)
        /// A plain decimal with a point, without exponent, exact to the fifteen digits that a spreadsheet shows.
        case number(String)
        case date(CalendarDate)
        case bool(Bool)
        /// `#N/A`, `#DIV/0!`…
        case error(String)
        /// A formula whose result was not saved with it.
        case formulaWithoutValue
        /// A number or a reference that no spreadsheet writes.
        case unreadable
    }

    /// From 0.
    var column: Int
    var value: Value

    var isBlank: Bool { if case .text(let text) = value { text.isEmpty } else { false } }

    /// What stands in the cell when it is read as a word or a code; `nil` for what no code can be.
    var word: String? {
        switch value {
        case .text(let text), .number(let text): text
        case .date(let date): date.iso
        default: nil
        }
    }

    /// `C7`, from a column counted from 0 and a line counted from 1.
    static func reference(_ column: Int, _ line: Int) -> String { letters(column) + String(line) }

    static func letters(_ column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column + 1
        while rest > 0 {
            letters.append(UInt8(65 + (rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// The column, from 0, and the line of `C7`; `nil` for what is no reference to a cell of a sheet.
    static func place(_ reference: String) -> (column: Int, line: Int)? {
        var (column, line, digits) = (0, 0, 0)
        for byte in reference.utf8 {
            if (65...90).contains(byte), digits == 0 {
                column = column * 26 + Int(byte - 64)
            } else if (48...57).contains(byte) {
                line = line * 10 + Int(byte - 48)
                digits += 1
            } else {
                return nil
            }
            guard column <= 16_384, line <= 1_048_576 else { return nil }
        }
        return column > 0 && line > 0 ? (column - 1, line) : nil
    }
}

/// Numbers as spreadsheets write them in their files.
enum SheetNumber {
    /// The number in plain decimal notation, rounded to fifteen significant digits: what the spreadsheet shows of a binary float.
    ///
    /// A mark of 12.35 may be stored as `12.350000000000001`. Only the decimal text is worked on, digit by digit. `nil` when it is no number,
    /// or one so large or so small that no mark, code or date can be meant.
    static func plain(_ text: String) -> String? {
        var (digits, pointAt, exponent) = ([UInt8](), Int?.none, 0)
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        while let byte = bytes.first {
            if (48...57).contains(byte) {
                digits.append(byte - 48)
            } else if byte == UInt8(ascii: "."), pointAt == nil {
                pointAt = digits.count
            } else if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
                guard let power = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)), abs(power) <= 400 else { return nil }
                exponent = power
                break
            } else {
                return nil
            }
            bytes = bytes.dropFirst()
        }
        guard !digits.isEmpty, digits.count <= 400 else { return nil }
        // The value is 0.d1d2d3… × 10^scale.
        var scale = (pointAt ?? digits.count) + exponent
        while let first = digits.first, first == 0 {
            digits.removeFirst()
            scale -= 1
        }
        guard !digits.isEmpty else { return "0" }
        if digits.count > 15 {
            let carries = digits[15] >= 5
            digits.removeLast(digits.count - 15)
            if carries { increment(&digits, &scale) }
        }
        while digits.last == 0 { digits.removeLast() }
        guard (-15...20).contains(scale) else { return nil }
        let text = digits.map { Character(UnicodeScalar($0 + 48)) }
        let whole = scale <= 0 ? "0" : String(text.prefix(scale)) + String(repeating: "0", count: max(0, scale - text.count))
        let rest = scale <= 0 ? String(repeating: "0", count: -scale) + String(text) : String(text.dropFirst(scale))
        return (isNegative ? "-" : "") + whole + (rest.isEmpty ? "" : "." + rest)
    }

    private static func increment(_ digits: inout [UInt8], _ scale: inout Int) {
        for index in digits.indices.reversed() {
            if digits[index] < 9 {
                digits[index] += 1
                return
            }
            digits[index] = 0
        }
        digits.insert(1, at: 0)
        digits.removeLast()
        scale += 1
    }
}

/// The day that a number stands for in a cell that shows a date.
enum SheetDate {
    /// `nil` for what no calendar has, among which the 29th of February 1900 that the 1900 system counts.
    static func date(_ plain: String, is1904: Bool) -> CalendarDate? {
        guard let serial = Int32(plain.prefix { $0 != "." }), (0...2_958_465).contains(serial) else { return nil }
        if is1904 { return CalendarDate(year: 1904, month: 1, day: 1).map { CalendarDate(dayNumber: $0.dayNumber + serial) } }
        guard serial > 0, serial != 60 else { return nil }
        let origin = serial < 60 ? CalendarDate(year: 1899, month: 12, day: 31) : CalendarDate(year: 1899, month: 12, day: 30)
        return origin.map { CalendarDate(dayNumber: $0.dayNumber + serial) }
    }

    /// Whether a number format shows a date or a time. Formats are written in English in the file, whatever the language of the program.
    static func isDate(format id: Int, code: String?) -> Bool {
        guard let code else { return (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id) || (50...58).contains(id) }
        var (inQuotes, inBrackets, isEscaped) = (false, false, false)
        // Only the first section matters: the others are for negative numbers, zero and text.
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
            } else if inQuotes {
                inQuotes = character != "\""
            } else if inBrackets {
                inBrackets = character != "]"
            } else {
                switch character {
                case "\"": inQuotes = true
                case "[": inBrackets = true
                case "\\", "_", "*": isEscaped = true
                case ";": return false
                case "y", "m", "d", "h", "s": return !["general", "standard"].contains(code.lowercased())
                default: break
                }
            }
        }
        return false
    }
}

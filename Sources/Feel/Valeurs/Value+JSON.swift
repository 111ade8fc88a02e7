import Valeurs

extension Value {
    /// The value as JSON text on one line: numbers with their exact digits, dates, times and durations as strings, ranges as strings in
    /// FEEL notation, functions as null.
    public var json: String {
        var text = ""
        writeJSON(into: &text)
        return text
    }

    private func writeJSON(into text: inout String) {
        switch self {
        case .null, .function: text += "null"
        case .boolean(let value): text += value ? "true" : "false"
        case .number(let value): text += value.description
        case .string(let value): Value.writeJSON(string: value, into: &text)
        case .date, .time, .dateTime, .monthsDuration, .timeDuration, .range: Value.writeJSON(string: feelText, into: &text)
        case .list(let items):
            text += "["
            for (index, item) in items.enumerated() {
                if index > 0 { text += "," }
                item.writeJSON(into: &text)
            }
            text += "]"
        case .context(let context):
            text += "{"
            for (index, entry) in context.entries.enumerated() {
                if index > 0 { text += "," }
                Value.writeJSON(string: entry.key, into: &text)
                text += ":"
                entry.value.writeJSON(into: &text)
            }
            text += "}"
        }
    }

    private static func writeJSON(string: String, into text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }

    /// Reads one JSON document. Numbers keep their digits (34 at most), objects keep the order of their keys; every string stays a string.
    public init(json: String) throws(JSONError) {
        var reader = JSONReader(json)
        self = try reader.document()
    }

    /// The value as FEEL's `string` function writes it; a string inside a list or a context is quoted.
    public var feelText: String { if case .string(let text) = self { text } else { nestedText } }

    private var nestedText: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let value): value.description
        case .string(let value): "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        case .date(let value): value.description
        case .time(let value): value.description
        case .dateTime(let value): value.description
        case .monthsDuration(let months): monthsDurationText(months)
        case .timeDuration(let nanoseconds): timeDurationText(nanoseconds)
        case .list(let items): "[" + items.map(\.nestedText).joined(separator: ", ") + "]"
        case .context(let context):
            "{" + context.entries.map { Value.keyText($0.key) + ": " + $0.value.nestedText }.joined(separator: ", ") + "}"
        case .range(let range): range.text
        case .function(let function): "function(" + function.parameters.map(\.name).joined(separator: ", ") + ")"
        }
    }

    /// A key that is no plain name is quoted.
    private static func keyText(_ key: String) -> String {
        NameIndex.pieces(of: key) == nil ? Value.string(key).nestedText : key
    }
}

extension RangeValue {
    fileprivate var text: String {
        if let comparison {
            return "(" + comparison.rawValue + " " + (comparison == .notEqual ? excluded : low == .null ? high : low).rangeEndText + ")"
        }
        return (lowIncluded ? "[" : "(") + low.rangeEndText + ".." + high.rangeEndText + (highIncluded ? "]" : ")")
    }
}

extension Value {
    fileprivate var rangeEndText: String {
        switch self {
        case .date, .time, .dateTime, .monthsDuration, .timeDuration: "@\"\(feelText)\""
        case .string: nestedText
        default: feelText
        }
    }
}

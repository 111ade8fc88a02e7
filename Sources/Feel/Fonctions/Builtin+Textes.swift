import Valeurs

extension Builtin {
    /// 10.3.4.3 and the conversion to a string of 10.3.4.1. Positions and lengths count Unicode scalars.
    static let texts: [Builtin] = [
        Builtin("string", [form("from") { a, _ in a.isMissing(0) ? .null : .string(a[0].feelText) }]),
        Builtin("string length", [form("string") { a, _ in a.string(0).map { .number($0.unicodeScalars.count) } }]),
        Builtin("upper case", [form("string") { a, _ in a.string(0).map { .string($0.uppercased()) } }]),
        Builtin("lower case", [form("string") { a, _ in a.string(0).map { .string($0.lowercased()) } }]),
        Builtin("substring", [form("string,start position,length", optional: 1) { a, _ in substring(a) }]),
        Builtin(
            "substring before",
            [
                form("string,match") { a, _ in
                    guard let text = a.string(0), let match = a.string(1) else { return nil }
                    return .string(find(match, in: text).map { prefix(text, $0.lowerBound) } ?? "")
                }
            ]),
        Builtin(
            "substring after",
            [
                form("string,match") { a, _ in
                    guard let text = a.string(0), let match = a.string(1) else { return nil }
                    return .string(find(match, in: text).map { suffix(text, $0.upperBound) } ?? "")
                }
            ]),
        Builtin(
            "contains",
            [
                form("string,match") { a, _ in
                    guard let text = a.string(0), let match = a.string(1) else { return nil }
                    return .boolean(find(match, in: text) != nil)
                }
            ]),
        Builtin(
            "starts with",
            [
                form("string,match") { a, _ in
                    guard let text = a.string(0), let match = a.string(1) else { return nil }
                    return .boolean(text.utf8.starts(with: match.utf8))
                }
            ]),
        Builtin(
            "ends with",
            [
                form("string,match") { a, _ in
                    guard let text = a.string(0), let match = a.string(1) else { return nil }
                    return .boolean(text.utf8.reversed().starts(with: match.utf8.reversed()))
                }
            ]),
        Builtin("string join", [form("list,delimiter", optional: 1) { a, evaluator in join(a, evaluator) }]),
    ]

    private static func substring(_ a: BuiltinArguments) -> Value? {
        guard let text = a.string(0), let start = a.integer(1), start != 0 else { return nil }
        let scalars = Array(text.unicodeScalars)
        guard start.magnitude <= scalars.count else { return nil }
        let first = start > 0 ? start - 1 : scalars.count + start
        var length = scalars.count - first
        if !a.isMissing(2) {
            guard let asked = a.integer(2), asked >= 1 else { return nil }
            length = min(length, asked)
        }
        return .string(Builtin.text(scalars[first..<first + length]))
    }

    static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// The first place of a text in another, in UTF-8 bytes. UTF-8 finds no text across the bounds of its scalars.
    private static func find(_ match: String, in text: String) -> Range<Int>? {
        let bytes = Array(text.utf8)
        let wanted = Array(match.utf8)
        guard wanted.count <= bytes.count else { return nil }
        guard let first = wanted.first else { return 0..<0 }
        for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
            if bytes[start..<start + wanted.count].elementsEqual(wanted) { return start..<start + wanted.count }
        }
        return nil
    }

    private static func prefix(_ text: String, _ count: Int) -> String { String(decoding: text.utf8.prefix(count), as: UTF8.self) }
    private static func suffix(_ text: String, _ start: Int) -> String { String(decoding: text.utf8.dropFirst(start), as: UTF8.self) }

    /// Null items are left out.
    private static func join(_ a: BuiltinArguments, _ evaluator: Evaluator) -> Value? {
        guard let items = a.list(0), a.isMissing(1) || a.string(1) != nil else { return nil }
        let delimiter = a.string(1) ?? ""
        var parts: [String] = []
        var size = 0
        for item in items where !item.isNull {
            guard case .string(let part) = item else { return nil }
            size += part.utf8.count + delimiter.utf8.count
            guard size <= evaluator.environment.limits.stringLength else {
                return evaluator.stop(Wording.stringTooLong(evaluator.environment.limits.stringLength))
            }
            parts.append(part)
        }
        return .string(parts.joined(separator: delimiter))
    }

    /// The functions of 10.3.4.3 that take a regular expression.
    static let patterns: [Builtin] = [
        Builtin(
            "matches",
            [
                form("input,pattern,flags", optional: 1) { a, evaluator in
                    guard let input = a.string(0), let pattern = pattern(a, flagsAt: 2) else { return nil }
                    return search(evaluator) { budget throws(Pattern.TooSlow) in
                        .boolean(try pattern.firstMatch(in: Array(input.unicodeScalars), from: 0, budget: &budget) != nil)
                    }
                }
            ]),
        Builtin(
            "replace",
            [
                form("input,pattern,replacement,flags", optional: 1) { a, evaluator in
                    guard let input = a.string(0), let pattern = pattern(a, flagsAt: 3), let written = a.string(2) else { return nil }
                    let isLiteral = a.string(3)?.contains("q") ?? false
                    guard let replacement = isLiteral ? [.scalars(written)] : Replacement.parse(written, groups: pattern.groupCount) else {
                        return nil
                    }
                    return search(evaluator) { budget throws(Pattern.TooSlow) in
                        try replaced(Array(input.unicodeScalars), pattern, replacement, &budget)
                    } ?? evaluator.failure(Wording.badPattern)
                }
            ]),
        Builtin(
            "split",
            [
                form("string,delimiter") { a, evaluator in
                    guard let input = a.string(0), let pattern = pattern(a, flagsAt: 2) else { return nil }
                    return search(evaluator) { budget throws(Pattern.TooSlow) in
                        try pieces(Array(input.unicodeScalars), pattern, &budget)
                    } ?? evaluator.failure(Wording.badPattern)
                }
            ]),
    ]

    private static func pattern(_ a: BuiltinArguments, flagsAt index: Int) -> Pattern? {
        guard let source = a.string(1), a.isMissing(index) || a.string(index) != nil else { return nil }
        return Pattern(source, flags: a.string(index) ?? "")
    }

    private static func search(_ evaluator: Evaluator, _ body: (inout Int) throws(Pattern.TooSlow) -> Value?) -> Value? {
        let allowed = evaluator.environment.limits.patternSteps
        var budget = allowed
        defer { _ = evaluator.spend((allowed - budget) / 2) }
        do { return try body(&budget) } catch { return evaluator.failure(Wording.patternTooSlow) }
    }

    enum Replacement {
        case scalars(String)
        case group(Int)

        /// `$1` is a group, `\$` a dollar and `\\` a backslash; nothing else may follow either sign.
        static func parse(_ text: String, groups: Int) -> [Replacement]? {
            var parts: [Replacement] = []
            var literal = String.UnicodeScalarView()
            var scalars = Array(text.unicodeScalars)[...]
            while let scalar = scalars.popFirst() {
                if scalar == "\\" {
                    guard let next = scalars.popFirst(), next == "\\" || next == "$" else { return nil }
                    literal.append(next)
                } else if scalar == "$" {
                    guard let digit = scalars.popFirst(), ("0"..."9").contains(digit) else { return nil }
                    var number = Int(digit.value - 48)
                    while let digit = scalars.first, ("0"..."9").contains(digit), number * 10 + Int(digit.value - 48) <= groups {
                        number = number * 10 + Int(digit.value - 48)
                        scalars.removeFirst()
                    }
                    parts.append(.scalars(String(literal)))
                    literal = String.UnicodeScalarView()
                    parts.append(.group(number))
                } else {
                    literal.append(scalar)
                }
            }
            parts.append(.scalars(String(literal)))
            return parts
        }
    }

    /// `nil` for a pattern that matches the empty text, which the functions that cut refuse.
    private static func replaced(
        _ input: [Unicode.Scalar], _ pattern: Pattern, _ replacement: [Replacement], _ budget: inout Int
    ) throws(Pattern.TooSlow) -> Value? {
        guard try pattern.firstMatch(in: [], from: 0, budget: &budget) == nil else { return nil }
        var result = String.UnicodeScalarView()
        var position = 0
        for match in try pattern.matches(in: input, budget: &budget) {
            result.append(contentsOf: input[position..<match.range.lowerBound])
            for part in replacement {
                switch part {
                case .scalars(let text): result.append(contentsOf: text.unicodeScalars)
                case .group(let number):
                    if number < match.groups.count, let range = match.groups[number] { result.append(contentsOf: input[range]) }
                }
            }
            position = match.range.upperBound
        }
        result.append(contentsOf: input[position...])
        return .string(String(result))
    }

    private static func pieces(_ input: [Unicode.Scalar], _ pattern: Pattern, _ budget: inout Int) throws(Pattern.TooSlow) -> Value? {
        guard try pattern.firstMatch(in: [], from: 0, budget: &budget) == nil else { return nil }
        var pieces: [Value] = []
        var position = 0
        for match in try pattern.matches(in: input, budget: &budget) {
            pieces.append(.string(text(input[position..<match.range.lowerBound])))
            position = match.range.upperBound
        }
        pieces.append(.string(text(input[position...])))
        return .list(pieces)
    }
}

import Valeurs

/// Two intervals whose ends have an order between them. A point is the closed interval of itself; an end left out is infinite.
private struct Spans {
    let first: RangeValue
    let second: RangeValue
    let evaluator: Evaluator

    init?(_ a: BuiltinArguments, _ evaluator: Evaluator) {
        guard let first = Spans.span(a[0]), let second = Spans.span(a[1]) else { return nil }
        let ends = [first.low, first.high, second.low, second.high].filter { $0 != .null }
        guard ends.allSatisfy({ evaluator.order($0, ends[0]) != nil }) else { return nil }
        self.init(first, second, evaluator)
    }

    private init(_ first: RangeValue, _ second: RangeValue, _ evaluator: Evaluator) {
        self.first = first
        self.second = second
        self.evaluator = evaluator
    }

    private static func span(_ value: Value) -> RangeValue? {
        switch value {
        case .range(let range): range.comparison == .notEqual ? nil : range
        case .null, .list, .context, .function, .boolean: nil
        default: RangeValue(low: value, lowIncluded: true, high: value, highIncluded: true)
        }
    }

    var reversed: Spans { Spans(second, first, evaluator) }

    /// Negative when the first starts earlier.
    var lowOrder: Int {
        if first.low == .null || second.low == .null { return (first.low == .null ? 0 : 1) - (second.low == .null ? 0 : 1) }
        let order = evaluator.order(first.low, second.low) ?? 0
        if order != 0 || first.lowIncluded == second.lowIncluded { return order }
        return first.lowIncluded ? -1 : 1
    }

    /// Negative when the first ends earlier.
    var highOrder: Int {
        if first.high == .null || second.high == .null { return (second.high == .null ? 0 : 1) - (first.high == .null ? 0 : 1) }
        let order = evaluator.order(first.high, second.high) ?? 0
        if order != 0 || first.highIncluded == second.highIncluded { return order }
        return first.highIncluded ? 1 : -1
    }

    /// The end of the first against the start of the second.
    private var gap: Int {
        first.high == .null || second.low == .null ? 1 : evaluator.order(first.high, second.low) ?? 0
    }

    /// The first is over when the second starts.
    var isBefore: Bool { gap < 0 || gap == 0 && !(first.highIncluded && second.lowIncluded) }
    /// The last value of the first is the first value of the second.
    var meets: Bool { gap == 0 && first.highIncluded && second.lowIncluded }
    var sameLow: Bool { lowOrder == 0 }
    var sameHigh: Bool { highOrder == 0 }
}

extension Builtin {
    /// The relations of 10.3.4.11 between points and ranges, and the conversion to a range of 10.3.4.1.
    static let intervals: [Builtin] = [
        relation("before", ["point1,point2", "point,range", "range,point", "range1,range2"]) { $0.isBefore },
        relation("after", ["point1,point2", "point,range", "range,point", "range1,range2"]) { $0.reversed.isBefore },
        relation("meets", ["range1,range2"]) { $0.meets },
        relation("met by", ["range1,range2"]) { $0.reversed.meets },
        relation("overlaps", ["range1,range2"]) { !$0.isBefore && !$0.reversed.isBefore },
        relation("overlaps before", ["range1,range2"]) { overlapsBefore($0) },
        relation("overlaps after", ["range1,range2"]) { overlapsBefore($0.reversed) },
        relation("finishes", ["point,range", "range1,range2"]) { $0.sameHigh && $0.lowOrder >= 0 },
        relation("finished by", ["range,point", "range1,range2"]) { $0.sameHigh && $0.lowOrder <= 0 },
        relation("includes", ["range,point", "range1,range2"]) { $0.lowOrder <= 0 && $0.highOrder >= 0 },
        relation("during", ["point,range", "range1,range2"]) { $0.lowOrder >= 0 && $0.highOrder <= 0 },
        relation("starts", ["point,range", "range1,range2"]) { $0.sameLow && $0.highOrder <= 0 },
        relation("started by", ["range,point", "range1,range2"]) { $0.sameLow && $0.highOrder >= 0 },
        relation("coincides", ["point1,point2", "range1,range2"]) { $0.sameLow && $0.sameHigh },
        Builtin("range", [form("from") { a, evaluator in a.string(0).flatMap { parsedRange($0, evaluator) } }]),
    ]

    private static func relation(_ name: String, _ signatures: [String], _ holds: @escaping @Sendable (Spans) -> Bool) -> Builtin {
        Builtin(
            name,
            signatures.map { signature in
                let wantsRange = signature.split(separator: ",").map { $0.hasPrefix("range") }
                return form(signature) { a, evaluator in
                    for index in 0..<2 { guard isRange(a[index]) == wantsRange[index] else { return nil } }
                    return Spans(a, evaluator).map { .boolean(holds($0)) }
                }
            })
    }

    private static func overlapsBefore(_ spans: Spans) -> Bool { spans.lowOrder < 0 && !spans.isBefore && spans.highOrder <= 0 }

    private static func isRange(_ value: Value) -> Bool { if case .range = value { true } else { false } }

    /// A range literal whose ends are literals, `@"…"` or a conversion function on a string literal, in ascending order.
    private static func parsedRange(_ text: String, _ evaluator: Evaluator) -> Value? {
        guard let expression = try? Parser().parseExpression(text), case .range(let literal) = expression.node, literal.comparison == nil,
            let low = literal.low, let high = literal.high, isLiteral(low), isLiteral(high),
            case .range(let range) = evaluator.evaluate(expression, in: Scope()), let order = evaluator.order(range.low, range.high), order <= 0
        else { return nil }
        return .range(range)
    }

    private static func isLiteral(_ expression: Expression) -> Bool {
        switch expression.node {
        case .number, .string, .atLiteral: return true
        case .negate(let operand): return isLiteral(operand)
        case .call(let function, .positional(let values)):
            guard case .name(let name) = function.node, ["date", "time", "date and time", "duration"].contains(name), values.count == 1 else {
                return false
            }
            if case .string = values[0].node { return true }
            return false
        default: return false
        }
    }
}

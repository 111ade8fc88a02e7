import Valeurs

extension Builtin {
    /// 10.3.4.5 and the conversion to a number of 10.3.4.1.
    static let numbers: [Builtin] = [
        Builtin(
            "number",
            [
                form("from,grouping separator,decimal separator") { a, _ in grouped(a) },
                form("from") { a, _ in
                    a.string(0).flatMap { Decimal34($0) }.map { .number($0) } ?? a.number(0).map { .number($0) }
                },
            ]),
        rounding("decimal", .halfEven), rounding("floor", .floor, scaleOptional: true), rounding("ceiling", .ceiling, scaleOptional: true),
        rounding("round up", .up), rounding("round down", .down), rounding("round half up", .halfUp), rounding("round half down", .halfDown),
        Builtin("abs", [form("n") { a, _ in absolute(a) }]),
        Builtin(
            "modulo",
            [
                form("dividend,divisor") { a, _ in
                    guard let x = a.number(0), let y = a.number(1) else { return nil }
                    return x.modulo(y).map { .number($0) }
                }
            ]),
        Builtin("sqrt", [form("number") { a, _ in a.number(0)?.squareRoot.map { .number($0) } }]),
        Builtin("log", [form("number") { a, _ in a.number(0)?.naturalLogarithm.map { .number($0) } }]),
        Builtin("exp", [form("number") { a, _ in a.number(0)?.exponential.map { .number($0) } }]),
        Builtin("odd", [form("number") { a, _ in parity(a).map { .boolean($0) } }]),
        Builtin("even", [form("number") { a, _ in parity(a).map { .boolean(!$0) } }]),
        Builtin("not", [form("negand") { a, _ in a.boolean(0).map { .boolean(!$0) } }]),
    ]

    private static func rounding(_ name: String, _ direction: Decimal34.Rounding, scaleOptional: Bool = false) -> Builtin {
        Builtin(
            name,
            [
                form("n,scale", optional: scaleOptional ? 1 : 0) { a, _ in
                    guard let n = a.number(0) else { return nil }
                    guard a.count > 1 else { return n.rounded(scale: 0, direction).map { .number($0) } }
                    guard let scale = a.integer(1), (-6111...6176).contains(scale) else { return nil }
                    return n.rounded(scale: scale, direction).map { .number($0) }
                }
            ])
    }

    private static func absolute(_ a: BuiltinArguments) -> Value? {
        switch a[0] {
        case .monthsDuration(let months): .monthsDuration(abs(months))
        case .timeDuration(let nanoseconds): .timeDuration(abs(nanoseconds))
        default: a.number(0).map { .number($0.magnitude) }
        }
    }

    /// True for an odd integer, `nil` for a fraction.
    private static func parity(_ a: BuiltinArguments) -> Bool? {
        guard let n = a.number(0), n.isInteger else { return nil }
        return n.modulo(Decimal34(2)).map { !$0.isZero }
    }

    private static func grouped(_ a: BuiltinArguments) -> Value? {
        guard let text = a.string(0), a.isMissing(1) || a.string(1) != nil, a.isMissing(2) || a.string(2) != nil else { return nil }
        let grouping = a.string(1)
        let point = a.string(2)
        if let grouping { guard grouping == " " || grouping == "," || grouping == "." else { return nil } }
        if let point { guard point == "," || point == ".", point != grouping else { return nil } }
        var digits = text
        if let grouping { digits = digits.replacing(grouping, with: "") }
        if let point, point != "." {
            guard !digits.contains(".") else { return nil }
            digits = digits.replacing(point, with: ".")
        }
        return Decimal34(digits).map { .number($0) }
    }

}

extension Builtin {
    /// The functions of 10.3.4.4 that fold a list of numbers, booleans or ordered values.
    static let aggregates: [Builtin] = [
        aggregate("min") { items, evaluator in extreme(items, evaluator, -1) },
        aggregate("max") { items, evaluator in extreme(items, evaluator, 1) },
        aggregate("sum") { items, _ in numbers(items).flatMap { $0.isEmpty ? nil : total($0) }.map { .number($0) } },
        aggregate("mean") { items, _ in numbers(items).flatMap { mean($0) }.map { .number($0) } },
        aggregate("product") { items, _ in
            guard let numbers = numbers(items), !numbers.isEmpty else { return nil }
            return fold(numbers, from: .one) { $0.multiplied(by: $1) }.map { .number($0) }
        },
        aggregate("median") { items, _ in
            guard let sorted = numbers(items)?.sorted(), !sorted.isEmpty else { return items.isEmpty ? .null : nil }
            let middle = sorted.count / 2
            if sorted.count % 2 == 1 { return .number(sorted[middle]) }
            return sorted[middle - 1].adding(sorted[middle])?.divided(by: Decimal34(2)).map { .number($0) }
        },
        aggregate("stddev") { items, _ in
            guard let numbers = numbers(items), numbers.count > 1, let mean = mean(numbers) else { return nil }
            let squares = numbers.compactMap { $0.subtracting(mean).flatMap { $0.multiplied(by: $0) } }
            guard squares.count == numbers.count, let sum = total(squares) else { return nil }
            return sum.divided(by: Decimal34(numbers.count - 1))?.squareRoot.map { .number($0) }
        },
        aggregate("mode") { items, _ in
            guard let sorted = numbers(items)?.sorted() else { return nil }
            var counts: [(value: Decimal34, count: Int)] = []
            for number in sorted {
                if let last = counts.last, last.value == number { counts[counts.count - 1].count += 1 } else { counts.append((number, 1)) }
            }
            let most = counts.map(\.count).max()
            return .list(counts.filter { $0.count == most }.map { .number($0.value) })
        },
        aggregate("all") { items, _ in quantify(items, deciding: false) },
        aggregate("any") { items, _ in quantify(items, deciding: true) },
    ]

    private static func aggregate(_ name: String, _ body: @escaping @Sendable ([Value], Evaluator) -> Value?) -> Builtin {
        Builtin(name, [variadic("list") { a, evaluator in a.items().flatMap { body($0, evaluator) } }])
    }

    /// `nil` when an item is no number.
    private static func numbers(_ items: [Value]) -> [Decimal34]? {
        var numbers: [Decimal34] = []
        for item in items {
            guard case .number(let number) = item else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private static func fold(_ numbers: [Decimal34], from start: Decimal34, _ step: (Decimal34, Decimal34) -> Decimal34?) -> Decimal34? {
        var result = start
        for number in numbers {
            guard let next = step(result, number) else { return nil }
            result = next
        }
        return result
    }

    static func total(_ numbers: [Decimal34]) -> Decimal34? { fold(numbers, from: .zero) { $0.adding($1) } }

    private static func mean(_ numbers: [Decimal34]) -> Decimal34? { total(numbers)?.divided(by: Decimal34(numbers.count)) }

    static func extreme(_ items: [Value], _ evaluator: Evaluator, _ direction: Int) -> Value? {
        guard var best = items.first else { return .null }
        for item in items {
            guard let order = evaluator.order(item, best) else { return nil }
            if order * direction > 0 { best = item }
        }
        return best
    }

    /// One item decides; otherwise null when one is null. `nil` when one is neither a boolean nor null.
    private static func quantify(_ items: [Value], deciding: Bool) -> Value? {
        var result = Value.boolean(!deciding)
        var alien = false
        for item in items {
            switch item {
            case .boolean(deciding): return .boolean(deciding)
            case .boolean: break
            case .null: result = .null
            default: alien = true
            }
        }
        return alien ? nil : result
    }
}

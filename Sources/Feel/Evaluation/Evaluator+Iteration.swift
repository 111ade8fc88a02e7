import Valeurs

extension Evaluator {
    /// `for … return`: one result per combination, the last variable turning fastest. `partial` holds the results so far.
    func iterate(_ iterations: [Expression.Iteration], _ body: Expression, _ scope: Scope) -> Value {
        var results: [Value] = []
        let readsPartial = body.mentions("partial")
        let complete = visit(iterations[...], scope) { inner in
            guard admits(listOf: results.count + 1) else { return false }
            let scope = readsPartial ? inner.binding("partial", to: .list(results)) : inner
            let result = evaluate(body, in: scope)
            results.append(result)
            return readsPartial ? measure(result) : exhausted == nil
        }
        return complete && exhausted == nil ? .list(results) : .null
    }

    /// True as soon as one combination decides; null when none does and one is not a boolean.
    func quantified(_ quantifier: Expression.Quantifier, _ iterations: [Expression.Iteration], _ test: Expression, _ scope: Scope) -> Value {
        let deciding = quantifier == .some
        var result = Value.boolean(!deciding)
        var decided = false
        let complete = visit(iterations[...], scope) { inner in
            switch evaluate(test, in: inner) {
            case .boolean(deciding):
                decided = true
                return false
            case .boolean: return exhausted == nil
            default:
                result = .null
                return exhausted == nil
            }
        }
        if decided { return .boolean(deciding) }
        return complete && exhausted == nil ? result : .null
    }

    /// Calls `turn` for each combination until it returns false. False when stopped or when a domain cannot be walked.
    private func visit(_ iterations: ArraySlice<Expression.Iteration>, _ scope: Scope, _ turn: (Scope) -> Bool) -> Bool {
        guard let first = iterations.first else { return turn(scope) }
        let source = evaluate(first.source, in: scope)
        let high = first.high.map { evaluate($0, in: scope) }
        return walk(source, to: high) { item in
            guard spend(1) else { return false }
            return visit(iterations.dropFirst(), scope.binding(first.name, to: item), turn)
        }
    }

    /// The items of a list, of `low..high` in either direction, or of a closed range of integers or dates.
    public func walk(_ source: Value, to high: Value?, _ turn: (Value) -> Bool) -> Bool {
        if let high { return walk(from: source, to: high, turn) }
        switch source {
        case .list(let items):
            for item in items where !turn(item) { return false }
            return true
        case .range(let range):
            guard range.comparison == nil, let order = order(range.low, range.high), order <= 0 else {
                _ = failure(Wording.notIterable)
                return false
            }
            return walk(from: range.low, to: range.high, excludingLow: !range.lowIncluded, excludingHigh: !range.highIncluded, turn)
        case .null:
            _ = failure(Wording.notIterable)
            return false
        default: return turn(source)
        }
    }

    private func walk(from low: Value, to high: Value, excludingLow: Bool = false, excludingHigh: Bool = false, _ turn: (Value) -> Bool) -> Bool {
        let bounds: (Int, Int)
        let make: (Int) -> Value
        switch (low, high) {
        case (.number(let a), .number(let b)):
            guard let first = a.exactInt, let last = b.exactInt else {
                _ = failure(Wording.notIterable)
                return false
            }
            bounds = (first, last)
            make = { .number($0) }
        case (.date(let a), .date(let b)):
            bounds = (a.dayNumber, b.dayNumber)
            make = { DateValue(dayNumber: $0).map { .date($0) } ?? .null }
        default:
            _ = failure(Wording.notIterable)
            return false
        }
        let step = bounds.0 <= bounds.1 ? 1 : -1
        var current = bounds.0
        while true {
            if !(excludingLow && current == bounds.0), !(excludingHigh && current == bounds.1), !turn(make(current)) { return false }
            if current == bounds.1 { return true }
            current += step
        }
    }
}

extension Expression {
    /// Whether a name stands anywhere in the text.
    func mentions(_ wanted: String) -> Bool {
        switch node {
        case .name(let name): name == wanted
        case .null, .boolean, .number, .string, .atLiteral: false
        case .path(let source, _), .negate(let source), .instanceOf(let source, _): source.mentions(wanted)
        case .arithmetic(_, let a, let b), .compare(_, let a, let b), .and(let a, let b), .or(let a, let b), .filter(let a, let b):
            a.mentions(wanted) || b.mentions(wanted)
        case .between(let a, let b, let c), .conditional(let a, let b, let c): a.mentions(wanted) || b.mentions(wanted) || c.mentions(wanted)
        case .isIn(let value, let tests): value.mentions(wanted) || tests.contains { $0.mentions(wanted) }
        case .iterate(let iterations, let body), .quantified(_, let iterations, let body):
            body.mentions(wanted) || iterations.contains { $0.source.mentions(wanted) || $0.high?.mentions(wanted) == true }
        case .call(let function, .positional(let values)): function.mentions(wanted) || values.contains { $0.mentions(wanted) }
        case .call(let function, .named(let entries)): function.mentions(wanted) || entries.contains { $0.value.mentions(wanted) }
        case .list(let items): items.contains { $0.mentions(wanted) }
        case .context(let entries): entries.contains { $0.value.mentions(wanted) }
        case .range(let range):
            range.low?.mentions(wanted) == true || range.high?.mentions(wanted) == true || range.bound?.mentions(wanted) == true
        case .function(_, let body, _): body.mentions(wanted)
        }
    }
}

extension UnaryTest {
    fileprivate func mentions(_ wanted: String) -> Bool {
        switch self {
        case .any: false
        case .compare(_, let bound): bound.mentions(wanted)
        case .expression(let expression): expression.mentions(wanted)
        case .not(let tests): tests.contains { $0.mentions(wanted) }
        }
    }
}

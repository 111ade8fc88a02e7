import Valeurs

extension Evaluator {
    /// Equality with three outcomes: null for values of different kinds, save that nothing but null equals null (10.3.2.13, table 42).
    /// Times count to the second.
    public func equals(_ a: Value, _ b: Value) -> Bool? {
        switch (a, b) {
        case (.null, .null): return true
        case (.null, _), (_, .null): return false
        case (.boolean(let x), .boolean(let y)): return x == y
        case (.number(let x), .number(let y)): return x == y
        case (.string(let x), .string(let y)): return x.utf8.elementsEqual(y.utf8)
        case (.date(let x), .date(let y)): return x == y
        case (.time, .time), (.dateTime, .dateTime):
            // A value with a zone and one without are not the same moment.
            return order(a, b).map { $0 == 0 } ?? false
        case (.monthsDuration(let x), .monthsDuration(let y)): return x == y
        case (.timeDuration(let x), .timeDuration(let y)): return x == y
        case (.list(let x), .list(let y)):
            return x.count == y.count && spend(x.count) && zip(x, y).allSatisfy { equals($0, $1) == true }
        case (.context(let x), .context(let y)):
            return x.count == y.count && spend(x.count)
                && x.entries.allSatisfy { entry in y[entry.key].map { equals(entry.value, $0) == true } ?? false }
        case (.range(let x), .range(let y)):
            return x.lowIncluded == y.lowIncluded && x.highIncluded == y.highIncluded && x.comparison == y.comparison
                && equals(x.low, y.low) == true && equals(x.high, y.high) == true && equals(x.excluded, y.excluded) == true
        case (.function(let x), .function(let y)): return x == y
        case (.list(let x), _): return x.count == 1 ? equals(x[0], b) : nil
        case (_, .list(let y)): return y.count == 1 ? equals(a, y[0]) : nil
        default: return nil
        }
    }

    /// Negative, zero or positive; `nil` for values that have no order between them.
    func order(_ a: Value, _ b: Value) -> Int? {
        switch (a, b) {
        case (.number(let x), .number(let y)): sign(x, y)
        case (.string(let x), .string(let y)): sign(x, y)
        case (.date(let x), .date(let y)): sign(x, y)
        case (.time(let x), .time(let y)): order(x, y)
        case (.dateTime(let x), .dateTime(let y)): order(x, y)
        case (.monthsDuration(let x), .monthsDuration(let y)): sign(x, y)
        case (.timeDuration(let x), .timeDuration(let y)): sign(x, y)
        default: nil
        }
    }

    private func sign<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a == b ? 0 : 1 }

    /// Strings by Unicode scalars.
    private func sign(_ a: String, _ b: String) -> Int {
        if a.utf8.elementsEqual(b.utf8) { return 0 }
        return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
    }

    private func order(_ a: TimeValue, _ b: TimeValue) -> Int? {
        guard (a.zone == nil) == (b.zone == nil) else { return nil }
        if a.zone == b.zone { return sign(a.secondOfDay, b.secondOfDay) }
        guard let x = clock.offset(a), let y = clock.offset(b) else { return nil }
        return sign(a.secondOfDay - x, b.secondOfDay - y)
    }

    private func order(_ a: DateTimeValue, _ b: DateTimeValue) -> Int? {
        guard (a.time.zone == nil) == (b.time.zone == nil) else { return nil }
        guard let zoneA = a.time.zone, let zoneB = b.time.zone, zoneA != zoneB else { return sign(a.localSeconds, b.localSeconds) }
        guard let x = clock.offset(zoneA, local: a.localSeconds), let y = clock.offset(zoneB, local: b.localSeconds) else { return nil }
        return sign(a.localSeconds - x, b.localSeconds - y)
    }

    public func compared(_ comparison: Expression.Comparison, _ a: Value, _ b: Value) -> Value {
        switch comparison {
        case .equal: return equals(a, b).map { .boolean($0) } ?? failure(Wording.notComparable)
        case .notEqual: return equals(a, b).map { .boolean(!$0) } ?? failure(Wording.notComparable)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: break
        }
        guard !a.isNull, !b.isNull else { return .null }
        guard let order = order(a, b) else { return failure(Wording.notComparable) }
        return switch comparison {
        case .less: .boolean(order < 0)
        case .lessOrEqual: .boolean(order <= 0)
        case .greater: .boolean(order > 0)
        case .greaterOrEqual: .boolean(order >= 0)
        case .equal, .notEqual: .null
        }
    }

    // MARK: Unary tests (10.3.2.8)

    /// Whether the tests hold for a value: true, false, or null when none holds and one cannot be evaluated. `?` is the value.
    public func holds(_ tests: [UnaryTest], for value: Value, in scope: Scope) -> Value {
        anyHolds(tests, for: value, scope.binding("?", to: value), membership: false)
    }

    func anyHolds(_ tests: [UnaryTest], for value: Value, _ scope: Scope, membership: Bool) -> Value {
        var result = Value.boolean(false)
        for test in tests {
            switch self.holds(test, value, scope, membership) {
            case .boolean(true): return .boolean(true)
            case .boolean(false): break
            default: result = .null
            }
        }
        return result
    }

    private func holds(_ test: UnaryTest, _ value: Value, _ scope: Scope, _ membership: Bool) -> Value {
        switch test {
        case .any: return .boolean(true)
        case .compare(let comparison, let bound): return compared(comparison, value, evaluate(bound, in: scope))
        case .not(let tests):
            guard case .boolean(let result) = anyHolds(tests, for: value, scope, membership: membership) else { return .null }
            return .boolean(!result)
        case .expression(let expression):
            let tested = evaluate(expression, in: scope)
            // `x in f(x)` asks for equality with a boolean; in a cell an expression on `?` that is true holds.
            if !membership, expression.mentions("?") {
                if case .boolean = tested { return tested }
                if tested.isNull { return .null }
            }
            return contains(tested, value)
        }
    }

    /// A range or a list that contains the value, or a value equal to it.
    func contains(_ container: Value, _ value: Value) -> Value {
        switch container {
        case .range(let range): return isInside(range, value)
        case .list(let items):
            if case .list = value, equals(container, value) == true { return .boolean(true) }
            var result = Value.boolean(false)
            for item in items {
                if case .range(let range) = item, case .boolean(true) = isInside(range, value) { return .boolean(true) }
                if equals(item, value) == true { return .boolean(true) }
                if item.isNull, !value.isNull { continue }
            }
            if case .list(let several) = value, !several.isEmpty {
                result = .boolean(several.allSatisfy { contains(container, $0) == .boolean(true) })
            }
            return result
        case .null: return value.isNull ? .boolean(true) : .null
        default: return compared(.equal, value, container)
        }
    }

    /// Null when the value has no order with the ends.
    func isInside(_ range: RangeValue, _ value: Value) -> Value {
        if case .range(let other) = value, equals(.range(range), .range(other)) == true { return .boolean(true) }
        if range.comparison == .notEqual { return compared(.notEqual, value, range.excluded) }
        guard !value.isNull else { return failure(Wording.notComparable) }
        if !range.low.isNull {
            guard let order = order(range.low, value) else { return failure(Wording.notComparable) }
            if order > 0 || order == 0 && !range.lowIncluded { return .boolean(false) }
        }
        if !range.high.isNull {
            guard let order = order(value, range.high) else { return failure(Wording.notComparable) }
            if order > 0 || order == 0 && !range.highIncluded { return .boolean(false) }
        }
        return .boolean(true)
    }
}

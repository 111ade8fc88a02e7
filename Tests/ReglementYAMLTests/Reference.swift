import Feel
import Valeurs

/// A deliberately simple evaluator of the same rules: dictionaries, one mark at a time, nothing shared, nothing compiled. It knows
/// marks that are all numbers, at the first session. Slow and plain, so that one can see that it is right.
struct Reference {
    indirect enum V: Equatable {
        case nul
        case number(Rational)
        case bool(Bool)
        case text(String)
        case list([V])
        case record([String: V])
    }

    /// Rules by name: `ue.statut` to what computes it.
    enum Rule {
        case mean(of: String)
        case formula(String)
        case all([(every: String?, that: String)], favourable: String, otherwise: String)
        case table(inputs: [String], lines: [(cells: [String], conclusion: String)])
    }

    private let parser = Parser()

    func evaluate(_ rule: Rule, _ scope: [String: V]) -> V {
        switch rule {
        case .formula(let text): return value(text, scope)
        case .mean(let list):
            guard case .list(let items) = value(list, scope) else { return .nul }
            var (sum, weight) = (Rational.zero, Rational.zero)
            for case .record(let item) in items {
                guard case .number(let note)? = item["note"], case .number(let coefficient)? = item["coefficient"] else { continue }
                sum = sum + note * coefficient
                weight = weight + coefficient
            }
            return weight == .zero ? .nul : .number(sum / weight)
        case .all(let conditions, let favourable, let otherwise):
            for condition in conditions {
                if let every = condition.every {
                    guard case .list(let items) = value(every, scope) else { return .nul }
                    for case .record(let item) in items where value(condition.that, scope.merging(item) { _, own in own }) != .bool(true) {
                        return .text(otherwise)
                    }
                } else if value(condition.that, scope) != .bool(true) {
                    return .text(otherwise)
                }
            }
            return .text(favourable)
        case .table(let inputs, let lines):
            for line in lines where zip(inputs, line.cells).allSatisfy({ holds($1, value($0, scope), scope) }) {
                return conclusion(line.conclusion, scope)
            }
            return .nul
        }
    }

    private func conclusion(_ text: String, _ scope: [String: V]) -> V { scope[text] != nil || text.contains(" ") ? value(text, scope) : .text(text) }

    func value(_ text: String, _ scope: [String: V]) -> V {
        guard let expression = try? parser.parseExpression(text) else { return .nul }
        return value(expression, scope)
    }

    private func holds(_ cell: String, _ input: V, _ scope: [String: V]) -> Bool {
        if cell == "-" { return true }
        guard let tests = try? parser.parseUnaryTests(cell) else { return false }
        return tests.contains { holds($0, input, scope) }
    }

    private func holds(_ test: UnaryTest, _ input: V, _ scope: [String: V]) -> Bool {
        switch test {
        case .any: return true
        case .not(let inner): return !inner.contains { holds($0, input, scope) }
        case .compare(let op, let e): return compare(op, input, value(e, scope))
        case .expression(let e):
            if case .name("oui") = e.node { return input == .bool(true) }
            if case .name("non") = e.node { return input == .bool(false) }
            if case .name(let word) = e.node, scope[word] == nil { return input == .text(word) }
            if case .range(let range) = e.node {
                return (range.low.map { compare(range.lowIncluded ? .greaterOrEqual : .greater, input, value($0, scope)) } ?? true)
                    && (range.high.map { compare(range.highIncluded ? .lessOrEqual : .less, input, value($0, scope)) } ?? true)
            }
            return input == value(e, scope)
        }
    }

    private func value(_ e: Expression, _ scope: [String: V]) -> V {
        switch e.node {
        case .number(let digits): return Rational(decimal: digits).map { .number($0) } ?? .nul
        case .string(let text): return .text(text)
        case .boolean(let truth): return .bool(truth)
        case .name(let name): return scope[name] ?? .nul
        case .path(let source, let name):
            if case .record(let record) = value(source, scope) { return record[name] ?? .nul }
            if case .list(let items) = value(source, scope) {
                return .list(items.map { if case .record(let record) = $0 { record[name] ?? .nul } else { .nul } })
            }
            return .nul
        case .and(let a, let b): return .bool(value(a, scope) == .bool(true) && value(b, scope) == .bool(true))
        case .or(let a, let b): return .bool(value(a, scope) == .bool(true) || value(b, scope) == .bool(true))
        case .compare(let op, let a, let b): return .bool(compare(op, value(a, scope), value(b, scope)))
        case .arithmetic(let op, let a, let b):
            guard case .number(let x) = value(a, scope), case .number(let y) = value(b, scope) else { return .nul }
            return .number(op == .add ? x + y : op == .subtract ? x - y : op == .multiply ? x * y : x / y)
        case .conditional(let c, let a, let b): return value(c, scope) == .bool(true) ? value(a, scope) : value(b, scope)
        case .filter(let source, let predicate):
            guard case .list(let items) = value(source, scope) else { return .nul }
            return .list(
                items.filter {
                    if case .record(let record) = $0 { value(predicate, scope.merging(record) { _, own in own }) == .bool(true) } else { false }
                })
        case .call(let callee, .positional(let arguments)): return call(callee, arguments.map { value($0, scope) })
        default: return .nul
        }
    }

    private func call(_ callee: Expression, _ arguments: [V]) -> V {
        guard case .name(let name) = callee.node else { return .nul }
        if name == "not", arguments.count == 1 { return .bool(arguments[0] != .bool(true)) }
        guard case .list(let items)? = arguments.first else { return .nul }
        let numbers = items.compactMap { if case .number(let number) = $0 { number } else { nil } }
        switch name {
        case "count": return .number(Rational(items.count))
        case "sum": return .number(numbers.reduce(.zero, +))
        case "min": return numbers.min().map { .number($0) } ?? .nul
        case "max": return numbers.max().map { .number($0) } ?? .nul
        default: return .nul
        }
    }

    private func compare(_ op: Expression.Comparison, _ a: V, _ b: V) -> Bool {
        guard case .number(let x) = a, case .number(let y) = b else { return op == .equal ? a == b : op == .notEqual ? a != b : false }
        return switch op {
        case .equal: x == y
        case .notEqual: x != y
        case .less: x < y
        case .lessOrEqual: x <= y
        case .greater: x > y
        case .greaterOrEqual: x >= y
        }
    }
}

import Valeurs

/// Evaluates FEEL expressions as DMN 1.5, chapter 10.3, says. What cannot be evaluated is null, with a warning.
///
/// One evaluator serves one thread. Its limits hold for all that it evaluates; once one is reached everything is null and
/// ``exhausted`` says which.
public final class Evaluator {
    public let environment: Environment
    /// At most a hundred are kept.
    public private(set) var warnings: [EvaluationWarning] = []
    /// The sentence of the limit that stopped evaluation.
    public private(set) var exhausted: String?
    let clock: ZoneClock
    private var steps = 0
    private var depth = 0
    private var span: Range<Int>?
    /// What was said of each name that is not known.
    private var unknownNames: [String: String] = [:]
    /// Where the stack stood when evaluation began.
    private var stackBase: UInt = 0

    public init(environment: Environment = Environment()) {
        self.environment = environment
        clock = environment.clock
    }

    // MARK: Failures and limits

    /// Null, with the reason. What is null because of a null argument says nothing more than that.
    public func failure(_ message: String) -> Value {
        if warnings.count < 100 { warnings.append(EvaluationWarning(message: message, span: span)) }
        return .null
    }

    func stop(_ message: String) -> Value {
        if exhausted == nil {
            exhausted = message
            return failure(message)
        }
        return .null
    }

    /// Counts work that no expression of its own stands for. False when the limit is reached.
    public func spend(_ count: Int) -> Bool {
        steps += count
        if steps > environment.limits.steps || exhausted != nil {
            _ = stop(Wording.tooManySteps(environment.limits.steps))
            return false
        }
        return true
    }

    /// One more level of nesting: calls and boxed expressions come back here without passing through an expression.
    public func nested(_ body: () -> Value) -> Value {
        guard hasRoom() else { return stop(Wording.tooDeep(environment.limits.depth)) }
        depth += 1
        defer { depth -= 1 }
        return body()
    }

    /// Whether one more level is allowed: by their number, and by the stack they really take, which depends on the build.
    private func hasRoom() -> Bool {
        var marker: UInt8 = 0
        let place = withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
        if depth == 0 { stackBase = place }
        return depth < environment.limits.depth && (stackBase > place ? stackBase - place : place - stackBase) < environment.limits.stackBytes
    }

    /// Counts every value inside a value. False when there are too many, or too many inside each other: a few names that repeat each
    /// other (`{a: [1, 1], b: [a, a], c: [b, b]…}`) make values that no memory could write out.
    public func measure(_ value: Value) -> Bool { measure(value, levels: Evaluator.valueDepthLimit) }

    static let valueDepthLimit = 500

    private func measure(_ value: Value, levels: Int) -> Bool {
        switch value {
        case .list(let items):
            guard levels > 0 else { return refuseDepth() }
            guard spend(items.count) else { return false }
            for item in items where !measure(item, levels: levels - 1) { return false }
        case .context(let context):
            guard levels > 0 else { return refuseDepth() }
            guard spend(context.count) else { return false }
            for entry in context.entries where !measure(entry.value, levels: levels - 1) { return false }
        case .range(let range): return levels > 0 ? measure(range.low, levels: levels - 1) && measure(range.high, levels: levels - 1) : refuseDepth()
        default: break
        }
        return true
    }

    private func refuseDepth() -> Bool {
        _ = stop(Wording.valueTooDeep(Evaluator.valueDepthLimit))
        return false
    }

    func admits(listOf count: Int) -> Bool {
        if count > environment.limits.listItems {
            _ = stop(Wording.listTooLong(environment.limits.listItems))
            return false
        }
        return true
    }

    // MARK: Expressions

    public func evaluate(_ expression: Expression, in scope: Scope) -> Value {
        guard spend(1) else { return .null }
        guard hasRoom() else { return stop(Wording.tooDeep(environment.limits.depth)) }
        depth += 1
        let outer = span
        span = expression.span
        defer {
            depth -= 1
            span = outer
        }
        return evaluate(expression.node, scope)
    }

    private func evaluate(_ node: Expression.Node, _ scope: Scope) -> Value {
        switch node {
        case .null: return .null
        case .boolean(let value): return .boolean(value)
        case .number(let digits): return Decimal34(digits).map { .number($0) } ?? failure(Wording.numberTooLarge)
        case .string(let text): return .string(text)
        case .atLiteral(let text): return temporal(text)
        case .name(let name): return value(of: name, scope)
        case .path(let source, let name): return member(name, of: evaluate(source, in: scope))
        case .negate(let operand): return negated(evaluate(operand, in: scope))
        case .arithmetic(let sign, let a, let b): return arithmetic(sign, evaluate(a, in: scope), evaluate(b, in: scope))
        case .compare(let comparison, let a, let b): return compared(comparison, evaluate(a, in: scope), evaluate(b, in: scope))
        case .and(let a, let b): return conjunction(a, b, scope)
        case .or(let a, let b): return disjunction(a, b, scope)
        case .between(let value, let low, let high):
            return between(evaluate(value, in: scope), evaluate(low, in: scope), evaluate(high, in: scope))
        case .isIn(let value, let tests): return anyHolds(tests, for: evaluate(value, in: scope), scope, membership: true)
        case .instanceOf(let value, let type): return instance(evaluate(value, in: scope), of: type)
        case .conditional(let test, let then, let otherwise): return conditional(test, then, otherwise, scope)
        case .iterate(let iterations, let body): return iterate(iterations, body, scope)
        case .quantified(let quantifier, let iterations, let test): return quantified(quantifier, iterations, test, scope)
        case .filter(let source, let test): return filtered(evaluate(source, in: scope), test, scope)
        case .call(let function, let arguments): return call(function, arguments, scope)
        case .list(let items): return .list(items.map { evaluate($0, in: scope) })
        case .context(let entries): return context(entries, scope)
        case .range(let range): return self.range(range, scope)
        case .function(let parameters, let body, let external): return definition(parameters, body, external, scope)
        }
    }

    private func value(of name: String, _ scope: Scope) -> Value {
        if let value = scope.value(of: name) { return value }
        if let builtin = Builtin.named(name) { return .function(builtin.function) }
        return failure(unknown(name, scope))
    }

    /// Looked for once per name: a loop may meet it many times.
    private func unknown(_ name: String, _ scope: Scope) -> String {
        if let known = unknownNames[name] { return known }
        let suggestion = Suggestion.closest(to: name, among: scope.names.union(BuiltinNames.functions))
        let message = suggestion.map { Wording.didYouMean(Wording.unknownName(name), $0) } ?? Wording.unknownName(name)
        unknownNames[name] = message
        return message
    }

    private func conditional(_ test: Expression, _ then: Expression, _ otherwise: Expression, _ scope: Scope) -> Value {
        // Whatever is not true goes to the alternative; a condition that is no boolean is worth a warning.
        let condition = evaluate(test, in: scope)
        if case .boolean(true) = condition { return evaluate(then, in: scope) }
        if condition != .boolean(false), !condition.isNull { _ = failure(Wording.notBoolean) }
        return evaluate(otherwise, in: scope)
    }

    /// Each entry sees those before it. Two entries of one name make the context null (10.3.2.6).
    private func context(_ entries: [Expression.Entry], _ scope: Scope) -> Value {
        var context = ContextValue()
        var inner = scope
        for entry in entries {
            guard context[entry.key] == nil else { return failure(Wording.duplicateKey(entry.key)) }
            let value = evaluate(entry.value, in: inner)
            context[entry.key] = value
            inner = inner.binding(entry.key, to: value)
        }
        return .context(context)
    }

    private func range(_ range: Expression.RangeLiteral, _ scope: Scope) -> Value {
        if let comparison = range.comparison {
            guard let bound = range.bound else { return .null }
            let value = evaluate(bound, in: scope)
            guard !value.isNull else { return .null }
            return .range(
                RangeValue(
                    low: range.low == nil ? .null : value, lowIncluded: range.lowIncluded, high: range.high == nil ? .null : value,
                    highIncluded: range.highIncluded, comparison: comparison, excluded: comparison == .notEqual ? value : .null))
        }
        let low = range.low.map { evaluate($0, in: scope) } ?? .null
        let high = range.high.map { evaluate($0, in: scope) } ?? .null
        guard !low.isNull, !high.isNull, order(low, high) != nil else { return failure(Wording.badRange) }
        return .range(RangeValue(low: low, lowIncluded: range.lowIncluded, high: high, highIncluded: range.highIncluded))
    }

    private func definition(_ parameters: [Expression.Parameter], _ body: Expression, _ external: Bool, _ scope: Scope) -> Value {
        let declared = parameters.map { FunctionParameter(name: $0.name, type: $0.type.map(type) ?? .any) }
        guard external else {
            return .function(FunctionValue(name: nil, parameters: declared, result: .any, body: .expression(body, scope)))
        }
        return .function(externalFunction(evaluate(body, in: scope), name: nil, declared, .any))
    }

    /// A function in another language, when the environment knows the one that `description` names; else one that gives null.
    public func externalFunction(_ description: Value, name: String?, _ parameters: [FunctionParameter], _ result: ValueType) -> FunctionValue {
        guard case .context(let context) = description, let function = environment.external(context) else {
            return .external(name: name, parameters: parameters, result: result)
        }
        return FunctionValue(name: name, parameters: parameters, result: result) { evaluator, values in
            function(values) ?? evaluator.failure(Wording.badArguments(name ?? "function"))
        }
    }

    // MARK: Three-valued logic (10.3.2.15, table 50)

    /// Whatever is not a boolean counts as null.
    private func conjunction(_ a: Expression, _ b: Expression, _ scope: Scope) -> Value {
        let left = evaluate(a, in: scope)
        if left == .boolean(false) { return left }
        let right = evaluate(b, in: scope)
        if right == .boolean(false) { return right }
        return left == .boolean(true) && right == .boolean(true) ? .boolean(true) : .null
    }

    private func disjunction(_ a: Expression, _ b: Expression, _ scope: Scope) -> Value {
        let left = evaluate(a, in: scope)
        if left == .boolean(true) { return left }
        let right = evaluate(b, in: scope)
        if right == .boolean(true) { return right }
        return left == .boolean(false) && right == .boolean(false) ? .boolean(false) : .null
    }

    private func between(_ value: Value, _ low: Value, _ high: Value) -> Value {
        guard !value.isNull, !low.isNull, !high.isNull else { return .null }
        guard let above = order(low, value), let below = order(value, high) else {
            return failure(Wording.notComparable)
        }
        return .boolean(above <= 0 && below <= 0)
    }

    // MARK: Paths and filters

    /// A member of a context, a property of a date, time, duration or range, or of each item of a list (10.3.2.12, table 65).
    public func member(_ name: String, of source: Value) -> Value {
        switch source {
        case .null: return .null
        case .context(let context): return context[name] ?? failure(Wording.noMember(name))
        case .list(let items):
            guard spend(items.count) else { return .null }
            return nested { .list(items.map { member(name, of: $0) }) }
        default: return property(name, of: source) ?? failure(Wording.noMember(name))
        }
    }

    public func filtered(_ source: Value, _ test: Expression, _ scope: Scope) -> Value {
        let items = asList(source)
        if let position = index(test) { return item(position, of: items) }
        var kept: [Value] = []
        for (offset, item) in items.enumerated() {
            switch evaluate(test, in: itemScope(item, scope)) {
            case .boolean(true): kept.append(item)
            case .number(let position) where offset == 0: return self.item(position, of: items)
            case .boolean(false), .null: break
            default: return failure(Wording.notBoolean)
            }
            if exhausted != nil { return .null }
        }
        return .list(kept)
    }

    /// The scope of a filter: `item`, and the members of the item when it is a context.
    public func itemScope(_ item: Value, _ scope: Scope) -> Scope {
        guard case .context(let context) = item else { return scope.binding("item", to: item) }
        var bindings: [String: Value] = [:]
        for entry in context.entries { bindings[entry.key] = entry.value }
        if bindings["item"] == nil { bindings["item"] = item }
        return Scope(bindings, parent: scope)
    }

    private func index(_ test: Expression) -> Decimal34? {
        switch test.node {
        case .number(let digits): Decimal34(digits)
        case .negate(let operand): index(operand).map { -$0 }
        default: nil
        }
    }

    /// Positions count from 1, or from -1 backwards.
    private func item(_ position: Decimal34, of items: [Value]) -> Value {
        guard let position = position.exactInt, position != 0, position.magnitude <= items.count else {
            return failure(Wording.noItem)
        }
        return items[position > 0 ? position - 1 : items.count + position]
    }

    /// A list as it is, null as the empty list, anything else as a list of one (10.3.2.9.4).
    func asList(_ value: Value) -> [Value] {
        switch value {
        case .list(let items): items
        case .null: []
        default: [value]
        }
    }
}

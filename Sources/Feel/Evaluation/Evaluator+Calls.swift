import Valeurs

extension Evaluator {
    func call(_ function: Expression, _ arguments: Expression.Arguments, _ scope: Scope) -> Value {
        let callee = evaluate(function, in: scope)
        guard case .function(let function) = callee else {
            return callee.isNull ? .null : failure(Wording.notCallable)
        }
        switch arguments {
        case .positional(let values): return call(function, values.map { evaluate($0, in: scope) })
        case .named(let entries):
            var named: [(String, Value)] = []
            for entry in entries {
                guard !named.contains(where: { $0.0 == entry.key }) else { return failure(Wording.duplicateKey(entry.key)) }
                named.append((entry.key, evaluate(entry.value, in: scope)))
            }
            return call(function, named: named)
        }
    }

    /// Calls a function with one value per parameter, in order.
    public func call(_ function: FunctionValue, _ arguments: [Value]) -> Value {
        guard exhausted == nil else { return .null }
        if case .builtin(let builtin) = function.body { return builtin.call(arguments, self) }
        guard arguments.count == function.parameters.count else { return failure(Wording.badArguments(function.name ?? "function")) }
        var converted: [Value] = []
        for (parameter, argument) in zip(function.parameters, arguments) {
            guard let value = coerce(argument, to: parameter.type) else { return failure(Wording.wrongType(parameter.name)) }
            converted.append(value)
        }
        let result = nested { run(function, converted) }
        return coerce(result, to: function.result) ?? failure(Wording.wrongType(function.name ?? "function"))
    }

    private func run(_ function: FunctionValue, _ arguments: [Value]) -> Value {
        switch function.body {
        case .builtin: return .null
        case .external: return failure(Wording.externalFunction)
        case .native(let evaluate): return evaluate(self, arguments)
        case .expression(let body, let scope):
            let bindings = Dictionary(zip(function.parameters.map(\.name), arguments), uniquingKeysWith: { $1 })
            return evaluate(body, in: Scope(bindings, parent: scope))
        }
    }

    /// Calls a function with arguments by name. A parameter left out is null; a name that is no parameter makes the call null.
    public func call(_ function: FunctionValue, named: [(String, Value)]) -> Value {
        if case .builtin(let builtin) = function.body { return builtin.call(named: named, self) }
        var values = [Value?](repeating: nil, count: function.parameters.count)
        for (name, value) in named {
            guard let index = function.parameters.firstIndex(where: { $0.name == name }) else {
                return failure(Wording.noParameter(name, function.name ?? "function"))
            }
            values[index] = value
        }
        return call(function, values.map { $0 ?? .null })
    }

    /// Calls a built-in function by its name; null with a warning when there is none.
    public func callBuiltin(_ name: String, _ arguments: [Value]) -> Value {
        Builtin.named(name)?.call(arguments, self) ?? failure(Wording.unknownName(name))
    }

    // MARK: Types

    /// The type that a reference names; `.any` with a warning when nothing has that name.
    func type(_ reference: Expression.TypeReference) -> ValueType {
        switch reference {
        case .named(let name):
            if let type = environment.types(name) ?? ValueType(name: name) { return type }
            _ = failure(Wording.unknownType(name))
            return .any
        case .list(let element): return .list(type(element))
        case .range(let element): return .range(type(element))
        case .context(let members): return .context(members.mapValues(type))
        case .function(let parameters, let result): return .function(parameters.map(type), type(result))
        }
    }

    func instance(_ value: Value, of reference: Expression.TypeReference) -> Value {
        if case .named(let name) = reference, environment.types(name) == nil, ValueType(name: name) == nil {
            return failure(Wording.unknownType(name))
        }
        return measure(value) ? .boolean(type(reference).contains(value)) : .null
    }

    /// The value as one of the type: unchanged, taken out of a list of one, or put in one (10.3.2.9.4); `nil` when it does not conform,
    /// constraints included. Null conforms to everything.
    public func coerce(_ value: Value, to type: ValueType) -> Value? {
        if value.isNull || type == .any { return value }
        guard measure(value) else { return nil }
        if conforms(value, to: type) { return value }
        if case .list(let element) = type.base {
            if case .list = value { return nil }
            return conforms(value, to: element) && conforms(.list([value]), to: type) ? .list([value]) : nil
        }
        if case .list(let items) = value, items.count == 1, conforms(items[0], to: type) { return items[0] }
        // A date where a date and time is asked for is its midnight UTC.
        if case .date(let date) = value, type.base == .dateTime {
            return .dateTime(DateTimeValue(date: date, time: TimeValue(nanosecondOfDay: 0, zone: .offset(0))))
        }
        return nil
    }

    /// Like ``ValueType/contains(_:)`` with the constraints of item definitions.
    public func conforms(_ value: Value, to type: ValueType) -> Bool {
        if value.isNull { return true }
        switch (type, value) {
        case (.constrained(let base, let tests, let wholeList), _):
            guard conforms(value, to: base) else { return false }
            if !wholeList, case .list(let items) = value, case .list = base {
                return items.allSatisfy { holds(tests, for: $0, in: Scope()) == .boolean(true) }
            }
            return holds(tests, for: value, in: Scope()) == .boolean(true)
        case (.list(let element), .list(let items)): return items.allSatisfy { conforms($0, to: element) }
        case (.context(let members), .context(let context)):
            return members.allSatisfy { key, type in context[key].map { conforms($0, to: type) } ?? false }
        default: return type.contains(value)
        }
    }
}

extension ValueType {
    var base: ValueType { if case .constrained(let base, _, _) = self { base.base } else { self } }
}

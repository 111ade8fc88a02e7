import Feel

extension Run {
    /// The value of a boxed expression, converted to the type it declares.
    func boxed(_ boxed: Boxed, _ scope: Scope, _ model: Model) -> Value {
        let value = evaluator.nested { kind(boxed.kind, scope, model) }
        guard boxed.typeName != nil else { return value }
        return converted(value, to: type(boxed.typeName, model), boxed.typeName ?? "")
    }

    private func kind(_ kind: Boxed.Kind, _ scope: Scope, _ model: Model) -> Value {
        switch kind {
        case .literal(let expression):
            guard let expression else { return evaluator.failure(Wording.unreadableExpression) }
            return evaluator.evaluate(expression, in: scope)
        case .context(let entries, let result): return context(entries, result, scope, model)
        case .invocation(let callee, let bindings): return invocation(callee, bindings, scope, model)
        case .table(let table): return self.table(table, scope, model)
        case .list(let items): return .list(items.map { boxed($0, scope, model) })
        case .relation(let columns, let rows):
            return .list(rows.map { row in .context(ContextValue(zip(columns, row.map { boxed($0, scope, model) }))) })
        case .function(let definition): return function(definition, scope, model)
        case .conditional(let test, let then, let otherwise):
            switch boxed(test, scope, model) {
            case .boolean(true): return boxed(then, scope, model)
            case .boolean(false), .null: return boxed(otherwise, scope, model)
            default: return evaluator.failure(Wording.notBoolean)
            }
        case .filter(let source, let test): return filter(source, test, scope, model)
        case .iterate(let variable, let domain, let body): return iterate(variable, domain, body, scope, model)
        case .quantified(let quantifier, let variable, let domain, let test): return quantified(quantifier, variable, domain, test, scope, model)
        }
    }

    private func context(_ entries: [ContextEntry], _ result: Boxed?, _ scope: Scope, _ model: Model) -> Value {
        var context = ContextValue()
        var inner = scope
        for entry in entries {
            let raw = entry.value.map { boxed($0, inner, model) } ?? .null
            let value = converted(raw, to: type(entry.typeName, model), entry.name)
            context[entry.name] = value
            inner = inner.binding(entry.name, to: value)
        }
        return result.map { boxed($0, inner, model) } ?? .context(context)
    }

    private func invocation(_ callee: Boxed, _ bindings: [(name: String, value: Boxed)], _ scope: Scope, _ model: Model) -> Value {
        guard case .function(let function) = boxed(callee, scope, model) else { return .null }
        return evaluator.call(function, named: bindings.map { ($0.name, boxed($0.value, scope, model)) })
    }

    private func function(_ definition: FunctionDefinition, _ scope: Scope, _ model: Model) -> Value {
        let parameters = parameters(definition, model)
        guard !definition.isExternal else {
            return .function(evaluator.externalFunction(definition.body.map { boxed($0, scope, model) } ?? .null, name: nil, parameters, .any))
        }
        let engine = self.engine
        return .function(
            FunctionValue(name: nil, parameters: parameters, result: .any) { evaluator, values in
                guard let body = definition.body else { return .null }
                let bindings = Dictionary(zip(definition.parameters.map(\.name), values), uniquingKeysWith: { $1 })
                return Run(engine, evaluator, inputs: [:]).boxed(body, Scope(bindings, parent: scope), model)
            })
    }

    // MARK: Iterators (DMN 1.5, 10.2.2.6 to 10.2.2.9)

    private func filter(_ source: Boxed, _ test: Boxed, _ scope: Scope, _ model: Model) -> Value {
        let items: [Value]
        switch boxed(source, scope, model) {
        case .list(let list): items = list
        case .null: return .null
        case let single: items = [single]
        }
        var kept: [Value] = []
        for item in items {
            switch boxed(test, evaluator.itemScope(item, scope), model) {
            case .boolean(true): kept.append(item)
            case .boolean(false), .null: break
            default: return evaluator.failure(Wording.notBoolean)
            }
        }
        return .list(kept)
    }

    private func walk(_ domain: Boxed.Domain, _ scope: Scope, _ model: Model, _ turn: (Value) -> Bool) -> Bool {
        evaluator.walk(boxed(domain.source, scope, model), to: domain.high.map { boxed($0, scope, model) }, turn)
    }

    private func iterate(_ variable: String, _ domain: Boxed.Domain, _ body: Boxed, _ scope: Scope, _ model: Model) -> Value {
        var results: [Value] = []
        let complete = walk(domain, scope, model) { item in
            guard evaluator.spend(1), results.count < evaluator.environment.limits.listItems else { return false }
            let inner = scope.binding("partial", to: .list(results)).binding(variable, to: item)
            let result = boxed(body, inner, model)
            results.append(result)
            return evaluator.measure(result)
        }
        return complete ? .list(results) : .null
    }

    private func quantified(
        _ quantifier: Expression.Quantifier, _ variable: String, _ domain: Boxed.Domain, _ test: Boxed, _ scope: Scope, _ model: Model
    ) -> Value {
        let deciding = quantifier == .some
        var result = Value.boolean(!deciding)
        var decided = false
        let complete = walk(domain, scope, model) { item in
            guard evaluator.spend(1) else { return false }
            switch boxed(test, scope.binding(variable, to: item), model) {
            case .boolean(deciding): decided = true
            case .boolean: break
            case .null: result = .null
            default:
                _ = evaluator.failure(Wording.notBoolean)
                return false
            }
            return !decided && evaluator.exhausted == nil
        }
        if decided { return .boolean(deciding) }
        return complete ? result : .null
    }
}

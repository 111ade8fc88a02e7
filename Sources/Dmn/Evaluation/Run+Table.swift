import Feel

extension Run {
    /// A decision table (DMN 1.5, chapter 8): the outputs of the rules that hold, put together by the hit policy.
    func table(_ table: DecisionTable, _ scope: Scope, _ model: Model) -> Value {
        let inputs = table.inputs.map { boxed($0.expression, scope, model) }
        var hits: [[Value]] = []
        for rule in table.rules where holds(rule, inputs, scope) {
            hits.append(rule.outputs.enumerated().map { index, entry in output(entry, index, table, scope, model) })
            if table.hitPolicy == .first { break }
        }
        if hits.isEmpty {
            guard table.outputs.contains(where: { $0.fallback != nil }) else { return withoutHit(table) }
            let values = table.outputs.map { $0.fallback.map { boxed($0, scope, model) } ?? .null }
            return result(values, table)
        }
        switch table.hitPolicy {
        case .unique: return hits.count == 1 ? result(hits[0], table) : evaluator.failure(Wording.severalRules)
        case .any:
            let results = hits.map { result($0, table) }
            return results.allSatisfy { evaluator.equals($0, results[0]) == true } ? results[0] : evaluator.failure(Wording.rulesDisagree)
        case .first: return result(hits[0], table)
        case .priority: return result(prioritised(hits, table, model)[0], table)
        case .outputOrder: return .list(prioritised(hits, table, model).map { result($0, table) })
        case .ruleOrder: return .list(hits.map { result($0, table) })
        case .collect: return collected(hits.map { result($0, table) }, table.aggregator)
        }
    }

    private func holds(_ rule: DecisionTable.Rule, _ inputs: [Value], _ scope: Scope) -> Bool {
        for (tests, input) in zip(rule.inputs, inputs) {
            guard let tests, evaluator.holds(tests, for: input, in: scope) == .boolean(true) else { return false }
        }
        return true
    }

    private func output(_ entry: Boxed, _ index: Int, _ table: DecisionTable, _ scope: Scope, _ model: Model) -> Value {
        let value = boxed(entry, scope, model)
        guard index < table.outputs.count, let typeName = table.outputs[index].typeName else { return value }
        return converted(value, to: type(typeName, model), table.outputs[index].name ?? typeName)
    }

    private func result(_ values: [Value], _ table: DecisionTable) -> Value {
        if table.outputs.count == 1 { return values.first ?? .null }
        return .context(ContextValue(zip(table.outputs, values).map { ($0.name ?? "", $1) }))
    }

    private func withoutHit(_ table: DecisionTable) -> Value {
        switch (table.hitPolicy, table.aggregator) {
        case (.collect, nil), (.ruleOrder, _), (.outputOrder, _): .list([])
        case (.collect, .count): .number(0)
        default: evaluator.failure(Wording.noRule)
        }
    }

    /// By the place of each output in its list of allowed values, the first output counting most; rules that tie keep their order.
    private func prioritised(_ hits: [[Value]], _ table: DecisionTable, _ model: Model) -> [[Value]] {
        let orders = table.outputs.map { output in output.values ?? allowedValues(type(output.typeName, model)) }
        let ranks = hits.map { hit in
            zip(orders, hit).map { order, value in
                order.firstIndex { evaluator.holds([$0], for: value, in: Scope()) == .boolean(true) } ?? order.count
            }
        }
        return hits.indices.sorted { a, b in
            ranks[a] == ranks[b] ? a < b : ranks[a].lexicographicallyPrecedes(ranks[b])
        }.map { hits[$0] }
    }

    /// The values that a type allows, in the order in which its definition lists them.
    private func allowedValues(_ type: ValueType) -> [UnaryTest] {
        if case .constrained(_, let tests, _) = type { tests } else { [] }
    }

    private func collected(_ values: [Value], _ aggregator: DecisionTable.Aggregator?) -> Value {
        guard let aggregator else { return .list(values) }
        let name =
            switch aggregator {
            case .count: "count"
            case .sum: "sum"
            case .min: "min"
            case .max: "max"
            }
        return evaluator.callBuiltin(name, [.list(values)])
    }
}

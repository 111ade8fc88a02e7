import Feel
import Foundation
import Valeurs

/// One case: inputs, and the results that decisions must have.
struct TckCase {
    let id: String
    private let invocable: (name: String, isFunction: Bool)?
    private let inputs: [XMLTree]
    private let results: [XMLTree]

    init(_ xml: XMLTree) {
        id = xml["id"] ?? ""
        let type = xml["type"] ?? "decision"
        invocable = xml["invocableName"].map { ($0, type == "decisionService" || type == "bkm") }
        inputs = xml.children(named: "inputNode")
        results = xml.children(named: "resultNode")
    }

    /// `nil` when every result is as expected.
    func failure(_ engine: ModelEngine, _ environment: Environment) -> String? {
        let evaluator = Evaluator(environment: environment)
        var values: [String: Value] = [:]
        for input in inputs {
            guard let name = input["name"] else { continue }
            let value = TckCase.value(input, evaluator)
            values[Model.normalised(name)] = value
            if let namespace = input["namespace"] { values[namespace + "#" + Model.normalised(name)] = value }
        }
        for result in results {
            let name = result["name"] ?? ""
            let outcome: ModelEngine.Outcome?
            if let invocable, invocable.isFunction {
                outcome = engine.invoke(invocable.name, arguments: values)
            } else {
                outcome = engine.decide(name, inputs: values)
            }
            guard let outcome else { return Wording.missing(name) }
            var found = outcome.value
            if invocable?.isFunction == true, case .context(let context) = found, let member = context[name] { found = member }
            let expected = result.child("expected").map { TckCase.value($0, evaluator) } ?? .null
            if !TckCase.matches(expected, found) {
                let reasons = Set(outcome.warnings.map(\.message)).sorted().joined(separator: " ; ")
                return Wording.expected(expected.json, found.json) + (reasons.isEmpty ? "" : " (\(reasons))")
            }
        }
        return nil
    }

    // MARK: Values

    /// The value that an element holds: one `value`, a `list` of items, or `component` by name.
    private static func value(_ xml: XMLTree, _ evaluator: Evaluator) -> Value {
        if xml["nil"] == "true" { return .null }
        if let list = xml.child("list") { return list["nil"] == "true" ? .null : .list(list.children(named: "item").map { value($0, evaluator) }) }
        let components = xml.children(named: "component")
        if !components.isEmpty {
            return .context(ContextValue(components.map { ($0["name"] ?? "", value($0, evaluator)) }))
        }
        guard let leaf = xml.child("value") else { return .null }
        if leaf["nil"] == "true" { return .null }
        let type = leaf["type"]?.split(separator: ":").last.map(String.init) ?? "string"
        let text = type == "string" ? leaf.text : leaf.text.trimmingCharacters(in: .whitespacesAndNewlines)
        switch type {
        case "boolean": return .boolean(text == "true" || text == "1")
        case "decimal", "double", "float", "integer", "int", "long", "short": return Decimal34(text).map { .number($0) } ?? .null
        case "date": return evaluator.callBuiltin("date", [.string(text)])
        case "time": return evaluator.callBuiltin("time", [.string(text)])
        case "dateTime": return evaluator.callBuiltin("date and time", [.string(text)])
        case "duration", "dayTimeDuration", "yearMonthDuration": return evaluator.callBuiltin("duration", [.string(text)])
        default: return .string(text)
        }
    }

    /// Numbers agree within a hundred-millionth, as the kit rounds its expectations; all else is equal.
    static func matches(_ expected: Value, _ found: Value) -> Bool {
        switch (expected, found) {
        case (.number(let a), .number(let b)):
            guard let difference = a.subtracting(b)?.magnitude, let tolerance = Decimal34("0.00000001") else { return false }
            return difference < tolerance
        case (.list(let a), .list(let b)): return a.count == b.count && zip(a, b).allSatisfy { matches($0, $1) }
        case (.context(let a), .context(let b)):
            return a.count == b.count && a.entries.allSatisfy { entry in b[entry.key].map { matches(entry.value, $0) } ?? false }
        default: return expected == found
        }
    }
}

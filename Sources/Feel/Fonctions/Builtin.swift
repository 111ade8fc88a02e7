import Valeurs

/// A function of the standard (DMN 1.5, 10.3.4), with the ways in which it can be called.
public struct Builtin: Sendable {
    /// One list of parameters and what it computes. The body gives `nil` when the arguments do not suit it.
    struct Form: Sendable {
        let parameters: [String]
        let required: Int
        let variadic: Bool
        let body: @Sendable (BuiltinArguments, Evaluator) -> Value?
    }

    public let name: String
    let forms: [Form]

    init(_ name: String, _ forms: [Form]) {
        self.name = name
        self.forms = forms
    }

    /// Parameters are separated by commas; the last `optional` of them may be left out.
    static func form(
        _ parameters: String, optional: Int = 0, _ body: @escaping @Sendable (BuiltinArguments, Evaluator) -> Value?
    ) -> Form {
        let names = parameters.isEmpty ? [] : parameters.split(separator: ",").map(String.init)
        return Form(parameters: names, required: names.count - optional, variadic: false, body: body)
    }

    /// Any number of arguments, one at least, the first `fixed` apart: the last parameter stands for the list of the others.
    static func variadic(_ parameters: String, _ body: @escaping @Sendable (BuiltinArguments, Evaluator) -> Value?) -> Form {
        let names = parameters.split(separator: ",").map(String.init)
        return Form(parameters: names, required: names.count, variadic: true, body: body)
    }

    var function: FunctionValue {
        let widest = forms.max { $0.parameters.count < $1.parameters.count }?.parameters ?? []
        return FunctionValue(name: name, parameters: widest.map { FunctionParameter(name: $0) }, result: .any, body: .builtin(self))
    }

    /// Counts the work that the size of the arguments asks for.
    private func admits(_ arguments: [Value], _ evaluator: Evaluator) -> Bool {
        var work = name == "sqrt" || name == "log" || name == "exp" ? 50 : 0
        for argument in arguments {
            switch argument {
            case .string(let text): work += text.utf8.count / 16
            case .list(let items): work += items.count / 2
            case .context(let context): work += context.count
            default: break
            }
        }
        guard evaluator.spend(work) else { return false }
        // A value is walked whole only where it must be written or flattened.
        return name != "string" && name != "flatten" || arguments.allSatisfy(evaluator.measure)
    }

    func call(_ arguments: [Value], _ evaluator: Evaluator) -> Value {
        guard admits(arguments, evaluator) else { return .null }
        var admitted = false
        for form in forms {
            let count = arguments.count
            guard count >= form.required, form.variadic || count <= form.parameters.count else { continue }
            admitted = true
            if let result = form.body(BuiltinArguments(arguments), evaluator) { return result }
            if evaluator.exhausted != nil { return .null }
        }
        // Null in, null out: nothing to warn of.
        if admitted, arguments.contains(.null) { return .null }
        return evaluator.failure(Wording.badArguments(name))
    }

    func call(named: [(String, Value)], _ evaluator: Evaluator) -> Value {
        guard admits(named.map(\.1), evaluator) else { return .null }
        for form in forms where named.allSatisfy({ form.parameters.contains($0.0) }) {
            let values = form.parameters.map { parameter in named.first { $0.0 == parameter }?.1 }
            let last = values.lastIndex { $0 != nil } ?? -1
            let given = values.prefix(max(last + 1, form.required)).map { $0 ?? .null }
            if let result = form.body(BuiltinArguments(given), evaluator) { return result }
            if evaluator.exhausted != nil { return .null }
        }
        if let unknown = named.first(where: { name, _ in !forms.contains { $0.parameters.contains(name) } }) {
            return evaluator.failure(Wording.noParameter(unknown.0, name))
        }
        return evaluator.failure(Wording.badArguments(name))
    }

    static func named(_ name: String) -> Builtin? { all[name] }

    private static let all: [String: Builtin] = Dictionary(
        uniqueKeysWithValues: (numbers + aggregates + texts + patterns + lists + contexts + moments + intervals).map { ($0.name, $0) })
}

/// The arguments of one call. Each reader gives `nil` for an argument that is missing, null or of another type; a list of one item is
/// taken as its item (10.3.2.9.4).
struct BuiltinArguments {
    let values: [Value]

    init(_ values: [Value]) { self.values = values }

    var count: Int { values.count }

    /// Null when missing.
    subscript(index: Int) -> Value { index < values.count ? values[index] : .null }

    func isMissing(_ index: Int) -> Bool { self[index].isNull }

    private func single(_ index: Int) -> Value {
        if case .list(let items) = self[index], items.count == 1 { return items[0] }
        return self[index]
    }

    func number(_ index: Int) -> Decimal34? { if case .number(let value) = single(index) { value } else { nil } }
    func string(_ index: Int) -> String? { if case .string(let value) = single(index) { value } else { nil } }
    func context(_ index: Int) -> ContextValue? { if case .context(let value) = single(index) { value } else { nil } }
    func function(_ index: Int) -> FunctionValue? { if case .function(let value) = single(index) { value } else { nil } }
    func boolean(_ index: Int) -> Bool? { if case .boolean(let value) = single(index) { value } else { nil } }

    /// A number without its fraction.
    func integer(_ index: Int) -> Int? { number(index)?.rounded(scale: 0, .down)?.exactInt }

    /// A list, or the list of one other value.
    func list(_ index: Int) -> [Value]? {
        switch self[index] {
        case .null: nil
        case .list(let items): items
        case let value: [value]
        }
    }

    /// The items of a function that takes one list or several arguments.
    func items(from index: Int = 0) -> [Value]? {
        guard values.count > index else { return nil }
        return values.count == index + 1 ? list(index) : Array(values[index...])
    }
}

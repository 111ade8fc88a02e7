import Feel

/// Evaluates the decisions of a model and of those it imports.
public struct ModelEngine: Sendable {
    let models: [String: Model]
    public let main: Model
    let environment: Environment

    /// - Parameter imported: the models that `main` imports, directly or not. One that is missing makes what needs it null.
    public init(_ main: Model, imported: [Model] = [], environment: Environment = Environment()) {
        self.main = main
        var models: [String: Model] = [:]
        for model in imported { models[model.namespace] = model }
        models[main.namespace] = main
        self.models = models
        var environment = environment
        let table = models
        environment.types = { ModelEngine.type($0, in: main, table) }
        self.environment = environment
    }

    /// The outcome of one evaluation: the value and why parts of it are null.
    public struct Outcome: Sendable {
        public let value: Value
        public let warnings: [EvaluationWarning]

        /// A value cut short by a limit is no value.
        init(_ value: Value, _ evaluator: Evaluator) {
            let isWhole = evaluator.measure(value) && evaluator.exhausted == nil
            self.value = isWhole ? value : .null
            warnings = evaluator.warnings
        }
    }

    /// The value of a decision of the main model, `nil` when it has none by that name. Inputs are by name; those of an imported model
    /// under its import name, as a context or as `import.name`. An input left out is null; a decision
    /// given among them is not calculated.
    public func decide(_ decision: String, inputs: [String: Value]) -> Outcome? {
        guard let element = main.element(named: decision, where: { if case .decision = $0 { true } else { false } }) else { return nil }
        let evaluator = Evaluator(environment: environment)
        let run = Run(self, evaluator, inputs: inputs)
        let value = run.value(of: Reference(model: main, element: element))
        return Outcome(value, evaluator)
    }

    /// The value of a business knowledge model or of a decision service called with arguments by name; `nil` when there is none.
    public func invoke(_ name: String, arguments: [String: Value]) -> Outcome? {
        let found = main.element(named: name) { kind in
            switch kind {
            case .knowledge, .service: true
            case .input, .decision: false
            }
        }
        guard let element = found else { return nil }
        let evaluator = Evaluator(environment: environment)
        let run = Run(self, evaluator, inputs: [:])
        guard case .function(let function) = run.value(of: Reference(model: main, element: element)) else {
            return Outcome(.null, evaluator)
        }
        let known = arguments.filter { argument in function.parameters.contains { $0.name == argument.key } }
        return Outcome(evaluator.call(function, named: known.map { ($0.key, $0.value) }), evaluator)
    }

    static func type(_ name: String, in model: Model, _ models: [String: Model], depth: Int = 0) -> ValueType? {
        model.types.type(name, depth: depth) { full, depth in
            for item in model.imports {
                guard let other = models[item.namespace], other.namespace != model.namespace else { continue }
                if item.name.isEmpty {
                    if let type = other.types.definitions[full] == nil ? nil : ModelEngine.type(full, in: other, models, depth: depth) { return type }
                } else if full.hasPrefix(item.name + ".") {
                    return ModelEngine.type(String(full.dropFirst(item.name.count + 1)), in: other, models, depth: depth)
                }
            }
            return nil
        }
    }

    /// What `href` of an element of `model` points at. A model imported without a name shares the namespace of the importing one: its
    /// elements are found after those of the model itself, in the order of the imports (DMN 1.5, 6.3.3).
    func resolve(_ href: String, from model: Model) -> Reference? {
        let parts = href.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        if !parts[0].isEmpty, let owner = models[String(parts[0])], let element = owner.elements[String(parts[1])] {
            return Reference(model: owner, element: element)
        }
        guard parts[0].isEmpty || String(parts[0]) == model.namespace else { return nil }
        return resolve(id: String(parts[1]), from: model, depth: 0)
    }

    private func resolve(id: String, from model: Model, depth: Int) -> Reference? {
        if let element = model.elements[id] { return Reference(model: model, element: element) }
        guard depth < 8 else { return nil }
        for item in model.imports where item.name.isEmpty {
            if let other = models[item.namespace], let found = resolve(id: id, from: other, depth: depth + 1) { return found }
        }
        return nil
    }
}

struct Reference: Sendable {
    let model: Model
    let element: Element
    var key: String { model.namespace + "#" + element.id }
}

extension Model {
    func hasElement(named name: String) -> Bool { elements.values.contains { $0.name == name } }

    func element(named name: String, where wanted: (Element.Kind) -> Bool) -> Element? {
        order.lazy.compactMap { elements[$0] }.first { $0.name == Model.normalised(name) && wanted($0.kind) }
    }
}

/// One evaluation of the graph: each decision is evaluated once.
final class Run {
    let engine: ModelEngine
    let evaluator: Evaluator
    private let inputs: [String: Value]
    private var known: [String: Value]
    private var underway: Set<String> = []

    init(_ engine: ModelEngine, _ evaluator: Evaluator, inputs: [String: Value], known: [String: Value] = [:]) {
        self.engine = engine
        self.evaluator = evaluator
        self.inputs = inputs
        self.known = known
    }

    func type(_ name: String?, _ model: Model) -> ValueType {
        name.flatMap { ModelEngine.type(Model.normalised($0), in: model, engine.models) } ?? .any
    }

    func value(of reference: Reference) -> Value {
        if let value = known[reference.key] { return value }
        guard underway.insert(reference.key).inserted else { return evaluator.failure(Wording.circular(reference.element.name)) }
        defer { underway.remove(reference.key) }
        let value = evaluator.nested { evaluate(reference) }
        known[reference.key] = value
        return value
    }

    private func evaluate(_ reference: Reference) -> Value {
        let element = reference.element
        switch element.kind {
        case .input: return converted(input(reference), to: type(element.typeName, reference.model), element.name)
        case .decision(let logic):
            // A result given with the inputs stands for the calculation.
            if reference.model.namespace == engine.main.namespace, let given = inputs[element.name] {
                return converted(given, to: type(element.typeName, reference.model), element.name)
            }
            guard let logic else { return .null }
            let value = boxed(logic, scope(of: reference), reference.model)
            return converted(value, to: type(element.typeName, reference.model), element.name)
        case .knowledge(let definition):
            guard let definition else { return .null }
            return .function(knowledge(definition, reference))
        case .service(let service): return .function(self.service(service, reference))
        }
    }

    /// An input of an imported model stands under the name of the import, whatever the path that leads to it.
    private func input(_ reference: Reference) -> Value {
        let name = reference.element.name
        if reference.model.namespace == engine.main.namespace { return inputs[name] ?? .null }
        for item in engine.main.imports where item.namespace == reference.model.namespace {
            if let value = inputs[item.name + "." + name] { return value }
            if case .context(let context)? = inputs[item.name], let value = context[name] { return value }
        }
        return inputs[reference.model.namespace + "#" + name] ?? inputs[name] ?? .null
    }

    func converted(_ value: Value, to type: ValueType, _ name: String) -> Value {
        evaluator.coerce(value, to: type) ?? evaluator.failure(Wording.wrongType(name))
    }

    /// The names that the requirements of an element bring, those of imported models inside a context named after the import.
    private func scope(of reference: Reference) -> Scope {
        var bindings: [String: Value] = [:]
        for href in reference.element.requirements {
            guard let required = engine.resolve(href, from: reference.model) else { continue }
            bind(required, seenFrom: reference.model, in: &bindings)
        }
        return Scope(bindings)
    }

    private func bind(_ required: Reference, seenFrom model: Model, in bindings: inout [String: Value]) {
        let value = value(of: required)
        let name = required.element.name
        guard required.model.namespace != model.namespace,
            let item = model.imports.first(where: { $0.namespace == required.model.namespace }), !item.name.isEmpty
        else {
            // A name of the model itself is not replaced by one imported without a prefix, nor an earlier import by a later one.
            let isForeign = required.model.namespace != model.namespace
            if !isForeign || bindings[name] == nil && !model.hasElement(named: name) { bindings[name] = value }
            return
        }
        var context = ContextValue()
        if case .context(let existing)? = bindings[item.name] { context = existing }
        context[name] = value
        bindings[item.name] = .context(context)
    }

    // MARK: Functions

    /// A knowledge model sees the knowledge it requires and its parameters, never data.
    private func knowledge(_ definition: FunctionDefinition, _ reference: Reference) -> FunctionValue {
        let engine = self.engine
        let model = reference.model
        var result = type(definition.typeName, model)
        switch type(reference.element.typeName, model) {
        case .function(_, let declared): result = declared
        case .any: break
        case let declared: result = declared
        }
        if definition.isExternal {
            let description = definition.body.map { boxed($0, Scope(), model) } ?? .null
            return evaluator.externalFunction(description, name: reference.element.name, parameters(definition, model), result)
        }
        return FunctionValue(name: reference.element.name, parameters: parameters(definition, model), result: result) { evaluator, values in
            guard let body = definition.body else { return .null }
            // What it requires is found when it is called, so that it may call itself.
            let run = Run(engine, evaluator, inputs: [:])
            let inner = run.scope(of: reference)
            let bindings = Dictionary(zip(definition.parameters.map(\.name), values), uniquingKeysWith: { $1 })
            return run.boxed(body, Scope(bindings, parent: inner), model)
        }
    }

    func parameters(_ definition: FunctionDefinition, _ model: Model) -> [FunctionParameter] {
        definition.parameters.map { FunctionParameter(name: $0.name, type: type($0.typeName, model)) }
    }

    /// A decision service is a function of its input data and input decisions (DMN 1.5, 10.4): one output is the value itself, several
    /// are a context.
    private func service(_ service: Element.Service, _ reference: Reference) -> FunctionValue {
        let engine = self.engine
        let model = reference.model
        let entries = (service.inputs + service.inputDecisions).compactMap { engine.resolve($0, from: model) }
        let outputs = service.outputs.compactMap { engine.resolve($0, from: model) }
        let parameters = entries.map { FunctionParameter(name: $0.element.name, type: type($0.element.typeName, $0.model)) }
        var result = type(reference.element.typeName, model)
        if case .function(_, let declared) = result { result = declared }
        return FunctionValue(name: reference.element.name, parameters: parameters, result: result) { evaluator, values in
            let known = Dictionary(zip(entries.map(\.key), values), uniquingKeysWith: { $1 })
            let run = Run(engine, evaluator, inputs: [:], known: known)
            if outputs.count == 1 { return run.value(of: outputs[0]) }
            return .context(ContextValue(outputs.map { ($0.element.name, run.value(of: $0)) }))
        }
    }
}

import Feel
import Foundation

extension Model {
    /// Reads a model from the bytes of its XML file.
    ///
    /// - Parameter names: names of imported models that expressions may use.
    public init(xml data: Data, importing names: Set<String> = []) throws(ModelError) {
        try self.init(XMLTree.read(data), importing: names)
    }

    init(_ root: XMLTree, importing imported: Set<String> = []) throws(ModelError) {
        guard root.name == "definitions" else { throw .notAModel }
        let names = Model.names(root).union(imported)
        var reader = ModelReader(parser: Parser(names: names))
        var elements: [String: Element] = [:]
        var order: [String] = []
        var decisions: [String] = []
        for child in root.children {
            guard let element = reader.element(child) else { continue }
            elements[element.id] = element
            order.append(element.id)
            if case .decision = element.kind { decisions.append(element.name) }
        }
        namespace = root["namespace"] ?? ""
        name = root["name"] ?? ""
        imports = root.children(named: "import").filter { ($0["importType"] ?? "").contains("DMN") }.map {
            Import(name: Model.normalised($0["name"] ?? ""), namespace: $0["namespace"] ?? "")
        }
        types = reader.types(root)
        self.elements = elements
        self.order = order
        self.decisions = decisions
        diagnostics = reader.diagnostics
    }

    /// Every name that a model gives to something.
    static func names(_ root: XMLTree) -> Set<String> {
        var names: Set<String> = []
        root.visit { element in
            for key in ["name", "iteratorVariable"] { if let name = element[key] { names.insert(Model.normalised(name)) } }
        }
        return names
    }

    /// White space around a name goes, and any run of it inside is one space.
    static func normalised(_ name: String) -> String {
        name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

struct ModelReader {
    let parser: Parser
    var diagnostics: [ModelDiagnostic] = []

    init(parser: Parser) { self.parser = parser }

    // MARK: Elements

    mutating func element(_ xml: XMLTree) -> Element? {
        let variable = xml.child("variable")
        let name = Model.normalised(xml["name"] ?? variable?["name"] ?? "")
        let id = xml["id"] ?? name
        var requirements: [String] = []
        for holder in xml.children where holder.name == "informationRequirement" || holder.name == "knowledgeRequirement" {
            requirements += holder.children.compactMap { $0["href"] }
        }
        let kind: Element.Kind
        var typeName = variable?["typeRef"]
        switch xml.name {
        case "inputData": kind = .input
        case "decision":
            let logic = xml.children.lazy.compactMap { ModelReader.isLogic($0.name) ? $0 : nil }.first
            kind = .decision(logic.map { boxed($0) })
        case "businessKnowledgeModel":
            kind = .knowledge(xml.child("encapsulatedLogic").map { function($0) })
            // A variable of a knowledge model may name a function type or, in older models, the type of the result.
            typeName = variable?["typeRef"]
        case "decisionService":
            func references(_ name: String) -> [String] { xml.children(named: name).compactMap { $0["href"] } }
            kind = .service(
                .init(outputs: references("outputDecision"), inputDecisions: references("inputDecision"), inputs: references("inputData")))
        default: return nil
        }
        return Element(id: id, name: name, typeName: typeName, kind: kind, requirements: requirements)
    }

    private static func isLogic(_ name: String) -> Bool {
        [
            "literalExpression", "context", "invocation", "decisionTable", "list", "relation", "functionDefinition", "conditional", "filter",
            "for", "some", "every",
        ].contains(name)
    }

    // MARK: Expressions

    private mutating func expression(_ text: String) -> Feel.Expression? {
        do throws(ParseError) { return try parser.parseExpression(text) } catch {
            diagnostics.append(ModelDiagnostic(source: text, error: error))
            return nil
        }
    }

    mutating func tests(_ xml: XMLTree?) -> [UnaryTest]? {
        guard let text = xml?.child("text")?.text else { return nil }
        if text.allSatisfy(\.isWhitespace) { return [.any] }
        do throws(ParseError) { return try parser.parseUnaryTests(text) } catch {
            diagnostics.append(ModelDiagnostic(source: text, error: error))
            return nil
        }
    }

    /// The expression that a wrapper such as `in` or `then` holds.
    private mutating func inner(_ xml: XMLTree?) -> Boxed {
        guard let xml, let logic = xml.children.first(where: { ModelReader.isLogic($0.name) }) else {
            return Boxed(kind: .literal(nil), typeName: nil)
        }
        return Boxed(kind: boxed(logic).kind, typeName: xml["typeRef"] ?? logic["typeRef"])
    }

    private mutating func boxed(_ xml: XMLTree) -> Boxed { Boxed(kind: kind(xml), typeName: xml["typeRef"]) }

    private mutating func kind(_ xml: XMLTree) -> Boxed.Kind {
        switch xml.name {
        case "context": return context(xml)
        case "invocation":
            let callee = xml.children.first { ModelReader.isLogic($0.name) }.map { boxed($0) } ?? Boxed(kind: .literal(nil), typeName: nil)
            let bindings = xml.children(named: "binding").map { binding in
                (name: Model.normalised(binding.child("parameter")?["name"] ?? ""), value: inner(binding))
            }
            return .invocation(callee, bindings)
        case "decisionTable": return .table(table(xml))
        case "list": return .list(xml.children.filter { ModelReader.isLogic($0.name) }.map { boxed($0) })
        case "relation":
            let columns = xml.children(named: "column").map { Model.normalised($0["name"] ?? "") }
            return .relation(
                columns, xml.children(named: "row").map { row in row.children.filter { ModelReader.isLogic($0.name) }.map { boxed($0) } })
        case "functionDefinition": return .function(function(xml))
        case "conditional": return .conditional(inner(xml.child("if")), then: inner(xml.child("then")), otherwise: inner(xml.child("else")))
        case "filter": return .filter(inner(xml.child("in")), inner(xml.child("match")))
        case "for":
            return .iterate(variable: Model.normalised(xml["iteratorVariable"] ?? ""), domain(xml.child("in")), inner(xml.child("return")))
        case "some", "every":
            return .quantified(
                xml.name == "some" ? .some : .every, variable: Model.normalised(xml["iteratorVariable"] ?? ""), domain(xml.child("in")),
                inner(xml.child("satisfies")))
        default: return .literal(expression(xml.child("text")?.text ?? ""))
        }
    }

    /// `low..high` is a domain without being an expression.
    private mutating func domain(_ xml: XMLTree?) -> Boxed.Domain {
        if let text = xml?.child("literalExpression")?.child("text")?.text, (try? parser.parseExpression(text)) == nil,
            let walk = try? parser.parseExpression("for x in \(text) return x"), case .iterate(let iterations, _) = walk.node,
            iterations.count == 1, let high = iterations[0].high
        {
            return .init(
                source: Boxed(kind: .literal(iterations[0].source), typeName: nil), high: Boxed(kind: .literal(high), typeName: nil))
        }
        return .init(source: inner(xml), high: nil)
    }

    private mutating func context(_ xml: XMLTree) -> Boxed.Kind {
        var entries: [ContextEntry] = []
        var result: Boxed?
        for child in xml.children(named: "contextEntry") {
            let logic = child.children.first { ModelReader.isLogic($0.name) }.map { boxed($0) }
            if let variable = child.child("variable") {
                entries.append(ContextEntry(name: Model.normalised(variable["name"] ?? ""), typeName: variable["typeRef"], value: logic))
            } else {
                result = logic
            }
        }
        return .context(entries, result: result)
    }

    private mutating func function(_ xml: XMLTree) -> FunctionDefinition {
        let parameters = xml.children(named: "formalParameter").map { (name: Model.normalised($0["name"] ?? ""), typeName: $0["typeRef"]) }
        let logic = xml.children.first { ModelReader.isLogic($0.name) }.map { boxed($0) }
        return FunctionDefinition(parameters: parameters, body: logic, isExternal: (xml["kind"] ?? "FEEL") != "FEEL", typeName: xml["typeRef"])
    }

    private mutating func table(_ xml: XMLTree) -> DecisionTable {
        let inputs = xml.children(named: "input").map { input in
            let holder = input.child("inputExpression")
            return DecisionTable.Input(
                expression: Boxed(kind: .literal(expression(holder?.child("text")?.text ?? "")), typeName: holder?["typeRef"]))
        }
        let outputs = xml.children(named: "output").map { output in
            DecisionTable.Output(
                name: output["name"].map(Model.normalised), typeName: output["typeRef"], values: tests(output.child("outputValues")),
                fallback: output.child("defaultOutputEntry").map { boxed($0) })
        }
        let rules = xml.children(named: "rule").map { rule in
            DecisionTable.Rule(
                inputs: rule.children(named: "inputEntry").map { tests($0) }, outputs: rule.children(named: "outputEntry").map { boxed($0) })
        }
        return DecisionTable(
            hitPolicy: DecisionTable.HitPolicy(rawValue: xml["hitPolicy"] ?? "UNIQUE") ?? .unique,
            aggregator: xml["aggregation"].flatMap { DecisionTable.Aggregator(rawValue: $0) }, inputs: inputs, outputs: outputs, rules: rules)
    }

    // MARK: Types

    mutating func types(_ root: XMLTree) -> TypeTable {
        var table = TypeTable()
        for definition in root.children(named: "itemDefinition") {
            table.definitions[Model.normalised(definition["name"] ?? "")] = item(definition)
        }
        return table
    }

    private mutating func item(_ xml: XMLTree) -> ItemDefinition {
        var components: [String: ItemDefinition] = [:]
        for component in xml.children(named: "itemComponent") { components[Model.normalised(component["name"] ?? "")] = item(component) }
        let function = xml.child("functionItem").map { function in
            ItemDefinition.Function(
                parameters: function.children(named: "parameters").map { $0["typeRef"] }, result: function["outputTypeRef"])
        }
        return ItemDefinition(
            typeName: xml.child("typeRef").map { Model.normalised($0.text) }, isCollection: xml["isCollection"] == "true",
            allowedValues: tests(xml.child("allowedValues")), typeConstraint: tests(xml.child("typeConstraint")), components: components,
            function: function)
    }
}

import Feel

/// A DMN model: its input data, decisions, business knowledge models and decision services, with their logic parsed (DMN 1.5, chapter 6).
public struct Model: Sendable {
    public let namespace: String
    public let name: String
    let imports: [Import]
    let elements: [String: Element]
    let types: TypeTable
    /// Expressions that could not be parsed, with what contains them. They evaluate to null.
    public let diagnostics: [ModelDiagnostic]

    struct Import: Sendable {
        /// Empty when the names of the imported model are used without prefix.
        let name: String
        let namespace: String
    }

    /// Names of the decisions, in the order of the file.
    public let decisions: [String]
    let order: [String]
}

/// An expression of a model that is not FEEL.
public struct ModelDiagnostic: Hashable, Sendable {
    public let source: String
    public let error: ParseError
}

/// An element of the decision requirements graph.
struct Element: Sendable {
    enum Kind: Sendable {
        case input
        case decision(Boxed?)
        case knowledge(FunctionDefinition?)
        case service(Service)
    }

    let id: String
    let name: String
    let typeName: String?
    let kind: Kind
    /// References to what it requires, `namespace#id` or `#id`.
    let requirements: [String]

    struct Service: Sendable {
        let outputs: [String]
        let inputDecisions: [String]
        let inputs: [String]
    }
}

/// A boxed expression (DMN 1.5, 10.2.1), whose value is converted to its type when it declares one.
struct Boxed: Sendable {
    indirect enum Kind: Sendable {
        case literal(Expression?)
        case context([ContextEntry], result: Boxed?)
        case invocation(Boxed, [(name: String, value: Boxed)])
        case table(DecisionTable)
        case list([Boxed])
        /// One context per row; columns by name.
        case relation([String], [[Boxed]])
        case function(FunctionDefinition)
        case conditional(Boxed, then: Boxed, otherwise: Boxed)
        case filter(Boxed, Boxed)
        case iterate(variable: String, Domain, Boxed)
        case quantified(Expression.Quantifier, variable: String, Domain, Boxed)
    }

    let kind: Kind
    let typeName: String?

    /// What an iterator walks: a list, or the two ends of `low..high`.
    struct Domain: Sendable {
        let source: Boxed
        let high: Boxed?
    }
}

struct ContextEntry: Sendable {
    let name: String
    let typeName: String?
    let value: Boxed?
}

struct FunctionDefinition: Sendable {
    let parameters: [(name: String, typeName: String?)]
    let body: Boxed?
    /// Java or PMML: it can be named, not called.
    let isExternal: Bool
    let typeName: String?
}

struct DecisionTable: Sendable {
    enum HitPolicy: String, Sendable {
        case unique = "UNIQUE", any = "ANY", priority = "PRIORITY", first = "FIRST", ruleOrder = "RULE ORDER", outputOrder = "OUTPUT ORDER"
        case collect = "COLLECT"
    }

    enum Aggregator: String, Sendable { case sum = "SUM", count = "COUNT", min = "MIN", max = "MAX" }

    struct Input: Sendable {
        let expression: Boxed
    }

    struct Output: Sendable {
        let name: String?
        let typeName: String?
        /// The allowed outputs in order of priority.
        let values: [UnaryTest]?
        let fallback: Boxed?
    }

    struct Rule: Sendable {
        /// `nil` for a cell that could not be parsed, which never holds.
        let inputs: [[UnaryTest]?]
        let outputs: [Boxed]
    }

    let hitPolicy: HitPolicy
    let aggregator: Aggregator?
    let inputs: [Input]
    let outputs: [Output]
    let rules: [Rule]
}

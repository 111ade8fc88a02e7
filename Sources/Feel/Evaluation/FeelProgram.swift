/// A FEEL expression read once, to be evaluated with the values it was read for.
///
/// ```swift
/// let program = try FeelProgram("taux d'échec * 100", context: ["taux d'échec": .number(2)])
/// let outcome = program.evaluate()
/// outcome.value.json      // 200
/// outcome.warnings        // why parts of the value are null
/// outcome.exhausted       // the sentence of the limit that stopped the calculation, if one did
/// ```
public struct FeelProgram: Sendable {
    public let expression: Expression
    private let context: [String: Value]

    /// - Parameter context: the names in scope. The keys of contexts inside them may be used after a dot and in filters.
    /// - Throws: ``ParseError`` with the place and a correction when one is near.
    public init(_ source: String, context: [String: Value] = [:]) throws(ParseError) {
        var names: Set<String> = []
        FeelProgram.collect(.context(ContextValue(context.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })), into: &names)
        expression = try Parser(names: names).parseExpression(source)
        self.context = context
    }

    /// - Parameter json: one JSON object, whose keys are the names in scope.
    public init(_ source: String, json: String) throws {
        guard case .context(let context) = try Value(json: json) else { throw JSONError(message: Wording.jsonObjectExpected, offset: 0) }
        try self.init(source, context: Dictionary(uniqueKeysWithValues: context.entries.map { ($0.key, $0.value) }))
    }

    public struct Outcome: Hashable, Sendable {
        public let value: Value
        public let warnings: [EvaluationWarning]
        /// Not `nil` when a limit was reached: the value is then null.
        public let exhausted: String?
    }

    public func evaluate(in environment: Environment = Environment()) -> Outcome {
        let evaluator = Evaluator(environment: environment)
        let value = evaluator.evaluate(expression, in: Scope(context))
        let isWhole = evaluator.measure(value) && evaluator.exhausted == nil
        return Outcome(value: isWhole ? value : .null, warnings: evaluator.warnings, exhausted: evaluator.exhausted)
    }

    private static func collect(_ value: Value, into names: inout Set<String>) {
        switch value {
        case .context(let context):
            for entry in context.entries {
                names.insert(entry.key)
                collect(entry.value, into: &names)
            }
        case .list(let items): for item in items { collect(item, into: &names) }
        default: break
        }
    }
}

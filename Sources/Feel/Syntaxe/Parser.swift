/// Reads FEEL source text into the syntax tree (DMN 1.5, chapter 10.3.1).
///
/// Names of several words or with symbols are read whole only when they are known: given to `init`, built in, or declared by the
/// expression itself (keys of a context, variables of `for`, `some` and `every`, parameters). Any single identifier is a name, known
/// or not, so that whoever gives the names their meaning reports those that have none.
public struct Parser: Sendable {
    /// Nesting beyond which a text is refused. The tree is walked by recursion: the limit keeps the stack small.
    public static let nestingLimit = 200
    /// Height of the tree beyond which a text is refused (a long chain such as `a + b + c…` is one level per operator).
    public static let heightLimit = 1000

    private let index: NameIndex
    private let height: Int

    /// - Parameters:
    ///   - names: names in scope, including the members of contexts that paths and filters reach. The names of built-in functions, types
    ///     and properties are always known.
    ///   - height: the height of a tree beyond which a text is refused, for whoever walks trees inside trees.
    public init(names: some NameScope, height: Int = Parser.heightLimit) {
        var index = Parser.standardNames
        for name in names.knownNames { index.insert(name) }
        self.index = index
        self.height = height
    }

    public init() { (index, height) = (Parser.standardNames, Parser.heightLimit) }

    /// The expression that the whole text is.
    public func parseExpression(_ source: String) throws(ParseError) -> Expression {
        var reader = SyntaxReader(source, names: index, height: height)
        let parsed = try reader.expression()
        try reader.expectEnd()
        return parsed.expression
    }

    /// The tests of a decision table's cell: `-`, `not(…)` or tests separated by commas (grammar rules 13 to 17).
    public func parseUnaryTests(_ source: String) throws(ParseError) -> [UnaryTest] {
        var reader = SyntaxReader(source, names: index, height: height)
        let tests = try reader.unaryTests()
        try reader.expectEnd()
        return tests
    }

    /// The type that a `typeRef` names: `number`, `list<string>`, `function<number> -> string`…
    public func parseType(_ source: String) throws(ParseError) -> Expression.TypeReference {
        var reader = SyntaxReader(source, names: index, height: height)
        let type = try reader.typeReference()
        try reader.expectEnd()
        return type
    }

    private static let standardNames = NameIndex(BuiltinNames.functions + BuiltinNames.properties + BuiltinNames.types)
}

/// Names that every FEEL text may use (DMN 1.5, 10.3.2.15, 10.3.2.3 and 10.3.4).
public enum BuiltinNames {
    public static let functions: [String] = [
        "date", "time", "date and time", "years and months duration", "duration", "number", "string", "range", "context", "not",
        "substring", "string length", "upper case", "lower case", "substring before", "substring after", "replace", "contains",
        "starts with", "ends with", "matches", "split", "string join", "list contains", "count", "min", "max", "sum", "mean", "all",
        "any", "sublist", "append", "concatenate", "insert before", "remove", "list replace", "reverse", "index of", "union",
        "distinct values", "duplicate values", "flatten", "product", "median", "stddev", "mode", "decimal", "floor", "ceiling",
        "round up", "round down", "round half up", "round half down", "abs", "modulo", "sqrt", "log", "exp", "odd", "even",
        "is", "before", "after", "meets", "met by", "overlaps", "overlaps before", "overlaps after", "finishes", "finished by",
        "includes", "during", "starts", "started by", "coincides", "day of year", "day of week", "month of year", "week of year",
        "sort", "get value", "get entries", "context put", "context merge", "now", "today",
    ]

    public static let types = [
        "number", "string", "boolean", "date", "time", "date and time", "days and time duration", "years and months duration",
        "list", "context", "function", "range", "Any", "Null",
    ]

    static let properties = ["time offset", "start included", "end included"]
}

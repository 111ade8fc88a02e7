/// A FEEL expression with the place in its source where it stands.
///
/// The tree is shared by the evaluator of this module (34-digit decimals, FEEL's three-valued logic) and by the compiler
/// of règlements (exact rationals and awaited values): both read the same syntax, DMN 1.5 chapter 10.3.
public struct Expression: Hashable, Sendable {
    public let node: Node
    /// Offsets in UTF-8 bytes from the start of the source text.
    public let span: Range<Int>

    public init(_ node: Node, span: Range<Int>) {
        self.node = node
        self.span = span
    }

    public indirect enum Node: Hashable, Sendable {
        case null
        case boolean(Bool)
        /// The digits as written (`12`, `.5`, `1.2E3`): each evaluator reads them in its own arithmetic.
        case number(String)
        case string(String)
        /// `@"2026-09-01"`: a date, time, date and time or duration literal.
        case atLiteral(String)
        /// A name known in scope, with its inner spaces normalised to one.
        case name(String)
        /// `source.name`
        case path(Expression, String)
        case negate(Expression)
        case arithmetic(Arithmetic, Expression, Expression)
        case compare(Comparison, Expression, Expression)
        case and(Expression, Expression)
        case or(Expression, Expression)
        case between(Expression, low: Expression, high: Expression)
        /// `value in tests`: true when any of the tests holds.
        case isIn(Expression, [UnaryTest])
        case instanceOf(Expression, TypeReference)
        case conditional(Expression, then: Expression, otherwise: Expression)
        case iterate([Iteration], body: Expression)
        case quantified(Quantifier, [Iteration], satisfies: Expression)
        case filter(Expression, Expression)
        case call(Expression, Arguments)
        case list([Expression])
        case context([Entry])
        case range(RangeLiteral)
        case function([Parameter], body: Expression, external: Bool)
    }

    public enum Arithmetic: String, Hashable, Sendable { case add = "+", subtract = "-", multiply = "*", divide = "/", power = "**" }

    public enum Comparison: String, Hashable, Sendable {
        case equal = "=", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    }

    public enum Quantifier: String, Hashable, Sendable { case some, every }

    /// `name in source`, or `name in low..high` when `high` is present.
    public struct Iteration: Hashable, Sendable {
        public let name: String
        public let source: Expression
        public let high: Expression?
        public init(name: String, source: Expression, high: Expression? = nil) {
            self.name = name
            self.source = source
            self.high = high
        }
    }

    public enum Arguments: Hashable, Sendable {
        case positional([Expression])
        case named([Entry])
    }

    public struct Entry: Hashable, Sendable {
        public let key: String
        public let value: Expression
        public init(key: String, value: Expression) {
            self.key = key
            self.value = value
        }
    }

    /// An interval. An endpoint is `nil` where the syntax leaves it out (`< 10` read as a range).
    public struct RangeLiteral: Hashable, Sendable {
        public let low: Expression?
        public let lowIncluded: Bool
        public let high: Expression?
        public let highIncluded: Bool
        /// The comparison it was written as, `nil` for an interval with two ends. `(= 10)` has the ends of `[10..10]`; `(!= 10)` has none.
        public let comparison: Comparison?
        /// What `comparison` compares with.
        public var bound: Expression? { comparison == nil ? nil : excluded ?? low ?? high }
        private let excluded: Expression?

        public init(low: Expression?, lowIncluded: Bool, high: Expression?, highIncluded: Bool) {
            self.low = low
            self.lowIncluded = lowIncluded
            self.high = high
            self.highIncluded = highIncluded
            comparison = nil
            excluded = nil
        }

        /// `< 10`, `>= 10`, `= 10` or `!= 10` read as a range (grammar rule 7).
        public init(_ comparison: Comparison, _ bound: Expression) {
            self.comparison = comparison
            excluded = comparison == .notEqual ? bound : nil
            let isUpper = comparison == .less || comparison == .lessOrEqual || comparison == .equal
            let isLower = comparison == .greater || comparison == .greaterOrEqual || comparison == .equal
            low = isLower ? bound : nil
            high = isUpper ? bound : nil
            lowIncluded = comparison == .greaterOrEqual || comparison == .equal
            highIncluded = comparison == .lessOrEqual || comparison == .equal
        }
    }

    public struct Parameter: Hashable, Sendable {
        public let name: String
        public let type: TypeReference?
        public init(name: String, type: TypeReference? = nil) {
            self.name = name
            self.type = type
        }
    }

    public indirect enum TypeReference: Hashable, Sendable {
        case named(String)
        case list(TypeReference)
        case range(TypeReference)
        case context([String: TypeReference])
        case function([TypeReference], TypeReference)
    }
}

/// One test of a decision table's cell, or of the right side of `in` (DMN 1.5, grammar rules 7 to 18).
public indirect enum UnaryTest: Hashable, Sendable {
    /// `-`: anything.
    case any
    /// `< 10`, `>= plancher`, `= x`, `!= x`
    case compare(Expression.Comparison, Expression)
    /// A value equal to the input, a range or list that contains it, or an expression on `?` that is true.
    case expression(Expression)
    /// `not(…)`: none of the tests holds.
    case not([UnaryTest])
}

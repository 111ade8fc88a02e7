/// What evaluation takes from outside: zones, the present moment, the types of a model, and limits.
public struct Environment: Sendable {
    /// Offsets of the zones of the IANA data base.
    public var zones: ZoneRules
    /// The present moment for `now` and `today`: local time with its zone. `nil` makes both functions null.
    public var now: @Sendable () -> DateTimeValue?
    /// The types that item definitions name, for `instance of` and for parameters.
    public var types: @Sendable (String) -> ValueType?
    /// What an external function definition stands for, from the context that describes it; `nil` when it is not known here.
    public var external: @Sendable (ContextValue) -> ExternalFunction?
    public var limits: Limits

    public struct Limits: Hashable, Sendable {
        /// Evaluations of an expression, loop turns included.
        public var steps = 20_000_000
        /// Items of one list.
        public var listItems = 2_000_000
        /// Nested evaluations, calls included. Each takes a place on the stack.
        public var depth = 1_500
        /// Bytes of the stack that nested evaluations may take: half of what a thread usually has.
        public var stackBytes: UInt = 4_000_000
        /// Steps of one regular expression on one text.
        public var patternSteps = 2_000_000
        /// Unicode scalars of one string.
        public var stringLength = 10_000_000

        public init() {}
    }

    public init(
        zones: @escaping ZoneRules = { _, _ in nil }, now: @escaping @Sendable () -> DateTimeValue? = { nil },
        types: @escaping @Sendable (String) -> ValueType? = { _ in nil },
        external: @escaping @Sendable (ContextValue) -> ExternalFunction? = { _ in nil }, limits: Limits = Limits()
    ) {
        self.zones = zones
        self.now = now
        self.types = types
        self.external = external
        self.limits = limits
    }

    var clock: ZoneClock { ZoneClock(rules: zones) }
}

/// A function written in another language. It receives one value per parameter; `nil` for arguments that do not suit it.
public typealias ExternalFunction = @Sendable ([Value]) -> Value?

/// Why a part of an expression became null.
public struct EvaluationWarning: Hashable, Sendable, CustomStringConvertible {
    /// A French sentence. It names functions, operators and types, never the values met.
    public let message: String
    /// Where in the source text, in UTF-8 bytes.
    public let span: Range<Int>?

    public var description: String { message }
}

import Valeurs

/// A value of the FEEL language (DMN 1.5, 10.3.2.3).
///
/// `==` is identity of structure, for collections and tests. FEEL's own equality has three outcomes and its own rules:
/// ``Evaluator`` applies them.
public indirect enum Value: Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(Decimal34)
    /// Positions and lengths count Unicode scalars.
    case string(String)
    case date(DateValue)
    case time(TimeValue)
    case dateTime(DateTimeValue)
    /// A years and months duration, in months.
    case monthsDuration(Int)
    /// A days and time duration, in nanoseconds.
    case timeDuration(Int128)
    case list([Value])
    case context(ContextValue)
    case range(RangeValue)
    case function(FunctionValue)

    public static func number(_ value: Int) -> Value { .number(Decimal34(value)) }

    var isNull: Bool { if case .null = self { true } else { false } }
}

/// A FEEL context: entries in the order in which they were written.
public struct ContextValue: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    public private(set) var keys: [String] = []
    private var values: [String: Value] = [:]

    public init() {}

    public init(_ entries: some Sequence<(String, Value)>) {
        for (key, value) in entries { self[key] = value }
    }

    public init(dictionaryLiteral elements: (String, Value)...) { self.init(elements) }

    public var count: Int { keys.count }
    public var entries: [(key: String, value: Value)] { keys.map { ($0, values[$0] ?? .null) } }

    /// Setting `nil` removes the entry; a new key goes last.
    public subscript(key: String) -> Value? {
        get { values[key] }
        set {
            if newValue == nil {
                keys.removeAll { $0 == key }
            } else if values[key] == nil {
                keys.append(key)
            }
            values[key] = newValue
        }
    }

    /// The order of the entries does not count.
    public static func == (a: ContextValue, b: ContextValue) -> Bool { a.values == b.values }
    public func hash(into hasher: inout Hasher) { hasher.combine(values) }
}

/// An interval of ordered values (DMN 1.5, 10.3.2.7). An end that is `.null` was left out.
public struct RangeValue: Hashable, Sendable {
    public let low: Value
    public let lowIncluded: Bool
    public let high: Value
    public let highIncluded: Bool
    /// The comparison it was written as (`< 10`): `= 10` and `[10..10]` hold the same values without being equal.
    public let comparison: Expression.Comparison?
    /// The one value that `!= 10` leaves out, `.null` for all other ranges.
    public let excluded: Value

    public init(
        low: Value, lowIncluded: Bool, high: Value, highIncluded: Bool, comparison: Expression.Comparison? = nil, excluded: Value = .null
    ) {
        self.low = low
        self.lowIncluded = lowIncluded
        self.high = high
        self.highIncluded = highIncluded
        self.comparison = comparison
        self.excluded = excluded
    }
}

/// Something that can be called: a built-in function, a function definition with the scope it was written in, or one that the layer
/// above provides (a business knowledge model, a decision service).
public final class FunctionValue: Hashable, Sendable {
    enum Body: Sendable {
        case builtin(Builtin)
        case expression(Expression, Scope)
        case native(@Sendable (Evaluator, [Value]) -> Value)
        /// A function in another language: it can be named, not called.
        case external
    }

    public let name: String?
    public let parameters: [FunctionParameter]
    public let result: ValueType
    let body: Body

    init(name: String?, parameters: [FunctionParameter], result: ValueType, body: Body) {
        self.name = name
        self.parameters = parameters
        self.result = result
        self.body = body
    }

    /// A function that the layer above evaluates. It receives one value per parameter, already converted to its type.
    public init(
        name: String?, parameters: [FunctionParameter], result: ValueType = .any,
        evaluate: @escaping @Sendable (Evaluator, [Value]) -> Value
    ) {
        self.name = name
        self.parameters = parameters
        self.result = result
        body = .native(evaluate)
    }

    /// A function in a language other than FEEL: calling it gives null.
    public static func external(name: String?, parameters: [FunctionParameter], result: ValueType = .any) -> FunctionValue {
        FunctionValue(name: name, parameters: parameters, result: result, body: .external)
    }

    public static func == (a: FunctionValue, b: FunctionValue) -> Bool {
        if case .builtin(let x) = a.body, case .builtin(let y) = b.body { return x.name == y.name }
        return a === b
    }

    public func hash(into hasher: inout Hasher) {
        if case .builtin(let builtin) = body { hasher.combine(builtin.name) } else { hasher.combine(ObjectIdentifier(self)) }
    }
}

public struct FunctionParameter: Hashable, Sendable {
    public let name: String
    public let type: ValueType

    public init(name: String, type: ValueType = .any) {
        self.name = name
        self.type = type
    }
}

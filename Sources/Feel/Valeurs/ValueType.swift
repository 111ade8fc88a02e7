/// A type of the FEEL lattice (DMN 1.5, 10.3.2.2), or an item definition of a model, which is a type with constraints.
public indirect enum ValueType: Hashable, Sendable {
    case any, null, number, string, boolean, date, time, dateTime, monthsDuration, timeDuration
    case list(ValueType)
    /// The members that a context must have; it may have more.
    case context([String: ValueType])
    case range(ValueType)
    case function([ValueType], ValueType)
    /// A type whose values must also pass the tests, as the item definition with this name says. Constraints do not count for `instance of`.
    case constrained(ValueType, [UnaryTest], wholeList: Bool)

    /// A built-in type by its name (`number`, `date and time`, also `dateTime` and `dayTimeDuration` as older models write them).
    public init?(name: String) {
        switch name {
        case "Any", "any": self = .any
        case "Null": self = .null
        case "number": self = .number
        case "string": self = .string
        case "boolean": self = .boolean
        case "date": self = .date
        case "time": self = .time
        case "date and time", "dateTime": self = .dateTime
        case "years and months duration", "yearMonthDuration": self = .monthsDuration
        case "days and time duration", "dayTimeDuration": self = .timeDuration
        case "list": self = .list(.any)
        case "context": self = .context([:])
        case "range": self = .range(.any)
        case "function": self = .function([], .any)
        default: return nil
        }
    }

    /// Whether a value belongs to the type, without conversion or constraints. Null belongs to `Null` alone, but a member or an item may
    /// be null.
    public func contains(_ value: Value) -> Bool {
        switch (self, value) {
        case (.constrained(let base, _, _), _): return base.contains(value)
        case (.null, .null): return true
        case (_, .null): return false
        case (.any, _), (.number, .number), (.string, .string), (.boolean, .boolean), (.date, .date), (.time, .time), (.dateTime, .dateTime),
            (.monthsDuration, .monthsDuration), (.timeDuration, .timeDuration):
            return true
        case (.list(let element), .list(let items)):
            return items.allSatisfy { element.admits($0) }
        case (.context(let members), .context(let context)):
            return members.allSatisfy { key, type in context[key].map(type.admits) ?? false }
        case (.range(let element), .range(let range)):
            return element.admits(range.low) && element.admits(range.high)
        case (.function(let parameters, let result), .function(let function)):
            if parameters.isEmpty, result == .any, function.parameters.isEmpty { return true }
            guard parameters.count == function.parameters.count else { return false }
            return zip(parameters, function.parameters).allSatisfy { $1.type.includes($0) } && result.includes(function.result)
        default:
            return false
        }
    }

    /// Null stands for a missing value of any type.
    func admits(_ value: Value) -> Bool { value.isNull || contains(value) }

    /// Whether every value of `other` belongs to this type.
    func includes(_ other: ValueType) -> Bool {
        switch (self, other) {
        case (.any, _), (_, .null): true
        case (.constrained(let base, _, _), _): base.includes(other)
        case (_, .constrained(let base, _, _)): includes(base)
        case (.list(let a), .list(let b)), (.range(let a), .range(let b)): a.includes(b)
        case (.context(let a), .context(let b)): a.allSatisfy { key, type in b[key].map(type.includes) ?? false }
        case (.function(let a, let resultA), .function(let b, let resultB)):
            a.count == b.count && zip(a, b).allSatisfy { $1.includes($0) } && resultA.includes(resultB)
        default: self == other
        }
    }
}

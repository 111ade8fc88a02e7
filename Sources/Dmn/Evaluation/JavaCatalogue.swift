import Feel
import Foundation
import Valeurs

/// The pure static methods of `java.lang` that models name in external function definitions (DMN 1.5, 10.3.2.13.3).
///
/// No Java runs here: those few methods are written again, on the values that the standard maps to their parameters, so that a model
/// drawn for a Java engine keeps its meaning. Any other class or method makes the call null.
enum JavaCatalogue {
    /// - Parameter description: `{java: {class: "java.lang.Math", method signature: "max(int, int)"}}`, or the inner context alone.
    static func function(_ description: ContextValue) -> ExternalFunction? {
        var context = description
        if case .context(let inner)? = description["java"] { context = inner }
        guard case .string(let className)? = context["class"], case .string(let signature)? = context["method signature"],
            let (name, types) = parsed(signature)
        else { return nil }
        switch className {
        case "java.lang.Math", "java.lang.StrictMath":
            guard types.allSatisfy(\.isNumeric) else { return nil }
            return { values in converted(values, types).flatMap { mathematics(name, $0, isWhole: types.allSatisfy(\.isWhole)) } }
        case "java.lang.Integer", "java.lang.Long", "java.lang.Short", "java.lang.Byte", "java.lang.Double", "java.lang.Float":
            let isWhole = className != "java.lang.Double" && className != "java.lang.Float"
            return { values in converted(values, types).flatMap { boxed(name, $0, isWhole: isWhole) } }
        case "java.lang.Boolean":
            return { values in
                guard name == "valueOf" || name == "parseBoolean", case .string(let text)? = converted(values, types)?.first else { return nil }
                return .boolean(text.lowercased() == "true")
            }
        case "java.lang.String":
            return { values in converted(values, types).flatMap { strings(name, $0) } }
        default: return nil
        }
    }

    // MARK: Signatures and conversions

    private struct JavaType: Sendable {
        let name: String
        var isWhole: Bool { ["int", "long", "short", "byte", "Integer", "Long", "Short", "Byte"].contains(name) }
        var isNumeric: Bool { isWhole || ["double", "float", "Double", "Float"].contains(name) }
    }

    private static func parsed(_ signature: String) -> (String, [JavaType])? {
        guard let open = signature.firstIndex(of: "("), signature.last == ")" else { return nil }
        let list = signature[signature.index(after: open)...].dropLast()
        let types = list.split(separator: ",").map { part in
            let name = part.trimmingCharacters(in: .whitespaces)
            return JavaType(name: name.hasPrefix("java.lang.") ? String(name.dropFirst(10)) : name)
        }
        return (signature[..<open].trimmingCharacters(in: .whitespaces), types)
    }

    /// The arguments as the types of the signature take them; `nil` when one cannot be.
    private static func converted(_ values: [Value], _ types: [JavaType]) -> [Value]? {
        guard values.count == types.count else { return nil }
        var result: [Value] = []
        for (value, type) in zip(values, types) {
            switch (type.name, value) {
            case ("int", .number(let number)), ("Integer", .number(let number)):
                guard let whole = number.exactInt, Int32(exactly: whole) != nil else { return nil }
            case ("short", .number(let number)), ("Short", .number(let number)):
                guard let whole = number.exactInt, Int16(exactly: whole) != nil else { return nil }
            case ("byte", .number(let number)), ("Byte", .number(let number)):
                guard let whole = number.exactInt, Int8(exactly: whole) != nil else { return nil }
            case ("long", .number(let number)), ("Long", .number(let number)): guard number.exactInt != nil else { return nil }
            case ("double", .number), ("Double", .number), ("float", .number), ("Float", .number), ("String", .string), ("boolean", .boolean),
                ("Boolean", .boolean), ("Object", _):
                break
            case ("char", .string(let text)), ("Character", .string(let text)): guard text.unicodeScalars.count == 1 else { return nil }
            case ("[Ljava.lang.Object;", _), ("Object...", _), ("Object[]", _): break
            default: return nil
            }
            result.append(value)
        }
        return result
    }

    private static func double(_ value: Value) -> Double? {
        if case .number(let number) = value { Double(number.description) } else { nil }
    }

    private static func number(_ value: Double) -> Value? {
        value.isFinite ? Decimal34(value.description).map { .number($0) } : nil
    }

    // MARK: Methods

    private static func mathematics(_ name: String, _ arguments: [Value], isWhole: Bool) -> Value? {
        if arguments.count == 2, name == "max" || name == "min", case .number(let a) = arguments[0], case .number(let b) = arguments[1] {
            return .number((a < b) == (name == "min") ? a : b)
        }
        if arguments.count == 1, name == "abs", case .number(let a) = arguments[0] { return .number(a.magnitude) }
        let values = arguments.compactMap(double)
        guard values.count == arguments.count else { return nil }
        if values.count == 1 { return unary[name].flatMap { number($0(values[0])) } }
        if values.count == 2 { return binary[name].flatMap { number($0(values[0], values[1])) } }
        return nil
    }

    private static let unary: [String: @Sendable (Double) -> Double] = [
        "sin": { sin($0) }, "cos": { cos($0) }, "tan": { tan($0) }, "asin": { asin($0) }, "acos": { acos($0) }, "atan": { atan($0) },
        "sinh": { sinh($0) }, "cosh": { cosh($0) }, "tanh": { tanh($0) }, "exp": { exp($0) }, "log": { log($0) }, "log10": { log10($0) },
        "sqrt": { $0.squareRoot() }, "cbrt": { cbrt($0) }, "floor": { $0.rounded(.down) }, "ceil": { $0.rounded(.up) },
        "rint": { $0.rounded(.toNearestOrEven) }, "round": { ($0 + 0.5).rounded(.down) }, "toRadians": { $0 / 180 * .pi },
        "toDegrees": { $0 * 180 / .pi }, "signum": { $0 == 0 ? 0 : $0 < 0 ? -1 : 1 },
    ]

    private static let binary: [String: @Sendable (Double, Double) -> Double] = [
        "pow": { pow($0, $1) }, "atan2": { atan2($0, $1) }, "hypot": { hypot($0, $1) },
    ]

    private static func boxed(_ name: String, _ arguments: [Value], isWhole: Bool) -> Value? {
        guard let first = arguments.first, arguments.count == 1 else { return nil }
        switch (name, first) {
        case ("toString", .number(let number)): return .string(number.description)
        case ("valueOf", .number), ("parseInt", .number): return name == "valueOf" ? first : nil
        case (_, .string(let text)) where name == "valueOf" || name.hasPrefix("parse"):
            guard let number = Decimal34(text), !isWhole || number.exactInt != nil else { return nil }
            return .number(number)
        default: return nil
        }
    }

    private static func strings(_ name: String, _ arguments: [Value]) -> Value? {
        if name == "valueOf", arguments.count == 1 { return .string(arguments[0].feelText) }
        guard name == "format", case .string(let pattern)? = arguments.first else { return nil }
        var values = Array(arguments.dropFirst())
        if values.count == 1, case .list(let items) = values[0] { values = items }
        return formatted(pattern, values).map { .string($0) }
    }

    /// `%s`, `%d`, `%f` and `%.2f` in turn; `nil` for any other directive or a value of another kind.
    private static func formatted(_ pattern: String, _ values: [Value]) -> String? {
        var result = ""
        var rest = Array(pattern)[...]
        var next = values[...]
        while let character = rest.popFirst() {
            guard character == "%" else {
                result.append(character)
                continue
            }
            if rest.first == "%" {
                rest.removeFirst()
                result += "%"
                continue
            }
            var places = 6
            if rest.first == "." {
                rest.removeFirst()
                let digits = rest.prefix { $0.isASCII && $0.isNumber }
                guard let read = Int(String(digits)), read <= 34 else { return nil }
                places = read
                rest = rest.dropFirst(digits.count)
            }
            guard let directive = rest.popFirst(), let value = next.popFirst() else { return nil }
            switch (directive, value) {
            case ("s", _): result += value.feelText
            case ("d", .number(let number)):
                guard number.isInteger else { return nil }
                result += number.description
            case ("f", .number(let number)):
                guard let rounded = number.rounded(scale: places, .halfUp) else { return nil }
                let parts = rounded.description.split(separator: ".")
                let fraction = parts.count > 1 ? String(parts[1]) : ""
                result += parts[0] + (places == 0 ? "" : "." + fraction + String(repeating: "0", count: max(0, places - fraction.count)))
            default: return nil
            }
        }
        return result
    }
}

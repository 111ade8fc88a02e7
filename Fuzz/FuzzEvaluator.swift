import Feel

// Reads any bytes as FEEL and evaluates what reads: nothing may crash or hang, whatever the text.

private let names: Set<String> = ["taux d'échec", "a-b", "note", "liste", "personne", "nom de famille"]

private let context: [String: Value] = [
    "note": .number(12), "a-b": .number(3), "taux d'échec": .number(0), "liste": .list([.number(1), .null, .string("x")]),
    "personne": .context(["nom de famille": .string("y")]),
]

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let source = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let parser = Parser(names: names)
    do {
        let expression = try parser.parseExpression(source)
        precondition(expression.span.lowerBound >= 0 && expression.span.upperBound <= source.utf8.count, "span outside the text")
        let evaluator = Evaluator(environment: .bornes)
        let value = evaluator.evaluate(expression, in: Scope(context))
        if evaluator.measure(value), evaluator.exhausted == nil {
            // What is written as JSON reads back.
            let json = value.json
            guard (try? Value(json: json)) != nil || json.utf8.count > 200 else { preconditionFailure("unreadable JSON: \(json)") }
            precondition(evaluator.equals(value, value) != nil, "a value that does not compare with itself")
        }
    } catch {
        precondition(error.offset >= 0 && error.offset <= source.utf8.count, "error outside the text")
        _ = error.description
    }
    if let tests = try? parser.parseUnaryTests(source) {
        _ = Evaluator(environment: .bornes).holds(tests, for: .number(12), in: Scope(context))
    }
    _ = try? parser.parseType(source)
    return 0
}

import Feel

// A byte that draws the value, then a text: the cell of a decision table holds for the value, or does not, or says nothing, but ends.

private let values: [Value] = [
    .number(12), .number(0), .null, .boolean(true), .string("validee"), .string(""), .list([.number(1), .null, .string("x")]), .list([]),
    .context(["note": .number(12), "statut": .string("validee")]),
    evaluated("@\"2026-09-01\""), evaluated("@\"2026-09-01T12:30:00@Europe/Paris\""), evaluated("@\"10:15:00\""), evaluated("@\"P1Y2M\""),
    evaluated("@\"P3DT4H\""), evaluated("[1..10)"), evaluated("function(x) x > 3"),
]

private func evaluated(_ source: String) -> Value {
    guard let expression = try? Parser().parseExpression(source) else { preconditionFailure("a value of the driver that does not read") }
    return Evaluator(environment: Environment()).evaluate(expression, in: Scope([:]))
}

private let scope = Scope(["note": .number(12), "plancher": .number(6), "liste": .list([.number(1), .number(12)])])

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let value = values[Int(bytes[0]) % values.count]
    let source = String(decoding: bytes.dropFirst(), as: UTF8.self)
    guard let tests = try? Parser(names: ["note", "plancher", "liste"]).parseUnaryTests(source) else { return 0 }
    func holds(_ tests: [UnaryTest]) -> Bool? {
        switch Evaluator(environment: .bornes).holds(tests, for: value, in: scope) {
        case .boolean(let result): result
        case .null: nil
        default: preconditionFailure("a test that is neither true, nor false, nor null")
        }
    }
    precondition(holds([.not(tests)]) == holds(tests).map { !$0 }, "a cell and its opposite that agree")
    return 0
}

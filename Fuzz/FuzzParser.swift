import Feel

// Reads any bytes as an expression, as tests and as a type: reading ends, within its limits, and each part of a tree stands inside the
// whole it is a part of.

private let names: Set<String> = ["taux d'échec", "a-b", "note", "liste", "personne", "nom de famille"]

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let source = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let parser = Parser(names: names)
    do {
        check(try parser.parseExpression(source), inside: 0..<source.utf8.count)
    } catch {
        check(error, source)
    }
    do {
        for test in try parser.parseUnaryTests(source) { check(test, inside: 0..<source.utf8.count) }
    } catch {
        check(error, source)
    }
    do {
        _ = try parser.parseType(source)
    } catch {
        check(error, source)
    }
    return 0
}

private func check(_ error: ParseError, _ source: String) {
    precondition(error.offset >= 0 && error.offset <= source.utf8.count, "error outside the text")
    _ = error.description
}

private func check(_ test: UnaryTest, inside whole: Range<Int>) {
    switch test {
    case .any: break
    case .compare(_, let bound): check(bound, inside: whole)
    case .expression(let expression): check(expression, inside: whole)
    case .not(let tests): for test in tests { check(test, inside: whole) }
    }
}

private func check(_ expression: Expression, inside whole: Range<Int>) {
    let span = expression.span
    precondition(whole.lowerBound <= span.lowerBound && span.upperBound <= whole.upperBound, "a part outside its whole")
    func visit(_ parts: Expression?...) { for case let part? in parts { check(part, inside: span) } }
    switch expression.node {
    case .null, .boolean, .number, .string, .atLiteral, .name: break
    case .path(let source, _): visit(source)
    case .negate(let operand): visit(operand)
    case .arithmetic(_, let a, let b), .compare(_, let a, let b), .and(let a, let b), .or(let a, let b), .filter(let a, let b): visit(a, b)
    case .between(let value, let low, let high): visit(value, low, high)
    case .isIn(let value, let tests):
        visit(value)
        for test in tests { check(test, inside: span) }
    case .instanceOf(let value, _): visit(value)
    case .conditional(let test, let then, let otherwise): visit(test, then, otherwise)
    case .iterate(let iterations, let body), .quantified(_, let iterations, let body):
        for iteration in iterations { visit(iteration.source, iteration.high) }
        visit(body)
    case .call(let callee, .positional(let arguments)):
        visit(callee)
        for argument in arguments { visit(argument) }
    case .call(let callee, .named(let entries)):
        visit(callee)
        for entry in entries { visit(entry.value) }
    case .list(let items): for item in items { visit(item) }
    case .context(let entries): for entry in entries { visit(entry.value) }
    case .range(let range): visit(range.low, range.high, range.bound)
    case .function(_, let body, _): visit(body)
    }
}

import Feel

// Names, a zero byte, a text: what stands between the meaning of characters and the grammar. Known names of several pieces, comments,
// white space, texts between quotes and their escapes.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let names = parts.count == 2 ? Set(String(decoding: parts[0], as: UTF8.self).split(separator: "\n").prefix(50).map(String.init)) : []
    let text = String(decoding: parts[parts.count - 1], as: UTF8.self)
    let parser = Parser(names: names)

    let expression = read(text, parser)
    // What follows an expression on lines of its own is no part of it.
    if let expression { precondition(read(text + "\n/* fin */ // fin", parser) == expression, "a comment that changes an expression") }

    // Any text stands between quotes, when its quotes and bars are escaped.
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars += scalar == "\"" || scalar == "\\" ? ["\\", scalar] : [scalar] }
    let quoted = "\"\(String(scalars))\""
    guard let literal = read(quoted, Parser()), case .string(let found) = literal.node else { preconditionFailure("a text that does not read") }
    precondition(Array(found.utf8) == Array(text.utf8), "a text that reads as another")
    return 0
}

private func read(_ text: String, _ parser: Parser) -> Expression? {
    do {
        let expression = try parser.parseExpression(text)
        precondition(expression.span.lowerBound >= 0 && expression.span.upperBound <= text.utf8.count, "span outside the text")
        return expression
    } catch {
        precondition(error.offset >= 0 && error.offset <= text.utf8.count, "error outside the text")
        _ = error.description
        return nil
    }
}

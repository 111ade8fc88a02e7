/// Literals, boxed values, `if`, `for`, `some`, `every` and function definitions.
extension SyntaxReader {
    mutating func primary() throws(ParseError) -> Parsed {
        if let read = pending {
            pending = nil
            return read
        }
        let start = scanner.position
        guard let scalar = scanner.scalar() else { throw error(Wording.unexpectedEnd) }
        switch scalar {
        case "\"": return try make(.string(try stringLiteral()), start: start, height: 0)
        case "@":
            scanner.position += 1
            try skipTrivia()
            guard scanner.byte == UInt8(ascii: "\"") else { throw error(Wording.expected("\"", found: found())) }
            return try make(.atLiteral(try stringLiteral()), start: start, height: 0)
        case "(": return try parenthesised()
        case "[": return try listOrRange()
        case "]": return try openRange()
        case "{": return try contextLiteral()
        case "0"..."9", ".": return try make(.number(try number()), start: start, height: 0)
        default: break
        }
        guard Scanner.isNameStart(scalar) else { throw error(Wording.unexpected(found() ?? "")) }
        if let name = knownName() { return try make(.name(name), start: start, height: 0) }
        guard let word = identifier() else { throw error(Wording.expressionExpected) }
        switch word {
        case "null": return try make(.null, start: start, height: 0)
        case "true": return try make(.boolean(true), start: start, height: 0)
        case "false": return try make(.boolean(false), start: start, height: 0)
        case "if": return try conditional(start)
        case "for": return try iteration(start)
        case "some": return try quantified(.some, start)
        case "every": return try quantified(.every, start)
        case "function":
            try skipTrivia()
            if scanner.byte == UInt8(ascii: "(") { return try functionDefinition(start) }
        case "then", "else", "return", "satisfies", "in", "between", "and", "or", "of", "instance":
            throw ParseError(message: Wording.unexpected(word), offset: start)
        default: break
        }
        return try make(.name(word), start: start, height: 0)
    }

    private mutating func number() throws(ParseError) -> String {
        let start = scanner.position
        func failure() -> ParseError { ParseError(message: Wording.malformedNumber, offset: start) }
        while Scanner.isDigit(scanner.byte) { scanner.position += 1 }
        if scanner.byte == UInt8(ascii: "."), Scanner.isDigit(scanner.byte(at: 1)) {
            scanner.position += 1
            while Scanner.isDigit(scanner.byte) { scanner.position += 1 }
        }
        guard scanner.position > start else { throw error(Wording.unexpected(found() ?? ".")) }
        if scanner.byte | 0x20 == UInt8(ascii: "e") {
            let signed = scanner.byte(at: 1) == UInt8(ascii: "+") || scanner.byte(at: 1) == UInt8(ascii: "-")
            if Scanner.isDigit(scanner.byte(at: signed ? 2 : 1)) {
                scanner.position += signed ? 2 : 1
                while Scanner.isDigit(scanner.byte) { scanner.position += 1 }
            }
        }
        if let next = scanner.scalar(), Scanner.isNamePart(next) { throw failure() }
        return scanner.text(start..<scanner.position)
    }

    // MARK: Brackets

    private mutating func parenthesised() throws(ParseError) -> Parsed {
        let start = scanner.position
        scanner.position += 1
        try skipTrivia()
        if let comparison = comparator() {
            let bound = try comparedBound()
            try expect(")")
            return try make(.range(.init(comparison, bound.expression)), start: start, height: bound.height)
        }
        let inner = try expression()
        try skipTrivia()
        if scanner.starts(with: "..") { return try range(from: inner, lowIncluded: false, start) }
        try expect(")")
        return Parsed(expression: Expression(inner.expression.node, span: start..<scanner.position), height: inner.height)
    }

    private mutating func listOrRange() throws(ParseError) -> Parsed {
        let start = scanner.position
        scanner.position += 1
        try skipTrivia()
        if scanner.skip("]") { return try make(.list([]), start: start, height: 0) }
        // Inside a list a bracket after a value is a filter, whatever range the list stands in.
        let outer = openRanges
        openRanges = 0
        defer { openRanges = outer }
        let first = try listItem()
        try skipTrivia()
        if scanner.starts(with: "..") { return try range(from: first, lowIncluded: true, start) }
        var items = [first.expression]
        var height = first.height
        while try accept(",") {
            let item = try listItem()
            items.append(item.expression)
            height = max(height, item.height)
        }
        try expect("]")
        return try make(.list(items), start: start, height: height)
    }

    /// An item may be a bare comparison, a range open on one side: `[< 1, 5]`.
    private mutating func listItem() throws(ParseError) -> Parsed {
        try skipTrivia()
        let start = scanner.position
        guard let comparison = comparator() else { return try expression() }
        let bound = try comparedBound()
        return try make(.range(.init(comparison, bound.expression)), start: start, height: bound.height)
    }

    private mutating func openRange() throws(ParseError) -> Parsed {
        let start = scanner.position
        scanner.position += 1
        let low = try expression()
        try skipTrivia()
        guard scanner.starts(with: "..") else { throw error(Wording.expected("..", found: found())) }
        return try range(from: low, lowIncluded: false, start)
    }

    mutating func range(from low: Parsed, lowIncluded: Bool, _ start: Int) throws(ParseError) -> Parsed {
        scanner.position += 2
        openRanges += 1
        let high: Parsed
        do { high = try expression() } catch { openRanges -= 1; throw error }
        openRanges -= 1
        try skipTrivia()
        let included = scanner.byte == UInt8(ascii: "]")
        guard included || scanner.byte == UInt8(ascii: ")") || scanner.byte == UInt8(ascii: "[") else {
            throw error(Wording.expected("]", found: found()))
        }
        scanner.position += 1
        let literal = Expression.RangeLiteral(
            low: low.expression, lowIncluded: lowIncluded, high: high.expression, highIncluded: included)
        return try make(.range(literal), start: start, height: max(low.height, high.height))
    }

    private mutating func contextLiteral() throws(ParseError) -> Parsed {
        let start = scanner.position
        let outer = openRanges
        openRanges = 0
        defer { openRanges = outer }
        scanner.position += 1
        var entries: [Expression.Entry] = []
        var height = 0
        if try accept("}") { return try make(.context([]), start: start, height: 0) }
        repeat {
            try skipTrivia()
            let key: String
            if scanner.byte == UInt8(ascii: "\"") {
                key = try stringLiteral()
                try expect(":")
            } else if let name = nameBeforeColon() {
                key = name
            } else {
                throw error(Wording.nameExpected)
            }
            names.insert(key)
            let value = try expression()
            entries.append(.init(key: key, value: value.expression))
            height = max(height, value.height)
        } while try accept(",")
        try expect("}")
        return try make(.context(entries), start: start, height: height)
    }

    // MARK: if, for, some, every, function

    private mutating func conditional(_ start: Int) throws(ParseError) -> Parsed {
        let test = try expression()
        try expectKeyword("then")
        let then = try expression()
        try expectKeyword("else")
        let otherwise = try expression()
        return try make(
            .conditional(test.expression, then: then.expression, otherwise: otherwise.expression), start: start,
            height: max(test.height, then.height, otherwise.height))
    }

    private mutating func iteration(_ start: Int) throws(ParseError) -> Parsed {
        let (iterations, height) = try iterations()
        try expectKeyword("return")
        names.insert("partial")
        let body = try expression()
        return try make(.iterate(iterations, body: body.expression), start: start, height: max(height, body.height))
    }

    private mutating func quantified(_ quantifier: Expression.Quantifier, _ start: Int) throws(ParseError) -> Parsed {
        let (iterations, height) = try iterations()
        try expectKeyword("satisfies")
        let test = try expression()
        return try make(
            .quantified(quantifier, iterations, satisfies: test.expression), start: start, height: max(height, test.height))
    }

    private mutating func iterations() throws(ParseError) -> ([Expression.Iteration], height: Int) {
        var iterations: [Expression.Iteration] = []
        var height = 0
        repeat {
            guard let name = try nameBeforeIn() else { throw error(Wording.nameExpected) }
            names.insert(name)
            let source = try expression()
            height = max(height, source.height)
            var high: Expression?
            if try accept("..") {
                let bound = try expression()
                height = max(height, bound.height)
                high = bound.expression
            }
            iterations.append(.init(name: name, source: source.expression, high: high))
        } while try accept(",")
        return (iterations, height)
    }

    private mutating func functionDefinition(_ start: Int) throws(ParseError) -> Parsed {
        try expect("(")
        var parameters: [Expression.Parameter] = []
        if try !accept(")") {
            repeat {
                guard let name = try parameterName() else { throw error(Wording.nameExpected) }
                names.insert(name)
                let type: Expression.TypeReference? = try accept(":") ? try typeReference() : nil
                parameters.append(.init(name: name, type: type))
            } while try accept(",")
            try expect(")")
        }
        try skipTrivia()
        let external = atKeyword("external")
        if external { scanner.position += 8 }
        let body = try expression()
        return try make(.function(parameters, body: body.expression, external: external), start: start, height: body.height)
    }
}

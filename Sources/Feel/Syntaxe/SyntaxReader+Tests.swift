/// Unary tests, the right side of `in`, call arguments and types.
extension SyntaxReader {
    mutating func unaryTests() throws(ParseError) -> [UnaryTest] {
        try skipTrivia()
        let start = scanner.position
        if scanner.skip("-") {
            try skipTrivia()
            if scanner.isAtEnd { return [.any] }
            scanner.position = start
        }
        if atKeyword("not") {
            // `not(a, b)` negates tests; `not(x) and y` is an expression that happens to begin alike.
            let kept = self
            do {
                scanner.position += 3
                try expect("(")
                let tests = try testList()
                try expect(")")
                try skipTrivia()
                if scanner.isAtEnd { return [.not(tests.tests)] }
            } catch {
                // Read again as an expression, whose own error is the one to report.
            }
            self = kept
        }
        return try testList().tests
    }

    struct Tests {
        var tests: [UnaryTest]
        var height: Int
    }

    mutating func testList() throws(ParseError) -> Tests {
        var result = Tests(tests: [], height: 0)
        repeat {
            try skipTrivia()
            if let comparison = comparator() {
                let bound = try comparedBound()
                result.tests.append(.compare(comparison, bound.expression))
                result.height = max(result.height, bound.height)
            } else {
                let value = try expression()
                result.tests.append(.expression(value.expression))
                result.height = max(result.height, value.height)
            }
        } while try accept(",")
        return result
    }

    /// What follows `in`: one test, or several in parentheses.
    mutating func membershipTests() throws(ParseError) -> Tests {
        try skipTrivia()
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.nestingLimit else { throw error(Wording.nestedTooDeep(Parser.nestingLimit)) }
        if let comparison = comparator() {
            let bound = try comparedBound()
            return Tests(tests: [.compare(comparison, bound.expression)], height: bound.height)
        }
        if scanner.byte == UInt8(ascii: "("), let several = try parenthesisedTests() { return several }
        let value = try binary(minimum: .additive)
        return Tests(tests: [.expression(value.expression)], height: value.height)
    }

    /// Several tests in parentheses; `nil` when it is one value, a range, or the beginning of a longer expression, which is then
    /// left in `pending` for the operators that follow it.
    private mutating func parenthesisedTests() throws(ParseError) -> Tests? {
        let start = scanner.position
        scanner.position += 1
        try skipTrivia()
        if scanner.byte != UInt8(ascii: "<"), scanner.byte != UInt8(ascii: ">"), scanner.byte != UInt8(ascii: "="), scanner.byte != UInt8(ascii: "!")
        {
            let first = try expression()
            try skipTrivia()
            if scanner.starts(with: "..") {
                pending = try range(from: first, lowIncluded: false, start)
                return nil
            }
            if scanner.skip(")") {
                pending = Parsed(expression: Expression(first.expression.node, span: start..<scanner.position), height: first.height)
                return nil
            }
            try expect(",")
            var rest = try testList()
            try expect(")")
            rest.tests.insert(.expression(first.expression), at: 0)
            rest.height = max(rest.height, first.height)
            return rest
        }
        let tests = try testList()
        try expect(")")
        return tests
    }

    /// The comparison at the cursor, which then stands after it.
    mutating func comparator() -> Expression.Comparison? {
        if scanner.skip("<=") { return .lessOrEqual }
        if scanner.skip(">=") { return .greaterOrEqual }
        if scanner.skip("!=") { return .notEqual }
        if scanner.skip("<") { return .less }
        if scanner.skip(">") { return .greater }
        if scanner.skip("=") { return .equal }
        return nil
    }

    mutating func comparedBound() throws(ParseError) -> Parsed {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.nestingLimit else { throw error(Wording.nestedTooDeep(Parser.nestingLimit)) }
        return try binary(minimum: .additive)
    }

    // MARK: Calls

    mutating func arguments() throws(ParseError) -> (Expression.Arguments, height: Int) {
        let outer = openRanges
        openRanges = 0
        defer { openRanges = outer }
        try expect("(")
        if try accept(")") { return (.positional([]), 0) }
        try skipTrivia()
        var height = 0
        if let first = nameBeforeColon() {
            var entries: [Expression.Entry] = []
            var name: String? = first
            repeat {
                if name == nil {
                    try skipTrivia()
                    name = nameBeforeColon()
                }
                guard let key = name else { throw error(Wording.mixedArguments) }
                let value = try expression()
                height = max(height, value.height)
                entries.append(.init(key: key, value: value.expression))
                name = nil
            } while try accept(",")
            try expect(")")
            return (.named(entries), height)
        }
        var values: [Expression] = []
        repeat {
            let value = try expression()
            height = max(height, value.height)
            values.append(value.expression)
        } while try accept(",")
        try skipTrivia()
        if scanner.byte == UInt8(ascii: ":") { throw error(Wording.mixedArguments) }
        try expect(")")
        return (.positional(values), height)
    }

    // MARK: Types

    mutating func typeReference() throws(ParseError) -> Expression.TypeReference {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.nestingLimit else { throw error(Wording.nestedTooDeep(Parser.nestingLimit)) }
        try skipTrivia()
        guard var name = knownName() ?? identifier() else { throw error(Wording.typeExpected) }
        while scanner.byte == UInt8(ascii: "."), scanner.byte(at: 1) != UInt8(ascii: ".") {
            scanner.position += 1
            try skipTrivia()
            guard let member = knownName() ?? identifier() else { throw error(Wording.typeExpected) }
            name += "." + member
        }
        let mark = scanner.position
        try skipTrivia()
        if scanner.byte == UInt8(ascii: "<"), ["list", "range", "context", "function"].contains(name) {
            scanner.position += 1
            return try genericType(name)
        }
        scanner.position = mark
        return .named(name)
    }

    private mutating func genericType(_ name: String) throws(ParseError) -> Expression.TypeReference {
        switch name {
        case "context":
            var members: [String: Expression.TypeReference] = [:]
            if try !accept(">") {
                repeat {
                    try skipTrivia()
                    guard let key = nameBeforeColon() else { throw error(Wording.nameExpected) }
                    members[key] = try typeReference()
                } while try accept(",")
                try expect(">")
            }
            return .context(members)
        case "function":
            var parameters: [Expression.TypeReference] = []
            if try !accept(">") {
                repeat { parameters.append(try typeReference()) } while try accept(",")
                try expect(">")
            }
            try expect("->")
            return .function(parameters, try typeReference())
        default:
            let element = try typeReference()
            try expect(">")
            return name == "list" ? .list(element) : .range(element)
        }
    }
}

/// One reading of one source text by recursive descent, from the loosest operator to the tightest.
struct SyntaxReader {
    /// An expression and the height of its tree, which the limits watch.
    struct Parsed {
        var expression: Expression
        var height: Int
    }

    var scanner: Scanner
    var names: NameIndex
    var depth = 0
    /// The white space and comments skipped last: an expression that ends before them does not hold them.
    var trivia = 0..<0
    /// Readings that may still be tried: a text is tried twice at the few places where its meaning depends on what follows.
    var attempts: Int

    /// Height of the tree that is refused.
    let heightLimit: Int

    init(_ source: String, names: NameIndex, height: Int) {
        scanner = Scanner(source)
        self.names = names
        heightLimit = height
        attempts = 20_000 + 2 * scanner.bytes.count
    }

    // MARK: Expressions

    mutating func expression() throws(ParseError) -> Parsed {
        depth += 1
        defer { depth -= 1 }
        attempts -= 1
        guard attempts > 0 else { throw error(Wording.tooAmbiguous) }
        guard depth <= Parser.nestingLimit else { throw error(Wording.nestedTooDeep(Parser.nestingLimit)) }
        try skipTrivia()
        return try binary(minimum: .disjunction)
    }

    /// Binding strength of binary operators, loosest first.
    enum Strength: Int {
        case disjunction, conjunction, comparison, additive, multiplicative, power
    }

    enum Operator {
        case or, and, between, isIn
        case compare(Expression.Comparison)
        case arithmetic(Expression.Arithmetic)
    }

    /// All operators associate to the left, including `**` (3 ** 4 ** 5 is 81 ** 5).
    mutating func binary(minimum: Strength) throws(ParseError) -> Parsed {
        var left = try negation()
        while let (operation, strength, length) = try binaryOperator(), strength.rawValue >= minimum.rawValue {
            scanner.position += length
            left = try operand(of: operation, strength, after: left)
        }
        return left
    }

    private mutating func operand(of operation: Operator, _ strength: Strength, after left: Parsed) throws(ParseError) -> Parsed {
        switch operation {
        case .isIn:
            let tests = try membershipTests()
            return try make(.isIn(left.expression, tests.tests), from: left, height: max(left.height, tests.height))
        case .between:
            let low = try binary(minimum: .additive)
            try expectKeyword("and")
            let high = try binary(minimum: .additive)
            return try make(
                .between(left.expression, low: low.expression, high: high.expression), from: left,
                height: max(left.height, low.height, high.height))
        case .or, .and, .compare, .arithmetic:
            break
        }
        let right = try binary(minimum: Strength(rawValue: strength.rawValue + 1) ?? .power, tightest: strength == .power)
        let height = max(left.height, right.height)
        switch operation {
        case .or: return try make(.or(left.expression, right.expression), from: left, height: height)
        case .and: return try make(.and(left.expression, right.expression), from: left, height: height)
        case .compare(let comparison): return try make(.compare(comparison, left.expression, right.expression), from: left, height: height)
        case .arithmetic(let sign): return try make(.arithmetic(sign, left.expression, right.expression), from: left, height: height)
        case .between, .isIn: return left
        }
    }

    private mutating func binary(minimum: Strength, tightest: Bool) throws(ParseError) -> Parsed {
        tightest ? try negation() : try binary(minimum: minimum)
    }

    private mutating func binaryOperator() throws(ParseError) -> (Operator, Strength, Int)? {
        try skipTrivia()
        switch scanner.byte {
        case UInt8(ascii: "+"): return (.arithmetic(.add), .additive, 1)
        case UInt8(ascii: "-"): return (.arithmetic(.subtract), .additive, 1)
        case UInt8(ascii: "*"):
            return scanner.byte(at: 1) == UInt8(ascii: "*") ? (.arithmetic(.power), .power, 2) : (.arithmetic(.multiply), .multiplicative, 1)
        case UInt8(ascii: "/"): return (.arithmetic(.divide), .multiplicative, 1)
        case UInt8(ascii: "="): return (.compare(.equal), .comparison, 1)
        case UInt8(ascii: "!"): return scanner.byte(at: 1) == UInt8(ascii: "=") ? (.compare(.notEqual), .comparison, 2) : nil
        case UInt8(ascii: "<"):
            return scanner.byte(at: 1) == UInt8(ascii: "=") ? (.compare(.lessOrEqual), .comparison, 2) : (.compare(.less), .comparison, 1)
        case UInt8(ascii: ">"):
            return scanner.byte(at: 1) == UInt8(ascii: "=")
                ? (.compare(.greaterOrEqual), .comparison, 2) : (.compare(.greater), .comparison, 1)
        case UInt8(ascii: "a"): return atKeyword("and") ? (.and, .conjunction, 3) : nil
        case UInt8(ascii: "o"): return atKeyword("or") ? (.or, .disjunction, 2) : nil
        case UInt8(ascii: "b"): return atKeyword("between") ? (.between, .comparison, 7) : nil
        case UInt8(ascii: "i"): return atKeyword("in") ? (.isIn, .comparison, 2) : nil
        default: return nil
        }
    }

    private mutating func negation() throws(ParseError) -> Parsed {
        try skipTrivia()
        let start = scanner.position
        guard scanner.byte == UInt8(ascii: "-") else { return try instanceTest() }
        scanner.position += 1
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.nestingLimit else { throw error(Wording.nestedTooDeep(Parser.nestingLimit)) }
        let operand = try negation()
        return try make(.negate(operand.expression), start: start, height: operand.height)
    }

    private mutating func instanceTest() throws(ParseError) -> Parsed {
        var left = try postfix()
        while true {
            try skipTrivia()
            guard atKeyword("instance") else { return left }
            scanner.position += 8
            try expectKeyword("of")
            let type = try typeReference()
            left = try make(.instanceOf(left.expression, type), from: left, height: left.height)
        }
    }

    /// Paths, filters and calls, which follow the value they apply to.
    private mutating func postfix() throws(ParseError) -> Parsed {
        var left = try primary()
        while true {
            try skipTrivia()
            switch scanner.byte {
            case UInt8(ascii: "."):
                guard scanner.byte(at: 1) != UInt8(ascii: ".") else { return left }
                scanner.position += 1
                try skipTrivia()
                guard let name = knownName() ?? identifier() else { throw error(Wording.nameExpected) }
                left = try make(.path(left.expression, name), from: left, height: left.height)
            case UInt8(ascii: "["):
                // In `]1..5[` the bracket closes the range: it is a filter only when it reads as one.
                let mark = scanner.position
                let outer = openRanges
                do {
                    scanner.position += 1
                    openRanges = 0
                    let test = try expression()
                    try expect("]")
                    openRanges = outer
                    left = try make(.filter(left.expression, test.expression), from: left, height: max(left.height, test.height))
                } catch {
                    openRanges = outer
                    guard openRanges > 0, attempts > 0 else { throw error }
                    scanner.position = mark
                    return left
                }
            case UInt8(ascii: "("):
                let (arguments, height) = try arguments()
                left = try make(.call(left.expression, arguments), from: left, height: max(left.height, height))
            default:
                return left
            }
        }
    }

    /// Ranges whose upper bound is being read.
    var openRanges = 0
    /// A value already read, which the next primary expression is.
    var pending: Parsed?

    // MARK: Building

    func make(_ node: Expression.Node, from left: Parsed, height: Int) throws(ParseError) -> Parsed {
        try make(node, start: left.expression.span.lowerBound, height: height)
    }

    func make(_ node: Expression.Node, start: Int, height: Int) throws(ParseError) -> Parsed {
        guard height < heightLimit else {
            throw ParseError(message: Wording.tooLong(heightLimit), offset: start)
        }
        let end = scanner.position == trivia.upperBound ? trivia.lowerBound : scanner.position
        return Parsed(expression: Expression(node, span: start..<max(start, end)), height: height + 1)
    }
}

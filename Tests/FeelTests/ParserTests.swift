import Testing

@testable import Feel

/// A tree as prefix text, so that tables of tests show the shape of what was read.
func shape(_ expression: Expression) -> String {
    switch expression.node {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let digits): digits
    case .string(let text): "\"\(text)\""
    case .atLiteral(let text): "@\(text)"
    case .name(let name): name.contains(" ") || name.contains("-") ? "`\(name)`" : name
    case .path(let source, let name): "(\(shape(source)).\(name))"
    case .negate(let operand): "(neg \(shape(operand)))"
    case .arithmetic(let sign, let a, let b): "(\(sign.rawValue) \(shape(a)) \(shape(b)))"
    case .compare(let comparison, let a, let b): "(\(comparison.rawValue) \(shape(a)) \(shape(b)))"
    case .and(let a, let b): "(and \(shape(a)) \(shape(b)))"
    case .or(let a, let b): "(or \(shape(a)) \(shape(b)))"
    case .between(let value, let low, let high): "(between \(shape(value)) \(shape(low)) \(shape(high)))"
    case .isIn(let value, let tests): "(in \(shape(value)) \(tests.map(shape).joined(separator: " ")))"
    case .instanceOf(let value, let type): "(is-a \(shape(value)) \(type))"
    case .conditional(let test, let then, let otherwise): "(if \(shape(test)) \(shape(then)) \(shape(otherwise)))"
    case .iterate(let iterations, let body): "(for \(iterations.map(shape).joined(separator: " ")) \(shape(body)))"
    case .quantified(let quantifier, let iterations, let test):
        "(\(quantifier) \(iterations.map(shape).joined(separator: " ")) \(shape(test)))"
    case .filter(let source, let test): "(filter \(shape(source)) \(shape(test)))"
    case .call(let function, .positional(let values)): "(call \(([function] + values).map(shape).joined(separator: " ")))"
    case .call(let function, .named(let entries)):
        "(call \(shape(function)) \(entries.map { "\($0.key):\(shape($0.value))" }.joined(separator: " ")))"
    case .list(let items): "[\(items.map(shape).joined(separator: " "))]"
    case .context(let entries): "{\(entries.map { "\($0.key):\(shape($0.value))" }.joined(separator: " "))}"
    case .range(let range):
        "\(range.lowIncluded ? "[" : "(")\(range.low.map(shape) ?? "")..\(range.high.map(shape) ?? "")\(range.highIncluded ? "]" : ")")"
    case .function(let parameters, let body, let external):
        "(function\(external ? " external" : "") \(parameters.map(\.name).joined(separator: ",")) \(shape(body)))"
    }
}

func shape(_ test: UnaryTest) -> String {
    switch test {
    case .any: "-"
    case .compare(let comparison, let bound): "\(comparison.rawValue)\(shape(bound))"
    case .expression(let expression): shape(expression)
    case .not(let tests): "not(\(tests.map(shape).joined(separator: ",")))"
    }
}

private func shape(_ iteration: Expression.Iteration) -> String {
    "\(iteration.name)<-\(shape(iteration.source))\(iteration.high.map { "..\(shape($0))" } ?? "")"
}

@Suite struct ParserTests {
    @Test(arguments: [
        ("1 + 2 * 3", "(+ 1 (* 2 3))"),
        ("10 - 2 - 3", "(- (- 10 2) 3)"),
        ("3 ** 4 ** 5", "(** (** 3 4) 5)"),
        ("-3 ** 2", "(** (neg 3) 2)"),
        ("--1", "(neg (neg 1))"),
        ("a or b and c", "(or a (and b c))"),
        ("a and b or c", "(or (and a b) c)"),
        ("a + 1 < b and c", "(and (< (+ a 1) b) c)"),
        ("x between 1 and 2 and y", "(and (between x 1 2) y)"),
        ("(1 + 2) * 3", "(* (+ 1 2) 3)"),
        ("1 < 2 = true", "(= (< 1 2) true)"),
        ("x instance of number and y", "(and (is-a x named(\"number\")) y)"),
        (".5 + 1.2E3", "(+ .5 1.2E3)"),
        ("1 /* un */ + // deux\n 2", "(+ 1 2)"),
    ])
    func `operators bind as the standard says`(source: String, expected: String) throws {
        #expect(try shape(Parser().parseExpression(source)) == expected)
    }

    @Test(arguments: [
        ("[1..5]", "[1..5]"), ("(1..5]", "(1..5]"), ("]1..5[", "(1..5)"), ("[a..b[", "[a..b)"), ("(<10)", "(..10)"), ("(>=10)", "[10..)"),
        ("x in ]1..5[ and y", "(and (in x (1..5)) y)"), ("x in (1..5)", "(in x (1..5))"), ("x in (1, <5, [7..9])", "(in x 1 <5 [7..9])"),
        ("x in <= 10", "(in x <=10)"), ("x in (1+2)*3", "(in x (* (+ 1 2) 3))"), ("[]", "[]"), ("[1,[2]][1]", "(filter [1 [2]] 1)"),
        ("[2, ]1..5[ ]", "[2 (1..5)]"), ("x in ((1 + 2))", "(in x (+ 1 2))"), ("x in (1..5) and y", "(and (in x (1..5)) y)"),
    ])
    func `brackets are lists, ranges or filters`(source: String, expected: String) throws {
        #expect(try shape(Parser().parseExpression(source)) == expected)
    }

    @Test(arguments: [
        ("if a then b else c", "(if a b c)"),
        ("for i in 1..3, j in xs return i * j", "(for i<-1..3 j<-xs (* i j))"),
        ("some x in xs satisfies x > 1", "(some x<-xs (> x 1))"),
        ("every une note in notes satisfies une note >= 6", "(every une note<-notes (>= `une note` 6))"),
        ("function(a, taux moyen: number) a + taux moyen", "(function a,taux moyen (+ a `taux moyen`))"),
        ("{le nom: 1, \"b-c\": le nom + 1}.le nom", "({le nom:1 b-c:(+ `le nom` 1)}.le nom)"),
        ("f(x: 1, deux mots: 2)", "(call f x:1 deux mots:2)"),
        ("string length(\"a\")", "(call `string length` \"a\")"),
        ("date and time(@\"2026-09-01\", t).time offset", "((call `date and time` @2026-09-01 t).time offset)"),
        ("{}", "{}"), ("f()", "(call f)"),
    ])
    func `composed expressions are read whole`(source: String, expected: String) throws {
        #expect(try shape(Parser().parseExpression(source)) == expected)
    }

    @Test func `a known name with spaces or symbols is read whole, and only then`() throws {
        let parser = Parser(names: ["taux d'échec", "a-b", "taux"] as Set)
        #expect(try shape(parser.parseExpression("taux d'échec + taux")) == "(+ taux d'échec taux)".replacing("taux d'échec", with: "`taux d'échec`"))
        #expect(try shape(parser.parseExpression("a-b")) == "`a-b`")
        #expect(try shape(parser.parseExpression("a - b")) == "(- a b)")
        #expect(try shape(Parser().parseExpression("a-b")) == "(- a b)")
        #expect(try shape(parser.parseExpression("taux  \n d'échec")) == "`taux d'échec`")
    }

    @Test(arguments: [
        ("-", "-"), (" - ", "-"), ("-1", "(neg 1)"), ("< 10", "<10"), (">= plancher", ">=plancher"), ("\"A\",\"B\"", "\"A\" \"B\""),
        ("[1..5], > 7", "[1..5] >7"), ("not(1, < 0)", "not(1,<0)"), ("not(x) and y", "(and (call not x) y)"), ("? > 3", "(> ? 3)"),
        ("!= 5", "!=5"), ("= 5", "=5"),
    ])
    func `cells of tables are unary tests`(source: String, expected: String) throws {
        #expect(try Parser().parseUnaryTests(source).map(shape).joined(separator: " ") == expected)
    }

    @Test(
        arguments: [
            ("", 0, "l'expression s'arrête trop tôt", nil),
            ("1 +", 3, "l'expression s'arrête trop tôt", nil),
            ("(1", 2, "« ) » est attendu, l'expression s'arrête trop tôt", nil),
            ("if a the b else c", 5, "« then » est attendu au lieu de « the »", "then"),
            ("strin length(x)", 6, "« length » n'est pas attendu ici", "string length"),
            ("é b", 3, "« b » n'est pas attendu ici", nil),
            ("\"abc", 0, "il manque le guillemet qui ferme ce texte", nil),
            ("1 /* a", 2, "il manque « */ » qui ferme ce commentaire", nil),
            ("\"\\uD83D\"", 1, "« \\uD83D » n'est pas un caractère", nil),
            ("12abc", 0, "ce nombre est mal écrit", nil),
            ("f(a: 1, 2)", 8, "les arguments sont soit tous nommés, soit tous sans nom", nil),
            ("f(1, a: 2)", 6, "les arguments sont soit tous nommés, soit tous sans nom", nil),
            ("1 ; 2", 2, "« ; » n'est pas attendu ici", nil),
            ("{a 1}", 1, "un nom est attendu ici", nil),
            ("x instance of 3", 14, "un type est attendu ici", nil),
        ] as [(String, Int, String, String?)])
    func `a mistake is reported in French at its place`(source: String, offset: Int, message: String, suggestion: String?) {
        #expect(throws: ParseError(message: message, offset: offset, suggestion: suggestion)) { try Parser().parseExpression(source) }
    }

    @Test(arguments: ["(", "[", "-", "{a:", "if ", "f(", "x[", "1 in (", "function() ", "]1..", "]1..x[", "not(", "for i in ", "(1..", "@"])
    func `ten thousand nested openings are refused, not a crash`(opening: String) {
        let source = String(repeating: opening, count: 10_000) + "1"
        #expect(throws: ParseError.self) { try Parser().parseExpression(source) }
        #expect(throws: ParseError.self) { try Parser().parseUnaryTests(source) }
    }

    @Test(arguments: [
        ("niveau < 3\n", "niveau < 3"), ("a + b  >= c", "a + b  >= c"), ("  x.y /* fin */ // fin", "x.y"),
        ("if a then b else c \n", "if a then b else c"),
        ("x in (1, 2) ", "x in (1, 2)"), ("not(a) // b", "not(a)"), ("[1 .. 2 ] ", "[1 .. 2 ]"), ("f ( 1 ) ", "f ( 1 )"), ("a and b ", "a and b"),
        ("some x in y satisfies x ", "some x in y satisfies x"), ("x instance of number ", "x instance of number"), ("(1 + 2) ", "(1 + 2)"),
    ])
    func `an expression ends where its last word does, before what only separates`(source: String, expected: String) throws {
        let span = try Parser().parseExpression(source).span
        #expect(String(decoding: Array(source.utf8)[span], as: UTF8.self) == expected)
    }

    @Test func `the sides of a comparison do not hold the space around its sign`() throws {
        let source = "a + b  >= c * d "
        guard case .compare(_, let left, let right) = try Parser().parseExpression(source).node else { return #expect(Bool(false)) }
        #expect([left, right].map { String(decoding: Array(source.utf8)[$0.span], as: UTF8.self) } == ["a + b", "c * d"])
    }

    @Test func `a chain of operators is long only within the limit`() throws {
        #expect(throws: Never.self) { try Parser().parseExpression(Array(repeating: "1", count: 900).joined(separator: "+")) }
        #expect(throws: ParseError(message: "enchaînement trop long : 1000 niveaux au plus", offset: 0)) {
            try Parser().parseExpression(Array(repeating: "1", count: 10_000).joined(separator: "+"))
        }
        #expect(throws: Never.self) {
            try Parser().parseExpression(String(repeating: "(", count: 150) + "1" + String(repeating: ")", count: 150))
        }
    }

    @Test(
        arguments: [
            ("seuil", ["seul", "statut"], "seul"), ("Seuil", ["seuil"], "seuil"), ("x", ["abcdef"], nil),
            ("mentoin", ["mention", "menton"], "mention"),
            ("a", ["b"], nil),
        ] as [(String, [String], String?)])
    func `the closest name is suggested when it is close enough`(word: String, candidates: [String], expected: String?) {
        #expect(Suggestion.closest(to: word, among: candidates) == expected)
    }
}

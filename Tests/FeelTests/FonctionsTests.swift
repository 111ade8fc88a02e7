import Feel
import Testing

private func json(_ source: String) throws -> String { try FeelProgram(source).evaluate(in: Fixtures.environment).value.json }

@Suite struct FonctionsTests {
    @Test(arguments: [
        ("decimal(2.5, 0)", "2"), ("decimal(3.5, 0)", "4"), ("floor(-1.5)", "-2"), ("ceiling(-1.5)", "-1"), ("floor(1.56, 1)", "1.5"),
        ("round up(5.5, 0)", "6"), ("round up(-5.1, 0)", "-6"), ("round down(-5.9, 0)", "-5"), ("round half up(2.5, 0)", "3"),
        ("round half up(-2.5, 0)", "-3"), ("round half down(2.5, 0)", "2"), ("round half down(2.51, 0)", "3"), ("round up(5.5, 6177)", "null"),
        ("decimal(1234, -2)", "1200"), ("abs(-1)", "1"), ("abs(@\"-P1D\")", "\"P1D\""), ("modulo(-12, 5)", "3"), ("modulo(12, -5)", "-3"),
        ("modulo(10.1, 4.5)", "1.1"), ("modulo(1, 0)", "null"), ("sqrt(2)", "1.414213562373095048801688724209698"), ("sqrt(-1)", "null"),
        ("log(0)", "null"), ("exp(1)", "2.718281828459045235360287471352662"), ("odd(5)", "true"), ("even(0)", "true"), ("odd(1.5)", "null"),
        ("number(\"1 000,5\", \" \", \",\")", "1000.5"), ("number(\"1.5\", \",\", \",\")", "null"),
        ("number(from: \"12\", decimal separator: \".\")", "12"),
        ("abs(-1, 2)", "null"), ("abs(m: 1)", "null"), ("abs(null)", "null"), ("sqrt(\"4\")", "null"),
    ])
    func `numbers`(source: String, expected: String) throws { #expect(try json(source) == expected) }

    @Test(arguments: [
        ("min([3,1,2])", "1"), ("max(\"a\",\"c\",\"b\")", "\"c\""), ("min(1,\"a\")", "null"), ("min([])", "null"), ("sum(1,2,3)", "6"),
        ("sum([])", "null"),
        ("mean([1,2,4])", "2.333333333333333333333333333333333"), ("median([4,1,3])", "3"), ("median([])", "null"), ("mode([6,3,9,6,3])", "[3,6]"),
        ("mode([])", "[]"), ("stddev(2,4,7,5)", "2.081665999466132735282297706979931"), ("stddev([1])", "null"), ("product(2,3)", "6"),
        ("all([true,null])", "null"), ("all([false,null])", "false"), ("any([true,null])", "true"), ("any([])", "false"), ("all([])", "true"),
        ("all([1])", "null"), ("sum([1,null])", "null"),
    ])
    func `aggregates`(source: String, expected: String) throws { #expect(try json(source) == expected) }

    @Test(arguments: [
        ("substring(\"foobar\", 3)", "\"obar\""), ("substring(\"foobar\", -2, 1)", "\"a\""), ("substring(\"foobar\", 0)", "null"),
        ("substring(\"foobar\", 3, 3.8)", "\"oba\""), ("substring(\"\\U01F40Eab\", 2)", "\"ab\""), ("string length(\"\\U01F40E\")", "1"),
        ("substring before(\"foobar\", \"bar\")", "\"foo\""), ("substring after(\"foobar\", \"o\")", "\"obar\""),
        ("substring after(\"a\", \"x\")", "\"\""),
        ("contains(\"abc\", \"\")", "true"), ("starts with(\"abc\", \"ab\")", "true"), ("ends with(\"abc\", \"ab\")", "false"),
        ("string join([\"a\", null, \"b\"], \"-\")", "\"a-b\""), ("string join([\"a\",\"b\"])", "\"ab\""), ("string join([1])", "null"),
        ("string(1.50)", "\"1.5\""),
        ("string([1, \"a\", {b: null}])", "\"[1, \\\"a\\\", {b: null}]\""), ("string(null)", "null"), ("upper case(\"aß\")", "\"ASS\""),
    ])
    func `strings count Unicode scalars`(source: String, expected: String) throws { #expect(try json(source) == expected) }

    @Test(arguments: [
        ("matches(\"abc\", \"^a.c$\")", "true"), ("matches(\"ABC\", \"abc\", \"i\")", "true"), ("matches(\"a\\nb\", \"a.b\")", "false"),
        ("matches(\"a\\nb\", \"a.b\", \"s\")", "true"), ("matches(\"a\\nb\", \"^b\", \"m\")", "true"), ("matches(\"a b\", \"a\\ b\", \"x\")", "null"),
        ("matches(\"ab\", \"a b\", \"x\")", "true"), ("matches(\"a.c\", \"a.c\", \"q\")", "true"), ("matches(\"abc\", \"a.c\", \"q\")", "false"),
        ("matches(\"é\", \"\\p{Ll}\")", "true"), ("matches(\"1\", \"\\P{Nd}\")", "false"), ("matches(\"e\", \"[a-z-[aeiou]]\")", "false"),
        ("matches(\"b\", \"[a-z-[aeiou]]\")", "true"), ("matches(\"_\", \"^\\i\\c*$\")", "true"), ("matches(\"-\", \"^\\i\")", "false"),
        ("matches(\"abab\", \"^(ab)\\1$\")", "true"), ("matches(\"a\", \"(a)\\2\")", "null"), ("matches(\"a\", \"[\")", "null"),
        ("matches(\"a\", \"*\")", "null"),
        ("matches(\"a\", \"a\", \"z\")", "null"), ("matches(\"aaa\", \"^a{2,3}$\")", "true"), ("matches(\"a\", \"^a{2}$\")", "false"),
        ("matches(\"x\", \"(?:x|y)+?\")", "true"), ("matches(\"α\", \"\\p{IsGreek}\")", "true"), ("matches(\"a\", \"\\p{IsNowhere}\")", "null"),
        ("replace(\"abracadabra\", \"a(.)\", \"<$1>\")", "\"<b>r<c><d><b>ra\""), ("replace(\"abc\", \"b*\", \"x\")", "null"),
        ("replace(\"abc\", \"b\", \"$\")", "null"), ("replace(\"abc\", \"b\", \"\\\\$\")", "\"a$c\""),
        ("replace(\"a.b\", \".\", \"$1\", \"q\")", "\"a$1b\""),
        ("split(\"a;b;;\", \";\")", "[\"a\",\"b\",\"\",\"\"]"), ("split(\"a1b22c\", \"[0-9]+\")", "[\"a\",\"b\",\"c\"]"),
        ("split(\"\", \",\")", "[\"\"]"),
    ])
    func `regular expressions are those of XPath`(source: String, expected: String) throws { #expect(try json(source) == expected) }

    @Test func `a hostile regular expression stops with a reason`() throws {
        let text = String(repeating: "a", count: 40)
        let outcome = try FeelProgram("matches(\"\(text)b\", \"^(a+)+$\")").evaluate()
        #expect(outcome.value == .null)
        #expect(outcome.warnings.map(\.message) == ["cette expression régulière demande trop de calcul sur ce texte"])
    }

    @Test(arguments: [
        ("list contains([1, null], null)", "true"), ("count([1,2])", "2"), ("sublist([1,2,3], 2)", "[2,3]"), ("sublist([1,2,3], -2, 1)", "[2]"),
        ("sublist([1,2,3], 4)", "null"), ("append([1], 2, 3)", "[1,2,3]"), ("concatenate([1], [2], 3)", "[1,2,3]"), ("union([1,2],[2,3])", "[1,2,3]"),
        ("insert before([1,3], 2, 2)", "[1,2,3]"), ("insert before([1], 3, 2)", "null"), ("remove([1,2], 1)", "[2]"), ("remove([1], 2)", "null"),
        ("list replace([1,2,3], 2, 9)", "[1,9,3]"), ("list replace([1,2,3], function(item, newItem) item > 1, 0)", "[1,0,0]"),
        ("reverse([1,2])", "[2,1]"), ("index of([1,2,1], 1)", "[1,3]"), ("distinct values([1,2,1])", "[1,2]"), ("duplicate values([1,2,1])", "[1]"),
        ("flatten([1,[2,[3]]])", "[1,2,3]"), ("sort([3,1,2], function(x, y) x < y)", "[1,2,3]"),
        ("sort(list: [3,1,2], precedes: function(x, y) x > y)", "[3,2,1]"), ("sort([3,1], function(x, y) null)", "[3,1]"),
    ])
    func `lists`(source: String, expected: String) throws { #expect(try json(source) == expected) }

    @Test(arguments: [
        ("get value({a: 1}, \"a\")", "1"), ("get value({a: {b: 2}}, [\"a\", \"b\"])", "2"), ("get value({}, \"a\")", "null"),
        ("get entries({a: 1})", "[{\"key\":\"a\",\"value\":1}]"), ("context([{key: \"a\", value: 1}])", "{\"a\":1}"),
        ("context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])", "null"), ("context put({a: 1}, \"b\", 2)", "{\"a\":1,\"b\":2}"),
        ("context put({a: {b: 1}}, [\"a\", \"b\"], 2)", "{\"a\":{\"b\":2}}"), ("context put({a: 1}, [\"a\", \"b\"], 2)", "null"),
        ("context merge([{a: 1}, {a: 2, b: 3}])", "{\"a\":2,\"b\":3}"), ("context merge([1])", "null"),
    ])
    func `contexts`(source: String, expected: String) throws { #expect(try json(source) == expected) }

    @Test(arguments: [
        ("before(1, 10)", true), ("before(10, 1)", false), ("before(1, [1..10])", false), ("before(1, (1..10])", true), ("before([1..10), 10)", true),
        ("before([1..10], [10..20])", false), ("before([1..10), [10..20])", true), ("after([11..20], [1..10])", true), ("after(12, [2..5])", true),
        ("meets([1..5], [5..10])", true), ("meets([1..5), [5..10])", false), ("met by([5..10], [1..5])", true), ("overlaps([1..5], [3..8])", true),
        ("overlaps([1..5], (5..8])", false), ("overlaps before([1..5], [3..8])", true), ("overlaps before([1..5), (1..5])", true),
        ("overlaps before([1..5], [1..5])", false), ("overlaps after([3..8], [1..5])", true), ("overlaps after([5..8], [1..5))", false),
        ("finishes(10, [1..10])", true), ("finishes(10, [1..10))", false), ("finishes([5..10], [1..10])", true), ("finished by([1..10], 10)", true),
        ("finished by([1..10], [5..10))", false), ("includes([1..10], 5)", true), ("includes((1..10], 1)", false),
        ("includes([1..10], [4..6])", true),
        ("includes((1..10), [1..10])", false), ("during(5, [1..10])", true), ("during([4..6], [1..10))", true), ("starts(1, [1..10])", true),
        ("starts(1, (1..10])", false), ("starts([1..5], [1..10])", true), ("started by([1..10], [1..5])", true), ("started by([1..10], 1)", true),
        ("coincides(5, 5)", true), ("coincides([1..5], [1..5])", true), ("coincides([1..5], (1..5])", false), ("includes((< 10), 5)", true),
        ("before((< 10), 12)", true), ("after(@\"2026-09-02\", @\"2026-09-01\")", true),
    ])
    func `points and intervals relate as the table of the standard says`(source: String, expected: Bool) throws {
        #expect(try json(source) == "\(expected)")
    }

    @Test(arguments: [
        "before(1, \"a\")", "meets(1, [1..2])", "during([1..2], 1)", "coincides(1, [1..1])", "before(1)", "range(\"[3..1]\")", "range(\"[x..1]\")",
    ])
    func `a relation between things that cannot be related is null`(source: String) throws {
        #expect(try json(source) == "null")
    }
}

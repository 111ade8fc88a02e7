import Feel
import Testing
import Valeurs

/// The value as JSON, so that tables read as they would on the command line.
private func json(_ source: String, context: String = "{}") throws -> String {
    try FeelProgram(source, json: context).evaluate(in: Fixtures.environment).value.json
}

enum Fixtures {
    /// Two zones with fixed rules, enough to see that the rules passed in are the ones used.
    static let environment = Environment(
        zones: { region, instant in
            switch region {
            // Summer time from 1 April to 30 September, roughly.
            case "Europe/Paris": (instant / 86_400 % 365) > 90 && (instant / 86_400 % 365) < 273 ? 7200 : 3600
            case "Asia/Dhaka": 21_600
            default: nil
            }
        },
        now: {
            DateValue(year: 2026, month: 9, day: 1).flatMap { date in
                TimeValue(hour: 10, minute: 30, second: 0, zone: .offset(7200)).map { DateTimeValue(date: date, time: $0) }
            }
        })
}

@Suite struct EvaluationTests {
    @Test(arguments: [
        ("0.1 + 0.2", "0.3"), ("1/3", "0.3333333333333333333333333333333333"), ("2/3", "0.6666666666666666666666666666666667"),
        ("1 - 2", "-1"), ("2 ** 10", "1024"), ("2 ** -1", "0.5"), ("0 ** 0", "1"), ("-2 ** 2", "4"), ("10 / 0", "null"),
        ("(-8) ** 0.5", "null"), ("9.99e6144 * 10", "null"), ("\"a\" + \"b\"", "\"ab\""), ("\"a\" + 1", "null"), ("1 + null", "null"),
        ("9999999999999999999999999999999999 + 1", "10000000000000000000000000000000000"),
    ])
    func `arithmetic keeps 34 digits and gives null where there is no result`(source: String, expected: String) throws {
        #expect(try json(source) == expected)
    }

    @Test(arguments: [
        ("true and true", "true"), ("true and false", "false"), ("true and null", "null"), ("false and null", "false"),
        ("null and null", "null"), ("null and true", "null"), ("null and false", "false"), ("false and true", "false"),
        ("true or null", "true"), ("null or true", "true"), ("false or null", "null"), ("null or false", "null"), ("false or false", "false"),
        ("\"x\" and false", "false"), ("1 or true", "true"), ("not(true)", "false"), ("not(null)", "null"), ("not(1)", "null"),
    ])
    func `logic has three values`(source: String, expected: String) throws {
        #expect(try json(source) == expected)
    }

    @Test(arguments: [
        ("1 = 1.0", "true"), ("1 = \"1\"", "null"), ("null = null", "true"), ("1 = null", "false"), ("1 != null", "true"),
        ("[1,[2]] = [1,[2]]", "true"), ("{a: 1, b: 2} = {b: 2, a: 1}", "true"), ("[1] = 1", "true"), ("\"a\" < \"b\"", "true"),
        ("1 < \"b\"", "null"), ("1 < null", "null"), ("5 between 1 and 5", "true"), ("0 between 1 and 5", "false"), ("null between 1 and 5", "null"),
        ("5 in [1..5]", "true"), ("5 in [1..5)", "false"), ("1 in ]1..5]", "false"), ("4 in (< 1, > 3)", "true"), ("null in [1..5]", "null"),
        ("\"e\\u0301\" = \"\\u00E9\"", "false"), ("[1..2] = [1..2]", "true"), ("(= 1) = [1..1]", "false"), ("3 in !=3", "false"),
    ])
    func `comparisons are null between values of different kinds`(source: String, expected: String) throws {
        #expect(try json(source) == expected)
    }

    @Test(arguments: [
        ("if true then 1 else 2", "1"), ("if null then 1 else 2", "2"), ("if \"x\" then 1 else 2", "2"),
        ("for i in 1..3 return i * i", "[1,4,9]"), ("for i in 3..1 return i", "[3,2,1]"), ("for i in [2..4) return i", "[2,3]"),
        ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1,1,2,6,24]"),
        ("for i in @\"2026-02-27\"..@\"2026-03-01\" return string(i)", "[\"2026-02-27\",\"2026-02-28\",\"2026-03-01\"]"),
        ("for i in \"a\"..\"c\" return i", "null"), ("for x in [1,2], y in [x, 10] return y", "[1,10,2,10]"),
        ("some x in [1,2] satisfies x > 1", "true"), ("every x in [1,2] satisfies x > 1", "false"),
        ("some x in [null, 1] satisfies x > 1", "null"), ("every x in [] satisfies false", "true"),
        ("[1,2,3][2]", "2"), ("[1,2,3][-1]", "3"), ("[1,2,3][0]", "null"), ("[1,2,3][4]", "null"), ("[1,2,3][item >= 2]", "[2,3]"),
        ("[1,2][\"x\"]", "null"), ("[1,null,3][item > 1]", "[3]"), ("[{a: 1}, {a: 2}][a = 2]", "[{\"a\":2}]"), ("[{a: 1}, {a: 2}].a", "[1,2]"),
        ("{a: 1, b: a + 1}.b", "2"), ("{a: 1, a: 2}", "null"),
        ("{f: function(x: number) x * 2, y: f(3)}.y", "6"), ("(function(x) x + 1)(x: 2)", "3"), ("(function(x: number) x)(\"a\")", "null"),
        ("(function(x) x)(1, 2)", "null"), ("{}.a", "null"), ("null.a", "null"),
        ("1 instance of number", "true"), ("[1,\"a\"] instance of list<number>", "false"), ("null instance of Any", "false"),
        ("{a: 1} instance of context<a: number>", "true"), ("[1..2] instance of range<number>", "true"),
    ])
    func `expressions have the value that the standard gives them`(source: String, expected: String) throws {
        #expect(try json(source) == expected)
    }

    @Test(arguments: [
        ("date(\"2026-02-29\")", "null"), ("string(date(2024, 2, 29))", "\"2024-02-29\""), ("@\"2026-01-31\" + @\"P1M\"", "\"2026-02-28\""),
        ("@\"2026-03-01\" - @\"2026-02-01\"", "\"P28D\""), ("@\"PT36H\"", "\"P1DT12H\""), ("@\"P14M\"", "\"P1Y2M\""), ("@\"-P0D\"", "\"PT0S\""),
        ("@\"2026-01-01T10:00:00+02:00\" = @\"2026-01-01T08:00:00Z\"", "true"), ("@\"2026-01-01T10:00:00\" - @\"2026-01-01T08:00:00Z\"", "null"),
        ("@\"2026-07-01T00:00:00@Europe/Paris\".time offset", "\"PT2H\""), ("@\"2026-01-10T00:00:00@Europe/Paris\".time offset", "\"PT1H\""),
        ("@\"2026-01-10T00:00:00@Nowhere/Else\"", "null"), ("@\"10:00:00\" + @\"PT20H\"", "\"06:00:00\""),
        ("@\"2026-12-31T24:00:00\"", "\"2027-01-01T00:00:00\""), ("@\"24:00:01\"", "null"), ("day of week(@\"2026-09-01\")", "\"Tuesday\""),
        ("week of year(@\"2021-01-03\")", "53"), ("years and months duration(@\"2026-01-31\", @\"2026-02-28\")", "\"P0M\""),
        ("now()", "\"2026-09-01T10:30:00+02:00\""), ("today()", "\"2026-09-01\""), ("@\"P1Y\" = @\"P365D\"", "null"),
        ("is(@\"10:00:00Z\", @\"11:00:00+01:00\")", "false"), ("@\"10:00:00Z\" = @\"11:00:00+01:00\"", "true"), ("@\"foo\"", "null"),
        ("@\"999999999-12-31\" + @\"P1D\"", "null"), ("1.5 * @\"P4DT1H\"", "\"P6DT1H30M\""), ("@\"P10Y11M\" / 2.5", "\"P4Y4M\""),
    ])
    func `dates, times and durations follow the calendar and the zones passed in`(source: String, expected: String) throws {
        #expect(try json(source) == expected)
    }

    @Test func `names of the context may hold spaces and symbols, in paths too`() throws {
        let context = #"{"taux d'échec": 0.25, "élève": {"note finale": 12.5}}"#
        #expect(try json("taux d'échec * 100", context: context) == "25")
        #expect(try json("élève.note finale + 1", context: context) == "13.5")
    }

    @Test func `an unknown name is null, with a warning that suggests another`() throws {
        let outcome = try FeelProgram("seuill + 1", context: ["seuil": .number(10)]).evaluate()
        #expect(outcome.value == .null)
        #expect(outcome.warnings.map(\.message) == ["« seuill » : nom inconnu, vouliez-vous dire « seuil » ?"])
    }

    @Test(arguments: [
        "for i in 1..1000000000000 return i", "some i in 1..1000000000000 satisfies false",
        "for a in 1..10000, b in 1..10000, c in 1..10000 return 1",
    ])
    func `a calculation beyond the limits stops with a reason`(source: String) throws {
        var environment = Fixtures.environment
        environment.limits.steps = 100_000
        environment.limits.listItems = 50_000
        let outcome = try FeelProgram(source).evaluate(in: environment)
        #expect(outcome.value == .null)
        #expect(outcome.exhausted != nil)
    }

    /// Values that hold each other twice double at every step; those that wrap each other deepen.
    @Test(arguments: [
        "{a: [1,1], " + (1...60).map { "a\($0): [\($0 == 1 ? "a" : "a\($0 - 1)"), \($0 == 1 ? "a" : "a\($0 - 1)")]" }.joined(separator: ", ") + "}",
        "for i in 1..100 return partial", "for i in 1..100000 return [partial[-1]]",
        "{a: [1,1], b: for i in 1..60 return [partial[-1], partial[-1]], c: string(b)}.c",
        "{b: for i in 1..60 return [partial[-1], partial[-1]], c: b = b}.c",
    ])
    func `a value too large to be written is refused`(source: String) throws {
        var environment = Fixtures.environment
        environment.limits.steps = 200_000
        let outcome = try FeelProgram(source).evaluate(in: environment)
        #expect(outcome.value == .null)
        #expect(outcome.exhausted != nil)
    }

    @Test func `endless recursion stops with a reason`() throws {
        let outcome = try FeelProgram("{f: function(g, n) g(g, n + 1), r: f(f, 1)}.r").evaluate()
        #expect(outcome.exhausted == "appels trop imbriqués : 1500 niveaux au plus")
    }

    @Test func `the longest chain that is read can be evaluated`() throws {
        #expect(try json(Array(repeating: "1", count: 990).joined(separator: " + ")) == "990")
    }

    @Test(arguments: [
        ("? > 3", "5", true), ("< 10", "9", true), ("< 10", "10", false), ("[1..5], 7", "7", true), ("not(1, 2)", "3", true),
        ("not(1, 2)", "2", false), ("-", "null", true), ("\"A\", \"B\"", "\"B\"", true), ("null", "null", true), ("1", "null", false),
        ("list contains([1,2], ?)", "2", true), ("!= 3", "3", false), ("= 3", "3", true), ("> 3", "\"a\"", false),
    ])
    func `a cell holds for a value`(cell: String, value: String, expected: Bool) throws {
        let tests = try Parser().parseUnaryTests(cell)
        #expect((Evaluator().holds(tests, for: try Value(json: value), in: Scope()) == .boolean(true)) == expected)
    }
}

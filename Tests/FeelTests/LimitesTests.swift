import Foundation
import Testing
import Valeurs

@testable import Feel

/// Each limit of the language on its two sides: the last text or value that is taken, and the first that is refused, with its sentence.
@Suite struct LimitesTests {
    private func refused(_ source: String, _ parser: Parser = Parser()) -> String? {
        do {
            _ = try parser.parseExpression(source)
            return nil
        } catch {
            return error.message
        }
    }

    @Test func `an expression nests in 200 levels`() {
        func nested(_ levels: Int) -> String { String(repeating: "(", count: levels) + "1" + String(repeating: ")", count: levels) }
        // The whole text is the first level.
        #expect(refused(nested(199)) == nil)
        #expect(refused(nested(200)) == "trop d'imbrications : 200 niveaux au plus")
    }

    @Test func `the tree of an expression is a thousand levels high, or less for whoever asks`() {
        func sum(_ terms: Int) -> String { Array(repeating: "1", count: terms).joined(separator: " + ") }
        #expect(refused(sum(1_000)) == nil)
        #expect(refused(sum(1_001)) == "enchaînement trop long : 1000 niveaux au plus")
        let low = Parser(names: [], height: 10)
        #expect(refused(sum(10), low) == nil)
        #expect(refused(sum(11), low) == "enchaînement trop long : 10 niveaux au plus")
    }

    @Test func `a JSON value nests in 200 levels`() {
        func nested(_ levels: Int) -> String { String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
        #expect(throws: Never.self) { try Value(json: nested(200)) }
        #expect(throws: JSONError(message: "trop d'imbrications : 200 niveaux au plus", offset: 200)) { try Value(json: nested(201)) }
    }

    private func exhausted(_ source: String, _ change: (inout Environment.Limits) -> Void = { _ in }) throws -> String? {
        var environment = Environment()
        change(&environment.limits)
        return try FeelProgram(source).evaluate(in: environment).exhausted
    }

    @Test func `a calculation takes the steps that it is given`() throws {
        // One for the literal, which the measure of the result does not add to.
        #expect(try exhausted("1") { $0.steps = 1 } == nil)
        #expect(try exhausted("1") { $0.steps = 0 } == "calcul trop long : 0 étapes au plus")
        #expect(try exhausted("1 + 1") { $0.steps = 3 } == nil)
        #expect(try exhausted("1 + 1") { $0.steps = 2 } == "calcul trop long : 2 étapes au plus")
    }

    @Test func `a list holds the items that it is given`() throws {
        #expect(try exhausted("for i in 1..10 return i") { $0.listItems = 10 } == nil)
        #expect(try exhausted("for i in 1..11 return i") { $0.listItems = 10 } == "liste trop longue : 10 éléments au plus")
        #expect(try exhausted("concatenate([1,2,3,4,5], [1,2,3,4,5])") { $0.listItems = 10 } == nil)
        #expect(try exhausted("concatenate([1,2,3,4,5], [1,2,3,4,5,6])") { $0.listItems = 10 } == "liste trop longue : 10 éléments au plus")
    }

    @Test func `evaluations nest in the levels that they are given`() throws {
        let sum = "1 + 1 + 1 + 1"
        #expect(try exhausted(sum) { $0.depth = 4 } == nil)
        #expect(try exhausted(sum) { $0.depth = 3 } == "appels trop imbriqués : 3 niveaux au plus")
        #expect(
            try exhausted("{f: function(g, n) g(g, n + 1), r: f(f, 1)}.r") { $0.stackBytes = 100_000 }
                == "appels trop imbriqués : 1500 niveaux au plus")
    }

    @Test func `a text holds the characters that it is given`() throws {
        #expect(try exhausted("\"aaaaa\" + \"bbbbb\"") { $0.stringLength = 10 } == nil)
        #expect(try exhausted("\"aaaaa\" + \"bbbbbb\"") { $0.stringLength = 10 } == "texte trop long : 10 caractères au plus")
    }

    @Test func `a regular expression takes the steps that it is given`() throws {
        let slow = "matches(\"" + String(repeating: "a", count: 40) + "b\", \"(a|a)*c\")"
        var environment = Environment()
        environment.limits.patternSteps = 10_000
        let outcome = try FeelProgram(slow).evaluate(in: environment)
        #expect(outcome.value == .null)
        #expect(outcome.warnings.map(\.message) == ["cette expression régulière demande trop de calcul sur ce texte"])
        #expect(try FeelProgram("matches(\"aab\", \"(a|a)*b\")").evaluate(in: environment).value == .boolean(true))
    }

    @Test func `a regular expression is twenty thousand instructions long`() throws {
        func outcome(_ count: Int) throws -> FeelProgram.Outcome { try FeelProgram("matches(\"a\", \"a{0,\(count)}\")").evaluate() }
        #expect(try outcome(5_000).value == .boolean(true))
        #expect(try outcome(20_001).value == .null)
    }

    @Test func `values nest in 500 levels`() throws {
        func nested(_ levels: Int) -> String { "(for i in 1..\(levels) return if i = 1 then [] else [partial[-1]])[-1]" }
        #expect(try exhausted(nested(500)) == nil)
        #expect(try exhausted(nested(502)) == "valeurs trop imbriquées : 500 niveaux au plus")
    }

    @Test(arguments: [
        ("Parser.nestingLimit", Parser.nestingLimit), ("Parser.heightLimit", Parser.heightLimit),
        ("JSONReader.nestingLimit", JSONReader.nestingLimit),
        ("Pattern.sizeLimit", Pattern.sizeLimit), ("Evaluator.valueDepthLimit", Evaluator.valueDepthLimit),
        ("Environment.Limits.steps", Environment.Limits().steps), ("Environment.Limits.listItems", Environment.Limits().listItems),
        ("Environment.Limits.depth", Environment.Limits().depth), ("Environment.Limits.stackBytes", Int(Environment.Limits().stackBytes)),
        ("Environment.Limits.patternSteps", Environment.Limits().patternSteps),
        ("Environment.Limits.stringLength", Environment.Limits().stringLength),
    ])
    func `the guide gives each limit its value`(name: String, value: Int) throws {
        #expect(try isDocumented(name, value))
    }
}

/// Whether docs/guide/limites.md gives a limit its value.
private func isDocumented(_ name: String, _ value: Int) throws -> Bool {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("docs/guide/limites.md"), encoding: .utf8)
    var digits = String(value)
    var groups: [Substring] = []
    while digits.count > 3 {
        groups.insert(digits.suffix(3), at: 0)
        digits = String(digits.dropLast(3))
    }
    return page.contains("| `\(name)` | \(([Substring(digits)] + groups).joined(separator: " ")) |")
}

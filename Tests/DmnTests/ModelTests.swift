import Dmn
import Feel
import Foundation
import Testing

/// A model around the elements given.
private func engine(_ elements: String, others: [String] = []) throws -> ModelEngine {
    try ModelEngine(xml: document(elements), others: others.map { Data($0.utf8) }, environment: .system)
}

private func document(_ elements: String, namespace: String = "urn:essai") -> Data {
    Data(#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="essai" namespace="\#(namespace)">\#(elements)</definitions>"#.utf8)
}

private func decision(_ logic: String, type: String? = nil, requires: String = "") -> String {
    let type = type.map { #" typeRef="\#($0)""# } ?? ""
    return #"<decision id="d" name="d"><variable name="d"\#(type)/>\#(requires)\#(logic)</decision>"#
}

private func literal(_ text: String) -> String { "<literalExpression><text>\(text)</text></literalExpression>" }

private func value(_ elements: String, _ inputs: [String: Value] = [:]) throws -> String? {
    try engine(elements).decide("d", inputs: inputs)?.value.json
}

@Suite struct ModelTests {
    private static func table(_ policy: String, aggregation: String = "") -> String {
        let rules = [("&lt; 10", "\"C\"", "1"), ("&lt; 15", "\"B\"", "2"), ("[12..20]", "\"A\"", "4")]
        let aggregated = !aggregation.isEmpty
        let rows = rules.map { test, letter, points in
            "<rule><inputEntry><text>\(test)</text></inputEntry><outputEntry><text>\(aggregated ? points : letter)</text></outputEntry></rule>"
        }.joined()
        let values = aggregated ? "" : "<outputValues><text>\"A\",\"B\",\"C\"</text></outputValues>"
        let attribute = aggregated ? #" aggregation="\#(aggregation)""# : ""
        return #"<inputData id="i" name="note"><variable name="note" typeRef="number"/></inputData>"#
            + decision(
                #"<decisionTable hitPolicy="\#(policy)"\#(attribute)><input><inputExpression><text>note</text></inputExpression></input>"#
                    + "<output>\(values)</output>\(rows)</decisionTable>",
                requires: ##"<informationRequirement><requiredInput href="#i"/></informationRequirement>"##)
    }

    @Test(arguments: [
        ("UNIQUE", "16", "\"A\""), ("UNIQUE", "13", "null"), ("UNIQUE", "30", "null"), ("ANY", "5", "null"), ("ANY", "11", "\"B\""),
        ("FIRST", "5", "\"C\""), ("PRIORITY", "13", "\"A\""), ("PRIORITY", "5", "\"B\""), ("RULE ORDER", "5", "[\"C\",\"B\"]"),
        ("OUTPUT ORDER", "5", "[\"B\",\"C\"]"), ("COLLECT", "13", "[\"B\",\"A\"]"), ("COLLECT", "30", "[]"),
    ])
    func `a hit policy puts together the rules that hold`(policy: String, note: String, expected: String) throws {
        #expect(try value(ModelTests.table(policy), ["note": Value(json: note)]) == expected)
    }

    @Test(arguments: [("SUM", "6"), ("MIN", "2"), ("MAX", "4"), ("COUNT", "2")])
    func `a collecting table may aggregate`(aggregation: String, expected: String) throws {
        #expect(try value(ModelTests.table("COLLECT", aggregation: aggregation), ["note": .number(13)]) == expected)
    }

    @Test(arguments: [
        (
            "<context><contextEntry><variable name=\"le prix\"/>\(literal("2"))</contextEntry><contextEntry>\(literal("le prix * 3"))</contextEntry></context>",
            "6"
        ),
        ("<context><contextEntry><variable name=\"a\"/>\(literal("1"))</contextEntry></context>", "{\"a\":1}"),
        ("<list>\(literal("1"))\(literal("2"))</list>", "[1,2]"),
        ("<relation><column name=\"a\"/><column name=\"b\"/><row>\(literal("1"))\(literal("2"))</row></relation>", "[{\"a\":1,\"b\":2}]"),
        ("<conditional><if>\(literal("1 = 1"))</if><then>\(literal("2"))</then><else>\(literal("3"))</else></conditional>", "2"),
        ("<conditional><if>\(literal("null"))</if><then>\(literal("2"))</then><else>\(literal("3"))</else></conditional>", "3"),
        ("<filter><in>\(literal("[1,2,3]"))</in><match>\(literal("item > 1"))</match></filter>", "[2,3]"),
        ("<filter><in>\(literal("[1,2,3]"))</in><match>\(literal("\"x\""))</match></filter>", "null"),
        ("<filter><in>\(literal("[1,null,3]"))</in><match>\(literal("item > 1"))</match></filter>", "[3]"),
        ("<for iteratorVariable=\"i\"><in>\(literal("1..3"))</in><return>\(literal("i * 2"))</return></for>", "[2,4,6]"),
        ("<some iteratorVariable=\"i\"><in>\(literal("[1,2]"))</in><satisfies>\(literal("i > 1"))</satisfies></some>", "true"),
        ("<every iteratorVariable=\"i\"><in>\(literal("[1,2]"))</in><satisfies>\(literal("i > 1"))</satisfies></every>", "false"),
        (literal("1 +"), "null"),
    ])
    func `a boxed expression has its value`(logic: String, expected: String) throws {
        #expect(try value(decision(logic)) == expected)
    }

    @Test func `an expression that is not FEEL is reported with its place`() throws {
        let engine = try engine(decision(literal("1 +")))
        #expect(engine.main.diagnostics.map(\.source) == ["1 +"])
        #expect(engine.main.diagnostics.first?.error.offset == 3)
    }

    @Test(arguments: [
        ("number", "1", "1"), ("number", "\"a\"", "null"), ("string", "[\"a\"]", "\"a\""), ("tNotes", "[1, 20]", "[1,20]"),
        ("tNotes", "[1, 21]", "null"),
        ("tNotes", "5", "[5]"), ("tCourte", "[1,2]", "[1,2]"), ("tCourte", "[1,2,3]", "null"),
        ("tPersonne", "{nom: \"x\", age: 3}", "{\"nom\":\"x\",\"age\":3}"),
        ("tPersonne", "{nom: 1, age: 3}", "null"), ("tPersonne", "{nom: \"x\"}", "null"), ("Any", "1", "1"),
    ])
    func `a value must be of the type declared, constraints included`(type: String, text: String, expected: String) throws {
        let types = """
            <itemDefinition name="tNotes" isCollection="true"><typeRef>number</typeRef><allowedValues><text>[0..20]</text></allowedValues></itemDefinition>
            <itemDefinition name="tCourte" isCollection="true"><typeRef>number</typeRef><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
            <itemDefinition name="tPersonne"><itemComponent name="nom"><typeRef>string</typeRef></itemComponent>\
            <itemComponent name="age"><typeRef>number</typeRef></itemComponent></itemDefinition>
            """
        #expect(try value(types + decision(literal(text), type: type)) == expected)
    }

    private static let knowledge = """
        <businessKnowledgeModel id="f" name="factorielle"><variable name="factorielle"/><encapsulatedLogic>\
        <formalParameter name="n" typeRef="number"/>\(literal("if n = 0 then 1 else n * factorielle(n - 1)"))</encapsulatedLogic>\
        <knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement></businessKnowledgeModel>
        """
    private static let requiresKnowledge = ##"<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>"##

    @Test(arguments: [
        (literal("factorielle(5)"), "120"), (literal("factorielle(n: 3)"), "6"), (literal("factorielle(m: 3)"), "null"),
        (literal("factorielle(\"a\")"), "null"),
        ("<invocation>\(literal("factorielle"))<binding><parameter name=\"n\"/>\(literal("4"))</binding></invocation>", "24"),
    ])
    func `a business knowledge model is a function that may call itself`(logic: String, expected: String) throws {
        #expect(try value(ModelTests.knowledge + decision(logic, requires: ModelTests.requiresKnowledge)) == expected)
    }

    @Test func `a knowledge model that never ends stops with a warning`() throws {
        let outcome = try engine(ModelTests.knowledge + decision(literal("factorielle(-1)"), requires: ModelTests.requiresKnowledge)).decide(
            "d", inputs: [:])
        #expect(outcome?.value == .null)
        #expect(outcome?.warnings.isEmpty == false)
    }

    @Test func `a knowledge model that invokes itself in a box without end stops with a warning`() throws {
        let logic = "<invocation>\(literal("f"))<binding><parameter name=\"n\"/>\(literal("n"))</binding></invocation>"
        let knowledge = """
            <businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="n"/>\(logic)</encapsulatedLogic>\
            <knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement></businessKnowledgeModel>
            """
        let outcome = try engine(knowledge + decision(literal("f(1)"), requires: ModelTests.requiresKnowledge)).decide("d", inputs: [:])
        #expect(outcome?.value == .null)
        #expect(outcome?.warnings.isEmpty == false)
    }

    @Test(arguments: [(100, "101"), (5000, "null")])
    func `a chain of decisions is followed within the limit`(length: Int, expected: String) throws {
        let chain = (0..<length).map { index in
            #"<decision id="d\#(index)" name="d\#(index)"><variable name="d\#(index)"/>"#
                + ##"<informationRequirement><requiredDecision href="#d\##(index + 1)"/></informationRequirement>\##(literal("d\(index + 1) + 1"))</decision>"##
        }.joined()
        let last = #"<decision id="d\#(length)" name="d\#(length)"><variable name="d\#(length)"/>\#(literal("1"))</decision>"#
        #expect(try engine(chain + last).decide("d0", inputs: [:])?.value.json == expected)
    }

    @Test(arguments: [
        ("java.lang.Math", "max(int, int)", "f(2, 7)", "7"), ("java.lang.Math", "max(int, int)", "f(2.5, 7)", "null"),
        ("java.lang.Math", "pow(double,double)", "f(2, 10)", "1024"), ("java.lang.Math", "cos(double)", "f(0, 1)", "null"),
        ("java.lang.Math", "sqrt(double, double)", "f(4, 1)", "null"), ("java.lang.Nothing", "max(int, int)", "f(2, 7)", "null"),
        ("java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", "f(\"%s: %.2f %%\", [\"a\", 1.005])", "\"a: 1.01 %\""),
        ("java.lang.String", "format(java.lang.String, java.lang.Object)", "f(\"%d\", \"a\")", "null"),
    ])
    func `an external function is one of the few that are known, or null`(className: String, signature: String, call: String, expected: String) throws
    {
        let external = "function(a, b) external {java: {class: \"\(className)\", method signature: \"\(signature)\"}}"
        let context =
            "<context><contextEntry><variable name=\"f\"/>\(literal(external))</contextEntry><contextEntry>\(literal(call))</contextEntry></context>"
        #expect(try value(decision(context)) == expected)
        let boxed = """
            <context><contextEntry><variable name="f"/><functionDefinition kind="Java"><formalParameter name="a"/><formalParameter name="b"/><context>\
            <contextEntry><variable name="class"/>\(literal("\"\(className)\""))</contextEntry>\
            <contextEntry><variable name="method signature"/>\(literal("\"\(signature)\""))</contextEntry></context></functionDefinition></contextEntry>\
            <contextEntry>\(literal(call))</contextEntry></context>
            """
        #expect(try value(decision(boxed)) == expected)
    }

    private static let service = """
        <inputData id="i" name="x"><variable name="x" typeRef="number"/></inputData>
        <decision id="e" name="double"><variable name="double"/><informationRequirement><requiredInput href="#i"/></informationRequirement>\(literal("x * 2"))</decision>
        <decision id="o" name="quadruple"><variable name="quadruple"/><informationRequirement><requiredDecision href="#e"/></informationRequirement>\(literal("double * 2"))</decision>
        <decisionService id="s" name="servir"><variable name="servir"/><outputDecision href="#o"/><encapsulatedDecision href="#e"/><inputData href="#i"/></decisionService>
        <decisionService id="t" name="depuis"><variable name="depuis"/><outputDecision href="#o"/><outputDecision href="#e"/><inputDecision href="#e"/></decisionService>
        """

    @Test(arguments: [
        ("servir(3)", "12"), ("servir(x: 3)", "12"), ("servir(\"a\")", "null"), ("servir()", "null"),
        ("depuis(5)", "{\"quadruple\":10,\"double\":5}"),
    ])
    func `a decision service is a function of its inputs`(text: String, expected: String) throws {
        let requires =
            ##"<knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement><knowledgeRequirement><requiredKnowledge href="#t"/></knowledgeRequirement>"##
        #expect(try value(ModelTests.service + decision(literal(text), requires: requires)) == expected)
        #expect(try engine(ModelTests.service).invoke("servir", arguments: ["x": .number(4)])?.value == .number(16))
    }

    @Test(arguments: ["autre", ""])
    func `an imported model gives its decisions and types, behind its name when it has one`(name: String) throws {
        let other = String(
            decoding: document(
                #"<itemDefinition name="tNote"><typeRef>number</typeRef></itemDefinition><decision id="e" name="la base"><variable name="la base" typeRef="tNote"/>\#(literal("10"))</decision>"#,
                namespace: "urn:autre"), as: UTF8.self)
        let prefix = name.isEmpty ? "" : name + "."
        let elements =
            #"<import name="\#(name)" namespace="urn:autre" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>"#
            + decision(
                literal("\(prefix)la base + 1"), type: "\(prefix)tNote",
                requires: #"<informationRequirement><requiredDecision href="urn:autre#e"/></informationRequirement>"#)
        #expect(try engine(elements, others: [other]).decide("d", inputs: [:])?.value == .number(11))
    }

    @Test func `a name of the model is not replaced by one imported without a prefix`() throws {
        let other = String(
            decoding: document(#"<decision id="e" name="base"><variable name="base"/>\#(literal("10"))</decision>"#, namespace: "urn:autre"),
            as: UTF8.self)
        let elements =
            #"<import name="" namespace="urn:autre" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>"#
            + #"<decision id="b" name="base"><variable name="base"/>\#(literal("1"))</decision>"#
            + decision(
                literal("base"),
                requires: ##"<informationRequirement><requiredDecision href="#b"/></informationRequirement>"##
                    + ##"<informationRequirement><requiredDecision href="#e"/></informationRequirement>"##)
        #expect(try engine(elements, others: [other]).decide("d", inputs: [:])?.value == .number(1))
    }

    @Test func `types that define each other through imports end somewhere`() throws {
        let type = #"<itemDefinition name="t"><typeRef>autre.u</typeRef></itemDefinition>"#
        let back = #"<itemDefinition name="u"><typeRef>retour.t</typeRef></itemDefinition>"#
        let model = "https://www.omg.org/spec/DMN/20230324/MODEL/"
        let other = String(
            decoding: document(#"<import name="retour" namespace="urn:essai" importType="\#(model)"/>"# + back, namespace: "urn:autre"), as: UTF8.self
        )
        let elements = #"<import name="autre" namespace="urn:autre" importType="\#(model)"/>"# + type + decision(literal("1"), type: "t")
        #expect(try engine(elements, others: [other]).decide("d", inputs: [:])?.value == .number(1))
    }

    @Test func `a decision given with the inputs is not calculated`() throws {
        let elements =
            #"<decision id="e" name="base"><variable name="base"/>\#(literal("10"))</decision>"#
            + decision(literal("base + 1"), requires: ##"<informationRequirement><requiredDecision href="#e"/></informationRequirement>"##)
        #expect(try value(elements) == "11")
        #expect(try value(elements, ["base": .number(1)]) == "2")
    }

    @Test func `a decision sees only what it requires`() throws {
        #expect(
            try value(#"<decision id="e" name="autre"><variable name="autre"/>\#(literal("1"))</decision>"# + decision(literal("autre"))) == "null")
    }

    @Test func `decisions that require each other are null, not a crash`() throws {
        let a =
            ##"<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredDecision href="#e"/></informationRequirement>"##
            + literal("e") + "</decision>"
        let b =
            ##"<decision id="e" name="e"><variable name="e"/><informationRequirement><requiredDecision href="#d"/></informationRequirement>"##
            + literal("d") + "</decision>"
        let outcome = try engine(a + b).decide("d", inputs: [:])
        #expect(outcome?.value == .null)
        #expect(outcome?.warnings.map(\.message).contains("« d » dépend de lui-même") == true)
    }

    @Test(arguments: ["", "<a>", "<a/>", "pas du XML", String(repeating: "<a>", count: 1000)])
    func `a file that is no model is refused`(text: String) {
        #expect(throws: ModelError.self) { try ModelEngine(xml: Data(text.utf8)) }
    }

    @Test func `bytes that are not the text announced are refused, other encodings are read`() throws {
        var broken = document(decision(literal("1")))
        broken.insert(0xFF, at: 15)
        #expect(throws: ModelError.malformed(line: 1, reason: "ces octets ne sont pas du texte dans le codage annoncé")) {
            try ModelEngine(xml: broken)
        }
        let latin =
            Data(#"<?xml version="1.0" encoding="ISO-8859-1"?>"#.utf8)
            + Data(String(decoding: document(decision(literal("\"x\""))), as: UTF8.self).unicodeScalars.map { UInt8($0.value) })
        #expect(try ModelEngine(xml: latin.replacing([0x78, 0x22, 0x3C], with: [0xE9, 0x22, 0x3C])).decide("d", inputs: [:])?.value == .string("é"))
    }

    @Test func `a decision that does not exist has no outcome`() throws {
        #expect(try engine(decision(literal("1"))).decide("autre", inputs: [:]) == nil)
    }
}

extension ModelEngine.Outcome: Equatable {
    public static func == (a: Self, b: Self) -> Bool { a.value == b.value && a.warnings == b.warnings }
}

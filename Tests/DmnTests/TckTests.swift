import Dmn
import Foundation
import Testing

/// Where the compatibility kit lies, when it is there at all.
private let kit = ProcessInfo.processInfo.environment["DMN_TCK"]

@Suite struct TckTests {
    @Test(.enabled(if: kit != nil, "skipped: set DMN_TCK to the folder of the DMN compatibility kit to run its cases"))
    func `at least 99 % of the cases of the kit pass`() throws {
        let report = try TckRunner().run(folder: try #require(kit))
        #expect(report.rows.count > 0)
        #expect(report.failed * 100 <= report.rows.count)
    }

    /// A kit of one directory, written in a temporary folder.
    private func report(model: String, cases: String, below folder: String = "compliance-level-2/essai") throws -> TckRunner.Report {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString, isDirectory: true)
        defer { try? FileManager.default.removeItem(at: root) }
        let directory = root.appendingPathComponent(folder, isDirectory: true)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Data(model.utf8).write(to: directory.appendingPathComponent("essai.dmn"))
        try Data(cases.utf8).write(to: directory.appendingPathComponent("essai-test-01.xml"))
        return try TckRunner().run(folder: root.path)
    }

    private let model = """
        <definitions namespace="urn:essai" name="essai"><inputData id="i" name="x"><variable name="x" typeRef="number"/></inputData>
        <decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
        <literalExpression><text>{inverse: 1 / x, mots: ["a", null]}</text></literalExpression></decision></definitions>
        """

    private func cases(_ inverse: String) -> String {
        """
        <testCases xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>essai.dmn</modelName><testCase id="001">
        <inputNode name="x"><value xsi:type="xsd:decimal">3</value></inputNode><resultNode name="d" type="decision"><expected>
        <component name="inverse"><value xsi:type="xsd:decimal">\(inverse)</value></component>
        <component name="mots"><list><item><value xsi:type="xsd:string">a</value></item><item><value xsi:nil="true"/></item></list></component>
        </expected></resultNode></testCase></testCases>
        """
    }

    @Test(arguments: ["compliance-level-2/essai", "TestCases/compliance-level-3/essai"])
    func `a case passes when its results are as expected`(folder: String) throws {
        let report = try report(model: model, cases: cases("0.33333333"), below: folder)
        #expect(report.counts == "1 passed, 0 failed")
        #expect(report.csv == "\(folder.replacing("TestCases/", with: "")),essai-test-01,001,SUCCESS,\n")
    }

    @Test func `a case that fails says what was expected and what was found`() throws {
        let report = try report(model: model, cases: cases("0.3334"))
        #expect(report.counts == "0 passed, 1 failed")
        #expect(report.rows.first?.detail.hasPrefix(#"attendu {"inverse":0.3334,"mots":["a",null]}, obtenu {"inverse":0.333"#) == true)
        #expect(report.csv.contains(#"ERROR,"attendu {""inverse"":0.3334"#))
    }

    @Test func `a case whose model cannot be read fails`() throws {
        #expect(try report(model: "<rien", cases: cases("1")).counts == "0 passed, 1 failed")
    }

    @Test func `a folder without cases is refused`() {
        #expect(throws: TckError.self) { try TckRunner().run(folder: "/nowhere") }
    }
}

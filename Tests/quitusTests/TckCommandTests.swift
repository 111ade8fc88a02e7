import Foundation
import Testing

@testable import quitus

@Suite struct TckCommandTests {
    @Test func `a folder without cases is refused with code 65`() {
        let outcome = quitus("tck", "/nulle/part")
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix("/nulle/part: erreur: "))
    }

    @Test func `a failing case is shown, counted last, and gives code 1`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "quitus-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let cases = folder.appending(path: "compliance-level-2/somme")
        try FileManager.default.createDirectory(at: cases, withIntermediateDirectories: true)
        try Data(TckCommandTests.model.utf8).write(to: cases.appending(path: "somme.dmn"))
        try Data(TckCommandTests.tests(second: 5).utf8).write(to: cases.appending(path: "somme-test-01.xml"))

        let failing = quitus("tck", folder.path)
        #expect(failing.status == 1)
        #expect(failing.output.hasSuffix("\n1 passed, 1 failed\n"))
        #expect(failing.output.contains("compliance-level-2/somme"))

        try Data(TckCommandTests.tests(second: 4).utf8).write(to: cases.appending(path: "somme-test-01.xml"))
        let passing = quitus("tck", folder.path, "--format", "csv")
        #expect(passing.status == 0)
        #expect(
            passing.output == """
                compliance-level-2/somme,somme-test-01,001,SUCCESS,
                compliance-level-2/somme,somme-test-01,002,SUCCESS,
                2 passed, 0 failed

                """)
    }

    private static let model = """
        <definitions namespace="urn:somme" name="somme" xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">
          <inputData id="a" name="a"><variable name="a" typeRef="number"/></inputData>
          <decision id="s" name="s"><variable name="s" typeRef="number"/>
            <informationRequirement><requiredInput href="#a"/></informationRequirement>
            <literalExpression><text>a + 1</text></literalExpression>
          </decision>
        </definitions>
        """

    private static func tests(second: Int) -> String {
        func test(_ id: String, _ input: Int, _ expected: Int) -> String {
            """
            <testCase id="\(id)"><inputNode name="a"><value xsi:type="xsd:decimal">\(input)</value></inputNode>
              <resultNode name="s" type="decision"><expected><value xsi:type="xsd:decimal">\(expected)</value></expected></resultNode>
            </testCase>
            """
        }
        return """
            <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
              xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>somme.dmn</modelName>
            \(test("001", 1, 2))
            \(test("002", 3, second))
            </testCases>
            """
    }
}

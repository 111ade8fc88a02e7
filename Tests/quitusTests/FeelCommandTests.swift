import Foundation
import Testing

@testable import quitus

@Suite struct FeelCommandTests {
    @Test(arguments: [
        ("1 + 2", "3\n"), ("10 / 4", "2.5\n"), ("-5 + 3", "-2\n"), ("-5", "-5\n"), (#"if true then "validée" else null"#, "\"validée\"\n"),
        ("[1, 2][item > 1]", "[2]\n"), ("{a: 1}", "{\"a\": 1}\n"),
    ])
    func `an expression gives its value in JSON`(expression: String, value: String) {
        let outcome = quitus("feel", expression)
        #expect(outcome.status == 0)
        #expect(outcome.output.replacing(" ", with: "") == value.replacing(" ", with: ""))
    }

    @Test func `a mistake is shown where it stands, with code 65`() {
        let outcome = quitus("feel", "é + * 2")
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors == "erreur: « * » n'est pas attendu ici\n  é + * 2\n      ^\n")
    }

    @Test func `a context gives names, with exact numbers`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "quitus-\(UUID()).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(#"{"moyenne de l'UE": 9.995}"#.utf8).write(to: file)
        #expect(quitus("feel", "moyenne de l'UE >= 10", "--contexte", file.path).output == "false\n")
        #expect(quitus("feel", "moyenne de l'UE", "--contexte", file.path).output == "9.995\n")

        try Data("[1]".utf8).write(to: file)
        let outcome = quitus("feel", "1", "--contexte", file.path)
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix("\(file.path): erreur: "))
    }

    @Test func `a context that is not there is refused with code 65`() {
        let outcome = quitus("feel", "1", "--contexte", "/nulle/part.json")
        #expect(outcome.status == 65)
        #expect(outcome.errors == "/nulle/part.json: erreur: ce fichier n'existe pas ou ne peut pas être lu [fichier-illisible]\n")
    }

    @Test func `a value that is null says why on the error output`() {
        let outcome = quitus("feel", "1 / 0")
        #expect(outcome.status == 0)
        #expect(outcome.output == "null\n")
        #expect(outcome.errors == "avertissement: division par zéro\n")
    }

    @Test(arguments: [
        ("cecr(\"B2\")", true), ("jours_ouvrables(date(\"2027-01-01\"), date(\"2027-01-05\"))", true), ("semaine(1)", false), ("cecrs", false),
    ])
    func `a function of règlements alone is said to be one`(expression: String, propre: Bool) {
        let outcome = quitus("feel", expression)
        #expect(outcome.output == "null\n")
        #expect(outcome.errors.contains("n'existe que dans les règlements") == propre)
    }
}

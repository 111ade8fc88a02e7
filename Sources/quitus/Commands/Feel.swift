import ArgumentParser
import Dmn
import Feel
import Foundation
import Reglement

/// `quitus feel`: the value of one expression, in JSON.
struct FeelCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "feel",
        abstract: "Évalue une expression FEEL et écrit sa valeur en JSON.",
        discussion: """
            Exemples :
              quitus feel 'if moyenne >= 10 then "validée" else "non validée"' --contexte notes.json
              quitus feel 'date("2027-02-10") + duration("P1M")'
            """)

    @Argument(help: "L'expression. Entre apostrophes, pour que le terminal n'y touche pas.")
    var expression: String

    @Option(help: ArgumentHelp("Un objet JSON dont les clés sont les noms que l'expression peut lire.", valueName: "fichier.json"))
    var contexte: String?

    func run(on console: Console) throws {
        let program = try read()
        let outcome = program.evaluate(in: .system)
        for warning in outcome.warnings {
            console.printError("avertissement: \(warning)")
            if let nom = Programme.fonctionsPropres.first(where: { warning.description.hasPrefix("« \($0) »") }) {
                console.printError(
                    "  conseil: « \(nom) » n'existe que dans les règlements, où quitus verifier l'essaie : écrivez un exemple qui s'en sert")
            }
        }
        if let exhausted = outcome.exhausted { throw Refusal(.failure, "erreur: \(exhausted)") }
        console.print(outcome.value.json)
    }

    private func read() throws -> FeelProgram {
        do {
            guard let contexte else { return try FeelProgram(expression) }
            return try FeelProgram(expression, json: try InputFile(path: contexte).text())
        } catch let error as ParseError {
            throw Refusal(.data, lines: ["erreur: \(error)"] + pointer(to: error.offset))
        } catch let error as JSONError {
            throw Refusal(
                .data, "\(contexte ?? ""): erreur: \(error) [contexte-json]", "  conseil: le fichier doit tenir un objet, comme { \"moyenne\": 9.5 }")
        }
    }

    /// The line of the expression that holds the place, and a mark under it.
    private func pointer(to offset: Int) -> [String] {
        let before = String(decoding: expression.utf8.prefix(offset), as: UTF8.self)
        let lines = expression.split(separator: "\n", omittingEmptySubsequences: false)
        let index = before.count { $0 == "\n" }
        let column = before.split(separator: "\n", omittingEmptySubsequences: false).last?.displayWidth ?? 0
        guard index < lines.count else { return [] }
        // A long line is shown around the place only.
        let start = Swift.max(0, column - 60)
        let shown = lines[index].dropFirst(start).prefix(100)
        return ["  " + shown, "  " + String(repeating: " ", count: column - start) + "^"]
    }
}

import Testing

@testable import quitus

@Suite struct HelpTests {
    /// Every command, with the words that lead to it.
    static let commands: [[String]] = {
        func paths(_ tree: CommandTree, _ prefix: [String]) -> [[String]] {
            [prefix] + tree.listed.flatMap { paths($0, prefix + [$0.commandName]) }
        }
        return paths(CommandTree.whole, [])
    }()

    @Test(arguments: commands)
    func `each page of help is as recorded`(words: [String]) throws {
        let page = quitus(words + ["--aide"])
        #expect(page.status == 0)
        #expect(page.errors.isEmpty)
        try expectGolden(page.output, (["aide"] + words).joined(separator: "-"))
    }

    @Test(arguments: commands)
    func `no page holds a word of the argument parser's English`(words: [String]) {
        let page = quitus(words + ["-h"]).output
        for english in ["USAGE", "OPTIONS", "ARGUMENTS", "SUBCOMMANDS", "OVERVIEW", "Show ", "See '", "(default", "values:"] {
            #expect(!page.contains(english))
        }
    }

    @Test(arguments: commands)
    func `each command and each of its arguments is explained`(words: [String]) throws {
        var tree = CommandTree.whole
        for word in words { tree = try #require(tree.listed.first { $0.commandName == word }) }
        #expect(tree.abstract?.isEmpty == false)
        for argument in tree.arguments ?? [] { #expect(!argument.explanation.isEmpty, "\(argument.synopsis)") }
    }

    @Test(arguments: [["--aide"], ["-h"], ["--help"], ["aide"], ["help"], []])
    func `every way of asking gives the same page`(words: [String]) {
        #expect(quitus(words) == quitus("--aide"))
    }

    @Test func `the page of a command is found from both sides`() {
        #expect(quitus("aide", "feel") == quitus("feel", "--aide"))
        #expect(quitus("feel", "1", "--aide") == quitus("feel", "--aide"))
    }

    @Test(arguments: [40, 60, 80, 200])
    func `no line of help is wider than the terminal`(width: Int) {
        let page = quitus(["feel", "--aide"], width: width).output
        for line in page.split(separator: "\n") where !line.hasPrefix("  quitus") { #expect(line.displayWidth <= max(width, 40) + 8) }
    }

    @Test(arguments: [
        (["fel"], "erreur: « fel » n'est pas une commande. Vouliez-vous dire « feel » ?"),
        (["zzz", "1"], "erreur: « zzz » n'est pas une commande."),
        (["feel"], "erreur: Il manque <expression>."),
        (["feel", "1", "2"], "erreur: « 2 » est de trop."),
        (["feel", "1", "--contxte", "x"], "erreur: « --contxte » n'est pas une option de cette commande. Vouliez-vous dire « --contexte » ?"),
        (["feel", "1", "--contexte"], "erreur: L'option « --contexte » attend une valeur : <fichier.json>."),
        (["tck", "x", "--format", "pdf"], "erreur: « pdf » ne convient pas à « --format <format> » ; valeurs possibles : « table », « csv »."),
        (["verifier"], "erreur: Il manque <bundle>."),
    ])
    func `a line badly written is refused in French with code 64`(words: [String], message: String) {
        let outcome = quitus(words)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.split(separator: "\n").first.map(String.init) == message)
    }
}

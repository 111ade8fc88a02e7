import Feel
import Foundation

/// Every message with which the argument parser refuses a command line, in French.
///
/// The parser has its wording in English and no way to change it; the forms below are those of the version that Package.swift asks for,
/// and the tests provoke each of them.
enum UsageErrors {
    /// - Parameters:
    ///   - message: what the parser says, without its prefix.
    ///   - commands: the names that could stand where an unexpected word was found.
    static func french(_ message: String, commands: [String]) -> String {
        let lines = message.split(separator: "\n").map(String.init)
        guard var first = lines.first else { return unknownForm }
        // Many possible values come one a line. Otherwise a second line is another reading of the same letters: the first is enough.
        if first.hasSuffix("one of the following:") {
            first =
                first.dropLast("the following:".count) + lines.dropFirst().map { "'\($0.drop { " -".contains($0) })'" }.joined(separator: ", ") + "."
        }
        for form in forms {
            if let text = form(first, commands) { return text }
        }
        return unknownForm
    }

    private static let unknownForm = "La ligne de commande n'a pas été comprise."

    private static let forms: [@Sendable (String, [String]) -> String?] = [
        { text, _ in
            text.wholeMatch(of: /Unknown option '(.+)'\. Did you mean '(.+)'\?/).map {
                "« \($0.1) » n'est pas une option de cette commande. Vouliez-vous dire « \($0.2) » ?"
            }
        },
        { text, _ in text.wholeMatch(of: /Unknown option '(.+)'/).map { "« \($0.1) » n'est pas une option de cette commande." } },
        { text, _ in
            text.wholeMatch(of: /Missing value for '(\S+)(?: <(.+)>)?'.*/).map {
                "L'option « \($0.1) » attend une valeur" + ($0.2.map { " : <\($0)>." } ?? ".")
            }
        },
        { text, _ in
            text.wholeMatch(of: /The option '(.+)' does not take any value, but '(.*)' was specified\./).map {
                "L'option « \($0.1) » ne prend pas de valeur ; « \($0.2) » est de trop."
            }
        },
        { text, commands in
            text.wholeMatch(of: /Unexpected argument '(.+)'/).map { match in
                guard !commands.isEmpty else { return "« \(match.1) » est de trop." }
                let advice = Suggestion.closest(to: String(match.1), among: commands).map { " Vouliez-vous dire « \($0) » ?" } ?? ""
                return "« \(match.1) » n'est pas une commande.\(advice)"
            }
        },
        { text, commands in
            text.wholeMatch(of: /\d+ unexpected arguments: '(.+)'/).map { match in
                let words = match.1.components(separatedBy: "', '")
                guard !commands.isEmpty else { return "Sont de trop : " + words.map { "« \($0) »" }.joined(separator: ", ") + "." }
                let advice = Suggestion.closest(to: words[0], among: commands).map { " Vouliez-vous dire « \($0) » ?" } ?? ""
                return "« \(words[0]) » n'est pas une commande.\(advice)"
            }
        },
        { text, _ in
            text.wholeMatch(of: /Value to be set with flag '(.+)' had already been set with flag '(.+)'/).map {
                "Les options « \($0.1) » et « \($0.2) » s'excluent."
            }
        },
        { text, _ in text.wholeMatch(of: /Missing expected argument '(.+?)(?: \.\.\.)?'/).map { "Il manque \($0.1)." } },
        { text, _ in
            text.wholeMatch(of: /Missing one of: '(.+)'/).map {
                "Il manque l'un de : " + $0.1.components(separatedBy: "', '").map { "« \($0) »" }.joined(separator: ", ") + "."
            }
        },
        { text, _ in
            text.wholeMatch(of: /The value '(.*)' is invalid for '(.+?)'(.*)/).map { match in
                "« \(match.1) » ne convient pas à « \(match.2) »" + expected(String(match.3))
            }
        },
        { text, _ in text.wholeMatch(of: /Invalid option: (.+)/).map { "« \($0.1) » n'a pas la forme d'une option." } },
        { text, _ in text == "Missing required subcommand." ? "Il manque le nom d'une commande." : nil },
    ]

    /// The end of the parser's sentence about a value: the values it would have taken.
    private static func expected(_ tail: String) -> String {
        guard let match = tail.wholeMatch(of: /\. Please provide one of (.+)\./) else { return "." }
        let values = match.1.matches(of: /'([^']*)'/).map { "« \($0.1) »" }
        return " ; valeurs possibles : " + values.joined(separator: ", ") + "."
    }
}

/// The help that goes with a command line: the page it asks for, and the reminder that follows an error of usage.
struct Help {
    private let arguments: [String]
    /// From the root down to the command that the first words name.
    private let path: [CommandTree]
    /// The word that stands where a command was expected and names none.
    let unknownCommand: String?

    init(arguments: [String]) {
        self.arguments = arguments
        var path = [CommandTree.whole]
        let words = Help.pageWords.contains(arguments.first ?? "") ? arguments.dropFirst() : arguments[...]
        for word in words {
            guard let next = path[path.count - 1].listed.first(where: { $0.commandName == word }) else { break }
            path.append(next)
        }
        self.path = path
        let next = words.dropFirst(path.count - 1).first
        // A command that the pages of help leave out is still one.
        let hidden = (path[path.count - 1].subcommands ?? []).contains { $0.commandName == next }
        unknownCommand = path[path.count - 1].listed.isEmpty || hidden ? nil : next.flatMap { $0.hasPrefix("-") ? nil : $0 }
    }

    private static let pageWords = ["aide", "help"]
    private static let flags = ["-h", "--aide", "--help"]

    private var command: CommandTree { path[path.count - 1] }
    private var name: String { path.map(\.commandName).joined(separator: " ") }

    /// Whether a page of help is what the line asks for; a command that only groups others shows its page too.
    var isRequested: Bool {
        if Help.pageWords.contains(arguments.first ?? "") { return true }
        if arguments.prefix(while: { $0 != "--" }).contains(where: Help.flags.contains) { return true }
        return !command.listed.isEmpty && arguments.count == path.count - 1
    }

    /// The names that may follow what was understood of the line: suggestions are taken from them.
    var knownCommands: [String] { command.listed.map(\.commandName) }

    /// The usage line and where to read more.
    var reminder: String { "usage: \(usage)\nVoir « \(name) --aide »." }

    private var usage: String {
        let parts = (command.arguments ?? []).filter(\.shouldDisplay).map(\.usage).filter { !$0.isEmpty }
        return ([name] + (command.listed.isEmpty ? [] : ["<commande>"]) + parts).joined(separator: " ")
    }

    /// The whole page, its lines no longer than `width` columns.
    func page(width: Int) -> String {
        let width = max(40, min(width, 110))
        var sections: [String] = []
        if let abstract = command.abstract { sections.append(wrapped(abstract, width: width).joined(separator: "\n")) }
        sections.append("Usage : " + wrapped(usage, width: width - 8).joined(separator: "\n        "))
        for (title, commands) in groups {
            sections.append(list(title, commands.map { ($0.commandName, $0.abstract ?? "") }, width: width))
        }
        let shown = (command.arguments ?? []).filter { $0.shouldDisplay && (path.count == 1 || !$0.isVersion) }
        let positional = shown.filter { $0.kind == .positional }
        if !positional.isEmpty { sections.append(list("Arguments", positional.map { ($0.synopsis, $0.explanation) }, width: width)) }
        let options = shown.filter { $0.kind != .positional }
        if !options.isEmpty { sections.append(list("Options", options.map { ($0.synopsis, $0.explanation) }, width: width)) }
        if let discussion = command.discussion { sections.append(wrapped(discussion, width: width).joined(separator: "\n")) }
        if !command.listed.isEmpty { sections.append("« \(name) <commande> --aide » dit tout d'une commande.") }
        return sections.joined(separator: "\n\n")
    }

    /// The commands under the titles that the configuration of the root gives them.
    private var groups: [(String, [CommandTree])] {
        guard path.count == 1 else { return command.listed.isEmpty ? [] : [("Commandes", command.listed)] }
        return Quitus.configuration.groupedSubcommands.map { group in
            let names = group.subcommands.map { $0.configuration.commandName }
            return (group.name, command.listed.filter { names.contains($0.commandName) })
        }
    }

    private func list(_ title: String, _ lines: [(String, String)], width: Int) -> String {
        let left = min(30, lines.reduce(0) { max($0, $1.0.displayWidth) })
        let rows = lines.map { name, text in
            let body = wrapped(text, width: width - left - 4)
            let indentation = "\n" + String(repeating: " ", count: left + 4)
            // A name too long for its column has the line to itself.
            let start = name.displayWidth > left ? "  " + name + indentation : "  " + name.padded(to: left) + "  "
            return start + body.joined(separator: indentation)
        }
        return "\(title) :\n" + rows.joined(separator: "\n")
    }
}

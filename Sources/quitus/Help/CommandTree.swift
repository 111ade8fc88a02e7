import ArgumentParser
import Foundation

/// What the argument parser knows of a command: the part of its own description that a page of help needs.
///
/// The parser writes its help in English only, but also describes a tree of commands as JSON; the pages in French are made from it.
struct CommandTree: Decodable, Sendable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let subcommands: [CommandTree]?
    let arguments: [Argument]?
    let shouldDisplay: Bool?

    struct Argument: Decodable, Sendable {
        enum Kind: String, Decodable, Sendable { case positional, option, flag }

        struct Name: Decodable, Sendable {
            let kind: String
            let name: String
        }

        let kind: Kind
        let shouldDisplay: Bool
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let preferredName: Name?
        let valueName: String?
        let defaultValue: String?
        let abstract: String?
    }

    /// The whole tree, from ``Quitus`` down, without the parser's own `help` command.
    static let whole: CommandTree = {
        struct Dump: Decodable { let command: CommandTree }
        do {
            return try JSONDecoder().decode(Dump.self, from: Data(Quitus._dumpHelp().utf8)).command
        } catch {
            preconditionFailure("the argument parser describes its commands in another form: \(error)")
        }
    }()

    /// The commands that a page lists.
    var listed: [CommandTree] { (subcommands ?? []).filter { $0.commandName != "help" && $0.shouldDisplay != false } }
}

extension CommandTree.Argument {
    /// `--contexte <fichier>`, `<expression>`, `-h, --aide`.
    var synopsis: String {
        let written = (names ?? []).map { ($0.kind == "short" ? "-" : "--") + $0.name }
        let shown = isHelp ? ["-h", "--aide"] : written
        switch kind {
        case .positional: return "<\(valueName ?? "")>" + (isRepeating ? "…" : "")
        case .flag: return shown.joined(separator: ", ")
        case .option: return shown.joined(separator: ", ") + " <\(valueName ?? "")>"
        }
    }

    /// The argument as the usage line shows it: between brackets when it may be left out.
    var usage: String {
        guard !isHelp, !isVersion else { return "" }
        let name = (preferredName ?? names?.last).map { ($0.kind == "short" ? "-" : "--") + $0.name }
        let core =
            switch kind {
            case .positional: synopsis
            case .flag: name ?? ""
            case .option: (name ?? "") + " <\(valueName ?? "")>"
            }
        return isOptional ? "[\(core)]" : core
    }

    var isHelp: Bool { names?.contains { $0.name == "aide" } ?? false }
    var isVersion: Bool { kind == .flag && (names?.contains { $0.name == "version" } ?? false) }

    /// What the argument is, in French: the parser's own two flags included.
    var explanation: String {
        if isHelp { return "Montre cette aide." }
        if isVersion { return "Montre la version." }
        let text = abstract ?? ""
        return kind == .flag || defaultValue == nil ? text : text + " (par défaut : \(defaultValue ?? ""))"
    }
}

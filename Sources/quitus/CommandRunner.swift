import ArgumentParser

/// A command of quitus: it asks the libraries, and writes what they answer on a console.
protocol QuitusCommand: ParsableCommand {
    /// Throws a ``Refusal`` when it cannot do what was asked.
    func run(on console: Console) throws
}

/// How a command ends, as scripts read it (contract, section 2).
enum Ending: Int32 {
    case success = 0
    /// What was checked does not hold, or an unforeseen failure.
    case failure = 1
    /// The command line itself is wrong (`EX_USAGE`).
    case usage = 64
    /// A file that was read is wrong (`EX_DATAERR`).
    case data = 65
}

/// Why a command stops, in French, and the code it ends with. Never holds a name, a mark or an INE.
struct Refusal: Error {
    let ending: Ending
    /// Whole lines for the error output; empty when what was printed already says everything.
    let lines: [String]

    init(_ ending: Ending, _ lines: String...) {
        self.ending = ending
        self.lines = lines
    }

    init(_ ending: Ending, lines: [String]) {
        self.ending = ending
        self.lines = lines
    }
}

/// Parses a command line, runs the command it names and says how it ended.
struct CommandRunner {
    let console: Console

    func run(_ words: [String]) -> Int32 {
        let arguments = CommandRunner.separatingValues(words)
        let help = Help(arguments: arguments)
        // Before its options, and before its help: those of a command that does not exist are not at fault.
        if let word = help.unknownCommand {
            console.printError("erreur: " + UsageErrors.french("Unexpected argument '\(word)'", commands: help.knownCommands))
            console.printError(help.reminder)
            return Ending.usage.rawValue
        }
        if help.isRequested {
            console.print(help.page(width: console.width))
            return Ending.success.rawValue
        }
        do {
            guard let command = try Quitus.parseAsRoot(arguments) as? any QuitusCommand else {
                throw Refusal(.usage, "Il manque le nom d'une commande.")
            }
            try command.run(on: console)
            return Ending.success.rawValue
        } catch let refusal as Refusal {
            refusal.lines.forEach(console.printError)
            if refusal.ending == .usage { console.printError(help.reminder) }
            return refusal.ending.rawValue
        } catch {
            return end(unexpected: error, help: help)
        }
    }

    /// Puts last, behind `--`, what starts with a dash and cannot be an option: `-5 + 3` is an expression.
    private static func separatingValues(_ words: [String]) -> [String] {
        guard !words.contains("--") else { return words }
        let isValue = { (word: String) in
            word.count > 1 && word.first == "-" && (word.contains(" ") || word.dropFirst().first.map { !$0.isLetter && $0 != "-" } ?? false)
        }
        let values = words.filter(isValue)
        return values.isEmpty ? words : words.filter { !isValue($0) } + ["--"] + values
    }

    /// What the argument parser or a library threw.
    private func end(unexpected error: any Error, help: Help) -> Int32 {
        switch Quitus.exitCode(for: error) {
        case .success:
            // Asked for the version, or for a completion script.
            console.print(Quitus.message(for: error))
            return Ending.success.rawValue
        case .validationFailure:
            console.printError("erreur: " + UsageErrors.french(Quitus.message(for: error), commands: help.knownCommands))
            console.printError(help.reminder)
            return Ending.usage.rawValue
        default:
            console.printError("erreur: \(error)")
            return Ending.failure.rawValue
        }
    }
}

import Foundation

/// Where a command writes, how wide that place is and whether it shows colours.
struct Console: Sendable {
    /// Columns of text; help and tables adapt to it.
    let width: Int
    /// Whether sequences that colour the text may be written: only on a terminal, and not where `NO_COLOR` is set.
    let colours: Bool
    /// Whether a line may be written over and over on the error output: only on a terminal.
    let progress: Bool
    private let output: @Sendable (String) -> Void
    private let errors: @Sendable (String) -> Void

    init(
        width: Int, colours: Bool, progress: Bool = false, output: @escaping @Sendable (String) -> Void,
        errors: @escaping @Sendable (String) -> Void
    ) {
        self.width = width
        self.colours = colours
        self.progress = progress
        self.output = output
        self.errors = errors
    }

    /// The process's own standard output and error.
    static var standard: Console {
        let environment = ProcessInfo.processInfo.environment
        let terminal = isatty(STDOUT_FILENO) == 1
        return Console(
            width: terminal ? environment["COLUMNS"].flatMap(Int.init) ?? terminalWidth ?? 100 : 100,
            colours: terminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb",
            progress: isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb",
            output: writeOrEnd, errors: { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) })
    }

    /// An answer that cannot be written ends the command: whoever reads it must not take what came for the whole.
    private static func writeOrEnd(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            let message =
                "erreur: la réponse n'a pas pu être écrite : la sortie est fermée ou n'a plus de place. "
                + "Ce que la commande enregistre l'est peut-être : vérifiez-le avant de recommencer.\n"
            try? FileHandle.standardError.write(contentsOf: Data(message.utf8))
            exit(Ending.failure.rawValue)
        }
    }

    /// Gives a file to each standard stream that was closed, one that refuses what is written to it: the next file opened, a record, would
    /// otherwise take its number and what is printed with it.
    static func holdStandardStreams() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 { _ = open("/dev/null", O_RDONLY) }
    }

    /// Writes one text and a newline to the standard output.
    func print(_ text: String) { output(text + "\n") }

    /// Writes text as it is to the standard output: for documents made piece by piece.
    func write(_ text: String) { output(text) }

    /// Writes one text and a newline to the standard error.
    func printError(_ text: String) { errors(text + "\n") }

    /// Runs what takes long: its argument writes how far it has come, on one line of the error output that is gone at the end.
    func showingProgress<T>(_ body: (@escaping (String) -> Void) throws -> T) rethrows -> T {
        guard progress else { return try body { _ in } }
        let errors = errors
        defer { errors("\r\u{1B}[K") }
        return try body { errors("\r\u{1B}[K" + $0) }
    }

    /// Colours a text when the console shows colours.
    func paint(_ text: String, _ colour: Colour) -> String {
        colours ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    private static var terminalWidth: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}

/// The colours that mean something in tables.
enum Colour: Int {
    case red = 31
    case green = 32
    case yellow = 33
    case bold = 1
    case dim = 2
}

import Foundation
import Testing

@testable import quitus

/// What a whole command line printed, and the code it ended with.
struct Outcome: Equatable {
    let status: Int32
    let output: String
    let errors: String
}

/// Runs a command line in memory.
func quitus(_ arguments: String..., width: Int = 100, colours: Bool = false) -> Outcome {
    quitus(arguments, width: width, colours: colours)
}

/// Runs a command line in memory.
func quitus(_ arguments: [String], width: Int = 100, colours: Bool = false) -> Outcome {
    let (output, errors) = (Transcript(), Transcript())
    let console = Console(width: width, colours: colours, output: output.append, errors: errors.append)
    let status = CommandRunner(console: console).run(arguments)
    return Outcome(status: status, output: output.text, errors: errors.text)
}

private final class Transcript: @unchecked Sendable {
    private let lock = NSLock()
    private var written = ""

    var text: String { lock.withLock { written } }

    @Sendable func append(_ text: String) { lock.withLock { written += text } }
}

/// Compares a text with the file of that name in `Golden/`. `QUITUS_RECORD=1 swift test` writes the files again, to be read before
/// they are committed.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name).txt")
    if ProcessInfo.processInfo.environment["QUITUS_RECORD"] == "1" {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return
    }
    let recorded = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(text == recorded, "\(name) differs from Golden/\(name).txt", sourceLocation: sourceLocation)
}

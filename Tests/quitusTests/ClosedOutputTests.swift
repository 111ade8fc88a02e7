import Foundation
import Testing

@testable import quitus

/// The program itself, whose streams a test in memory does not have.
@Suite struct ClosedOutputTests {
    private static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "quitus").path

    private func shell(_ redirection: String) throws -> (status: Int32, errors: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "exec \"$0\" feel 1+1 \(redirection)", Self.program]
        let errors = Pipe()
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, errors)
        try process.run()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: program), "the program is not beside its tests"), arguments: [">&-", ">/dev/full"])
    func `an answer that cannot be written is an error, not a trap`(redirection: String) throws {
        let outcome = try shell(redirection)
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("erreur: la réponse n'a pas pu être écrite"))
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: program), "the program is not beside its tests"))
    func `an answer that can be written ends with 0`() throws {
        let outcome = try shell("")
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
    }
}

import Foundation
import Testing

@testable import quitus

@Suite struct GenererCommandTests {
    @Test func `the same seed writes the same folder, another seed another one`() throws {
        let scratch = try Scratch()
        func notes(_ name: String, graine: String) throws -> String {
            let folder = scratch.file(name)
            let outcome = quitus("generer", folder, "--reglement", "ensmac-2026", "--eleves", "5", "--graine", graine)
            #expect(outcome.status == 0)
            #expect(outcome.output.hasPrefix("\(folder) : "))
            #expect(outcome.output.hasSuffix(", 5 élèves, session 1.\n"))
            return try String(contentsOfFile: folder + "/notes.csv", encoding: .utf8)
        }
        let first = try notes("a", graine: "7")
        #expect(try notes("b", graine: "7") == first)
        #expect(try notes("c", graine: "8") != first)
    }

    @Test(arguments: ["1", "2"])
    func `a made-up promotion can be judged at each session`(session: String) throws {
        let scratch = try Scratch()
        let folder = scratch.file("demo")
        #expect(quitus("generer", folder, "--reglement", "ensmac-2026", "--eleves", "4", "--session", session).status == 0)
        let judged = quitus("deliberer", folder)
        #expect(judged.status == 0)
        #expect(judged.output.contains("session \(session)"))
    }

    @Test(arguments: [["--eleves", "0"], ["--session", "3"], ["--niveau", "9"], ["--graine", "-1"], ["--eleves", "beaucoup"]])
    func `a number out of its bounds is refused with code 64`(words: [String]) throws {
        let scratch = try Scratch()
        let outcome = quitus(["generer", scratch.file("demo"), "--reglement", "ensmac-2026"] + words)
        #expect(outcome.status == 64)
        #expect(!FileManager.default.fileExists(atPath: scratch.file("demo")))
    }

    @Test func `a règlement that is not known is refused with those that are`() throws {
        let scratch = try Scratch()
        let outcome = quitus("generer", scratch.file("demo"), "--reglement", "nulle-part")
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("ensmac-2026"))
    }

    @Test func `a folder that holds a promotion is never written over`() throws {
        let scratch = try Scratch()
        let folder = try scratch.promotion()
        #expect(quitus("generer", folder, "--reglement", "ensmac-2026").status == 65)
    }
}

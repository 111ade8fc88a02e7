import Foundation
import Registre
import Valeurs

/// Kills the work at random moments and looks at what it leaves.
///
/// After each death: the base opens, its journal verifies and replays to the same tables, no transaction is half there, and the digest of
/// the last write that was acknowledged is still in the chain. A backup that bears its final name restores.
struct Mort {
    let folder: String
    var hasard: Hasard
    let executable: String

    init(folder: String, graine: UInt64) {
        self.folder = folder
        hasard = Hasard(graine: graine)
        executable = CommandLine.arguments[0]
    }

    mutating func run(_ deaths: Int) throws {
        var acknowledged = 0
        var inWrite = 0
        for death in 1...deaths {
            // A new base now and then: the first moments of a base are moments too.
            let path = "\(folder)/base-\((death - 1) / 20).quitus"
            let lines = try live(path)
            acknowledged += lines.count
            guard FileManager.default.fileExists(atPath: path) else { continue }
            let last = lines.last.flatMap { $0.split(separator: " ").last }.map(String.init)
            let (entries, digest) = try inspect(path, acknowledged: last.flatMap { Condensat($0) })
            if let digest, entries > digest { inWrite += 1 }
            if death % 10 == 0 {
                say("\(death) morts : \(acknowledged) écritures confirmées, toutes présentes ; journal de \(entries) entrées intact")
            }
        }
        say(
            "\(deaths) morts, \(acknowledged) écritures confirmées : aucune perdue, aucune moitié ; \(inWrite) fois une écriture finie n'avait pas pu être confirmée"
        )
    }

    /// Runs the work on `path`, kills it, and gives the lines that it could write.
    private mutating func live(_ path: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = ["travailler", path, String(UInt64.random(in: 0...UInt64.max, using: &hasard))]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        // Sometimes before the base is even made; most often in the middle of the work, however long this machine takes to get there.
        let first = Int.random(in: 0..<10, using: &hasard) == 0 ? Data() : output.fileHandleForReading.availableData
        usleep(UInt32.random(in: 10_000...900_000, using: &hasard))
        if !process.isRunning {
            let last = first + output.fileHandleForReading.availableData
            throw Faute("le travail s'est arrêté de lui-même : \(String(decoding: last, as: UTF8.self))")
        }
        kill(process.processIdentifier, SIGKILL)
        let data = first + output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        // A line without its end was not given.
        let text = String(decoding: data, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.dropLast().map(String.init)
    }

    private func inspect(_ path: String, acknowledged: Condensat?) throws -> (entries: Int64, acknowledged: Int64?) {
        let base = try Base.ouvrir(path, creer: true)
        switch try base.verifier(condensat: acknowledged) {
        case .intacte: break
        case .rompue(let rupture): throw Faute("\(path) : \(rupture)")
        }
        for resume in try base.promotions() {
            guard let held = try base.exporter(resume.code), try base.instantane(resume.code)?.promotion == held else {
                throw Faute("\(path) : la promotion \(resume.code) ne se relit pas")
            }
        }
        let entries = try base.condensat().entrees
        try base.fermer()
        let manager = FileManager.default
        let saved = try manager.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sauvegarde") }
        for name in saved {
            let file = folder + "/" + name
            let target = folder + "/restauree"
            guard case .faite = try Base.restaurer(file, vers: target) else { throw Faute("la sauvegarde \(file) ne se restaure pas") }
            for leftover in [target, file, file + ".sha256"] { try? manager.removeItem(atPath: leftover) }
        }
        return (entries, acknowledged?.entrees)
    }
}

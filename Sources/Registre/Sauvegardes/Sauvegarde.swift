import Crypto
import Foundation

/// A backup taken, or brought back.
public struct Sauvegarde: Hashable, Sendable {
    public var chemin: String
    public var octets: Int
    /// SHA-256 of the file, in hexadecimal; also in the file `<chemin>.sha256`, as the usual `sha256sum -c` reads it.
    public var empreinte: String
    /// The journal's digest at the moment of the backup.
    public var condensat: Condensat
    /// Whether the sum beside the file was there to be compared, when it is brought back; the journal is verified in any case.
    public var sommeControlee: Bool
}

extension Base {
    /// Copies the base as it stands at one moment into a new file, while others go on writing, and its sum beside it.
    ///
    /// - Throws: ``PanneRegistre/fichierExistant(_:)`` when something already stands there: a backup never replaces another.
    public func sauvegarder(vers path: String) throws -> Sauvegarde {
        let manager = FileManager.default
        for taken in [path, path + ".sha256"] where manager.fileExists(atPath: taken) { throw PanneRegistre.fichierExistant(taken) }
        // Under another name until it is whole: what bears the final name can be relied on.
        let partial = path + ".partiel"
        // What an earlier backup of this name left when it was cut off.
        for leftover in [partial, partial + "-journal"] { try? manager.removeItem(atPath: leftover) }
        do {
            try store.copy(to: partial)
            let copy = try Base(store: SQLiteStore(reading: partial))
            let digest = try copy.condensat()
            try copy.fermer()
            let sum = try Fichier.empreinte(partial)
            try Fichier.sync(partial)
            try Fichier.write("\(sum.hex)  \((path as NSString).lastPathComponent)\n", to: path + ".sha256")
            try Fichier.move(partial, to: path)
            return Sauvegarde(chemin: path, octets: sum.octets, empreinte: sum.hex, condensat: digest, sommeControlee: true)
        } catch {
            for leftover in [partial, partial + "-journal", path + ".sha256"] { try? manager.removeItem(atPath: leftover) }
            throw error
        }
    }

    /// Brings a backup back as a base, once its sum and its whole journal have been verified.
    ///
    /// - Parameters:
    ///   - ecarterSous: when a base already stands at `base`, the name under which it is put aside first; `nil` refuses. Nothing is deleted.
    /// - Returns: what was brought back, or the first thing that does not hold in the backup; nothing is brought back then.
    public static func restaurer(_ path: String, vers base: String, ecarterSous aside: String? = nil) throws -> Restauration {
        let manager = FileManager.default
        guard manager.fileExists(atPath: path) else { throw PanneRegistre.absente(path) }
        let exists = manager.fileExists(atPath: base)
        if exists, aside == nil { throw PanneRegistre.fichierExistant(base) }
        if let aside, manager.fileExists(atPath: aside) { throw PanneRegistre.fichierExistant(aside) }
        let sum = try Fichier.empreinte(path)
        var checked = false
        if let beside = try? String(contentsOfFile: path + ".sha256", encoding: .utf8) {
            guard beside.hasPrefix(sum.hex + " ") else { throw PanneRegistre.sauvegardeAlteree(path) }
            checked = true
        }
        let partial = base + ".restauration"
        func cleanUp() { for suffix in ["", "-wal", "-shm"] { try? manager.removeItem(atPath: partial + suffix) } }
        cleanUp()
        do {
            try Fichier.copy(path, to: partial)
            let restored = try Base.ouvrir(partial, controle: .aucun)
            let verification = try restored.verifier()
            try restored.fermer()
            let digest: Condensat
            switch verification {
            case .intacte(let found): digest = found
            case .rompue(let rupture):
                cleanUp()
                return .refusee(rupture)
            }
            try Fichier.sync(partial)
            if exists, let aside {
                for suffix in ["-wal", "-shm", ""] where manager.fileExists(atPath: base + suffix) {
                    try Fichier.move(base + suffix, to: aside + suffix)
                }
            }
            try Fichier.move(partial, to: base)
            cleanUp()
            return .faite(
                Sauvegarde(chemin: base, octets: sum.octets, empreinte: sum.hex, condensat: digest, sommeControlee: checked))
        } catch {
            cleanUp()
            // What is wrong with the copy is wrong with the backup: the copy is gone, and nobody knew its name.
            switch error as? PanneRegistre {
            case .endommagee(partial): throw PanneRegistre.sauvegardeAlteree(path)
            case .pasUneBase(partial): throw PanneRegistre.pasUneBase(path)
            default: throw error
            }
        }
    }
}

/// How bringing a backup back ended.
public enum Restauration: Hashable, Sendable {
    case faite(Sauvegarde)
    /// What does not hold in the backup: it was left alone, and so was the base.
    case refusee(Rupture)
}

/// Files as a backup needs them: hashed in pieces, forced to the disk, never replaced.
enum Fichier {
    static func empreinte(_ path: String) throws -> (hex: String, octets: Int) {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw PanneRegistre.lectureInterdite(path) }
        defer { try? handle.close() }
        var hasher = SHA256()
        var count = 0
        do {
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
                hasher.update(data: piece)
                count += piece.count
            }
        } catch { throw PanneRegistre.lectureInterdite(path) }
        return (Hexadecimal.text(hasher.finalize()), count)
    }

    static func sync(_ path: String) throws {
        guard let handle = FileHandle(forUpdatingAtPath: path) else { throw PanneRegistre.lectureSeule(path) }
        defer { try? handle.close() }
        try translating(path) { try handle.synchronize() }
    }

    static func write(_ text: String, to path: String) throws {
        try translating(path) { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting) }
        try sync(path)
    }

    static func copy(_ path: String, to target: String) throws {
        try translating(target) { try FileManager.default.copyItem(atPath: path, toPath: target) }
    }

    static func move(_ path: String, to target: String) throws {
        try translating(target) { try FileManager.default.moveItem(atPath: path, toPath: target) }
    }

    /// Turns what the file system answers into a sentence.
    private static func translating(_ path: String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as NSError {
            let underlying = (error.userInfo[NSUnderlyingErrorKey] as? NSError)?.code
            switch (CocoaError.Code(rawValue: error.code), underlying) {
            case (.fileWriteOutOfSpace, _), (_, Int(ENOSPC)): throw PanneRegistre.disquePlein(path)
            case (.fileWriteFileExists, _): throw PanneRegistre.fichierExistant(path)
            case (.fileWriteVolumeReadOnly, _), (.fileWriteNoPermission, _): throw PanneRegistre.lectureSeule(path)
            case (.fileReadNoPermission, _): throw PanneRegistre.lectureInterdite(path)
            default: throw PanneRegistre.ouvertureImpossible(path)
            }
        }
    }
}

import Foundation
import GRDB
import Registre

/// A byte flipped anywhere in the journal of a small record: the verifier must name the very entry that it belongs to. Every byte of every
/// entry is tried, in the file itself, as a disk that fails or someone with the file would change it.
struct Octets {
    let folder: String

    private struct Entree {
        let seq: Int
        /// Author, kind and subject, which stand side by side in the file.
        let tete: [UInt8]
        /// Payload, hash of the entry before and own hash, which stand side by side at the end of the entry.
        let fin: [UInt8]
    }

    func run() throws {
        let path = folder + "/petite.quitus"
        try make(path)
        let entries = try read(path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        guard let file = FileHandle(forUpdatingAtPath: path) else { throw Faute("« \(path) » ne s'ouvre pas") }
        say("octets : \(entries.count) entrées à altérer, octet par octet")
        var flipped = 0
        for entry in entries {
            let place = try locate(entry, in: whole)
            for offset in place {
                let byte = whole[offset] ^ (1 << UInt8(offset % 8))
                try write(byte, at: offset, in: file)
                try check(path, entry, offset)
                try write(whole[offset], at: offset, in: file)
                flipped += 1
            }
        }
        try file.close()
        // Not compared byte for byte: the pool that opens a base makes and drops a table of its own, which moves the counters of SQLite's header.
        let base = try Base.ouvrir(path)
        guard try base.verifier().estIntacte else { throw Faute("le journal remis en état n'est pas intact") }
        try base.fermer()
        say("octets : \(flipped) octets altérés un à un dans les \(entries.count) entrées du journal, l'entrée nommée à chaque fois")
    }

    private func write(_ byte: UInt8, at offset: Int, in file: FileHandle) throws {
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: Data([byte]))
    }

    private func check(_ path: String, _ entry: Entree, _ offset: Int) throws {
        let base = try Base.ouvrir(path, controle: .aucun)
        defer { try? base.fermer() }
        guard case .rompue(let rupture) = try base.verifier() else {
            throw Faute("octet \(offset) altéré dans l'entrée \(entry.seq) : rien n'est vu")
        }
        guard rupture.entree == Int64(entry.seq) else {
            throw Faute("octet \(offset) altéré dans l'entrée \(entry.seq) : le vérificateur dit « \(rupture) »")
        }
    }

    /// A record with an entry of nearly every kind, closed into one file.
    private func make(_ path: String) throws {
        var work = Travail(path: path, graine: 7, told: false)
        let base = try Base.ouvrir(path, creer: true)
        try work.importation(base, "petite", eleves: 2...2)
        try work.saisies(base, 2)
        try work.jury(base)
        try work.bascule(base)
        try work.effacement(base)
        try base.fermer()
    }

    private func read(_ path: String) throws -> [Entree] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT seq, acteur, genre, sujet, charge, precedent, empreinte FROM journal ORDER BY seq").map { row in
                let texts: [String] = [row[1], row[2], row[3]]
                let blobs: [Data] = [row[4], row[5], row[6]]
                return Entree(seq: row[0], tete: Array(texts.joined().utf8), fin: blobs.flatMap { Array($0) })
            }
        }
    }

    /// From the author to the last byte of the hash.
    private func locate(_ entry: Entree, in whole: Data) throws -> Range<Int> {
        guard let end = whole.range(of: Data(entry.fin)), whole.range(of: Data(entry.fin), in: end.upperBound..<whole.count) == nil,
            let head = whole.range(of: Data(entry.tete), options: .backwards, in: max(0, end.lowerBound - 400)..<end.lowerBound)
        else { throw Faute("l'entrée \(entry.seq) n'est pas d'un seul tenant dans le fichier : faites une base plus petite") }
        return head.lowerBound..<end.upperBound
    }
}

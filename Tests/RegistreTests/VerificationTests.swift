import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Registre

struct VerificationTests {
    /// A closed base of one file with some history, its promotion, and its entries.
    private func make(_ folder: DossierTemporaire) throws -> (
        promotion: Promotion, condensat: Condensat, entries: [(entree: Entree, stored: [UInt8])]
    ) {
        let base = try Base.ouvrir(folder.base, creer: true)
        var promotion = PromotionDEssai.make()
        _ = try base.importer(promotion, par: .essai(raison: "rentrée")).get()
        promotion.notes.sessions[0][0][0].hundredths = 42
        promotion.dossiers[1].procedures.append(Procedure(procedure: "inscription", etat: "faite", date: nil, cible: ""))
        _ = try base.importer(promotion, par: .essai(1)).get()
        _ = try base.deposer(bundle: "essai-2026", fichiers: ["reglement.yaml": Array("id: essai".utf8)], par: .essai(2)).get()
        let entries = try base.store.read { try $0.all("SELECT \(Entree.columns) FROM journal ORDER BY seq") { Entree.read($0) } }
        let condensat = try base.condensat()
        try base.fermer()
        return (promotion, condensat, entries)
    }

    private func verify(_ path: String, _ condensat: Condensat? = nil) throws -> Verification {
        let base = try Base.ouvrir(path, controle: .aucun)
        defer { try? base.fermer() }
        return try base.verifier(condensat: condensat)
    }

    private func rupture(_ verification: Verification) -> Rupture? {
        if case .rompue(let rupture) = verification { rupture } else { nil }
    }

    /// Alters the base behind the record's back, as someone with the file would.
    private func tamper(_ path: String, _ statements: String...) throws {
        let store = try SQLiteStore(path: path, create: false)
        try store.write { session in
            for table in ["modification", "suppression"] { try session.execute("DROP TRIGGER IF EXISTS journal_sans_\(table)") }
            for statement in statements { try session.execute(statement) }
        }
        try store.close()
    }

    @Test func `a base in order gives its digest, which is that of the last entry`() throws {
        let folder = try DossierTemporaire()
        let made = try make(folder)
        #expect(try verify(folder.base) == .intacte(made.condensat))
        #expect(try verify(folder.base, made.condensat) == .intacte(made.condensat))
        #expect(made.condensat.entrees == Int64(made.entries.count))
        #expect(Condensat(made.condensat.description) == made.condensat)
        #expect(made.condensat.description.hasPrefix("sha256:"))
        for bad in ["", "sha256:ab:1", made.condensat.description + "x", "md5:" + made.condensat.description.dropFirst(7)] {
            #expect(Condensat(bad) == nil)
        }
    }

    @Test(arguments: [
        "instant = instant + 1", "acteur = 'autre'", "genre = 'saisie'", "sujet = 'x'", "version = 0", "lot = 2", "raison = NULL", "charge = x'7b7d'",
    ])
    func `an entry changed in any field is named`(change: String) throws {
        let folder = try DossierTemporaire()
        _ = try make(folder)
        try tamper(folder.base, "UPDATE journal SET \(change) WHERE seq = 5")
        let found = try #require(rupture(try verify(folder.base)))
        #expect(found.entree == 5)
        #expect(found.nature == .contenu)
        #expect(
            found.message
                == "L'entrée 5 du journal a été modifiée : son contenu n'est plus celui que couvre son empreinte. Restaurez la dernière sauvegarde.")
    }

    @Test func `an entry rewritten with a hash that fits breaks the chain at the next one`() throws {
        let folder = try DossierTemporaire()
        let made = try make(folder)
        var forged = made.entries[4].entree
        forged.acteur = "autre"
        let hash = "x'" + Hexadecimal.text(forged.empreinte) + "'"
        try tamper(folder.base, "UPDATE journal SET acteur = 'autre', empreinte = \(hash) WHERE seq = 5")
        let found = try #require(rupture(try verify(folder.base)))
        #expect(found.entree == 6)
        #expect(found.nature == .chainage)
    }

    @Test func `a missing entry is named, and a journal cut short is shown by a digest kept elsewhere`() throws {
        let folder = try DossierTemporaire()
        let made = try make(folder)
        try tamper(folder.base, "DELETE FROM journal WHERE seq = 5")
        #expect(rupture(try verify(folder.base))?.nature == .manque)
        #expect(rupture(try verify(folder.base))?.entree == 5)
        let other = try DossierTemporaire()
        let second = try make(other)
        let last = second.condensat.entrees
        // The last transaction, a bundle: cut with all that it gave, the rest is a journal in order.
        try tamper(other.base, "DELETE FROM journal WHERE seq = \(last)", "DELETE FROM bundle WHERE depuis = \(last)")
        #expect(try verify(other.base).estIntacte)
        let found = try #require(rupture(try verify(other.base, second.condensat)))
        #expect(found.nature == .condensat)
        #expect(found.message == "Le journal compte \(last - 1) entrées, le condensat donné en attestait \(last) : le journal a été coupé.")
        // A digest of another journal of the same length, or longer.
        #expect(rupture(try verify(folder.base, made.condensat)) != nil)
        #expect(rupture(try verify(other.base, made.condensat))?.nature == .condensat)
    }

    @Test func `half of an import is not taken for a whole one`() throws {
        let folder = try DossierTemporaire()
        let made = try make(folder)
        let lot = try #require(made.entries.first { $0.entree.lot > 1 && $0.entree.genre == "importation" }?.entree.seq)
        try tamper(folder.base, "DELETE FROM journal WHERE seq > \(lot + 1)")
        let found = try #require(rupture(try verify(folder.base)))
        #expect(found.nature == .manque)
        #expect(found.entree == lot)
    }

    @Test(arguments: [
        ("UPDATE note SET centiemes = centiemes + 1 WHERE colonne_id = 1 AND jusqua IS NULL", "note"), ("DELETE FROM decision", "decision"),
        ("UPDATE inscription SET niveau = 2", "inscription"), ("UPDATE ue SET seuil = '9'", "ue"),
        ("INSERT INTO choix (eleve_id, rang, objet, choix, depuis) VALUES (1, 9, 'x', 'y', 1)", "choix"),
    ])
    func `a derived table that was touched is named, with the entry that its row comes from`(change: String, table: String) throws {
        let folder = try DossierTemporaire()
        _ = try make(folder)
        try tamper(folder.base, change)
        let found = try #require(rupture(try verify(folder.base)))
        #expect(found.nature == .table)
        #expect(found.table == table)
        #expect(found.entree != nil)
    }

    @Test(arguments: [
        "UPDATE donnee_personnelle SET contenu = replace(contenu, 'Nom1', 'Nom9')", "UPDATE donnee_personnelle SET sel = NULL, contenu = NULL",
        "DELETE FROM donnee_personnelle WHERE categorie = 'raison'",
    ])
    func `erasable data that was changed, or has gone without an erasure, is found`(change: String) throws {
        let folder = try DossierTemporaire()
        _ = try make(folder)
        try tamper(folder.base, change)
        #expect(rupture(try verify(folder.base))?.nature == .donnee)
    }

    @Test func `a bundle whose bytes changed is found, and its bytes come back when they did not`() throws {
        let folder = try DossierTemporaire()
        _ = try make(folder)
        let base = try Base.ouvrir(folder.base)
        let held = try #require(try base.bundles().first)
        #expect(try base.bundle(empreinte: held.empreinte) == ["reglement.yaml": Array("id: essai".utf8)])
        #expect(try base.bundle(empreinte: "sha256:00") == nil)
        let before = try base.condensat()
        #expect(try base.deposer(bundle: "essai-2026", fichiers: ["reglement.yaml": Array("id: essai".utf8)], par: .essai(3)).get() == held.empreinte)
        #expect(try base.condensat() == before)
        #expect(try base.deposer(bundle: "essai-2026", fichiers: [:], par: .essai(3)).refus?.code == .bundle)
        try base.fermer()
        try tamper(folder.base, "UPDATE contenu_bundle SET contenu = x'00'")
        #expect(rupture(try verify(folder.base))?.nature == .bundle)
    }

    @Test func `the journal refuses to be changed through the base`() throws {
        let base = try Base.enMemoire()
        _ = try base.importer(PromotionDEssai.make(), par: .essai()).get()
        for statement in ["UPDATE journal SET acteur = 'x'", "DELETE FROM journal"] {
            #expect(throws: PanneRegistre.self) { try base.store.write { try $0.execute(statement) } }
        }
        #expect(try base.verifier().estIntacte)
    }

    @Test func `a byte flipped in the bytes of an entry makes the verifier name that entry`() throws {
        let folder = try DossierTemporaire()
        let made = try make(folder)
        let whole = Array(try Data(contentsOf: URL(fileURLWithPath: folder.base)))
        var tried = 0
        for (entree, _) in made.entries where entree.charge.count > 150 {
            // A passage that no other entry and no table holds.
            let passage = Array(entree.charge[100..<140])
            guard let place = find(passage, in: whole), find(passage, in: Array(whole[(place + 1)...])) == nil else { continue }
            var bytes = whole
            bytes[place + 20] ^= 0x10
            try Data(bytes).write(to: URL(fileURLWithPath: folder.base))
            #expect(rupture(try verify(folder.base))?.entree == entree.seq)
            tried += 1
        }
        #expect(tried > 5)
        tried = 0
        for (entree, stored) in made.entries {
            // The end of the payload, the hash before and the entry's own hash follow each other in the file.
            let mark: [UInt8] = Array(entree.charge.suffix(8)) + entree.precedent + stored
            guard let place = find(mark, in: whole) else { continue }
            for offset in [0, 7, 8, 39, 40, 71] {
                var bytes = whole
                bytes[place + offset] ^= 0x40
                try Data(bytes).write(to: URL(fileURLWithPath: folder.base))
                let found = rupture(try verify(folder.base))
                #expect(found?.entree == entree.seq, "offset \(offset)")
                tried += 1
            }
        }
        #expect(tried >= 6 * (made.entries.count - 3))
    }

    private func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
        Data(bytes).range(of: Data(needle))?.lowerBound
    }

    /// What reads wrong must be said; what cannot be told apart must be nothing that the record holds.
    @Test(arguments: 0..<4)
    func `a byte flipped anywhere in the file is found, or changes nothing that the record holds`(part: Int) throws {
        let folder = try DossierTemporaire()
        let made = try make(folder)
        let whole = Array(try Data(contentsOf: URL(fileURLWithPath: folder.base)))
        var generator = Melange(graine: UInt64(part + 1))
        var found = 0
        for attempt in 0..<25 {
            var bytes = whole
            let path = folder.path + "/copie-\(attempt)"
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            do {
                guard case .intacte(let condensat) = try verify(path) else { found += 1; continue }
                #expect(condensat == made.condensat)
                let base = try Base.ouvrir(path)
                #expect(try base.exporter("2029") == made.promotion)
                try base.fermer()
            } catch let panne as PanneRegistre {
                #expect(!panne.description.isEmpty)
                found += 1
            }
        }
        #expect(found > 0)
    }

    @Test(arguments: [0, 1, 50, 99, 100, 1024, 4096, 8192, 20_000])
    func `a file cut short says so and is not opened as if it were whole`(length: Int) throws {
        let folder = try DossierTemporaire()
        _ = try make(folder)
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.base))
        try #require(length < whole.count)
        try whole.prefix(length).write(to: URL(fileURLWithPath: folder.base))
        #expect { try Base.ouvrir(folder.base) } throws: { error in
            let panne = error as? PanneRegistre
            return panne == .endommagee(folder.base) || panne == .pasUneBase(folder.base)
        }
    }
}

/// Numbers that follow from a seed, so that a failure can be played again.
struct Melange: RandomNumberGenerator {
    private var state: UInt64
    init(graine: UInt64) { state = graine &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

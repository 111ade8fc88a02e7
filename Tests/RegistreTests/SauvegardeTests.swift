import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Registre

struct SauvegardeTests {
    private func make(_ folder: DossierTemporaire) throws -> (Base, Promotion) {
        let base = try Base.ouvrir(folder.base, creer: true)
        let promotion = PromotionDEssai.make()
        _ = try base.importer(promotion, par: .essai()).get()
        return (base, promotion)
    }

    @Test func `a backup taken while the base is used restores to the base of that moment, verified`() throws {
        let folder = try DossierTemporaire()
        let (base, promotion) = try make(folder)
        let file = folder.path + "/sauvegarde.quitus"
        let taken = try base.sauvegarder(vers: file)
        #expect(taken.condensat == (try base.condensat()))
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int == taken.octets)
        #expect(try String(contentsOfFile: file + ".sha256", encoding: .utf8) == "\(taken.empreinte)  sauvegarde.quitus\n")
        _ = try base.saisirNote(promotion.entete.code, ligne: LigneNote(eleve: "E1", ecue: "ECU01", saisie: .absente), par: .essai(1)).get()
        let target = folder.path + "/restauree.quitus"
        guard case .faite(let restored) = try Base.restaurer(file, vers: target) else { Issue.record("not restored"); return }
        #expect(restored.sommeControlee)
        #expect(restored.condensat == taken.condensat)
        let other = try Base.ouvrir(target)
        #expect(try other.exporter("2029") == promotion)
        #expect(try other.verifier(condensat: taken.condensat) == .intacte(taken.condensat))
        #expect(try base.verifier(condensat: taken.condensat).estIntacte)
        #expect(
            try Set(FileManager.default.contentsOfDirectory(atPath: folder.path)).isDisjoint(with: [
                "sauvegarde.quitus.partiel", "restauree.quitus.restauration",
            ]))
    }

    @Test func `a backup goes on its own, and neither it nor a base is ever replaced unasked`() throws {
        let folder = try DossierTemporaire()
        let (base, promotion) = try make(folder)
        let file = folder.path + "/sauvegarde.quitus"
        _ = try base.sauvegarder(vers: file)
        #expect(throws: PanneRegistre.fichierExistant(file)) { try base.sauvegarder(vers: file) }
        try FileManager.default.removeItem(atPath: file + ".sha256")
        #expect(throws: PanneRegistre.fichierExistant(folder.base)) { try Base.restaurer(file, vers: folder.base) }
        _ = try base.saisirNote(promotion.entete.code, ligne: LigneNote(eleve: "E1", ecue: "ECU01", saisie: .absente), par: .essai(1)).get()
        let later = try #require(try base.exporter("2029"))
        try base.fermer()
        let aside = folder.path + "/ancienne.quitus"
        guard case .faite(let restored) = try Base.restaurer(file, vers: folder.base, ecarterSous: aside) else {
            Issue.record("not restored"); return
        }
        #expect(!restored.sommeControlee)
        #expect(try Base.ouvrir(folder.base).exporter("2029") == promotion)
        #expect(try Base.ouvrir(aside).exporter("2029") == later)
        #expect(throws: PanneRegistre.fichierExistant(aside)) { try Base.restaurer(file, vers: folder.base, ecarterSous: aside) }
        #expect(throws: PanneRegistre.absente(folder.path + "/rien")) { try Base.restaurer(folder.path + "/rien", vers: folder.path + "/x") }
    }

    @Test func `a backup that has changed since is not restored, with or without its sum`() throws {
        let folder = try DossierTemporaire()
        let (base, _) = try make(folder)
        let file = folder.path + "/sauvegarde.quitus"
        let target = folder.path + "/restauree.quitus"
        _ = try base.sauvegarder(vers: file)
        let journal = try base.store.read { try $0.all("SELECT \(Entree.columns) FROM journal ORDER BY seq") { Entree.read($0) } }
        let hash = try #require(journal.last?.stored)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        let place = try #require(bytes.range(of: Data(hash)))
        bytes[place.lowerBound] ^= 1
        try bytes.write(to: URL(fileURLWithPath: file))
        #expect(throws: PanneRegistre.sauvegardeAlteree(file)) { try Base.restaurer(file, vers: target) }
        try FileManager.default.removeItem(atPath: file + ".sha256")
        // The engine's own pages, before any entry can be read.
        var broken = bytes
        broken[100] = 0xFF
        let other = folder.path + "/autre.quitus"
        try broken.write(to: URL(fileURLWithPath: other))
        #expect(throws: PanneRegistre.sauvegardeAlteree(other)) { try Base.restaurer(other, vers: target) }
        try Data("bonjour".utf8).write(to: URL(fileURLWithPath: folder.path + "/lettre.txt"))
        #expect(throws: PanneRegistre.pasUneBase(folder.path + "/lettre.txt")) { try Base.restaurer(folder.path + "/lettre.txt", vers: target) }
        guard case .refusee(let rupture) = try Base.restaurer(file, vers: target) else { Issue.record("restored"); return }
        #expect(rupture.entree == journal.last?.entree.seq)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("restauree") }.isEmpty)
    }
}

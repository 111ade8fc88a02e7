import Foundation
import Registre
import Scolarite
import Valeurs

/// A disk that fills up and a disk that turns read-only, in earnest: small file systems in memory, which only the superuser can mount.
struct Disques {
    let folder: String

    private func acte() -> Acte { Acte(acteur: "disques", instant: Instant(seconds: Int64(Date().timeIntervalSince1970))) }

    private func shell(_ command: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Faute("\(command.joined(separator: " ")) a échoué") }
    }

    func run() throws {
        guard getuid() == 0 else {
            say("disques : laissé de côté, seul le superutilisateur monte un disque")
            return
        }
        let mount = folder + "/disque"
        try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: true)
        do { try shell("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mount) } catch {
            say("disques : laissé de côté, cette machine ne monte pas de disque en mémoire")
            return
        }
        defer { try? shell("umount", "-l", mount) }
        try full(mount)
        try readOnly(mount)
    }

    private func full(_ mount: String) throws {
        var hasard = Hasard(graine: 3)
        let path = mount + "/base.quitus"
        let base = try Base.ouvrir(path, creer: true)
        var known: [Promotion] = []
        var digest = try base.condensat()
        var refused = 0
        for index in 0..<200 where refused < 5 {
            let promotion = Fabrique.promotion("p\(index)", eleves: 30, ues: 3, epreuvesParUE: 2, hasard: &hasard)
            do {
                _ = try check(base.importer(promotion, par: acte()))
                known.append(promotion)
                digest = try base.condensat()
            } catch PanneRegistre.disquePlein {
                refused += 1
            }
            guard try base.condensat() == digest else { throw Faute("une écriture refusée a laissé quelque chose") }
        }
        guard refused == 5, known.count > 2 else { throw Faute("le disque ne s'est pas rempli (\(known.count) promotions)") }
        guard try base.verifier(condensat: digest).estIntacte else { throw Faute("journal rompu sur un disque plein") }
        for promotion in known {
            guard try base.exporter(promotion.entete.code) == promotion else { throw Faute("une promotion a changé sur un disque plein") }
        }
        do {
            _ = try base.sauvegarder(vers: mount + "/copie")
            throw Faute("une sauvegarde a tenu sur un disque plein")
        } catch PanneRegistre.disquePlein {
            guard !FileManager.default.fileExists(atPath: mount + "/copie") else { throw Faute("une moitié de sauvegarde porte son nom") }
        }
        try base.fermer()
        let again = try Base.ouvrir(path)
        guard try again.verifier(condensat: digest).estIntacte else { throw Faute("journal rompu à la réouverture") }
        try again.fermer()
        say("disque plein : \(known.count) promotions enregistrées, \(refused) refusées, rien de perdu")
    }

    private func readOnly(_ mount: String) throws {
        let path = mount + "/base.quitus"
        try shell("mount", "-o", "remount,ro", mount)
        defer { try? shell("mount", "-o", "remount,rw", mount) }
        do {
            _ = try Base.ouvrir(path)
            throw Faute("une base en lecture seule s'est ouverte en écriture")
        } catch let panne as PanneRegistre {
            guard panne == .lectureSeule(path) else { throw Faute("lecture seule : « \(panne) »") }
            say("disque en lecture seule : \(panne)")
        }
    }
}

import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Registre

struct PannesTests {
    private func make(_ folder: DossierTemporaire) throws -> (Base, Promotion) {
        let base = try Base.ouvrir(folder.base, creer: true, attenteSecondes: 0)
        let promotion = PromotionDEssai.make()
        _ = try base.importer(promotion, par: .essai()).get()
        return (base, promotion)
    }

    @Test func `a full disk stops the write whole and loses nothing`() throws {
        let folder = try DossierTemporaire()
        let (base, promotion) = try make(folder)
        let pages = try base.store.read { try $0.first("PRAGMA page_count") { $0.int(0) } } ?? 0
        // The engine's own bound on its file gives the error of a disk that is full.
        try base.store.write { try $0.query("PRAGMA max_page_count = \(pages + 2)", []) { _ in } }
        let large = PromotionDEssai.make(eleves: 200, nom: "grande")
        #expect(throws: PanneRegistre.disquePlein(folder.base)) { try base.importer(large, par: .essai(1)) }
        #expect(try base.promotions().map(\.promotion) == ["2029"])
        #expect(try base.exporter("2029") == promotion)
        #expect(try base.verifier().estIntacte)
        try base.store.write { try $0.query("PRAGMA max_page_count = 1000000", []) { _ in } }
        _ = try base.importer(large, par: .essai(2)).get()
        #expect(try base.exporter("grande") == large)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `a base that another program holds refuses to write, reads on, and writes once it is free`() throws {
        let folder = try DossierTemporaire()
        let (base, promotion) = try make(folder)
        let other = try SQLiteStore(path: folder.base, create: false)
        let code = promotion.entete.code
        let ligne = LigneNote(eleve: "E1", ecue: "ECU01", saisie: Saisie(etat: .note, hundredths: 1))
        try other.write { session in
            try session.execute("CREATE TABLE verrou (x INTEGER)")
            #expect(throws: PanneRegistre.verrouillee(folder.base)) { try base.saisirNote(code, ligne: ligne, par: .essai(1)) }
            #expect(try base.exporter(code) == promotion)
        }
        #expect(try base.saisirNote(code, ligne: ligne, par: .essai(1)).refus == nil)
    }

    @Test func `a base that may not be written says so`() throws {
        let folder = try DossierTemporaire()
        let (base, promotion) = try make(folder)
        try base.store.write { try $0.query("PRAGMA query_only = 1", []) { _ in } }
        let ligne = LigneNote(eleve: "E1", ecue: "ECU01", saisie: .absente)
        #expect(throws: PanneRegistre.lectureSeule(folder.base)) { try base.saisirNote(promotion.entete.code, ligne: ligne, par: .essai(1)) }
        #expect(try base.exporter("2029") == promotion)
        try base.fermer()
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.base)
        // The superuser may write anywhere: there is nothing to see then.
        if getuid() != 0 { #expect(throws: PanneRegistre.lectureSeule(folder.base)) { try Base.ouvrir(folder.base) } }
    }

    @Test func `what is not a base is not opened, nor written into`() throws {
        let folder = try DossierTemporaire()
        #expect(throws: PanneRegistre.absente(folder.base)) { try Base.ouvrir(folder.base) }
        #expect(throws: PanneRegistre.ouvertureImpossible(folder.path + "/rien/base")) { try Base.ouvrir(folder.path + "/rien/base", creer: true) }
        try Data("eleve;nom\nE1;X\n".utf8).write(to: URL(fileURLWithPath: folder.base))
        for create in [true, false] { #expect(throws: PanneRegistre.pasUneBase(folder.base)) { try Base.ouvrir(folder.base, creer: create) } }
        let other = folder.path + "/autre"
        let store = try SQLiteStore(path: other, create: true)
        try store.write { try $0.execute("CREATE TABLE facture (x INTEGER)") }
        try store.close()
        #expect(throws: PanneRegistre.pasUneBase(other)) { try Base.ouvrir(other, creer: true) }
        let again = try SQLiteStore(path: other, create: false)
        #expect(try again.read { try $0.tableNames() } == ["facture"])
    }

    @Test func `a base of a later version, or whose schema is another's, is not opened`() throws {
        let folder = try DossierTemporaire()
        let (base, _) = try make(folder)
        try base.store.write { try $0.execute("INSERT INTO migration (nom, empreinte) VALUES ('99-avenir', 'x')") }
        try base.fermer()
        #expect(throws: PanneRegistre.tropRecente(migration: "99-avenir")) { try Base.ouvrir(folder.base) }
        let store = try SQLiteStore(path: folder.base, create: false)
        try store.write { session in
            try session.execute("DELETE FROM migration WHERE nom = '99-avenir'")
            try session.execute("UPDATE migration SET empreinte = 'x' WHERE nom = '4-note'")
        }
        try store.close()
        #expect(throws: PanneRegistre.migrationModifiee("4-note")) { try Base.ouvrir(folder.base) }
    }

    /// Every sentence that a person may read when something breaks.
    @Test(arguments: [
        (PanneRegistre.absente("b"), "La base « b » n'existe pas. Vérifiez le chemin, ou importez une promotion pour la créer."),
        (.lectureInterdite("b"), "La base « b » ne peut pas être lue. Vérifiez les droits sur ce fichier."),
        (
            .lectureSeule("b"),
            "La base « b » est en lecture seule : rien n'a été écrit. Vérifiez les droits sur le fichier, son dossier et le disque."
        ),
        (.ouvertureImpossible("b"), "La base « b » ne peut pas être ouverte. Vérifiez que son dossier existe et que vous pouvez y écrire."),
        (.verrouillee("b"), "La base « b » est occupée par un autre programme : rien n'a été écrit. Attendez qu'il ait fini, puis recommencez."),
        (.disquePlein("b"), "Le disque est plein : rien n'a été écrit dans « b », ce qui y était est intact. Libérez de la place, puis recommencez."),
        (
            .endommagee("b"),
            "La base « b » est endommagée ou tronquée. Lancez « journal verifier » pour savoir où, puis restaurez la dernière sauvegarde."
        ),
        (.pasUneBase("b"), "« b » n'est pas une base Quitus, ou son en-tête est abîmé. Vérifiez le chemin, ou restaurez la dernière sauvegarde."),
        (.tropRecente(migration: "m"), "Cette base a été faite par une version plus récente (étape « m »). Installez cette version pour l'ouvrir."),
        (
            .migrationModifiee("m"),
            "L'étape « m » du schéma de cette base n'est pas celle de cette version. Restaurez une sauvegarde ou installez la version d'origine."
        ),
        (
            .entreeIllisible(7, attendu: "JSON"),
            "L'entrée 7 du journal ne se lit pas (attendu : JSON). Lancez « journal verifier », puis restaurez la dernière sauvegarde."
        ),
        (
            .horlogeEnArriere(derniere: Instant(seconds: 600), donnee: Instant(seconds: 0)),
            "L'instant donné (1970-01-01T00:00:00Z) précède la dernière écriture (1970-01-01T00:10:00Z). Vérifiez l'horloge de la machine."
        ),
        (.sauvegardeAlteree("b"), "La sauvegarde « b » n'a plus les octets qui ont été enregistrés. Prenez-en une autre : rien n'a été restauré."),
        (.fichierExistant("b"), "« b » existe déjà : rien n'a été écrit. Choisissez un autre nom ou déplacez ce fichier."),
        (.caractereNul, "Un texte à enregistrer contient un caractère nul (U+0000) : rien n'a été écrit. Corrigez le fichier d'origine."),
        (.moteur(code: 10, chemin: "b"), "La lecture ou l'écriture de « b » a échoué (code 10). Vérifiez le disque, puis recommencez."),
    ])
    func `each fault has its sentence`(panne: PanneRegistre, sentence: String) {
        #expect(panne.description == sentence)
    }
}

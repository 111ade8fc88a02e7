import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Registre

struct PersonnesTests {
    private let conservation = Conservation([.identite: CalendarDuration("P5Y")!, .motifAbsence: CalendarDuration("P1Y")!])
    private let late = CalendarDate("2040-01-01")!

    private func base() throws -> (Base, Promotion) {
        let base = try Base.enMemoire()
        let promotion = PromotionDEssai.make()
        _ = try base.importer(promotion, par: .essai()).get()
        return (base, promotion)
    }

    @Test func `erasing a person leaves the chain whole, what must be kept, and no trace of the name`() throws {
        let folder = try DossierTemporaire()
        let base = try Base.ouvrir(folder.base, creer: true)
        var promotion = PromotionDEssai.make()
        promotion.eleves[0].nom = "Nomtrèsreconnaissable"
        promotion.dossiers[0].absences[0].motif = "motiftrèsreconnaissable"
        _ = try base.importer(promotion, par: .essai()).get()
        let before = try base.condensat()
        let count = try base.effacer(
            eleve: "E1", categories: [.identite, .motifAbsence], conservation: conservation, jour: late, par: .essai(1, raison: "demande")
        ).get()
        #expect(count == 2)
        let held = try #require(try base.exporter("2029"))
        #expect(held.eleves[0] == promotion.eleves[0].sansIdentite)
        #expect(held.dossiers[0].absences[0].motif.isEmpty)
        #expect(held.dossiers[0].decisions == promotion.dossiers[0].decisions)
        #expect(held.notes == promotion.notes)
        #expect(held.eleves[1] == promotion.eleves[1])
        #expect(try base.verifier(condensat: before).estIntacte)
        #expect(try base.instantane(promotion.entete.code)?.promotion == held)
        #expect(try base.montrer(eleve: "E1").suffix(2).map(\.fait) == ["effacement : identité", "effacement : motifs d'absence"])
        try base.fermer()
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + file))
            for word in ["Nomtrèsreconnaissable", "motiftrèsreconnaissable"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(file)")
            }
        }
    }

    @Test func `the journal never holds a name, a birth or the reason of an absence`() throws {
        let (base, promotion) = try base()
        let payloads = try base.store.read { try $0.all("SELECT charge FROM journal") { String(decoding: $0.blob(0), as: UTF8.self) } }.joined()
        for eleve in promotion.eleves {
            for word in [eleve.nom, eleve.prenom, eleve.ine, eleve.faits["adresse"] ?? "", "rendez-vous", "assiduité"] {
                #expect(!payloads.contains(word))
            }
        }
    }

    @Test func `a folder that still holds who was erased does not bring them back`() throws {
        let (base, promotion) = try base()
        _ = try base.effacer(
            eleve: "E1", categories: [.identite, .motifAbsence], conservation: conservation, jour: late, par: .essai(1, raison: "demande")
        ).get()
        let changes = try base.importer(promotion, par: .essai(2)).get()
        #expect(changes.estVide)
        #expect(changes.lignes.last == "Identités effacées, non reprises du dossier : E1.")
        var changed = promotion
        changed.eleves[0].niveau = 2
        changed.dossiers[0].absences.append(changed.dossiers[0].absences[0])
        _ = try base.importer(changed, par: .essai(3)).get()
        let held = try #require(try base.exporter("2029"))
        #expect(held.eleves[0].nom.isEmpty)
        #expect(held.eleves[0].niveau == 2)
        #expect(held.dossiers[0].absences.map(\.motif) == ["", ""])
        #expect(try base.modifierEleve(promotion.entete.code, eleve: promotion.eleves[0], par: .essai(4)).refus == nil)
        #expect(try base.exporter("2029")?.eleves[0].nom == "")
        #expect(try base.verifier().estIntacte)
    }

    @Test func `what must be kept is kept until its period ends`() throws {
        let (base, _) = try base()
        // The year 2026-2027 ends on 31 August 2027: five years kept, the last day included.
        func erase(_ categories: Set<CategorieDonnee>, _ day: String, raison: String? = "demande") throws -> Refus? {
            try base.effacer(
                eleve: "E1", categories: categories, conservation: conservation, jour: CalendarDate(day)!, par: .essai(1, raison: raison)
            ).refus
        }
        #expect(try erase([.identite], "2032-08-31")?.details == ["identité : à conserver jusqu'au 31 août 2032"])
        #expect(try erase([.motifDecision], "2099-01-01")?.details == ["motifs de décisions : à conserver sans limite"])
        #expect(try erase([.identite, .motifDecision], "2099-01-01")?.code == .conservation)
        #expect(try erase([.identite], "2099-01-01", raison: nil)?.code == .acte)
        #expect(try erase([], "2099-01-01")?.code == .conservation)
        #expect(try base.exporter("2029")?.eleves[0].nom == "Nom0")
        let due = try base.conservationEchue(conservation, jour: CalendarDate("2028-09-01")!)
        #expect(due.map(\.eleve) == ["E1", "E3", "E5"])
        #expect(Set(due.map(\.categorie)) == [.motifAbsence])
        #expect(due.first?.depuis == CalendarDate("2028-09-01"))
        #expect(try base.conservationEchue(conservation, jour: CalendarDate("2028-08-31")!).isEmpty)
        #expect(try erase([.identite], "2032-09-01") == nil)
        #expect(
            try base.effacer(eleve: "E9", categories: [.identite], conservation: conservation, jour: late, par: .essai(1, raison: "r")).refus?.code
                == .eleveInconnu)
    }

    @Test func `a person is given all that is held on them`() throws {
        let (base, promotion) = try base()
        let ligne = LigneNote(eleve: "E1", ecue: "ECU01", saisie: Saisie(etat: .note, hundredths: 1_234))
        _ = try base.saisirNote(promotion.entete.code, ligne: ligne, par: .essai(1, raison: "réclamation")).get()
        let held = try #require(try base.donneesPersonnelles(eleve: "E1").first)
        #expect(held.eleve == promotion.eleves[0])
        #expect(held.dossier == promotion.dossiers[0])
        #expect(held.notes["ECU01 (session 1)"] == "12.34")
        #expect(held.textes["motif_absence"] == ["rendez-vous médical"])
        for word in ["Nom0", "rendez-vous médical", "réclamation", "12,34", "0, rue des Essais", "TOEIC"] {
            #expect(held.json.contains(word), "\(word)")
        }
        #expect(JSON.parse(held.json) != nil)
        #expect(try base.donneesPersonnelles(eleve: "inconnu").isEmpty)
    }
}

import Scolarite
import Testing
import Valeurs

@testable import Registre

struct SaisieTests {
    private func base() throws -> (Base, Promotion, String) {
        let base = try Base.enMemoire()
        let promotion = PromotionDEssai.make()
        _ = try base.importer(promotion, par: .essai()).get()
        return (base, promotion, promotion.entete.code)
    }

    private func ligne(_ eleve: String, _ ecue: String, _ epreuve: String = "", session: Int = 1, note hundredths: Int32) -> LigneNote {
        LigneNote(eleve: eleve, ecue: ecue, epreuve: epreuve, session: session, saisie: Saisie(etat: .note, hundredths: hundredths))
    }

    @Test func `a mark entered is in the snapshot, in the tables and in what was known from then on`() throws {
        let (base, promotion, code) = try base()
        let before = try #require(try base.instantane(code))
        #expect(before.promotion == promotion)
        let changes = try base.saisirNote(code, ligne: ligne("E2", "ECU00", "TP", note: 1_234), par: .essai(5), vu: before.version).get()
        #expect(changes.lignes == ["Notes, ECU00 / TP (session 1) : 1 note modifiée (E2)."])
        let after = try #require(try base.instantane(code))
        #expect(after.promotion.notes.sessions[0][1][1].hundredths == 1_234)
        #expect(after.version == before.version + 1)
        #expect(try base.exporter(code) == after.promotion)
        #expect(try base.promotion(code, au: Acte.essai(4).instant) == promotion)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `the snapshot follows what another program writes`() throws {
        let folder = try DossierTemporaire()
        let one = try Base.ouvrir(folder.base, creer: true)
        let promotion = PromotionDEssai.make()
        _ = try one.importer(promotion, par: .essai()).get()
        let two = try Base.ouvrir(folder.base)
        let code = promotion.entete.code
        _ = try one.instantane(code)
        _ = try two.saisirNote(code, ligne: ligne("E1", "ECU01", note: 700), par: .essai(1)).get()
        #expect(try one.instantane(code)?.promotion.notes.sessions[0][2][0].hundredths == 700)
        _ = try one.saisirNote(code, ligne: ligne("E1", "ECU10", note: 800), par: .essai(2)).get()
        #expect(try two.instantane(code)?.promotion == one.instantane(code)?.promotion)
        #expect(try two.instantane(code)?.promotion == two.exporter(code))
    }

    @Test func `a whole sheet goes in at once, second session and complements included`() throws {
        let (base, promotion, code) = try base()
        let sheet = [
            ligne("E1", "ECU00", session: 2, note: 900), ligne("E2", "ECU00", session: 2, note: 1_000), ligne("E3", "ue:UE5-1", note: 1_100),
            ligne("E4", "ECU01", note: 1_200), LigneNote(eleve: "E5", ecue: "ECU01", saisie: .absente),
        ]
        let trial = try base.saisirNotes(code, lignes: sheet, par: .essai(1), essai: true).get()
        #expect(try base.exporter(code) == promotion)
        #expect(try base.saisirNotes(code, lignes: sheet, par: .essai(1)).get() == trial)
        let held = try #require(try base.exporter(code))
        #expect(held.notes.rattrapagesEcue[0]?[1].hundredths == 1_000)
        #expect(held.notes.complementsUE[1]?[2].hundredths == 1_100)
        #expect(held.notes.sessions[0][2][3].hundredths == 1_200)
        #expect(held.notes.sessions[0][2][4] == .absente)
        #expect(try base.instantane(code)?.promotion == held)
        #expect(try base.saisirNotes(code, lignes: sheet, par: .essai(2)).get().estVide)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `a sheet brings an épreuve that the maquette did not have`() throws {
        let (base, _, code) = try base()
        let nouvelle = EpreuveNouvelle(ecue: "ECU01", code: "Oral", nature: .soutenance, coefficient: Rational(2))
        _ = try base.saisirNotes(code, lignes: [ligne("E1", "ECU01", "Oral", note: 1_500)], nouvelles: [nouvelle], par: .essai(1)).get()
        let held = try #require(try base.exporter(code))
        #expect(held.maquette.epreuves.last?.code == "Oral")
        #expect(held.notes.sessions[0].last?[0].hundredths == 1_500)
        #expect(try base.instantane(code)?.promotion == held)
        let other = EpreuveNouvelle(ecue: "ECU01", code: "Oral", nature: .cours, coefficient: Rational(2))
        #expect(try base.saisirNotes(code, lignes: [], nouvelles: [other], par: .essai(2)).refus?.code == .noteRefusee)
    }

    @Test func `every fault of a sheet is listed and none of its marks is kept`() throws {
        let (base, promotion, code) = try base()
        let refus = try #require(
            try base.saisirNotes(
                code,
                lignes: [
                    ligne("E1", "ECU01", note: 1_000), ligne("X9", "ECU01", note: 1_000), ligne("E2", "ECU99", note: 1_000),
                    ligne("E2", "ECU00", "Oral", note: 1_000),
                    ligne("E2", "ECU01", note: 2_001), ligne("E1", "ECU01", note: 1_100), ligne("E3", "ECU01", session: 3, note: 1_000),
                ], par: .essai(1)
            ).refus)
        #expect(refus.code == .noteRefusee)
        #expect(
            refus.details == [
                "ligne 2 : élève « X9 » inconnu dans la promotion", "ligne 3 : pas d'épreuve « ECU99 » en session 1",
                "ligne 4 : pas d'épreuve « ECU00/Oral » en session 1", "ligne 5 : note hors du barème (0 à 20) pour l'élève « E2 »",
                "ligne 6 : élève « E1 » donné deux fois", "ligne 7 : pas d'épreuve « ECU01 » en session 3",
            ])
        #expect(try base.exporter(code) == promotion)
    }

    @Test func `a mark changed since it was seen is not overwritten, another one may be`() throws {
        let (base, _, code) = try base()
        let seen = try base.version(code)
        _ = try base.saisirNote(code, ligne: ligne("E1", "ECU01", note: 700), par: Acte(acteur: "m.martin", instant: Acte.essai(1).instant), vu: seen)
            .get()
        let refus = try #require(try base.saisirNote(code, ligne: ligne("E1", "ECU01", note: 800), par: .essai(2), vu: seen).refus)
        #expect(refus.code == .versionPerimee)
        #expect(refus.details == ["ECU01 (session 1), élève « E1 » : modifiée le 1er février 2027 à 8 h 01 par m.martin"])
        #expect(try base.saisirNote(code, ligne: ligne("E2", "ECU01", note: 800), par: .essai(2), vu: seen).refus == nil)
        #expect(try base.saisirNote(code, ligne: ligne("E1", "ECU01", note: 800), par: .essai(3), vu: try base.version(code)).refus == nil)
    }

    @Test func `a dossier changed since it was seen is not overwritten, another one may be`() throws {
        let (base, promotion, code) = try base()
        let seen = try base.version(code)
        var dossier = promotion.dossiers[1]
        dossier.options.append(Choix(objet: "rattrapage:ECU00", choix: "non", date: nil))
        _ = try base.modifierDossier(code, eleve: "E2", dossier: dossier, par: .essai(1), vu: seen).get()
        #expect(try base.instantane(code)?.promotion.dossiers[1] == dossier)
        #expect(try base.exporter(code)?.dossiers[1] == dossier)
        #expect(try base.modifierDossier(code, eleve: "E2", dossier: Dossier(), par: .essai(2), vu: seen).refus?.code == .versionPerimee)
        #expect(try base.modifierDossier(code, eleve: "E3", dossier: Dossier(), par: .essai(2), vu: seen).refus == nil)
        #expect(try base.modifierDossier(code, eleve: "E9", dossier: Dossier(), par: .essai(2)).refus?.code == .eleveInconnu)
        var eleve = promotion.eleves[4]
        eleve.niveau = 2
        _ = try base.modifierEleve(code, eleve: eleve, par: .essai(3), vu: seen).get()
        #expect(try base.modifierEleve(code, eleve: eleve, par: .essai(3), vu: seen).refus?.code == .versionPerimee)
        #expect(try base.instantane(code)?.promotion == base.exporter(code))
    }

    @Test func `a clock that went back is refused, a writer who waited is placed after the one that it waited for`() throws {
        let (base, _, code) = try base()
        _ = try base.saisirNote(code, ligne: ligne("E1", "ECU01", note: 700), par: .essai(10)).get()
        #expect(throws: PanneRegistre.self) { try base.saisirNote(code, ligne: ligne("E1", "ECU01", note: 701), par: .essai(4)) }
        _ = try base.saisirNote(code, ligne: ligne("E1", "ECU01", note: 702), par: .essai(6)).get()
        let story = try base.montrer(eleve: "E1")
        #expect(story.last?.instant == Acte.essai(10).instant)
    }

    @Test func `the story of a dossier says what happened, when and by whom`() throws {
        let (base, _, code) = try base()
        _ = try base.saisirNote(code, ligne: ligne("E2", "ECU01", note: 1_050), par: .essai(5, raison: "erreur de report")).get()
        _ = try base.saisirNotes(
            code, lignes: [LigneNote(eleve: "E2", ecue: "ECU01", saisie: Saisie(etat: .abj, hundredths: 0))], par: .essai(6)
        ).get()
        var dossier = Dossier()
        dossier.certifications = [
            Certification(test: "TOEIC", score: Rational(800), niveau: "B2", date: CalendarDate("2027-01-05"), externe: true, langue: "en")
        ]
        _ = try base.modifierDossier(code, eleve: "E2", dossier: dossier, par: .essai(7)).get()
        let story = try base.montrer(eleve: "E2").map(\.description)
        #expect(story.first == "4. 1er février 2027 à 8 h 00, scolarite : arrivée dans la promotion")
        #expect(
            story[story.count - 3].hasSuffix(
                "1er février 2027 à 8 h 05, scolarite : note de ECU01 (session 1) : 7,99 devient 10,50 (erreur de report)"))
        #expect(story[story.count - 2].hasSuffix("1er février 2027 à 8 h 06, scolarite : note de ECU01 (session 1) : 10,50 devient ABJ"))
        #expect(
            story[story.count - 1].hasSuffix(
                "1er février 2027 à 8 h 07, scolarite : certification : test TOEIC, score 800, niveau B2, date 5 janvier 2027, externe oui, langue en"
            ))
        #expect(try base.montrer(eleve: "inconnu").isEmpty)
        #expect(try base.montrerJournal(limite: 1).map(\.description) == ["1. 1er février 2027 à 8 h 00, scolarite : import d'un dossier, \(code)"])
    }
}

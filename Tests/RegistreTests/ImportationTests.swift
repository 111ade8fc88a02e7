import Scolarite
import Testing
import Valeurs

@testable import Registre

struct ImportationTests {
    @Test(arguments: [0, 1, 6, 60])
    func `a promotion comes back equal to the one imported`(count: Int) throws {
        let base = try Base.enMemoire()
        let promotion = PromotionDEssai.make(eleves: count)
        let changes = try base.importer(promotion, par: .essai()).get()
        #expect(changes.nouvelle)
        #expect(changes.elevesAjoutes.count == count)
        let held = try #require(try base.exporter(promotion.entete.code))
        #expect(held.entete == promotion.entete)
        #expect(held.maquette == promotion.maquette)
        #expect(held.eleves == promotion.eleves)
        #expect(held.dossiers == promotion.dossiers)
        #expect(held == promotion)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `importing the same folder twice writes nothing the second time`() throws {
        let base = try Base.enMemoire()
        let promotion = PromotionDEssai.make()
        _ = try base.importer(promotion, par: .essai()).get()
        let before = try base.condensat()
        let changes = try base.importer(promotion, par: .essai(1)).get()
        #expect(changes.estVide)
        #expect(changes.description == "Aucun changement : la base contient déjà ce dossier.")
        #expect(try base.condensat() == before)
    }

    @Test func `a trial shows the changes and writes nothing`() throws {
        let base = try Base.enMemoire()
        var promotion = PromotionDEssai.make()
        let new = try base.importer(promotion, par: .essai(), essai: true).get()
        #expect(new.nouvelle)
        #expect(try base.condensat().entrees == 0)
        #expect(try base.promotions().isEmpty)
        _ = try base.importer(promotion, par: .essai()).get()
        promotion.notes.sessions[0][0][3].hundredths = 1
        promotion.notes.sessions[0][0][4] = .absente
        promotion.entete.session = 2
        promotion.dossiers[1].procedures.append(Procedure(procedure: "inscription", etat: "faite", date: nil, cible: ""))
        promotion.eleves[2].nom = "Autre"
        let before = try base.condensat()
        let trial = try base.importer(promotion, par: .essai(1), essai: true).get()
        #expect(try base.condensat() == before)
        #expect(
            trial.lignes == [
                "Promotion : session : « 1 » devient « 2 ».", "Fiches modifiées : E3.", "Dossiers, procédure : E2.",
                "Notes, ECU00 (session 1) : 1 note modifiée, 1 note retirée (E4, E5).",
            ])
        #expect(try base.importer(promotion, par: .essai(1), vu: trial.version).get() == trial)
        #expect(try base.exporter("2029") == promotion)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `an import that saw an older version is refused and told what came since`() throws {
        let base = try Base.enMemoire()
        var promotion = PromotionDEssai.make()
        let first = try base.importer(promotion, par: .essai()).get()
        #expect(first.version == 0)
        promotion.entete.session = 2
        let refus = try #require(try base.importer(promotion, par: .essai(1), vu: 0).refus)
        #expect(refus.code == .versionPerimee)
        #expect(refus.details.first == "entrée 1, 1er février 2027 à 8 h 00, scolarite : import d'un dossier")
        #expect(try base.importer(promotion, par: .essai(1), vu: try base.version(promotion.entete.code)).refus == nil)
    }

    @Test func `élèves come, go and come back, and the maquette changes, without losing what was known`() throws {
        let base = try Base.enMemoire()
        let whole = PromotionDEssai.make(eleves: 6, ues: 3)
        let smaller = PromotionDEssai.make(eleves: 4, ues: 2)
        _ = try base.importer(whole, par: .essai(0)).get()
        let less = try base.importer(smaller, par: .essai(10)).get()
        #expect(less.elevesRetires == ["E5", "E6"])
        #expect(less.maquette.contains("UE UE5-2 retirée"))
        #expect(try base.exporter("2029") == smaller)
        let back = try base.importer(whole, par: .essai(20)).get()
        #expect(back.elevesAjoutes == ["E5", "E6"])
        #expect(try base.exporter("2029") == whole)
        #expect(try base.promotion("2029", au: Acte.essai(9).instant) == whole)
        #expect(try base.promotion("2029", au: Acte.essai(10).instant) == smaller)
        #expect(try base.promotion("2029", au: Acte.essai(19).instant) == smaller)
        #expect(try base.promotion("2029", au: Acte.essai(20).instant) == whole)
        #expect(try base.promotion("2029", au: Acte.essai(-1).instant) == nil)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `line numbers that move without changing the order of decisions are not a change`() throws {
        let base = try Base.enMemoire()
        var promotion = PromotionDEssai.make()
        _ = try base.importer(promotion, par: .essai()).get()
        promotion.dossiers[0].decisions[0].line += 7
        promotion.dossiers[0].decisions[1].line += 7
        #expect(try base.importer(promotion, par: .essai(1)).get().estVide)
        promotion.dossiers[0].decisions[0].line += 7
        #expect(try base.importer(promotion, par: .essai(1)).get().estVide == false)
        #expect(try base.exporter("2029") == promotion)
    }

    @Test(arguments: [
        ("E1 twice", "élève « E1 » en double"), ("no code", "élève sans code"),
        ("off scale", "ECU00 (session 1), élève « E1 » : note hors du barème"),
        ("dossiers", "5 dossiers pour 6 élèves"), ("no name", "promotion sans nom : donnez « promotion » dans promotion.yaml"),
    ])
    func `a promotion that contradicts itself is refused whole`(fault: String, detail: String) throws {
        let base = try Base.enMemoire()
        var promotion = PromotionDEssai.make()
        switch fault {
        case "E1 twice": promotion.eleves[1].id = "E1"
        case "no code": promotion.eleves[1].id = ""
        case "off scale": promotion.notes.sessions[0][0][0].hundredths = 2_001
        case "no name": promotion.entete.promotion = ""
        default: promotion.dossiers.removeLast()
        }
        let refus = try #require(try base.importer(promotion, par: .essai()).refus)
        #expect(refus.code == .promotionIncoherente)
        #expect(refus.details == [detail])
        #expect(try base.condensat().entrees == 0)
    }

    @Test func `a failure in the middle of an import leaves nothing of it`() throws {
        let base = try Base.enMemoire()
        var promotion = PromotionDEssai.make()
        promotion.dossiers[2].procedures[0].cible = "a\u{0}b"
        #expect(throws: PanneRegistre.caractereNul) { try base.importer(promotion, par: .essai()) }
        #expect(try base.condensat().entrees == 0)
        #expect(try base.promotions().isEmpty)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `a promotion is found by its name when only one has it`() throws {
        let base = try Base.enMemoire()
        _ = try base.importer(PromotionDEssai.make(), par: .essai()).get()
        #expect(try base.resoudre("2029") == .fait("École d'essai/2029/2026-2027/ingenieur"))
        _ = try base.importer(PromotionDEssai.make(annee: "2027-2028"), par: .essai()).get()
        #expect(try base.resoudre("2029").refus?.details.count == 2)
        #expect(try base.resoudre("École d'essai/2029/2027-2028/ingenieur").refus == nil)
        #expect(try base.resoudre("2030").refus?.code == .promotionInconnue)
    }

    @Test func `progress counts every entry up to the last`() throws {
        let base = try Base.enMemoire()
        nonisolated(unsafe) var seen: [Progression] = []
        _ = try base.importer(PromotionDEssai.make(), par: .essai(), progres: { seen.append($0) }).get()
        #expect(seen.count == seen.last?.total)
        #expect(seen.last?.fait == seen.last?.total)
    }

    @Test func `an act without author is refused`() throws {
        let base = try Base.enMemoire()
        let acte = Acte(acteur: "", instant: Acte.essai().instant)
        #expect(try base.importer(PromotionDEssai.make(), par: acte).refus?.code == .acte)
    }
}

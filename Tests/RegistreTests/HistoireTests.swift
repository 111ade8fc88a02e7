import Scolarite
import Testing
import Valeurs

@testable import Registre

/// Whatever is written, in whatever order: the replay gives the tables, the snapshot is the tables, the past stays what it was.
struct HistoireTests {
    @Test(arguments: 1...12)
    func `what was known at each moment is told again, exactly`(seed: Int) throws {
        var random = Melange(graine: UInt64(seed))
        let base = try Base.enMemoire()
        var promotion = PromotionDEssai.make(eleves: 8, ues: 3)
        let code = promotion.entete.code
        _ = try base.importer(promotion, par: .essai(0)).get()
        var history: [(minute: Int, promotion: Promotion)] = [(0, promotion)]
        for minute in 1...14 {
            let before = promotion
            if Bool.random(using: &random) {
                change(&promotion, &random)
                _ = try base.importer(promotion, par: .essai(minute)).get()
            } else {
                try edit(base, code, &promotion, minute, &random)
            }
            #expect(try base.instantane(code)?.promotion == promotion)
            #expect(try base.exporter(code) == promotion)
            if promotion != before { history.append((minute, promotion)) }
        }
        for (minute, known) in history { #expect(try base.promotion(code, au: Acte.essai(minute).instant) == known, "minute \(minute)") }
        #expect(try base.verifier().estIntacte)
        // Back to the first folder, as if nothing had happened in between.
        _ = try base.importer(history[0].promotion, par: .essai(20)).get()
        #expect(try base.exporter(code) == history[0].promotion)
        #expect(try base.verifier().estIntacte)
    }

    /// Something that a folder may bring.
    private func change(_ promotion: inout Promotion, _ random: inout Melange) {
        let count = promotion.eleves.count
        let eleve = Int.random(in: 0..<count, using: &random)
        switch Int.random(in: 0..<9, using: &random) {
        case 0: promotion.notes.sessions[0][0][eleve] = Saisie(etat: .note, hundredths: Int32.random(in: 0...2000, using: &random))
        case 1: promotion.notes.sessions[1][1][eleve] = Saisie(etat: .abi, hundredths: 0)
        case 2: promotion.notes.rattrapagesEcue[0] = promotion.notes.rattrapagesEcue[0] == nil ? Colonne(count: count) : nil
        case 3: promotion.eleves[eleve].niveau = 3 - promotion.eleves[eleve].niveau
        case 4: promotion.eleves[eleve].nom += "'"
        case 5: promotion.dossiers[eleve].absences.removeAll()
        case 6: promotion.dossiers[eleve].ues = promotion.dossiers[eleve].ues == nil ? ["UE5-1"] : nil
        case 7: promotion.entete.parametres["seuil_ue"] = .texte(String(Int.random(in: 8...10, using: &random)))
        default: promotion.dossiers[eleve].decisions.append(Decision(jury: "j", date: nil, objet: "annee", decision: "passage", motif: "m", line: 90))
        }
        for session in promotion.notes.sessions.indices {
            for column in promotion.notes.sessions[session].indices
            where promotion.notes.sessions[session][column].days.allSatisfy({ $0 == Saisie.noDay }) {
                promotion.notes.sessions[session][column].days = []
            }
        }
    }

    /// Something that a page may do.
    private func edit(_ base: Base, _ code: String, _ promotion: inout Promotion, _ minute: Int, _ random: inout Melange) throws {
        let eleve = Int.random(in: 0..<promotion.eleves.count, using: &random)
        let id = promotion.eleves[eleve].id
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
            let saisie = Saisie(etat: .note, hundredths: Int32.random(in: 0...2000, using: &random))
            _ = try base.saisirNote(code, ligne: LigneNote(eleve: id, ecue: "ECU01", saisie: saisie), par: .essai(minute)).get()
            promotion.notes.sessions[0][2][eleve] = saisie
        case 1:
            promotion.dossiers[eleve].options.append(Choix(objet: "rattrapage:ECU00", choix: "oui", date: nil))
            _ = try base.modifierDossier(code, eleve: id, dossier: promotion.dossiers[eleve], par: .essai(minute)).get()
        default:
            promotion.eleves[eleve].voie += "."
            _ = try base.modifierEleve(code, eleve: promotion.eleves[eleve], par: .essai(minute)).get()
        }
    }

    @Test func `writes from many threads on one promotion are all there, and the snapshot with them`() async throws {
        let folder = try DossierTemporaire()
        let base = try Base.ouvrir(folder.base, creer: true)
        let promotion = PromotionDEssai.make(eleves: 8, ues: 3)
        let code = promotion.entete.code
        _ = try base.importer(promotion, par: .essai()).get()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for eleve in 0..<8 {
                group.addTask {
                    for round in 0..<6 {
                        let saisie = Saisie(etat: .note, hundredths: Int32(eleve * 100 + round))
                        _ = try base.saisirNote(
                            code, ligne: LigneNote(eleve: "E\(eleve + 1)", ecue: "ECU\(round % 3)1", saisie: saisie), par: .essai(1)
                        ).get()
                        guard try base.instantane(code) != nil else { throw PayloadError(expected: "snapshot") }
                    }
                }
            }
            try await group.waitForAll()
        }
        let held = try #require(try base.exporter(code))
        for eleve in 0..<8 {
            for column in 0..<3 { #expect(held.notes.sessions[0][column * 3 + 2][eleve].hundredths == Int32(eleve * 100 + 3 + column)) }
        }
        #expect(try base.instantane(code)?.promotion == held)
        #expect(try base.verifier().estIntacte)
    }
}

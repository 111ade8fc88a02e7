import Demonstration
import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

struct `Columns judge as one by one` {
    /// A semester of 3 UE with weighted épreuves, a competence, and marks around the bars.
    private func promotion(_ seed: UInt64, eleves: Int, awaited: Bool) -> Promotion {
        var tirage = Tirage(etat: seed)
        var (ues, ecues, epreuves): ([UE], [ECUE], [Epreuve]) = ([], [], [])
        for u in 0..<3 {
            var own: [Int] = []
            for m in 0..<3 {
                let competence = u == 1 && m == 2
                own.append(ecues.count)
                for e in 0..<(competence ? 1 : 1 + m) {
                    epreuves.append(
                        Epreuve(
                            code: "E\(e)", ecue: ecues.count, nature: competence ? .competence : .cours,
                            coefficient: Rational(Int64.random(in: 1...5, using: &tirage), over: 2)))
                }
                ecues.append(
                    ECUE(
                        code: "U\(u)M\(m)", intitule: "", ue: u, coefficient: competence ? .zero : Rational(Int.random(in: 1...4, using: &tirage)),
                        nature: competence ? .competence : .cours))
            }
            ues.append(UE(code: "U\(u)", intitule: "", semestre: 0, ects: Rational(10), grade: u != 1, ecues: own))
        }
        let maquette = Maquette(semestres: ["S5"], ues: ues, ecues: ecues, epreuves: epreuves)
        var notes = Notes(maquette: maquette, eleves: eleves)
        for index in epreuves.indices {
            for eleve in 0..<eleves {
                if epreuves[index].nature == .competence {
                    notes.sessions[0][index][eleve] = Saisie(etat: Int.random(in: 0..<6, using: &tirage) == 0 ? .nv : .v, hundredths: 0)
                } else if awaited, Int.random(in: 0..<60, using: &tirage) == 0 {
                    notes.sessions[0][index][eleve] = Saisie(etat: [.att, .abi, .abj, .disp].randomElement(using: &tirage)!, hundredths: 0)
                } else {
                    notes.sessions[0][index][eleve] = Saisie(
                        etat: .note, hundredths: Int32(Int.random(in: 4...16, using: &tirage) * 100 + [0, 0, 99, 1].randomElement(using: &tirage)!))
                }
            }
        }
        return Promotion(
            entete: Entete(
                ecole: "essai", reglement: "essai", annee: "2026-2027", promotion: "P", cursus: "C", date: CalendarDate("2027-06-30")!, session: 1),
            maquette: maquette,
            eleves: (0..<eleves).map { Eleve(id: "E\($0)", entree: "2026-2027") }, dossiers: Array(repeating: Dossier(), count: eleves), notes: notes)
    }

    @Test(arguments: UInt64(1)...20, [false, true])
    func `every regular élève has the same statuses, means, credits and second sessions either way`(seed: UInt64, awaited: Bool) async throws {
        let promotion = promotion(seed, eleves: 70, awaited: awaited)
        let juge = try Juge(Essai.lu.programme, promotion)
        let columns = await (try #require(JugeEnColonnes(juge))).juger(coeurs: seed % 2 == 0 ? 2 : 1)
        let scalar = juge.juger(motifs: false)
        #expect(awaited || columns.irreguliers.isEmpty)
        var compared = 0
        for (eleve, situe) in scalar.eleves.enumerated() where !columns.irreguliers.contains(eleve) {
            for (index, ue) in situe.ues.enumerated() {
                #expect(columns.mot(.init(.ue, index, "statut"), eleve) == ue.statut)
                #expect(columns.nombre(.init(.ue, index, "moyenne"), eleve) == ue.moyenne?.exact)
                #expect(columns.nombre(.init(.ue, index, "ects"), eleve) == ue.ects.exact)
                if columns.irreguliers.isEmpty { #expect(columns.mot(.init(.ue, index, "grade"), eleve) == ue.grade) }
                compared += 1
            }
            for (index, ecue) in situe.ecues.enumerated() {
                #expect(columns.mot(.init(.ecue, index, "statut"), eleve) == ecue.statut)
                #expect(columns.mot(.init(.ecue, index, "rattrapage"), eleve) == ecue.rattrapage)
            }
            #expect(columns.mot(.init(.semestre, 0, "statut"), eleve) == situe.semestres[0].statut)
            #expect(columns.nombre(.init(.semestre, 0, "moyenne"), eleve) == situe.semestres[0].moyenne?.exact)
        }
        #expect(compared > 0)
    }
}

@Test func `the règlement that the benchmark judges by keeps to what columns can do`() throws {
    let reglements = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Reglements").standardizedFileURL.path
    let promotion = PromotionDeBanc.generate(eleves: 40, graine: 2)
    let juge = try Juge(Bibliotheque(racine: reglements).charger("ensmac-2026").programme, promotion)
    let columns = try #require(JugeEnColonnes(juge)).juger()
    for ue in promotion.maquette.ues.indices {
        #expect(columns.codes(.init(.ue, ue, "statut")) != nil, "no status for UE \(ue)")
        #expect(columns.numerateurs(.init(.ue, ue, "moyenne")) != nil, "no mean for UE \(ue)")
    }
}

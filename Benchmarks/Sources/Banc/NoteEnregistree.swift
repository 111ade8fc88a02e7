import Foundation
import Registre
import Reglement
import Scolarite
import Valeurs

/// One mark saved in a promotion of 400, its élève judged again and the rankings that it touches brought up to date: through the store, on
/// disk, and the engine. What a teacher waits for who leaves a cell.
func noteEnregistree(_ folder: String, _ programme: Programme) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/quatre-cents.quitus"
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    let promotion = Semestre(eleves: 400).promotion
    let code = promotion.entete.code
    let base = try Base.ouvrir(path, creer: true)
    func acte(_ second: Int64) -> Acte { Acte(acteur: "banc", instant: Instant(seconds: 1_800_000_000 + second)) }
    guard case .fait = try base.importer(promotion, par: acte(0)), let start = try base.instantane(code) else {
        throw Panne(message: "la promotion n'entre pas dans le registre")
    }
    let suivi = Suivi(try Juge(programme, start.promotion))
    let clock = ContinuousClock()
    var (whole, store, facts, engine): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    for index in 0..<500 {
        let eleve = index * 7 % 400
        let epreuve = promotion.maquette.epreuves[index % promotion.maquette.epreuves.count]
        let ligne = LigneNote(
            eleve: "E\(eleve)", ecue: promotion.maquette.ecues[epreuve.ecue].code, epreuve: epreuve.code,
            saisie: Saisie(etat: .note, hundredths: Int32(index * 37 % 2001)))
        let seen = try base.instantane(code)?.version
        let begun = clock.now
        let answer = try base.saisirNote(code, ligne: ligne, par: acte(Int64(index)), vu: seen)
        let saved = clock.now
        let held = try base.instantane(code)
        let read = clock.now
        guard case .fait = answer, let held, let position = held.positions[ligne.eleve] else {
            throw Panne(message: "la note n'a pas été enregistrée")
        }
        let consequence = suivi.rejuger(position, held.promotion)
        let judged = clock.now
        guard consequence.situe.eleve == ligne.eleve else { throw Panne(message: "un autre élève a été jugé") }
        whole.append((judged - begun) / .milliseconds(1))
        store.append((saved - begun) / .milliseconds(1))
        facts.append((read - saved) / .milliseconds(1))
        engine.append((judged - read) / .milliseconds(1))
    }
    guard try base.verifier().estIntacte else { throw Panne(message: "le journal n'est pas intact") }
    try base.fermer()
    func line(_ name: String, _ times: [Double]) {
        let sorted = times.sorted()
        print("\(name)\tmédiane \(String(format: "%.3f", sorted[250])) ms\tneuf sur dix en moins de \(String(format: "%.3f", sorted[450])) ms")
    }
    line("une note enregistrée, l'élève rejugé, motifs et classements compris", whole)
    line("  dont l'écriture, disque compris", store)
    line("  dont les faits de l'élève", facts)
    line("  dont le jugement", engine)
}

/// What keeps the benchmark from measuring anything.
struct Panne: Error { let message: String }

import Foundation
import Registre
import Scolarite
import Valeurs

/// Times of the record on this machine. Printed, never compared with a bar: a loaded machine is not a fault.
enum Mesures {
    private static func acte(_ second: Int64) -> Acte { Acte(acteur: "mesure", instant: Instant(seconds: 1_800_000_000 + second)) }

    private static func timed<T>(_ what: String, _ body: () throws -> T) rethrows -> T {
        let clock = ContinuousClock()
        let start = clock.now
        let value = try body()
        say("\(what) : \(start.duration(to: clock.now))")
        return value
    }

    static func run(folder: String) throws {
        try million(folder + "/million.quitus")
        try oneMark(folder + "/quatre-cents.quitus")
    }

    /// A million marks: 10 000 élèves, 100 épreuves.
    private static func million(_ path: String) throws {
        var hasard = Hasard(graine: 1)
        let promotion = Fabrique.promotion("grande", eleves: 10_000, ues: 20, epreuvesParUE: 5, hasard: &hasard)
        let base = try Base.ouvrir(path, creer: true)
        _ = try timed("un million de notes importées") { try check(base.importer(promotion, par: acte(0))) }
        let held = try timed("un million de notes relues") { try base.exporter("grande") }
        guard held == promotion else { throw Faute("la promotion relue n'est pas celle importée") }
        _ = try timed("même dossier importé de nouveau, rien ne change") {
            guard try check(base.importer(promotion, par: acte(1))).estVide else { throw Faute("un second import a changé quelque chose") }
        }
        try timed("journal vérifié, rejoué et comparé") {
            guard try base.verifier().estIntacte else { throw Faute("le journal n'est pas intact") }
        }
        let copy = path + ".sauvegarde"
        _ = try timed("sauvegarde") { try base.sauvegarder(vers: copy) }
        try base.fermer()
        _ = try timed("ouverture, contrôle compris") { try Base.ouvrir(path).fermer() }
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        say("taille du fichier : \(size / 1_000_000) Mo")
    }

    /// One mark saved in a promotion of 400, and the facts of that élève at hand.
    private static func oneMark(_ path: String) throws {
        var hasard = Hasard(graine: 2)
        let promotion = Fabrique.promotion("2029", eleves: 400, ues: 12, epreuvesParUE: 5, hasard: &hasard)
        let code = promotion.entete.code
        let base = try Base.ouvrir(path, creer: true)
        _ = try check(base.importer(promotion, par: acte(0)))
        _ = try base.instantane(code)
        var times: [(total: Duration, reading: Duration)] = []
        let clock = ContinuousClock()
        for index in 0..<1000 {
            let eleve = index * 7 % 400
            let ligne = LigneNote(
                eleve: "E\(eleve)", ecue: "ECUE\(index % 12).\(index % 5)", saisie: Saisie(etat: .note, hundredths: Int32(index), day: Saisie.noDay))
            let seen = try base.instantane(code)?.version
            let start = clock.now
            _ = try check(base.saisirNote(code, ligne: ligne, par: acte(Int64(index)), vu: seen))
            let saved = clock.now
            guard let held = try base.instantane(code), let position = held.positions["E\(eleve)"],
                held.promotion.notes.sessions[0].contains(where: { $0[position].hundredths == Int32(index) })
            else { throw Faute("la note n'est pas dans les faits") }
            let end = clock.now
            times.append((start.duration(to: end), saved.duration(to: end)))
        }
        let total = times.map(\.total).sorted()
        let reading = times.map(\.reading).sorted()
        say("une note enregistrée (disque compris) et les faits de l'élève : médiane \(total[500]), neuf sur dix en moins de \(total[900])")
        say("dont les faits de l'élève : médiane \(reading[500]), neuf sur dix en moins de \(reading[900])")
        try base.fermer()
    }
}

/// A line for whoever watches, at once: a run is long.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

/// Something that the record promised and did not hold.
struct Faute: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// What was done; a refusal is a fault here.
func check<T>(_ reponse: Reponse<T>) throws -> T {
    switch reponse {
    case .fait(let value): return value
    case .refuse(let refus): throw Faute(refus.description)
    }
}

import ArgumentParser
import Registre

/// `quitus jury montrer`
struct JuryMontrerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "montrer",
        abstract: "Montre une séance : qui siège, propositions et décisions objet par objet, et les faits changés depuis le gel.")

    @OptionGroup var session: SeanceOptions

    @Option(help: ArgumentHelp("Un seul élève, avec les motifs de chaque proposition et les raisons du jury.", valueName: "id"))
    var eleve: String?

    func run(on console: Console) throws {
        let (seance, changes, vocabulary) = try Record.using(session.record.base) { base in
            let seance = try session.read(in: base)
            return (seance, try base.faitsChanges(depuisGelDe: seance.code), try KeptReglement.vocabulary(seance.promotion, in: base))
        }
        let view = SeanceView(seance: seance, words: Words(vocabulary: vocabulary))
        for line in wrapped(seance.summary, width: console.width) { console.print(line) }
        if let eleve {
            let lines = view.dossier(eleve, on: console)
            guard !lines.isEmpty else {
                throw Refusal(.data, "erreur: la séance « \(seance.code) » ne propose et ne décide rien pour l'élève « \(eleve) » [eleve-inconnu]")
            }
            for line in lines { console.print(line) }
            return
        }
        for line in view.composition(on: console) { console.print(line) }
        let table = view.table
        if !table.rows.isEmpty { console.print(table.rendered(on: console)) }
        for line in view.rectifications(eleve: nil) { console.print(line) }
        if let changes, !changes.estVide {
            console.print("Depuis le gel :")
            for line in changes.lignes.flatMap({ wrapped($0, width: console.width - 2) }) { console.print("  \(line)") }
        }
    }
}

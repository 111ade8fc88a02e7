import ArgumentParser
import Registre

/// `quitus jury montrer`
struct JuryMontrerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "montrer",
        abstract: "Montre une séance : propositions, décisions, et les faits changés depuis le gel.")

    @OptionGroup var session: SeanceOptions

    func run(on console: Console) throws {
        let (seance, changes) = try Record.using(session.record.base) { base in
            let seance = try session.read(in: base)
            return (seance, try base.faitsChanges(depuisGelDe: seance.code))
        }
        let words = Words()
        console.print(seance.summary)
        var table = Table([
            .init("Élève"), .init("Objet"), .init("Proposition"), .init("Options ouvertes", folds: true), .init("Décision"),
            .init("Conformité", folds: true),
        ])
        for proposal in seance.propositions {
            let decision = seance.decision(eleve: proposal.eleve, objet: proposal.objet)
            table.add(
                [
                    proposal.eleve, proposal.objet, words(proposal.proposition),
                    proposal.options.filter(\.ouverte).map { words($0.nom) }.joined(separator: ", "),
                    decision.map { words($0.decision) } ?? "", decision?.conformite.intitule ?? "",
                ],
                colours: decision?.conformite.contraireAuReglement == true ? [5: .yellow] : [:])
        }
        if !table.rows.isEmpty { console.print(table.rendered(on: console)) }
        for rectification in seance.rectifications {
            console.print("Rectifié : \(rectification.eleve), \(rectification.objet) : \(words(rectification.decision)).")
        }
        if let changes, !changes.estVide {
            console.print("Depuis le gel :")
            for line in changes.lignes { console.print("  \(line)") }
        }
    }
}

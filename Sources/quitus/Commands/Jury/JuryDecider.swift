import ArgumentParser
import Registre

/// `quitus jury decider`
struct JuryDeciderCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "decider",
        abstract: "Prend une décision. Le jury est souverain ; hors de la proposition ou d'une option ouverte, il dit pourquoi.")

    @OptionGroup var session: SeanceOptions

    @Option(help: ArgumentHelp("L'élève.", valueName: "id"))
    var eleve: String

    @Option(help: ArgumentHelp("Ce qui est décidé : annee, diplome, semestre:S5, ue:CODE, ecue:CODE…", valueName: "objet"))
    var objet = "annee"

    @Option(help: ArgumentHelp("Un mot de la proposition ou des options, note:12.5, points:+0.5, ou report.", valueName: "decision"))
    var decision: String

    @Option(help: ArgumentHelp("La raison du jury.", valueName: "texte"))
    var motif: String?

    @Option(help: ArgumentHelp("Voix pour, quand le jury a voté.", valueName: "nombre"))
    var pour: Int?

    @Option(help: ArgumentHelp("Voix contre.", valueName: "nombre"))
    var contre: Int?

    @Option(help: ArgumentHelp("Abstentions.", valueName: "nombre"))
    var abstentions: Int?

    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let votes =
            [pour, contre, abstentions].contains { $0 != nil } ? Votes(pour: pour ?? 0, contre: contre ?? 0, abstentions: abstentions ?? 0) : nil
        let taken = try Record.using(session.record.base) {
            try Record.done(
                try $0.decider(session.seance, eleve: eleve, objet: objet, decision: decision, motif: motif, votes: votes, par: acte.acte))
        }
        console.print("\(taken.eleve), \(taken.objet) : \(Words()(taken.decision)) (\(taken.conformite.intitule)).")
    }
}

import ArgumentParser
import Registre

/// `quitus jury rectifier`
struct JuryRectifierCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "rectifier",
        abstract: "Rectifie une erreur matérielle d'une séance close. L'auteur de l'acte (--acteur) est le président du jury.")

    @OptionGroup var session: SeanceOptions

    @Option(help: ArgumentHelp("L'élève.", valueName: "id"))
    var eleve: String

    @Option(help: ArgumentHelp("Ce qui avait été décidé : annee, diplome, ue:CODE…", valueName: "objet"))
    var objet = "annee"

    @Option(help: ArgumentHelp("La décision telle qu'elle aurait dû être écrite.", valueName: "decision"))
    var decision: String

    @Option(help: ArgumentHelp("Quelle était l'erreur.", valueName: "texte"))
    var motif: String

    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        _ = try Record.using(session.record.base) {
            try Record.done(try $0.rectifier(session.seance, eleve: eleve, objet: objet, decision: decision, motif: motif, par: acte.acte))
        }
        console.print("\(eleve), \(objet) : \(Words()(decision)) (rectification).")
    }
}

import ArgumentParser
import Registre

/// `quitus jury annuler`
struct JuryAnnulerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "annuler",
        abstract: "Annule une séance avant sa clôture ; --raison est requise, et rien de ce qui y fut décidé ne reste.")

    @OptionGroup var session: SeanceOptions
    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let seance = try Record.using(session.record.base) { try Record.done(try $0.annuler(seance: session.seance, par: acte.acte)) }
        console.print(seance.summary)
    }
}

import ArgumentParser
import Registre

/// `quitus jury publier`
struct JuryPublierCommand: QuitusCommand {
    static let configuration = CommandConfiguration(commandName: "publier", abstract: "Note que les résultats d'une séance close sont publiés.")

    @OptionGroup var session: SeanceOptions
    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let seance = try Record.using(session.record.base) { try Record.done(try $0.publier(session.seance, par: acte.acte)) }
        console.print(seance.summary)
    }
}

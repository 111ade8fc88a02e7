import ArgumentParser
import Registre

/// `quitus jury en-bloc`
struct JuryEnBlocCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "en-bloc",
        abstract: "Suit d'un geste toutes les propositions de droit qui restent. Jamais une exclusion.")

    @OptionGroup var session: SeanceOptions
    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let (taken, seance) = try Record.using(session.record.base) { base in
            (try Record.done(try base.deciderEnBloc(session.seance, par: acte.acte)), try session.read(in: base))
        }
        console.print(
            "\(french(taken.count, "décision prise", plural: "décisions prises")), \(french(seance.sansDecision.count, "proposition")) à examiner.")
    }
}

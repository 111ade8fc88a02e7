import ArgumentParser
import Registre

/// `quitus jury clore`
struct JuryCloreCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "clore",
        abstract: "Clôt la séance : ses décisions entrent dans les dossiers, et le condensat du journal les scelle.")

    @OptionGroup var session: SeanceOptions

    @Option(
        name: .customLong("signataire"), parsing: .upToNextOption,
        help: ArgumentHelp("Qui signe : le président et des membres présents.", valueName: "personne"))
    var signataires: [String]

    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let closed = try Record.using(session.record.base) { try Record.done(try $0.clore(session.seance, signataires: signataires, par: acte.acte)) }
        console.print(closed.seance.summary)
        console.print("Condensat à porter sur le PV : \(closed.condensat)")
    }
}

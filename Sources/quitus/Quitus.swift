import ArgumentParser

/// The root of the command line. Everything it prints is French, its help and its usage errors included (``CommandRunner``).
@main
struct Quitus: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "quitus",
        abstract: "La scolarité d'une école d'ingénieurs, et son règlement tenu comme des données.",
        discussion: """
            Codes de retour : 0 quand la commande a fait ce qu'on lui demandait, 1 quand ce qu'elle vérifie ne tient pas, \
            64 quand elle est mal appelée, 65 quand un fichier qu'elle lit est en faute.
            """,
        version: "quitus \(version)",
        groupedSubcommands: [
            CommandGroup(name: "Juger", subcommands: [DelibererCommand.self, ComparerCommand.self, JuryCommand.self]),
            CommandGroup(name: "Règlements", subcommands: [VerifierCommand.self, CouvertureCommand.self, PagesCommand.self]),
            CommandGroup(
                name: "Registre",
                subcommands: [
                    ImporterCommand.self, ExporterCommand.self, RemplirCommand.self, ReglementCommand.self, BasculeCommand.self, JournalCommand.self,
                    SauvegarderCommand.self,
                    RestaurerCommand.self,
                    DonneesPersonnellesCommand.self,
                ]),
            CommandGroup(name: "Essayer", subcommands: [GenererCommand.self]),
            CommandGroup(name: "Langage", subcommands: [FeelCommand.self, TckCommand.self]),
        ],
        helpNames: [.customShort("h"), .customLong("aide"), .customLong("help")]
    )

    static func main() {
        Console.holdStandardStreams()
        let status = CommandRunner(console: .standard).run(Array(CommandLine.arguments.dropFirst()))
        exit(withError: ExitCode(status))
    }
}

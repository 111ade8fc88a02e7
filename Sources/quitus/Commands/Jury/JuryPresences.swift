import ArgumentParser
import Registre

/// `quitus jury presences`
struct JuryPresencesCommand: QuitusCommand {
    static let configuration = CommandConfiguration(commandName: "presences", abstract: "Note qui est là et qui ne l'est pas.")

    @OptionGroup var session: SeanceOptions

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Les personnes présentes.", valueName: "personne"))
    var present: [String] = []

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Les personnes absentes.", valueName: "personne"))
    var absent: [String] = []

    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let both = Set(present).intersection(absent)
        if let person = both.min() { throw Refusal(.usage, "erreur: « \(person) » est donné présent et absent.") }
        if present.isEmpty, absent.isEmpty { throw Refusal(.usage, "erreur: Il manque --present ou --absent.") }
        let noted = Dictionary(uniqueKeysWithValues: Set(present).map { ($0, true) } + Set(absent).map { ($0, false) })
        let found = try Record.using(session.record.base) { try Record.done(try $0.noterPresences(session.seance, noted, par: acte.acte)) }
        let reached = found.quorumAtteint ? "quorum atteint" : "quorum non atteint"
        console.print("\(french(found.votantsPresents, "votant présent", plural: "votants présents")), \(found.quorum) requis : \(reached).")
    }
}

import ArgumentParser
import Registre

/// `quitus jury presences`
struct JuryPresencesCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "presences", abstract: "Note qui est là, qui ne l'est pas, et qui siège à la place de qui.")

    @OptionGroup var session: SeanceOptions

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Les personnes présentes.", valueName: "personne"))
    var present: [String] = []

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Les personnes absentes.", valueName: "personne"))
    var absent: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Les suppléants qui siègent, chacun à la place d'un membre absent.", valueName: "membre=suppléant"))
    var remplace: [String] = []

    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let both = Set(present).intersection(absent)
        if let person = both.min() { throw Refusal(.usage, "erreur: « \(person) » est donné présent et absent.") }
        if present.isEmpty, absent.isEmpty, remplace.isEmpty { throw Refusal(.usage, "erreur: Il manque --present, --absent ou --remplace.") }
        var replacements: [String: String] = [:]
        for text in remplace {
            let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw Refusal(.usage, "erreur: « \(text) » n'est pas un remplacement ; écrivez --remplace <membre>=<suppléant>.")
            }
            if replacements.updateValue(parts[0], forKey: parts[1]) != nil {
                throw Refusal(.usage, "erreur: « \(parts[1]) » remplace deux membres.")
            }
        }
        let noted = Dictionary(uniqueKeysWithValues: Set(present).map { ($0, true) } + Set(absent).map { ($0, false) })
        let found = try Record.using(session.record.base) {
            try Record.done(try $0.noterPresences(session.seance, noted, remplacements: replacements, par: acte.acte))
        }
        let reached = found.quorumAtteint ? "quorum atteint" : "quorum non atteint"
        console.print("\(french(found.votantsPresents, "votant présent", plural: "votants présents")), \(found.quorum) requis : \(reached).")
    }
}

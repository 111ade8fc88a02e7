import ArgumentParser
import Registre
import Valeurs

/// `quitus jury`: a session from its convening to its publication.
struct JuryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jury",
        abstract: "Tient une séance de jury : convoquer, geler les propositions, décider, clore, publier.",
        discussion: """
            Les propositions gelées sont celles du règlement au jour du gel ; le jury décide, en les suivant ou non. Une fois la séance \
            close, seule une erreur matérielle se rectifie.
            """,
        subcommands: [
            JuryListerCommand.self, JuryConvoquerCommand.self, JuryPresencesCommand.self, JuryGelerCommand.self, JuryMontrerCommand.self,
            JuryDeciderCommand.self, JuryEnBlocCommand.self, JuryCloreCommand.self, JuryPublierCommand.self, JuryRectifierCommand.self,
            JuryAnnulerCommand.self,
        ])
}

/// The session that a command is about.
struct SeanceOptions: ParsableArguments {
    @OptionGroup var record: BaseOption

    @Option(help: ArgumentHelp("L'identifiant de la séance.", valueName: "id"))
    var seance: String

    /// The session as the record holds it; refused when there is none.
    func read(in base: Base) throws -> Seance {
        if let found = try base.seance(seance) { return found }
        let known = try base.seances().map(\.code)
        throw Refusal(.data, lines: ["erreur: le registre ne contient pas de séance « \(seance) » [seance-inconnue]"] + known.map { "  - \($0)" })
    }
}

extension Seance {
    /// `Séance j1, jury de 1A, 10 février 2027 : propositions gelées, 12 décisions sur 40 propositions, 3 sur d'autres objets.`
    var summary: String {
        let apart = decisionsSansProposition.count
        let decided =
            propositions.isEmpty
            ? ""
            : ", \(french(decisions.count - apart, "décision")) sur \(french(propositions.count, "proposition"))"
                + (apart == 0 ? "" : ", \(apart) sur d'autres objets")
        return "Séance \(code), \(instance.intitule), \(date.french) : \(etat.intitule)\(decided)."
    }
}

import ArgumentParser
import Registre
import Valeurs

/// `quitus jury convoquer`
struct JuryConvoquerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "convoquer",
        abstract: "Convoque un jury sur une promotion.",
        discussion: """
            Exemple :
              quitus jury convoquer --base ecole.quitus --promotion 1A --seance 1A-2027-02 --intitule "Jury de 1A" --date 2027-02-10 \\
                --president martin --membre "martin=directeur des études" --membre durand --invite scolarite
            """)

    @OptionGroup var session: SeanceOptions

    @Option(help: ArgumentHelp("La promotion dans le registre.", valueName: "id"))
    var promotion: String

    @Option(help: ArgumentHelp("Le nom du jury, tel qu'il figure sur les décisions.", valueName: "texte"))
    var intitule: String

    @Option(help: ArgumentHelp("L'instance que ce jury est, dans le règlement.", valueName: "id"))
    var instance = "jury"

    @Option(help: ArgumentHelp("Le jour de la séance.", valueName: "date"))
    var date: String

    @Option(help: ArgumentHelp("Où elle se tient.", valueName: "texte"))
    var lieu = ""

    @Option(help: ArgumentHelp("Qui préside : l'un des membres.", valueName: "personne"))
    var president: String

    @Option(help: ArgumentHelp("Un membre à voix délibérative ; à répéter.", valueName: "personne[=qualité]"))
    var membre: [String] = []

    @Option(help: ArgumentHelp("Un membre à voix consultative ; à répéter.", valueName: "personne[=qualité]"))
    var invite: [String] = []

    @Option(help: ArgumentHelp("Votants présents requis : un nombre, 1/2 (au moins) ou >1/2 (plus de).", valueName: "quorum"))
    var quorum = ">1/2"

    @Option(help: ArgumentHelp("La séance close sur laquelle celle-ci revient.", valueName: "id"))
    var suite: String?

    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let day = try jour(date)
        guard let quorum = Quorum(written: quorum) else {
            throw Refusal(.usage, "erreur: « \(quorum) » n'est pas un quorum ; écrivez un nombre, 1/2 ou >1/2.")
        }
        let members = membre.map { Membre(written: $0, .deliberative) } + invite.map { Membre(written: $0, .consultative) }
        let jury = Instance(identifiant: instance, intitule: intitule, president: president, membres: members, quorum: quorum)
        let convened = try Record.using(session.record.base) { base in
            let code = try Record.done(try base.resoudre(promotion))
            return try Record.done(
                try base.convoquer(code, seance: session.seance, instance: jury, date: day, lieu: lieu, suite: suite, par: acte.acte))
        }
        console.print(convened.summary)
    }
}

extension Membre {
    /// `durand`, or `durand=directrice des études`.
    fileprivate init(written text: String, _ voix: Voix) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        self.init(personne: parts.first ?? "", qualite: parts.count > 1 ? parts[1] : "", voix: voix)
    }
}

extension Quorum {
    /// `5`, `1/2` (at least) or `>1/2` (more than).
    fileprivate init?(written text: String) {
        if let count = Int(text) {
            self = .nombre(count)
            return
        }
        let parts = text.drop { $0 == ">" }.split(separator: "/")
        guard parts.count == 2, let above = Int64(parts[0]), let below = Int64(parts[1]), above > 0, below > 0 else { return nil }
        let share = Rational(above, over: below)
        self = text.hasPrefix(">") ? .plusDe(share) : .auMoins(share)
    }
}

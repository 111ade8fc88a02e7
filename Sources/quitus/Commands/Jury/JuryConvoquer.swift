import ArgumentParser
import Registre
import ReglementYAML
import Valeurs

/// `quitus jury convoquer`
struct JuryConvoquerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "convoquer",
        abstract: "Convoque un jury sur une promotion.",
        discussion: """
            Exemples :
              quitus jury convoquer --base ecole.quitus --promotion 1A --seance 1A-2027-02 --date 2027-02-10 --instance jury_annee \\
                --membre martin=president --membre durand=membres --membre petit=membres
              quitus jury convoquer --base ecole.quitus --promotion 1A --seance 1A-2027-02 --date 2027-02-10 --intitule "Jury de 1A" \\
                --president martin --membre "martin=directeur des études" --membre durand --invite scolarite

            Avec --instance, les sièges, qui préside, qui vote, le quorum et ce qui se décide viennent du règlement de la promotion ; \
            --membre y met chacun à son siège, --suppleant désigne qui peut y prendre la place d'un absent. Sans elle, la composition est \
            celle qui est donnée, et --suppleant dit de qui.
            """)

    @OptionGroup var session: SeanceOptions

    @Option(help: ArgumentHelp("La promotion dans le registre.", valueName: "id"))
    var promotion: String

    @Option(help: ArgumentHelp("L'instance du règlement qui siège.", valueName: "id"))
    var instance: String?

    @Option(help: ArgumentHelp("Le nom du jury, tel qu'il figure sur les décisions ; celui de l'instance par défaut.", valueName: "texte"))
    var intitule: String?

    @Option(help: ArgumentHelp("Le jour de la séance.", valueName: "date"))
    var date: String

    @Option(help: ArgumentHelp("Où elle se tient.", valueName: "texte"))
    var lieu = ""

    @Option(help: ArgumentHelp("Qui préside : l'un des membres ; avec --instance, qui est au siège qui préside.", valueName: "personne"))
    var president: String?

    @Option(help: ArgumentHelp("Un membre, avec son siège ou sa qualité ; à répéter.", valueName: "personne[=siège]"))
    var membre: [String] = []

    @Option(help: ArgumentHelp("Un suppléant, avec le siège ou, sans --instance, le membre qu'il supplée ; à répéter.", valueName: "personne=siège"))
    var suppleant: [String] = []

    @Option(help: ArgumentHelp("Une personne entendue sans voix ; à répéter.", valueName: "personne[=qualité]"))
    var invite: [String] = []

    @Option(
        help: ArgumentHelp(
            "Votants présents requis : un nombre, 1/2 (au moins) ou >1/2 (plus de, par défaut). Refusé quand le règlement le fixe.",
            valueName: "quorum"))
    var quorum: String?

    @Option(help: ArgumentHelp("La séance close sur laquelle celle-ci revient.", valueName: "id"))
    var suite: String?

    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let day = try jour(date)
        let quorum = try quorum.map { text in
            guard let quorum = Quorum(written: text) else {
                throw Refusal(.usage, "erreur: « \(text) » n'est pas un quorum ; écrivez un nombre, 1/2 ou >1/2.")
            }
            return quorum
        }
        let convened = try Record.using(session.record.base) { base in
            let code = try Record.done(try base.resoudre(promotion))
            let jury = try instance.map { try seated($0, code, quorum, in: base, on: console) } ?? free(quorum)
            return try Record.done(
                try base.convoquer(code, seance: session.seance, instance: jury, date: day, lieu: lieu, suite: suite, par: acte.acte))
        }
        console.print(convened.summary)
    }

    /// A composition that the command line gives whole.
    private func free(_ quorum: Quorum?) throws -> Instance {
        guard let intitule, let president else {
            throw Refusal(.usage, "erreur: Il manque --intitule et --president, ou --instance <id>.")
        }
        let members = membre.map { Membre(written: $0, .deliberative) } + invite.map { Membre(written: $0, .consultative) }
        let substitutes = try suppleant.map { text in
            let written = Membre(written: text, .deliberative)
            guard let replaced = members.first(where: { $0.personne == written.qualite }) else {
                throw Refusal(.usage, "erreur: « --suppleant \(text) » ne dit pas quel membre est suppléé ; écrivez --suppleant <personne>=<membre>.")
            }
            return Membre(personne: written.personne, qualite: replaced.qualite, voix: replaced.voix, supplee: [replaced.personne])
        }
        return Instance(
            identifiant: "jury", intitule: intitule, president: president, membres: members + substitutes,
            quorum: quorum ?? Quorum.parDefaut)
    }

    /// People in the seats of an instance of the règlement that judges the promotion.
    private func seated(_ id: String, _ code: String, _ quorum: Quorum?, in base: Base, on console: Console) throws -> Instance {
        let known = try KeptReglement.read(code, in: base, file: session.record.base, on: console).instances
        guard let declared = known.first(where: { $0.id.valeur == id }) else {
            throw Refusal(
                .data,
                lines: ["erreur: le règlement de la promotion n'a pas d'instance « \(id) » [instance-inconnue]"]
                    + known.map { "  - \($0.id.valeur) : \($0.intitule)" })
        }
        if let fixed = declared.quorum, quorum != nil {
            throw Refusal(
                .data, "erreur: le règlement fixe le quorum de cette instance (\((fixed.article ?? declared.article).valeur)) : retirez --quorum.")
        }
        func pair(_ text: String) -> (String, String) {
            let member = Membre(written: text, .deliberative)
            return (member.personne, member.qualite)
        }
        do throws(FautesComposition) {
            let composed = try declared.composer(
                membre.map(pair).map { (personne: $0.0, siege: $0.1) }, suppleants: suppleant.map(pair).map { (personne: $0.0, siege: $0.1) },
                invites: invite.map(pair).map { (personne: $0.0, qualite: $0.1) },
                president: president)
            return Instance(
                identifiant: id, intitule: intitule ?? declared.intitule, president: composed.president,
                membres: composed.membres.map {
                    Membre(personne: $0.id, qualite: $0.qualite, voix: $0.deliberative ? .deliberative : .consultative, supplee: $0.supplee)
                },
                quorum: quorum ?? declared.quorum.map { Quorum($0.valeur) } ?? .parDefaut, objets: declared.objets.map(\.valeur))
        } catch {
            throw Refusal(
                .data,
                lines: ["erreur: \(declared.intitule) ne peut pas siéger dans cette composition [composition]"] + error.lignes.map { "  - \($0)" })
        }
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
    /// More than half of those who vote, where nothing else is said.
    fileprivate static let parDefaut = Quorum.plusDe(Rational(1, over: 2))

    fileprivate init(_ declared: InstanceDeclaree.Quorum) {
        switch declared {
        case .nombre(let count): self = .nombre(count)
        case .auMoins(let share): self = .auMoins(share)
        case .plusDe(let share): self = .plusDe(share)
        }
    }

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

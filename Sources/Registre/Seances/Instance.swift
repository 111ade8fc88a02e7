import Valeurs

/// A member of a jury as the school composes it.
public struct Membre: Hashable, Sendable {
    /// Whether the member votes.
    public enum Voix: String, Hashable, Sendable { case deliberative, consultative }

    /// Identifier in the school's directory.
    public var personne: String
    /// In what capacity they sit, in the school's words.
    public var qualite: String
    public var voix: Voix
    /// For a substitute, the members in whose place they may sit, by identifier; empty for a member in their own right.
    public var supplee: [String]

    public init(personne: String, qualite: String = "", voix: Voix = .deliberative, supplee: [String] = []) {
        (self.personne, self.qualite, self.voix, self.supplee) = (personne, qualite, voix, supplee)
    }

    /// Whether they sit only in someone else's place.
    public var estSuppleant: Bool { !supplee.isEmpty }
}

/// How many voting members must be present for the jury to decide.
public enum Quorum: Hashable, Sendable {
    case nombre(Int)
    /// At least this share of the voting members.
    case auMoins(Rational)
    /// More than this share of the voting members.
    case plusDe(Rational)

    /// The least number of voting members present out of `votants`.
    public func minimum(votants: Int) -> Int {
        switch self {
        case .nombre(let count): count
        case .auMoins(let share): Int((share * Rational(votants)).ceiling)
        case .plusDe(let share): Int((share * Rational(votants)).floor) + 1
        }
    }

    var json: JSON {
        switch self {
        case .nombre(let count): .object(["nombre": .int(Int64(count))])
        case .auMoins(let share): .object(["au_moins": .string(share.fraction)])
        case .plusDe(let share): .object(["plus_de": .string(share.fraction)])
        }
    }

    init(_ json: JSON) throws {
        func share(_ json: JSON) throws -> Rational {
            guard let value = Rational(fraction: try json.string("quorum")) else { throw PayloadError(expected: "quorum") }
            return value
        }
        if let count = try json["nombre"].intOrNil() {
            self = .nombre(Int(count))
        } else if !json["au_moins"].isNull {
            self = .auMoins(try share(json["au_moins"]))
        } else {
            self = .plusDe(try share(json["plus_de"]))
        }
    }
}

/// The composition of a jury, as the règlement's `instances.yaml` and the school's order of the year give it.
public struct Instance: Hashable, Sendable {
    public var identifiant: String
    /// What the jury is called in decisions and documents.
    public var intitule: String
    /// Who presides, by identifier: one of the voting members.
    public var president: String
    public var membres: [Membre]
    public var quorum: Quorum
    /// Kinds of objects that it decides on (`annee`, `diplome`, `ue`…); empty when nothing limits it.
    public var objets: [String]

    public init(identifiant: String, intitule: String, president: String, membres: [Membre], quorum: Quorum, objets: [String] = []) {
        (self.identifiant, self.intitule, self.president, self.membres, self.quorum) = (identifiant, intitule, president, membres, quorum)
        self.objets = objets
    }

    /// Whether it decides on this object, `ue:CODE` being of the kind `ue`.
    public func decide(_ objet: String) -> Bool { objets.isEmpty || objets.contains(String(objet.prefix { $0 != ":" })) }

    /// Those whose voices count for the quorum: substitutes only ever take the place of one of them.
    public var votants: [Membre] { membres.filter { $0.voix == .deliberative && !$0.estSuppleant } }

    /// What keeps this composition from sitting, in French; empty when it can.
    public var defauts: [String] {
        var found: [String] = []
        let voters = votants
        if voters.isEmpty { found.append("aucun membre n'a voix délibérative") }
        if !voters.contains(where: { $0.personne == president }) { found.append("le président n'est pas un membre à voix délibérative") }
        if Set(membres.map(\.personne)).count != membres.count { found.append("une personne y figure deux fois") }
        if membres.contains(where: { $0.personne.isEmpty }) { found.append("un membre n'est pas désigné") }
        for suppleant in membres where suppleant.estSuppleant {
            for replaced in suppleant.supplee
            where !membres.contains(where: { $0.personne == replaced && !$0.estSuppleant && $0.voix == suppleant.voix }) {
                found.append("« \(suppleant.personne) » supplée « \(replaced) », qui n'est pas un membre titulaire de même voix")
            }
            if suppleant.supplee.contains(president) {
                found.append("« \(suppleant.personne) » supplée « \(president) » : qui préside n'a pas de suppléant")
            }
        }
        let minimum = quorum.minimum(votants: voters.count)
        if minimum < 1 || minimum > voters.count {
            found.append("le quorum (\(minimum)) ne peut pas être atteint ou n'exige personne (\(voters.count) votants)")
        }
        if identifiant.isEmpty || intitule.isEmpty { found.append("l'instance n'a pas de nom") }
        return found
    }
}

/// What the règlement proposes for one élève and one object, as the jury receives it.
public struct PropositionJury: Hashable, Sendable {
    /// A way out that the règlement names, open or closed to this élève.
    public struct Option: Hashable, Sendable {
        public var nom: String
        public var ouverte: Bool
        /// Why, with the article.
        public var raison: String

        public init(nom: String, ouverte: Bool, raison: String = "") { (self.nom, self.ouverte, self.raison) = (nom, ouverte, raison) }
    }

    public let eleve: String
    /// As in `decisions.csv`: `annee`, `ue:CODE`…
    public let objet: String
    /// The whole proposal as canonical JSON, motifs included: it is kept and hashed as given.
    public let texte: String
    public let proposition: String
    /// Whether the règlement gives it by right: the jury has nothing to weigh.
    public let deDroit: Bool
    public let options: [Option]

    /// Reads a proposal from its JSON: `proposition`, `de_droit`, `options` (each `nom`, `ouverte`, `raison`), and whatever else it holds.
    ///
    /// - Returns: `nil` when the text is not one.
    public init?(eleve: String, objet: String, texte: String) {
        guard let json = JSON.parse(texte), let proposition = try? json["proposition"].string(), let deDroit = try? json["de_droit"].bool()
        else { return nil }
        var options: [Option] = []
        if !json["options"].isNull {
            guard let items = try? json["options"].array() else { return nil }
            for item in items {
                guard let nom = try? item["nom"].string(), let ouverte = try? item["ouverte"].bool() else { return nil }
                options.append(Option(nom: nom, ouverte: ouverte, raison: (try? item["raison"].stringOrNil()) ?? ""))
            }
        }
        (self.eleve, self.objet, self.texte) = (eleve, objet, texte)
        (self.proposition, self.deDroit, self.options) = (proposition, deDroit, options)
    }

    /// A proposal without motifs.
    public init(eleve: String, objet: String, proposition: String, deDroit: Bool, options: [Option] = []) {
        (self.eleve, self.objet, self.proposition, self.deDroit, self.options) = (eleve, objet, proposition, deDroit, options)
        texte =
            JSON.object([
                "proposition": .string(proposition), "de_droit": .bool(deDroit),
                "options": .array(options.map { .object(["nom": .string($0.nom), "ouverte": .bool($0.ouverte), "raison": .string($0.raison)]) }),
            ]).text
    }

    /// Why the règlement proposes it: sentences in French, each with its article. Empty for a proposal given without motifs.
    public var motifs: [String] {
        guard let json = JSON.parse(texte), let items = try? json["motifs"].array() else { return [] }
        return items.compactMap { item in
            guard let phrase = try? item["phrase"].string() else { return nil }
            let article = (try? item["article"].stringOrNil()) ?? nil
            return article.map { $0.isEmpty ? phrase : "\(phrase) [\($0)]" } ?? phrase
        }
    }

    /// What a page may tick beforehand: never an exclusion, and nothing that is not decided yet.
    public var preselection: String? { Vocabulaire.decidable(proposition) && proposition != Vocabulaire.exclusion ? proposition : nil }

    /// Whether it may be decided with others in one gesture: by right, and never an exclusion.
    public var enBloc: Bool { deDroit && preselection != nil }
}

/// The words of decisions, from the contract; a proposal adds its own.
enum Vocabulaire {
    static let exclusion = "exclusion"
    /// The jury puts its decision off: nothing lands in the dossier.
    static let report = "report"

    /// Words that say that nothing is decided.
    private static let open: Set<String> = ["jury", "en_attente", "sans_objet", "soumis_au_jury"]

    static func decidable(_ word: String) -> Bool { !word.isEmpty && !open.contains(word) }

    static func words(_ objet: String) -> Set<String> {
        switch objet.split(separator: ":").first {
        case "ecue": ["validee", "non_validee", "dispensee", "acquise", "rattrapage", "sans_rattrapage", "neutralisee"]
        case "ue": ["validee", "non_validee", "dispensee", "acquise", "rattrapage", "sans_rattrapage"]
        case "epreuve": ["neutralisee", "force_majeure"]
        case "semestre": ["valide", "non_valide"]
        case "annee":
            [
                "passage", "passage_avec_dette", "poursuite", "rattrapage", "epreuves_complementaires", "avertissement", "redoublement",
                "reorientation", "exclusion", "diplome", "fin_de_cursus",
            ]
        case "diplome": ["acquis", "ajourne", "non_acquis", "delai_depasse"]
        case "condition": ["satisfaite", "non_satisfaite", "dispensee", "derogation"]
        default: []
        }
    }
}

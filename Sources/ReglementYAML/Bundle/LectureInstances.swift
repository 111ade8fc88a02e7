import Reglement
import Valeurs

/// A body that a règlement makes decide (`instances.yaml`): its seats, who presides, how many must be there, on what it rules.
///
/// The règlement gives seats; the school's order of the year gives the people who sit in them (``composer(_:invites:)``).
public struct InstanceDeclaree: Sendable {
    /// A seat, or several of one kind.
    public struct Siege: Sendable {
        public let id: Texte
        /// In what capacity one sits there, in the words of the school.
        public let qualite: String
        /// How many must be designated, and how many may be; no limit when `nil`.
        public let minimum: Int
        public let maximum: Int?
        /// Whether it votes; otherwise its voice is consultative.
        public let deliberative: Bool
        /// How many substitutes may be designated, each to take the place of an absent member of this seat; none when 0.
        public let suppleants: Int
        public let article: Texte?
    }

    /// How many voting members must be present.
    public enum Quorum: Sendable, Hashable {
        case nombre(Int)
        /// This share of the voting members, at least.
        case auMoins(Rational)
        /// More than this share of them.
        case plusDe(Rational)
    }

    public let id: Texte
    public let intitule: String
    public let article: Texte
    /// What it decides on (`annee`, `diplome`, `ue`…); empty when the règlement does not say.
    public let objets: [Texte]
    /// The seat that presides.
    public let president: Texte
    /// `nil` where the règlement sets none.
    public let quorum: (valeur: Quorum, article: Texte?, position: Position)?
    public let sieges: [Siege]
    /// The article under which it may hear others, without a vote; `nil` when it may not.
    public let invites: Texte?

    /// Every article that it rests on.
    var articles: [Texte] { ([article, quorum?.article, invites] + sieges.map(\.article)).compactMap { $0 } }
}

/// Reads `instances.yaml`.
struct LectureInstances {
    let fautes: Fautes

    /// Kinds of objects on which decisions are taken (contract, section 4).
    private static let objets = ["annee", "diplome", "semestre", "ue", "ecue", "epreuve", "condition"]

    func instances(_ noeud: Noeud) -> [InstanceDeclaree] {
        guard let carte = noeud.carte("instances.yaml") else { return [] }
        let list = (carte.noeud("instances")?.carte("instances")?.toutes ?? []).compactMap { entree in
            entree.valeur.carte("une instance").map { instance(entree.cle, $0) }
        }
        carte.finir("instances.yaml")
        return list
    }

    private func instance(_ id: Texte, _ line: Carte) -> InstanceDeclaree {
        let quoi = "l'instance « \(id.valeur) »"
        let objets = line.liste("decide").compactMap(\.texte)
        for objet in objets where !LectureInstances.objets.contains(objet.valeur) {
            fautes.signal(
                "« \(objet.valeur) » n'est pas un objet de décision", code: "instance-objet", at: objet.position,
                conseil: "objets : \(LectureInstances.objets.joined(separator: ", "))")
        }
        let sieges = (line.noeud("membres")?.carte("membres")?.toutes ?? []).compactMap { entree in
            entree.valeur.carte("un siège").map { siege(entree.cle, $0) }
        }
        let read = InstanceDeclaree(
            id: id, intitule: line.exige("intitule", quoi).valeur, article: line.exige("article", quoi), objets: objets,
            president: line.exige("president", quoi), quorum: line.noeud("quorum").flatMap(quorum), sieges: sieges,
            invites: line.texte("invites"))
        line.finir(quoi)
        check(read, quoi)
        return read
    }

    private func siege(_ id: Texte, _ line: Carte) -> InstanceDeclaree.Siege {
        let count = line.entier("nombre")
        let minimum = line.entier("minimum") ?? count ?? 1
        let maximum = line.entier("maximum") ?? (count ?? (line.noeud("minimum") == nil ? 1 : nil))
        if minimum < 0 || maximum.map({ $0 < max(minimum, 1) }) == true {
            fautes.signal(
                "le siège « \(id.valeur) » demande de \(minimum) à \(maximum ?? minimum) personnes", code: "instance-nombre", at: id.position,
                conseil: "nombre:, ou minimum: et maximum: (minimum: seul ne fixe pas de plafond)")
        }
        var deliberative = true
        if let voix = line.texte("voix") {
            deliberative = voix.valeur == "deliberative"
            if !deliberative, voix.valeur != "consultative" {
                fautes.signal("« \(voix.valeur) » : deliberative ou consultative est attendu", code: "forme-inattendue", at: voix.position)
            }
        }
        let read = InstanceDeclaree.Siege(
            id: id, qualite: line.exige("qualite", "le siège « \(id.valeur) »").valeur, minimum: minimum, maximum: maximum,
            deliberative: deliberative, suppleants: suppleants(line, id), article: line.texte("article"))
        line.finir("ce siège")
        return read
    }

    private func suppleants(_ line: Carte, _ id: Texte) -> Int {
        guard let count = line.entier("suppleants") else { return 0 }
        if count < 1 {
            fautes.signal(
                "le siège « \(id.valeur) » aurait \(count) suppléant", code: "instance-nombre", at: id.position,
                conseil: "suppleants: dit combien de suppléants se désignent, un au moins ; sans cette clé, aucun")
        }
        return count
    }

    private func quorum(_ noeud: Noeud) -> (valeur: InstanceDeclaree.Quorum, article: Texte?, position: Position)? {
        guard let line = noeud.carte("quorum") else { return nil }
        let article = line.texte("article")
        defer { line.finir("ce quorum") }
        let given = [line.texte("nombre"), line.texte("au_moins"), line.texte("plus_de")]
        guard given.compactMap({ $0 }).count == 1 else {
            fautes.signal(
                "le quorum dit « nombre », « au_moins » ou « plus_de », l'un des trois", code: "instance-quorum", at: noeud.position,
                conseil: "quorum: { au_moins: 1/2, article: \"…\" }")
            return nil
        }
        func share(_ texte: Texte) -> Rational? {
            let parts = texte.valeur.split(separator: "/").compactMap { Int64($0) }
            guard parts.count == 2, parts[0] > 0, parts[1] >= parts[0] else {
                fautes.signal("« \(texte.valeur) » : une part est attendue, comme 1/2", code: "instance-quorum", at: texte.position)
                return nil
            }
            return Rational(parts[0], over: parts[1])
        }
        if let nombre = given[0] {
            guard let value = Int(nombre.valeur), value > 0 else {
                fautes.signal("« \(nombre.valeur) » : un nombre de votants est attendu", code: "instance-quorum", at: nombre.position)
                return nil
            }
            return (.nombre(value), article, nombre.position)
        }
        if let part = given[1] { return share(part).map { (.auMoins($0), article, part.position) } }
        guard let part = given[2], let value = share(part) else { return nil }
        if value == .one {
            fautes.signal("plus de tous les votants ne peuvent être présents", code: "instance-quorum", at: part.position)
            return nil
        }
        return (.plusDe(value), article, part.position)
    }

    /// A president who has a seat and a vote, a quorum that can be met.
    private func check(_ instance: InstanceDeclaree, _ quoi: String) {
        let voters = instance.sieges.filter(\.deliberative)
        if !instance.president.valeur.isEmpty, !voters.contains(where: { $0.id.valeur == instance.president.valeur }) {
            fautes.signal(
                "« \(instance.president.valeur) » préside, mais n'est pas un siège à voix délibérative de \(quoi)", code: "instance-president",
                at: instance.president.position, conseil: "sièges qui votent : \(voters.map(\.id.valeur).joined(separator: ", "))")
        }
        if let chair = voters.first(where: { $0.id.valeur == instance.president.valeur }), chair.suppleants > 0 {
            fautes.signal(
                "le siège « \(chair.id.valeur) » préside : il n'a pas de suppléants", code: "instance-president", at: chair.id.position,
                conseil: "désignez au siège qui préside la personne, ou son représentant, à la convocation")
        }
        let limits = voters.map(\.maximum)
        guard case .nombre(let quorum)? = instance.quorum?.valeur, !limits.contains(nil), let position = instance.quorum?.position else { return }
        let most = limits.compactMap { $0 }.reduce(0, +)
        if quorum > most {
            fautes.signal(
                "le quorum de \(quoi) est de \(quorum) votants, elle n'en compte que \(most)", code: "instance-quorum", at: position,
                conseil: "un quorum d'au plus \(most), ou un siège de plus")
        }
    }

    /// The articles that instances cite must be among those of the règlement, its parents' included; `1.1.3, Annexe 1A` cites two.
    func check(articles: [Declaration.Article], of instances: [InstanceDeclaree]) {
        let known = Set(articles.map(\.article.valeur))
        for cited in instances.flatMap(\.articles) where !cited.valeur.isEmpty && !known.contains(cited.valeur) {
            for part in cited.valeur.split(separator: ",").map({ String($0.drop { $0 == " " }) }) where !known.contains(part) {
                fautes.signal(
                    "l'article « \(part) » n'est pas dans articles.yaml", code: "article-inconnu", at: cited.position,
                    conseil: Declaration.Article.conseil(part, parmi: known))
            }
        }
    }
}

import Reglement
import Valeurs

/// Who sits in an instance this year: people in the seats of the règlement.
public struct CompositionInstance: Hashable, Sendable {
    public struct Personne: Hashable, Sendable {
        /// Identifier in the school's directory.
        public let id: String
        public let qualite: String
        public let deliberative: Bool
        /// For a substitute, the members in whose place they may sit: those of their seat. Empty for a member in their own right.
        public let supplee: [String]
    }

    public let president: String
    public let membres: [Personne]
}

/// Why people cannot be seated so, in French, one line each with the article.
public struct FautesComposition: Error, Hashable, Sendable {
    public let lignes: [String]
}

extension InstanceDeclaree {
    /// Puts people in the seats.
    ///
    /// - Parameters:
    ///   - designations: each person with the id of a seat.
    ///   - suppleants: each substitute with the id of the seat where they may take the place of an absent member.
    ///   - invites: heard without a vote, where the règlement allows it, each with the capacity in which they come.
    ///   - chair: who is said to preside, if anyone: the person in the seat that presides.
    /// - Throws: every seat unknown, short or overfull, and guests that the règlement does not foresee.
    public func composer(
        _ designations: [(personne: String, siege: String)], suppleants: [(personne: String, siege: String)] = [],
        invites people: [(personne: String, qualite: String)] = [],
        president chair: String? = nil
    ) throws(FautesComposition) -> CompositionInstance {
        var faults: [String] = []
        func source(_ article: Texte?) -> String { "(\((article ?? self.article).valeur))" }
        for designation in designations + suppleants where !sieges.contains(where: { $0.id.valeur == designation.siege }) {
            let near = Proximite.closest(designation.siege, sieges.map(\.id.valeur)).map { " ; vouliez-vous dire « \($0) » ?" } ?? ""
            faults.append("« \(designation.siege) » n'est pas un siège de cette instance \(source(nil))\(near)")
        }
        for siege in sieges {
            let count = designations.count { $0.siege == siege.id.valeur }
            let wanted =
                siege.maximum == siege.minimum ? "\(siege.minimum)" : "au moins \(siege.minimum)" + (siege.maximum.map { ", au plus \($0)" } ?? "")
            if count < siege.minimum || siege.maximum.map({ count > $0 }) == true {
                faults.append("siège « \(siege.id.valeur) » (\(siege.qualite)) : désignés \(count), requis \(wanted) \(source(siege.article))")
            }
        }
        for siege in sieges {
            let count = suppleants.count { $0.siege == siege.id.valeur }
            if count > siege.suppleants {
                let most = siege.suppleants == 0 ? "il n'en a pas" : "au plus \(siege.suppleants)"
                faults.append(
                    "siège « \(siege.id.valeur) » (\(siege.qualite)) : suppléants désignés \(count), \(most) \(source(siege.article))")
            }
        }
        if let chair, !designations.contains(where: { $0.personne == chair && $0.siege == president.valeur }) {
            faults.append("« \(chair) » n'est pas au siège qui préside, « \(president.valeur) » \(source(nil))")
        }
        if invites == nil, !people.isEmpty {
            faults.append("l'article qui compose cette instance \(source(nil)) n'y admet pas d'invités")
        }
        guard faults.isEmpty, let president = designations.first(where: { $0.siege == self.president.valeur }) else {
            throw FautesComposition(lignes: faults)
        }
        let seated = sieges.flatMap { siege in
            let members = designations.filter { $0.siege == siege.id.valeur }.map(\.personne)
            func person(_ id: String, _ supplee: [String]) -> CompositionInstance.Personne {
                .init(id: id, qualite: siege.qualite, deliberative: siege.deliberative, supplee: supplee)
            }
            return members.map { person($0, []) } + suppleants.filter { $0.siege == siege.id.valeur }.map { person($0.personne, members) }
        }
        return CompositionInstance(
            president: president.personne,
            membres: seated + people.map { CompositionInstance.Personne(id: $0.personne, qualite: $0.qualite, deliberative: false, supplee: []) })
    }
}

import Scolarite
import Valeurs

/// Invariants re-checked on a real run (`quitus deliberer --reverifier`): an élève for whom one fails is set aside, never shown as
/// judged.
public struct Reverification: Sendable {
    public enum Invariant: String, Sendable, CaseIterable {
        /// An UE gives between 0 and its credits, a semester no more than its UE.
        case credits
        /// A better rank never goes with a lower mean, equal ranks go with equal means.
        case rangs
        /// Every status, proposition, condition and alert has a motif.
        case motifs
        /// Judging the élève again gives the same, word for word.
        case rejeu
        /// Columns and the judgement one by one agree.
        case colonnes
    }

    public struct Ecart: Sendable, Hashable {
        public let eleve: String
        public let invariant: Invariant
        /// `ue:UE1`, `semestre:S5`… never a mark.
        public let objet: String
    }

    public let ecarts: [Ecart]
    public var ecartes: Set<String> { Set(ecarts.map(\.eleve)) }

    public init(_ jugement: Jugement, _ juge: Juge) {
        var found: [Ecart] = []
        let promotion = juge.cadre.promotion
        let columns = JugeEnColonnes(juge)?.juger()
        let again = Suivi(juge)
        let places = Dictionary(promotion.eleves.enumerated().map { ($1.id, $0) }) { first, _ in first }
        for situe in jugement.eleves {
            found += Reverification.credits(situe, promotion.maquette) + Reverification.motifs(situe)
            guard let index = places[situe.eleve], situe.reglement == juge.cadre.programme.id else { continue }
            if again.situe(index).json() != situe.json() { found.append(Ecart(eleve: situe.eleve, invariant: .rejeu, objet: "eleve")) }
            if let columns { found += Reverification.colonnes(situe, index, columns, promotion.maquette) }
        }
        ecarts = found + Reverification.rangs(jugement)
    }

    private static func credits(_ situe: Jugement.Situe, _ maquette: Maquette) -> [Ecart] {
        var found: [Ecart] = []
        for ue in situe.ues {
            guard let described = maquette.ues.first(where: { $0.code == ue.ue }) else { continue }
            if ue.ects.exact < .zero || ue.ects.exact > described.ects {
                found.append(Ecart(eleve: situe.eleve, invariant: .credits, objet: "ue:\(ue.ue)"))
            }
        }
        for semestre in situe.semestres {
            let most = maquette.ues.filter { maquette.semestres[$0.semestre] == semestre.semestre }.reduce(Rational.zero) { $0 + $1.ects }
            if semestre.ects.exact < .zero || semestre.ects.exact > most {
                found.append(Ecart(eleve: situe.eleve, invariant: .credits, objet: "semestre:\(semestre.semestre)"))
            }
        }
        return found
    }

    private static func motifs(_ situe: Jugement.Situe) -> [Ecart] {
        var silent: [String] = []
        silent += situe.ecues.filter(\.motifs.isEmpty).map { "ecue:\($0.ecue)" }
        silent += situe.ues.filter(\.motifs.isEmpty).map { "ue:\($0.ue)" }
        silent += situe.semestres.filter(\.motifs.isEmpty).map { "semestre:\($0.semestre)" }
        silent += situe.conditions.filter(\.motifs.isEmpty).map { "condition:\($0.condition)" }
        silent += situe.alertes.filter(\.motifs.isEmpty).map { "alerte:\($0.code)" }
        if situe.annee.motifs.isEmpty { silent.append("annee") }
        if situe.diplome.motifs.isEmpty { silent.append("diplome") }
        return silent.map { Ecart(eleve: situe.eleve, invariant: .motifs, objet: $0) }
    }

    private static func rangs(_ jugement: Jugement) -> [Ecart] {
        var bySemestre: [String: [(eleve: String, rang: Int, moyenne: Rational)]] = [:]
        for situe in jugement.eleves {
            for semestre in situe.semestres {
                if let rang = semestre.rang, let moyenne = semestre.moyenne {
                    bySemestre[semestre.semestre, default: []].append((situe.eleve, rang, moyenne.exact))
                }
            }
        }
        var found: [Ecart] = []
        for (semestre, ranked) in bySemestre {
            let ordered = ranked.sorted { $0.rang < $1.rang }
            for (a, b) in zip(ordered, ordered.dropFirst()) where a.moyenne < b.moyenne || (a.rang == b.rang) != (a.moyenne == b.moyenne) {
                found += [
                    Ecart(eleve: a.eleve, invariant: .rangs, objet: "semestre:\(semestre)"),
                    Ecart(eleve: b.eleve, invariant: .rangs, objet: "semestre:\(semestre)"),
                ]
            }
        }
        return found
    }

    private static func colonnes(_ situe: Jugement.Situe, _ eleve: Int, _ columns: JugementEnColonnes, _ maquette: Maquette) -> [Ecart] {
        var found: [Ecart] = []
        for ue in situe.ues {
            guard let index = maquette.ues.firstIndex(where: { $0.code == ue.ue }), let statut = columns.mot(.init(.ue, index, "statut"), eleve)
            else { continue }
            if statut != ue.statut { found.append(Ecart(eleve: situe.eleve, invariant: .colonnes, objet: "ue:\(ue.ue)")) }
        }
        return found
    }
}

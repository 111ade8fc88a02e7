import Scolarite
import Valeurs

/// A promotion kept judged while its facts change: the unit of recalculation is the élève, then the rankings that the change touches.
public final class Suivi {
    private var cadre: Cadre
    private let situation: Situation
    private var classements: Classements

    public init(_ juge: Juge) {
        cadre = juge.cadre
        situation = Situation(cadre: cadre)
        classements = Classements(cadre: cadre, situation: situation)
    }

    /// What a change of one élève's facts brings.
    public struct Consequence: Sendable {
        public let situe: Jugement.Situe
        /// Indices of the other élèves whose rank or grade moved.
        public let deplaces: Set<Int>
    }

    /// Judges one élève again under the facts of `promotion`, which may differ from the former ones for that élève only.
    public func rejuger(_ eleve: Int, _ promotion: Promotion, motifs: Bool = true) -> Consequence {
        cadre = Cadre(cadre, promotion: promotion)
        situation.adopt(cadre)
        let moved = classements.update(eleve, cadre: cadre, situation: situation)
        return Consequence(situe: situe(eleve, motifs: motifs), deplaces: moved)
    }

    /// The present situation of an élève.
    public func situe(_ eleve: Int, motifs: Bool = true) -> Jugement.Situe {
        var redaction = Redaction(cadre: cadre, situation: situation, classements: classements, eleve: eleve, avecMotifs: motifs)
        return redaction.situe()
    }
}

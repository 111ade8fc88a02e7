import Valeurs

/// A promotion judged: for each élève what the règlement proposes, and why. What `quitus deliberer` prints (contract, section 3).
public struct Jugement: Sendable {
    public struct Reference: Sendable, Hashable {
        public let id: String
        /// The dated overlay laid on it for this promotion.
        public let surcouche: String?
        public let empreinte: String
    }

    public let reglement: Reference
    public let date: CalendarDate
    public let session: Int
    public let periode: String
    public var eleves: [Situe]

    /// One élève judged.
    public struct Situe: Sendable {
        public let eleve: String
        /// Id of the règlement that binds this élève.
        public let reglement: String
        /// The overlay laid on it.
        public var surcouche: String?
        public var ecues: [ECUEJugee] = []
        public var ues: [UEJugee] = []
        public var semestres: [SemestreJuge] = []
        public var annee: AnneeJugee
        public var conditions: [ConditionJugee] = []
        public var diplome: DiplomeJuge
        public var gpa: Nombre?
        public var gpaMotifs: [Motif] = []
        public var alertes: [AlerteLevee] = []
    }

    /// A number with the bars beside which it must be shown.
    public struct Nombre: Sendable, Hashable {
        public let exact: Rational
        public let barres: [Rational]
        /// Plain decimal notation that never crosses a bar (contract, section 3).
        public var decimal: String { exact.decimal(notCrossing: barres) }
    }

    /// What a sovereign jury decided, beside the proposal.
    public struct Decidee: Sendable, Hashable {
        public let jury: String
        public let date: CalendarDate?
        public let decision: String
        public let motif: String
    }

    public struct ECUEJugee: Sendable {
        public let ecue: String
        public let note: Nombre?
        public let statut: String
        public let rattrapage: String
        /// The place given by a ranking `ecue.rang`, when it is known.
        public var rang: Int? = nil
        public let motifs: [Motif]
        public let decision: Decidee?
    }

    public struct UEJugee: Sendable {
        public let ue: String
        public let moyenne: Nombre?
        public let statut: String
        public let ects: Nombre
        public let grade: String?
        /// The place given by a ranking `ue.rang`, when it is known.
        public var rang: Int? = nil
        public let motifs: [Motif]
        public let decision: Decidee?
    }

    public struct SemestreJuge: Sendable {
        public let semestre: String
        public let statut: String
        public let ects: Nombre
        public let moyenne: Nombre?
        public let rang: Int?
        public let motifs: [Motif]
        public let decision: Decidee?
    }

    public struct OptionJugee: Sendable, Hashable {
        public let nom: String
        public let ouverte: Bool
        public let motifs: [Motif]
        public let suite: String?
    }

    public struct AnneeJugee: Sendable {
        public let niveau: Int
        public let proposition: String
        /// Every option that the règlement names, open or closed.
        public let options: [OptionJugee]
        /// What the règlement declares of the year beyond its proposition: `annee.moyenne`, a ranking `annee.rang`, `annee.mention`.
        public var moyenne: Nombre? = nil
        public var rang: Int? = nil
        public var mention: String? = nil
        public var motifs: [Motif]
        public let decision: Decidee?
    }

    public struct ConditionJugee: Sendable {
        public let condition: String
        public let statut: String
        public let motifs: [Motif]
        public let decision: Decidee?
    }

    public struct DiplomeJuge: Sendable {
        public let statut: String
        public let titre: String?
        public let echeance: CalendarDate?
        /// The mention that the diploma would bear.
        public var mention: String? = nil
        public var motifs: [Motif]
        public let decision: Decidee?
    }

    public struct AlerteLevee: Sendable {
        public let code: String
        public let objet: String?
        public let motifs: [Motif]
    }
}

/// Why: a rule, its article, a French sentence, and the values used.
public struct Motif: Sendable, Hashable {
    public let regle: String
    public let article: String
    public let phrase: String
    public let valeurs: [Mesuree]
    /// The reading of an ambiguous article on which the rule rests.
    public let lecture: String?
    /// False when nobody of the school has adopted that reading.
    public let lectureAdoptee: Bool
    /// Whether the rule holds for the élève (favourable results have motifs too).
    public let favorable: Bool

    public struct Mesuree: Sendable, Hashable {
        public let nom: String
        public let valeur: String
    }

    /// The same reason with other values beside its own.
    func adding(_ others: [Mesuree]) -> Motif {
        let new = others.filter { other in !valeurs.contains { $0.nom == other.nom } }
        return Motif(
            regle: regle, article: article, phrase: phrase, valeurs: valeurs + new, lecture: lecture, lectureAdoptee: lectureAdoptee,
            favorable: favorable)
    }
}

extension Jugement.Situe {
    /// Says that another version of the règlement binds this élève than the one the promotion names.
    package mutating func signalRattachement(to version: String, insteadOf main: String) {
        let phrase = "L'élève est jugé par « \(version) », le règlement de la promotion à laquelle il appartient, et non par « \(main) »."
        let motif = Motif(
            regle: "rattachement", article: "", phrase: phrase, valeurs: [.init(nom: "reglement", valeur: version)], lecture: nil,
            lectureAdoptee: true, favorable: true)
        alertes.append(.init(code: "reglement_change_de_cohorte", objet: nil, motifs: [motif]))
    }
}

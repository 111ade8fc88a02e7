import Valeurs

/// What the other files of a promotion folder say of one élève. Each list keeps the order of its file.
public struct Dossier: Sendable, Hashable {
    /// Codes of the UE taken; `nil` when the élève takes all.
    public var ues: Set<String>?
    public var resultats: [Resultat] = []
    public var parcours: [AnneeParcours] = []
    public var certifications: [Certification] = []
    public var sejours: [Sejour] = []
    public var stages: [Stage] = []
    public var absences: [Absence] = []
    public var engagements: [Engagement] = []
    public var options: [Choix] = []
    public var procedures: [Procedure] = []
    public var decisions: [Decision] = []

    public init() {}
}

/// A UE's result of an earlier period (`resultats.csv`).
public struct Resultat: Sendable, Hashable {
    public var annee, semestre, ue: String
    public var ects: Rational?
    public var moyenne: Rational?
    public var statut: String
    public var grade: String
    public var session: Int?
    public init(annee: String, semestre: String, ue: String, ects: Rational?, moyenne: Rational?, statut: String, grade: String, session: Int?) {
        (self.annee, self.semestre, self.ue, self.ects) = (annee, semestre, ue, ects)
        (self.moyenne, self.statut, self.grade, self.session) = (moyenne, statut, grade, session)
    }
}

/// An earlier year of the cursus and how it ended (`parcours.csv`).
public struct AnneeParcours: Sendable, Hashable {
    public var annee: String
    /// Year of the cursus, from 1; `nil` where the file leaves it out.
    public var niveau: Int?
    public var decision: String
    public var date: CalendarDate?
    public init(annee: String, niveau: Int?, decision: String, date: CalendarDate?) {
        (self.annee, self.niveau, self.decision, self.date) = (annee, niveau, decision, date)
    }
}

/// A language test or another certificate (`certifications.csv`).
public struct Certification: Sendable, Hashable {
    public var test: String
    public var score: Rational?
    /// A CEFR level (`B2`), or empty.
    public var niveau: String
    public var date: CalendarDate?
    public var externe: Bool?
    /// `en`, `fr`…, from the column or from the test; empty when neither says.
    public var langue: String
    public init(test: String, score: Rational?, niveau: String, date: CalendarDate?, externe: Bool?, langue: String) {
        (self.test, self.score, self.niveau, self.date, self.externe, self.langue) = (test, score, niveau, date, externe, langue)
    }
}

/// A stay abroad, or a study period at another school (`sejours.csv`).
public struct Sejour: Sendable, Hashable {
    public var type: String
    /// ISO country code.
    public var pays: String
    public var debut, fin: CalendarDate?
    /// Whole weeks as the school counted them; see ``Sejour/semainesComptees``.
    public var semaines: Int?
    public var credits: Rational?
    public var valide: Bool?
    public var semestre: String
    public var derogation: Bool?
    public init(
        type: String, pays: String, debut: CalendarDate?, fin: CalendarDate?, semaines: Int?, credits: Rational?, valide: Bool?, semestre: String,
        derogation: Bool?
    ) {
        (self.type, self.pays, self.debut, self.fin, self.semaines) = (type, pays, debut, fin, semaines)
        (self.credits, self.valide, self.semestre, self.derogation) = (credits, valide, semestre, derogation)
    }
}

/// A placement (`stages.csv`).
public struct Stage: Sendable, Hashable {
    public var type, organisme, lieu, pays: String
    public var debut, fin: CalendarDate?
    public var semaines: Int?
    public var valide: Bool?
    public init(type: String, organisme: String, lieu: String, pays: String, debut: CalendarDate?, fin: CalendarDate?, semaines: Int?, valide: Bool?)
    {
        (self.type, self.organisme, self.lieu, self.pays) = (type, organisme, lieu, pays)
        (self.debut, self.fin, self.semaines, self.valide) = (debut, fin, semaines, valide)
    }
}

/// An absence (`absences.csv`).
public struct Absence: Sendable, Hashable {
    public var debut: CalendarDate
    public var fin: CalendarDate?
    public var seance, nature, motif: String
    public var justifie: Bool?
    /// When the proof was handed in.
    public var depose: Instant?
    public var autorisee: Bool?
    public var retardMinutes: Int?
    /// `ECUE/EPREUVE`, or empty.
    public var epreuve: String
    /// The moments at which it began and ended, where the file gives an hour; they fall on ``debut`` and ``fin``.
    public var debutA, finA: Instant?
    public init(
        debut: CalendarDate, fin: CalendarDate?, seance: String, nature: String, motif: String, justifie: Bool?, depose: Instant?, autorisee: Bool?,
        retardMinutes: Int?, epreuve: String, debutA: Instant? = nil, finA: Instant? = nil
    ) {
        (self.debut, self.fin, self.seance, self.nature, self.motif) = (debut, fin, seance, nature, motif)
        (self.debutA, self.finA) = (debutA, finA)
        (self.justifie, self.depose, self.autorisee, self.retardMinutes, self.epreuve) = (justifie, depose, autorisee, retardMinutes, epreuve)
    }
}

/// A recognised engagement (`engagements.csv`).
public struct Engagement: Sendable, Hashable {
    public var action: String
    public var date: CalendarDate?
    public var depose: Instant?
    public var points: Rational?
    public var valide: Bool?
    public init(action: String, date: CalendarDate?, depose: Instant?, points: Rational?, valide: Bool?) {
        (self.action, self.date, self.depose, self.points, self.valide) = (action, date, depose, points, valide)
    }
}

/// A choice that the élève made (`options.csv`), e.g. `rattrapage:CHI502`, `oui`.
public struct Choix: Sendable, Hashable {
    public var objet, choix: String
    public var date: CalendarDate?
    public init(objet: String, choix: String, date: CalendarDate?) {
        (self.objet, self.choix, self.date) = (objet, choix, date)
    }
}

/// An open or closed procedure (`procedures.csv`).
public struct Procedure: Sendable, Hashable {
    public var procedure, etat: String
    public var date: CalendarDate?
    public var cible: String
    public init(procedure: String, etat: String, date: CalendarDate?, cible: String) {
        (self.procedure, self.etat, self.date, self.cible) = (procedure, etat, date, cible)
    }
}

/// A sovereign decision already taken by a jury (`decisions.csv`). A recalculation never changes it.
public struct Decision: Sendable, Hashable {
    public var jury: String
    public var date: CalendarDate?
    /// `ecue:CODE`, `ue:CODE`, `semestre:S5`, `annee`, `diplome`, `epreuve:ECUE/EPREUVE`, `condition:NAME`.
    public var objet: String
    public var decision: String
    public var motif: String
    /// Line of the file, which orders two decisions of one day.
    public var line: Int
    public init(jury: String, date: CalendarDate?, objet: String, decision: String, motif: String, line: Int) {
        (self.jury, self.date, self.objet, self.decision, self.motif, self.line) = (jury, date, objet, decision, motif, line)
    }
}

import Valeurs

/// What `promotion.yaml` says: which règlement, which jury, which day.
public struct Entete: Sendable, Hashable {
    public var ecole: String
    /// Id of a bundle, or a path to one.
    public var reglement: String
    /// Id of an overlay of exceptional measures, if any.
    public var surcouche: String?
    /// Academic year, `2026-2027`.
    public var annee: String
    public var promotion: String
    public var cursus: String
    /// The day on which the situation is judged.
    public var date: CalendarDate
    /// The jury being prepared: 1 or 2.
    public var session: Int
    /// `S5`… or `annee`; ``Promotion/periode`` applies the contract's default.
    public var periode: String?
    /// Values that the règlement leaves to the school's committees.
    public var parametres: [String: ValeurParametre]
    /// Other keys of the file that a bundle may read, as text.
    public var autres: [String: String]

    public init(
        ecole: String, reglement: String, surcouche: String? = nil, annee: String, promotion: String, cursus: String, date: CalendarDate,
        session: Int, periode: String? = nil, parametres: [String: ValeurParametre] = [:], autres: [String: String] = [:]
    ) {
        (self.ecole, self.reglement, self.surcouche, self.annee) = (ecole, reglement, surcouche, annee)
        (self.promotion, self.cursus, self.date, self.session) = (promotion, cursus, date, session)
        (self.periode, self.parametres, self.autres) = (periode, parametres, autres)
    }
}

/// A value under `parametres:`, its scalars kept as text: 2.10 may be an article and 9.995 a mark.
public indirect enum ValeurParametre: Sendable, Hashable {
    case texte(String)
    case liste([ValeurParametre])
    case table([String: ValeurParametre])
}

/// A promotion at a moment: what a folder or the record says, as plain values. Nothing here has been judged.
public struct Promotion: Sendable, Hashable {
    public var entete: Entete
    public var maquette: Maquette
    public var eleves: [Eleve]
    /// One per élève, in the same order.
    public var dossiers: [Dossier]
    public var notes: Notes

    public init(entete: Entete, maquette: Maquette, eleves: [Eleve], dossiers: [Dossier], notes: Notes) {
        self.entete = entete
        self.maquette = maquette
        self.eleves = eleves
        self.dossiers = dossiers
        self.notes = notes
    }

    /// The period judged: the one asked for; otherwise the last semester when it is odd, the year when it is even, and the year for
    /// a cursus that is not organised by semesters (contract, section 1).
    public var periode: String { entete.periode ?? Promotion.periode(parDefaut: maquette.semestres) }

    /// What a maquette of these periods, in their order, is judged on where nothing is asked.
    public static func periode(parDefaut semestres: [String]) -> String {
        guard let last = semestres.last, last.first == "S", let number = Int(last.dropFirst()) else { return "annee" }
        return number % 2 == 1 ? last : "annee"
    }

    /// Whether the élève takes the UE, from `inscriptions.csv`.
    public func suit(eleve: Int, ue: Int) -> Bool {
        dossiers[eleve].ues.map { $0.contains(maquette.ues[ue].code) } ?? true
    }
}

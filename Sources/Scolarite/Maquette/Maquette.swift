import Valeurs

/// What an ECUE is, which decides the scale of its marks and which rules read it.
public enum Nature: String, Sendable, Hashable, CaseIterable {
    case cours, tp, projet, stage, apprentissage, langue, competence, memoire, soutenance, entreprise, facultatif

    /// The scale of a mark, in hundredths: 0 to 20, or 0 to 120 % for a company evaluation.
    public var scale: ClosedRange<Int32> { self == .entreprise ? 0...12_000 : 0...2_000 }
}

/// One épreuve of an ECUE, with its weight inside it.
public struct Epreuve: Sendable, Hashable {
    /// The code of the épreuve; empty for the single épreuve of an ECUE that names none.
    public let code: String
    /// Index of the ECUE in ``Maquette/ecues``.
    public let ecue: Int
    public let nature: Nature
    public let coefficient: Rational

    public init(code: String, ecue: Int, nature: Nature, coefficient: Rational) {
        self.code = code
        self.ecue = ecue
        self.nature = nature
        self.coefficient = coefficient
    }
}

/// An *élément constitutif d'unité d'enseignement* (a module where the school says module).
public struct ECUE: Sendable, Hashable {
    public let code: String
    public let intitule: String
    /// Index of the UE in ``Maquette/ues``.
    public let ue: Int
    public let coefficient: Rational
    public let nature: Nature
    /// The floor that the school sets for this line of the maquette, if any.
    public let seuil: Rational?
    /// Columns of the maquette beyond the contract's, by name (`repere`).
    public let faits: [String: String]
    /// The scale of its marks, in hundredths, where the maquette gives one (column `bareme`); `nil` for that of the nature.
    public let bareme: ClosedRange<Int32>?
    /// The scale of its marks, in hundredths.
    public var scale: ClosedRange<Int32> { bareme ?? nature.scale }

    public init(code: String, intitule: String, ue: Int, coefficient: Rational, nature: Nature, seuil: Rational? = nil, faits: [String: String] = [:])
    {
        self.code = code
        self.intitule = intitule
        self.ue = ue
        self.coefficient = coefficient
        self.nature = nature
        self.seuil = seuil
        self.faits = faits
        bareme = faits[Bareme.colonne].flatMap(Bareme.init)?.scale
    }
}

/// A scale that a school gives to the marks of an ECUE, out of another number than 20: 100, 10, 4…
public struct Bareme: Sendable, Hashable {
    /// The column of `maquette.csv` that gives it.
    public static let colonne = "bareme"
    /// The most that a mark may be, in hundredths.
    public let plafond: Int32
    public var scale: ClosedRange<Int32> { 0...plafond }

    /// `nil` unless the text is a whole number from 1 to 100.
    public init?(_ text: String) {
        guard let value = Rational(decimal: text, comma: true), value >= .one, value <= Rational(100), value.isInteger else { return nil }
        plafond = Int32(value.numerator * 100)
    }
}

/// An *unité d'enseignement*: what is validated and capitalised.
public struct UE: Sendable, Hashable {
    public let code: String
    public let intitule: String
    /// Index of the period in ``Maquette/semestres``.
    public let semestre: Int
    public let ects: Rational
    /// Whether the maquette says that the UE gives an ECTS grade; `nil` where it says nothing, which the règlement settles.
    public let grade: Bool?
    public let seuil: Rational?
    /// Indices in ``Maquette/ecues``, in the order of the file.
    public let ecues: [Int]

    public init(code: String, intitule: String, semestre: Int, ects: Rational, grade: Bool?, seuil: Rational? = nil, ecues: [Int]) {
        self.code = code
        self.intitule = intitule
        self.semestre = semestre
        self.ects = ects
        self.grade = grade
        self.seuil = seuil
        self.ecues = ecues
    }
}

/// What a promotion is taught and how it is weighted: semesters, their UE, their ECUE, their épreuves.
///
/// The épreuves come from the mark sheets: an ECUE without one has none yet.
public struct Maquette: Sendable, Hashable {
    /// Codes of the periods (`S5`, `S6`, `A1`), in the order of the file.
    public let semestres: [String]
    public let ues: [UE]
    public let ecues: [ECUE]
    public let epreuves: [Epreuve]
    /// For each ECUE, the indices of its épreuves in ``epreuves``.
    public let epreuvesParEcue: [[Int]]

    public init(semestres: [String], ues: [UE], ecues: [ECUE], epreuves: [Epreuve]) {
        self.semestres = semestres
        self.ues = ues
        self.ecues = ecues
        self.epreuves = epreuves
        var parEcue = [[Int]](repeating: [], count: ecues.count)
        for (index, epreuve) in epreuves.enumerated() { parEcue[epreuve.ecue].append(index) }
        epreuvesParEcue = parEcue
    }

    /// The scale of the marks of an épreuve: that of its ECUE where the maquette gives one, else that of its own nature.
    public func scale(epreuve: Int) -> ClosedRange<Int32> { ecues[epreuves[epreuve].ecue].bareme ?? epreuves[epreuve].nature.scale }

    /// The scale of the mean of an UE, which is that of its ECUE that carry a mark.
    public func scale(ue: Int) -> ClosedRange<Int32> {
        let marked = ues[ue].ecues.filter { ecues[$0].coefficient > .zero && ecues[$0].nature != .competence }
        return marked.map { ecues[$0].scale }.max { $0.upperBound < $1.upperBound } ?? Nature.cours.scale
    }
}

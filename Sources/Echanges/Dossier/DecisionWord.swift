import Scolarite
import Valeurs

/// What may be decided of an object of `decisions.csv` (contract, sections 4 and 5).
enum DecisionWord {
    /// What an object is, from its prefix.
    enum Objet { case ecue, ue, semestre, annee, diplome, epreuve, condition }

    enum Verdict {
        case accepted
        /// Refused: it is no decision for that object.
        case refused(among: [String])
        /// Kept, with a warning: a school may have words of its own for a year or a grade.
        case unusual(among: [String])
        case notANumber
        case outOfScale(most: Int)
    }

    static let conditions = [
        "anglais", "francais", "international", "entreprise", "engagement", "grand_oral", "habilitations", "scolarite_minimale", "credits",
    ]
    static let grades = ["A+", "A", "B", "C", "D", "E", "F", "FX", "V", "W"]
    private static let annee = [
        "passage", "passage_avec_dette", "poursuite", "rattrapage", "epreuves_complementaires", "avertissement", "redoublement", "reorientation",
        "exclusion", "diplome", "fin_de_cursus", "cesure",
    ]

    /// The words that an object takes, besides marks and grades.
    static func words(_ objet: Objet) -> [String] {
        switch objet {
        case .ecue: ["validee", "non_validee", "dispensee", "acquise", "rattrapage", "sans_rattrapage", "neutralisee", "force_majeure"]
        case .ue: ["validee", "non_validee", "dispensee", "rattrapage", "sans_rattrapage"]
        case .semestre: ["valide", "non_valide"]
        case .annee: annee
        case .diplome: ["acquis", "soumis_au_jury", "ajourne", "non_acquis", "delai_depasse"]
        case .epreuve: ["neutralisee", "force_majeure"]
        case .condition: ["dispensee", "derogation", "satisfaite"]
        }
    }

    /// - Parameter most: the top of the scale of the object's mark.
    static func check(_ word: String, of objet: Objet, most: Int) -> Verdict {
        let known = words(objet)
        if known.contains(word) { return .accepted }
        if objet == .ue, let grade = word.after("grade:") { return grades.contains(grade) ? .accepted : .unusual(among: grades) }
        if objet == .ecue || objet == .ue {
            if let mark = word.after("note:") { return number(mark, 0...most, most) }
            if let points = word.after("points:") { return number(points.after("+") ?? points, -most...most, most) }
        }
        return objet == .annee ? .unusual(among: known) : .refused(among: known)
    }

    private static func number(_ text: String, _ range: ClosedRange<Int>, _ most: Int) -> Verdict {
        guard let value = Rational(cell: text) else { return .notANumber }
        return value >= Rational(range.lowerBound) && value <= Rational(range.upperBound) ? .accepted : .outOfScale(most: most)
    }
}

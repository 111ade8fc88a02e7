import Valeurs

/// What may be decided of an object of `decisions.csv` (contract, sections 4 and 5).
public enum MotDeDecision {
    /// What an object is, from its prefix.
    public enum Objet: String, Sendable { case ecue, ue, semestre, annee, diplome, epreuve, condition }

    /// What a word is for an object.
    public enum Verdict: Sendable, Equatable {
        case accepted
        /// Refused: it is no decision for that object.
        case refused(among: [String])
        /// Kept, with a warning: a school may have words of its own for a year or a grade.
        case unusual(among: [String])
        case notANumber
        case outOfScale(most: Int)
    }

    /// Names of the conditions of the diploma (contract, section 3).
    public static let conditions = [
        "anglais", "francais", "international", "entreprise", "engagement", "grand_oral", "habilitations", "scolarite_minimale", "credits",
    ]
    private static let grades = ["A+", "A", "B", "C", "D", "E", "F", "FX", "V", "W"]
    private static let annee = [
        "passage", "passage_avec_dette", "poursuite", "rattrapage", "epreuves_complementaires", "avertissement", "redoublement", "reorientation",
        "exclusion", "diplome", "fin_de_cursus", "cesure",
    ]

    /// The words that an object takes, besides marks and grades.
    private static func words(_ objet: Objet) -> [String] {
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

    /// - Parameters:
    ///   - objet: as `decisions.csv` writes it (`ue:UE5-1`, `annee`); one that is no object is reported elsewhere and accepts any word.
    ///   - most: the top of the scale of the object's mark.
    public static func check(_ word: String, of objet: String, most: Int) -> Verdict {
        guard let objet = Objet(rawValue: String(objet.prefix { $0 != ":" })) else { return .accepted }
        let known = words(objet)
        if known.contains(word) { return .accepted }
        if objet == .ue, let grade = after("grade:", word) { return grades.contains(grade) ? .accepted : .unusual(among: grades) }
        if objet == .ecue || objet == .ue {
            if let mark = after("note:", word) { return number(mark, 0...most, most) }
            if let points = after("points:", word) { return number(after("+", points) ?? points, -most...most, most) }
        }
        return objet == .annee ? .unusual(among: known) : .refused(among: known)
    }

    private static func number(_ text: String, _ range: ClosedRange<Int>, _ most: Int) -> Verdict {
        // As the engine reads it: a fraction would be accepted here and then say nothing.
        guard text.last?.isNumber == true, let value = Rational(decimal: text, comma: true) else { return .notANumber }
        return value >= Rational(range.lowerBound) && value <= Rational(range.upperBound) ? .accepted : .outOfScale(most: most)
    }

    private static func after(_ prefix: String, _ text: String) -> String? {
        text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
    }
}

import Reglement

/// The words of results as people read them: with their accents, and in the school's own vocabulary where its règlement gives one.
struct Words {
    /// From the règlement: a word of the contract, and what the school says instead.
    var vocabulary: [String: String] = [:]

    func callAsFunction(_ word: String) -> String {
        vocabulary[word] ?? Mots.lisible(word)
    }

    /// Green when the word is good news, red when it is bad, yellow when something is awaited.
    static func colour(_ word: String) -> Colour? {
        switch word {
        case "validee", "valide", "dispensee", "acquise", "passage", "poursuite", "fin_de_cursus", "acquis", "satisfaite": .green
        case "non_validee", "non_valide", "non_acquis", "delai_depasse", "non_satisfaite", "exclusion": .red
        case "en_attente", "jury", "ajourne", "soumis_au_jury", "passage_avec_dette": .yellow
        default: nil
        }
    }
}

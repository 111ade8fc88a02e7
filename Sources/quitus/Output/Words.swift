/// The words of results as people read them: with their accents, and in the school's own vocabulary where its règlement gives one.
struct Words {
    /// From the règlement: a word of the contract, and what the school says instead.
    var vocabulary: [String: String] = [:]

    func callAsFunction(_ word: String) -> String {
        vocabulary[word] ?? Words.accented[word] ?? word.replacing("_", with: " ")
    }

    private static let accented = [
        "validee": "validée", "non_validee": "non validée", "dispensee": "dispensée", "acquise": "acquise", "en_attente": "en attente",
        "valide": "validé", "non_valide": "non validé", "passage": "passage", "passage_avec_dette": "passage avec dette",
        "poursuite": "passage de droit au semestre pair", "epreuves_complementaires": "épreuves complémentaires", "reorientation": "réorientation",
        "diplome": "diplôme", "fin_de_cursus": "fin de cursus", "acquis": "acquis", "soumis_au_jury": "soumis au jury", "ajourne": "ajourné",
        "non_acquis": "non acquis", "delai_depasse": "délai dépassé", "francais": "français", "scolarite_minimale": "scolarité minimale",
        "credits": "crédits", "choisi": "choisi", "refuse": "refusé", "entree": "entrée", "regle": "règle", "lecture": "lecture",
        "decision": "décision",
    ]

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

/// The words of results as people read them: the identifiers of the contract with their accents.
public enum Mots {
    /// A word of the contract in French; another word with its underscores as spaces.
    public static func lisible(_ mot: String) -> String { accentues[mot] ?? mot.replacing("_", with: " ") }

    private static let accentues = [
        "validee": "validée", "non_validee": "non validée", "dispensee": "dispensée", "acquise": "acquise", "en_attente": "en attente",
        "valide": "validé", "non_valide": "non validé", "passage": "passage", "passage_avec_dette": "passage avec dette",
        "poursuite": "passage de droit au semestre pair", "epreuves_complementaires": "épreuves complémentaires", "reorientation": "réorientation",
        "diplome": "diplôme", "fin_de_cursus": "fin de cursus", "acquis": "acquis", "soumis_au_jury": "soumis au jury", "ajourne": "ajourné",
        "non_acquis": "non acquis", "delai_depasse": "délai dépassé", "francais": "français", "scolarite_minimale": "scolarité minimale",
        "credits": "crédits", "choisi": "choisi", "refuse": "refusé", "entree": "entrée", "regle": "règle", "lecture": "lecture",
        "decision": "décision", "fermee": "fermée", "cesure": "césure", "conge": "congé", "mobilite": "mobilité", "annee": "année",
        "attestation_de_suivi": "attestation de suivi", "neutralisee": "neutralisée",
    ]
}

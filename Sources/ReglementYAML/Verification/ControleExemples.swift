import Reglement
import Scolarite
import Valeurs

/// Whether examples speak of what exists: a provision, a column, an alert, a field or a status that is misspelt would make an example hold for
/// nothing, or fail for a reason that is not the rules'.
struct ControleExemples {
    let lu: ReglementLu
    /// Whether other bundles complete this one: they list the provisions that its examples illustrate.
    let estParent: Bool

    func diagnostics() -> [Diagnostic] { lu.exemples.flatMap { provisions($0) + colonnes($0) + attendus($0) } }

    /// What examples expect of objects that do not exist: `exemple`, then `ue:UE9`.
    func objetsInconnus() -> Set<[String]> {
        var found: Set<[String]> = []
        for exemple in lu.exemples {
            for attendu in exemple.attendus where objet(attendu, exemple) != nil { found.insert([exemple.id.valeur, attendu.objet.valeur]) }
        }
        return found
    }

    // MARK: - Given

    private func provisions(_ exemple: Exemple) -> [Diagnostic] {
        let known = lu.provisions.map(\.id.valeur)
        guard !known.isEmpty, !estParent else { return [] }
        return exemple.provisions.filter { !known.contains($0.valeur) }.map { cited in
            // Another number is another provision; the same number under another name is the one that was meant.
            let meme = known.filter { $0.filter(\.isNumber) == cited.valeur.filter(\.isNumber) }
            return .at(
                cited.position, "la disposition « \(cited.valeur) » n'est pas dans couverture.yaml", code: "exemple-provision",
                conseil: proche(cited.valeur, meme) ?? "ajoutez-la à couverture.yaml, avec ce qui la porte")
        }
    }

    private func colonnes(_ exemple: Exemple) -> [Diagnostic] {
        exemple.colonnes.compactMap { colonne in
            let known = lu.declaration.colonnes.filter { colonne.niveaux.contains($0.niveau.valeur) }.map(\.nom.valeur)
            if known.contains(colonne.nom.valeur) { return nil }
            let contrat = colonne.niveaux.contains("eleve") ? ControleExemples.eleves : ControleExemples.ecues
            return .at(
                colonne.nom.position, "aucune règle ne lit la colonne « \(colonne.nom.valeur) »", code: "exemple-colonne",
                conseil: proche(colonne.nom.valeur, known + contrat)
                    ?? "déclarez-la sous colonnes: { \(colonne.niveaux[0]): { \(colonne.nom.valeur): texte } }")
        }
    }

    private static let eleves = [
        "statut", "niveau", "niveau_entree", "entree", "nationalites", "francophone", "boursier", "voie", "genre", "cursus",
    ]
    private static let ecues = ["coefficient", "nature", "seuil", "note", "epreuves", "s2"]

    // MARK: - Expected

    /// The statuses that an object may have, or `nil` where they are not a closed list.
    private static let statuts: [String: [String]] = [
        "ecue": ["validee", "non_validee", "dispensee", "acquise", "en_attente"], "ue": ["validee", "non_validee", "dispensee", "en_attente"],
        "semestre": ["valide", "non_valide", "en_attente"],
        "condition": ["satisfaite", "non_satisfaite", "dispensee", "sans_objet", "en_attente"],
        "diplome": ["acquis", "soumis_au_jury", "ajourne", "delai_depasse", "non_acquis", "en_attente", "sans_objet"], "alerte": ["oui", "non"],
        "annee": ControleContrat.propositions + ["jury", "en_attente"],
    ]
    private static let rattrapages = ["obligatoire", "possible", "choisi", "refuse", "interdit", "sans_objet", "en_attente"]
    private static let champs: [String: [String]] = [
        "ecue": ["statut", "rattrapage", "note", "rang", "decision"], "ue": ["statut", "moyenne", "ects", "grade", "rang", "decision"],
        "semestre": ["statut", "moyenne", "ects", "rang", "decision"],
        "annee": ["proposition", "statut", "options", "options_fermees", "niveau", "moyenne", "rang", "mention", "decision"],
        "condition": ["statut", "decision"],
        "diplome": ["statut", "echeance", "titre", "mention", "decision"], "gpa": ["statut", "gpa"], "alerte": ["statut", "nombre"],
        "erreur": ["statut"],
    ]

    private func attendus(_ exemple: Exemple) -> [Diagnostic] {
        exemple.attendus.flatMap { attendu -> [Diagnostic] in
            if let fault = objet(attendu, exemple) { return [fault] }
            let genre = String(attendu.objet.valeur.prefix { $0 != ":" })
            return attendu.champs.compactMap { champ($0, genre, ControleExemples.champs[genre] ?? []) }
        }
    }

    /// What is wrong with the object that an example expects something of.
    private func objet(_ attendu: Exemple.Attendu, _ exemple: Exemple) -> Diagnostic? {
        let parts = attendu.objet.valeur.split(separator: ":", maxSplits: 1).map(String.init)
        guard ControleExemples.champs[parts.first ?? ""] != nil else { return inconnu(attendu, exemple) }
        return nom(parts[0], parts.count > 1 ? parts[1] : "", attendu.objet, exemple.promotion)
    }

    private func inconnu(_ attendu: Exemple.Attendu, _ exemple: Exemple) -> Diagnostic {
        let objet = attendu.objet.valeur
        if let slash = objet.firstIndex(of: "/") {
            return .at(
                attendu.objet.position, "« \(objet[..<slash]) » n'est pas un élève de cet exemple", code: "exemple-attendu",
                conseil: proche(String(objet[..<slash]), exemple.promotion.eleves.map(\.id)))
        }
        let genres = ControleExemples.champs.keys.sorted()
        return .at(
            attendu.objet.position, "« \(objet) » n'est pas un objet de résultat (\(genres.joined(separator: ", ")))", code: "exemple-attendu",
            conseil: proche(String(objet.prefix { $0 != ":" }), genres))
    }

    private func nom(_ genre: String, _ nom: String, _ objet: Texte, _ promotion: Promotion) -> Diagnostic? {
        let (quoi, known): (String, [String])
        switch genre {
        case "ecue": (quoi, known) = ("un ECUE de cet exemple", promotion.maquette.ecues.map(\.code))
        case "ue": (quoi, known) = ("une UE de cet exemple", promotion.maquette.ues.map(\.code))
        case "semestre": (quoi, known) = ("une période de cet exemple", promotion.maquette.semestres)
        case "condition": (quoi, known) = ("une condition du diplôme", lu.declaration.conditions.map(\.nom.valeur))
        case "alerte": (quoi, known) = ("une alerte du règlement", alertes)
        default: return nil
        }
        if known.contains(nom) { return nil }
        return .at(
            objet.position, "« \(nom) » n'est pas \(quoi)", code: "exemple-attendu",
            conseil: proche(nom, known) ?? (known.isEmpty ? nil : "connus : \(known.prefix(12).joined(separator: ", "))"))
    }

    private var alertes: [String] {
        lu.declaration.alertes.map(\.code.valeur) + lu.declaration.parametres.compactMap(\.alerteSiAbsent?.valeur)
            + ["decision_contraire_au_reglement", "regle_en_defaut", "reglement_change_de_cohorte"]
    }

    private func champ(_ champ: (nom: String, valeur: Exemple.Valeur, position: Position), _ genre: String, _ champs: [String]) -> Diagnostic? {
        guard champs.contains(champ.nom) else {
            return .at(
                champ.position, "« \(champ.nom) » n'est pas un champ de « \(genre) » (\(champs.joined(separator: ", ")))", code: "exemple-attendu",
                conseil: proche(champ.nom, champs))
        }
        let known: [String]?
        switch (genre, champ.nom) {
        case ("annee", "options"), ("annee", "options_fermees"): known = ControleContrat.options
        case (_, "proposition"): known = ControleExemples.statuts["annee"]
        case (_, "rattrapage"): known = ControleExemples.rattrapages
        case (_, "statut"): known = ControleExemples.statuts[genre]
        default: known = nil
        }
        guard let known else { return nil }
        let given: [String] =
            switch champ.valeur {
            case .texte(let mot): [mot];
            case .liste(let mots): mots
            }
        guard let wrong = given.first(where: { !known.contains($0) && !$0.isEmpty }) else { return nil }
        return .at(
            champ.position, "« \(wrong) » n'est pas une valeur de « \(champ.nom) » (\(known.joined(separator: ", ")))", code: "exemple-attendu",
            conseil: proche(wrong, known))
    }

    private func proche(_ mot: String, _ connus: [String]) -> String? { Proximite.closest(mot, connus).map { "vouliez-vous dire « \($0) » ?" } }
}

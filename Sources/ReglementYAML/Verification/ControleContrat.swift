import Reglement
import Valeurs

/// Whether a bundle speaks the words of the contract: results that judging needs, statuses, conditions, options.
struct ControleContrat {
    let lu: ReglementLu
    /// Whether other bundles complete this one: they may bring what it lacks.
    let estParent: Bool

    /// The results that every judgement shows, and the values they may take (`nil` for a number).
    static let resultats: [(cle: String, cas: [String]?)] = [
        ("ecue.statut", ["validee", "non_validee", "dispensee", "acquise"]),
        ("ecue.rattrapage", ["obligatoire", "possible", "interdit", "sans_objet"]),
        ("ue.moyenne", nil),
        ("ue.statut", ["validee", "non_validee", "dispensee"]),
        ("ue.ects", nil),
        ("semestre.statut", ["valide", "non_valide"]),
        ("semestre.ects", nil),
    ]
    static let propositions = ["passage", "passage_avec_dette", "poursuite", "fin_de_cursus", "sans_objet"]
    static let options = [
        "passage", "passage_avec_dette", "rattrapage", "epreuves_complementaires", "avertissement", "redoublement", "reorientation", "exclusion",
        "diplome",
    ]
    static let conditions = [
        "anglais", "francais", "international", "entreprise", "engagement", "grand_oral", "habilitations", "scolarite_minimale", "credits",
    ]

    static let titres = ["ingenieur", "ingenieur_specialisation", "certificat", "diplome_etablissement", "licence"]

    func diagnostics() -> [Diagnostic] {
        let d = lu.declaration
        var found: [Diagnostic] = []
        for (cle, cas) in ControleContrat.resultats { found += resultat(cle, cas) }
        for proposition in d.propositions {
            if let word = proposition.deDroit {
                found += mot(word, parmi: ControleContrat.propositions, "une proposition", code: "proposition-inconnue")
            }
            for option in proposition.options { found += mot(option.nom, parmi: ControleContrat.options, "une option", code: "option-inconnue") }
        }
        for condition in d.conditions {
            found += mot(condition.nom, parmi: ControleContrat.conditions, "une condition du diplôme", code: "condition-inconnue")
        }
        if let diplome = d.diplome {
            for titre in lu.programme.titres {
                found += mot(Texte(titre, diplome.titre.position), parmi: ControleContrat.titres, "un titre de diplôme", code: "titre-inconnu")
            }
            if let statut = diplome.statut {
                found += mot(statut, parmi: ["acquis", "soumis_au_jury"], "un statut de diplôme", code: "valeur-inconnue")
            }
            if let sinon = diplome.sinon {
                found += mot(sinon, parmi: ["non_acquis", "soumis_au_jury", "ajourne"], "un statut de diplôme non acquis", code: "valeur-inconnue")
            }
            if let depuis = diplome.depuis {
                found += mot(depuis, parmi: ["validation_cursus", "jury"], "un départ de délai", code: "valeur-inconnue")
            }
            if let duree = diplome.prolongeable, CalendarDuration(duree.valeur) == nil {
                found.append(
                    .at(duree.position, "« \(duree.valeur) » n'est pas une durée", code: "valeur-inconnue", conseil: "écrivez P1Y, P6M ou P15D"))
            }
        }
        for parametre in d.parametres {
            if let type = parametre.type {
                found += mot(type, parmi: Programme.typesNommes + ["liste", "table"], "un type", code: "valeur-inconnue")
            }
            if let maquette = parametre.maquette {
                found += mot(maquette, parmi: ["seuil_ue", "seuil_ecue"], "une colonne de seuil de la maquette", code: "valeur-inconnue")
            }
        }
        for colonne in d.colonnes {
            found += mot(colonne.type, parmi: Programme.typesNommes, "un type", code: "valeur-inconnue")
            found += mot(colonne.niveau, parmi: Niveau.allCases.map(\.nom), "un niveau", code: "niveau-inconnu")
        }
        return found
    }

    private func resultat(_ cle: String, _ cas: [String]?) -> [Diagnostic] {
        guard let declared = lu.declaration.resultats.first(where: { $0.cle == cle }), let nature = lu.programme.nature(ofResultat: cle) else {
            if estParent || lu.declaration.surcouche || lu.surcouche != nil { return [] }
            return [
                .at(
                    lu.declaration.id.position, "le règlement ne définit pas « \(cle) »", code: "resultat-absent",
                    conseil: "ajoutez-le sous resultats:", gravite: .avertissement)
            ]
        }
        let position = declared.nom.position
        switch (nature, cas) {
        case (.indeterminee, _), (.nombre, nil): return []
        case (.enumeration(let given), let cas?):
            return given.filter { !cas.contains($0) }.map { word in
                .at(
                    position, "« \(cle) » peut valoir « \(word) », qui n'est pas l'une de ses valeurs (\(cas.joined(separator: ", ")))",
                    code: "statut-inconnu",
                    conseil: Proximite.closest(word, cas).map { "vouliez-vous dire « \($0) » ?" })
            }
        case (let nature, nil): return [.at(position, "« \(cle) » est \(ControleContrat.nom(nature)) ; un nombre est attendu", code: "resultat-type")]
        case (let nature, let cas?):
            return [
                .at(
                    position, "« \(cle) » est \(ControleContrat.nom(nature)) ; l'une des valeurs \(cas.joined(separator: ", ")) est attendue",
                    code: "resultat-type")
            ]
        }
    }

    private static func nom(_ nature: Programme.Nature) -> String {
        switch nature {
        case .nombre: "un nombre"
        case .enumeration(let cas): "l'une des valeurs \(cas.joined(separator: ", "))"
        case .indeterminee: "indéterminé"
        case .autre(let nom): nom
        }
    }

    private func mot(_ texte: Texte, parmi known: [String], _ quoi: String, code: String) -> [Diagnostic] {
        if known.contains(texte.valeur) { return [] }
        return [
            .at(
                texte.position, "« \(texte.valeur) » n'est pas \(quoi) (\(known.joined(separator: ", ")))", code: code,
                conseil: Proximite.closest(texte.valeur, known).map { "vouliez-vous dire « \($0) » ?" })
        ]
    }
}

extension Diagnostic {
    /// A diagnostic at a place of a bundle.
    static func at(_ position: Position, _ message: String, code: String, conseil: String? = nil, gravite: Gravite = .erreur) -> Diagnostic {
        Diagnostic(
            gravite, fichier: position.fichier, ligne: position.ligne, colonne: position.colonne, message: message, code: code, conseil: conseil)
    }
}

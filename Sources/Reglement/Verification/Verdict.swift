import Valeurs

/// What a static check finds of conditions taken together.
enum Verdict {
    case impossible
    /// The values that make them hold together.
    case possible(ContreExemple)
    /// Too many combinations to say.
    case inconnu
}

/// A dossier, told by the quantities that matter, on which a règlement has nothing to say or says two things.
struct ContreExemple {
    let texte: String
    /// Whether a dossier surely gives these values: each quantity can be chosen apart from the others. Otherwise it may be that no
    /// dossier does, for a reason that the checks do not see.
    let certain: Bool
}

extension Programme {
    /// Whether conditions can hold together.
    ///
    /// - Parameter session: the session whose state is computed, where the engine fixes it.
    /// - Parameter fond: what is known besides, which a counterexample does not tell.
    /// - Parameter construire: gives the formulas, once it is known at which level names are read.
    func verdict(
        _ niveau: Niveau, locaux: Portees = [:], session: Int? = nil, parametresLibres: Bool = false, fond: (Traduction) -> [Formule] = { _ in [] },
        _ construire: (Traduction) -> [Formule]
    ) -> Verdict {
        let traduction = Traduction(self, niveau: niveau, locaux: locaux, session: session, parametresLibres: parametresLibres)
        let asked = construire(traduction)
        let lues = traduction.variables.count
        let formules = asked + fond(traduction) + Invariants(traduction).formules
        let domaines = Domaines(traduction, formules)
        var recherche = Recherche(formules, domaines: domaines)
        switch recherche.issue() {
        case .aucune: return domaines.complets ? .impossible : .inconnu
        case .limite: return .inconnu
        case .trouvee(let donnees): return .possible(contreExemple(traduction, Array(donnees.prefix(lues))))
        }
    }

    private func contreExemple(_ traduction: Traduction, _ donnees: [Valeur?]) -> ContreExemple {
        var dossier = DossierEcrit(Libelles(traduction))
        var (opaques, etats, vues) = (0, 0, Set<Vue>())
        for (variable, value) in zip(traduction.variables, donnees) {
            guard let value else { continue }
            dossier.ajouter(variable.terme, value)
            switch genre(variable.terme, traduction) {
            case .libre: break
            case .etat(let vue):
                etats += 1
                vues.insert(vue)
            case .opaque: opaques += 1
            }
        }
        let certain = (opaques == 0 && vues.count <= 1) || (opaques == 1 && etats == 0)
        return ContreExemple(texte: dossier.texte, certain: certain)
    }

    private enum Genre { case libre, etat(Vue), opaque }

    /// How far a quantity can be chosen apart from the others.
    private func genre(_ terme: Terme, _ traduction: Traduction) -> Genre {
        switch terme {
        case .contexte, .parametre, .colonne: return .libre
        case .champ(_, let champ, _) where Traduction.fixes.contains(champ): return .libre
        case .champ(let source, _, let vue):
            switch traduction.type(of: source) {
            case .entite(.niveau(.eleve)), .entite(.feuille): return .libre
            case .entite(.niveau): return .etat(vue)
            default: return .opaque
            }
        default: return .opaque
        }
    }
}

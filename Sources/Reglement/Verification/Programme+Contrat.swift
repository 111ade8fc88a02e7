extension Programme {
    /// What a result gives, as the contract asks of it.
    public enum Nature: Sendable, Hashable {
        case nombre
        /// The cases of a closed enumeration.
        case enumeration([String])
        /// Null, or not known before the dossiers are.
        case indeterminee
        /// In French, for a diagnostic.
        case autre(String)
    }

    /// What the result « niveau.nom » gives; `nil` when the règlement does not define it.
    public func nature(ofResultat cle: String) -> Nature? {
        guard let index = declaration.resultats.firstIndex(where: { $0.cle == cle }) else { return nil }
        switch resultats[index].type {
        case .nombre: return .nombre
        case .enumeration(let cas): return .enumeration(cas)
        case .indetermine: return .indeterminee
        case let other: return .autre(other.nom)
        }
    }

    /// The titles that the diploma may bear, where the règlement writes them out.
    public var titres: [String] {
        func mots(_ terme: Terme) -> [String] {
            switch terme {
            case .constante(.texte(let mot)): [mot]
            case .si(_, let a, let b): mots(a) + mots(b)
            default: []
            }
        }
        return diplome.map { mots($0.titre) } ?? []
    }

    /// Whatever `vocabulaire` may give the school's word for: names that expressions read, words that they compare or conclude.
    public var motsNommables: [String] {
        var found: Set<String> = ["grade", "jury", "session_1", "session_2", "rattrapage", "annee", "eleve", "ue", "ecue", "semestre", "epreuve"]
        let entites: [Entite] = Niveau.allCases.map { .niveau($0) } + Feuille.allCases.map { .feuille($0) } + [.cursus, .ueCursus]
        for entite in entites {
            for nom in Schema.noms(de: entite) {
                found.insert(nom)
                if case .enumeration(let mots)? = Schema.champ(nom, de: entite)?.type { found.formUnion(mots) }
            }
        }
        found.formUnion(declaration.parametres.map(\.nom.valeur) + declaration.colonnes.map(\.nom.valeur) + declaration.codes.map(\.code.valeur))
        found.formUnion(declaration.conditions.map(\.nom.valeur) + declaration.alertes.map(\.code.valeur) + titres)
        for resultat in resultats {
            found.insert(resultat.nom)
            if case .enumeration(let mots) = resultat.type { found.formUnion(mots) }
        }
        for terme in Lectures(programme: self).termes() {
            _ = terme.transforme { inner in
                if case .constante(.texte(let mot)) = inner { found.insert(mot) }
                return inner
            }
        }
        return found.sorted()
    }

    /// Parameters that no expression reads, in the order of the files.
    public var parametresJamaisLus: [Declaration.Parametre] {
        let lus = Compilation(declaration).programme(empreinte: empreinte).parametresLus
        return declaration.parametres.enumerated().filter { !lus.contains($0.offset) }.map(\.element)
    }

    /// The types that `colonnes:` and `type:` may name.
    public static let typesNommes = ["texte", "nombre", "booleen", "date", "duree"]

    /// Functions that the expressions of a règlement have and FEEL has not.
    public static let fonctionsPropres = [Fonction.semaines, .jours, .joursOuvrables, .cecr, .moyenne, .fixe].map(\.rawValue)
}

import Valeurs

/// The entity or value that each slot in scope holds.
typealias Portees = [Int: TypeValeur]

extension Traduction {
    func type(of terme: Terme) -> TypeValeur { programme.type(of: terme, portees) }
}

extension Programme {
    /// The type of a term; undetermined where it does not matter to the checks.
    func type(of terme: Terme, _ portees: Portees) -> TypeValeur {
        switch terme {
        case .constante(let value): return Programme.type(of: value)
        case .local(let slot): return portees[slot] ?? .indetermine
        case .champ(let source, let champ, _):
            guard case .entite(let entite) = type(of: source, portees) else { return .indetermine }
            return Programme.champ(champ, de: entite)?.type ?? .indetermine
        case .colonne(_, _, let type): return type
        case .contexte(let contexte):
            switch contexte {
            case .session, .sessionJugee, .finDAnnee: return .nombre
            case .periode, .anneeUniversitaire: return .texte
            case .date: return .date
            }
        case .resultat(_, let index, _, _): return resultats[index].type
        case .classement(_, let index): return classements[index].parts.isEmpty ? .nombre : .texte
        case .parametre(let index, _): return parametres[index].type
        case .non, .et, .ou, .compare, .quantifie: return .booleen
        case .calcul(_, let a, _):
            let left = type(of: a, portees)
            return left == .date ? .date : .nombre
        case .si(_, let a, let b): return type(of: a, portees).joined(type(of: b, portees))
        case .filtre(let liste, _, _): return type(of: liste, portees)
        case .element(let liste, _):
            if case .liste(let element) = type(of: liste, portees) { return element }
            return .indetermine
        case .pourChaque(let liste, let slot, let body):
            var inner = portees
            if case .liste(let element) = type(of: liste, portees) { inner[slot] = element }
            return .liste(type(of: body, inner))
        case .liste(let termes): return .liste(termes.first.map { type(of: $0, portees) } ?? .indetermine)
        case .fonction(let fonction, let arguments):
            switch fonction {
            case .not, .contains, .listContains, .startsWith, .endsWith, .fixe: return .booleen
            case .concatenate, .distinctValues: return arguments.first.map { type(of: $0, portees) } ?? .liste(.indetermine)
            case .date: return .date
            case .duration: return .duree
            case .min, .max:
                if case .liste(let element)? = arguments.first.map({ type(of: $0, portees) }) { return element }
                return arguments.first.map { type(of: $0, portees) } ?? .nombre
            default: return .nombre
            }
        }
    }

    private static func type(of value: Valeur) -> TypeValeur {
        switch value {
        case .nul, .table: .indetermine
        case .bool: .booleen
        case .nombre, .affine: .nombre
        case .texte: .texte
        case .date: .date
        case .duree: .duree
        case .liste(let items): .liste(items.first.map { type(of: $0) } ?? .indetermine)
        case .objet(.ecue): .entite(.niveau(.ecue))
        case .objet(.ue): .entite(.niveau(.ue))
        case .objet(.eleve): .entite(.niveau(.eleve))
        case .objet(.annee): .entite(.niveau(.annee))
        case .objet(.cursus): .entite(.cursus)
        case .objet: .indetermine
        }
    }

    /// The name and type of a field, back from what it compiles to.
    static func champ(_ champ: Champ, de entite: Entite) -> (nom: String, type: TypeValeur)? {
        switch champ {
        case .ueParente: return ("ue", .entite(.niveau(.ue)))
        case .semestreParent: return ("semestre", .entite(.niveau(.semestre)))
        default: break
        }
        for nom in Schema.noms(de: entite) {
            if let entree = Schema.champ(nom, de: entite), entree.champ == champ { return (nom, entree.type) }
        }
        return nil
    }

    // MARK: - Null

    /// Whether a term may be null: a mark not recorded, a mean of nothing, an empty column.
    func peutEtreNul(_ terme: Terme, profondeur: Int = 0) -> Bool {
        guard profondeur < 12 else { return true }
        func again(_ terme: Terme) -> Bool { peutEtreNul(terme, profondeur: profondeur + 1) }
        switch terme {
        case .constante(let value): return value == .nul
        case .champ(_, let champ, _): return !Programme.jamaisNuls.contains(champ)
        case .contexte, .parametre, .non, .et, .ou, .compare, .quantifie, .liste, .filtre, .pourChaque: return false
        case .local, .colonne, .classement, .element: return true
        case .calcul(_, let a, let b): return again(a) || again(b)
        case .si(_, let a, let b): return again(a) || again(b)
        case .fonction(let fonction, _):
            switch fonction {
            case .count, .sum, .semaines, .fixe, .not, .contains, .listContains, .startsWith, .endsWith, .concatenate, .distinctValues: return false
            default: return true
            }
        case .resultat(_, let index, _, _):
            let resultat = resultats[index]
            if resultat.quand != nil, resultat.sinon.map(again) ?? true { return true }
            if resultat.sauf.contains(where: { again($0.alors) }) { return true }
            switch resultat.forme {
            case .moyenne: return true
            case .formule(let body): return again(body)
            case .cumul(_, _, let sinon): return again(sinon)
            case .table(_, let lignes): return lignes.contains { again($0.alors) }
            }
        }
    }

    private static let jamaisNuls: Set<Champ> = [
        .code, .nature, .coefficient, .bareme, .etat, .epreuves, .ecues, .ues, .semestres, .notee, .acquis, .dispensee, .acquise, .bloquee, .abi,
        .abj,
        .fraude, .choix,
        .represente, .premiereEnSession2, .sansRattrapage, .rattrapageAccorde, .ectsMaquette, .donneGrade, .gradeDemande, .semestreCode, .impair,
        .ueParente,
        .semestreParent,
        .statutEleve, .niveau, .niveauEntree, .entree, .cursusCode, .voie, .genre, .nationalites, .cursus, .annees,
    ]
}

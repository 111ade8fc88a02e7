import Valeurs

/// Reads the value of a parameter, whether a bundle or a school's `promotion.yaml` writes it.
enum ParametreLecture {
    /// `nil` when the value is not of the type.
    static func valeur(_ declaree: ValeurDeclaree, type: TypeValeur, colonnes: [String]) -> Valeur? {
        switch (declaree, type) {
        case (.texte(let texte), _): return scalaire(texte.valeur, type: type)
        case (.liste(let items, _), .liste(.entite(.table))):
            var lignes: [Valeur] = []
            for item in items {
                guard case .table(let entrees, _) = item else { return nil }
                lignes.append(
                    .table(
                        colonnes.map { nom in
                            guard case .texte(let texte)? = entrees.first(where: { $0.cle == nom })?.valeur else { return .nul }
                            return cellule(texte.valeur)
                        }))
            }
            return .liste(lignes)
        case (.liste(let items, _), .liste(let element)):
            var valeurs: [Valeur] = []
            for item in items {
                guard let valeur = valeur(item, type: element, colonnes: colonnes) else { return nil }
                valeurs.append(valeur)
            }
            return .liste(valeurs)
        case (.table(let entrees, _), .liste(.entite(.table))):
            return .liste(
                entrees.map { entree in
                    guard case .texte(let texte) = entree.valeur else { return .table([.texte(entree.cle), .nul]) }
                    return .table([.texte(entree.cle), cellule(texte.valeur)])
                })
        default: return nil
        }
    }

    static func scalaire(_ text: String, type: TypeValeur) -> Valeur? {
        switch type {
        case .nombre: return Rational(decimal: text, comma: true).map { .nombre($0) }
        case .booleen:
            switch text.lowercased() {
            case "oui", "o", "vrai", "true", "1": return .bool(true)
            case "non", "n", "faux", "false", "0": return .bool(false)
            default: return nil
            }
        case .date: return CalendarDate(text).map { .date($0) }
        case .duree: return CalendarDuration(text).map { .duree($0) }
        case .texte, .enumeration: return .texte(text)
        case .indetermine: return cellule(text)
        default: return nil
        }
    }

    /// A cell of a table parameter: what it reads as.
    private static func cellule(_ text: String) -> Valeur {
        if let number = Rational(decimal: text, comma: true) { return .nombre(number) }
        if let day = CalendarDate(text) { return .date(day) }
        if let duree = CalendarDuration(text) { return .duree(duree) }
        return switch text {
        case "oui", "true": .bool(true)
        case "non", "false": .bool(false)
        default: .texte(text)
        }
    }
}

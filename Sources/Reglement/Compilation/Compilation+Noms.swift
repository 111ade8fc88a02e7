import Valeurs

extension Compilation {
    /// A name that the engine already gives, or that two things bear at one level: only one of them would ever be read.
    func noms() {
        var seen: [String: Position] = [:]
        for (niveau, nom) in declares {
            guard let level = Niveau(nom: niveau.valeur) else { continue }
            let cle = "\(niveau.valeur).\(nom.valeur)"
            if Schema.champ(nom.valeur, de: .niveau(level)) != nil {
                c.signal(
                    "« \(cle) » porte le nom d'un champ : il ne serait jamais lu", code: "nom-reserve", at: nom.position,
                    conseil: "donnez-lui un autre nom")
            } else if let first = seen[cle] {
                c.signal(
                    "« \(cle) » existe déjà, ligne \(first.ligne) de \(first.fichier)", code: "nom-double", at: nom.position,
                    conseil: "un résultat, un fait, une colonne et un classement du même niveau ont chacun leur nom")
            } else {
                seen[cle] = nom.position
            }
        }
    }

    private var declares: [(niveau: Texte, nom: Texte)] {
        declaration.resultats.map { ($0.niveau, $0.nom) } + declaration.faits.map { ($0.niveau, $0.nom) }
            + declaration.colonnes.map { ($0.niveau, $0.nom) } + declaration.classements.map { ($0.niveau, $0.nom) }
    }

    /// The delay of a condition is a duration.
    func delai(_ nom: Texte?) {
        guard let nom, let index = symboles.parametres[nom.valeur] else { return }
        let type = symboles.typeOfParametre(index)
        guard type != .duree else { return }
        let declared = declaration.parametres[index]
        c.signal(
            "« \(nom.valeur) » est \(type.nom) ; le délai d'une condition est une durée", code: "parametre-type",
            at: declared.valeur?.position ?? declared.nom.position, conseil: "écrivez P2Y, P6M ou P15D")
    }

    /// The règlement's own value is one of those that it lets the school set.
    func verifier(_ valeur: Valeur, dans borne: Terme, _ declared: Declaration.Parametre) {
        let essai = borne.transforme { $0 == .local(0) ? .constante(valeur) : $0 }
        guard valeur != .nul, Compilation.connu(essai) == false, let position = declared.valeur?.position, let texte = declared.borne else { return }
        c.signal(
            "la valeur de « \(declared.nom.valeur) » est hors de sa propre borne (\(texte.valeur))", code: "borne-contredite", at: position,
            conseil: "corrigez l'une des deux : la borne vaut pour le règlement comme pour l'école")
    }

    /// What a condition on constants is worth; `nil` when something else decides.
    private static func connu(_ terme: Terme) -> Bool? {
        switch terme {
        case .constante(.bool(let value)): return value
        case .compare(let op, .constante(let a), .constante(let b)): return Formule.compare(op, a, b)
        case .non(let inner): return connu(inner).map { !$0 }
        case .et(let parts):
            let known = parts.map(connu)
            return known.contains(false) ? false : known.contains(nil) ? nil : true
        case .ou(let parts):
            let known = parts.map(connu)
            return known.contains(true) ? true : known.contains(nil) ? nil : false
        default: return nil
        }
    }
}

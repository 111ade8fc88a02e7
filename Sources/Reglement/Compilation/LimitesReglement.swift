import Valeurs

/// What a règlement may ask of whoever compiles it and judges by it. Every limit of this module is here; docs/guide/limites.md tells them to
/// the people who write règlements. Those that ship stay ten times under each.
enum LimitesReglement {
    /// Rules, facts, parameters and whatever else a règlement defines, its parents included.
    static let definitions = 2_000
    /// Lines of one table, conditions of one result: each is compared with each of the others.
    static let lignes = 200
    /// Height of the tree of one expression.
    static let hauteur = 100
    /// Results and facts that need each other one after the other before a type is known.
    static let chaine = 32
    /// Lists that are gone through inside one another, in one expression.
    static let listes = Situation.frame - 1
    /// Results computed inside one another while an élève is judged.
    static let resultats = 64
    /// Elements of lists met on one path of a judgement.
    static let pas = 500_000

    /// Why a règlement is not compiled; `nil` when it may be.
    static func refus(_ d: Declaration) -> Diagnostic? {
        let count =
            d.resultats.count + d.faits.count + d.parametres.count + d.propositions.count + d.conditions.count + d.alertes.count
            + d.classements.count + d.colonnes.count
        if count > definitions {
            return refus("le règlement définit \(count) règles, faits et paramètres : \(definitions) au plus", at: d.id.position)
        }
        for resultat in d.resultats {
            let lines =
                switch resultat.forme {
                case .cumul(_, let conditions, _): conditions.count
                case .table(_, let lignes): lignes.count
                case .formule, .moyenne: 0
                }
            if max(lines, resultat.sauf.count) > lignes {
                return refus("« \(resultat.cle) » a plus de \(lignes) lignes, conditions ou exceptions", at: resultat.nom.position)
            }
        }
        if d.propositions.count > lignes { return refus("le règlement a plus de \(lignes) propositions", at: d.id.position) }
        return nil
    }

    private static func refus(_ message: String, at position: Position) -> Diagnostic {
        Diagnostic(
            fichier: position.fichier, ligne: position.ligne, colonne: position.colonne, message: message, code: "reglement-trop-grand",
            conseil: "séparez ce qui se répète en paramètres ou en faits")
    }
}

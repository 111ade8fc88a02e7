import Feel
import Valeurs

/// Words compared with an enumeration: each must be one of its cases, wherever it is written.
extension Compilateur {
    /// A text compared with an enumeration must be one of its cases.
    func checkCase(_ type: TypeValeur, _ terme: Terme, at expression: Expression) {
        guard case .enumeration(let cas) = type, case .constante(.texte(let value)) = terme else { return }
        checkMot(value, cas, at: position(of: expression))
    }

    /// - Parameter cas: the words that are known; a school may add to those of ``Schema/ouvertes``, by naming its own under `vocabulaire`.
    func checkMot(_ mot: String, _ cas: [String], at position: Position) {
        if cas.contains(mot) { return }
        let ouverte = Schema.ouvertes.contains(cas)
        if ouverte, symboles.declaration.vocabulaire[mot] != nil { return }
        signal(
            "« \(mot) » n'est pas une valeur possible ici (\(cas.joined(separator: ", ")))", code: "valeur-hors-enumeration", at: position,
            conseil: Suggestion.closest(to: mot, among: cas).map { "vouliez-vous dire « \($0) » ?" }
                ?? (ouverte ? "un mot propre à l'école se nomme sous vocabulaire: { \(mot): … }" : nil))
    }

    /// The values of a parameter, or of a column of its lines, compared with an enumeration.
    func checkParametre(_ x: Compile, _ y: Compile, _ portee: Portee) {
        guard case .enumeration(let cas) = x.type else { return }
        switch y.terme {
        case .parametre(let index, _):
            let declared = symboles.declaration.parametres[index]
            let values = [declared.valeur].compactMap { $0 } + declared.valeurs.map(\.valeur) + declared.dates.map(\.valeur)
            for case .texte(let texte) in values { checkMot(texte.valeur, cas, at: texte.position) }
        case .champ(.local(let slot), .cellule(let column), _):
            guard let variable = portee.variables.first(where: { $0.slot == slot }), let index = variable.parametre,
                case .entite(.table(let noms)) = variable.type, case .liste(let lignes, _)? = symboles.declaration.parametres[index].valeur
            else { return }
            for case .table(let cells, _) in lignes {
                if case .texte(let texte)? = cells.first(where: { $0.cle == noms[column] })?.valeur {
                    checkMot(texte.valeur, cas, at: texte.position)
                }
            }
        default: break
        }
    }

    /// The parameter that a list is, whole or filtered.
    static func parametre(_ liste: Terme) -> Int? {
        switch liste {
        case .parametre(let index, _): index
        case .filtre(let inner, _, _): parametre(inner)
        default: nil
        }
    }
}

import Feel
import Scolarite
import Valeurs

extension Compilateur {
    func call(_ callee: Expression, _ arguments: Expression.Arguments, _ e: Expression, _ portee: Portee) -> Compile {
        guard case .name(let nom) = callee.node, let fonction = Fonction(rawValue: nom) else {
            var written = "cette expression"
            if case .name(let nom) = callee.node { written = "« \(nom) »" }
            var conseil: String?
            if case .name(let nom) = callee.node {
                conseil =
                    Ecriture.fonction(nom)
                    ?? Suggestion.closest(to: nom, among: Fonction.allCases.map(\.rawValue)).map { "vouliez-vous dire « \($0) » ?" }
            }
            signal(
                "\(written) n'est pas une fonction connue", code: "fonction-inconnue", at: position(of: e), conseil: conseil)
            return Compilateur.inconnu
        }
        guard case .positional(let list) = arguments else {
            signal("les arguments de « \(nom) » se donnent dans l'ordre, sans noms", code: "arguments", at: position(of: e))
            return Compilateur.inconnu
        }
        return call(fonction, list, e, portee)
    }

    private func call(_ fonction: Fonction, _ list: [Expression], _ e: Expression, _ portee: Portee) -> Compile {
        switch fonction {
        case .date, .duration: return literalCall(fonction, list, e)
        case .moyenne: return moyenne(list, e, portee)
        case .fixe: return fixe(list, e, portee)
        default: break
        }
        let compiled = list.map { compile($0, portee) }
        guard let signature = Compilateur.signature(fonction, compiled) else {
            signal(
                "« \(fonction.rawValue) » ne s'appelle pas avec \(list.count) \(list.count > 1 ? "arguments" : "argument")", code: "arguments",
                at: position(of: e))
            return Compilateur.inconnu
        }
        for (index, attendu) in signature.arguments.enumerated() where index < compiled.count {
            check(compiled[index].type, is: attendu, at: list[index])
        }
        checkMots(fonction, compiled, list)
        return (.fonction(fonction, compiled.map(\.terme)), signature.resultat)
    }

    /// Words given to a function, where only those of an enumeration have a meaning.
    private func checkMots(_ fonction: Fonction, _ compiled: [Compile], _ list: [Expression]) {
        switch fonction {
        case .listContains:
            guard case .enumeration = compiled[1].type, case .liste(let termes) = compiled[0].terme, case .list(let items) = list[0].node else {
                return
            }
            for (terme, item) in zip(termes, items) { checkCase(compiled[1].type, terme, at: item) }
        case .cecr:
            let levels = TypeValeur.enumeration(MotsDuDossier.niveauxDeLangue)
            checkCase(levels, compiled[0].terme, at: list[0])
            checkParametre((compiled[0].terme, levels), compiled[0], Portee(niveau: .annee))
        default: break
        }
    }

    /// What a function takes and gives; `nil` when the number of arguments does not fit.
    private static func signature(_ fonction: Fonction, _ arguments: [Compile]) -> (arguments: [TypeValeur], resultat: TypeValeur)? {
        let anyList = TypeValeur.liste(.indetermine)
        let first = arguments.first?.type ?? .indetermine
        switch fonction {
        case .count: return arguments.count == 1 ? ([anyList], .nombre) : nil
        case .sum, .mean: return arguments.count == 1 ? ([.liste(.nombre)], .nombre) : nil
        case .min, .max:
            if arguments.count == 1, case .liste(let element) = first { return ([anyList], element) }
            return arguments.count >= 2 ? (arguments.map { _ in .nombre }, .nombre) : nil
        case .abs, .floor, .ceiling: return arguments.count == 1 ? ([.nombre], .nombre) : nil
        case .modulo, .roundHalfUp, .roundUp, .roundDown: return arguments.count == 2 ? ([.nombre, .nombre], .nombre) : nil
        case .contains, .startsWith, .endsWith: return arguments.count == 2 ? ([.texte, .texte], .booleen) : nil
        case .concatenate: return (arguments.map { _ in anyList }, first)
        case .not: return arguments.count == 1 ? ([.booleen], .booleen) : nil
        case .listContains: return arguments.count == 2 ? ([anyList, .indetermine], .booleen) : nil
        case .distinctValues: return arguments.count == 1 ? ([anyList], first) : nil
        case .semaines: return arguments.count == 2 ? ([anyList, .nombre], .nombre) : nil
        case .jours, .joursOuvrables: return arguments.count == 2 ? ([.date, .date], .nombre) : nil
        case .cecr: return arguments.count == 1 ? ([.texte], .nombre) : nil
        case .date, .duration, .moyenne, .fixe: return nil
        }
    }

    private func literalCall(_ fonction: Fonction, _ list: [Expression], _ e: Expression) -> Compile {
        if list.count == 1, case .string(let value) = list[0].node {
            if fonction == .date, let date = CalendarDate(value) { return (.constante(.date(date)), .date) }
            if fonction == .duration, let duree = CalendarDuration(value) { return (.constante(.duree(duree)), .duree) }
        }
        signal(
            "« \(fonction.rawValue) » demande un texte entre guillemets, comme \(fonction == .date ? "date(\"2027-05-31\")" : "duration(\"P3Y\")")",
            code: "arguments", at: position(of: e))
        return (.constante(.nul), fonction == .date ? .date : .duree)
    }

    /// `fixe(parametre)`: whether the school has said the value, in its maquette or for the year.
    private func fixe(_ list: [Expression], _ e: Expression, _ portee: Portee) -> Compile {
        guard list.count == 1, case .parametre(let index, let ligne)? = list.first.map({ compile($0, portee).terme }) else {
            signal("« fixe » demande le nom d'un paramètre, comme fixe(barre_ue)", code: "arguments", at: position(of: e))
            return (.constante(.bool(false)), .booleen)
        }
        let parametre = symboles.declaration.parametres[index]
        if parametre.fixePar == nil, parametre.maquette == nil {
            signal(
                "« \(parametre.nom.valeur) » ne se fixe ni dans la maquette ni dans promotion.yaml : « fixe » serait toujours faux",
                code: "arguments",
                at: position(of: e), conseil: "donnez-lui fixe_par: ou maquette:")
        }
        return (.fonction(.fixe, [.parametre(index, ligne)]), .booleen)
    }

    /// `moyenne(liste, "valeur", "poids")`: the weighted mean of an expression read on each element.
    private func moyenne(_ list: [Expression], _ e: Expression, _ portee: Portee) -> Compile {
        guard list.count == 3, case .string(let valeur) = list[1].node, case .string(let poids) = list[2].node else {
            signal(
                "« moyenne » demande une liste, puis deux expressions entre guillemets : la valeur et le poids", code: "arguments",
                at: position(of: e))
            return (.constante(.nul), .nombre)
        }
        let source = compile(list[0], portee)
        let (inner, slot) = entrer(portee, nom: nil, type: elementType(source, list[0]), at: position(of: list[0]))
        let (v, w) = (
            expression(Texte(valeur, position(of: list[1])), inner, attendu: .nombre),
            expression(Texte(poids, position(of: list[2])), inner, attendu: .nombre)
        )
        return (.fonction(.moyenne, [.pourChaque(source.terme, slot: slot, v.terme), .pourChaque(source.terme, slot: slot, w.terme)]), .nombre)
    }
}

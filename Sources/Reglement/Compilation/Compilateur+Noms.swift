import Feel
import Valeurs

extension Compilateur {
    /// A name alone, in the order that the guide gives: variables, the fields and results of the current objects, the enclosing
    /// levels, the élève, the year, the context, the parameters.
    func name(_ nom: String, _ e: Expression, _ portee: Portee, vue: Vue = .courante) -> Compile {
        if let found = resolve(nom, portee, vue: vue, propre: nil) { return found }
        let known = symboles.noms(portee)
        signal(
            "« \(nom) » n'est pas un nom connu ici", code: "nom-inconnu", at: position(of: e),
            conseil: Ecriture.nom(nom) ?? Suggestion.closest(to: nom, among: known).map { "vouliez-vous dire « \($0) » ?" })
        return Compilateur.inconnu
    }

    func resolve(_ nom: String, _ portee: Portee, vue: Vue, propre: Bool?) -> Compile? {
        for variable in portee.variables.reversed() {
            if variable.nom == nom, vue == .courante { return (.local(variable.slot), variable.type) }
            if nom == "item", variable.nom == nil, variable.slot > 0 { return (.local(variable.slot), variable.type) }
            guard variable.nom == nil, case .entite(let entite) = variable.type else { continue }
            let own = propre ?? (variable.slot == 0)
            if let found = member(nom, of: .local(variable.slot), entite, vue: vue, propre: own) { return found }
        }
        // Enclosing levels by name.
        for variable in portee.variables.reversed() where variable.nom == nil {
            guard case .entite(.niveau(let niveau)) = variable.type else { continue }
            if let found = enclosing(nom, from: .local(variable.slot), niveau) { return found }
        }
        if nom == "eleve" { return (.constante(.objet(.eleve)), .entite(.niveau(.eleve))) }
        if nom == "annee" { return (.constante(.objet(.annee)), .entite(.niveau(.annee))) }
        for (objet, niveau) in [(Objet.eleve, Niveau.eleve), (.annee, .annee)] {
            if let found = member(nom, of: .constante(.objet(objet)), .niveau(niveau), vue: vue, propre: portee.niveau == niveau) { return found }
        }
        if let contexte = symboles.contexte[nom] { return (.contexte(contexte.0), contexte.1) }
        if let index = symboles.parametres[nom] { return parametre(index, line: line(for: index, portee)) }
        return nil
    }

    private func enclosing(_ nom: String, from source: Terme, _ niveau: Niveau) -> Compile? {
        switch (nom, niveau) {
        case ("ecue", .ecue), ("ue", .ue), ("semestre", .semestre), ("epreuve", .epreuve): (source, .entite(.niveau(niveau)))
        case ("ue", .ecue): (.champ(source, .ueParente, .courante), .entite(.niveau(.ue)))
        case ("semestre", .ecue), ("semestre", .ue): (.champ(source, .semestreParent, .courante), .entite(.niveau(.semestre)))
        default: nil
        }
    }

    /// A field, a result, a ranking or a declared column of an entity.
    func member(_ nom: String, of source: Terme, _ entite: Entite, vue: Vue, propre: Bool) -> Compile? {
        if case .niveau(let niveau) = entite {
            if let champ = Schema.champ(nom, de: entite) {
                readsChamp(champ.champ)
                return (.champ(source, champ.champ, vue), champ.type)
            }
            if let index = symboles.resultats[niveau]?[nom] {
                return (.resultat(source, index, vue, propre: propre), symboles.typeOfResultat(index))
            }
            if let index = symboles.classements[niveau]?[nom] {
                return (.classement(source, index), symboles.typeOfClassement(index))
            }
            if let type = symboles.colonnes[niveau]?[nom] { return (.colonne(source, nom, type), type) }
            return nil
        }
        guard let champ = Schema.champ(nom, de: entite) else { return nil }
        return (.champ(source, champ.champ, vue), champ.type)
    }

    func parametre(_ index: Int, line: Terme?) -> Compile {
        readsParametre(index)
        return (.parametre(index, line), symboles.typeOfParametre(index))
    }

    /// The object whose line of the maquette may override the parameter, among those in scope.
    private func line(for index: Int, _ portee: Portee) -> Terme? {
        guard let wanted = symboles.maquetteOfParametre(index) else { return nil }
        for variable in portee.variables.reversed() {
            guard case .entite(.niveau(let niveau)) = variable.type else { continue }
            if niveau == wanted { return .local(variable.slot) }
            if wanted == .ue, niveau == .ecue { return .champ(.local(variable.slot), .ueParente, .courante) }
        }
        return nil
    }

    private static let vues: [String: (Vue, Bool?)] = ["s1": (.s1, nil), "s2": (.s2, nil), "proposition": (.courante, true)]

    func path(_ source: Expression, _ nom: String, _ e: Expression, _ portee: Portee) -> Compile {
        // `s1.note`, `proposition.statut`: a view of the current object.
        if case .name(let prefix) = source.node, let (vue, propre) = Compilateur.vues[prefix] {
            if let found = resolve(nom, portee, vue: vue, propre: propre) { return found }
            return name(nom, e, portee, vue: vue)
        }
        // `ue.s1.statut`
        if case .path(let object, let prefix) = source.node, let (vue, propre) = Compilateur.vues[prefix] {
            return memberOrError(nom, of: compile(object, portee), vue: vue, propre: propre ?? false, e, portee)
        }
        return memberOrError(nom, of: compile(source, portee), vue: .courante, propre: false, e, portee)
    }

    private func memberOrError(_ nom: String, of source: Compile, vue: Vue, propre: Bool, _ e: Expression, _ portee: Portee) -> Compile {
        switch source.type {
        case .entite(let entite):
            if let found = member(nom, of: source.terme, entite, vue: vue, propre: propre) { return found }
            if case .niveau(let niveau) = entite {
                if let found = enclosing(nom, from: source.terme, niveau) { return found }
                if let index = symboles.parametres[nom], symboles.maquetteOfParametre(index) == niveau { return parametre(index, line: source.terme) }
            }
            let known = symboles.noms(de: entite)
            signal(
                "« \(nom) » n'est pas un champ connu ici", code: "nom-inconnu", at: position(of: e),
                conseil: Suggestion.closest(to: nom, among: known).map { "vouliez-vous dire « \($0) » ?" })
            return Compilateur.inconnu
        case .liste(let element):
            let (inside, slot) = entrer(portee, nom: nil, type: element, at: position(of: e))
            let inner = memberOrError(nom, of: (.local(slot), element), vue: vue, propre: propre, e, inside)
            return (.pourChaque(source.terme, slot: slot, inner.terme), .liste(inner.type))
        case .indetermine: return Compilateur.inconnu
        default:
            signal("\(source.type.nom) n'a pas de champ « \(nom) »", code: "nom-inconnu", at: position(of: e))
            return Compilateur.inconnu
        }
    }

    // MARK: - Lists

    func elementType(_ compiled: Compile, _ e: Expression) -> TypeValeur {
        switch compiled.type {
        case .liste(let element): return element
        case .indetermine: return .indetermine
        default:
            signal("c'est \(compiled.type.nom), là où il faut une liste", code: "type-inattendu", at: position(of: e))
            return .indetermine
        }
    }

    func filter(_ source: Expression, _ predicate: Expression, _ portee: Portee) -> Compile {
        let list = compile(source, portee)
        let element = elementType(list, source)
        if case .number = predicate.node {
            return (.element(list.terme, compile(predicate, portee).terme), element)
        }
        let (inner, slot) = entrer(portee, nom: nil, type: element, liste: list.terme, at: position(of: source))
        let condition = compile(predicate, inner)
        if condition.type == .nombre { return (.element(list.terme, condition.terme), element) }
        check(condition.type, is: .booleen, at: predicate)
        return (.filtre(list.terme, slot: slot, condition.terme), list.type)
    }

    func iterate(_ iterations: [Expression.Iteration], _ body: Expression, _ portee: Portee) -> Compile {
        guard iterations.count == 1, let iteration = iterations.first, iteration.high == nil else {
            signal("« for » parcourt ici une seule liste", code: "forme-inconnue", at: position(of: body))
            return Compilateur.inconnu
        }
        let list = compile(iteration.source, portee)
        let (inner, slot) = entrer(
            portee, nom: iteration.name, type: elementType(list, iteration.source), liste: list.terme, at: position(of: iteration.source))
        let result = compile(body, inner)
        return (.pourChaque(list.terme, slot: slot, result.terme), .liste(result.type))
    }

    func quantified(_ quantifier: Expression.Quantifier, _ iterations: [Expression.Iteration], _ predicate: Expression, _ portee: Portee) -> Compile {
        guard let iteration = iterations.first, iteration.high == nil else { return Compilateur.inconnu }
        let list = compile(iteration.source, portee)
        let (inner, slot) = entrer(
            portee, nom: iteration.name, type: elementType(list, iteration.source), liste: list.terme, at: position(of: iteration.source))
        let condition: Compile
        if iterations.count > 1 {
            condition = quantified(quantifier, Array(iterations.dropFirst()), predicate, inner)
        } else {
            condition = compile(predicate, inner)
            check(condition.type, is: .booleen, at: predicate)
        }
        return (.quantifie(tous: quantifier == .every, list.terme, slot: slot, condition.terme), .booleen)
    }
}

import Feel
import Reglement

/// Says an expression of a règlement in French, for the people who check that the rules are those of the text.
struct PhraseFrancaise {
    /// What a name is called: the school's words, the labels of parameters.
    let mots: [String: String]

    init(_ declaration: Declaration) {
        var mots: [String: String] = [:]
        for (nom, mot) in declaration.vocabulaire { mots[nom] = mot }
        for parametre in declaration.parametres {
            let nom = parametre.nom.valeur
            let label = parametre.libelle ?? PhraseFrancaise.lisible(nom)
            if case .texte(let valeur)? = parametre.valeur, parametre.valeurs.isEmpty, parametre.dates.isEmpty, !valeur.valeur.isEmpty {
                mots[nom] = "\(label) (\(PhraseFrancaise.virgule(valeur.valeur)))"
            } else {
                mots[nom] = label
            }
        }
        self.mots = mots
    }

    private static let parser = Parser(names: ["round half up", "round up", "round down", "list contains", "starts with", "ends with", "distinct values"])

    /// The sentence, or the expression as it is written when it has no simple reading.
    func dite(_ texte: String) -> String {
        guard let arbre = try? PhraseFrancaise.parser.parseExpression(texte) else { return "`\(texte)`" }
        return dit(arbre)
    }

    /// A cell of a table, on its input.
    func cellule(_ texte: String) -> String {
        if texte == "-" { return "" }
        guard let tests = try? PhraseFrancaise.parser.parseUnaryTests(texte) else { return "`\(texte)`" }
        return tests.map(test).joined(separator: " ou ")
    }

    /// The conclusion of a rule: a word of an enumeration, or an expression.
    func issue(_ texte: String) -> String {
        if texte == "null" { return "sans valeur" }
        if texte.allSatisfy({ $0.isLetter || $0 == "_" || $0 == "+" }) { return mot(texte) }
        return dite(texte)
    }

    func mot(_ nom: String) -> String { mots[nom] ?? PhraseFrancaise.accents[nom] ?? PhraseFrancaise.lisible(nom) }

    static func lisible(_ nom: String) -> String {
        nom.split(separator: "_").map { accents[String($0)] ?? String($0) }.joined(separator: " ")
    }

    static func virgule(_ text: String) -> String {
        text.allSatisfy { $0.isNumber || $0 == "." } ? String(text.map { $0 == "." ? "," : $0 }) : text
    }

    /// Words that the files write without accents.
    private static let accents = [
        "annee": "année", "annees": "années", "epreuve": "épreuve", "epreuves": "épreuves", "eleve": "élève", "eleves": "élèves", "acquis": "acquis",
        "dispensee": "dispensée", "dispense": "dispense", "notee": "notée", "bloquee": "bloquée", "validee": "validée", "valide": "validé", "non_validee": "non validée",
        "non_valide": "non validé", "ects": "crédits", "ects_maquette": "crédits prévus", "session_jugee": "la session jugée", "fraude": "fraude", "ecue": "ECUE", "ue": "UE",
        "ecues": "les ECUE", "ues": "les UE", "semestres": "les semestres", "abi": "absence injustifiée", "abj": "absence justifiée", "sejours": "les séjours", "stages": "les stages",
        "absences": "les absences", "engagements": "les engagements", "certifications": "les certifications", "procedures": "les procédures", "parcours": "le parcours",
        "resultats": "résultats", "decision": "décision", "decisions": "les décisions", "etat": "état", "duree": "durée", "debut": "début", "moyenne": "la moyenne", "note": "la note",
        "niveau": "le niveau", "score": "le score", "test": "le test", "session": "la session", "periode": "la période", "date": "la date", "statut": "le statut",
        "options": "les options", "sans_objet": "sans objet", "choix": "le choix", "donne_grade": "donne un grade", "represente": "repassé", "acquise": "acquise", "barre": "barre",
        "credits": "crédits", "dettes": "les UE en dette", "obtenus": "obtenus", "redoublements": "les redoublements", "etranger": "étranger", "etrangers": "étrangers", "ecole": "école",
        "complement": "l'évaluation complémentaire", "penalite": "pénalité", "fin_d_annee": "l'année de fin", "annee_universitaire": "l'année universitaire",
    ]

    // MARK: - Expressions

    private func dit(_ e: Expression) -> String {
        switch e.node {
        case .null: return "rien"
        case .boolean(let flag): return flag ? "toujours" : "jamais"
        case .number(let digits): return PhraseFrancaise.virgule(digits)
        case .string(let text): return text.isEmpty ? "vide" : "« \(text) »"
        case .atLiteral(let text): return text
        case .name(let nom): return mot(nom)
        case .path(let source, let nom): return chemin(source, nom)
        case .negate(let inner): return "−\(dit(inner))"
        case .arithmetic(let op, let a, let b): return "\(terme(a)) \(signe(op)) \(terme(b))"
        case .compare(let op, let a, let b): return comparaison(op, a, b)
        case .and(let a, let b): return "\(groupe(a, dans: e)) et \(groupe(b, dans: e))"
        case .or(let a, let b): return "\(groupe(a, dans: e)) ou \(groupe(b, dans: e))"
        case .between(let value, let low, let high): return "\(dit(value)) est entre \(dit(low)) et \(dit(high))"
        case .isIn(let value, let tests): return "\(dit(value)) est \(tests.map(test).joined(separator: " ou "))"
        case .conditional(let c, let a, let b): return "\(dit(a)) si \(dit(c)), sinon \(dit(b))"
        case .iterate(let iterations, let body):
            return "\(dit(body)) pour chaque \(iterations.map { "\($0.name) parmi \(dit($0.source))" }.joined(separator: ", "))"
        case .quantified(let quantifier, let iterations, let predicate):
            let all = iterations.map { "\($0.name) parmi \(dit($0.source))" }.joined(separator: ", ")
            return quantifier == .every ? "pour chaque \(all) : \(dit(predicate))" : "il y a \(all) tel que \(dit(predicate))"
        case .filter(let source, let predicate):
            if case .number(let place) = predicate.node { return "\(dit(source)), rang \(place)" }
            return "\(dit(source)) où (\(dit(predicate)))"
        case .call(let callee, let arguments): return appel(callee, arguments)
        case .list(let items): return items.isEmpty ? "aucun" : items.map(dit).joined(separator: ", ")
        case .range(let range): return intervalle(range)
        case .instanceOf, .context, .function: return "…"
        }
    }

    private func groupe(_ e: Expression, dans outer: Expression) -> String {
        switch (e.node, outer.node) {
        case (.or, .and), (.and, .or), (.conditional, _): "(\(dit(e)))"
        default: dit(e)
        }
    }

    private func terme(_ e: Expression) -> String {
        switch e.node {
        case .arithmetic, .conditional: "(\(dit(e)))"
        default: dit(e)
        }
    }

    private func chemin(_ source: Expression, _ nom: String) -> String {
        switch source.node {
        case .name("s1"): return "\(mot(nom)) après la session 1"
        case .name("s2"): return "\(mot(nom)) après la session 2"
        case .name("proposition"): return "\(mot(nom)) selon la règle"
        case .path(let object, "s1"): return "\(mot(nom)) après la session 1 (\(dit(object)))"
        case .path(let object, "s2"): return "\(mot(nom)) après la session 2 (\(dit(object)))"
        case .name(let object) where object.count <= 2: return "\(mot(nom)) de \(object)"
        default: return "\(mot(nom)) (\(dit(source)))"
        }
    }

    private func comparaison(_ op: Expression.Comparison, _ a: Expression, _ b: Expression) -> String {
        switch (op, b.node) {
        case (.equal, .null): return "\(dit(a)) manque"
        case (.notEqual, .null): return "\(dit(a)) est connu"
        case (.equal, .boolean(let flag)): return flag ? dit(a) : "non (\(dit(a)))"
        default: return "\(dit(a)) \(verbe(op)) \(dit(b))"
        }
    }

    private func verbe(_ op: Expression.Comparison) -> String {
        switch op {
        case .equal: "="
        case .notEqual: "≠"
        case .less: "<"
        case .lessOrEqual: "≤"
        case .greater: ">"
        case .greaterOrEqual: "≥"
        }
    }

    private func signe(_ op: Expression.Arithmetic) -> String {
        switch op {
        case .add: "+"
        case .subtract: "−"
        case .multiply: "×"
        case .divide: "/"
        case .power: "puissance"
        }
    }

    private func appel(_ callee: Expression, _ arguments: Expression.Arguments) -> String {
        guard case .name(let nom) = callee.node, case .positional(let list) = arguments else { return "…" }
        let parts = list.map(dit)
        switch (nom, parts.count) {
        case ("not", 1): return "non (\(parts[0]))"
        case ("count", 1): return "nombre parmi \(parts[0])"
        case ("sum", 1): return "somme de \(parts[0])"
        case ("min", _): return "le plus petit de \(parts.joined(separator: ", "))"
        case ("max", _): return "le plus grand de \(parts.joined(separator: ", "))"
        case ("mean", 1): return "moyenne de \(parts[0])"
        case ("list contains", 2): return "\(parts[1]) est parmi \(parts[0])"
        case ("contains", 2): return "\(parts[0]) contient \(parts[1])"
        case ("starts with", 2): return "\(parts[0]) commence par \(parts[1])"
        case ("ends with", 2): return "\(parts[0]) finit par \(parts[1])"
        case ("concatenate", _): return parts.joined(separator: " et ")
        case ("distinct values", 1): return "valeurs distinctes de \(parts[0])"
        case ("semaines", 2): return "semaines passées parmi \(parts[0])" + (parts[1] == "0" ? "" : ", périodes d'au moins \(parts[1]) semaines")
        case ("jours", 2): return "jours de \(parts[0]) à \(parts[1])"
        case ("jours_ouvrables", 2): return "jours ouvrables de \(parts[0]) à \(parts[1])"
        case ("cecr", 1): return "rang au CECR de \(parts[0])"
        case ("duration", 1), ("date", 1):
            if case .string(let text) = list[0].node { return text }
            return parts[0]
        case ("round half up", 2): return "\(parts[0]) arrondi à \(parts[1]) décimales"
        case ("moyenne", 3):
            guard case .string(let valeur) = list[1].node, case .string(let poids) = list[2].node else { return "moyenne pondérée de \(parts[0])" }
            return "moyenne sur \(parts[0]) de \(dite(valeur)), pondérée par \(dite(poids))"
        default: return "\(nom)(\(parts.joined(separator: ", ")))"
        }
    }

    private func test(_ test: UnaryTest) -> String {
        switch test {
        case .any: return ""
        case .not(let inner): return "pas \(inner.map(self.test).joined(separator: " ni "))"
        case .compare(let op, let e): return "\(verbe(op)) \(dit(e))"
        case .expression(let e):
            if case .list(let items) = e.node { return items.map(dit).joined(separator: " ou ") }
            if case .null = e.node { return "manque" }
            return dit(e)
        }
    }

    private func intervalle(_ range: Expression.RangeLiteral) -> String {
        let low = range.low.map { "\(range.lowIncluded ? "≥" : ">") \(dit($0))" }
        let high = range.high.map { "\(range.highIncluded ? "≤" : "<") \(dit($0))" }
        return [low, high].compactMap { $0 }.joined(separator: " et ")
    }
}

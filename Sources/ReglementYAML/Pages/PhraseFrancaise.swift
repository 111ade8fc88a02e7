import Feel
import Reglement

/// Says an expression of a règlement in French, for the people who check that the rules are those of the text.
struct PhraseFrancaise {
    /// What a name is called: the school's words, the labels of parameters.
    let mots: [String: String]
    /// What a parameter is called, its value left aside.
    private let parametres: [String: String]

    init(_ declaration: Declaration) {
        var (mots, parametres): ([String: String], [String: String]) = ([:], [:])
        for (nom, mot) in declaration.vocabulaire { mots[nom] = mot }
        for parametre in declaration.parametres {
            let nom = parametre.nom.valeur
            let label = parametre.libelle ?? PhraseFrancaise.lisible(nom)
            parametres[nom] = label
            if case .texte(let valeur)? = parametre.valeur, parametre.valeurs.isEmpty, parametre.dates.isEmpty, !valeur.valeur.isEmpty {
                mots[nom] = "\(label) (\(PageReglement.lisible(valeur.valeur)))"
            } else {
                mots[nom] = label
            }
        }
        (self.mots, self.parametres) = (mots, parametres)
    }

    private static let parser = Parser(names: [
        "round half up", "round up", "round down", "list contains", "starts with", "ends with", "distinct values",
    ])

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

    func mot(_ nom: String) -> String { mots[nom] ?? PhraseFrancaise.noms[nom] ?? PhraseFrancaise.lisible(nom) }

    /// « s'il y a », « si la note ».
    static func si(_ text: String) -> String { text.hasPrefix("il ") ? "s'\(text)" : "si \(text)" }

    /// « des absences », « du parcours », « de 3 ».
    static func de(_ text: String) -> String {
        if text.hasPrefix("les ") { return "d" + text.dropFirst(1) }
        if text.hasPrefix("le ") { return "du " + text.dropFirst(3) }
        return "de \(text)"
    }

    static func lisible(_ nom: String) -> String {
        nom.split(separator: "_").map { accents[String($0)] ?? String($0) }.joined(separator: " ")
    }

    static func virgule(_ text: String) -> String {
        text.allSatisfy { $0.isNumber || $0 == "." } ? String(text.map { $0 == "." ? "," : $0 }) : text
    }

    /// Names that are a word of their own, said with their article.
    private static let noms = [
        "ecues": "les ECUE", "ues": "les UE", "semestres": "les semestres", "sejours": "les séjours", "stages": "les stages",
        "absences": "les absences",
        "engagements": "les engagements", "certifications": "les certifications", "procedures": "les procédures",
        "parcours": "les lignes du parcours",
        "decisions": "les décisions", "options": "les options", "moyenne": "la moyenne", "note": "la note", "niveau": "le niveau",
        "score": "le score",
        "test": "le test", "session": "la session", "session_jugee": "la session jugée", "periode": "la période", "date": "la date du jury",
        "statut": "le statut",
        "choix": "le choix", "dettes": "les UE en dette", "redoublements": "les redoublements", "fin_d_annee": "l'année de fin",
        "annee_universitaire": "l'année universitaire",
        "annee": "l'année", "ects": "les crédits", "ects_maquette": "les crédits prévus", "abi": "absence injustifiée", "abj": "absence justifiée",
        "epreuves": "les épreuves",
        "complement": "l'évaluation complémentaire", "nature": "la nature", "coefficient": "le coefficient", "code": "le code",
        "represente": "repassé", "impair": "semestre impair",
        "donne_grade": "l'UE donne un grade", "grade_demande": "la maquette demande un grade", "resultats_passes": "les résultats des années passées",
        "voie": "la voie d'admission",
        "niveau_entree": "le niveau d'entrée",
        "semaines": "les semaines", "etat": "l'état", "cursus": "le cursus", "mention_code": "la mention", "semestre_code": "le semestre",
    ]

    /// Words that the files write without accents or in lower case.
    private static let accents = [
        "annee": "année", "annees": "années", "epreuve": "épreuve", "epreuves": "épreuves", "eleve": "élève", "eleves": "élèves",
        "dispensee": "dispensée",
        "dispensees": "dispensées", "notee": "notée", "notees": "notées", "bloquee": "bloquée", "validee": "validée", "validees": "validées",
        "valide": "validé",
        "ects": "crédits", "ecue": "ECUE", "ecues": "ECUE", "ue": "UE", "ues": "UE", "sejour": "séjour", "sejours": "séjours",
        "procedure": "procédure",
        "procedures": "procédures", "resultat": "résultat", "resultats": "résultats", "decision": "décision", "decisions": "décisions",
        "etat": "état", "duree": "durée",
        "debut": "début", "periode": "période", "acquise": "acquise", "credits": "crédits", "etranger": "étranger", "etrangere": "étrangère",
        "etrangers": "étrangers",
        "ecole": "école", "complement": "complément", "complementaire": "complémentaire", "complementaires": "complémentaires",
        "penalite": "pénalité", "penalites": "pénalités",
        "eliminatoire": "éliminatoire", "eliminatoires": "éliminatoires", "calculee": "calculée", "comptee": "comptée", "compensee": "compensée",
        "entree": "entrée",
        "diplome": "diplôme", "delai": "délai", "delais": "délais", "etudes": "études", "fenetre": "fenêtre", "fenetres": "fenêtres",
        "evenement": "événement",
        "activite": "activité", "activites": "activités", "deposee": "déposée", "repere": "repère", "equivalences": "équivalences",
        "francais": "français",
        "max": "maximum", "min": "minimum", "justifie": "justifié", "justifiee": "justifiée", "justifiees": "justifiées",
        "injustifiees": "injustifiées", "specialite": "spécialité",
        "mobilite": "mobilité", "premiere": "première", "derniere": "dernière", "dernieres": "dernières", "apres": "après", "depart": "départ",
        "accorde": "accordé",
        "accordee": "accordée", "ecart": "écart", "echec": "échec", "reussi": "réussi", "tp": "TP", "toeic": "TOEIC", "gpa": "GPA",
        "pedagogique": "pédagogique",
        "comite": "comité", "general": "général", "generale": "générale", "superieur": "supérieur", "competence": "compétence",
        "competences": "compétences", "medical": "médical",
        "medicaux": "médicaux", "memoire": "mémoire", "hopital": "hôpital", "cesure": "césure", "conge": "congé", "differe": "différé",
        "depasse": "dépassé", "priorite": "priorité",
        "jugee": "jugée", "initiale": "initiale", "scientifique": "scientifique", "siege": "siège", "selection": "sélection",
        "experience": "expérience", "prerequis": "prérequis",
        "s5": "S5", "s6": "S6", "s7": "S7", "s8": "S8", "s9": "S9", "s10": "S10", "tfe": "TFE", "obtenu": "obtenu", "interne": "interne",
        "etablissement": "établissement", "exige": "exigé",
        "ingenieur": "ingénieur", "reporte": "reporté", "numero": "numéro", "detail": "détail", "categorie": "catégorie", "regime": "régime",
        "prevue": "prévue",
    ]

    // MARK: - Expressions

    private func dit(_ e: Expression) -> String {
        switch e.node {
        case .null: return "rien"
        case .boolean(let flag): return flag ? "toujours" : "jamais"
        case .number(let digits): return PhraseFrancaise.virgule(digits)
        case .string(let text):
            if text.isEmpty { return "vide" }
            // A word of an enumeration, as the school writes it; anything else as it stands in the files.
            return "« \(text.allSatisfy { ($0.isLetter && $0.isLowercase) || $0 == "_" } ? mots[text] ?? PhraseFrancaise.lisible(text) : text) »"
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
        case .conditional(let c, let a, let b): return "\(dit(a)) \(PhraseFrancaise.si(dit(c))), sinon \(dit(b))"
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
        case .name(let object) where object.count <= 2: return "\(membre(nom)) de \(object)"
        default: return "\(membre(nom)) (\(dit(source)))"
        }
    }

    /// A name read on something: the date of a certificate is not that of the jury.
    private func membre(_ nom: String) -> String {
        switch nom {
        case "date": "la date"
        case "annee": "l'année"
        case "session": "la session"
        default: mot(nom)
        }
    }

    /// « de a, de b et de c », what is itself a choice among several standing between brackets.
    private func enumeration(_ list: [Expression]) -> String {
        var items = list
        if list.count == 1, case .list(let inner) = list[0].node { items = inner }
        let parts = items.map { item in
            switch item.node {
            case .conditional: return "(\(dit(item)))"
            case .call(let callee, _):
                if case .name(let nom) = callee.node, nom == "min" || nom == "max" { return "(\(dit(item)))" }
                return dit(item)
            default: return dit(item)
            }
        }
        let de = parts.map(PhraseFrancaise.de)
        guard let last = de.last, de.count > 1 else { return de.joined() }
        return "\(de.dropLast().joined(separator: ", ")) et \(last)"
    }

    private func comparaison(_ op: Expression.Comparison, _ a: Expression, _ b: Expression) -> String {
        switch (op, b.node) {
        case (.equal, .null): return "\(dit(a)) manque"
        case (.notEqual, .null): return "\(dit(a)) existe"
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
        case ("count", 1): return "le nombre \(PhraseFrancaise.de(parts[0]))"
        case ("sum", 1): return "la somme \(PhraseFrancaise.de(parts[0]))"
        case ("min", _): return "le plus petit \(enumeration(list))"
        case ("max", _): return "le plus grand \(enumeration(list))"
        case ("floor", 1): return "la partie entière \(PhraseFrancaise.de(terme(list[0])))"
        case ("ceiling", 1): return "\(terme(list[0])) arrondi à l'entier supérieur"
        case ("abs", 1): return "la valeur absolue \(PhraseFrancaise.de(terme(list[0])))"
        case ("modulo", 2): return "le reste \(PhraseFrancaise.de(terme(list[0]))) divisé par \(terme(list[1]))"
        case ("round up", 2): return "\(terme(list[0])) arrondi à \(parts[1]) décimales, en s'éloignant de zéro"
        case ("round down", 2): return "\(terme(list[0])) arrondi à \(parts[1]) décimales, vers zéro"
        case ("mean", 1): return "moyenne \(PhraseFrancaise.de(parts[0]))"
        case ("list contains", 2): return "\(parts[1]) est parmi \(parts[0])"
        case ("contains", 2): return "\(parts[0]) contient \(parts[1])"
        case ("starts with", 2): return "\(parts[0]) commence par \(parts[1])"
        case ("ends with", 2): return "\(parts[0]) finit par \(parts[1])"
        case ("concatenate", _): return parts.joined(separator: " et ")
        case ("distinct values", 1): return "valeurs distinctes de \(parts[0])"
        case ("semaines", 2): return "semaines passées parmi \(parts[0])" + (parts[1] == "0" ? "" : ", périodes d'au moins \(parts[1]) semaines")
        case ("jours", 2): return "jours de \(parts[0]) à \(parts[1])"
        case ("jours_ouvrables", 2): return "jours ouvrables de \(parts[0]) à \(parts[1])"
        case ("fixe", 1):
            switch list[0].node {
            case .name(let parametre): return "l'école a fixé « \(parametres[parametre] ?? parametre) »"
            case .path(let source, let parametre): return "l'école a fixé « \(parametres[parametre] ?? parametre) » (\(dit(source)))"
            default: return "l'école a fixé « \(parts[0]) »"
            }
        case ("cecr", 1): return "rang au CECR \(PhraseFrancaise.de(parts[0]))"
        case ("duration", 1), ("date", 1):
            if case .string(let text) = list[0].node { return PageReglement.lisible(text) }
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

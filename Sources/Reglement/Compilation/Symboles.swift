import Feel
import Valeurs

/// The names that a règlement defines, level by level, with their types.
final class Symboles {
    let declaration: Declaration
    private(set) var resultats: [Niveau: [String: Int]] = [:]
    private(set) var classements: [Niveau: [String: Int]] = [:]
    private(set) var parametres: [String: Int] = [:]
    private(set) var colonnes: [Niveau: [String: TypeValeur]] = [:]
    /// Results then facts, in one numbering.
    let definitions: [Definition]
    private var types: [Int: TypeValeur] = [:]
    private var typing: Set<Int> = []
    /// Whether a type was left undetermined because too many others were needed first.
    private(set) var chaineTropLongue = false

    enum Definition {
        case resultat(Declaration.Resultat)
        case fait(Declaration.Fait)
    }

    let contexte: [String: (Contexte, TypeValeur)] = [
        "session": (.session, .nombre), "session_jugee": (.sessionJugee, .nombre), "periode": (.periode, .texte), "date": (.date, .date),
        "annee_universitaire": (.anneeUniversitaire, .texte), "fin_d_annee": (.finDAnnee, .nombre),
    ]

    init(_ declaration: Declaration) {
        self.declaration = declaration
        definitions = declaration.resultats.map { .resultat($0) } + declaration.faits.map { .fait($0) }
        for (index, definition) in definitions.enumerated() {
            let (niveau, nom) = Symboles.key(definition)
            if let niveau = Niveau(nom: niveau) { resultats[niveau, default: [:]][nom] = index }
        }
        for (index, classement) in declaration.classements.enumerated() {
            if let niveau = Niveau(nom: classement.niveau.valeur) { classements[niveau, default: [:]][classement.nom.valeur] = index }
        }
        for (index, parametre) in declaration.parametres.enumerated() { parametres[parametre.nom.valeur] = index }
        for colonne in declaration.colonnes {
            if let niveau = Niveau(nom: colonne.niveau.valeur), let type = Symboles.type(named: colonne.type.valeur) {
                colonnes[niveau, default: [:]][colonne.nom.valeur] = type
            }
        }
    }

    static func key(_ definition: Definition) -> (niveau: String, nom: String) {
        switch definition {
        case .resultat(let resultat): (resultat.niveau.valeur, resultat.nom.valeur)
        case .fait(let fait): (fait.niveau.valeur, fait.nom.valeur)
        }
    }

    static func type(named name: String) -> TypeValeur? {
        switch name {
        case "texte": .texte
        case "nombre": .nombre
        case "booleen": .booleen
        case "date": .date
        case "duree": .duree
        default: nil
        }
    }

    /// Every name that can be written in a scope, for suggestions.
    func noms(_ portee: Compilateur.Portee) -> [String] {
        var found = Array(parametres.keys) + Array(contexte.keys) + ["eleve", "annee"]
        for variable in portee.variables {
            if let nom = variable.nom { found.append(nom) }
            if case .entite(let entite) = variable.type { found += noms(de: entite) }
        }
        return found + noms(de: .niveau(.eleve)) + noms(de: .niveau(.annee))
    }

    func noms(de entite: Entite) -> [String] {
        var found = Schema.noms(de: entite)
        if case .niveau(let niveau) = entite {
            found += (resultats[niveau] ?? [:]).keys
            found += (colonnes[niveau] ?? [:]).keys
            found += (classements[niveau] ?? [:]).keys
        }
        return found
    }

    /// Whether a bare word is a name in this scope, rather than the case of an enumeration.
    func resolvable(_ nom: String, _ portee: Compilateur.Portee) -> Bool { noms(portee).contains(nom) || ["ue", "semestre", "ecue"].contains(nom) }

    // MARK: - Types

    func typeOfResultat(_ index: Int) -> TypeValeur {
        if let known = types[index] { return known }
        guard typing.count < LimitesReglement.chaine - 1 else {
            chaineTropLongue = true
            return .indetermine
        }
        guard typing.insert(index).inserted else { return .indetermine }
        defer { typing.remove(index) }
        let scratch = Compilateur(symboles: self)
        let type: TypeValeur
        switch definitions[index] {
        case .fait(let fait):
            guard let niveau = Niveau(nom: fait.niveau.valeur) else { return .indetermine }
            type = scratch.expression(fait.formule, Compilateur.Portee(niveau: niveau)).type
        case .resultat(let resultat):
            guard let niveau = Niveau(nom: resultat.niveau.valeur) else { return .indetermine }
            type = self.type(of: resultat, scratch, Compilateur.Portee(niveau: niveau))
        }
        types[index] = type
        return type
    }

    private func type(of resultat: Declaration.Resultat, _ scratch: Compilateur, _ portee: Compilateur.Portee) -> TypeValeur {
        var type: TypeValeur
        switch resultat.forme {
        case .moyenne: type = .nombre
        case .formule(let texte): type = scratch.expression(texte, portee).type
        case .cumul(let favorable, _, let sinon):
            type = .enumeration([favorable.valeur]).joined(scratch.issue(sinon, portee, mots: resultat.conclutParDesMots).type)
        case .table(_, let lignes):
            type = lignes.map { scratch.issue($0.alors, portee, mots: resultat.conclutParDesMots).type }.reduce(.indetermine) { $0.joined($1) }
        }
        for exception in resultat.sauf { type = type.joined(scratch.issue(exception.alors, portee, mots: resultat.conclutParDesMots).type) }
        if let sinon = resultat.sinon { type = type.joined(scratch.issue(sinon, portee, mots: resultat.conclutParDesMots).type) }
        return type
    }

    func typeOfClassement(_ index: Int) -> TypeValeur {
        let classement = declaration.classements[index]
        if classement.parts.isEmpty { return .nombre }
        var cas = classement.parts.map(\.grade)
        for exception in classement.autrement where !cas.contains(exception.alors.valeur) { cas.append(exception.alors.valeur) }
        return .enumeration(cas)
    }

    func maquetteOfParametre(_ index: Int) -> Niveau? {
        switch declaration.parametres[index].maquette?.valeur {
        case "seuil_ecue": .ecue
        case "seuil_ue": .ue
        default: nil
        }
    }

    func typeOfParametre(_ index: Int) -> TypeValeur {
        let parametre = declaration.parametres[index]
        switch parametre.type?.valeur {
        case "liste": return .liste(.entite(.table(colonnesOfParametre(index))))
        case "table": return .liste(.entite(.table(["cle", "valeur"])))
        case let named?: return Symboles.type(named: named) ?? .indetermine
        case nil: break
        }
        guard let sample = parametre.valeur ?? parametre.valeurs.first?.valeur ?? parametre.dates.first?.valeur else { return .nombre }
        switch sample {
        case .texte(let texte): return Symboles.inferred(texte.valeur)
        case .liste: return .liste(.entite(.table(colonnesOfParametre(index))))
        case .table: return .liste(.entite(.table(["cle", "valeur"])))
        }
    }

    /// The columns of `equivalences_anglais` (contract, section 4).
    static let colonnesDesEquivalences = ["test", "minimum"]

    /// Columns of a list parameter: those of its lines, and the contract's `test` and `minimum`.
    func colonnesOfParametre(_ index: Int) -> [String] {
        var noms: [String] = []
        if case .liste(let lignes, _)? = declaration.parametres[index].valeur {
            for case .table(let entrees, _) in lignes { for entree in entrees where !noms.contains(entree.cle) { noms.append(entree.cle) } }
        }
        for nom in Symboles.colonnesDesEquivalences where !noms.contains(nom) { noms.append(nom) }
        return noms
    }

    static func inferred(_ text: String) -> TypeValeur {
        if Rational(decimal: text, comma: true) != nil { return .nombre }
        if text == "oui" || text == "non" || text == "true" || text == "false" { return .booleen }
        if CalendarDate(text) != nil { return .date }
        if CalendarDuration(text) != nil { return .duree }
        return .texte
    }
}

extension Compilateur {
    /// What a rule concludes: a case of an enumeration written as a bare word, `oui`/`non`, or an expression.
    ///
    /// - Parameter mots: a bare word is always a case, even where a field bears its name (`dispensee`).
    func issue(_ texte: Texte, _ portee: Portee, mots: Bool = false) -> Compile {
        if mots, Compilateur.isWord(texte.valeur), texte.valeur != "null" { return (.constante(.texte(texte.valeur)), .enumeration([texte.valeur])) }
        if texte.valeur == "oui" || texte.valeur == "non" { return (.constante(.bool(texte.valeur == "oui")), .booleen) }
        if Compilateur.isWord(texte.valeur), !symboles.resolvable(texte.valeur, portee), texte.valeur != "null", texte.valeur != "true",
            texte.valeur != "false"
        {
            return (.constante(.texte(texte.valeur)), .enumeration([texte.valeur]))
        }
        let compiled = expression(texte, portee)
        if case .constante(.texte(let value)) = compiled.terme { return (compiled.terme, .enumeration([value])) }
        return compiled
    }

    /// Letters, digits, `_`, `+` and `-`, beginning with a letter: `non_validee`, `A+`.
    private static func isWord(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter else { return false }
        return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "+" }
    }
}

extension Declaration.Resultat {
    /// Whether its conclusions are the words of an enumeration: cumulative conditions, statuses and second sessions.
    var conclutParDesMots: Bool {
        if case .cumul = forme { return true }
        return nom.valeur == "statut" || nom.valeur == "rattrapage"
    }
}

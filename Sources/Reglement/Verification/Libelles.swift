import Valeurs

/// Writes back a quantity of the checks as a règlement names it: `s1.note`, `count(dettes)`.
struct Libelles {
    let programme: Programme
    let niveau: Niveau
    let portees: Portees

    init(_ traduction: Traduction) { (programme, niveau, portees) = (traduction.programme, traduction.niveau, traduction.portees) }

    func nom(_ terme: Terme) -> String { ecrit(terme, portees.mapValues { ("", $0) }) }

    /// « un élément de `liste` tel que… », or none.
    func existence(_ terme: Terme, _ existe: Bool) -> String {
        guard case .quantifie(_, let liste, let slot, let predicate) = terme else { return nom(terme) }
        let locaux = portees.mapValues { ("", $0) } as Locaux
        return "\(existe ? "un élément" : "aucun élément") de \(nom(liste)) tel que \(dans(liste, slot, predicate, locaux, nomme: true))"
    }

    /// A number as a French reader writes it.
    static func francais(_ value: Valeur) -> String { valeur(value).replacingPoint() }

    private typealias Locaux = [Int: (nom: String, type: TypeValeur)]

    private func portees(_ locaux: Locaux) -> Portees { locaux.mapValues(\.type) }

    private func ecrit(_ terme: Terme, _ locaux: Locaux) -> String {
        func e(_ terme: Terme) -> String { ecrit(terme, locaux) }
        switch terme {
        case .constante(let value): return Libelles.valeur(value, source: true)
        case .local(let slot): return locaux[slot].map { $0.nom.isEmpty ? niveau.nom : $0.nom } ?? "item"
        case .contexte(let contexte):
            switch contexte {
            case .session: return "session"
            case .sessionJugee: return "session_jugee"
            case .periode: return "periode"
            case .date: return "date"
            case .anneeUniversitaire: return "annee_universitaire"
            case .finDAnnee: return "fin_d_annee"
            }
        case .champ(let source, let champ, let vue):
            var nom = "?"
            if case .entite(let entite) = programme.type(of: source, portees(locaux)) { nom = Programme.champ(champ, de: entite)?.nom ?? nom }
            return membre(source, nom, vue, locaux)
        case .colonne(let source, let nom, _): return membre(source, nom, .courante, locaux)
        case .resultat(let source, let index, let vue, _): return membre(source, programme.resultats[index].nom, vue, locaux)
        case .classement(let source, let index): return membre(source, programme.classements[index].nom, .courante, locaux)
        case .parametre(let index, _): return programme.parametres[index].declaration.nom.valeur
        case .non(let inner): return "not(\(e(inner)))"
        case .et(let parts): return parts.map(e).joined(separator: " and ")
        case .ou(let parts): return "(" + parts.map(e).joined(separator: " or ") + ")"
        case .compare(let op, let a, let b): return "\(e(a)) \(Libelles.signe(op)) \(e(b))"
        case .calcul(let op, let a, let b): return "\(e(a)) \(Libelles.signe(op)) \(e(b))"
        case .si(let c, let a, let b): return "if \(e(c)) then \(e(a)) else \(e(b))"
        case .filtre(let liste, let slot, let predicate):
            return "\(e(liste))[\(dans(liste, slot, predicate, locaux, nomme: false))]"
        case .element(let liste, let place): return "\(e(liste))[\(e(place))]"
        case .pourChaque(let liste, let slot, let body): return "for x\(slot) in \(e(liste)) return \(dans(liste, slot, body, locaux, nomme: true))"
        case .quantifie(let tous, let liste, let slot, let predicate):
            return "\(tous ? "every" : "some") x\(slot) in \(e(liste)) satisfies \(dans(liste, slot, predicate, locaux, nomme: true))"
        case .liste(let termes): return "[\(termes.map(e).joined(separator: ", "))]"
        case .fonction(let fonction, let arguments): return "\(fonction.rawValue)(\(arguments.map(e).joined(separator: ", ")))"
        }
    }

    private func dans(_ liste: Terme, _ slot: Int, _ body: Terme, _ locaux: Locaux, nomme: Bool) -> String {
        var inner = locaux
        var element = TypeValeur.indetermine
        if case .liste(let type) = programme.type(of: liste, portees(locaux)) { element = type }
        inner[slot] = (nomme ? "x\(slot)" : "", element)
        return ecrit(body, inner)
    }

    private func membre(_ source: Terme, _ nom: String, _ vue: Vue, _ locaux: Locaux) -> String {
        let shown = vue == .courante ? nom : vue == .s1 ? "s1.\(nom)" : "s2.\(nom)"
        switch source {
        case .local(let slot):
            guard let local = locaux[slot], !local.nom.isEmpty else { return shown }
            return "\(local.nom).\(shown)"
        case .constante(.objet(.annee)): return shown
        case .constante(.objet(.eleve)): return niveau == .eleve || niveau == .annee ? shown : "eleve.\(shown)"
        default: return "\(ecrit(source, locaux)).\(shown)"
        }
    }

    private static func signe(_ op: Terme.Comparaison) -> String {
        switch op {
        case .egal: "="
        case .different: "!="
        case .inferieur: "<"
        case .inferieurOuEgal: "<="
        case .superieur: ">"
        case .superieurOuEgal: ">="
        }
    }

    private static func signe(_ op: Terme.Operation) -> String {
        switch op {
        case .plus: "+"
        case .moins: "-"
        case .fois: "*"
        case .divise: "/"
        }
    }

    /// A value in a counterexample, or in the text of an expression.
    static func valeur(_ value: Valeur, source: Bool = false) -> String {
        switch value {
        case .nul: "null"
        case .bool(let flag): source ? String(flag) : flag ? "oui" : "non"
        case .nombre(let number): number.isInteger ? number.fraction : number.decimal()
        case .texte(let text) where text.hasPrefix(Domaines.autre) && !source: "une autre valeur"
        case .texte(let text): source ? "\"\(text)\"" : text
        case .date(let day): day.iso
        case .duree(let duree): "P\(duree.months)M\(duree.days)D"
        case .liste(let items): items.isEmpty ? "[]" : "[" + items.map { valeur($0, source: source) }.joined(separator: ", ") + "]"
        case .objet, .affine, .table: "…"
        }
    }
}

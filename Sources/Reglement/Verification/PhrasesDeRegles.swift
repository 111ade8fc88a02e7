import Feel
import Valeurs

extension Programme {
    /// Names between braces that no value replaces where their sentence is used, and braces that are not closed: a reader would see « … »,
    /// as for a mark that is awaited.
    func phrasesFautives() -> [Diagnostic] {
        var controle = PhrasesDeRegles(programme: self)
        controle.run()
        return controle.diagnostics
    }
}

/// The sentences of rules, each read at the object where it is said.
private struct PhrasesDeRegles {
    let programme: Programme
    private(set) var diagnostics: [Diagnostic] = []

    init(programme: Programme) { self.programme = programme }

    mutating func run() {
        for resultat in programme.resultats {
            guard let regle = resultat.regle else { continue }
            var own: [Mesure] = []
            switch resultat.forme {
            case .cumul(_, let conditions, _): for condition in conditions { verifier(condition, resultat.niveau) }
            case .table(let entrees, let lignes):
                own = entrees
                for ligne in lignes { verifier(ligne.regle, entrees, resultat.niveau) }
            case .formule, .moyenne: break
            }
            for exception in resultat.sauf { verifier(exception.regle, exception.mesures, resultat.niveau) }
            verifier(regle, own, resultat.niveau)
            if let sinon = resultat.regleSinon { verifier(sinon, [], resultat.niveau) }
        }
        for proposition in programme.propositions {
            verifier(proposition.regle, proposition.mesures, .annee)
            for option in proposition.options { for ligne in option.lignes { verifier(ligne.regle, ligne.mesures, .annee) } }
        }
        for condition in programme.conditions {
            verifier(condition.regle, condition.mesures, .annee)
            for dispense in condition.dispenses { verifier(dispense.regle, [], .annee) }
        }
        if let diplome = programme.diplome {
            verifier(diplome.regle, [], .annee)
            for condition in diplome.acquisSi { verifier(condition, .annee) }
        }
        for alerte in programme.alertes {
            verifier(alerte.regle, alerte.mesures, .annee, element: element(alerte.chaque, .annee))
        }
        if let gpa = programme.gpa { verifier(gpa.regle, [], .annee) }
        for classement in programme.classements {
            for exception in classement.autrement { verifier(exception.regle, exception.mesures, classement.niveau) }
        }
    }

    private mutating func verifier(_ condition: ConjonctionCompile, _ niveau: Niveau) {
        verifier(condition.regle, condition.mesures, niveau, element: element(condition.chaque, niveau))
    }

    /// What `chaque` goes through.
    private func element(_ chaque: Terme?, _ niveau: Niveau) -> TypeValeur? {
        guard let chaque, case .liste(let element) = programme.type(of: chaque, [0: .entite(.niveau(niveau))]) else { return nil }
        return element
    }

    private mutating func verifier(_ regle: Declaration.Regle, _ mesures: [Mesure], _ niveau: Niveau, element: TypeValeur? = nil) {
        let connus = noms(mesures, niveau, element)
        for phrase in [regle.phrase, regle.phraseSinon].compactMap({ $0 }) { verifier(phrase, connus) }
    }

    private mutating func verifier(_ phrase: Texte, _ connus: [String]) {
        var rest = Substring(phrase.valeur)
        while let place = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            let after = rest[rest.index(after: place)...]
            guard rest[place] == "{", let close = after.firstIndex(where: { $0 == "{" || $0 == "}" }), after[close] == "}" else {
                let open = rest[place] == "{"
                signal(
                    open ? "une accolade n'est pas fermée dans la phrase" : "une accolade est fermée sans être ouverte dans la phrase",
                    code: "phrase-accolade", at: position(place, phrase), conseil: "un nom lu par la phrase s'écrit {nom}")
                return
            }
            let nom = String(after[..<close])
            if nom.isEmpty || !connus.contains(nom) {
                signal(
                    "« {\(nom)} » ne désigne rien à l'endroit où cette phrase est dite", code: "phrase-nom-inconnu", at: position(place, phrase),
                    conseil: conseil(nom, connus))
            }
            rest = after[after.index(after: close)...]
        }
    }

    private func conseil(_ nom: String, _ connus: [String]) -> String {
        if let near = Suggestion.closest(to: nom, among: connus) { return "vouliez-vous dire « {\(near)} » ?" }
        return
            "entre accolades : objet, un paramètre, un champ ou un fait de l'objet, de l'année ou de l'élève, ou ce que la règle compare, tel qu'elle l'écrit"
    }

    private func position(_ place: String.Index, _ phrase: Texte) -> Position {
        let before = phrase.valeur.distance(from: phrase.valeur.startIndex, to: place)
        return Position(fichier: phrase.position.fichier, ligne: phrase.position.ligne, colonne: phrase.position.colonne + before)
    }

    private mutating func signal(_ message: String, code: String, at position: Position, conseil: String) {
        let found = Diagnostic(
            fichier: position.fichier, ligne: position.ligne, colonne: position.colonne, message: message, code: code, conseil: conseil)
        if !diagnostics.contains(found) { diagnostics.append(found) }
    }

    // MARK: - What a sentence may name

    private func noms(_ mesures: [Mesure], _ niveau: Niveau, _ element: TypeValeur?) -> [String] {
        var found: [String] = []
        // The year and the élève have no name of their own in a sentence.
        if element != nil || (niveau != .annee && niveau != .eleve) { found.append("objet") }
        for mesure in mesures {
            found += [mesure.nom, Phrases.cle(mesure.nom)]
            if let seuil = mesure.seuilNom { found.append(seuil) }
            if case .parametre? = mesure.seuil { found.append("seuil") }
        }
        found += programme.parametres.map(\.declaration.nom.valeur)
        if case .entite(let entite)? = element { found += lisibles(entite) }
        return found + [niveau, .annee, .eleve].flatMap { lisibles(.niveau($0)) }
    }

    /// Fields and results of an object, as sentences read them.
    private func lisibles(_ entite: Entite) -> [String] {
        var found = Schema.noms(de: entite)
        if case .niveau(let niveau) = entite { found += (programme.indexResultats[niveau] ?? [:]).keys }
        return found
    }
}

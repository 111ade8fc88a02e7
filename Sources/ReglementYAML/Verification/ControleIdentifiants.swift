import Reglement
import Valeurs

/// Whether what a bundle names is named once, written in the one form, and used.
struct ControleIdentifiants {
    let lu: ReglementLu
    /// Whether other bundles complete this one: they may use what it leaves unused.
    let estParent: Bool

    func diagnostics() -> [Diagnostic] {
        regles() + repetitions() + alertes() + lectures() + parametres() + jamaisLus() + vocabulaire() + articles()
    }

    // MARK: - Rules

    /// The rules that bear an identifier of their own, in the order of the files.
    static func regles(_ d: Declaration) -> [Declaration.Regle] {
        var found: [Declaration.Regle] = []
        for resultat in d.resultats {
            switch resultat.forme {
            case .cumul(_, let conditions, _): found += conditions.map(\.regle)
            case .table(_, let lignes): found += lignes.map(\.regle)
            case .formule, .moyenne: found.append(resultat.regle)
            }
            found += resultat.sauf.map(\.regle)
        }
        found += d.propositions.map(\.regle)
        for condition in d.conditions { found += condition.dispenses.map(\.regle) }
        found += d.diplome?.acquisSi.map(\.regle) ?? []
        for classement in d.classements { found += classement.autrement.map(\.regle) }
        return found
    }

    private func regles() -> [Diagnostic] {
        var found: [Diagnostic] = []
        var seen: [String: Position] = [:]
        for regle in ControleIdentifiants.regles(lu.declaration) {
            let id = regle.id
            // A dispense without an identifier is called after its condition, in the contract's words.
            let implicite = lu.declaration.conditions.contains { "\($0.nom.valeur)-dispense" == id.valeur }
            if !implicite, !ControleIdentifiants.estKebab(id.valeur) {
                found.append(
                    .at(id.position, "« \(id.valeur) » n'est pas un identifiant de règle : minuscules, chiffres et tirets", code: "regle-identifiant")
                )
            }
            if let first = seen[id.valeur], first != id.position {
                found.append(
                    .at(
                        id.position, "la règle « \(id.valeur) » existe déjà, ligne \(first.ligne) de \(first.fichier)", code: "regle-double",
                        conseil: "donnez à chaque règle un identifiant à elle"))
            } else {
                seen[id.valeur] = id.position
            }
        }
        return found
    }

    static func estKebab(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, first != 0x2D, last != 0x2D else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    // MARK: - The bundle's own files, read again

    private var dossier: String {
        var file = lu.declaration.id.position.fichier
        if let surcouche = lu.surcouche {
            file =
                lu.fichiers.first {
                    $0.chemin.hasSuffix("/reglement.yaml") && Bibliotheque.id(in: String(decoding: $0.octets, as: UTF8.self)) == surcouche
                }?.chemin ?? file
        }
        return String(file.dropLast("/reglement.yaml".count))
    }

    private func own(_ position: Position) -> Bool { position.fichier.hasPrefix(dossier + "/") }

    /// Two entries of one list under the same name: merging with a parent keeps only the last.
    private func repetitions() -> [Diagnostic] {
        var found: [Diagnostic] = []
        var exemples: [String: Position] = [:]
        for file in lu.fichiers where file.chemin.hasPrefix(dossier + "/") {
            let name = file.chemin.dropFirst(dossier.count + 1)
            let list: (cle: String, quoi: String, code: String)
            switch name {
            case "articles.yaml": list = ("article", "l'article", "article-double")
            case "interpretations.yaml": list = ("lecture", "la lecture", "lecture-double")
            case let name where name.hasPrefix("exemples/"): list = ("exemple", "l'exemple", "exemple-double")
            default: continue
            }
            var seen = name.hasPrefix("exemples/") ? exemples : [:]
            for texte in noms(String(decoding: file.octets, as: UTF8.self), file.chemin, list.cle) {
                if let first = seen[texte.valeur] {
                    found.append(
                        .at(texte.position, "\(list.quoi) « \(texte.valeur) » existe déjà, ligne \(first.ligne) de \(first.fichier)", code: list.code)
                    )
                } else {
                    seen[texte.valeur] = texte.position
                }
            }
            if name.hasPrefix("exemples/") { exemples = seen }
        }
        return found
    }

    private func noms(_ yaml: String, _ fichier: String, _ cle: String) -> [Texte] {
        guard let root = Noeud.parse(yaml, fichier: fichier, fautes: Fautes()) else { return [] }
        var items: [Noeud] = []
        if case .sequence = root.node { items = root.liste(cle) }
        if case .mapping(let mapping) = root.node, let list = mapping.first(where: { if case .sequence = $0.value { true } else { false } })?.value {
            items = Noeud(node: list, fichier: fichier, fautes: Fautes()).liste(cle)
        }
        return items.compactMap { $0.carte(cle)?.texte(cle) }
    }

    // MARK: - Readings, parameters, articles

    /// Readings that rules, parameters, codes and facts rest on.
    static func lecturesCitees(_ d: Declaration) -> [Texte] {
        var found = regles(d).compactMap(\.lecture)
        found += d.resultats.compactMap(\.regle.lecture) + d.resultats.compactMap { $0.regleSinon?.lecture }
        found += d.codes.compactMap(\.lecture) + d.parametres.compactMap(\.lecture) + d.faits.compactMap(\.lecture)
        found += d.propositions.flatMap { $0.options.flatMap { $0.lignes.compactMap(\.lecture) } }
        found += d.conditions.compactMap(\.regle.lecture) + d.alertes.compactMap(\.regle.lecture) + d.classements.compactMap(\.regle.lecture)
        found += [d.diplome?.regle.lecture, d.gpa?.regle.lecture, d.sessions?.lecture].compactMap { $0 }
        return found
    }

    private func lectures() -> [Diagnostic] {
        let d = lu.declaration
        let known = Set(d.interpretations.map(\.lecture.valeur))
        let articles = Set(d.articles.map(\.article.valeur))
        var found: [Diagnostic] = d.faits.compactMap(\.lecture).filter { !known.contains($0.valeur) }.map { lecture in
            .at(
                lecture.position, "la lecture « \(lecture.valeur) » n'est pas dans interpretations.yaml", code: "lecture-inconnue",
                conseil: Proximite.closest(lecture.valeur, Array(known)).map { "vouliez-vous dire « \($0) » ?" })
        }
        for interpretation in d.interpretations { found += article(interpretation.article, articles) }
        let cited = Set(ControleIdentifiants.lecturesCitees(d).map(\.valeur))
        if !estParent {
            found += d.interpretations.filter { own($0.lecture.position) && !cited.contains($0.lecture.valeur) }.map {
                .at(
                    $0.lecture.position, "aucune règle ne repose sur la lecture « \($0.lecture.valeur) »", code: "lecture-inutilisee",
                    conseil: "citez-la dans la règle qui en dépend, ou retirez-la", gravite: .avertissement)
            }
        }
        let open = d.interpretations.filter { $0.adopteePar.isEmpty }
        if let first = open.first(where: { own($0.lecture.position) }) ?? open.first {
            let names = open.map(\.lecture.valeur)
            let shown = names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " et \(names.count - 6) autres" : "")
            found.append(
                .at(
                    first.lecture.position,
                    names.count == 1 ? "personne n'a adopté la lecture \(shown)" : "personne n'a adopté \(names.count) lectures : \(shown)",
                    code: "lectures-non-adoptees", conseil: "l'instance compétente les adopte : adoptee_par et le", gravite: .avertissement))
        }
        return found
    }

    /// One alert, one code: an example and a person who reads it must know which rule raised it.
    private func alertes() -> [Diagnostic] {
        var seen: [String: Position] = [:]
        return lu.declaration.alertes.compactMap { alerte in
            defer { seen[alerte.code.valeur] = seen[alerte.code.valeur] ?? alerte.code.position }
            return seen[alerte.code.valeur].map { first in
                .at(
                    alerte.code.position, "l'alerte « \(alerte.code.valeur) » existe déjà, ligne \(first.ligne) de \(first.fichier)",
                    code: "alerte-double", conseil: "donnez à chacune son code, ou réunissez leurs conditions par or")
            }
        }
    }

    /// Facts and rankings that change nothing.
    private func jamaisLus() -> [Diagnostic] {
        guard !estParent else { return [] }
        let portes = Set(lu.provisions.flatMap(\.par).map(\.valeur))
        let faits = lu.programme.faitsJamaisLus.filter { own($0.nom.position) }.map { ($0.nom, "\($0.niveau.valeur).\($0.nom.valeur)") }
        return faits.filter { !portes.contains("fait:\($0.1)") }.map { nom, cle in
            .at(
                nom.position, "rien ne lit le fait « \(cle) »", code: "fait-jamais-lu",
                conseil: "retirez-le, ou écrivez la règle qui le lit", gravite: .avertissement)
        }
            + lu.programme.classementsJamaisLus.filter { own($0.nom.position) }.map {
                .at(
                    $0.nom.position, "le classement « \($0.cle) » n'est ni montré ni lu par une règle", code: "classement-jamais-lu",
                    conseil: "sont montrés : \(Programme.classementsMontres.joined(separator: ", ")) ; une règle ou une alerte peut lire les autres",
                    gravite: .avertissement)
            }
    }

    /// A word of the school for a name that nothing bears.
    private func vocabulaire() -> [Diagnostic] {
        let known = lu.programme.motsNommables + ControleContrat.propositions + ControleContrat.options
        return lu.declaration.vocabulaire.keys.sorted().filter { !known.contains($0) && !$0.contains("=") }.compactMap { cle in
            guard let near = Proximite.closest(cle, known) else { return nil }
            return .at(
                lu.declaration.positionsVocabulaire[cle] ?? lu.declaration.id.position, "« \(cle) » ne nomme rien que le règlement dise",
                code: "vocabulaire-inconnu", conseil: "vouliez-vous dire « \(near) » ?")
        }
    }

    private func parametres() -> [Diagnostic] {
        guard !estParent else { return [] }
        let phrases = ControleIdentifiants.phrases(lu.declaration)
        return lu.programme.parametresJamaisLus.filter { parametre in
            own(parametre.nom.position) && !phrases.contains { $0.contains("{\(parametre.nom.valeur)}") }
        }.map {
            .at(
                $0.nom.position, "rien ne lit le paramètre « \($0.nom.valeur) »", code: "parametre-jamais-lu",
                conseil: "retirez-le, ou écrivez la règle qui le lit", gravite: .avertissement)
        }
            + lu.declaration.parametres.flatMap(niveaux)
    }

    /// A parameter given by year of entry has a value for each year of the cursus.
    private func niveaux(_ parametre: Declaration.Parametre) -> [Diagnostic] {
        guard let selon = parametre.selon, ["niveau", "niveau_entree"].contains(selon.valeur), parametre.valeur == nil,
            let niveaux = lu.declaration.niveaux
        else { return [] }
        return (1...max(1, niveaux)).filter { niveau in !parametre.valeurs.contains { $0.cas.valeur == String(niveau) } }.map { niveau in
            .at(
                selon.position, "le paramètre « \(parametre.nom.valeur) » n'a pas de valeur pour « \(selon.valeur) » = \(niveau)",
                code: "parametre-sans-valeur",
                conseil: "ajoutez-la sous valeurs:, ou une valeur: pour tous les autres, si le texte admet ce cas", gravite: .avertissement)
        }
    }

    private static func phrases(_ d: Declaration) -> [String] {
        func both(_ regle: Declaration.Regle) -> [String] { [regle.phrase?.valeur, regle.phraseSinon?.valeur].compactMap { $0 } }
        var found = regles(d).flatMap(both) + d.resultats.map(\.regle).flatMap(both)
        found += d.conditions.map(\.regle).flatMap(both) + d.alertes.map(\.regle).flatMap(both) + d.classements.map(\.regle).flatMap(both)
        found += d.propositions.flatMap {
            $0.options.flatMap { $0.lignes.flatMap { [$0.phrase?.valeur, $0.phraseSinon?.valeur].compactMap { $0 } } }
        }
        return found + (d.diplome.map { both($0.regle) } ?? [])
    }

    private func articles() -> [Diagnostic] {
        let known = Set(lu.declaration.articles.map(\.article.valeur))
        return lu.exemples.compactMap(\.article).flatMap { article($0, known) }
    }

    private func article(_ cited: Texte, _ known: Set<String>) -> [Diagnostic] {
        if known.contains(cited.valeur) { return [] }
        return cited.valeur.split(separator: ",").map { String($0.drop { $0 == " " }) }.filter { !known.contains($0) }.map { part in
            .at(
                cited.position, "l'article « \(part) » n'est pas dans articles.yaml", code: "article-inconnu",
                conseil: Declaration.Article.conseil(part, parmi: known))
        }
    }
}

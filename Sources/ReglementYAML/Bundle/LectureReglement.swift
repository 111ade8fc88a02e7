import Reglement
import Valeurs

/// Reads `reglement.yaml` into a declaration.
struct LectureReglement {
    let fautes: Fautes

    func declaration(_ noeud: Noeud) -> Declaration? {
        guard let carte = noeud.carte("reglement.yaml") else { return nil }
        var d = Declaration(id: carte.exige("reglement", "le règlement"), titre: carte.chaine("titre") ?? "")
        d.complete = carte.texte("complete")
        d.surcouche = carte.oui("surcouche") ?? false
        d.applicableA = carte.liste("applicable_a").compactMap(\.texte)
        d.enVigueur = carte.noeud("en_vigueur").flatMap(enVigueur)
        d.rattachement = carte.texte("rattachement")
        if let rattachement = d.rattachement, !["promotion", "annee_universitaire", "admission"].contains(rattachement.valeur) {
            fautes.signal(
                "« \(rattachement.valeur) » n'est pas un rattachement (promotion, annee_universitaire, admission)", code: "valeur-inconnue",
                at: rattachement.position)
        }
        d.succedeA = carte.texte("succede_a")
        d.niveaux = carte.entier("niveaux", dans: 1...12)
        d.numerotation = carte.liste("numerotation").compactMap(\.scalaire)
        if let vocabulaire = carte.noeud("vocabulaire")?.carte("vocabulaire") {
            for (cle, valeur) in vocabulaire.toutes {
                d.vocabulaire[cle.valeur] = valeur.scalaire ?? ""
                d.positionsVocabulaire[cle.valeur] = cle.position
            }
        }
        d.codes = entries(carte, "codes").compactMap(code)
        d.parametres = entries(carte, "parametres").compactMap(parametre)
        d.colonnes = entries(carte, "colonnes").flatMap(colonnes)
        d.faits =
            entries(carte, "faits").compactMap { fait($0, niveau: nil) } + entries(carte, "faits_annee").compactMap { fait($0, niveau: "annee") }
        d.sessions = carte.noeud("sessions").flatMap(sessions)
        d.resultats = entries(carte, "resultats").compactMap(resultat)
        d.propositions = carte.liste("propositions").compactMap(proposition)
        d.conditions = entries(carte, "conditions").compactMap(condition)
        d.diplome = carte.noeud("diplome").flatMap(diplome)
        d.alertes = carte.liste("alertes").compactMap(alerte)
        d.gpa = carte.noeud("gpa").flatMap(gpa)
        d.classements = entries(carte, "classements").compactMap(classement)
        _ = carte.noeud("sans_exemples")
        d.pointsDeJury = entries(carte, "points_de_jury").compactMap(pointsDeJury)
        carte.finir("reglement.yaml")
        return d
    }

    typealias Entree = (cle: Texte, valeur: Noeud)

    private func entries(_ carte: Carte, _ cle: String) -> [Entree] { carte.noeud(cle)?.carte(cle)?.toutes ?? [] }

    /// `ue.statut` → level and name.
    private func split(_ cle: Texte) -> (niveau: Texte, nom: Texte)? {
        let parts = cle.valeur.split(separator: ".", maxSplits: 1)
        guard parts.count == 2 else {
            fautes.signal("« \(cle.valeur) » : un niveau puis un nom sont attendus, comme ue.statut", code: "nom-de-resultat", at: cle.position)
            return nil
        }
        return (Texte(String(parts[0]), cle.position), Texte(String(parts[1]), cle.position))
    }

    private func enVigueur(_ noeud: Noeud) -> Declaration.EnVigueur? {
        guard let carte = noeud.carte("en_vigueur") else { return nil }
        let (du, au, ensuite) = (carte.date("du"), carte.date("au"), carte.chaine("ensuite"))
        carte.finir("en_vigueur")
        guard let du else {
            fautes.signal("« en_vigueur » n'a pas de premier jour (du)", code: "cle-absente", at: noeud.position)
            return nil
        }
        if let au, au < du {
            fautes.signal(
                "le règlement est en vigueur jusqu'au \(au.french), avant d'y entrer le \(du.french)", code: "en-vigueur-inverse", at: noeud.position,
                conseil: "au: est le dernier jour en vigueur, compris ; sans lui, il n'y en a pas")
        }
        return .init(du: du, au: au, cohortes: ensuite == "cohortes")
    }

    // MARK: - Codes, parameters, facts

    private func code(_ entree: Entree) -> Declaration.Code? {
        guard let carte = entree.valeur.carte("codes") else { return nil }
        guard let vaut = worth(carte.exige("vaut", "le code \(entree.cle.valeur)")) else { return nil }
        var code = Declaration.Code(code: entree.cle, vaut: vaut)
        code.bloque = choice(carte.texte("bloque"), Declaration.Code.Blocage.init, "ue, ecue")
        code.session2 = Set(
            mots(carte.noeud("session_2")).compactMap { choice($0, Declaration.Code.Session2.init, "premiere_presentation, garde") })
        code.mention = carte.chaine("mention")
        code.absenceSi = carte.texte("absence_si")
        code.siPoidsMajoritaire = carte.texte("si_poids_majoritaire").flatMap(worth)
        code.article = carte.texte("article")
        code.lecture = carte.texte("lecture")
        code.ouvre = mots(carte.noeud("ouvre"))
        code.neutralisablePar = carte.texte("neutralisable_par")
        carte.finir("un code")
        return code
    }

    /// One word, or a list of words.
    private func mots(_ noeud: Noeud?) -> [Texte] {
        guard let noeud else { return [] }
        let words: [Texte?] = if case .sequence = noeud.node { noeud.liste("mots").map(\.texte) } else { [noeud.texte] }
        return words.compactMap { $0 }
    }

    func choice<T>(_ texte: Texte?, _ make: (String) -> T?, _ known: String) -> T? {
        guard let texte else { return nil }
        if let value = make(texte.valeur) { return value }
        fautes.signal("« \(texte.valeur) » n'est pas l'un de : \(known)", code: "valeur-inconnue", at: texte.position)
        return nil
    }

    private func worth(_ texte: Texte) -> Declaration.Code.Valeur? {
        switch texte.valeur {
        case "exclue": return .exclue
        case "attendue": return .attendue
        default:
            if let number = Rational(decimal: texte.valeur, comma: true) { return .nombre(number) }
            fautes.signal(
                "« \(texte.valeur) » n'est pas ce que peut valoir un code : un nombre, exclue ou attendue", code: "valeur-inconnue",
                at: texte.position)
            return nil
        }
    }

    private func valeur(_ noeud: Noeud) -> ValeurDeclaree {
        switch noeud.node {
        case .scalar(let scalar): return .texte(Texte(scalar.string, noeud.position))
        case .sequence: return .liste(noeud.liste("valeur").map(valeur), noeud.position)
        default: return .table((noeud.carte("valeur")?.toutes ?? []).map { (cle: $0.cle.valeur, valeur: valeur($0.valeur)) }, noeud.position)
        }
    }

    private func parametre(_ entree: Entree) -> Declaration.Parametre? {
        guard let carte = entree.valeur.carte("parametres") else { return nil }
        var p = Declaration.Parametre(nom: entree.cle)
        p.valeur = carte.noeud("valeur").map(valeur)
        p.selon = carte.texte("selon")
        p.valeurs = entries(carte, "valeurs").map { (cas: $0.cle, valeur: valeur($0.valeur)) }
        for noeud in carte.liste("dates") {
            guard let line = noeud.carte("dates"), let du = line.date("du"), let value = line.noeud("valeur") else { continue }
            p.dates.append((du: du, valeur: valeur(value)))
            line.finir("une valeur datée")
        }
        p.type = carte.texte("type")
        p.article = carte.texte("article")
        p.lecture = carte.texte("lecture")
        p.maquette = carte.texte("maquette")
        p.fixePar = carte.texte("fixe_par")
        p.cle = carte.chaine("nom")
        p.borne = carte.texte("borne")
        p.applique = carte.texte("applique")
        p.alerteSiAbsent = carte.texte("alerte_si_absent")
        p.libelle = carte.chaine("libelle")
        p.apresNotes = choice(carte.texte("apres_notes"), { ["motif": true][$0] }, "motif") ?? false
        carte.finir("un paramètre")
        if p.article == nil {
            fautes.signal("le paramètre « \(entree.cle.valeur) » ne cite pas d'article", code: "cle-absente", at: entree.cle.position)
        }
        return p
    }

    private func colonnes(_ entree: Entree) -> [Declaration.ColonneLue] {
        (entree.valeur.carte("colonnes")?.toutes ?? []).compactMap { column in
            column.valeur.texte.map { .init(niveau: entree.cle, nom: column.cle, type: $0) }
        }
    }

    private func fait(_ entree: Entree, niveau: String?) -> Declaration.Fait? {
        let key: (niveau: Texte, nom: Texte)?
        if let niveau { key = (Texte(niveau, entree.cle.position), entree.cle) } else { key = split(entree.cle) }
        guard let key else { return nil }
        if entree.valeur.scalaire != nil {
            return entree.valeur.texte.map { Declaration.Fait(niveau: key.niveau, nom: key.nom, formule: $0) }
        }
        guard let carte = entree.valeur.carte("faits") else { return nil }
        var fait = Declaration.Fait(niveau: key.niveau, nom: key.nom, formule: carte.exige("formule", "le fait"))
        fait.article = carte.texte("article")
        fait.lecture = carte.texte("lecture")
        carte.finir("un fait")
        return fait
    }

    private func sessions(_ noeud: Noeud) -> Declaration.Sessions? {
        guard let carte = noeud.carte("sessions") else { return nil }
        var sessions = Declaration.Sessions(nombre: carte.entier("nombre", dans: 1...2) ?? 2, note: carte.exige("note", "« sessions »"))
        sessions.remplacables = carte.liste("remplacables").compactMap(\.scalaire)
        sessions.plafond = carte.texte("plafond")
        if let choix = carte.texte("choix") {
            sessions.premierChoix = self.choice(choix, { ["premier": true, "dernier": false][$0] }, "premier, dernier") ?? false
        }
        sessions.article = carte.texte("article")
        sessions.lecture = carte.texte("lecture")
        sessions.ouvertePar = carte.texte("ouverte_par")
        carte.finir("sessions")
        return sessions
    }

    // MARK: - Rules

    /// The rule's identity. Without `regle`, the name of what it defines.
    func regle(_ carte: Carte, defaut: Texte, article inherited: Texte? = nil) -> Declaration.Regle {
        let id = carte.texte("regle") ?? defaut
        let article = carte.texte("article") ?? inherited
        if article == nil { fautes.signal("la règle « \(id.valeur) » ne cite pas d'article", code: "cle-absente", at: carte.noeud.position) }
        var regle = Declaration.Regle(id: id, article: article ?? Texte("", carte.noeud.position))
        regle.lecture = carte.texte("lecture")
        regle.phrase = carte.texte("phrase")
        regle.phraseSinon = carte.texte("phrase_sinon")
        return regle
    }

    private func conjonction(_ noeud: Noeud) -> Declaration.Conjonction? {
        guard let carte = noeud.carte("une condition") else { return nil }
        let own = regle(carte, defaut: Texte("condition", noeud.position))
        var conjonction = Declaration.Conjonction(regle: own, que: carte.exige("que", "la règle « \(own.id.valeur) »"))
        conjonction.quand = carte.texte("quand")
        conjonction.chaque = carte.texte("chaque")
        carte.finir("une condition")
        return conjonction
    }

    private func exception(_ noeud: Noeud) -> Declaration.Exception? {
        guard let carte = noeud.carte("une exception") else { return nil }
        let own = regle(carte, defaut: Texte("exception", noeud.position))
        let exception = Declaration.Exception(
            regle: own, si: carte.exige("si", "la règle « \(own.id.valeur) »"), alors: carte.exige("alors", "la règle « \(own.id.valeur) »"))
        carte.finir("une exception")
        return exception
    }

    private func resultat(_ entree: Entree) -> Declaration.Resultat? {
        guard let key = split(entree.cle), let carte = entree.valeur.carte("resultats") else { return nil }
        let article = firstArticle(carte)
        let own = regle(
            carte, defaut: Texte(entree.cle.valeur.map { $0 == "." || $0 == "_" ? "-" : String($0) }.joined(), entree.cle.position), article: article)
        guard let forme = forme(carte, entree) else { return nil }
        var resultat = Declaration.Resultat(niveau: key.niveau, nom: key.nom, regle: own, forme: forme)
        resultat.quand = carte.texte("quand")
        if case .cumul = forme {} else { resultat.sinon = carte.texte("sinon") }
        if let carteSinon = carte.texte("regle_sinon") {
            var sinon = Declaration.Regle(id: carteSinon, article: own.article)
            // Where the result gives way, its own sentence is the one to say.
            sinon.phrase = own.phraseSinon ?? own.phrase
            resultat.regleSinon = sinon
        }
        resultat.sauf = carte.liste("sauf").compactMap(exception)
        carte.finir("un résultat")
        return resultat
    }

    /// A result without an article of its own takes that of its first rule.
    private func firstArticle(_ carte: Carte) -> Texte? {
        for cle in ["lignes", "validee_si", "valide_si"] {
            guard let noeud = carte.noeud(cle), case .sequence(let sequence) = noeud.node, let first = sequence.first else { continue }
            if let article = first["article"] { return Noeud(node: article, fichier: noeud.fichier, fautes: fautes).texte }
        }
        if let found = carte.cle(finissantPar: "_si"), case .sequence(let sequence) = found.valeur.node, let article = sequence.first?["article"] {
            return Noeud(node: article, fichier: found.valeur.fichier, fautes: fautes).texte
        }
        return nil
    }

    private func forme(_ carte: Carte, _ entree: Entree) -> Declaration.Forme? {
        if let liste = carte.texte("moyenne_de") {
            let position = liste.position
            return .moyenne(
                liste: liste, valeur: carte.texte("valeur") ?? Texte("note", position), poids: carte.texte("poids") ?? Texte("coefficient", position))
        }
        if let formule = carte.texte("formule") { return .formule(formule) }
        if carte.noeud("lignes") != nil {
            let entrees = carte.liste("entrees").compactMap(\.texte)
            return .table(entrees: entrees, lignes: carte.liste("lignes").compactMap(ligne))
        }
        if let (cle, valeur) = carte.cle(finissantPar: "_si") {
            let favorable = Texte(String(cle.valeur.dropLast(3)), cle.position)
            return .cumul(
                favorable: favorable, conditions: valeur.liste(cle.valeur).compactMap(conjonction),
                sinon: carte.exige("sinon", "« \(entree.cle.valeur) »"))
        }
        fautes.signal(
            "« \(entree.cle.valeur) » n'a aucune des formes connues : moyenne_de, formule, <valeur>_si, ou entrees et lignes",
            code: "forme-inattendue", at: entree.cle.position)
        return nil
    }

    private func ligne(_ noeud: Noeud) -> Declaration.Ligne? {
        guard let carte = noeud.carte("une ligne") else { return nil }
        let own = regle(carte, defaut: Texte("ligne", noeud.position))
        let ligne = Declaration.Ligne(
            regle: own, cellules: carte.liste("si").compactMap(\.texte), alors: carte.exige("alors", "la ligne « \(own.id.valeur) »"))
        carte.finir("une ligne")
        return ligne
    }
}

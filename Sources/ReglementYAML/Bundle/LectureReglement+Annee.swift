import Reglement
import Valeurs

extension LectureReglement {
    func proposition(_ noeud: Noeud) -> Declaration.Proposition? {
        guard let carte = noeud.carte("une proposition") else { return nil }
        var proposition = Declaration.Proposition(regle: regle(carte, defaut: Texte("proposition", noeud.position)))
        proposition.quand = carte.texte("quand")
        proposition.deDroit = carte.texte("de_droit")
        if let options = carte.noeud("options") { proposition.options = self.options(options, proposition.regle.article) }
        carte.finir("une proposition")
        return proposition
    }

    private func options(_ noeud: Noeud, _ article: Texte) -> [Declaration.Option] {
        (noeud.carte("options")?.toutes ?? []).map { entree in
            var suite: Texte?
            let items: [Noeud] = if case .sequence = entree.valeur.node { entree.valeur.liste("options") } else { [entree.valeur] }
            let lignes = items.compactMap { item -> (article: Texte, lecture: Texte?, ouverteSi: Texte?, phrase: Texte?, phraseSinon: Texte?)? in
                guard let carte = item.carte("une option") else { return nil }
                suite = carte.texte("suite") ?? suite
                let line = (
                    article: carte.texte("article") ?? article, lecture: carte.texte("lecture"), ouverteSi: carte.texte("ouverte_si"),
                    phrase: carte.texte("phrase"), phraseSinon: carte.texte("phrase_sinon")
                )
                carte.finir("une option")
                return line
            }
            return .init(nom: entree.cle, lignes: lignes, suite: suite)
        }
    }

    func condition(_ entree: Entree) -> Declaration.Condition? {
        guard let carte = entree.valeur.carte("conditions") else { return nil }
        let own = regle(carte, defaut: entree.cle)
        var condition = Declaration.Condition(
            nom: entree.cle, regle: own, satisfaiteSi: carte.exige("satisfaite_si", "la condition « \(entree.cle.valeur) »"))
        condition.concerneSi = carte.texte("concerne_si")
        condition.enAttenteSi = carte.texte("en_attente_si")
        condition.apresCursus = carte.texte("apres_cursus")
        condition.derogationAbaisse = choice(carte.texte("derogation"), { ["dispense": false, "abaisse": true][$0] }, "dispense, abaisse") ?? false
        condition.dispenses = carte.liste("dispense").compactMap { item in
            guard let line = item.carte("dispense") else { return nil }
            let rule = regle(line, defaut: Texte("\(entree.cle.valeur)-dispense", item.position), article: own.article)
            let dispense = Declaration.Dispense(regle: rule, si: line.exige("si", "la dispense"))
            line.finir("une dispense")
            return dispense
        }
        carte.finir("une condition")
        return condition
    }

    func diplome(_ noeud: Noeud) -> Declaration.Diplome? {
        guard let carte = noeud.carte("diplome") else { return nil }
        var diplome = Declaration.Diplome(
            regle: regle(carte, defaut: Texte("diplome", noeud.position)), titre: carte.texte("titre_delivre") ?? carte.exige("titre", "« diplome »"))
        diplome.jugeSi = carte.texte("juge_si")
        diplome.acquisSi = carte.liste("acquis_si").compactMap { item in
            guard let line = item.carte("une condition") else { return nil }
            let rule = regle(line, defaut: Texte("diplome", item.position), article: diplome.regle.article)
            var conjonction = Declaration.Conjonction(regle: rule, que: line.exige("que", "« acquis_si »"))
            conjonction.quand = line.texte("quand")
            conjonction.chaque = line.texte("chaque")
            line.finir("une condition")
            return conjonction
        }
        diplome.statut = carte.texte("statut")
        diplome.sinon = carte.texte("sinon")
        diplome.depuis = carte.texte("depuis")
        diplome.prolongeable = carte.texte("prolongeable")
        diplome.prolongeSi = carte.texte("prolonge_si")
        diplome.mention = carte.texte("mention")
        carte.finir("diplome")
        return diplome
    }

    func alerte(_ noeud: Noeud) -> Declaration.Alerte? {
        guard let carte = noeud.carte("une alerte") else { return nil }
        let code = carte.exige("code", "l'alerte")
        var alerte = Declaration.Alerte(code: code, regle: regle(carte, defaut: code), si: carte.exige("si", "l'alerte « \(code.valeur) »"))
        alerte.chaque = carte.texte("chaque")
        carte.finir("une alerte")
        return alerte
    }

    func pointsDeJury(_ entree: Entree) -> Declaration.PointsDeJury? {
        guard let carte = entree.valeur.carte("points_de_jury") else { return nil }
        if !["ecue", "ue"].contains(entree.cle.valeur) {
            fautes.signal(
                "« \(entree.cle.valeur) » ne reçoit pas de points de jury (ecue, ue)", code: "niveau-inconnu", at: entree.cle.position)
        }
        let points = Declaration.PointsDeJury(
            niveau: entree.cle, auPlus: carte.exige("au_plus", "« points_de_jury »"), article: carte.exige("article", "« points_de_jury »"),
            lecture: carte.texte("lecture"))
        carte.finir("points_de_jury")
        return points
    }

    func gpa(_ noeud: Noeud) -> Declaration.GPA? {
        guard let carte = noeud.carte("gpa") else { return nil }
        let gpa = Declaration.GPA(
            regle: regle(carte, defaut: Texte("gpa", noeud.position)), note: carte.exige("note", "« gpa »"), parmi: carte.texte("parmi"),
            table: carte.exige("table", "« gpa »"),
            poids: carte.texte("poids") ?? Texte("ects_maquette", noeud.position))
        carte.finir("gpa")
        return gpa
    }

    func classement(_ entree: Entree) -> Declaration.Classement? {
        let parts = entree.cle.valeur.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let carte = entree.valeur.carte("classements") else { return nil }
        let (niveau, nom) = (Texte(String(parts[0]), entree.cle.position), Texte(String(parts[1]), entree.cle.position))
        var classement = Declaration.Classement(
            niveau: niveau, nom: nom, regle: regle(carte, defaut: nom), parmi: carte.exige("parmi", "le classement « \(entree.cle.valeur) »"))
        classement.actifSi = carte.texte("actif_si")
        classement.groupe = carte.liste("groupe").compactMap(\.texte).filter { $0.valeur != niveau.valeur }
        classement.ordre = carte.liste("ordre").compactMap { pair in
            let cells = pair.liste("ordre").compactMap(\.texte)
            guard cells.count == 2, cells[1].valeur == "croissant" || cells[1].valeur == "decroissant" else {
                fautes.signal("un critère s'écrit [expression, croissant] ou [expression, decroissant]", code: "forme-inattendue", at: pair.position)
                return nil
            }
            return (expression: cells[0], decroissant: cells[1].valeur == "decroissant")
        }
        classement.parts = carte.liste("parts").compactMap { pair in
            let cells = pair.liste("parts").compactMap(\.texte)
            guard cells.count == 2, let percent = Rational(decimal: cells[1].valeur, comma: true) else {
                fautes.signal("une part s'écrit [grade, pourcentage]", code: "forme-inattendue", at: pair.position)
                return nil
            }
            return (grade: cells[0].valeur, pourcent: percent)
        }
        let total = classement.parts.reduce(Rational.zero) { $0 + $1.pourcent }
        if total > Rational(100) {
            fautes.signal(
                "les parts font \(total.decimal(places: 0)) % : 100 au plus", code: "classement-parts",
                at: carte.noeud("parts")?.position ?? nom.position,
                conseil: "chaque part est celle de son grade, sans les précédentes")
        }
        classement.fige = carte.chaine("fige") == "session_1"
        classement.autrement = carte.liste("autrement").compactMap { item in
            guard let line = item.carte("autrement") else { return nil }
            let rule = regle(line, defaut: Texte("\(nom.valeur)-autrement", item.position), article: classement.regle.article)
            let exception = Declaration.Exception(regle: rule, si: line.exige("si", "« autrement »"), alors: line.exige("alors", "« autrement »"))
            line.finir("autrement")
            return exception
        }
        classement.indicatif = carte.oui("indicatif") ?? false
        carte.finir("un classement")
        return classement
    }
}

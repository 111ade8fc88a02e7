import Reglement

extension PageReglement {
    private static let niveaux: [(niveau: String, titre: String)] = [
        ("epreuve", "Épreuves"), ("ecue", "ECUE"), ("ue", "UE"), ("semestre", "Semestres"), ("annee", "Année"), ("eleve", "Élève"),
    ]

    /// Results, level by level, each rule with its article.
    mutating func regles() {
        for (niveau, titre) in PageReglement.niveaux {
            let own = declaration.resultats.filter { $0.niveau.valeur == niveau }
            let facts = declaration.faits.filter { $0.niveau.valeur == niveau }
            guard !own.isEmpty || !facts.isEmpty else { continue }
            self.titre(2, titre)
            if !facts.isEmpty {
                ligne("On appelle :")
                ligne("")
                for fait in facts {
                    ligne(
                        "- **\(PhraseFrancaise.lisible(fait.nom.valeur))** : \(phrases.dite(fait.formule.valeur)) \(source(fait.article?.valeur, fait.lecture?.valeur))"
                            .trimmed)
                }
                ligne("")
            }
            for resultat in own { self.resultat(resultat) }
        }
    }

    private mutating func resultat(_ resultat: Declaration.Resultat) {
        titre(3, "\(PhraseFrancaise.lisible(resultat.nom.valeur).premiereMajuscule) `\(resultat.cle)`")
        if let quand = resultat.quand {
            ligne(
                "Quand \(phrases.dite(quand.valeur)) ; sinon : \(resultat.sinon.map { phrases.issue($0.valeur) } ?? "sans valeur"). \(source(resultat.regle))"
            )
            ligne("")
        }
        switch resultat.forme {
        case .moyenne(let liste, let valeur, let poids):
            ligne(
                "Moyenne, sur \(phrases.dite(liste.valeur)), \(PhraseFrancaise.de(phrases.dite(valeur.valeur))), pondérée par \(phrases.dite(poids.valeur)). \(source(resultat.regle))"
            )
        case .formule(let texte): ligne("\(phrases.issue(texte.valeur).premiereMajuscule). \(source(resultat.regle))")
        case .cumul(let favorable, let conditions, let sinon):
            ligne("**\(phrases.mot(favorable.valeur).premiereMajuscule)** quand tout ceci tient, sinon **\(phrases.issue(sinon.valeur))** :")
            ligne("")
            for condition in conditions { ligne(conjonction(condition)) }
        case .table(let entrees, let lignes):
            table(
                entrees.map { phrases.dite($0.valeur) } + ["Résultat", "Article"],
                lignes.map { ligne in
                    ligne.cellules.map { phrases.cellule($0.valeur) } + ["**\(phrases.issue(ligne.alors.valeur))**", source(ligne.regle)]
                })
        }
        guard !resultat.sauf.isEmpty else { return }
        ligne("")
        ligne("Sauf :")
        ligne("")
        for exception in resultat.sauf {
            ligne(
                "- \(PhraseFrancaise.si(phrases.dite(exception.si.valeur))) : **\(phrases.issue(exception.alors.valeur.filter { $0 != "\"" }))**. \(source(exception.regle))"
            )
        }
    }

    private func conjonction(_ condition: Declaration.Conjonction) -> String {
        var text = "- "
        if let quand = condition.quand { text += "quand \(phrases.dite(quand.valeur)) : " }
        if let chaque = condition.chaque { text += "pour chacun de : \(phrases.dite(chaque.valeur)), " }
        return text + "\(phrases.dite(condition.que.valeur)). \(source(condition.regle))"
    }

    /// Propositions, conditions of the diploma, alerts, rankings.
    mutating func annee() {
        if !declaration.propositions.isEmpty {
            titre(2, "Fin de période : ce que la règle propose")
            for proposition in declaration.propositions {
                let when = proposition.quand.map { "Quand \(phrases.dite($0.valeur))" } ?? "Toujours"
                ligne(
                    "- \(when) : \(proposition.deDroit.map { "**\(phrases.mot($0.valeur))**, de droit" } ?? "le jury décide"). \(source(proposition.regle))"
                )
                for option in proposition.options {
                    let open = option.lignes.map { ligne in
                        (ligne.ouverteSi.map { phrases.dite($0.valeur) } ?? "ouverte") + " " + source(ligne.article.valeur, ligne.lecture?.valeur)
                    }
                    ligne("  - \(phrases.mot(option.nom.valeur)) : \(open.isEmpty ? "ouverte" : open.joined(separator: " ; "))")
                }
            }
        }
        if !declaration.conditions.isEmpty {
            titre(2, "Conditions du diplôme")
            for condition in declaration.conditions {
                titre(3, PhraseFrancaise.lisible(condition.nom.valeur).premiereMajuscule)
                if let concerne = condition.concerneSi, concerne.valeur != "true" { ligne("- Concerne : \(phrases.dite(concerne.valeur)).") }
                ligne("- Satisfaite \(PhraseFrancaise.si(phrases.dite(condition.satisfaiteSi.valeur))). \(source(condition.regle))")
                for dispense in condition.dispenses {
                    ligne("- Dispense \(PhraseFrancaise.si(phrases.dite(dispense.si.valeur))). \(source(dispense.regle))")
                }
                if let attente = condition.enAttenteSi { ligne("- En attente \(PhraseFrancaise.si(phrases.dite(attente.valeur))).") }
                if let delai = condition.apresCursus {
                    ligne("- Peut être satisfaite après le cursus, dans le délai : \(phrases.mot(delai.valeur)).")
                }
            }
        }
        if let diplome = declaration.diplome {
            titre(2, "Diplôme")
            ligne("Titre délivré : \(phrases.issue(diplome.titre.valeur)). \(source(diplome.regle))")
            ligne("")
            if let juge = diplome.jugeSi { ligne("- Jugé \(PhraseFrancaise.si(phrases.dite(juge.valeur))).") }
            for condition in diplome.acquisSi { ligne(conjonction(condition)) }
            if let mention = diplome.mention { ligne("- Mention : \(phrases.dite(mention.valeur)).") }
            if declaration.conditions.contains(where: { $0.apresCursus != nil }) { ligne("- \(delai(diplome))") }
        }
        classements()
        if !declaration.alertes.isEmpty {
            titre(2, "Alertes")
            table(
                ["Alerte", "Quand", "Article"],
                declaration.alertes.map { alerte in
                    let each = alerte.chaque.map { "pour chacun de : \(phrases.dite($0.valeur)) ; " } ?? ""
                    return ["`\(alerte.code.valeur)`", (each + phrases.dite(alerte.si.valeur)), source(alerte.regle)]
                })
        }
    }

    /// From when delays run, and what prolongs them.
    private func delai(_ diplome: Declaration.Diplome) -> String {
        var text = "Le délai des conditions court \(diplome.depuis?.valeur == "jury" ? "du premier jury du diplôme" : "de la validation du cursus")"
        if let more = diplome.prolongeable, let si = diplome.prolongeSi {
            text += ", prolongé de \(PageReglement.lisible(more.valeur)) \(PhraseFrancaise.si(phrases.dite(si.valeur)))"
        }
        return text + " ; ce qui est daté d'après ne satisfait plus la condition."
    }

    private mutating func classements() {
        guard !declaration.classements.isEmpty else { return }
        titre(2, "Classements")
        for classement in declaration.classements {
            let order = classement.ordre.map { "\(phrases.dite($0.expression.valeur)) \($0.decroissant ? "décroissant" : "croissant")" }.joined(
                separator: ", puis ")
            ligne(
                "- **\(PhraseFrancaise.lisible(classement.nom.valeur))** (\(classement.niveau.valeur)\(classement.indicatif ? ", à titre indicatif" : "")) : sont classés \(phrases.dite(classement.parmi.valeur)) ; par \(order). \(source(classement.regle))"
            )
            if !classement.parts.isEmpty {
                ligne("  - parts : " + classement.parts.map { "\($0.grade) \($0.pourcent.decimal(places: 0)) %" }.joined(separator: ", "))
            }
            for autre in classement.autrement {
                ligne("  - autrement, \(PhraseFrancaise.si(phrases.dite(autre.si.valeur))) : \(autre.alors.valeur). \(source(autre.regle))")
            }
        }
    }

    // MARK: - Readings, coverage, examples

    mutating func lectures() {
        guard !declaration.interpretations.isEmpty else { return }
        titre(2, "Lectures retenues")
        ligne("Là où le texte se lit de plusieurs façons. Une lecture que personne n'a adoptée est dite telle dans chaque motif qui repose sur elle.")
        ligne("")
        for lecture in declaration.interpretations {
            let applied = lecture.lectures.first { $0.nom == lecture.appliquee.valeur }?.texte ?? lecture.appliquee.valeur
            let others = lecture.lectures.filter { $0.nom != lecture.appliquee.valeur }.map(\.texte)
            ligne(
                "- **\(lecture.question.isEmpty ? lecture.lecture.valeur : lecture.question)** *(art. \(lecture.article.valeur), `\(lecture.lecture.valeur)`)*"
            )
            ligne("  - Retenue : \(applied)")
            for other in others { ligne("  - Autre lecture : \(other)") }
            if !lecture.raison.isEmpty { ligne("  - Pourquoi : \(lecture.raison)") }
            ligne(
                "  - \(lecture.adopteePar.isEmpty ? "Adoptée par personne." : "Adoptée par \(lecture.adopteePar)\(lecture.le.isEmpty ? "" : ", le \(PageReglement.lisible(lecture.le))").")"
            )
        }
    }

    mutating func couverture() {
        let report = RapportCouverture(lu)
        guard !report.articles.isEmpty else { return }
        titre(2, "Couverture du texte")
        if !report.provisions.isEmpty {
            let carried = report.provisions.count { $0.statut == .portee }
            let waiting = report.provisions.count { $0.statut == .enAttente }
            ligne(
                "\(report.provisions.count) dispositions : \(carried) portées, \(waiting) en attente, \(report.provisions.count - carried - waiting) sans objet."
            )
            ligne("")
        }
        table(
            ["Article", "Titre", "Porté par", "Exemples", "Relu par"],
            report.articles.map {
                [
                    $0.article, $0.titre, $0.regles.map { "`\($0)`" }.joined(separator: ", "), String($0.exemples.count),
                    $0.reluPar.isEmpty ? "—" : $0.reluPar,
                ]
            })
    }

    mutating func exemples() {
        guard !lu.exemples.isEmpty else { return }
        titre(2, "Exemples")
        ligne("\(lu.exemples.count) dossiers avec leur résultat attendu, rejoués par `quitus verifier`.")
        ligne("")
        for exemple in lu.exemples {
            ligne("- \(exemple.titre.isEmpty ? exemple.id.valeur : exemple.titre) \(source(exemple.article?.valeur, nil))".trimmed)
        }
    }
}

extension String {
    fileprivate var trimmed: String { String(self.reversed().drop { $0 == " " }.reversed()) }
    fileprivate var premiereMajuscule: String { prefix(1).uppercased() + dropFirst() }
}

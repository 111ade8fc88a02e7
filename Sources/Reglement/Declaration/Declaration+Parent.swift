extension Declaration {
    /// This declaration laid on its parent: what it declares again replaces the parent's, in the parent's place; the rest is added.
    public func completing(_ parent: Declaration) -> Declaration {
        var merged = parent
        var replaced = parent.remplacements
        merged.id = id
        merged.titre = titre.isEmpty ? parent.titre : titre
        merged.complete = complete
        merged.surcouche = surcouche
        merged.applicableA = applicableA
        merged.enVigueur = enVigueur ?? parent.enVigueur
        merged.rattachement = rattachement ?? parent.rattachement
        merged.succedeA = succedeA
        merged.niveaux = niveaux ?? parent.niveaux
        merged.numerotation = numerotation.isEmpty ? parent.numerotation : numerotation
        merged.vocabulaire.merge(vocabulaire) { _, own in own }
        merged.positionsVocabulaire.merge(positionsVocabulaire) { _, own in own }
        merged.sessions = sessions ?? parent.sessions
        merged.diplome = diplome ?? parent.diplome
        merged.gpa = gpa ?? parent.gpa
        func lay<T>(_ own: [T], on base: [T], kind: String?, key: (T) -> String, article: (T) -> String?) -> [T] {
            var list = base
            for item in own {
                guard let index = list.firstIndex(where: { key($0) == key(item) }) else { list.append(item); continue }
                if let kind {
                    replaced.append(
                        Remplacement(objet: "\(kind):\(key(item))", articleParent: article(list[index]) ?? "", article: article(item) ?? ""))
                }
                list[index] = item
            }
            return list
        }
        merged.codes = lay(codes, on: parent.codes, kind: "code", key: { $0.code.valeur }, article: { $0.article?.valeur })
        merged.parametres = lay(parametres, on: parent.parametres, kind: "parametre", key: { $0.nom.valeur }, article: { $0.article?.valeur })
        merged.colonnes = lay(colonnes, on: parent.colonnes, kind: nil, key: { "\($0.niveau.valeur).\($0.nom.valeur)" }, article: { _ in nil })
        merged.faits = lay(faits, on: parent.faits, kind: "fait", key: { "\($0.niveau.valeur).\($0.nom.valeur)" }, article: { $0.article?.valeur })
        merged.resultats = lay(resultats, on: parent.resultats, kind: "resultat", key: \.cle, article: { $0.regle.article.valeur })
        merged.propositions = lay(
            propositions, on: parent.propositions, kind: "regle", key: { $0.regle.id.valeur }, article: { $0.regle.article.valeur })
        merged.conditions = lay(conditions, on: parent.conditions, kind: "condition", key: { $0.nom.valeur }, article: { $0.regle.article.valeur })
        merged.alertes = lay(alertes, on: parent.alertes, kind: "alerte", key: { $0.code.valeur }, article: { $0.regle.article.valeur })
        merged.classements = lay(classements, on: parent.classements, kind: "classement", key: \.cle, article: { $0.regle.article.valeur })
        merged.pointsDeJury = lay(
            pointsDeJury, on: parent.pointsDeJury, kind: "points_de_jury", key: { $0.niveau.valeur }, article: { $0.article.valeur })
        merged.articles = lay(articles, on: parent.articles, kind: nil, key: { $0.article.valeur }, article: { _ in nil })
        merged.interpretations = lay(interpretations, on: parent.interpretations, kind: nil, key: { $0.lecture.valeur }, article: { _ in nil })
        merged.remplacements = replaced
        return merged
    }
}

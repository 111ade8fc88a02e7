import Reglement

/// What a bundle says of one provision of its text (`couverture.yaml`).
public struct ProvisionDeclaree: Sendable {
    public let id: Texte
    /// `regle:…`, `parametre:…`: what carries it.
    public let par: [Texte]
    /// The part of the system that will carry it.
    public let attend: String?
    /// Why there is nothing to carry.
    public let sansObjet: String?
    public let raison: String?
}

struct LectureAnnexes {
    let fautes: Fautes

    func articles(_ noeud: Noeud) -> [Declaration.Article] {
        guard let carte = noeud.carte("articles.yaml") else { return [] }
        let articles = carte.liste("articles").compactMap { item -> Declaration.Article? in
            guard let line = item.carte("un article") else { return nil }
            let article = Declaration.Article(
                article: line.exige("article", "l'article"), titre: line.chaine("titre") ?? "", nature: line.chaine("nature") ?? "",
                reluPar: line.chaine("relu_par") ?? "")
            for cle in ["texte", "page", "partie"] { _ = line.noeud(cle) }
            line.finir("un article")
            return article
        }
        carte.finir("articles.yaml")
        return articles
    }

    func interpretations(_ noeud: Noeud) -> [Declaration.Interpretation] {
        guard let carte = noeud.carte("interpretations.yaml") else { return [] }
        let list = carte.liste("interpretations").compactMap { item -> Declaration.Interpretation? in
            guard let line = item.carte("une interprétation") else { return nil }
            let lectures = (line.noeud("lectures")?.carte("lectures")?.toutes ?? []).map { (nom: $0.cle.valeur, texte: $0.valeur.scalaire ?? "") }
            let appliquee = line.exige("appliquee", "l'interprétation")
            if !lectures.isEmpty, !lectures.contains(where: { $0.nom == appliquee.valeur }) {
                fautes.signal("« \(appliquee.valeur) » n'est pas l'une des lectures", code: "lecture-appliquee", at: appliquee.position)
            }
            let read = Declaration.Interpretation(
                lecture: line.exige("lecture", "l'interprétation"), article: line.exige("article", "l'interprétation"),
                question: line.chaine("question") ?? "", lectures: lectures,
                appliquee: appliquee, raison: line.chaine("raison") ?? "", adopteePar: line.chaine("adoptee_par") ?? "", le: line.chaine("le") ?? "")
            _ = line.noeud("provisions")
            _ = line.noeud("numero")
            line.finir("une interprétation")
            return read
        }
        carte.finir("interpretations.yaml")
        return list
    }

    /// The parts of the system that a provision may wait for; another document is named in full.
    static let parties = [
        "admissions", "affectations", "assiduite", "calendrier", "demarches", "documents", "echanges", "instances", "jury", "maquette", "portail",
        "registre",
    ]

    private func attend(_ line: Carte) {
        guard let texte = line.texte("attend"), !LectureAnnexes.parties.contains(texte.valeur),
            let near = Proximite.closest(texte.valeur, LectureAnnexes.parties)
        else { return }
        fautes.signal(
            "« \(texte.valeur) » n'est pas une partie du système (\(LectureAnnexes.parties.joined(separator: ", ")))", code: "couverture-attend",
            at: texte.position, conseil: "vouliez-vous dire « \(near) » ?")
    }

    func couverture(_ noeud: Noeud) -> [ProvisionDeclaree] {
        guard let carte = noeud.carte("couverture.yaml") else { return [] }
        _ = carte.noeud("texte")
        let list = (carte.noeud("provisions")?.carte("provisions")?.toutes ?? []).compactMap { entree -> ProvisionDeclaree? in
            guard let line = entree.valeur.carte("une disposition") else { return nil }
            let provision = ProvisionDeclaree(
                id: entree.cle, par: line.liste("par").compactMap(\.texte), attend: line.chaine("attend"), sansObjet: line.chaine("sans_objet"),
                raison: line.chaine("raison"))
            attend(line)
            if provision.par.isEmpty, provision.attend == nil, provision.sansObjet == nil {
                fautes.signal(
                    "la disposition « \(entree.cle.valeur) » n'est ni portée, ni en attente, ni sans objet", code: "couverture-vide",
                    at: entree.cle.position, conseil: "donnez par:, attend: ou sans_objet:")
            }
            for cle in ["commentaire", "nature", "article"] { _ = line.noeud(cle) }
            line.finir("une disposition")
            return provision
        }
        carte.finir("couverture.yaml")
        return list
    }
}

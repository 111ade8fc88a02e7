import Reglement
import Scolarite
import Valeurs

/// Reads `exemples/*.yaml` into small promotions.
struct LectureExemples {
    let fautes: Fautes
    let fichier: String

    func exemples(_ noeud: Noeud) -> [Exemple] {
        let items: [Noeud]
        if case .mapping = noeud.node, let carte = noeud.carte("exemples") {
            items = carte.liste("exemples")
            carte.finir("un fichier d'exemples")
        } else {
            items = noeud.liste("exemples")
        }
        return items.compactMap(exemple)
    }

    private func exemple(_ noeud: Noeud) -> Exemple? {
        guard let carte = noeud.carte("un exemple") else { return nil }
        let id = carte.exige("exemple", "l'exemple")
        let (titre, article) = (carte.chaine("titre") ?? "", carte.texte("article"))
        let provisions = carte.liste("provisions").compactMap(\.texte)
        guard let donne = carte.noeud("donne")?.carte("donne") else {
            fautes.signal("l'exemple « \(id.valeur) » n'a pas de « donne »", code: "cle-absente", at: noeud.position)
            return nil
        }
        var lecture = LecturePromotion(fautes: fautes, donne: donne)
        let promotion = lecture.promotion()
        let attendus = attendus(carte.noeud("attendu"), promotion)
        if attendus.isEmpty { fautes.signal("l'exemple « \(id.valeur) » n'attend rien", code: "exemple-vide", at: noeud.position) }
        _ = carte.noeud("commentaire")
        _ = carte.noeud("lecture")
        carte.finir("un exemple")
        return Exemple(
            id: id, fichier: fichier, titre: titre, article: article, provisions: provisions, promotion: promotion, attendus: attendus,
            colonnes: lecture.colonnes)
    }

    private func attendus(_ noeud: Noeud?, _ promotion: Promotion) -> [Exemple.Attendu] {
        (noeud?.carte("attendu")?.toutes ?? []).map { entree in
            var eleve = promotion.eleves.first?.id ?? "E"
            var objet = entree.cle.valeur
            if let slash = objet.firstIndex(of: "/"), promotion.eleves.contains(where: { $0.id == objet[..<slash] }) {
                eleve = String(objet[..<slash])
                objet = String(objet[objet.index(after: slash)...])
            }
            var champs: [(nom: String, valeur: Exemple.Valeur, position: Position)] = []
            switch entree.valeur.node {
            case .mapping:
                for field in entree.valeur.carte("attendu")?.toutes ?? [] {
                    let value: Exemple.Valeur
                    if case .sequence = field.valeur.node {
                        value = .liste(field.valeur.liste("attendu").compactMap(\.scalaire))
                    } else {
                        value = .texte(field.valeur.scalaire ?? "")
                    }
                    champs.append((field.cle.valeur, value, field.cle.position))
                }
            default: champs.append(("statut", .texte(entree.valeur.scalaire ?? ""), entree.cle.position))
            }
            return .init(eleve: eleve, objet: Texte(objet, entree.cle.position), champs: champs)
        }
    }
}

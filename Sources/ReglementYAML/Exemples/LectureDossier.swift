import Reglement
import Scolarite
import Valeurs

/// Reads the lists of an example (`certifications`, `sejours`…), with the columns of the contract as keys.
struct LectureDossier {
    let fautes: Fautes

    static func flag(_ text: String) -> Bool? {
        switch text {
        case "oui", "true": true
        case "non", "false": false
        default: nil
        }
    }

    func read(_ carte: Carte, into dossier: inout Dossier) {
        dossier.certifications = lignes(carte, "certifications") { line in
            let test = line.chaine("test") ?? ""
            return Certification(
                test: test, score: number(line, "score"), niveau: line.chaine("niveau") ?? "", date: line.date("date"), externe: line.oui("externe"),
                langue: line.chaine("langue") ?? LectureDossier.langue(of: test))
        }
        dossier.sejours = lignes(carte, "sejours") { line in
            Sejour(
                type: line.chaine("type") ?? "", pays: line.chaine("pays") ?? "", debut: line.date("debut"), fin: line.date("fin"),
                semaines: line.entier("semaines"),
                credits: number(line, "credits"), valide: line.oui("valide"), semestre: line.chaine("semestre") ?? "",
                derogation: line.oui("derogation"))
        }
        dossier.stages = lignes(carte, "stages") { line in
            Stage(
                type: line.chaine("type") ?? "", organisme: line.chaine("organisme") ?? "", lieu: line.chaine("lieu") ?? "",
                pays: line.chaine("pays") ?? "",
                debut: line.date("debut"), fin: line.date("fin"), semaines: line.entier("semaines"), valide: line.oui("valide"))
        }
        dossier.absences = lignes(carte, "absences") { line in
            Absence(
                debut: line.date("debut") ?? CalendarDate(dayNumber: 0), fin: line.date("fin"), seance: line.chaine("seance") ?? "",
                nature: line.chaine("nature") ?? "",
                motif: line.chaine("motif") ?? "", justifie: line.oui("justifie"), depose: line.chaine("depose").flatMap { Instant($0) },
                autorisee: line.oui("autorisee"),
                retardMinutes: line.entier("retard_minutes"), epreuve: line.chaine("epreuve") ?? "")
        }
        dossier.engagements = lignes(carte, "engagements") { line in
            Engagement(
                action: line.chaine("action") ?? "", date: line.date("date"), depose: line.chaine("depose").flatMap { Instant($0) },
                points: number(line, "points"), valide: line.oui("valide"))
        }
        dossier.options = lignes(carte, "options") { Choix(objet: $0.chaine("objet") ?? "", choix: $0.chaine("choix") ?? "", date: $0.date("date")) }
        dossier.procedures = lignes(carte, "procedures") { line in
            Procedure(
                procedure: line.chaine("procedure") ?? "", etat: line.chaine("etat") ?? "", date: line.date("date"), cible: line.chaine("cible") ?? ""
            )
        }
        dossier.parcours = lignes(carte, "parcours") { line in
            AnneeParcours(
                annee: line.chaine("annee") ?? "", niveau: line.entier("niveau"), decision: line.chaine("decision") ?? "", date: line.date("date"))
        }
        dossier.resultats = lignes(carte, "resultats") { line in
            Resultat(
                annee: line.chaine("annee") ?? "", semestre: line.chaine("semestre") ?? "", ue: line.chaine("ue") ?? "", ects: number(line, "ects"),
                moyenne: number(line, "moyenne"),
                statut: line.chaine("statut") ?? "", grade: line.chaine("grade") ?? "", session: line.entier("session"))
        }
        var place = 1
        dossier.decisions = lignes(carte, "decisions") { line in
            place += 1
            return Decision(
                jury: line.chaine("jury") ?? "", date: line.date("date"), objet: line.chaine("objet") ?? "", decision: line.chaine("decision") ?? "",
                motif: line.chaine("motif") ?? "", line: place)
        }
    }

    private func lignes<T>(_ carte: Carte, _ nom: String, _ make: (Carte) -> T) -> [T] {
        carte.liste(nom).compactMap { item in
            guard let line = item.carte(nom) else { return nil }
            let made = make(line)
            _ = line.noeud("commentaire")
            line.finir("une ligne de « \(nom) »")
            return made
        }
    }

    private func number(_ line: Carte, _ cle: String) -> Rational? {
        guard let texte = line.texte(cle), !texte.valeur.isEmpty else { return nil }
        if let value = Rational(decimal: texte.valeur, comma: true) { return value }
        fautes.signal("« \(texte.valeur) » n'est pas un nombre", code: "exemple-valeur", at: texte.position)
        return nil
    }

    /// The language of a test when the line does not say (contract, section 5).
    static func langue(of test: String) -> String {
        switch test {
        case "TOEIC", "IELTS": "en"
        case let name where name.hasPrefix("TOEFL"): "en"
        case "DELF", "DALF", "TCF": "fr"
        default: ""
        }
    }
}

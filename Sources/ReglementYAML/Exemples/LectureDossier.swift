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
        let cellules = CellulesDossier(fautes: fautes)
        dossier.certifications = lignes(carte, "certifications") { line in
            let test = cellules.exige(line, "test")
            let langue = line.chaine("langue") ?? LectureDossier.langue(of: test)
            if test == "INTERNE", langue.isEmpty { cellules.signal("un test INTERNE dit sa langue : en, fr…", at: line.noeud.position) }
            return Certification(
                test: test, score: cellules.nombre(line, "score", dans: 0...100_000),
                niveau: cellules.mot(line, "niveau", parmi: MotsDuDossier.niveauxDeLangue), date: line.date("date"), externe: line.oui("externe"),
                langue: langue)
        }
        dossier.sejours = lignes(carte, "sejours") { line in
            let (debut, fin) = cellules.dates(line)
            let type = cellules.motOuvert(line, "type", parmi: MotsDuDossier.sejours, exige: true)
            return Sejour(
                // A césure may be spent anywhere, as sejours.csv has it.
                type: type, pays: cellules.pays(line, exige: type != "cesure"), debut: debut, fin: fin,
                semaines: line.entier("semaines", dans: 0...520), credits: cellules.nombre(line, "credits", dans: 0...300),
                valide: line.oui("valide"), semestre: cellules.periode(line, "semestre"), derogation: line.oui("derogation"))
        }
        dossier.stages = lignes(carte, "stages") { line in
            let (debut, fin) = cellules.dates(line)
            return Stage(
                type: cellules.motOuvert(line, "type", parmi: MotsDuDossier.stages, exige: true), organisme: line.chaine("organisme") ?? "",
                lieu: cellules.motOuvert(line, "lieu", parmi: MotsDuDossier.lieux), pays: cellules.pays(line), debut: debut, fin: fin,
                semaines: line.entier("semaines", dans: 0...520), valide: line.oui("valide"))
        }
        dossier.absences = lignes(carte, "absences") { line in
            let (debut, fin) = (cellules.moment(line, "debut"), cellules.moment(line, "fin"))
            if debut == nil { cellules.manque(line, "debut") }
            if let debut, let fin, fin.day < debut.day { cellules.signal("la fin vient avant le début", at: line.noeud.position) }
            return Absence(
                debut: debut?.day ?? CalendarDate(dayNumber: 0), fin: fin?.day, seance: line.chaine("seance") ?? "",
                nature: line.chaine("nature") ?? "",
                motif: line.chaine("motif") ?? "", justifie: line.oui("justifie"), depose: cellules.instant(line, "depose"),
                autorisee: line.oui("autorisee"), retardMinutes: line.entier("retard_minutes", dans: 0...10_000),
                epreuve: line.chaine("epreuve") ?? "", debutA: debut?.instant, finA: fin?.instant)
        }
        dossier.engagements = lignes(carte, "engagements") { line in
            Engagement(
                action: cellules.exige(line, "action"), date: line.date("date"), depose: cellules.instant(line, "depose"),
                points: cellules.nombre(line, "points", dans: 0...10_000), valide: line.oui("valide"))
        }
        dossier.options = lignes(carte, "options") { line in
            Choix(objet: cellules.exige(line, "objet"), choix: cellules.exige(line, "choix"), date: line.date("date"))
        }
        dossier.procedures = lignes(carte, "procedures") { line in
            Procedure(
                procedure: cellules.exige(line, "procedure"), etat: cellules.exige(line, "etat"), date: line.date("date"),
                cible: line.chaine("cible") ?? "")
        }
        dossier.parcours = lignes(carte, "parcours") { line in
            AnneeParcours(
                annee: cellules.annee(line, "annee"), niveau: line.entier("niveau", dans: 1...12),
                decision: cellules.motOuvert(line, "decision", parmi: MotsDuDossier.parcours, exige: true), date: line.date("date"))
        }
        dossier.resultats = lignes(carte, "resultats") { line in
            Resultat(
                annee: cellules.annee(line, "annee"), semestre: cellules.periode(line, "semestre"), ue: cellules.exige(line, "ue"),
                ects: cellules.nombre(line, "ects", dans: 0...300), moyenne: cellules.nombre(line, "moyenne", dans: 0...20),
                statut: cellules.mot(line, "statut", parmi: MotsDuDossier.statutsPasses), grade: line.chaine("grade") ?? "",
                session: line.entier("session", dans: 1...2))
        }
        var place = 1
        dossier.decisions = lignes(carte, "decisions") { line in
            place += 1
            return Decision(
                jury: line.chaine("jury") ?? "", date: line.date("date"), objet: cellules.exige(line, "objet"),
                decision: cellules.decision(line), motif: line.chaine("motif") ?? "", line: place)
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

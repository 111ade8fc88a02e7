import Scolarite
import Valeurs

/// What happens beside the marks: tests, placements, stays, engagements, procedures, and what juries have already decided.
extension PromotionFictive {
    mutating func life(_ personne: inout Personne) {
        certifications(&personne)
        for year in (debut - (annee - personne.eleve.niveauEntree))...debut where hasard.surMille(ecole.engagementSurMille) {
            let done = day(year, 10, hasard.entier(5...28))
            let handed = hasard.surMille(850)
            personne.dossier.engagements.append(
                Engagement(
                    action: hasard.choix(ecole.engagements), date: done,
                    depose: handed ? Instant.paris(day: done.adding(days: 6), secondOfDay: 43_200) : nil,
                    points: Rational(hasard.choix([2, 5, 5])), valide: handed ? hasard.surMille(930) : nil))
        }
        if ecole.cursus == "PDIS", annee == 2 {
            personne.dossier.options.append(
                Choix(objet: "option", choix: hasard.surMille(800) ? "sciences_de_l_ingenieur" : "sante", date: day(debut, 9, 10)))
        }
        personne.dossier.procedures.append(Procedure(procedure: "inscription", etat: "faite", date: day(debut, 9, 4), cible: ""))
        if hasard.surMille(8) {
            personne.dossier.procedures.append(Procedure(procedure: "discipline", etat: "en_cours", date: day(debut + 1, 5, 20), cible: ""))
        }
        if ecole.reglement.hasPrefix("emse-icm"), annee == 3 {
            personne.dossier.procedures.append(
                Procedure(procedure: "grand_oral", etat: hasard.surMille(930) ? "valide" : "non_valide", date: day(debut + 1, 6, 10), cible: ""))
        }
        // A morning missed, without any épreuve.
        if hasard.surMille(150) {
            let morning = day(debut, hasard.entier(10...12), hasard.entier(1...28))
            let known = hasard.surMille(600)
            personne.dossier.absences.append(
                Absence(
                    debut: morning, fin: morning, seance: "cours", nature: "cours", motif: known ? "maladie" : "", justifie: known,
                    depose: known ? Instant.paris(day: morning.adding(days: 2), secondOfDay: 10 * 3600) : nil, autorisee: false, retardMinutes: nil,
                    epreuve: ""))
        }
    }

    private mutating func certifications(_ personne: inout Personne) {
        if hasard.surMille(annee == 1 ? 450 : 930) {
            let draw = 750 + 50 * (annee - 1) + (personne.ability - 1270) / 5 + hasard.cloche(ecartType: 75)
            let score = max(350, min(990, draw / 5 * 5))
            personne.dossier.certifications.append(
                Certification(
                    test: "TOEIC", score: Rational(score), niveau: score >= 945 ? "C1" : score >= 785 ? "B2" : "B1",
                    date: day(debut, 11, hasard.entier(2...28)), externe: true, langue: "en"))
        }
        if personne.eleve.francophone == false, hasard.surMille(850) {
            personne.dossier.certifications.append(
                Certification(
                    test: "TCF", score: nil, niveau: hasard.choix(["B1", "B2", "B2", "C1"]), date: day(debut, 10, 12), externe: true, langue: "fr"))
        }
    }

    mutating func placements(_ personne: inout Personne) {
        for stage in ecole.stages where stage.publics.contains(personne.eleve.statut) && stage.annee >= personne.eleve.niveauEntree {
            // The final placement starts during its year, the others in the summer that follows theirs.
            let starts = day(debut + 1 - (annee - stage.annee), stage.mois, stage.jour)
            guard stage.annee <= annee, starts < judged else { continue }
            let weeks = hasard.choix(stage.semaines)
            let abroad = hasard.surMille(stage.etranger)
            let laboratory = hasard.surMille(stage.laboratoire)
            let end = starts.adding(days: 7 * weeks - 1)
            let country = abroad ? hasard.choix(["DE", "CA", "CH", "IE", "ES", "JP"]) : "FR"
            let passed = end <= judged ? hasard.surMille(985) : nil
            personne.dossier.stages.append(
                Stage(
                    type: stage.type, organisme: laboratory ? "Laboratoire partenaire" : "Entreprise partenaire",
                    lieu: laboratory ? "laboratoire" : "entreprise",
                    pays: country, debut: starts, fin: end, semaines: weeks, valide: passed))
            // Placements abroad are declared as stays too; with the same dates they count once.
            if abroad, hasard.surMille(500) {
                personne.dossier.sejours.append(
                    Sejour(
                        type: stage.type == "mission" ? "mission" : "stage", pays: country, debut: starts, fin: end, semaines: weeks, credits: nil,
                        valide: passed, semestre: "", derogation: nil))
            }
        }
        if annee >= 2, personne.eleve.statut == .FISE, hasard.surMille(130) {
            personne.dossier.sejours.append(
                Sejour(
                    type: "etudes", pays: hasard.choix(["DE", "ES", "SE", "CA", "MX"]), debut: day(debut - 1, 9, 1), fin: day(debut, 1, 20),
                    semaines: nil, credits: Rational(30), valide: hasard.surMille(950), semestre: "", derogation: nil))
        }
    }

    /// Decisions of the jury of the odd semester: an UE granted near the bar, a justified case of force majeure, a waiver.
    mutating func jury(_ rank: Int, _ personne: inout Personne, _ maquette: Maquette, _ notes: Notes) {
        let session = "jury du \(maquette.semestres[0])"
        let date = day(debut + 1, 2, 18)
        func decide(_ objet: String, _ decision: String, _ motif: String) {
            personne.dossier.decisions.append(Decision(jury: session, date: date, objet: objet, decision: decision, motif: motif, line: 0))
        }
        for ue in maquette.ues where ue.semestre == 0 && personne.dossier.ues?.contains(ue.code) ?? true {
            guard let mean = PromotionFictive.mean(rank, ue: ue, maquette, notes) else { continue }
            if mean < Rational(10), mean >= Rational(975, over: 100), hasard.surMille(400) {
                decide("ue:\(ue.code)", "validee", "résultats d'ensemble et progression")
            }
            for ecue in ue.ecues {
                for epreuve in maquette.epreuvesParEcue[ecue] where notes.sessions[0][epreuve][rank].etat == .abi && hasard.surMille(250) {
                    let code = maquette.epreuves[epreuve].code
                    decide("epreuve:\(maquette.ecues[ecue].code)/\(code)", "force_majeure", "transports interrompus ce jour-là")
                }
            }
        }
        if annee == ecole.annees.count, hasard.surMille(12) { decide("condition:international", "derogation", "situation familiale") }
    }

    /// Lines of `decisions.csv`, in the order of the élèves.
    func number(_ personnes: inout [Personne]) {
        var line = 1
        for rank in personnes.indices {
            for index in personnes[rank].dossier.decisions.indices {
                line += 1
                personnes[rank].dossier.decisions[index].line = line
            }
        }
    }
}

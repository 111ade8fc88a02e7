import Scolarite
import Valeurs

/// Who the élèves are, and what they did before the year judged.
extension PromotionFictive {
    private static let noms = [
        "Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois", "Moreau", "Laurent", "Simon", "Michel", "Lefebvre", "Leroy",
        "Roux", "David", "Bertrand", "Morel", "Fournier", "Girard", "Haddad", "N'Guyen", "Le Goff", "Da Silva", "Garcia", "Faure", "Rousseau",
        "Benali",
        "Lemaître", "Prévost", "Desprez", "Caron", "Étienne", "Marchand", "Perrin", "Diallo",
    ]
    private static let prenoms = [
        "Camille", "Louis", "Emma", "Gabriel", "Jade", "Raphaël", "Louise", "Arthur", "Alice", "Jules", "Chloé", "Adam", "Lina", "Hugo", "Inès",
        "Noé",
        "Manon", "Élise", "Zoé", "Yanis", "Maëlle", "Théo", "Anaïs", "Mehdi", "Clémence", "Baptiste", "Aïcha", "Lucas", "Margaux", "Noah",
    ]

    mutating func fiche(_ index: Int) -> Personne {
        let number = String(index + 1)
        func padded(_ width: Int) -> String { String(repeating: "0", count: max(0, width - number.count)) + number }
        var eleve = Eleve(id: "E" + padded(4))
        eleve.nom = hasard.choix(PromotionFictive.noms)
        eleve.prenom = hasard.choix(PromotionFictive.prenoms)
        eleve.ine = "DEMO" + padded(6) + "Z"
        let age = ecole.cursus == "PDIS" ? 18 : 20
        eleve.naissance = day(debut - age - annee + 1 - hasard.entier(0...1), hasard.entier(1...12), hasard.entier(1...28))
        eleve.statut = statut()
        let foreign = hasard.surMille(90)
        eleve.nationalites =
            foreign
            ? [hasard.choix(["MA", "CN", "BR", "TN", "DE", "SN"])] : hasard.surMille(50) ? ["FR", hasard.choix(["MA", "PT", "IT"])] : ["FR"]
        eleve.francophone = !foreign || ["MA", "TN", "SN"].contains(eleve.nationalites[0])
        eleve.cursus = ecole.cursus
        eleve.niveau = annee
        eleve.niveauEcrit = ecole.premiereAnnee == 1 ? String(annee) : "\(annee + ecole.premiereAnnee - 1)A"
        // Some come straight into the second year of a cursus of three.
        eleve.niveauEntree = annee >= 2 && ecole.annees.count > 2 && hasard.surMille(90) ? 2 : 1
        eleve.voie = foreign ? hasard.choix(["diplome_etranger", "CPGE"]) : hasard.choix(["CPGE", "CPGE", "prepa_integree", "BUT", "universite"])
        eleve.genre = hasard.choix(["F", "M"])
        eleve.boursier = hasard.surMille(290)
        for (colonne, valeurs) in ecole.colonnes.sorted(by: { $0.key < $1.key }) { eleve.faits[colonne] = hasard.choix(valeurs) }
        var personne = Personne(eleve: eleve, ability: 1270 + hasard.cloche(ecartType: 190))
        personne.repeats = hasard.surMille(25)
        personne.gap = annee > eleve.niveauEntree && ecole.annees.count > 2 && hasard.surMille(30)
        let entered = debut - (annee - eleve.niveauEntree) - (personne.repeats ? 1 : 0) - (personne.gap ? 1 : 0)
        personne.eleve.entree = universitaire(entered)
        return personne
    }

    private mutating func statut() -> Statut {
        var draw = hasard.entier(0...99)
        for part in ecole.parts {
            if draw < part.surCent { return part.statut }
            draw -= part.surCent
        }
        return ecole.parts[0].statut
    }

    /// Earlier years, up to the one judged: what was validated, and how each ended.
    mutating func past(_ personne: inout Personne) {
        let eleve = personne.eleve
        var year = debut - (annee - eleve.niveauEntree) - (personne.repeats ? 1 : 0) - (personne.gap ? 1 : 0)
        for level in eleve.niveauEntree..<annee {
            // One UE of the first year may still be owed in the second.
            let owes = level == 1 && annee == 2 && !personne.repeats && hasard.surMille(25)
            results(of: level, in: year, failing: owes ? 1 : 0, &personne)
            let end = owes ? "passage_avec_dette" : "passage"
            personne.dossier.parcours.append(AnneeParcours(annee: universitaire(year), niveau: level, decision: end, date: day(year + 1, 7, 20)))
            year += 1
            if personne.gap, level == annee - 1 {
                personne.dossier.parcours.append(
                    AnneeParcours(annee: universitaire(year), niveau: level, decision: "cesure", date: day(year + 1, 7, 20)))
                personne.dossier.sejours.append(
                    Sejour(
                        type: "cesure", pays: hasard.choix(["AU", "CA", "FR", "VN"]), debut: day(year, 9, 15), fin: day(year + 1, 6, 15),
                        semaines: 39,
                        credits: nil, valide: true, semestre: "", derogation: nil))
                year += 1
            }
        }
        if personne.repeats {
            results(of: annee, in: year, failing: hasard.entier(2...3), &personne)
            personne.dossier.parcours.append(
                AnneeParcours(
                    annee: universitaire(year), niveau: annee, decision: hasard.surMille(200) ? "redoublement_sante" : "redoublement",
                    date: day(year + 1, 7, 20)))
        }
    }

    private mutating func results(of level: Int, in year: Int, failing: Int, _ personne: inout Personne) {
        let unites = unites[level - 1].filter { $0.suivie(par: personne.eleve.statut) }
        let first = failing > 0 ? hasard.entier(0...(unites.count - 1)) : 0
        let failed = Set((0..<failing).map { (first + $0) % unites.count })
        for (index, unite) in unites.enumerated() {
            let isFailed = failed.contains(index)
            let draw = personne.ability + hasard.cloche(ecartType: 110)
            let mean = isFailed ? min(985, max(620, draw - 380)) : min(1960, max(1000, draw))
            let marked = unite.modules.contains { $0.nature != .competence }
            let percent = unite.modules.contains { $0.nature == .entreprise }
            let letter = ecole.grades.first { mean >= $0.minimum }?.lettre ?? ""
            personne.dossier.resultats.append(
                Resultat(
                    annee: universitaire(year), semestre: unite.semestre, ue: unite.code, ects: isFailed ? .zero : Rational(unite.ects),
                    moyenne: marked && !percent ? Rational(Int64(mean), over: 100) : nil, statut: isFailed ? "non_validee" : "validee",
                    grade: unite.grade && marked && !percent && !isFailed ? letter : "", session: isFailed || hasard.surMille(80) ? 2 : 1))
        }
    }

    /// Who takes which UE: by status, and what is left to validate for one who does the year again.
    func inscriptions(_ personne: inout Personne, _ unites: [Ecole.Unite]) {
        guard personne.repeats || unites.contains(where: { $0.publics != nil }) else { return }
        let current = Set(unites.map(\.code))
        let validated = Set(personne.dossier.resultats.filter { $0.statut == "validee" && current.contains($0.ue) }.map(\.ue))
        personne.dossier.ues = Set(unites.filter { $0.suivie(par: personne.eleve.statut) && !validated.contains($0.code) }.map(\.code))
    }
}

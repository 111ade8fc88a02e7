import Scolarite
import Valeurs

/// Draws a promotion of a made-up school: plausible marks, absences, second sessions, certificates, placements and past results, the
/// same for the same seed.
public struct PromotionFictive {
    private let ecole: Ecole
    private let annee: Int
    private let session: Int
    private let debut: Int
    private var hasard: Hasard

    /// - Parameters:
    ///   - reglement: id of the bundle whose school is wanted (`ensmac-2026`, `polytech-lyon-2021`, `emse-icm-2025`, `emse-istp-2025`,
    ///     `emse-pdis-2025`; another id follows the maquette of ENSMAC).
    ///   - niveau: year of the cursus, from 1; brought within those of the cursus.
    ///   - session: the jury prepared, 1 or 2.
    public static func generate(reglement: String, eleves: Int = 96, graine: UInt64 = 1, session: Int = 1, niveau: Int = 1) -> Promotion {
        let ecole = Ecole.suivant(reglement)
        let annee = Swift.max(1, Swift.min(niveau, ecole.annees.count))
        var draw = PromotionFictive(ecole: ecole, annee: annee, session: session, debut: 2026, hasard: Hasard(graine: graine &* 31 &+ UInt64(annee)))
        return draw.promotion(eleves)
    }

    private var anneeUniversitaire: String { universitaire(debut) }
    private func universitaire(_ start: Int) -> String { "\(start)-\(start + 1)" }

    private mutating func promotion(_ count: Int) -> Promotion {
        let unites = ecole.unites(annee: annee)
        let maquette = PromotionFictive.maquette(unites)
        var notes = Notes(maquette: maquette, eleves: count)
        var (eleves, dossiers): ([Eleve], [Dossier]) = ([], [])
        let difficulty = maquette.ecues.map { _ in hasard.cloche(ecartType: 90) }
        for index in 0..<count {
            let eleve = fiche(index)
            var dossier = Dossier()
            let ability = 1270 + hasard.cloche(ecartType: 200)
            sheet(index, ability, difficulty, maquette, &notes, &dossier)
            past(eleve, ability, &dossier)
            life(eleve, ability, &dossier)
            eleves.append(eleve)
            dossiers.append(dossier)
        }
        let date = session == 1 ? day(debut + 1, 6, 30) : day(debut + 1, 7, 16)
        let entete = Entete(
            ecole: ecole.nom, reglement: ecole.reglement, annee: anneeUniversitaire, promotion: "\(ecole.cursus) \(debut + 1 - annee + ecole.annees.count)", cursus: ecole.cursus, date: date,
            session: session, parametres: ecole.parametres)
        return Promotion(entete: entete, maquette: maquette, eleves: eleves, dossiers: dossiers, notes: notes)
    }

    private func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate { CalendarDate(year: year, month: month, day: day) ?? CalendarDate(dayNumber: 0) }

    private static func maquette(_ unites: [Ecole.Unite]) -> Maquette {
        var semestres: [String] = []
        var (ues, ecues, epreuves): ([UE], [ECUE], [Epreuve]) = ([], [], [])
        for unite in unites {
            if !semestres.contains(unite.semestre) { semestres.append(unite.semestre) }
            var own: [Int] = []
            for module in unite.modules {
                own.append(ecues.count)
                for epreuve in module.epreuves { epreuves.append(Epreuve(code: epreuve.code, ecue: ecues.count, nature: module.nature, coefficient: Rational(epreuve.poids))) }
                ecues.append(ECUE(code: module.code, intitule: module.intitule, ue: ues.count, coefficient: module.coefficient, nature: module.nature, faits: module.faits))
            }
            ues.append(UE(code: unite.code, intitule: unite.intitule, semestre: semestres.count - 1, ects: Rational(unite.ects), grade: unite.grade, ecues: own))
        }
        return Maquette(semestres: semestres, ues: ues, ecues: ecues, epreuves: epreuves)
    }

    // MARK: - Élèves

    private static let noms = ["Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois", "Moreau", "Laurent", "Simon", "Michel", "Lefebvre", "Leroy", "Roux", "David", "Bertrand", "Morel", "Fournier", "Girard"]
    private static let prenoms = ["Camille", "Louis", "Emma", "Gabriel", "Jade", "Raphaël", "Louise", "Arthur", "Alice", "Jules", "Chloé", "Adam", "Lina", "Hugo", "Inès", "Noé", "Manon", "Élise", "Zoé", "Yanis"]

    private mutating func fiche(_ index: Int) -> Eleve {
        let number = String(index + 1)
        let id = "E" + String(repeating: "0", count: Swift.max(0, 3 - number.count)) + number
        var eleve = Eleve(id: id)
        eleve.nom = hasard.choix(PromotionFictive.noms)
        eleve.prenom = hasard.choix(PromotionFictive.prenoms)
        eleve.ine = "DEMO" + String(repeating: "0", count: Swift.max(0, 6 - number.count)) + number + "Z"
        eleve.naissance = day(2006 - annee - hasard.entier(0...1), hasard.entier(1...12), hasard.entier(1...28))
        eleve.statut = hasard.choix(ecole.statuts)
        let foreign = hasard.surMille(90)
        eleve.nationalites = foreign ? [hasard.choix(["MA", "CN", "BR", "TN", "DE"])] : hasard.surMille(50) ? ["FR", "MA"] : ["FR"]
        eleve.francophone = !foreign || !["CN", "BR", "DE"].contains(eleve.nationalites[0])
        eleve.cursus = ecole.cursus
        eleve.niveau = annee
        eleve.niveauEcrit = ecole.premiereAnnee == 1 ? "" : "\(annee + ecole.premiereAnnee - 1)A"
        let late = annee >= 2 && ecole.annees.count > 2 && hasard.surMille(100)
        eleve.niveauEntree = late ? 2 : 1
        eleve.entree = universitaire(debut - (annee - eleve.niveauEntree))
        eleve.voie = foreign ? "diplome_etranger" : hasard.choix(["CPGE", "CPGE", "prepa_integree", "DUT", "universite"])
        for (colonne, valeurs) in ecole.colonnes.sorted(by: { $0.key < $1.key }) { eleve.faits[colonne] = hasard.choix(valeurs) }
        return eleve
    }

    // MARK: - Marks

    /// The date on which an épreuve of a semester was marked.
    private func marked(_ semestre: String, session: Int) -> Int32 {
        if session == 2 { return day(debut + 1, 7, 7).dayNumber }
        let even = (Int(semestre.drop { !$0.isNumber }) ?? 1) % 2 == 0
        return (even ? day(debut + 1, 6, 14) : day(debut + 1, 1, 25)).dayNumber
    }

    private mutating func sheet(_ eleve: Int, _ ability: Int, _ difficulty: [Int], _ maquette: Maquette, _ notes: inout Notes, _ dossier: inout Dossier) {
        for (ueIndex, ue) in maquette.ues.enumerated() {
            let affinity = hasard.cloche(ecartType: 110)
            for ecue in ue.ecues {
                let described = maquette.ecues[ecue]
                // An optional module is not taken by everyone.
                if described.nature == .facultatif, !hasard.surMille(350) { continue }
                let level = ability + affinity + difficulty[ecue] + bonus(described.nature)
                for epreuve in maquette.epreuvesParEcue[ecue] {
                    let saisie = cell(level, described, maquette.epreuves[epreuve], maquette.semestres[ue.semestre], ueIndex, &dossier)
                    notes.sessions[0][epreuve][eleve] = saisie
                    if saisie.etat == .abj, session == 2 {
                        notes.sessions[1][epreuve][eleve] = Saisie(etat: .note, hundredths: mark(level + 40, 120, described.nature), day: marked("", session: 2))
                    }
                }
            }
        }
        if session == 2 { retakes(eleve, maquette, &notes, &dossier) }
    }

    private func bonus(_ nature: Nature) -> Int {
        switch nature {
        case .projet, .tp: 130
        case .stage, .memoire, .soutenance, .apprentissage: 210
        case .langue: 70
        default: 0
        }
    }

    /// A mark around a level, by quarters of a point; by five percent for a company evaluation.
    private mutating func mark(_ level: Int, _ spread: Int, _ nature: Nature) -> Int32 {
        let raw = level + hasard.cloche(ecartType: spread)
        if nature == .entreprise { return Int32(Swift.max(2000, Swift.min(12_000, raw * 6 / 500 * 500))) }
        return Int32(Swift.max(100, Swift.min(2000, (raw + 12) / 25 * 25)))
    }

    private mutating func cell(_ level: Int, _ ecue: ECUE, _ epreuve: Epreuve, _ semestre: String, _ ue: Int, _ dossier: inout Dossier) -> Saisie {
        let when = marked(semestre, session: 1)
        if ecue.nature == .competence { return Saisie(etat: hasard.surMille(965) ? .v : .nv, hundredths: 0, day: when) }
        let objet = epreuve.code.isEmpty ? ecue.code : "\(ecue.code)/\(epreuve.code)"
        let date = CalendarDate(dayNumber: when - 14)
        if hasard.surMille(7) {
            let long = hasard.surMille(200)
            absence(objet, date, long ? 20 : 2, "maladie", true, &dossier)
            return Saisie(etat: .abj, hundredths: 0, day: when)
        }
        if hasard.surMille(2) {
            absence(objet, date, 1, "", false, &dossier)
            return Saisie(etat: .abi, hundredths: 0, day: when)
        }
        if hasard.surMille(2) { return Saisie(etat: .disp, hundredths: 0, day: when) }
        // A sheet that has not come back yet.
        if session == 1, hasard.surMille(3) { return Saisie(etat: .att, hundredths: 0) }
        return Saisie(etat: .note, hundredths: mark(level, 150, ecue.nature), day: when)
    }

    private mutating func absence(_ objet: String, _ debut: CalendarDate, _ days: Int, _ motif: String, _ justifie: Bool, _ dossier: inout Dossier) {
        dossier.absences.append(
            Absence(
                debut: debut, fin: debut.adding(days: days - 1), seance: "", nature: "examen", motif: motif, justifie: justifie,
                depose: justifie ? Instant.paris(day: debut.adding(days: 1), secondOfDay: 9 * 3600) : nil, autorisee: false, retardMinutes: nil, epreuve: objet))
    }

    /// Second sessions as the élèves of a failed UE take them: what is low is resat, the rest is a choice.
    private mutating func retakes(_ eleve: Int, _ maquette: Maquette, _ notes: inout Notes, _ dossier: inout Dossier) {
        for ue in maquette.ues {
            let marks = ue.ecues.map { mean(eleve, $0, maquette, notes) }
            let weighted = zip(ue.ecues, marks).compactMap { ecue, mark in mark.map { ($0, maquette.ecues[ecue].coefficient) } }.filter { $0.1 > .zero }
            let weight = weighted.reduce(Rational.zero) { $0 + $1.1 }
            let total = weighted.reduce(Rational.zero) { $0 + $1.0 * $1.1 }
            let low = weight > .zero && total < weight * Rational(10)
            let lacking = ue.ecues.contains { ecue in maquette.epreuvesParEcue[ecue].contains { notes.sessions[0][$0][eleve].etat == .nv } }
            guard low || lacking || marks.contains(where: { $0.map { $0 < Rational(7) } ?? false }) else { continue }
            for (ecue, mark) in zip(ue.ecues, marks) { retake(eleve, ecue, mark, low: low, maquette, &notes, &dossier) }
        }
    }

    private mutating func retake(_ eleve: Int, _ ecue: Int, _ mark: Rational?, low: Bool, _ maquette: Maquette, _ notes: inout Notes, _ dossier: inout Dossier) {
        let described = maquette.ecues[ecue]
        let when = marked("", session: 2)
        for epreuve in maquette.epreuvesParEcue[ecue] where notes.sessions[0][epreuve][eleve].etat == .nv {
            notes.sessions[1][epreuve][eleve] = Saisie(etat: hasard.surMille(700) ? .v : .nv, hundredths: 0, day: when)
        }
        guard let mark, described.nature != .facultatif, described.nature != .entreprise else { return }
        let must = mark < Rational(7)
        let may = low && mark < Rational(10)
        guard must || may else { return }
        if may, !must {
            let yes = hasard.surMille(650)
            dossier.options.append(Choix(objet: "rattrapage:\(described.code)", choix: yes ? "oui" : "non", date: day(debut + 1, 7, 2)))
            if !yes { return }
        }
        for epreuve in maquette.epreuvesParEcue[ecue] where notes.sessions[0][epreuve][eleve].etat == .note {
            let before = Int(notes.sessions[0][epreuve][eleve].hundredths)
            notes.sessions[1][epreuve][eleve] = Saisie(etat: .note, hundredths: self.mark(before + 230, 160, described.nature), day: when)
        }
    }

    private func mean(_ eleve: Int, _ ecue: Int, _ maquette: Maquette, _ notes: Notes) -> Rational? {
        var (sum, weight) = (Rational.zero, Rational.zero)
        for epreuve in maquette.epreuvesParEcue[ecue] {
            let saisie = notes.sessions[0][epreuve][eleve]
            guard saisie.etat == .note else { continue }
            sum = sum + maquette.epreuves[epreuve].coefficient * Rational(Int64(saisie.hundredths), over: 100)
            weight = weight + maquette.epreuves[epreuve].coefficient
        }
        return weight == .zero ? nil : sum / weight
    }

    // MARK: - Past and life beside the marks

    private mutating func past(_ eleve: Eleve, _ ability: Int, _ dossier: inout Dossier) {
        guard annee > eleve.niveauEntree else { return }
        let repeated = hasard.surMille(30)
        let gap = hasard.surMille(30)
        var year = debut - (annee - eleve.niveauEntree) - (repeated ? 1 : 0) - (gap ? 1 : 0)
        for level in eleve.niveauEntree..<annee {
            if repeated, level == eleve.niveauEntree {
                dossier.parcours.append(AnneeParcours(annee: universitaire(year), niveau: level, decision: "redoublement", date: nil))
                year += 1
            }
            let debt = level == 1 && annee == 2 && hasard.surMille(25)
            let unites = ecole.unites(annee: level)
            let owed = debt ? hasard.entier(0...(unites.count - 1)) : -1
            for (index, unite) in unites.enumerated() {
                let marked = unite.modules.contains { $0.nature != .competence }
                let mean = Swift.min(1980, Swift.max(1000, ability + hasard.cloche(ecartType: 120)))
                dossier.resultats.append(
                    Resultat(
                        annee: universitaire(year), semestre: unite.semestre, ue: unite.code, ects: Rational(unite.ects), moyenne: marked ? Rational(Int64(index == owed ? 930 : mean), over: 100) : nil,
                        statut: index == owed ? "non_validee" : "validee", grade: "", session: hasard.surMille(900) ? 1 : 2))
            }
            dossier.parcours.append(AnneeParcours(annee: universitaire(year), niveau: level, decision: debt ? "passage_avec_dette" : "passage", date: nil))
            year += 1
            if gap, level == annee - 1 {
                dossier.parcours.append(AnneeParcours(annee: universitaire(year), niveau: nil, decision: "cesure", date: nil))
                year += 1
            }
        }
    }

    private mutating func life(_ eleve: Eleve, _ ability: Int, _ dossier: inout Dossier) {
        if hasard.surMille(annee == 1 ? 450 : 900) {
            let score = Swift.max(400, Swift.min(990, (720 + 45 * (annee - 1) + (ability - 1270) / 4 + hasard.cloche(ecartType: 90)) / 5 * 5))
            dossier.certifications.append(
                Certification(test: "TOEIC", score: Rational(score), niveau: score >= 785 ? "B2" : "B1", date: day(debut, 11, hasard.entier(2...28)), externe: true, langue: "en"))
        }
        if eleve.francophone == false, hasard.surMille(800) {
            dossier.certifications.append(
                Certification(test: "TCF", score: nil, niveau: hasard.choix(["B1", "B2", "B2", "C1"]), date: day(debut, 10, 12), externe: true, langue: "fr"))
        }
        placements(eleve, &dossier)
        if hasard.surMille(300) {
            dossier.engagements.append(
                Engagement(
                    action: hasard.choix(["bureau des élèves", "tutorat", "forum entreprises", "association sportive"]), date: day(debut, 10, 15),
                    depose: Instant.paris(day: day(debut + 1, 2, 1), secondOfDay: 43_200), points: Rational(hasard.choix([2, 3, 5, 10])), valide: hasard.surMille(900)))
        }
        if hasard.surMille(8) {
            dossier.procedures.append(Procedure(procedure: "discipline", etat: "en_cours", date: day(debut + 1, 5, 20), cible: ""))
        }
        dossier.procedures.append(Procedure(procedure: "inscription", etat: "faite", date: day(debut, 9, 4), cible: ""))
    }

    private mutating func placements(_ eleve: Eleve, _ dossier: inout Dossier) {
        let start = debut - (annee - 1)
        func add(_ type: String, _ lieu: String, _ pays: String, _ from: CalendarDate, _ weeks: Int, _ valide: Bool?) {
            dossier.stages.append(
                Stage(
                    type: type, organisme: "Organisme \(type)", lieu: lieu, pays: pays, debut: from, fin: from.adding(days: 7 * weeks - 1), semaines: weeks, valide: valide))
        }
        if annee >= 2, eleve.niveauEntree == 1 { add(ecole.premiereAnnee == 3 ? "3A" : "initiation", "entreprise", "FR", day(start + 1, 7, 1), hasard.choix([4, 4, 5, 6]), true) }
        guard annee == ecole.annees.count, annee == 3 else {
            if annee >= 2, hasard.surMille(120) {
                dossier.sejours.append(
                    Sejour(
                        type: "etudes", pays: hasard.choix(["DE", "ES", "SE", "CA"]), debut: day(debut, 9, 1), fin: day(debut + 1, 1, 15), semaines: nil, credits: Rational(30), valide: true,
                        semestre: "", derogation: nil))
            }
            return
        }
        let abroad = hasard.surMille(620)
        add(ecole.premiereAnnee == 3 ? "4A" : "application", hasard.surMille(700) ? "entreprise" : "laboratoire", abroad ? hasard.choix(["DE", "CA", "CH", "IE"]) : "FR", day(debut, 6, 15), hasard.choix([20, 20, 21]), true)
        add(ecole.premiereAnnee == 3 ? "5A" : "fin_etudes", hasard.surMille(900) ? "entreprise" : "laboratoire", "FR", day(debut + 1, 1, 25), hasard.choix([22, 22, 22, 21]), session == 2 ? true : nil)
        if abroad, let stage = dossier.stages.dropLast().last {
            dossier.sejours.append(
                Sejour(type: "stage", pays: stage.pays, debut: stage.debut, fin: stage.fin, semaines: stage.semaines, credits: nil, valide: true, semestre: "", derogation: nil))
        }
    }
}

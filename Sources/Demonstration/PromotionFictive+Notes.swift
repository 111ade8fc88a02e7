import Scolarite
import Valeurs

/// Marks: an ability for each élève, an affinity with each UE, a difficulty for each module, and chance.
extension PromotionFictive {
    /// The day on which the marks of a semester are published.
    func published(_ semestre: String) -> Int32 {
        let even = (Int(semestre.drop { !$0.isNumber }) ?? 1) % 2 == 0
        return (even ? day(debut + 1, 6, 14) : day(debut + 1, 1, 25)).dayNumber
    }

    var secondSessionDay: Int32 { day(debut + 1, 7, 7).dayNumber }

    mutating func sheet(_ rank: Int, _ personne: inout Personne, _ difficulties: [Int], _ maquette: Maquette, _ notes: inout Notes) {
        for ue in maquette.ues where personne.dossier.ues?.contains(ue.code) ?? true {
            let affinity = hasard.cloche(ecartType: 110)
            for ecue in ue.ecues {
                let module = maquette.ecues[ecue]
                // An optional module is not taken by everyone.
                if module.nature == .facultatif, !hasard.surMille(350) { continue }
                // Prior learning of someone in continuing education.
                let acquired = personne.eleve.statut == .FC && module.nature == .cours && hasard.surMille(40)
                let level = personne.ability + affinity - difficulties[ecue] + ease(of: module.nature)
                for epreuve in maquette.epreuvesParEcue[ecue] {
                    notes.sessions[0][epreuve][rank] =
                        acquired
                        ? Saisie(etat: .acq, hundredths: 0, day: published(maquette.semestres[ue.semestre]))
                        : cell(level, module, maquette.epreuves[epreuve], maquette.semestres[ue.semestre], &personne)
                }
            }
            if session == 2 { retakes(rank, ue, maquette, &personne, &notes) }
        }
    }

    private func ease(of nature: Nature) -> Int {
        switch nature {
        case .projet, .tp: 130
        case .stage, .memoire, .soutenance, .apprentissage, .entreprise: 210
        case .langue: 70
        default: 0
        }
    }

    /// A mark around a level, by quarters of a point; by five percent for a company evaluation.
    private mutating func mark(_ level: Int, _ spread: Int, _ nature: Nature) -> Int32 {
        let raw = level + hasard.cloche(ecartType: spread)
        if nature == .entreprise { return Int32(max(2000, min(12_000, raw * 5 / 500 * 500))) }
        return Int32(max(50, min(2000, (raw + 12) / 25 * 25)))
    }

    private mutating func cell(_ level: Int, _ module: ECUE, _ epreuve: Epreuve, _ semestre: String, _ personne: inout Personne) -> Saisie {
        let when = published(semestre)
        if module.nature == .competence { return Saisie(etat: hasard.surMille(965) ? .v : .nv, hundredths: 0, day: when) }
        let draw = hasard.entier(0...999)
        let sits = [Nature.cours, .tp, .langue].contains(module.nature)
        if sits, draw < 9 {
            let (etat, days, motif) = draw < 6 ? (Etat.abj, draw == 0 ? 20 : 2, draw < 4 ? "maladie" : "conge_exceptionnel") : (.abi, 1, "")
            absence(module, epreuve, CalendarDate(dayNumber: when - 14), days, motif, &personne)
            return Saisie(etat: etat, hundredths: 0, day: when)
        }
        if sits, draw == 9 { return Saisie(etat: .disp, hundredths: 0, day: when) }
        if sits, draw == 10, hasard.surMille(300) { return Saisie(etat: .fraude, hundredths: 0, day: when) }
        // A sheet that has not come back yet.
        if session == 1, draw > 996 { return Saisie(etat: .att, hundredths: 0) }
        return Saisie(etat: .note, hundredths: mark(level, 150, module.nature), day: when)
    }

    /// The absence that explains a code of the mark sheet: justified when it has a reason, proof handed in on the next day.
    private mutating func absence(_ module: ECUE, _ epreuve: Epreuve, _ debut: CalendarDate, _ days: Int, _ motif: String, _ personne: inout Personne)
    {
        let justified = !motif.isEmpty
        personne.dossier.absences.append(
            Absence(
                debut: debut, fin: debut.adding(days: days - 1), seance: module.code, nature: module.nature == .tp ? "tp" : "examen", motif: motif,
                justifie: justified, depose: justified ? Instant.paris(day: debut.adding(days: 1), secondOfDay: 9 * 3600) : nil, autorisee: false,
                retardMinutes: nil, epreuve: epreuve.code.isEmpty ? module.code : "\(module.code)/\(epreuve.code)"))
    }

    /// Second sessions of an UE that is not validated: what is low is resat, the rest of what is under 10 is a choice.
    private mutating func retakes(_ rank: Int, _ ue: UE, _ maquette: Maquette, _ personne: inout Personne, _ notes: inout Notes) {
        let means = ue.ecues.map { PromotionFictive.mean(rank, ecue: $0, maquette, notes) }
        let low = PromotionFictive.mean(rank, ue: ue, maquette, notes).map { $0 < Rational(10) } ?? false
        let floor = Rational(Int64(ecole.plancher), over: 100)
        let hole = ue.ecues.contains { ecue in
            maquette.epreuvesParEcue[ecue].contains { [.nv, .abj].contains(notes.sessions[0][$0][rank].etat) }
        }
        guard low || hole || means.contains(where: { $0.map { $0 < floor } ?? false }) else { return }
        for (ecue, mean) in zip(ue.ecues, means) {
            let module = maquette.ecues[ecue]
            let absent = maquette.epreuvesParEcue[ecue].filter { notes.sessions[0][$0][rank].etat == .abj }
            if !absent.isEmpty {
                for epreuve in absent { notes.sessions[1][epreuve][rank] = resit(personne.ability + 60, module.nature) }
                continue
            }
            for epreuve in maquette.epreuvesParEcue[ecue] where notes.sessions[0][epreuve][rank].etat == .nv {
                notes.sessions[1][epreuve][rank] = Saisie(etat: hasard.surMille(700) ? .v : .nv, hundredths: 0, day: secondSessionDay)
            }
            guard let mean, ![.facultatif, .entreprise].contains(module.nature), mean < floor || (low && mean < Rational(10)) else { continue }
            if mean >= floor {
                let accepts = hasard.surMille(650)
                personne.dossier.options.append(
                    Choix(objet: "rattrapage:\(module.code)", choix: accepts ? "oui" : "non", date: day(debut + 1, 7, 2)))
                if !accepts { continue }
            }
            for epreuve in maquette.epreuvesParEcue[ecue] where notes.sessions[0][epreuve][rank].etat == .note {
                notes.sessions[1][epreuve][rank] = resit(Int(notes.sessions[0][epreuve][rank].hundredths) + 230, module.nature)
            }
        }
    }

    private mutating func resit(_ level: Int, _ nature: Nature) -> Saisie {
        Saisie(etat: .note, hundredths: mark(level, 160, nature), day: secondSessionDay)
    }

    /// The mean of the marks of an ECUE at the first session; `nil` without one. A guess good enough to know who resits: the
    /// règlement alone judges.
    static func mean(_ rank: Int, ecue: Int, _ maquette: Maquette, _ notes: Notes) -> Rational? {
        var (sum, weight) = (Rational.zero, Rational.zero)
        for epreuve in maquette.epreuvesParEcue[ecue] {
            let saisie = notes.sessions[0][epreuve][rank]
            guard saisie.etat == .note else { continue }
            sum = sum + maquette.epreuves[epreuve].coefficient * Rational(Int64(saisie.hundredths), over: 100)
            weight = weight + maquette.epreuves[epreuve].coefficient
        }
        return weight == .zero ? nil : sum / weight
    }

    static func mean(_ rank: Int, ue: UE, _ maquette: Maquette, _ notes: Notes) -> Rational? {
        var (sum, weight) = (Rational.zero, Rational.zero)
        for ecue in ue.ecues where maquette.ecues[ecue].nature != .entreprise {
            guard let mean = mean(rank, ecue: ecue, maquette, notes) else { continue }
            sum = sum + maquette.ecues[ecue].coefficient * mean
            weight = weight + maquette.ecues[ecue].coefficient
        }
        return weight == .zero ? nil : sum / weight
    }
}

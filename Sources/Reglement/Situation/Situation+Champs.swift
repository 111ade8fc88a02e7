import Scolarite
import Valeurs

extension Situation {
    func champ(_ champ: Champ, _ objet: Objet, session: Int) throws(Empechement) -> Valeur {
        switch objet {
        case .ecue(let index): return try self.champ(champ, ecue: index, session)
        case .ue(let index): return try self.champ(champ, ue: index, session)
        case .semestre(let index): return champSemestre(champ, index)
        case .eleve: return champEleve(champ)
        case .annee: return try champAnnee(champ, session)
        case .cursus: return champ == .ues ? uesDuCursus() : try champAnnee(champ, session)
        case .passe(let index): return champPasse(champ, index)
        case .epreuve(let index): return champEpreuve(champ, index, session)
        case .ligne(let feuille, let index):
            guard case .colonne(let column) = champ else { return .nul }
            return cellule(feuille, index, column)
        }
    }

    private func champ(_ champ: Champ, ecue index: Int, _ session: Int) throws(Empechement) -> Valeur {
        let ecue = maquette.ecues[index]
        switch champ {
        case .code: return .texte(ecue.code)
        case .nature: return .texte(ecue.nature.rawValue)
        case .coefficient: return .nombre(ecue.coefficient)
        case .bareme: return .nombre(Rational(Int64(ecue.scale.upperBound), over: 100))
        case .ueParente: return .objet(.ue(ecue.ue))
        case .semestreParent: return .objet(.semestre(maquette.ues[ecue.ue].semestre))
        case .epreuves: return .liste(maquette.epreuvesParEcue[index].map { .objet(.epreuve($0)) })
        case .choix: return .texte(choix(index))
        case .sansRattrapage: return .bool(decisions.decision("ecue:\(ecue.code)", .rattrapage)?.decision == "sans_rattrapage")
        case .rattrapageAccorde: return .bool(decisions.decision("ecue:\(ecue.code)", .rattrapage)?.decision == "rattrapage")
        default: break
        }
        let etat = try etatECUE(index, session: session)
        switch champ {
        case .notee: return .bool(etat.notee)
        case .note: return etat.note
        case .acquis:
            switch etat.acquis {
            case .oui: return .bool(true)
            case .non: return .bool(false)
            // Awaited: validated in some worlds, not in others.
            case .attendu(let variable): return .bool(try decide(Affine(base: Rational(-1), termes: [.init(variable: variable, coefficient: .one)])))
            }
        case .dispensee: return .bool(etat.dispensee && !etat.notee && !etat.attendue)
        case .acquise: return .bool(etat.acquise && !etat.notee && !etat.attendue)
        case .bloquee: return .bool(etat.bloque)
        case .abi: return .bool(etat.abi)
        case .abj: return .bool(etat.abj)
        case .fraude: return .bool(etat.fraude)
        case .represente: return .bool(etat.represente)
        case .premiereEnSession2: return .bool(etat.premiereEnSession2)
        default: return .nul
        }
    }

    private func champ(_ champ: Champ, ue index: Int, _ session: Int) throws(Empechement) -> Valeur {
        let ue = maquette.ues[index]
        switch champ {
        case .code: return .texte(ue.code)
        case .ectsMaquette: return .nombre(ue.ects)
        case .donneGrade: return .bool(ue.grade ?? true)
        case .gradeDemande: return .bool(ue.grade == true)
        case .semestreCode: return .texte(maquette.semestres[ue.semestre])
        case .semestreParent: return .objet(.semestre(ue.semestre))
        case .annee: return cadre.anneeUniversitaire
        case .actuelle: return .bool(true)
        case .sansRattrapage: return .bool(decisions.decision("ue:\(ue.code)", .rattrapage)?.decision == "sans_rattrapage")
        case .statutCursus: return try resultatNomme(.ue, "statut", .ue(index), session)
        case .ects: return try resultatNomme(.ue, "ects", .ue(index), session)
        case .moyenne: return try resultatNomme(.ue, "moyenne", .ue(index), session)
        case .sessionValidation, .session: return try sessionValidation(index)
        case .complement:
            guard let column = notes.complementsUE[index] else { return .nul }
            let saisie = column[eleve]
            if saisie.etat == .att {
                let awaited = mondes.variable(
                    .complement(index), low: .zero, high: Rational(Int(maquette.scale(ue: index).upperBound)), entiere: true)
                return .affine(Affine(base: .zero, termes: [.init(variable: awaited, coefficient: Rational(1, over: 100))]))
            }
            return saisie.etat == .note ? .nombre(Rational(Int64(saisie.hundredths), over: 100)) : .nul
        default: break
        }
        var ecues: [Valeur] = []
        var (notee, dispensee, bloquee) = (false, true, false)
        var mention: String?
        for ecue in ue.ecues {
            let etat = try etatECUE(ecue, session: session)
            guard etat.suivi else { continue }
            ecues.append(.objet(.ecue(ecue)))
            notee = notee || etat.notee
            bloquee = bloquee || etat.bloqueUE
            mention = mention ?? etat.mention
            if etat.notee || etat.attendue || !(etat.dispensee || etat.acquise) { dispensee = false }
        }
        switch champ {
        case .ecues: return .liste(ecues)
        case .notee: return .bool(notee)
        case .bloquee: return .bool(bloquee)
        case .dispensee: return .bool(dispensee && !ecues.isEmpty)
        case .mentionCode: return mention.map { .texte($0) } ?? .nul
        default: return .nul
        }
    }

    func resultatNomme(_ niveau: Niveau, _ nom: String, _ objet: Objet, _ session: Int) throws(Empechement) -> Valeur {
        guard let index = programme.resultat(niveau, nom) else { return .nul }
        return try resultat(index, objet, session: session, propre: false)
    }

    private func sessionValidation(_ ue: Int) throws(Empechement) -> Valeur {
        for session in 1...cadre.sessionJugee {
            if try resultatNomme(.ue, "statut", .ue(ue), session) == .texte("validee") { return .nombre(Rational(session)) }
        }
        return .nul
    }

    private func champSemestre(_ champ: Champ, _ index: Int) -> Valeur {
        let code = maquette.semestres[index]
        switch champ {
        case .code: return .texte(code)
        case .ues: return .liste(uesSuivies.filter { maquette.ues[$0].semestre == index }.map { .objet(.ue($0)) })
        case .impair: return .bool((code.last?.wholeNumberValue ?? 0) % 2 == 1)
        // The credits of the UE that the élève takes: courses of study share a semester.
        case .ectsMaquette: return .nombre(uesSuivies.reduce(Rational.zero) { maquette.ues[$1].semestre == index ? $0 + maquette.ues[$1].ects : $0 })
        default: return .nul
        }
    }

    private func champEleve(_ champ: Champ) -> Valeur {
        func flag(_ value: Bool?) -> Valeur { value.map { .bool($0) } ?? .nul }
        switch champ {
        case .statutEleve: return .texte(fiche.statut.rawValue)
        case .niveau: return .nombre(Rational(fiche.niveau))
        case .niveauEntree: return .nombre(Rational(fiche.niveauEntree))
        case .entree: return .texte(fiche.entree)
        case .anneeEntree: return Int(fiche.entree.prefix(4)).map { .nombre(Rational($0)) } ?? .nul
        case .cursusCode: return .texte(fiche.cursus.isEmpty ? cadre.promotion.entete.cursus : fiche.cursus)
        case .voie: return .texte(fiche.voie)
        case .francophone: return flag(fiche.francophone)
        case .nationalites: return .liste(fiche.nationalites.map { .texte($0) })
        case .genre: return .texte(fiche.genre)
        case .boursier: return flag(fiche.boursier)
        case .feuille(let feuille): return .liste((0..<lignes(feuille)).map { .objet(.ligne(feuille, $0)) })
        default: return .nul
        }
    }

    private func lignes(_ feuille: Feuille) -> Int {
        switch feuille {
        case .certifications: dossier.certifications.count
        case .sejours: dossier.sejours.count
        case .stages: dossier.stages.count
        case .absences: dossier.absences.count
        case .engagements: dossier.engagements.count
        case .options: dossier.options.count
        case .procedures: dossier.procedures.count
        case .parcours: dossier.parcours.count
        case .resultatsPasses: dossier.resultats.count
        case .decisions: dossier.decisions.count
        }
    }

    private func champAnnee(_ champ: Champ, _ session: Int) throws(Empechement) -> Valeur {
        switch champ {
        case .cursus: return .objet(.cursus)
        case .annees: return .liste(dossier.parcours.indices.map { .objet(.ligne(.parcours, $0)) })
        case .semestres:
            return .liste(
                maquette.semestres.indices.filter { semestre in uesSuivies.contains { maquette.ues[$0].semestre == semestre } }.map {
                    .objet(.semestre($0))
                })
        case .ues: return .liste(uesSuivies.map { .objet(.ue($0)) })
        default: return .nul
        }
    }

    /// `cursus.ues` needs the earlier attempts, `annee.ues` does not: the cursus is an object of its own.
    func uesDuCursus() -> Valeur { .liste(uesSuivies.map { .objet(.ue($0)) } + passes.map { .objet(.passe($0)) }) }

    private func champPasse(_ champ: Champ, _ index: Int) -> Valeur {
        let resultat = dossier.resultats[index]
        switch champ {
        case .code: return .texte(resultat.ue)
        case .semestreCode: return .texte(resultat.semestre)
        case .statutCursus: return .texte(decisions.decision("ue:\(resultat.ue)", .statut)?.decision ?? resultat.statut)
        case .ects: return creditsAcquis(resultat)
        case .ectsMaquette: return resultat.ects.map { .nombre($0) } ?? .nul
        case .moyenne: return resultat.moyenne.map { .nombre($0) } ?? .nul
        case .annee: return .texte(resultat.annee)
        case .session: return resultat.session.map { .nombre(Rational($0)) } ?? .nul
        case .actuelle, .donneGrade, .gradeDemande: return .bool(false)
        case .ecues: return .liste([])
        default: return .nul
        }
    }

    /// The credits of an earlier attempt count once it is validated: its line may carry those that the UE gives.
    func creditsAcquis(_ resultat: Resultat) -> Valeur {
        let statut = decisions.decision("ue:\(resultat.ue)", .statut)?.decision ?? resultat.statut
        if statut == "non_validee" { return .nombre(.zero) }
        return resultat.ects.map { .nombre($0) } ?? .nul
    }

    private func champEpreuve(_ champ: Champ, _ index: Int, _ session: Int) -> Valeur {
        let epreuve = maquette.epreuves[index]
        let saisie = notes.sessions[session - 1][index][eleve]
        switch champ {
        case .code: return .texte(epreuve.code)
        case .nature: return .texte(epreuve.nature.rawValue)
        case .coefficient: return .nombre(epreuve.coefficient)
        case .etat: return .texte(saisie.etat == .note ? "note" : saisie.etat.code ?? "absente")
        case .note: return saisie.etat == .note ? .nombre(Rational(Int64(saisie.hundredths), over: 100)) : .nul
        case .date: return saisie.day == Saisie.noDay ? .nul : .date(CalendarDate(dayNumber: saisie.day))
        default: return .nul
        }
    }

    func colonne(_ source: Valeur, _ nom: String, _ type: TypeValeur) -> Valeur {
        guard case .objet(let objet) = source else { return .nul }
        let text: String? =
            switch objet {
            case .eleve: fiche.faits[nom]
            case .ecue(let index): maquette.ecues[index].faits[nom]
            case .ue(let index): maquette.ues[index].ecues.lazy.compactMap { self.maquette.ecues[$0].faits[nom] }.first { !$0.isEmpty }
            default: nil
            }
        guard let text, !text.isEmpty else { return .nul }
        return ParametreLecture.scalaire(text, type: type) ?? .nul
    }

    // MARK: - Sheets of the dossier, column by column in the order of ``Schema/colonnes``

    private func cellule(_ feuille: Feuille, _ index: Int, _ column: Int) -> Valeur {
        func text(_ value: String) -> Valeur { value.isEmpty ? .nul : .texte(value) }
        func flag(_ value: Bool?) -> Valeur { value.map { .bool($0) } ?? .nul }
        func day(_ value: CalendarDate?) -> Valeur { value.map { .date($0) } ?? .nul }
        func number(_ value: Rational?) -> Valeur { value.map { .nombre($0) } ?? .nul }
        func whole(_ value: Int?) -> Valeur { value.map { .nombre(Rational($0)) } ?? .nul }
        let cells: [Valeur]
        switch feuille {
        case .certifications:
            let c = dossier.certifications[index]
            cells = [text(c.test), number(c.score), text(c.niveau), day(c.date), flag(c.externe), text(c.langue)]
        case .sejours:
            let s = dossier.sejours[index]
            cells = [
                text(s.type), text(s.pays), day(s.debut), day(s.fin), whole(s.semaines ?? Situation.semaines(s.debut, s.fin)), number(s.credits),
                flag(s.valide),
                text(s.semestre), flag(s.derogation),
            ]
        case .stages:
            let s = dossier.stages[index]
            cells = [
                text(s.type), text(s.organisme), text(s.lieu), text(s.pays), day(s.debut), day(s.fin),
                whole(s.semaines ?? Situation.semaines(s.debut, s.fin)),
                flag(s.valide),
            ]
        case .absences:
            let a = dossier.absences[index]
            cells = [
                day(a.debut), day(a.fin ?? a.debut), text(a.seance), text(a.nature), text(a.motif), flag(a.justifie), day(a.depose?.paris.day),
                flag(a.autorisee),
                whole(a.retardMinutes), text(a.epreuve),
                number(a.depose.map { Rational($0.seconds - (a.debutA ?? Instant.paris(day: a.debut, secondOfDay: 86_399)).seconds, over: 3600) }),
            ]
        case .engagements:
            let e = dossier.engagements[index]
            cells = [text(e.action), day(e.date), day(e.depose?.paris.day), number(e.points), flag(e.valide)]
        case .options:
            let o = dossier.options[index]
            cells = [text(o.objet), text(o.choix), day(o.date)]
        case .procedures:
            let p = dossier.procedures[index]
            cells = [text(p.procedure), text(p.etat), day(p.date), text(p.cible)]
        case .parcours:
            let p = dossier.parcours[index]
            cells = [text(p.annee), whole(p.niveau), text(p.decision), day(p.date)]
        case .resultatsPasses:
            let r = dossier.resultats[index]
            cells = [text(r.annee), text(r.semestre), text(r.ue), number(r.ects), number(r.moyenne), text(r.statut), text(r.grade), whole(r.session)]
        case .decisions:
            let d = dossier.decisions[index]
            cells = [text(d.jury), day(d.date), text(d.objet), text(d.decision), text(d.motif)]
        }
        return column < cells.count ? cells[column] : .nul
    }

    /// Whole weeks between two days, both included (contract, section 5).
    static func semaines(_ debut: CalendarDate?, _ fin: CalendarDate?) -> Int? {
        guard let debut, let fin, fin >= debut else { return nil }
        return Int(fin.dayNumber - debut.dayNumber + 1) / 7
    }
}

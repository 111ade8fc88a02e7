import Scolarite
import Valeurs

/// What an ECUE is worth for an élève after a session, its codes applied.
final class EtatECUE {
    enum Acquis { case oui, non, attendu(variable: Int) }

    var suivi = true
    /// Whether the ECUE carries a mark into the mean.
    var notee = false
    var note = Valeur.nul
    var acquis = Acquis.oui
    var dispensee = false
    var acquise = false
    var bloqueUE = false
    var bloque = false
    var abi = false
    var abj = false
    var fraude = false
    var represente = false
    var premiereEnSession2 = false
    var mention: String?
    /// Épreuves whose mark is awaited, by index in the maquette; the ECUE itself when it has none.
    var attendues: [Int] = []
    var attendue = false

    init(suivi: Bool = true) { self.suivi = suivi }
}

extension Situation {
    /// One cell as it stands for a session, with the code's meaning already chosen.
    private struct Cellule {
        var saisie: Saisie
        var session: Int
        var poids: Rational
        var epreuve: Int?
    }

    private func saisie(_ epreuve: Int, session: Int) -> Saisie { notes.sessions[session - 1][epreuve][eleve] }

    func computeEtatECUE(_ index: Int, session: Int) throws(Empechement) -> EtatECUE {
        let ecue = maquette.ecues[index]
        let epreuves = maquette.epreuvesParEcue[index]
        let entier: Saisie = cadre.deuxSessions ? notes.rattrapagesEcue[index]?[eleve] ?? .absente : .absente
        if ecue.nature == .facultatif,
            epreuves.allSatisfy({ saisie($0, session: 1).etat == .absente && (!cadre.deuxSessions || saisie($0, session: 2).etat == .absente) }),
            entier.etat == .absente
        {
            return EtatECUE(suivi: false)
        }
        if session == 1 { return evaluate(index, ecue, try cellules(epreuves, entier, ecue, retake: false, wholeOnly: false).0) }

        let usable = try retakeOpen(index)
        let (first, premiere) = try cellules(epreuves, entier, ecue, retake: false, wholeOnly: false)
        let before = evaluate(index, ecue, first)
        before.premiereEnSession2 = premiere
        let hasRetake = entier.etat != .absente || epreuves.contains { saisie($0, session: 2).etat != .absente }
        guard usable else { return before }
        // An absence still waiting for its first presentation: nothing has been retaken, the other marks stand.
        if !hasRetake, first.contains(where: { code($0.saisie.etat)?.session2.contains(.premierePresentation) == true }) { return before }
        if !hasRetake, !(try retakeDue(index)) { return before }
        let (second, _) = try cellules(epreuves, entier, ecue, retake: true, wholeOnly: !hasRetake)
        let after = evaluate(index, ecue, second)
        after.represente = hasRetake && !premiere
        after.premiereEnSession2 = premiere
        if before.notee, after.notee, !premiere { after.note = try combine(before.note, after.represente ? capped(after.note, index) : after.note) }
        return after
    }

    /// The cells that count: with `retake`, second-session marks take the place of the first; in any case a second-session mark
    /// takes the place of a first one that was never given, where the code of the absence says so.
    private func cellules(_ epreuves: [Int], _ entier: Saisie, _ ecue: ECUE, retake: Bool, wholeOnly: Bool) throws(Empechement) -> (
        [Cellule], premiere: Bool
    ) {
        var cells: [Cellule] = []
        var premiere = false
        for epreuve in epreuves {
            let described = maquette.epreuves[epreuve]
            var one = saisie(epreuve, session: 1)
            var excused = false
            if !decisions.isEmpty {
                // Decided of the épreuve, or of all those of its ECUE.
                let objets = [described.code.isEmpty ? "epreuve:\(ecue.code)" : "epreuve:\(ecue.code)/\(described.code)", "ecue:\(ecue.code)"]
                if objets.contains(where: { decisions.decision($0, .neutralisee) != nil }) { continue }
                excused = objets.contains { decisions.decision($0, .forceMajeure) != nil }
                if excused, one.etat != .note { one = Saisie(etat: .abj, hundredths: 0) }
            }
            if one.etat == .absente || one.etat == .att, let code = try absenceCode(ecue, described) { one = Saisie(etat: code, hundredths: 0) }
            var two = cadre.deuxSessions ? saisie(epreuve, session: 2) : .absente
            if excused, two.etat == .abi { two.etat = .abj }
            let remplacables = programme.sessions.remplacables
            if two.etat == .absente, entier.etat != .absente, remplacables.isEmpty || remplacables.contains(described.nature) { two = entier }
            // A first mark that is awaited may be any: whether the second one counts is followed in every world.
            let neverGiven = code(one.etat)?.session2.contains(.premierePresentation) == true
            let replaces = two.etat != .absente && (neverGiven || (retake && code(two.etat)?.session2.contains(.garde) != true))
            if replaces, neverGiven { premiere = true }
            let awaitedRetake =
                retake && wholeOnly && (remplacables.isEmpty || remplacables.contains(described.nature)) && !(one.etat == .disp || one.etat == .acq)
            cells.append(
                Cellule(
                    saisie: replaces ? two : awaitedRetake ? .absente : one, session: replaces || awaitedRetake ? 2 : 1, poids: described.coefficient,
                    epreuve: epreuve))
        }
        if epreuves.isEmpty {
            cells.append(Cellule(saisie: entier, session: entier.etat == .absente && !retake ? 1 : 2, poids: .one, epreuve: nil))
        }
        return (cells, premiere)
    }

    /// ABI or ABJ deduced from `absences.csv` where the mark sheet is empty; needs an absence recorded for that very épreuve.
    ///
    /// The règlement's own conditions decide (`absence_si`); without them, what the office has written under `justifie`.
    private func absenceCode(_ ecue: ECUE, _ epreuve: Epreuve) throws(Empechement) -> Etat? {
        guard !dossier.absences.isEmpty else { return nil }
        let objet = epreuve.code.isEmpty ? ecue.code : "\(ecue.code)/\(epreuve.code)"
        guard let line = dossier.absences.lastIndex(where: { $0.epreuve == objet }) else { return nil }
        if programme.absences.isEmpty { return dossier.absences[line].justifie.map { $0 ? .abj : .abi } }
        for rule in programme.absences {
            let holds = try framed(.annee) { () throws(Empechement) in
                locals[base + rule.slot] = .objet(.ligne(.absences, line))
                return try vrai(rule.si, cadre.sessionJugee)
            }
            if holds { return rule.etat }
        }
        return nil
    }

    func code(_ etat: Etat) -> Declaration.Code? { programme.codes[Int(etat.rawValue)] }

    private func evaluate(_ index: Int, _ ecue: ECUE, _ cells: [Cellule]) -> EtatECUE {
        let state = EtatECUE()
        let marked = ecue.nature != .competence && ecue.coefficient > .zero
        let total = cells.reduce(Rational.zero) { $0 + $1.poids }
        var sum = Affine(base: .zero, termes: [])
        var weight = Rational.zero
        var numbers = 0
        var acquis = true
        var attendu: Int?
        for cell in cells {
            switch cell.saisie.etat {
            case .note:
                sum.base = sum.base + cell.poids * Rational(Int64(cell.saisie.hundredths), over: 100)
                weight = weight + cell.poids
                numbers += 1
            case .v: break
            case .nv: acquis = false
            case .absente, .att:
                attendre(cell, index, ecue, marked, state, total, &sum, &weight, &numbers, &attendu)
            case .abi, .abj, .disp, .acq, .fraude:
                guard let code = code(cell.saisie.etat) else { continue }
                apply(code, cell, cells, total, state)
                switch worth(code, cells, cell.saisie.etat, total) {
                case .nombre(let value):
                    sum.base = sum.base + cell.poids * value
                    weight = weight + cell.poids
                    numbers += 1
                    if !marked { acquis = false }
                case .exclue: if cell.saisie.etat == .abi || cell.saisie.etat == .fraude { acquis = false }
                case .attendue: attendre(cell, index, ecue, marked, state, total, &sum, &weight, &numbers, &attendu)
                }
            }
        }
        if numbers > 0, weight > .zero { state.note = sum.scaled(by: .one / weight).valeur }
        state.notee = marked && numbers > 0 && weight > .zero
        state.acquis = !acquis ? .non : attendu.map { .attendu(variable: $0) } ?? .oui
        if state.notee, numbers > 0, acquis, attendu == nil { state.acquis = .oui }
        // One épreuve dispensed does not dispense from another that was missed without a reason, or cheated at.
        if numbers > 0 || cells.contains(where: { $0.saisie.etat == .v || $0.saisie.etat == .nv }) || state.attendue || state.abi || state.fraude {
            state.dispensee = false
            state.acquise = false
        }
        if !decisions.isEmpty { applyDecision(ecue, state) }
        return state
    }

    private func attendre(
        _ cell: Cellule, _ index: Int, _ ecue: ECUE, _ marked: Bool, _ state: EtatECUE, _ total: Rational, _ sum: inout Affine,
        _ weight: inout Rational, _ numbers: inout Int, _ attendu: inout Int?
    ) {
        let cle: Mondes.Cle = cell.epreuve.map { .epreuve($0, session: cell.session) } ?? .ecue(index, session: cell.session)
        // It weighs nothing beside others: whatever it will be, the mark is the same.
        if marked, cell.poids == .zero, total > .zero { return }
        state.attendue = true
        if let epreuve = cell.epreuve { state.attendues.append(epreuve) }
        if marked {
            let scale = cell.epreuve.map { maquette.scale(epreuve: $0) } ?? ecue.scale
            let variable = mondes.variable(cle, low: Rational(Int(scale.lowerBound)), high: Rational(Int(scale.upperBound)), entiere: true)
            sum = sum + Affine(base: .zero, termes: [.init(variable: variable, coefficient: cell.poids / Rational(100))])
            weight = weight + cell.poids
            numbers += 1
        } else {
            // A competence validated in several parts is awaited as one: it is acquired only when all its parts are.
            attendu = mondes.variable(cle, low: .zero, high: .one, entiere: true)
        }
    }

    private func worth(_ code: Declaration.Code, _ cells: [Cellule], _ etat: Etat, _ total: Rational) -> Declaration.Code.Valeur {
        guard let heavy = code.siPoidsMajoritaire else { return code.vaut }
        let weight = cells.reduce(Rational.zero) { $1.saisie.etat == etat ? $0 + $1.poids : $0 }
        return weight + weight > total ? heavy : code.vaut
    }

    private func apply(_ code: Declaration.Code, _ cell: Cellule, _ cells: [Cellule], _ total: Rational, _ state: EtatECUE) {
        switch cell.saisie.etat {
        case .abi: state.abi = true
        case .abj: state.abj = true
        case .fraude: state.fraude = true
        case .disp: state.dispensee = true
        case .acq: state.acquise = true
        default: break
        }
        if let mention = code.mention { state.mention = mention }
        switch code.bloque {
        case .ue?:
            state.bloqueUE = true
            state.bloque = true
        case .ecue?: state.bloque = true
        case nil: break
        }
    }

    private func applyDecision(_ ecue: ECUE, _ state: EtatECUE) {
        if let decision = decisions.decision("ecue:\(ecue.code)", .note) {
            state.note = decision.note(from: state.note, most: Rational(Int64(ecue.scale.upperBound), over: 100))
            state.notee = state.notee || state.note != .nul
        }
    }

    /// How the two sessions combine, as the règlement or the school's committee says.
    private func combine(_ before: Valeur, _ after: Valeur) throws(Empechement) -> Valeur {
        var mode = programme.sessions.mode
        if case .parametre(let index) = mode {
            guard case .texte(let name) = try parametre(index, ligne: nil) else { throw .type("note de session 2") }
            switch name {
            case "remplace": mode = .remplace
            case "meilleure": mode = .meilleure
            case "moyenne": mode = .moyenne
            default: throw .type("note de session 2")
            }
        }
        guard let a = before.forme, let b = after.forme else { return after }
        switch mode {
        case .remplace, .parametre: return after
        case .meilleure: return try decideAtLeast(a, b) ? before : after
        case .moyenne: return (a + b).scaled(by: Rational(1, over: 2)).valeur
        }
    }

    /// A second-session mark, no higher than the règlement lets it count.
    private func capped(_ note: Valeur, _ index: Int) throws(Empechement) -> Valeur {
        guard let plafond = programme.sessions.plafond, let mark = note.forme else { return note }
        let most = try evaluate(plafond, .ecue(index), session: 2)
        guard let bound = most.forme else { throw .type("plafond de session 2") }
        return try decideAtLeast(mark, bound) ? most : note
    }

    // MARK: - Second session

    /// Whether a second-session mark counts for this ECUE: the règlement opened it after session 1, or a jury granted it.
    private func retakeOpen(_ index: Int) throws(Empechement) -> Bool {
        let ecue = maquette.ecues[index]
        if let decision = decisions.decision("ecue:\(ecue.code)", .rattrapage) { return decision.decision == "rattrapage" }
        guard let resultat = programme.resultat(.ecue, "rattrapage") else { return true }
        guard case .texte(let value) = try self.resultat(resultat, .ecue(index), session: 1, propre: false) else { return false }
        switch value {
        case "obligatoire": return true
        case "possible": return choix(index) != "non"
        default: return false
        }
    }

    /// Whether a second-session mark is awaited when none is recorded: a compulsory retake, or one that the élève chose.
    private func retakeDue(_ index: Int) throws(Empechement) -> Bool {
        let ecue = maquette.ecues[index]
        if let decision = decisions.decision("ecue:\(ecue.code)", .rattrapage) { return decision.decision == "rattrapage" }
        guard let resultat = programme.resultat(.ecue, "rattrapage") else { return false }
        guard case .texte(let value) = try self.resultat(resultat, .ecue(index), session: 1, propre: false) else { return false }
        return value == "obligatoire" || (value == "possible" && choix(index) == "oui")
    }

    /// `oui`, `non`, or `aucun` when the élève has not chosen.
    func choix(_ index: Int) -> String {
        guard !dossier.options.isEmpty else { return "aucun" }
        let objet = "rattrapage:\(maquette.ecues[index].code)"
        let choices = dossier.options.enumerated().filter { $0.element.objet == objet }.map {
            (day: $1.date?.dayNumber ?? .min, line: $0, choix: $1.choix)
        }
        let ordered = choices.sorted { ($0.day, $0.line) < ($1.day, $1.line) }
        guard let choice = (programme.sessions.premierChoix ? ordered.first : ordered.last)?.choix else { return "aucun" }
        return choice == "oui" ? "oui" : choice == "non" ? "non" : "aucun"
    }
}

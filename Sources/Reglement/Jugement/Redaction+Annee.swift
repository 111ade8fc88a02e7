import Scolarite
import Valeurs

extension Redaction {
    mutating func annee(_ fiche: Eleve) -> Jugement.AnneeJugee {
        let decision = decidee("annee")
        if fiche.statut == .AUDITEUR {
            let article = programme.propositions.first.map { phrases.article($0.regle.article.valeur) } ?? ""
            return .init(
                niveau: fiche.niveau, proposition: "sans_objet", options: [],
                motifs: [phrases.motif(regle: "auditeur", article: article, phrase: "Un auditeur n'est pas jugé sur l'année.")], decision: decision)
        }
        let propositions = programme.propositions
        let session = session
        let choisir = { [situation] () throws(Empechement) -> Valeur in
            var found: [Int] = []
            for (index, proposition) in propositions.enumerated() {
                if let quand = proposition.quand, !(try situation.holds(quand, .annee, session: session)) { continue }
                found.append(index)
            }
            guard found.count <= 1 else { throw .conflit(found.map { propositions[$0].regle.id.valeur }) }
            guard let only = found.first else { throw .aucuneLigne("propositions") }
            return .nombre(Rational(only))
        }
        switch situation.issue(choisir) {
        case .connue(.nombre(let index)): return proposee(propositions[Int(index.numerator)], fiche, decision)
        case .empechee(let reason):
            defaut(reason, propositions.first?.regle, "annee")
            return .init(
                niveau: fiche.niveau, proposition: "en_attente", options: [],
                motifs: [
                    phrases.motif(
                        regle: "annee", article: propositions.first.map { phrases.article($0.regle.article.valeur) } ?? "",
                        phrase: "Le règlement ne permet pas de conclure sur l'année.", favorable: false)
                ],
                decision: decision)
        default:
            let regle = propositions.first { certain($0.quand ?? .constante(.bool(true)), .annee, session) != false }?.regle
            let possible = possibles(situation.issue(complet: true, choisir))
            let word = Set(possible.map(\.mot)).count == 1 ? possible.first?.mot : nil
            let why = attente(
                regle: regle?.id.valeur ?? "annee", article: regle.map { phrases.article($0.article.valeur) } ?? "", .annee, session,
                fin: word == nil ? "La proposition en dépend." : "La proposition reste la même ; ce qu'elle ouvre en dépend."
            ) { _ = situation.issue(complet: true, choisir) }
            return .init(
                niveau: fiche.niveau, proposition: word ?? "en_attente",
                options: word == nil ? [] : optionsCommunes(possible.map { proposee($0, fiche, decision).options }), motifs: [why], decision: decision
            )
        }
    }

    /// The propositions that awaited marks leave possible; none when they cannot be listed.
    private func possibles(_ issue: Issue) -> [PropositionCompile] {
        guard case .attendue(let values?) = issue else { return [] }
        return values.compactMap { if case .nombre(let index) = $0 { programme.propositions[Int(index.numerator)] } else { nil } }
    }

    /// Of several propositions of one word: an option is open only where all of them open it.
    private func optionsCommunes(_ possible: [[Jugement.OptionJugee]]) -> [Jugement.OptionJugee] {
        var options: [Jugement.OptionJugee] = []
        for option in possible.joined() where !options.contains(where: { $0.nom == option.nom }) {
            let everywhere = possible.allSatisfy { $0.contains { $0.nom == option.nom && $0.ouverte } }
            if everywhere || !option.ouverte {
                options.append(option)
                continue
            }
            let open = option.motifs.first.map {
                phrases.motif(regle: $0.regle, article: $0.article, phrase: "Des notes attendues laissent cette option en suspens.", favorable: false)
            }
            options.append(.init(nom: option.nom, ouverte: false, motifs: [open].compactMap { $0 }, suite: option.suite))
        }
        return options
    }

    private func proposee(_ proposition: PropositionCompile, _ fiche: Eleve, _ decision: Jugement.Decidee?) -> Jugement.AnneeJugee {
        let options = proposition.options.map { option in
            var open = true
            var motifs: [Motif] = []
            for ligne in option.lignes {
                let holds = ligne.ouverteSi.map { certain($0, .annee, session) } ?? true
                if holds != true { open = false }
                if let holds {
                    motifs.append(
                        motif(
                            ligne.regle, ligne.mesures, .annee, favorable: holds,
                            repli: holds ? "L'option est ouverte." : "L'option est fermée."))
                } else {
                    motifs.append(
                        phrases.motif(
                            regle: ligne.regle.id.valeur, article: phrases.article(ligne.regle.article.valeur),
                            phrase: "Des notes attendues laissent cette option en suspens.", favorable: false))
                }
            }
            // A closed option is shown with the lines that close it.
            return Jugement.OptionJugee(nom: option.nom, ouverte: open, motifs: open ? motifs : motifs.filter { !$0.favorable }, suite: option.suite)
        }
        let word = proposition.mot
        let shown = phrases.lisible(.texte(word))
        let repli = proposition.deDroit == nil ? "La suite relève du jury." : "De droit : \(shown)."
        return .init(
            niveau: fiche.niveau, proposition: word, options: options,
            motifs: [motif(proposition.regle, avecMotifs ? proposition.mesures : [], .annee, favorable: true, repli: repli)], decision: decision)
    }

    func condition(_ condition: ConditionCompile) -> Jugement.ConditionJugee {
        let decision = decidee("condition:\(condition.nom)")
        func judged(_ statut: String, _ motif: Motif) -> Jugement.ConditionJugee {
            .init(condition: condition.nom, statut: statut, motifs: [motif], decision: decision)
        }
        if let concerne = condition.concerneSi, certain(concerne, .annee, session) == false {
            return judged(
                "sans_objet",
                phrases.motif(
                    regle: condition.regle.id.valeur, article: phrases.article(condition.regle.article.valeur),
                    phrase: "Cette condition ne concerne pas l'élève."))
        }
        let (statut, motifs) = preuves(condition)
        return .init(condition: condition.nom, statut: statut, motifs: motifs, decision: decision)
    }

    /// What the proofs of a condition give: those produced within its delay, once there is one that runs.
    private func preuves(_ condition: ConditionCompile) -> (statut: String, motifs: [Motif]) {
        guard let last = dernierJour(condition) else { return verdict(condition) }
        let timely = situation.limitee(au: last) { verdict(condition) }
        guard timely.statut == "non_satisfaite", ["satisfaite", "dispensee"].contains(verdict(condition).statut) else { return timely }
        let late = phrases.motif(
            regle: condition.regle.id.valeur, article: phrases.article(condition.regle.article.valeur),
            phrase: "Ce qui satisferait cette condition est postérieur au \(last.french), dernier jour du délai.",
            valeurs: [.init(nom: "echeance", valeur: last.iso)], favorable: false)
        return (timely.statut, [late] + timely.motifs)
    }

    private func verdict(_ condition: ConditionCompile) -> (statut: String, motifs: [Motif]) {
        func judged(_ statut: String, _ motif: Motif) -> (statut: String, motifs: [Motif]) { (statut, [motif]) }
        func regle(_ favorable: Bool, _ repli: String) -> Motif {
            motif(condition.regle, condition.mesures, .annee, favorable: favorable, repli: repli)
        }
        for dispense in condition.dispenses where certain(dispense.si, .annee, session) == true {
            return judged("dispensee", motif(dispense.regle, [], .annee, favorable: true, repli: "L'élève en est dispensé."))
        }
        switch certain(condition.satisfaiteSi, .annee, session) {
        case true?: return judged("satisfaite", regle(true, "La condition est satisfaite."))
        case nil: return judged("en_attente", regle(false, "Un fait attendu peut encore satisfaire cette condition."))
        case false?:
            if let attente = condition.enAttenteSi, certain(attente, .annee, session) == true {
                return judged("en_attente", regle(false, "Un fait enregistré attend son issue."))
            }
            return judged("non_satisfaite", regle(false, "La condition n'est pas satisfaite."))
        }
    }

    // MARK: - Diploma

    func diplome(_ fiche: Eleve, _ conditions: [Jugement.ConditionJugee]) -> Jugement.DiplomeJuge {
        let decision = decidee("diplome")
        func judged(_ statut: String, _ motifs: [Motif], titre: String? = nil, echeance: CalendarDate? = nil) -> Jugement.DiplomeJuge {
            .init(statut: statut, titre: titre, echeance: echeance, motifs: motifs, decision: decision)
        }
        guard let diplome = programme.diplome, fiche.statut != .AUDITEUR, isJudged(diplome, fiche) else {
            let regle = programme.diplome?.regle
            return judged(
                "sans_objet",
                [
                    phrases.motif(
                        regle: regle?.id.valeur ?? "diplome", article: regle.map { phrases.article($0.article.valeur) } ?? "",
                        phrase: "Le diplôme n'est pas en jeu cette année.")
                ])
        }
        var titre: String?
        if case .texte(let text)? = try? situation.evaluate(diplome.titre, .annee, session: session) { titre = text }
        let cursus = diplome.acquisSi.map { truth($0) }
        let missing = conditions.filter { !isMet($0) }
        let failed = zip(diplome.acquisSi, cursus).filter { $0.1 == false }.flatMap { conjonction($0.0, .annee, session, holds: false) }
        if cursus.contains(false) {
            return judged(diplome.sinon, failed.isEmpty ? [own(diplome, false, "Le cursus n'est pas validé.")] : failed, titre: titre)
        }
        if cursus.contains(nil) {
            return judged("en_attente", [own(diplome, false, "Des notes attendues décident encore de la validation du cursus.")], titre: titre)
        }
        let why = missing.flatMap(\.motifs)
        if missing.contains(where: { $0.condition == "credits" || $0.condition == "scolarite_minimale" }) {
            return judged(diplome.sinon, why, titre: titre)
        }
        if !missing.isEmpty { return ajourne(diplome, missing, why, titre, judged) }
        let granted = diplome.acquisSi.flatMap { conjonction($0, .annee, session, holds: true) }
        return judged(
            diplome.soumisAuJury ? "soumis_au_jury" : "acquis",
            granted.isEmpty
                ? [own(diplome, true, "Toutes les conditions du diplôme sont réunies.")]
                : [own(diplome, true, "Toutes les conditions du diplôme sont réunies.")] + granted, titre: titre)
    }

    private func ajourne(
        _ diplome: DiplomeCompile, _ missing: [Jugement.ConditionJugee], _ why: [Motif], _ titre: String?,
        _ judged: (String, [Motif], String?, CalendarDate?) -> Jugement.DiplomeJuge
    ) -> Jugement.DiplomeJuge {
        let last = missing.compactMap { echeance($0.condition, diplome) }.min()
        guard let last else { return judged("ajourne", why, titre, nil) }
        let late = cadre.promotion.entete.date > last
        let limit = phrases.motif(
            regle: diplome.regle.id.valeur, article: phrases.article(diplome.regle.article.valeur),
            phrase: late
                ? "Le délai pour produire ce qui manque a pris fin le \(last.french)." : "Ce qui manque peut être produit jusqu'au \(last.french).",
            valeurs: [.init(nom: "echeance", valeur: last.iso)], favorable: false)
        return judged(late ? "delai_depasse" : "ajourne", why + [limit], titre, last)
    }

    private func own(_ diplome: DiplomeCompile, _ favorable: Bool, _ repli: String) -> Motif {
        motif(diplome.regle, [], .annee, favorable: favorable, repli: repli)
    }

    private func isMet(_ condition: Jugement.ConditionJugee) -> Bool {
        let lowers = programme.conditions.contains { $0.nom == condition.condition && $0.derogationAbaisse }
        let waives = lowers ? ["dispensee", "satisfaite"] : ["dispensee", "derogation", "satisfaite"]
        if let decided = condition.decision?.decision, waives.contains(decided) { return true }
        return ["satisfaite", "dispensee", "sans_objet"].contains(condition.statut)
    }

    private func isJudged(_ diplome: DiplomeCompile, _ fiche: Eleve) -> Bool {
        if finDuCursus != nil { return true }
        if let juge = diplome.jugeSi { return certain(juge, .annee, session) == true }
        return fiche.niveau == (programme.declaration.niveaux ?? 3) && cadre.promotion.periode == "annee"
    }

    /// The earliest line that says the last year done: validated, or followed with an attestation.
    private var finDuCursus: AnneeParcours? {
        situation.dossier.parcours.filter { $0.decision == "validation_cursus" || $0.decision == "attestation_de_suivi" }
            .min { ($0.date?.dayNumber ?? .max) < ($1.date?.dayNumber ?? .max) }
    }

    private func truth(_ condition: ConjonctionCompile) -> Bool? {
        let issue = situation.issue { [situation, session] () throws(Empechement) in
            try situation.framed(.annee) { () throws(Empechement) in .bool(try situation.tient(condition, session)) }
        }
        if case .connue(.bool(let value)) = issue { return value }
        return nil
    }

    /// The last day to produce a missing condition: from the validation of the cursus or the jury, prolonged where the text allows.
    private func echeance(_ nom: String, _ diplome: DiplomeCompile) -> CalendarDate? {
        guard let condition = programme.conditions.first(where: { $0.nom == nom }) else { return nil }
        return echeance(condition, diplome, depuis: departDuDelai(diplome) ?? cadre.promotion.entete.date)
    }

    /// The last day of a condition's delay once it runs; `nil` while the cursus is not done, or where the text sets none.
    private func dernierJour(_ condition: ConditionCompile) -> CalendarDate? {
        guard let diplome = programme.diplome, let start = departDuDelai(diplome) else { return nil }
        return echeance(condition, diplome, depuis: start)
    }

    /// The day from which delays run, when the dossier says it: the last year done, or the first jury of the diploma.
    private func departDuDelai(_ diplome: DiplomeCompile) -> CalendarDate? {
        let jury = diplome.depuisJury ? situation.dossier.decisions.filter { $0.objet == "diplome" }.compactMap(\.date).min() : nil
        return jury ?? finDuCursus?.date
    }

    private func echeance(_ condition: ConditionCompile, _ diplome: DiplomeCompile, depuis start: CalendarDate) -> CalendarDate? {
        guard let index = condition.apresCursus, case .duree(let delai)? = try? situation.parametre(index, ligne: nil) else { return nil }
        var last = start + delai
        if let more = diplome.prolongeable, let si = diplome.prolongeSi, certain(si, .annee, session) == true { last = last + more }
        return last
    }

    // MARK: - GPA

    /// Over the UE of the folder that give a grade; grades without a value are left out with their credits, except `F` and `FX`, which
    /// count 0 (contract, section 5). None without the school's table, nor while a grade is awaited.
    func gpa() -> (Jugement.Nombre?, [Motif]) {
        guard let gpa = programme.gpa, case .liste(let lines)? = try? situation.parametre(gpa.table, ligne: nil), !lines.isEmpty else {
            return (nil, [])
        }
        var values: [String: Rational] = [:]
        for case .table(let cells) in lines {
            if cells.count == 2, case .texte(let grade) = cells[0], case .nombre(let value) = cells[1] { values[grade] = value }
        }
        var (sum, weight) = (Rational.zero, Rational.zero)
        for index in situation.uesSuivies {
            if let parmi = gpa.parmi {
                guard let counted = certain(parmi, .ue(index), session) else { return (nil, []) }
                if !counted { continue }
            }
            guard let grade = graded(gpa, index) else { return (nil, []) }
            let failing = grade == "F" || grade == "FX"
            guard let value = values[grade] ?? (failing ? .zero : nil),
                case .nombre(let poids)? = try? situation.evaluate(gpa.poids, .ue(index), session: session)
            else { continue }
            sum = sum + value * poids
            weight = weight + poids
        }
        guard weight > .zero else { return (nil, []) }
        let value = nombre(sum / weight, .annee)
        return (value, [motif(gpa.regle, [], .annee, favorable: true, repli: "Le GPA est de \(value.decimal.replacingPoint()).")])
    }

    private func graded(_ gpa: GPACompile, _ ue: Int) -> String? {
        if let decision = situation.decisions.decision("ue:\(maquette.ues[ue].code)", .grade) { return String(decision.decision.dropFirst(6)) }
        var copy = self
        if case .classement(_, let index) = gpa.note {
            let name = programme.classements[index].nom
            return copy.classe(name, .ue, .ue(ue))?.0
        }
        if case .connue(.texte(let grade)) = situation.issue({ [situation, session] () throws(Empechement) in
            try situation.evaluate(gpa.note, .ue(ue), session: session)
        }) {
            return grade
        }
        return nil
    }
}

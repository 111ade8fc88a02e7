import Valeurs

extension Programme {
    /// What can be said of a règlement before any dossier: tables and propositions with a gap or an overlap, exceptions that
    /// disagree, rules that never apply, each with the values that show it.
    ///
    /// Decided on comparisons of quantities with constants, parameters and one another, on enumerations, and on quantifiers and
    /// computations taken as a whole. A gap that rests on several such quantities at once is a warning, since they may be bound in a
    /// way that the checks do not see; what has too many combinations is said to be unchecked.
    public func analyser() -> [Diagnostic] {
        var analyse = Analyse(programme: self)
        analyse.run()
        return analyse.diagnostics
    }
}

struct Analyse {
    let programme: Programme
    private(set) var diagnostics: [Diagnostic] = []

    init(programme: Programme) { self.programme = programme }

    mutating func run() {
        for (index, declared) in programme.declaration.resultats.enumerated() {
            let resultat = programme.resultats[index]
            if case .table(_, let lignes) = resultat.forme { table(declared, resultat, lignes) }
            if case .cumul(_, let conditions, _) = resultat.forme { cumul(resultat, conditions) }
            exceptions(declared, resultat)
        }
        propositions()
        annee()
    }

    mutating func signal(_ gravite: Diagnostic.Gravite, _ message: String, code: String, at position: Position, conseil: String? = nil) {
        diagnostics.append(
            Diagnostic(
                gravite, fichier: position.fichier, ligne: position.ligne, colonne: position.colonne, message: message, code: code, conseil: conseil))
    }

    // MARK: - Tables

    /// What a second session is owed is shown as it stands after session 1; a rule may still read it in the state of session 2.
    private static func session(_ resultat: ResultatCompile) -> Int? { resultat.niveau == .ecue && resultat.nom == "rattrapage" ? 1 : nil }

    private func verdict(_ resultat: ResultatCompile, _ construire: (Traduction) -> [Formule]) -> Verdict {
        programme.verdict(resultat.niveau, session: Analyse.session(resultat), construire)
    }

    /// What must hold for a table to be read: its own case, and none of its exceptions.
    private static func contexte(_ resultat: ResultatCompile, _ t: Traduction) -> [Formule] {
        (resultat.quand.map { [t.formule($0)] } ?? []) + resultat.sauf.map { .non(t.formule($0.si)) }
    }

    private static func ligne(_ ligne: LigneCompile, _ t: Traduction) -> Formule { .et(ligne.tests.compactMap { $0 }.map(t.formule)) }

    private mutating func table(_ declared: Declaration.Resultat, _ resultat: ResultatCompile, _ lignes: [LigneCompile]) {
        let nom = "la table « \(declared.cle) »"
        switch verdict(resultat, { t in Analyse.contexte(resultat, t) + lignes.map { .non(Analyse.ligne($0, t)) } }) {
        case .impossible: break
        case .inconnu: nonVerifiee(nom, declared.nom.position)
        case .possible(let contre):
            signal(
                contre.certain ? .erreur : .avertissement, "aucune ligne de \(nom) ne s'applique à : \(contre.texte)", code: "table-trou",
                at: declared.nom.position,
                conseil: "ajoutez la ligne qui manque" + (contre.certain ? "" : ", si un dossier peut avoir ces valeurs"))
        }
        var nonVerifiees = false
        for (i, a) in lignes.enumerated() {
            var couverte = false
            for b in lignes[(i + 1)...] {
                let contre: ContreExemple
                switch verdict(resultat, { t in Analyse.contexte(resultat, t) + [Analyse.ligne(a, t), Analyse.ligne(b, t)] }) {
                case .impossible: continue
                case .inconnu:
                    nonVerifiees = true
                    continue
                case .possible(let found): contre = found
                }
                couverte = true
                let same = a.alors == b.alors
                signal(
                    contre.certain && !same ? .erreur : .avertissement,
                    "les lignes « \(a.regle.id.valeur) » et « \(b.regle.id.valeur) » de \(nom) s'appliquent toutes deux à : \(contre.texte)"
                        + (same ? " ; elles concluent de même" : ""),
                    code: "table-chevauchement", at: b.regle.id.position,
                    conseil: same ? nil : "une ligne exactement doit s'appliquer : précisez l'une des deux")
            }
            if !couverte {
                inapplicable(a.regle, "la ligne « \(a.regle.id.valeur) » de \(nom)", resultat.niveau) { t in
                    Analyse.contexte(resultat, t) + [Analyse.ligne(a, t)]
                }
            }
        }
        if nonVerifiees { nonVerifiee("\(nom), ligne contre ligne,", declared.nom.position) }
    }

    private mutating func nonVerifiee(_ quoi: String, _ position: Position) {
        signal(
            .avertissement, "\(quoi) n'est pas vérifiée : les valeurs à essayer sont trop nombreuses", code: "non-verifie", at: position,
            conseil: "séparez-la en plusieurs résultats")
    }

    /// A rule whose conditions can never hold. An error when its own text says so, a warning when present parameters do.
    private mutating func inapplicable(
        _ regle: Declaration.Regle, _ quoi: String, _ niveau: Niveau, locaux: Portees = [:], _ construire: (Traduction) -> [Formule]
    ) {
        guard case .impossible = programme.verdict(niveau, locaux: locaux, construire) else { return }
        let toujours: Bool =
            if case .impossible = programme.verdict(niveau, locaux: locaux, parametresLibres: true, construire) { true } else { false }
        signal(
            toujours ? .erreur : .avertissement, "\(quoi) ne peut jamais s'appliquer" + (toujours ? "" : " avec les paramètres d'aujourd'hui"),
            code: "regle-inapplicable",
            at: regle.id.position, conseil: "retirez-la, ou corrigez ses conditions")
    }

    // MARK: - Cumulative conditions and exceptions

    private mutating func cumul(_ resultat: ResultatCompile, _ conditions: [ConjonctionCompile]) {
        for condition in conditions { conjonction(condition, resultat.niveau, resultat.quand) }
    }

    private mutating func conjonction(_ condition: ConjonctionCompile, _ niveau: Niveau, _ contexte: Terme?) {
        var locaux: Portees = [:]
        if let chaque = condition.chaque, case .liste(let element) = programme.type(of: chaque, [0: .entite(.niveau(niveau))]) {
            locaux[condition.slot] = element
        }
        inapplicable(condition.regle, "la condition « \(condition.regle.id.valeur) »", niveau, locaux: locaux) { t in
            [contexte, condition.quand, condition.que].compactMap { $0 }.map(t.formule)
        }
    }

    private mutating func exceptions(_ declared: Declaration.Resultat, _ resultat: ResultatCompile) {
        for (i, a) in resultat.sauf.enumerated() {
            inapplicable(a.regle, "l'exception « \(a.regle.id.valeur) »", resultat.niveau) { t in
                [resultat.quand, a.si].compactMap { $0 }.map(t.formule)
            }
            for b in resultat.sauf[(i + 1)...] where a.alors != b.alors {
                guard case .possible(let contre) = verdict(resultat, { t in [resultat.quand, a.si, b.si].compactMap { $0 }.map(t.formule) }) else {
                    continue
                }
                signal(
                    contre.certain ? .erreur : .avertissement,
                    "les exceptions « \(a.regle.id.valeur) » et « \(b.regle.id.valeur) » de « \(declared.cle) » concluent différemment pour : \(contre.texte)",
                    code: "exceptions-contraires", at: b.regle.id.position, conseil: "dites dans l'une des deux quand l'autre prévaut")
            }
        }
    }

    // MARK: - Year

    /// Auditeurs are judged by no proposition.
    private static func candidat(_ t: Traduction) -> Formule {
        .compare(.different, .variable(t.variable(.champ(.constante(.objet(.eleve)), .statutEleve, .courante))), .constante(.texte("AUDITEUR")))
    }

    private mutating func propositions() {
        let all = programme.propositions
        guard !all.isEmpty else { return }
        func holds(_ one: PropositionCompile, _ t: Traduction) -> Formule { one.quand.map(t.formule) ?? .constante(true) }
        let position = programme.declaration.propositions[0].regle.id.position
        switch programme.verdict(.annee, fond: { [Analyse.candidat($0)] }, { t in all.map { .non(holds($0, t)) } }) {
        case .impossible: break
        case .inconnu: nonVerifiee("la liste des propositions", position)
        case .possible(let contre):
            signal(
                contre.certain ? .erreur : .avertissement, "aucune proposition ne s'applique à : \(contre.texte)", code: "propositions-trou",
                at: position,
                conseil: "ajoutez la proposition qui manque" + (contre.certain ? "" : ", si un dossier peut avoir ces valeurs"))
        }
        for (i, a) in all.enumerated() {
            for b in all[(i + 1)...] {
                guard case .possible(let contre) = programme.verdict(.annee, fond: { [Analyse.candidat($0)] }, { t in [holds(a, t), holds(b, t)] })
                else { continue }
                signal(
                    contre.certain ? .erreur : .avertissement,
                    "les propositions « \(a.regle.id.valeur) » et « \(b.regle.id.valeur) » s'appliquent toutes deux à : \(contre.texte)",
                    code: "propositions-chevauchement",
                    at: b.regle.id.position, conseil: "une proposition exactement doit s'appliquer : précisez l'une des deux")
            }
            inapplicable(a.regle, "la proposition « \(a.regle.id.valeur) »", .annee) { t in [holds(a, t)] }
            for option in a.options {
                for ligne in option.lignes {
                    // An option may be shown closed on purpose: its sentence then says why.
                    guard let ouverte = ligne.ouverteSi, ligne.regle.phraseSinon == nil, ouverte != .constante(.bool(false)) else { continue }
                    inapplicable(ligne.regle, "l'option « \(option.nom) » de la proposition « \(a.regle.id.valeur) »", .annee) { t in
                        [holds(a, t), t.formule(ouverte)]
                    }
                }
            }
        }
    }

    private mutating func annee() {
        for condition in programme.conditions {
            inapplicable(condition.regle, "la condition « \(condition.nom) »", .annee) { t in
                [condition.concerneSi, condition.satisfaiteSi].compactMap { $0 }.map(t.formule)
            }
            for dispense in condition.dispenses {
                inapplicable(dispense.regle, "la dispense « \(dispense.regle.id.valeur) »", .annee) { t in
                    [condition.concerneSi, dispense.si].compactMap { $0 }.map(t.formule)
                }
            }
        }
        for condition in programme.diplome?.acquisSi ?? [] { conjonction(condition, .annee, programme.diplome?.jugeSi) }
        for alerte in programme.alertes where alerte.si != .constante(.bool(false)) {
            var locaux: Portees = [:]
            if let chaque = alerte.chaque, case .liste(let element) = programme.type(of: chaque, [0: .entite(.niveau(.annee))]) {
                locaux[alerte.slot] = element
            }
            inapplicable(alerte.regle, "l'alerte « \(alerte.code) »", .annee, locaux: locaux) { t in [t.formule(alerte.si)] }
        }
    }
}

import Scolarite
import Valeurs

/// Writes what the règlement gives to one élève, level by level, with its reasons.
struct Redaction {
    let cadre: Cadre
    let situation: Situation
    let classements: Classements
    let eleve: Int
    let avecMotifs: Bool
    let phrases: Phrases
    private var alertes: [Jugement.AlerteLevee] = []
    /// The numbers of the règlement that a mark of this élève may be compared with, whatever the line; those that a line may set are
    /// kept apart.
    private var barresCommunes: [Rational] = []
    private var parametresDeLigne: [Int] = []

    let programme: Programme
    let maquette: Maquette
    var session: Int { cadre.sessionJugee }

    init(cadre: Cadre, situation: Situation, classements: Classements, eleve: Int, avecMotifs: Bool) {
        self.cadre = cadre
        self.situation = situation
        self.classements = classements
        self.eleve = eleve
        self.avecMotifs = avecMotifs
        programme = cadre.programme
        maquette = situation.maquette
        phrases = programme.phrases
    }

    mutating func situe() -> Jugement.Situe {
        situation.load(eleve)
        loadBarres()
        situation.rangs = { [classements, eleve, programme] classement, objet in
            guard let place = classements.place(classement, objet, eleve) else { return .nul }
            if programme.classements[classement].parts.isEmpty { return place.rang.map { .nombre(Rational($0)) } ?? .nul }
            return place.grade.map { .texte($0) } ?? .nul
        }
        let fiche = cadre.promotion.eleves[eleve]
        let ues = situation.uesSuivies
        var jugee = Jugement.Situe(
            eleve: fiche.id, reglement: programme.id, surcouche: cadre.promotion.entete.surcouche,
            annee: .init(niveau: fiche.niveau, proposition: "sans_objet", options: [], motifs: [], decision: nil),
            diplome: .init(statut: "sans_objet", titre: nil, echeance: nil, motifs: [], decision: nil))
        jugee.ecues = ues.flatMap { maquette.ues[$0].ecues }.compactMap { ecue($0) }
        jugee.ues = ues.map { ue($0) }
        jugee.semestres = maquette.semestres.indices.filter { index in ues.contains { maquette.ues[$0].semestre == index } }.map { semestre($0) }
        jugee.conditions = programme.conditions.map { condition($0) }
        jugee.annee = resumee(annee(fiche), fiche)
        jugee.diplome = mentionne(diplome(fiche, jugee.conditions))
        (jugee.gpa, jugee.gpaMotifs) = gpa()
        jugee.alertes = alertes + levees(jugee)
        return jugee
    }

    // MARK: - Levels

    private mutating func ecue(_ index: Int) -> Jugement.ECUEJugee? {
        let objet = Objet.ecue(index)
        let described = maquette.ecues[index]
        // In every possible world: a mark may hang on an awaited one, by the second session that it opens.
        let suivi = situation.issue { [situation, session] () throws(Empechement) in
            .bool(try situation.etatECUE(index, session: session).suivi)
        }
        if suivi.valeur == .bool(false) { return nil }
        var note: Jugement.Nombre?
        let known = situation.issue { [situation, session] () throws(Empechement) in try situation.etatECUE(index, session: session).note }
        if case .connue(.nombre(let value)) = known { note = nombre(value, objet) }
        let (statut, motifs) = resultat("statut", .ecue, objet)
        var (rattrapage, why) = resultat("rattrapage", .ecue, objet, session: 1)
        if statut == "acquise" || statut == "dispensee" { rattrapage = "sans_objet" }
        rattrapage = chosen(rattrapage, index)
        return .init(
            ecue: described.code, note: note, statut: statut ?? "en_attente", rattrapage: rattrapage ?? "sans_objet", rang: rang(.ecue, index),
            motifs: motifs + (avecMotifs ? facultes(index) : []) + why + duJury("ecue:\(described.code)", note, "statut", .ecue)
                + epreuvesDecidees(index),
            decision: decidee("ecue:\(described.code)"))
    }

    /// A choice turns `possible` into `choisi` or `refuse`; a second-session mark is itself the choice (contract, section 5).
    private func chosen(_ rattrapage: String?, _ ecue: Int) -> String? {
        guard rattrapage == "possible" else { return rattrapage }
        let choice = situation.choix(ecue)
        if choice == "oui" { return "choisi" }
        if choice == "non" { return "refuse" }
        let notes = cadre.promotion.notes
        let retaken =
            notes.rattrapagesEcue[ecue].map { $0.etats[eleve] != 0 } == true
            || maquette.epreuvesParEcue[ecue].contains { notes.sessions[1][$0].etats[eleve] != 0 }
        return cadre.deuxSessions && retaken ? "choisi" : rattrapage
    }

    private mutating func ue(_ index: Int) -> Jugement.UEJugee {
        let objet = Objet.ue(index)
        let code = maquette.ues[index].code
        let (statut, motifs) = resultat("statut", .ue, objet)
        let (grade, gradeMotifs) = classe("grade", .ue, objet) ?? classe("mention", .ue, objet) ?? (nil, [])
        let moyenne = nombre("moyenne", .ue, objet)
        return .init(
            ue: code, moyenne: moyenne, statut: statut ?? "en_attente", ects: credits(.ue, objet), grade: grade, rang: rang(.ue, index),
            motifs: motifs + dites("moyenne", .ue, objet) + gradeMotifs + duJury("ue:\(code)", moyenne, "moyenne", .ue),
            decision: decidee("ue:\(code)"))
    }

    private mutating func semestre(_ index: Int) -> Jugement.SemestreJuge {
        let objet = Objet.semestre(index)
        let code = maquette.semestres[index]
        let (statut, motifs) = resultat("statut", .semestre, objet)
        return .init(
            semestre: code, statut: statut ?? "en_attente", ects: credits(.semestre, objet),
            moyenne: nombre("moyenne", .semestre, objet), rang: rang(.semestre, index), motifs: motifs, decision: decidee("semestre:\(code)"))
    }

    /// A status of a level and its motifs; `nil` when the règlement declares none.
    private mutating func resultat(_ nom: String, _ niveau: Niveau, _ objet: Objet, session wanted: Int? = nil) -> (String?, [Motif]) {
        guard let index = programme.resultat(niveau, nom) else { return (nil, []) }
        let at = wanted ?? session
        let issue = situation.issue(index, objet, session: at)
        if case .empechee(let reason) = issue { defaut(reason, programme.resultats[index].regle, situation.nom(of: objet)) }
        let text: String =
            switch issue {
            case .connue(.texte(let value)): value
            case .connue(.bool(let value)): value ? "oui" : "non"
            default: "en_attente"
            }
        return (text, avecMotifs ? motifs(index, objet, issue, session: at) : [])
    }

    /// Why a number is what it is, where its rule has a sentence of its own: a mean capped or kept says so, a plain one goes without.
    private func dites(_ nom: String, _ niveau: Niveau, _ objet: Objet) -> [Motif] {
        guard avecMotifs, let index = programme.resultat(niveau, nom) else { return [] }
        let rules = programme.resultats[index].regles.filter { $0.phrase != nil }.map(\.id.valeur)
        if rules.isEmpty { return [] }
        let issue = situation.issue(index, objet, session: session)
        guard case .connue(.nombre) = issue else { return [] }
        return motifs(index, objet, issue, session: session).filter { rules.contains($0.regle) }
    }

    func nombre(_ nom: String, _ niveau: Niveau, _ objet: Objet) -> Jugement.Nombre? {
        guard let index = programme.resultat(niveau, nom), case .connue(.nombre(let value)) = situation.issue(index, objet, session: session) else {
            return nil
        }
        return nombre(value, objet)
    }

    /// Credits that are certain: the least that the awaited marks leave.
    private func credits(_ niveau: Niveau, _ objet: Objet) -> Jugement.Nombre {
        guard let index = programme.resultat(niveau, "ects") else { return nombre(.zero, objet) }
        let found = situation.issue(complet: true) { [situation, session] () throws(Empechement) in
            try situation.resultat(index, objet, session: session, propre: true)
        }
        switch found {
        case .connue(.nombre(let value)): return nombre(value, objet)
        case .attendue(let values?):
            let numbers = values.compactMap { if case .nombre(let number) = $0 { number } else { nil } }
            return nombre(numbers.count == values.count ? numbers.min() ?? .zero : .zero, objet)
        default: return nombre(.zero, objet)
        }
    }

    /// A number beside every bar of the règlement, so that none is crossed when it is shown.
    func nombre(_ value: Rational, _ objet: Objet) -> Jugement.Nombre {
        value.isInteger ? .init(exact: value, barres: []) : .init(exact: value, barres: barres(objet))
    }

    /// The numbers of the règlement that a mark may be compared with.
    func barres(_ objet: Objet) -> [Rational] { barresCommunes + parametresDeLigne.compactMap { barre($0, objet) } }

    private func barre(_ index: Int, _ objet: Objet) -> Rational? {
        guard case .nombre(let bar)? = try? situation.parametre(index, ligne: objet), bar <= Rational(120) else { return nil }
        return bar
    }

    private mutating func loadBarres() {
        let numbers = programme.parametres.indices.filter { programme.parametres[$0].type == .nombre }
        parametresDeLigne = numbers.filter { programme.parametres[$0].maquette != nil }
        barresCommunes = numbers.filter { programme.parametres[$0].maquette == nil }.compactMap { barre($0, .annee) }
    }

    mutating func classe(_ nom: String, _ niveau: Niveau, _ objet: Objet) -> (String?, [Motif])? {
        guard let index = programme.classements.firstIndex(where: { $0.niveau == niveau && $0.nom == nom }) else { return nil }
        let classement = programme.classements[index]
        let place = classements.place(index, objet.index, eleve)
        if let grade = place?.grade {
            let word = programme.declaration.vocabulaire["grade"] ?? "grade"
            return (
                grade,
                [
                    phrases.motif(
                        regle: classement.regle.id.valeur, article: phrases.article(classement.regle.article.valeur),
                        phrase: "Au rang obtenu : \(word) \(grade)\(classement.indicatif ? ", à titre indicatif" : "").",
                        valeurs: [.init(nom: "grade", valeur: grade)])
                ]
            )
        }
        guard place?.hors ?? true else { return (nil, []) }
        if let actif = classement.actifSi, (try? situation.holds(actif, .annee, session: session)) != true { return (nil, []) }
        for exception in classement.autrement {
            let issue = situation.issue { [situation, session] () throws(Empechement) in
                .bool(try situation.holds(exception.si, objet, session: session))
            }
            guard case .connue(.bool(let holds)) = issue else { return (nil, []) }
            guard holds, case .texte(let grade)? = try? situation.evaluate(exception.alors, objet, session: session) else { continue }
            return (
                grade,
                avecMotifs
                    ? [
                        motif(
                            exception.regle, exception.mesures, objet, favorable: true,
                            repli: "\(Phrases.capitalized(programme.declaration.vocabulaire["grade"] ?? "grade")) \(grade).")
                    ] : []
            )
        }
        return (nil, [])
    }

    /// A mark that a jury has given or raised: said beside the rules that read it.
    private func duJury(_ objet: String, _ note: Jugement.Nombre?, _ resultat: String, _ niveau: Niveau) -> [Motif] {
        guard avecMotifs, let decision = situation.decisions.decision(objet, .note), let note else { return [] }
        let article = programme.resultat(niveau, resultat).flatMap { programme.resultats[$0].regle }.map { phrases.article($0.article.valeur) }
        let who = decision.jury.isEmpty ? "Le jury" : "Le jury « \(decision.jury) »"
        let shown = note.decimal.replacingPoint()
        var phrase = "\(who) a fixé à \(shown) ce que les notes donnaient autrement."
        var values = [Motif.Mesuree(nom: "note", valeur: note.decimal)]
        if let points = decision.points {
            let before = Jugement.Nombre(exact: note.exact - points, barres: note.barres)
            let size = points < .zero ? -points : points
            let many = size >= Rational(2) ? "points" : "point"
            phrase =
                "\(who) a \(points < .zero ? "retiré" : "ajouté") \(phrases.lisible(.nombre(size))) \(many) : de \(before.decimal.replacingPoint()) à \(shown)."
            values.insert(.init(nom: "avant", valeur: before.decimal), at: 0)
        }
        return [phrases.motif(regle: "decision-du-jury", article: article ?? "", phrase: phrase, valeurs: values)]
    }

    /// What a jury has decided of the épreuves of an ECUE: they have no place of their own in what is judged.
    private func epreuvesDecidees(_ index: Int) -> [Motif] {
        guard avecMotifs, !situation.decisions.isEmpty else { return [] }
        let ecue = maquette.ecues[index].code
        let article = programme.resultat(.ecue, "statut").flatMap { programme.resultats[$0].regle }.map { phrases.article($0.article.valeur) }
        let kinds: [(DecisionsPrevalentes.Genre, String)] = [
            (.neutralisee, "est neutralisée : elle ne compte pas dans la note"),
            (.forceMajeure, "relève de la force majeure : l'absence y est justifiée"),
        ]
        var told: [Motif] = []
        for epreuve in maquette.epreuvesParEcue[index] {
            let code = maquette.epreuves[epreuve].code
            let objet = code.isEmpty ? "epreuve:\(ecue)" : "epreuve:\(ecue)/\(code)"
            for (genre, effect) in kinds {
                guard let decision = situation.decisions.decision(objet, genre) else { continue }
                let who = decision.jury.isEmpty ? "du jury" : "du jury « \(decision.jury) »"
                told.append(
                    phrases.motif(
                        regle: "decision-du-jury", article: article ?? "",
                        phrase: "\(code.isEmpty ? "L'épreuve de \(ecue)" : "L'épreuve \(code)") \(effect), par décision \(who).",
                        valeurs: [.init(nom: objet, valeur: decision.decision)]))
            }
        }
        return told
    }

    func decidee(_ objet: String) -> Jugement.Decidee? {
        guard
            let decision = situation.decisions.decision(objet, .statut) ?? situation.decisions.decision(objet, .note) ?? situation.decisions.decision(
                objet, .grade) ?? situation.decisions.decision(objet, .rattrapage) ?? situation.decisions.decision(objet, .neutralisee)
                ?? situation.decisions.decision(objet, .forceMajeure)
        else { return nil }
        return .init(jury: decision.jury, date: decision.date, decision: decision.decision, motif: decision.motif)
    }

    // MARK: - Alerts

    /// The règlement itself fails on this élève: shown, never hidden behind a default.
    mutating func defaut(_ reason: Empechement, _ regle: Declaration.Regle?, _ objet: String?) {
        let what: String =
            switch reason {
            case .cercle: "un résultat dépend de lui-même"
            case .conflit(let rules): "plusieurs règles se contredisent (\(rules.joined(separator: ", ")))"
            case .aucuneLigne(let nom): "aucune ligne de « \(nom) » ne s'applique"
            case .depassement: "un nombre est trop grand pour être tenu exactement, ou un diviseur est nul"
            case .type(let where_): "une valeur n'a pas le type attendu (\(where_))"
            case .tropDeMondes, .horsFragment: "trop de notes sont attendues pour conclure"
            case .tropLong:
                "un calcul dépasse \(LimitesReglement.pas) éléments de listes, ou \(LimitesReglement.resultats) résultats l'un dans l'autre"
            }
        alertes.append(
            .init(
                code: "regle_en_defaut", objet: objet,
                motifs: [
                    phrases.motif(
                        regle: regle?.id.valeur ?? "reglement", article: regle.map { phrases.article($0.article.valeur) } ?? "",
                        phrase: "Le règlement ne permet pas de conclure : \(what).", favorable: false)
                ]))
    }

    private func levees(_ jugee: Jugement.Situe) -> [Jugement.AlerteLevee] {
        var raised: [Jugement.AlerteLevee] = []
        for alerte in programme.alertes {
            for objet in elements(alerte.chaque) {
                let issue = situation.issue { [situation, session] () throws(Empechement) in
                    try situation.framed(.annee) { () throws(Empechement) in
                        if let objet { situation.locals[situation.base + alerte.slot] = objet }
                        return .bool(try situation.vrai(alerte.si, session))
                    }
                }
                guard issue.valeur == .bool(true) else { continue }
                let name = objet.flatMap { nom($0) }
                raised.append(
                    .init(
                        code: alerte.code, objet: name,
                        motifs: [
                            motif(
                                alerte.regle, alerte.mesures, .annee, element: objet.map { ($0, alerte.slot) }, favorable: true,
                                repli: "Alerte « \(alerte.code.replacing("_", with: " ")) ».")
                        ]))
            }
        }
        return raised + parametresAbsents() + contraires(jugee) + pointsHorsBorne() + notesSansEffet(jugee)
    }

    private func elements(_ chaque: Terme?) -> [Valeur?] {
        guard let chaque else { return [nil] }
        guard
            case .connue(.liste(let items)) = situation.issue({ [situation, session] () throws(Empechement) in
                try situation.evaluate(chaque, .annee, session: session)
            })
        else { return [] }
        return items.map { $0 }
    }

    /// A threshold that the règlement leaves open and that the school has not set.
    private func parametresAbsents() -> [Jugement.AlerteLevee] {
        var raised: [Jugement.AlerteLevee] = []
        for (index, parametre) in programme.parametres.enumerated() {
            guard let alerte = parametre.declaration.alerteSiAbsent else { continue }
            let lines: [Objet] =
                switch parametre.maquette {
                case .ue?: situation.uesSuivies.map { .ue($0) }
                case .ecue?:
                    situation.uesSuivies.flatMap { maquette.ues[$0].ecues }.filter {
                        maquette.ecues[$0].coefficient > .zero && maquette.ecues[$0].nature != .competence
                    }.map { .ecue($0) }
                default: [.annee]
                }
            guard lines.contains(where: { !situation.estFixe(index, ligne: $0) }) else { continue }
            let value = (try? situation.parametre(index, ligne: nil)).map { phrases.lisible($0) } ?? "…"
            raised.append(
                .init(
                    code: alerte.valeur, objet: parametre.cle,
                    motifs: [
                        phrases.motif(
                            regle: "parametre:\(parametre.declaration.nom.valeur)",
                            article: parametre.declaration.article.map { phrases.article($0.valeur) } ?? "",
                            phrase: "L'école n'a pas fixé « \(parametre.cle) » ; la valeur \(value) est appliquée.",
                            valeurs: [.init(nom: parametre.cle, valeur: value)], favorable: false)
                    ]))
        }
        return raised
    }

    /// Second-session marks that the règlement gives no place to: said, and not used (contract, section 5).
    private func notesSansEffet(_ jugee: Jugement.Situe) -> [Jugement.AlerteLevee] {
        guard cadre.deuxSessions else { return [] }
        let notes = cadre.promotion.notes
        return jugee.ecues.compactMap { ecue in
            guard ["sans_objet", "interdit", "refuse"].contains(ecue.rattrapage),
                let index = maquette.ecues.firstIndex(where: { $0.code == ecue.ecue }),
                notes.rattrapagesEcue[index].map({ $0.etats[eleve] == Etat.note.rawValue }) == true
                    || maquette.epreuvesParEcue[index].contains(where: { notes.sessions[1][$0].etats[eleve] == Etat.note.rawValue }),
                situation.issue({ [situation] () throws(Empechement) in
                    let etat = try situation.etatECUE(index, session: 2)
                    return .bool(etat.represente || etat.premiereEnSession2)
                }).valeur == .bool(false)
            else { return nil }
            let why = ecue.motifs.last
            return .init(
                code: "note_de_session_2_sans_effet", objet: "ecue:\(ecue.ecue)",
                motifs: [
                    phrases.motif(
                        regle: why?.regle ?? "rattrapage", article: why?.article ?? "",
                        phrase: "Une note de seconde session est enregistrée pour \(ecue.ecue), que le règlement n'ouvre pas : elle ne compte pas.",
                        favorable: false)
                ])
        }
    }

    /// Decisions applied although the règlement closes what they decide.
    private func contraires(_ jugee: Jugement.Situe) -> [Jugement.AlerteLevee] {
        var raised: [Jugement.AlerteLevee] = []
        func raise(_ objet: String, _ motifs: [Motif], _ phrase: String, _ regle: String, _ article: String) {
            raised.append(
                .init(
                    code: "decision_contraire_au_reglement", objet: objet,
                    motifs: [phrases.motif(regle: regle, article: article, phrase: phrase, favorable: false)] + motifs))
        }
        if let decision = jugee.annee.decision {
            let closed = jugee.annee.options.first { $0.nom == decision.decision && !$0.ouverte }
            let open = jugee.annee.options.contains { $0.nom == decision.decision && $0.ouverte } || decision.decision == jugee.annee.proposition
            if !open, jugee.annee.proposition != "en_attente", jugee.annee.proposition != "sans_objet" {
                let first = closed?.motifs.first ?? jugee.annee.motifs.first
                raise(
                    "annee", closed?.motifs ?? [],
                    "La décision « \(phrases.lisible(.texte(decision.decision))) » n'est pas de celles que le règlement ouvre ici.",
                    first?.regle ?? "annee", first?.article ?? "")
            }
        }
        for ecue in jugee.ecues {
            guard situation.decisions.decision("ecue:\(ecue.ecue)", .rattrapage)?.decision == "rattrapage", ecue.rattrapage == "interdit",
                let why = ecue.motifs.last
            else { continue }
            raise("ecue:\(ecue.ecue)", [], "Une seconde session est accordée alors que le règlement n'en donne pas.", why.regle, why.article)
        }
        return raised
    }
}

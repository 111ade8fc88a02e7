import Feel
import Scolarite
import Valeurs

/// Turns a declaration into a programme: every expression compiled once, everything wrong reported at once.
struct Compilation {
    let declaration: Declaration
    let symboles: Symboles
    let c: Compilateur
    private let articles: Set<String>
    private let lectures: Set<String>

    init(_ declaration: Declaration) {
        self.declaration = declaration
        symboles = Symboles(declaration)
        c = Compilateur(symboles: symboles)
        articles = Set(declaration.articles.map(\.article.valeur))
        lectures = Set(declaration.interpretations.map(\.lecture.valeur))
    }

    func programme(empreinte: String) -> (programme: Programme, diagnostics: [Diagnostic], parametresLus: Set<Int>) {
        let resultats = symboles.definitions.enumerated().map { index, definition in
            switch definition {
            case .resultat(let resultat): compile(resultat, index)
            case .fait(let fait): compile(fait, index)
            }
        }
        let programme = Programme(
            declaration: declaration, empreinte: empreinte, resultats: resultats, indexResultats: symboles.resultats,
            parametres: declaration.parametres.indices.map(parametre), codes: codes(), absences: absences(), sessions: sessions(),
            propositions: declaration.propositions.map(compile), conditions: declaration.conditions.map(compile),
            diplome: declaration.diplome.map(compile),
            alertes: declaration.alertes.map(compile), gpa: declaration.gpa.map(compile), classements: declaration.classements.map(compile),
            pointsDeJury: declaration.pointsDeJury.compactMap(compile))
        if symboles.chaineTropLongue {
            c.signal(
                "plus de \(LimitesReglement.chaine) résultats ou faits s'appuient l'un sur l'autre à la file", code: "chaine-trop-longue",
                at: declaration.id.position, conseil: "lisez directement le premier dont un résultat a besoin")
        }
        noms()
        return (programme, c.diagnostics + programme.cycles() + programme.phrasesFautives(), c.parametresLus)
    }

    // MARK: - Rules

    private func check(_ regle: Declaration.Regle) {
        check(article: regle.article)
        if let lecture = regle.lecture { check(lecture: lecture) }
    }

    /// An article cited is one of `articles.yaml`; `4.4, Annexe 1` cites two.
    private func check(article: Texte?) {
        guard let article else { return }
        if articles.contains(article.valeur) { return }
        for part in article.valeur.split(separator: ",") {
            let cited = part.drop(while: { $0 == " " })
            if articles.contains(String(cited)) { continue }
            c.signal(
                "l'article « \(cited) » n'est pas dans articles.yaml", code: "article-inconnu", at: article.position,
                conseil: Declaration.Article.conseil(String(cited), parmi: articles))
        }
    }

    private func check(lecture: Texte) {
        if lectures.contains(lecture.valeur) { return }
        c.signal(
            "la lecture « \(lecture.valeur) » n'est pas dans interpretations.yaml", code: "lecture-inconnue", at: lecture.position,
            conseil: Suggestion.closest(to: lecture.valeur, among: Array(lectures)).map { "vouliez-vous dire « \($0) » ?" })
    }

    private func niveau(_ texte: Texte) -> Niveau {
        if let niveau = Niveau(nom: texte.valeur) { return niveau }
        c.signal(
            "« \(texte.valeur) » n'est pas un niveau (\(Niveau.allCases.map(\.nom).joined(separator: ", ")))", code: "niveau-inconnu",
            at: texte.position,
            conseil: Suggestion.closest(to: texte.valeur, among: Niveau.allCases.map(\.nom)).map { "vouliez-vous dire « \($0) » ?" })
        return .annee
    }

    private func condition(_ texte: Texte, _ portee: Compilateur.Portee) -> Terme { c.expression(texte, portee, attendu: .booleen).terme }

    /// What the sentence of a rule tells: the two sides of each comparison, or the names that it reads.
    private func mesures(_ texte: Texte, _ portee: Compilateur.Portee) -> [Mesure] {
        c.silently { c.parse(texte).map { mesures($0, texte, portee) } ?? [] }
    }

    private func mesures(_ arbre: Expression, _ texte: Texte, _ portee: Compilateur.Portee) -> [Mesure] {
        func source(_ e: Expression) -> String { String(decoding: Array(texte.valeur.utf8)[e.span], as: UTF8.self) }
        switch arbre.node {
        case .and(let a, let b), .or(let a, let b): return mesures(a, texte, portee) + mesures(b, texte, portee)
        case .compare(let op, let a, let b):
            let (x, y) = (c.compile(a, portee), c.compile(b, portee))
            return [Mesure(nom: source(a), terme: x.terme, seuilNom: source(b), seuil: y.terme, comparaison: Compilateur.comparaison(op))]
        case .name, .path: return [Mesure(nom: source(arbre), terme: c.compile(arbre, portee).terme, seuilNom: nil, seuil: nil, comparaison: nil)]
        case .call(let callee, .positional(let list)):
            if case .name("not") = callee.node, let first = list.first { return mesures(first, texte, portee) }
            return [Mesure(nom: source(arbre), terme: c.compile(arbre, portee).terme, seuilNom: nil, seuil: nil, comparaison: nil)]
        default: return []
        }
    }

    /// The list that `chaque` goes through, and the scope in which each of its elements is read.
    private func parcours(_ chaque: Texte?, _ portee: Compilateur.Portee) -> (portee: Compilateur.Portee, liste: Terme?, slot: Int) {
        guard let chaque else { return (portee, nil, 0) }
        let list = c.expression(chaque, portee)
        var element = TypeValeur.indetermine
        if case .liste(let type) = list.type {
            element = type
        } else if list.type != .indetermine {
            c.signal("« chaque » parcourt une liste ; c'est \(list.type.nom)", code: "type-inattendu", at: chaque.position)
        }
        let (inner, slot) = c.entrer(portee, nom: nil, type: element, at: chaque.position)
        return (inner, list.terme, slot)
    }

    private func compile(_ conjonction: Declaration.Conjonction, _ portee: Compilateur.Portee) -> ConjonctionCompile {
        check(conjonction.regle)
        let (inner, chaque, slot) = parcours(conjonction.chaque, portee)
        return ConjonctionCompile(
            regle: conjonction.regle, quand: conjonction.quand.map { condition($0, portee) }, chaque: chaque, slot: slot,
            que: condition(conjonction.que, inner), mesures: mesures(conjonction.que, inner))
    }

    private func compile(_ exception: Declaration.Exception, _ portee: Compilateur.Portee, mots: Bool) -> ExceptionCompile {
        check(exception.regle)
        return ExceptionCompile(
            regle: exception.regle, si: condition(exception.si, portee), alors: c.issue(exception.alors, portee, mots: mots).terme,
            mesures: mesures(exception.si, portee))
    }

    private func compile(_ resultat: Declaration.Resultat, _ index: Int) -> ResultatCompile {
        let niveau = niveau(resultat.niveau)
        let portee = Compilateur.Portee(niveau: niveau)
        check(resultat.regle)
        let forme: ResultatCompile.Forme
        switch resultat.forme {
        case .moyenne(let liste, let valeur, let poids):
            let list = c.expression(liste, portee)
            var element = TypeValeur.indetermine
            if case .liste(let type) = list.type { element = type }
            let (inner, slot) = c.entrer(portee, nom: nil, type: element, at: liste.position)
            forme = .moyenne(
                liste: list.terme, slot: slot, valeur: c.expression(valeur, inner, attendu: .nombre).terme,
                poids: c.expression(poids, inner, attendu: .nombre).terme)
        case .formule(let texte): forme = .formule(c.issue(texte, portee).terme)
        case .cumul(let favorable, let conditions, let sinon):
            forme = .cumul(
                favorable: .texte(favorable.valeur), conditions.map { compile($0, portee) }, sinon: c.issue(sinon, portee, mots: true).terme)
        case .table(let entrees, let lignes): forme = table(entrees, lignes, portee, mots: resultat.conclutParDesMots)
        }
        if let regle = resultat.regleSinon { check(regle) }
        let compiled = ResultatCompile(
            niveau: niveau, nom: resultat.nom.valeur, type: symboles.typeOfResultat(index), regle: resultat.regle, forme: forme,
            sauf: resultat.sauf.map { compile($0, portee, mots: resultat.conclutParDesMots) }, quand: resultat.quand.map { condition($0, portee) },
            sinon: resultat.sinon.map { c.issue($0, portee, mots: resultat.conclutParDesMots).terme }, regleSinon: resultat.regleSinon)
        _ = c.takeFaitsPersonnels()
        return compiled
    }

    private func table(_ entrees: [Texte], _ lignes: [Declaration.Ligne], _ portee: Compilateur.Portee, mots: Bool) -> ResultatCompile.Forme {
        let inputs = entrees.map { c.expression($0, portee) }
        let compiled = lignes.map { ligne in
            check(ligne.regle)
            if ligne.cellules.count != entrees.count {
                c.signal(
                    "cette ligne n'a pas une cellule pour chaque entrée (\(ligne.cellules.count) pour \(entrees.count))", code: "ligne-incomplete",
                    at: ligne.regle.id.position)
            }
            let tests = zip(ligne.cellules, inputs).map { c.cellule($0, entree: $1, portee) }
            return LigneCompile(regle: ligne.regle, tests: tests, alors: c.issue(ligne.alors, portee, mots: mots).terme)
        }
        let mesures = zip(entrees, inputs).map { Mesure(nom: $0.valeur, terme: $1.terme, seuilNom: nil, seuil: nil, comparaison: nil) }
        return .table(entrees: mesures, compiled)
    }

    private func compile(_ fait: Declaration.Fait, _ index: Int) -> ResultatCompile {
        let niveau = niveau(fait.niveau)
        let portee = Compilateur.Portee(niveau: niveau)
        check(article: fait.article)
        _ = c.takeFaitsPersonnels()
        let compiled = c.expression(fait.formule, portee)
        let personnels = c.takeFaitsPersonnels()
        if fait.article == nil, !personnels.isEmpty {
            c.signal(
                "le fait « \(fait.niveau.valeur).\(fait.nom.valeur) » lit une donnée personnelle sans citer d'article",
                code: "fait-personnel-sans-article",
                at: fait.formule.position, conseil: "écrivez { formule: …, article: \"…\" }")
        }
        return ResultatCompile(
            niveau: niveau, nom: fait.nom.valeur, type: symboles.typeOfResultat(index), regle: nil, forme: .formule(compiled.terme), sauf: [],
            quand: nil,
            sinon: nil, regleSinon: nil)
    }

    // MARK: - Year, conditions, diploma

    private func compile(_ proposition: Declaration.Proposition) -> PropositionCompile {
        let portee = Compilateur.Portee(niveau: .annee)
        check(proposition.regle)
        let options = proposition.options.map { option in
            OptionCompile(
                nom: option.nom.valeur,
                lignes: option.lignes.map { ligne in
                    check(article: ligne.article)
                    if let lecture = ligne.lecture { check(lecture: lecture) }
                    var regle = Declaration.Regle(id: proposition.regle.id, article: ligne.article)
                    (regle.lecture, regle.phrase, regle.phraseSinon) = (ligne.lecture, ligne.phrase, ligne.phraseSinon)
                    return (regle, ligne.ouverteSi.map { condition($0, portee) }, ligne.ouverteSi.map { mesures($0, portee) } ?? [])
                }, suite: option.suite?.valeur)
        }
        return PropositionCompile(
            regle: proposition.regle, quand: proposition.quand.map { condition($0, portee) }, deDroit: proposition.deDroit?.valeur, options: options,
            mesures: proposition.quand.map { mesures($0, portee) } ?? [])
    }

    private func compile(_ declared: Declaration.Condition) -> ConditionCompile {
        let portee = Compilateur.Portee(niveau: .annee)
        check(declared.regle)
        if let delai = declared.apresCursus, symboles.parametres[delai.valeur] == nil {
            c.signal(
                "« \(delai.valeur) » n'est pas un paramètre", code: "parametre-inconnu", at: delai.position,
                conseil: Suggestion.closest(to: delai.valeur, among: Array(symboles.parametres.keys)).map { "vouliez-vous dire « \($0) » ?" })
        }
        delai(declared.apresCursus)
        return ConditionCompile(
            nom: declared.nom.valeur, regle: declared.regle, concerneSi: declared.concerneSi.map { condition($0, portee) },
            dispenses: declared.dispenses.map { dispense in
                check(dispense.regle)
                return (dispense.regle, condition(dispense.si, portee))
            },
            enAttenteSi: declared.enAttenteSi.map { condition($0, portee) }, satisfaiteSi: condition(declared.satisfaiteSi, portee),
            mesures: mesures(declared.satisfaiteSi, portee),
            apresCursus: declared.apresCursus.flatMap { delai in
                symboles.parametres[delai.valeur].map {
                    c.readsParametre($0); return $0
                }
            }, derogationAbaisse: declared.derogationAbaisse)
    }

    private func compile(_ declared: Declaration.Diplome) -> DiplomeCompile {
        let portee = Compilateur.Portee(niveau: .annee)
        check(declared.regle)
        return DiplomeCompile(
            regle: declared.regle, titre: c.issue(declared.titre, portee).terme, jugeSi: declared.jugeSi.map { condition($0, portee) },
            acquisSi: declared.acquisSi.map { compile($0, portee) }, soumisAuJury: declared.statut?.valeur == "soumis_au_jury",
            sinon: declared.sinon?.valeur ?? "non_acquis",
            depuisJury: declared.depuis?.valeur == "jury", prolongeable: declared.prolongeable.flatMap { CalendarDuration($0.valeur) },
            prolongeSi: declared.prolongeSi.map { condition($0, portee) },
            mention: declared.mention.map { c.expression($0, portee, attendu: .texte).terme })
    }

    private func compile(_ declared: Declaration.PointsDeJury) -> PointsDeJuryCompile? {
        check(article: declared.article)
        if let lecture = declared.lecture { check(lecture: lecture) }
        guard let niveau = Niveau(nom: declared.niveau.valeur), niveau == .ecue || niveau == .ue else { return nil }
        let most = c.expression(declared.auPlus, Compilateur.Portee(niveau: niveau), attendu: .nombre)
        return PointsDeJuryCompile(niveau: niveau, auPlus: most.terme, article: declared.article.valeur)
    }

    private func compile(_ declared: Declaration.Alerte) -> AlerteCompile {
        check(declared.regle)
        let (portee, chaque, slot) = parcours(declared.chaque, Compilateur.Portee(niveau: .annee))
        return AlerteCompile(
            code: declared.code.valeur, regle: declared.regle, chaque: chaque, slot: slot, si: condition(declared.si, portee),
            mesures: mesures(declared.si, portee))
    }

    private func compile(_ declared: Declaration.GPA) -> GPACompile {
        let portee = Compilateur.Portee(niveau: .ue)
        check(declared.regle)
        let table = symboles.parametres[declared.table.valeur]
        if table == nil { c.signal("« \(declared.table.valeur) » n'est pas un paramètre", code: "parametre-inconnu", at: declared.table.position) }
        if let table { c.readsParametre(table) }
        return GPACompile(
            regle: declared.regle, note: c.expression(declared.note, portee).terme, parmi: declared.parmi.map { condition($0, portee) },
            table: table ?? 0,
            poids: c.expression(declared.poids, portee, attendu: .nombre).terme)
    }

    private func compile(_ declared: Declaration.Classement) -> ClassementCompile {
        let niveau = niveau(declared.niveau)
        if niveau == .eleve || niveau == .epreuve {
            c.signal(
                "un classement se fait par ecue, ue, semestre ou annee", code: "niveau-inconnu", at: declared.niveau.position,
                conseil: niveau == .eleve ? "écrivez annee.\(declared.nom.valeur)" : nil)
        }
        let portee = Compilateur.Portee(niveau: niveau)
        check(declared.regle)
        return ClassementCompile(
            niveau: niveau, nom: declared.nom.valeur, regle: declared.regle,
            actifSi: declared.actifSi.map { condition($0, Compilateur.Portee(niveau: .annee)) }, parmi: condition(declared.parmi, portee),
            groupe: declared.groupe.map { c.expression($0, portee).terme },
            ordre: declared.ordre.map { (c.expression($0.expression, portee).terme, $0.decroissant) }, parts: declared.parts, fige: declared.fige,
            indicatif: declared.indicatif,
            autrement: declared.autrement.map { exception in
                check(exception.regle)
                return ExceptionCompile(
                    regle: exception.regle, si: condition(exception.si, portee), alors: .constante(.texte(exception.alors.valeur)),
                    mesures: mesures(exception.si, portee))
            })
    }

    // MARK: - Codes, sessions, parameters

    private func codes() -> [Declaration.Code?] {
        var found = [Declaration.Code?](repeating: nil, count: Etat.allCases.count)
        for code in declaration.codes {
            guard let etat = Etat(code: code.code.valeur), ![.v, .nv, .att].contains(etat) else {
                c.signal(
                    "« \(code.code.valeur) » n'est pas un code de notes.csv (ABI, ABJ, DISP, ACQ, FRAUDE)", code: "code-inconnu",
                    at: code.code.position)
                continue
            }
            check(article: code.article)
            if let lecture = code.lecture { check(lecture: lecture) }
            found[Int(etat.rawValue)] = code
        }
        for etat in [Etat.abi, .abj, .disp, .acq, .fraude] where found[Int(etat.rawValue)] == nil {
            c.signal(
                "le règlement ne dit pas ce que vaut le code \(etat.code ?? "")", code: "code-absent", at: declaration.id.position,
                conseil: "déclarez-le sous codes:")
        }
        return found
    }

    /// A condition on a line of `absences.csv` is read with the fields of that line, then those of the year and of the élève.
    private func absences() -> [AbsenceCompile] {
        declaration.codes.compactMap { code in
            guard let si = code.absenceSi, let etat = Etat(code: code.code.valeur) else { return nil }
            let (portee, slot) = Compilateur.Portee(niveau: .annee).adding(nom: nil, type: .entite(.feuille(.absences)))
            return AbsenceCompile(etat: etat, slot: slot, si: condition(si, portee))
        }
    }

    private func sessions() -> SessionsCompile {
        guard let declared = declaration.sessions else {
            c.signal(
                "le règlement ne dit pas comment compte la session 2", code: "sessions-absentes", at: declaration.id.position,
                conseil: "ajoutez sessions: { nombre: 2, note: remplace, article: \"…\" }")
            return SessionsCompile(nombre: 2, mode: .remplace, remplacables: [])
        }
        check(article: declared.article)
        if let lecture = declared.lecture { check(lecture: lecture) }
        let mode: SessionsCompile.Mode
        switch declared.note.valeur {
        case "remplace": mode = .remplace
        case "meilleure": mode = .meilleure
        case "moyenne": mode = .moyenne
        default:
            let name = declared.note.valeur.split(separator: " ").last.map(String.init) ?? ""
            if declared.note.valeur.hasPrefix("parametre "), let index = symboles.parametres[name] {
                c.readsParametre(index)
                mode = .parametre(index)
            } else {
                c.signal(
                    "« \(declared.note.valeur) » n'est pas une façon de compter la session 2 (remplace, meilleure, moyenne, parametre <nom>)",
                    code: "sessions-note", at: declared.note.position)
                mode = .remplace
            }
        }
        return SessionsCompile(
            nombre: declared.nombre, mode: mode, remplacables: Set(declared.remplacables.compactMap(Nature.init(rawValue:))),
            plafond: declared.plafond.map { c.expression($0, Compilateur.Portee(niveau: .ecue), attendu: .nombre).terme },
            premierChoix: declared.premierChoix)
    }

    private func parametre(_ index: Int) -> ParametreCompile {
        let declared = declaration.parametres[index]
        check(article: declared.article)
        if let lecture = declared.lecture { check(lecture: lecture) }
        let type = symboles.typeOfParametre(index)
        let colonnes = symboles.colonnesOfParametre(index)
        func value(_ declaree: ValeurDeclaree) -> Valeur {
            guard let valeur = ParametreLecture.valeur(declaree, type: type, colonnes: colonnes) else {
                c.signal("la valeur de « \(declared.nom.valeur) » n'est pas \(type.nom)", code: "parametre-type", at: declaree.position)
                return .nul
            }
            return valeur
        }
        if declared.valeur == nil, declared.valeurs.isEmpty, declared.dates.isEmpty {
            c.signal("le paramètre « \(declared.nom.valeur) » n'a aucune valeur", code: "parametre-sans-valeur", at: declared.nom.position)
        }
        var selon: Terme?
        if let texte = declared.selon {
            let compiled = c.expression(texte, Compilateur.Portee(niveau: .eleve))
            selon = compiled.terme
            if case .enumeration(let cas) = compiled.type {
                for declare in declared.valeurs { c.checkMot(declare.cas.valeur, cas, at: declare.cas.position) }
                for missing in cas where !declared.valeurs.contains(where: { $0.cas.valeur == missing }) && declared.valeur == nil {
                    c.signal(
                        "le paramètre « \(declared.nom.valeur) » n'a pas de valeur pour « \(missing) »", code: "parametre-sans-valeur",
                        at: texte.position,
                        conseil: "ajoutez-la sous valeurs:, ou une valeur: pour tous les autres")
                }
            }
        }
        var dates = declared.dates.map { ($0.du, value($0.valeur)) }
        dates.sort { $0.0 < $1.0 }
        for (a, b) in zip(dates, dates.dropFirst()) where a.0 == b.0 {
            c.signal(
                "le paramètre « \(declared.nom.valeur) » a deux valeurs le \(a.0.french)", code: "parametre-deux-valeurs", at: declared.nom.position)
        }
        if let first = dates.first, let enVigueur = declaration.enVigueur, first.0 > enVigueur.du, declared.valeur == nil {
            c.signal(
                "le paramètre « \(declared.nom.valeur) » n'a pas de valeur entre le \(enVigueur.du.french) et le \(first.0.french)",
                code: "parametre-sans-valeur",
                at: declared.nom.position)
        }
        let application: ParametreCompile.Application
        switch declared.applique?.valeur {
        case nil, "jury"?: application = .jury
        case "admission"?: application = .admission
        case "attestation_de_suivi"?: application = .attestationDeSuivi
        case let other?:
            c.signal(
                "« \(other) » n'est pas une date d'application (jury, admission, attestation_de_suivi)", code: "parametre-applique",
                at: declared.applique?.position ?? declared.nom.position)
            application = .jury
        }
        let constante = declared.valeur.map(value)
        let borne = declared.borne.flatMap { c.cellule($0, entree: (.local(0), type), Compilateur.Portee(niveau: .annee)) }
        if let borne, let constante { verifier(constante, dans: borne, declared) }
        return ParametreCompile(
            declaration: declared, type: type, constante: constante, selon: selon,
            cas: declared.valeurs.map { ($0.cas.valeur, value($0.valeur)) },
            dates: dates.map { (du: $0.0, valeur: $0.1) }, application: application, maquette: symboles.maquetteOfParametre(index),
            borne: borne, colonnes: colonnes)
    }
}

extension Programme {
    /// Compiles a declaration. The programme must not be used when a diagnostic is an error.
    public static func compile(_ declaration: Declaration, empreinte: String) -> (programme: Programme, diagnostics: [Diagnostic]) {
        if let refus = LimitesReglement.refus(declaration) {
            return (Compilation(Declaration(id: declaration.id)).programme(empreinte: empreinte).programme, [refus])
        }
        let compilation = Compilation(declaration)
        let (programme, diagnostics, _) = compilation.programme(empreinte: empreinte)
        return (programme, diagnostics)
    }
}

extension Declaration.Article {
    /// What to do about an article that is cited and not listed. A name may be misspelt; another number is another article.
    public static func conseil(_ cited: String, parmi articles: some Sequence<String>) -> String? {
        guard cited.contains(where: \.isLetter) else { return "ajoutez-le à articles.yaml, s'il est dans le texte" }
        return Suggestion.closest(to: cited, among: articles).map { "vouliez-vous dire « \($0) » ?" }
    }
}

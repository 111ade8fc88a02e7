import Scolarite
import Valeurs

extension Redaction {
    /// Why a result is what it is: its exceptions, its conditions or its line, with the values they read.
    func motifs(_ index: Int, _ objet: Objet, _ issue: Issue, session: Int) -> [Motif] {
        let resultat = programme.resultats[index]
        guard let regle = resultat.regle else { return [] }
        if case .attendue = issue {
            return [
                attente(regle: regle.id.valeur, article: phrases.article(regle.article.valeur), objet, session, fin: "Ce résultat en dépend.") {
                    _ = situation.issue(index, objet, session: session, complet: true)
                }
            ]
        }
        if case .empechee = issue {
            return [
                phrases.motif(
                    regle: regle.id.valeur, article: phrases.article(regle.article.valeur), phrase: "Le règlement ne permet pas de conclure.",
                    favorable: false)
            ]
        }
        if let quand = resultat.quand, certain(quand, objet, session) == false {
            let own = resultat.regleSinon ?? regle
            return [
                motif(
                    own, [], objet, session: session, favorable: own.phraseSinon == nil,
                    repli: resultat.nom == "rattrapage" ? "Il n'y a rien à repasser." : "La règle « \(regle.id.valeur) » ne s'applique pas ici.")
            ]
        }
        let exceptions = resultat.sauf.filter { certain($0.si, objet, session) == true }
        if !exceptions.isEmpty {
            return exceptions.map {
                motif(
                    $0.regle, $0.mesures, objet, session: session, favorable: true,
                    repli: "Une exception s'applique : \($0.regle.id.valeur.replacing("-", with: " ")).")
            }
        }
        switch resultat.forme {
        case .cumul(let favorable, let conditions, _):
            let holds = issue.valeur == favorable
            let found = conditions.flatMap { conjonction($0, objet, session, holds: holds) }
            if !found.isEmpty { return found }
            // Certain together and not one by one: the values that they read are shown for what they may be.
            let read = conditions.filter { $0.chaque == nil && certain($0.quand ?? .constante(.bool(true)), objet, session) != false }
            let told = motif(
                regle, [], objet, session: session, favorable: holds,
                repli: holds
                    ? "Toutes les conditions sont réunies." : "Quelles que soient les notes attendues, une condition au moins n'est pas remplie.")
            return [told.adding(motif(regle, read.flatMap(\.mesures), objet, session: session, favorable: holds, repli: "").valeurs)]
        case .table(let entrees, let lignes):
            if let ligne = lignes.first(where: { self.ligne($0, objet, session) == true }) {
                // A cell left at « - » is not a reason.
                let read = zip(entrees, ligne.tests).filter { $0.1 != nil }.map(\.0)
                return [
                    motif(
                        ligne.regle, read, objet, session: session, favorable: true, barres: ligne.tests.flatMap { $0?.nombres ?? [] },
                        repli: "La règle « \(ligne.regle.id.valeur) » s'applique.")
                ]
            }
            return [motif(regle, entrees, objet, session: session, favorable: true, repli: "Toutes les lignes possibles concluent de même.")]
        case .formule, .moyenne:
            return [
                motif(
                    regle, [], objet, session: session, favorable: true,
                    repli: "La valeur est \(issue.valeur.map { phrases.lisible($0) } ?? "attendue").")
            ]
        }
    }

    /// How many awaited marks a reason names one by one.
    private static let nommees = 8

    /// Says which awaited marks leave a value open.
    ///
    /// - Parameters:
    ///   - fin: what hangs on them, a sentence.
    ///   - explorer: looks at the value in every world: what it weighs is named, the other awaited marks of the object are not.
    func attente(regle: String, article: String, _ objet: Objet, _ session: Int, fin: String, explorer: () -> Void) -> Motif {
        var awaited = attendues(objet, session)
        if (2...Redaction.nommees).contains(awaited.count) {
            explorer()
            awaited = attendues(objet, session, situation.peseesExplorees)
        }
        let more = awaited.count - Redaction.nommees
        let list = awaited.prefix(Redaction.nommees).joined(separator: ", ") + (more > 0 ? " et \(more) autre\(more > 1 ? "s" : "")" : "")
        return phrases.motif(
            regle: regle, article: article,
            phrase: awaited.isEmpty ? "Un fait attendu peut encore changer ce résultat." : "En attente : \(list). \(fin)",
            valeurs: awaited.isEmpty ? [] : [.init(nom: "attendue", valeur: awaited.joined(separator: ", "))], favorable: false)
    }

    /// The awaited marks of an object, in the order of the maquette.
    ///
    /// - Parameter pesees: what the exploration of a result has weighed, the only ones that are named; all of the object's when it could
    ///   not tell.
    func attendues(_ objet: Objet, _ session: Int, _ pesees: Set<Mondes.Cle> = []) -> [String] {
        let ecues: [Int] =
            switch objet {
            case .ecue(let i): maquette.ues[maquette.ecues[i].ue].ecues
            case .ue(let i): maquette.ues[i].ecues
            case .semestre(let i): situation.uesSuivies.filter { maquette.ues[$0].semestre == i }.flatMap { maquette.ues[$0].ecues }
            default: situation.uesSuivies.flatMap { maquette.ues[$0].ecues }
            }
        func weighed(_ cles: (Int) -> Mondes.Cle) -> Bool { pesees.isEmpty || [1, 2].contains { pesees.contains(cles($0)) } }
        var names: [String] = []
        for index in ecues {
            var found: EtatECUE?
            _ = situation.issue { [situation] () throws(Empechement) in
                found = try situation.etatECUE(index, session: session)
                return .nul
            }
            guard let etat = found, etat.attendue else { continue }
            let code = maquette.ecues[index].code
            let epreuves = etat.attendues.filter { epreuve in weighed { .epreuve(epreuve, session: $0) } }
            guard !epreuves.isEmpty || weighed({ .ecue(index, session: $0) }) else { continue }
            let parts = epreuves.map { maquette.epreuves[$0].code }.filter { !$0.isEmpty }
            names.append(parts.isEmpty ? code : "\(code) (\(parts.joined(separator: ", ")))")
        }
        return names
    }

    /// Whether a condition holds in every world, in none, or (`nil`) only in some.
    func certain(_ terme: Terme, _ objet: Objet, _ session: Int) -> Bool? {
        let issue = situation.issue { [situation] () throws(Empechement) in .bool(try situation.holds(terme, objet, session: session)) }
        if case .connue(.bool(let value)) = issue { return value }
        return nil
    }

    private func ligne(_ ligne: LigneCompile, _ objet: Objet, _ session: Int) -> Bool? {
        let issue = situation.issue { [situation] () throws(Empechement) in
            try situation.framed(objet) { () throws(Empechement) in .bool(try situation.applies(ligne, session)) }
        }
        if case .connue(.bool(let value)) = issue { return value }
        return nil
    }

    /// The motif of one condition when it goes the way of the result; one for each element that fails.
    func conjonction(_ condition: ConjonctionCompile, _ objet: Objet, _ session: Int, holds: Bool) -> [Motif] {
        if let quand = condition.quand, certain(quand, objet, session) != true { return [] }
        guard let chaque = condition.chaque else {
            guard certain(condition.que, objet, session) == holds else { return [] }
            return [motif(condition.regle, condition.mesures, objet, session: session, favorable: holds, repli: repli(condition.regle, holds))]
        }
        let list = situation.issue { [situation] () throws(Empechement) in try situation.evaluate(chaque, objet, session: session) }
        guard case .connue(.liste(let items)) = list, !items.isEmpty else { return [] }
        let truths = items.map { certain(condition, $0, objet, session) }
        if !holds {
            return zip(items, truths).filter { $0.1 == false }.map {
                motif(
                    condition.regle, condition.mesures, objet, element: ($0.0, condition.slot), session: session, favorable: false,
                    repli: repli(condition.regle, false))
            }
        }
        guard truths.allSatisfy({ $0 == true }), let tightest = tightest(items, condition, objet, session) else { return [] }
        return [
            motif(
                condition.regle, condition.mesures, objet, element: (tightest, condition.slot), session: session, favorable: true,
                repli: repli(condition.regle, true))
        ]
    }

    private func repli(_ regle: Declaration.Regle, _ holds: Bool) -> String {
        "La condition « \(regle.id.valeur.replacing("-", with: " ")) » \(holds ? "est remplie" : "n'est pas remplie")."
    }

    private func certain(_ condition: ConjonctionCompile, _ element: Valeur, _ objet: Objet, _ session: Int) -> Bool? {
        let issue = situation.issue { [situation] () throws(Empechement) in
            try situation.framed(objet) { () throws(Empechement) in
                situation.locals[situation.base + condition.slot] = element
                return .bool(try situation.vrai(condition.que, session))
            }
        }
        if case .connue(.bool(let value)) = issue { return value }
        return nil
    }

    /// The element that comes closest to failing: the one whose compared value is least.
    private func tightest(_ items: [Valeur], _ condition: ConjonctionCompile, _ objet: Objet, _ session: Int) -> Valeur? {
        guard let mesure = condition.mesures.first else { return items.first }
        var best: (Rational, Valeur)?
        for item in items {
            guard case .nombre(let value)? = lire(mesure.terme, objet, (item, condition.slot), session) else { continue }
            if best.map({ value < $0.0 }) ?? true { best = (value, item) }
        }
        return best?.1 ?? items.first
    }

    private func lire(_ terme: Terme, _ objet: Objet, _ element: (valeur: Valeur, slot: Int)?, _ session: Int) -> Valeur? {
        let issue = situation.issue { [situation] () throws(Empechement) in
            try situation.framed(objet) { () throws(Empechement) in
                if let element { situation.locals[situation.base + element.slot] = element.valeur }
                return try situation.valeur(terme, session)
            }
        }
        return issue.valeur
    }

    /// A rule's motif, its measures read again in every world: those still open are left out.
    func motif(
        _ regle: Declaration.Regle, _ mesures: [Mesure], _ objet: Objet, element: (valeur: Valeur, slot: Int)? = nil, session: Int? = nil,
        favorable: Bool, barres: [Rational] = [], repli: String
    ) -> Motif {
        let at = session ?? self.session
        let bars = barres + self.barres(objet)
        var lues = mesures.flatMap { mesure -> [Phrases.Lue] in
            guard let valeur = lire(mesure.terme, objet, element, at) else { return extremites(mesure, objet, element, at, favorable, bars) }
            let seuil = mesure.seuil.flatMap { lire($0, objet, element, at) }
            var holds = favorable
            if let comparaison = mesure.comparaison, let seuil { holds = (try? situation.compare(comparaison, valeur, seuil)) ?? favorable }
            if mesure.comparaison == nil, case .bool(let value) = valeur { holds = value }
            var parameter = false
            if case .parametre? = mesure.seuil { parameter = true }
            return [
                .init(
                    nom: mesure.nom, valeur: valeur, seuilNom: mesure.seuilNom, seuil: seuil, comparaison: mesure.comparaison,
                    seuilEstParametre: parameter, tient: holds, barres: bars)
            ]
        }
        for placeholder in phrases.attendus(regle, favorable) where !lues.contains(where: { $0.nom == placeholder || $0.seuilNom == placeholder }) {
            guard let value = nomme(placeholder, objet, element?.valeur, at) else { continue }
            lues.append(
                .init(
                    nom: placeholder, valeur: value, seuilNom: nil, seuil: nil, comparaison: nil, seuilEstParametre: false, tient: favorable,
                    barres: bars))
        }
        let name = element.flatMap { nom($0.valeur) } ?? nomCourt(objet)
        return phrases.motif(regle, lues: lues, objet: name, favorable: favorable, repli: repli)
    }

    /// What awaited marks leave to a number: the end that decides the comparison, or both ends where neither does alone.
    private func extremites(
        _ mesure: Mesure, _ objet: Objet, _ element: (valeur: Valeur, slot: Int)?, _ session: Int, _ favorable: Bool, _ bars: [Rational]
    ) -> [Phrases.Lue] {
        let found = situation.bornes { [situation] () throws(Empechement) in
            try situation.framed(objet) { () throws(Empechement) in
                if let element { situation.locals[situation.base + element.slot] = element.valeur }
                return try situation.valeur(mesure.terme, session)
            }
        }
        guard let range = found, range.low != range.high else { return [] }
        let seuil = mesure.seuil.flatMap { lire($0, objet, element, session) }
        var parameter = false
        if case .parametre? = mesure.seuil { parameter = true }
        func lue(_ extremite: Phrases.Extremite, muette: Bool) -> Phrases.Lue {
            .init(
                nom: mesure.nom, valeur: .nombre(extremite == .auMoins ? range.low : range.high), seuilNom: mesure.seuilNom, seuil: seuil,
                comparaison: mesure.comparaison, seuilEstParametre: parameter, tient: favorable, barres: bars, extremite: extremite, muette: muette)
        }
        if let comparaison = mesure.comparaison, case .nombre? = seuil, let side = Redaction.decisive(comparaison, favorable) {
            let one = lue(side, muette: false)
            if let seuil, (try? situation.compare(comparaison, one.valeur, seuil)) == favorable { return [one] }
        }
        return [lue(.auMoins, muette: true), lue(.auPlus, muette: true)]
    }

    /// The end of a range which, alone, shows that a comparison holds or fails over the whole of it.
    private static func decisive(_ comparaison: Terme.Comparaison, _ holds: Bool) -> Phrases.Extremite? {
        switch comparaison {
        case .superieur, .superieurOuEgal: holds ? .auMoins : .auPlus
        case .inferieur, .inferieurOuEgal: holds ? .auPlus : .auMoins
        case .egal, .different: nil
        }
    }

    /// A value that a sentence names and that its rule does not compare: a field of the element, a parameter, a result or a field of the
    /// object or of the élève.
    private func nomme(_ nom: String, _ objet: Objet, _ element: Valeur?, _ session: Int) -> Valeur? {
        func read(_ target: Objet, _ entite: Entite) -> Valeur? {
            if let champ = Schema.champ(nom, de: entite) {
                return situation.issue { [situation] () throws(Empechement) in try situation.champ(champ.champ, target, session: session) }.valeur
            }
            if case .niveau(let niveau) = entite, let index = programme.resultat(niveau, nom) {
                return situation.issue(index, target, session: session).valeur
            }
            return nil
        }
        if case .objet(let target)? = element, let found = read(target, Redaction.entite(target)) { return found }
        if let index = programme.parametres.firstIndex(where: { $0.declaration.nom.valeur == nom }) {
            return try? situation.parametre(index, ligne: objet)
        }
        return read(objet, Redaction.entite(objet)) ?? read(.annee, .niveau(.annee)) ?? read(.eleve, .niveau(.eleve))
    }

    private static func entite(_ objet: Objet) -> Entite {
        switch objet {
        case .epreuve: .niveau(.epreuve)
        case .ecue: .niveau(.ecue)
        case .ue: .niveau(.ue)
        case .semestre: .niveau(.semestre)
        case .eleve: .niveau(.eleve)
        case .annee: .niveau(.annee)
        case .cursus: .cursus
        case .passe: .ueCursus
        case .ligne(let feuille, _): .feuille(feuille)
        }
    }

    private func nomCourt(_ objet: Objet) -> String? {
        switch objet {
        case .ecue(let i): maquette.ecues[i].code
        case .ue(let i): maquette.ues[i].code
        case .semestre(let i): maquette.semestres[i]
        default: nil
        }
    }

    /// What an element is called in a sentence.
    func nom(_ valeur: Valeur) -> String? {
        guard case .objet(let objet) = valeur else { return nil }
        switch objet {
        case .passe(let i): return situation.dossier.resultats[i].ue
        case .ligne(let feuille, let i):
            switch feuille {
            case .certifications: return situation.dossier.certifications[i].test
            case .stages: return "stage \(situation.dossier.stages[i].type)"
            case .sejours: return "séjour \(situation.dossier.sejours[i].type)"
            case .absences: return "absence du \(situation.dossier.absences[i].debut.french)"
            case .procedures: return situation.dossier.procedures[i].procedure
            default: return nil
            }
        default: return nomCourt(objet)
        }
    }
}

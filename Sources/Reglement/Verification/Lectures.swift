import Valeurs

/// A value that is computed, in the state after a session.
enum ValeurCalculee: Hashable {
    case resultat(Int, session: Int)
    case classement(Int)
    case parametre(Int, session: Int)
}

/// Which values each value needs, session by session.
struct Lectures {
    let programme: Programme

    /// What the rules that nothing reads, the year's and the diploma's, read themselves.
    func racines() -> [ValeurCalculee] {
        var lus: [ValeurCalculee] = []
        for terme in termesDesRacines() { for session in 1...2 { lire(terme, session, &lus) } }
        for condition in programme.conditions { if let index = condition.apresCursus { lus.append(.parametre(index, session: 1)) } }
        return lus
    }

    private func termesDesRacines() -> [Terme] {
        var found: [Terme?] = []
        for proposition in programme.propositions {
            found += [proposition.quand] + proposition.options.flatMap { $0.lignes.map(\.ouverteSi) }
        }
        for condition in programme.conditions {
            found += [condition.concerneSi, condition.enAttenteSi, condition.satisfaiteSi] + condition.dispenses.map(\.si)
        }
        if let diplome = programme.diplome {
            found +=
                [diplome.titre, diplome.jugeSi, diplome.prolongeSi, diplome.mention] + diplome.acquisSi.flatMap { [$0.quand, $0.chaque, $0.que] }
        }
        for alerte in programme.alertes { found += [alerte.chaque, alerte.si] }
        if let gpa = programme.gpa { found += [gpa.note, gpa.parmi, gpa.poids] }
        found += programme.pointsDeJury.map(\.auPlus)
        found += programme.absences.map(\.si)
        return found.compactMap { $0 }
    }

    /// Every term of the règlement.
    func termes() -> [Terme] {
        var found: [Terme?] = termesDesRacines()
        for resultat in programme.resultats {
            found += [resultat.quand, resultat.sinon] + resultat.sauf.flatMap { [$0.si, $0.alors] }
            switch resultat.forme {
            case .formule(let terme): found.append(terme)
            case .moyenne(let liste, _, let valeur, let poids): found += [liste, valeur, poids]
            case .cumul(_, let conditions, let sinon): found += [sinon] + conditions.flatMap { [$0.quand, $0.chaque, $0.que] }
            case .table(_, let lignes): for ligne in lignes { found += ligne.tests + [ligne.alors] }
            }
        }
        for classement in programme.classements {
            found += [classement.actifSi, classement.parmi] + classement.autrement.flatMap { [$0.si, $0.alors] }
        }
        return found.compactMap { $0 }
    }

    /// Every value of the règlement, with those that it reads.
    func toutes() -> [(noeud: ValeurCalculee, lus: [ValeurCalculee])] {
        var found: [(noeud: ValeurCalculee, lus: [ValeurCalculee])] = []
        for session in 1...2 {
            for (index, resultat) in programme.resultats.enumerated() {
                var lus: [ValeurCalculee] = []
                lire(resultat, session, &lus)
                found.append((.resultat(index, session: session), lus))
            }
            for (index, parametre) in programme.parametres.enumerated() {
                var lus: [ValeurCalculee] = []
                if let selon = parametre.selon { lire(selon, session, &lus) }
                found.append((.parametre(index, session: session), lus))
            }
        }
        // A ranking is made of what stands after the last session, and of the first where its rule asks for it.
        for (index, classement) in programme.classements.enumerated() {
            var lus: [ValeurCalculee] = []
            let termes = [classement.actifSi, classement.parmi].compactMap { $0 } + classement.groupe + classement.ordre.map(\.terme)
            for terme in termes + classement.autrement.flatMap({ [$0.si, $0.alors] }) { lire(terme, 2, &lus) }
            found.append((.classement(index), lus))
        }
        return found
    }

    private func lire(_ resultat: ResultatCompile, _ session: Int, _ lus: inout [ValeurCalculee]) {
        if let quand = resultat.quand {
            lire(quand, session, &lus)
            if connu(quand, session) != true, let sinon = resultat.sinon { lire(sinon, session, &lus) }
            if connu(quand, session) == false { return }
        }
        for exception in resultat.sauf {
            lire(exception.si, session, &lus)
            if connu(exception.si, session) != false { lire(exception.alors, session, &lus) }
        }
        switch resultat.forme {
        case .formule(let terme): lire(terme, session, &lus)
        case .moyenne(let liste, _, let valeur, let poids): for terme in [liste, valeur, poids] { lire(terme, session, &lus) }
        case .cumul(_, let conditions, let sinon):
            for condition in conditions {
                if let quand = condition.quand {
                    lire(quand, session, &lus)
                    if connu(quand, session) == false { continue }
                }
                if let chaque = condition.chaque { lire(chaque, session, &lus) }
                lire(condition.que, session, &lus)
            }
            lire(sinon, session, &lus)
        case .table(_, let lignes):
            for ligne in lignes {
                lire(.et(ligne.tests.compactMap { $0 }), session, &lus)
                lire(ligne.alors, session, &lus)
            }
        }
    }

    func lire(_ terme: Terme, _ session: Int, _ lus: inout [ValeurCalculee]) {
        func all(_ termes: [Terme]) { for one in termes { lire(one, session, &lus) } }
        switch terme {
        case .constante, .local, .contexte: break
        case .champ(let source, let champ, let vue):
            lire(source, session, &lus)
            let at = Lectures.session(vue, session)
            switch champ {
            case .statutCursus: nomme("statut", at, &lus)
            case .ects: nomme("ects", at, &lus)
            case .moyenne: nomme("moyenne", at, &lus)
            case .sessionValidation, .session: for one in 1...at { nomme("statut", one, &lus) }
            default: break
            }
        case .colonne(let source, _, _): lire(source, session, &lus)
        case .resultat(let source, let index, let vue, _):
            lire(source, session, &lus)
            lus.append(.resultat(index, session: Lectures.session(vue, session)))
        case .classement(let source, let index):
            lire(source, session, &lus)
            lus.append(.classement(index))
        case .parametre(let index, let ligne):
            if let ligne { lire(ligne, session, &lus) }
            lus.append(.parametre(index, session: session))
        case .non(let inner): lire(inner, session, &lus)
        case .et(let parts): premiers(parts, jusqua: false, session, &lus)
        case .ou(let parts): premiers(parts, jusqua: true, session, &lus)
        case .compare(_, let a, let b), .calcul(_, let a, let b), .element(let a, let b): all([a, b])
        case .si(let condition, let a, let b):
            lire(condition, session, &lus)
            let known = connu(condition, session)
            if known != false { lire(a, session, &lus) }
            if known != true { lire(b, session, &lus) }
        case .filtre(let liste, _, let inner), .pourChaque(let liste, _, let inner), .quantifie(_, let liste, _, let inner): all([liste, inner])
        case .liste(let termes), .fonction(_, let termes): all(termes)
        }
    }

    private static func session(_ vue: Vue, _ courante: Int) -> Int {
        switch vue {
        case .courante: courante
        case .s1: 1
        case .s2: 2
        }
    }

    private func nomme(_ nom: String, _ session: Int, _ lus: inout [ValeurCalculee]) {
        if let index = programme.resultat(.ue, nom) { lus.append(.resultat(index, session: session)) }
    }

    /// The parts that are read in order, until one decides.
    private func premiers(_ parts: [Terme], jusqua: Bool, _ session: Int, _ lus: inout [ValeurCalculee]) {
        for part in parts {
            lire(part, session, &lus)
            if connu(part, session) == jusqua { return }
        }
    }

    /// What a condition is worth in a session whatever the dossier; `nil` when the dossier decides.
    private func connu(_ terme: Terme, _ session: Int) -> Bool? {
        switch terme {
        case .constante(.bool(let value)): return value
        case .compare(let op, .contexte(.session), .constante(let value)): return Formule.compare(op, .nombre(Rational(session)), value)
        case .non(let inner): return connu(inner, session).map { !$0 }
        case .fonction(.not, let arguments) where arguments.count == 1: return connu(arguments[0], session).map { !$0 }
        case .et(let parts):
            let known = parts.map { connu($0, session) }
            return known.contains(false) ? false : known.allSatisfy { $0 == true } ? true : nil
        case .ou(let parts):
            let known = parts.map { connu($0, session) }
            return known.contains(true) ? true : known.allSatisfy { $0 == false } ? false : nil
        default: return nil
        }
    }

}

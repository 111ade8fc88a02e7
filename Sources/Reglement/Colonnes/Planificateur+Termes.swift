import Valeurs

/// Terms and comparisons, folded where they are the same for the whole shape.
extension Planificateur {
    mutating func condition(_ terme: Terme) throws(HorsPlan) -> Symbole {
        let symbole = try symbole(terme)
        switch symbole {
        case .masque, .constante(.bool): return symbole
        case .constante(.nul): return .constante(.bool(false))
        default: throw HorsPlan()
        }
    }

    mutating func symbole(_ terme: Terme) throws(HorsPlan) -> Symbole {
        switch terme {
        case .constante(.objet(let objet)): return .objet(objet)
        case .constante(let value): return .constante(value)
        case .local(let slot): return locals[slot]
        case .champ(let source, let champ, let vue):
            if vue == .s2 { throw HorsPlan() }
            return try self.champ(champ, symbole(source))
        case .resultat(let source, let index, let vue, _):
            guard vue != .s2, case .objet(let objet) = try symbole(source) else { throw HorsPlan() }
            return try resultat(index, objet)
        case .parametre(let index, let ligne):
            var objet: Objet?
            if let ligne, case .objet(let found) = try symbole(ligne) { objet = found }
            guard let value = try? modele.parametre(index, ligne: objet) else { throw HorsPlan() }
            return .constante(value)
        case .fonction(.fixe, let arguments):
            guard case .parametre(let index, let ligne)? = arguments.first else { throw HorsPlan() }
            var objet: Objet?
            if let ligne, case .objet(let found) = try symbole(ligne) { objet = found }
            return .constante(.bool(modele.estFixe(index, ligne: objet)))
        case .contexte: return try constant(terme)
        case .et(let termes):
            var all: Symbole = .constante(.bool(true))
            for one in termes {
                if case .constante(.bool(false)) = all { return all }
                all = try conjonction(all, condition(one))
            }
            return all
        case .ou(let termes):
            var any: Symbole = .constante(.bool(false))
            for one in termes {
                if case .constante(.bool(true)) = any { return any }
                any = try disjonction(any, condition(one))
            }
            return any
        case .non(let inner): return try negation(condition(inner))
        case .compare(let op, let a, let b): return try compare(op, symbole(a), symbole(b))
        case .calcul(let op, let a, let b): return try calcul(op, symbole(a), symbole(b))
        case .si(let c, let a, let b):
            let test = try condition(c)
            if case .constante(.bool(let value)) = test { return try symbole(value ? a : b) }
            return try select(test, symbole(a), symbole(b))
        case .quantifie(let tous, let liste, let slot, let predicate): return try quantifie(tous: tous, liste, slot, predicate)
        case .filtre(let liste, let slot, let predicate): return try filtre(liste, slot, predicate)
        case .pourChaque(let liste, let slot, let body):
            switch try symbole(liste) {
            case .liste(let items):
                var mapped: [Symbole] = []
                for item in items {
                    locals[slot] = item
                    mapped.append(try symbole(body))
                }
                return .liste(mapped)
            case .filtree(let items):
                var mapped: [(Symbole, masque: Int)] = []
                for item in items {
                    locals[slot] = item.0
                    mapped.append((try symbole(body), item.masque))
                }
                return .filtree(mapped)
            default: throw HorsPlan()
            }
        case .liste(let termes):
            var items: [Symbole] = []
            for one in termes { items.append(try symbole(one)) }
            return .liste(items)
        case .fonction(let fonction, let arguments): return try appel(fonction, arguments)
        case .colonne, .classement, .element: throw HorsPlan()
        }
    }

    /// A term that is the same for every élève of the shape, read on the model.
    func constant(_ terme: Terme) throws(HorsPlan) -> Symbole {
        guard let value = try? modele.evaluate(terme, .annee, session: 1) else { throw HorsPlan() }
        return .constante(value)
    }

    mutating func champ(_ champ: Champ, _ source: Symbole) throws(HorsPlan) -> Symbole {
        guard case .objet(let objet) = source else { throw HorsPlan() }
        switch objet {
        case .ecue(let index): return try self.champ(champ, ecue: index)
        case .ue(let index): return try self.champ(champ, ue: index)
        case .semestre(let index):
            switch champ {
            case .ues: return .liste(cadre.uesParSemestre[index].map { .objet(.ue($0)) })
            default:
                guard let value = try? modele.champ(champ, objet, session: 1) else { throw HorsPlan() }
                return .constante(value)
            }
        case .eleve:
            // Lists of the dossier differ from one élève to the next, even within a shape, but for those that a regular dossier leaves empty.
            if case .feuille(let feuille) = champ {
                guard [.decisions, .options, .absences].contains(feuille) else { throw HorsPlan() }
                return .liste([])
            }
            guard let value = try? modele.champ(champ, objet, session: 1) else { throw HorsPlan() }
            return .constante(value)
        default: throw HorsPlan()
        }
    }

    mutating func quantifie(tous: Bool, _ liste: Terme, _ slot: Int, _ predicate: Terme) throws(HorsPlan) -> Symbole {
        var all: Symbole = .constante(.bool(tous))
        switch try symbole(liste) {
        case .liste(let items):
            for item in items {
                locals[slot] = item
                let holds = try condition(predicate)
                all = tous ? try conjonction(all, holds) : try disjonction(all, holds)
            }
        case .filtree(let items):
            for item in items {
                locals[slot] = item.0
                let holds = try condition(predicate)
                all =
                    tous
                    ? try conjonction(all, disjonction(negation(.masque(item.masque)), holds))
                    : try disjonction(all, conjonction(.masque(item.masque), holds))
            }
        default: throw HorsPlan()
        }
        return all
    }

    mutating func filtre(_ liste: Terme, _ slot: Int, _ predicate: Terme) throws(HorsPlan) -> Symbole {
        guard case .liste(let items) = try symbole(liste) else { throw HorsPlan() }
        var kept: [(Symbole, Symbole)] = []
        var dynamic = false
        for item in items {
            locals[slot] = item
            let holds = try condition(predicate)
            if case .constante(.bool(false)) = holds { continue }
            if case .masque = holds { dynamic = true }
            kept.append((item, holds))
        }
        guard dynamic else { return .liste(kept.map(\.0)) }
        var masked: [(Symbole, masque: Int)] = []
        for (item, holds) in kept {
            guard case .masque(let mask) = holds else { throw HorsPlan() }
            masked.append((item, mask))
        }
        return .filtree(masked)
    }

    mutating func appel(_ fonction: Fonction, _ arguments: [Terme]) throws(HorsPlan) -> Symbole {
        let values = try arguments.map { (one) throws(HorsPlan) -> Symbole in try symbole(one) }
        switch (fonction, values.first) {
        case (.count, .liste(let items)?): return .constante(.nombre(Rational(items.count)))
        case (.count, .filtree(let items)?):
            let register = register({ .compte(dst: $0, base: 0, items.map { .init(source: .registre($0.masque), poids: 1) }) }, \.nombres)
            return .nombre(.registre(register), denominateur: 1, low: 0, high: Int64(items.count))
        case (.sum, .liste(let items)?): return try lineaire(items.map { ($0, .one) })
        case (.not, let value?): return try negation(value)
        case (.moyenne, .liste(let marks)?):
            guard values.count == 2, case .liste(let weights) = values[1] else { throw HorsPlan() }
            var terms: [(Symbole, Rational)] = []
            var total = Rational.zero
            for (mark, weight) in zip(marks, weights) {
                if case .constante(.nul) = mark { continue }
                guard case .constante(.nombre(let w)) = weight else { throw HorsPlan() }
                terms.append((mark, w))
                total = total + w
            }
            guard total > .zero else { return .constante(.nul) }
            return try lineaire(terms.map { ($0.0, $0.1 / total) })
        default: throw HorsPlan()
        }
    }

    mutating func calcul(_ op: Terme.Operation, _ a: Symbole, _ b: Symbole) throws(HorsPlan) -> Symbole {
        switch op {
        case .plus: return try lineaire([(a, .one), (b, .one)])
        case .moins: return try lineaire([(a, .one), (b, Rational(-1))])
        case .fois:
            if case .constante(.nombre(let factor)) = b { return try lineaire([(a, factor)]) }
            if case .constante(.nombre(let factor)) = a { return try lineaire([(b, factor)]) }
        case .divise: if case .constante(.nombre(let divisor)) = b, divisor != .zero { return try lineaire([(a, .one / divisor)]) }
        }
        throw HorsPlan()
    }

    mutating func compare(_ op: Terme.Comparaison, _ a: Symbole, _ b: Symbole) throws(HorsPlan) -> Symbole {
        switch (a, b) {
        case (.constante(let x), .constante(let y)):
            guard let answer = try? modele.compare(op, x, y) else { throw HorsPlan() }
            return .constante(.bool(answer))
        case (.masque, .constante(.bool(let value))), (.constante(.bool(let value)), .masque):
            guard op == .egal || op == .different else { throw HorsPlan() }
            let mask = if case .masque = a { a } else { b }
            return value == (op == .egal) ? mask : try negation(mask)
        case (.code(let register, let cas), .constante(.texte(let word))): return try same(op, register, cas, word)
        case (.constante(.texte(let word)), .code(let register, let cas)): return try same(op, register, cas, word)
        case (.nombre, .constante(.nul)), (.constante(.nul), .nombre), (.code, .constante(.nul)), (.constante(.nul), .code):
            return .constante(.bool(op == .different))
        default:
            let difference = try lineaire([(a, .one), (b, Rational(-1))])
            switch difference {
            case .constante(.nombre(let value)): return .constante(.bool((try? modele.compare(op, .nombre(value), .nombre(.zero))) ?? false))
            case .nombre: return try sign(op, a, b)
            default: throw HorsPlan()
            }
        }
    }

    mutating func same(_ op: Terme.Comparaison, _ register: Int, _ cas: [String], _ word: String) throws(HorsPlan) -> Symbole {
        guard op == .egal || op == .different else { throw HorsPlan() }
        guard cas.contains(word) else { return .constante(.bool(op == .different)) }
        let id = code(word)
        let equal = masque { .codeEgal(dst: $0, src: register, id) }
        return op == .egal ? equal : try negation(equal)
    }

    /// `a op b` with the bar scaled to the integers of `a`, or the sign of their difference when both vary.
    mutating func sign(_ op: Terme.Comparaison, _ a: Symbole, _ b: Symbole) throws(HorsPlan) -> Symbole {
        if case .nombre(let source, let denominateur, _, _) = a, case .constante(.nombre(let bar)) = b {
            return try sign(op, source, bar * Rational(Int(denominateur)))
        }
        if case .nombre = b, case .constante(.nombre) = a { return try sign(Planificateur.reversed(op), b, a) }
        guard case .nombre(let source, _, _, _) = try lineaire([(a, .one), (b, Rational(-1))]) else { throw HorsPlan() }
        return try sign(op, source, .zero)
    }

    static func reversed(_ op: Terme.Comparaison) -> Terme.Comparaison {
        switch op {
        case .inferieur: .superieur
        case .inferieurOuEgal: .superieurOuEgal
        case .superieur: .inferieur
        case .superieurOuEgal: .inferieurOuEgal
        default: op
        }
    }

    mutating func sign(_ op: Terme.Comparaison, _ source: Plan.Source, _ bar: Rational) throws(HorsPlan) -> Symbole {
        // For integers: x < bar is x < ceil(bar), x <= bar is x <= floor(bar).
        let (floor, ceiling) = (Int32(clamping: bar.floor), Int32(clamping: bar.ceiling))
        switch op {
        case .inferieur: return masque { .compare(dst: $0, source, .inferieur, seuil: ceiling) }
        case .superieurOuEgal: return try negation(masque { .compare(dst: $0, source, .inferieur, seuil: ceiling) })
        case .inferieurOuEgal: return masque { .compare(dst: $0, source, .inferieurOuEgal, seuil: floor) }
        case .superieur: return try negation(masque { .compare(dst: $0, source, .inferieurOuEgal, seuil: floor) })
        case .egal: return bar.isInteger ? masque { .compare(dst: $0, source, .egal, seuil: floor) } : .constante(.bool(false))
        case .different: return bar.isInteger ? try negation(masque { .compare(dst: $0, source, .egal, seuil: floor) }) : .constante(.bool(true))
        }
    }
}

import Scolarite
import Valeurs

extension Situation {
    /// Slots of one frame: a rule's object and the variables of its nested lists.
    static let frame = 16

    /// Evaluates a term on an object, in a frame of its own.
    func evaluate(_ terme: Terme, _ objet: Objet, session: Int) throws(Empechement) -> Valeur {
        try framed(objet) { () throws(Empechement) in try self.valeur(terme, session) }
    }

    func holds(_ terme: Terme, _ objet: Objet, session: Int) throws(Empechement) -> Bool {
        try framed(objet) { () throws(Empechement) in try self.vrai(terme, session) }
    }

    func framed<T>(_ objet: Objet, _ body: () throws(Empechement) -> T) throws(Empechement) -> T {
        guard base < LimitesReglement.resultats * Situation.frame else { throw .tropLong }
        base += Situation.frame
        if locals.count < base + Situation.frame {
            locals += Array(repeating: .nul, count: Situation.frame * 4)
        }
        locals[base] = .objet(objet)
        defer { base -= Situation.frame }
        return try body()
    }

    func evaluate(_ resultat: ResultatCompile, _ objet: Objet, session: Int) throws(Empechement) -> Valeur {
        try framed(objet) { () throws(Empechement) in
            if let quand = resultat.quand, !(try self.vrai(quand, session)) { return try self.valeur(resultat.sinon ?? .constante(.nul), session) }
            if let exception = try self.exception(resultat, session) { return exception }
            return try self.forme(resultat, objet, session)
        }
    }

    /// The conclusion of the exceptions that apply; two that disagree are an error, never a default.
    private func exception(_ resultat: ResultatCompile, _ session: Int) throws(Empechement) -> Valeur? {
        var conclusion: Valeur?
        for exception in resultat.sauf where try vrai(exception.si, session) {
            let value = try valeur(exception.alors, session)
            if let known = conclusion, known != value {
                throw .conflit(resultat.sauf.map(\.regle.id.valeur))
            }
            conclusion = value
        }
        return conclusion
    }

    private func forme(_ resultat: ResultatCompile, _ objet: Objet, _ session: Int) throws(Empechement) -> Valeur {
        switch resultat.forme {
        case .formule(let terme): return try valeur(terme, session)
        case .moyenne(let liste, let slot, let mark, let poids): return try decided(moyenne(liste, slot, mark, poids, session), objet)
        case .cumul(let favorable, let conditions, let sinon):
            for condition in conditions where !(try tient(condition, session)) { return try valeur(sinon, session) }
            return favorable
        case .table(_, let lignes):
            for ligne in lignes where try applies(ligne, session) { return try valeur(ligne.alors, session) }
            throw .aucuneLigne(resultat.nom)
        }
    }

    func applies(_ ligne: LigneCompile, _ session: Int) throws(Empechement) -> Bool {
        for case let test? in ligne.tests where !(try vrai(test, session)) { return false }
        return true
    }

    func tient(_ condition: ConjonctionCompile, _ session: Int) throws(Empechement) -> Bool {
        if let quand = condition.quand, !(try vrai(quand, session)) { return true }
        guard let chaque = condition.chaque else { return try vrai(condition.que, session) }
        return try quantifie(tous: true, chaque, condition.slot, condition.que, session)
    }

    /// A mark or points that a jury decided on the UE take the place of its mean.
    private func decided(_ mean: Valeur, _ objet: Objet) -> Valeur {
        guard !decisions.isEmpty, case .ue = objet, let nom = nom(of: objet), let decision = decisions.decision(nom, .note) else { return mean }
        return decision.note(from: mean, most: Rational(Int64(maquette.scale(ue: objet.index).upperBound), over: 100))
    }

    /// The weighted mean of a list. An ECUE of nature `facultatif` counts only when it raises the mean of the others.
    private func moyenne(_ liste: Terme, _ slot: Int, _ mark: Terme, _ poids: Terme, _ session: Int) throws(Empechement) -> Valeur {
        guard case .liste(let items) = try valeur(liste, session) else { return .nul }
        var (sum, weight) = (Affine(base: .zero, termes: []), Rational.zero)
        var optional: [(Affine, Rational)] = []
        for item in items {
            try mondes.avance()
            locals[base + slot] = item
            guard let note = try valeur(mark, session).forme, case .nombre(let w) = try valeur(poids, session) else { continue }
            if case .objet(.ecue(let index)) = item, maquette.ecues[index].nature == .facultatif {
                optional.append((note, w))
                continue
            }
            if note.termes.isEmpty { sum.base = sum.base + note.base * w } else { sum = sum + note.scaled(by: w) }
            weight = weight + w
        }
        for (note, w) in optional {
            if weight == .zero { continue }
            let mean = sum.scaled(by: .one / weight)
            if try decideAtLeast(mean, note) { continue }
            sum = sum + note.scaled(by: w)
            weight = weight + w
        }
        if weight == .zero { return .nul }
        if sum.termes.isEmpty { return .nombre(sum.base / weight) }
        return sum.scaled(by: .one / weight).valeur
    }

    // MARK: - Terms

    func vrai(_ terme: Terme, _ session: Int) throws(Empechement) -> Bool {
        switch terme {
        case .et(let termes):
            for one in termes where !(try vrai(one, session)) { return false }
            return true
        case .ou(let termes):
            for one in termes where try vrai(one, session) { return true }
            return false
        case .non(let inner): return !(try vrai(inner, session))
        case .compare(let op, let a, let b): return try compare(op, valeur(a, session), valeur(b, session))
        case .quantifie(let tous, let liste, let slot, let predicate): return try quantifie(tous: tous, liste, slot, predicate, session)
        default:
            switch try valeur(terme, session) {
            case .bool(let value): return value
            case .nul: return false
            default: throw .type("condition")
            }
        }
    }

    func quantifie(tous: Bool, _ liste: Terme, _ slot: Int, _ predicate: Terme, _ session: Int) throws(Empechement) -> Bool {
        guard case .liste(let items) = try valeur(liste, session) else { return tous }
        for item in items {
            try mondes.avance()
            locals[base + slot] = item
            if try vrai(predicate, session) != tous { return !tous }
        }
        return tous
    }

    func valeur(_ terme: Terme, _ session: Int) throws(Empechement) -> Valeur {
        switch terme {
        case .constante(let value): return value
        case .local(let slot): return locals[base + slot]
        case .champ(let source, let champ, let vue): return try champ_(source, champ, vue == .courante ? session : vue == .s1 ? 1 : 2)
        case .colonne(let source, let nom, let type): return colonne(try valeur(source, session), nom, type)
        case .contexte(let contexte): return self.contexte(contexte, session)
        case .resultat(let source, let index, let vue, let propre):
            guard case .objet(let objet) = try valeur(source, session) else { return .nul }
            return try lu(index, objet, session: vue == .courante ? session : vue == .s1 ? 1 : 2, propre: propre)
        case .classement(let source, let index):
            guard case .objet(let objet) = try valeur(source, session) else { return .nul }
            return rangs(index, objet.index)
        case .parametre(let index, let ligne):
            if let ligne, case .objet(let objet) = try valeur(ligne, session) { return try parametre(index, ligne: objet) }
            return try parametre(index, ligne: nil)
        case .et, .ou, .non, .compare, .quantifie: return .bool(try vrai(terme, session))
        case .calcul(let op, let a, let b): return try calcul(op, valeur(a, session), valeur(b, session))
        case .si(let condition, let a, let b): return try valeur(vrai(condition, session) ? a : b, session)
        case .filtre(let liste, let slot, let predicate):
            guard case .liste(let items) = try valeur(liste, session) else { return .liste([]) }
            var kept: [Valeur] = []
            for item in items {
                try mondes.avance()
                locals[base + slot] = item
                if try vrai(predicate, session) { kept.append(item) }
            }
            return .liste(kept)
        case .element(let liste, let index):
            guard case .liste(let items) = try valeur(liste, session), case .nombre(let position) = try valeur(index, session), position.isInteger
            else { return .nul }
            let i = Int(position.numerator)
            guard i != 0, i.magnitude <= items.count else { return .nul }
            return i > 0 ? items[i - 1] : items[items.count + i]
        case .pourChaque(let liste, let slot, let body):
            guard case .liste(let items) = try valeur(liste, session) else { return .liste([]) }
            var results: [Valeur] = []
            results.reserveCapacity(items.count)
            for item in items {
                try mondes.avance()
                locals[base + slot] = item
                results.append(try valeur(body, session))
            }
            return .liste(results)
        case .liste(let termes):
            var items: [Valeur] = []
            for one in termes { items.append(try valeur(one, session)) }
            return .liste(items)
        case .fonction(.fixe, let arguments):
            guard case .parametre(let index, let ligne)? = arguments.first else { throw .type(Fonction.fixe.rawValue) }
            guard let ligne, case .objet(let objet) = try valeur(ligne, session) else { return .bool(estFixe(index, ligne: nil)) }
            return .bool(estFixe(index, ligne: objet))
        case .fonction(let fonction, let arguments):
            var values: [Valeur] = []
            for argument in arguments { values.append(try valeur(argument, session)) }
            return try appel(fonction, values)
        }
    }

    private func champ_(_ source: Terme, _ champ: Champ, _ session: Int) throws(Empechement) -> Valeur {
        switch try valeur(source, session) {
        case .objet(let objet): return try self.champ(champ, objet, session: session)
        case .table(let cells):
            if case .cellule(let index) = champ, index < cells.count { return cells[index] }
            return .nul
        default: return .nul
        }
    }

    private func contexte(_ contexte: Contexte, _ session: Int) -> Valeur {
        switch contexte {
        case .session: .nombre(Rational(session))
        case .sessionJugee: .nombre(Rational(cadre.sessionJugee))
        case .periode: cadre.periode
        case .date: .date(cadre.promotion.entete.date)
        case .anneeUniversitaire: cadre.anneeUniversitaire
        case .finDAnnee: cadre.finDAnnee
        }
    }

    /// A result as another object reads it. `cursus.ues` holds earlier attempts too, which carry their own.
    private func lu(_ index: Int, _ objet: Objet, session: Int, propre: Bool) throws(Empechement) -> Valeur {
        if case .passe(let past) = objet {
            let resultat = dossier.resultats[past]
            switch programme.resultats[index].nom {
            case "statut": return .texte(resultat.statut)
            case "moyenne": return resultat.moyenne.map { .nombre($0) } ?? .nul
            case "ects": return creditsAcquis(resultat)
            default: return .nul
            }
        }
        return try resultat(index, objet, session: session, propre: propre)
    }

    // MARK: - Comparisons and arithmetic

    func compare(_ op: Terme.Comparaison, _ a: Valeur, _ b: Valeur) throws(Empechement) -> Bool {
        if case .nombre(let x) = a, case .nombre(let y) = b {
            if x.isOverflow || y.isOverflow { throw .depassement }
            switch op {
            case .egal: return x == y
            case .different: return x != y
            case .inferieur: return x < y
            case .inferieurOuEgal: return x <= y
            case .superieur: return x > y
            case .superieurOuEgal: return x >= y
            }
        }
        if case .texte(let x) = a, case .texte(let y) = b { return ordered(op, x, y) }
        if let x = a.forme, let y = b.forme {
            switch op {
            case .superieurOuEgal: return try decideAtLeast(x, y)
            case .inferieur: return !(try decideAtLeast(x, y))
            case .inferieurOuEgal: return try decideAtLeast(y, x)
            case .superieur: return !(try decideAtLeast(y, x))
            case .egal: return try equal(x, y)
            case .different: return !(try equal(x, y))
            }
        }
        switch (a, b) {
        case (.date(let x), .date(let y)): return ordered(op, x, y)
        case (.duree(let x), .duree(let y)): return ordered(op, x.months * 31 + x.days, y.months * 31 + y.days)
        case (.nul, _), (_, .nul): return op == .egal ? a == b : op == .different ? a != b : false
        default: return op == .egal ? a == b : op == .different ? a != b : false
        }
    }

    private func equal(_ x: Affine, _ y: Affine) throws(Empechement) -> Bool {
        guard try decideAtLeast(x, y) else { return false }
        return try decideAtLeast(y, x)
    }

    private func ordered<T: Comparable>(_ op: Terme.Comparaison, _ x: T, _ y: T) -> Bool {
        switch op {
        case .egal: x == y
        case .different: x != y
        case .inferieur: x < y
        case .inferieurOuEgal: x <= y
        case .superieur: x > y
        case .superieurOuEgal: x >= y
        }
    }

    private func calcul(_ op: Terme.Operation, _ a: Valeur, _ b: Valeur) throws(Empechement) -> Valeur {
        if case .nombre(let x) = a, case .nombre(let y) = b {
            let value =
                switch op {
                case .plus: x + y
                case .moins: x - y
                case .fois: x * y
                case .divise: x / y
                }
            if value.isOverflow { throw .depassement }
            return .nombre(value)
        }
        if case .date(let day) = a, case .duree(let duree) = b {
            return .date(op == .plus ? day + duree : day + CalendarDuration(months: -duree.months, days: -duree.days))
        }
        guard let x = a.forme, let y = b.forme else { return .nul }
        switch op {
        case .plus: return (x + y).valeur
        case .moins: return (x + y.scaled(by: Rational(-1))).valeur
        case .fois:
            if y.termes.isEmpty { return x.scaled(by: y.base).valeur }
            if x.termes.isEmpty { return y.scaled(by: x.base).valeur }
            throw .horsFragment
        case .divise:
            guard y.termes.isEmpty, y.base != .zero else { throw .horsFragment }
            return x.scaled(by: .one / y.base).valeur
        }
    }
}

import Scolarite
import Valeurs

/// Translates the conditions of a programme into formulas, one variable for each quantity that is not looked into.
final class Traduction {
    struct Variable {
        let terme: Terme
        let type: TypeValeur
        let nullable: Bool
    }

    let programme: Programme
    let niveau: Niveau
    /// What each slot that can be named outside of a list holds: this object, and the element that `chaque` goes through.
    let portees: Portees
    /// Whether parameters may take any value: then a rule that never applies owes it to its own text.
    let parametresLibres: Bool
    /// The session whose state is computed, where the engine fixes it.
    let session: Int?
    private(set) var variables: [Variable] = []
    private var index: [Terme: Int] = [:]

    init(_ programme: Programme, niveau: Niveau, locaux: Portees = [:], session: Int? = nil, parametresLibres: Bool = false) {
        self.programme = programme
        self.session = session
        self.niveau = niveau
        portees = locaux.merging([0: .entite(.niveau(niveau))]) { element, _ in element }
        self.parametresLibres = parametresLibres
    }

    func formule(_ terme: Terme) -> Formule {
        let terme = tete(terme)
        switch terme {
        case .constante(let value): return .constante(value == .bool(true))
        case .non(let inner): return .non(formule(inner))
        case .et(let parts): return .et(parts.map(formule))
        case .ou(let parts): return .ou(parts.map(formule))
        case .si(let condition, let a, let b):
            let c = formule(condition)
            return .ou([.et([c, formule(a)]), .et([.non(c), formule(b)])])
        case .compare(let op, let a, let b): return compare(op, a, b)
        case .quantifie(true, let liste, let slot, let predicate):
            return .non(.variable(variable(.quantifie(tous: false, liste, slot: slot, Traduction.nie(predicate)))))
        case .fonction(.not, let arguments) where arguments.count == 1: return .non(formule(arguments[0]))
        case .fonction(.listContains, let arguments) where arguments.count == 2:
            guard let items = constantes(arguments[0]) else { return .variable(variable(terme)) }
            return .ou(items.map { compare(.egal, arguments[1], .constante($0)) })
        default: return .variable(variable(terme))
        }
    }

    private static func nie(_ terme: Terme) -> Terme {
        if case .non(let inner) = terme { return inner }
        if case .fonction(.not, let arguments) = terme, arguments.count == 1 { return arguments[0] }
        return .non(terme)
    }

    private func constantes(_ terme: Terme) -> [Valeur]? {
        switch terme {
        case .constante(.liste(let items)): return items
        case .liste(let termes):
            var found: [Valeur] = []
            for one in termes {
                guard case .constante(let value) = tete(one) else { return nil }
                found.append(value)
            }
            return found
        default: return nil
        }
    }

    // MARK: - Comparisons

    private func compare(_ op: Terme.Comparaison, _ a: Terme, _ b: Terme) -> Formule {
        let (a, b) = (tete(a), tete(b))
        if case .si(let condition, let x, let y) = a {
            let c = formule(condition)
            return .ou([.et([c, compare(op, x, b)]), .et([.non(c), compare(op, y, b)])])
        }
        if case .si(let condition, let x, let y) = b {
            let c = formule(condition)
            return .ou([.et([c, compare(op, a, x)]), .et([.non(c), compare(op, a, y)])])
        }
        if case .constante(let x) = a, case .constante(let y) = b { return .constante(Formule.compare(op, x, y)) }
        if Traduction.estLogique(a) || Traduction.estLogique(b) {
            // A condition is yes or no, never null.
            if a == .constante(.nul) || b == .constante(.nul) { return .constante(op == .different) }
            let same = equivalence(formule(a), formule(b))
            return op == .egal ? same : .non(same)
        }
        return .compare(op, operande(a), operande(b))
    }

    private func equivalence(_ a: Formule, _ b: Formule) -> Formule { .ou([.et([a, b]), .et([.non(a), .non(b)])]) }

    private static func estLogique(_ terme: Terme) -> Bool {
        switch terme {
        case .et, .ou, .non, .compare, .quantifie: true
        default: false
        }
    }

    private func operande(_ terme: Terme) -> Formule.Operande {
        if case .constante(let value) = terme { return .constante(value) }
        return .variable(variable(terme))
    }

    func variable(_ terme: Terme) -> Int {
        if let known = index[terme] { return known }
        let next = variables.count
        variables.append(Variable(terme: terme, type: type(of: terme), nullable: programme.peutEtreNul(terme)))
        index[terme] = next
        return next
    }

    /// The variable of a quantity that some formula reads.
    func connue(_ terme: Terme) -> Int? { index[terme] }

    // MARK: - Names

    /// A term ready to be looked at: this object named once, fixed parameters and facts replaced by what they stand for.
    func tete(_ terme: Terme) -> Terme {
        var current = terme.transforme(nomme)
        for _ in 0..<12 {
            guard let next = deplie(current) else { break }
            current = next.transforme(nomme)
        }
        return current
    }

    /// In a rule of the year or of the élève, the object is the only one of its kind; a field that no session changes has one view.
    private func nomme(_ terme: Terme) -> Terme {
        switch terme {
        case .local(0) where niveau == .annee: .constante(.objet(.annee))
        case .local(0) where niveau == .eleve: .constante(.objet(.eleve))
        case .champ(let source, let champ, _) where Traduction.fixes.contains(champ): .champ(source, champ, .courante)
        case .champ(let source, let champ, .s1) where session == 1: .champ(source, champ, .courante)
        case .resultat(let source, let index, .s1, let propre) where session == 1: .resultat(source, index, .courante, propre: propre)
        case .contexte(.session): session.map { .constante(.nombre(Rational($0))) } ?? terme
        default: terme
        }
    }

    static let fixes: Set<Champ> = [
        .code, .nature, .coefficient, .bareme, .ectsMaquette, .donneGrade, .gradeDemande, .semestreCode, .impair, .ueParente, .semestreParent,
        .epreuves,
        .statutEleve,
        .niveau,
        .niveauEntree, .entree, .anneeEntree, .cursusCode, .voie, .francophone, .nationalites, .genre, .boursier, .choix, .sansRattrapage,
        .rattrapageAccorde, .complement,
    ]

    private func deplie(_ terme: Terme) -> Terme? {
        switch terme {
        case .parametre(let index, _):
            guard !parametresLibres, let value = programme.parametres[index].valeurUnique else { return nil }
            return .constante(value)
        case .resultat(let source, let index, let vue, let propre):
            let resultat = programme.resultats[index]
            guard case .formule(let body) = resultat.forme, resultat.quand == nil, resultat.sauf.isEmpty, resultat.regle == nil || propre else {
                return nil
            }
            guard visible(source), Traduction.simple(body) else { return nil }
            return body.transforme { inner in
                switch inner {
                case .local(0): source
                case .champ(let of, let champ, .courante): self.nomme(.champ(of, champ, vue))
                case .resultat(let of, let other, .courante, let own): .resultat(of, other, vue, propre: own)
                case .contexte(.session) where vue != .courante: .constante(.nombre(vue == .s1 ? .one : Rational(2)))
                default: self.nomme(inner)
                }
            }
        default: return nil
        }
    }

    /// An object that can be named outside of any list.
    private func visible(_ source: Terme) -> Bool {
        switch source {
        case .local(let slot): portees[slot] != nil
        case .constante(.objet): true
        case .champ(let inner, .ueParente, _), .champ(let inner, .semestreParent, _): visible(inner)
        default: false
        }
    }

    /// A definition worth reading through. A sum or a list keeps the name of the fact, which a registrar knows.
    private static func simple(_ body: Terme) -> Bool {
        switch body {
        case .calcul, .filtre, .pourChaque, .liste, .element, .local: false
        case .fonction(let fonction, _): fonction == .not || fonction == .listContains
        default: true
        }
    }
}

extension ParametreCompile {
    /// The value that holds whatever the day, the élève, the school and the line of the maquette; `nil` when there are several.
    var valeurUnique: Valeur? {
        selon == nil && cas.isEmpty && dates.isEmpty && maquette == nil && declaration.fixePar == nil ? constante : nil
    }
}

extension Terme {
    /// This term with `change` applied to each part, the innermost first.
    func transforme(_ change: (Terme) -> Terme) -> Terme {
        func t(_ terme: Terme) -> Terme { terme.transforme(change) }
        let rebuilt: Terme =
            switch self {
            case .constante, .local, .contexte: self
            case .champ(let source, let champ, let vue): .champ(t(source), champ, vue)
            case .colonne(let source, let nom, let type): .colonne(t(source), nom, type)
            case .resultat(let source, let index, let vue, let propre): .resultat(t(source), index, vue, propre: propre)
            case .classement(let source, let index): .classement(t(source), index)
            case .parametre(let index, let ligne): .parametre(index, ligne.map(t))
            case .non(let inner): .non(t(inner))
            case .et(let parts): .et(parts.map(t))
            case .ou(let parts): .ou(parts.map(t))
            case .compare(let op, let a, let b): .compare(op, t(a), t(b))
            case .calcul(let op, let a, let b): .calcul(op, t(a), t(b))
            case .si(let c, let a, let b): .si(t(c), t(a), t(b))
            case .filtre(let liste, let slot, let predicate): .filtre(t(liste), slot: slot, t(predicate))
            case .element(let liste, let place): .element(t(liste), t(place))
            case .pourChaque(let liste, let slot, let body): .pourChaque(t(liste), slot: slot, t(body))
            case .quantifie(let tous, let liste, let slot, let predicate): .quantifie(tous: tous, t(liste), slot: slot, t(predicate))
            case .liste(let termes): .liste(termes.map(t))
            case .fonction(let fonction, let arguments): .fonction(fonction, arguments.map(t))
            }
        return change(rebuilt)
    }
}

import Scolarite
import Valeurs

/// What the engine guarantees between the fields it offers, so that the checks do not show as a gap what no dossier gives.
///
/// Each line holds whatever the règlement:
/// - an ECUE that carries a mark (`notee`) has a `note`; one that is `dispensee` or `acquise` carries none, nor does a competence;
/// - an ECUE sat for the first time at the second session is not sat again;
/// - `bloquee` follows from the codes that block, and from nothing else;
/// - an UE whose ECUE are all dispensed or acquired (`dispensee`) has no ECUE with a mark (`notee`), and each is dispensed or acquired;
/// - an ECUE that is dispensed or acquired has no unjustified absence and no fraud, and is not blocked for one;
/// - a mean of the ECUE with marks exists when the UE has one;
/// - after session 1, the state « s1 » is the state; the session whose state is computed is not after the one judged;
/// - of two thresholds that the maquette may move, the one that the text puts lower stays so (a floor and a bar);
/// - nobody is in a year before the one they entered;
/// - a list that has a line satisfying a test has at least one line satisfying it.
struct Invariants {
    private let traduction: Traduction
    private(set) var formules: [Formule] = []

    private struct Lieu: Hashable {
        let source: Terme
        let vue: Vue
    }

    init(_ traduction: Traduction) {
        self.traduction = traduction
        let known = traduction.variables.map(\.terme)
        var lieux: [Lieu] = []
        for case .champ(let source, _, let vue) in known {
            let lieu = Lieu(source: source, vue: vue)
            if !lieux.contains(lieu) { lieux.append(lieu) }
        }
        for lieu in lieux {
            switch traduction.type(of: lieu.source) {
            case .entite(.niveau(.ecue)): ecue(lieu)
            case .entite(.niveau(.ue)): ue(lieu)
            default: break
            }
        }
        for (place, terme) in known.enumerated() {
            moyenne(place, terme)
            vues(place, terme)
            compte(place, terme)
        }
        if let session = traduction.connue(.contexte(.session)), let jugee = traduction.connue(.contexte(.sessionJugee)) {
            formules.append(.compare(.inferieurOuEgal, .variable(session), .variable(jugee)))
        }
        seuils(known)
        let eleve = Terme.constante(.objet(.eleve))
        if let niveau = traduction.connue(.champ(eleve, .niveau, .courante)), let entree = traduction.connue(.champ(eleve, .niveauEntree, .courante))
        {
            formules.append(.compare(.superieurOuEgal, .variable(niveau), .variable(entree)))
        }
    }

    /// The variable of a field, whatever its view when no session changes it.
    private func champ(_ champ: Champ, _ lieu: Lieu) -> Int? {
        traduction.connue(.champ(lieu.source, champ, Traduction.fixes.contains(champ) ? .courante : lieu.vue))
    }

    private mutating func implique(_ a: Formule, _ b: Formule) { formules.append(.ou([.non(a), b])) }
    private mutating func excluent(_ a: Int?, _ b: Int?) {
        if let a, let b { formules.append(.non(.et([.variable(a), .variable(b)]))) }
    }

    private mutating func ecue(_ lieu: Lieu) {
        let notee = champ(.notee, lieu)
        if let notee, let note = champ(.note, lieu) { implique(.variable(notee), .compare(.different, .variable(note), .constante(.nul))) }
        excluent(champ(.dispensee, lieu), notee)
        excluent(champ(.acquise, lieu), notee)
        excluent(champ(.represente, lieu), champ(.premiereEnSession2, lieu))
        if let notee, let nature = champ(.nature, lieu) {
            implique(.variable(notee), .compare(.different, .variable(nature), .constante(.texte("competence"))))
        }
        for acquis in [champ(.dispensee, lieu), champ(.acquise, lieu)] {
            excluent(acquis, champ(.abi, lieu))
            excluent(acquis, champ(.fraude, lieu))
            if bloqueesParFauteSeule { excluent(acquis, champ(.bloquee, lieu)) }
        }
        guard let bloquee = champ(.bloquee, lieu) else { return }
        var causes: [Formule] = []
        var toutes = true
        for (etat, champ) in [(Etat.abi, Champ.abi), (.abj, .abj), (.fraude, .fraude)] where bloque(etat) {
            guard let cause = self.champ(champ, lieu) else { toutes = false; continue }
            implique(.variable(cause), .variable(bloquee))
            causes.append(.variable(cause))
        }
        if toutes, !bloque(.disp), !bloque(.acq) { implique(.variable(bloquee), .ou(causes)) }
    }

    private func bloque(_ etat: Etat) -> Bool { traduction.programme.codes[Int(etat.rawValue)]?.bloque != nil }

    /// Whether only an unjustified absence or a fraud blocks.
    private var bloqueesParFauteSeule: Bool { !bloque(.abj) && !bloque(.disp) && !bloque(.acq) }

    private mutating func ue(_ lieu: Lieu) {
        let (dispensee, notee) = (champ(.dispensee, lieu), champ(.notee, lieu))
        excluent(dispensee, notee)
        if bloqueesParFauteSeule { excluent(dispensee, champ(.bloquee, lieu)) }
        guard case .champ(let ecue, .ueParente, _) = lieu.source else { return }
        let own = Lieu(source: ecue, vue: lieu.vue)
        if let notee, let one = champ(.notee, own) { implique(.variable(one), .variable(notee)) }
        excluent(dispensee, champ(.notee, own))
        if let dispensee, let a = champ(.dispensee, own), let b = champ(.acquise, own) {
            implique(.variable(dispensee), .ou([.variable(a), .variable(b)]))
        }
    }

    /// The weighted mean of the ECUE that carry a mark.
    private mutating func moyenne(_ place: Int, _ terme: Terme) {
        guard case .resultat(let source, let index, let vue, _) = terme,
            case .moyenne(.filtre(.champ(.local(0), .ecues, _), _, let predicate), _, .champ(_, .note, _), _) = traduction.programme.resultats[index]
                .forme
        else { return }
        let existe = Formule.compare(.different, .variable(place), .constante(.nul))
        if case .champ(let ecue, .ueParente, _) = source, case .champ(.local, .notee, _) = predicate,
            let own = champ(.notee, Lieu(source: ecue, vue: vue))
        {
            implique(.variable(own), existe)
        }
        guard let notee = champ(.notee, Lieu(source: source, vue: vue)) else { return }
        if case .champ(.local, .notee, _) = predicate {
            implique(.variable(notee), existe)
            implique(existe, .variable(notee))
        } else if case .et(let parts) = predicate, parts.contains(where: { if case .champ(.local, .notee, _) = $0 { true } else { false } }) {
            implique(existe, .variable(notee))
        }
    }

    /// Where the state computed is that of session 1 (or 2), the view bearing its name is that state.
    private mutating func vues(_ place: Int, _ terme: Terme) {
        guard let session = traduction.connue(.contexte(.session)) else { return }
        let (twin, number): (Terme?, Int) =
            switch terme {
            case .champ(let source, let champ, .s1): (.champ(source, champ, .courante), 1)
            case .champ(let source, let champ, .s2): (.champ(source, champ, .courante), 2)
            case .resultat(let source, let index, .s1, let propre): (.resultat(source, index, .courante, propre: propre), 1)
            case .resultat(let source, let index, .s2, let propre): (.resultat(source, index, .courante, propre: propre), 2)
            default: (nil, 0)
            }
        guard let twin, let other = traduction.connue(twin) else { return }
        implique(.compare(.egal, .variable(session), .constante(.nombre(Rational(number)))), .compare(.egal, .variable(place), .variable(other)))
    }

    private mutating func seuils(_ known: [Terme]) {
        var seuils: [(place: Int, valeur: Rational)] = []
        for (place, terme) in known.enumerated() {
            guard case .parametre(let index, _) = terme, traduction.programme.parametres[index].maquette != nil,
                case .nombre(let value)? = traduction.programme.parametres[index].constante
            else { continue }
            seuils.append((place, value))
        }
        for bas in seuils {
            for haut in seuils where bas.valeur < haut.valeur {
                formules.append(.compare(.inferieurOuEgal, .variable(bas.place), .variable(haut.place)))
            }
        }
    }

    /// `count(l[test]) > 0` and `some x in l satisfies test` say the same.
    private mutating func compte(_ place: Int, _ terme: Terme) {
        guard case .fonction(.count, let arguments) = terme, case .filtre(let liste, let slot, let predicate)? = arguments.first,
            let existe = traduction.connue(.quantifie(tous: false, liste, slot: slot, predicate))
        else { return }
        let positif = Formule.compare(.superieur, .variable(place), .constante(.nombre(.zero)))
        implique(.variable(existe), positif)
        implique(positif, .variable(existe))
    }
}

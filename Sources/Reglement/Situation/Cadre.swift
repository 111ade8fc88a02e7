import Scolarite
import Valeurs

/// A promotion seen through a programme: what does not depend on the élève, computed once.
final class Cadre: Sendable {
    let programme: Programme
    let promotion: Promotion
    /// Values that the school sets in `promotion.yaml`, by index of the parameter.
    let fixes: [Valeur?]
    let periode: Valeur
    let anneeUniversitaire: Valeur
    let finDAnnee: Valeur
    /// UE of each period of the maquette.
    let uesParSemestre: [[Int]]
    /// First memo slot of each result; two slots (sessions) per object of its level.
    let premierSlot: [Int]
    let nombreDeSlots: Int
    /// Whether a fact of the second session may be read.
    let deuxSessions: Bool

    init(programme: Programme, promotion: Promotion, fixes: [Valeur?]) {
        self.programme = programme
        self.promotion = promotion
        self.fixes = fixes
        periode = .texte(promotion.periode)
        anneeUniversitaire = .texte(promotion.entete.annee)
        finDAnnee = promotion.entete.annee.split(separator: "-").last.flatMap { Int($0) }.map { .nombre(Rational($0)) } ?? .nul
        let maquette = promotion.maquette
        var parSemestre = [[Int]](repeating: [], count: maquette.semestres.count)
        for (index, ue) in maquette.ues.enumerated() { parSemestre[ue.semestre].append(index) }
        uesParSemestre = parSemestre
        var next = 0
        var slots: [Int] = []
        for resultat in programme.resultats {
            slots.append(next)
            next += 2 * Cadre.nombre(resultat.niveau, maquette)
        }
        premierSlot = slots
        nombreDeSlots = next
        deuxSessions = promotion.entete.session == 2
    }

    /// The same promotion under other facts of its élèves.
    init(_ former: Cadre, promotion: Promotion) {
        programme = former.programme
        self.promotion = promotion
        fixes = former.fixes
        periode = former.periode
        anneeUniversitaire = former.anneeUniversitaire
        finDAnnee = former.finDAnnee
        uesParSemestre = former.uesParSemestre
        premierSlot = former.premierSlot
        nombreDeSlots = former.nombreDeSlots
        deuxSessions = former.deuxSessions
    }

    static func nombre(_ niveau: Niveau, _ maquette: Maquette) -> Int {
        switch niveau {
        case .epreuve: maquette.epreuves.count
        case .ecue: maquette.ecues.count
        case .ue: maquette.ues.count
        case .semestre: maquette.semestres.count
        case .eleve, .annee: 1
        }
    }

    var sessionJugee: Int { promotion.entete.session }
}

/// The decisions of juries on an élève that prevail, by object and by what they decide.
struct DecisionsPrevalentes {
    enum Genre: Hashable { case statut, note, grade, rattrapage, neutralisee, forceMajeure }

    private var parObjet: [String: [Genre: Decision]] = [:]
    var isEmpty: Bool { parObjet.isEmpty }

    /// The latest by date, then by line, for each object and kind (contract, section 5).
    init(_ decisions: [Decision]) {
        for decision in decisions {
            let genre = DecisionsPrevalentes.genre(decision.decision)
            if let known = parObjet[decision.objet]?[genre], !DecisionsPrevalentes.follows(decision, known) { continue }
            parObjet[decision.objet, default: [:]][genre] = decision
        }
    }

    func decision(_ objet: String, _ genre: Genre) -> Decision? { parObjet[objet]?[genre] }

    private static func follows(_ a: Decision, _ b: Decision) -> Bool {
        let (x, y) = (a.date?.dayNumber ?? .min, b.date?.dayNumber ?? .min)
        return x == y ? a.line >= b.line : x > y
    }

    private static func genre(_ decision: String) -> Genre {
        if decision.hasPrefix("note:") || decision.hasPrefix("points:") { return .note }
        if decision.hasPrefix("grade:") { return .grade }
        switch decision {
        case "rattrapage", "sans_rattrapage": return .rattrapage
        case "neutralisee": return .neutralisee
        case "force_majeure": return .forceMajeure
        default: return .statut
        }
    }
}

extension Decision {
    /// The points that a decision `points:+0.5` adds; `nil` for another.
    var points: Rational? {
        guard decision.hasPrefix("points:") else { return nil }
        let text = decision.dropFirst(7)
        return Rational(decimal: text.first == "+" ? text.dropFirst() : text, comma: true)
    }

    /// The mark after a decision `note:12.5` or `points:+0.5` of the jury.
    ///
    /// - Parameter most: the top of the scale, which points never pass.
    func note(from current: Valeur, most: Rational) -> Valeur {
        if decision.hasPrefix("note:"), let value = Rational(decimal: decision.dropFirst(5), comma: true) { return .nombre(value) }
        if let points, let form = current.forme {
            let raised = Affine(base: form.base + points, termes: form.termes)
            if raised.termes.isEmpty { return .nombre(Swift.max(.zero, Swift.min(raised.base, most))) }
            return raised.valeur
        }
        return current
    }
}

import Scolarite
import Valeurs

/// A règlement compiled: names are slots, types are known, nothing is left to look up.
///
/// Obtained from ``compile(_:empreinte:)``. Judging with it needs no clock, no file and no locale.
public struct Programme: Sendable {
    public let declaration: Declaration
    /// `sha256:…` of the bundle's files, parents and overlays included.
    public let empreinte: String
    let resultats: [ResultatCompile]
    /// Indices of results by level, results then facts.
    let indexResultats: [Niveau: [String: Int]]
    let parametres: [ParametreCompile]
    /// By ``Etat/rawValue``.
    let codes: [Declaration.Code?]
    let sessions: SessionsCompile
    let propositions: [PropositionCompile]
    let conditions: [ConditionCompile]
    let diplome: DiplomeCompile?
    let alertes: [AlerteCompile]
    let gpa: GPACompile?
    let classements: [ClassementCompile]

    public var id: String { declaration.id.valeur }

    func resultat(_ niveau: Niveau, _ nom: String) -> Int? { indexResultats[niveau]?[nom] }
}

struct ConjonctionCompile: Sendable {
    let regle: Declaration.Regle
    let quand: Terme?
    /// The list that `chaque` goes through, its elements in `slot`.
    let chaque: Terme?
    let slot: Int
    let que: Terme
    let mesures: [Mesure]
}

/// What a rule compares, kept to write its sentence and to show the values it used.
struct Mesure: Sendable {
    let nom: String
    let terme: Terme
    /// The right side, when the rule is a comparison.
    let seuilNom: String?
    let seuil: Terme?
    let comparaison: Terme.Comparaison?
}

struct ExceptionCompile: Sendable {
    let regle: Declaration.Regle
    let si: Terme
    let alors: Terme
    let mesures: [Mesure]
}

struct LigneCompile: Sendable {
    let regle: Declaration.Regle
    /// `nil` for `-`.
    let tests: [Terme?]
    let alors: Terme
}

struct ResultatCompile: Sendable {
    enum Forme: Sendable {
        case moyenne(liste: Terme, slot: Int, valeur: Terme, poids: Terme)
        case formule(Terme)
        case cumul(favorable: Valeur, [ConjonctionCompile], sinon: Terme)
        case table(entrees: [Mesure], [LigneCompile])
    }
    let niveau: Niveau
    let nom: String
    let type: TypeValeur
    /// `nil` for a fact.
    let regle: Declaration.Regle?
    let forme: Forme
    let sauf: [ExceptionCompile]
    let quand: Terme?
    let sinon: Terme?
    let regleSinon: Declaration.Regle?
}

struct ParametreCompile: Sendable {
    enum Application: Sendable { case jury, admission, attestationDeSuivi }
    let declaration: Declaration.Parametre
    let type: TypeValeur
    let constante: Valeur?
    let selon: Terme?
    let cas: [(cas: String, valeur: Valeur)]
    let dates: [(du: CalendarDate, valeur: Valeur)]
    let application: Application
    let maquette: Niveau?
    /// A test on the value in slot 0, for values fixed by the school.
    let borne: Terme?
    let colonnes: [String]
    var cle: String { declaration.cle ?? declaration.nom.valeur }
}

struct SessionsCompile: Sendable {
    enum Mode: Sendable { case remplace, meilleure, moyenne, parametre(Int) }
    let nombre: Int
    let mode: Mode
    let remplacables: Set<Nature>
}

struct OptionCompile: Sendable {
    let nom: String
    let lignes: [(regle: Declaration.Regle, ouverteSi: Terme?, mesures: [Mesure])]
    let suite: String?
}

struct PropositionCompile: Sendable {
    let regle: Declaration.Regle
    let quand: Terme?
    let deDroit: String?
    let options: [OptionCompile]
    let mesures: [Mesure]
}

struct ConditionCompile: Sendable {
    let nom: String
    let regle: Declaration.Regle
    let concerneSi: Terme?
    let dispenses: [(regle: Declaration.Regle, si: Terme)]
    let enAttenteSi: Terme?
    let satisfaiteSi: Terme
    let mesures: [Mesure]
    /// Index of the duration parameter.
    let apresCursus: Int?
}

struct DiplomeCompile: Sendable {
    let regle: Declaration.Regle
    let titre: Terme
    let jugeSi: Terme?
    let acquisSi: [ConjonctionCompile]
    let soumisAuJury: Bool
    let sinon: String
    let depuisJury: Bool
    let prolongeable: CalendarDuration?
    let prolongeSi: Terme?
}

struct AlerteCompile: Sendable {
    let code: String
    let regle: Declaration.Regle
    let chaque: Terme?
    let slot: Int
    let si: Terme
    let mesures: [Mesure]
}

struct GPACompile: Sendable {
    let regle: Declaration.Regle
    let note: Terme
    let parmi: Terme?
    let table: Int
    let poids: Terme
}

struct ClassementCompile: Sendable {
    let niveau: Niveau
    let nom: String
    let regle: Declaration.Regle
    let actifSi: Terme?
    let parmi: Terme
    let groupe: [Terme]
    let ordre: [(terme: Terme, decroissant: Bool)]
    let parts: [(grade: String, pourcent: Rational)]
    let fige: Bool
    let autrement: [ExceptionCompile]
}

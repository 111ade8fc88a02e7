import Scolarite
import Valeurs

/// A règlement compiled: names are slots, types are known, nothing is left to look up.
///
/// Obtained from ``compile(_:empreinte:)``. Judging with it needs no clock, no file and no locale.
public final class Programme: Sendable {
    public let declaration: Declaration
    /// `sha256:…` of the bundle's files, parents and overlays included.
    public let empreinte: String
    let resultats: [ResultatCompile]
    /// Indices of results by level, results then facts.
    let indexResultats: [Niveau: [String: Int]]
    let parametres: [ParametreCompile]
    /// By ``Etat/rawValue``.
    let codes: [Declaration.Code?]
    /// What an absence recorded for an épreuve without a mark is, in the order of ``Etat``; empty where the règlement does not say.
    let absences: [AbsenceCompile]
    let sessions: SessionsCompile
    let propositions: [PropositionCompile]
    let conditions: [ConditionCompile]
    let diplome: DiplomeCompile?
    let alertes: [AlerteCompile]
    let gpa: GPACompile?
    let classements: [ClassementCompile]
    let pointsDeJury: [PointsDeJuryCompile]

    /// The words of motifs, from the declaration.
    let phrases: Phrases

    init(
        declaration: Declaration, empreinte: String, resultats: [ResultatCompile], indexResultats: [Niveau: [String: Int]],
        parametres: [ParametreCompile],
        codes: [Declaration.Code?], absences: [AbsenceCompile], sessions: SessionsCompile, propositions: [PropositionCompile],
        conditions: [ConditionCompile],
        diplome: DiplomeCompile?,
        alertes: [AlerteCompile], gpa: GPACompile?, classements: [ClassementCompile], pointsDeJury: [PointsDeJuryCompile]
    ) {
        self.declaration = declaration
        self.empreinte = empreinte
        self.resultats = resultats
        self.indexResultats = indexResultats
        self.parametres = parametres
        self.codes = codes
        self.absences = absences
        self.sessions = sessions
        self.propositions = propositions
        self.conditions = conditions
        self.diplome = diplome
        self.alertes = alertes
        self.gpa = gpa
        self.classements = classements
        self.pointsDeJury = pointsDeJury
        phrases = Phrases(declaration)
    }

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

final class ResultatCompile: Sendable {
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

    /// Every rule that may conclude, its own first.
    var regles: [Declaration.Regle] {
        let inside: [Declaration.Regle] =
            switch forme {
            case .cumul(_, let conditions, _): conditions.map(\.regle)
            case .table(_, let lignes): lignes.map(\.regle)
            case .formule, .moyenne: []
            }
        return [regle, regleSinon].compactMap { $0 } + inside + sauf.map(\.regle)
    }

    init(
        niveau: Niveau, nom: String, type: TypeValeur, regle: Declaration.Regle?, forme: Forme, sauf: [ExceptionCompile], quand: Terme?,
        sinon: Terme?, regleSinon: Declaration.Regle?
    ) {
        self.niveau = niveau
        self.nom = nom
        self.type = type
        self.regle = regle
        self.forme = forme
        self.sauf = sauf
        self.quand = quand
        self.sinon = sinon
        self.regleSinon = regleSinon
    }
}

final class ParametreCompile: Sendable {
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

    init(
        declaration: Declaration.Parametre, type: TypeValeur, constante: Valeur?, selon: Terme?, cas: [(cas: String, valeur: Valeur)],
        dates: [(du: CalendarDate, valeur: Valeur)], application: Application, maquette: Niveau?, borne: Terme?, colonnes: [String]
    ) {
        self.declaration = declaration
        self.type = type
        self.constante = constante
        self.selon = selon
        self.cas = cas
        self.dates = dates
        self.application = application
        self.maquette = maquette
        self.borne = borne
        self.colonnes = colonnes
    }
    var cle: String { declaration.cle ?? declaration.nom.valeur }
}

struct SessionsCompile: Sendable {
    enum Mode: Sendable { case remplace, meilleure, moyenne, parametre(Int) }
    let nombre: Int
    let mode: Mode
    let remplacables: Set<Nature>
    /// The most that a second-session mark may count.
    var plafond: Terme?
    /// Whether the first choice on an object stands, instead of the latest.
    var premierChoix = false
}

/// The code that an absence is when a condition on its line holds.
struct AbsenceCompile: Sendable {
    let etat: Etat
    let slot: Int
    let si: Terme
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

    /// What the judgement says of the year.
    var mot: String { deDroit ?? "jury" }
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
    let derogationAbaisse: Bool
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
    let mention: Terme?
}

/// The most points that a jury adds at a level.
struct PointsDeJuryCompile: Sendable {
    let niveau: Niveau
    let auPlus: Terme
    let article: String
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
    let indicatif: Bool
    let autrement: [ExceptionCompile]
}

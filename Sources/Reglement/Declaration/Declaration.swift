import Valeurs

/// A règlement as its YAML files declare it, before names and types are checked.
///
/// Lists keep the order of the files. A child that `complete` a parent, and an overlay laid on a base, are merged by
/// ``Declaration/completing(_:)`` before compilation: each identifier declared again replaces the parent's.
public struct Declaration: Sendable {
    public var id: Texte
    public var titre: String
    public var complete: Texte?
    /// An overlay of exceptional measures, laid on another règlement between its dates.
    public var surcouche = false
    public var applicableA: [Texte] = []
    public var enVigueur: EnVigueur?
    public var rattachement: Texte?
    /// The version that this one follows: élèves bound to an earlier cohort are judged by it.
    public var succedeA: Texte?
    /// Number of years of the cursus.
    public var niveaux: Int?
    public var numerotation: [String] = []
    public var vocabulaire: [String: String] = [:]
    /// Where each word of ``vocabulaire`` is given.
    public var positionsVocabulaire: [String: Position] = [:]
    public var codes: [Code] = []
    public var parametres: [Parametre] = []
    public var colonnes: [ColonneLue] = []
    public var faits: [Fait] = []
    public var sessions: Sessions?
    public var resultats: [Resultat] = []
    public var propositions: [Proposition] = []
    public var conditions: [Condition] = []
    public var diplome: Diplome?
    public var alertes: [Alerte] = []
    public var gpa: GPA?
    public var pointsDeJury: [PointsDeJury] = []
    public var classements: [Classement] = []
    public var articles: [Article] = []
    public var interpretations: [Interpretation] = []
    /// What a child took the place of, for `quitus couverture`.
    public var remplacements: [Remplacement] = []

    public init(id: Texte, titre: String = "") {
        self.id = id
        self.titre = titre
    }

    public struct EnVigueur: Sendable, Hashable {
        public var du: CalendarDate
        /// Last day in force, included.
        public var au: CalendarDate?
        /// Whether élèves who entered under it are still judged by it after its last day.
        public var cohortes: Bool
        public init(du: CalendarDate, au: CalendarDate?, cohortes: Bool) {
            (self.du, self.au, self.cohortes) = (du, au, cohortes)
        }
    }

    /// What a code of `notes.csv` is worth here.
    public struct Code: Sendable {
        public enum Valeur: Sendable, Hashable { case nombre(Rational), exclue, attendue }
        public enum Blocage: String, Sendable { case ue, ecue }
        public enum Session2: String, Sendable {
            /// The second-session mark takes the place of the absence, in the state after session 1 too.
            case premierePresentation = "premiere_presentation"
            /// At the second session this code leaves the first-session mark.
            case garde
        }
        public var code: Texte
        public var vaut: Valeur
        public var bloque: Blocage?
        /// What this code does to, or at, the second session; several may hold.
        public var session2: Set<Session2> = []
        public var mention: String?
        /// What the code is worth instead when the épreuves concerned weigh more than half of the ECUE.
        public var siPoidsMajoritaire: Valeur?
        /// When an absence recorded for an épreuve without a mark is this code: a condition on one line of `absences.csv`.
        public var absenceSi: Texte?
        /// What the code opens against the élève (`exclusion`), and who may leave the épreuve out: told, decided by nobody else.
        public var ouvre: [Texte] = []
        public var neutralisablePar: Texte?
        public var article: Texte?
        public var lecture: Texte?
        public init(code: Texte, vaut: Valeur) { (self.code, self.vaut) = (code, vaut) }
    }

    public struct Parametre: Sendable {
        public var nom: Texte
        public var valeur: ValeurDeclaree?
        public var selon: Texte?
        public var valeurs: [(cas: Texte, valeur: ValeurDeclaree)] = []
        public var dates: [(du: CalendarDate, valeur: ValeurDeclaree)] = []
        public var type: Texte?
        public var article: Texte?
        public var lecture: Texte?
        /// Column of the maquette that prevails for its line: `seuil_ue` or `seuil_ecue`.
        public var maquette: Texte?
        public var fixePar: Texte?
        /// Name under `parametres:` of `promotion.yaml`, when it is not the parameter's own.
        public var cle: String?
        public var borne: Texte?
        public var applique: Texte?
        public var alerteSiAbsent: Texte?
        /// Whether it may still be set once marks are known, with a reason.
        public var apresNotes = false
        public var libelle: String?
        public init(nom: Texte) { self.nom = nom }
    }

    /// A column that the bundle reads beyond the contract's.
    public struct ColonneLue: Sendable {
        public var niveau: Texte
        public var nom: Texte
        public var type: Texte
        public init(niveau: Texte, nom: Texte, type: Texte) { (self.niveau, self.nom, self.type) = (niveau, nom, type) }
    }

    public struct Fait: Sendable {
        public var niveau: Texte
        public var nom: Texte
        public var formule: Texte
        public var article: Texte?
        public var lecture: Texte?
        public init(niveau: Texte, nom: Texte, formule: Texte) { (self.niveau, self.nom, self.formule) = (niveau, nom, formule) }
    }

    public struct Sessions: Sendable {
        public var nombre: Int
        /// `remplace`, `meilleure`, `moyenne`, or `parametre <nom>`.
        public var note: Texte
        /// Natures of the épreuves that a second-session mark of the whole ECUE replaces; all when empty.
        public var remplacables: [String] = []
        /// The most that a second-session mark may count: a number or the name of a parameter.
        public var plafond: Texte?
        /// Whether the first choice of `options.csv` on an object stands, instead of the latest.
        public var premierChoix = false
        /// Who opens the second session, where it is not by right.
        public var ouvertePar: Texte?
        public var article: Texte?
        public var lecture: Texte?
        public init(nombre: Int, note: Texte) { (self.nombre, self.note) = (nombre, note) }
    }

    /// A rule: what it is called, the article and the reading it rests on, its sentences.
    public struct Regle: Sendable, Hashable {
        public var id: Texte
        public var article: Texte
        public var lecture: Texte?
        public var phrase: Texte?
        public var phraseSinon: Texte?
        public init(id: Texte, article: Texte) { (self.id, self.article) = (id, article) }
    }

    public struct Conjonction: Sendable {
        public var regle: Regle
        public var quand: Texte?
        public var chaque: Texte?
        public var que: Texte
        public init(regle: Regle, que: Texte) { (self.regle, self.que) = (regle, que) }
    }

    public struct Exception: Sendable {
        public var regle: Regle
        public var si: Texte
        public var alors: Texte
        public init(regle: Regle, si: Texte, alors: Texte) { (self.regle, self.si, self.alors) = (regle, si, alors) }
    }

    public struct Ligne: Sendable {
        public var regle: Regle
        public var cellules: [Texte]
        public var alors: Texte
        public init(regle: Regle, cellules: [Texte], alors: Texte) { (self.regle, self.cellules, self.alors) = (regle, cellules, alors) }
    }

    public enum Forme: Sendable {
        case moyenne(liste: Texte, valeur: Texte, poids: Texte)
        case formule(Texte)
        case cumul(favorable: Texte, conditions: [Conjonction], sinon: Texte)
        case table(entrees: [Texte], lignes: [Ligne])
    }

    public struct Resultat: Sendable {
        public var niveau: Texte
        public var nom: Texte
        public var regle: Regle
        public var forme: Forme
        public var sauf: [Exception] = []
        public var quand: Texte?
        public var sinon: Texte?
        public var regleSinon: Regle?
        public init(niveau: Texte, nom: Texte, regle: Regle, forme: Forme) {
            (self.niveau, self.nom, self.regle, self.forme) = (niveau, nom, regle, forme)
        }
        public var cle: String { "\(niveau.valeur).\(nom.valeur)" }
    }

    public struct Option: Sendable {
        public var nom: Texte
        public var lignes: [(article: Texte, lecture: Texte?, ouverteSi: Texte?, phrase: Texte?, phraseSinon: Texte?)]
        public var suite: Texte?
        public init(nom: Texte, lignes: [(article: Texte, lecture: Texte?, ouverteSi: Texte?, phrase: Texte?, phraseSinon: Texte?)], suite: Texte?) {
            (self.nom, self.lignes, self.suite) = (nom, lignes, suite)
        }
    }

    public struct Proposition: Sendable {
        public var regle: Regle
        public var quand: Texte?
        public var deDroit: Texte?
        public var options: [Option] = []
        public init(regle: Regle) { self.regle = regle }
    }

    public struct Dispense: Sendable {
        public var regle: Regle
        public var si: Texte
        public init(regle: Regle, si: Texte) { (self.regle, self.si) = (regle, si) }
    }

    public struct Condition: Sendable {
        public var nom: Texte
        public var regle: Regle
        public var concerneSi: Texte?
        public var dispenses: [Dispense] = []
        public var enAttenteSi: Texte?
        public var satisfaiteSi: Texte
        /// Name of a duration parameter: the diploma may be postponed so long for want of this condition.
        public var apresCursus: Texte?
        /// Whether a decision `derogation` only lowers what the rule asks, which reads it, instead of waiving the condition.
        public var derogationAbaisse = false
        public init(nom: Texte, regle: Regle, satisfaiteSi: Texte) { (self.nom, self.regle, self.satisfaiteSi) = (nom, regle, satisfaiteSi) }
    }

    public struct Diplome: Sendable {
        public var regle: Regle
        public var titre: Texte
        public var jugeSi: Texte?
        public var acquisSi: [Conjonction] = []
        /// `acquis` or `soumis_au_jury`: what the school's jury is left to say when everything holds.
        public var statut: Texte?
        /// What is proposed when the cursus or a condition without a delay is missing; `non_acquis` by default.
        public var sinon: Texte?
        /// `validation_cursus` or `jury`: from which day the delay runs.
        public var depuis: Texte?
        public var prolongeable: Texte?
        public var prolongeSi: Texte?
        /// The mention that the diploma bears: a text, or `null` for none.
        public var mention: Texte?
        public init(regle: Regle, titre: Texte) { (self.regle, self.titre) = (regle, titre) }
    }

    /// The most points that a jury adds to a mark, where the text bounds them.
    public struct PointsDeJury: Sendable {
        /// `ecue` or `ue`.
        public var niveau: Texte
        /// A number, or an expression of that level.
        public var auPlus: Texte
        public var article: Texte
        public var lecture: Texte?
        public init(niveau: Texte, auPlus: Texte, article: Texte, lecture: Texte?) {
            (self.niveau, self.auPlus, self.article, self.lecture) = (niveau, auPlus, article, lecture)
        }
    }

    public struct Alerte: Sendable {
        public var code: Texte
        public var regle: Regle
        public var chaque: Texte?
        public var si: Texte
        public init(code: Texte, regle: Regle, si: Texte) { (self.code, self.regle, self.si) = (code, regle, si) }
    }

    public struct GPA: Sendable {
        public var regle: Regle
        public var note: Texte
        public var parmi: Texte?
        public var table: Texte
        public var poids: Texte
        public init(regle: Regle, note: Texte, parmi: Texte?, table: Texte, poids: Texte) {
            (self.regle, self.note, self.parmi, self.table, self.poids) = (regle, note, parmi, table, poids)
        }
    }

    public struct Classement: Sendable {
        public var niveau: Texte
        public var nom: Texte
        public var regle: Regle
        public var actifSi: Texte?
        public var parmi: Texte
        public var groupe: [Texte] = []
        public var ordre: [(expression: Texte, decroissant: Bool)] = []
        public var parts: [(grade: String, pourcent: Rational)] = []
        public var fige = false
        /// Whether the text gives it as an indication only.
        public var indicatif = false
        public var autrement: [Exception] = []
        public init(niveau: Texte, nom: Texte, regle: Regle, parmi: Texte) {
            (self.niveau, self.nom, self.regle, self.parmi) = (niveau, nom, regle, parmi)
        }
        public var cle: String { "\(niveau.valeur).\(nom.valeur)" }
    }

    public struct Article: Sendable {
        public var article: Texte
        public var titre: String
        public var nature: String
        public var reluPar: String
        public init(article: Texte, titre: String, nature: String, reluPar: String) {
            (self.article, self.titre, self.nature, self.reluPar) = (article, titre, nature, reluPar)
        }
    }

    public struct Interpretation: Sendable {
        public var lecture: Texte
        public var article: Texte
        public var question: String
        public var lectures: [(nom: String, texte: String)]
        public var appliquee: Texte
        public var raison: String
        public var adopteePar: String
        public var le: String
        public init(
            lecture: Texte, article: Texte, question: String, lectures: [(nom: String, texte: String)], appliquee: Texte, raison: String,
            adopteePar: String, le: String
        ) {
            (self.lecture, self.article, self.question, self.lectures) = (lecture, article, question, lectures)
            (self.appliquee, self.raison, self.adopteePar, self.le) = (appliquee, raison, adopteePar, le)
        }
    }

    public struct Remplacement: Sendable, Hashable {
        /// `parametre:toeic`, `resultat:ue.statut`, `condition:anglais`…
        public var objet: String
        public var articleParent: String
        public var article: String
    }
}

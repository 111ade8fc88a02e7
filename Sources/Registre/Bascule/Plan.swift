import Scolarite
import Valeurs

/// What becomes of an élève when the year turns. The raw value is stored.
public enum Sort: String, Hashable, Sendable, CaseIterable {
    case passage
    case passageAvecDette = "passage_avec_dette"
    case redoublement
    /// A year off begins: the élève waits in the promotion of those who are away.
    case cesure
    /// A year off ends.
    case retour
    /// The cursus is over.
    case finDeCursus = "fin_de_cursus"
    /// Excluded, redirected, or gone.
    case depart
    /// No decision closes the year: nothing can be prepared.
    case sansDecision = "sans_decision"
    /// Already in the promotion joined: left as it is.
    case dejaInscrit = "deja_inscrit"

    /// In French.
    public var intitule: String {
        switch self {
        case .passage: "passage"
        case .passageAvecDette: "passage avec dette"
        case .redoublement: "redoublement"
        case .cesure: "départ en césure"
        case .retour: "retour de césure"
        case .finDeCursus: "fin de cursus"
        case .depart: "départ"
        case .sansDecision: "sans décision"
        case .dejaInscrit: "déjà inscrit"
        }
    }
}

/// What the school asks of the turn of a year.
public struct DemandeBascule: Hashable, Sendable {
    /// Identifier in the record of the promotion whose year ends.
    public var source: String
    /// The year that begins, `2027-2028`.
    public var annee: String
    /// The promotion to join, by year of the cursus: the next one for those who pass, the same one for repeaters, who thereby come under
    /// the règlement of the cohort that they join. Its header is used when the record does not hold it yet.
    public var destinations: [Int: Entete]
    /// Where those in a year off wait; needed when someone leaves for one.
    public var cesures: Entete?
    /// The results of the UE of the year that ends, by élève, with the decisions that prevail: what the règlement applied to this
    /// promotion gives.
    public var resultats: [String: [Resultat]]
    /// Whether a repeater keeps the UE validated and takes only those owed.
    public var conserverUE: Bool

    public init(
        source: String, annee: String, destinations: [Int: Entete], cesures: Entete? = nil, resultats: [String: [Resultat]] = [:],
        conserverUE: Bool = true
    ) {
        (self.source, self.annee, self.destinations, self.cesures) = (source, annee, destinations, cesures)
        (self.resultats, self.conserverUE) = (resultats, conserverUE)
    }
}

/// What the turn of a year would do, for the school to read before it is done.
public struct PlanBascule: Hashable, Sendable {
    public struct Ligne: Hashable, Sendable {
        public var eleve: String
        public var sort: Sort
        /// The decision on the year that prevails, in its own word; empty when there is none.
        public var decision: String
        /// Identifier of the promotion joined; `nil` for those who join none.
        public var destination: String?
        /// Year of the cursus next year.
        public var niveau: Int
        public var uesAcquises: [String]
        public var uesDues: [String]
    }

    public var demande: DemandeBascule
    /// In the order of the source.
    public var lignes: [Ligne]
    /// Promotions that the turn makes or completes, and whether the record does not hold them yet.
    public var destinations: [String: Bool]
    /// What keeps the turn from being done, in French; empty when it can be.
    public var obstacles: [String]
    /// Versions of the promotions concerned: when one has changed since, the plan is to be made again.
    public var versions: [String: Int64]

    /// The plan in French, one line per outcome, then what stands in the way.
    public var texte: [String] {
        var lines = ["Bascule de « \(demande.source) » vers \(demande.annee) :"]
        for sort in Sort.allCases {
            let concerned = lignes.filter { $0.sort == sort }
            guard !concerned.isEmpty else { continue }
            lines.append(
                "\(sort.intitule) : \(concerned.count) (\(concerned.prefix(12).map(\.eleve).joined(separator: ", "))\(concerned.count > 12 ? "…" : ""))"
            )
        }
        for ligne in lignes where ligne.sort == .passageAvecDette || ligne.sort == .redoublement {
            let owed = ligne.uesDues.isEmpty ? "ne doit aucune UE" : "doit \(ligne.uesDues.joined(separator: ", "))"
            let whole = ligne.sort == .redoublement && (ligne.uesDues.isEmpty || !demande.conserverUE)
            lines.append("\(ligne.eleve) : \(owed)\(whole ? ", reprend toute l'année" : "")")
        }
        for (code, isNew) in destinations.sorted(by: { $0.key < $1.key }) {
            let count = lignes.filter { $0.destination == code && $0.sort != .dejaInscrit }.count
            lines.append("\(isNew ? "Nouvelle promotion" : "Promotion") « \(code) » : \(count) élève\(count > 1 ? "s" : "") de plus")
        }
        return lines + obstacles.map { "Obstacle : \($0)" }
    }
}

/// The turn of a year that the record holds.
public struct BasculeFaite: Hashable, Sendable {
    public var identifiant: Int64
    public var source: String
    public var annee: String
    /// The journal's entry.
    public var entree: Int64
    public var annulee: Bool
}

extension PlanBascule {
    /// Statuses of a UE that is kept.
    private static let acquis: Set<String> = ["validee", "dispensee", "acquise"]

    /// - Parameter held: the promotions to join that the record already holds, by identifier.
    init(_ demande: DemandeBascule, source: Promotion, held: [String: Promotion], versions: [String: Int64]) {
        self.demande = demande
        self.versions = versions
        lignes = []
        destinations = [:]
        obstacles = []
        var missing: Set<Int> = []
        for (index, eleve) in source.eleves.enumerated() {
            let dossier = source.dossiers[index]
            let (sort, word) = PlanBascule.sort(dossier, annee: source.entete.annee, prochaine: demande.annee)
            let results = demande.resultats[eleve.id] ?? []
            var ligne = Ligne(
                eleve: eleve.id, sort: sort, decision: word, destination: nil, niveau: eleve.niveau,
                uesAcquises: results.filter { PlanBascule.acquis.contains($0.statut) }.map(\.ue),
                uesDues: results.filter { !PlanBascule.acquis.contains($0.statut) }.map(\.ue))
            var target: Entete?
            switch sort {
            case .passage, .passageAvecDette:
                ligne.niveau += 1
                target = demande.destinations[ligne.niveau]
                if target == nil { missing.insert(ligne.niveau) }
            case .redoublement, .retour:
                target = demande.destinations[ligne.niveau]
                if target == nil { missing.insert(ligne.niveau) }
            case .cesure:
                if word != "redoublement" { ligne.niveau += 1 }
                target = demande.cesures
                if target == nil { obstacles.append("« \(eleve.id) » part en césure : dites dans quelle promotion placer les césures") }
            case .finDeCursus, .depart, .sansDecision, .dejaInscrit: break
            }
            if let target {
                ligne.destination = target.code
                destinations[target.code] = held[target.code] == nil
                if held[target.code]?.eleves.contains(where: { $0.id == eleve.id }) == true { ligne.sort = .dejaInscrit }
            }
            lignes.append(ligne)
        }
        obstacles += missing.sorted().map { "aucune promotion n'est donnée pour l'année \($0) du cursus" }
        let undecided = lignes.filter { $0.sort == .sansDecision }.map(\.eleve)
        if !undecided.isEmpty {
            obstacles.append("aucune décision ne clôt l'année de : \(undecided.prefix(12).joined(separator: ", "))\(undecided.count > 12 ? "…" : "")")
        }
    }

    /// What the dossier says of the year that ends, and the word of the decision.
    private static func sort(_ dossier: Dossier, annee: String, prochaine: String) -> (Sort, String) {
        func has(_ procedure: String, _ states: Set<String>) -> Bool {
            dossier.procedures.contains { $0.procedure == procedure && states.contains($0.etat) && ($0.cible.isEmpty || $0.cible == prochaine) }
        }
        if dossier.parcours.contains(where: { $0.annee == annee && ($0.decision == "cesure" || $0.decision == "conge") }) { return (.retour, "") }
        let decision = dossier.decisionAnnee?.decision ?? ""
        if dossier.procedures.contains(where: { $0.procedure == "demission" }) { return (.depart, decision) }
        let leaves = has("cesure", ["accordee"])
        switch decision {
        case "passage": return (leaves ? .cesure : .passage, decision)
        case "passage_avec_dette": return (leaves ? .cesure : .passageAvecDette, decision)
        case "redoublement": return (leaves ? .cesure : .redoublement, decision)
        case "diplome", "fin_de_cursus": return (.finDeCursus, decision)
        case "exclusion", "reorientation": return (.depart, decision)
        default: return (.sansDecision, decision)
        }
    }
}

extension Dossier {
    /// The decision on the year that prevails: the latest by day, then by line.
    var decisionAnnee: Decision? {
        decisions.filter { $0.objet == "annee" }.max {
            ($0.date?.dayNumber ?? .min, $0.line) < ($1.date?.dayNumber ?? .min, $1.line)
        }
    }
}

import Scolarite
import Valeurs

/// A made-up school: what it teaches, year by year, and what its élèves live.
struct Ecole: Sendable {
    let reglement: String
    let nom: String
    let cursus: String
    /// One text per year of the cursus: a line per UE, `semestre;code;intitulé;ects;grade` (then the statuses that take it, joined by
    /// `+`, where not everyone does), then its modules separated by bars: `code:intitulé:coefficient:nature:épreuves:repère`, each
    /// épreuve `code*poids`. Without épreuves a module has a single one.
    let annees: [String]
    /// How many élèves in a hundred follow the cursus under each status; élèves under the first status are the others.
    let parts: [(statut: Statut, surCent: Int)]
    /// First number of a year as the school counts it: 1, or 3 where the cursus goes from 3A to 5A.
    var premiereAnnee = 1
    /// The mark under which a module is resat, in hundredths.
    var plancher: Int32 = 700
    /// Grades of past results, from the best: the mean in hundredths from which each is given.
    var grades: [(lettre: String, minimum: Int)] = [("A", 1500), ("B", 1370), ("C", 1220), ("D", 1100), ("E", 1000)]
    var parametres: [String: ValeurParametre] = [:]
    /// Values of the columns that the règlement reads beyond the contract's.
    var colonnes: [String: [String]] = [:]
    /// Chances in a thousand, each year, of an engagement.
    var engagementSurMille = 300
    /// Names of the engagements that the school knows.
    var engagements = ["association"]
    var stages: [Periode] = []
    /// The day of the last jury of the cursus, when its final placement ends after the second session.
    var dernierJury: (mois: Int, jour: Int)?

    /// A placement of the cursus, in the year that follows `annee` or during it.
    struct Periode: Sendable {
        let type: String
        /// Year of the cursus, from 1, at whose end it starts.
        let annee: Int
        let mois, jour: Int
        let semaines: [Int]
        /// Chances in a thousand of being abroad.
        var etranger = 0
        var laboratoire = 0
        var publics: Set<Statut> = Set(Statut.allCases)
    }

    struct Module {
        let code, intitule: String
        let coefficient: Rational
        let nature: Nature
        /// In the order of their codes.
        let epreuves: [(code: String, poids: Int)]
        let faits: [String: String]
    }

    struct Unite {
        let semestre, code, intitule: String
        let ects: Int
        let grade: Bool
        /// `nil` when everyone takes it.
        let publics: Set<Statut>?
        let modules: [Module]

        func suivie(par statut: Statut) -> Bool { publics?.contains(statut) ?? true }
    }

    /// The UE of a year, from 1. A fault in the data of a school is a fault of the program.
    func unites(annee: Int) -> [Unite] {
        annees[annee - 1].split(separator: "\n").map { line in
            let parts = line.split(separator: "|").map { $0.trimmed }
            let head = parts[0].split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmed }
            precondition(head.count == 5 || head.count == 6, "a made-up UE is written semestre;code;intitulé;ects;grade")
            guard let ects = Int(head[3]) else { preconditionFailure("unreadable credits in a made-up UE") }
            let publics = head.count == 6 ? Set(head[5].split(separator: "+").compactMap { Statut(rawValue: String($0)) }) : nil
            return Unite(
                semestre: head[0], code: head[1], intitule: head[2], ects: ects, grade: head[4] == "oui", publics: publics,
                modules: parts.dropFirst().map(Ecole.module))
        }
    }

    private static func module(_ text: String) -> Module {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.trimmed }
        guard fields.count >= 4, let coefficient = Rational(decimal: fields[2]), let nature = Nature(rawValue: fields[3]) else {
            preconditionFailure("a made-up module is written code:intitulé:coefficient:nature:épreuves")
        }
        var epreuves: [(code: String, poids: Int)] = [("", 1)]
        if fields.count > 4, !fields[4].isEmpty {
            epreuves = fields[4].split(separator: ",").map { item in
                let parts = item.split(separator: "*")
                return (String(parts[0]), parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
            }
        }
        let repere = fields.count > 5 ? ["repere": fields[5]] : [:]
        return Module(
            code: fields[0], intitule: fields[1], coefficient: coefficient, nature: nature, epreuves: epreuves.sorted { $0.code < $1.code },
            faits: repere)
    }

    static let toutes: [Ecole] = [ensmac, polytech, icm, istp, pdis]

    /// The school that follows a règlement; one whose règlement has no school of its own teaches ENSMAC's maquette.
    static func suivant(_ reglement: String) -> Ecole {
        toutes.first { $0.reglement == reglement }
            ?? Ecole(reglement: reglement, nom: "Ecole de demonstration", cursus: "ingenieur", annees: ensmac.annees, parts: [(.FISE, 100)])
    }
}

extension StringProtocol {
    var trimmed: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

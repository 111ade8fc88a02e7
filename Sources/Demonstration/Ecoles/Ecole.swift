import Scolarite
import Valeurs

/// A made-up school: what it teaches, year by year, and what its élèves live.
struct Ecole: Sendable {
    let reglement: String
    let nom: String
    let cursus: String
    /// One text per year of the cursus: a line per UE, `semestre;code;intitulé;ects;grade` then its modules, separated by bars:
    /// `code:intitulé:coefficient:nature:épreuves`, each épreuve `code*poids`.
    let annees: [String]
    let statuts: [Statut]
    /// First number of a year as the school counts it: 1, or 3 where the cursus goes from 3A to 5A.
    let premiereAnnee: Int
    let parametres: [String: ValeurParametre]
    /// Values of the columns that the règlement reads beyond the contract's.
    let colonnes: [String: [String]]

    struct Module {
        let code, intitule: String
        let coefficient: Rational
        let nature: Nature
        let epreuves: [(code: String, poids: Int)]
        let faits: [String: String]
    }

    struct Unite {
        let semestre, code, intitule: String
        let ects: Int
        let grade: Bool
        let modules: [Module]
    }

    /// The UE of a year. A fault in the data of this file is a fault of the program.
    func unites(annee: Int) -> [Unite] {
        annees[annee - 1].split(separator: "\n").map { line in
            let parts = line.split(separator: "|").map { $0.trimmed }
            let head = parts[0].split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmed }
            precondition(head.count == 5, "une UE de démonstration s'écrit semestre;code;intitulé;ects;grade")
            guard let ects = Int(head[3]) else { preconditionFailure("crédits illisibles dans une UE de démonstration") }
            return Unite(semestre: head[0], code: head[1], intitule: head[2], ects: ects, grade: head[4] == "oui", modules: parts.dropFirst().map(Ecole.module))
        }
    }

    private static func module(_ text: String) -> Module {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.trimmed }
        guard fields.count >= 4, let coefficient = Rational(decimal: fields[2]), let nature = Nature(rawValue: fields[3]) else {
            preconditionFailure("un module de démonstration s'écrit code:intitulé:coefficient:nature:épreuves")
        }
        let epreuves: [(code: String, poids: Int)] =
            fields.count > 4 && !fields[4].isEmpty
            ? fields[4].split(separator: ",").map { item in
                let parts = item.split(separator: "*")
                return (String(parts[0]), parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
            } : [("", 1)]
        let repere = fields.count > 5 ? ["repere": fields[5]] : [:]
        return Module(code: fields[0], intitule: fields[1], coefficient: coefficient, nature: nature, epreuves: epreuves, faits: repere)
    }

    static let toutes: [Ecole] = [ensmac, polytech, icm, istp, pdis]

    /// The school that follows a règlement; one whose règlement has no school of its own follows ENSMAC's maquette.
    static func suivant(_ reglement: String) -> Ecole {
        toutes.first { $0.reglement == reglement } ?? Ecole(
            reglement: reglement, nom: "Ecole de demonstration", cursus: "ingenieur", annees: ensmac.annees, statuts: [.FISE], premiereAnnee: 1, parametres: [:], colonnes: [:])
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

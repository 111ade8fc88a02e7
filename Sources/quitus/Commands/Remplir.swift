import ArgumentParser
import Echanges
import Foundation
import Reglement
import Valeurs

/// `quitus remplir`: Apogée's file with what was judged, to be taken back there.
struct RemplirCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "remplir",
        abstract: "Remplit un fichier d'échange d'Apogée des notes et des résultats d'une promotion jugée.",
        discussion: """
            Sont remplis la note, le barème et le résultat des éléments qui sont des ECUE, des UE ou des épreuves de la maquette, pour les \
            élèves de la promotion. Ce qui est attendu reste tel quel ; le reste du fichier ne change pas d'un octet. \
            Une décision du jury l'emporte sur la proposition du règlement.
            """)

    @OptionGroup var source: PromotionSource

    @Option(help: ArgumentHelp("Le fichier tel qu'Apogée l'a exporté.", valueName: "fichier"))
    var apogee: String

    @Option(help: ArgumentHelp("Le fichier à écrire ; un fichier qui existe est refusé.", valueName: "fichier"))
    var sortie: String

    @Option(help: ArgumentHelp("Le code de résultat d'un élément validé.", valueName: "code"))
    var valide = "ADM"

    @Option(help: ArgumentHelp("Le code de résultat d'un élément non validé.", valueName: "code"))
    var nonValide = "AJ"

    func run(on console: Console) throws {
        guard !FileManager.default.fileExists(atPath: sortie) else {
            throw Refusal(.data, "\(sortie): erreur: ce fichier existe déjà [fichier-existant]\n  conseil: choisissez un autre nom")
        }
        let lecture = FichierApogee.lire(apogee)
        let report = DiagnosticReport(diagnostics: lecture.diagnostics)
        guard let fichier = lecture.fichier else {
            try report.printAndRefuse(on: console)
            throw Refusal(.data)
        }
        report.print(on: console)
        let (promotion, bibliotheque) = try source.read(on: console)
        let deliberation = try Judging.deliberation(promotion, bibliotheque, on: console)
        let jugement = try Judging.refusing(on: console) { () throws(Juge.Fautes) in try deliberation.juger(seulement: nil) }
        var (ecues, ues) = ([String: [String: ResultatJuge]](), [String: [String: ResultatJuge]]())
        for situe in jugement.eleves {
            ecues[situe.eleve] = Dictionary(
                situe.ecues.map { ($0.ecue, RemplirCommand.result($0.note, $0.statut, $0.decision)) }, uniquingKeysWith: { first, _ in first })
            ues[situe.eleve] = Dictionary(
                situe.ues.map { ($0.ue, RemplirCommand.result($0.moyenne, $0.statut, $0.decision)) }, uniquingKeysWith: { first, _ in first })
        }
        let cells = fichier.remplissages(promotion, ecue: ecues, ue: ues, codes: CodesApogee(valide: valide, nonValide: nonValide))
        do throws(Diagnostic) {
            let writer = try FileWriter(path: sortie, name: sortie)
            try writer.write(fichier.rempli(cells))
            try writer.finish()
        } catch {
            throw Refusal(.data, error.description)
        }
        let filled = Set(cells.map(\.numero)).count
        console.print("\(sortie) : \(french(cells.count, "cellule")) pour \(french(filled, "élève")) sur \(fichier.etudiants.count).")
    }

    private static func result(_ note: Jugement.Nombre?, _ statut: String, _ decision: Jugement.Decidee?) -> ResultatJuge {
        let statuts = ["validee", "non_validee", "dispensee", "acquise"]
        let prevailing = decision.map(\.decision).flatMap { statuts.contains($0) ? $0 : nil } ?? statut
        return ResultatJuge(note: note?.exact, barres: note?.barres ?? [], statut: prevailing)
    }
}

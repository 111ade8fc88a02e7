import ArgumentParser
import Dmn

/// `quitus tck`: the cases of the DMN compatibility kit.
struct TckCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "tck",
        abstract: "Passe les cas du kit de compatibilité DMN et compte ceux qui réussissent.",
        discussion: "Code de retour 1 quand un cas échoue. En CSV, sans ligne de titre : directory,test,case,SUCCESS|ERROR|SKIPPED,detail.")

    enum Format: String, CaseIterable, ExpressibleByArgument { case table, csv }

    @Argument(help: "Un dossier qui contient compliance-level-2 et compliance-level-3.")
    var dossier: String

    @Option(help: ArgumentHelp("table : les échecs ; csv : une ligne par cas.", valueName: "format"))
    var format: Format = .table

    func run(on console: Console) throws {
        let report: TckRunner.Report
        do {
            report = try TckRunner().run(folder: dossier)
        } catch {
            throw Refusal(.data, "\(dossier): erreur: \(error)")
        }
        switch format {
        case .csv: console.write(report.csv)
        case .table:
            var table = Table([.init("Dossier"), .init("Test"), .init("Cas"), .init("Écart", folds: true)])
            for row in report.rows where row.status == .error { table.add([row.directory, row.test, row.caseID, row.detail]) }
            if !table.rows.isEmpty { console.print(table.rendered(on: console) + "\n") }
        }
        console.print(report.counts)
        if report.failed > 0 { throw Refusal(.failure) }
    }
}

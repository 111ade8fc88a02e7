import ArgumentParser
import Echanges
import Registre
import Valeurs

/// `quitus exporter`: a promotion of the record as a folder.
struct ExporterCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "exporter",
        abstract: "Écrit une promotion du registre en dossier, tel qu'on pourrait le réimporter.")

    @OptionGroup var record: BaseOption

    @Option(help: ArgumentHelp("La promotion dans le registre.", valueName: "id"))
    var promotion: String

    @Option(help: ArgumentHelp("Le dossier à écrire. Un dossier qui contient déjà une promotion est refusé.", valueName: "dossier"))
    var sortie: String

    func run(on console: Console) throws {
        let found = try Record.using(record.base) { base in
            let code = try Record.done(try base.resoudre(promotion))
            return try base.exporter(code)
        }
        guard let found else { throw Refusal(.data, "erreur: le registre ne contient pas la promotion « \(promotion) » [promotion-inconnue]") }
        do throws(Diagnostic) {
            try PromotionFolder(path: sortie).write(found)
        } catch {
            throw Refusal(.data, error.description)
        }
        console.print("\(sortie) : \(french(found.eleves.count, "élève")).")
        if found.maquette.ecues.isEmpty {
            console.printError("maquette.csv est vide : complétez-la avant de réimporter ce dossier.")
        }
    }
}

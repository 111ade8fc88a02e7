import ArgumentParser
import Registre

/// `quitus donnees-personnelles montrer`
struct DonneesMontrerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "montrer",
        abstract: "Écrit en JSON tout ce que le registre sait d'une personne, pour la personne qui le demande.")

    @OptionGroup var record: BaseOption

    @Option(help: ArgumentHelp("L'élève.", valueName: "id"))
    var eleve: String

    @Option(help: ArgumentHelp("Une seule promotion.", valueName: "id"))
    var promotion: String?

    func run(on console: Console) throws {
        let held = try Record.using(record.base) { base in
            try base.donneesPersonnelles(eleve: eleve, promotion: try promotion.map { try Record.done(try base.resoudre($0)) })
        }
        guard !held.isEmpty else { throw Refusal(.data, "erreur: aucune promotion du registre n'a d'élève « \(eleve) » [eleve-inconnu]") }
        console.print("[\n" + held.map(\.json).joined(separator: ",\n") + "\n]")
    }
}

import ArgumentParser
import Registre

/// `quitus sauvegarder`: a copy of the base, with its sum.
struct SauvegarderCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "sauvegarder",
        abstract: "Copie le registre tel qu'il est à un instant, pendant que d'autres y écrivent, et sa somme à côté.")

    @OptionGroup var record: BaseOption

    @Option(help: ArgumentHelp("Le fichier à écrire ; une sauvegarde n'en remplace jamais une autre.", valueName: "fichier"))
    var sortie: String

    func run(on console: Console) throws {
        let backup = try Record.using(record.base) { try $0.sauvegarder(vers: sortie) }
        console.print("\(backup.chemin) : \(backup.octets) octets, journal \(backup.condensat)")
    }
}

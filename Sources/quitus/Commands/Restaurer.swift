import ArgumentParser
import Registre

/// `quitus restaurer`: a backup brought back, once it has been verified whole.
struct RestaurerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "restaurer",
        abstract: "Remet une sauvegarde en place, après avoir vérifié sa somme et tout son journal.")

    @Argument(help: "La sauvegarde.")
    var sauvegarde: String

    @OptionGroup var record: BaseOption

    @Option(
        help: ArgumentHelp(
            "Où mettre de côté le registre déjà en place ; sans elle, il n'est pas touché et la commande refuse.", valueName: "fichier"))
    var ecarter: String?

    func run(on console: Console) throws {
        switch try Record.translating({ try Base.restaurer(sauvegarde, vers: record.base, ecarterSous: ecarter) }) {
        case .faite(let restored):
            if !restored.sommeControlee {
                console.printError("avertissement: pas de somme « \(sauvegarde).sha256 » à comparer ; le journal, lui, a été vérifié.")
            }
            console.print("\(restored.chemin) : \(restored.octets) octets, journal \(restored.condensat)")
        case .refusee(let fault): throw Refusal(.data, "\(sauvegarde): erreur: \(fault)")
        }
    }
}

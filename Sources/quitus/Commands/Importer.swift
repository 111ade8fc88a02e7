import ArgumentParser
import Foundation
import Registre
import ReglementYAML

/// `quitus importer`: a promotion folder into the record.
struct ImporterCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "importer",
        abstract: "Met un dossier de promotion dans le registre : seul ce qui change est écrit.",
        discussion: """
            Le fichier du registre est créé s'il n'existe pas. Le règlement que la promotion nomme est gardé avec elle, octet pour octet. \
            Les décisions des jurys tenus dans le registre restent, que le dossier les porte ou non.
            """)

    @Argument(help: "Dossier de promotion : promotion.yaml et ses fichiers CSV.")
    var dossier: String

    @OptionGroup var record: BaseOption

    @Flag(help: "Montre ce qui changerait, n'écrit rien.")
    var essai = false

    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let promotion = try PromotionSource.folder(dossier, on: console)
        let entete = PromotionSource.resolving(promotion, beside: dossier).entete
        let reglement = Bibliotheque.standard().charger(entete.reglement, surcouche: entete.surcouche)
        DiagnosticReport(diagnostics: reglement.erreurs).print(on: console)
        if essai {
            // A trial makes no file: without a base, the folder is compared with an empty record.
            let changes =
                try FileManager.default.fileExists(atPath: record.base)
                ? Record.using(record.base) { try Record.done(try $0.importer(promotion, par: acte.acte, essai: true)) }
                : Record.done(try Base.enMemoire().importer(promotion, par: acte.acte, essai: true))
            changes.lignes.forEach(console.print)
            return console.print("Essai : rien n'a été écrit.")
        }
        try Record.using(record.base, create: true) { base in
            let changes = try Record.done(try base.importer(promotion, par: acte.acte))
            changes.lignes.forEach(console.print)
            guard reglement.erreurs.isEmpty else {
                return console.printError("avertissement: le règlement a des erreurs, il n'a pas été gardé avec la promotion [reglement-non-garde]")
            }
            let files = Dictionary(reglement.fichiers.map { ($0.chemin, $0.octets) }) { first, _ in first }
            _ = try Record.done(try base.deposer(bundle: reglement.declaration.id.valeur, fichiers: files, par: acte.acte))
        }
    }
}

import ArgumentParser
import Foundation
import Registre
import Reglement

/// `quitus importer`: a promotion folder into the record.
struct ImporterCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "importer",
        abstract: "Met un dossier de promotion dans le registre : seul ce qui change est écrit.",
        discussion: """
            Le fichier du registre est créé s'il n'existe pas. Le règlement que la promotion nomme est gardé avec elle, octet pour octet, \
            et c'est lui qui la juge depuis le registre : en changer est un acte à part (reglement adopter). \
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
        let named = PromotionSource.resolving(promotion, beside: dossier).entete.reglement
        var reglement: ReglementLuDuDisque?
        do throws(Juge.Fautes) {
            reglement = try KeptReglement.onDisk(promotion.entete, nom: named).get()
        } catch {
            DiagnosticReport(diagnostics: error.diagnostics).print(on: console)
            console.printError("avertissement: le règlement a des erreurs, il n'est pas gardé avec la promotion [reglement-non-garde]")
        }
        if essai {
            // A trial makes no file: without a base, the folder is compared with an empty record.
            func attempt(_ base: Base) throws -> Changements {
                try Record.done(try base.importer(promotion, reglement: reglement, par: acte.acte, essai: true))
            }
            let changes =
                try FileManager.default.fileExists(atPath: record.base) ? Record.using(record.base, attempt) : attempt(try Base.enMemoire())
            changes.lignes.forEach(console.print)
            return console.print("Essai : rien n'a été écrit.")
        }
        try Record.using(record.base, create: true) { base in
            let changes = try Record.done(try base.importer(promotion, reglement: reglement, par: acte.acte))
            changes.lignes.forEach(console.print)
            guard changes.reglement == nil, let kept = try base.reglement(de: promotion.entete.code) else { return }
            try KeptReglement.warnIfDifferent(kept, promotion.entete, in: base, file: record.base, on: console, nom: named)
        }
    }
}

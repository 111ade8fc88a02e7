import ArgumentParser
import Registre
import Reglement

/// `quitus reglement adopter`
struct ReglementAdopterCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopter",
        abstract: "Fait juger une promotion par le règlement du disque désormais ; --raison est requise quand il en remplace un autre.",
        discussion: "Ce qui a été jugé, gelé ou décidé avant reste tel quel, et se rejoue avec le règlement d'alors (deliberer --au).")

    @OptionGroup var target: PromotionOptions
    @OptionGroup var acte: ActeOptions

    @Option(help: ArgumentHelp("Où lire le règlement, quand la promotion le nomme par un chemin.", valueName: "dossier"))
    var dossier: String?

    func run(on console: Console) throws {
        let (before, kept) = try Record.using(target.record.base) { base in
            let code = try Record.done(try base.resoudre(target.promotion))
            guard let entete = try base.promotion(code)?.entete else {
                throw Refusal(.data, "erreur: le registre ne contient plus la promotion « \(code) » [promotion-inconnue]")
            }
            let disk = try Judging.refusing(on: console) { () throws(Juge.Fautes) in try KeptReglement.onDisk(entete, nom: dossier).get() }
            return (try base.reglement(de: code), try Record.done(try base.adopter(code, reglement: disk, par: acte.acte)))
        }
        let same = before?.entree == kept.entree
        console.print(
            "Règlement « \(kept.identifiant) » \(kept.empreinte) : "
                + (same ? "le registre le garde déjà pour cette promotion." : "il juge désormais cette promotion."))
    }
}

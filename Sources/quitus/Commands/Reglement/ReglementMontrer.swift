import ArgumentParser
import Registre

/// `quitus reglement montrer`
struct ReglementMontrerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "montrer",
        abstract: "Montre les règlements qui ont jugé une promotion, depuis quand et par l'acte de qui.")

    @OptionGroup var target: PromotionOptions

    func run(on console: Console) throws {
        let kept = try Record.using(target.record.base) { base in
            try base.reglements(de: try Record.done(try base.resoudre(target.promotion)))
        }
        var table = Table([
            .init("Depuis"), .init("Règlement"), .init("Surcouche"), .init("Adopté par"), .init("Entrée", .trailing), .init("Empreinte"),
        ])
        for one in kept {
            table.add([one.instant.iso, one.identifiant, one.surcouche ?? "", one.acteur, String(one.entree), one.empreinte])
        }
        console.print(kept.isEmpty ? "Le registre ne garde aucun règlement pour cette promotion." : table.rendered(on: console))
    }
}

import ArgumentParser
import Registre

/// `quitus donnees-personnelles echeances`
struct DonneesEcheancesCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "echeances",
        abstract: "Montre les données dont la durée de conservation est écoulée.")

    @OptionGroup var record: BaseOption
    @OptionGroup var conservation: ConservationOptions

    @Option(help: ArgumentHelp("Le jour où l'on se place ; aujourd'hui sans elle.", valueName: "date"))
    var au: String?

    func run(on console: Console) throws {
        let (kept, day) = (try conservation.read(), try jour(au))
        let due = try Record.using(record.base) { try $0.conservationEchue(kept, jour: day) }
        var table = Table([.init("Promotion"), .init("Élève"), .init("Données"), .init("Depuis")])
        for item in due { table.add([item.promotion, item.eleve, item.categorie.intitule, item.depuis.iso]) }
        console.print(due.isEmpty ? "Rien n'est à effacer au \(day.french)." : table.rendered(on: console))
    }
}

import ArgumentParser
import Registre

/// `quitus donnees-personnelles effacer`
struct DonneesEffacerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "effacer",
        abstract: "Efface des données d'une personne, leur durée écoulée ; --raison est requise.",
        discussion: """
            Notes, résultats et décisions restent, sous l'identifiant seul, et le journal se vérifie toujours. \
            Les sauvegardes déjà faites ne changent pas : elles sont à détruire à leur propre échéance.
            """)

    @OptionGroup var record: BaseOption

    @Option(help: ArgumentHelp("L'élève.", valueName: "id"))
    var eleve: String

    @Option(help: ArgumentHelp("Une seule promotion.", valueName: "id"))
    var promotion: String?

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Ce qu'il faut effacer : identite, motif_absence, motif_decision, raison.", valueName: "donnée"))
    var categorie: [String]

    @OptionGroup var conservation: ConservationOptions

    @Option(help: ArgumentHelp("Le jour où l'on se place ; aujourd'hui sans elle.", valueName: "date"))
    var au: String?

    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let kinds = try categorie.map { text in
            guard let kind = CategorieDonnee(rawValue: text) else {
                let known = CategorieDonnee.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refusal(.usage, "erreur: « \(text) » n'est pas une sorte de données : \(known).")
            }
            return kind
        }
        let (kept, day) = (try conservation.read(), try jour(au))
        let count = try Record.using(record.base) { base in
            let code = try promotion.map { try Record.done(try base.resoudre($0)) }
            return try Record.done(
                try base.effacer(eleve: eleve, promotion: code, categories: Set(kinds), conservation: kept, jour: day, par: acte.acte))
        }
        console.print("\(french(count, "donnée effacée", plural: "données effacées")).")
    }
}

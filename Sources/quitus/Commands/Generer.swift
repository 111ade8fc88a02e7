import ArgumentParser
import Demonstration
import Echanges
import ReglementYAML
import Valeurs

/// `quitus generer`: a made-up promotion, the same for the same seed.
struct GenererCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "generer",
        abstract: "Écrit un dossier de promotion de démonstration, le même pour la même graine. Toutes les personnes y sont inventées.",
        discussion: """
            Exemple :
              quitus generer demo/1A --reglement ensmac-2026 --eleves 96 --session 1
            """)

    @Argument(help: "Le dossier à écrire. Un dossier qui contient déjà une promotion est refusé.")
    var dossier: String

    @Option(help: ArgumentHelp("Le règlement que la promotion suit.", valueName: "id"))
    var reglement: String

    @Option(help: ArgumentHelp("Combien d'élèves.", valueName: "nombre"))
    var eleves = 96

    @Option(help: ArgumentHelp("D'où viennent les tirages : une autre graine, une autre promotion.", valueName: "nombre"))
    var graine: UInt64 = 1

    @Option(help: ArgumentHelp("Le jury préparé, 1 ou 2 (après les rattrapages).", valueName: "1|2"))
    var session = 1

    @Option(help: ArgumentHelp("L'année du cursus.", valueName: "nombre"))
    var niveau = 1

    func run(on console: Console) throws {
        if eleves < 1 || eleves > 1_000_000 { throw Refusal(.usage, "erreur: « --eleves » va de 1 à 1000000.") }
        if session != 1, session != 2 { throw Refusal(.usage, "erreur: « --session » vaut 1 ou 2.") }
        if niveau < 1 || niveau > 5 { throw Refusal(.usage, "erreur: « --niveau » va de 1 à 5.") }
        let library = Bibliotheque.standard()
        guard library.dossier(reglement) != nil else {
            throw Refusal(.usage, "erreur: « \(reglement) » n'est pas un règlement connu : \(library.index().map(\.id).joined(separator: ", ")).")
        }
        let promotion = PromotionFictive.generate(reglement: reglement, eleves: eleves, graine: graine, session: session, niveau: niveau)
        do throws(Diagnostic) {
            try PromotionFolder(path: dossier).write(promotion)
        } catch {
            throw Refusal(.data, error.description)
        }
        console.print("\(dossier) : \(promotion.entete.promotion), \(french(promotion.eleves.count, "élève")), session \(session).")
    }
}

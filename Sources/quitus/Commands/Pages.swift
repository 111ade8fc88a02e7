import ArgumentParser
import Foundation
import ReglementYAML

/// `quitus pages`: the page of each règlement, for people, under `docs/reglements`. Called by `make doc` and, to compare, by `make check`.
struct PagesCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "pages",
        abstract: "Écrit la page de chaque règlement : valeurs, règles en français, lectures, couverture, exemples.",
        shouldDisplay: false)

    @Argument(help: "Identifiants de règlements ; tous quand aucun n'est donné.")
    var bundle: [String] = []

    @Option(help: ArgumentHelp("Dossier où écrire les pages.", valueName: "dossier"))
    var sortie: String

    @Flag(help: "Compare les pages au lieu de les écrire ; code de retour 1 quand l'une n'est plus à jour.")
    var verifier = false

    func run(on console: Console) throws {
        let library = Bibliotheque.standard()
        let ids = bundle.isEmpty ? library.index().map(\.id) : bundle
        var pages: [(fichier: String, texte: String)] = []
        var lines: [String] = []
        for id in ids {
            let lu = library.charger(id)
            guard lu.erreurs.isEmpty else { return try DiagnosticReport(diagnostics: lu.erreurs).printAndRefuse(on: console) }
            pages.append(("\(id).md", PageReglement(lu).markdown()))
            lines.append("- [\(PageReglement(lu).nom)](\(id).md)")
        }
        if bundle.isEmpty {
            pages.append(("README.md", "# Les règlements, tels que Quitus les applique\n\n" + lines.joined(separator: "\n") + "\n"))
        }
        let stale = pages.filter { (try? String(contentsOfFile: "\(sortie)/\($0.fichier)", encoding: .utf8)) != $0.texte }
        guard !verifier else {
            if stale.isEmpty { return console.print("\(french(pages.count, "page")) à jour.") }
            throw Refusal(.failure, lines: stale.map { "\(sortie)/\($0.fichier) n'est plus à jour : make doc" })
        }
        do {
            try FileManager.default.createDirectory(atPath: sortie, withIntermediateDirectories: true)
            for page in stale { try page.texte.write(toFile: "\(sortie)/\(page.fichier)", atomically: true, encoding: .utf8) }
        } catch {
            throw Refusal(.data, "erreur: « \(sortie) » ne peut pas être écrit : \(error.localizedDescription)")
        }
        let written = stale.isEmpty ? "aucune n'a changé" : "dont \(french(stale.count, "écrite"))"
        console.print("\(french(pages.count, "page")), \(written).")
    }
}

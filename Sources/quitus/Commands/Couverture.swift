import ArgumentParser
import ReglementYAML

/// `quitus couverture`: for each article and provision of a text, what carries it.
struct CouvertureCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "couverture",
        abstract: "Montre, article par article, ce qui porte un règlement et ce qui reste à porter.")

    @Argument(help: "Identifiant d'un règlement, ou dossier qui contient un reglement.yaml.")
    var bundle: String

    @Option(help: ArgumentHelp("table ou json.", valueName: "format"))
    var format: TextFormat = .table

    func run(on console: Console) throws {
        let read = Bibliotheque.standard().charger(bundle)
        guard read.erreurs.isEmpty else { return try DiagnosticReport(diagnostics: read.erreurs).printAndRefuse(on: console) }
        let report = RapportCouverture(read)
        guard format == .table else { return console.write(report.json()) }

        var articles = Table([
            .init("Article"), .init("Titre", folds: true), .init("Porté par", folds: true), .init("Exemples", .trailing), .init("Relu par"),
        ])
        for article in report.articles {
            let isBare = article.regles.isEmpty
            articles.add(
                [article.article, article.titre, article.regles.joined(separator: ", "), String(article.exemples.count), article.reluPar],
                colours: isBare ? [0: .dim, 1: .dim] : [:])
        }
        console.print(articles.rendered(on: console))

        guard !report.provisions.isEmpty else { return }
        let counts = Dictionary(grouping: report.provisions, by: \.statut).mapValues(\.count)
        console.print(
            "\n\(french(report.provisions.count, "disposition")) : \(counts[.portee] ?? 0) portées, \(counts[.enAttente] ?? 0) en attente, "
                + "\(counts[.sansObjet] ?? 0) sans objet.")
        let waiting = report.provisions.filter { $0.statut == .enAttente }
        guard !waiting.isEmpty else { return }
        var table = Table([.init("En attente"), .init("Raison", folds: true)])
        for provision in waiting { table.add([provision.id, provision.raison ?? ""]) }
        console.print(table.rendered(on: console))
    }
}

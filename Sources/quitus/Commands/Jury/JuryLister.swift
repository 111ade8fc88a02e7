import ArgumentParser
import Registre

/// `quitus jury lister`
struct JuryListerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(commandName: "lister", abstract: "Montre les séances du registre et où elles en sont.")

    @OptionGroup var record: BaseOption

    @Option(help: ArgumentHelp("Les séances d'une seule promotion.", valueName: "id"))
    var promotion: String?

    func run(on console: Console) throws {
        let sessions = try Record.using(record.base) { base in
            try base.seances(promotion: try promotion.map { try Record.done(try base.resoudre($0)) })
        }
        var table = Table([
            .init("Séance"), .init("Promotion", folds: true), .init("Jury", folds: true), .init("Date"), .init("État"), .init("Décisions", .trailing),
        ])
        for session in sessions {
            table.add([
                session.code, session.promotion, session.instance.intitule, session.date.iso, session.etat.intitule,
                session.propositions.isEmpty
                    ? "" : "\(session.decisions.count - session.decisionsSansProposition.count)/\(session.propositions.count)",
            ])
        }
        console.print(sessions.isEmpty ? "Aucune séance." : table.rendered(on: console))
    }
}

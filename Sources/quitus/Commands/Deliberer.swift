import ArgumentParser
import Echanges
import Reglement
import ReglementYAML
import Scolarite
import Valeurs

/// `quitus deliberer`: a promotion judged.
struct DelibererCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliberer",
        abstract: "Juge une promotion : propositions, et pour chacune l'article et les valeurs qui la fondent.",
        discussion: """
            Exemples :
              quitus deliberer promotions/2A-2026
              quitus deliberer promotions/2A-2026 --eleve E01 --expliquer
              quitus deliberer --base ecole.quitus --promotion 2A-2026 --au 2027-02-10T18:00 --format json

            Depuis le registre, la promotion est jugée par le règlement qu'il garde pour elle : un jugement passé se refait à l'identique, \
            quoi que deviennent les fichiers du disque.
            """)

    @OptionGroup var source: PromotionSource

    @Option(help: ArgumentHelp("Un seul élève.", valueName: "id"))
    var eleve: String?

    @Flag(help: "Montre le raisonnement entier, en arbre.")
    var expliquer = false

    @Flag(help: "Revérifie les invariants du calcul et met de côté les élèves pour qui l'un d'eux ne tient pas.")
    var reverifier = false

    @Option(help: ArgumentHelp("table, json ou csv.", valueName: "format"))
    var format: Format = .table

    func run(on console: Console) throws {
        let (promotion, bibliotheque) = try source.read(on: console)
        if let eleve { try DelibererCommand.check(eleve, in: promotion) }
        let deliberation = try Judging.deliberation(promotion, bibliotheque, dossier: source.dossier, on: console)
        var jugement = try Judging.refusing(on: console) { () throws(Juge.Fautes) in try deliberation.juger(seulement: eleve) }
        let reverification = reverifier ? try Judging.refusing(on: console) { () throws(Juge.Fautes) in try deliberation.reverifier(jugement) } : nil
        if let apart = reverification?.ecartes, !apart.isEmpty { jugement.eleves.removeAll { apart.contains($0.eleve) } }
        let words = Words(vocabulary: deliberation.principal?.declaration.vocabulaire ?? [:])
        switch format {
        case .json: console.write(jugement.json())
        case .csv: console.write(JugementCSV(jugement).text)
        case .table where expliquer: explain(jugement, promotion, words, on: console)
        case .table: console.print(JugementTable(jugement, words).rendered(on: console))
        }
        if let reverification { try report(reverification, jugement, on: console) }
    }

    /// What the second check found, beside the judgement; a failed invariant is a failure of the command.
    private func report(_ reverification: Reverification, _ jugement: Jugement, on console: Console) throws {
        for ecart in reverification.ecarts {
            console.printError("écart: élève \(ecart.eleve), \(ecart.objet) : l'invariant « \(ecart.invariant.rawValue) » ne tient pas")
        }
        let apart = reverification.ecartes.count
        console.printError("revérification : \(french(jugement.eleves.count, "élève")) sans écart, \(apart) mis de côté")
        if apart > 0 { throw Refusal(.failure) }
    }

    private func explain(_ jugement: Jugement, _ promotion: Promotion, _ words: Words, on console: Console) {
        let maquette = promotion.maquette
        let ues = Dictionary(maquette.ecues.map { ($0.code, maquette.ues[$0.ue].code) }) { first, _ in first }
        let semestres = Dictionary(maquette.ues.map { ($0.code, maquette.semestres[$0.semestre]) }) { first, _ in first }
        for situe in jugement.eleves {
            let tree = Explication(situe, ueDe: { ues[$0] }, semestreDe: { semestres[$0] })
            for line in tree.lignes(mots: { words($0) }, mark: { statut, favourable in console.paint(statut, favourable ? .green : .red) }) {
                for part in wrappedBranch(line, width: console.width) { console.print(part) }
            }
        }
    }

    /// An élève who is not there is a mistake of the line, not of the folder.
    private static func check(_ eleve: String, in promotion: Promotion) throws {
        let known = promotion.eleves.map(\.id)
        guard !known.contains(eleve) else { return }
        throw Refusal(.usage, "erreur: L'élève « \(eleve) » n'est pas dans cette promotion (\(french(known.count, "élève"))).")
    }
}

/// What commands that judge share.
enum Judging {
    /// The règlement that the promotion names, read and ready to judge it.
    ///
    /// - Parameter dossier: the folder that the promotion was read from, where lines are found again.
    static func deliberation(
        _ promotion: Promotion, _ bibliotheque: Bibliotheque = .standard(), dossier: String? = nil, on console: Console
    ) throws -> Deliberation {
        let found = try refusing(dossier: dossier, on: console) { () throws(Juge.Fautes) in try Deliberation(promotion, bibliotheque: bibliotheque) }
        DiagnosticReport(diagnostics: situated(found.avertissements, dossier)).print(on: console)
        return found
    }

    private static func situated(_ diagnostics: [Diagnostic], _ dossier: String?) -> [Diagnostic] {
        dossier.map { PromotionFolder(path: $0).situer(diagnostics) } ?? diagnostics
    }

    /// Runs `body`; what the engine finds wrong in the règlement or the promotion is printed and refused as bad input.
    static func refusing<T>(dossier: String? = nil, on console: Console, _ body: () throws(Juge.Fautes) -> T) throws -> T {
        do throws(Juge.Fautes) {
            return try body()
        } catch {
            try DiagnosticReport(diagnostics: situated(error.diagnostics, dossier)).printAndRefuse(on: console)
            throw Refusal(.data)
        }
    }
}

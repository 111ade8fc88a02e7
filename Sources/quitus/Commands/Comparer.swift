import ArgumentParser
import Echanges
import Reglement
import Scolarite

/// `quitus comparer`: a past jury replayed.
struct ComparerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "comparer",
        abstract: "Rejoue un jury passé et range chaque écart : entrée, règle, lecture ou décision.",
        discussion: "Code de retour 0 quand chaque écart a une classe, 1 sinon.")

    @Argument(help: "Dossier de promotion : promotion.yaml et ses fichiers CSV.")
    var dossier: String

    @Option(help: ArgumentHelp("Le procès-verbal, en CSV : eleve;objet;decision;valeur.", valueName: "fichier"))
    var pv: String

    @Option(help: ArgumentHelp("table ou json.", valueName: "format"))
    var format: TextFormat = .table

    func run(on console: Console) throws {
        let lines = try minutes(on: console)
        let known = PromotionSource.resolving(try PromotionSource.folder(dossier, on: console), beside: dossier).connueASaDate
        for warning in known.warnings { console.printError(warning.description) }
        let deliberation = try Judging.deliberation(known.promotion, dossier: dossier, on: console)
        let jugement = try Judging.refusing(on: console) { () throws(Juge.Fautes) in try deliberation.juger() }
        let maquette = known.promotion.maquette
        let ues = Dictionary(maquette.ecues.map { ($0.code, maquette.ues[$0.ue].code) }) { first, _ in first }
        let comparison = Comparaison(jugement, pv: lines) { ues[$0] }
        switch format {
        case .json: console.print(ComparerCommand.json(comparison).rendered())
        case .table: print(comparison, Words(vocabulary: deliberation.principal?.declaration.vocabulaire ?? [:]), on: console)
        }
        if !comparison.toutesClassees { throw Refusal(.failure) }
    }

    private func minutes(on console: Console) throws -> [Comparaison.LignePV] {
        switch ProcesVerbalFile(path: pv).read() {
        case .read(let lines, let warnings):
            DiagnosticReport(diagnostics: warnings).print(on: console)
            return lines.map { .init(eleve: $0.eleve, objet: $0.objet, decision: $0.decision, valeur: $0.valeur, ligne: $0.line) }
        case .refused(let diagnostics):
            try DiagnosticReport(diagnostics: diagnostics).printAndRefuse(on: console)
            throw Refusal(.data)
        }
    }

    private func print(_ comparison: Comparaison, _ words: Words, on console: Console) {
        var table = Table([
            .init("Ligne", .trailing), .init("Élève"), .init("Objet"), .init("Procès-verbal"), .init("Règlement"), .init("Classe"),
            .init("Explication", folds: true),
        ])
        for difference in comparison.differences {
            let classe = difference.classe.map { words($0.rawValue) } ?? "sans classe"
            table.add(
                [String(difference.ligne), difference.eleve, difference.objet, difference.pv, difference.propose, classe, difference.explication],
                colours: difference.classe == nil ? [5: .red] : [:])
        }
        if !table.rows.isEmpty { console.print(table.rendered(on: console) + "\n") }
        let counts = Comparaison.Classe.allCases.map { classe in "\(words(classe.rawValue)) \(comparison.differences.count { $0.classe == classe })" }
        let unclassed = comparison.differences.count { $0.classe == nil }
        console.print(
            "\(french(comparison.lignes, "ligne")), \(french(comparison.differences.count, "écart")) : "
                + (counts + ["sans classe \(unclassed)"]).joined(separator: ", ") + ".")
    }

    private static func json(_ comparison: Comparaison) -> JSON {
        let differences = comparison.differences.map { difference -> JSON in
            [
                "eleve": .string(difference.eleve), "objet": .string(difference.objet), "ligne": JSON(difference.ligne),
                "pv": .string(difference.pv), "propose": .string(difference.propose), "classe": JSON(difference.classe?.rawValue),
                "explication": .string(difference.explication),
                "motifs": .array(
                    difference.motifs.map {
                        ["regle": .string($0.regle), "article": .string($0.article), "phrase": .string($0.phrase)]
                    }),
            ]
        }
        return [
            "lignes": JSON(comparison.lignes), "toutes_classees": .bool(comparison.toutesClassees), "differences": .array(differences),
        ]
    }
}

import ArgumentParser
import Echanges
import Foundation
import Registre
import ReglementYAML
import Scolarite
import Valeurs

/// A promotion to judge: a folder, or what the record knew of it at some moment.
struct PromotionSource: ParsableArguments {
    @Argument(help: "Dossier de promotion : promotion.yaml et ses fichiers CSV.")
    var dossier: String?

    @Option(help: ArgumentHelp("Juge depuis le registre plutôt que depuis un dossier.", valueName: "fichier"))
    var base: String?

    @Option(help: ArgumentHelp("La promotion dans le registre.", valueName: "id"))
    var promotion: String?

    @Option(help: ArgumentHelp("Ce que le registre savait à cet instant, par exemple 2027-02-10T18:00.", valueName: "instant"))
    var au: String?

    @Flag(help: "Juge une promotion du registre par les règlements du disque, non par celui que le registre garde pour elle.")
    var reglementDuDisque = false

    /// A promotion, and the règlements among which to find the one that it names.
    typealias Source = (promotion: Promotion, bibliotheque: Bibliotheque)

    /// The promotion without the facts dated after the day on which it is judged; warnings go to the error output.
    func read(on console: Console) throws -> Source {
        let source = try whole(on: console)
        let known = source.promotion.connueASaDate
        for warning in known.warnings { console.printError(warning.description) }
        return (known.promotion, source.bibliotheque)
    }

    private func whole(on console: Console) throws -> Source {
        switch (dossier, base) {
        case (nil, nil): throw Refusal(.usage, "erreur: Il manque <dossier>, ou --base et --promotion.")
        case (.some, .some): throw Refusal(.usage, "erreur: <dossier> et « --base » s'excluent.")
        case (let folder?, nil):
            if promotion != nil || au != nil || reglementDuDisque {
                throw Refusal(.usage, "erreur: « --promotion », « --au » et « --reglement-du-disque » demandent « --base ».")
            }
            return (PromotionSource.resolving(try PromotionSource.folder(folder, on: console), beside: folder), .standard())
        case (nil, let file?):
            guard let promotion else { throw Refusal(.usage, "erreur: Il manque --promotion <id>.") }
            let instant = try au.map { text in
                guard let instant = Instant(text) else {
                    throw Refusal(.usage, "erreur: « \(text) » n'est pas un instant ; écrivez 2027-02-10T18:00 (heure de Paris) ou 2027-02-10.")
                }
                return instant
            }
            return try Record.using(file) { base in
                let code = try Record.done(try base.resoudre(promotion))
                guard let found = try base.promotion(code, au: instant) else {
                    throw Refusal(
                        .data, "\(file): erreur: à cet instant, le registre ne connaissait pas encore la promotion « \(code) » [promotion-inconnue]")
                }
                if reglementDuDisque { return (found, .standard()) }
                return try KeptReglement.source(found, code, at: instant, in: base, file: file, on: console)
            }
        }
    }

    /// Reads a whole folder or refuses it with everything that is wrong in it.
    static func folder(_ path: String, on console: Console) throws -> Promotion {
        let folder = PromotionFolder(path: path)
        let reading = folder.read()
        let report = DiagnosticReport(diagnostics: withoutDeclared(reading.diagnostics, reading.promotion))
        guard let promotion = reading.promotion else {
            // What the règlement refuses of the header comes with the rest: every error at once.
            let refused = folder.entete().map { Deliberation.fautes(resolving($0, beside: path), bibliotheque: .standard()) } ?? []
            try DiagnosticReport(diagnostics: folder.situer(refused) + report.diagnostics).printAndRefuse(on: console)
            throw Refusal(.data)
        }
        report.print(on: console)
        return promotion
    }

    /// Columns that the reader does not know and that the règlement reads are no fault: the reader cannot know which règlement will judge.
    private static func withoutDeclared(_ diagnostics: [Diagnostic], _ promotion: Promotion?) -> [Diagnostic] {
        guard let entete = promotion?.entete, diagnostics.contains(where: { $0.code == "colonne-inconnue" }) else { return diagnostics }
        let declared = Bibliotheque.standard().charger(entete.reglement, surcouche: entete.surcouche).declaration.colonnes
        return diagnostics.filter { diagnostic in
            diagnostic.code != "colonne-inconnue" || !declared.contains { diagnostic.message.contains("« \($0.nom.valeur) »") }
        }
    }

    /// A règlement given by its path is looked for beside the promotion first.
    static func resolving(_ promotion: Promotion, beside folder: String) -> Promotion {
        var promotion = promotion
        promotion.entete = resolving(promotion.entete, beside: folder)
        return promotion
    }

    private static func resolving(_ entete: Entete, beside folder: String) -> Entete {
        var entete = entete
        let path = folder + "/" + entete.reglement
        if FileManager.default.fileExists(atPath: path + "/reglement.yaml") { entete.reglement = path }
        return entete
    }
}

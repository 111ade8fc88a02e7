import ArgumentParser
import Echanges
import Foundation
import Registre
import Reglement
import Scolarite
import Valeurs

/// `quitus importer`: a promotion folder, a teacher's spreadsheet, or what Apogée or Pégase knows, into the record.
struct ImporterCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "importer",
        abstract: "Met dans le registre un dossier de promotion, ou un fichier d'ailleurs : seul ce qui change est écrit.",
        discussion: """
            Le fichier du registre est créé s'il n'existe pas. Le règlement que la promotion nomme est gardé avec elle, octet pour octet, \
            et c'est lui qui la juge depuis le registre : en changer est un acte à part (reglement adopter). \
            Les décisions des jurys tenus dans le registre restent, que le dossier les porte ou non. \
            Un tableur, un fichier d'Apogée ou de Pégase complète une promotion du registre (--base et --promotion) ; \
            ceux d'Apogée et de Pégase peuvent aussi commencer un dossier (--sortie), à compléter.
            """)

    @Argument(help: "Dossier de promotion (promotion.yaml et ses fichiers CSV), ou le fichier que --depuis annonce.")
    var dossier: String

    @Option(help: ArgumentHelp("Le fichier du registre.", valueName: "fichier"))
    var base: String?

    @Option(help: ArgumentHelp("dossier, tableur (XLSX ou CSV), apogee ou pegase.", valueName: "origine"))
    var depuis: Origine = .dossier

    @Option(help: ArgumentHelp("La promotion dans le registre, pour un fichier qui la complète.", valueName: "id"))
    var promotion: String?

    @Option(help: ArgumentHelp("L'ECUE d'un tableur qui ne le nomme pas.", valueName: "code"))
    var ecue: String?

    @Option(help: ArgumentHelp("La session d'un tableur qui ne la dit pas : 1, ou 2 pour le rattrapage.", valueName: "1|2"))
    var session: Int?

    @Flag(help: "Dans un tableur, une cellule vide dit que la note est attendue ; sinon elle ne dit rien.")
    var videsAttendues = false

    @Option(help: ArgumentHelp("Écrit un dossier de promotion à compléter, depuis Apogée ou Pégase.", valueName: "dossier"))
    var sortie: String?

    @Flag(help: "Montre ce qui changerait, n'écrit rien.")
    var essai = false

    @OptionGroup var acte: ActeOptions

    enum Origine: String, CaseIterable, ExpressibleByArgument { case dossier, tableur, apogee, pegase }

    func run(on console: Console) throws {
        try checkOptions()
        if depuis == .dossier { return try importFolder(on: console) }
        if let sortie { return try draft(to: sortie, on: console) }
        try complete(on: console)
    }

    /// Options that contradict each other, or the origin.
    private func checkOptions() throws {
        func refuse(_ sentence: String) -> Refusal { Refusal(.usage, "erreur: \(sentence)") }
        if depuis != .tableur, ecue != nil || session != nil || videsAttendues {
            throw refuse("« --ecue », « --session » et « --vides-attendues » demandent « --depuis tableur ».")
        }
        if let session, !(1...2).contains(session) { throw refuse("« --session » est 1 ou 2.") }
        if depuis == .dossier {
            if promotion != nil || sortie != nil { throw refuse("« --promotion » et « --sortie » demandent « --depuis » tableur, apogee ou pegase.") }
            if base == nil { throw refuse("Il manque --base <fichier>.") }
        } else if sortie != nil {
            if depuis == .tableur { throw refuse("Un tableur de notes ne décrit pas une promotion : donnez --base et --promotion.") }
            if base != nil || promotion != nil { throw refuse("« --sortie » et « --base » s'excluent.") }
        } else if base == nil || promotion == nil {
            throw refuse(depuis == .tableur ? "Il manque --base et --promotion." : "Il manque --base et --promotion, ou --sortie.")
        }
    }

    private func importFolder(on console: Console) throws {
        let file = base ?? ""
        let promotion = try PromotionSource.folder(dossier, on: console)
        let named = PromotionSource.resolving(promotion, beside: dossier).entete.reglement
        var reglement: ReglementLuDuDisque?
        do throws(Juge.Fautes) {
            reglement = try KeptReglement.onDisk(promotion.entete, nom: named).get()
        } catch {
            DiagnosticReport(diagnostics: error.diagnostics).print(on: console)
            console.printError("avertissement: le règlement a des erreurs, il n'est pas gardé avec la promotion [reglement-non-garde]")
        }
        if essai {
            // A trial makes no file: without a base, the folder is compared with an empty record.
            func attempt(_ base: Base) throws -> Changements {
                try Record.done(try base.importer(promotion, reglement: reglement, par: acte.acte, essai: true))
            }
            let changes = try FileManager.default.fileExists(atPath: file) ? Record.using(file, attempt) : attempt(try Base.enMemoire())
            changes.lignes.forEach(console.print)
            return console.print("Essai : rien n'a été écrit.")
        }
        try Record.using(file, create: true) { base in
            let changes = try console.showingProgress { progress in
                try Record.done(try base.importer(promotion, reglement: reglement, par: acte.acte, progres: ImporterCommand.writing(progress)))
            }
            changes.lignes.forEach(console.print)
            guard changes.reglement == nil, let kept = try base.reglement(de: promotion.entete.code) else { return }
            try KeptReglement.warnIfDifferent(kept, promotion.entete, in: base, file: file, on: console, nom: named)
        }
    }

    /// A promotion of the record, with what the file brings. The version that was read must still be there when it is written.
    private func complete(on console: Console) throws {
        try Record.using(base ?? "") { base in
            let code = try Record.done(try base.resoudre(promotion ?? ""))
            let version = try base.version(code)
            guard let held = try base.exporter(code) else { return }
            let completed = try read(into: held, on: console)
            let changes = try console.showingProgress { progress in
                try Record.done(
                    try base.importer(completed, par: acte.acte, vu: essai ? nil : version, essai: essai, progres: ImporterCommand.writing(progress)))
            }
            changes.lignes.forEach(console.print)
            if essai { console.print("Essai : rien n'a été écrit.") }
        }
    }

    private func read(into held: Promotion, on console: Console) throws -> Promotion {
        let reading = console.showingProgress { progress -> PromotionReading in
            switch depuis {
            case .apogee:
                let lecture = FichierApogee.lire(dossier)
                guard let fichier = lecture.fichier else { return .refused(lecture.diagnostics) }
                return held.important(apogee: fichier, nomme: dossier)
            case .pegase: return held.important(pegase: dossier)
            default:
                let options = OptionsTableur(ecue: ecue, session: session ?? 1, videsAttendues: videsAttendues)
                return held.important(tableur: dossier, options: options) { progress("lecture : \(french($0, "ligne"))") }
            }
        }
        let report = DiagnosticReport(diagnostics: reading.diagnostics)
        guard let promotion = reading.promotion else {
            try report.printAndRefuse(on: console)
            throw Refusal(.data)
        }
        report.print(on: console)
        return promotion
    }

    /// A new folder, with what is still to be filled.
    private func draft(to folder: String, on console: Console) throws {
        let lecture: Brouillon.Lecture
        if depuis == .apogee {
            let fichier = FichierApogee.lire(dossier)
            lecture = fichier.fichier.map { $0.brouillon(nomme: dossier) } ?? .refuse(fichier.diagnostics)
        } else {
            lecture = Brouillon.pegase(dossier)
        }
        let report = DiagnosticReport(diagnostics: lecture.diagnostics)
        guard let draft = lecture.brouillon else {
            try report.printAndRefuse(on: console)
            throw Refusal(.data)
        }
        report.print(on: console)
        if !essai {
            do throws(Diagnostic) {
                try draft.ecrire(folder)
            } catch {
                throw Refusal(.data, error.description)
            }
        }
        console.print(
            "\(folder) : \(french(draft.eleves.count, "élève")), \(french(draft.maquette.count, "ECUE")), \(french(draft.notes.count, "note")).")
        if !draft.manques.isEmpty { console.print("À compléter :\n" + draft.manques.map { "  \($0)" }.joined(separator: "\n")) }
        if essai { console.print("Essai : rien n'a été écrit.") }
    }

    private static func writing(_ progress: @escaping (String) -> Void) -> (Progression) -> Void {
        { progress("écriture : \($0.fait) sur \($0.total)") }
    }
}

import ArgumentParser
import Registre

/// `quitus journal`: the chain of facts from which everything in the record is derived.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Vérifie le journal du registre, ou le montre.",
        subcommands: [JournalVerifierCommand.self, JournalMontrerCommand.self])
}

/// `quitus journal verifier`
struct JournalVerifierCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "verifier",
        abstract: "Recalcule la chaîne, rejoue le journal et compare toutes les tables.",
        discussion: "Écrit le condensat et rend 0 quand tout tient ; sinon dit la première entrée en faute et rend 1.")

    @OptionGroup var record: BaseOption

    @Option(help: ArgumentHelp("Un condensat gardé ailleurs, dans un PV par exemple : le journal doit encore le contenir.", valueName: "condensat"))
    var condensat: String?

    func run(on console: Console) throws {
        let kept = try condensat.map { text in
            guard let digest = Condensat(text) else {
                throw Refusal(.usage, "erreur: « \(text) » n'est pas un condensat : sha256:…:nombre d'entrées.")
            }
            return digest
        }
        let verification = try Record.using(record.base, check: .aucun, damaged: .failure) { base in
            try console.showingProgress { progress in
                try base.verifier(condensat: kept) { step in
                    guard step.fait % max(1, step.total / 100) == 0 else { return }
                    progress("vérification : \(step.fait) sur \(french(step.total, "entrée"))")
                }
            }
        }
        switch verification {
        case .intacte(let digest):
            console.print(digest.description)
            console.printError("Journal intact : \(french(Int(digest.entrees), "entrée")), chaîne recalculée, rejeu égal aux tables.")
        case .rompue(let fault): throw Refusal(.failure, "\(record.base): erreur: \(fault)")
        }
    }
}

/// `quitus journal montrer`
struct JournalMontrerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "montrer",
        abstract: "Montre les entrées du journal, ou l'histoire du dossier d'un élève.",
        discussion: "L'histoire d'un dossier contient ses notes : elle est pour qui a le droit de les lire.")

    @OptionGroup var record: BaseOption

    @Option(help: ArgumentHelp("L'histoire du dossier de cet élève.", valueName: "id"))
    var eleve: String?

    @Option(help: ArgumentHelp("Pour un élève présent dans plusieurs promotions.", valueName: "id"))
    var promotion: String?

    @Option(help: ArgumentHelp("La première entrée à montrer.", valueName: "entrée"))
    var depuis: Int = 1

    @Option(help: ArgumentHelp("Combien d'entrées au plus.", valueName: "nombre"))
    var limite: Int?

    func run(on console: Console) throws {
        if depuis < 1 || (limite.map { $0 < 1 } ?? false) { throw Refusal(.usage, "erreur: « --depuis » et « --limite » comptent à partir de 1.") }
        let lines = try Record.using(record.base) { base in
            guard let eleve else { return try base.montrerJournal(depuis: Int64(depuis), limite: limite) }
            let code = try promotion.map { try Record.done(try base.resoudre($0)) }
            let story = try base.montrer(eleve: eleve, promotion: code)
            guard !story.isEmpty else { throw Refusal(.data, "erreur: aucune promotion du registre n'a d'élève « \(eleve) » [eleve-inconnu]") }
            return story
        }
        for line in lines { console.print(line.description) }
    }
}

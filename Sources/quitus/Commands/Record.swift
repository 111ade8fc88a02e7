import ArgumentParser
import Foundation
import Registre
import Valeurs

/// How commands reach the record: opened, used, closed, and its refusals turned into those of the command line.
enum Record {
    /// Opens the base at `path` for the time of `body`.
    ///
    /// - Parameters:
    ///   - check: how thoroughly the base is looked at first.
    ///   - damaged: how the command ends on a base that is there and cannot be read; a command that verifies answers that it does not hold.
    static func using<T>(
        _ path: String, create: Bool = false, check: Base.Controle = .complet, damaged: Ending = .data, _ body: (Base) throws -> T
    ) throws -> T {
        try translating(damaged: damaged) {
            let base = try Base.ouvrir(path, creer: create, controle: check)
            let result = Result { try body(base) }
            try base.fermer()
            return try result.get()
        }
    }

    /// Runs `body`, turning what breaks in the record into a refusal: bad input when the file given is not a base in order.
    static func translating<T>(damaged: Ending = .data, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as PanneRegistre {
            throw Refusal(ending(of: error, damaged: damaged), "erreur: \(error)")
        }
    }

    private static func ending(of error: PanneRegistre, damaged: Ending) -> Ending {
        switch error {
        case .endommagee, .pasUneBase, .entreeIllisible, .migrationModifiee: damaged
        case .disquePlein, .verrouillee, .moteur, .lectureSeule, .ouvertureImpossible, .horlogeEnArriere, .fichierExistant: .failure
        default: .data
        }
    }

    /// What was done; refused, as bad input, with the record's reason.
    static func done<T>(_ answer: Reponse<T>) throws -> T {
        switch answer {
        case .fait(let value): return value
        case .refuse(let refus): throw Refusal(.data, "erreur: \(refus)")
        }
    }
}

/// The base that a command uses.
struct BaseOption: ParsableArguments {
    @Option(help: ArgumentHelp("Le fichier du registre.", valueName: "fichier"))
    var base: String
}

/// Who writes in the record, and why.
struct ActeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Qui écrit, tel que l'annuaire de l'école le nomme. Sans elle, QUITUS_ACTEUR ou le compte de la machine.", valueName: "id")
    )
    var acteur: String?

    @Option(help: ArgumentHelp("Pourquoi, avec vos mots.", valueName: "texte"))
    var raison: String?

    /// The act, now: the command line is where a clock is read.
    var acte: Acte {
        let environment = ProcessInfo.processInfo.environment
        let author = acteur ?? [environment["QUITUS_ACTEUR"], environment["USER"]].compactMap { $0 }.first { !$0.isEmpty } ?? "ligne-de-commande"
        return Acte(acteur: author, instant: Instant(seconds: Int64(Date().timeIntervalSince1970)), raison: raison)
    }
}

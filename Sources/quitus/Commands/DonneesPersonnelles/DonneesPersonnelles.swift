import ArgumentParser
import Foundation
import Registre
import Valeurs

/// `quitus donnees-personnelles`: what the record holds on a person, and its erasure when the law and the school say so.
struct DonneesPersonnellesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "donnees-personnelles",
        abstract: "Montre ce que le registre sait d'une personne, ce qui est à effacer, et l'efface.",
        subcommands: [DonneesMontrerCommand.self, DonneesEcheancesCommand.self, DonneesEffacerCommand.self])
}

/// How long the school keeps each kind of data.
struct ConservationOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Combien de temps garder : identite, motif_absence, motif_decision ou raison, et une durée, par exemple identite=P5Y. Ce qui n'y est pas se garde.",
            valueName: "donnée=durée"))
    var conservation: [String]

    func read() throws -> Conservation {
        var periods: [CategorieDonnee: CalendarDuration] = [:]
        for text in conservation {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let kind = CategorieDonnee(rawValue: parts[0]), let period = CalendarDuration(parts[1]) else {
                let known = CategorieDonnee.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refusal(.usage, "erreur: « \(text) » n'est pas une durée de conservation ; écrivez identite=P5Y (données : \(known)).")
            }
            periods[kind] = period
        }
        return Conservation(periods)
    }
}

/// A day that the command line gives, or today.
func jour(_ text: String?) throws -> CalendarDate {
    guard let text else { return Instant(seconds: Int64(Date().timeIntervalSince1970)).paris.day }
    guard let day = CalendarDate(text) else { throw Refusal(.usage, "erreur: « \(text) » n'est pas une date ; écrivez 2027-02-10 ou 10/02/2027.") }
    return day
}

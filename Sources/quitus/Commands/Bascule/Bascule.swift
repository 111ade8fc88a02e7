import ArgumentParser
import Registre

/// `quitus bascule`: the turn of a year.
struct BasculeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bascule",
        abstract: "Fait passer une promotion à l'année suivante, d'après les décisions de ses jurys.",
        subcommands: [BasculePreparerCommand.self, BasculeAppliquerCommand.self, BasculeListerCommand.self, BasculeAnnulerCommand.self])
}

/// `quitus bascule preparer`
struct BasculePreparerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "preparer",
        abstract: "Montre ce que la bascule ferait : qui passe, redouble, part, revient, avec quelles UE. N'écrit rien.")

    @OptionGroup var demande: BasculeOptions

    func run(on console: Console) throws {
        let plan = try Record.using(demande.record.base) { try demande.plan(in: $0, on: console) }
        plan.texte.forEach(console.print)
    }
}

/// `quitus bascule appliquer`
struct BasculeAppliquerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "appliquer",
        abstract: "Fait la bascule d'un seul geste : toutes les promotions rejointes, ou aucune.")

    @OptionGroup var demande: BasculeOptions
    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let (plan, done) = try Record.using(demande.record.base) { base in
            let plan = try demande.plan(in: base, on: console)
            return (plan, try Record.done(try base.appliquerBascule(plan, par: acte.acte)))
        }
        plan.texte.forEach(console.print)
        console.print("Bascule \(done.identifiant) faite.")
    }
}

/// `quitus bascule lister`
struct BasculeListerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(commandName: "lister", abstract: "Montre les bascules faites, celles annulées comprises.")

    @OptionGroup var record: BaseOption

    func run(on console: Console) throws {
        let done = try Record.using(record.base) { try $0.bascules() }
        var table = Table([.init("Bascule", .trailing), .init("Promotion"), .init("Vers"), .init("État")])
        for item in done { table.add([String(item.identifiant), item.source, item.annee, item.annulee ? "annulée" : "faite"]) }
        console.print(done.isEmpty ? "Aucune bascule." : table.rendered(on: console))
    }
}

/// `quitus bascule annuler`
struct BasculeAnnulerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "annuler",
        abstract: "Annule une bascule tant que rien n'a changé depuis ; --raison est requise.")

    @OptionGroup var record: BaseOption

    @Argument(help: "Le numéro de la bascule.")
    var bascule: Int64

    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let undone = try Record.using(record.base) { try Record.done(try $0.annulerBascule(bascule, par: acte.acte)) }
        console.print("Bascule \(undone.identifiant) annulée.")
    }
}

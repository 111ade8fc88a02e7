import ArgumentParser

/// `quitus reglement`: what the record keeps to judge its promotions by.
struct ReglementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reglement",
        abstract: "Montre le règlement que le registre garde pour une promotion, ou en adopte un autre.",
        discussion: """
            Le registre garde, octet pour octet, le règlement de chaque promotion tel qu'il était à l'import. C'est lui qui juge, même si \
            les fichiers du disque changent ensuite : un jugement passé se refait à l'identique des années plus tard.
            """,
        subcommands: [ReglementMontrerCommand.self, ReglementAdopterCommand.self])
}

/// The promotion of the record that a command is about.
struct PromotionOptions: ParsableArguments {
    @OptionGroup var record: BaseOption

    @Option(help: ArgumentHelp("La promotion dans le registre.", valueName: "id"))
    var promotion: String
}

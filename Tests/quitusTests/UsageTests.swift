import Testing

@testable import quitus

@Suite struct UsageTests {
    @Test func `an unknown option is refused with code 64, the usage line and where to read more`() {
        let outcome = quitus("--vesion")
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("erreur: « --vesion » n'est pas une option de cette commande."))
        #expect(outcome.errors.hasSuffix("\nVoir « quitus --aide ».\n"))
    }

    @Test func `a command that help leaves out is still one`() {
        // Its own option is what is missing, not the command.
        let outcome = quitus("pages")
        #expect(outcome.status == 64)
        #expect(!outcome.errors.contains("n'est pas une commande"))
        #expect(outcome.errors.contains("--sortie"))
    }

    @Test func `the version is printed with code 0`() {
        let outcome = quitus("--version")
        #expect(outcome.status == 0)
        #expect(outcome.output == "quitus \(Quitus.version)\n")
        #expect(outcome.errors.isEmpty)
    }

    @Test(arguments: [
        (
            "Unknown option '--graine'. Did you mean '--graines'?",
            "« --graine » n'est pas une option de cette commande. Vouliez-vous dire « --graines » ?"
        ),
        ("Unknown option '-x'", "« -x » n'est pas une option de cette commande."),
        ("Missing value for '--base <fichier>'", "L'option « --base » attend une valeur : <fichier>."),
        ("Missing value for '--base'", "L'option « --base » attend une valeur."),
        ("Unknown option '-ab'\n   or: Missing value for '-a' in '-ab'", "« -ab » n'est pas une option de cette commande."),
        (
            "The option '--essai' does not take any value, but 'oui' was specified.",
            "L'option « --essai » ne prend pas de valeur ; « oui » est de trop."
        ),
        ("Missing expected argument '<dossier>'", "Il manque <dossier>."),
        ("Missing expected argument '--base <fichier>'", "Il manque --base <fichier>."),
        ("Missing one of: '--a', '--b'", "Il manque l'un de : « --a », « --b »."),
        ("The value 'x' is invalid for '--eleves <nombre>'", "« x » ne convient pas à « --eleves <nombre> »."),
        (
            "The value 'pdf' is invalid for '--format <format>'. Please provide one of 'table', 'json' or 'csv'.",
            "« pdf » ne convient pas à « --format <format> » ; valeurs possibles : « table », « json », « csv »."
        ),
        (
            "The value 'x' is invalid for '<type>'. Please provide one of the following:\n  - pv\n  - releve\n",
            "« x » ne convient pas à « <type> » ; valeurs possibles : « pv », « releve »."
        ),
        ("Value to be set with flag '--a' had already been set with flag '--b'", "Les options « --a » et « --b » s'excluent."),
        ("Invalid option: -é", "« -é » n'a pas la forme d'une option."),
        ("Missing required subcommand.", "Il manque le nom d'une commande."),
        ("Something the parser never said", "La ligne de commande n'a pas été comprise."),
    ])
    func `each refusal of the parser is said in French`(english: String, french: String) {
        #expect(UsageErrors.french(english, commands: []) == french)
    }

    @Test(arguments: [["servir", "--demo"], ["servir", "--aide"], ["aide", "servir"], ["jury", "servir", "--base", "x"], ["servir"]])
    func `a command that does not exist is what is refused, whatever follows it`(words: [String]) {
        let outcome = quitus(words)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("erreur: « servir » n'est pas une commande."))
    }

    @Test(arguments: [
        ("Unexpected argument 'delibrer'", "« delibrer » n'est pas une commande. Vouliez-vous dire « deliberer » ?"),
        ("Unexpected argument 'xyz'", "« xyz » n'est pas une commande."),
        ("2 unexpected arguments: 'fel', '1+1'", "« fel » n'est pas une commande. Vouliez-vous dire « feel » ?"),
    ])
    func `an unknown command is refused with the nearest one`(english: String, french: String) {
        #expect(UsageErrors.french(english, commands: ["deliberer", "feel", "generer"]) == french)
    }

    @Test func `words too many for a command that takes none are listed`() {
        #expect(UsageErrors.french("2 unexpected arguments: 'a', 'b'", commands: []) == "Sont de trop : « a », « b ».")
        #expect(UsageErrors.french("Unexpected argument 'a'", commands: []) == "« a » est de trop.")
    }
}

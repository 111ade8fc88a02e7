import Valeurs

/// Prints what is wrong in files: errors and warnings where they stand, then how many there are.
struct DiagnosticReport {
    let diagnostics: [Diagnostic]

    var errors: Int { diagnostics.count { $0.gravite == .erreur } }

    /// Writes every diagnostic to the error output, so that a result printed beside them can be piped.
    func print(on console: Console) {
        for diagnostic in diagnostics { console.printError(diagnostic.description) }
    }

    /// Prints everything, and refuses with the code of bad input when there is an error among them.
    func printAndRefuse(on console: Console) throws {
        print(on: console)
        guard errors > 0 else { return }
        throw Refusal(.data, errors == 1 ? "1 erreur : rien n'a été fait." : "\(errors) erreurs : rien n'a été fait.")
    }
}

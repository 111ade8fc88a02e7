import ArgumentParser
import ReglementYAML

/// `quitus verifier`: what is wrong in règlements, and which of their worked examples they contradict.
struct VerifierCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "verifier",
        abstract: "Vérifie des règlements : schéma, noms, types, articles, tables, dates, et leurs exemples.",
        discussion: "Code de retour 1 dès qu'une erreur est trouvée ou qu'un exemple n'est pas respecté.")

    @Argument(help: "Identifiants de règlements, ou dossiers qui contiennent un reglement.yaml.")
    var bundle: [String]

    @Option(help: ArgumentHelp("table ou json.", valueName: "format"))
    var format: TextFormat = .table

    func run(on console: Console) throws {
        let library = Bibliotheque.standard()
        let verified = bundle.map { Verification(library.charger($0), bibliotheque: library) }
        switch format {
        case .json where verified.count == 1: console.write(verified[0].json())
        case .json: console.write("[\n" + verified.map { $0.json().trimmed }.joined(separator: ",\n") + "\n]\n")
        case .table: for verification in verified { print(verification, on: console) }
        }
        if !verified.allSatisfy(\.reussit) { throw Refusal(.failure) }
    }

    private func print(_ verification: Verification, on console: Console) {
        for diagnostic in verification.diagnostics { console.print(diagnostic.description) }
        for exemple in verification.exemples {
            for ecart in exemple.ecarts {
                let field = ecart.champ.isEmpty ? ecart.objet : "\(ecart.objet), \(ecart.champ)"
                console.print(
                    "\(ecart.position.fichier):\(ecart.position.ligne):\(ecart.position.colonne): erreur: exemple « \(exemple.exemple) », \(field) : "
                        + "attendu « \(ecart.attendu) », obtenu « \(ecart.obtenu) » [exemple]")
                for phrase in ecart.phrases { console.print("  \(phrase)") }
            }
        }
        let failed = verification.exemples.count { !$0.ecarts.isEmpty }
        let errors = verification.diagnostics.count { $0.gravite == .erreur }
        let warnings = verification.diagnostics.count - errors
        let parts = [
            french(errors, "erreur"), french(warnings, "avertissement"),
            french(verification.exemples.count, "exemple")
                + (failed == 0 ? "" : " dont \(failed) en écart"),
        ]
        let mark = verification.reussit ? console.paint("tient", .green) : console.paint("ne tient pas", .red)
        console.print("\(verification.reglement) \(mark) : \(parts.joined(separator: ", "))")
    }
}

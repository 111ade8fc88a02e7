import Reglement

/// A judged promotion as a table: one élève a line, then how many of each proposal.
struct JugementTable {
    let jugement: Jugement
    let words: Words

    init(_ jugement: Jugement, _ words: Words) {
        self.jugement = jugement
        self.words = words
    }

    func rendered(on console: Console) -> String {
        let semestres = jugement.eleves.first?.semestres.map(\.semestre) ?? []
        // Columns that only some règlements fill.
        let (ranked, mentioned) = (
            jugement.eleves.contains { $0.annee.rang != nil }, jugement.eleves.contains { $0.annee.mention != nil || $0.diplome.mention != nil }
        )
        var table = Table(
            [.init("Élève")]
                + semestres.flatMap { [Table.Column($0), Table.Column("Moyenne", .trailing), Table.Column("ECTS", .trailing)] }
                + (ranked ? [.init("Rang", .trailing)] : []) + (mentioned ? [.init("Mention", folds: true)] : [])
                + [
                    .init("À reprendre", folds: true), .init("Proposition", folds: true), .init("Options ouvertes", folds: true),
                    .init("Alertes", .trailing),
                ])
        for situe in jugement.eleves {
            var cells = [situe.eleve]
            var colours: [Int: Colour] = [:]
            for semestre in situe.semestres {
                colours[cells.count] = Words.colour(semestre.statut)
                let mean = semestre.moyenne.map { $0.decimal.withComma } ?? ""
                cells += [words(semestre.statut), mean, JugementTable.credits(semestre.ects.decimal)]
            }
            if ranked { cells.append(situe.annee.rang.map { String($0) } ?? "") }
            if mentioned { cells.append((situe.diplome.mention ?? situe.annee.mention).map { words($0) } ?? "") }
            cells.append(situe.ues.filter { !["validee", "dispensee"].contains($0.statut) }.map(\.ue).joined(separator: ", "))
            colours[cells.count] = Words.colour(situe.annee.proposition)
            cells += [
                words(situe.annee.proposition), situe.annee.options.filter(\.ouverte).map { words($0.nom) }.joined(separator: ", "),
                situe.alertes.isEmpty ? "" : String(situe.alertes.count),
            ]
            table.add(cells, colours: colours)
        }
        return table.rendered(on: console) + "\n\n" + summary
    }

    /// `ensmac-2026, session 1, au 10 février 2027 : 40 élèves ; passage 31, jury 9.`
    private var summary: String {
        let counts = Dictionary(grouping: jugement.eleves, by: \.annee.proposition).mapValues(\.count)
        let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\(words($0.key)) \($0.value)" }
        return
            "\(jugement.reglement.id)\(jugement.reglement.surcouche.map { " et sa surcouche \($0)" } ?? ""), session \(jugement.session), au \(jugement.date.french) : "
            + "\(french(jugement.eleves.count, "élève")) ; \(parts.joined(separator: ", "))."
    }

    /// Credits are whole nearly always: `30`, not `30,00`.
    private static func credits(_ decimal: String) -> String {
        decimal.hasSuffix(".00") ? String(decimal.dropLast(3)) : decimal.withComma
    }
}

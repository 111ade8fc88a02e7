import Scolarite
import Valeurs

/// Reads `eleves.csv`.
struct ElevesReader {
    static let schema = Schema(
        file: "eleves.csv", required: ["eleve"],
        optional: [
            "ine", "nom", "prenom", "naissance", "nationalites", "francophone", "statut", "cursus", "niveau", "entree", "niveau_entree", "voie",
            "genre",
            "boursier",
        ], extras: .facts)

    /// More than a whole country's engineering schools: a limit on what a file of garbage may cost.
    static let limit = 1_000_000

    struct Draft {
        var eleves: [Eleve] = []
        /// Ranks are indices in `eleves`. An élève whose line is wrong has one too, so that their marks are not said to be nobody's.
        let index = ByteIndex()
        let niveaux: Niveaux
    }

    /// `nil` when the header cannot be read. `years` are those of the cursus that the maquette covers, `judged` the academic year of the promotion.
    static func read(_ bytes: FileBytes, years: Set<Int>, judged: String? = nil, findings: FileFindings) -> Draft? {
        guard let table = CSVTable(bytes.buffer, schema: schema, findings: findings) else { return nil }
        let column = { table.column($0) }
        let (eleve, ine, nom, prenom) = (column("eleve"), column("ine"), column("nom"), column("prenom"))
        let (naissance, nationalites, francophone) = (column("naissance"), column("nationalites"), column("francophone"))
        let (statut, cursus, niveau, entree) = (column("statut"), column("cursus"), column("niveau"), column("entree"))
        let (niveauEntree, voie, genre, boursier) = (column("niveau_entree"), column("voie"), column("genre"), column("boursier"))
        let facts = table.extras.map { column($0.name) }
        let statuts = Statut.allCases.map(\.rawValue)
        var draft = Draft(niveaux: Niveaux(written: collect(niveau, of: bytes), years: years))
        var lines: [Int] = []
        while table.next() {
            guard let cell = table.cell(eleve) else {
                table.error(eleve, .emptyCell("eleve"))
                continue
            }
            let (rank, isNew) = draft.index.insert(cell)
            guard isNew else {
                table.error(eleve, .eleveTwice(firstLine: lines[rank]))
                continue
            }
            guard rank < limit else {
                table.error(eleve, .tooManyEleves(limit: limit))
                break
            }
            lines.append(table.line)
            let statutWord = table.word(statut, among: statuts, isShown: false)
            if statut.index != nil, statutWord.isEmpty { table.warning(statut, .statutMissing()) }
            var faits: [String: String] = [:]
            for fact in facts {
                let value = table.text(fact)
                if !value.isEmpty { faits[fact.name] = value }
            }
            let written = table.text(niveau)
            let admission = table.academicYear(entree)
            // Two academic years compare as their texts do.
            if let judged, AcademicYear.isValid(admission), admission > judged { table.error(entree, .entreeLater(judged)) }
            draft.eleves.append(
                Eleve(
                    id: cell.text, ine: table.text(ine), nom: table.text(nom), prenom: table.text(prenom), naissance: table.date(naissance),
                    nationalites: countries(table, nationalites), francophone: table.bool(francophone), statut: Statut(rawValue: statutWord) ?? .FISE,
                    cursus: table.text(cursus), niveau: draft.niveaux.read(table, niveau, defaultYear: years.count == 1 ? years.first : nil) ?? 1,
                    niveauEcrit: written, entree: admission, niveauEntree: table.integer(niveauEntree, in: 1...2) ?? 1,
                    voie: table.text(voie), genre: table.text(genre), boursier: table.bool(boursier), faits: faits))
        }
        if draft.eleves.isEmpty, findings.errorCount == 0 { findings.error(.noEleve()) }
        return draft
    }

    /// The ways in which the file writes levels: together they tell whose numbering it is.
    private static func collect(_ niveau: CSVTable.Column, of bytes: FileBytes) -> Set<String> {
        guard let index = niveau.index,
            let table = CSVTable(
                bytes.buffer, schema: Schema(file: schema.file, required: [], optional: schema.known), findings: FileFindings(file: ""))
        else { return [] }
        var written: Set<String> = []
        let column = CSVTable.Column(name: niveau.name, index: index)
        while written.count < 20, table.next() {
            if let cell = table.cell(column), cell.count <= 4 { written.insert(cell.text) }
        }
        return written
    }

    private static func countries(_ table: CSVTable, _ column: CSVTable.Column) -> [String] {
        guard let cell = table.cell(column) else { return [] }
        let codes = cell.text.split(separator: "|", omittingEmptySubsequences: false).map { String($0.drop { $0 == " " }) }
        if codes.contains(where: { !Pays.codes.contains($0) }) { table.error(column, .nationalites()) }
        return codes
    }
}

/// How a school numbers the years: the first year of an engineering cursus is `1A` in some schools, `3A` in those that count from
/// the baccalauréat.
struct Niveaux {
    /// Added to a year of the cursus to get the digit that the school writes before `A`.
    let offset: Int
    let years: Set<Int>

    /// `written` are the levels of the file, `years` those of the cursus that the maquette covers.
    init(written: Set<String>, years: Set<Int>) {
        self.years = years
        let digits = Set(written.compactMap(Niveaux.schoolDigit))
        if digits.contains(where: { $0 > 3 }) {
            offset = 2
        } else if digits.contains(3), !digits.contains(1), !digits.contains(2), !years.contains(3), years.contains(1) {
            // `3A` in a promotion whose maquette is that of the first year.
            offset = 2
        } else {
            offset = 0
        }
    }

    /// The digit of `3A`.
    static func schoolDigit(_ text: String) -> Int? {
        guard text.utf8.count == 2, text.utf8.last == UInt8(ascii: "A"), let digit = Int(text.prefix(1)), (1...5).contains(digit) else { return nil }
        return digit
    }

    /// The year of the cursus; `nil` when empty without a default, or reported.
    func read(_ table: CSVTable, _ column: CSVTable.Column, defaultYear: Int?, required: Bool = true) -> Int? {
        guard let cell = table.cell(column) else {
            if let defaultYear { return defaultYear }
            if required { table.error(column, .emptyCell("niveau")) }
            return nil
        }
        let text = cell.text
        if let digit = Niveaux.schoolDigit(text), (1...3).contains(digit - offset) { return digit - offset }
        guard text.utf8.count == 1, let digit = Int(text), (1...3).contains(digit) else {
            table.error(column, .niveau(3))
            return nil
        }
        if required, digit > 2, !years.isEmpty, !years.contains(digit), years.contains(digit - 2) { table.warning(column, .niveauAmbiguous(digit)) }
        return digit
    }

    /// The years of the cursus that periods belong to: S5 and S6 are the first of an engineering cursus.
    static func years(of semestres: [String]) -> Set<Int> {
        Set(
            semestres.compactMap { code in
                guard let number = Periode.number(code) else { return nil }
                if code.first == "A" { return number }
                if code.first == "T" { return (number + 2) / 3 }
                return number >= 5 ? (number - 3) / 2 : (number + 1) / 2
            })
    }
}

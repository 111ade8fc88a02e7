import Glibc
import Scolarite
import Valeurs

/// Reads `notes.csv`: six million lines in two or three seconds, so no `String` and no allocation for a line that is right.
///
/// Each (ECUE, épreuve) met is a sheet; once the file has been read, sheets become the épreuves of the maquette. What can only be
/// known then (an épreuve without weight, a line without épreuve where there are several) sends the reader through the file again,
/// to give the lines.
final class NotesReader {
    static let schema = Schema(
        file: "notes.csv", required: ["eleve", "ecue", "note"], optional: ["epreuve", "nature", "coefficient", "session", "date"])

    struct Result {
        let maquette: Maquette
        let notes: Notes
    }

    let maquette: MaquetteDraft
    let eleves: ElevesReader.Draft
    let dossiers: [Dossier]
    let findings: FileFindings
    let bytes: FileBytes
    let count: Int

    @exclusivity(unchecked) var sheets: [NoteSheet] = []
    /// For each ECUE, the ranks of its sheets.
    @exclusivity(unchecked) var sheetsOfECUE: [[Int]]
    var complements: [NoteColumn?]
    /// What an ECUE accepts, by its nature and coefficient.
    private let acceptsNumber: [Bool]
    private let acceptsValidation: [Bool]
    private let top: [Int32]
    private let topOfUE: [Int32]
    private let isCompany: [Bool]
    /// Cells of every column together: a limit on what a file may cost.
    private var cells = 0
    static let cellLimit = 400_000_000
    static let sheetLimit = 200

    /// Natures that a school may either mark or validate.
    static let validated: Set<Nature> = [.competence, .stage, .projet, .soutenance, .langue, .memoire, .apprentissage, .facultatif]

    /// `nil` when the header cannot be read.
    static func read(
        _ bytes: FileBytes, maquette: MaquetteDraft, eleves: ElevesReader.Draft, dossiers: [Dossier], findings: FileFindings
    ) -> Result? {
        guard let table = CSVTable(bytes.buffer, schema: schema, findings: findings) else { return nil }
        let reader = NotesReader(bytes, maquette, eleves, dossiers, findings)
        reader.readLines(table)
        return reader.assemble()
    }

    private init(_ bytes: FileBytes, _ maquette: MaquetteDraft, _ eleves: ElevesReader.Draft, _ dossiers: [Dossier], _ findings: FileFindings) {
        (self.bytes, self.maquette, self.eleves, self.dossiers, self.findings) = (bytes, maquette, eleves, dossiers, findings)
        count = eleves.eleves.count
        sheetsOfECUE = maquette.ecues.map { _ in [] }
        complements = maquette.ues.map { _ in nil }
        // Without a coefficient an ECUE is validated on its own terms: a number would neither count nor be held to any floor.
        acceptsNumber = maquette.ecues.map { $0.nature != .competence && $0.coefficient > .zero }
        acceptsValidation = zip(maquette.ecues, maquette.sansCoefficient).map { $1 || NotesReader.validated.contains($0.nature) }
        top = maquette.ecues.map(\.scale.upperBound)
        topOfUE = maquette.ues.indices.map(maquette.top(ofUE:))
        isCompany = maquette.ecues.map { $0.nature == .entreprise }
    }

    private func readLines(_ table: CSVTable) {
        let line = NoteLine(table)
        var previous = (start: bytes.buffer.baseAddress, count: -1, rank: -1)
        var days = DayReader()
        while table.next() {
            guard let code = table.cell(line.eleve) else {
                table.error(line.eleve, .emptyCell("eleve"))
                continue
            }
            var eleve = previous.rank
            if previous.count != code.count || memcmp(code.start, previous.start!, code.count) != 0 {
                eleve = eleves.index.find(code) ?? -1
                // A line of a file exported by élève repeats the last one's code. One that was unquoted is not kept: its copy goes.
                if bytes.holds(code) { previous = (code.start, code.count, eleve) } else { previous.count = -1 }
            }
            if eleve < 0 { table.error(line.eleve, .eleveUnknown()) }
            let session = readSession(table, line)
            guard let ecueCell = table.cell(line.ecue) else {
                table.error(line.ecue, .emptyCell("ecue"))
                continue
            }
            let day = days.read(table, line.date)
            guard let ecue = maquette.ecueIndex.find(ecueCell) else {
                readComplement(table, line, ecueCell, eleve, day)
                continue
            }
            guard let saisie = readMark(table, line.note, top: top[ecue]), session > 0,
                let sheet = sheet(table, line, ecue)
            else { continue }
            check(saisie.etat, ecue, sheet, table, line)
            guard eleve >= 0 else { continue }
            if !sheet.column(session, count: count).set(eleve, saisie.etat, saisie.hundredths, day) { table.error(line.eleve, .noteTwice()) }
        }
    }

    private func readSession(_ table: CSVTable, _ line: NoteLine) -> Int {
        guard let cell = table.cell(line.session) else { return 1 }
        if cell.count == 1, cell.start[0] == UInt8(ascii: "1") || cell.start[0] == UInt8(ascii: "2") { return Int(cell.start[0]) - 48 }
        table.error(line.session, .sessionNumber())
        return 0
    }

    /// The sheet of the line, with its nature and coefficient checked against what other lines said.
    private func sheet(_ table: CSVTable, _ line: NoteLine, _ ecue: Int) -> NoteSheet? {
        let code = table.cell(line.epreuve)
        let known = sheetsOfECUE[ecue]
        var found: NoteSheet?
        for rank in known {
            let sheet = sheets[rank]
            if sheet.matches(code) {
                found = sheet
                break
            }
        }
        if found == nil {
            guard known.count < NotesReader.sheetLimit else {
                table.error(line.epreuve, .tooManyEpreuves(maquette.ecues[ecue].code))
                return nil
            }
            guard cells + 2 * count <= NotesReader.cellLimit else {
                table.error(line.epreuve, .tooManyNotes())
                return nil
            }
            cells += 2 * count
            let sheet = NoteSheet(ecue: ecue, code: code?.text ?? "")
            if sheet.code.utf8.contains(UInt8(ascii: "/")) { table.error(line.epreuve, .codeCharacters("epreuve")) }
            sheetsOfECUE[ecue].append(sheets.count)
            sheets.append(sheet)
            found = sheet
        }
        guard let sheet = found else { return nil }
        if let cell = table.cell(line.nature), !sheet.lastNature.repeats(cell) { readNature(table, line, cell, sheet) }
        if let cell = table.cell(line.coefficient), !sheet.lastCoefficient.repeats(cell) { readCoefficient(table, line, cell, sheet) }
        return sheet
    }

    private func readNature(_ table: CSVTable, _ line: NoteLine, _ cell: Cell, _ sheet: NoteSheet) {
        let word = table.word(line.nature, among: Nature.allCases.map(\.rawValue))
        guard let nature = Nature(rawValue: word) else { return }
        if (nature == .entreprise) != isCompany[sheet.ecue] {
            table.error(line.nature, .scalesMixed(maquette.ecues[sheet.ecue].code))
        } else if let known = sheet.nature, known != nature {
            table.error(line.nature, .epreuveDiffers("nature", firstLine: sheet.natureLine))
        } else {
            if sheet.nature == nil { (sheet.nature, sheet.natureLine) = (nature, table.line) }
            if bytes.holds(cell) { sheet.lastNature = SeenCell(cell) }
        }
    }

    private func readCoefficient(_ table: CSVTable, _ line: NoteLine, _ cell: Cell, _ sheet: NoteSheet) {
        // On a line for a whole ECUE at the second session, a coefficient has nothing to weigh: it is read and compared as that of an
        // épreuve without name, and dropped with it.
        guard let value = table.rational(line.coefficient, in: 0...10_000) else { return }
        if let known = sheet.coefficient, known != value {
            table.error(line.coefficient, .epreuveDiffers("coefficient", firstLine: sheet.coefficientLine))
        } else {
            if sheet.coefficient == nil { (sheet.coefficient, sheet.coefficientLine) = (value, table.line) }
            if bytes.holds(cell) { sheet.lastCoefficient = SeenCell(cell) }
        }
    }

    /// A number where a competence is validated, `V` where a mark counts.
    private func check(_ etat: Etat, _ ecue: Int, _ sheet: NoteSheet, _ table: CSVTable, _ line: NoteLine) {
        switch etat {
        case .note:
            if !acceptsNumber[ecue] {
                let module = maquette.ecues[ecue]
                table.error(line.note, module.nature == .competence ? .numberForCompetence() : .numberWithoutWeight(module.code))
            }
            sheet.hasNumbers = true
        case .v, .nv:
            if !acceptsValidation[ecue] { sheet.hasValidations = true }
        default:
            break
        }
    }

    private func readComplement(_ table: CSVTable, _ line: NoteLine, _ cell: Cell, _ eleve: Int, _ day: Int32) {
        let prefix = [UInt8]("ue:".utf8)
        guard cell.count > 3, memcmp(cell.start, prefix, 3) == 0 else {
            let text = cell.text
            return table.error(line.ecue, .ecueUnknown(text, closest: Spelling.closest(to: text, among: maquette.ecueCodes)))
        }
        guard let ue = maquette.ueIndex.find(cell.start + 3, count: cell.count - 3) else {
            let text = String(cell.text.dropFirst(3))
            return table.error(line.ecue, .ueUnknown(text, closest: Spelling.closest(to: text, among: maquette.ueCodes)))
        }
        guard let saisie = readMark(table, line.note, top: topOfUE[ue]), eleve >= 0 else { return }
        let column = complements[ue] ?? NoteColumn(count: count)
        complements[ue] = column
        if !column.set(eleve, saisie.etat, saisie.hundredths, day) { table.error(line.eleve, .noteTwice()) }
    }
}

import Foundation
import Glibc
import Scolarite
import Valeurs

/// How to read a teacher's spreadsheet where it leaves something out.
public struct OptionsTableur: Sendable, Hashable {
    /// The ECUE of a file that does not name it.
    public var ecue: String?
    /// The session of columns and lines that do not say: 1, or 2 (the rattrapage).
    public var session: Int
    /// Whether an empty cell means that the mark is awaited. Otherwise it says nothing, and what is known stays.
    public var videsAttendues: Bool

    public init(ecue: String? = nil, session: Int = 1, videsAttendues: Bool = false) {
        (self.ecue, self.session, self.videsAttendues) = (ecue, session, videsAttendues)
    }
}

extension Promotion {
    /// This promotion with the marks of a teacher's spreadsheet: a workbook (`.xlsx`) or a CSV file, with one line per élève and one column per
    /// épreuve, or one line per mark as in `notes.csv`.
    ///
    /// All the marks are read, or none. An élève is found by number (`eleve`) or `ine`, never by name; an élève or an épreuve that the
    /// promotion does not have is an error. The same file twice changes nothing the second time.
    ///
    /// - Parameter progres: called now and then with how many lines have been read.
    public func important(tableur path: String, options: OptionsTableur = OptionsTableur(), progres: ((Int) -> Void)? = nil) -> PromotionReading {
        important(options: options, progres: progres) { findings, make in
            SpreadsheetFile.tables(path: path, name: path, findings: findings, make: make)
        } named: {
            path
        }
    }

    /// The same for a file held in memory, that diagnostics call `name`.
    public func important(tableur bytes: [UInt8], nomme name: String, options: OptionsTableur = OptionsTableur()) -> PromotionReading {
        important(options: options, progres: nil) { findings, make in
            guard let memory = malloc(max(1, bytes.count)) else { return [] }
            bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(memory, base, bytes.count) } }
            return SpreadsheetFile.tables(memory, bytes.count, findings: findings, make: make)
        } named: {
            name
        }
    }

    private func important(
        options: OptionsTableur, progres: ((Int) -> Void)?, open: (FileFindings, (String?) -> FileFindings) -> [SheetLines], named: () -> String
    ) -> PromotionReading {
        let name = named()
        let whole = FileFindings(file: name)
        var all = [whole]
        let tables = open(whole) { _ in
            let own = FileFindings(file: name)
            all.append(own)
            return own
        }
        let editor = MarkEditor(self)
        if let code = options.ecue, editor.ecue(code) == nil {
            whole.error(.ecueUnknown(code, closest: Spelling.closest(to: code, among: editor.ecueCodes)))
        } else {
            var found = 0
            for table in tables where MarkSheet(table: table, editor: editor, options: options, progres: progres).read() { found += 1 }
            // Sheets of explanations beside the marks are usual; a file without a single sheet of marks is not.
            if found == 0, all.allSatisfy({ $0.errorCount == 0 }) { whole.error(.enteteAbsent(limit: MarkSheet.headingLimit)) }
        }
        let diagnostics = all.flatMap(\.diagnostics)
        guard all.allSatisfy({ $0.errorCount == 0 }) else { return .refused(diagnostics) }
        return .read(editor.promotion(), warnings: diagnostics)
    }
}

/// Reads one table of a teacher's spreadsheet into a ``MarkEditor``.
final class MarkSheet {
    /// Among how many lines the headings are looked for: a sheet starts with titles, merged cells, instructions.
    static let headingLimit = 50

    private enum Role {
        case eleve, ine, date, note, ecue, epreuve, session, nature, coefficient
        case mark(MarkColumn)
        /// Known, and of no use here.
        case ignored
        /// Reported already.
        case wrong
    }

    private let table: SheetLines
    private let editor: MarkEditor
    private let options: OptionsTableur
    private let progres: ((Int) -> Void)?
    private var roles: [Int: Role] = [:]
    private var isLong = false
    private var hasHeading = false
    private var examined = 0
    private var linesRead = 0

    init(table: SheetLines, editor: MarkEditor, options: OptionsTableur, progres: ((Int) -> Void)?) {
        (self.table, self.editor, self.options, self.progres) = (table, editor, options, progres)
    }

    /// Whether the table has headings of marks.
    func read() -> Bool {
        do {
            try table.each { [self] line, cells in
                if hasHeading {
                    readLine(line, cells)
                    linesRead += 1
                    if linesRead % 10_000 == 0 { progres?(linesRead) }
                    return !table.findings.isHopeless
                }
                examined += 1
                if cells.contains(where: { $0.word.map(MarkSheet.identifies) ?? false }), cells.count > 1 {
                    readHeading(line, cells)
                    hasHeading = true
                }
                return hasHeading || examined < MarkSheet.headingLimit
            }
        } catch let fault {
            table.error(0, nil, fault)
            return true
        }
        if !hasHeading, table.sheet != nil { table.warning(0, nil, .feuilleSansEntete()) }
        return hasHeading
    }

    // MARK: Headings

    private static let eleveNames: Set<String> = ["eleve", "numero", "numero_eleve", "numero_etudiant", "code_etudiant", "code_eleve"]
    private static let ignoredNames: Set<String> = [
        "nom", "prenom", "nom_prenom", "nom_et_prenom", "prenom_nom", "naissance", "date_de_naissance", "groupe", "courriel", "email", "mail",
        "remarque",
        "remarques", "observation", "observations", "commentaire", "commentaires", "ue", "semestre", "ecue_intitule", "ue_intitule",
    ]
    private static let computedNames: Set<String> = ["moyenne", "moyenne_generale", "total", "rang", "resultat", "note_finale"]

    /// Whether a heading names the élèves, which is how the line of headings is known.
    static func identifies(_ heading: String) -> Bool {
        let plain = Spelling.plain(heading)
        return plain == "ine" || eleveNames.contains(plain)
    }

    private func readHeading(_ line: Int, _ cells: [SheetCell]) {
        let plain = cells.map { $0.word.map(Spelling.plain) ?? "" }
        isLong = plain.contains("note")
        var seen: Set<MarkTarget> = []
        var names: Set<String> = []
        for (cell, name) in zip(cells, plain) {
            guard let heading = cell.word else {
                table.error(line, cell.column, .celluleIllisible())
                continue
            }
            let role = role(heading, name, line, cell.column)
            if case .mark(let column) = role {
                if !seen.insert(column.target).inserted {
                    table.error(line, cell.column, .colonneRepetee(heading))
                }
            } else if case .ignored = role {
            } else if case .wrong = role {
            } else if !names.insert(MarkSheet.eleveNames.contains(name) ? "eleve" : name).inserted {
                table.error(line, cell.column, .columnTwice(heading))
            }
            roles[cell.column] = role
        }
        if isLong {
            if options.ecue == nil, !plain.contains("ecue") { table.error(line, nil, .colonneSansEcue()) }
        } else if !roles.values.contains(where: { if case .mark = $0 { true } else if case .wrong = $0 { true } else { false } }) {
            table.error(line, nil, .enteteSansNote())
        }
    }

    private func role(_ heading: String, _ name: String, _ line: Int, _ column: Int) -> Role {
        if MarkSheet.eleveNames.contains(name) { return .eleve }
        if name == "ine" { return .ine }
        if name == "date" { return .date }
        if isLong {
            switch name {
            case "note": return .note
            case "ecue": return .ecue
            case "epreuve": return .epreuve
            case "session": return .session
            case "nature": return .nature
            case "coefficient": return .coefficient
            default: break
            }
        }
        if MarkSheet.ignoredNames.contains(name) { return .ignored }
        if MarkSheet.computedNames.contains(name), editor.epreuves(heading).isEmpty {
            table.warning(line, column, .colonneCalculee(heading))
            return .ignored
        }
        if isLong {
            table.warning(line, column, .unknownColumn(heading, closest: Spelling.closest(to: heading, among: NotesReader.schema.known)))
            return .ignored
        }
        switch target(heading) {
        case .success(let target): return .mark(editor.column(target))
        case .failure(let fault):
            table.error(line, column, fault)
            return .wrong
        }
    }

    /// `CHI501/CC`, `CC` where one ECUE is meant, `CHI501` for its only épreuve, `ue:UE5-1`; each may end with « session 2 ».
    private func target(_ heading: String) -> Result<MarkTarget, Fault> {
        var (text, session) = (heading, options.session)
        if let match = heading.firstMatch(of: /\s*\(?[sS]ession\s*([12])\)?$/) {
            text = String(heading[..<match.range.lowerBound])
            session = match.1 == "2" ? 2 : 1
        }
        if text.hasPrefix("ue:") {
            let code = String(text.dropFirst(3))
            guard let ue = editor.ue(code) else {
                return .failure(.ueUnknown(code, closest: Spelling.closest(to: code, among: editor.held.maquette.ues.map(\.code))))
            }
            return session == 2 ? .success(.ue(ue)) : .failure(.complementSession1())
        }
        if let slash = text.firstIndex(of: "/") {
            let code = String(text[..<slash]).trimmingCharacters(in: .whitespaces)
            guard let ecue = editor.ecue(code) else {
                return .failure(.ecueUnknown(code, closest: Spelling.closest(to: code, among: editor.ecueCodes)))
            }
            let epreuve = String(text[text.index(after: slash)...]).trimmingCharacters(in: .whitespaces)
            return editor.target(ecue: ecue, epreuve: epreuve, session: session)
        }
        if let code = options.ecue, let ecue = editor.ecue(code) {
            return editor.target(ecue: ecue, epreuve: text == code ? "" : text, session: session)
        }
        if let ecue = editor.ecue(text) { return editor.target(ecue: ecue, epreuve: "", session: session) }
        let named = editor.epreuves(text)
        if named.count == 1 { return .success(.epreuve(named[0], session: session)) }
        let maquette = editor.held.maquette
        if named.count > 1 { return .failure(.colonneAmbigue(text, ecues: named.map { maquette.ecues[maquette.epreuves[$0].ecue].code })) }
        let known = maquette.epreuves.map { $0.code.isEmpty ? maquette.ecues[$0.ecue].code : "\(maquette.ecues[$0.ecue].code)/\($0.code)" }
        return .failure(.colonneInconnue(text, closest: Spelling.closest(to: text, among: known)))
    }

    // MARK: Lines

    /// Cells of a line that are not marks.
    private struct Line {
        var eleve: SheetCell?
        var ine: SheetCell?
        var date: SheetCell?
        var note: SheetCell?
        var texts: [String: SheetCell] = [:]
        var marks: [(SheetCell, MarkColumn)] = []
    }

    private func readLine(_ number: Int, _ cells: [SheetCell]) {
        var line = Line()
        for cell in cells where !cell.isBlank {
            switch roles[cell.column] {
            case .eleve: line.eleve = cell
            case .ine: line.ine = cell
            case .date: line.date = cell
            case .note: line.note = cell
            case .ecue: line.texts["ecue"] = cell
            case .epreuve: line.texts["epreuve"] = cell
            case .session: line.texts["session"] = cell
            case .nature: line.texts["nature"] = cell
            case .coefficient: line.texts["coefficient"] = cell
            case .mark(let column): line.marks.append((cell, column))
            case .ignored, .wrong: break
            case nil: table.error(number, cell.column, .colonneSansTitre())
            }
        }
        guard line.eleve != nil || line.ine != nil else {
            if line.note != nil || !line.marks.isEmpty { table.error(number, nil, .ligneSansEleve()) }
            return
        }
        let eleve = eleve(line, number)
        let day = line.date.flatMap { self.day($0, number) } ?? Saisie.noDay
        if isLong { return readLong(line, number, eleve, day) }
        for (cell, column) in line.marks { put(cell, column, number, eleve, day) }
        guard options.videsAttendues, let eleve else { return }
        let filled = Set(line.marks.map(\.0.column))
        for (place, role) in roles where !filled.contains(place) {
            if case .mark(let column) = role { _ = column.set(eleve, Saisie(etat: .att, hundredths: 0)) }
        }
    }

    private func eleve(_ line: Line, _ number: Int) -> Int? {
        func find(_ cell: SheetCell?, _ search: (String) -> Int?) -> Int? {
            guard let cell else { return nil }
            if let word = cell.word, let rank = search(word) { return rank }
            table.error(number, cell.column, .eleveHorsPromotion())
            return -1
        }
        let (byID, byINE) = (find(line.eleve, editor.eleve(id:)), find(line.ine, editor.eleve(ine:)))
        if byID == -1 || byINE == -1 { return nil }
        if let byID, let byINE, byID != byINE {
            table.error(number, line.ine?.column, .eleveContradictoire())
            return nil
        }
        return byID ?? byINE
    }

    private func day(_ cell: SheetCell, _ number: Int) -> Int32? {
        switch cell.value {
        case .date(let date): return date.dayNumber
        case .text(let text): if let date = CalendarDate(text) { return date.dayNumber }
        default: break
        }
        table.error(number, cell.column, .notADate("date"))
        return nil
    }

    private func readLong(_ line: Line, _ number: Int, _ eleve: Int?, _ day: Int32) {
        var session = options.session
        if let cell = line.texts["session"] {
            guard let word = cell.word, word == "1" || word == "2" else { return table.error(number, cell.column, .sessionNumber()) }
            session = word == "2" ? 2 : 1
        }
        guard let code = line.texts["ecue"]?.word ?? options.ecue else { return table.error(number, nil, .emptyCell("ecue")) }
        let place = line.texts["ecue"]?.column
        let found: Result<MarkTarget, Fault>
        if code.hasPrefix("ue:") {
            found = editor.ue(String(code.dropFirst(3))).map { .success(.ue($0)) } ?? .failure(.ueUnknown(String(code.dropFirst(3)), closest: nil))
        } else if let ecue = editor.ecue(code) {
            found = editor.target(ecue: ecue, epreuve: line.texts["epreuve"]?.word ?? "", session: session)
        } else {
            found = .failure(.ecueUnknown(code, closest: Spelling.closest(to: code, among: editor.ecueCodes)))
        }
        switch found {
        case .failure(let fault): table.error(number, line.texts["epreuve"]?.column ?? place, fault)
        case .success(let target):
            let column = editor.column(target)
            checkDescription(line, number, target)
            if let cell = line.note { return put(cell, column, number, eleve, day) }
            guard options.videsAttendues, let eleve else { return }
            if !column.set(eleve, Saisie(etat: .att, hundredths: 0)) { table.error(number, nil, .dejaDonnee()) }
        }
    }

    /// A file that describes an épreuve otherwise than the promotion does is about another one.
    private func checkDescription(_ line: Line, _ number: Int, _ target: MarkTarget) {
        guard case .epreuve(let rank, _) = target else { return }
        let epreuve = editor.held.maquette.epreuves[rank]
        if let cell = line.texts["nature"], cell.word != epreuve.nature.rawValue { table.error(number, cell.column, .epreuveAutre("nature")) }
        if let cell = line.texts["coefficient"], cell.word.flatMap({ Rational(cell: $0) }) != epreuve.coefficient {
            table.error(number, cell.column, .epreuveAutre("coefficient"))
        }
    }

    private func put(_ cell: SheetCell, _ column: MarkColumn, _ number: Int, _ eleve: Int?, _ day: Int32) {
        switch mark(cell, column.scale) {
        case .failure(let fault): table.error(number, cell.column, fault)
        case .success(var saisie):
            guard let eleve else { return }
            saisie.day = day
            if !column.set(eleve, saisie) { table.error(number, cell.column, .dejaDonnee()) }
        }
    }

    private func mark(_ cell: SheetCell, _ scale: MarkScale) -> Result<Saisie, Fault> {
        switch cell.value {
        case .text(let text), .number(let text): scale.read(text)
        case .date: .failure(.noteDate())
        case .bool: .failure(.noteLogique())
        case .error(let error): .failure(.celluleErreur(error))
        case .formulaWithoutValue: .failure(.formuleSansValeur())
        case .unreadable: .failure(.celluleIllisible())
        }
    }
}

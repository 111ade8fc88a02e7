import Scolarite
import Valeurs

/// What a file of the contract may hold.
struct Schema {
    enum Extras {
        /// A column beyond the contract's is a warning.
        case warned
        /// It is a fact that a bundle may read: no warning.
        case facts
        /// It is a fact and a warning, except for these names.
        case factsWarned(except: Set<String>)
    }

    let file: String
    let required: [String]
    let optional: [String]
    var extras = Extras.warned

    var known: [String] { required + optional }
}

/// A CSV file whose header has been understood, read record by record.
///
/// A cell that cannot be read is reported and given as missing, so that one pass finds every error.
final class CSVTable {
    private(set) var findings: FileFindings
    /// Never changed while it is being read: the check at each access would cost a fifth of the time of a mark sheet.
    @exclusivity(unchecked) private(set) var scanner: CSVScanner
    private(set) var names: [String] = []
    /// Names of the columns that the contract does not know, with their rank.
    private(set) var extras: [(name: String, index: Int)] = []
    private var indices: [String: Int] = [:]
    /// Cells that no line may lack.
    private var leastWidth = 0

    /// A column, present or not.
    struct Column {
        let name: String
        let index: Int?
    }

    /// `nil`, with an error, when the header lacks a required column or is not one.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, schema: Schema, findings: FileFindings) {
        self.findings = findings
        scanner = CSVTable.scanner(for: bytes, schema: schema)
        guard scanner.next() else {
            findings.error(.emptyFile(columns: schema.required))
            return nil
        }
        if let fault = scanner.fault {
            report(fault)
            return nil
        }
        guard scanner.cellCount <= scanner.capacity else {
            findings.error(line: scanner.line, .tooManyColumns(limit: scanner.capacity))
            return nil
        }
        let misspelt = readHeader(schema)
        let missing = schema.required.filter { indices[$0] == nil }
        for name in missing where !misspelt.contains(name) { findings.error(line: scanner.line, .missingColumn(name, found: names)) }
        guard missing.isEmpty else { return nil }
        leastWidth = schema.required.compactMap { indices[$0] }.max().map { $0 + 1 } ?? 0
    }

    /// The separator that makes the most columns of the contract out of the header; `;` when none does.
    private static func scanner(for bytes: UnsafeBufferPointer<UInt8>, schema: Schema) -> CSVScanner {
        let known = Set(schema.known)
        var best = (score: -1, scanner: CSVScanner(bytes, separator: UInt8(ascii: ";")))
        for separator in [UInt8(ascii: ";"), UInt8(ascii: ","), 0x09] {
            var trial = CSVScanner(bytes, separator: separator)
            guard trial.next() else { continue }
            let score = (0..<min(trial.cellCount, trial.capacity)).count { known.contains(trial.cells[$0].text) }
            if score > best.score { best = (score, CSVScanner(bytes, separator: separator)) }
        }
        return best.scanner
    }

    /// The columns of the contract that stand in the header under another spelling.
    private func readHeader(_ schema: Schema) -> Set<String> {
        let known = Set(schema.known)
        for index in 0..<scanner.cellCount {
            let name = scanner.cells[index].text
            names.append(name)
            if name.isEmpty { continue }
            let column = scanner.place(of: scanner.cells[index].offset).column
            guard indices[name] == nil else {
                findings.error(line: scanner.line, column: column, .columnTwice(name))
                continue
            }
            indices[name] = index
            if known.contains(name) { continue }
            extras.append((name, index))
        }
        // The name of a fact is never corrected, but one that differs from a column of the contract by its accents or its case is
        // that column: reading the file without it would drop what it says.
        var misspelt: Set<String> = []
        for (name, index) in extras {
            let column = scanner.place(of: scanner.cells[index].offset).column
            if let meant = schema.known.first(where: { $0 == Spelling.plain(name) }), indices[meant] == nil {
                findings.error(line: scanner.line, column: column, .columnMisspelt(name, meant))
                misspelt.insert(meant)
                continue
            }
            switch schema.extras {
            case .facts: break
            case .factsWarned(let quiet): if !quiet.contains(name) { warnUnknown(name, column, schema) }
            case .warned: warnUnknown(name, column, schema)
            }
        }
        return misspelt
    }

    private func warnUnknown(_ name: String, _ column: Int, _ schema: Schema) {
        findings.warning(line: scanner.line, column: column, .unknownColumn(name, closest: Spelling.closest(to: name, among: schema.known)))
    }

    func column(_ name: String) -> Column { Column(name: name, index: indices[name]) }
    func has(_ name: String) -> Bool { indices[name] != nil }

    var line: Int { scanner.line }

    /// Reads the next record that is one; those that are not are reported and passed over.
    func next() -> Bool {
        while !findings.isHopeless, scanner.next() {
            if let fault = scanner.fault {
                report(fault)
                continue
            }
            if scanner.cellCount == names.count || checkWidth() { return true }
        }
        return false
    }

    private func checkWidth() -> Bool {
        let (found, expected) = (scanner.cellCount, names.count)
        if found < expected {
            // The last line of a file that was cut while it was copied looks like a shorter line: a mark of 1 may have been a 12.
            guard scanner.isTerminated else {
                findings.error(line: line, .fileCut(found: found, expected: expected))
                return false
            }
            guard found >= leastWidth else {
                findings.error(line: line, .lineTooShort(found: found, expected: expected))
                return false
            }
            findings.warning(line: line, .shortLine(found: found, expected: expected))
            return true
        }
        guard found <= scanner.capacity else {
            findings.error(line: line, .longLine(found: found, expected: expected))
            return false
        }
        for index in expected..<found where !scanner.cells[index].isEmpty {
            findings.error(
                line: line, column: scanner.place(of: scanner.cells[index].offset).column, .longLine(found: found, expected: expected))
            return false
        }
        return true
    }

    private func report(_ fault: CSVScanner.QuoteFault) {
        switch fault {
        case .unclosed(let offset):
            let place = scanner.place(of: offset)
            findings.error(line: place.line, column: place.column, .unclosedQuote())
        case .textAfterQuote(let offset):
            let place = scanner.place(of: offset)
            findings.error(line: place.line, column: place.column, .textAfterQuote())
        }
    }

    // MARK: Cells

    func cell(_ column: Column) -> Cell? {
        guard let index = column.index, index < scanner.cellCount, !scanner.cells[index].isEmpty else { return nil }
        return scanner.cells[index]
    }

    func text(_ column: Column) -> String { cell(column)?.text ?? "" }

    /// A cell that must hold something.
    func requiredText(_ column: Column) -> String? {
        if let cell = cell(column) { return cell.text }
        error(column, .emptyCell(column.name))
        return nil
    }

    /// From now on.
    func report(to findings: FileFindings) { self.findings = findings }

    func error(_ column: Column, _ fault: @autoclosure () -> Fault) {
        let place = place(of: column)
        findings.error(line: place.line, column: place.column, fault())
    }

    func warning(_ column: Column, _ fault: @autoclosure () -> Fault) {
        let place = place(of: column)
        findings.warning(line: place.line, column: place.column, fault())
    }

    /// In characters from 1; 0 when the column is not there.
    func columnNumber(_ column: Column) -> Int { place(of: column).column }

    private func place(of column: Column) -> (line: Int, column: Int) {
        guard let index = column.index, index < scanner.cellCount else { return (line, 0) }
        return scanner.place(of: scanner.cells[index].offset)
    }

    /// `nil` when empty, or not one and reported.
    func date(_ column: Column) -> CalendarDate? {
        guard let cell = cell(column) else { return nil }
        if let date = CalendarDate(cell.text) { return date }
        error(column, .notADate(column.name, found: cell.text))
        return nil
    }

    /// A day, with its hour where the cell gives one.
    func moment(_ column: Column) -> (day: CalendarDate, instant: Instant?)? {
        guard let cell = cell(column) else { return nil }
        let text = cell.text
        if let day = CalendarDate(text) { return (day, nil) }
        if let instant = Instant(text) { return (instant.paris.day, instant) }
        error(column, .notADate(column.name, found: cell.text))
        return nil
    }

    func instant(_ column: Column) -> Instant? {
        guard let cell = cell(column) else { return nil }
        let text = cell.text
        if let instant = Instant(text) { return instant }
        error(column, .notAnInstant(column.name))
        return nil
    }

    /// A decimal with a comma or a point, or a fraction `1999/200`.
    func rational(_ column: Column, in range: ClosedRange<Int> = 0...1_000_000) -> Rational? {
        guard let cell = cell(column) else { return nil }
        guard let value = Rational(cell: cell.text) else {
            error(column, .notANumber(column.name))
            return nil
        }
        guard value >= Rational(range.lowerBound), value <= Rational(range.upperBound) else {
            error(column, .outOfRange(column.name, range))
            return nil
        }
        return value
    }

    func integer(_ column: Column, in range: ClosedRange<Int>) -> Int? {
        guard let value = rational(column, in: range) else { return nil }
        if value.isInteger { return Int(value.numerator) }
        error(column, .notAnInteger(column.name))
        return nil
    }

    func bool(_ column: Column) -> Bool? {
        guard let cell = cell(column) else { return nil }
        if let flag = CSVTable.flag(cell.text) { return flag }
        error(column, .notABool(column.name))
        return nil
    }

    /// Yes or no, as people write them; `nil` for anything else.
    static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "oui", "o", "vrai", "true", "1": true
        case "non", "n", "faux", "false", "0": false
        default: nil
        }
    }

    /// A word of a closed list; reported with the nearest one otherwise.
    /// `isShown` is false in the file that describes people: a cell that has slipped there may hold a name.
    func word(_ column: Column, among words: [String], isShown: Bool = true) -> String {
        guard let cell = cell(column) else { return "" }
        let text = cell.text
        if !words.contains(text) { error(column, .unknownWord(column.name, text, words, isShown: isShown)) }
        return text
    }

    /// A word of the contract, or another that a règlement reads: a misspelling is an error, another word a warning.
    func openWord(_ column: Column, among words: [String]) -> String {
        guard let cell = cell(column) else { return "" }
        let text = cell.text
        if !words.contains(text) { unknown(column, text, among: words) }
        return text
    }

    /// A word of the contract, or one that a school's règlement names: a misspelling is an error, another word is checked once the
    /// règlement is known.
    func schoolWord(_ column: Column, among words: [String]) -> String {
        guard let cell = cell(column) else { return "" }
        let text = cell.text
        if !words.contains(text), Spelling.closest(to: text, among: words) != nil { error(column, .unknownWord(column.name, text, words)) }
        return text
    }

    /// Reports a word that is none of these: a misspelling of one of them is an error.
    func unknown(_ column: Column, _ text: String, among words: [String]) {
        if Spelling.closest(to: text, among: words) != nil {
            error(column, .unknownWord(column.name, text, words))
        } else {
            warning(column, .unknownWord(column.name, text, words))
        }
    }

    /// Two-letter country codes: a name written in full would be taken for a country abroad.
    func country(_ column: Column) -> String {
        guard let cell = cell(column) else { return "" }
        let text = cell.text
        if !Pays.codes.contains(text) { error(column, .notACountry(column.name)) }
        return text
    }

    /// `2026-2027`, two consecutive years.
    func academicYear(_ column: Column) -> String {
        guard let cell = cell(column) else { return "" }
        let text = cell.text
        if !AcademicYear.isValid(text) { error(column, .notAnAcademicYear(column.name)) }
        return text
    }
}

extension Rational {
    /// A number as a cell of a spreadsheet holds it: a decimal, or an exact fraction.
    init?(cell text: String) {
        if let slash = text.firstIndex(of: "/") {
            guard let over = Int64(text[..<slash]), let under = Int64(text[text.index(after: slash)...]), under > 0 else { return nil }
            self.init(over, over: under)
        } else {
            guard let last = text.utf8.last, last >= 48, last <= 57 else { return nil }
            self.init(decimal: text, comma: true)
        }
        if isOverflow { return nil }
    }
}

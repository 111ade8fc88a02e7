import Glibc
import Scolarite
import Valeurs

/// The columns of `notes.csv`.
struct NoteLine {
    let eleve, ecue, epreuve, nature, coefficient, session, note, date: CSVTable.Column

    init(_ table: CSVTable) {
        (eleve, ecue, epreuve, nature) = (table.column("eleve"), table.column("ecue"), table.column("epreuve"), table.column("nature"))
        (coefficient, session, note, date) = (table.column("coefficient"), table.column("session"), table.column("note"), table.column("date"))
    }
}

/// A cell already read and accepted: the same bytes again need no second reading. Valid as long as the file is.
struct SeenCell {
    private let start: UnsafePointer<UInt8>?
    private let count: Int

    init() { (start, count) = (nil, -1) }
    init(_ cell: Cell) { (start, count) = (cell.start, cell.count) }

    @inline(__always)
    func repeats(_ cell: Cell) -> Bool {
        guard cell.count == count, let start else { return false }
        return memcmp(start, cell.start, count) == 0
    }
}

extension FileBytes {
    /// Whether a cell lies in the file itself, not in the scratch copy of a cell with doubled quotes.
    @inline(__always)
    func holds(_ cell: Cell) -> Bool {
        guard let base = buffer.baseAddress else { return false }
        return cell.start >= base && cell.start < base + buffer.count
    }
}

/// Marks of one sheet at one session, for every élève, while the file is being read.
final class NoteColumn {
    let count: Int
    let etats: UnsafeMutablePointer<UInt8>
    let hundredths: UnsafeMutablePointer<Int32>
    @exclusivity(unchecked) private var days: UnsafeMutablePointer<Int32>?

    init(count: Int) {
        self.count = count
        etats = .allocate(capacity: max(1, count))
        etats.initialize(repeating: 0, count: max(1, count))
        hundredths = .allocate(capacity: max(1, count))
        hundredths.initialize(repeating: 0, count: max(1, count))
    }

    deinit {
        etats.deallocate()
        hundredths.deallocate()
        days?.deallocate()
    }

    /// False when there already is a mark.
    @inline(__always)
    func set(_ eleve: Int, _ etat: Etat, _ value: Int32, _ day: Int32) -> Bool {
        if etats[eleve] != 0 { return false }
        etats[eleve] = etat.rawValue
        hundredths[eleve] = value
        if day != Saisie.noDay { setDay(eleve, day) }
        return true
    }

    @inline(__always)
    private func setDay(_ eleve: Int, _ day: Int32) {
        if days == nil {
            let new = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, count))
            new.initialize(repeating: Saisie.noDay, count: max(1, count))
            days = new
        }
        days![eleve] = day
    }

    subscript(eleve: Int) -> Saisie {
        Saisie(etat: Etat(rawValue: etats[eleve]) ?? .absente, hundredths: hundredths[eleve], day: days.map { $0[eleve] } ?? Saisie.noDay)
    }

    var colonne: Colonne {
        var colonne = Colonne(count: 0)
        colonne.etats = Array(UnsafeBufferPointer(start: etats, count: count))
        colonne.hundredths = Array(UnsafeBufferPointer(start: hundredths, count: count))
        if let days { colonne.days = Array(UnsafeBufferPointer(start: days, count: count)) }
        return colonne
    }
}

/// What the lines of one ECUE and one épreuve name say. One reader changes it, a field at a time: nothing to check at each access.
final class NoteSheet {
    let ecue: Int
    let code: String
    private let bytes: [UInt8]
    var nature: Nature?
    var natureLine = 0
    var coefficient: Rational?
    var coefficientLine = 0
    @exclusivity(unchecked) var lastNature = SeenCell()
    @exclusivity(unchecked) var lastCoefficient = SeenCell()
    @exclusivity(unchecked) var hasNumbers = false
    /// Some line holds `V` or `NV` though the ECUE is marked: right only if the épreuve is of a nature that can be validated.
    @exclusivity(unchecked) var hasValidations = false
    @exclusivity(unchecked) private(set) var first: NoteColumn?
    @exclusivity(unchecked) private(set) var second: NoteColumn?

    init(ecue: Int, code: String) {
        self.ecue = ecue
        self.code = code
        bytes = Array(code.utf8)
    }

    @inline(__always)
    func matches(_ cell: Cell?) -> Bool {
        guard let cell else { return bytes.isEmpty }
        guard cell.count == bytes.count else { return false }
        return bytes.withUnsafeBufferPointer { memcmp($0.baseAddress!, cell.start, cell.count) == 0 }
    }

    @inline(__always)
    func column(_ session: Int, count: Int) -> NoteColumn {
        if session == 1 {
            if let first { return first }
            let new = NoteColumn(count: count)
            first = new
            return new
        }
        if let second { return second }
        let new = NoteColumn(count: count)
        second = new
        return new
    }
}

/// Dates of a mark sheet: thousands of lines in a row have the same.
struct DayReader {
    private var last = SeenCell()
    private var day = Saisie.noDay

    @inline(__always)
    mutating func read(_ table: CSVTable, _ column: CSVTable.Column) -> Int32 {
        guard let cell = table.cell(column) else { return Saisie.noDay }
        if last.repeats(cell) { return day }
        return parse(table, column, cell)
    }

    private mutating func parse(_ table: CSVTable, _ column: CSVTable.Column, _ cell: Cell) -> Int32 {
        guard let date = table.date(column) else { return Saisie.noDay }
        day = date.dayNumber
        // A quoted date with doubled quotes is no date, so this cell lies in the file.
        last = SeenCell(cell)
        return day
    }
}

extension NotesReader {
    /// A number in hundredths, a code, or nothing (awaited); `nil` when it is none, and reported without being shown.
    @inline(__always)
    func readMark(_ table: CSVTable, _ column: CSVTable.Column, top: Int32) -> (etat: Etat, hundredths: Int32)? {
        guard let cell = table.cell(column) else { return (.att, 0) }
        let bytes = cell.start
        var index = 0
        var value: Int32 = 0
        while index < cell.count, index < 6, bytes[index] &- 48 < 10 {
            value = value * 10 + Int32(bytes[index] &- 48)
            index += 1
        }
        if index > 0, index < 6 {
            value *= 100
            if index == cell.count { return inScale(value, top, table, column) }
            if bytes[index] == UInt8(ascii: ",") || bytes[index] == UInt8(ascii: "."), index + 1 < cell.count {
                index += 1
                var unit: Int32 = 10
                while index < cell.count, bytes[index] &- 48 < 10 {
                    if unit == 0, bytes[index] != 48 {
                        table.error(column, .tooManyDecimals())
                        return nil
                    }
                    value += unit * Int32(bytes[index] &- 48)
                    unit /= 10
                    index += 1
                }
                if index == cell.count { return inScale(value, top, table, column) }
            }
        }
        return readCode(table, column, cell, top: top)
    }

    @inline(__always)
    private func inScale(_ value: Int32, _ top: Int32, _ table: CSVTable, _ column: CSVTable.Column) -> (
        etat: Etat, hundredths: Int32
    )? {
        if value <= top { return (.note, value) }
        table.error(column, .markOutsideScale(top: top))
        return nil
    }

    private func readCode(_ table: CSVTable, _ column: CSVTable.Column, _ cell: Cell, top: Int32) -> (etat: Etat, hundredths: Int32)? {
        let text = cell.text
        if let etat = Etat(code: text) { return (etat, 0) }
        if text.utf8.first == UInt8(ascii: "-") || text.utf8.count > 5, let number = Rational(cell: text), !text.contains("/") {
            table.error(column, number < .zero || number > Rational(Int(top / 100)) ? .markOutsideScale(top: top) : .notAMark(closest: nil))
        } else {
            let known = ["ABI", "ABJ", "DISP", "ACQ", "V", "NV", "VAL", "FRAUDE", "NUL", "ATT"]
            let upper = text.uppercased()
            table.error(column, .notAMark(closest: known.contains(upper) ? upper : nil))
        }
        return nil
    }
}

import Foundation
import Valeurs

/// A workbook in the Office Open XML format (`.xlsx`, ECMA-376): which sheets it has, and their lines one by one.
final class Workbook {
    struct Sheet: Hashable {
        let name: String
        let isHidden: Bool
        let part: String
    }

    private let archive: Archive
    private(set) var sheets: [Sheet] = []
    private var is1904 = false
    private var texts: [String] = []
    /// By style of cell: whether it shows numbers as dates.
    private var showsDate: [Bool] = []

    static let sheetLimit = 1_000
    static let textLimit = 5_000_000

    /// Opens a workbook. Throws for what is not one, saying what it is when that is known.
    init(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        if let other = Workbook.otherFormat(bytes) { throw other }
        guard let archive = Archive(bytes) else { throw .classeurAbime("") }
        guard archive.entryCount <= Archive.entryLimit else { throw .classeurTropGrand() }
        self.archive = archive
        if archive.has("xl/workbook.bin") { throw .classeurAutreFormat("classeur binaire (.xlsb)") }
        if !archive.has("_rels/.rels"), let type = try archive.part("mimetype") {
            throw .classeurAutreFormat(
                String(decoding: type.prefix(80), as: UTF8.self).contains("spreadsheet") ? "classeur OpenDocument (.ods)" : "document OpenDocument")
        }
        try readWorkbook()
        try readTexts()
        try readStyles()
    }

    convenience init(_ bytes: [UInt8]) throws(Fault) {
        // `withUnsafeBytes` of an array forgets the type of what it throws.
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { copy.deallocate() }
        copy.copyBytes(from: bytes)
        try self.init(UnsafeRawBufferPointer(copy))
    }

    /// What starts like another format than a zip archive.
    private static func otherFormat(_ bytes: UnsafeRawBufferPointer) -> Fault? {
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            // A workbook behind a password is wrapped in the same container as the workbooks of before 2007.
            let name = Data("EncryptedPackage".utf8.flatMap { [$0, 0] })
            let isEncrypted = Data(bytes).range(of: name) != nil
            return isEncrypted ? .classeurChiffre() : .classeurAutreFormat("classeur d'avant 2007 (.xls)")
        }
        return bytes.starts(with: [0x50, 0x4B]) ? nil : .pasUnClasseur()
    }

    static func looksLikeOne(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }

    /// The parts that a part refers to, by identifier.
    private func relations(_ name: String, base: String) throws(Fault) -> [(id: String, type: String, target: String)] {
        guard let part = try archive.part(name) else { return [] }
        var found: [(id: String, type: String, target: String)] = []
        try XMLEvents.read(
            part, named: name,
            start: { element, attributes in
                guard element == "Relationship", let id = attributes["Id"], let target = attributes["Target"], attributes["TargetMode"] != "External"
                else { return }
                found.append((id, attributes["Type"] ?? "", Workbook.resolve(target, base: base)))
            })
        return found
    }

    private static func resolve(_ target: String, base: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts = base.split(separator: "/").map(String.init)
        for part in target.split(separator: "/").map(String.init) {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }

    private var linked: [(id: String, type: String, target: String)] = []

    private func readWorkbook() throws(Fault) {
        let main = try relations("_rels/.rels", base: "").first { $0.type.hasSuffix("/officeDocument") }?.target ?? "xl/workbook.xml"
        guard let part = try archive.part(main) else { throw .pasUnClasseur() }
        let folder = main.split(separator: "/").dropLast().joined(separator: "/")
        let file = main.split(separator: "/").last.map(String.init) ?? ""
        linked = try relations((folder.isEmpty ? "" : folder + "/") + "_rels/\(file).rels", base: folder)
        let targets = Dictionary(linked.map { ($0.id, $0.target) }) { first, _ in first }
        var found: [Sheet] = []
        var is1904 = false
        try XMLEvents.read(
            part, named: main,
            start: { element, attributes in
                switch element {
                case "workbookPr": is1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
                case "sheet":
                    let id = attributes["r:id"] ?? attributes.first { $0.key.hasSuffix(":id") }?.value ?? ""
                    // Sheets that only hold a chart have no lines.
                    guard let target = targets[id], !target.contains("chartsheets/"), !target.contains("dialogsheets/") else { return }
                    found.append(Sheet(name: attributes["name"] ?? "", isHidden: (attributes["state"] ?? "visible") != "visible", part: target))
                default: break
                }
            })
        guard !found.isEmpty, found.count <= Workbook.sheetLimit else { throw .pasUnClasseur() }
        (sheets, self.is1904) = (found, is1904)
    }

    private func target(_ type: String) -> String? { linked.first { $0.type.hasSuffix("/" + type) }?.target }

    private func readTexts() throws(Fault) {
        guard let name = target("sharedStrings"), let part = try archive.part(name) else { return }
        var texts: [String] = []
        var (current, inText, isPhonetic) = ("", false, false)
        try XMLEvents.read(
            part, named: name,
            start: { element, _ in
                switch element {
                case "si": current = ""
                case "t": inText = !isPhonetic
                case "rPh": isPhonetic = true
                default: break
                }
            },
            end: { element in
                switch element {
                case "si": texts.append(Workbook.trimmed(current))
                case "t": inText = false
                case "rPh": isPhonetic = false
                default: break
                }
            },
            text: { if inText { current += $0 } },
            isStopped: { texts.count > Workbook.textLimit })
        guard texts.count <= Workbook.textLimit else { throw .classeurTropGrand() }
        self.texts = texts
    }

    private func readStyles() throws(Fault) {
        guard let name = target("styles"), let part = try archive.part(name) else { return }
        var codes: [Int: String] = [:]
        var formats: [Int] = []
        var inCells = false
        try XMLEvents.read(
            part, named: name,
            start: { element, attributes in
                switch element {
                case "numFmt": if let id = attributes["numFmtId"].flatMap(Int.init) { codes[id] = attributes["formatCode"] ?? "" }
                case "cellXfs": inCells = true
                case "xf": if inCells { formats.append(attributes["numFmtId"].flatMap(Int.init) ?? 0) }
                default: break
                }
            },
            end: { if $0 == "cellXfs" { inCells = false } })
        showsDate = formats.map { SheetDate.isDate(format: $0, code: codes[$0]) }
    }

    /// Spaces of every kind around a text count for nothing, as in a CSV file.
    static func trimmed(_ text: String) -> String {
        guard let first = text.utf8.first, let last = text.utf8.last, first <= 32 || last <= 32 || first >= 0xC2 || last >= 0x80 else { return text }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Calls `body` with each line of a sheet that holds something, in order: its number from 1, and its cells. `false` stops there.
    func lines(of sheet: Sheet, _ body: @escaping (Int, [SheetCell]) -> Bool) throws(Fault) {
        guard let part = try archive.part(sheet.part) else { throw .classeurAbime(sheet.part) }
        let reader = SheetReader(texts: texts, showsDate: showsDate, is1904: is1904, body: body)
        try XMLEvents.read(
            part, named: sheet.part, start: { reader.start($0, $1) }, end: { reader.end($0) }, text: { reader.text($0) },
            isStopped: { reader.isStopped })
        if reader.isMalformed { throw .classeurAbime(sheet.part) }
    }
}

/// From the elements of a sheet to its lines.
private final class SheetReader {
    private let texts: [String]
    private let showsDate: [Bool]
    private let is1904: Bool
    private let body: (Int, [SheetCell]) -> Bool
    private(set) var isStopped = false
    private(set) var isMalformed = false
    private var line = 0
    private var column = -1
    private var cells: [SheetCell] = []
    private var (type, style, value, hasFormula, hasValue) = ("", 0, "", false, false)
    private var (inValue, inInline, isPhonetic, inFormula) = (false, false, false, false)

    init(texts: [String], showsDate: [Bool], is1904: Bool, body: @escaping (Int, [SheetCell]) -> Bool) {
        (self.texts, self.showsDate, self.is1904, self.body) = (texts, showsDate, is1904, body)
    }

    private func fail() { (isMalformed, isStopped) = (true, true) }

    func start(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "row":
            let number = attributes["r"].map { Int($0) ?? -1 } ?? line + 1
            guard number > line, number <= 1_048_576 else { return fail() }
            line = number
            column = -1
            cells.removeAll(keepingCapacity: true)
        case "c":
            if let reference = attributes["r"] {
                guard let place = SheetCell.place(reference), place.line == line, place.column > column else { return fail() }
                column = place.column
            } else {
                column += 1
                guard column < 16_384 else { return fail() }
            }
            type = attributes["t"] ?? "n"
            style = attributes["s"].flatMap(Int.init) ?? 0
            value = ""
            (hasFormula, hasValue) = (false, false)
        case "v": (inValue, hasValue) = (true, true)
        case "f": hasFormula = true
        case "is": (inInline, hasValue) = (true, true)
        case "t": inValue = inInline && !isPhonetic
        case "rPh": isPhonetic = true
        default: break
        }
    }

    func text(_ text: String) { if inValue { value += text } }

    func end(_ element: String) {
        switch element {
        case "v", "t": inValue = false
        case "is": inInline = false
        case "rPh": isPhonetic = false
        case "c": if let read = cellValue() { cells.append(SheetCell(column: column, value: read)) }
        case "row": if !cells.isEmpty, !isStopped, !body(line, cells) { isStopped = true }
        default: break
        }
    }

    /// `nil` for an empty cell.
    private func cellValue() -> SheetCell.Value? {
        if hasFormula, value.isEmpty, type != "str" { return .formulaWithoutValue }
        guard hasValue else { return nil }
        switch type {
        case "s":
            guard let index = Int(value), texts.indices.contains(index) else { return .unreadable }
            return texts[index].isEmpty ? nil : .text(texts[index])
        case "str", "inlineStr":
            let text = Workbook.trimmed(value)
            return text.isEmpty ? nil : .text(text)
        case "b": return value == "1" || value == "true" ? .bool(true) : value == "0" || value == "false" ? .bool(false) : .unreadable
        case "e": return .error(String(value.prefix(16)))
        case "d": return CalendarDate(value.prefix(10)).map { .date($0) } ?? .unreadable
        case "n":
            if value.isEmpty { return nil }
            guard let plain = SheetNumber.plain(value) else { return .unreadable }
            guard showsDate.indices.contains(style), showsDate[style] else { return .number(plain) }
            return SheetDate.date(plain, is1904: is1904).map { .date($0) } ?? .unreadable
        default: return .unreadable
        }
    }
}

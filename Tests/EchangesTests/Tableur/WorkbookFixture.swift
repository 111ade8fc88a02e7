import CZip
import Foundation

/// A workbook written cell by cell, as XML and then as a zip archive: what tests change is visible in them.
struct WorkbookFixture {
    enum Cell {
        case text(String), inline(String), number(String), date(String), bool(Bool), error(String)
        case formula(String?), textFormula(String)
        case raw(String)
        case none
    }

    struct Sheet {
        var name: String
        var rows: [(line: Int, cells: [Cell])]
        var state: String?
    }

    var sheets: [Sheet] = []
    var is1904 = false
    /// Parts that replace those that are made, or come beside them.
    var parts: [String: Data] = [:]

    init(_ rows: [[Cell]], sheet: String = "Notes", from line: Int = 1) { add(rows, sheet: sheet, from: line) }
    init() {}

    mutating func add(_ rows: [[Cell]], sheet: String, from line: Int = 1, state: String? = nil) {
        sheets.append(Sheet(name: sheet, rows: rows.enumerated().map { (line + $0.offset, $0.element) }, state: state))
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }

    static func letters(_ column: Int) -> String {
        column < 26 ? String(UnicodeScalar(UInt8(65 + column))) : letters(column / 26 - 1) + letters(column % 26)
    }

    var bytes: [UInt8] {
        var texts: [String] = []
        var rankOfText: [String: Int] = [:]
        var all: [String: Data] = [:]
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        for (rank, sheet) in sheets.enumerated() {
            var xml = head + "<worksheet xmlns=\"\(main)\"><sheetData>"
            for row in sheet.rows {
                xml += "<row r=\"\(row.line)\">"
                for (column, cell) in row.cells.enumerated() {
                    let at = "r=\"\(WorkbookFixture.letters(column))\(row.line)\""
                    switch cell {
                    case .text(let text):
                        if rankOfText[text] == nil {
                            rankOfText[text] = texts.count
                            texts.append(text)
                        }
                        xml += "<c \(at) t=\"s\"><v>\(rankOfText[text]!)</v></c>"
                    case .inline(let text): xml += "<c \(at) t=\"inlineStr\"><is><t>\(WorkbookFixture.escaped(text))</t></is></c>"
                    case .number(let text): xml += "<c \(at)><v>\(text)</v></c>"
                    case .date(let serial): xml += "<c \(at) s=\"1\"><v>\(serial)</v></c>"
                    case .bool(let value): xml += "<c \(at) t=\"b\"><v>\(value ? 1 : 0)</v></c>"
                    case .error(let error): xml += "<c \(at) t=\"e\"><v>\(error)</v></c>"
                    case .formula(let value): xml += "<c \(at)><f>SUM(1,2)</f>\(value.map { "<v>\($0)</v>" } ?? "<v/>")</c>"
                    case .textFormula(let value): xml += "<c \(at) t=\"str\"><f>IF(1,2)</f><v>\(value)</v></c>"
                    case .raw(let raw): xml += raw
                    case .none: break
                    }
                }
                xml += "</row>"
            }
            all["xl/worksheets/sheet\(rank + 1).xml"] = Data((xml + "</sheetData></worksheet>").utf8)
        }
        let named = sheets.enumerated().map { rank, sheet in
            "<sheet name=\"\(WorkbookFixture.escaped(sheet.name))\" sheetId=\"\(rank + 1)\"\(sheet.state.map { " state=\"\($0)\"" } ?? "") r:id=\"rId\(rank + 1)\"/>"
        }
        all["xl/workbook.xml"] = Data(
            (head
                + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(links)\"><workbookPr date1904=\"\(is1904 ? 1 : 0)\"/><sheets>\(named.joined())</sheets></workbook>")
                .utf8)
        var relations = sheets.indices.map {
            "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(links)/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
        }
        relations.append("<Relationship Id=\"rId90\" Type=\"\(links)/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>")
        relations.append("<Relationship Id=\"rId91\" Type=\"\(links)/styles\" Target=\"styles.xml\"/>")
        all["xl/_rels/workbook.xml.rels"] = Data((head + "<Relationships>\(relations.joined())</Relationships>").utf8)
        all["_rels/.rels"] = Data(
            (head + "<Relationships><Relationship Id=\"rId1\" Type=\"\(links)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>").utf8)
        // Two runs for each text: programs cut them where the writing changes.
        let strings = texts.map { text in
            let cut = text.index(text.startIndex, offsetBy: text.count / 2)
            return "<si>"
                + [text[..<cut], text[cut...]].map { "<r><t xml:space=\"preserve\">\(WorkbookFixture.escaped(String($0)))</t></r>" }.joined()
                + "</si>"
        }
        all["xl/sharedStrings.xml"] = Data((head + "<sst xmlns=\"\(main)\">\(strings.joined())</sst>").utf8)
        all["xl/styles.xml"] = Data(
            (head + "<styleSheet xmlns=\"\(main)\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
                + "<cellStyleXfs><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>").utf8)
        all.merge(parts) { _, new in new }
        return WorkbookFixture.archive(all)
    }

    /// A zip archive of these parts, each compressed.
    static func archive(_ parts: [String: Data], password: String? = nil) -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-" + UUID().uuidString + ".zip").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var code: Int32 = 0
        guard let handle = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code) else { return [] }
        for (name, data) in parts.sorted(by: { $0.key < $1.key }) {
            let copy = malloc(max(1, data.count))!
            data.withUnsafeBytes { if let base = $0.baseAddress { memcpy(copy, base, data.count) } }
            let source = zip_source_buffer(handle, copy, UInt64(data.count), 1)
            let rank = zip_file_add(handle, name, source, 0)
            if let password { zip_file_set_encryption(handle, UInt64(rank), UInt16(ZIP_EM_AES_256), password) }
        }
        zip_close(handle)
        return FileManager.default.contents(atPath: path).map(Array.init) ?? []
    }
}

import Foundation
import Testing
import Valeurs

@testable import Echanges

@Suite struct ClasseursTests {
    @Test(arguments: [
        ("12.350000000000001", "12.35"), ("12.35", "12.35"), ("9.9949999999999992", "9.995"), ("0.1", "0.1"), ("0.10000000000000001", "0.1"),
        ("20", "20"),
        ("1.2E1", "12"), ("1.25E+1", "12.5"), ("1.2E-2", "0.012"), ("5E-1", "0.5"), ("-3", "-3"), ("0", "0"), ("0.0", "0"), ("-0", "0"),
        ("9.99999999999999999", "10"), ("12.349999999999999", "12.35"), ("19.999999999999996", "20"), ("123456789012345678", "123456789012346000"),
        ("14.999999999999", "14.999999999999"), ("007", "7"),
    ])
    func `a number is what the spreadsheet shows of it, to fifteen digits`(stored: String, shown: String) {
        #expect(SheetNumber.plain(stored) == shown)
    }

    @Test(arguments: ["", "-", ".", "12,5", "1e", "1e999999", "1E400", "abc", "1.2.3", "0x10", "NaN", "INF", "1e-300", "12 "])
    func `what is no number is none`(text: String) { #expect(SheetNumber.plain(text) == nil) }

    @Test func `every mark stored as the nearest binary float comes back as it was typed`() {
        // Written with seventeen digits, as spreadsheets do for the floats that need them.
        for hundredths in 0...12_000 {
            let stored = String(format: "%.17g", Double(hundredths) / 100)
            let plain = SheetNumber.plain(stored).flatMap { Rational(decimal: $0) }
            #expect(plain == Rational(Int64(hundredths), over: 100))
        }
    }

    @Test(arguments: [
        ("1", false, "1900-01-01"), ("59", false, "1900-02-28"), ("61", false, "1900-03-01"), ("46154", false, "2026-05-12"),
        ("46154.75", false, "2026-05-12"),
        ("0", true, "1904-01-01"), ("44692", true, "2026-05-12"),
    ])
    func `a day is counted from the origin of the workbook`(serial: String, is1904: Bool, day: String) {
        #expect(SheetDate.date(serial, is1904: is1904)?.iso == day)
    }

    @Test(arguments: ["60", "0", "-1", "99999999"])
    func `a day that no calendar has is none`(serial: String) { #expect(SheetDate.date(serial, is1904: false) == nil) }

    @Test(
        arguments: [
            (14, nil, true), (0, nil, false), (2, nil, false), (164, "dd/mm/yyyy", true), (164, "0.00", false), (164, "General", false),
            (164, "Standard", false),
            (164, "[Red]0.00;-0.00", false), (164, "0\" points de jury\"", false), (164, "[$-40C]d mmmm yyyy", true), (164, "\\d0", false),
            (164, "0;yyyy", false),
        ] as [(Int, String?, Bool)])
    func `a number format tells dates from numbers`(id: Int, code: String?, isDate: Bool) {
        #expect(SheetDate.isDate(format: id, code: code) == isDate)
    }

    @Test(arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")])
    func `columns are named as spreadsheets do`(column: Int, letters: String) {
        #expect(SheetCell.letters(column) == letters)
        #expect(SheetCell.place(letters + "7")?.column == column)
        #expect(SheetCell.place(letters + "7")?.line == 7)
    }

    @Test(arguments: ["", "A", "7", "a7", "A0", "XFE1", "A1048577", "A-1", "1A"])
    func `what names no cell is refused`(reference: String) { #expect(SheetCell.place(reference) == nil) }

    private func fault(_ bytes: [UInt8]) -> String? {
        do throws(Fault) {
            let book = try Workbook(bytes)
            for sheet in book.sheets { try book.lines(of: sheet) { _, _ in true } }
            return nil
        } catch let fault { return fault.code }
    }

    @Test func `other formats are named, with what to do`() {
        let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
        #expect(fault(ole) == "classeur-autre-format")
        #expect(fault(ole + "EncryptedPackage".utf8.flatMap { [$0, 0] }) == "classeur-chiffre")
        let ods = WorkbookFixture.archive(["mimetype": Data("application/vnd.oasis.opendocument.spreadsheet".utf8), "content.xml": Data("<a/>".utf8)])
        #expect(fault(ods) == "classeur-autre-format")
        #expect(fault(WorkbookFixture.archive(["xl/workbook.bin": Data([1])])) == "classeur-autre-format")
        #expect(fault(WorkbookFixture.archive(["word/document.xml": Data("<a/>".utf8)])) == "pas-un-classeur")
        #expect(fault(Array("PK".utf8)) == "classeur-abime")
        #expect(fault([]) == "pas-un-classeur")
    }

    @Test func `a part behind a password is refused`() {
        var parts = WorkbookFixture([[.text("eleve")]]).parts
        parts["xl/workbook.xml"] = Data("<workbook/>".utf8)
        #expect(fault(WorkbookFixture.archive(parts, password: "secret")) == "classeur-chiffre")
    }

    @Test func `a part that unfolds too far is refused before it does`() {
        var book = WorkbookFixture([[.text("eleve")]])
        book.parts["xl/worksheets/sheet1.xml"] =
            Data("<worksheet><sheetData>".utf8) + Data(repeating: 32, count: 12 << 20) + Data("</sheetData></worksheet>".utf8)
        #expect(fault(book.bytes) == "classeur-trop-grand")
        // The same share of white under the size from which it matters is read.
        book.parts["xl/worksheets/sheet1.xml"] =
            Data("<worksheet><sheetData>".utf8) + Data(repeating: 32, count: 1 << 20) + Data("</sheetData></worksheet>".utf8)
        #expect(fault(book.bytes) == nil)
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>", "<worksheet>", "<worksheet><sheetData><row r=\"2\"/><row r=\"1\"/></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"x\"/></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A2\"/></row></sheetData></worksheet>", "<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet/>",
        String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100),
    ])
    func `a sheet that no spreadsheet writes is refused`(xml: String) {
        var book = WorkbookFixture([[.text("eleve")]])
        book.parts["xl/worksheets/sheet1.xml"] = Data(xml.utf8)
        #expect(fault(book.bytes) == "classeur-abime")
    }

    @Test func `a workbook cut anywhere, or with a byte changed, is read or refused`() {
        let whole = WorkbookFixture([[.text("eleve"), .text("CC")], [.text("E01"), .number("12.5")]]).bytes
        for length in stride(from: 0, to: whole.count, by: 7) { #expect(fault(Array(whole.prefix(length))) != nil) }
        for place in stride(from: 0, to: whole.count, by: 3) {
            var changed = whole
            changed[place] ^= 0x55
            _ = fault(changed)
        }
        #expect(fault(whole) == nil)
    }

    @Test func `what is written in cells is read back`() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            let rows = (0..<20).map { _ in
                (0..<8).map { _ -> WorkbookFixture.Cell in
                    switch Int.random(in: 0..<5, using: &generator) {
                    case 0: .text(["Noël", "a & b <c>", "  ABI ", "été\n2026", "\"CC\""].randomElement(using: &generator)!)
                    case 1: .inline("CHI501/CC")
                    case 2: .number(String(Int.random(in: 0...2000, using: &generator)))
                    case 3: .date(String(Int.random(in: 40_000...50_000, using: &generator)))
                    default: .none
                    }
                }
            }
            let bytes = WorkbookFixture(rows).bytes
            var read: [[SheetCell.Value?]] = []
            let book = try Workbook(bytes)
            try book.lines(of: book.sheets[0]) { line, cells in
                while read.count < line { read.append([SheetCell.Value?](repeating: nil, count: 8)) }
                for cell in cells { read[line - 1][cell.column] = cell.value }
                return true
            }
            for (line, cells) in rows.enumerated() {
                for (column, cell) in cells.enumerated() {
                    let expected: SheetCell.Value? =
                        switch cell {
                        case .text(let text), .inline(let text): .text(text.trimmingCharacters(in: .whitespacesAndNewlines))
                        case .number(let text): .number(text)
                        case .date(let serial): SheetDate.date(serial, is1904: false).map { .date($0) }
                        default: nil
                        }
                    #expect((line < read.count ? read[line][column] : nil) == expected)
                }
            }
        }
    }
}

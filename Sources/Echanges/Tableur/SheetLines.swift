import Foundation
import Glibc
import Valeurs

/// A table to read line by line, from a workbook or a CSV file.
struct SheetLines {
    /// The name of the sheet; `nil` for a CSV file, which is only one.
    let sheet: String?
    let findings: FileFindings
    /// Calls its argument with each line that holds something, until `false`.
    let each: (@escaping (Int, [SheetCell]) -> Bool) throws(Fault) -> Void

    /// « feuille Notes, cellule C7 : », before the sentence of a fault of a workbook.
    private func placed(_ fault: Fault, _ line: Int, _ column: Int?) -> Fault {
        guard let sheet else { return fault }
        let cell = column.map { ", cellule \(SheetCell.reference($0, line))" } ?? (line > 0 ? ", ligne \(line)" : "")
        return Fault(fault.code, "feuille \(shown(sheet))\(cell) : \(fault.message)", conseil: fault.conseil)
    }

    /// `column` counts cells from 0; `nil` when the whole line is meant.
    func error(_ line: Int = 0, _ column: Int? = nil, _ fault: @autoclosure () -> Fault) {
        findings.error(line: line, column: column.map { $0 + 1 } ?? 0, placed(fault(), line, column))
    }

    func warning(_ line: Int = 0, _ column: Int? = nil, _ fault: @autoclosure () -> Fault) {
        findings.warning(line: line, column: column.map { $0 + 1 } ?? 0, placed(fault(), line, column))
    }
}

/// A file that a spreadsheet wrote: a workbook, or CSV.
enum SpreadsheetFile {
    static let sizeLimit = 1 << 30

    /// The tables of a file, those that are hidden left out. What is wrong with the whole file is reported, and gives none.
    static func tables(path: String, name: String, findings: FileFindings, make: (String?) -> FileFindings) -> [SheetLines] {
        switch FileBytes.raw(path: path, limit: sizeLimit) {
        case .missing: findings.error(.fichierIntrouvable())
        case .unreadable(let fault): findings.error(fault)
        case .bytes(let memory, let count): return tables(memory, count, findings: findings, make: make)
        }
        return []
    }

    /// Takes `memory` over.
    static func tables(_ memory: UnsafeMutableRawPointer, _ count: Int, findings: FileFindings, make: (String?) -> FileFindings) -> [SheetLines] {
        let raw = UnsafeRawBufferPointer(start: memory, count: count)
        guard Workbook.looksLikeOne(raw) else { return csv(FileBytes.decode(memory, count: count), findings: findings) }
        defer { free(memory) }
        do {
            let workbook = try Workbook(raw)
            var tables: [SheetLines] = []
            for sheet in workbook.sheets {
                let own = make(sheet.name)
                let lines = SheetLines(sheet: sheet.name, findings: own) { body throws(Fault) in try workbook.lines(of: sheet, body) }
                if sheet.isHidden { lines.warning(0, nil, .feuilleCachee()) } else { tables.append(lines) }
            }
            if tables.isEmpty { findings.error(.feuillesToutesCachees()) }
            return tables
        } catch let fault {
            findings.error(fault)
            return []
        }
    }

    private static func csv(_ outcome: FileBytes.Outcome, findings: FileFindings) -> [SheetLines] {
        switch outcome {
        case .missing:
            findings.error(.fichierIntrouvable())
        case .unreadable(let fault, let line):
            findings.error(line: line, fault)
        case .bytes(let bytes):
            return [SheetLines(sheet: nil, findings: findings) { body throws(Fault) in csvLines(bytes, findings: findings, body) }]
        }
        return []
    }

    private static func csvLines(_ bytes: FileBytes, findings: FileFindings, _ body: (Int, [SheetCell]) -> Bool) {
        var scanner = CSVScanner(bytes.buffer, separator: separator(of: bytes))
        var cells: [SheetCell] = []
        var width = 0
        while !findings.isHopeless, scanner.next() {
            if let fault = scanner.fault {
                switch fault {
                case .unclosed(let offset):
                    let place = scanner.place(of: offset)
                    findings.error(line: place.line, column: place.column, .unclosedQuote())
                case .textAfterQuote(let offset):
                    let place = scanner.place(of: offset)
                    findings.error(line: place.line, column: place.column, .textAfterQuote())
                }
                continue
            }
            guard scanner.cellCount <= scanner.capacity else {
                findings.error(line: scanner.line, .tooManyColumns(limit: scanner.capacity))
                return
            }
            // The last line of a file that was cut while it was copied is shorter than the others: a mark of 1 may have been a 12.
            guard scanner.isTerminated || scanner.cellCount >= width else {
                findings.error(line: scanner.line, .fileCut(found: scanner.cellCount, expected: width))
                return
            }
            width = max(width, scanner.cellCount)
            cells.removeAll(keepingCapacity: true)
            for index in 0..<scanner.cellCount where !scanner.cells[index].isEmpty {
                cells.append(SheetCell(column: index, value: .text(scanner.cells[index].text)))
            }
            if !body(scanner.line, cells) { return }
        }
    }

    /// The separator that cuts the line of headings, wherever it stands, into the most names that are known.
    private static func separator(of bytes: FileBytes) -> UInt8 {
        var best = (score: 0, separator: UInt8(ascii: ";"))
        for separator in [UInt8(ascii: ";"), UInt8(ascii: ","), 0x09] {
            var scanner = CSVScanner(bytes.buffer, separator: separator)
            for _ in 0..<MarkSheet.headingLimit where scanner.next() {
                guard scanner.fault == nil, scanner.cellCount <= scanner.capacity else { continue }
                let score = (0..<scanner.cellCount).count { MarkSheet.identifies(scanner.cells[$0].text) } * 1000 + min(999, scanner.cellCount)
                if score >= 1000, score > best.score { best = (score, separator) }
            }
        }
        return best.separator
    }
}

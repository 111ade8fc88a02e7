import Scolarite
import Valeurs
import Yams

/// Finding again, in the files, what a diagnostic is about: the règlement knows values, not lines.
extension PromotionFolder {
    /// What the header says, even where the rest of the folder is wrong; `nil` when it is wrong itself.
    public func entete() -> Entete? {
        guard case .bytes(let bytes) = FileBytes.read(path: path + "/" + EnteteReader.file, limit: EnteteReader.sizeLimit) else { return nil }
        var reader = EnteteReader(findings: FileFindings(file: EnteteReader.file))
        return reader.read(bytes.text)
    }

    /// The same diagnostics, with the line and the column of what they are about where a file of the folder has it.
    public func situer(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        var placed = diagnostics
        let unplaced = diagnostics.indices.filter { diagnostics[$0].ligne == 0 && diagnostics[$0].repere != nil }.prefix(FileFindings.limit)
        for (file, indices) in Dictionary(grouping: unplaced, by: { diagnostics[$0].fichier }) {
            guard file == EnteteReader.file || PromotionFolder.tables.contains(file),
                case .bytes(let bytes) = FileBytes.read(path: path + "/" + file, limit: PromotionFolder.sizeLimit)
            else { continue }
            var cells: [Int: (keys: [String: String], colonne: String)] = [:]
            for index in indices {
                switch diagnostics[index].repere {
                case .cle(let keys)?:
                    if let place = EnteteReader.place(of: keys, in: bytes.text) {
                        placed[index] = diagnostics[index].at(ligne: place.line, colonne: place.column)
                    }
                case .cellule(let keys, let colonne)?: cells[index] = (keys, colonne)
                case nil: break
                }
            }
            for (index, place) in PromotionFolder.places(of: cells, in: bytes, file) {
                placed[index] = diagnostics[index].at(ligne: place.line, colonne: place.column)
            }
        }
        return placed
    }

    /// One reading of the file for everything that is looked for in it.
    private static func places(
        of wanted: [Int: (keys: [String: String], colonne: String)], in bytes: FileBytes, _ file: String
    ) -> [Int: (line: Int, column: Int)] {
        let names = Set(wanted.values.flatMap { Array($0.keys.keys) + [$0.colonne] })
        let schema = Schema(file: file, required: [], optional: names.sorted(), extras: .facts)
        guard !wanted.isEmpty, let table = CSVTable(bytes.buffer, schema: schema, findings: FileFindings(file: file)) else { return [:] }
        var pending = wanted
        var found: [Int: (line: Int, column: Int)] = [:]
        while !pending.isEmpty, table.next() {
            for (index, cell) in pending {
                let colonne = table.column(cell.colonne)
                // Without anything to tell lines apart, the first that fills the column.
                if cell.keys.isEmpty, table.cell(colonne) == nil { continue }
                guard cell.keys.allSatisfy({ isSame(table.text(table.column($0.key)), $0.value) }) else { continue }
                found[index] = (table.line, table.columnNumber(colonne))
                pending[index] = nil
            }
        }
        return found
    }

    /// Words are read without their case and their accents.
    private static func isSame(_ written: String, _ read: String) -> Bool { written == read || Spelling.plain(written) == Spelling.plain(read) }
}

extension EnteteReader {
    /// Where the value of a key stands, from the top of the file; that of the nearest key above it when it has none.
    static func place(of keys: [String], in text: String) -> (line: Int, column: Int)? {
        guard var node = EnteteReader(findings: FileFindings(file: file)).parse(text) else { return nil }
        var place: (line: Int, column: Int)?
        for key in keys {
            guard case .mapping(let mapping) = node, let entry = mapping.first(where: { $0.key.string == key }) else { break }
            node = entry.value
            if let mark = entry.key.mark { place = (mark.line, mark.column) }
        }
        return place
    }
}

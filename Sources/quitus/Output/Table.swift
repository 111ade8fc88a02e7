/// A table of text for a terminal, its columns as wide as their widest cell.
struct Table {
    struct Column {
        let title: String
        let alignment: Alignment

        init(_ title: String, _ alignment: Alignment = .leading) {
            self.title = title
            self.alignment = alignment
        }
    }

    let columns: [Column]
    private(set) var rows: [[Cell]] = []

    struct Cell {
        let text: String
        let colour: Colour?
    }

    init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row; a missing cell is empty.
    mutating func add(_ cells: [String], colours: [Int: Colour] = [:]) {
        rows.append(columns.indices.map { Cell(text: $0 < cells.count ? cells[$0] : "", colour: colours[$0]) })
    }

    /// The title line, a rule, then the rows. Colours never change a width: the text is padded, then painted.
    func rendered(on console: Console) -> String {
        let widths = columns.indices.map { index in
            rows.reduce(columns[index].title.displayWidth) { max($0, $1[index].text.displayWidth) }
        }
        func line(_ cells: [(text: String, colour: Colour?)]) -> String {
            var texts: [String] = []
            for (index, cell) in cells.enumerated() {
                let isLast = index == cells.count - 1 && columns[index].alignment == .leading
                let text = isLast ? cell.text : cell.text.padded(to: widths[index], columns[index].alignment)
                texts.append(cell.colour.map { console.paint(text, $0) } ?? text)
            }
            let joined = texts.joined(separator: "  ")
            return String(joined.reversed().drop { $0 == " " }.reversed())
        }
        let header = line(columns.map { ($0.title, .bold) })
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return ([header, rule] + rows.map { line($0.map { ($0.text, $0.colour) }) }).joined(separator: "\n")
    }
}

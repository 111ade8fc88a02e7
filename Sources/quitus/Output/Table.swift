/// A table of text for a terminal, its columns as wide as their widest cell.
struct Table {
    struct Column {
        let title: String
        let alignment: Alignment
        /// A column of sentences or lists: folded on several lines where the table would be wider than the console.
        let folds: Bool

        init(_ title: String, _ alignment: Alignment = .leading, folds: Bool = false) {
            self.title = title
            self.alignment = alignment
            self.folds = folds
        }
    }

    struct Cell {
        let text: String
        let colour: Colour?
    }

    let columns: [Column]
    private(set) var rows: [[Cell]] = []

    init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row; a missing cell is empty.
    mutating func add(_ cells: [String], colours: [Int: Colour] = [:]) {
        rows.append(columns.indices.map { Cell(text: $0 < cells.count ? cells[$0] : "", colour: colours[$0]) })
    }

    /// The title line, a rule, then the rows. Colours never change a width: the text is padded, then painted.
    func rendered(on console: Console) -> String {
        let widths = widths(within: console.width)
        let header = lines(columns.map { Cell(text: $0.title, colour: .bold) }, widths, console)
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: Table.gap)
        return (header + [rule] + rows.flatMap { lines($0, widths, console) }).joined(separator: "\n")
    }

    private static let gap = "  "
    /// A folded column is never narrower, even where the table then overflows: shorter lines would not read.
    private static let narrowest = 24

    private func widths(within width: Int) -> [Int] {
        var widths = columns.indices.map { index in
            rows.reduce(columns[index].title.displayWidth) { max($0, $1[index].text.displayWidth) }
        }
        // The widest of the columns that fold gives way first.
        let limit = width - Table.gap.count * (columns.count - 1)
        while widths.reduce(0, +) > limit,
            let widest = columns.indices.filter({ columns[$0].folds && widths[$0] > Table.narrowest }).max(by: { widths[$0] < widths[$1] })
        {
            widths[widest] -= 1
        }
        return widths
    }

    /// One row, on as many lines as its most folded cell.
    private func lines(_ cells: [Cell], _ widths: [Int], _ console: Console) -> [String] {
        let folded = zip(cells, widths).enumerated().map { index, pair in
            columns[index].folds ? wrapped(pair.0.text, width: pair.1) : [pair.0.text]
        }
        return (0..<(folded.map(\.count).max() ?? 0)).map { line in
            let texts = cells.indices.map { index in
                let text = (line < folded[index].count ? folded[index][line] : "").padded(to: widths[index], columns[index].alignment)
                return cells[index].colour.map { console.paint(text, $0) } ?? text
            }
            let joined = texts.joined(separator: Table.gap)
            return String(joined.reversed().drop { $0 == " " }.reversed())
        }
    }
}

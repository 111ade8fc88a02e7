/// A table of text for a terminal, its columns as wide as their widest cell, and the whole no wider than the console: columns of
/// sentences fold, and where folding is not enough they go beneath their line, each under its title.
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
        let (widths, beneath) = layout(within: console.width)
        let header = lines(columns.map { Cell(text: $0.title, colour: .bold) }, widths, console)
        let rule = columns.indices.compactMap { index in widths[index].map { String(repeating: "─", count: $0) } }.joined(separator: Table.gap)
        let body = rows.flatMap { lines($0, widths, console) + details($0, beneath, console) }
        return (header + [rule] + body).joined(separator: "\n")
    }

    private static let gap = "  "
    /// A folded column is never narrower: shorter lines would not read.
    private static let narrowest = 16
    private static let indentation = "    "

    /// The width of each column, `nil` for those that go beneath.
    private func layout(within width: Int) -> (widths: [Int?], beneath: [Int]) {
        let natural = columns.indices.map { index in
            rows.reduce(columns[index].title.displayWidth) { max($0, $1[index].text.displayWidth) }
        }
        let least = columns.indices.map { columns[$0].folds ? min(natural[$0], max(longestWord($0), Table.narrowest)) : natural[$0] }
        var standing = Array(columns.indices)
        func total(_ widths: [Int]) -> Int { standing.reduce(Table.gap.count * (standing.count - 1)) { $0 + widths[$1] } }
        // A column that says nothing gives way first.
        if total(least) > width { standing.removeAll { index in columns[index].folds && rows.allSatisfy { $0[index].text.isEmpty } } }
        while total(least) > width, let widest = standing.filter({ columns[$0].folds }).max(by: { natural[$0] < natural[$1] }) {
            standing.removeAll { $0 == widest }
        }
        // The widest of the columns that fold gives way first.
        var widths = natural
        while total(widths) > width,
            let widest = standing.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
        {
            widths[widest] -= 1
        }
        return (columns.indices.map { standing.contains($0) ? widths[$0] : nil }, columns.indices.filter { !standing.contains($0) })
    }

    private func longestWord(_ index: Int) -> Int {
        (rows.map { $0[index].text } + [columns[index].title]).flatMap { $0.split { $0 == " " || $0 == "\n" } }.map(\.displayWidth).max() ?? 0
    }

    /// One row, on as many lines as its most folded cell.
    private func lines(_ cells: [Cell], _ widths: [Int?], _ console: Console) -> [String] {
        let folded = cells.indices.map { index in
            widths[index].map { columns[index].folds ? wrapped(cells[index].text, width: $0) : [cells[index].text] } ?? []
        }
        return (0..<(folded.map(\.count).max() ?? 0)).map { line in
            let texts = cells.indices.compactMap { index in
                widths[index].map { width in
                    let text = (line < folded[index].count ? folded[index][line] : "").padded(to: width, columns[index].alignment)
                    return cells[index].colour.map { console.paint(text, $0) } ?? text
                }
            }
            let joined = texts.joined(separator: Table.gap)
            return String(joined.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// What a row says in the columns that go beneath it; an empty cell says nothing.
    private func details(_ cells: [Cell], _ beneath: [Int], _ console: Console) -> [String] {
        beneath.filter { !cells[$0].text.isEmpty }.flatMap { index in
            wrapped("\(columns[index].title) : \(cells[index].text)", width: console.width - Table.indentation.count - 2).enumerated().map {
                line, text in
                Table.indentation + (line == 0 ? "" : "  ") + (cells[index].colour.map { console.paint(text, $0) } ?? text)
            }
        }
    }
}

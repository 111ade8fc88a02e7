/// Cuts a line of a drawn tree into lines of at most `width` columns, between words; the strokes that lead to it go on beside what
/// follows. A line that holds colours stays whole: cut, they would run over the strokes.
func wrappedBranch(_ line: String, width: Int) -> [String] {
    guard line.displayWidth > width, !line.contains("\u{1B}") else { return [line] }
    let strokes = line.prefix { "│├└─ ".contains($0) }
    let margin = String(strokes.map { $0 == "├" || $0 == "│" ? "│" : " " })
    // Deep in the tree of a narrow terminal, a few words a line rather than one.
    let lines = wrapped(String(line.dropFirst(strokes.count)), width: max(24, width - strokes.displayWidth))
    return lines.enumerated().map { ($0 == 0 ? String(strokes) : margin) + $1 }
}

import Testing

@testable import quitus

@Suite struct OutputTests {
    @Test(arguments: [
        ("", 0), ("UE", 2), ("élève", 5), ("e\u{301}le\u{300}ve", 5), ("日本", 4), ("a\u{200B}b", 2), ("9,995 €", 7),
    ])
    func `an accented letter takes one column however it is encoded`(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test func `columns line up under accents and the right-hand ones end together`() {
        var table = Table([.init("Élève"), .init("Moyenne", .trailing), .init("Décision")])
        table.add(["Zoé", "9,62", "rattrapage"])
        table.add(["Cle\u{301}mence", "12,00", ""])
        let console = Console(width: 80, colours: false, output: { _ in }, errors: { _ in })
        #expect(
            table.rendered(on: console) == """
                Élève     Moyenne  Décision
                ────────  ───────  ──────────
                Zoé          9,62  rattrapage
                Cle\u{301}mence    12,00
                """)
    }

    /// One column that keeps its width, two that fold.
    private static func sentences() -> Table {
        var table = Table([.init("UE"), .init("Statut", folds: true), .init("Pourquoi", folds: true)])
        table.add(["UE1", "validée par compensation", "la moyenne du semestre suffit"])
        table.add(["UE2", "non validée", ""])
        return table
    }

    @Test(arguments: [30, 31, 40, 50, 58, 100])
    func `a table is never wider than the console`(width: Int) {
        let console = Console(width: width, colours: false, output: { _ in }, errors: { _ in })
        let lines = Self.sentences().rendered(on: console).split(separator: "\n")
        #expect(lines.allSatisfy { $0.displayWidth <= width })
        let words = Set(lines.joined(separator: " ").split(separator: " "))
        for word in "UE1 validée par compensation la moyenne du semestre suffit non".split(separator: " ") { #expect(words.contains(word)) }
    }

    @Test func `columns fold, and go beneath their line where folding is not enough`() {
        func rendered(_ width: Int) -> String {
            Self.sentences().rendered(on: Console(width: width, colours: false, output: { _ in }, errors: { _ in }))
        }
        #expect(
            rendered(44) == """
                UE   Statut              Pourquoi
                ───  ──────────────────  ───────────────────
                UE1  validée par         la moyenne du
                     compensation        semestre suffit
                UE2  non validée
                """)
        #expect(
            rendered(32) == """
                UE   Statut
                ───  ────────────────────────
                UE1  validée par compensation
                    Pourquoi : la moyenne du
                      semestre suffit
                UE2  non validée
                """)
    }

    @Test func `a branch of a tree is cut between words, its strokes going on`() {
        #expect(wrappedBranch("│  ├─ La moyenne de l'UE est de 9,99.", width: 32) == ["│  ├─ La moyenne de l'UE est de", "│  │  9,99."])
        #expect(wrappedBranch("   └─ La moyenne de l'UE est de 9,99.", width: 32) == ["   └─ La moyenne de l'UE est de", "      9,99."])
        #expect(wrappedBranch("│  ├─ La moyenne de l'UE est de 9,99.", width: 37) == ["│  ├─ La moyenne de l'UE est de 9,99."])
        #expect(wrappedBranch("├─ \u{1B}[32mvalidée\u{1B}[0m", width: 5) == ["├─ \u{1B}[32mvalidée\u{1B}[0m"])
    }

    @Test func `colours surround a padded text and change no width`() {
        var table = Table([.init("UE"), .init("Statut")])
        table.add(["A", "validée"], colours: [0: .green])
        let console = Console(width: 80, colours: true, output: { _ in }, errors: { _ in })
        #expect(table.rendered(on: console).hasSuffix("\u{1B}[32mA \u{1B}[0m  validée"))
        let plain = Console(width: 80, colours: false, output: { _ in }, errors: { _ in })
        #expect(!table.rendered(on: plain).contains("\u{1B}"))
    }

    @Test(arguments: [
        ("un deux trois", 7, ["un deux", "trois"]), ("un deux trois", 8, ["un deux", "trois"]), ("un deux", 40, ["un deux"]),
        ("démesurément long", 5, ["démesurément", "long"]), ("", 5, [""]), ("a\nb", 5, ["a", "b"]),
    ])
    func `lines are cut between words`(text: String, width: Int, lines: [String]) {
        #expect(wrapped(text, width: width) == lines)
    }

    private static let values: [(JSON, String)] = [
        (.null, "null"), (true, "true"), (.number("9.995"), "9.995"), ("é\"\\\n\u{1}", #""é\"\\\n\u0001""#), ([1, "a"], #"[1, "a"]"#),
        (["b": 1, "a": []], #"{"b": 1, "a": []}"#),
    ]

    @Test(arguments: values)
    func `JSON keeps the text of numbers and the order of members`(value: JSON, text: String) {
        #expect(value.rendered() == text)
    }

    @Test func `a long value stands on several lines`() {
        let long = JSON.string(String(repeating: "x", count: 90))
        #expect(
            JSON.object([.init(name: "a", value: long), .init(name: "b", value: [1])]).rendered() == """
                {
                  "a": \(long.compact),
                  "b": [1]
                }
                """)
    }
}

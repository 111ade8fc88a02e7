import Testing
import Valeurs

@Suite struct ReprisesYAMLTests {
    @Test(arguments: [
        ("a: *b", [1]), ("a:\n  *b", [2]), ("- *b\n- *c", [1, 2]), ("[*a, *b]", [1, 1]), ("{ *a : x }", [1]), ("? *a\n: x", [1]), ("{\"a\":*b}", [1]),
        ("*a", [1]), ("[\r\n*a]", [2]), ("[\r*a]", [2]), ("[x,\u{2028}*a]", [1]), ("a:\u{85}*b", [1]), ("\u{FEFF}*a", [1]), ("a: &x 1\nb: *x", [2]),
    ])
    func `a reference to another part is found wherever YAML reads one`(text: String, lines: [Int]) {
        #expect(ReprisesYAML.lignes(text) == lines)
    }

    @Test(arguments: [
        "formule: note * coefficient", "formule: note *coefficient", "titre: Chimie & physique", "titre: R&D", "a: \"2*x\"", "a: 5*", "- * puce",
        "a: **gras**",
        "# note *marge", "", "pondéré *x",
    ])
    func `an asterisk inside a formula or a sentence is none`(text: String) {
        #expect(ReprisesYAML.lignes(text) == [])
    }
}

import Foundation
import ReglementYAML
import Testing

/// How the page of a règlement says an expression.
@Test(arguments: [
    ("some c in certifications satisfies c.date + duration(\"P2Y\") >= date", "la date de c + 2 ans ≥ la date du jury"),
    (
        "count(ues) > max([1, min([2, niveau, 3]), if niveau = 1 then 2 else 3])",
        "le plus grand de 1, de (le plus petit de 2, du niveau et de 3) et de (2 si le niveau = 1, sinon 3)"
    ),
    ("floor(niveau / 2) = abs(niveau - 3)", "la partie entière de (le niveau / 2) = la valeur absolue de (le niveau − 3)"),
    ("round down(niveau, 0) = modulo(niveau, 2)", "le niveau arrondi à 0 décimales, vers zéro = le reste du niveau divisé par 2"),
])
func `a page says an expression without losing what it is made of`(expression: String, dite: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fautifs/alerte-double")
    try FileManager.default.copyItem(at: source, to: folder)
    let file = folder.appendingPathComponent("reglement.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
        .replacingOccurrences(of: "chaque: semestres, si: ects_maquette > 30", with: "si: '\(expression)'")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let lu = Bibliotheque(racine: folder.path).charger("fautif-alerte-double")
    #expect(lu.erreurs.map(\.description) == [])
    let page = PageReglement(lu).markdown()
    #expect(page.contains(dite), "\(page.split(separator: "\n").filter { $0.contains("`semestre`") })")
}

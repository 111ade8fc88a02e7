import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

/// Bundles with one fault each, under the code of the diagnostic that must name it.
private enum Fautifs {
    static let dossier = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fautifs").path
    static let bibliotheque = Bibliotheque(racine: dossier)
    static let codes = ((try? FileManager.default.contentsOfDirectory(atPath: dossier)) ?? []).filter { !$0.hasPrefix(".") }.sorted()

    /// Faults of a promotion, not of a bundle, and two that a file in the repository cannot hold: shown below, in ControlePromotionTests and in LimitesReglementTests.
    static let ailleurs = [
        "reglement-hors-vigueur", "surcouche-hors-vigueur", "surcouche-seule", "niveau-hors-cursus", "fichier-trop-grand", "reglement-trop-grand",
        "choix-inconnu", "seuil-sans-effet", "complement-sans-effet", "decision-sans-effet", "fait-type", "mot-inconnu", "nature-sans-regle",
        "niveau-ambigu", "procedure-inconnue", "test-inconnu",
    ]

    static func verification(_ code: String) -> Verification {
        let overlay = FileManager.default.fileExists(atPath: "\(dossier)/\(code)/surcouche/reglement.yaml") ? "fautif-\(code)-surcouche" : nil
        return Verification(bibliotheque.charger("fautif-\(code)", surcouche: overlay), bibliotheque: bibliotheque)
    }

    /// What the command line prints of it.
    static func texte(_ verification: Verification) -> String {
        var lines = verification.diagnostics.map(\.description)
        for exemple in verification.exemples {
            for ecart in exemple.ecarts {
                let place = "\(ecart.position.fichier):\(ecart.position.ligne):\(ecart.position.colonne)"
                lines.append(
                    "\(place): erreur: exemple « \(exemple.exemple) », \(ecart.champ.isEmpty ? ecart.objet : "\(ecart.objet), \(ecart.champ)") : attendu « \(ecart.attendu) », obtenu « \(ecart.obtenu) » [exemple]"
                )
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// `QUITUS_RECORD=1 swift test --filter Fautifs` writes the expected texts again; read the difference before committing it.
@Test(arguments: Fautifs.codes)
func `a bundle with one fault is told where it is and what to do`(code: String) throws {
    let shown = Fautifs.texte(Fautifs.verification(code))
    let path = "\(Fautifs.dossier)/\(code)/attendu.txt"
    if ProcessInfo.processInfo.environment["QUITUS_RECORD"] == "1" {
        try shown.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(shown == (try String(contentsOfFile: path, encoding: .utf8)))
    // A value that the school may not set is refused when an example is judged, and shown as a difference of that example.
    let named = ["parametre-hors-borne", "parametre-non-fixable", "exemple"].contains(code) ? "[exemple]" : "[\(code)]"
    #expect(shown.contains(named))
}

@Test func `every code of a bundle's diagnostics has a bundle that shows it`() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources")
    var codes: Set<String> = []
    for target in ["Reglement", "ReglementYAML"] {
        let folder = sources.appendingPathComponent(target)
        let walker = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        for case let file as URL in walker where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for part in text.components(separatedBy: "code: \"").dropFirst() { codes.insert(String(part.prefix { $0 != "\"" })) }
        }
    }
    // Codes of alerts, which judging raises, have underscores.
    codes = codes.filter { !$0.contains("_") }
    #expect(codes.count > 50)
    #expect(codes.subtracting(Fautifs.codes).subtracting(Fautifs.ailleurs).sorted() == [])
}

@Test func `a file of more than a mebibyte is not read`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bundle = "reglement: grand\n" + String(repeating: "# rien\n", count: 2_400_000)
    try bundle.write(to: folder.appendingPathComponent("reglement.yaml"), atomically: true, encoding: .utf8)
    let lu = Bibliotheque(racine: folder.path).charger(folder.path)
    #expect(lu.diagnostics.map(\.code) == ["fichier-trop-grand"])
}

@Test func `a promotion judged outside the days in force is told which days they are`() {
    var promotion = Essai.promotion([("A", "12", nil)])
    promotion.entete.date = CalendarDate("2026-08-31")!
    #expect(throws: Juge.Fautes.self) { try Deliberation(promotion, bibliotheque: Bibliotheque(racine: Essai.dossier)) }
    do throws(Juge.Fautes) {
        _ = try Deliberation(promotion, bibliotheque: Bibliotheque(racine: Essai.dossier))
    } catch {
        #expect(error.diagnostics.map(\.code) == ["reglement-hors-vigueur"])
        #expect(
            error.diagnostics.first?.message
                == "le règlement « essai » n'est pas en vigueur le 31 août 2026 (il l'est du 1er septembre 2026 au 31 août 2027)")
    }
}

/// Both sides of the first and of the last day on which an overlay may be asked for.
@Test(arguments: [("2027-03-15", false), ("2027-03-16", true), ("2027-06-30", true), ("2027-07-01", false)])
func `an overlay asked for outside its days is refused, with those days`(jour: String, admise: Bool) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(atPath: Essai.dossier, toPath: folder.path)
    let own = folder.appendingPathComponent("crise")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    let yaml = """
        reglement: crise
        titre: Mesures de crise
        surcouche: oui
        applicable_a: [essai]
        en_vigueur: { du: 2027-03-16, au: 2027-06-30 }

        """
    try yaml.write(to: own.appendingPathComponent("reglement.yaml"), atomically: true, encoding: .utf8)
    var promotion = Essai.promotion([("A", "12", nil)])
    promotion.entete.date = try #require(CalendarDate(jour))
    promotion.entete.surcouche = "crise"
    var found: [Diagnostic] = []
    do throws(Juge.Fautes) {
        _ = try Deliberation(promotion, bibliotheque: Bibliotheque(racine: folder.path))
    } catch {
        found = error.diagnostics
    }
    #expect(found.map(\.code) == (admise ? [] : ["surcouche-hors-vigueur"]))
    #expect(
        found.map(\.message)
            == (admise
                ? []
                : ["la surcouche « crise » ne s'applique pas le \(promotion.entete.date.french) (elle s'applique du 16 mars 2027 au 30 juin 2027)"])
    )
}

@Test(arguments: [("rattrapage:A", []), ("rattrapages:A", ["vouliez-vous dire « rattrapage:A » ?"]), ("parrainage", [nil])])
func `a choice that no rule reads is a warning`(objet: String, conseils: [String?]) throws {
    var promotion = Essai.promotion([("A", "12", nil)])
    promotion.dossiers[0].options = [Choix(objet: objet, choix: "oui", date: nil)]
    let found = try Deliberation(promotion, bibliotheque: Bibliotheque(racine: Essai.dossier)).avertissements
    #expect(found.map(\.conseil) == conseils)
    #expect(found.allSatisfy { $0.gravite == .avertissement && $0.message == "aucune règle ne lit le choix « \(objet) »" })
}

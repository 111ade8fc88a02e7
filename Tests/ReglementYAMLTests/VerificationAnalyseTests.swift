import Foundation
import Reglement
import ReglementYAML
import Testing

/// A bundle made of one table, to see what the static checks find in it.
private enum Table {
    /// Codes and conclusions of the diagnostics on a table `ecue.rattrapage` with these inputs and lines.
    static func diagnostics(_ entrees: String, _ lignes: [(si: String, alors: String)], quand: String? = nil, parametres: String = "") throws
        -> [String]
    {
        let rows = lignes.enumerated().map { "      - { regle: l-\($0 + 1), article: \"1\", si: [\($1.si)], alors: \($1.alors) }" }.joined(
            separator: "\n")
        let yaml = """
            reglement: table
            titre: Table
            en_vigueur: { du: 2026-09-01 }
            niveaux: 3
            codes:
              ABI: { vaut: exclue, bloque: ue, article: "1" }
              ABJ: { vaut: attendue, article: "1" }
              DISP: { vaut: exclue, article: "1" }
              ACQ: { vaut: exclue, article: "1" }
              FRAUDE: { vaut: 0, article: "1" }
            parametres:
              barre: { valeur: 10, article: "1" }
              plancher: { valeur: 6, article: "1", maquette: seuil_ecue }
              exigence: { selon: niveau, valeurs: { "1": 4, "2": 5, "3": 6 }, article: "1" }
            sessions: { nombre: 2, note: remplace, article: "1" }
            faits:
              eleve.essais: 'count(parcours[decision = "redoublement"])'
              ecue.faible: note < plancher
            resultats:
              ecue.choisi:
                article: "1"
            \(quand.map { "    quand: '\($0)'\n    sinon: rien" } ?? "")
                entrees: [\(entrees)]
                lignes:
            \(rows)
            """
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try yaml.write(to: folder.appendingPathComponent("reglement.yaml"), atomically: true, encoding: .utf8)
        try "articles:\n  - { article: \"1\", titre: Tout, nature: calcul }\n".write(
            to: folder.appendingPathComponent("articles.yaml"), atomically: true, encoding: .utf8)
        let library = Bibliotheque(racine: folder.path)
        let lu = library.charger("table")
        #expect(lu.erreurs.map(\.description) == [])
        return lu.programme.analyser().filter { $0.code != "parametre-jamais-lu" }.map {
            "\($0.gravite.rawValue) \($0.code) \($0.message.split(separator: " : ").last ?? "")"
        }
    }
}

struct `What a table leaves out, or says twice, is found before any dossier` {
    @Test(arguments: [
        ("note", ["\">= 10\"", "\"< 10\"", "\"null\""], [String]()),
        ("note", ["\">= 10\"", "\"< 10\""], ["erreur table-trou un ECUE sans note"]),
        ("note", ["\"> 10\"", "\"< 10\"", "\"null\""], ["erreur table-trou un ECUE à 10"]),
        ("coefficient", ["\">= 10\"", "\"<= 10\""], ["erreur table-chevauchement un ECUE de coefficient 10"]),
        ("coefficient", ["\"[0..6)\"", "\"[6..10)\"", "\">= 10\""], []),
        ("coefficient", ["\"[0..6]\"", "\"(6..10]\"", "\"> 10\""], []),
        ("coefficient", ["\"[0..6)\"", "\"(6..10)\"", "\">= 10\""], ["erreur table-trou un ECUE de coefficient 6"]),
        ("coefficient", ["\">= barre\"", "\"< 10\""], []),
        ("coefficient", ["\">= barre\"", "\"< 9.99\""], ["erreur table-trou un ECUE de coefficient 9,99"]),
        ("session", ["1", "2"], []),
        ("niveau", ["1", "2"], ["erreur table-trou un élève de niveau 3"]),
        ("essais", ["0", "1", "\">= 2\""], []),
        ("essais", ["0", "1", "\"> 2\""], ["erreur table-trou eleve.essais = 2"]),
        ("choix", ["oui", "non", "aucun"], []),
        ("choix", ["oui", "non"], ["erreur table-trou choix = aucun"]),
        ("choix", ["\"oui, non\"", "\"not(oui, non)\""], []),
        ("abi", ["oui", "non"], []),
        ("coefficient", ["\">= exigence\"", "\"< exigence\""], []),
    ])
    func `one input`(entree: String, cellules: [String], attendu: [String]) throws {
        let lignes = cellules.enumerated().map { (si: $1, alors: "c\($0)") }
        #expect(try Table.diagnostics(entree, lignes) == attendu)
    }

    @Test func `a mark that is noted is never null, an ECUE dispensed never noted`() throws {
        #expect(
            try Table.diagnostics(
                "dispensee, notee, note",
                [("oui, \"-\", \"-\"", "a"), ("non, oui, \">= plancher\"", "b"), ("non, oui, \"< plancher\"", "c"), ("non, non, \"-\"", "d")]) == [])
        #expect(try Table.diagnostics("dispensee, notee", [("oui, non", "a"), ("non, oui", "b"), ("non, non", "c")]) == [])
    }

    @Test func `a fact is read through`() throws {
        #expect(try Table.diagnostics("notee, note", [("oui, \">= plancher\"", "a"), ("non, \"-\"", "b")], quand: "not(faible)") == [])
        #expect(
            try Table.diagnostics("notee, note", [("oui, \"> plancher\"", "a"), ("non, \"-\"", "b")], quand: "not(faible)").map { $0.prefix(17) } == [
                "erreur table-trou"
            ])
    }

    @Test func `two lines that agree where both apply are a warning`() throws {
        #expect(
            try Table.diagnostics("coefficient", [("\">= 6\"", "a"), ("\"<= 6\"", "a")]).map { $0.prefix(32) }
                == ["avertissement table-chevauchement"].map { $0.prefix(32) })
    }

    @Test func `a line that no dossier meets is found, even through what the engine guarantees`() throws {
        let found = try Table.diagnostics("acquise, notee", [("oui, oui", "a"), ("oui, non", "b"), ("non, \"-\"", "c")])
        #expect(found == ["erreur regle-inapplicable la ligne « l-1 » de la table « ecue.choisi » ne peut jamais s'appliquer"])
    }

    @Test func `a line that present parameters close is a warning`() throws {
        let found = try Table.diagnostics("barre", [("\"< 8\"", "a"), ("\">= 8\"", "b")])
        #expect(
            found == [
                "avertissement regle-inapplicable la ligne « l-1 » de la table « ecue.choisi » ne peut jamais s'appliquer avec les paramètres d'aujourd'hui"
            ])
    }
}

private enum Livres {
    static let bibliotheque = Bibliotheque(
        racine: URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appendingPathComponent("Reglements").path)
    static let ids = bibliotheque.index().map(\.id)
}

@Test func `the règlements that ship are found`() { #expect(Livres.ids.count >= 12) }

@Test(arguments: Livres.ids)
func `a règlement that ships has no error, no gap, no overlap and nothing left unchecked`(id: String) {
    let lu = Livres.bibliotheque.charger(id)
    #expect(lu.erreurs.map(\.description) == [])
    #expect(lu.programme.analyser().map(\.description) == [])
}

/// The checks are not silent for want of looking: what is whole no longer is, once a part is taken away.
@Test(arguments: ["exemple", "emse-commun-2025", "bellecour-ri"])
func `a line taken away from a table, or a proposition from the list, leaves a gap`(id: String) {
    let lu = Livres.bibliotheque.charger(id)
    var taken = 0
    for (place, resultat) in lu.declaration.resultats.enumerated() {
        guard case .table(let entrees, let lignes) = resultat.forme else { continue }
        for line in lignes.indices {
            var declaration = lu.declaration
            var others = lignes
            others.remove(at: line)
            declaration.resultats[place].forme = .table(entrees: entrees, lignes: others)
            let found = Programme.compile(declaration, empreinte: "").programme.analyser().map(\.code)
            #expect(found.contains("table-trou"), "\(resultat.cle), \(lignes[line].regle.id.valeur)")
            taken += 1
        }
    }
    for proposition in lu.declaration.propositions.indices {
        var declaration = lu.declaration
        declaration.propositions.remove(at: proposition)
        if declaration.propositions.isEmpty { continue }
        #expect(Programme.compile(declaration, empreinte: "").programme.analyser().contains { $0.code == "propositions-trou" }, "\(proposition)")
        taken += 1
    }
    #expect(taken >= 5)
}

/// Found by the checks: two exceptions of a shipped règlement that both held.
@Test func `one épreuve dispensed does not dispense from another that was missed without a reason`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)")
    try FileManager.default.copyItem(atPath: "\(Essai.dossier)/ecole", toPath: folder.path)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appendingPathComponent("exemples"), withIntermediateDirectories: true)
    let exemples = """
        exemples:
          - exemple: dispense-et-absence
            titre: Une épreuve dispensée, l'autre manquée
            donne: { ues: { UE1: { ects: 6, semestre: S5, ecues: { A: { epreuves: { X: DISP, Y: ABI } } } } } }
            attendu: { ue:UE1: { statut: non_validee }, ecue:A: { statut: non_validee }, alerte:regle_en_defaut: non }
          - exemple: dispense
            titre: La seule épreuve dispensée
            donne: { ues: { UE1: { ects: 6, semestre: S5, ecues: { A: { epreuves: { X: DISP, Y: DISP } } } } } }
            attendu: { ecue:A: { statut: dispensee } }
        """
    try exemples.write(to: folder.appendingPathComponent("exemples/absences.yaml"), atomically: true, encoding: .utf8)
    let library = Bibliotheque(racine: folder.path)
    let verification = Verification(library.charger("essai"), bibliotheque: library)
    #expect(verification.exemples.map(\.exemple) == ["dispense-et-absence", "dispense"])
    #expect(verification.exemples.flatMap(\.ecarts).map { "\($0.objet) \($0.obtenu)" } == [])
}

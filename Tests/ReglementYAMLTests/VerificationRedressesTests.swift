import Foundation
import ReglementYAML
import Testing

/// The other side of each fault: the bundle under `Fautifs/<code>`, its faults mended one by one, has nothing wrong left.
private struct Redresse: Sendable, CustomTestStringConvertible {
    let code: String
    /// File, what is wrong, what is right.
    let changements: [(fichier: String, faute: String, juste: String)]

    var testDescription: String { code }

    init(_ code: String, _ changements: [(String, String)], fichier: String = "reglement.yaml") {
        self.code = code
        self.changements = changements.map { (fichier, $0.0, $0.1) }
    }

    private static let exemples = "exemples/base.yaml"

    static let tous = [
        // A fact that reads another, and the state of session 1 from that of session 2: no loop.
        Redresse(
            "calcul-circulaire",
            [
                ("if presque then 0 else sum", "sum"), ("ue.faible: 'statut", "ue.faible: 's1.moyenne = null or code"),
                ("ue.exempte: exempte and", "ue.exempte: not(faible) and"),
            ]),
        Redresse(
            "phrase-nom-inconnu",
            [
                ("{bare}", "{barre}"), ("{credits} manquent", "{ects_maquette} manquent, niveau {niveau}"),
                ("{objet} : {count(ues)}", "Année {niveau} : {fois}"), ("resultats:\n", "faits:\n  annee.fois: count(ues)\nresultats:\n"),
            ]),
        Redresse("phrase-accolade", [("{moyenne pour", "{moyenne} pour"), ("moyenne} sous", "{moyenne} sous")]),
        // A decimal comma is a decimal point, between quotes.
        Redresse(
            "cle-inconnue",
            [
                ("ratachement", "rattachement"), ("valeur: 7,5", "valeur: \"7,5\""), ("regles:", "regle:"),
                ("si: jours_ouvrables(debut, depose) > 3", "si: 'jours_ouvrables(debut, depose) > 3 + plancher'"),
            ]),
        Redresse("en-vigueur-inverse", [("au: 2025-08-31", "au: 2026-09-01")]),
        Redresse("cellule-virgule", [("\"< 9,5\"", "\"< 9.5, null\"")]),
        Redresse("nom-reserve", [("ecue.note: '12'", "ecue.note_retenue: note"), ("ue.complement:", "ue.complement_compte:")]),
        Redresse("nom-double", [("ue.moyenne: '12'", "semestre.moyenne: count(ues)")]),
        Redresse("borne-contredite", [("borne: \"<= 8\"", "borne: \"<= 10\"")]),
        Redresse("classement-parts", [("[C, 65], [D, 90]", "[C, 30], [D, 25]")]),
        Redresse("classement-jamais-lu", [("annee.ordre:", "semestre.rang:"), ("count(ues) > 0", "count(ues) > 0")]),
        Redresse("fait-jamais-lu", [("{nombre} UE.", "{nombre} UE, {credits} crédits.")]),
        Redresse("vocabulaire-inconnu", [("ecuee:", "ecue:"), ("non_valide:", "non_valide:")]),
        Redresse("alerte-double", [("regle: lourd, code: semestre,", "regle: lourd, code: semestre_lourd,")]),
        Redresse("titre-inconnu", [("diplomme_etablissement", "diplome_etablissement")]),
        Redresse("couverture-lacune", [("essai-04:", "essai-02:")], fichier: "couverture.yaml"),
        Redresse("couverture-attend", [("portaille", "portail")], fichier: "couverture.yaml"),
        Redresse("exemple-provision", [("essai-2, esai-1", "essai-1")], fichier: exemples),
        Redresse("exemple-colonne", [("etalment: oui, couleur: bleu", "etalement: oui"), ("blocs:", "bloc:")], fichier: exemples),
        Redresse(
            "exemple-attendu",
            [
                ("statut: valide, moyene: 12", "statut: validee, moyenne: 12"), ("ue:UE2: { statut: validee }", "ecue:A: { rattrapage: sans_objet }"),
                ("semestre_legers: non", "semestre_leger: oui"), ("proposition: passer", "proposition: poursuite"),
                (", E9/annee: { proposition: passage }, ecue:A: { rattrapage: obligatoir }, stage: oui", ""),
            ], fichier: exemples),
    ]
}

@Test(arguments: Redresse.tous)
private func `a fault once mended leaves nothing to say`(redresse: Redresse) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fautifs/\(redresse.code)")
    try FileManager.default.copyItem(at: source, to: folder)
    for change in redresse.changements {
        let file = folder.appendingPathComponent(change.fichier)
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains(change.faute))
        try text.replacingOccurrences(of: change.faute, with: change.juste).write(to: file, atomically: true, encoding: .utf8)
    }
    let library = Bibliotheque(racine: folder.path)
    let verification = Verification(library.charger("fautif-\(redresse.code)"), bibliotheque: library)
    // What is left unused is a warning, and nothing else is wrong.
    #expect(verification.diagnostics.filter { $0.gravite == .erreur || $0.code == redresse.code }.map(\.description) == [])
    #expect(verification.exemples.flatMap(\.ecarts) == [])
}

@Test(arguments: ["exemple", "ensmac-2026"])
func `a règlement that ships has examples and says what it carries`(id: String) {
    let racine = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Reglements").path
    let library = Bibliotheque(racine: racine)
    let codes = Set(Verification(library.charger(id), bibliotheque: library).diagnostics.map(\.code))
    #expect(codes.isDisjoint(with: ["exemples-absents", "couverture-absente"]))
}

struct `A règlement is found whatever wrote it, in whichever folder` {
    private static let essai = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Essai/ecole")

    /// A copy of the règlement of the tests, its files rewritten.
    private func copie(_ change: (Data) -> Data, _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Self.essai, to: folder.appendingPathComponent("ecole"))
        for name in ["reglement.yaml", "articles.yaml"] {
            let file = folder.appendingPathComponent("ecole/\(name)")
            try change(Data(contentsOf: file)).write(to: file)
        }
        try body(folder.path)
    }

    @Test func `with the ends of line of Windows, by its id as by its folder`() throws {
        func windows(_ data: Data) -> Data { Data(String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\n", with: "\r\n").utf8) }
        try copie(windows) { folder in
            let library = Bibliotheque(racine: folder)
            #expect(library.index().map(\.id) == ["essai"])
            #expect(library.charger("essai").diagnostics.map(\.description) == [])
            #expect(library.charger("\(folder)/ecole").diagnostics.map(\.description) == [])
        }
    }

    @Test func `with the mark that some editors put first`() throws {
        try copie({ Data([0xEF, 0xBB, 0xBF]) + $0 }) { folder in
            let library = Bibliotheque(racine: folder)
            #expect(library.charger("essai").diagnostics.map(\.description) == [])
        }
    }

    @Test func `in the first of several folders that holds it, its parents in any`() throws {
        try copie({ $0 }) { folder in
            let library = Bibliotheque(racines: ["/nulle/part", folder, Essai.dossier])
            #expect(library.index().map(\.id) == ["essai"])
            #expect(library.dossier("essai") == "\(folder)/ecole")
            #expect(library.charger("essai").erreurs.isEmpty)
        }
    }

    @Test func `in a folder given by a link`() throws {
        try copie({ $0 }) { folder in
            let link = folder + "-lien"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder)
            defer { try? FileManager.default.removeItem(atPath: link) }
            #expect(Bibliotheque(racine: link).charger("essai").erreurs.isEmpty)
        }
    }

    @Test func `or else the folders where it was looked for are told`() {
        let lu = Bibliotheque(racines: ["/nulle/part", Essai.dossier]).charger("zzzz")
        #expect(lu.diagnostics.map(\.code) == ["reglement-introuvable"])
        #expect(
            lu.diagnostics.first?.conseil
                == "règlements connus : essai ; dossiers fouillés : « /nulle/part », qui n'existe pas ; « \(Essai.dossier) » (QUITUS_REGLEMENTS)")
    }
}

/// The words that a school may add are those of open lists, once it has named them.
@Test(arguments: [("etalement: année étalée", true), ("etalements: année étalée", false)])
func `a school's own decision on a year is a word of its vocabulary`(vocabulaire: String, accepte: Bool) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fautifs/nom-double")
    try FileManager.default.copyItem(at: source, to: folder)
    let file = folder.appendingPathComponent("reglement.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacingOccurrences(of: "ue.moyenne: '12'", with: "eleve.etales: 'count(parcours[decision = \"etalement\"])'")
        .replacingOccurrences(of: "parametres:\n", with: "vocabulaire: { \(vocabulaire) }\nparametres:\n")
        .write(to: file, atomically: true, encoding: .utf8)
    let codes = Bibliotheque(racine: folder.path).charger("fautif-nom-double").erreurs.map(\.code)
    #expect(codes == (accepte ? [] : ["valeur-hors-enumeration"]))
}

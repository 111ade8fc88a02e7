import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Echanges

private let inscriptions = """
    {"taille": 2, "page": 0, "totalPages": 1, "totalElements": 2, "resultats": [
      {"UAI": "0330000A", "codeApprenant": "E01", "INE": "0A", "civilite": "F", "nomUsage": "", "nomFamille": "Noël", "prenom": "Zo\\u00e9",
       "dateDeNaissance": "2004-02-29", "nationalite": "100", "statutInscription": "valide", "anneeUniversitaire": 2026, "formation": "F-CHI"},
      {"codeApprenant": "E02", "nomUsage": "Durand", "prenom": "Ali", "statutInscription": "valide", "anneeUniversitaire": 2026},
      {"codeApprenant": "E03", "nomUsage": "Parti", "prenom": "Léa", "statutInscription": "annulee"}
    ]}
    """

private let maquette = """
    {"id": "1", "code": "F-CHI", "type": "FormationEntity", "descripteursObjetMaquette": {"libelle": "Chimie", "ects": 180.0}, "enfants": [
      {"obligatoire": true, "objetMaquette": {"code": "F-CHI-S05", "type": "ObjetFormationEntity",
        "descripteursObjetMaquette": {"libelle": "S5", "typeObjetFormation": "SEMESTRE"}, "enfants": [
        {"obligatoire": true, "objetMaquette": {"code": "UE5-1", "type": "ObjetFormationEntity",
          "descripteursObjetMaquette": {"libelle": "Chimie", "libelleLong": "Chimie générale", "ects": 6.50, "typeObjetFormation": "UE"}, "enfants": [
          {"obligatoire": true, "objetMaquette": {"code": "CHI501", "type": "ObjetFormationEntity",
            "descripteursObjetMaquette": {"libelle": "Cours", "typeObjetFormation": "EC"}, "descripteursSyllabus": {"coefficient": "1,5"}, "enfants": []}},
          {"obligatoire": false, "objetMaquette": {"code": "CHOIX", "type": "GroupementEntity",
            "descripteursObjetMaquette": {"libelle": "Choix", "plageDeChoix": {"min": 1, "max": 1}}, "enfants": [
            {"obligatoire": false, "objetMaquette": {"code": "CHI502", "type": "ObjetFormationEntity",
              "descripteursObjetMaquette": {"libelle": "TP", "typeObjetFormation": {"code": "EC"}}, "descripteursSyllabus": {"coefficient": "voir annexe"}}}]}}]}},
        {"obligatoire": true, "objetMaquette": {"code": "ANG501", "type": "ObjetFormationEntity",
          "descripteursObjetMaquette": {"libelle": "Anglais", "ects": 2, "typeObjetFormation": "UE"}, "enfants": []}}]}}]}
    """

private func chemin(_ code: String, _ members: String) -> String {
    """
    {"codeChemin": "F-CHI>F-CHI-S05>\(code)", "objetFeuille": {"code": "\(code)", "libelleCourt": "x", "libelleLong": "x"}, "bareme": 20, \(members)}
    """
}

private func extract(_ files: [(String, String)]) -> ExtraitPegase {
    var extract = ExtraitPegase()
    for (name, text) in files { extract.read(Array(text.utf8), named: name) }
    return extract
}

private func promotion() throws -> Promotion { try #require(FolderFixture().read().promotion) }

@Suite struct PegaseTests {
    @Test func `inscriptions and maquettes make a folder to complete`() throws {
        let reading = Brouillon.pegase(extract([("ins.json", inscriptions), ("odf.json", maquette)]))
        let draft = try #require(reading.brouillon)
        #expect(draft.entete["annee"] == "2026-2027")
        #expect(draft.entete["promotion"] == "F-CHI")
        #expect(draft.eleves.map(\.id) == ["E01", "E02"])
        #expect(draft.eleves[0].nom == "Noël")
        #expect(draft.eleves[0].prenom == "Zoé")
        #expect(draft.eleves[0].naissance?.iso == "2004-02-29")
        #expect(draft.maquette.map(\.code) == ["CHI501", "CHI502", "ANG501"])
        #expect(draft.maquette.map(\.ue) == ["UE5-1", "UE5-1", "ANG501"])
        #expect(draft.maquette.map(\.semestre) == ["S5", "S5", "S5"])
        #expect(draft.maquette[0].ects == Rational(13, over: 2))
        #expect(draft.maquette.map(\.coefficient) == [Rational(3, over: 2), nil, .one])
        #expect(draft.manques.contains("maquette.csv : « coefficient » sur 1 ligne"))
        #expect(reading.diagnostics.map(\.code) == ["inscription-annulee"])
    }

    @Test func `a complete dossier of an apprenant is read too`() throws {
        let text = """
            {"apprenant": {"code": "E01", "etatCivil": {"nomDeNaissance": "Noël", "nomUsuel": null, "prenom": "Zoé", "genre": "F"},
             "naissance": {"dateDeNaissance": "2004-02-29"}, "bac": {"ine": "0A"}}, "inscriptions": []}
            """
        let eleve = try #require(Brouillon.pegase(extract([("a.json", text)])).brouillon?.eleves.first)
        #expect(eleve == Eleve(id: "E01", ine: "0A", nom: "Noël", prenom: "Zoé", naissance: CalendarDate("2004-02-29"), genre: "F"))
    }

    @Test func `published marks complete a promotion, exactly`() throws {
        let file = [
            chemin("CHI502", "\"noteSession1\": 12.250, \"noteSession2\": null, \"listeControle\": []"),
            chemin(
                "CHI501",
                """
                "noteSession1": 13.333, "listeControle": [{"code": "CC", "type": {}, "libelle": "CC", "numeroSession": 1, "note": 9.10, "publie": true},
                 {"code": "EX", "libelle": "Examen", "numeroSession": 1, "note": null, "absence": "JUSTIFIEE", "publie": true}]
                """),
            chemin("PRO501", "\"resultatSession1\": {\"code\": \"TRE001\", \"libelleCourt\": \"ADM\"}"),
            chemin("INCONNU", "\"noteSession1\": 12"),
        ]
        let extract = extract([("notes/E02.json", "[" + file.joined(separator: ",") + "]")])
        let reading = try promotion().important(pegase: extract)
        let read = try #require(reading.promotion)
        #expect(read.saisie("E02", "CHI502", "")?.hundredths == 1225)
        #expect(read.saisie("E02", "CHI501", "CC")?.hundredths == 910)
        #expect(read.saisie("E02", "CHI501", "EX")?.etat == .abj)
        #expect(read.saisie("E02", "PRO501", "")?.etat == .v)
        #expect(reading.diagnostics.map(\.code) == ["element-inconnu"])
        #expect(read.important(pegase: extract).promotion == read)
    }

    @Test(arguments: [
        ("\"noteSession1\": 12.345", "note-trop-precise"), ("\"noteSession1\": 20.01", "note-hors-bareme"),
        ("\"noteSession1\": \"12\"", "json-inattendu"),
        ("\"absenceSession1\": \"RETARD\"", "json-inattendu"), ("\"noteSession1\": 20.000", ""), ("\"noteSession1\": 1.2e1", ""),
        ("\"acquisCapitalise\": true", ""), ("\"listeControle\": 3", "json-inattendu"), ("\"nouvelleCle\": 3", "cle-inconnue"),
    ])
    func `a value is read or refused at its place`(members: String, code: String) throws {
        let reading = try promotion().important(pegase: extract([("E02.json", "[\n" + chemin("CHI502", members) + "]")]))
        #expect(reading.diagnostics.map(\.code) == (code.isEmpty ? [] : [code]))
        #expect(reading.diagnostics.allSatisfy { $0.ligne == 2 && $0.colonne > 0 })
        #expect((reading.promotion == nil) == !["", "cle-inconnue"].contains(code))
    }

    @Test func `a scale of its own is brought exactly or refused`() throws {
        func read(_ note: String, _ bareme: String) throws -> PromotionReading {
            let text = chemin("CHI502", "\"noteSession1\": \(note)").replacing("\"bareme\": 20", with: "\"bareme\": \(bareme)")
            return try promotion().important(pegase: extract([("E02.json", "[" + text + "]")]))
        }
        #expect(try read("7.5", "10").promotion?.saisie("E02", "CHI502", "")?.hundredths == 1500)
        #expect(try read("13", "30").diagnostics.map(\.code) == ["note-non-convertible"])
        #expect(try read("13", "0").diagnostics.map(\.code) == ["bareme-invalide"])
    }

    @Test(arguments: [
        ("{", "json-invalide"), ("", "json-invalide"), ("[1,]", "json-invalide"), ("{\"a\": 1, \"a\": 2}", "json-invalide"), ("01", "json-invalide"),
        ("\"\\ud800\"", "json-invalide"), ("nul", "json-invalide"), ("{\"a\" 1}", "json-invalide"), ("[] x", "json-invalide"),
        ("12", "pegase-forme-inconnue"),
        ("[]", "pegase-forme-inconnue"), ("{\"eleves\": []}", "pegase-forme-inconnue"),
        (String(repeating: "[", count: 500), "json-invalide"), ("{\"code\": \"A\", \"descripteursObjetMaquette\": {}}", "maquette-absente"),
    ])
    func `what is no answer of Pégase is refused`(text: String, code: String) {
        #expect(extract([("a.json", text)]).diagnostics.map(\.code) == [code])
    }

    @Test func `marks of somebody else, or of nobody, are refused without showing who`() throws {
        let text = "[" + chemin("CHI502", "\"noteSession1\": 12") + "]"
        let found = try promotion().important(pegase: extract([("export.json", text)])).diagnostics
        #expect(found.map(\.code) == ["eleve-inconnu"])
        let other = inscriptions.replacing("E01", with: "E77123")
        let more = try promotion().important(pegase: extract([("ins.json", other)])).diagnostics
        #expect(more.contains { $0.code == "eleve-inconnu" && !$0.description.contains("E77123") })
    }

    @Test(arguments: [
        ("F-ING-HYD-S07", "", "S7"), ("S10", "", "S10"), ("SEM5", "", "S5"), ("SEMESTRE-6", "", "S6"), ("X", "semestre 9 ingénieur", "S9"),
        ("PLUS07", "", ""),
        ("S13", "", ""), ("A5", "Année 5", ""),
    ])
    func `a semester is named when its code or its label says which`(code: String, libelle: String, semestre: String) {
        #expect(ExtraitPegase.semestre(code: code, libelle: libelle) == semestre)
    }

    @Test func `numbers keep their text`() throws {
        let node = try Array("[9.995, 1E2, -0.10]".utf8).withUnsafeBufferPointer { try JSONNode.read($0).get() }
        let texts = node.elements?.map { if case .number(let text) = $0.value { text } else { "" } }
        #expect(texts == ["9.995", "1E2", "-0.10"])
    }

    // MARK: - CHC

    private static func affectations(_ code: String, _ apprenants: String...) -> String {
        """
        {"objetFormation": {"code": "\(code)", "libelleCourt": "x", "libelleLong": "x", "caractereObligatoire": false, "capaciteAccueil": null,
          "chemin": "F-CHI>F-CHI-S05>\(code)", "typeObjetFormation": {"code": "UE", "libelleCourt": "x", "libelleLong": "x"}},
         "listeApprenants": [\(apprenants.map {
            "{\"codeApprenant\": \"\($0)\", \"nomFamille\": \"x\", \"prenom\": \"x\", \"dateNaissance\": \"2004-01-06\", \"amenagements\": []}"
         }.joined(separator: ", "))]}
        """
    }

    @Test func `affectations say who takes an UE, and that the others do not`() throws {
        let draft = try #require(
            Brouillon.pegase(
                extract([("chc.json", "[\(Self.affectations("ANG501", "E02"))]"), ("ins.json", inscriptions), ("odf.json", maquette)])
            ).brouillon)
        #expect(draft.inscriptions == ["E01": ["UE5-1"]])
    }

    @Test func `an UE on two paths is taken by those affected to either`() throws {
        let chc = "[\(Self.affectations("ANG501", "E02")), \(Self.affectations("ANG501", "E01"))]"
        let draft = try #require(Brouillon.pegase(extract([("chc.json", chc), ("ins.json", inscriptions), ("odf.json", maquette)])).brouillon)
        #expect(draft.inscriptions.isEmpty)
    }

    @Test func `the cursus of an apprenant says what they take, and what they have already`() throws {
        func ligne(_ code: String, _ type: String, _ enfants: String = "") -> String {
            """
            {"codeObjetMaquette": "\(code)", "libelleLongObjetMaquette": "x", "libelleAffichageTypeObjetFormation": "UE", "estObligatoire": true,
             "creditEcts": 6.0, "amenagements": [], "acquisCapitalise": null, "typeChoixPedagogique": "\(type)", "enfants": [\(enfants)]}
            """
        }
        func cursus(_ root: String) -> String {
            """
            [{"codeStructure": "ETAB00", "periode": {"code": "P", "libelleAffichage": "x", "dateDebut": "2026-09-01"},
              "formation": {"code": "F-CHI", "libelleLong": "x"}, "racinePedagogique": \(root)}]
            """
        }
        func reading(_ root: String, file: String = "E01.json") -> Brouillon.Lecture {
            Brouillon.pegase(extract([(file, cursus(root)), ("ins.json", inscriptions), ("odf.json", maquette)]))
        }
        let children = ligne("UE5-1", "AFFECTATION_CHOISIE") + ", " + ligne("ANG501", "CAPITALISE_CHOISI")
        let read = reading(ligne("F-CHI-S05", "AFFECTATION_CHOISIE", children))
        #expect(read.brouillon?.inscriptions == ["E01": ["UE5-1"]])
        #expect(read.diagnostics.map(\.code).sorted() == ["acquis-non-repris", "inscription-annulee"])
        let all = reading(ligne("F-CHI-S05", "AFFECTATION_CHOISIE", ligne("UE5-1", "AFFECTATION_CHOISIE")))
        #expect(all.brouillon?.inscriptions.isEmpty == true)
        #expect(reading(ligne("UE5-1", "PEUT_ETRE")).diagnostics.map(\.code) == ["json-inattendu", "inscription-annulee"])
        #expect(reading(ligne("UE5-1", "PAS_DE_CHC"), file: "E09.json").diagnostics.map(\.code) == ["eleve-inconnu", "inscription-annulee"])
    }

    @Test func `affectations complete a promotion that has its own maquette`() throws {
        let before = try promotion()
        let (first, second) = (before.eleves[0].id, before.eleves[1].id)
        let ues = before.maquette.ues.map(\.code)
        let reading = before.important(pegase: extract([("chc.json", "[\(Self.affectations(ues[0], first))]")]))
        let after = try #require(reading.promotion)
        #expect(after.dossiers[0].ues == before.dossiers[0].ues || after.dossiers[0].ues?.contains(ues[0]) == true)
        #expect(after.dossiers[1].ues?.contains(ues[0]) == false)
        #expect(second != first)
        let again = try #require(after.important(pegase: extract([("chc.json", "[\(Self.affectations(ues[0], first))]")])).promotion)
        #expect(again == after)
    }

    @Test func `an élève left without any UE is refused, for a folder would say that they take all`() {
        let chc = "[\(Self.affectations("ANG501", "E02")), \(Self.affectations("UE5-1", "E02"))]"
        let reading = Brouillon.pegase(extract([("chc.json", chc), ("ins.json", inscriptions), ("odf.json", maquette)]))
        #expect(reading.diagnostics.map(\.code).contains("inscription-vide"))
        #expect(reading.brouillon == nil)
    }

    @Test func `groups are refused for what they are`() {
        let text = """
            [{"code": "ANGLAIS-A", "libelleCourt": "x", "libelleLong": "x", "estActive": true, "groupes": [], "formationsAssociees": [],
              "objetFormationsAssocies": []}]
            """
        #expect(Brouillon.pegase(extract([("groupes.json", text)])).diagnostics.map(\.code) == ["pegase-groupes"])
    }
}

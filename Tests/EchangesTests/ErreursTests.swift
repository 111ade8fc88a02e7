import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Echanges

/// What is wrong, one line at a time: where, and which kind.
@Suite struct ErreursDesNotesTests {
    @Test(arguments: [
        ("E03;CHI501;EX;cours;2;1;10;", "1 eleve-inconnu"), (";CHI501;EX;cours;2;1;10;", "1 cellule-vide"), ("E02;CHI503;;;;1;10;", "5 ecue-inconnu"),
        ("E02;;;;;1;10;", "5 cellule-vide"), ("E01;CHI501;EX;cours;2;1;10;", "1 note-en-double"),
        ("E02;CHI502;;tp;1;1;20.01;", "20 note-hors-bareme"),
        ("E02;CHI502;;tp;1;1;-0.01;", "20 note-hors-bareme"), ("E02;CHI502;;tp;1;1;9.995;", "20 note-trop-precise"),
        ("E02;CHI502;;tp;1;1;abi;", "20 note-invalide"), ("E02;CHI502;;tp;1;1;12 5;", "20 note-invalide"),
        ("E02;CHI502;;tp;1;1;1e1;", "20 note-invalide"),
        ("E02;CHI502;;tp;1;1;12,;", "20 note-invalide"), ("E02;CHI502;;tp;1;1;99999999999999999999;", "20 note-invalide"),
        ("E02;CHI502;;tp;1;3;10;", "18 session-invalide"), ("E02;CHI502;;tp;1;1;10;2027-02-30", "23 date-invalide"),
        ("E02;CHI502;;tpp;1;1;10;", "13 mot-inconnu"), ("E02;CHI502;;tp;x;1;10;", "16 nombre-invalide"),
        ("E02;CHI502;;tp;-1;1;10;", "16 nombre-hors-bornes"),
        ("E02;CHI501;EX;cours;3;1;10;", "21 epreuve-contradictoire"), ("E02;CHI501;EX;projet;2;1;10;", "15 epreuve-contradictoire"),
        ("E02;CHI501;;cours;1;1;10;", "5 epreuve-absente"), ("E02;CHI502;;tp;1;1;V;", "20 validation-pour-note"),
        ("E02;PRO501;;;;1;12;", "17 note-pour-competence"), ("E01;ENT501;;;;1;120.01;", "17 note-hors-bareme"),
        ("E01;ENT501;;cours;;1;12;", "13 baremes-meles"), ("E02;CHI502;;entreprise;1;1;12;", "13 baremes-meles"),
        ("E02;ue:UE9;;;;2;12;", "5 ue-inconnue"), ("E02;CHI501", "0 ligne-trop-courte"), ("\"E02\"x;CHI502;;tp;1;1;10;", "6 texte-apres-guillemet"),
        ("E02;CHI502;\"EX;tp;1;1;10;", "12 guillemet-ouvert"),
    ])
    func `a wrong line of marks says where and what`(line: String, expected: String) throws {
        var folder = FolderFixture()
        folder.add(line, to: "notes.csv")
        #expect(try folder.errors() == ["notes.csv:8:\(expected)"])
    }

    @Test(arguments: ["20", "20.00", "0", "0,01", "19,990", "00012.5"])
    func `a mark on its scale is read`(mark: String) throws {
        var folder = FolderFixture()
        folder.add("E02;CHI502;;tp;1;1;\(mark);", to: "notes.csv")
        let expected = try #require(Rational(decimal: mark, comma: true)) * Rational(100)
        #expect(try #require(folder.read().promotion).saisie("E02", "CHI502", "")?.hundredths == Int32(expected.numerator))
    }

    @Test(arguments: [
        ("ABI", Etat.abi), ("ABJ", .abj), ("DISP", .disp), ("ACQ", .acq), ("FRAUDE", .fraude), ("NUL", .fraude), ("ATT", .att), ("", .att),
    ])
    func `a code stands where a mark may`(code: String, etat: Etat) throws {
        var folder = FolderFixture()
        folder.add("E02;CHI502;;tp;1;1;\(code);", to: "notes.csv")
        #expect(try #require(folder.read().promotion).saisie("E02", "CHI502", "")?.etat == etat)
    }

    @Test(arguments: [("V", Etat.v), ("VAL", .v), ("NV", .nv)])
    func `a language or a competence may be validated without a mark`(code: String, etat: Etat) throws {
        var folder = FolderFixture()
        folder.add("E02;ANG501;;langue;1;1;\(code);", to: "notes.csv")
        folder.add("E02;PRO501;;;;1;\(code);", to: "notes.csv")
        let promotion = try #require(folder.read().promotion)
        #expect(promotion.saisie("E02", "ANG501", "")?.etat == etat)
        #expect(promotion.saisie("E02", "PRO501", "")?.etat == etat)
    }

    @Test func `a second-session line without épreuve is for the whole ECUE when it has several, for the épreuve when it has one`() throws {
        var folder = FolderFixture()
        folder.add("E01;CHI501;;;;2;13;", to: "notes.csv")
        folder.add("E01;CHI502;;tp;1;2;15;", to: "notes.csv")
        folder["notes.csv"] = folder["notes.csv"].replacingOccurrences(of: "E01;CHI502;;tp;1;1", with: "E01;CHI502;TP;tp;1;1")
        let reading = try folder.read()
        #expect(reading.diagnostics == [])
        let promotion = try #require(reading.promotion)
        #expect(promotion.notes.rattrapagesEcue[0]?[0] == Saisie(etat: .note, hundredths: 1300))
        #expect(promotion.notes.rattrapagesEcue[1] == nil)
        #expect(promotion.saisie("E01", "CHI502", "TP", session: 2) == Saisie(etat: .note, hundredths: 1500))
    }

    @Test func `two second-session lines of one épreuve, named or not, are a duplicate at the second`() throws {
        var folder = FolderFixture()
        folder["notes.csv"] = folder["notes.csv"].replacingOccurrences(of: "E01;CHI502;;tp;1;1", with: "E01;CHI502;TP;tp;1;1")
        folder.add("E01;CHI502;;tp;1;2;15;", to: "notes.csv")
        folder.add("E01;CHI502;TP;tp;1;2;15;", to: "notes.csv")
        #expect(try folder.errors() == ["notes.csv:9:1 note-en-double"])
    }

    @Test func `a complement belongs to an UE, once for each élève`() throws {
        var folder = FolderFixture()
        folder.add("E01;ue:UE5-1;;;;2;11.5;", to: "notes.csv")
        #expect(try #require(folder.read().promotion).notes.complementsUE[0]?[0] == Saisie(etat: .note, hundredths: 1150))
        folder.add("E01;ue:UE5-1;;;;2;12;", to: "notes.csv")
        #expect(try folder.errors() == ["notes.csv:9:1 note-en-double"])
    }

    @Test func `épreuves need a weight each, and together more than zero`() throws {
        var folder = FolderFixture()
        folder["notes.csv"] = "eleve;ecue;epreuve;coefficient;note\nE01;CHI501;A;1;10\nE01;CHI501;B;;10\n"
        #expect(try folder.errors() == ["notes.csv:0:0 coefficient-absent"])
        folder["notes.csv"] = "eleve;ecue;epreuve;coefficient;note\nE01;CHI501;A;0;10\nE01;CHI501;B;0;10\n"
        #expect(try folder.errors() == ["notes.csv:3:0 coefficients-nuls"])
        folder["notes.csv"] = "eleve;ecue;epreuve;note\nE01;CHI501;A;10\nE01;CHI501;B;10\n"
        #expect(try folder.warnings() == ["notes.csv:0:0 coefficients-absents"])
        #expect(try #require(folder.read().promotion).maquette.epreuves.map(\.coefficient) == [.one, .one])
    }

    @Test func `a mark in an UE that the élève does not take is a warning`() throws {
        var folder = FolderFixture()
        folder["inscriptions.csv"] = "eleve;ue\nE01;UE5-2\n"
        #expect(
            try folder.warnings() == [
                "notes.csv:2:5 note-sans-inscription", "notes.csv:3:5 note-sans-inscription", "notes.csv:4:5 note-sans-inscription",
            ])
        let promotion = try #require(folder.read().promotion)
        #expect(promotion.suit(eleve: 0, ue: 1) && !promotion.suit(eleve: 0, ue: 0) && promotion.suit(eleve: 1, ue: 0))
    }

    @Test func `every error of a folder comes at once`() throws {
        var folder = FolderFixture()
        folder["promotion.yaml"] = folder["promotion.yaml"].replacingOccurrences(of: "session: 1", with: "session: 4")
        folder.add("S5;UE5-1;Chimie;7;CHI509;;1;cours;oui", to: "maquette.csv")
        folder.add("E01;;;;;;FISE;1;;", to: "eleves.csv")
        folder.add("E09;CHI501;EX;cours;2;1;99;", to: "notes.csv")
        folder["sejours.csv"] = "eleve;type;pays;debut;fin\nE01;etude;France;2027-02-01;2027-01-01\n"
        #expect(
            try folder.errors() == [
                "promotion.yaml:7:10 session-invalide", "maquette.csv:7:17 ue-contradictoire", "eleves.csv:4:1 eleve-en-double",
                "notes.csv:8:1 eleve-inconnu", "notes.csv:8:25 note-hors-bareme", "sejours.csv:2:5 mot-inconnu", "sejours.csv:2:11 pays-invalide",
                "sejours.csv:2:29 dates-inversees",
            ])
    }

    @Test func `no message shows a name, a mark or an INE`() throws {
        var folder = FolderFixture()
        folder["eleves.csv"] =
            "eleve;ine;nom;prenom;naissance;nationalites;statut;niveau;boursier\nE01;123456789AB;Secretan;Anna;hier;Secretan;Secretan;9;Secretan\n"
        folder.add("Secretan;CHI501;EX;cours;2;1;17,77;Secretan", to: "notes.csv")
        folder.add("E01;CHI501;EX;cours;2;1;37,77;", to: "notes.csv")
        folder.add("E01;CHI502;;tp;1;1;17,777;", to: "notes.csv")
        let text = try folder.read().diagnostics.map(\.description).joined(separator: "\n")
        #expect(!text.contains("Secretan") && !text.contains("7,77") && !text.contains("123456789AB") && !text.contains("Anna"))
        #expect(text.contains("eleves.csv:2:"))
    }
}

@Suite struct ErreursDeMaquetteEtDElevesTests {
    @Test(arguments: [
        ("S5;UE5-1;Chimie;7;X;;1;cours;oui", "17 ue-contradictoire"), ("S6;UE5-1;Chimie;6;X;;1;cours;oui", "1 ue-contradictoire"),
        ("S5;UE5-1;Chimie;6;X;;1;cours;non", "30 ue-contradictoire"), ("S5;UE5-1;Chimie;6;CHI501;;1;cours;oui", "19 ecue-en-double"),
        ("S5;UE5-4;;6;CHI501;;1;cours;oui", "13 ecue-en-double"), ("5;UE5-4;;6;X;;1;cours;oui", "1 semestre-invalide"),
        ("S5;UE5-4;;6;X;;0;cours;oui", "0 coefficients-nuls"), ("S5;UE5-4;;six;X;;1;cours;oui", "11 nombre-invalide"),
        ("S5;UE5-4;;6;X;;1;Cours;oui", "18 mot-inconnu"), ("S5;UE5-4;;6;X;;1;cours;peut-être", "24 oui-non-attendu"),
        ("S5;UE5-4;;6;X/Y;;1;cours;oui", "13 code-invalide"), ("S5;UE5-4;;6;;;1;cours;oui", "13 cellule-vide"),
        ("S5;UE5-4;;6;X;;-1;cours;oui", "16 nombre-hors-bornes"),
    ])
    func `a wrong line of the maquette says where and what`(line: String, expected: String) throws {
        var folder = FolderFixture()
        folder.add(line, to: "maquette.csv")
        #expect(try folder.errors().contains("maquette.csv:7:\(expected)"))
    }

    @Test func `an UE of competences alone has no mean and is right`() throws {
        var folder = FolderFixture()
        folder.add("S5;UE5-4;;2;X;;;competence;non", to: "maquette.csv")
        folder.add("S5;UE5-5;;2;Y;;0;stage;non", to: "maquette.csv")
        #expect(try folder.errors() == [])
    }

    @Test(arguments: [
        ("E01;;;;;;FISE;1;;", "1 eleve-en-double"), (";;x;;;;FISE;1;;", "1 cellule-vide"), ("E03;;;;32/01/2004;;FISE;1;;", "8 date-invalide"),
        ("E03;;;;;FR|MAR;FISE;1;;", "9 pays-invalide"), ("E03;;;;;;fise;1;;", "10 mot-inconnu"), ("E03;;;;;;FISE;4;;", "15 niveau-invalide"),
        ("E03;;;;;;FISE;0;;", "15 niveau-invalide"), ("E03;;;;;;FISE;6A;;", "15 niveau-invalide"), ("E03;;;;;;FISE;1;2026;", "17 annee-invalide"),
        ("E03;;;;;;FISE;1;2026-2028;", "17 annee-invalide"), ("E03;;;;;;FISE;1;;1,5", "18 entier-attendu"),
    ])
    func `a wrong line of élèves says where and what`(line: String, expected: String) throws {
        var folder = FolderFixture()
        folder.add(line, to: "eleves.csv")
        #expect(try folder.errors() == ["eleves.csv:4:\(expected)"])
    }

    @Test(arguments: [
        // Semester of the maquette, what the file writes, the year of the cursus.
        ("S5", "1A", 1), ("S9", "3A", 3), ("S5", "3A", 1), ("S7", "4A", 2), ("S9", "5A", 3), ("S7", "2A", 2), ("S5", "1", 1), ("S9", "3", 3),
        ("A2", "2", 2),
    ])
    func `a level is a year of the cursus, however the school counts`(semestre: String, written: String, expected: Int) throws {
        var folder = FolderFixture()
        folder["maquette.csv"] = "semestre;ue;ects;ecue;coefficient\n\(semestre);U;6;X;1\n"
        folder["eleves.csv"] = "eleve;statut;niveau\nE01;FISE;\(written)\n"
        folder["notes.csv"] = "eleve;ecue;note\nE01;X;10\n"
        let reading = try folder.read()
        #expect(reading.diagnostics == [])
        #expect(reading.promotion?.eleves.first?.niveau == expected)
        #expect(reading.promotion?.eleves.first?.niveauEcrit == written)
    }

    @Test func `a bare 3 in a promotion of first year is read as the third year, with a warning`() throws {
        var folder = FolderFixture()
        folder.add("E03;;;;;;FISE;3;;", to: "eleves.csv")
        #expect(try folder.warnings() == ["eleves.csv:4:15 niveau-ambigu"])
        #expect(try folder.read().promotion?.eleves.last?.niveau == 3)
    }

    @Test func `the header must name the required columns, and a near miss is named`() throws {
        var folder = FolderFixture()
        folder["notes.csv"] = "eleve;ecue;notes\nE01;CHI501;10\n"
        let found = try folder.read().diagnostics.filter { $0.gravite == .erreur }
        #expect(found.map(\.code) == ["colonne-absente"])
        #expect(found.first?.conseil == "renommez la colonne « notes » si c'est elle")
        folder["notes.csv"] = "Élève;ecue;note\nE01;CHI501;10\n"
        #expect(try folder.errors() == ["notes.csv:1:1 colonne-mal-ecrite"])
        folder["notes.csv"] = "eleve;ecue;note;note\nE01;CHI501;10;11\n"
        #expect(try folder.errors() == ["notes.csv:1:17 colonne-en-double"])
    }
}

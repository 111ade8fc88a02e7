import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Echanges

/// What used to be read as something else, or dropped, without a word.
@Suite struct EcartsDesFichiersTests {
    @Test(arguments: [("", "cours", "2"), ("0", "cours", "14"), ("0,0", "stage", "0"), ("", "facultatif", "12")])
    func `a number for an ECUE without coefficient is an error, at the line of the mark`(coefficient: String, nature: String, mark: String) throws {
        var folder = FolderFixture()
        folder.add("S5;UE5-1;Chimie;6;CHI503;;\(coefficient);\(nature);oui", to: "maquette.csv")
        folder.add("E01;CHI503;;;;1;\(mark);", to: "notes.csv")
        folder.add("E02;CHI503;;;;1;V;", to: "notes.csv")
        #expect(try folder.errors() == ["notes.csv:8:17 note-sans-coefficient"])
        // With a coefficient it is a mark as any other; without a mark it needs none.
        folder["maquette.csv"] = folder["maquette.csv"].replacingOccurrences(of: ";CHI503;;\(coefficient);", with: ";CHI503;;1;")
        folder["notes.csv"] = folder["notes.csv"].replacingOccurrences(of: "E02;CHI503;;;;1;V;", with: "E02;CHI503;;;;1;ATT;")
        #expect(try folder.errors() == [])
    }

    @Test func `nor does a teacher's sheet bring a number there`() {
        let ecue = ECUE(code: "A", intitule: "", ue: 0, coefficient: .zero, nature: .cours)
        guard case .failure(let fault) = MarkScale(ecue: ecue, epreuve: nil).read("12") else { Issue.record("12 was read"); return }
        #expect(fault.code == "note-sans-coefficient")
        #expect((try? MarkScale(ecue: ecue, epreuve: nil).read("NV").get())?.etat == .nv)
    }

    @Test func `percentages and marks out of 20 do not share an UE`() throws {
        var folder = FolderFixture()
        folder.add("S5;UE5-3;Entreprise;3;SOU501;;1;soutenance;non", to: "maquette.csv")
        folder.add("S5;UE5-3;Entreprise;3;COM501;;;competence;non", to: "maquette.csv")
        #expect(try folder.errors() == ["maquette.csv:7:0 baremes-meles"])
        folder["maquette.csv"] = folder["maquette.csv"].replacingOccurrences(of: "UE5-3;Entreprise;3;SOU501", with: "UE5-4;;3;SOU501")
        #expect(try folder.errors() == [])
    }

    @Test(arguments: [("Oui", "oui"), ("OUI", "oui"), ("1", "oui"), ("NON", "non"), ("n", "non")])
    func `the choice of a rattrapage is yes or no, as people write them`(written: String, read: String) throws {
        var folder = FolderFixture()
        folder["options.csv"] = "eleve;objet;choix\nE01;rattrapage:CHI502;\(written)\nE01;option;Santé\n"
        #expect(try folder.read().promotion?.dossiers[0].options.map(\.choix) == [read, "Santé"])
        folder["options.csv"] = "eleve;objet;choix\nE01;rattrapage:CHI502;peut-être\n"
        #expect(try folder.errors() == ["options.csv:2:23 oui-non-attendu"])
    }

    @Test(arguments: [
        ("Discipline;En cours", "discipline", "en_cours", "", ""), ("discipline;en_cour", "", "", "12 mot-inconnu", ""),
        ("discipline;Clos", "discipline", "clos", "", ""), ("discipline;ouverte", "discipline", "ouverte", "", "16 mot-inconnu"),
        ("grand_oral;validé", "grand_oral", "valide", "", ""),
        ("grand_oral;V", "grand_oral", "v", "", "16 mot-inconnu"), ("recours;ce_que_dit_le_règlement", "recours", "ce_que_dit_le_reglement", "", ""),
    ])
    func `a procedure and its state are read without case or accents`(line: String, procedure: String, etat: String, error: String, warning: String)
        throws
    {
        var folder = FolderFixture()
        folder["procedures.csv"] = "eleve;procedure;etat\nE01;\(line)\n"
        let column = 5 + (line.split(separator: ";").first?.count ?? 0) + 1
        #expect(try folder.errors() == (error.isEmpty ? [] : ["procedures.csv:2:\(column) mot-inconnu"]))
        #expect(try folder.warnings() == (warning.isEmpty ? [] : ["procedures.csv:2:\(column) mot-inconnu"]))
        if error.isEmpty {
            let read = try #require(folder.read().promotion).dossiers[0].procedures
            #expect(read.map(\.procedure) == [procedure] && read.map(\.etat) == [etat])
        }
    }

    @Test(arguments: [
        ("toeic;785;", "TOEIC", "en"), ("Toefl iBT;90;", "TOEFL_IBT", "en"), ("delf;;FR", "DELF", "fr"), ("Duolingo;120;EN", "Duolingo", "en"),
        ("TOEIC;990;en", "TOEIC", "en"), ("IELTS;9;", "IELTS", "en"),
    ])
    func `a test and its language are known in any case`(line: String, test: String, langue: String) throws {
        var folder = FolderFixture()
        folder["certifications.csv"] = "eleve;test;score;langue\nE01;\(line)\n"
        let reading = try folder.read()
        #expect(reading.diagnostics == [])
        let read = try #require(reading.promotion).dossiers[0].certifications
        #expect(read.map(\.test) == [test] && read.map(\.langue) == [langue])
    }

    @Test(arguments: [("TOEIC;991;", "11 score-hors-bareme"), ("IELTS;9,5;", "11 score-hors-bareme"), ("TOEFL_IBT;121;", "15 score-hors-bareme")])
    func `a score above the test's own scale is a warning`(line: String, expected: String) throws {
        var folder = FolderFixture()
        folder["certifications.csv"] = "eleve;test;score;langue\nE01;\(line)\n"
        #expect(try folder.warnings() == ["certifications.csv:2:\(expected)"])
    }

    @Test func `a language is a code of two letters`() throws {
        var folder = FolderFixture()
        folder["certifications.csv"] = "eleve;test;langue\nE01;INTERNE;anglais\n"
        #expect(try folder.errors() == ["certifications.csv:2:13 langue-inconnue"])
        #expect(try folder.read().diagnostics.first?.conseil == "vouliez-vous dire « en » ?")
    }

    @Test func `one attempt at an UE has one result`() throws {
        var folder = FolderFixture()
        let first = "eleve;annee;semestre;ue;ects;moyenne;statut;session\nE01;2025-2026;S5;U;6;8;non_validee;1\n"
        folder["resultats.csv"] = first + "E01;2025-2026;S5;U;6;8;non_validee;1\n"
        #expect(try folder.warnings() == ["resultats.csv:3:18 ligne-en-double"])
        #expect(try folder.read().promotion?.dossiers[0].resultats.count == 1)
        folder["resultats.csv"] = first + "E01;2025-2026;S5;U;6;12;validee;1\n"
        #expect(try folder.errors() == ["resultats.csv:3:18 resultat-contradictoire"])
        folder["resultats.csv"] = first + "E01;2025-2026;S5;U;6;12;validee;2\nE02;2025-2026;S5;U;6;12;validee;1\nE01;2026-2027;S5;U;6;12;validee;1\n"
        #expect(try folder.read().diagnostics == [])
    }

    @Test func `a year has one outcome`() throws {
        var folder = FolderFixture()
        let first = "eleve;annee;niveau;decision;date\nE01;2025-2026;1;redoublement;2026-07-10\n"
        folder["parcours.csv"] = first + "E01;2025-2026;1;redoublement;2026-07-10\n"
        #expect(try folder.warnings() == ["parcours.csv:3:17 ligne-en-double"])
        #expect(try folder.read().promotion?.dossiers[0].parcours.count == 1)
        folder["parcours.csv"] = first + "E01;2025-2026;1;passage;2026-09-01\n"
        #expect(try folder.errors() == ["parcours.csv:3:17 parcours-contradictoire"])
        folder["parcours.csv"] = first + "E01;2025-2026;1;cesure;\nE01;2024-2025;1;redoublement;\nE02;2025-2026;1;passage;\n"
        #expect(try folder.read().diagnostics == [])
    }

    @Test func `a result without a status says what it is held for`() throws {
        var folder = FolderFixture()
        folder["resultats.csv"] = "eleve;ue;moyenne;statut\nE01;U;12;\nE01;W;12;\nE02;U;12;validee\n"
        #expect(try folder.warnings() == ["resultats.csv:2:10 statut-absent", "resultats.csv:3:10 statut-absent"])
        folder["resultats.csv"] = "eleve;ue;moyenne\nE01;U;12\nE01;W;12\n"
        #expect(try folder.warnings() == ["resultats.csv:2:0 statut-absent"])
    }

    @Test func `a second-session mark for a whole ECUE and one for an épreuve of it contradict each other`() throws {
        var folder = FolderFixture()
        folder.add("E01;CHI501;;;;2;14;", to: "notes.csv")
        folder.add("E01;CHI501;EX;;;2;11;", to: "notes.csv")
        folder.add("E02;CHI501;EX;;;2;11;", to: "notes.csv")
        folder.add("E01;CHI501;CC;;;2;11;", to: "notes.csv")
        #expect(try folder.errors() == ["notes.csv:9:1 note-en-double"])
    }

    @Test(arguments: [("2026-2027;2", true), ("2027-2028;1", false), ("2025-2026;3", false)])
    func `an admission is not after the year judged, nor in the third year`(cells: String, isRight: Bool) throws {
        var folder = FolderFixture()
        folder.add("E03;;;;;;FISE;1;\(cells)", to: "eleves.csv")
        #expect(try folder.errors().isEmpty == isRight)
    }

    @Test func `a decision on a semester that is nowhere is a warning`() throws {
        var folder = FolderFixture()
        folder["decisions.csv"] = "eleve;objet;decision\nE01;semestre:S9;valide\nE01;semestre:S5;valide\nE01;semestre:S3;valide\n"
        folder["resultats.csv"] = "eleve;semestre;ue;statut\nE01;S3;U;validee\n"
        #expect(try folder.warnings() == ["decisions.csv:2:5 objet-inconnu"])
    }

    @Test(arguments: ["", "\u{FEFF}", "\n", " \r\n\n"])
    func `an optional file that is empty says nothing`(text: String) throws {
        var folder = FolderFixture()
        folder["certifications.csv"] = text
        #expect(try folder.read().diagnostics == [])
    }

    @Test func `non-breaking spaces around a cell or a heading do not count, those inside do`() throws {
        var folder = FolderFixture()
        folder["eleves.csv"] =
            "eleve\u{A0};\u{202F}nom;statut;niveau \u{A0}\r\nE01\u{A0};\u{A0}De\u{A0}La Tour;FISE;1\u{202F}\r\n\"\u{A0}E02 \u{A0}\";à;FISA\u{A0};1\n"
        #expect(try folder.read().diagnostics == [])
        #expect(try folder.read().promotion?.eleves.map(\.id) == ["E01", "E02"])
        #expect(try folder.read().promotion?.eleves.map(\.nom) == ["De\u{A0}La Tour", "à"])
    }

    @Test func `a cell of a non-breaking space alone is empty, and ends where its line does`() throws {
        var folder = FolderFixture()
        folder["options.csv"] = "eleve;objet;choix;date\nE01;rattrapage:CHI502;oui;\u{A0}\nE02;rattrapage:CHI502;non;\u{A0}\n"
        #expect(try folder.read().diagnostics == [])
        #expect(try folder.read().promotion?.dossiers.map { $0.options.count } == [1, 1])
    }

    @Test(arguments: [("certifications.csv", "2027-02-30", true), ("certifications.csv", "17,77", false), ("certifications.csv", "Durand", false)])
    func `a date that is none is shown, and nothing else that may stand in its cell`(file: String, written: String, isShown: Bool) throws {
        var folder = FolderFixture()
        folder[file] = "eleve;test;date\nE01;TOEIC;\(written)\n"
        #expect(try folder.errors() == ["\(file):2:11 date-invalide"])
        #expect(try folder.read().diagnostics.map(\.message).joined().contains(written) == isShown)
    }

    @Test func `a birth is not shown`() throws {
        var folder = FolderFixture()
        folder["eleves.csv"] = "eleve;naissance;statut;niveau\nE01;2004-02-31;FISE;1\nE02;;FISE;1\n"
        #expect(try folder.read().diagnostics.map(\.message) == ["« naissance » ne contient pas une date du calendrier"])
    }

    @Test func `a heading in capitals gives one message`() throws {
        var folder = FolderFixture()
        folder["notes.csv"] = folder["notes.csv"].replacingOccurrences(of: "eleve;ecue;", with: "ELEVE;ecue;")
        #expect(try folder.read().diagnostics.map(\.code) == ["colonne-mal-ecrite"])
    }

    @Test func `a maquette without a period is not compared with the one asked for`() throws {
        var folder = FolderFixture()
        folder.add("periode: S5", to: "promotion.yaml")
        folder["maquette.csv"] = "semestre;ue;ects;ecue\n"
        let codes = try folder.read().diagnostics.map(\.code)
        #expect(codes.contains("maquette-vide") && !codes.contains("periode-inconnue"))
    }

    @Test func `minutes that are not there say so, and give back what a spreadsheet was kept from running`() throws {
        guard case .refused(let found) = ProcesVerbalFile(path: "/nulle/part/pv.csv").read() else { Issue.record("minutes out of nothing"); return }
        #expect(
            found.map(\.description) == ["pv.csv: erreur: ce procès-verbal n'existe pas [fichier-absent]\n  conseil: vérifiez le chemin du fichier"])
        var folder = FolderFixture()
        folder["pv.csv"] = "eleve;objet;decision;valeur\n'=E1;ue:U;validee;'-1\n'E2;ue:U;validee;12\n"
        try folder.inFolder { path in
            guard case .read(let lines, _) = ProcesVerbalFile(path: path + "/pv.csv").read() else { Issue.record("refused"); return }
            #expect(lines.map(\.eleve) == ["=E1", "'E2"] && lines.map(\.valeur) == ["-1", "12"])
        }
    }
}

/// Finding again, in the files, what only the règlement could judge.
@Suite struct ReperesTests {
    private func place(_ folder: FolderFixture, _ file: String, _ repere: Repere) throws -> String {
        let diagnostic = Diagnostic(fichier: file, message: "", code: "essai", repere: repere)
        return try folder.inFolder { PromotionFolder(path: $0).situer([diagnostic]) }.map { "\($0.ligne):\($0.colonne)" }.joined()
    }

    @Test func `a cell is found by the other cells of its line`() throws {
        var folder = FolderFixture()
        folder["procedures.csv"] = "eleve;procedure;etat\nE01;Discipline;close\nE02;Discipline;en cours\n"
        #expect(try place(folder, "maquette.csv", .cellule(["ecue": "CHI502"], colonne: "coefficient")) == "3:44")
        #expect(try place(folder, "procedures.csv", .cellule(["procedure": "discipline", "etat": "en_cours"], colonne: "etat")) == "3:16")
        #expect(try place(folder, "maquette.csv", .cellule([:], colonne: "grade")) == "2:50")
        #expect(try place(folder, "maquette.csv", .cellule(["ecue": "CHI599"], colonne: "grade")) == "0:0")
        #expect(try place(folder, "../maquette.csv", .cellule(["ecue": "CHI502"], colonne: "grade")) == "0:0")
    }

    @Test func `a key is found in the header, or the one above it`() throws {
        var folder = FolderFixture()
        folder["promotion.yaml"] += "parametres:\n  seuil_ue: 12\n"
        #expect(try place(folder, "promotion.yaml", .cle(["parametres", "seuil_ue"])) == "9:3")
        #expect(try place(folder, "promotion.yaml", .cle(["parametres", "gpa"])) == "8:1")
        #expect(try place(folder, "promotion.yaml", .cle(["surcouche"])) == "0:0")
    }
}

import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Echanges

/// How files may be written: encodings, separators, dates, line ends, order of lines and columns.
@Suite struct FormeDesFichiersTests {
    private func reference() throws -> Promotion { try #require(FolderFixture().read().promotion) }

    @Test func `the folder of the tests is right and says what it holds`() throws {
        let reading = try FolderFixture().read()
        #expect(reading.diagnostics == [])
        let promotion = try #require(reading.promotion)
        #expect(promotion.maquette.semestres == ["S5"])
        #expect(promotion.maquette.ues.map(\.code) == ["UE5-1", "UE5-2", "UE5-3"])
        #expect(promotion.maquette.epreuves.map(\.code) == ["CC", "EX", "", "", ""])
        #expect(promotion.maquette.epreuves[1].coefficient == Rational(2))
        #expect(promotion.saisie("E01", "CHI501", "EX")?.hundredths == 1250)
        #expect(promotion.saisie("E01", "CHI502", "")?.hundredths == 1425)
        #expect(promotion.saisie("E02", "ENT501", "")?.hundredths == 10_400)
        #expect(promotion.saisie("E02", "CHI501", "CC")?.etat == .abi)
        #expect(promotion.saisie("E02", "CHI501", "EX") == .absente)
        #expect(promotion.eleves[0].nationalites == ["FR", "MA"])
        #expect(promotion.eleves[0].nom == "Noël")
        #expect(promotion.eleves[0].naissance == CalendarDate(year: 2004, month: 2, day: 29))
        #expect(promotion.eleves[1].statut == .FISA)
        #expect(promotion.eleves[1].niveauEcrit == "1")
    }

    @Test(arguments: [";", ",", "\t"])
    func `the separator is recognised`(separator: String) throws {
        var folder = FolderFixture()
        for name in folder.files.keys where name.hasSuffix(".csv") {
            folder[name] = folder[name].replacingOccurrences(of: ";", with: separator).replacingOccurrences(of: "12,5", with: "\"12,5\"")
        }
        #expect(try folder.read().promotion == reference())
    }

    @Test func `a byte order mark, CRLF and a last line without end change nothing`() throws {
        var folder = FolderFixture()
        for name in folder.files.keys {
            folder.files[name] = [0xEF, 0xBB, 0xBF] + Array(String(folder[name].dropLast()).replacingOccurrences(of: "\n", with: "\r\n").utf8)
        }
        #expect(try folder.read().promotion == reference())
    }

    @Test func `Windows-1252 is recognised, with its accents, its euro and its quotes`() throws {
        var folder = FolderFixture()
        folder["eleves.csv"] = folder["eleves.csv"].replacingOccurrences(of: "Durand", with: "D’Œuvre€")
        let expected = try #require(folder.read().promotion)
        let special: [Unicode.Scalar: UInt8] = ["’": 0x92, "Œ": 0x8C, "€": 0x80]
        for name in folder.files.keys {
            folder.files[name] = folder[name].unicodeScalars.map { special[$0] ?? UInt8($0.value) }
        }
        #expect(try folder.read().promotion == expected)
        #expect(expected.eleves[1].nom == "D’Œuvre€")
    }

    @Test func `dates are read both ways and decimals with a comma or a point`() throws {
        var folder = FolderFixture()
        folder["notes.csv"] = folder["notes.csv"].replacingOccurrences(of: "2027-01-20", with: "20/01/2027").replacingOccurrences(
            of: "12,5", with: "12.50")
        folder["promotion.yaml"] = folder["promotion.yaml"].replacingOccurrences(of: "2027-02-10", with: "10/02/2027")
        #expect(try folder.read().promotion == reference())
    }

    @Test func `the order of lines and columns is free`() throws {
        var folder = FolderFixture()
        let lines = folder["notes.csv"].split(separator: "\n").map(String.init)
        folder["notes.csv"] = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n"
        folder["maquette.csv"] =
            folder["maquette.csv"].split(separator: "\n").map { line in
                line.split(separator: ";", omittingEmptySubsequences: false).reversed().joined(separator: ";")
            }.joined(separator: "\n") + "\n"
        #expect(try folder.read().promotion == reference())
    }

    @Test func `semesters follow the cursus whatever the order of the lines`() throws {
        var folder = FolderFixture()
        folder["maquette.csv"] = """
            semestre;ue;ects;ecue;coefficient
            S10;UE10;30;M10;1
            S9;UE9;30;M9;1

            """
        folder["notes.csv"] = "eleve;ecue;note\nE01;M9;10\n"
        folder["eleves.csv"] = "eleve;statut;niveau\nE01;FISE;3\n"
        let promotion = try #require(folder.read().promotion)
        #expect(promotion.maquette.semestres == ["S9", "S10"])
        #expect(promotion.periode == "annee")
    }

    private func periods(_ codes: [String], periode: String? = nil) throws -> PromotionReading {
        var folder = FolderFixture()
        folder["maquette.csv"] =
            "semestre;ue;ects;ecue;coefficient\n" + codes.enumerated().map { "\($1);U\($0);10;M\($0);1\n" }.joined()
        folder["notes.csv"] = "eleve;ecue;note\nE01;M0;10\n"
        folder["eleves.csv"] = "eleve;statut;niveau\nE01;FISE;1\n"
        if let periode { folder.add("periode: \(periode)", to: "promotion.yaml") }
        return try folder.read()
    }

    @Test(arguments: [
        (["S5"], "S5", false), (["S5", "S6"], "annee", false), (["S5", "S6", "S7"], "S7", true), (["S6", "S7"], "S7", true),
        (["S5", "S6", "S7", "S8"], "annee", true), (["A1"], "annee", false), (["A1", "A2"], "annee", false),
    ])
    func `a period that is only assumed is said`(codes: [String], periode: String, said: Bool) throws {
        let reading = try periods(codes)
        #expect(reading.promotion?.periode == periode)
        #expect(reading.diagnostics.map(\.code) == (said ? ["periode-supposee"] : []))
        if said { #expect(reading.diagnostics.allSatisfy { $0.gravite == .avertissement && $0.fichier == "promotion.yaml" }) }
        #expect(try periods(codes, periode: codes[0]).diagnostics.map(\.code) == [])
    }

    @Test func `trimesters are periods, judged together as the year`() throws {
        let reading = try periods(["T3", "T1", "T2"])
        #expect(reading.diagnostics == [])
        #expect(reading.promotion?.maquette.semestres == ["T1", "T2", "T3"])
        #expect(reading.promotion?.periode == "annee")
        #expect(try periods(["T1", "T2", "T3"], periode: "T2").promotion?.periode == "T2")
    }

    @Test(arguments: ["T0", "T", "TT", "T123", "t1"])
    func `what is not quite a trimester is refused`(code: String) throws {
        #expect(try periods([code]).diagnostics.map(\.code).contains("semestre-invalide"))
    }

    private func scaled(_ bareme: String, _ note: String, nature: String = "cours", second: String? = nil) throws -> PromotionReading {
        var folder = FolderFixture()
        folder["maquette.csv"] =
            "semestre;ue;ects;ecue;coefficient;nature;bareme\nS5;U1;10;M1;1;\(nature);\(bareme)\n"
            + (second.map { "S5;U1;10;M2;1;cours;\($0)\n" } ?? "")
        folder["notes.csv"] = "eleve;ecue;note\nE01;M1;\(note)\n" + (second == nil ? "" : "E01;M2;10\n")
        folder["eleves.csv"] = "eleve;statut;niveau\nE01;FISE;1\n"
        return try folder.read()
    }

    @Test(arguments: [
        ("100", "100", [String]()), ("100", "100.01", ["note-hors-bareme"]), ("100", "72,5", []), ("10", "10", []),
        ("10", "10,5", ["note-hors-bareme"]),
        ("", "20", []), ("", "20.01", ["note-hors-bareme"]), ("101", "12", ["bareme-invalide"]), ("0", "0", ["bareme-invalide"]),
        ("cent", "12", ["bareme-invalide"]), ("12,5", "12", ["bareme-invalide"]),
    ])
    func `the maquette may give the scale of an ECUE`(bareme: String, note: String, codes: [String]) throws {
        let reading = try scaled(bareme, note)
        #expect(reading.diagnostics.map(\.code) == codes)
        if codes.isEmpty, bareme == "100" { #expect(reading.promotion?.maquette.ecues[0].scale == 0...10_000) }
    }

    @Test func `one scale for the ECUE of an UE, and none for what a company evaluates`() throws {
        #expect(try scaled("100", "50", second: "100").diagnostics.map(\.code) == [])
        #expect(try scaled("100", "50", second: "").diagnostics.map(\.code) == ["baremes-meles"])
        #expect(try scaled("100", "50", nature: "entreprise").diagnostics.map(\.code) == ["bareme-invalide"])
    }

    @Test func `the scale is kept when the folder is written`() throws {
        let promotion = try #require(try scaled("100", "72,5").promotion)
        #expect(String(decoding: FolderRows(promotion).maquette[1], as: UTF8.self).hasSuffix(";100\n"))
    }

    @Test(arguments: [("ecue:M1", "note:72.5", true), ("ue:U1", "points:+30", true), ("ecue:M1", "note:100.5", false)])
    func `decisions are held to it`(objet: String, decision: String, accepted: Bool) throws {
        var folder = FolderFixture()
        folder["maquette.csv"] = "semestre;ue;ects;ecue;coefficient;bareme\nS5;U1;10;M1;1;100\n"
        folder["notes.csv"] = "eleve;ecue;note\nE01;M1;50\n"
        folder["eleves.csv"] = "eleve;statut;niveau\nE01;FISE;1\n"
        folder["decisions.csv"] = "jury;date;eleve;objet;decision;motif\nJ;2027-02-01;E01;\(objet);\(decision);\n"
        #expect(try folder.read().diagnostics.map(\.code) == (accepted ? [] : ["decision-hors-bareme"]))
    }

    @Test func `quoted cells hold separators, doubled quotes and line breaks`() throws {
        var folder = FolderFixture()
        folder["decisions.csv"] = """
            jury;date;eleve;objet;decision;motif
            J1;2027-02-01; "E01" ;ue:UE5-1;validee;"vu; le ""jury""
            du 1er"
            J1;2027-02-01;E02;annee;avertissement;

            """
        let reading = try folder.read()
        #expect(reading.diagnostics == [])
        let promotion = try #require(reading.promotion)
        #expect(promotion.dossiers[0].decisions.map(\.motif) == ["vu; le \"jury\"\ndu 1er"])
        #expect(promotion.dossiers[1].decisions.map(\.line) == [3])
    }

    @Test func `blank lines and lines of separators are nothing, and cells beyond the header must be empty`() throws {
        var folder = FolderFixture()
        folder.add("", to: "notes.csv")
        folder.add(";;;;;;;", to: "notes.csv")
        folder.add("E02;ANG501;;langue;1;1;10;;;", to: "notes.csv")
        #expect(try folder.errors() == [])
        folder.add("E02;CHI502;;tp;1;1;10;;;x", to: "notes.csv")
        #expect(try folder.errors() == ["notes.csv:11:25 ligne-longue"])
    }

    @Test func `columns beyond the contract's are facts of an élève or of an ECUE`() throws {
        var folder = FolderFixture()
        folder["eleves.csv"] = "eleve;statut;niveau;filiere\nE01;FISE;1;chimie\nE02;FISE;1;\n"
        folder["maquette.csv"] = "semestre;ue;ects;ecue;coefficient;nature;repere;salle\nS5;U;6;CHI501;1;cours;anglais_s7;12\n"
        folder["notes.csv"] = "eleve;ecue;note;couleur\nE01;CHI501;10;vert\n"
        #expect(try folder.warnings() == ["maquette.csv:1:49 colonne-inconnue", "notes.csv:1:17 colonne-inconnue"])
        let promotion = try #require(folder.read().promotion)
        #expect(promotion.eleves.map(\.faits) == [["filiere": "chimie"], [:]])
        #expect(promotion.maquette.ecues[0].faits == ["repere": "anglais_s7", "salle": "12"])
    }
}

@Suite struct EntetePromotionTests {
    @Test func `scalars of promotion.yaml stay the text that was typed`() throws {
        var folder = FolderFixture()
        folder["promotion.yaml"] += """
            surcouche: emse-continuite-2020
            parametres:
              seuil_ue: 9.50
              article: 2.10
              norvege: NO
              vide:
              gpa: { "A+": 4.3, A: "4" }
              equivalences_anglais: [ { test: IELTS, minimum: 6.5 } ]

            """
        let reading = try folder.read()
        #expect(reading.diagnostics == [])
        let entete = try #require(reading.promotion).entete
        #expect(entete.surcouche == "emse-continuite-2020")
        #expect(
            entete.parametres == [
                "seuil_ue": .texte("9.50"), "article": .texte("2.10"), "norvege": .texte("NO"), "vide": .texte(""),
                "gpa": .table(["A+": .texte("4.3"), "A": .texte("4")]),
                "equivalences_anglais": .liste([.table(["test": .texte("IELTS"), "minimum": .texte("6.5")])]),
            ])
    }

    @Test(arguments: [
        ("date: 2027-02-30", "promotion.yaml:6:7 date-invalide"), ("date: ", "promotion.yaml:0:0 cle-absente"),
        ("date: [1]", "promotion.yaml:6:7 valeur-invalide"), ("date: 2027-02-10\ndate: 2027-02-10", "promotion.yaml:6:1 cle-en-double"),
        ("date: 2027-02-10\nperiode: S7", "promotion.yaml:0:0 periode-inconnue"),
        ("date: 2027-02-10\nperiode: hiver", "promotion.yaml:7:10 periode-invalide"),
        ("date: 2027-02-10\nparametres: 3", "promotion.yaml:7:13 parametres-invalides"), ("date: *a", "promotion.yaml:6:0 yaml-ancre"),
        ("date: \"2027", "promotion.yaml:8:1 yaml-invalide"), ("date: 2027-02-10\nannée: [", "promotion.yaml:9:1 yaml-invalide"),
    ])
    func `a wrong header says where`(line: String, expected: String) throws {
        var folder = FolderFixture()
        folder["promotion.yaml"] = folder["promotion.yaml"].replacingOccurrences(of: "date: 2027-02-10", with: line)
        #expect(try folder.errors() == [expected])
    }

    @Test(arguments: ["0", "3", "un", ""])
    func `the session is 1 or 2`(session: String) throws {
        var folder = FolderFixture()
        folder["promotion.yaml"] = folder["promotion.yaml"].replacingOccurrences(of: "session: 1", with: "session: \(session)")
        #expect(try folder.errors().count == 1)
    }

    @Test func `an unknown key is a warning with the nearest known one`() throws {
        var folder = FolderFixture()
        folder.add("perode: S5", to: "promotion.yaml")
        let reading = try folder.read()
        #expect(reading.diagnostics.map(\.code) == ["cle-inconnue"])
        #expect(reading.diagnostics.first?.conseil == "vouliez-vous dire « periode » ?")
        #expect(reading.promotion?.entete.autres == ["perode": "S5"])
    }

    @Test func `a header that nests without end is refused`() throws {
        var folder = FolderFixture()
        folder.add("parametres: { a: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + " }", to: "promotion.yaml")
        #expect(try folder.errors().map { $0.split(separator: " ").last } == ["yaml-trop-grand"])
        folder["promotion.yaml"] = "a: " + String(repeating: "[", count: 100_000)
        #expect(try folder.errors().map { $0.split(separator: " ").last } == ["yaml-invalide"])
    }

    @Test(arguments: [
        ("{ a: " + String(repeating: "[", count: 31) + String(repeating: "]", count: 31) + " }", true),
        ("{ a: " + String(repeating: "[", count: 32) + String(repeating: "]", count: 32) + " }", false),
        ("{ a: [" + String(repeating: "1,", count: 19_997) + "1] }", true), ("{ a: [" + String(repeating: "1,", count: 19_998) + "1] }", false),
    ])
    func `a header holds 32 levels and 20000 values`(parametres: String, isRead: Bool) throws {
        var folder = FolderFixture()
        folder.add("parametres: \(parametres)", to: "promotion.yaml")
        let reading = try folder.read()
        #expect((reading.promotion != nil) == isRead)
        #expect(
            isRead
                || reading.diagnostics.map(\.message)
                    == ["trop de valeurs (20000 au plus) ou trop de niveaux (32 au plus) pour l'en-tête d'une promotion"]
        )
    }

    @Test func `a part of the file that takes up another is refused before it is composed`() throws {
        var folder = FolderFixture()
        var lines = ["&a0 [x,x,x,x,x,x,x,x,x,x]"]
        for level in 1...9 { lines.append("&a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",") + "]") }
        // Composed, the key alone would cost ten billion comparisons.
        lines.append("{ ? *a9 : 1 }")
        folder.add("parametres: [\r\n" + lines.joined(separator: ",\r\n") + "]", to: "promotion.yaml")
        #expect(try folder.errors().map { $0.split(separator: " ").last } == ["yaml-ancre"])
    }

    @Test(arguments: ["Chimie & physique", "R&D", "Ponts &Chaussées", "2 * 3"])
    func `a name keeps its signs`(name: String) throws {
        var folder = FolderFixture()
        folder["promotion.yaml"] = folder["promotion.yaml"].replacingOccurrences(of: "promotion: 1A", with: "promotion: \(name)")
        #expect(try folder.read().promotion?.entete.promotion == name)
    }
}

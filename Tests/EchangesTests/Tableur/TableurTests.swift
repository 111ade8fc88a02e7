import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Echanges

/// A teacher's spreadsheet, on the promotion of ``FolderFixture``.
private func promotion() throws -> Promotion {
    var folder = FolderFixture()
    folder["eleves.csv"] = """
        eleve;ine;nom;prenom;statut;niveau
        E01;0A;Noël;Zoé;FISE;1
        E02;0B;Durand;Ali;FISA;1
        1003;0C;Petit;Max;FISE;1

        """
    return try #require(folder.read().promotion)
}

private func reading(_ rows: [[WorkbookFixture.Cell]], options: OptionsTableur = OptionsTableur()) throws -> PromotionReading {
    try promotion().important(tableur: WorkbookFixture(rows).bytes, nomme: "notes.xlsx", options: options)
}

private func reading(csv: String, options: OptionsTableur = OptionsTableur()) throws -> PromotionReading {
    try promotion().important(tableur: Array(csv.utf8), nomme: "notes.csv", options: options)
}

private func errors(_ reading: PromotionReading) -> [String] {
    reading.diagnostics.filter { $0.gravite == .erreur }.map { "\($0.ligne):\($0.colonne) \($0.code)" }
}

@Suite struct TableurTests {
    @Test func `a workbook with a line for each élève and a column for each épreuve gives their marks`() throws {
        let read = try #require(
            reading([
                [.text("Relevé de notes du module")], [],
                [
                    .text("Eleve"), .text("Nom"), .text("CHI501/CC"), .text("EX"), .text("CHI502"), .text("PRO501"), .text("ENT501"),
                    .text("Observations"),
                ],
                [.text("E01"), .text("Noël"), .number("9"), .number("12.350000000000001"), .none, .text("NV"), .number("1.2E2"), .text("bien")],
                [.text("E02"), .text("Durand"), .inline("ABJ"), .text("13,5"), .formula("7.25"), .text("V")],
                [.number("1003"), .text("Petit"), .textFormula("DISP"), .number("0.1")],
            ]).promotion)
        #expect(read.saisie("E01", "CHI501", "CC")?.hundredths == 900)
        #expect(read.saisie("E01", "CHI501", "EX")?.hundredths == 1235)
        // An empty cell says nothing: the mark that was there stays.
        #expect(read.saisie("E01", "CHI502", "")?.hundredths == 1425)
        #expect(read.saisie("E01", "PRO501", "")?.etat == .nv)
        #expect(read.saisie("E01", "ENT501", "")?.hundredths == 12_000)
        #expect(read.saisie("E02", "CHI501", "CC")?.etat == .abj)
        #expect(read.saisie("E02", "CHI501", "EX")?.hundredths == 1350)
        #expect(read.saisie("E02", "CHI502", "")?.hundredths == 725)
        #expect(read.saisie("1003", "CHI501", "CC")?.etat == .disp)
        #expect(read.saisie("1003", "CHI501", "EX")?.hundredths == 10)
    }

    @Test func `a mark that is repeated keeps its day, one that changes loses it`() throws {
        let read = try #require(reading(csv: "eleve;CHI501/CC;CHI501/EX\nE01;8;13\n").promotion)
        #expect(read.saisie("E01", "CHI501", "CC")?.day == CalendarDate("2027-01-10")?.dayNumber)
        #expect(read.saisie("E01", "CHI501", "EX")?.day == Saisie.noDay)
    }

    @Test func `the same file twice changes nothing the second time`() throws {
        let rows: [[WorkbookFixture.Cell]] = [
            [.text("ine"), .text("CC"), .text("CHI501 (session 2)"), .text("ANG501")], [.text("0A"), .number("8"), .number("11"), .number("15")],
        ]
        let bytes = WorkbookFixture(rows).bytes
        let first = try #require(promotion().important(tableur: bytes, nomme: "n").promotion)
        #expect(first.saisie("E01", "ANG501", "")?.hundredths == 1500)
        #expect(first.notes.rattrapagesEcue[0]?[0].hundredths == 1100)
        #expect(first.important(tableur: bytes, nomme: "n").promotion == first)
    }

    @Test func `a new ECUE column leaves the marks of the others where they were`() throws {
        let before = try promotion()
        let read = try #require(reading(csv: "eleve;ANG501\nE02;16\n").promotion)
        #expect(read.maquette.epreuves.count == before.maquette.epreuves.count + 1)
        for (ecue, epreuve) in [("CHI501", "CC"), ("CHI501", "EX"), ("CHI502", ""), ("PRO501", ""), ("ENT501", "")] {
            for eleve in ["E01", "E02"] { #expect(read.saisie(eleve, ecue, epreuve) == before.saisie(eleve, ecue, epreuve)) }
        }
        #expect(read.saisie("E02", "ANG501", "")?.hundredths == 1600)
    }

    @Test(arguments: [
        "eleve;ecue;epreuve;session;note;date\nE02;CHI501;EX;1;10,5;2027-01-20\nE02;CHI502;;;11;\n",
        "eleve,ecue,epreuve,session,note,date\nE02,CHI501,EX,1,10.5,20/01/2027\nE02,CHI502,,,11,\n",
        "Feuille de notes;;;;;\nine;ecue;epreuve;nature;note;date\n0B;CHI501;EX;cours;10,50;2027-01-20\n0B;CHI502;;tp;11;\n",
    ])
    func `the long form of notes.csv is read too`(csv: String) throws {
        let read = try #require(reading(csv: csv).promotion)
        #expect(read.saisie("E02", "CHI501", "EX") == Saisie(etat: .note, hundredths: 1050, day: try #require(CalendarDate("2027-01-20")).dayNumber))
        #expect(read.saisie("E02", "CHI502", "")?.hundredths == 1100)
    }

    @Test func `options give the ECUE, the session and the meaning of empty cells`() throws {
        let options = OptionsTableur(ecue: "CHI501", session: 2, videsAttendues: true)
        let read = try #require(reading(csv: "eleve;CC;EX\nE01;12;\nE02;;13\n", options: options).promotion)
        #expect(read.saisie("E01", "CHI501", "CC", session: 2)?.hundredths == 1200)
        #expect(read.saisie("E01", "CHI501", "EX", session: 2)?.etat == .att)
        #expect(read.saisie("E02", "CHI501", "CC", session: 2)?.etat == .att)
        #expect(read.saisie("E01", "CHI501", "CC")?.hundredths == 800)
    }

    @Test(arguments: [
        ("E09;12", "2:1 eleve-inconnu"), (";12", "2:0 eleve-absent"), ("E02;20,01", "2:2 note-hors-bareme"), ("E02;-1", "2:2 note-hors-bareme"),
        ("E02;9,995", "2:2 note-trop-precise"), ("E02;abi", "2:2 note-invalide"), ("E02;V", "2:2 validation-pour-note"),
        ("E02;12;5", "2:3 colonne-sans-titre"), ("E02;12/20", "2:2 note-invalide"), ("E01;1\nE01;2", "3:2 note-en-double"),
    ])
    func `a wrong line says where and what`(line: String, expected: String) throws {
        #expect(errors(try reading(csv: "eleve;CHI501/CC\n\(line)\n")) == [expected])
    }

    @Test(arguments: [
        ("eleve;CHI501/ORAL", "1:2 epreuve-inconnue"), ("eleve;CHI503/CC", "1:2 ecue-inconnu"), ("eleve;ORAL", "1:2 epreuve-inconnue"),
        ("eleve;CHI501", "1:2 epreuve-absente"), ("eleve;CC;CHI501/CC", "1:3 colonne-en-double"), ("eleve;nom", "1:0 entete-sans-note"),
        ("nom;CC", "0:0 entete-absent"), ("eleve;numero;CC", "1:2 colonne-en-double"), ("eleve;note", "1:0 ecue-absent"),
        ("eleve;ue:UE5-1", "1:2 session-invalide"),
        ("eleve;ue:UE9 session 2", "1:2 ue-inconnue"),
    ])
    func `a wrong heading says where and what`(heading: String, expected: String) throws {
        #expect(errors(try reading(csv: heading + "\nE01;10\n")).first == expected)
    }

    @Test func `a file cut in the middle of a line is refused, one without a last line break is read`() throws {
        #expect(errors(try reading(csv: "eleve;CC;EX\nE01;12;13\nE02;1")) == ["3:0 fichier-coupe"])
        #expect(try reading(csv: "eleve;CC;EX\nE01;12;13\nE02;1;2").promotion?.saisie("E02", "CHI501", "EX")?.hundredths == 200)
    }

    @Test func `a number and an INE that disagree are refused`() throws {
        #expect(errors(try reading(csv: "eleve;ine;CC\nE01;0B;10\n")) == ["2:2 eleve-contradictoire"])
        #expect(try reading(csv: "eleve;ine;CC\nE01;0A;10\n;0B;11\n").promotion?.saisie("E02", "CHI501", "CC")?.hundredths == 1100)
    }

    @Test(arguments: [
        (WorkbookFixture.Cell.error("#N/A"), "cellule-en-erreur"), (.formula(nil), "formule-sans-valeur"), (.date("46154"), "note-date"),
        (.bool(true), "note-invalide"), (.number("12,5"), "cellule-illisible"), (.number("20.001"), "note-hors-bareme"),
        (.number("9.995"), "note-trop-precise"),
        (.raw("<c r=\"B2\" t=\"s\"><v>999</v></c>"), "cellule-illisible"),
    ])
    func `a wrong cell of a workbook is named by its sheet and its reference`(cell: WorkbookFixture.Cell, code: String) throws {
        let found = try reading([[.text("eleve"), .text("CC")], [.text("E01"), cell]]).diagnostics
        #expect(found.map(\.code) == [code])
        #expect(found.first?.message.hasPrefix("feuille « Notes », cellule B2 : ") == true)
    }

    @Test func `every error is told at once, and none shows a mark, a name or a number`() throws {
        let csv = "eleve;ine;nom;CC\nE77123;0Z998;Dupont;10\nE01;0A;Noël;17,123\nE02;0B;Durand;19x\n"
        let found = try reading(csv: csv)
        #expect(errors(found).count == 4)
        for secret in ["E77123", "0Z998", "Dupont", "17,123", "19x"] {
            #expect(!found.diagnostics.contains { $0.description.contains(secret) })
        }
    }

    @Test func `hidden sheets and sheets without headings are left out with a word`() throws {
        var book = WorkbookFixture([[.text("Mode d'emploi")], [.text("Remplir la feuille suivante")]], sheet: "Aide")
        book.add([[.text("eleve"), .text("CC")], [.text("E01"), .number("19")]], sheet: "Cachée", state: "veryHidden")
        book.add([[.text("eleve"), .text("CC")], [.text("E01"), .number("11")]], sheet: "Groupe 1", from: 4)
        book.add([[.text("eleve"), .text("CC")], [.text("E02"), .number("12")]], sheet: "Groupe 2")
        let read = try promotion().important(tableur: book.bytes, nomme: "n.xlsx")
        #expect(read.promotion?.saisie("E01", "CHI501", "CC")?.hundredths == 1100)
        #expect(read.promotion?.saisie("E02", "CHI501", "CC")?.hundredths == 1200)
        #expect(Set(read.diagnostics.map(\.code)) == ["feuille-cachee", "feuille-sans-entete"])
    }
}

import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Echanges

/// An extraction on the promotion of ``FolderFixture``, whose étudiants are E01 and E02.
struct ExtractionFixture {
    var annee = "2026/2027"
    /// Type, code, session, kinds of columns.
    var elements: [(type: String, code: String, session: Int, sortes: String)] = [
        ("VET", "V1CH", 0, "NBR"), ("ELP", "UE5-1", 0, "NBR"), ("ELP", "CHI502", 1, "NBR"), ("EPR", "EX", 1, "NB"), ("ELP", "CHI502", 2, "NB"),
    ]
    var values: [[String]] = [
        ["E01", "NOËL", "Zoé", " 29/02/2004", "11,5", "20", "ADM", "12", "20", "ADM", "15,25", "20", "ADM", "25", "40", "", ""],
        ["E02", "DURAND", "Ali", " 01/03/2004", "", "", "", "", "", "", "ABJ", "", "AJ", "7", "10", "8", "20"],
    ]
    var lineBreak = "\r\n"

    var text: String {
        var columns: [String] = []
        var names: [String] = []
        for element in elements {
            for sorte in element.sortes {
                names.append("apoL_c" + String(format: "%04d", names.count + 1))
                let libelle = sorte == "N" ? "\(element.code) - Libellé" : ""
                columns.append(
                    [
                        names.last!, element.type, element.code, "", String(annee.prefix(4)), String(element.session), "1", String(sorte), libelle,
                        String(element.session), "1", "Note",
                    ].joined(separator: "\t"))
            }
        }
        let head = ["apoL_a01_code", "apoL_a02_nom", "apoL_a03_prenom", "apoL_a04_naissance"]
        let lines =
            ["XX-APO_TITRES-XX", "apoC_annee\t\(annee)", "apoC_cod_dip\tDCHI", "apoC_Titre1\tExport Apogée du 13/06/2027 à 14:29", ""]
            + ["XX-APO_TYP_RES-XX", "ADM : Admis\tAJ : Ajourné", "", "XX-APO_COLONNES-XX"]
            + ["apoL_a01_code\tType Objet\tCode\tVersion\tAnnée\tSession\tAdmission/Admissibilité\tType Rés.\t\t\tEtudiant\tNuméro"]
            + head.dropFirst().map { "\($0)\t\t\t\t\t\t\t\t\t\t1\tNom" } + ["APO_COL_VAL_DEB"] + columns
            + ["APO_COL_VAL_FIN", "apoL_c\(columns.count + 1)\tAPO_COL_VAL_FIN", "", "XX-APO_VALEURS-XX", (head + names).joined(separator: "\t")]
            + values.map { $0.joined(separator: "\t") }
        return lines.joined(separator: lineBreak) + lineBreak
    }

    /// As Apogée writes it.
    var latin1: [UInt8] { Array(text.data(using: .isoLatin1) ?? Data()) }

    func read() -> FichierApogee.Lecture { FichierApogee.lire(latin1, nomme: "apo.txt") }
}

private func promotion() throws -> Promotion { try #require(FolderFixture().read().promotion) }

@Suite struct ApogeeTests {
    @Test func `an extraction says its year, its elements and its étudiants, in either encoding and with either line break`() throws {
        let fixture = ExtractionFixture()
        let fichier = try #require(fixture.read().fichier)
        #expect(fichier.annee == "2026-2027")
        #expect(fichier.elements.map(\.code) == ["V1CH", "UE5-1", "CHI502", "EX", "CHI502"])
        #expect(fichier.elements.map(\.session) == [0, 0, 1, 1, 2])
        #expect(fichier.elements.first?.libelle == "Libellé")
        #expect(fichier.etudiants.map(\.nom) == ["NOËL", "DURAND"])
        #expect(fichier.etudiants[0].naissance?.iso == "2004-02-29")
        let other = try #require(FichierApogee.lire(Array(ExtractionFixture(lineBreak: "\n").text.utf8), nomme: "u").fichier)
        #expect(other.etudiants == fichier.etudiants)
        #expect(other.colonnes == fichier.colonnes)
    }

    @Test func `marks come over exactly to their scale, with absences, and UE are left to be computed`() throws {
        let reading = try promotion().important(apogee: try #require(ExtractionFixture().read().fichier), nomme: "apo.txt")
        let read = try #require(reading.promotion)
        #expect(read.saisie("E01", "CHI502", "")?.hundredths == 1525)
        #expect(read.saisie("E01", "CHI501", "EX")?.hundredths == 1250)
        #expect(read.saisie("E02", "CHI501", "EX")?.hundredths == 1400)
        #expect(read.saisie("E02", "CHI502", "")?.etat == .abj)
        #expect(read.saisie("E02", "CHI502", "", session: 2)?.hundredths == 800)
        #expect(read.saisie("E01", "CHI502", "", session: 2)?.etat == .absente)
        #expect(reading.diagnostics.map(\.code) == ["element-calcule"])
        #expect(read.important(apogee: try #require(ExtractionFixture().read().fichier), nomme: "a").promotion == read)
    }

    @Test func `a column of maquette.csv gives the code of Apogée`() throws {
        var folder = FolderFixture()
        folder["maquette.csv"] =
            folder["maquette.csv"].split(separator: "\n").enumerated().map { rank, line in
                line + (rank == 0 ? ";apogee" : line.contains("ANG501") ? ";XANG1, XANG2" : ";")
            }.joined(separator: "\n") + "\n"
        #expect(try folder.warnings() == [])
        var fixture = ExtractionFixture()
        fixture.elements = [("ELP", "XANG2", 1, "NBR")]
        fixture.values = [["E01", "", "", "", "13", "", "ADM"]]
        let read = try folder.read().promotion?.important(apogee: try #require(fixture.read().fichier), nomme: "a")
        #expect(read?.promotion?.saisie("E01", "ANG501", "")?.hundredths == 1300)
    }

    @Test func `a competence takes its result, an identity only what is missing`() throws {
        var fixture = ExtractionFixture()
        fixture.elements = [("ELP", "PRO501", 1, "R")]
        fixture.values = [["E01", "AUTRE", "Zoé", "", "AJ"], ["E02", "durand", "Ali", "", "ADM"]]
        let reading = try promotion().important(apogee: try #require(fixture.read().fichier), nomme: "a")
        #expect(reading.promotion?.saisie("E01", "PRO501", "")?.etat == .nv)
        #expect(reading.promotion?.saisie("E02", "PRO501", "")?.etat == .v)
        #expect(reading.promotion?.eleves[0].nom == "Noël")
        #expect(reading.promotion?.eleves[1].naissance?.iso == "2004-03-01")
        #expect(reading.diagnostics.map(\.code) == ["fiche-differente"])
    }

    @Test func `an earlier year gives earlier results, once`() throws {
        var fixture = ExtractionFixture()
        fixture.annee = "2025/2026"
        let fichier = try #require(fixture.read().fichier)
        let read = try #require(promotion().important(apogee: fichier, nomme: "a").promotion)
        let expected = [("UE5-1", "validee", Rational(12)), ("CHI502", "validee", Rational(61, over: 4))]
        #expect(read.dossiers[0].resultats.map(\.ue) == expected.map(\.0))
        #expect(read.dossiers[0].resultats.map(\.statut) == expected.map(\.1))
        #expect(read.dossiers[0].resultats.map(\.moyenne) == expected.map { $0.2 })
        #expect(read.dossiers[0].resultats.allSatisfy { $0.annee == "2025-2026" })
        #expect(read.dossiers[1].resultats.map(\.statut) == ["non_validee", ""])
        #expect(read.saisie("E01", "CHI502", "")?.hundredths == 1425)
        #expect(read.important(apogee: fichier, nomme: "a").promotion == read)
    }

    @Test(arguments: [
        ("E09", "12", "20", "eleve-inconnu"), ("E01", "21", "20", "note-hors-bareme"), ("E01", "20", "20", ""),
        ("E01", "13", "30", "note-non-convertible"),
        ("E01", "15", "30", ""), ("E01", "12", "0", "bareme-invalide"), ("E01", "douze", "20", "note-invalide"),
        ("E01", "9,995", "20", "note-non-convertible"),
        ("E01", "-1", "20", "note-hors-bareme"), ("E01", "ABI", "", ""), ("E01", "41", "40", "note-hors-bareme"), ("E01", "40", "40", ""),
    ])
    func `a value is read or refused at its place`(numero: String, note: String, bareme: String, code: String) throws {
        var fixture = ExtractionFixture()
        fixture.elements = [("ELP", "CHI502", 1, "NB")]
        fixture.values = [[numero, "", "", "", note, bareme]]
        let found = try promotion().important(apogee: try #require(fixture.read().fichier), nomme: "a").diagnostics
        #expect(found.map(\.code) == (code.isEmpty ? [] : [code]))
        #expect(found.allSatisfy { $0.ligne > 0 && !$0.description.contains("E09") })
    }

    @Test func `what is no extraction, or one that was changed, is refused`() {
        func codes(_ change: (String) -> String) -> [String] {
            FichierApogee.lire(Array(change(ExtractionFixture().text).utf8), nomme: "a").diagnostics.map(\.code)
        }
        #expect(codes { _ in "eleve;note\nE01;12\n" } == ["pas-une-extraction"])
        #expect(codes { _ in "" } == ["pas-une-extraction"])
        #expect(codes { $0.replacing("apoL_a01_code\tapoL_a02", with: "apoL_a02") }.first == "entete-absent")
        #expect(codes { $0.replacing("apoL_c0003\tVET", with: "apoL_c0099\tVET") } == ["colonne-absente", "colonne-non-decrite"])
        #expect(codes { $0.replacing("\r\nE02", with: "\r\nE01") } == ["eleve-en-double"])
        #expect(codes { $0.replacing(" 29/02/2004", with: "29/02/2005") } == ["date-invalide"])
        #expect(codes { $0 + "E03\t" + String(repeating: "x\t", count: 40) + "\r\n" } == ["ligne-longue"])
        #expect(codes { $0.replacing("apoL_c0001\tVET\tV1CH\t\t2026\t0", with: "apoL_c0001\tVET\tV1CH\t\t2026\t9") }.first == "session-invalide")
        #expect(codes { String($0.dropLast(12)) } == ["fichier-coupe"])
        #expect(codes { String($0.dropLast(1)) } == [])
        var later = ExtractionFixture()
        later.annee = "2027/2028"
        #expect(throws: Never.self) {
            let reading = try promotion().important(apogee: try #require(later.read().fichier), nomme: "a")
            #expect(reading.diagnostics.filter { $0.gravite == .erreur }.map(\.code) == ["annee-posterieure"])
        }
    }

    @Test func `written back, only the cells that were filled differ`() throws {
        let fixture = ExtractionFixture()
        let fichier = try #require(fixture.read().fichier)
        #expect(fichier.rempli([]) == fixture.latin1)
        let ue = ["E01": ["UE5-1": ResultatJuge(note: Rational(1999, over: 200), barres: [Rational(10)], statut: "non_validee")]]
        let ecue = ["E02": ["CHI502": ResultatJuge(note: nil, barres: [], statut: "validee")]]
        let cells = try fichier.remplissages(promotion(), ecue: ecue, ue: ue)
        let again = try #require(FichierApogee.lire(fichier.rempli(cells), nomme: "a").fichier)
        #expect(again.etudiants[0].cellules[7...9] == ["9,995", "20", "AJ"])
        // The épreuve has its mark of the promotion, brought to the scale of the file: 12,5 of 20 on 40.
        #expect(again.etudiants[0].cellules[13...14] == ["25", "40"] || again.etudiants[0].cellules[13...14] == ["25,00", "40"])
        #expect(again.etudiants[1].cellules[10...12] == ["ABJ", "", "ADM"])
        #expect(again.etudiants[0].nom == "NOËL")
        let changed = zip(fixture.text.split(separator: "\r\n"), String(decoding: fichier.rempli(cells), as: UTF8.self).split(separator: "\r\n"))
        #expect(changed.count { $0.hasPrefix("XX-") && $0 == $1 } == 4)
    }

    @Test func `what is filled is read back`() throws {
        let fichier = try #require(ExtractionFixture().read().fichier)
        for hundredths in stride(from: 0, through: 2000, by: 13) {
            let note = Rational(Int64(hundredths), over: 100)
            let judged = ["E01": ["CHI502": ResultatJuge(note: note, barres: [], statut: "validee")]]
            let filled = try FichierApogee.lire(fichier.rempli(fichier.remplissages(promotion(), ecue: judged, ue: [:])), nomme: "a")
            let read = try promotion().important(apogee: try #require(filled.fichier), nomme: "a").promotion
            #expect(read?.saisie("E01", "CHI502", "")?.hundredths == Int32(hundredths))
        }
    }

    @Test func `a folder made from an extraction says what is missing`() throws {
        var fixture = ExtractionFixture()
        fixture.elements[3].sortes = "NB"
        let draft = try #require(fixture.read().fichier?.brouillon(nomme: "a").brouillon)
        #expect(draft.entete == ["annee": "2026-2027", "promotion": "DCHI"])
        #expect(draft.eleves.map(\.id) == ["E01", "E02"])
        #expect(draft.maquette.map(\.code) == ["UE5-1", "CHI502", "EX"])
        #expect(draft.notes.count == 6)
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-" + UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try draft.ecrire(path)
        #expect(throws: Diagnostic.self) { try draft.ecrire(path) }
        // The folder is refused until a person completes it, and for nothing else.
        let codes = Set(PromotionFolder(path: path).read().diagnostics.filter { $0.gravite == .erreur }.map(\.code))
        // An ECUE whose UE is not given yet is not known to the lines of marks.
        #expect(codes.isSubset(of: ["cle-absente", "cellule-vide", "maquette-vide", "ecue-inconnu"]))
        #expect(!codes.isEmpty)
    }
}

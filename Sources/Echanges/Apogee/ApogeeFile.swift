import Foundation
import Glibc
import Scolarite
import Valeurs

/// The text file by which Apogée exchanges marks: who is registered, the elements, and a column for each mark, scale and result.
///
/// Four parts, each opened by a line `XX-APO_…-XX`; cells separated by tabs, in ISO 8859-1 as Apogée writes it, or UTF-8. The bytes are kept,
/// so that a file written back differs only by the cells that were filled.
public struct FichierApogee: Sendable, Hashable {
    /// One column of values: a mark (`N`), its scale (`B`), a result (`R`) or something else, of one element at one session.
    public struct Colonne: Sendable, Hashable {
        /// `apoL_c0001`
        public var id: String
        public var element: Element
        /// `N`, `B`, `R`, `J` (points de jury), `M` (mention)…
        public var sorte: String
        /// Rank among the cells of a line of values.
        var cellule: Int
    }

    /// What a group of columns is about.
    public struct Element: Sendable, Hashable {
        /// `ELP` (élément pédagogique: semestre, UE, ECUE), `EPR` (épreuve), `VET` (étape), `VDI` (diplôme)…
        public var type: String
        public var code: String
        public var version: String
        public var annee: String
        /// 0 when the element has no sessions.
        public var session: Int
        public var libelle: String

        public static func == (a: Element, b: Element) -> Bool {
            a.type == b.type && a.code == b.code && a.version == b.version && a.annee == b.annee && a.session == b.session
        }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(code)
            hasher.combine(session)
        }
    }

    /// One line of values.
    public struct Etudiant: Sendable, Hashable {
        public var numero, nom, prenom: String
        public var naissance: CalendarDate?
        /// From 1.
        public var ligne: Int
        var cellules: [String]
    }

    /// `apoC_annee`, `apoC_cod_dip`…
    public private(set) var titres: [String: String] = [:]
    public private(set) var colonnes: [Colonne] = []
    public private(set) var etudiants: [Etudiant] = []
    /// The lines as they are in the file, without their line breaks.
    private var lignes: [ArraySlice<UInt8>] = []
    private var isCRLF = false
    private var endsWithBreak = false

    public enum Lecture: Sendable {
        case lu(FichierApogee, avertissements: [Diagnostic])
        case refuse([Diagnostic])

        public var fichier: FichierApogee? { if case .lu(let fichier, _) = self { fichier } else { nil } }
        public var diagnostics: [Diagnostic] {
            switch self {
            case .lu(_, let all), .refuse(let all): all
            }
        }
    }

    /// The academic year as the record writes it (`2026-2027`), from `apoC_annee` (`2026/2027`).
    public var annee: String? { titres["apoC_annee"].map { $0.replacing("/", with: "-") }.flatMap { AcademicYear.isValid($0) ? $0 : nil } }

    /// The elements in the order of their columns.
    public var elements: [Element] {
        var seen: Set<Element> = []
        return colonnes.map(\.element).filter { seen.insert($0).inserted }
    }

    func colonne(_ element: Element, _ sorte: String) -> Colonne? { colonnes.first { $0.element == element && $0.sorte == sorte } }

    static let sizeLimit = 256 << 20

    public static func lire(_ path: String) -> Lecture {
        switch FileBytes.raw(path: path, limit: sizeLimit) {
        case .bytes(let memory, let count):
            defer { free(memory) }
            return lire(Array(UnsafeRawBufferPointer(start: memory, count: count)), nomme: path)
        case .missing: return .refuse([Fault.fichierIntrouvable().at(path)])
        case .unreadable(let fault): return .refuse([fault.at(path)])
        }
    }

    /// Reads bytes in memory; diagnostics call them `name`.
    public static func lire(_ bytes: [UInt8], nomme name: String) -> Lecture {
        let findings = FileFindings(file: name)
        var fichier = FichierApogee()
        fichier.read(bytes, findings)
        return findings.errorCount == 0 ? .lu(fichier, avertissements: findings.diagnostics) : .refuse(findings.diagnostics)
    }

    // MARK: Reading

    private static let tab = UInt8(ascii: "\t")

    private mutating func read(_ bytes: [UInt8], _ findings: FileFindings) {
        if bytes.contains(0) { return findings.error(.binary()) }
        isCRLF = bytes.firstIndex(of: 0x0A).map { $0 > 0 && bytes[$0 - 1] == 0x0D } ?? false
        endsWithBreak = bytes.last == 0x0A
        lignes = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { $0.last == 0x0D ? $0.dropLast() : $0 }
        if endsWithBreak { lignes.removeLast() }
        let isUTF8 = bytes.withUnsafeBufferPointer { UTF8Check($0).firstInvalid == nil }
        var part = ""
        var (header, inColumns) = ([String](), false)
        var lines: Set<String> = []
        for (rank, line) in lignes.enumerated() {
            let cells = FichierApogee.cells(line, isUTF8: isUTF8)
            let first = cells[0]
            if first.hasPrefix("XX-APO_") {
                part = first
                continue
            }
            if cells.allSatisfy(\.isEmpty) { continue }
            switch part {
            case "XX-APO_TITRES-XX": if cells.count > 1 { titres[first] = cells[1] }
            case "XX-APO_COLONNES-XX":
                if first == "APO_COL_VAL_DEB" {
                    inColumns = true
                } else if first == "APO_COL_VAL_FIN" || cells.contains("APO_COL_VAL_FIN") {
                    inColumns = false
                } else if inColumns {
                    readColumn(cells, rank + 1, findings)
                }
            case "XX-APO_VALEURS-XX":
                if header.isEmpty {
                    header = cells
                    place(header, rank + 1, findings)
                } else if !header.isEmpty {
                    readValues(cells, rank + 1, header, &lines, findings)
                }
            default: break
            }
            if findings.isHopeless { return }
        }
        if header.isEmpty, findings.errorCount == 0 { findings.error(.apogeeSansValeurs()) }
    }

    private static func cells(_ line: ArraySlice<UInt8>, isUTF8: Bool) -> [String] {
        line.split(separator: tab, omittingEmptySubsequences: false).map { cell in
            let text: String
            if isUTF8 || cell.allSatisfy({ $0 < 0x80 }) {
                text = String(decoding: cell, as: UTF8.self)
            } else {
                // ISO 8859-1: each byte is its code point.
                var decoded = String.UnicodeScalarView()
                for byte in cell { decoded.append(UnicodeScalar(byte)) }
                text = String(decoded)
            }
            return Workbook.trimmed(text)
        }
    }

    private mutating func readColumn(_ cells: [String], _ line: Int, _ findings: FileFindings) {
        guard cells.count >= 8, !cells[0].isEmpty, !cells[2].isEmpty, !cells[7].isEmpty else { return findings.error(line: line, .apogeeColonne()) }
        guard let session = cells[5].isEmpty ? 0 : Int(cells[5]), (0...2).contains(session) else {
            return findings.error(line: line, .apogeeSession())
        }
        if colonnes.contains(where: { $0.id == cells[0] }) { return findings.error(line: line, .columnTwice(cells[0])) }
        let libelle = cells.count > 8 ? cells[8] : ""
        let prefix = cells[2] + " - "
        let element = Element(
            type: cells[1], code: cells[2], version: cells[3], annee: cells[4], session: session,
            libelle: libelle.hasPrefix(prefix) ? String(libelle.dropFirst(prefix.count)) : libelle)
        if colonnes.contains(where: { $0.element == element && $0.sorte == cells[7] }) {
            return findings.error(line: line, .apogeeColonneDouble(element.code, cells[7]))
        }
        colonnes.append(Colonne(id: cells[0], element: element, sorte: cells[7], cellule: -1))
    }

    private mutating func place(_ header: [String], _ line: Int, _ findings: FileFindings) {
        if header.first != "apoL_a01_code" { findings.error(line: line, .apogeeEntete()) }
        for rank in colonnes.indices {
            if let cell = header.firstIndex(of: colonnes[rank].id) {
                colonnes[rank].cellule = cell
            } else {
                findings.error(line: line, .missingColumn(colonnes[rank].id, found: header))
            }
        }
        for id in header where id.hasPrefix("apoL_c") && !colonnes.contains(where: { $0.id == id }) {
            findings.error(line: line, .apogeeNonDecrite(id))
        }
    }

    private mutating func readValues(_ cells: [String], _ line: Int, _ header: [String], _ lines: inout Set<String>, _ findings: FileFindings) {
        guard cells.count <= header.count else { return findings.error(line: line, .longLine(found: cells.count, expected: header.count)) }
        // A file cut while it was copied ends with a shorter line: a mark of 1 may have been a 12.
        guard cells.count == header.count || endsWithBreak || line < lignes.count else {
            return findings.error(line: line, .fileCut(found: cells.count, expected: header.count))
        }
        guard !cells[0].isEmpty else { return findings.error(line: line, .emptyCell("apoL_a01_code")) }
        guard lines.insert(cells[0]).inserted else { return findings.error(line: line, .apogeeEtudiantDouble()) }
        let padded = cells + [String](repeating: "", count: header.count - cells.count)
        func cell(_ id: String) -> String { header.firstIndex(of: id).map { padded[$0] } ?? "" }
        let birth = cell("apoL_a04_naissance")
        let naissance = CalendarDate(birth)
        if naissance == nil, !birth.isEmpty { findings.error(line: line, .notADate("apoL_a04_naissance")) }
        etudiants.append(
            Etudiant(
                numero: cells[0], nom: cell("apoL_a02_nom"), prenom: cell("apoL_a03_prenom"), naissance: naissance, ligne: line, cellules: padded))
    }

    // MARK: Writing

    /// A cell to fill.
    public struct Remplissage: Sendable, Hashable {
        public var numero: String
        public var element: Element
        /// `N`, `B` or `R`.
        public var sorte: String
        /// ASCII: a number with a decimal comma, or a code.
        public var valeur: String

        public init(numero: String, element: Element, sorte: String, valeur: String) {
            (self.numero, self.element, self.sorte, self.valeur) = (numero, element, sorte, valeur)
        }
    }

    /// The file with these cells filled; every other byte stays as it was. Cells that the file does not have are left out.
    public func rempli(_ values: [Remplissage]) -> [UInt8] {
        var byLine: [Int: [(Int, String)]] = [:]
        let lines = Dictionary(etudiants.map { ($0.numero, $0.ligne) }) { first, _ in first }
        var places: [Element: [String: Int]] = [:]
        for colonne in colonnes { places[colonne.element, default: [:]][colonne.sorte] = colonne.cellule }
        for value in values {
            guard let line = lines[value.numero], let cell = places[value.element]?[value.sorte] else { continue }
            byLine[line, default: []].append((cell, value.valeur))
        }
        var bytes: [UInt8] = []
        for (rank, line) in lignes.enumerated() {
            if let changes = byLine[rank + 1] {
                var cells = line.split(separator: FichierApogee.tab, omittingEmptySubsequences: false).map(Array.init)
                for (cell, value) in changes {
                    while cells.count <= cell { cells.append([]) }
                    cells[cell] = Array(value.utf8)
                }
                bytes += cells.joined(separator: [FichierApogee.tab])
            } else {
                bytes += line
            }
            if rank < lignes.count - 1 || endsWithBreak { bytes += isCRLF ? [0x0D, 0x0A] : [0x0A] }
        }
        return bytes
    }
}

import Echanges
import Foundation
import Registre
import Scolarite
import Valeurs

/// A million marks from a teacher's spreadsheet into a record on disk: the file read, checked and placed, then written to the journal and
/// its tables. `forme` is `csv` or `xlsx` (one line per mark), or `xlsx-large` (one line per élève, one column per épreuve).
func millionDeNotes(_ folder: String, _ forme: String) throws {
    let whole = Semestre(eleves: millionEleves).promotion
    var awaited = whole
    awaited.notes = Notes(maquette: whole.maquette, eleves: whole.eleves.count)
    let path = "\(folder)/notes.\(forme == "csv" ? "csv" : "xlsx")"
    // Written by another process: making the file must not count in the memory of reading it.
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    writer.arguments = ["ecrire", path, forme]
    try writer.run()
    writer.waitUntilExit()
    guard writer.terminationStatus == 0 else { throw Panne(message: "le fichier n'a pas été écrit") }
    let file = folder + "/million.quitus"
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) }
    let base = try Base.ouvrir(file, creer: true)
    func acte(_ second: Int64) -> Acte { Acte(acteur: "banc", instant: Instant(seconds: 1_800_000_000 + second)) }
    guard case .fait = try base.importer(awaited, par: acte(0)) else { throw Panne(message: "la promotion n'entre pas dans le registre") }
    let before = peak()
    let clock = ContinuousClock()
    var read: Promotion?
    let reading = clock.measure { read = awaited.important(tableur: path).promotion }
    guard let read, read.notes == whole.notes else { throw Panne(message: "les notes lues ne sont pas celles du fichier") }
    let afterReading = peak()
    let writing = try clock.measure {
        guard case .fait(let changes) = try base.importer(read, par: acte(1)), !changes.estVide else { throw Panne(message: "import refusé") }
    }
    guard case .fait(let again) = try base.importer(read, par: acte(2)), again.estVide else {
        throw Panne(message: "un second import a changé quelque chose")
    }
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    try base.fermer()
    func seconds(_ duration: Duration) -> String { String(format: "%.1f s", duration / .seconds(1)) }
    print("\(forme)\t\(whole.eleves.count * whole.maquette.epreuves.count) notes, \(size / 1_000_000) Mo")
    print("  lecture\t\(seconds(reading))\tmémoire au plus \(before) Mo avant, \(afterReading) Mo après")
    print("  écriture\t\(seconds(writing))\tmémoire au plus \(peak()) Mo")
    print("  ensemble\t\(seconds(reading + writing))")
}

/// Times 60 épreuves: a million marks.
private let millionEleves = 16_667

/// Writes the file that ``millionDeNotes(_:_:)`` reads.
func ecrireTableur(_ path: String, _ forme: String) throws {
    let sheet = Feuille(Semestre(eleves: millionEleves).promotion)
    let bytes: Data
    switch forme {
    case "csv": bytes = sheet.csv()
    case "xlsx": bytes = Feuille.classeur(sheet.lignes())
    case "xlsx-large": bytes = Feuille.classeur(sheet.colonnes())
    default: throw Panne(message: "forme inconnue : csv, xlsx ou xlsx-large")
    }
    try bytes.write(to: URL(fileURLWithPath: path))
}

/// The marks of a promotion as a teacher's file.
private struct Feuille {
    let promotion: Promotion
    private let noms: [String]

    init(_ promotion: Promotion) {
        self.promotion = promotion
        noms = promotion.maquette.epreuves.map { "\(promotion.maquette.ecues[$0.ecue].code);\($0.code)" }
    }

    private func note(_ epreuve: Int, _ eleve: Int) -> String {
        let value = promotion.notes.sessions[0][epreuve].hundredths[eleve]
        return "\(value / 100).\(value % 100 < 10 ? "0" : "")\(value % 100)"
    }

    func csv() -> Data {
        var text = "eleve;ecue;epreuve;session;note\n"
        for epreuve in noms.indices {
            for (index, eleve) in promotion.eleves.enumerated() { text += "\(eleve.id);\(noms[epreuve]);1;\(note(epreuve, index))\n" }
        }
        return Data(text.utf8)
    }

    /// One line per mark.
    func lignes() -> String {
        var xml = Feuille.ligne(1, ["eleve", "ecue", "epreuve", "session", "note"], numbers: 5)
        var line = 1
        for epreuve in noms.indices {
            let parts = noms[epreuve].split(separator: ";").map(String.init)
            for (index, eleve) in promotion.eleves.enumerated() {
                line += 1
                xml += Feuille.ligne(line, [eleve.id, parts[0], parts[1], "1", note(epreuve, index)], numbers: 3)
            }
        }
        return xml
    }

    /// One line per élève.
    func colonnes() -> String {
        var xml = Feuille.ligne(1, ["eleve"] + noms.map { $0.replacingOccurrences(of: ";", with: "/") }, numbers: noms.count + 1)
        for (index, eleve) in promotion.eleves.enumerated() {
            xml += Feuille.ligne(index + 2, [eleve.id] + noms.indices.map { note($0, index) }, numbers: 1)
        }
        return xml
    }

    /// - Parameter numbers: the first column that holds numbers; those before hold text.
    private static func ligne(_ number: Int, _ cells: [String], numbers: Int) -> String {
        var xml = "<row r=\"\(number)\">"
        for (column, cell) in cells.enumerated() {
            let place = "r=\"\(lettres(column))\(number)\""
            xml += column < numbers ? "<c \(place) t=\"inlineStr\"><is><t>\(cell)</t></is></c>" : "<c \(place)><v>\(cell)</v></c>"
        }
        return xml + "</row>"
    }

    private static func lettres(_ column: Int) -> String {
        column < 26 ? String(UnicodeScalar(UInt8(65 + column))) : lettres(column / 26 - 1) + lettres(column % 26)
    }

    /// A workbook of one sheet, its parts stored without compression.
    static func classeur(_ rows: String) -> Data {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let packages = "http://schemas.openxmlformats.org/package/2006/relationships"
        return archive([
            (
                "_rels/.rels",
                "\(head)<Relationships xmlns=\"\(packages)\"><Relationship Id=\"rId1\" Type=\"\(links)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            (
                "xl/workbook.xml",
                "\(head)<workbook xmlns=\"\(main)\" xmlns:r=\"\(links)\"><sheets><sheet name=\"Notes\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "\(head)<Relationships xmlns=\"\(packages)\"><Relationship Id=\"rId1\" Type=\"\(links)/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
            ("xl/worksheets/sheet1.xml", "\(head)<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData></worksheet>"),
        ])
    }

    private static func archive(_ parts: [(name: String, text: String)]) -> Data {
        var (body, directory) = (Data(), Data())
        for part in parts {
            let data = Data(part.text.utf8)
            let name = Data(part.name.utf8)
            var common = Data()
            // Version, flags, method (none), time and day, sum, both sizes, length of the name, no extra field.
            common.append(le16: 20, 0, 0, 0, 33)
            common.append(le32: crc32(data), UInt32(data.count), UInt32(data.count))
            common.append(le16: UInt16(name.count), 0)
            directory.append(le32: 0x0201_4B50)
            directory.append(le16: 20)
            directory.append(common)
            directory.append(le16: 0, 0, 0)
            directory.append(le32: 0, UInt32(body.count))
            directory.append(name)
            body.append(le32: 0x0403_4B50)
            body.append(common)
            body.append(name)
            body.append(data)
        }
        var end = Data()
        end.append(le32: 0x0605_4B50)
        end.append(le16: 0, 0, UInt16(parts.count), UInt16(parts.count))
        end.append(le32: UInt32(directory.count), UInt32(body.count))
        end.append(le16: 0)
        return body + directory + end
    }

    private static func crc32(_ data: Data) -> UInt32 {
        let table = (0..<256).map { (byte: UInt32) in (0..<8).reduce(byte) { value, _ in value & 1 == 0 ? value >> 1 : 0xEDB8_8320 ^ (value >> 1) } }
        var sum: UInt32 = 0xFFFF_FFFF
        data.withUnsafeBytes { for byte in $0 { sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) } }
        return ~sum
    }
}

extension Data {
    fileprivate mutating func append(le16 values: UInt16...) {
        for value in values { Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) } }
    }
    fileprivate mutating func append(le32 values: UInt32...) {
        for value in values { Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) } }
    }
}

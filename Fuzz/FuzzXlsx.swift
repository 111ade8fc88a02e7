import Demonstration
import Echanges
import Foundation
import Scolarite

// A teacher's spreadsheet and what other systems export, from the bytes of one input (Sections.swift): whatever they are, importing ends
// with a promotion or with what is wrong, and the same file again changes nothing. `classeur` is a whole file; the parts of a workbook are
// put in an archive first, so that the fuzzer reaches the XML behind its sums.

private let parts = [
    "feuille": "xl/worksheets/sheet1.xml", "textes": "xl/sharedStrings.xml", "styles": "xl/styles.xml", "livre": "xl/workbook.xml",
    "liens": "xl/_rels/workbook.xml.rels", "racine": "_rels/.rels",
]
private let known = parts.keys.sorted() + ["classeur", "apogee", "pegase"]

private let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
private let base: [String: String] = [
    "livre": "<workbook xmlns:r=\"\(links)\"><sheets><sheet name=\"Notes\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
    "liens":
        "<Relationships><Relationship Id=\"r1\" Type=\"\(links)/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"\(links)/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"\(links)/styles\" Target=\"styles.xml\"/></Relationships>",
    "racine": "<Relationships><Relationship Id=\"r1\" Type=\"\(links)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
    "textes": "<sst><si><t>eleve</t></si><si><r><t>ABI</t></r></si></sst>",
    "styles":
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
]

private let promotion = PromotionFictive.generate(reglement: "ensmac-2026", eleves: 3, session: 2, niveau: 1)

private func feuille() -> String {
    let maquette = promotion.maquette
    let columns = maquette.epreuves.prefix(4).map { "\(maquette.ecues[$0.ecue].code)/\($0.code)" }
    var xml = "<worksheet><sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c>"
    for column in columns { xml += "<c t=\"inlineStr\"><is><t>\(column)</t></is></c>" }
    for (rank, eleve) in promotion.eleves.enumerated() {
        xml +=
            "</row><row r=\"\(rank + 3)\"><c t=\"str\"><v>\(eleve.id)</v></c><c><v>12.350000000000001</v></c><c t=\"s\"><v>1</v></c><c><f>A1</f><v>1E1</v></c><c s=\"1\"><v>46154</v></c>"
    }
    return xml + "</row></sheetData></worksheet>"
}

private func apogee() -> String {
    let code = promotion.maquette.ecues[0].code
    return
        "XX-APO_TITRES-XX\napoC_annee\t2026/2027\n\nXX-APO_COLONNES-XX\nAPO_COL_VAL_DEB\napoL_c0001\tELP\t\(code)\t\t2026\t1\t1\tN\napoL_c0002\tELP\t\(code)\t\t2026\t1\t1\tB\nAPO_COL_VAL_FIN\n\nXX-APO_VALEURS-XX\napoL_a01_code\tapoL_a02_nom\tapoL_a03_prenom\tapoL_a04_naissance\tapoL_c0001\tapoL_c0002\n"
        + promotion.eleves.map { "\($0.id)\t\t\t\t12,5\t20\n" }.joined()
}

@_cdecl("LLVMFuzzerInitialize")
public func start(_ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer) -> CInt {
    writeSeeds {
        let whole = base.merging(["feuille": feuille()]) { _, new in new }
        var seeds = whole.map { (name: $0.key, bytes: Sections.input([($0.key, Array($0.value.utf8))])) }
        seeds.append((name: "tout", bytes: Sections.input(whole.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) })))
        seeds.append((name: "archive", bytes: Sections.input([("classeur", archive(whole))])))
        let ecue = promotion.maquette.ecues[0].code
        let csv = "eleve;\(ecue)\n" + promotion.eleves.map { "\($0.id);12,5\n" }.joined()
        seeds.append((name: "csv", bytes: Sections.input([("classeur", Array(csv.utf8))])))
        seeds.append((name: "apogee", bytes: Sections.input([("apogee", Array(apogee().utf8))])))
        let json =
            "[{\"codeChemin\":\"A>\(ecue)\",\"objetFeuille\":{\"code\":\"\(ecue)\"},\"bareme\":20,\"noteSession1\":12.50,\"listeControle\":[{\"code\":\"CC\",\"numeroSession\":1,\"note\":9.1e0}]}]"
        seeds.append((name: "pegase", bytes: Sections.input([("pegase", Array(json.utf8))])))
        let ins =
            "{\"resultats\":[{\"codeApprenant\":\"\(promotion.eleves[0].id)\",\"INE\":\"0A\",\"nomFamille\":\"\\u00c9\",\"dateDeNaissance\":\"2004-02-29\"}]}"
        seeds.append((name: "ins", bytes: Sections.input([("pegase", Array(ins.utf8))])))
        return seeds
    }
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let files = Sections(UnsafeBufferPointer(start: start, count: count), known: known).files
    let given = Dictionary(files.map { ($0.name, $0.bytes) }) { first, _ in first }
    if let bytes = given["apogee"] {
        let lecture = FichierApogee.lire(bytes, nomme: "a")
        guard let fichier = lecture.fichier else {
            precondition(lecture.diagnostics.contains { $0.gravite == .erreur }, "a refusal without an error")
            return 0
        }
        check(promotion.important(apogee: fichier, nomme: "a")) { $0.important(apogee: fichier, nomme: "a") }
        _ = fichier.brouillon(nomme: "a")
        precondition(FichierApogee.lire(fichier.rempli([]), nomme: "a").fichier == fichier, "written back, the file reads otherwise")
    } else if let bytes = given["pegase"] {
        let name = promotion.eleves[0].id + ".json"
        check(promotion.important(pegase: bytes, nomme: name)) { $0.important(pegase: bytes, nomme: name) }
    } else {
        let bytes = given["classeur"] ?? archive(given.mapValues { String(decoding: $0, as: UTF8.self) })
        let options = OptionsTableur(videsAttendues: bytes.count % 2 == 0)
        check(promotion.important(tableur: bytes, nomme: "c", options: options)) { $0.important(tableur: bytes, nomme: "c", options: options) }
    }
    return 0
}

private func check(_ reading: PromotionReading, again: (Promotion) -> PromotionReading) {
    switch reading {
    case .refused(let diagnostics): precondition(diagnostics.contains { $0.gravite == .erreur }, "a refusal without an error")
    case .read(let read, let warnings):
        precondition(!warnings.contains { $0.gravite == .erreur }, "an error that refuses nothing")
        precondition(again(read).promotion == read, "the same file twice changes something the second time")
    }
}

// An archive whose parts are stored as they are, written by hand: what reads it is not what wrote it.

private func archive(_ given: [String: String]) -> [UInt8] {
    var (bytes, directory, entries) = ([UInt8](), [UInt8](), 0)
    func number(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    for (key, name) in parts.sorted(by: { $0.key < $1.key }) {
        guard let text = given[key] ?? base[key] else { continue }
        let (content, path, offset) = (Array(text.utf8), Array(name.utf8), bytes.count)
        let common =
            number(20, 2) + number(0, 8) + number(Int(sum(content)), 4) + number(content.count, 4) + number(content.count, 4) + number(path.count, 2)
            + number(0, 2)
        bytes += [0x50, 0x4B, 3, 4] + common + path + content
        directory += [0x50, 0x4B, 1, 2] + number(20, 2) + common + number(0, 10) + number(offset, 4) + path
        entries += 1
    }
    let end =
        [0x50, 0x4B, 5, 6] + number(0, 4) + number(entries, 2) + number(entries, 2) + number(directory.count, 4) + number(bytes.count, 4)
        + number(0, 2)
    return bytes + directory + end
}

private let table: [UInt32] = (0..<256).map { (0..<8).reduce(UInt32($0)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 } }

private func sum(_ bytes: [UInt8]) -> UInt32 { ~bytes.reduce(~0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) } }

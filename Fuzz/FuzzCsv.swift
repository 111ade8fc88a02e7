import Demonstration
import Echanges
import Foundation
import Scolarite
import Valeurs

// Every file of a promotion folder from the bytes of one input (Sections.swift): whatever they are, reading ends with a promotion or with
// what is wrong. A promotion that was read is written back, and read again the same.

private let folder = Workshop("csv")
private let copy = PromotionFolder(path: folder.path + "/copie")
private let known = [
    "promotion.yaml", "maquette.csv", "eleves.csv", "notes.csv", "inscriptions.csv", "resultats.csv", "parcours.csv", "certifications.csv",
    "sejours.csv", "stages.csv", "absences.csv", "engagements.csv", "options.csv", "procedures.csv", "decisions.csv", "pv.csv",
]

/// What the files of an input stand among, so that a fault in one does not hide the others: they take the place of these.
private let base: [(name: String, bytes: [UInt8])] = [
    (
        "promotion.yaml",
        Array("ecole: E\nreglement: ensmac-2026\nannee: 2026-2027\npromotion: P\ncursus: C\ndate: 2027-06-30\nsession: 2\n".utf8)
    ),
    ("maquette.csv", Array("semestre;ue;ects;ecue;coefficient\nS5;UE1;6;A;1\nS5;UE1;6;B;2\nS5;UE2;4;C;1\n".utf8)),
    ("eleves.csv", Array("eleve;niveau;statut\nE1;1;FISE\nE2;1;FISA\n".utf8)),
    ("notes.csv", Array("eleve;ecue;note\nE1;A;12\nE1;B;ABI\nE2;A;\n".utf8)),
]

@_cdecl("LLVMFuzzerInitialize")
public func start(_ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer) -> CInt {
    writeSeeds {
        var seeds = [(name: "base", bytes: Sections.input(base))]
        for (index, reglement) in ["ensmac-2026", "polytech-lyon-2021", "emse-icm-2025", "emse-pdis-2025"].enumerated() {
            let promotion = PromotionFictive.generate(reglement: reglement, eleves: 3, session: 1 + index % 2, niveau: 1 + index % 3)
            guard (try? copy.write(promotion, replacing: true)) != nil else { preconditionFailure("no demonstration folder") }
            let files = known.compactMap { name in
                FileManager.default.contents(atPath: "\(copy.path)/\(name)").map { (name: name, bytes: Array($0)) }
            }
            seeds.append((name: reglement, bytes: Sections.input(files)))
            for file in files { seeds.append((name: "\(reglement)-\(file.name)", bytes: Sections.input([file]))) }
        }
        return seeds
    }
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let files = Sections(UnsafeBufferPointer(start: start, count: count), known: known).files
    let given = Set(files.map(\.name))
    folder.fill(files, always: base.filter { !given.contains($0.name) })
    if given.contains("pv.csv") { _ = ProcesVerbalFile(path: folder.path + "/pv.csv").read() }
    switch PromotionFolder(path: folder.path).read() {
    case .refused(let diagnostics):
        precondition(diagnostics.contains { $0.gravite == .erreur }, "a refusal without an error")
        precondition(diagnostics.count <= 16 * 402, "more diagnostics than are kept")
        for diagnostic in diagnostics { precondition(!diagnostic.description.isEmpty) }
    case .read(let promotion, let warnings):
        precondition(!warnings.contains { $0.gravite == .erreur }, "an error that refuses nothing")
        do throws(Diagnostic) { try copy.write(promotion, replacing: true) } catch { preconditionFailure("not written: \(error.code)") }
        guard case .read(let again, _) = copy.read() else { preconditionFailure("what was written does not read") }
        precondition(again == promotion, "what was written reads as another promotion")
    }
    return 0
}

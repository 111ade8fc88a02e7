import Echanges
import Foundation
import Reglement
import ReglementYAML
import Scolarite

// Every file of a bundle, of its parent and of an overlay, and the head of a promotion, from the bytes of one input (Sections.swift): read,
// compiled, checked, its examples played, its page written, a promotion judged by it. Whatever the bytes, this ends, with diagnostics.

private let folder = Workshop("yaml")
private let known = [
    "essai/reglement.yaml", "essai/articles.yaml", "essai/interpretations.yaml", "essai/couverture.yaml", "essai/instances.yaml",
    "essai/exemples/e.yaml", "parent/reglement.yaml", "surcouche/reglement.yaml", "promotion/promotion.yaml",
]
private let promotion: [(name: String, bytes: [UInt8])] = [
    (
        "promotion/promotion.yaml",
        Array("ecole: E\nreglement: essai\nannee: 2026-2027\npromotion: P\ncursus: C\ndate: 2027-06-30\nsession: 1\n".utf8)
    ),
    ("promotion/maquette.csv", Array("semestre;ue;ects;ecue;coefficient\nS5;UE1;6;A;1\nS5;UE1;6;B;2\n".utf8)),
    ("promotion/eleves.csv", Array("eleve;niveau;statut\nE1;1;FISE\nE2;1;FISE\n".utf8)),
    ("promotion/notes.csv", Array("eleve;ecue;note\nE1;A;12\nE1;B;8\nE2;A;ATT\nE2;B;ABI\n".utf8)),
]

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let files = Sections(UnsafeBufferPointer(start: start, count: count), known: known).files
    let given = Set(files.map(\.name))
    folder.fill(files, always: promotion.filter { !given.contains($0.name) })
    let library = Bibliotheque(racine: folder.path)

    let lu = library.charger("\(folder.path)/essai")
    check(Verification(lu, bibliotheque: library), lu)
    if given.contains("surcouche/reglement.yaml") {
        let laid = library.charger("\(folder.path)/essai", surcouche: "\(folder.path)/surcouche")
        check(Verification(laid, bibliotheque: library), laid)
    }
    guard case .read(let promotion, _) = PromotionFolder(path: folder.path + "/promotion").read() else { return 0 }
    do throws(Juge.Fautes) {
        let jugement = try Deliberation(promotion, bibliotheque: library).juger()
        precondition(jugement.eleves.count == promotion.eleves.count, "an élève without a judgement")
        _ = jugement.json()
    } catch {
        precondition(!error.diagnostics.isEmpty, "a refusal without a reason")
    }
    return 0
}

private func check(_ verification: Verification, _ lu: ReglementLu) {
    for diagnostic in verification.diagnostics { precondition(!diagnostic.description.isEmpty) }
    _ = verification.json()
    _ = RapportCouverture(lu).json()
    if lu.erreurs.isEmpty { _ = PageReglement(lu).markdown() }
}

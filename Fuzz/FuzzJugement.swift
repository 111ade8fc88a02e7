import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Valeurs

// Bytes drawn as a small promotion, under the règlement of the engine's tests: judging ends, says the same thing with its reasons and
// without them, one by one and by columns; and what is given while marks are awaited holds once they are known.

private let lu: ReglementLu = {
    let lu = Bibliotheque(racine: "Tests/ReglementYAMLTests/Essai").charger("essai")
    precondition(lu.erreurs.isEmpty, "run from the root of the repository")
    return lu
}()

@_cdecl("LLVMFuzzerInitialize")
public func start(_ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer) -> CInt {
    // Long enough for a whole promotion: what follows the last byte is read as zeros, which draw little.
    writeSeeds {
        var state: UInt64 = 1
        return (0..<32).map { index in
            let bytes = (0..<600).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 33)
            }
            return (name: "tirage\(index)", bytes: bytes)
        }
    }
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var source = Source(bytes: UnsafeBufferPointer(start: start, count: count))
    let promotion = source.promotion()
    guard let juge = try? Juge(lu.programme, promotion) else { return 0 }
    let traced = juge.juger()
    let plain = juge.juger(motifs: false)
    for (a, b) in zip(traced.eleves, plain.eleves) { precondition(conclusions(a) == conclusions(b), "motifs change a result") }
    _ = traced.json()
    precondition(Reverification(traced, juge).ecarts.isEmpty, "an invariant that does not hold")
    if let first = promotion.eleves.first {
        let alone = juge.juger(seulement: first.id, motifs: false)
        precondition(conclusions(alone.eleves[0]) == conclusions(plain.eleves[0]), "judged alone, another result")
    }
    if let columns = JugeEnColonnes(juge)?.juger() { compare(columns, plain) }
    complete(promotion, plain, &source)
    return 0
}

private func compare(_ columns: JugementEnColonnes, _ plain: Jugement) {
    let irregular = Set(columns.irreguliers)
    func same(_ objet: ObjetColonne, _ eleve: Int, _ expected: String?) {
        precondition(columns.mot(objet, eleve) == expected, "columns disagree on \(objet.nom)")
    }
    func same(_ objet: ObjetColonne, _ eleve: Int, _ expected: Rational?) {
        precondition(columns.nombre(objet, eleve) == expected, "columns disagree on \(objet.nom)")
    }
    for (eleve, situe) in plain.eleves.enumerated() where !irregular.contains(eleve) {
        for (index, ue) in situe.ues.enumerated() {
            same(.init(.ue, index, "statut"), eleve, ue.statut)
            same(.init(.ue, index, "moyenne"), eleve, ue.moyenne?.exact)
            same(.init(.ue, index, "ects"), eleve, ue.ects.exact)
            if irregular.isEmpty { same(.init(.ue, index, "grade"), eleve, ue.grade) }
        }
        for (index, ecue) in situe.ecues.enumerated() {
            same(.init(.ecue, index, "statut"), eleve, ecue.statut)
            same(.init(.ecue, index, "rattrapage"), eleve, ecue.rattrapage)
        }
        for (index, semestre) in situe.semestres.enumerated() { same(.init(.semestre, index, "statut"), eleve, semestre.statut) }
    }
}

/// Every awaited mark of the first session becomes known.
private func complete(_ promotion: Promotion, _ given: Jugement, _ source: inout Source) {
    guard promotion.entete.session == 1 else { return }
    var whole = promotion
    for (index, epreuve) in promotion.maquette.epreuves.enumerated() {
        let objet = "\(promotion.maquette.ecues[epreuve.ecue].code)/\(epreuve.code)"
        for eleve in promotion.eleves.indices where [.att, .absente].contains(promotion.notes.sessions[0][index][eleve].etat) {
            // An absence recorded for the épreuve gives its code: nothing is awaited there.
            if promotion.dossiers[eleve].absences.contains(where: { $0.epreuve == objet }) { continue }
            whole.notes.sessions[0][index][eleve] = source.known(epreuve.nature)
        }
    }
    guard whole != promotion, let juge = try? Juge(lu.programme, whole) else { return }
    for (before, after) in zip(given.eleves, juge.juger(motifs: false).eleves) {
        let known = conclusions(after)
        for (key, value) in conclusions(before) where value != "en_attente" && !key.hasSuffix(".grade") {
            precondition(known[key] == value, "given while marks were awaited, and false once they are known: \(key)")
        }
    }
}

private func conclusions(_ situe: Jugement.Situe) -> [String: String] {
    var found = ["annee": situe.annee.proposition, "diplome": situe.diplome.statut]
    for ecue in situe.ecues { (found["\(ecue.ecue).statut"], found["\(ecue.ecue).rattrapage"]) = (ecue.statut, ecue.rattrapage) }
    for ue in situe.ues {
        (found["\(ue.ue).statut"], found["\(ue.ue).moyenne"]) = (ue.statut, ue.moyenne?.exact.fraction ?? "en_attente")
        found["\(ue.ue).grade"] = ue.grade ?? "en_attente"
    }
    for semestre in situe.semestres { found["\(semestre.semestre).statut"] = semestre.statut }
    for condition in situe.conditions { found["condition.\(condition.condition)"] = condition.statut }
    return found
}

/// Bytes that become values; zeros once they are used up.
private struct Source {
    let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func byte() -> Int {
        guard place < bytes.count else { return 0 }
        defer { place += 1 }
        return Int(bytes[place])
    }

    mutating func pick<T>(_ values: [T]) -> T { values[byte() % values.count] }
    mutating func day(_ step: Int32) -> CalendarDate { CalendarDate(dayNumber: 20_000 + Int32(byte()) * step) }
    mutating func maybe<T>(_ make: (inout Source) -> T) -> T? { byte() % 4 == 0 ? nil : make(&self) }
    mutating func hundredths() -> Int32 { Int32((byte() << 8 | byte()) % 2001) }
    mutating func known(_ nature: Nature) -> Saisie {
        nature == .competence ? Saisie(etat: pick([.v, .nv]), hundredths: 0) : Saisie(etat: .note, hundredths: hundredths())
    }

    mutating func rational(_ most: Int) -> Rational { Rational(Int64(byte() % (most + 1)), over: pick([1, 1, 2, 3, 4, 10])) }

    mutating func saisie(_ nature: Nature) -> Saisie {
        switch byte() % 16 {
        case 0: Saisie(etat: .abi, hundredths: 0)
        case 1: Saisie(etat: .abj, hundredths: 0)
        case 2: Saisie(etat: .disp, hundredths: 0)
        case 3: Saisie(etat: .acq, hundredths: 0)
        case 4: Saisie(etat: .fraude, hundredths: 0)
        case 5: Saisie(etat: .att, hundredths: 0)
        case 6: .absente
        case 7: Saisie(etat: .note, hundredths: nature == .competence ? 0 : pick([0, 599, 600, 999, 1000, 1001, 2000]))
        default: known(nature)
        }
    }

    mutating func promotion() -> Promotion {
        var (ues, ecues, epreuves): ([UE], [ECUE], [Epreuve]) = ([], [], [])
        let count = 1 + byte() % 3
        let semestres = pick([["S5"], count > 1 ? ["S5", "S6"] : ["S6"], ["A1"]])
        for u in 0..<count {
            var own: [Int] = []
            for m in 0..<(1 + byte() % 3) {
                let nature: Nature = byte() % 5 == 0 ? .competence : .cours
                for e in 0..<(nature == .competence ? 1 : 1 + byte() % 2) {
                    epreuves.append(Epreuve(code: "E\(e)", ecue: ecues.count, nature: nature, coefficient: rational(5) + Rational(1, over: 2)))
                }
                own.append(ecues.count)
                let seuil = byte() % 4 == 0 ? rational(10) : nil
                ecues.append(
                    ECUE(
                        code: "U\(u)M\(m)", intitule: "", ue: u, coefficient: nature == .competence ? .zero : rational(6) + .one, nature: nature,
                        seuil: seuil))
            }
            ues.append(
                UE(
                    code: "U\(u)", intitule: "", semestre: u == count - 1 ? semestres.count - 1 : 0, ects: rational(30), grade: byte() % 2 == 0,
                    ecues: own))
        }
        let maquette = Maquette(semestres: semestres, ues: ues, ecues: ecues, epreuves: epreuves)
        let eleves = 1 + byte() % 6
        var notes = Notes(maquette: maquette, eleves: eleves)
        let session = 1 + byte() % 2
        for (index, epreuve) in epreuves.enumerated() {
            for eleve in 0..<eleves {
                notes.sessions[0][index][eleve] = saisie(epreuve.nature)
                if session == 2, byte() % 3 == 0 { notes.sessions[1][index][eleve] = saisie(epreuve.nature) }
            }
        }
        if session == 2, byte() % 4 == 0 {
            let ecue = byte() % ecues.count
            notes.rattrapagesEcue[ecue] = Colonne(count: eleves)
            notes.rattrapagesEcue[ecue]?[0] = saisie(ecues[ecue].nature)
        }
        let sharesSheet = byte() % 2 == 0
        return Promotion(
            entete: Entete(
                ecole: "essai", reglement: "essai", annee: "2026-2027", promotion: "P", cursus: "C",
                date: day(4),
                session: session, periode: pick([nil, "S5", "annee"])),
            maquette: maquette, eleves: (0..<eleves).map { eleve(sharesSheet ? 0 : $0, id: "E\($0)") },
            dossiers: (0..<eleves).map { _ in byte() % 4 == 0 ? dossier(ues) : Dossier() }, notes: notes)
    }

    private mutating func eleve(_ drawn: Int, id: String) -> Eleve {
        var eleve = Eleve(id: id, entree: "2026-2027")
        guard drawn > 0 else { return eleve }
        eleve.niveau = 1 + byte() % 3
        eleve.statut = pick([.FISE, .FISA, .FC, .AUDITEUR])
        return eleve
    }

    private mutating func dossier(_ ues: [UE]) -> Dossier {
        var dossier = Dossier()
        if byte() % 4 == 0 { dossier.ues = Set(ues.filter { _ in byte() % 2 == 0 }.map(\.code)) }
        for _ in 0..<(byte() % 3) {
            let objet = pick(["ue:U0", "ecue:U0M0", "annee", "semestre:S5", "diplome", "epreuve:U0M0/E0", "condition:anglais", "ue:AUTRE"])
            let decision = pick([
                "validee", "non_validee", "neutralisee", "points:+0.5", "note:12", "passage", "redoublement", "grade:A", "sans_rattrapage",
                "force_majeure", "rattrapage", "dispensee", "acquis", "valide",
            ])
            dossier.decisions.append(
                Decision(
                    jury: "J", date: maybe { $0.day(4) }, objet: objet, decision: decision, motif: "", line: 2))
        }
        for _ in 0..<(byte() % 3) {
            dossier.parcours.append(
                AnneeParcours(
                    annee: "2025-2026", niveau: byte() % 4, decision: pick(["passage", "redoublement", "cesure", "validation_cursus"]), date: nil))
        }
        for _ in 0..<(byte() % 3) {
            dossier.resultats.append(
                Resultat(
                    annee: "2025-2026", semestre: "S5", ue: pick(["U0", "X1"]), ects: maybe { $0.rational(30) }, moyenne: maybe { $0.rational(20) },
                    statut: pick(["validee", "non_validee", ""]), grade: "", session: maybe { 1 + $0.byte() % 2 }))
        }
        if byte() % 2 == 0 {
            dossier.certifications.append(
                Certification(
                    test: "TOEIC", score: maybe { Rational($0.byte() * 5) }, niveau: "", date: nil, externe: maybe { $0.byte() % 2 == 0 },
                    langue: "en"))
        }
        if byte() % 2 == 0 {
            let debut = day(1)
            dossier.absences.append(
                Absence(
                    debut: debut, fin: maybe { $0.day(1) }, seance: "", nature: "", motif: "",
                    justifie: maybe { $0.byte() % 2 == 0 }, depose: nil, autorisee: nil, retardMinutes: nil, epreuve: pick(["", "U0M0/E0"])))
        }
        if byte() % 4 == 0 { dossier.options.append(Choix(objet: "rattrapage:U0M0", choix: pick(["oui", "non"]), date: nil)) }
        return dossier
    }
}

import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Valeurs

/// One semester of 6 UE, 24 modules and 60 épreuves, every mark known: the same for every way of judging it.
struct Semestre {
    let maquette: Maquette
    let promotion: Promotion
    /// Weight of each épreuve in its module, of each module in its UE.
    let poidsEpreuves: [[Int32]]
    let poidsModules: [[Int32]]

    init(eleves: Int, graine: UInt64 = 1) {
        var (ues, ecues, epreuves): ([UE], [ECUE], [Epreuve]) = ([], [], [])
        var (byModule, byUE): ([[Int32]], [[Int32]]) = ([], [])
        for u in 0..<6 {
            var own: [Int] = []
            for m in 0..<4 {
                own.append(ecues.count)
                let count = m < 2 ? 3 : 2
                for e in 0..<count { epreuves.append(Epreuve(code: "E\(e)", ecue: ecues.count, nature: .cours, coefficient: Rational(e + 1))) }
                byModule.append((0..<count).map { Int32($0 + 1) })
                ecues.append(ECUE(code: "U\(u)M\(m)", intitule: "", ue: u, coefficient: Rational(m + 1), nature: .cours))
            }
            byUE.append([1, 2, 3, 4])
            ues.append(UE(code: "U\(u)", intitule: "", semestre: 0, ects: Rational(5), grade: true, ecues: own))
        }
        maquette = Maquette(semestres: ["S5"], ues: ues, ecues: ecues, epreuves: epreuves)
        (poidsEpreuves, poidsModules) = (byModule, byUE)
        var notes = Notes(maquette: maquette, eleves: eleves)
        var state = graine
        for index in epreuves.indices {
            var column = Colonne(count: eleves)
            column.etats = Array(repeating: Etat.note.rawValue, count: eleves)
            for eleve in 0..<eleves {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let (a, b) = (Int32((state >> 40) & 1023), Int32((state >> 20) & 1023))
                column.hundredths[eleve] = Swift.min(2000, 200 + a + b)
            }
            notes.sessions[0][index] = column
        }
        var entete = Entete(
            ecole: "banc", reglement: "ensmac-2026", annee: "2026-2027", promotion: "banc", cursus: "banc",
            date: CalendarDate("2027-02-10") ?? CalendarDate(dayNumber: 0), session: 1)
        entete.parametres["grades_actifs"] = .texte("oui")
        promotion = Promotion(
            entete: entete, maquette: maquette, eleves: (0..<eleves).map { Eleve(id: "E\($0)", entree: "2026-2027") },
            dossiers: Array(repeating: Dossier(), count: eleves), notes: notes)
    }
}

/// The same computation written by hand on arrays of integers, for comparison: means, floors, statuses, second sessions, credits.
struct ParMain {
    var moyennes: [[Int32]]
    var statuts: [[UInt8]]
    var rattrapages: [[UInt8]]
    var credits: [Int32]
    var grades: [[UInt8]]

    init(_ semestre: Semestre) {
        let count = semestre.promotion.eleves.count
        moyennes = Array(repeating: Array(repeating: 0, count: count), count: 6)
        statuts = Array(repeating: Array(repeating: 0, count: count), count: 6)
        rattrapages = Array(repeating: Array(repeating: 0, count: count), count: 24)
        credits = Array(repeating: 0, count: count)
        grades = Array(repeating: Array(repeating: 255, count: count), count: 6)
    }

    /// Modules with 3 épreuves of weights 1, 2, 3 weigh 600 a point, those with 2 of weights 1, 2 weigh 300: all are brought to 600.
    mutating func juger(_ semestre: Semestre) {
        let columns = semestre.promotion.notes.sessions[0]
        let count = semestre.promotion.eleves.count
        var start = 0
        var modules = [[Int32]](repeating: Array(repeating: 0, count: 1024), count: 24)
        while start < count {
            let n = Swift.min(1024, count - start)
            var epreuve = 0
            for module in 0..<24 {
                let weights = semestre.poidsEpreuves[module]
                let scale: Int32 = weights.count == 3 ? 1 : 2
                modules[module].withUnsafeMutableBufferPointer { out in
                    columns[epreuve].hundredths.withUnsafeBufferPointer { a in
                        columns[epreuve + 1].hundredths.withUnsafeBufferPointer { b in
                            if weights.count == 3 {
                                columns[epreuve + 2].hundredths.withUnsafeBufferPointer { c in
                                    for i in 0..<n { out[i] = a[start + i] &+ 2 &* b[start + i] &+ 3 &* c[start + i] }
                                }
                            } else {
                                for i in 0..<n { out[i] = (a[start + i] &+ 2 &* b[start + i]) &* scale }
                            }
                        }
                    }
                }
                epreuve += weights.count
            }
            conclude(modules, start, n)
            start += n
        }
    }

    private mutating func conclude(_ modules: [[Int32]], _ start: Int, _ n: Int) {
        // A module at 6 is 6 × 600 = 3600, an UE at 10 is 10 × 600 × (1 + 2 + 3 + 4) = 60 000.
        for i in 0..<n { credits[start + i] = 0 }
        for ue in 0..<6 {
            let (a, b, c, d) = (modules[4 * ue], modules[4 * ue + 1], modules[4 * ue + 2], modules[4 * ue + 3])
            for i in 0..<n {
                let mean = a[i] &+ 2 &* b[i] &+ 3 &* c[i] &+ 4 &* d[i]
                moyennes[ue][start + i] = mean
                let floor = a[i] >= 3600 && b[i] >= 3600 && c[i] >= 3600 && d[i] >= 3600
                let valid = mean >= 60_000 && floor
                statuts[ue][start + i] = valid ? 1 : 0
                credits[start + i] &+= valid ? 5 : 0
            }
            for (offset, module) in [a, b, c, d].enumerated() {
                for i in 0..<n {
                    let mark = module[i]
                    let open: UInt8 = mark < 3600 ? 1 : mark < 6000 && moyennes[ue][start + i] < 60_000 ? 2 : 3
                    rattrapages[4 * ue + offset][start + i] = statuts[ue][start + i] != 0 ? 0 : open
                }
            }
        }
    }

    mutating func classer() {
        for ue in 0..<6 {
            let (keys, valid) = (moyennes[ue], statuts[ue])
            var counts = [Int32](repeating: 0, count: 120_001)
            var total = 0
            for i in keys.indices where valid[i] != 0 {
                counts[Int(keys[i])] += 1
                total += 1
            }
            let cuts = [10, 35, 65, 90, 100].map { (2 * total * $0 + 100) / 200 }
            var codes = [UInt8](repeating: 4, count: 120_001)
            var (rank, slice) = (1, 0)
            for value in stride(from: 120_000, through: 0, by: -1) {
                while slice < 4, rank > cuts[slice] { slice += 1 }
                codes[value] = UInt8(slice)
                rank += Int(counts[value])
            }
            for i in keys.indices where valid[i] != 0 { grades[ue][i] = codes[Int(keys[i])] }
        }
    }
}

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

/// The same computation written by hand on integers, for comparison: means, floors, statuses, second sessions, credits, grades. As quick as
/// one would write it for these rules alone: pointers, blocks that fit the cache, no branch on a mark.
final class ParMain {
    let count: Int
    let moyennes: [UnsafeMutablePointer<Int32>]
    let statuts: [UnsafeMutablePointer<UInt8>]
    let rattrapages: [UnsafeMutablePointer<UInt8>]
    let credits: UnsafeMutablePointer<Int32>
    let grades: [UnsafeMutablePointer<UInt8>]
    private let modules: [UnsafeMutablePointer<Int32>]
    private static let bloc = 2048

    init(_ semestre: Semestre) {
        let count = semestre.promotion.eleves.count
        self.count = count
        func column<T: FixedWidthInteger>(_: T.Type, _ size: Int) -> UnsafeMutablePointer<T> {
            let column = UnsafeMutablePointer<T>.allocate(capacity: size)
            column.initialize(repeating: 0, count: size)
            return column
        }
        moyennes = (0..<6).map { _ in column(Int32.self, count) }
        statuts = (0..<6).map { _ in column(UInt8.self, count) }
        rattrapages = (0..<24).map { _ in column(UInt8.self, count) }
        credits = column(Int32.self, count)
        grades = (0..<6).map { _ in column(UInt8.self, count) }
        modules = (0..<4).map { _ in column(Int32.self, Self.bloc) }
    }

    deinit {
        for column in moyennes + modules + [credits] { column.deallocate() }
        for column in statuts + rattrapages + grades { column.deallocate() }
    }

    func juger(_ semestre: Semestre) {
        for start in stride(from: 0, to: count, by: Self.bloc) {
            let n = Swift.min(Self.bloc, count - start)
            (credits + start).update(repeating: 0, count: n)
            var epreuve = 0
            for ue in 0..<6 {
                for module in 0..<4 { moyenneDuModule(module, semestre, &epreuve, start, n) }
                conclure(ue, start, n)
            }
        }
    }

    /// Modules with 3 épreuves of weights 1, 2, 3 weigh 600 a point, those with 2 of weights 1, 2 weigh 300: all are brought to 600.
    private func moyenneDuModule(_ module: Int, _ semestre: Semestre, _ epreuve: inout Int, _ start: Int, _ n: Int) {
        let columns = semestre.promotion.notes.sessions[0]
        let out = modules[module]
        columns[epreuve].hundredths.withUnsafeBufferPointer { a in
            columns[epreuve + 1].hundredths.withUnsafeBufferPointer { b in
                guard let a = a.baseAddress.map({ $0 + start }), let b = b.baseAddress.map({ $0 + start }) else { return }
                if module >= 2 {
                    for i in 0..<n { out[i] = 2 &* a[i] &+ 4 &* b[i] }
                    return
                }
                columns[epreuve + 2].hundredths.withUnsafeBufferPointer { c in
                    guard let c = c.baseAddress.map({ $0 + start }) else { return }
                    for i in 0..<n { out[i] = a[i] &+ 2 &* b[i] &+ 3 &* c[i] }
                }
            }
        }
        epreuve += module < 2 ? 3 : 2
    }

    /// A module at 6 is 6 × 600 = 3600, an UE at 10 is 10 × 600 × (1 + 2 + 3 + 4) = 60 000.
    private func conclure(_ ue: Int, _ start: Int, _ n: Int) {
        let (a, b, c, d) = (modules[0], modules[1], modules[2], modules[3])
        let (mean, valid, credit) = (moyennes[ue] + start, statuts[ue] + start, credits + start)
        for i in 0..<n { mean[i] = a[i] &+ 2 &* b[i] &+ 3 &* c[i] &+ 4 &* d[i] }
        for i in 0..<n {
            let least = Swift.min(Swift.min(a[i], b[i]), Swift.min(c[i], d[i]))
            valid[i] = (mean[i] >= 60_000 ? 1 : 0) & (least >= 3600 ? 1 : 0)
        }
        for i in 0..<n { credit[i] &+= 5 &* Int32(valid[i]) }
        for module in 0..<4 {
            let (mark, open) = (modules[module], rattrapages[4 * ue + module] + start)
            for i in 0..<n {
                let low: UInt8 = mark[i] < 3600 ? 2 : 0
                let chosen: UInt8 = (mark[i] < 6000 ? 1 : 0) & (mean[i] < 60_000 ? 1 : 0)
                // Nothing for who has the UE; else 1 below the floor, 2 at choice below 10, 3 closed.
                open[i] = (valid[i] &- 1) & (3 &- (low | (chosen & ~(low >> 1))))
            }
        }
    }

    func classer() {
        for ue in 0..<6 {
            let (keys, valid, grade) = (moyennes[ue], statuts[ue], grades[ue])
            var counts = [Int32](repeating: 0, count: 120_001)
            var total = 0
            for i in 0..<count where valid[i] != 0 {
                counts[Int(keys[i])] += 1
                total += 1
            }
            let cuts = [10, 35, 65, 90].map { (2 * total * $0 + 100) / 200 }
            // The value that opens each slice after the first.
            var borders: [Int32] = []
            var rank = 1
            for value in stride(from: 120_000, through: 0, by: -1) where counts[value] > 0 {
                while borders.count < 4, rank > cuts[borders.count] { borders.append(Int32(value)) }
                rank += Int(counts[value])
            }
            grade.update(repeating: 0, count: count)
            for border in borders { for i in 0..<count { grade[i] &+= keys[i] <= border ? 1 : 0 } }
            for i in 0..<count { grade[i] |= valid[i] &- 1 }
        }
    }
}

import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

/// Deterministic numbers, so that a failure can be replayed.
struct Tirage: RandomNumberGenerator {
    var etat: UInt64
    mutating func next() -> UInt64 {
        etat &+= 0x9E37_79B9_7F4A_7C15
        var z = etat
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// What a judgement says of one élève, object by object; `en_attente` where it gives nothing.
func conclusions(_ situe: Jugement.Situe) -> [String: String] {
    var found: [String: String] = [:]
    for ecue in situe.ecues {
        found["\(ecue.ecue).statut"] = ecue.statut
        found["\(ecue.ecue).rattrapage"] = ecue.rattrapage
    }
    for ue in situe.ues {
        found["\(ue.ue).statut"] = ue.statut
        found["\(ue.ue).moyenne"] = ue.moyenne?.exact.fraction ?? "en_attente"
        found["\(ue.ue).grade"] = ue.grade ?? "en_attente"
    }
    for semestre in situe.semestres { found["\(semestre.semestre).statut"] = semestre.statut }
    found["annee"] = situe.annee.proposition
    for condition in situe.conditions { found["condition.\(condition.condition)"] = condition.statut }
    found["diplome"] = situe.diplome.statut
    found["echeance"] = situe.diplome.echeance?.iso ?? "en_attente"
    return found
}

/// Puts marks in the awaited cells, in order.
func completing(_ promotion: Promotion, _ cells: [Int], _ hundredths: [Int32], session: Int = 1) -> Promotion {
    var copy = promotion
    for (cell, value) in zip(cells, hundredths) { copy.notes.sessions[session - 1][cell][0] = Saisie(etat: .note, hundredths: value) }
    return copy
}

struct `Awaited marks are the set of what they may still be` {
    /// Random marks around the bars, some of them awaited.
    private func draw(_ seed: UInt64, awaited: Int) -> (Promotion, [Int]) {
        var tirage = Tirage(etat: seed)
        let names = ["A", "B", "D", "F"]
        var rows = names.map { name in (name, String(Int.random(in: 3...15, using: &tirage)), String?.none) }
        let cells = Array((0..<4).shuffled(using: &tirage).prefix(awaited)).sorted()
        for cell in cells { rows[cell].1 = "ATT" }
        let periode = seed % 2 == 0 ? "annee" : "S5"
        return (Essai.promotion(rows, periode: periode), cells)
    }

    private func conclude(_ promotion: Promotion) throws -> [String: String] {
        conclusions(try Juge(Essai.lu.programme, promotion).juger(motifs: false).eleves[0])
    }

    /// What holds in every completion tried: the only sound answer, and with all the completions tried the only complete one.
    private func check(_ promotion: Promotion, _ cells: [Int], _ completions: [[Int32]]) throws {
        let given = try conclude(promotion)
        var possible: [String: Set<String>] = [:]
        for completion in completions {
            for (key, value) in try conclude(completing(promotion, cells, completion)) { possible[key, default: []].insert(value) }
        }
        for (key, value) in given {
            let all = possible[key] ?? []
            if value == "en_attente" {
                #expect(all.count > 1 || all == [value], "\(key) could be \(all) only, and is left awaited")
            } else {
                #expect(all == [value], "\(key) is given as \(value), could be \(all)")
            }
        }
    }

    @Test(arguments: UInt64(1)...12)
    func `with one awaited mark a result is given exactly when the 2001 completions agree`(seed: UInt64) throws {
        let (promotion, cells) = draw(seed, awaited: 1)
        // Every mark near a bar that some completion can meet, and one in seven elsewhere.
        let marks = (Int32(0)...2000).filter { mark in
            let cents = mark % 100
            return mark % 7 == 0 || cents == 0 || cents == 99 || cents == 1
        }
        try check(promotion, cells, marks.map { [$0] })
    }

    @Test(arguments: UInt64(100)...111)
    func `with two awaited marks a result is given exactly when the completions agree`(seed: UInt64) throws {
        let (promotion, cells) = draw(seed, awaited: 2)
        let marks: [Int32] = [0, 1, 300, 599, 600, 601, 700, 850, 999, 1000, 1001, 1200, 1500, 1700, 1999, 2000]
        try check(promotion, cells, marks.flatMap { a in marks.map { [a, $0] } })
    }

    @Test(arguments: UInt64(200)...207)
    func `with every mark awaited nothing false is given`(seed: UInt64) throws {
        var tirage = Tirage(etat: seed)
        let promotion = Essai.promotion([("A", "ATT", nil), ("B", "ATT", nil), ("D", "", nil), ("F", "ABJ", nil)])
        let given = try conclude(promotion)
        for _ in 0..<200 {
            let completion = (0..<4).map { _ in Int32.random(in: 0...2000, using: &tirage) }
            let one = try conclude(completing(promotion, [0, 1, 2, 3], completion))
            for (key, value) in given where value != "en_attente" { #expect(one[key] == value) }
        }
    }

    @Test func `an awaited mark that no longer matters leaves the result given`() throws {
        // 5.99 fails whatever the other becomes; the mean of 20, 20 and 12 passes whatever a competence becomes is false: it is awaited.
        let failed = try conclude(Essai.promotion([("A", "5.99", nil), ("B", "ATT", nil)]))
        #expect(failed["UE1.statut"] == "non_validee")
        let awaited = try conclude(Essai.promotion([("A", "12", nil), ("C", "ATT", nil)]))
        #expect(awaited["UE1.statut"] == "en_attente")
        #expect(awaited["UE1.moyenne"] == "12")
    }

    @Test func `a compulsory second session without a mark is awaited, an optional one not chosen is not`() throws {
        let due = try conclude(Essai.promotion([("A", "5", ""), ("B", "14", nil)], session: 2))
        #expect(due["UE1.statut"] == "en_attente")
        let free = try conclude(Essai.promotion([("A", "8", nil), ("B", "9", nil)], session: 2))
        #expect(free["UE1.statut"] == "non_validee")
    }

    @Test func `a rank between two rivals is given only when the awaited mark cannot move it`() throws {
        let rows = [[("A", "15", String?.none)], [("A", "ATT", nil)], [("A", "8", nil)]]
        let jugement = try Juge(Essai.lu.programme, Essai.promotion(eleves: rows)).juger()
        #expect(jugement.eleves.map { $0.semestres[0].rang } == [nil, nil, nil])
        let sure = try Juge(Essai.lu.programme, Essai.promotion(eleves: [rows[0], rows[2]])).juger()
        #expect(sure.eleves.map { $0.semestres[0].rang } == [1, 2])
    }
}

struct `Judging depends on the facts alone` {
    @Test func `the order of the élèves is irrelevant, and adding one changes only rankings`() throws {
        let rows = [[("A", "15", String?.none), ("B", "7", nil)], [("A", "9", nil), ("B", "9", nil)], [("A", "12", nil), ("B", "18", nil)]]
        let straight = try Juge(Essai.lu.programme, Essai.promotion(eleves: rows)).juger().eleves
        let reversed = try Juge(Essai.lu.programme, Essai.promotion(eleves: rows.reversed())).juger().eleves
        for (a, b) in zip(straight, reversed.reversed()) { #expect(conclusions(a) == conclusions(b)) }
        let alone = try Juge(Essai.lu.programme, Essai.promotion(eleves: [rows[0]])).juger().eleves
        #expect(conclusions(alone[0]).filter { !$0.key.hasSuffix(".grade") } == conclusions(straight[0]).filter { !$0.key.hasSuffix(".grade") })
    }

    @Test(arguments: UInt64(1)...40)
    func `raising a mark never worsens the status of an UE`(seed: UInt64) throws {
        var tirage = Tirage(etat: seed)
        let marks = (0..<3).map { _ in Int.random(in: 0...19, using: &tirage) }
        let raised = Int.random(in: 0..<3, using: &tirage)
        func statut(_ marks: [Int]) throws -> String {
            try Essai.juge(Essai.promotion(zip(["A", "B", "D"], marks).map { ($0, String($1), nil) })).ues[0].statut
        }
        var better = marks
        better[raised] += 1
        if try statut(marks) == "validee" { #expect(try statut(better) == "validee") }
    }
}

struct `One mark changed is judged again at once` {
    @Test(arguments: UInt64(1)...10)
    func `the élève and the rankings come out as if all had been judged anew`(seed: UInt64) throws {
        var tirage = Tirage(etat: seed)
        let rows = (0..<12).map { _ in ["A", "B"].map { ($0, String(Int.random(in: 6...16, using: &tirage)), String?.none) } }
        var promotion = Essai.promotion(eleves: rows)
        let suivi = Suivi(try Juge(Essai.lu.programme, promotion))
        let eleve = Int.random(in: 0..<12, using: &tirage)
        let before = try Juge(Essai.lu.programme, promotion).juger(motifs: false).eleves
        promotion.notes.sessions[0][0][eleve] = Essai.saisie(String(Int.random(in: 6...16, using: &tirage)))
        let consequence = suivi.rejuger(eleve, promotion)
        let anew = try Juge(Essai.lu.programme, promotion).juger().eleves
        #expect(consequence.situe.json() == anew[eleve].json())
        for other in anew.indices where other != eleve {
            let moved = before[other].semestres[0].rang != anew[other].semestres[0].rang || before[other].ues[0].grade != anew[other].ues[0].grade
            #expect(consequence.deplaces.contains(other) == moved)
            #expect(suivi.situe(other).json() == anew[other].json())
        }
    }
}

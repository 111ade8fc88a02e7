import Demonstration
import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

/// Draws per règlement and session; more with `QUITUS_TIRAGES=200`, for a long run by hand.
private let tirages = UInt64(ProcessInfo.processInfo.environment["QUITUS_TIRAGES"] ?? "") ?? 1

struct `In every règlement that ships, awaited marks leave open what they may change and nothing else` {
    private static let reglements = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Reglements").standardizedFileURL.path
    static let livres = [
        "ensmac-2026", "polytech-lyon-2021", "emse-icm-2025", "emse-ismin-2025", "emse-istp-2025", "emse-specialisation-2025", "emse-pdis-2025",
        "bellecour-ri", "exemple",
    ]

    /// Draws that once left a pair of marks open for nothing: two propositions of the same word.
    private static let retenus: [String: [UInt64]] = ["polytech-lyon-2021, session 2": [7]]

    /// A mark of the first élève of a made-up promotion.
    private struct Case {
        let cell: Int
        let session: Int
        /// Every value that the mark may take.
        let valeurs: [Saisie]
        /// The bounds, and one in fifty with its neighbours: enough to meet most bars.
        let quelques: [Saisie]
    }

    private struct Essayee {
        let promotion: Promotion
        let suivi: Suivi

        init(_ promotion: Promotion, _ programme: Programme) throws {
            self.promotion = promotion
            suivi = Suivi(try Juge(programme, promotion))
        }

        func concluding(_ cells: [(Case, Saisie)]) -> [String: String] {
            var copy = promotion
            for (cell, saisie) in cells { copy.notes.sessions[cell.session - 1][cell.cell][0] = saisie }
            return conclusions(suivi.rejuger(0, copy, motifs: false).situe)
        }
    }

    private static let attendue = Saisie(etat: .att, hundredths: 0)

    private func cases(_ promotion: Promotion) -> [Case] { cases(promotion, session: promotion.entete.session) }

    private func cases(_ promotion: Promotion, session: Int) -> [Case] {
        promotion.maquette.epreuves.indices.compactMap { index in
            let etat = promotion.notes.sessions[session - 1][index][0].etat
            guard [.note, .v, .nv].contains(etat) else { return nil }
            let nature = promotion.maquette.epreuves[index].nature
            if nature == .competence {
                let both = [Saisie(etat: .v, hundredths: 0), Saisie(etat: .nv, hundredths: 0)]
                return Case(cell: index, session: session, valeurs: both, quelques: both)
            }
            let most: Int32 = nature == .entreprise ? 12_000 : 2_000
            let all = (0...most).map { Saisie(etat: .note, hundredths: $0) }
            let some = all.filter { [0, 1, 49].contains($0.hundredths % (nature == .entreprise ? 500 : 50)) || $0.hundredths == most }
            return Case(cell: index, session: session, valeurs: all, quelques: some)
        }
    }

    private func draw(_ id: String, session: Int, seed: UInt64) throws -> (Essayee, [Case], Tirage) {
        var tirage = Tirage(etat: seed &* 977 &+ UInt64(session))
        let lu = Bibliotheque(racine: Self.reglements).charger(id)
        let niveau = Int.random(in: 1...3, using: &tirage)
        let promotion = PromotionFictive.generate(reglement: id, eleves: 3, graine: seed, session: session, niveau: niveau)
        let essayee = try Essayee(promotion, lu.programme)
        return (essayee, cases(promotion).shuffled(using: &tirage), tirage)
    }

    @Test(arguments: livres, [1, 2])
    func `one awaited mark leaves a result open exactly when two of its values give two results`(id: String, session: Int) throws {
        for seed in 1...tirages {
            let (essayee, cases, _) = try draw(id, session: session, seed: seed)
            guard let one = cases.first else { continue }
            let given = essayee.concluding([(one, Self.attendue)])
            var possible: [String: Set<String>] = [:]
            func follow(_ valeurs: [Saisie]) {
                for saisie in valeurs {
                    for (key, value) in essayee.concluding([(one, saisie)]) { possible[key, default: []].insert(value) }
                }
            }
            follow(one.quelques)
            // Left open while the values tried agree: every value of the scale is tried before it is called a fault.
            if given.contains(where: { $0.value == "en_attente" && possible[$0.key]?.count == 1 && possible[$0.key] != ["en_attente"] }) {
                follow(one.valeurs)
            }
            let name = "\(id), session \(session), tirage \(seed), épreuve \(one.cell)"
            for (key, value) in given {
                let all = possible[key] ?? []
                if value == "en_attente" {
                    #expect(all.count > 1 || all == [value], "\(name) : \(key) could be \(all) only, and is left open")
                } else {
                    #expect(all == [value], "\(name) : \(key) is given as \(value), could be \(all)")
                }
            }
        }
    }

    @Test(arguments: livres, [1, 2])
    func `two awaited marks leave a result open exactly when two of their values give two results`(id: String, session: Int) throws {
        for seed in Array(1...tirages) + (Self.retenus["\(id), session \(session)"] ?? []) {
            let (essayee, cases, _) = try draw(id, session: session, seed: seed &+ 5000)
            guard cases.count > 1 else { continue }
            // Half of the draws take two marks of one UE, where they weigh on the same mean.
            let maquette = essayee.promotion.maquette
            func ue(_ one: Case) -> Int { maquette.ecues[maquette.epreuves[one.cell].ecue].ue }
            let x = cases[0]
            let y = (seed % 2 == 0 ? cases.dropFirst().first { ue($0) == ue(x) } : nil) ?? cases[1]
            let given = essayee.concluding([(x, Self.attendue), (y, Self.attendue)])
            var possible: [String: Set<String>] = [:]
            let few: (Case) -> [Saisie] = { one in one.quelques.enumerated().filter { $0.offset % 11 == 0 }.map(\.element) + [one.quelques.last!] }
            for a in few(x) {
                for b in few(y) {
                    for (key, value) in essayee.concluding([(x, a), (y, b)]) { possible[key, default: []].insert(value) }
                }
            }
            let name = "\(id), session \(session), tirage \(seed), épreuves \(x.cell) et \(y.cell)"
            var open: Set<String> = []
            for (key, value) in given {
                let all = possible[key] ?? []
                if value != "en_attente" {
                    #expect(all == [value], "\(name) : \(key) is given as \(value), could be \(all)")
                } else if all.count == 1, all != ["en_attente"] {
                    open.insert(key)
                }
            }
            // One awaited mark is judged exactly (above): a pair is open as soon as some value of one leaves the other open.
            for saisie in x.valeurs where !open.isEmpty {
                let half = essayee.concluding([(x, saisie), (y, Self.attendue)])
                open = open.filter { possible[$0] == half[$0].map { [$0] } }
            }
            #expect(open.isEmpty, "\(name) : left open although every value gives the same: \(open.sorted())")
        }
    }

    @Test(arguments: livres)
    func `a first mark still awaited beside a second-session one may be any mark`(id: String) throws {
        for seed in 1...(3 * tirages) {
            let (essayee, _, _) = try draw(id, session: 2, seed: seed &+ 9000)
            let retaken = cases(essayee.promotion, session: 1).filter { essayee.promotion.notes.sessions[1][$0.cell][0].etat == .note }
            guard let one = retaken.first else { continue }
            let given = essayee.concluding([(one, Self.attendue)])
            var possible: [String: Set<String>] = [:]
            for saisie in one.quelques { for (key, value) in essayee.concluding([(one, saisie)]) { possible[key, default: []].insert(value) } }
            for (key, value) in given where value != "en_attente" {
                #expect(
                    possible[key] == [value],
                    "\(id), tirage \(seed), épreuve \(one.cell) : \(key) is given as \(value), could be \(possible[key] ?? [])")
            }
        }
    }

    @Test(arguments: livres, [1, 2])
    func `a UE whose every mark is awaited leaves the règlement without a fault, and what it gives holds of every completion`(
        id: String, session: Int
    ) throws {
        for seed in 1...tirages {
            var (essayee, all, tirage) = try draw(id, session: session, seed: seed &+ 12_000)
            let maquette = essayee.promotion.maquette
            guard let ue = all.first.map({ maquette.ecues[maquette.epreuves[$0.cell].ecue].ue }) else { continue }
            all = cases(essayee.promotion, session: 1) + (session == 2 ? cases(essayee.promotion, session: 2) : [])
            let awaited = all.filter { maquette.ecues[maquette.epreuves[$0.cell].ecue].ue == ue }.map { ($0, Self.attendue) }
            var copy = essayee.promotion
            for (cell, saisie) in awaited { copy.notes.sessions[cell.session - 1][cell.cell][0] = saisie }
            let alertes = essayee.suivi.rejuger(0, copy, motifs: false).situe.alertes.map(\.code)
            #expect(!alertes.contains("regle_en_defaut"), "\(id), session \(session), tirage \(seed)")
            let given = essayee.concluding(awaited)
            for _ in 1...40 {
                let completed = awaited.map { ($0.0, $0.0.quelques.randomElement(using: &tirage) ?? Self.attendue) }
                for (key, value) in essayee.concluding(completed) where given[key] != "en_attente" {
                    #expect(
                        given[key] == value, "\(id), session \(session), tirage \(seed) : \(key) is given as \(given[key] ?? "—"), could be \(value)")
                }
            }
        }
    }
}

import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

/// A règlement drawn at random: the text that the engine compiles, and the same rules for the reference evaluator.
private struct Tire {
    let yaml: String
    let ecueStatut: Reference.Rule
    let rattrapage: Reference.Rule
    let ueStatut: Reference.Rule
    let ueMoyenne: Reference.Rule
    let ects: Reference.Rule
    let parametres: [String: Reference.V]

    init(_ t: inout Tirage) {
        let bars = [Int.random(in: 8...12, using: &t), Int.random(in: 4...10, using: &t), Int.random(in: 10...14, using: &t)]
        parametres = ["barre": .number(Rational(bars[0])), "plancher": .number(Rational(bars[1])), "haut": .number(Rational(bars[2]))]
        let lists = ["ecues[notee]", "ecues[notee and coefficient >= 2]", "ecues[note >= plancher]", "ecues[not(notee)]"]
        let tests = [
            "note >= plancher", "note > plancher or coefficient > 2", "note * coefficient >= haut", "note + 1 >= barre and note < 20",
            "if coefficient > 2 then note >= barre else note >= plancher",
        ]
        let means = [
            "moyenne_calculee >= barre", "moyenne_calculee > haut - 2", "count(ecues[note < plancher]) <= 1", "sum(ecues.note) >= 3 * barre",
            "max(ecues.note) >= haut and min(ecues.note) > 3", "moyenne_calculee * 2 >= barre + plancher",
        ]
        var conditions: [(every: String?, that: String)] = [
            (nil, means.randomElement(using: &t)!), (lists.dropLast().randomElement(using: &t)!, tests.randomElement(using: &t)!),
        ]
        if Bool.random(using: &t) { conditions.append((nil, means.randomElement(using: &t)!)) }
        if Bool.random(using: &t) { conditions.append((lists[3], "acquis")) }
        ueStatut = .all(conditions, favourable: "validee", otherwise: "non_validee")
        ueMoyenne = .mean(of: lists[0])
        let formula = [
            "if statut = \"validee\" then ects_maquette else 0",
            "if statut = \"validee\" or moyenne_calculee >= haut then ects_maquette else ects_maquette / 2",
        ].randomElement(using: &t)!
        ects = .formula(formula)
        let closed = Bool.random(using: &t)
        let lines: [(cells: [String], conclusion: String)] = [
            (["oui", closed ? ">= plancher" : "> plancher"], "validee"), (["oui", closed ? "< plancher" : "<= plancher"], "non_validee"),
            (["non", "-"], "validee"),
        ]
        ecueStatut = .table(inputs: ["notee", "note"], lines: lines)
        let retakes: [(cells: [String], conclusion: String)] = [
            (["validee", "-"], "sans_objet"), (["non_validee", "[plancher..haut)"], "possible"), (["non_validee", "< plancher"], "obligatoire"),
            (["non_validee", "-"], "interdit"),
        ]
        rattrapage = .table(inputs: ["statut_ue", "note"], lines: retakes)
        func cells(_ line: (cells: [String], conclusion: String), _ id: String) -> String {
            "      - { regle: \(id), article: \"1\", si: [\(line.cells.map { "\"\($0)\"" }.joined(separator: ", "))], alors: \(line.conclusion) }\n"
        }
        yaml = """
            reglement: tire
            codes: { ABI: { vaut: 0, article: "1" }, ABJ: { vaut: attendue, article: "1" }, DISP: { vaut: exclue, article: "1" }, ACQ: { vaut: exclue, article: "1" }, FRAUDE: { vaut: 0, article: "1" } }
            parametres: { barre: { valeur: \(bars[0]), article: "1" }, plancher: { valeur: \(bars[1]), article: "1" }, haut: { valeur: \(bars[2]), article: "1" } }
            sessions: { nombre: 2, note: remplace, article: "1" }
            faits: { ecue.statut_ue: ue.s1.statut }
            resultats:
              ue.moyenne_calculee: { moyenne_de: "ecues[notee]", article: "1" }
              ue.moyenne: { formule: moyenne_calculee, article: "1" }
              ue.statut:
                validee_si:
            \(conditions.enumerated().map { index, c in "      - { regle: c\(index), article: \"1\", \(c.every.map { "chaque: '\($0)', " } ?? "")que: '\(c.that)' }" }.joined(separator: "\n"))
                sinon: non_validee
              ue.ects: { formule: '\(formula)', article: "1" }
              ecue.statut:
                entrees: [notee, note]
                lignes:
            \(lines.enumerated().map { cells($1, "e\($0)") }.joined())
              ecue.rattrapage:
                entrees: [statut_ue, note]
                lignes:
            \(retakes.enumerated().map { cells($1, "r\($0)") }.joined())
              semestre.statut: { valide_si: [{ regle: s, article: "1", chaque: ues, que: 'statut = "validee"' }], sinon: non_valide }
              semestre.ects: { formule: "sum(ues.ects)", article: "1" }
            propositions: [{ regle: p, article: "1", de_droit: poursuite }]
            """
    }
}

struct `One meaning` {
    private func load(_ tire: Tire) throws -> ReglementLu {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: root.appendingPathComponent("t"), withIntermediateDirectories: true)
        try tire.yaml.write(to: root.appendingPathComponent("t/reglement.yaml"), atomically: true, encoding: .utf8)
        try "articles: [{ article: \"1\", titre: Tout }]".write(to: root.appendingPathComponent("t/articles.yaml"), atomically: true, encoding: .utf8)
        return Bibliotheque(racine: root.path).charger("tire")
    }

    /// Two UE of three modules, one of them a competence, with random weights and marks around the bars.
    private func draw(_ t: inout Tirage, eleves: Int) -> Promotion {
        var (ues, ecues, epreuves): ([UE], [ECUE], [Epreuve]) = ([], [], [])
        for u in 0..<2 {
            var own: [Int] = []
            for m in 0..<3 {
                let competence = u == 1 && m == 2
                own.append(ecues.count)
                for e in 0...(m % 2) {
                    epreuves.append(
                        Epreuve(
                            code: "E\(e)", ecue: ecues.count, nature: competence ? .competence : .cours,
                            coefficient: Rational(Int.random(in: 1...3, using: &t))))
                }
                ecues.append(
                    ECUE(
                        code: "U\(u)M\(m)", intitule: "", ue: u, coefficient: competence ? .zero : Rational(Int.random(in: 1...4, using: &t)),
                        nature: competence ? .competence : .cours))
            }
            ues.append(UE(code: "U\(u)", intitule: "", semestre: 0, ects: Rational(Int.random(in: 3...9, using: &t)), grade: true, ecues: own))
        }
        let maquette = Maquette(semestres: ["S5"], ues: ues, ecues: ecues, epreuves: epreuves)
        var notes = Notes(maquette: maquette, eleves: eleves)
        for index in epreuves.indices {
            for eleve in 0..<eleves {
                notes.sessions[0][index][eleve] =
                    epreuves[index].nature == .competence
                    ? Saisie(etat: Bool.random(using: &t) ? .v : .nv, hundredths: 0)
                    : Saisie(etat: .note, hundredths: Int32(Int.random(in: 8...30, using: &t) * 50))
            }
        }
        return Promotion(
            entete: Entete(
                ecole: "", reglement: "tire", annee: "2026-2027", promotion: "", cursus: "", date: CalendarDate("2027-02-01")!, session: 1),
            maquette: maquette,
            eleves: (0..<eleves).map { Eleve(id: "E\($0)", entree: "2026-2027") }, dossiers: Array(repeating: Dossier(), count: eleves), notes: notes)
    }

    private func records(_ promotion: Promotion, _ ue: Int, _ eleve: Int) -> [Reference.V] {
        let maquette = promotion.maquette
        return maquette.ues[ue].ecues.map { index in
            let (ecue, own) = (maquette.ecues[index], maquette.epreuvesParEcue[index])
            let marked = ecue.nature != .competence
            var (sum, weight) = (Rational.zero, Rational.zero)
            for epreuve in own {
                sum =
                    sum + maquette.epreuves[epreuve].coefficient * Rational(Int64(promotion.notes.sessions[0][epreuve][eleve].hundredths), over: 100)
                weight = weight + maquette.epreuves[epreuve].coefficient
            }
            return .record([
                "notee": .bool(marked), "note": marked ? .number(sum / weight) : .nul, "coefficient": .number(ecue.coefficient),
                "acquis": .bool(marked || own.allSatisfy { promotion.notes.sessions[0][$0][eleve].etat == .v }),
            ])
        }
    }

    @Test(arguments: UInt64(1)...60)
    func `scalar, columns, motifs and the reference agree on random règlements and promotions`(seed: UInt64) throws {
        var t = Tirage(etat: seed)
        let tire = Tire(&t)
        let lu = try load(tire)
        #expect(lu.erreurs.map(\.description) == [])
        let promotion = draw(&t, eleves: 12)
        let juge = try Juge(lu.programme, promotion)
        let traced = juge.juger()
        let plain = juge.juger(motifs: false)
        let columns = try #require(JugeEnColonnes(juge)).juger()
        let reference = Reference()
        for eleve in promotion.eleves.indices {
            var credits = Rational.zero
            for ue in 0..<2 {
                let items = records(promotion, ue, eleve)
                var scope = tire.parametres
                scope["ecues"] = .list(items)
                scope["ects_maquette"] = .number(promotion.maquette.ues[ue].ects)
                let mean = reference.evaluate(tire.ueMoyenne, scope)
                scope["moyenne_calculee"] = mean
                let statut = reference.evaluate(tire.ueStatut, scope)
                scope["statut"] = statut
                guard case .text(let word) = statut, case .number(let ects) = reference.evaluate(tire.ects, scope) else {
                    Issue.record("the reference concludes nothing"); return
                }
                credits = credits + ects
                for given in [traced, plain] {
                    #expect(given.eleves[eleve].ues[ue].statut == word)
                    #expect(given.eleves[eleve].ues[ue].moyenne.map { .number($0.exact) } ?? .nul == mean)
                    #expect(given.eleves[eleve].ues[ue].ects.exact == ects)
                }
                if let column = columns.mot(.init(.ue, ue, "statut"), eleve) { #expect(column == word) }
                for (offset, index) in promotion.maquette.ues[ue].ecues.enumerated() {
                    guard case .record(var own) = items[offset] else { continue }
                    own["statut_ue"] = statut
                    let local = tire.parametres.merging(own) { _, own in own }
                    guard case .text(let expected) = reference.evaluate(tire.ecueStatut, local),
                        case .text(let retake) = reference.evaluate(tire.rattrapage, local)
                    else { Issue.record("the reference concludes nothing"); return }
                    #expect(traced.eleves[eleve].ecues[index].statut == expected)
                    #expect(traced.eleves[eleve].ecues[index].rattrapage == retake)
                    if let column = columns.mot(.init(.ecue, index, "rattrapage"), eleve) { #expect(column == retake) }
                }
            }
            #expect(traced.eleves[eleve].semestres[0].ects.exact == credits)
        }
    }

    @Test(arguments: UInt64(500)...519)
    func `what is given while two marks are awaited holds in every completion, whatever the rules`(seed: UInt64) throws {
        var t = Tirage(etat: seed)
        let lu = try load(Tire(&t))
        var promotion = draw(&t, eleves: 1)
        let marked = promotion.maquette.epreuves.indices.filter { promotion.maquette.epreuves[$0].nature != .competence }
        let cells = Array(marked.shuffled(using: &t).prefix(2))
        for cell in cells { promotion.notes.sessions[0][cell][0] = Saisie(etat: .att, hundredths: 0) }
        let given = conclusions(try Juge(lu.programme, promotion).juger(motifs: false).eleves[0])
        for _ in 0..<120 {
            let one = completing(promotion, cells, cells.map { _ in Int32(Int.random(in: 0...40, using: &t) * 50) })
            let whole = conclusions(try Juge(lu.programme, one).juger(motifs: false).eleves[0])
            for (key, value) in given where value != "en_attente" { #expect(whole[key] == value, "\(key)") }
        }
    }
}

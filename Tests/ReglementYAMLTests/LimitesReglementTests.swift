import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Testing

/// What a règlement may ask of the compiler and of the engine, on both sides of each limit. Beyond, an error says so: without the limit each
/// of these would exhaust the stack, the memory or the reader's patience.
@Suite struct LimitesReglementTests {
    private static let essai = (try? String(contentsOfFile: "\(Essai.dossier)/ecole/reglement.yaml", encoding: .utf8)) ?? ""
    private static let articles = (try? String(contentsOfFile: "\(Essai.dossier)/ecole/articles.yaml", encoding: .utf8)) ?? ""

    /// The règlement of the tests, with more of it.
    private func charger(faits: String = "", resultats: String = "", parametres: String = "", semestre: String = "true") throws -> ReglementLu {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("limites-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let yaml = LimitesReglementTests.essai.replacingOccurrences(of: "\nfaits:\n", with: "\n\(parametres)faits:\n\(faits)")
            .replacingOccurrences(of: "\nresultats:\n", with: "\nresultats:\n\(resultats)")
            .replacingOccurrences(
                of: "valide_si: [{ regle: semestre,", with: "valide_si: [{ regle: plus, article: \"2\", que: '\(semestre)' }, { regle: semestre,")
        try yaml.write(to: folder.appendingPathComponent("reglement.yaml"), atomically: true, encoding: .utf8)
        try LimitesReglementTests.articles.write(to: folder.appendingPathComponent("articles.yaml"), atomically: true, encoding: .utf8)
        return Bibliotheque(racine: folder.path).charger(folder.path)
    }

    private func codes(_ lu: ReglementLu) -> [String] { lu.erreurs.map { "\($0.code) \($0.message)" } }

    private func chaine(_ count: Int) -> String { (1..<count).map { "  annee.f\($0): f\($0 + 1) + 1\n" }.joined() + "  annee.f\(count): \"1\"\n" }

    @Test func `32 facts lean on one another, no more`() throws {
        #expect(codes(try charger(faits: chaine(32))) == [])
        #expect(
            codes(try charger(faits: chaine(33))) == [
                "chaine-trop-longue plus de 32 résultats ou faits s'appuient l'un sur l'autre à la file"
            ])
        #expect(codes(try charger(faits: chaine(1_500))).contains { $0.hasPrefix("chaine-trop-longue") })
    }

    @Test func `an expression is a hundred levels high, no more`() throws {
        func sum(_ terms: Int) -> String { "  annee.f: \"" + Array(repeating: "1", count: terms).joined(separator: " + ") + "\"\n" }
        #expect(codes(try charger(faits: sum(100))) == [])
        #expect(codes(try charger(faits: sum(101))) == ["expression-illisible enchaînement trop long : 100 niveaux au plus"])
    }

    @Test func `15 lists are gone through inside one another, no more`() throws {
        func nested(_ lists: Int) -> String {
            "  annee.f: \"" + String(repeating: "count(ues[", count: lists) + "true" + String(repeating: "])", count: 1)
                + String(repeating: " > 0])", count: lists - 1) + "\"\n"
        }
        #expect(codes(try charger(faits: nested(15))) == [])
        #expect(codes(try charger(faits: nested(16))) == ["listes-imbriquees plus de 15 listes sont parcourues l'une dans l'autre"])
    }

    @Test func `a règlement defines two thousand things, a table two hundred lines`() throws {
        let own = Essai.lu.declaration
        let already =
            own.resultats.count + own.faits.count + own.parametres.count + own.propositions.count + own.conditions.count + own.alertes.count
            + own.classements.count
        func parametres(_ count: Int) -> String { (0..<count).map { "  p\($0): { valeur: 1, article: \"1\" }\n" }.joined() }
        #expect(codes(try charger(parametres: parametres(2_000 - already))) == [])
        #expect(
            codes(try charger(parametres: parametres(2_001 - already))) == [
                "reglement-trop-grand le règlement définit 2001 règles, faits et paramètres : 2000 au plus"
            ])
        func table(_ lines: Int) -> String {
            "  ue.t:\n    entrees: [ects]\n    lignes:\n"
                + (1...lines).map { "      - { regle: t\($0), article: \"1\", si: [\"\($0)\"], alors: \"\($0)\" }\n" }.joined()
        }
        #expect(codes(try charger(resultats: table(200))) == [])
        #expect(codes(try charger(resultats: table(201))) == ["reglement-trop-grand « ue.t » a plus de 200 lignes, conditions ou exceptions"])
    }

    private func semestre(_ lu: ReglementLu, parcours: Int = 0) throws -> [String] {
        var promotion = Essai.promotion([("A", "12", nil)])
        promotion.dossiers[0].parcours = (0..<parcours).map { _ in AnneeParcours(annee: "2025-2026", niveau: 1, decision: "passage", date: nil) }
        let situe = try Juge(lu.programme, promotion).juger().eleves[0]
        return [situe.semestres[0].statut] + situe.alertes.filter { $0.code == "regle_en_defaut" }.flatMap { $0.motifs.map(\.phrase) }
    }

    private let tropLong = [
        "en_attente", "Le règlement ne permet pas de conclure : un calcul dépasse 500000 éléments de listes, ou 64 résultats l'un dans l'autre.",
    ]

    @Test func `a calculation goes through half a million elements, and says so rather than go on`() throws {
        func every(_ lists: Int) -> String {
            (0..<lists).map { "every a\($0) in parcours satisfies " }.joined() + "a0.niveau = 1"
        }
        // 79 + 79² + 79³ are 499 359 elements; 80 + 80² + 80³ are 518 480.
        #expect(try semestre(charger(semestre: every(3)), parcours: 79) == ["valide"])
        #expect(try semestre(charger(semestre: every(3)), parcours: 80) == tropLong)
        #expect(try semestre(charger(semestre: every(9)), parcours: 30) == tropLong)
    }

    @Test func `texts that double at each step stop`() throws {
        func doubled(_ times: Int) -> String {
            "  annee.t0: '\"xxxxxxxxxxxxxxxx\"'\n" + (1...times).map { "  annee.t\($0): t\($0 - 1) + t\($0 - 1)\n" }.joined()
        }
        #expect(try semestre(charger(faits: doubled(10), semestre: "annee.t10 != \"\"")) == ["valide"])
        #expect(try semestre(charger(faits: doubled(25), semestre: "annee.t25 != \"\"")) == tropLong)
    }

    @Test func `results wait for one another, within a limit`() throws {
        /// Conditions, not values: their types need nothing of one another.
        func file(_ count: Int) -> String {
            (1..<count).map {
                "  annee.c\($0): { valide_si: [{ regle: c\($0), article: \"1\", que: 'c\($0 + 1) = \"valide\"' }], sinon: non_valide }\n"
            }.joined() + "  annee.c\(count): { valide_si: [{ regle: c\(count), article: \"1\", que: 'true' }], sinon: non_valide }\n"
        }
        #expect(try semestre(charger(resultats: file(20), semestre: "annee.c1 = \"valide\"")) == ["valide"])
        for count in [100, 1_500] {
            let found = try semestre(charger(resultats: file(count), semestre: "annee.c1 = \"valide\""))
            #expect(found.first == "en_attente" && found.contains(tropLong[1]))
        }
    }

    @Test func `many unknown names that look like many known ones are told at once`() throws {
        let long = String(repeating: "x", count: 80)
        let lu = try charger(
            faits: (0..<900).map { "  annee.g\($0): \(long)\($0)y\n" }.joined(),
            parametres: (0..<900).map { "  \(long)\($0): { valeur: 1, article: \"1\" }\n" }.joined())
        #expect(lu.erreurs.count == 900)
        #expect(lu.erreurs.count { $0.conseil != nil } == 100)
    }
}

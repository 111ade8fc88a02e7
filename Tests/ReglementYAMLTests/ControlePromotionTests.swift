import Foundation
import Reglement
import ReglementYAML
import Scolarite
import Testing
import Valeurs

/// What the files of a promotion hold that only its règlement shows to be wrong, or to be read by nothing.
struct `A promotion is held to its règlement` {
    private static let reglements = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Reglements").standardizedFileURL.path
    private static let livree = Bibliotheque(racine: reglements)

    private func promotion(_ modules: [(String, String, String?)] = [("A", "12", nil)], _ change: (inout Promotion) -> Void = { _ in }) -> Promotion {
        var promotion = Essai.promotion(modules)
        change(&promotion)
        return promotion
    }

    private func errors(_ promotion: Promotion, _ bibliotheque: Bibliotheque = Bibliotheque(racine: Essai.dossier)) -> [Diagnostic] {
        do throws(Juge.Fautes) {
            _ = try Deliberation(promotion, bibliotheque: bibliotheque)
            return []
        } catch {
            return error.diagnostics
        }
    }

    private func warnings(_ promotion: Promotion, _ bibliotheque: Bibliotheque = Bibliotheque(racine: Essai.dossier)) throws -> [Diagnostic] {
        try Deliberation(promotion, bibliotheque: bibliotheque).avertissements
    }

    private func named(_ reglement: String, _ change: (inout Promotion) -> Void = { _ in }) -> Promotion {
        promotion { promotion in
            promotion.entete.reglement = reglement
            change(&promotion)
        }
    }

    private func sejour(_ type: String) -> Sejour {
        Sejour(type: type, pays: "ES", debut: nil, fin: nil, semaines: 20, credits: nil, valide: true, semestre: "", derogation: nil)
    }

    @Test(arguments: [("etudes", 0), ("vacances", 1)])
    func `a stay of a type that nobody names is an error, for it would count as any other`(type: String, count: Int) {
        let found = errors(promotion { $0.dossiers[0].sejours = [sejour(type)] })
        #expect(found.count == count)
        #expect(found.allSatisfy { $0.code == "mot-inconnu" && $0.repere == .cellule(["type": type], colonne: "type") })
    }

    @Test(arguments: [("application", 0), ("stage", 1)])
    func `so is a placement`(type: String, count: Int) {
        let stage = Stage(type: type, organisme: "", lieu: "", pays: "", debut: nil, fin: nil, semaines: 20, valide: true)
        #expect(errors(promotion { $0.dossiers[0].stages = [stage] }).count == count)
    }

    @Test(arguments: [
        ("ensmac-2026", "heures_injustifiees", "7", nil), ("ensmac-2026", "heures_injustifiees", "x", "« heures_injustifiees » doit être un nombre"),
        ("polytech-lyon-2021", "alternance_5a", "Oui", nil),
        ("polytech-lyon-2021", "alternance_5a", "peut", "« alternance_5a » doit être oui ou non"),
    ])
    func `a fact is of the type that the règlement gives it`(reglement: String, nom: String, value: String, message: String?) {
        let found = errors(named(reglement) { $0.eleves[0].faits[nom] = value }, Self.livree)
        #expect(found.map(\.message) == (message.map { [$0] } ?? []))
        #expect(found.allSatisfy { $0.fichier == "eleves.csv" && $0.repere == .cellule(["eleve": "E0"], colonne: nom) })
    }

    @Test(arguments: [("emse-pdis-2025", 2, 0), ("emse-pdis-2025", 3, 1), ("ensmac-2026", 3, 0)])
    func `a year that the cursus does not have is an error`(reglement: String, niveau: Int, count: Int) {
        let found = errors(
            named(reglement) {
                $0.eleves[0].niveau = niveau
                $0.eleves[0].niveauEcrit = String(niveau)
                $0.eleves[0].entree = "2025-2026"
            }, Self.livree)
        #expect(found.map(\.code) == Array(repeating: "niveau-hors-cursus", count: count))
    }

    @Test(arguments: [("3", "S9", 1), ("5A", "S9", 0), ("3", "S5", 0)])
    func `a bare digit that the school would read otherwise is a warning`(written: String, semestre: String, count: Int) throws {
        let found = try warnings(
            named("polytech-lyon-2021") {
                $0.eleves[0].niveau = 3
                $0.eleves[0].niveauEcrit = written
                $0.maquette = Maquette(semestres: [semestre], ues: $0.maquette.ues, ecues: $0.maquette.ecues, epreuves: $0.maquette.epreuves)
                $0.entete.periode = semestre
            }, Self.livree)
        #expect(found.map(\.code) == Array(repeating: "niveau-ambigu", count: count))
    }

    @Test(arguments: [("ensmac-2026", ["complement-sans-effet"]), ("emse-pdis-2025", [])])
    func `a mark for a whole UE is said not to be used where no rule reads one`(reglement: String, codes: [String]) throws {
        let found = try warnings(
            named(reglement) {
                var column = Colonne(count: 1)
                column[0] = Saisie(etat: .note, hundredths: 1400)
                $0.notes.complementsUE[0] = column
            }, Self.livree)
        #expect(found.map(\.code) == codes)
    }

    @Test(arguments: [("ensmac-2026", 1), ("emse-icm-2025", 1), ("emse-istp-2025", 0), ("emse-specialisation-2025", 0), ("polytech-lyon-2021", 0)])
    func `percentages under a règlement without a rule for them are a warning`(reglement: String, count: Int) throws {
        let found = try warnings(
            named(reglement) {
                let ecue = ECUE(code: "A", intitule: "", ue: 0, coefficient: .one, nature: .entreprise)
                let epreuve = Epreuve(code: "", ecue: 0, nature: .entreprise, coefficient: .one)
                $0.maquette = Maquette(semestres: $0.maquette.semestres, ues: $0.maquette.ues, ecues: [ecue], epreuves: [epreuve])
            }, Self.livree)
        #expect(found.map(\.code) == Array(repeating: "nature-sans-regle", count: count))
    }

    @Test func `a procedure that neither the contract nor a rule names is a warning, with the one that was perhaps meant`() throws {
        let words = ["discipline", "dicipline", "demission", "mobilite", "tout_autre_chose"]
        let found = try warnings(
            named("emse-icm-2025") {
                $0.dossiers[0].procedures = words.map { Procedure(procedure: $0, etat: "en_cours", date: nil, cible: "") }
            }, Self.livree)
        #expect(found.map(\.code) == ["procedure-inconnue", "procedure-inconnue"])
        #expect(found.map(\.conseil) == ["vouliez-vous dire « discipline » ?", nil])
    }

    @Test func `a test whose language nobody says is a warning, unless the school accepts it by its name`() throws {
        func certification(_ test: String, _ langue: String) -> Certification {
            Certification(test: test, score: Rational(120), niveau: "", date: nil, externe: true, langue: langue)
        }
        let given = named("emse-icm-2025") {
            $0.dossiers[0].certifications = [certification("DUOLINGO", ""), certification("LINGUASKILL", ""), certification("CLES", "en")]
            $0.entete.parametres["equivalences_anglais"] = .liste([.table(["test": .texte("LINGUASKILL"), "minimum": .texte("160")])])
        }
        #expect(try warnings(given, Self.livree).map(\.repere) == [.cellule(["test": "DUOLINGO"], colonne: "test")])
    }

    @Test(arguments: [(1, false, 1), (3, false, 0), (1, true, 0)])
    func `a decision on a diploma that is not judged yet is a warning`(niveau: Int, validated: Bool, count: Int) throws {
        let found = try warnings(
            promotion {
                $0.eleves[0].niveau = niveau
                $0.dossiers[0].decisions = [Decision(jury: "", date: nil, objet: "diplome", decision: "acquis", motif: "", line: 2)]
                if validated { $0.dossiers[0].parcours = [AnneeParcours(annee: "", niveau: nil, decision: "validation_cursus", date: nil)] }
            })
        #expect(found.map(\.code) == Array(repeating: "decision-sans-effet", count: count))
    }

    // MARK: - The values that the school sets

    @Test(
        arguments: [
            (
                ValeurParametre.table(["test": .texte("IELTS"), "minimum": .texte("6.5")]),
                "une liste est attendue ; trouvé : {minimum: 6.5, test: IELTS}"
            ),
            (.texte("oui"), "une liste est attendue ; trouvé : oui"),
            (.liste([.table(["test": .texte("IELTS")])]), "une ligne n'a pas de « minimum »"),
            (
                .liste([.table(["test": .texte("IELTS"), "min": .texte("6")])]), "« min » n'est pas une colonne de cette liste (test, minimum)"
            ),
            (
                .liste([.table(["test": .texte("IELTS"), "minimum": .texte("six")])]), "« six » n'est pas un minimum : un nombre est attendu"
            ),
            (.liste([.table(["test": .texte("IELTS"), "minimum": .texte("6,5")])]), nil), (.liste([]), nil),
        ] as [(ValeurParametre, String?)])
    func `equivalences are a list of tests with a minimum each`(given: ValeurParametre, message: String?) {
        let found = errors(named("ensmac-2026") { $0.entete.parametres["equivalences_anglais"] = given }, Self.livree)
        #expect(found.map(\.message) == (message.map { ["sous « equivalences_anglais », " + $0] } ?? []))
        #expect(found.allSatisfy { $0.code == "parametre-type" && $0.conseil == "écrivez - { test: …, minimum: … }" })
    }

    @Test func `what is wrong in the header, the maquette and the élèves comes at once, with what was found`() {
        let given = named("emse-icm-2025") {
            $0.entete.parametres = ["seuil_ecue": .texte("11"), "seuil_ue": .texte("dix"), "inconnu": .texte("1")]
            let old = $0.maquette
            let ecue = ECUE(code: "A", intitule: "", ue: 0, coefficient: .one, nature: .cours, seuil: Rational(21, over: 2))
            $0.maquette = Maquette(semestres: old.semestres, ues: old.ues, ecues: [ecue], epreuves: old.epreuves)
            $0.dossiers[0].sejours = [sejour("vacances")]
        }
        let found = errors(given, Self.livree)
        #expect(
            found.map(\.code) == [
                "parametre-inconnu", "parametre-hors-borne", "parametre-type", "parametre-hors-borne", "mot-inconnu",
            ])
        #expect(found[1].message.hasPrefix("« 11 », sous « seuil_ecue », sort de ce que le règlement permet"))
        #expect(found[1].repere == .cle(["parametres", "seuil_ecue"]))
        #expect(found[2].message == "« dix », sous « seuil_ue », n'est pas un nombre")
        #expect(found[3].message.hasPrefix("le seuil de l'ECUE A, 10.50, sort de ce que le règlement permet"))
        #expect(found[3].repere == .cellule(["ecue": "A"], colonne: "seuil_ecue"))
    }

    @Test func `a header alone shows what its règlement refuses of it`() {
        var entete = promotion().entete
        entete.reglement = "ensmac-2026"
        #expect(Deliberation.fautes(entete, bibliotheque: Self.livree) == [])
        entete.parametres = ["barre_ue": .texte("9")]
        #expect(Deliberation.fautes(entete, bibliotheque: Self.livree).map(\.code) == ["parametre-non-fixable"])
        entete.reglement = "ensmac-2099"
        #expect(Deliberation.fautes(entete, bibliotheque: Self.livree).map(\.code) == ["reglement-introuvable"])
    }
}

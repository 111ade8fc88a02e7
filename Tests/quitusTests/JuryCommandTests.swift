import Foundation
import Testing

@testable import quitus

@Suite struct JuryCommandTests {
    /// A record that holds the tests' promotion, and a session convened on it.
    private func convened(_ scratch: Scratch) throws -> String {
        let base = scratch.file("ecole.quitus")
        #expect(quitus("importer", try scratch.promotion(), "--base", base).status == 0)
        let outcome = quitus(
            "jury", "convoquer", "--base", base, "--promotion", "1A-essai", "--seance", "j1", "--intitule", "Jury de 1A", "--date", "10/02/2027",
            "--president", "martin", "--membre", "martin=directeur", "--membre", "durand", "--invite", "scolarite")
        #expect(outcome == Outcome(status: 0, output: "Séance j1, Jury de 1A, 10 février 2027 : convoquée.\n", errors: ""))
        return base
    }

    @Test func `a session is held from its convening to its publication, and its decisions land in the dossiers`() throws {
        let scratch = try Scratch()
        let base = try convened(scratch)
        func jury(_ words: String...) -> Outcome { quitus(["jury", words[0], "--base", base, "--seance", "j1"] + words.dropFirst(), width: 200) }

        #expect(jury("presences", "--present", "martin", "durand").output == "2 votants présents, 2 requis : quorum atteint.\n")
        #expect(jury("geler").output == "Séance j1, Jury de 1A, 10 février 2027 : propositions gelées, 0 décision sur 3 propositions.\n")
        #expect(jury("clore", "--signataire", "martin").status == 65)
        #expect(jury("presences", "--absent", "durand").output == "1 votant présent, 2 requis : quorum non atteint.\n")
        #expect(jury("en-bloc").errors.contains("[quorum]"))
        #expect(jury("presences", "--present", "durand").status == 0)
        #expect(jury("en-bloc").output == "3 décisions prises, 0 proposition à examiner.\n")
        #expect(jury("decider", "--eleve", "E2", "--decision", "redoublement").status == 65)
        let departing = jury("decider", "--eleve", "E2", "--decision", "redoublement", "--motif", "assiduité", "--pour", "2")
        #expect(departing.output == "E2, annee : redoublement (s'écarte de ce qui est de droit).\n")
        #expect(jury("montrer").output.contains("s'écarte de ce qui est de droit"))

        let closed = jury("clore", "--signataire", "martin", "durand")
        #expect(closed.status == 0)
        #expect(closed.output.contains("\nCondensat à porter sur le PV : sha256:"))
        #expect(jury("decider", "--eleve", "E1", "--decision", "poursuite").status == 65)
        #expect(jury("publier").status == 0)
        #expect(jury("rectifier", "--eleve", "E2", "--decision", "poursuite", "--motif", "saisie", "--acteur", "durand").status == 65)
        #expect(jury("rectifier", "--eleve", "E2", "--decision", "poursuite", "--motif", "saisie", "--acteur", "martin").status == 0)
        #expect(quitus("jury", "lister", "--base", base).output.contains("publiée"))

        let judged = quitus("deliberer", "--base", base, "--promotion", "1A-essai", "--format", "json").output
        #expect(judged.contains("\"decision\""))
        #expect(judged.contains("Jury de 1A"))
        #expect(quitus("journal", "verifier", "--base", base).status == 0)
    }

    /// A règlement with a jury of its own, and a record that keeps it.
    private func withInstance(_ scratch: Scratch) throws -> String {
        let reglement = try scratch.reglement()
        let instances = """
            instances:
              jury_annee:
                intitule: Jury d'année
                article: "3"
                decide: [annee]
                president: directeur
                quorum: { au_moins: 2/3, article: "3" }
                membres:
                  directeur: { qualite: directeur des études }
                  enseignants: { qualite: enseignants, minimum: 2 }
                  scolarite: { qualite: scolarité, minimum: 0, voix: consultative }

            """
        try Data(instances.utf8).write(to: URL(filePath: reglement + "/instances.yaml"))
        let base = scratch.file("ecole.quitus")
        let imported = quitus("importer", try scratch.promotion(reglement: reglement), "--base", base)
        #expect(imported.errors == "")
        return base
    }

    @Test func `a jury is convened from the règlement that the record keeps`() throws {
        let scratch = try Scratch()
        let base = try withInstance(scratch)
        try FileManager.default.removeItem(atPath: scratch.file("ecole"))
        func convene(_ words: String...) -> Outcome {
            quitus(
                [
                    "jury", "convoquer", "--base", base, "--promotion", "1A-essai", "--seance", "j1", "--date", "2027-02-10", "--instance",
                    "jury_annee",
                ]
                    + words)
        }
        let short = convene("--membre", "martin=directeur", "--membre", "durand=enseignants", "--membre", "petit=enseignant")
        #expect(short.status == 65)
        #expect(
            short.errors == """
                erreur: Jury d'année ne peut pas siéger dans cette composition [composition]
                  - « enseignant » n'est pas un siège de cette instance (3) ; vouliez-vous dire « enseignants » ?
                  - siège « enseignants » (enseignants) : désignés 1, requis au moins 2 (3)

                """)
        let whole = ["martin=directeur", "durand=enseignants", "petit=enseignants", "roux=scolarite"].flatMap { ["--membre", $0] }
        #expect(
            quitus(
                ["jury", "convoquer", "--base", base, "--promotion", "1A-essai", "--seance", "j1", "--date", "2027-02-10", "--instance", "jury"]
                    + whole
            )
            .errors == "erreur: le règlement de la promotion n'a pas d'instance « jury » [instance-inconnue]\n  - jury_annee : Jury d'année\n")
        func conveneWhole(_ more: String...) -> Outcome {
            quitus(
                [
                    "jury", "convoquer", "--base", base, "--promotion", "1A-essai", "--seance", "j1", "--date", "2027-02-10", "--instance",
                    "jury_annee",
                ]
                    + whole + more)
        }
        #expect(conveneWhole("--quorum", "1").errors.contains("fixe le quorum de cette instance (3)"))
        #expect(conveneWhole("--president", "durand").errors.contains("« durand » n'est pas au siège qui préside, « directeur » (3)"))
        #expect(conveneWhole("--invite", "x").errors.contains("n'y admet pas d'invités"))
        #expect(conveneWhole() == Outcome(status: 0, output: "Séance j1, Jury d'année, 10 février 2027 : convoquée.\n", errors: ""))
        let session = ["--base", base, "--seance", "j1"]
        #expect(
            quitus(["jury", "presences"] + session + ["--present", "martin", "roux"]).output == "1 votant présent, 2 requis : quorum non atteint.\n")
        #expect(quitus(["jury", "geler"] + session).status == 0)
        #expect(quitus(["jury", "presences"] + session + ["--present", "durand"]).output.contains("quorum atteint"))
        #expect(
            quitus(["jury", "decider"] + session + ["--eleve", "E1", "--objet", "ue:UE1", "--decision", "validee", "--motif", "m"]).status == 65)
        #expect(quitus(["jury", "en-bloc"] + session).status == 0)
        #expect(quitus("journal", "verifier", "--base", base).status == 0)
    }

    @Test func `a substitute is designated when the jury is convened and noted in someone's place`() throws {
        let scratch = try Scratch()
        let base = scratch.file("ecole.quitus")
        #expect(quitus("importer", try scratch.promotion(), "--base", base).status == 0)
        let start = [
            "jury", "convoquer", "--base", base, "--promotion", "1A-essai", "--seance", "j1", "--intitule", "Jury", "--date", "2027-02-10",
            "--president", "martin", "--membre", "martin", "--membre", "durand=enseignante",
        ]
        let unknown = quitus(start + ["--suppleant", "petit=dupont"])
        #expect(unknown.status == 64)
        #expect(unknown.errors.hasPrefix("erreur: « --suppleant petit=dupont » ne dit pas quel membre est suppléé"))
        #expect(quitus(start + ["--suppleant", "petit=durand"]).status == 0)
        func presences(_ words: String...) -> Outcome { quitus(["jury", "presences", "--base", base, "--seance", "j1"] + words) }
        #expect(presences("--present", "petit").status == 65)
        #expect(presences("--remplace", "durand").status == 64)
        #expect(presences("--remplace", "durand=petit", "martin=petit").status == 64)
        #expect(
            presences("--present", "martin", "--remplace", "durand=petit").output == "2 votants présents, 2 requis : quorum atteint.\n")
        #expect(
            quitus("jury", "montrer", "--base", base, "--seance", "j1", width: 300).output.contains(
                "petit (enseignante, à la place de durand, présent)"))
        #expect(quitus("journal", "verifier", "--base", base).status == 0)
    }

    @Test func `decisions are shown object by object, and those that nothing proposed are counted apart`() throws {
        let scratch = try Scratch()
        let base = try convened(scratch)
        func jury(_ words: String..., width: Int = 100) -> Outcome {
            quitus(["jury", words[0], "--base", base, "--seance", "j1"] + words.dropFirst(), width: width)
        }
        #expect(jury("presences", "--present", "martin", "durand").status == 0)
        #expect(jury("geler").status == 0)
        #expect(jury("en-bloc").status == 0)
        #expect(jury("decider", "--eleve", "E2", "--objet", "ue:UE1", "--decision", "validee", "--motif", "assiduité remarquable").status == 0)
        for width in [60, 80, 100, 120] {
            let shown = jury("montrer", width: width).output
            #expect(shown.replacing("\n", with: " ").contains("propositions gelées, 3 décisions sur 3 propositions, 1 sur d'autres objets. "))
            #expect(shown.contains("ue:UE1"))
            #expect(shown.split(separator: "\n").allSatisfy { $0.displayWidth <= width }, "wider than \(width)")
        }
        try expectGolden(jury("montrer", width: 80).output, "jury-montrer-80")
        try expectGolden(jury("montrer", width: 120).output, "jury-montrer-120")
        let one = jury("montrer", "--eleve", "E2").output
        #expect(one.contains("Décision : validée (hors des options du règlement)\n    Raison du jury : assiduité remarquable\n"))
        #expect(!one.contains("E3"))
        #expect(jury("montrer", "--eleve", "E9").status == 65)
        #expect(quitus("jury", "lister", "--base", base).output.contains("3/3"))
    }

    @Test func `without an instance, the name of the jury and its president must be given`() throws {
        let scratch = try Scratch()
        let base = try withInstance(scratch)
        let outcome = quitus(
            "jury", "convoquer", "--base", base, "--promotion", "1A-essai", "--seance", "j1", "--date", "2027-02-10", "--membre", "martin")
        #expect(outcome.status == 64)
        #expect(outcome.errors.hasPrefix("erreur: Il manque --intitule et --president, ou --instance <id>."))
    }

    @Test func `a session is called off only with a reason`() throws {
        let scratch = try Scratch()
        let base = try convened(scratch)
        #expect(quitus("jury", "annuler", "--base", base, "--seance", "j1").status == 65)
        let outcome = quitus("jury", "annuler", "--base", base, "--seance", "j1", "--raison", "grève")
        #expect(outcome.output == "Séance j1, Jury de 1A, 10 février 2027 : annulée.\n")
    }

    @Test func `what is badly written is refused before the record is touched`() throws {
        let scratch = try Scratch()
        let base = try convened(scratch)
        let start = [
            "jury", "convoquer", "--base", base, "--promotion", "1A-essai", "--seance", "j2", "--intitule", "J", "--president", "martin", "--membre",
            "martin",
        ]
        #expect(quitus(start + ["--date", "demain"]).status == 64)
        #expect(quitus(start + ["--date", "2027-02-10", "--quorum", "beaucoup"]).status == 64)
        #expect(quitus(start + ["--date", "2027-02-10", "--quorum", "3"]).status == 65)
        #expect(quitus("jury", "presences", "--base", base, "--seance", "j1").status == 64)
        #expect(quitus("jury", "presences", "--base", base, "--seance", "j1", "--present", "martin", "--absent", "martin").status == 64)
        let unknown = quitus("jury", "montrer", "--base", base, "--seance", "j9")
        #expect(unknown.status == 65)
        #expect(unknown.errors == "erreur: le registre ne contient pas de séance « j9 » [seance-inconnue]\n  - j1\n")
    }
}

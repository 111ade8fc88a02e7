import Scolarite
import Testing
import Valeurs

@testable import Registre

struct SuppleantsTests {
    /// Five who vote, so a quorum of three; two substitutes for the teachers, one for nobody who votes.
    static let instance = Instance(
        identifiant: "comite", intitule: "Comité des études", president: "p",
        membres: [
            Membre(personne: "p", qualite: "directeur"), Membre(personne: "a"), Membre(personne: "b"), Membre(personne: "c"), Membre(personne: "d"),
            Membre(personne: "s", supplee: ["a", "b", "c", "d"]), Membre(personne: "t", supplee: ["a", "b", "c", "d"]),
            Membre(personne: "invitee", voix: .consultative), Membre(personne: "u", voix: .consultative, supplee: ["invitee"]),
        ], quorum: .auMoins(Rational(1, over: 2)))

    private func convened() throws -> Base {
        let base = try Base.enMemoire()
        let promotion = PromotionDEssai.make()
        _ = try base.importer(promotion, reglement: .essai(), par: .essai()).get()
        _ = try base.convoquer(
            promotion.entete.code, seance: "J1", instance: Self.instance, date: CalendarDate("2027-02-12")!, par: .essai(1)
        ).get()
        return base
    }

    @Test func `substitutes add nothing to those of whom the quorum is a share`() throws {
        #expect(Self.instance.defauts.isEmpty)
        #expect(try convened().seance("J1")?.quorum == 3)
    }

    @Test func `a substitute sits in the place of an absent member, and the place counts once`() throws {
        let base = try convened()
        let before = try base.noterPresences("J1", ["p": true, "a": true], par: .essai(2)).get()
        #expect(before.votantsPresents == 2)
        #expect(!before.quorumAtteint)
        let seance = try base.noterPresences("J1", [:], remplacements: ["s": "b"], par: .essai(3)).get()
        #expect(seance.remplacements == ["s": "b"])
        #expect(seance.presences == ["p": true, "a": true, "b": false, "s": true])
        #expect(seance.votantsPresents == 3)
        #expect(seance.quorumAtteint)
        // A consultative member's substitute does not make a voter.
        #expect(try base.noterPresences("J1", [:], remplacements: ["u": "invitee"], par: .essai(4)).get().votantsPresents == 3)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `a member who comes after all takes their place back`() throws {
        let base = try convened()
        _ = try base.noterPresences("J1", ["p": true], remplacements: ["s": "b"], par: .essai(2)).get()
        let refus = try base.noterPresences("J1", ["b": true], par: .essai(3)).refus
        #expect(refus?.details == ["« b » est présent : « s » ne siège pas à sa place"])
        let seance = try base.noterPresences("J1", ["b": true, "s": false], par: .essai(4)).get()
        #expect(seance.votantsPresents == 2)
        #expect(seance.remplacements.isEmpty)
        #expect(seance.presences["s"] == false)
        #expect(try base.verifier().estIntacte)
    }

    @Test(arguments: [
        (["s": true], [:], "« s » est suppléant : dites à la place de qui il siège (a, b, c, d)"),
        ([:], ["s": "p"], "« s » ne supplée pas « p »"), ([:], ["a": "b"], "« a » ne supplée pas « b »"),
        ([:], ["s": "b", "t": "b"], "« s » et « t » ne peuvent pas siéger ensemble à la place de « b »"),
        (["b": true], ["s": "b"], "« b » est présent : « s » ne siège pas à sa place"),
        (["s": false], ["s": "b"], "« s » ne peut pas remplacer « b » en étant absent"),
    ])
    func `nobody sits twice, nor in a place that is not theirs to take`(presences: [String: Bool], remplacements: [String: String], why: String)
        throws
    {
        let base = try convened()
        let refus = try #require(try base.noterPresences("J1", presences, remplacements: remplacements, par: .essai(2)).refus)
        #expect(refus.code == .composition)
        #expect(refus.details == [why])
        #expect(try base.seance("J1")?.presences == [:])
    }

    @Test func `strangers neither replace nor are replaced`() throws {
        let base = try convened()
        #expect(try base.noterPresences("J1", [:], remplacements: ["s": "x"], par: .essai(2)).refus?.details == ["x"])
        #expect(try base.noterPresences("J1", [:], remplacements: ["y": "a"], par: .essai(2)).refus?.details == ["y"])
    }

    @Test func `a substitute signs, and a vote counts their voice`() throws {
        let base = try convened()
        let code = try #require(try base.seance("J1")?.promotion)
        _ = try base.noterPresences("J1", ["p": true, "a": true], remplacements: ["s": "b"], par: .essai(2)).get()
        _ = try base.geler(
            "J1", propositions: [PropositionJury(eleve: "E1", objet: "annee", proposition: "passage", deDroit: true)], reglement: "sha256:aa",
            programme: "1", vu: try base.version(code), par: .essai(3)
        ).get()
        let tooMany = try base.decider("J1", eleve: "E1", objet: "annee", decision: "passage", votes: Votes(pour: 4, contre: 0), par: .essai(4))
        #expect(tooMany.refus?.code == .decision)
        _ = try base.decider("J1", eleve: "E1", objet: "annee", decision: "passage", votes: Votes(pour: 3, contre: 0), par: .essai(4)).get()
        #expect(try base.clore("J1", signataires: ["p", "b"], par: .essai(5)).refus?.details == ["b"])
        #expect(try base.clore("J1", signataires: ["p", "s"], par: .essai(6)).get().signataires == ["p", "s"])
    }

    @Test(arguments: [
        (Membre(personne: "s", supplee: ["x"]), "« s » supplée « x », qui n'est pas un membre titulaire de même voix"),
        (Membre(personne: "s", supplee: ["invitee"]), "« s » supplée « invitee », qui n'est pas un membre titulaire de même voix"),
        (Membre(personne: "s", supplee: ["p"]), "« s » supplée « p » : qui préside n'a pas de suppléant"),
    ])
    func `a substitute stands in for a member of the same voice, never for the president`(suppleant: Membre, why: String) {
        let instance = Instance(
            identifiant: "c", intitule: "C", president: "p",
            membres: [Membre(personne: "p"), Membre(personne: "invitee", voix: .consultative), suppleant], quorum: .nombre(1))
        #expect(instance.defauts == [why])
    }
}

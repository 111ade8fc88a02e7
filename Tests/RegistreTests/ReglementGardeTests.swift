import Scolarite
import Testing
import Valeurs

@testable import Registre

struct ReglementGardeTests {
    private let promotion = PromotionDEssai.make()
    private var code: String { promotion.entete.code }

    @Test func `an import keeps the règlement that the promotion names, once`() throws {
        let base = try Base.enMemoire()
        let first = try base.importer(promotion, reglement: .essai(), par: .essai()).get()
        #expect(first.reglement == "essai-2026")
        #expect(first.lignes.last == "Règlement « essai-2026 » gardé avec la promotion, octet pour octet.")
        let kept = try #require(try base.reglement(de: code))
        #expect(kept.empreinte == "sha256:aa")
        #expect(try base.bundle(empreinte: kept.bundle) == ReglementLuDuDisque.essai().fichiers)
        // The files changed on disk: what is kept prevails, and nothing is written.
        let again = try base.importer(promotion, reglement: .essai("sha256:bb", texte: "autre"), par: .essai(1)).get()
        #expect(again.estVide)
        #expect(try base.reglement(de: code) == kept)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `a trial says that the règlement would be kept, and keeps nothing`() throws {
        let base = try Base.enMemoire()
        let trial = try base.importer(promotion, reglement: .essai(), par: .essai(), essai: true).get()
        #expect(trial.reglement == "essai-2026")
        #expect(try base.bundles().isEmpty)
    }

    @Test func `another règlement is adopted by an act that gives its reason, and the one before still judges the past`() throws {
        let base = try Base.enMemoire()
        _ = try base.importer(promotion, reglement: .essai(), par: .essai()).get()
        let new = ReglementLuDuDisque.essai("sha256:bb", texte: "corrigé")
        #expect(try base.adopter(code, reglement: new, par: .essai(1)).refus?.code == .acte)
        let adopted = try base.adopter(code, reglement: new, par: .essai(2, raison: "article 3 corrigé")).get()
        #expect(adopted.empreinte == "sha256:bb")
        #expect(try base.adopter(code, reglement: new, par: .essai(3)).get() == adopted)
        #expect(try base.reglement(de: code) == adopted)
        #expect(try base.reglement(de: code, au: Acte.essai(1).instant)?.empreinte == "sha256:aa")
        #expect(try base.reglement(de: code, au: Acte.essai(2).instant)?.empreinte == "sha256:bb")
        #expect(try base.reglements(de: code).map(\.empreinte) == ["sha256:aa", "sha256:bb"])
        #expect(try base.verifier().estIntacte)
    }

    @Test func `a promotion that names another règlement has none kept until one is`() throws {
        let base = try Base.enMemoire()
        _ = try base.importer(promotion, reglement: .essai(), par: .essai()).get()
        var other = promotion
        other.entete.reglement = "essai-2027"
        _ = try base.importer(other, par: .essai(1)).get()
        #expect(try base.reglement(de: code) == nil)
        #expect(try base.reglement(de: code, au: Acte.essai().instant)?.identifiant == "essai-2026")
        #expect(try base.adopter(code, reglement: .essai(), par: .essai(2, raison: "m")).refus?.code == .bundle)
        var next = ReglementLuDuDisque.essai("sha256:cc", texte: "reglement: essai-2027")
        (next.nom, next.identifiant) = ("essai-2027", "essai-2027")
        #expect(try base.importer(other, reglement: next, par: .essai(3)).get().reglement == "essai-2027")
        #expect(try base.reglement(de: code)?.empreinte == "sha256:cc")
        #expect(try base.importer(promotion, reglement: next, par: .essai(4)).refus?.code == .bundle)
        #expect(try base.verifier().estIntacte)
    }

    @Test func `proposals are frozen only under the règlement that the record keeps`() throws {
        let base = try Base.enMemoire()
        _ = try base.importer(promotion, par: .essai()).get()
        _ = try base.convoquer(code, seance: "J1", instance: SeanceTests.instance, date: CalendarDate("2027-02-12")!, par: .essai(1)).get()
        func freeze(_ minute: Int) throws -> Refus? {
            try base.geler(
                "J1", propositions: SeanceTests.propositions, reglement: "sha256:aa", programme: "1.0", vu: try base.version(code),
                par: .essai(minute)
            ).refus
        }
        #expect(try freeze(2)?.code == .bundle)
        _ = try base.adopter(code, reglement: .essai("sha256:bb"), par: .essai(3)).get()
        #expect(try freeze(4)?.code == .bundle)
        _ = try base.adopter(code, reglement: .essai(texte: "autre"), par: .essai(5, raison: "m")).get()
        #expect(try freeze(6) == nil)
        #expect(try base.faitsChanges(depuisGelDe: "J1")?.estVide == true)
        _ = try base.adopter(code, reglement: .essai("sha256:dd", texte: "encore"), par: .essai(7, raison: "m")).get()
        #expect(try base.faitsChanges(depuisGelDe: "J1")?.reglement == "essai-2026")
    }

    @Test func `the verifier replays what is kept, and finds a row or a file that is not what the journal says`() throws {
        for (statement, nature) in [
            ("UPDATE reglement_garde SET empreinte = 'sha256:zz'", Rupture.Nature.table), ("UPDATE contenu_bundle SET contenu = x'00'", .bundle),
        ] {
            let base = try Base.enMemoire()
            _ = try base.importer(promotion, reglement: .essai(), par: .essai()).get()
            try base.store.write { try $0.execute(statement) }
            guard case .rompue(let fault) = try base.verifier() else { Issue.record("not found: \(statement)"); continue }
            #expect(fault.nature == nature)
            #expect(fault.entree != nil)
        }
    }

    @Test func `an import cut before its règlement shows in the journal`() throws {
        let folder = try DossierTemporaire()
        let base = try Base.ouvrir(folder.base, creer: true)
        _ = try base.importer(promotion, reglement: .essai(), par: .essai()).get()
        try base.store.write { session in
            let last = try session.first("SELECT max(seq) FROM journal") { $0.int(0) } ?? 0
            try session.execute("DROP TRIGGER journal_sans_suppression")
            try session.execute("DELETE FROM reglement_garde WHERE depuis = ?", [.int(last)])
            try session.execute("DELETE FROM journal WHERE seq = ?", [.int(last)])
        }
        guard case .rompue(let fault) = try base.verifier() else { Issue.record("not found"); return }
        #expect(fault.nature == .manque)
    }
}

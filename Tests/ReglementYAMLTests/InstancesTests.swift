import Foundation
import ReglementYAML
import Testing
import Valeurs

struct InstancesTests {
    static let racine = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Reglements").standardized.path

    /// The instance `id` of a shipped règlement.
    private func instance(_ reglement: String, _ id: String) throws -> InstanceDeclaree {
        let lu = Bibliotheque(racine: Self.racine).charger(reglement)
        #expect(lu.erreurs.isEmpty)
        return try #require(lu.instances.first { $0.id.valeur == id }, "\(reglement) has no instance \(id)")
    }

    private func faults(_ instance: InstanceDeclaree, _ people: [(String, String)], invites: [(String, String)] = []) -> [String] {
        do throws(FautesComposition) {
            _ = try instance.composer(people.map { (personne: $0.0, siege: $0.1) }, invites: invites.map { (personne: $0.0, qualite: $0.1) })
            return []
        } catch {
            return error.lignes
        }
    }

    private static let seated = [
        ("a", "directeur_adjoint"), ("b", "enseignants"), ("c", "enseignants"), ("d", "enseignants"), ("e", "enseignants"),
        ("f", "responsable_etudes"), ("g", "assistance_sociale"),
    ]

    @Test func `people are seated as the règlement says, with the vote of their seat`() throws {
        let comite = try instance("emse-icm-2025", "comite_etudes")
        #expect(comite.quorum?.valeur == .auMoins(Rational(1, over: 2)))
        let composed = try comite.composer(Self.seated.map { (personne: $0.0, siege: $0.1) }, invites: [(personne: "h", qualite: "tutrice")])
        #expect(composed.president == "a")
        #expect(composed.membres.filter(\.deliberative).map(\.id) == ["a", "b", "c", "d", "e"])
        let guest = try #require(composed.membres.last)
        #expect([guest.id, guest.qualite] == ["h", "tutrice"])
        #expect(!guest.deliberative)
    }

    @Test func `a seat short, overfull or unknown is said with its article`() throws {
        let comite = try instance("emse-icm-2025", "comite_etudes")
        #expect(faults(comite, Self.seated) == [])
        let short = faults(comite, Self.seated.filter { $0.0 != "e" })
        #expect(short == ["siège « enseignants » (représentants titulaires des enseignants) : désignés 3, requis 4 (Annexe 1A)"])
        #expect(faults(comite, Self.seated + [("z", "enseignants")]).count == 1)
        #expect(
            faults(comite, Self.seated + [("z", "enseignant")])
                == ["« enseignant » n'est pas un siège de cette instance (1.1.3, Annexe 1A) ; vouliez-vous dire « enseignants » ?"])
        #expect(faults(comite, Self.seated.filter { $0.1 != "directeur_adjoint" }).count == 1)
    }

    @Test func `as many substitutes as the annex names, each for the members of their seat`() throws {
        let comite = try instance("emse-icm-2025", "comite_etudes")
        let people = Self.seated.map { (personne: $0.0, siege: $0.1) }
        func faults(_ suppleants: [(personne: String, siege: String)]) -> [String] {
            do throws(FautesComposition) {
                _ = try comite.composer(people, suppleants: suppleants)
                return []
            } catch {
                return error.lignes
            }
        }
        let four = ["q", "r", "s", "t"].map { (personne: $0, siege: "enseignants") }
        let composed = try comite.composer(people, suppleants: four)
        #expect(composed.membres.first { $0.id == "q" }?.supplee == ["b", "c", "d", "e"])
        #expect(composed.membres.first { $0.id == "b" }?.supplee == [])
        #expect(
            faults(four + [(personne: "u", siege: "enseignants")])
                == ["siège « enseignants » (représentants titulaires des enseignants) : suppléants désignés 5, au plus 4 (Annexe 1A)"])
        #expect(
            faults([(personne: "q", siege: "directeur_adjoint")])
                == [
                    "siège « directeur_adjoint » (directeur adjoint chargé de la formation ou représentant) : suppléants désignés 1, il n'en a pas (Annexe 1A)"
                ])
        #expect(faults([(personne: "q", siege: "enseignant")]).count == 1)
    }

    @Test func `others are heard only where the règlement allows it`() throws {
        let jury = try instance("ensmac-2026", "jury_annee")
        let seated = jury.sieges.flatMap { siege in (0..<siege.minimum).map { ("\(siege.id.valeur)\($0)", siege.id.valeur) } }
        #expect(faults(jury, seated) == [])
        #expect(faults(jury, seated, invites: [("x", "délégué")]) == ["l'article qui compose cette instance (3 II-2) n'y admet pas d'invités"])
    }

    @Test(arguments: [("emse-icm-2025", "emse-ismin-2025"), ("emse-icm-2025", "emse-fise-2025")])
    func `a child has its parent's instances`(first: String, second: String) throws {
        let bibliotheque = Bibliotheque(racine: Self.racine)
        #expect(bibliotheque.charger(first).instances.map(\.id.valeur) == bibliotheque.charger(second).instances.map(\.id.valeur))
    }

    @Test func `a child's instance takes the place of its parent's of the same id`() throws {
        let pdis = try instance("emse-pdis-2025", "comite_etudes")
        #expect(pdis.article.valeur.contains("Annexe 1D"))
        #expect(Bibliotheque(racine: Self.racine).charger("emse-pdis-2025").instances.count { $0.id.valeur == "comite_etudes" } == 1)
    }

    @Test func `a règlement that a record keeps has its instances`() throws {
        let disk = Bibliotheque(racine: Self.racine).versions("emse-pdis-2025")
        let kept = Bibliotheque(fichiers: Bibliotheque.fichiers(disk)).charger("emse-pdis-2025")
        #expect(kept.instances.map(\.id.valeur) == disk.first?.instances.map(\.id.valeur))
        #expect(!kept.instances.isEmpty)
    }
}

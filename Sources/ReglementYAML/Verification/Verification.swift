import Reglement
import Scolarite
import Valeurs

/// What `quitus verifier` says of a bundle: what is wrong in its files, and which worked examples it contradicts.
public struct Verification: Sendable {
    public let reglement: String
    public let diagnostics: [Diagnostic]
    public let exemples: [ExempleJoue]

    public struct ExempleJoue: Sendable {
        public let exemple: String
        public let fichier: String
        public let titre: String
        /// Empty when the règlement gives what the example expects.
        public let ecarts: [Ecart]

        func sans(_ positions: Set<Position>, _ objets: Set<[String]>) -> ExempleJoue {
            let kept = ecarts.filter { !positions.contains($0.position) && !objets.contains([exemple, $0.objet]) }
            return .init(exemple: exemple, fichier: fichier, titre: titre, ecarts: kept)
        }
    }

    public struct Ecart: Sendable, Hashable {
        /// `ue:UE1`, field `statut`.
        public let objet: String
        public let champ: String
        public let attendu: String
        public let obtenu: String
        public let position: Position
        /// Why the règlement gives what it gives.
        public let phrases: [String]
    }

    public var reussit: Bool { !diagnostics.contains { $0.gravite == .erreur } && exemples.allSatisfy(\.ecarts.isEmpty) }

    /// - Parameter bibliotheque: where the bases of an overlay's examples are found (`reglement:` under `donne`).
    public init(_ lu: ReglementLu, bibliotheque: Bibliotheque) {
        reglement = lu.surcouche ?? lu.declaration.id.valeur
        var found = lu.diagnostics
        if !found.contains(where: { $0.gravite == .erreur }) { found += Controles(lu, bibliotheque: bibliotheque).diagnostics() }
        if !found.contains(where: { $0.gravite == .erreur }) { found += Verification.manques(lu) }
        diagnostics = found
        // What an example cannot expect is said once, as a fault of the example.
        let fautifs = Set(found.filter { $0.code == "exemple-attendu" }.map { Position(fichier: $0.fichier, ligne: $0.ligne, colonne: $0.colonne) })
        let inconnus = fautifs.isEmpty ? [] : ControleExemples(lu: lu, estParent: true).objetsInconnus()
        exemples = lu.erreurs.isEmpty ? Verification.play(lu, bibliotheque).map { $0.sans(fautifs, inconnus) } : []
    }

    /// A règlement that nothing tries, or that does not say what it carries of its text, is not yet one to rely on.
    private static func manques(_ lu: ReglementLu) -> [Diagnostic] {
        var found: [Diagnostic] = []
        if lu.exemples.isEmpty {
            found.append(
                .at(
                    lu.declaration.id.position, "aucun exemple n'essaie ce règlement", code: "exemples-absents",
                    conseil: "écrivez les cas que l'école connaît, dans exemples/*.yaml", gravite: .avertissement))
        }
        if lu.provisions.isEmpty {
            found.append(
                .at(
                    lu.declaration.id.position, "rien ne dit ce que ce règlement porte de son texte", code: "couverture-absente",
                    conseil: "donnez chaque disposition dans couverture.yaml, avec ce qui la porte", gravite: .avertissement))
        }
        return found
    }

    private static func play(_ lu: ReglementLu, _ bibliotheque: Bibliotheque) -> [ExempleJoue] {
        var bases: [String: Programme] = [:]
        return lu.exemples.map { exemple in
            let base = exemple.promotion.entete.reglement
            guard let surcouche = lu.surcouche, !base.isEmpty, base != lu.declaration.id.valeur else { return play(exemple, lu.programme) }
            let programme = bases[base] ?? bibliotheque.charger(base, surcouche: surcouche).programme
            bases[base] = programme
            return play(exemple, programme)
        }
    }

    static func play(_ exemple: Exemple, _ programme: Programme) -> ExempleJoue {
        func joue(_ ecarts: [Ecart]) -> ExempleJoue {
            .init(exemple: exemple.id.valeur, fichier: exemple.fichier, titre: exemple.titre, ecarts: ecarts)
        }
        let jugement: Jugement
        do throws(Juge.Fautes) {
            jugement = try Juge(programme, exemple.promotion).juger()
        } catch {
            let expected = exemple.attendus.first { $0.objet.valeur == "erreur" }
            if let expected, error.diagnostics.contains(where: { $0.code == expected.champs.first.map { Verification.text($0.valeur) } }) {
                return joue([])
            }
            return joue(
                error.diagnostics.map {
                    Ecart(
                        objet: "parametres", champ: "", attendu: "des paramètres que le règlement permet", obtenu: $0.message,
                        position: exemple.id.position, phrases: [])
                })
        }
        var ecarts: [Ecart] = []
        for attendu in exemple.attendus {
            guard let situe = jugement.eleves.first(where: { $0.eleve == attendu.eleve }) else { continue }
            let vue = Vue(situe: situe, objet: attendu.objet.valeur)
            for champ in attendu.champs {
                guard let obtenu = vue.champ(champ.nom) else {
                    ecarts.append(
                        Ecart(
                            objet: attendu.objet.valeur, champ: champ.nom, attendu: text(champ.valeur), obtenu: "rien de ce nom",
                            position: champ.position, phrases: []))
                    continue
                }
                if !agrees(champ.valeur, obtenu) {
                    ecarts.append(
                        Ecart(
                            objet: attendu.objet.valeur, champ: champ.nom, attendu: text(champ.valeur), obtenu: text(obtenu),
                            position: champ.position, phrases: vue.motifs.prefix(3).map(\.phrase)))
                }
            }
        }
        return joue(ecarts)
    }

    static func text(_ valeur: Exemple.Valeur) -> String {
        switch valeur {
        case .texte(let text): text
        case .liste(let items): "[\(items.joined(separator: ", "))]"
        }
    }

    /// Numbers are compared exactly (`37/3`), lists in any order.
    private static func agrees(_ attendu: Exemple.Valeur, _ obtenu: Exemple.Valeur) -> Bool {
        switch (attendu, obtenu) {
        case (.texte(let a), .texte(let b)): return a == b || (fraction(a) != nil && fraction(a) == fraction(b))
        case (.liste(let a), .liste(let b)): return a.sorted() == b.sorted()
        case (.texte(let a), .liste(let b)): return a.isEmpty ? b.isEmpty : b == [a]
        default: return false
        }
    }

    private static func fraction(_ text: String) -> Rational? {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let a = Int64(parts[0]), let b = Int64(parts[1]) else { return Rational(decimal: text, comma: true) }
        return Rational(a, over: b)
    }

    /// The fields of one object of a judgement, under the names of the contract.
    private struct Vue {
        var champs: [String: Exemple.Valeur] = [:]
        var motifs: [Motif] = []

        func champ(_ nom: String) -> Exemple.Valeur? { champs[nom] }

        init(situe: Jugement.Situe, objet: String) {
            let parts = objet.split(separator: ":", maxSplits: 1).map(String.init)
            func texte(_ value: String?) -> Exemple.Valeur { .texte(value ?? "null") }
            func decision(_ decided: Jugement.Decidee?) { champs["decision"] = texte(decided?.decision) }
            switch (parts.first ?? "", parts.count > 1 ? parts[1] : "") {
            case ("ecue", let code):
                guard let ecue = situe.ecues.first(where: { $0.ecue == code }) else { return }
                champs = [
                    "statut": texte(ecue.statut), "rattrapage": texte(ecue.rattrapage), "note": texte(ecue.note?.exact.fraction),
                    "rang": texte(ecue.rang.map(String.init)),
                ]
                decision(ecue.decision)
                motifs = ecue.motifs
            case ("ue", let code):
                guard let ue = situe.ues.first(where: { $0.ue == code }) else { return }
                champs = [
                    "statut": texte(ue.statut), "moyenne": texte(ue.moyenne?.exact.fraction), "ects": texte(ue.ects.exact.fraction),
                    "grade": texte(ue.grade), "rang": texte(ue.rang.map(String.init)),
                ]
                decision(ue.decision)
                motifs = ue.motifs
            case ("semestre", let code):
                guard let semestre = situe.semestres.first(where: { $0.semestre == code }) else { return }
                champs = [
                    "statut": texte(semestre.statut), "moyenne": texte(semestre.moyenne?.exact.fraction), "ects": texte(semestre.ects.exact.fraction),
                    "rang": texte(semestre.rang.map(String.init)),
                ]
                decision(semestre.decision)
                motifs = semestre.motifs
            case ("annee", _):
                let annee = situe.annee
                champs = [
                    "proposition": texte(annee.proposition), "statut": texte(annee.proposition),
                    "options": .liste(annee.options.filter(\.ouverte).map(\.nom)),
                    "options_fermees": .liste(annee.options.filter { !$0.ouverte }.map(\.nom)), "niveau": texte(String(annee.niveau)),
                    "moyenne": texte(annee.moyenne?.exact.fraction), "rang": texte(annee.rang.map(String.init)), "mention": texte(annee.mention),
                ]
                decision(annee.decision)
                motifs = annee.motifs + annee.options.flatMap(\.motifs)
            case ("condition", let nom):
                guard let condition = situe.conditions.first(where: { $0.condition == nom }) else { return }
                champs = ["statut": texte(condition.statut)]
                decision(condition.decision)
                motifs = condition.motifs
            case ("diplome", _):
                champs = [
                    "statut": texte(situe.diplome.statut), "echeance": texte(situe.diplome.echeance?.iso), "titre": texte(situe.diplome.titre),
                    "mention": texte(situe.diplome.mention),
                ]
                decision(situe.diplome.decision)
                motifs = situe.diplome.motifs
            case ("gpa", _): champs = ["statut": texte(situe.gpa?.exact.fraction), "gpa": texte(situe.gpa?.exact.fraction)]
            case ("alerte", let code):
                let raised = situe.alertes.filter { $0.code == code }
                champs = ["statut": texte(raised.isEmpty ? "non" : "oui"), "nombre": texte(String(raised.count))]
                motifs = raised.flatMap(\.motifs)
            default: return
            }
        }
    }
}

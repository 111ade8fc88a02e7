import Valeurs

/// A past jury replayed: each difference between its minutes and what the règlement proposes, and where it comes from.
public struct Comparaison: Sendable {
    /// One line of the minutes of a past jury (`pv.csv`).
    public struct LignePV: Sendable, Hashable {
        public let eleve: String
        /// `ecue:CODE`, `ue:CODE`, `semestre:S5`, `annee`, `diplome`.
        public let objet: String
        public let decision: String
        /// A mark or a mean, or empty.
        public let valeur: String
        public let ligne: Int

        public init(eleve: String, objet: String, decision: String, valeur: String, ligne: Int) {
            (self.eleve, self.objet, self.decision, self.valeur, self.ligne) = (eleve, objet, decision, valeur, ligne)
        }
    }

    /// Where a difference comes from (contract, section 2).
    public enum Classe: String, Sendable, CaseIterable {
        /// A mark is not the same.
        case entree
        /// The same marks, another rule.
        case regle
        /// A reading of an ambiguous article explains it.
        case lecture
        /// The jury decided on top of the rule.
        case decision
    }

    public struct Difference: Sendable {
        public let eleve: String
        public let objet: String
        public let ligne: Int
        public let pv: String
        public let propose: String
        /// `nil` when nothing explains it: an élève or an object that the folder does not hold.
        public let classe: Classe?
        public let explication: String
        public let motifs: [Motif]
    }

    public let lignes: Int
    public let differences: [Difference]
    public var toutesClassees: Bool { differences.allSatisfy { $0.classe != nil } }

    public init(_ jugement: Jugement, pv: [LignePV], appartenance: (_ ecue: String) -> String?) {
        lignes = pv.count
        let byEleve = Dictionary(jugement.eleves.map { ($0.eleve, $0) }) { first, _ in first }
        // UE of which the minutes hold other marks: what is above them differs for that reason.
        var autresNotes: [String: Set<String>] = [:]
        for ligne in pv {
            guard ligne.objet.hasPrefix("ecue:"), let situe = byEleve[ligne.eleve], let vue = Comparaison.vue(ligne.objet, situe) else { continue }
            if Comparaison.differs(ligne.valeur, vue.nombre), let ue = appartenance(String(ligne.objet.dropFirst(5))) {
                autresNotes[ligne.eleve, default: []].insert(ue)
            }
        }
        differences = pv.compactMap { ligne in
            guard let situe = byEleve[ligne.eleve] else {
                return Difference(
                    eleve: ligne.eleve, objet: ligne.objet, ligne: ligne.ligne, pv: ligne.decision, propose: "", classe: nil,
                    explication: "Cet élève n'est pas dans le dossier.", motifs: [])
            }
            guard let vue = Comparaison.vue(ligne.objet, situe) else {
                return Difference(
                    eleve: ligne.eleve, objet: ligne.objet, ligne: ligne.ligne, pv: ligne.decision, propose: "", classe: nil,
                    explication: "Cet objet n'est pas jugé pour cet élève.", motifs: [])
            }
            return Comparaison.difference(ligne, vue, situe, autresNotes[ligne.eleve] ?? [], appartenance)
        }
    }

    private struct Vue {
        let statut: String
        let nombre: Rational?
        let motifs: [Motif]
        var options: [Jugement.OptionJugee] = []
        let decision: Jugement.Decidee?
    }

    private static func vue(_ objet: String, _ situe: Jugement.Situe) -> Vue? {
        let parts = objet.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first ?? "", parts.count > 1 ? parts[1] : "") {
        case ("ecue", let code):
            return situe.ecues.first { $0.ecue == code }.map {
                Vue(statut: $0.statut, nombre: $0.note?.exact, motifs: $0.motifs, decision: $0.decision)
            }
        case ("ue", let code):
            return situe.ues.first { $0.ue == code }.map {
                Vue(statut: $0.statut, nombre: $0.moyenne?.exact, motifs: $0.motifs, decision: $0.decision)
            }
        case ("semestre", let code):
            return situe.semestres.first { $0.semestre == code }.map {
                Vue(statut: $0.statut, nombre: $0.moyenne?.exact, motifs: $0.motifs, decision: $0.decision)
            }
        case ("annee", _):
            return Vue(
                statut: situe.annee.proposition, nombre: nil, motifs: situe.annee.motifs, options: situe.annee.options, decision: situe.annee.decision
            )
        case ("diplome", _): return Vue(statut: situe.diplome.statut, nombre: nil, motifs: situe.diplome.motifs, decision: situe.diplome.decision)
        case ("condition", let nom):
            return situe.conditions.first { $0.condition == nom }.map {
                Vue(statut: $0.statut, nombre: nil, motifs: $0.motifs, decision: $0.decision)
            }
        default: return nil
        }
    }

    /// Minutes are written with two decimals: 9.67 is 29/3.
    private static func differs(_ written: String, _ exact: Rational?) -> Bool {
        guard !written.isEmpty else { return false }
        guard let value = Rational(decimal: written, comma: true) else { return true }
        guard let exact else { return true }
        return value != exact && value != exact.rounded(places: 2) && value.decimal(places: 3) != exact.decimal(places: 3)
    }

    private static func difference(
        _ ligne: LignePV, _ vue: Vue, _ situe: Jugement.Situe, _ autresNotes: Set<String>, _ appartenance: (String) -> String?
    ) -> Difference? {
        let number = differs(ligne.valeur, vue.nombre)
        let status = !ligne.decision.isEmpty && !agrees(ligne.decision, vue)
        guard number || status else { return nil }
        let (classe, explication) = classify(ligne, vue, number: number, autresNotes, appartenance)
        let proposed = [vue.statut, vue.nombre.map { $0.decimal() }].compactMap { $0 }.joined(separator: " ")
        return Difference(
            eleve: ligne.eleve, objet: ligne.objet, ligne: ligne.ligne,
            pv: [ligne.decision, ligne.valeur].filter { !$0.isEmpty }.joined(separator: " "), propose: proposed, classe: classe,
            explication: explication, motifs: vue.motifs)
    }

    /// The minutes agree with the proposal, or chose one of the options that it opens.
    private static func agrees(_ decision: String, _ vue: Vue) -> Bool {
        decision == vue.statut || vue.options.contains { $0.nom == decision && $0.ouverte }
    }

    private static func classify(_ ligne: LignePV, _ vue: Vue, number: Bool, _ autresNotes: Set<String>, _ appartenance: (String) -> String?) -> (
        Classe, String
    ) {
        let isMark = ligne.objet.hasPrefix("ecue:")
        if isMark, number { return (.entree, "La note du procès-verbal n'est pas celle du dossier.") }
        let ue: String? =
            ligne.objet.hasPrefix("ue:") ? String(ligne.objet.dropFirst(3)) : isMark ? appartenance(String(ligne.objet.dropFirst(5))) : nil
        if let ue, autresNotes.contains(ue) { return (.entree, "Une note de l'UE n'est pas celle du dossier.") }
        if ue == nil, !autresNotes.isEmpty { return (.entree, "Des notes de l'élève ne sont pas celles du dossier.") }
        if let decided = vue.decision, decided.decision == ligne.decision {
            return (.decision, "Le jury l'a décidé : \(decided.motif.isEmpty ? "sans motif enregistré" : decided.motif).")
        }
        if let option = vue.options.first(where: { $0.nom == ligne.decision }) {
            return (.decision, "Le jury a choisi une option que le règlement ferme : \(option.motifs.first?.phrase ?? "")")
        }
        if let reading = vue.motifs.first(where: { $0.lecture != nil }) {
            return (
                .lecture,
                "La règle « \(reading.regle) » repose sur la lecture « \(reading.lecture ?? "") » de l'article ; une autre lecture peut expliquer l'écart."
            )
        }
        let favourable = ["validee", "valide", "acquis", "passage", "satisfaite"]
        if !number, favourable.contains(ligne.decision) { return (.decision, "Le jury a été plus favorable que la règle, sur les mêmes notes.") }
        if ligne.objet == "annee" || ligne.objet == "diplome" {
            return (.decision, "Le jury a décidé autrement que la proposition, sur les mêmes notes.")
        }
        return (.regle, "Sur les mêmes notes, le procès-verbal ne suit pas la règle « \(vue.motifs.first?.regle ?? "") ».")
    }
}

import Valeurs

/// A counterexample told as a person would tell a dossier: who the élève is, at which jury, then the ECUE or the UE in question.
struct DossierEcrit {
    private let libelles: Libelles
    private var eleve: [String] = []
    private var jury: [String] = []
    private var objet: [String] = []
    private var reste: [String] = []

    init(_ libelles: Libelles) { self.libelles = libelles }

    mutating func ajouter(_ terme: Terme, _ valeur: Valeur) {
        switch terme {
        case .champ(.constante(.objet(.eleve)), let champ, _):
            if let part = eleve(champ, valeur) { return add(part, to: &eleve) }
        case .contexte(let contexte):
            if let part = jury(contexte, valeur) { return add(part, to: &jury) }
        case .champ(.local(0), let champ, .courante):
            if let part = objet(champ, valeur) { return add(part, to: &objet) }
        case .quantifie(let tous, _, _, _) where !tous: return add(libelles.existence(terme, valeur == .bool(true)), to: &reste)
        default: break
        }
        add("\(libelles.nom(terme)) = \(Libelles.valeur(valeur))", to: &reste)
    }

    private func add(_ part: String, to list: inout [String]) { if !list.contains(part) { list.append(part) } }

    /// « un élève de statut FISA, de niveau 2, au jury de session 1, un ECUE noté, à 9,5 ».
    var texte: String {
        var groups: [String] = []
        if !eleve.isEmpty { groups.append("un élève " + eleve.joined(separator: ", ")) }
        groups += jury
        if !objet.isEmpty { groups.append("\(sujet) " + objet.joined(separator: ", ")) }
        groups += reste
        return groups.isEmpty ? "tout dossier" : groups.joined(separator: ", ")
    }

    private var sujet: String {
        switch libelles.niveau {
        case .epreuve: "une épreuve"
        case .ecue: "un ECUE"
        case .ue: "une UE"
        case .semestre: "un semestre"
        case .eleve: "un élève"
        case .annee: "une année"
        }
    }

    private func eleve(_ champ: Champ, _ valeur: Valeur) -> String? {
        switch (champ, valeur) {
        case (.statutEleve, .texte): "de statut \(Libelles.valeur(valeur))"
        case (.niveau, .nombre): "de niveau \(Libelles.valeur(valeur))"
        case (.niveauEntree, .nombre): "entré au niveau \(Libelles.valeur(valeur))"
        case (.francophone, .bool(let flag)): flag ? "francophone" : "non francophone"
        default: nil
        }
    }

    private func jury(_ contexte: Contexte, _ valeur: Valeur) -> String? {
        switch (contexte, valeur) {
        case (.sessionJugee, .nombre): "au jury de session \(Libelles.valeur(valeur))"
        case (.session, .nombre): "après la session \(Libelles.valeur(valeur))"
        case (.periode, .texte(let code)): code == "annee" ? "en fin d'année" : "période « \(Libelles.valeur(valeur)) »"
        case (.date, .date(let day)): "le \(day.french)"
        default: nil
        }
    }

    /// What an object is, or its mark; `nil` for what has no shorter way to be told than its name.
    private func objet(_ champ: Champ, _ valeur: Valeur) -> String? {
        switch (champ, valeur) {
        case (.note, .nul): "sans note"
        case (.note, .nombre): "à \(Libelles.francais(valeur))"
        case (.nature, .texte): "de nature \(Libelles.valeur(valeur))"
        case (.coefficient, .nombre): "de coefficient \(Libelles.francais(valeur))"
        case (.ectsMaquette, .nombre): "de \(Libelles.francais(valeur)) crédits"
        case (_, .bool(let flag)):
            DossierEcrit.etats[champ].map { libelles.niveau == .ue ? $0.feminin : $0.masculin }.map { flag ? $0 : "non \($0)" }
        default: nil
        }
    }

    private static let etats: [Champ: (masculin: String, feminin: String)] = [
        .notee: ("noté", "notée"), .dispensee: ("dispensé", "dispensée"), .acquise: ("acquis", "acquise"), .bloquee: ("bloqué", "bloquée"),
        .represente: ("repassé", "repassée"), .acquis: ("validé", "validée"),
    ]
}

import Foundation
import Reglement
import Valeurs

/// Checks across the files of a bundle that compiles.
struct Controles {
    let lu: ReglementLu
    private let estParent: Bool

    init(_ lu: ReglementLu, bibliotheque: Bibliotheque) {
        self.lu = lu
        estParent = bibliotheque.parents().contains(lu.declaration.id.valeur)
    }

    /// In the order in which a person mends a bundle: words, names, rules, coverage.
    func diagnostics() -> [Diagnostic] {
        ControleContrat(lu: lu, estParent: estParent).diagnostics() + ControleIdentifiants(lu: lu, estParent: estParent).diagnostics()
            + ControleExemples(lu: lu, estParent: estParent).diagnostics() + lu.programme.analyser() + couverture() + lacunes()
    }

    /// Everything that can carry a provision: `regle:ue-moyenne`, `parametre:toeic`, `instance:jury_annee`…
    static func references(_ lu: ReglementLu) -> Set<String> {
        references(lu.declaration).union(lu.instances.map { "instance:\($0.id.valeur)" })
    }

    private static func references(_ declaration: Declaration) -> Set<String> {
        var known: Set<String> = []
        func rule(_ regle: Declaration.Regle) { known.insert("regle:\(regle.id.valeur)") }
        for parametre in declaration.parametres { known.insert("parametre:\(parametre.nom.valeur)") }
        for code in declaration.codes { known.insert("code:\(code.code.valeur)") }
        for fait in declaration.faits { known.insert("fait:\(fait.niveau.valeur).\(fait.nom.valeur)") }
        for resultat in declaration.resultats {
            known.insert("resultat:\(resultat.cle)")
            rule(resultat.regle)
            if let sinon = resultat.regleSinon { rule(sinon) }
            resultat.sauf.forEach { rule($0.regle) }
            switch resultat.forme {
            case .cumul(_, let conditions, _): conditions.forEach { rule($0.regle) }
            case .table(_, let lignes): lignes.forEach { rule($0.regle) }
            case .formule, .moyenne: break
            }
        }
        for proposition in declaration.propositions { rule(proposition.regle) }
        for condition in declaration.conditions {
            known.insert("condition:\(condition.nom.valeur)")
            rule(condition.regle)
            condition.dispenses.forEach { rule($0.regle) }
        }
        for parametre in declaration.parametres { if let alerte = parametre.alerteSiAbsent { known.insert("alerte:\(alerte.valeur)") } }
        known.formUnion(["alerte:decision_contraire_au_reglement", "alerte:regle_en_defaut"])
        for alerte in declaration.alertes {
            known.insert("alerte:\(alerte.code.valeur)")
            rule(alerte.regle)
        }
        for classement in declaration.classements {
            known.insert("classement:\(classement.cle)")
            rule(classement.regle)
            classement.autrement.forEach { rule($0.regle) }
        }
        if let diplome = declaration.diplome {
            rule(diplome.regle)
            diplome.acquisSi.forEach { rule($0.regle) }
            known.insert("regle:diplome")
        }
        if let gpa = declaration.gpa { rule(gpa.regle) }
        if declaration.sessions != nil { known.insert("regle:sessions") }
        if declaration.enVigueur != nil { known.insert("regle:en_vigueur") }
        if declaration.rattachement != nil { known.insert("regle:rattachement") }
        return known
    }

    /// Numbers that the list of provisions skips: a line taken away by mistake.
    private func lacunes() -> [Diagnostic] {
        guard !estParent else { return [] }
        var suites: [String: [Int: Texte]] = [:]
        for provision in lu.provisions {
            guard let dash = provision.id.valeur.lastIndex(of: "-"), let number = Int(provision.id.valeur[provision.id.valeur.index(after: dash)...])
            else { continue }
            suites[String(provision.id.valeur[...dash]), default: [:]][number] = provision.id
        }
        return suites.sorted { $0.key < $1.key }.compactMap { prefixe, suite in
            guard let last = suite.keys.max(), last <= LimitesLecture.valeurs else { return nil }
            let missing = (1...max(1, last)).filter { suite[$0] == nil }
            guard let first = missing.first, let next = suite[(first...last).first { suite[$0] != nil } ?? last] else { return nil }
            let width = next.valeur.count - prefixe.count
            let shown = missing.prefix(6).map { prefixe + String(repeating: "0", count: max(0, width - String($0).count)) + String($0) }
            return .at(
                next.position,
                "la numérotation des dispositions saute \(shown.joined(separator: ", "))\(missing.count > 6 ? " et \(missing.count - 6) autres" : "")",
                code: "couverture-lacune", conseil: "une entrée pour chaque disposition du texte", gravite: .avertissement)
        }
    }

    private func couverture() -> [Diagnostic] {
        let known = Controles.references(lu)
        return lu.provisions.flatMap(\.par).filter { !known.contains($0.valeur) && !$0.valeur.hasPrefix("mecanisme:") }.map { reference in
            Diagnostic(
                fichier: reference.position.fichier, ligne: reference.position.ligne, colonne: reference.position.colonne,
                message: "« \(reference.valeur) » ne désigne rien dans ce règlement", code: "couverture-reference",
                conseil: Proximite.closest(reference.valeur, Array(known)).map { "vouliez-vous dire « \($0) » ?" })
        }
    }
}

extension Bibliotheque {
    /// Ids of the bundles that others complete.
    func parents() -> Set<String> {
        var found: Set<String> = []
        for (_, dossier) in index() {
            guard let data = contenu("\(dossier)/reglement.yaml") else { continue }
            for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) where line.hasPrefix("complete:") {
                found.insert(line.dropFirst("complete:".count).prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces))
            }
        }
        return found
    }
}

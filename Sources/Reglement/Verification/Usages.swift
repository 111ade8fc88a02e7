import Feel
import Scolarite

extension Programme {
    /// Facts that no rule and no sentence reads, in the order of the files.
    public var faitsJamaisLus: [Declaration.Fait] {
        let (lus, dites) = (usages(), phrasesDeRegles())
        let first = declaration.resultats.count
        return declaration.faits.enumerated().filter { index, fait in
            !lus.contains(.resultat(first + index, session: 1)) && !lus.contains(.resultat(first + index, session: 2))
                && !dites.contains { $0.contains("{\(fait.nom.valeur)}") }
        }.map(\.element)
    }

    /// Rankings that no rule reads and that no judgement shows.
    public var classementsJamaisLus: [Declaration.Classement] {
        let lus = usages()
        return declaration.classements.enumerated().filter { index, classement in
            !lus.contains(.classement(index)) && !Programme.classementsMontres.contains(classement.cle)
        }.map(\.element)
    }

    /// Rankings that a judgement shows by their name.
    public static let classementsMontres = ["ue.grade", "ue.mention", "ecue.rang", "ue.rang", "semestre.rang", "annee.rang"]

    /// Choices of `options.csv` that no rule reads, each with the object that was perhaps meant: `compensatoin:UE1`.
    public func choixInconnus(_ promotion: Promotion) -> [(objet: String, proche: String?)] {
        var textes: Set<String> = ["rattrapage:"]
        for terme in Lectures(programme: self).termes() {
            _ = terme.transforme { inner in
                if case .constante(.texte(let text)) = inner { textes.insert(text) }
                return inner
            }
        }
        let prefixes = textes.filter { $0.hasSuffix(":") }
        let given = Set(promotion.dossiers.flatMap { $0.options.map(\.objet) })
        return given.sorted().filter { objet in !textes.contains(objet) && !prefixes.contains { objet.hasPrefix($0) } }.map { objet in
            guard let colon = objet.firstIndex(of: ":") else { return (objet, Suggestion.closest(to: objet, among: textes)) }
            let (head, tail) = (String(objet[...colon]), objet[objet.index(after: colon)...])
            return (objet, Suggestion.closest(to: head, among: prefixes).map { $0 + tail })
        }
    }

    /// Columns of thresholds that a maquette fills and that no parameter reads (`maquette:`).
    public func seuilsSansEffet(_ maquette: Maquette) -> [String] {
        var found: [String] = []
        if maquette.ecues.contains(where: { $0.seuil != nil }), !parametres.contains(where: { $0.maquette == .ecue }) { found.append("seuil_ecue") }
        if maquette.ues.contains(where: { $0.seuil != nil }), !parametres.contains(where: { $0.maquette == .ue }) { found.append("seuil_ue") }
        return found
    }

    /// Everything that something else reads.
    private func usages() -> Set<ValeurCalculee> {
        let lectures = Lectures(programme: self)
        return Set(lectures.racines()).union(lectures.toutes().flatMap { noeud, lus in lus.filter { $0 != noeud } })
    }

    private func phrasesDeRegles() -> [String] {
        var regles = resultats.flatMap(\.regles)
        regles += propositions.map(\.regle) + propositions.flatMap { $0.options.flatMap { $0.lignes.map(\.regle) } }
        regles += conditions.map(\.regle) + conditions.flatMap { $0.dispenses.map(\.regle) } + alertes.map(\.regle)
        if let diplome { regles += [diplome.regle] + diplome.acquisSi.map(\.regle) }
        return regles.flatMap { [$0.phrase?.valeur, $0.phraseSinon?.valeur].compactMap { $0 } }
    }
}

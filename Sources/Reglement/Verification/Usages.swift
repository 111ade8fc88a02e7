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
        let textes = textesLus.union(["rattrapage:"])
        let prefixes = textes.filter { $0.hasSuffix(":") }
        let given = Set(promotion.dossiers.flatMap { $0.options.map(\.objet) })
        return given.sorted().filter { objet in !textes.contains(objet) && !prefixes.contains { objet.hasPrefix($0) } }.map { objet in
            guard let colon = objet.firstIndex(of: ":") else { return (objet, Suggestion.closest(to: objet, among: textes)) }
            let (head, tail) = (String(objet[...colon]), objet[objet.index(after: colon)...])
            return (objet, Suggestion.closest(to: head, among: prefixes).map { $0 + tail })
        }
    }

    /// Texts that the rules compare with what the files hold.
    public var textesLus: Set<String> {
        var textes: Set<String> = []
        visite { if case .constante(.texte(let text)) = $0 { textes.insert(text) } }
        return textes
    }

    /// Whether some rule reads the mark given for a whole UE.
    public var litComplement: Bool {
        var found = false
        visite { if case .champ(_, .complement, _) = $0 { found = true } }
        return found
    }

    /// Whether some rule asks whether an ECUE, or an épreuve, is of this nature.
    public func lit(nature: String) -> Bool {
        func names(_ terme: Terme) -> Bool {
            switch terme {
            case .constante(.texte(nature)): true
            case .constante(.liste(let items)): items.contains(.texte(nature))
            case .liste(let items): items.contains(where: names)
            default: false
            }
        }
        func isNature(_ terme: Terme) -> Bool { if case .champ(_, .nature, _) = terme { true } else { false } }
        var found = sessions.remplacables.contains { $0.rawValue == nature }
        visite { terme in
            switch terme {
            case .compare(_, let a, let b): if isNature(a) && names(b) || isNature(b) && names(a) { found = true }
            case .fonction(_, let arguments): if arguments.contains(where: isNature), arguments.contains(where: names) { found = true }
            default: break
            }
        }
        return found
    }

    /// Facts of the promotion that are not of the type that the règlement declares for them: the rules would read nothing.
    public func faitsMalEcrits(_ promotion: Promotion) -> [(colonne: Declaration.ColonneLue, objet: String, attendu: String)] {
        var found: [(colonne: Declaration.ColonneLue, objet: String, attendu: String)] = []
        for colonne in declaration.colonnes {
            guard let type = Symboles.type(named: colonne.type.valeur) else { continue }
            let lines: [(code: String, faits: [String: String])] =
                switch colonne.niveau.valeur {
                case Niveau.eleve.nom: promotion.eleves.map { ($0.id, $0.faits) }
                case Niveau.ecue.nom, Niveau.ue.nom: promotion.maquette.ecues.map { ($0.code, $0.faits) }
                default: []
                }
            for (code, faits) in lines {
                guard let text = faits[colonne.nom.valeur], !text.isEmpty, ParametreLecture.scalaire(text, type: type) == nil else { continue }
                found.append((colonne, code, type == .booleen ? "oui ou non" : type.nom))
            }
        }
        return found
    }

    private func visite(_ body: (Terme) -> Void) {
        for terme in Lectures(programme: self).termes() {
            _ = terme.transforme { inner in
                body(inner)
                return inner
            }
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

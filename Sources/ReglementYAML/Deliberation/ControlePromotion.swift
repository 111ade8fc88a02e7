import Feel
import Reglement
import Scolarite
import Valeurs

/// What a promotion's files hold that its règlement refuses, never reads, or may read otherwise than was meant.
///
/// The files are right by themselves: only the règlement shows it. Each diagnostic says what it is about (``Repere``), the line is for
/// whoever has the files.
struct ControlePromotion {
    let declaration: Declaration
    let programme: Programme
    let promotion: Promotion
    /// Texts that the rules compare with what the files hold.
    private let lus: Set<String>

    init(_ lu: ReglementLu, _ promotion: Promotion) {
        (declaration, programme, self.promotion) = (lu.declaration, lu.programme, promotion)
        lus = programme.textesLus
    }

    private var id: String { declaration.id.valeur }
    private var niveaux: Int { declaration.niveaux ?? 3 }

    var erreurs: [Diagnostic] { niveauxHorsCursus + faitsMalEcrits + typesInconnus }

    var avertissements: [Diagnostic] {
        seuilsSansEffet + choixInconnus + complementsJamaisLus + entrepriseJamaisLue + demarchesInconnues + testsInconnus + niveauxAmbigus
            + diplomesNonJuges
    }

    // MARK: - Errors

    /// A year that the cursus does not have, as a number or as the school writes it: `4A` where it is 1A to 3A.
    private var niveauxHorsCursus: [Diagnostic] {
        let known = declaration.numerotation.isEmpty ? (1...niveaux).map { "\($0)A" } : declaration.numerotation
        let wrong = promotion.eleves.filter { eleve in
            if eleve.niveau > niveaux { return true }
            guard eleve.niveauEcrit.hasSuffix("A"), let number = Int(eleve.niveauEcrit.dropLast()) else { return false }
            return !known.contains(eleve.niveauEcrit) && number > niveaux
        }
        return first(wrong, by: \.niveauEcrit).map { eleve in
            let written = eleve.niveauEcrit.isEmpty ? String(eleve.niveau) : eleve.niveauEcrit
            return Diagnostic(
                fichier: "eleves.csv", message: "« \(written) » n'est pas une année de ce cursus", code: "niveau-hors-cursus",
                conseil: "le règlement « \(id) » compte \(known.joined(separator: ", "))",
                repere: .cellule(["eleve": eleve.id], colonne: "niveau"))
        }
    }

    private var faitsMalEcrits: [Diagnostic] {
        programme.faitsMalEcrits(promotion).map { colonne, objet, attendu in
            let ofEleve = colonne.niveau.valeur == Niveau.eleve.nom
            return Diagnostic(
                fichier: ofEleve ? "eleves.csv" : "maquette.csv", message: "« \(colonne.nom.valeur) » doit être \(attendu)", code: "fait-type",
                conseil: "le règlement « \(id) » la lit ainsi ; laissez la cellule vide si l'on ne sait pas",
                repere: .cellule([ofEleve ? "eleve" : "ecue": objet], colonne: colonne.nom.valeur))
        }
    }

    /// A stay or a placement of a type that neither the contract nor the règlement names would count as any other.
    private var typesInconnus: [Diagnostic] {
        func unknown(_ fichier: String, _ types: [String], _ known: [String]) -> [Diagnostic] {
            Set(types).subtracting(known).subtracting(declaration.vocabulaire.keys).filter { !$0.isEmpty }.sorted().map { type in
                Diagnostic(
                    fichier: fichier,
                    message: "« \(type) » n'est pas une valeur de « type » ; attendu : \(known.map { "« \($0) »" }.joined(separator: ", "))",
                    code: "mot-inconnu", conseil: Suggestion.closest(to: type, among: known).map { "vouliez-vous dire « \($0) » ?" },
                    repere: .cellule(["type": type], colonne: "type"))
            }
        }
        return unknown("sejours.csv", promotion.dossiers.flatMap { $0.sejours.map(\.type) }, MotsDuDossier.sejours)
            + unknown("stages.csv", promotion.dossiers.flatMap { $0.stages.map(\.type) }, MotsDuDossier.stages)
    }

    // MARK: - Warnings

    private var seuilsSansEffet: [Diagnostic] {
        programme.seuilsSansEffet(promotion.maquette).map { colonne in
            Diagnostic(
                .avertissement, fichier: "maquette.csv",
                message: "la colonne « \(colonne) » est remplie, et le règlement « \(id) » n'en lit aucun seuil", code: "seuil-sans-effet",
                conseil: "videz-la : ce que le règlement fixe lui-même ne se change pas dans la maquette", repere: .cellule([:], colonne: colonne))
        }
    }

    private var choixInconnus: [Diagnostic] {
        programme.choixInconnus(promotion).map { choix in
            Diagnostic(
                .avertissement, fichier: "options.csv", message: "aucune règle ne lit le choix « \(choix.objet) »", code: "choix-inconnu",
                conseil: choix.proche.map { "vouliez-vous dire « \($0) » ?" }, repere: .cellule(["objet": choix.objet], colonne: "objet"))
        }
    }

    /// A complementary mark where the règlement gives none is a warning and is not used (contract, section 5).
    private var complementsJamaisLus: [Diagnostic] {
        if programme.litComplement { return [] }
        return zip(promotion.maquette.ues, promotion.notes.complementsUE).filter { $1?.etats.contains { $0 != Etat.absente.rawValue } ?? false }.map {
            ue, _ in
            Diagnostic(
                .avertissement, fichier: "notes.csv",
                message: "une note est donnée pour toute l'UE « \(ue.code) » ; le règlement « \(id) » n'en prévoit pas, elle n'est pas employée",
                code: "complement-sans-effet", conseil: "donnez la note à l'ECUE ou à l'épreuve qu'elle concerne",
                repere: .cellule(["ecue": "ue:\(ue.code)"], colonne: "ecue"))
        }
    }

    /// Percentages under a règlement that has no rule for them would be held to bars out of 20.
    private var entrepriseJamaisLue: [Diagnostic] {
        guard let ecue = promotion.maquette.ecues.first(where: { $0.nature == .entreprise && $0.coefficient > .zero }),
            !programme.lit(nature: Nature.entreprise.rawValue)
        else { return [] }
        return [
            Diagnostic(
                .avertissement, fichier: "maquette.csv",
                message: "le règlement « \(id) » n'a pas de règle pour la nature « entreprise » : un pourcentage y est comparé comme une note sur 20",
                code: "nature-sans-regle", conseil: "donnez à ces ECUE une autre nature, et des notes sur 20",
                repere: .cellule(["ecue": ecue.code], colonne: "nature"))
        ]
    }

    private var demarchesInconnues: [Diagnostic] {
        let given = Set(promotion.dossiers.flatMap { $0.procedures.map(\.procedure) }).filter { !$0.isEmpty }
        return given.subtracting(MotsDuDossier.procedures).subtracting(lus).sorted().map { name in
            let proche = Suggestion.closest(to: name, among: MotsDuDossier.procedures) ?? Suggestion.closest(to: name, among: lus)
            return Diagnostic(
                .avertissement, fichier: "procedures.csv", message: "aucune règle ne lit la démarche « \(name) »", code: "procedure-inconnue",
                conseil: proche.map { "vouliez-vous dire « \($0) » ?" }, repere: .cellule(["procedure": name], colonne: "procedure"))
        }
    }

    /// A test whose language nobody says counts for no language.
    private var testsInconnus: [Diagnostic] {
        let given = Set(promotion.dossiers.flatMap { $0.certifications.filter { $0.langue.isEmpty && !$0.test.isEmpty }.map(\.test) })
        return given.subtracting(MotsDuDossier.tests).subtracting(lus).subtracting(equivalences).sorted().map { test in
            Diagnostic(
                .avertissement, fichier: "certifications.csv",
                message: "le test « \(test) » n'est pas connu et sa langue n'est pas dite : il ne compte pour aucune langue", code: "test-inconnu",
                conseil: Suggestion.closest(to: test.uppercased(), among: MotsDuDossier.tests).map { "vouliez-vous dire « \($0) » ?" }
                    ?? "ajoutez « langue » : en ou fr",
                repere: .cellule(["test": test], colonne: "test"))
        }
    }

    /// Tests that the school accepts by their name.
    private var equivalences: [String] {
        promotion.entete.parametres.values.flatMap { value -> [String] in
            guard case .liste(let lines) = value else { return [] }
            return lines.compactMap { line in
                if case .table(let cells) = line, case .texte(let test)? = cells["test"] { return test }
                return nil
            }
        }
    }

    /// A bare digit that the school's own numbering would read otherwise (contract, section 5): `3` where the cursus is 3A to 5A.
    private var niveauxAmbigus: [Diagnostic] {
        let ambiguous = promotion.eleves.filter { eleve in
            guard let digit = Int(eleve.niveauEcrit), let place = declaration.numerotation.firstIndex(of: "\(digit)A"), place + 1 != digit else {
                return false
            }
            // Where the maquette has nothing of that year, reading the file has said so.
            return promotion.maquette.semestres.contains { ["S\(2 * digit + 3)", "S\(2 * digit + 4)", "A\(digit)"].contains($0) }
        }
        return first(ambiguous, by: \.niveauEcrit).map { eleve in
            Diagnostic(
                .avertissement, fichier: "eleves.csv",
                message:
                    "« niveau » \(eleve.niveauEcrit) est lu comme l'année \(eleve.niveau) du cursus, que l'école appelle \(declaration.numerotation[eleve.niveau - 1])",
                code: "niveau-ambigu",
                conseil: "écrivez \(declaration.numerotation[eleve.niveau - 1]), ou \(eleve.niveauEcrit)A si c'est l'année au sens de l'école",
                repere: .cellule(["eleve": eleve.id], colonne: "niveau"))
        }
    }

    /// A decision on a diploma that is not judged yet (contract, section 5) shows nowhere.
    private var diplomesNonJuges: [Diagnostic] {
        zip(promotion.eleves, promotion.dossiers).compactMap { eleve, dossier in
            guard eleve.niveau < niveaux, dossier.decisions.contains(where: { $0.objet == "diplome" }),
                !dossier.parcours.contains(where: { $0.decision == "validation_cursus" })
            else { return nil }
            return Diagnostic(
                .avertissement, fichier: "decisions.csv",
                message: "le diplôme de cet élève n'est pas jugé avant la dernière année : cette décision n'a pas d'effet",
                code: "decision-sans-effet",
                conseil: "vérifiez l'élève et son « niveau »", repere: .cellule(["eleve": eleve.id, "objet": "diplome"], colonne: "objet"))
        }
    }

    /// One for each value, in the order of the file.
    private func first<Key: Hashable>(_ eleves: [Eleve], by key: (Eleve) -> Key) -> [Eleve] {
        var seen: Set<Key> = []
        return eleves.filter { seen.insert(key($0)).inserted }
    }
}

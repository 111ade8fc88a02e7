import Scolarite
import Valeurs

/// The values that a school's committees set for the year, under `parametres:` of `promotion.yaml`.
enum ParametresEcole {
    static func read(_ given: [String: ValeurParametre], _ programme: Programme, fichier: String) -> (fixes: [Valeur?], fautes: [Diagnostic]) {
        var fixes = [Valeur?](repeating: nil, count: programme.parametres.count)
        var fautes: [Diagnostic] = []
        let known = programme.parametres.filter { $0.declaration.fixePar != nil }.map(\.cle).sorted()
        for (cle, value) in given.sorted(by: { $0.key < $1.key }) {
            func fault(_ message: String, code: String, conseil: String? = nil) {
                fautes.append(Diagnostic(fichier: fichier, message: message, code: code, conseil: conseil, repere: .cle(["parametres", cle])))
            }
            let trouve = montre(value)
            guard let index = programme.parametres.firstIndex(where: { $0.cle == cle }) else {
                fault(
                    "« \(cle) » n'est pas un paramètre du règlement \(programme.id)", code: "parametre-inconnu",
                    conseil: known.isEmpty ? nil : "le règlement laisse à l'école : \(known.joined(separator: ", "))")
                continue
            }
            let parametre = programme.parametres[index]
            let article = parametre.declaration.article.map { " (article \($0.valeur))" } ?? ""
            guard parametre.declaration.fixePar != nil else {
                fault("le règlement ne laisse pas « \(cle) » à l'école\(article)", code: "parametre-non-fixable")
                continue
            }
            let position = Position(fichier: fichier, ligne: 0, colonne: 0)
            if let (message, conseil) = badLines(value, parametre) {
                fault("sous « \(cle) », \(message)", code: "parametre-type", conseil: conseil)
                continue
            }
            guard let valeur = ParametreLecture.valeur(declaree(value, position), type: parametre.type, colonnes: parametre.colonnes) else {
                fault("« \(trouve) », sous « \(cle) », n'est pas \(parametre.type.nom)", code: "parametre-type")
                continue
            }
            if programme.gpa?.table == index, !givesNumbers(valeur) {
                fault("chaque grade de « \(cle) » vaut un nombre\(article) ; trouvé : \(trouve)", code: "parametre-type")
                continue
            }
            if !allowed(valeur, parametre, programme) {
                fault(
                    "« \(trouve) », sous « \(cle) », sort de ce que le règlement permet : \(parametre.declaration.borne?.valeur ?? "")\(article)",
                    code: "parametre-hors-borne")
                continue
            }
            fixes[index] = valeur
        }
        return (fixes, fautes)
    }

    /// A value as it was written, on one line and short: no personal datum stands there.
    private static func montre(_ value: ValeurParametre) -> String {
        let text: String =
            switch value {
            case .texte(let text): text
            case .liste(let items): "[" + items.map(montre).joined(separator: ", ") + "]"
            case .table(let table): "{" + table.sorted { $0.key < $1.key }.map { "\($0.key): \(montre($0.value))" }.joined(separator: ", ") + "}"
            }
        let line = String(text.map { $0.isNewline ? " " : $0 })
        return line.count > 60 ? line.prefix(60) + "…" : line
    }

    /// Lines of a list (`- { test: …, minimum: … }`) that lack a column, or have one that no rule reads; `nil` when all are right.
    private static func badLines(_ value: ValeurParametre, _ parametre: ParametreCompile) -> (message: String, conseil: String)? {
        // A table parameter (`gpa`) is a list of pairs.
        guard case .liste(.entite(.table(let noms))) = parametre.type, noms != ["cle", "valeur"] else { return nil }
        let example = "écrivez - { \(parametre.colonnes.map { "\($0): …" }.joined(separator: ", ")) }"
        guard case .liste(let lines) = value else { return ("une liste est attendue ; trouvé : \(montre(value))", example) }
        for case .table(let line) in lines {
            if let cle = line.keys.sorted().first(where: { !parametre.colonnes.contains($0) }) {
                return ("« \(cle) » n'est pas une colonne de cette liste (\(parametre.colonnes.joined(separator: ", ")))", example)
            }
            guard parametre.colonnes == Symboles.colonnesDesEquivalences else { continue }
            for cle in parametre.colonnes {
                guard case .texte(let text)? = line[cle], !text.isEmpty else { return ("une ligne n'a pas de « \(cle) »", example) }
                if cle == "minimum", Rational(decimal: text, comma: true) == nil {
                    return ("« \(text) » n'est pas un minimum : un nombre est attendu", example)
                }
            }
        }
        return nil
    }

    /// Whether each line of a GPA table gives a number.
    private static func givesNumbers(_ valeur: Valeur) -> Bool {
        guard case .liste(let lines) = valeur else { return true }
        return lines.allSatisfy { line in
            guard case .table(let cells) = line, case .nombre? = cells.last else { return false }
            return true
        }
    }

    /// Thresholds that the maquette sets line by line are held to the same bounds.
    static func maquette(_ maquette: Maquette, _ programme: Programme) -> [Diagnostic] {
        var fautes: [Diagnostic] = []
        for parametre in programme.parametres where parametre.borne != nil {
            let lines: [(nom: String, code: String, seuil: Rational?)] =
                switch parametre.maquette {
                case .ecue?: maquette.ecues.map { ("l'ECUE", $0.code, $0.seuil) }
                case .ue?: maquette.ues.map { ("l'UE", $0.code, $0.seuil) }
                default: []
                }
            let niveau = parametre.maquette == .ue ? "ue" : "ecue"
            let article = parametre.declaration.article.map { " (article \($0.valeur))" } ?? ""
            for (nom, code, seuil) in lines {
                guard let seuil, !allowed(.nombre(seuil), parametre, programme) else { continue }
                let trouve = seuil.isInteger ? String(seuil.numerator) : seuil.decimal(places: 2)
                fautes.append(
                    Diagnostic(
                        fichier: "maquette.csv",
                        message:
                            "le seuil de \(nom) \(code), \(trouve), sort de ce que le règlement permet : \(parametre.declaration.borne?.valeur ?? "")\(article)",
                        code: "parametre-hors-borne", repere: .cellule([niveau: code], colonne: "seuil_" + niveau)))
            }
        }
        return fautes
    }

    private static func declaree(_ value: ValeurParametre, _ position: Position) -> ValeurDeclaree {
        switch value {
        case .texte(let text): .texte(Texte(text, position))
        case .liste(let items): .liste(items.map { declaree($0, position) }, position)
        case .table(let table): .table(table.sorted { $0.key < $1.key }.map { (cle: $0.key, valeur: declaree($0.value, position)) }, position)
        }
    }

    /// The bound of the règlement, a test on the value alone.
    static func allowed(_ valeur: Valeur, _ parametre: ParametreCompile, _ programme: Programme) -> Bool {
        guard let borne = parametre.borne else { return true }
        let empty = Promotion(
            entete: Entete(ecole: "", reglement: programme.id, annee: "", promotion: "", cursus: "", date: CalendarDate(dayNumber: 0), session: 1),
            maquette: Maquette(semestres: [], ues: [], ecues: [], epreuves: []), eleves: [], dossiers: [],
            notes: Notes(maquette: Maquette(semestres: [], ues: [], ecues: [], epreuves: []), eleves: 0))
        let situation = Situation(
            cadre: Cadre(programme: programme, promotion: empty, fixes: Array(repeating: nil, count: programme.parametres.count)))
        situation.locals[0] = valeur
        return (try? situation.vrai(borne, 1)) ?? false
    }
}

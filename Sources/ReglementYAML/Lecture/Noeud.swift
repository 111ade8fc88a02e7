import Reglement
import Valeurs
import Yams

/// Gathers what is wrong in the files of a bundle while they are read.
final class Fautes {
    private(set) var diagnostics: [Diagnostic] = []

    func signal(_ message: String, code: String, at position: Position, conseil: String? = nil, gravite: Diagnostic.Gravite = .erreur) {
        diagnostics.append(
            Diagnostic(
                gravite, fichier: position.fichier, ligne: position.ligne, colonne: position.colonne, message: message, code: code, conseil: conseil))
    }
}

/// A YAML value with its place. Scalars stay the text that the file holds: 2.10 is an article, NO is Norway.
struct Noeud {
    let node: Node
    let fichier: String
    let fautes: Fautes

    var position: Position { Position(fichier: fichier, ligne: node.mark?.line ?? 0, colonne: node.mark?.column ?? 0) }

    /// Where the text of a scalar begins: after its opening quote.
    private var positionTexte: Position {
        let quoted: Bool =
            switch node.scalar?.style {
            case .singleQuoted?, .doubleQuoted?: true
            default: false
            }
        return Position(fichier: fichier, ligne: node.mark?.line ?? 0, colonne: (node.mark?.column ?? 0) + (quoted ? 1 : 0))
    }

    var scalaire: String? { node.scalar?.string }

    var texte: Texte? {
        guard let scalar = node.scalar else {
            fautes.signal("un texte est attendu", code: "forme-inattendue", at: position)
            return nil
        }
        return Texte(scalar.string, positionTexte)
    }

    /// A mapping; `nil`, and a fault, for anything else.
    func carte(_ quoi: String) -> Carte? {
        guard case .mapping(let mapping) = node else {
            fautes.signal("« \(quoi) » attend des clés et des valeurs", code: "forme-inattendue", at: position)
            return nil
        }
        return Carte(mapping, self)
    }

    func liste(_ quoi: String) -> [Noeud] {
        guard case .sequence(let sequence) = node else {
            if let scalar = node.scalar, scalar.string.isEmpty { return [] }
            fautes.signal("« \(quoi) » attend une liste", code: "forme-inattendue", at: position)
            return []
        }
        return sequence.map { Noeud(node: $0, fichier: fichier, fautes: fautes) }
    }

    /// Parses a file; `nil`, and a fault, when it is not YAML or goes beyond the limits of reading.
    static func parse(_ yaml: String, fichier: String, fautes: Fautes) -> Noeud? {
        if let refus = LimitesLecture.refus(yaml) {
            fautes.signal(
                refus.message, code: refus.code, at: Position(fichier: fichier, ligne: refus.ligne, colonne: 1), conseil: refus.conseil)
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: yaml, .basic, .default, .utf8) else {
                fautes.signal("le fichier est vide", code: "fichier-vide", at: Position(fichier: fichier, ligne: 1, colonne: 1))
                return nil
            }
            if let refus = LimitesLecture.refus(node) {
                fautes.signal(
                    refus.message, code: refus.code,
                    at: Position(fichier: fichier, ligne: refus.mark?.line ?? 1, colonne: refus.mark?.column ?? 1))
                return nil
            }
            return Noeud(node: node, fichier: fichier, fautes: fautes)
        } catch let error as YamlError {
            let (line, column, problem) = place(of: error)
            if problem.hasPrefix("Maximum nesting level") {
                fautes.signal(
                    LimitesLecture.tropImbrique(LimitesLecture.niveaux), code: "yaml-imbrications",
                    at: Position(fichier: fichier, ligne: line, colonne: column))
                return nil
            }
            fautes.signal(
                "ce n'est pas du YAML : \(ProblemeYAML.francais(problem))", code: "yaml-illisible",
                at: Position(fichier: fichier, ligne: line, colonne: column), conseil: "vérifiez l'indentation, les guillemets et les deux-points")
        } catch {
            fautes.signal("ce n'est pas du YAML", code: "yaml-illisible", at: Position(fichier: fichier, ligne: 1, colonne: 1))
        }
        return nil
    }

    private static func place(of error: YamlError) -> (Int, Int, String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            (mark.line, mark.column, problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            (context.mark.line, context.mark.column, "clé répétée (\(duplicates.map { String(describing: $0) }.joined(separator: ", ")))")
        default: (1, 1, "lecture impossible")
        }
    }
}

/// A mapping being read: each key asked for is ticked, and what remains is unknown, reported with what was perhaps meant.
final class Carte {
    private var entrees: [(cle: Texte, valeur: Noeud)] = []
    private var lues: Set<String> = []
    private var connues: [String] = []
    let noeud: Noeud

    init(_ mapping: Node.Mapping, _ noeud: Noeud) {
        self.noeud = noeud
        for (key, value) in mapping {
            let place = Position(fichier: noeud.fichier, ligne: key.mark?.line ?? 0, colonne: key.mark?.column ?? 0)
            entrees.append((Texte(key.string ?? "", place), Noeud(node: value, fichier: noeud.fichier, fautes: noeud.fautes)))
        }
    }

    var toutes: [(cle: Texte, valeur: Noeud)] {
        lues.formUnion(entrees.map(\.cle.valeur))
        return entrees
    }

    func noeud(_ cle: String) -> Noeud? {
        connues.append(cle)
        guard let found = entrees.first(where: { $0.cle.valeur == cle }) else { return nil }
        lues.insert(cle)
        return found.valeur
    }

    func cle(finissantPar suffixe: String) -> (cle: Texte, valeur: Noeud)? {
        guard let found = entrees.first(where: { $0.cle.valeur.hasSuffix(suffixe) }) else { return nil }
        lues.insert(found.cle.valeur)
        return found
    }

    func texte(_ cle: String) -> Texte? { noeud(cle).flatMap(\.texte) }
    func chaine(_ cle: String) -> String? { noeud(cle)?.scalaire }

    /// A key that must be there.
    func exige(_ cle: String, _ quoi: String) -> Texte {
        if let found = texte(cle) { return found }
        noeud.fautes.signal("\(quoi) n'a pas de « \(cle) »", code: "cle-absente", at: noeud.position)
        return Texte("", noeud.position)
    }

    func oui(_ cle: String) -> Bool? {
        guard let texte = texte(cle) else { return nil }
        switch texte.valeur {
        case "oui", "true": return true
        case "non", "false": return false
        default:
            noeud.fautes.signal("« \(texte.valeur) » : oui ou non est attendu", code: "forme-inattendue", at: texte.position)
            return nil
        }
    }

    func entier(_ cle: String, dans range: ClosedRange<Int> = LimitesLecture.entiers) -> Int? {
        guard let texte = texte(cle) else { return nil }
        guard let value = Int(texte.valeur) else {
            noeud.fautes.signal("« \(texte.valeur) » : un nombre entier est attendu", code: "forme-inattendue", at: texte.position)
            return nil
        }
        guard range.contains(value) else {
            noeud.fautes.signal(
                "« \(texte.valeur) » : un nombre entier de \(range.lowerBound) à \(range.upperBound) est attendu", code: "forme-inattendue",
                at: texte.position)
            return nil
        }
        return value
    }

    func date(_ cle: String) -> CalendarDate? {
        guard let texte = texte(cle), !texte.valeur.isEmpty else { return nil }
        guard let value = CalendarDate(texte.valeur) else {
            noeud.fautes.signal("« \(texte.valeur) » : une date est attendue, comme 2026-09-01", code: "forme-inattendue", at: texte.position)
            return nil
        }
        return value
    }

    func liste(_ cle: String) -> [Noeud] { noeud(cle)?.liste(cle) ?? [] }

    /// Reports the keys that nobody asked for.
    func finir(_ quoi: String) {
        for (cle, valeur) in entrees where !lues.contains(cle.valeur) {
            noeud.fautes.signal(
                "« \(cle.valeur) » n'est pas une clé \(Carte.de(quoi))", code: "cle-inconnue", at: cle.position,
                conseil: Carte.morceau(cle.valeur, valeur)
                    ?? Proximite.closest(cle.valeur, connues).map { "vouliez-vous dire « \($0) » ?" })
        }
    }

    /// « d'une UE », « de reglement.yaml ».
    static func de(_ quoi: String) -> String {
        guard let first = quoi.first, "aeiouyàâéèêëîïôùûAEIOUYÉ".contains(first) else { return "de \(quoi)" }
        return "d'\(quoi)"
    }

    /// What to do about a key that is the end of a value: between braces, a comma without quotes begins another key.
    private static func morceau(_ cle: String, _ valeur: Noeud) -> String? {
        guard valeur.scalaire?.isEmpty == true else { return nil }
        if cle.allSatisfy(\.isNumber) { return "un nombre s'écrit avec un point, comme 9.5 ; avec une virgule, entre guillemets" }
        if cle.contains(where: { "()[]=<>+-*/\"".contains($0) }) || cle.contains(" ") {
            return "la virgule qui précède sépare deux clés : mettez toute la valeur entre guillemets"
        }
        return nil
    }
}

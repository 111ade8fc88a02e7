/// Something wrong, or doubtful, in a file that a person wrote: where, what was found, what was expected, what to do.
///
/// Shown in French to the people who write the files. Never holds a name, a mark or an INE.
public struct Diagnostic: Hashable, Sendable, Error {
    public enum Gravite: String, Sendable, Hashable { case erreur, avertissement }

    public let gravite: Gravite
    /// The file as the person knows it (relative to what they asked for).
    public let fichier: String
    /// From 1; 0 when the whole file is meant.
    public let ligne: Int
    /// From 1, in characters; 0 when the whole line is meant.
    public let colonne: Int
    public let message: String
    /// Stable identifier of the kind of diagnostic, in ASCII kebab-case.
    public let code: String
    public let conseil: String?
    /// What it is about, where whoever found it knows no line.
    public let repere: Repere?

    public init(
        _ gravite: Gravite = .erreur, fichier: String, ligne: Int = 0, colonne: Int = 0, message: String, code: String, conseil: String? = nil,
        repere: Repere? = nil
    ) {
        self.gravite = gravite
        self.fichier = fichier
        self.ligne = ligne
        self.colonne = colonne
        self.message = message
        self.code = code
        self.conseil = conseil
        self.repere = repere
    }

    /// The same, at a place of the file.
    public func at(ligne: Int, colonne: Int) -> Diagnostic {
        Diagnostic(gravite, fichier: fichier, ligne: ligne, colonne: colonne, message: message, code: code, conseil: conseil, repere: repere)
    }
}

/// What a diagnostic is about, for whoever has the file and can say on which line it stands. Never shown.
public enum Repere: Hashable, Sendable {
    /// A key of a YAML file, from the top: `parametres`, `seuil_ue`.
    case cle([String])
    /// The cell of a column, on the first line whose other columns hold these texts.
    case cellule([String: String], colonne: String)
}

extension Diagnostic: CustomStringConvertible {
    /// `notes.csv:12:5: erreur: … [note-hors-bareme]`, then the advice on a line of its own.
    public var description: String {
        var place = fichier
        if ligne > 0 { place += ":\(ligne)" }
        if ligne > 0, colonne > 0 { place += ":\(colonne)" }
        let advice = conseil.map { "\n  conseil: \($0)" } ?? ""
        return "\(place): \(gravite.rawValue): \(message) [\(code)]\(advice)"
    }
}

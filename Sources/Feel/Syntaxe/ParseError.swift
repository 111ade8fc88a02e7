/// Why a source text is not FEEL: the place, a French sentence, and a correction when one is close enough.
public struct ParseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A French sentence without the place, as people who write rules read it.
    public let message: String
    /// Offset in UTF-8 bytes from the start of the source text, between 0 and its length.
    public let offset: Int
    /// What may have been meant, as it would be written in the source.
    public let suggestion: String?

    public init(message: String, offset: Int, suggestion: String? = nil) {
        self.message = message
        self.offset = offset
        self.suggestion = suggestion
    }

    public var description: String {
        guard let suggestion else { return message }
        return Wording.didYouMean(message, suggestion)
    }
}

/// The one place that words what this module tells people. French, since those who write rules read it.
enum Wording {
    static func didYouMean(_ message: String, _ suggestion: String) -> String { "\(message), vouliez-vous dire « \(suggestion) » ?" }
    static let expressionExpected = "une expression est attendue ici"
    static let unexpectedEnd = "l'expression s'arrête trop tôt"
    static func unexpected(_ found: String) -> String { "« \(found) » n'est pas attendu ici" }
    static func expected(_ token: String, found: String?) -> String {
        guard let found else { return "« \(token) » est attendu, l'expression s'arrête trop tôt" }
        return "« \(token) » est attendu au lieu de « \(found) »"
    }
    static let nameExpected = "un nom est attendu ici"
    static let typeExpected = "un type est attendu ici"
    static let unterminatedString = "il manque le guillemet qui ferme ce texte"
    static let unterminatedComment = "il manque « */ » qui ferme ce commentaire"
    static func badEscape(_ escape: String) -> String { "« \(escape) » n'est pas un caractère" }
    static let malformedNumber = "ce nombre est mal écrit"
    static func nestedTooDeep(_ limit: Int) -> String { "trop d'imbrications : \(limit) niveaux au plus" }
    static func tooLong(_ limit: Int) -> String { "enchaînement trop long : \(limit) niveaux au plus" }
    static let tooAmbiguous = "cette expression demande trop de retours en arrière pour être lue"
    static let mixedArguments = "les arguments sont soit tous nommés, soit tous sans nom"
}

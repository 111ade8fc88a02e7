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

    // MARK: Evaluation

    static func unknownName(_ name: String) -> String { "« \(name) » : nom inconnu" }
    static func unknownType(_ name: String) -> String { "« \(name) » : type inconnu" }
    static func noMember(_ name: String) -> String { "« \(name) » : ni champ ni propriété de cette valeur" }
    static func duplicateKey(_ key: String) -> String { "« \(key) » est défini deux fois dans le même contexte" }
    static let notBoolean = "la condition n'est ni vraie ni fausse"
    static let notComparable = "ces valeurs ne se comparent pas entre elles"
    static func notForThese(_ sign: String) -> String { "« \(sign) » ne s'applique pas à ces valeurs" }
    static let divisionByZero = "division par zéro"
    static let numberTooLarge = "le résultat dépasse les nombres à 34 chiffres"
    static let badRange = "un intervalle demande deux bornes de même nature"
    static let noItem = "la liste n'a pas d'élément à cette position"
    static let notIterable = "on ne peut pas parcourir cette valeur"
    static let notCallable = "cette valeur n'est pas une fonction"
    static let externalFunction = "les fonctions écrites dans un autre langage ne sont pas appelées"
    static func badArguments(_ name: String) -> String { "« \(name) » : les arguments ne conviennent pas" }
    static func noParameter(_ name: String, _ function: String) -> String { "« \(function) » n'a pas de paramètre « \(name) »" }
    static func wrongType(_ parameter: String) -> String { "« \(parameter) » : la valeur n'est pas du type attendu" }
    static let badLiteral = "ce texte n'est ni une date, ni une heure, ni une durée"
    static let badPattern = "cette expression régulière est mal écrite"
    static let patternTooSlow = "cette expression régulière demande trop de calcul sur ce texte"
    static func tooManySteps(_ limit: Int) -> String { "calcul trop long : \(limit) étapes au plus" }
    static func tooDeep(_ limit: Int) -> String { "appels trop imbriqués : \(limit) niveaux au plus" }
    static func valueTooDeep(_ limit: Int) -> String { "valeurs trop imbriquées : \(limit) niveaux au plus" }
    static func listTooLong(_ limit: Int) -> String { "liste trop longue : \(limit) éléments au plus" }
    static func stringTooLong(_ limit: Int) -> String { "texte trop long : \(limit) caractères au plus" }
}

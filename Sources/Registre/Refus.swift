/// A write that the record declines, with its reason: the record is in order and nothing was written.
///
/// A value, not an error: who asked decides what to do of it. The message is in French and never holds a name, a mark or an INE.
public struct Refus: Hashable, Sendable {
    /// What kind of refusal, for programs. The raw value is stable.
    public enum Code: String, Hashable, Sendable {
        /// No promotion of this identifier, or several.
        case promotionInconnue = "promotion-inconnue"
        /// No élève of this identifier in the promotion.
        case eleveInconnu = "eleve-inconnu"
        /// The promotion contradicts itself: a code twice, a mark off its scale…
        case promotionIncoherente = "promotion-incoherente"
        /// What the writer saw has changed since.
        case versionPerimee = "version-perimee"
        /// A mark that cannot be placed: unknown ECUE or épreuve, off the scale, twice.
        case noteRefusee = "note-refusee"
        /// The session is not in the state that this act needs.
        case seanceEtat = "seance-etat"
        /// No session of this identifier.
        case seanceInconnue = "seance-inconnue"
        /// The composition is not one that can sit.
        case composition = "composition"
        /// The quorum is not met, or the chair is empty.
        case quorum = "quorum"
        /// A decision that cannot be taken so: unknown word, reason missing, not by right in bulk.
        case decision = "decision"
        /// Only the president may do it.
        case president = "president"
        /// The year cannot turn: undecided élèves, destination missing.
        case bascule = "bascule"
        /// The retention period has not ended, or nothing is held.
        case conservation = "conservation"
        /// The bundle given is not the one announced, or is empty.
        case bundle = "bundle"
        /// The act names no one, or gives no reason where one is due.
        case acte = "acte"
    }

    public var code: Code
    public var message: String
    /// One line for each thing found, in French.
    public var details: [String]

    public init(_ code: Code, _ message: String, details: [String] = []) {
        self.code = code
        self.message = message
        self.details = details
    }
}

extension Refus: CustomStringConvertible {
    /// The message, then a line for each detail.
    public var description: String { ([message + " [\(code.rawValue)]"] + details.map { "  - " + $0 }).joined(separator: "\n") }
}

/// How a write ended: done, with what it gives, or refused, with the reason.
public enum Reponse<Fait: Sendable>: Sendable {
    case fait(Fait)
    case refuse(Refus)

    /// What was done; `nil` when it was refused.
    public var fait: Fait? {
        guard case .fait(let value) = self else { return nil }
        return value
    }

    /// Why it was refused; `nil` when it was done.
    public var refus: Refus? {
        guard case .refuse(let refus) = self else { return nil }
        return refus
    }
}

extension Reponse: Equatable where Fait: Equatable {}

/// Carries a refusal out of a transaction, which it undoes.
struct Refusal: Error {
    let refus: Refus
    init(_ refus: Refus) { self.refus = refus }
    init(_ code: Refus.Code, _ message: String, details: [String] = []) { refus = Refus(code, message, details: details) }
}

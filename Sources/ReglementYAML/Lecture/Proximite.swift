import Feel

/// The known word closest to one that was written.
enum Proximite {
    static func closest(_ mot: String, _ connus: [String]) -> String? { Suggestion.closest(to: mot, among: connus) }
}

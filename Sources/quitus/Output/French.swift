/// `1 erreur`, `0 erreur`, `3 erreurs`: in French the plural starts at two.
func french(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(count) \(count >= 2 ? plural ?? noun + "s" : noun)"
}

extension String {
    /// Without the newlines at its end.
    var trimmed: String { String(reversed().drop { $0.isNewline }.reversed()) }

    /// A number as French texts write it.
    var withComma: String { replacing(".", with: ",") }
}

/// What to write instead of what people write by habit: French quotes and words, signs of other languages.
enum Ecriture {
    /// About an expression that cannot be read, where the reading stops.
    static func conseil(_ expression: String, offset: Int) -> String? {
        let bytes = Array(expression.utf8)
        let rest = String(decoding: bytes.dropFirst(offset), as: UTF8.self)
        let before = String(decoding: bytes.prefix(offset), as: UTF8.self).reversed().drop { $0 == " " }.first
        if let first = rest.first, "«»“”„‟‘’‚".contains(first) { return "un texte s'écrit entre guillemets droits : \"…\"" }
        if rest.hasPrefix("=") && (before == "=" || before == "!") || rest.hasPrefix("==") {
            return "l'égalité s'écrit avec un seul =, le contraire !="
        }
        if rest.hasPrefix("&&") || rest.hasPrefix("||") { return "« et » s'écrit and, « ou » s'écrit or" }
        if rest.hasPrefix("!") { return "« non » s'écrit not(…), « différent » s'écrit !=" }
        if rest.hasPrefix("≥") || rest.hasPrefix("≤") || rest.hasPrefix("≠") { return "écrivez >=, <= ou !=" }
        if rest.hasPrefix("%") { return "un pourcentage s'écrit comme un nombre : 0.5 pour 50 %" }
        let word = String(rest.prefix { $0.isLetter || $0 == "_" })
        return mots[word.lowercased()].map { "« \(word) » s'écrit ici \($0)" }
    }

    /// Where a cell has a comma between two digits, outside of a text: `< 9,5` is two tests, and one was meant.
    static func virguleDecimale(_ cellule: String) -> Int? {
        let bytes = Array(cellule.utf8)
        var quoted = false
        for (place, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\"") { quoted.toggle() }
            guard !quoted, byte == UInt8(ascii: ","), place > 0, place + 1 < bytes.count else { continue }
            if (48...57).contains(bytes[place - 1]), (48...57).contains(bytes[place + 1]) { return place }
        }
        return nil
    }

    /// About a name that is not known.
    static func nom(_ nom: String) -> String? { mots[nom.lowercased()].map { "« \(nom) » s'écrit ici \($0)" } }

    /// About a function that is not known.
    static func fonction(_ nom: String) -> String? { fonctions[nom.lowercased()].map { "écrivez \($0)" } }

    private static let mots = [
        "et": "and", "ou": "or", "non": "not(…), ou false", "oui": "true", "vrai": "true", "faux": "false", "si": "if … then … else …",
        "alors": "then", "sinon": "else", "nul": "null", "vide": "null", "dans": "in", "entre": "between … and …", "pas": "not(…)",
    ]

    private static let fonctions = [
        "arrondi": "round half up(x, 2)", "arrondir": "round half up(x, 2)", "round": "round half up(x, 2)", "somme": "sum(liste)",
        "nombre": "count(liste)", "compte": "count(liste)", "compter": "count(liste)", "nb": "count(liste)", "maximum": "max(a, b)",
        "minimum": "min(a, b)", "non": "not(condition)", "contient": "contains(texte, partie)", "commence_par": "starts with(texte, début)",
        "duree": "duration(\"P1Y\")", "average": "mean(liste)", "moyenne_simple": "mean(liste)", "entier": "floor(x)", "partie_entiere": "floor(x)",
        "plancher": "floor(x)", "plafond": "ceiling(x)", "si": "if … then … else …",
    ]
}

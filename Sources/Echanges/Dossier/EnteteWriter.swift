import Scolarite
import Valeurs

/// Writes `promotion.yaml`. Every value is quoted where a reader of YAML could take it for something else than text.
enum EnteteWriter {
    static func bytes(_ entete: Entete) -> [UInt8] {
        var text = ""
        func line(_ key: String, _ value: String) { text += "\(scalar(key)): \(scalar(value))\n" }
        line("ecole", entete.ecole)
        line("reglement", entete.reglement)
        if let surcouche = entete.surcouche { line("surcouche", surcouche) }
        line("annee", entete.annee)
        line("promotion", entete.promotion)
        line("cursus", entete.cursus)
        line("date", entete.date.iso)
        line("session", String(entete.session))
        if let periode = entete.periode { line("periode", periode) }
        for (key, value) in entete.autres.sorted(by: { $0.key < $1.key }) { line(key, value) }
        if !entete.parametres.isEmpty {
            text += "parametres:\n"
            for (key, value) in entete.parametres.sorted(by: { $0.key < $1.key }) { text += "  \(scalar(key)): \(flow(value))\n" }
        }
        return Array(text.utf8)
    }

    private static func flow(_ value: ValeurParametre) -> String {
        switch value {
        case .texte(let text): scalar(text)
        case .liste(let values): "[" + values.map(flow).joined(separator: ", ") + "]"
        case .table(let table): "{" + table.sorted { $0.key < $1.key }.map { "\(scalar($0.key)): \(flow($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    /// Plain where it is plainly a word, a number or a date; between double quotes otherwise.
    static func scalar(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
        }
        if plain, let first = text.utf8.first, first != UInt8(ascii: "-"), text.lowercased() != "null", !text.hasPrefix("..") { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            default:
                if scalar.value < 32 || scalar.value == 127 || (0x80..<0xA0).contains(scalar.value) || scalar.value == 0x2028
                    || scalar.value == 0x2029
                {
                    let digits = String(scalar.value, radix: 16)
                    quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }
}

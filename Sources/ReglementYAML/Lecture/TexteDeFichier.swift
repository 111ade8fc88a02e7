import Reglement
import Valeurs

/// The text of a file, whatever editor wrote it.
enum TexteDeFichier {
    /// Without the mark that some editors put before UTF-8.
    static func sansMarque(_ text: String) -> String { text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text }

    /// `nil`, and a fault, when the bytes are not UTF-8: accents would be lost in every sentence.
    static func lu(_ octets: [UInt8], fichier: String, fautes: Fautes) -> String? {
        // A file that is too long is cut anywhere: it is refused for its length.
        if octets.count > LimitesLecture.octets { return String(decoding: octets, as: UTF8.self) }
        if let text = String(validating: octets, as: UTF8.self) { return sansMarque(text) }
        let (ligne, colonne) = faute(octets)
        fautes.signal(
            "le fichier n'est pas en UTF-8 : un caractère accentué y est écrit dans un autre codage", code: "fichier-codage",
            at: Position(fichier: fichier, ligne: ligne, colonne: colonne), conseil: "enregistrez-le en UTF-8 depuis l'éditeur")
        return nil
    }

    /// Where the first byte that no UTF-8 text holds stands.
    private static func faute(_ octets: [UInt8]) -> (ligne: Int, colonne: Int) {
        let read = String(decoding: octets, as: UTF8.self)
        var (ligne, colonne) = (1, 1)
        for character in read {
            if character == "\u{FFFD}" { break }
            if character.isNewline { (ligne, colonne) = (ligne + 1, 1) } else { colonne += 1 }
        }
        return (ligne, colonne)
    }
}

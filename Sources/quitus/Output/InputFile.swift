import Foundation

/// A file that the command line names.
struct InputFile {
    let path: String

    /// Its content. Refused, as bad input, when it cannot be read or is not UTF-8.
    func text() throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            let isFolder = (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType == .typeDirectory
            throw Refusal(
                .data,
                isFolder
                    ? "\(path): erreur: c'est un dossier, un fichier était attendu [fichier-illisible]"
                    : "\(path): erreur: ce fichier n'existe pas ou ne peut pas être lu [fichier-illisible]")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw Refusal(.data, "\(path): erreur: ce fichier n'est pas en UTF-8 [fichier-illisible]")
        }
        return text
    }
}

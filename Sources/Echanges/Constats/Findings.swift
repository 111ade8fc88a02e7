import Valeurs

/// What is wrong, without its place: the sentence, its stable code, what to do. Every wording is in the files `Fault+*.swift`.
struct Fault: Error, Sendable {
    let code: String
    let message: String
    let conseil: String?

    init(_ code: String, _ message: String, conseil: String? = nil) {
        self.code = code
        self.message = message
        self.conseil = conseil
    }
}

/// Everything found in one file. Only the first ones are kept, so that a file of garbage costs no more than its own size: the rest
/// is counted.
final class FileFindings {
    /// How many errors, and how many warnings, are kept for one file.
    static let limit = 200

    /// Beyond so many errors the file is not what it should be: the rest of it is not read.
    static let hopeless = 10_000

    let file: String
    private(set) var errorCount = 0
    private(set) var warningCount = 0
    private var kept: [Diagnostic] = []

    init(file: String) { self.file = file }

    /// The fault is an autoclosure: beyond the limit nobody pays for its sentence.
    func error(line: Int = 0, column: @autoclosure () -> Int = 0, _ fault: @autoclosure () -> Fault) {
        errorCount += 1
        guard errorCount <= FileFindings.limit else { return }
        keep(.erreur, line, column(), fault())
    }

    func warning(line: Int = 0, column: @autoclosure () -> Int = 0, _ fault: @autoclosure () -> Fault) {
        warningCount += 1
        guard warningCount <= FileFindings.limit else { return }
        keep(.avertissement, line, column(), fault())
    }

    private func keep(_ gravite: Diagnostic.Gravite, _ line: Int, _ column: Int, _ fault: Fault) {
        kept.append(
            Diagnostic(gravite, fichier: file, ligne: line, colonne: column, message: fault.message, code: fault.code, conseil: fault.conseil))
    }

    var isHopeless: Bool { errorCount >= FileFindings.hopeless }

    /// In the order of the file, then how many were left out.
    var diagnostics: [Diagnostic] {
        var all = kept.enumerated().sorted { ($0.element.ligne, $0.element.colonne, $0.offset) < ($1.element.ligne, $1.element.colonne, $1.offset) }
            .map(\.element)
        if errorCount > FileFindings.limit {
            let rest = errorCount - FileFindings.limit
            let message = isHopeless ? "… et plus de \(rest) autres erreurs : la suite du fichier n'a pas été lue" : "… et \(rest) autres erreurs"
            all.append(Diagnostic(.erreur, fichier: file, message: message, code: "autres-erreurs"))
        }
        if warningCount > FileFindings.limit {
            all.append(
                Diagnostic(
                    .avertissement, fichier: file, message: "… et \(warningCount - FileFindings.limit) autres avertissements",
                    code: "autres-avertissements"))
        }
        return all
    }
}

/// Everything found in a folder, file by file in the order in which they were opened.
final class Findings {
    private var files: [FileFindings] = []

    func file(_ name: String) -> FileFindings {
        if let known = files.first(where: { $0.file == name }) { return known }
        let new = FileFindings(file: name)
        files.append(new)
        return new
    }

    var hasErrors: Bool { files.contains { $0.errorCount > 0 } }
    var diagnostics: [Diagnostic] { files.flatMap(\.diagnostics) }
}

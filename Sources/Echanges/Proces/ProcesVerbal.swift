import Scolarite
import Valeurs

/// A line of the minutes of a past jury (`eleve;objet;decision;valeur`).
public struct LigneProcesVerbal: Sendable, Hashable {
    public var eleve: String
    /// As in `decisions.csv`: `ecue:CODE`, `ue:CODE`, `semestre:S5`, `annee`, `diplome`…
    public var objet: String
    public var decision: String
    /// The mark, mean or grade written beside the decision; empty when there is none.
    public var valeur: String
    /// Line of the file, from 2: line 1 is the header.
    public var line: Int

    public init(eleve: String, objet: String, decision: String, valeur: String, line: Int) {
        (self.eleve, self.objet, self.decision, self.valeur, self.line) = (eleve, objet, decision, valeur, line)
    }
}

/// What reading the minutes gave.
public enum ProcesVerbalReading: Sendable {
    case read([LigneProcesVerbal], warnings: [Diagnostic])
    case refused([Diagnostic])
}

/// The minutes of a past jury, as a CSV file.
public struct ProcesVerbalFile: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// Reads the whole file; an élève or an object met twice is an error, for one of the two lines must be wrong. The decision may be
    /// empty where the minutes only give a value.
    public func read() -> ProcesVerbalReading {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let findings = FileFindings(file: name)
        let bytes: FileBytes
        switch FileBytes.read(path: path, limit: PromotionFolder.sizeLimit) {
        case .bytes(let found): bytes = found
        case .missing:
            findings.error(.missingMinutes())
            return .refused(findings.diagnostics)
        case .unreadable(let fault, let line):
            findings.error(line: line, fault)
            return .refused(findings.diagnostics)
        }
        let schema = Schema(file: name, required: ["eleve", "objet", "decision"], optional: ["valeur"])
        guard let table = CSVTable(bytes.buffer, schema: schema, findings: findings) else { return .refused(findings.diagnostics) }
        let (eleve, objet, decision, valeur) = (table.column("eleve"), table.column("objet"), table.column("decision"), table.column("valeur"))
        var lines: [LigneProcesVerbal] = []
        var seen: Set<[String]> = []
        while table.next() {
            let who = table.requiredText(eleve).map(FormulaGuard.removed)
            let what = table.requiredText(objet).map(FormulaGuard.removed)
            if let what, !Objet.isValid(what) { table.error(objet, .objetInvalid(what)) }
            let line = LigneProcesVerbal(
                eleve: who ?? "", objet: what ?? "", decision: FormulaGuard.removed(table.text(decision)),
                valeur: FormulaGuard.removed(table.text(valeur)), line: table.line)
            if line.decision.isEmpty, line.valeur.isEmpty { table.error(decision, .emptyCell("decision")) }
            if who != nil, what != nil, !seen.insert([line.eleve, line.objet]).inserted { table.error(objet, .duplicateLine()) }
            lines.append(line)
        }
        return findings.errorCount > 0 ? .refused(findings.diagnostics) : .read(lines, warnings: findings.diagnostics)
    }
}

/// A cell that a spreadsheet would run as a formula is written after an apostrophe, which is no part of it.
public enum FormulaGuard {
    private static let starts: Set<Character> = ["=", "+", "-", "@"]

    /// `'=1+1` for `=1+1`.
    public static func added(_ text: String) -> String { text.first.map(starts.contains) ?? false ? "'" + text : text }

    /// `=1+1` for `'=1+1`; any other text as it is.
    public static func removed(_ text: String) -> String {
        guard text.first == "'", let second = text.dropFirst().first, starts.contains(second) else { return text }
        return String(text.dropFirst())
    }
}

/// What a decision is about.
enum Objet {
    static func isValid(_ text: String) -> Bool {
        if text == "annee" || text == "diplome" { return true }
        if let code = text.after("semestre:") { return Periode.isValid(code) }
        return ["ecue:", "ue:", "epreuve:", "condition:"].contains { text.after($0)?.isEmpty == false }
    }
}

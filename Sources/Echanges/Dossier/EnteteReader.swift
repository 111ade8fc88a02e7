import Scolarite
import Valeurs
import Yams

/// Reads `promotion.yaml`. Every scalar stays the text that was typed: 2.10 is an article, 9.995 a mark, NO is Norway.
struct EnteteReader {
    static let file = "promotion.yaml"
    /// More would not be a header: a limit on what a file of garbage may cost.
    static let sizeLimit = 1_048_576
    static let nodeLimit = 20_000
    static let levelLimit = 32

    private static let known = ["ecole", "reglement", "surcouche", "annee", "promotion", "cursus", "date", "session", "periode", "parametres"]

    let findings: FileFindings
    private var budget = EnteteReader.nodeLimit

    init(findings: FileFindings) { self.findings = findings }

    /// `nil` after at least one error.
    mutating func read(_ text: String) -> Entete? {
        guard let root = parse(text) else { return nil }
        guard case .mapping(let mapping) = root else {
            findings.error(line: root.mark?.line ?? 1, column: root.mark?.column ?? 1, .yamlNotAMapping())
            return nil
        }
        let before = findings.errorCount
        var values: [String: Node] = [:]
        var others: [String: String] = [:]
        for (key, value) in mapping {
            guard case .scalar(let name) = key else {
                findings.error(line: key.mark?.line ?? 1, column: key.mark?.column ?? 1, .yamlKey())
                continue
            }
            if EnteteReader.known.contains(name.string) {
                values[name.string] = value
            } else {
                let closest = Spelling.closest(to: name.string, among: EnteteReader.known)
                findings.warning(line: name.mark?.line ?? 1, column: name.mark?.column ?? 1, .yamlUnknownKey(name.string, closest: closest))
                if case .scalar(let scalar) = value { others[name.string] = scalar.string }
            }
        }
        func scalar(_ key: String) -> Node.Scalar? {
            guard let node = values[key] else { return nil }
            guard case .scalar(let scalar) = node else {
                findings.error(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, .yamlScalarExpected(key))
                return nil
            }
            return scalar.string.isEmpty || (scalar.style == .plain && ["~", "null"].contains(scalar.string)) ? nil : scalar
        }
        func required(_ key: String) -> Node.Scalar? {
            if let found = scalar(key) { return found }
            if case .some(.scalar) = values[key] ?? .scalar(.init("")) { findings.error(.yamlMissingKey(key)) }
            return nil
        }
        func fault(_ scalar: Node.Scalar, _ fault: Fault) {
            findings.error(line: scalar.mark?.line ?? 1, column: scalar.mark?.column ?? 1, fault)
        }

        let reglement = required("reglement")?.string
        let promotion = required("promotion")?.string
        for key in ["ecole", "cursus"] where values[key] == nil { findings.warning(.yamlMissingKey(key)) }
        let annee = required("annee")
        if let annee, !AcademicYear.isValid(annee.string) { fault(annee, .notAnAcademicYear("annee")) }
        let dateScalar = required("date")
        let date = dateScalar.flatMap { CalendarDate($0.string) }
        if let dateScalar, date == nil { fault(dateScalar, .notADate("date")) }
        let sessionScalar = required("session")
        let session = sessionScalar.flatMap { ["1": 1, "2": 2][$0.string] }
        if let sessionScalar, session == nil { fault(sessionScalar, .sessionHeader()) }
        let periode = scalar("periode")
        if let periode, periode.string != "annee", !Periode.isValid(periode.string) { fault(periode, .periodeInvalid()) }
        var parametres: [String: ValeurParametre] = [:]
        if let node = values["parametres"], let value = convert(node) {
            switch value {
            case .table(let table): parametres = table
            case .texte(""): break
            default: findings.error(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, .yamlParametres())
            }
        }
        guard findings.errorCount == before, let reglement, let promotion, let annee, let date, let session else { return nil }
        return Entete(
            ecole: scalar("ecole")?.string ?? "", reglement: reglement, surcouche: scalar("surcouche")?.string, annee: annee.string,
            promotion: promotion, cursus: scalar("cursus")?.string ?? "", date: date, session: session, periode: periode?.string,
            parametres: parametres, autres: others)
    }

    func parse(_ text: String) -> Node? {
        // A reference to another part of the file can make a few lines stand for millions of values. A header needs none.
        if let line = ReprisesYAML.lignes(text).first {
            findings.error(line: line, .yamlAlias())
            return nil
        }
        do {
            guard let root = try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8).singleRoot() else {
                findings.error(.emptyHeader())
                return nil
            }
            return root
        } catch let error as YamlError {
            switch error {
            case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
                findings.error(line: mark.line, column: mark.column, .yamlSyntax())
            case .duplicatedKeysInMapping(let keys, let context):
                findings.error(line: context.mark.line, column: context.mark.column, .yamlKeyTwice(keys.first ?? ""))
            default:
                findings.error(.yamlSyntax())
            }
        } catch {
            findings.error(.yamlSyntax())
        }
        return nil
    }

    private mutating func convert(_ node: Node, depth: Int = 0) -> ValeurParametre? {
        budget -= 1
        guard budget >= 0, depth < EnteteReader.levelLimit else {
            if budget >= -1 { findings.error(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, .yamlTooLarge()) }
            budget = -2
            return nil
        }
        switch node {
        case .scalar(let scalar):
            return .texte(scalar.style == .plain && ["~", "null"].contains(scalar.string) ? "" : scalar.string)
        case .sequence(let sequence):
            return .liste(sequence.compactMap { convert($0, depth: depth + 1) })
        case .mapping(let mapping):
            var table: [String: ValeurParametre] = [:]
            for (key, value) in mapping {
                guard case .scalar(let name) = key else {
                    findings.error(line: key.mark?.line ?? 1, column: key.mark?.column ?? 1, .yamlKey())
                    continue
                }
                table[name.string] = convert(value, depth: depth + 1)
            }
            return .table(table)
        case .alias:
            return nil
        }
    }
}

import Glibc
import Scolarite
import Valeurs

/// What reading a folder gave: a promotion, or everything that is wrong with it. Nothing is half-read.
public enum PromotionReading: Sendable {
    case read(Promotion, warnings: [Diagnostic])
    /// At least one error, with the warnings, file by file in the order of their lines.
    case refused([Diagnostic])

    public var promotion: Promotion? {
        if case .read(let promotion, _) = self { promotion } else { nil }
    }

    /// Errors and warnings.
    public var diagnostics: [Diagnostic] {
        switch self {
        case .read(_, let warnings): warnings
        case .refused(let all): all
        }
    }
}

/// A promotion folder: `promotion.yaml` and CSV files, as a registrar exports them from a spreadsheet (contract, sections 1 and 5).
public struct PromotionFolder: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// The CSV files of the contract.
    static let tables = [
        "maquette.csv", "eleves.csv", "notes.csv", "inscriptions.csv", "resultats.csv", "parcours.csv", "certifications.csv", "sejours.csv",
        "stages.csv",
        "absences.csv", "engagements.csv", "options.csv", "procedures.csv", "decisions.csv",
    ]

    /// A hundred thousand élèves and sixty épreuves make 300 MiB.
    static let sizeLimit = 4 << 30

    /// Reads and checks the whole folder. Files are named in diagnostics as they are in the folder.
    public func read() -> PromotionReading {
        let findings = Findings()
        guard let names = list(findings) else { return .refused(findings.diagnostics) }
        warnOfMisspeltFiles(names, findings)

        var entete: Entete?
        if let bytes = open(EnteteReader.file, required: true, names, findings, limit: EnteteReader.sizeLimit) {
            var reader = EnteteReader(findings: findings.file(EnteteReader.file))
            entete = reader.read(bytes.text)
        }
        let maquette = open("maquette.csv", required: true, names, findings).flatMap {
            MaquetteReader.read($0, findings: findings.file("maquette.csv"))
        }
        if let asked = entete?.periode, asked != "annee", let maquette, !maquette.semestres.isEmpty, !maquette.semestres.contains(asked) {
            findings.file(EnteteReader.file).error(.periodeUnknown(asked, found: maquette.semestres))
        }
        if let entete, let maquette, let assumed = PromotionFolder.periodeSupposee(entete, maquette.semestres) {
            findings.file(EnteteReader.file).warning(.periodeAssumed(assumed, found: maquette.semestres))
        }
        let years = Niveaux.years(of: maquette?.semestres ?? [])
        let eleves = open("eleves.csv", required: true, names, findings)
            .flatMap { ElevesReader.read($0, years: years, judged: entete?.annee, findings: findings.file("eleves.csv")) }
        let notesBytes = open("notes.csv", required: true, names, findings)
        guard let maquette, let eleves else {
            // Without the élèves or the maquette, every other line would be said to be about nobody or nothing.
            return .refused(findings.diagnostics)
        }
        var dossiers = DossiersReader(maquette: maquette, eleves: eleves, findings: findings)
        for name in PromotionFolder.tables.dropFirst(3) {
            // A file without even a header says nothing, as one with its header alone.
            if let bytes = open(name, required: false, names, findings), !bytes.isBlank { dossiers.read(name, bytes) }
        }
        let sheets = notesBytes.flatMap {
            NotesReader.read($0, maquette: maquette, eleves: eleves, dossiers: dossiers.dossiers, findings: findings.file("notes.csv"))
        }
        if let sheets { dossiers.checkReferences(to: sheets.maquette) }
        guard !findings.hasErrors, let entete, let sheets else { return .refused(findings.diagnostics) }
        return .read(
            Promotion(entete: entete, maquette: sheets.maquette, eleves: eleves.eleves, dossiers: dossiers.dossiers, notes: sheets.notes),
            warnings: findings.diagnostics)
    }

    /// The period that the contract gives to a folder that asks for none, where its maquette could mean another: one semester of several,
    /// or a year made of more than two.
    private static func periodeSupposee(_ entete: Entete, _ semestres: [String]) -> String? {
        guard entete.periode == nil else { return nil }
        let assumed = Promotion.periode(parDefaut: semestres)
        let several = assumed == "annee" ? semestres.count { $0.hasPrefix("S") } > 2 : semestres.count > 1
        return several ? assumed : nil
    }

    private func list(_ findings: Findings) -> Set<String>? {
        guard let directory = opendir(path) else {
            findings.file(path).error(errno == ENOENT ? .missingFolder() : errno == ENOTDIR ? .notAFolder() : .cannotOpen(errno))
            return nil
        }
        defer { closedir(directory) }
        var names: Set<String> = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            names.insert(name)
        }
        return names
    }

    private func warnOfMisspeltFiles(_ names: Set<String>, _ findings: Findings) {
        let known = Set(PromotionFolder.tables)
        for name in names.sorted() where name.lowercased().hasSuffix(".csv") && !known.contains(name) && name != "pv.csv" {
            guard let meant = Spelling.closest(to: name, among: PromotionFolder.tables.filter { !names.contains($0) }) else { continue }
            findings.file(name).warning(.unknownFile(meant: meant))
        }
    }

    private func open(_ name: String, required: Bool, _ names: Set<String>, _ findings: Findings, limit: Int = PromotionFolder.sizeLimit)
        -> FileBytes?
    {
        let file = findings.file(name)
        switch FileBytes.read(path: path + "/" + name, limit: limit) {
        case .bytes(let bytes):
            return bytes
        case .missing:
            if required { file.error(.missingFile(similar: Spelling.closest(to: name, among: names.sorted()))) }
        case .unreadable(let fault, let line):
            file.error(line: line, fault)
        }
        return nil
    }
}

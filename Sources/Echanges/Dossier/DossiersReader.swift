import Scolarite
import Valeurs

/// Reads the files that say something of each élève, besides their marks: one dossier per élève, each list in the order of its file.
struct DossiersReader {
    let maquette: MaquetteDraft
    let eleves: ElevesReader.Draft
    let findings: Findings
    var dossiers: [Dossier]
    /// Épreuves named before the mark sheets were read: checked once they are known.
    var references: [Reference] = []

    struct Reference {
        let file: FileFindings
        let line: Int
        let column: Int
        let ecue: String
        let epreuve: String
        let gravite: Diagnostic.Gravite
    }

    init(maquette: MaquetteDraft, eleves: ElevesReader.Draft, findings: Findings) {
        self.maquette = maquette
        self.eleves = eleves
        self.findings = findings
        dossiers = eleves.eleves.map { _ in Dossier() }
    }

    mutating func read(_ file: String, _ bytes: FileBytes) {
        switch file {
        case "inscriptions.csv": readInscriptions(bytes)
        case "resultats.csv": readResultats(bytes)
        case "parcours.csv": readParcours(bytes)
        case "certifications.csv": readCertifications(bytes)
        case "sejours.csv": readSejours(bytes)
        case "stages.csv": readStages(bytes)
        case "absences.csv": readAbsences(bytes)
        case "engagements.csv": readEngagements(bytes)
        case "options.csv": readOptions(bytes)
        case "procedures.csv": readProcedures(bytes)
        default: readDecisions(bytes)
        }
    }

    /// Opens a table whose first column is the élève, and calls `body` for each line whose élève is known.
    mutating func each(
        _ file: String, _ bytes: FileBytes, required: [String], optional: [String], body: (inout DossiersReader, CSVTable, Int) -> Void
    ) {
        let schema = Schema(file: file, required: required, optional: optional)
        guard let table = CSVTable(bytes.buffer, schema: schema, findings: findings.file(file)) else { return }
        let eleve = table.column("eleve")
        while table.next() {
            guard let cell = table.cell(eleve) else {
                table.error(eleve, .emptyCell("eleve"))
                continue
            }
            let rank = eleves.index.find(cell)
            if rank == nil { table.error(eleve, .eleveUnknown()) }
            // The other cells of the line are read all the same: every error at once. What is read then goes nowhere.
            body(&self, table, rank ?? -1)
        }
    }

    mutating func append<Value>(_ value: Value, to list: WritableKeyPath<Dossier, [Value]>, of rank: Int) {
        if rank >= 0 { dossiers[rank][keyPath: list].append(value) }
    }

    private mutating func readInscriptions(_ bytes: FileBytes) {
        each("inscriptions.csv", bytes, required: ["eleve", "ue"], optional: []) { reader, table, rank in
            let ue = table.column("ue")
            guard let cell = table.cell(ue) else { return table.error(ue, .emptyCell("ue")) }
            guard let known = reader.maquette.ueIndex.find(cell) else {
                let text = cell.text
                return table.error(ue, .ueUnknown(text, closest: Spelling.closest(to: text, among: reader.maquette.ueCodes)))
            }
            guard rank >= 0 else { return }
            let code = reader.maquette.ues[known].code
            if !reader.dossiers[rank].ues.insertingIfAbsent(code) { table.error(ue, .duplicateLine()) }
        }
    }

    private mutating func readResultats(_ bytes: FileBytes) {
        // The line of each result kept, élève by élève.
        var lines: [[Int]] = dossiers.map { _ in [] }
        var saysStatut = true
        each(
            "resultats.csv", bytes, required: ["eleve", "ue"], optional: ["annee", "semestre", "ects", "moyenne", "statut", "grade", "session"]
        ) { reader, table, rank in
            let semestre = table.column("semestre")
            let period = table.text(semestre)
            if !period.isEmpty, !Periode.isValid(period) { table.error(semestre, .semestre(period)) }
            let statut = table.column("statut")
            // A file without the column says it once.
            if table.cell(statut) == nil, saysStatut {
                table.warning(statut, .resultatWithoutStatut())
                saysStatut = statut.index != nil
            }
            let value = Resultat(
                annee: table.academicYear(table.column("annee")), semestre: period, ue: table.requiredText(table.column("ue")) ?? "",
                ects: table.rational(table.column("ects"), in: 0...300), moyenne: table.rational(table.column("moyenne"), in: 0...20),
                statut: table.word(statut, among: MotsDuDossier.statutsPasses), grade: table.text(table.column("grade")),
                session: table.integer(table.column("session"), in: 1...2))
            guard rank >= 0 else { return }
            let same = reader.dossiers[rank].resultats.firstIndex {
                $0.ue == value.ue && $0.annee == value.annee && $0.semestre == value.semestre && $0.session == value.session
            }
            if let same {
                if reader.dossiers[rank].resultats[same] == value { return table.warning(table.column("ue"), .lineCountedOnce()) }
                table.error(table.column("ue"), .resultatDiffers(firstLine: lines[rank][same]))
            }
            lines[rank].append(table.line)
            reader.append(value, to: \.resultats, of: rank)
        }
    }

    private mutating func readParcours(_ bytes: FileBytes) {
        var lines: [[Int]] = dossiers.map { _ in [] }
        each("parcours.csv", bytes, required: ["eleve", "decision"], optional: ["annee", "niveau", "date"]) { reader, table, rank in
            let decision = table.column("decision")
            if table.cell(decision) == nil { table.error(decision, .emptyCell("decision")) }
            let value = AnneeParcours(
                annee: table.academicYear(table.column("annee")),
                niveau: reader.eleves.niveaux.read(table, table.column("niveau"), defaultYear: nil, required: false),
                decision: table.openWord(decision, among: MotsDuDossier.parcours), date: table.date(table.column("date")))
            guard rank >= 0 else { return }
            let known = reader.dossiers[rank].parcours
            if known.contains(value) { return table.warning(decision, .lineCountedOnce()) }
            if !value.annee.isEmpty, MotsDuDossier.issues.contains(value.decision),
                let same = known.firstIndex(where: { $0.annee == value.annee && MotsDuDossier.issues.contains($0.decision) })
            {
                table.error(decision, .parcoursDiffers(firstLine: lines[rank][same]))
            }
            lines[rank].append(table.line)
            reader.append(value, to: \.parcours, of: rank)
        }
    }

    private mutating func readCertifications(_ bytes: FileBytes) {
        each("certifications.csv", bytes, required: ["eleve", "test"], optional: ["score", "niveau", "date", "externe", "langue"]) {
            reader, table, rank in
            let test = MotsDuDossier.test(table.requiredText(table.column("test")) ?? "")
            let langue = table.column("langue")
            var language = table.text(langue).lowercased()
            if !language.isEmpty, language.utf8.count != 2 || !language.utf8.allSatisfy({ (97...122).contains($0) }) {
                table.error(langue, .langueUnknown(language))
            }
            if language.isEmpty { language = DossiersReader.language(of: test) }
            if language.isEmpty, test == "INTERNE" { table.error(table.column("test"), .langueMissing()) }
            let score = table.rational(table.column("score"), in: 0...100_000)
            if let score, let most = MotsDuDossier.scoresMaximaux[test], score > Rational(most) {
                table.warning(table.column("score"), .scoreOutsideScale(test, most: most))
            }
            let value = Certification(
                test: test, score: score,
                niveau: table.word(table.column("niveau"), among: MotsDuDossier.niveauxDeLangue), date: table.date(table.column("date")),
                externe: table.bool(table.column("externe")), langue: language)
            reader.append(value, to: \.certifications, of: rank)
        }
    }

    private static func language(of test: String) -> String {
        if test.hasPrefix("TOEIC") || test.hasPrefix("TOEFL") || test.hasPrefix("IELTS") { return "en" }
        if test.hasPrefix("DELF") || test.hasPrefix("DALF") || test.hasPrefix("TCF") { return "fr" }
        return ""
    }

    private mutating func readSejours(_ bytes: FileBytes) {
        each(
            "sejours.csv", bytes, required: ["eleve", "type"],
            optional: ["pays", "debut", "fin", "semaines", "credits", "valide", "semestre", "derogation"]
        ) { reader, table, rank in
            let (type, pays, semestre) = (table.column("type"), table.column("pays"), table.column("semestre"))
            if table.cell(type) == nil { table.error(type, .emptyCell("type")) }
            // An empty country is neither France nor abroad; a year off need not be spent in one.
            if table.cell(pays) == nil, table.text(type) != "cesure" { table.error(pays, .emptyCell("pays")) }
            let period = table.text(semestre)
            if !period.isEmpty, !Periode.isValid(period) { table.error(semestre, .semestre(period)) }
            let (debut, fin) = reader.span(table)
            let value = Sejour(
                type: table.schoolWord(type, among: MotsDuDossier.sejours), pays: table.country(pays), debut: debut, fin: fin,
                semaines: table.integer(table.column("semaines"), in: 0...520), credits: table.rational(table.column("credits"), in: 0...300),
                valide: table.bool(table.column("valide")), semestre: period, derogation: table.bool(table.column("derogation")))
            reader.append(value, to: \.sejours, of: rank)
        }
    }

    private mutating func readStages(_ bytes: FileBytes) {
        each(
            "stages.csv", bytes, required: ["eleve", "type"], optional: ["organisme", "lieu", "pays", "debut", "fin", "semaines", "valide"]
        ) { reader, table, rank in
            let type = table.column("type")
            if table.cell(type) == nil { table.error(type, .emptyCell("type")) }
            let (debut, fin) = reader.span(table)
            let value = Stage(
                type: table.schoolWord(type, among: MotsDuDossier.stages), organisme: table.text(table.column("organisme")),
                lieu: table.openWord(table.column("lieu"), among: MotsDuDossier.lieux),
                pays: table.country(table.column("pays")),
                debut: debut, fin: fin, semaines: table.integer(table.column("semaines"), in: 0...520), valide: table.bool(table.column("valide")))
            reader.append(value, to: \.stages, of: rank)
        }
    }

    func span(_ table: CSVTable) -> (debut: CalendarDate?, fin: CalendarDate?) {
        let fin = table.column("fin")
        let (first, last) = (table.date(table.column("debut")), table.date(fin))
        if let first, let last, last < first { table.error(fin, .datesReversed()) }
        return (first, last)
    }
}

extension Optional where Wrapped == Set<String> {
    /// False when the code was already there.
    mutating func insertingIfAbsent(_ code: String) -> Bool {
        guard self != nil else {
            self = [code]
            return true
        }
        return self!.insert(code).inserted
    }
}

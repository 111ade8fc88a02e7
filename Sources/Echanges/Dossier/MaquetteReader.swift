import Scolarite
import Valeurs

/// What `maquette.csv` says, before the épreuves that the mark sheets add.
struct MaquetteDraft {
    var semestres: [String] = []
    var ues: [UE] = []
    var ecues: [ECUE] = []
    /// Whether an ECUE may be without mark: its coefficient is 0 or empty.
    var sansCoefficient: [Bool] = []
    /// Ranks are indices in `ecues` and `ues`.
    let ecueIndex = ByteIndex()
    let ueIndex = ByteIndex()

    var ecueCodes: [String] { ecues.map(\.code) }

    /// The top of the scale of the ECUE or of the UE of this code, in hundredths.
    func top(of code: String) -> Int32? {
        ecues.first { $0.code == code }?.scale.upperBound ?? ues.firstIndex { $0.code == code }.map(top(ofUE:))
    }

    /// The top of the scale of an UE's mean, in hundredths.
    func top(ofUE ue: Int) -> Int32 { Maquette(semestres: semestres, ues: ues, ecues: ecues, epreuves: []).scale(ue: ue).upperBound }
    var ueCodes: [String] { ues.map(\.code) }
}

/// Reads `maquette.csv`. Semesters are put in the order of the cursus; UE and ECUE keep the order of the file inside them.
struct MaquetteReader {
    static let schema = Schema(
        file: "maquette.csv", required: ["semestre", "ue", "ects", "ecue"],
        optional: ["ue_intitule", "ecue_intitule", "coefficient", "nature", "grade", "seuil_ecue", "seuil_ue", Bareme.colonne],
        extras: .factsWarned(except: ["repere", "apogee", "pegase"]))

    /// In the order of the contract.
    static let columns = [
        "semestre", "ue", "ue_intitule", "ects", "ecue", "ecue_intitule", "coefficient", "nature", "grade", "seuil_ecue", "seuil_ue",
    ]

    private struct DraftUE {
        let code: String
        let line: Int
        var semestre: String
        var intitule = ""
        var ects: Rational?
        var grade: Bool?
        var seuil: Rational?
        var ecues: [DraftECUE] = []
    }

    private struct DraftECUE {
        let code: String
        let line: Int
        var intitule: String
        var coefficient: Rational
        var nature: Nature
        var seuil: Rational?
        var faits: [String: String]
    }

    private let table: CSVTable
    private var ues: [DraftUE] = []
    private var rankOfUE: [String: Int] = [:]
    private var placeOfECUE: [String: (ue: Int, line: Int)] = [:]

    /// `nil` when the header cannot be read.
    static func read(_ bytes: FileBytes, findings: FileFindings) -> MaquetteDraft? {
        guard let table = CSVTable(bytes.buffer, schema: schema, findings: findings) else { return nil }
        var reader = MaquetteReader(table: table)
        reader.readLines()
        return reader.build()
    }

    private init(table: CSVTable) { self.table = table }

    private mutating func readLines() {
        let (semestre, ue, ects, ecue) = (table.column("semestre"), table.column("ue"), table.column("ects"), table.column("ecue"))
        let (ueIntitule, ecueIntitule) = (table.column("ue_intitule"), table.column("ecue_intitule"))
        let (coefficient, nature, grade) = (table.column("coefficient"), table.column("nature"), table.column("grade"))
        let (seuilECUE, seuilUE) = (table.column("seuil_ecue"), table.column("seuil_ue"))
        let bareme = table.column(Bareme.colonne)
        let facts = table.extras.map { table.column($0.name) }
        let natures = Nature.allCases.map(\.rawValue)
        while table.next() {
            let period = table.requiredText(semestre)
            if let period, !Periode.isValid(period) { table.error(semestre, .semestre(period)) }
            let natureWord = table.word(nature, among: natures)
            let credits = table.rational(ects, in: 0...300)
            let weight = table.rational(coefficient, in: 0...10_000)
            let hasGrade = table.bool(grade)
            let (floor, bar) = (table.rational(seuilECUE, in: 0...120), table.rational(seuilUE, in: 0...120))
            let ecueCode = table.requiredText(ecue)
            if let ecueCode { checkCode(ecueCode, ecue) }
            guard let ueCode = table.requiredText(ue) else { continue }
            checkCode(ueCode, ue)
            let rank = rankOfUE[ueCode] ?? ues.count
            if rank == ues.count {
                rankOfUE[ueCode] = rank
                ues.append(DraftUE(code: ueCode, line: table.line, semestre: period ?? ""))
            }
            if let period, period != ues[rank].semestre { table.error(semestre, .ueDiffers(ueCode, "semestre", firstLine: ues[rank].line)) }
            let title = table.text(ueIntitule)
            if ues[rank].intitule.isEmpty {
                ues[rank].intitule = title
            } else if !title.isEmpty, title != ues[rank].intitule {
                table.warning(ueIntitule, .ueDiffers(ueCode, "ue_intitule", firstLine: ues[rank].line))
            }
            same(\.ects, credits, rank, ects)
            same(\.grade, hasGrade, rank, grade)
            same(\.seuil, bar, rank, seuilUE)
            guard let ecueCode else { continue }
            if let known = placeOfECUE[ecueCode] {
                table.error(ecue, .ecueTwice(ecueCode, firstLine: known.line, sameUE: known.ue == rank))
                continue
            }
            placeOfECUE[ecueCode] = (rank, table.line)
            var faits: [String: String] = [:]
            for fact in facts {
                let value = table.text(fact)
                if !value.isEmpty { faits[fact.name] = value }
            }
            let scale = table.text(bareme)
            if !scale.isEmpty {
                faits[Bareme.colonne] = scale
                if Bareme(scale) == nil { table.error(bareme, .baremeInvalid()) }
                if natureWord == Nature.entreprise.rawValue { table.error(bareme, .baremeOfCompany()) }
            }
            ues[rank].ecues.append(
                DraftECUE(
                    code: ecueCode, line: table.line, intitule: table.text(ecueIntitule), coefficient: weight ?? .zero,
                    nature: Nature(rawValue: natureWord) ?? .cours,
                    seuil: floor, faits: faits))
        }
    }

    /// The first line that gives a value gives it for the whole UE; another that disagrees is wrong.
    private mutating func same<Value: Equatable>(_ path: WritableKeyPath<DraftUE, Value?>, _ value: Value?, _ rank: Int, _ column: CSVTable.Column) {
        guard let value else { return }
        if let known = ues[rank][keyPath: path] {
            if known != value { table.error(column, .ueDiffers(ues[rank].code, column.name, firstLine: ues[rank].line)) }
        } else {
            ues[rank][keyPath: path] = value
        }
    }

    /// Percentages and marks out of 20 have no mean together (contract, section 5): the first line that mixes them is reported.
    private func refuseMixedScales(_ ue: DraftUE) {
        let marked = ue.ecues.filter { $0.nature != .competence && $0.coefficient > .zero }
        guard let first = marked.first, let other = marked.first(where: { ($0.nature == .entreprise) != (first.nature == .entreprise) }) else {
            return
        }
        table.findings.error(line: other.line, .scalesMixedInUE(ue.code))
    }

    private func checkCode(_ code: String, _ column: CSVTable.Column) {
        if code.utf8.contains(UInt8(ascii: "/")) || code.utf8.contains(UInt8(ascii: ":")) { table.error(column, .codeCharacters(column.name)) }
    }

    private func build() -> MaquetteDraft {
        var draft = MaquetteDraft()
        if ues.isEmpty, table.findings.errorCount == 0 { table.findings.error(.emptyMaquette()) }
        draft.semestres = Set(ues.map(\.semestre)).sorted(by: Periode.precedes)
        let rankOfSemestre = Dictionary(uniqueKeysWithValues: draft.semestres.enumerated().map { ($1, $0) })
        let ordered = ues.enumerated().sorted {
            (rankOfSemestre[$0.element.semestre]!, $0.offset) < (rankOfSemestre[$1.element.semestre]!, $1.offset)
        }
        for (_, ue) in ordered {
            if ue.ects == nil { table.findings.error(line: ue.line, .ueWithoutECTS(ue.code)) }
            let sum = ue.ecues.reduce(Rational.zero) { $0 + $1.coefficient }
            if sum == .zero, ue.ecues.contains(where: { [.cours, .tp].contains($0.nature) }) {
                table.findings.error(line: ue.line, .ueWithoutWeight(ue.code))
            }
            // Marks on two scales have no mean.
            let marked = ue.ecues.filter { $0.coefficient > .zero && ![.competence, .entreprise].contains($0.nature) }
            if Set(marked.map { $0.faits[Bareme.colonne].flatMap(Bareme.init)?.plafond }).count > 1 {
                table.findings.error(line: ue.line, .scalesInOneUE(ue.code))
            }
            refuseMixedScales(ue)
            let first = draft.ecues.count
            for ecue in ue.ecues {
                draft.ecues.append(
                    ECUE(
                        code: ecue.code, intitule: ecue.intitule, ue: draft.ues.count, coefficient: ecue.coefficient, nature: ecue.nature,
                        seuil: ecue.seuil, faits: ecue.faits))
                draft.sansCoefficient.append(ecue.coefficient == .zero)
            }
            draft.ues.append(
                UE(
                    code: ue.code, intitule: ue.intitule, semestre: rankOfSemestre[ue.semestre]!, ects: ue.ects ?? .zero, grade: ue.grade,
                    seuil: ue.seuil, ecues: Array(first..<draft.ecues.count)))
        }
        for ecue in draft.ecues { draft.ecueIndex.insert(ecue.code) }
        for ue in draft.ues { draft.ueIndex.insert(ue.code) }
        return draft
    }
}

extension ByteIndex {
    func insert(_ text: String) {
        var text = text
        text.withUTF8 { if let base = $0.baseAddress { _ = insert(base, count: $0.count) } }
    }
}

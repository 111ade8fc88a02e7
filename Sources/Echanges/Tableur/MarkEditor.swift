import Scolarite
import Valeurs

/// Where a mark of an imported file goes.
enum MarkTarget: Hashable {
    /// Rank of an épreuve of the maquette.
    case epreuve(Int, session: Int)
    /// The only épreuve of an ECUE that has none yet.
    case nouvelle(ecue: Int, session: Int)
    /// The second session of a whole ECUE.
    case ecue(Int)
    /// The evaluation that complements a whole UE.
    case ue(Int)
}

/// The marks of one target while a file is being read.
final class MarkColumn {
    let target: MarkTarget
    let scale: MarkScale
    fileprivate var colonne: Colonne
    private var given: [Bool]

    fileprivate init(target: MarkTarget, scale: MarkScale, colonne: Colonne) {
        (self.target, self.scale, self.colonne) = (target, scale, colonne)
        given = [Bool](repeating: false, count: colonne.etats.count)
    }

    /// False when the file has already given this mark.
    func set(_ eleve: Int, _ saisie: Saisie) -> Bool {
        if given[eleve] { return false }
        given[eleve] = true
        var saisie = saisie
        let held = colonne[eleve]
        // A file without dates says nothing of the day of a mark that it repeats.
        if saisie.day == Saisie.noDay, held.etat == saisie.etat, held.hundredths == saisie.hundredths { saisie.day = held.day }
        if held != saisie { colonne[eleve] = saisie }
        return true
    }
}

/// What a mark may be where it goes.
struct MarkScale {
    /// In hundredths.
    let top: Int32
    let acceptsNumber: Bool
    /// The ECUE that no number can count in, for it has no coefficient.
    let withoutWeight: String?
    let acceptsValidation: Bool

    /// A whole ECUE follows the nature of the ECUE, unless the maquette gives it a scale of its own.
    ///
    /// - Parameter ue: the scale of the UE, for a mark of a whole UE.
    init(ecue: ECUE?, epreuve: Nature?, ue: ClosedRange<Int32>? = nil) {
        let nature = epreuve ?? ecue?.nature ?? .cours
        top = (ecue?.bareme ?? ue ?? nature.scale).upperBound
        acceptsNumber = nature != .competence && ecue?.nature != .competence
        withoutWeight = ecue.flatMap { $0.coefficient == .zero ? $0.code : nil }
        acceptsValidation =
            ecue.map { NotesReader.validated.contains(nature) || NotesReader.validated.contains($0.nature) || $0.coefficient == .zero } ?? false
    }

    /// What a mark is out of elsewhere: company evaluations are percents, and may pass a hundred.
    var plein: Rational { Rational(Int(top == Nature.entreprise.scale.upperBound ? 100 : top / 100)) }

    /// A mark or a code, as a person or a spreadsheet writes it.
    func read(_ text: String) -> Result<Saisie, Fault> {
        if let etat = Etat(code: text) {
            if !acceptsValidation, etat == .v || etat == .nv { return .failure(.validationForMark()) }
            return .success(Saisie(etat: etat, hundredths: 0))
        }
        guard !text.contains("/"), let value = Rational(cell: text) else {
            let upper = text.uppercased()
            return .failure(.notAMark(closest: Etat(code: upper) == nil ? nil : upper))
        }
        return read(value, orElse: .tooManyDecimals())
    }

    /// A number on the scale; `orElse` when it does not fall on a hundredth.
    func read(_ value: Rational, orElse fault: Fault) -> Result<Saisie, Fault> {
        guard acceptsNumber else { return .failure(.numberForCompetence()) }
        if let withoutWeight { return .failure(.numberWithoutWeight(withoutWeight)) }
        guard value >= .zero, value <= Rational(Int(top / 100)) else { return .failure(.markOutsideScale(top: top)) }
        let hundredths = value * Rational(100)
        guard hundredths.isInteger else { return .failure(fault) }
        return .success(Saisie(etat: .note, hundredths: Int32(hundredths.numerator)))
    }
}

/// A promotion into which the marks of a file are put. Nothing of it changes before ``promotion()``.
final class MarkEditor {
    let held: Promotion
    private let byID: [String: Int]
    private let byINE: [String: Int]
    private let ecueRanks: [String: Int]
    private let ueRanks: [String: Int]
    /// Ranks of the épreuves that bear a code.
    private let epreuveRanks: [String: [Int]]
    private var columns: [MarkTarget: MarkColumn] = [:]

    init(_ promotion: Promotion) {
        held = promotion
        byID = Dictionary(promotion.eleves.enumerated().map { ($1.id, $0) }) { first, _ in first }
        // An INE given to two élèves names neither.
        byINE = Dictionary(promotion.eleves.enumerated().filter { !$1.ine.isEmpty }.map { ($1.ine, $0) }) { _, _ in -1 }.filter { $0.value >= 0 }
        ecueRanks = Dictionary(promotion.maquette.ecues.enumerated().map { ($1.code, $0) }) { first, _ in first }
        ueRanks = Dictionary(promotion.maquette.ues.enumerated().map { ($1.code, $0) }) { first, _ in first }
        epreuveRanks = Dictionary(grouping: promotion.maquette.epreuves.indices) { promotion.maquette.epreuves[$0].code }
    }

    func eleve(id: String) -> Int? { byID[id] }
    func eleve(ine: String) -> Int? { byINE[ine] }
    func ecue(_ code: String) -> Int? { ecueRanks[code] }
    func ue(_ code: String) -> Int? { ueRanks[code] }
    func epreuves(_ code: String) -> [Int] { epreuveRanks[code] ?? [] }

    var ecueCodes: [String] { held.maquette.ecues.map(\.code) }
    func epreuveCodes(of ecue: Int) -> [String] { held.maquette.epreuvesParEcue[ecue].map { held.maquette.epreuves[$0].code } }

    /// Where a mark of an ECUE goes when its line or column names `epreuve`, or none.
    func target(ecue: Int, epreuve: String, session: Int) -> Result<MarkTarget, Fault> {
        let known = held.maquette.epreuvesParEcue[ecue]
        let code = held.maquette.ecues[ecue].code
        if !epreuve.isEmpty {
            if let rank = known.first(where: { held.maquette.epreuves[$0].code == epreuve }) { return .success(.epreuve(rank, session: session)) }
            return .failure(.epreuveInconnue(epreuve, ecue: code, closest: Spelling.closest(to: epreuve, among: epreuveCodes(of: ecue))))
        }
        switch known.count {
        case 0: return .success(.nouvelle(ecue: ecue, session: session))
        case 1: return .success(.epreuve(known[0], session: session))
        default: return session == 2 ? .success(.ecue(ecue)) : .failure(.epreuveMissing(code))
        }
    }

    func column(_ target: MarkTarget) -> MarkColumn {
        if let known = columns[target] { return known }
        let (maquette, notes) = (held.maquette, held.notes)
        let empty = Colonne(count: held.eleves.count)
        let new =
            switch target {
            case .epreuve(let rank, let session):
                MarkColumn(
                    target: target, scale: MarkScale(ecue: maquette.ecues[maquette.epreuves[rank].ecue], epreuve: maquette.epreuves[rank].nature),
                    colonne: notes.sessions[session - 1][rank])
            case .nouvelle(let ecue, _): MarkColumn(target: target, scale: MarkScale(ecue: maquette.ecues[ecue], epreuve: nil), colonne: empty)
            case .ecue(let ecue):
                MarkColumn(target: target, scale: MarkScale(ecue: maquette.ecues[ecue], epreuve: nil), colonne: notes.rattrapagesEcue[ecue] ?? empty)
            case .ue(let ue):
                MarkColumn(
                    target: target, scale: MarkScale(ecue: nil, epreuve: nil, ue: maquette.scale(ue: ue)), colonne: notes.complementsUE[ue] ?? empty)
            }
        columns[target] = new
        return new
    }

    /// The promotion with every mark that was set.
    func promotion() -> Promotion {
        var promotion = held
        let added = Set(columns.keys.compactMap { if case .nouvelle(let ecue, _) = $0 { ecue } else { nil } })
        var places = Array(held.maquette.epreuves.indices)
        var rankOfNew: [Int: Int] = [:]
        if !added.isEmpty {
            // An ECUE without épreuve comes between those of the ECUE before and after it.
            var (epreuves, sources) = ([Epreuve](), [Int?]())
            for (ecue, ranks) in held.maquette.epreuvesParEcue.enumerated() {
                for rank in ranks {
                    places[rank] = epreuves.count
                    epreuves.append(held.maquette.epreuves[rank])
                    sources.append(rank)
                }
                guard added.contains(ecue) else { continue }
                rankOfNew[ecue] = epreuves.count
                epreuves.append(Epreuve(code: "", ecue: ecue, nature: held.maquette.ecues[ecue].nature, coefficient: .one))
                sources.append(nil)
            }
            promotion.maquette = Maquette(
                semestres: held.maquette.semestres, ues: held.maquette.ues, ecues: held.maquette.ecues, epreuves: epreuves)
            let empty = Colonne(count: held.eleves.count)
            promotion.notes.sessions = held.notes.sessions.map { session in sources.map { $0.map { session[$0] } ?? empty } }
        }
        for (target, column) in columns {
            switch target {
            case .epreuve(let rank, let session): promotion.notes.sessions[session - 1][places[rank]] = column.colonne
            case .nouvelle(let ecue, let session): promotion.notes.sessions[session - 1][rankOfNew[ecue]!] = column.colonne
            case .ecue(let ecue): promotion.notes.rattrapagesEcue[ecue] = column.colonne
            case .ue(let ue): promotion.notes.complementsUE[ue] = column.colonne
            }
        }
        return promotion
    }
}

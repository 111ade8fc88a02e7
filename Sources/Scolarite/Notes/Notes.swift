import Valeurs

/// What stands in the mark sheet of an épreuve for an élève: a number, or one of the codes a school writes instead.
public enum Etat: UInt8, Sendable, Hashable, CaseIterable {
    /// No line: not enrolled, or awaited where the élève takes the UE.
    case absente = 0
    /// A number, on the scale of the nature of the épreuve.
    case note
    /// Unjustified absence.
    case abi
    /// Justified absence.
    case abj
    /// Dispensed.
    case disp
    /// Validated by prior learning.
    case acq
    /// A competence validated.
    case v
    /// A competence not validated.
    case nv
    /// Annulled by a ruling.
    case fraude
    /// Announced and awaited.
    case att

    /// The code of `notes.csv`; `nil` for a number and for no line.
    public var code: String? {
        switch self {
        case .absente, .note: nil
        case .abi: "ABI"
        case .abj: "ABJ"
        case .disp: "DISP"
        case .acq: "ACQ"
        case .v: "V"
        case .nv: "NV"
        case .fraude: "FRAUDE"
        case .att: "ATT"
        }
    }

    /// Reads a code, with the synonyms of the contract (`VAL`, `NUL`).
    public init?(code: some StringProtocol) {
        switch code {
        case "ABI": self = .abi
        case "ABJ": self = .abj
        case "DISP": self = .disp
        case "ACQ": self = .acq
        case "V", "VAL": self = .v
        case "NV": self = .nv
        case "FRAUDE", "NUL": self = .fraude
        case "ATT": self = .att
        default: return nil
        }
    }
}

/// One cell of a mark sheet.
public struct Saisie: Sendable, Hashable {
    public var etat: Etat
    /// Hundredths on the scale of the nature; 0 unless `etat` is ``Etat/note``.
    public var hundredths: Int32
    /// Day on which the mark was given, as a ``CalendarDate/dayNumber``; ``Saisie/noDay`` when the file says none.
    public var day: Int32

    public static let noDay = Int32.min
    public static let absente = Saisie(etat: .absente, hundredths: 0)

    public init(etat: Etat, hundredths: Int32, day: Int32 = Saisie.noDay) {
        self.etat = etat
        self.hundredths = hundredths
        self.day = day
    }
}

/// The marks of one épreuve (or of one whole ECUE at the second session) for every élève of a promotion, as columns.
public struct Colonne: Sendable, Hashable {
    public var etats: [UInt8]
    public var hundredths: [Int32]
    /// Empty when no mark of the column has a date.
    public var days: [Int32]

    public init(count: Int) {
        etats = [UInt8](repeating: 0, count: count)
        hundredths = [Int32](repeating: 0, count: count)
        days = []
    }

    public subscript(eleve: Int) -> Saisie {
        get {
            Saisie(etat: Etat(rawValue: etats[eleve]) ?? .absente, hundredths: hundredths[eleve], day: days.isEmpty ? Saisie.noDay : days[eleve])
        }
        set {
            etats[eleve] = newValue.etat.rawValue
            hundredths[eleve] = newValue.hundredths
            if days.isEmpty, newValue.day != Saisie.noDay { days = [Int32](repeating: Saisie.noDay, count: etats.count) }
            if !days.isEmpty { days[eleve] = newValue.day }
        }
    }
}

/// Every mark of a promotion: a column for each épreuve and session.
public struct Notes: Sendable, Hashable {
    /// `sessions[0]` is the first session, `sessions[1]` the second; then by index in ``Maquette/epreuves``.
    public var sessions: [[Colonne]]
    /// Second-session lines for a whole ECUE, by index in ``Maquette/ecues``; `nil` where there is none.
    public var rattrapagesEcue: [Colonne?]
    /// Marks for a whole UE (`ue:CODE`, an evaluation that complements the UE), by index in ``Maquette/ues``.
    public var complementsUE: [Colonne?]

    public init(maquette: Maquette, eleves: Int) {
        sessions = (0..<2).map { _ in maquette.epreuves.map { _ in Colonne(count: eleves) } }
        rattrapagesEcue = maquette.ecues.map { _ in nil }
        complementsUE = maquette.ues.map { _ in nil }
    }
}

import Valeurs
import Scolarite

/// A list of a dossier as a table of its own. The raw value names the table and the list in payloads: it never changes.
enum Liste: String, CaseIterable, Sendable {
    case ueSuivie = "ue_suivie"
    case resultat, parcours, certification, sejour, stage, absence, engagement, choix, procedure, decision

    /// Columns in the order of the cells.
    var columns: [String] {
        switch self {
        case .ueSuivie: ["ue"]
        case .resultat: ["annee", "semestre", "ue", "ects", "moyenne", "statut", "grade", "session"]
        case .parcours: ["annee", "niveau", "decision", "date"]
        case .certification: ["test", "score", "niveau", "date", "externe", "langue"]
        case .sejour: ["type", "pays", "debut", "fin", "semaines", "credits", "valide", "semestre", "derogation"]
        case .stage: ["type", "organisme", "lieu", "pays", "debut", "fin", "semaines", "valide"]
        case .absence: ["debut", "fin", "seance", "nature", "motif", "justifie", "depose", "autorisee", "retard_minutes", "epreuve"]
        case .engagement: ["action", "date", "depose", "points", "valide"]
        case .choix: ["objet", "choix", "date"]
        case .procedure: ["procedure", "etat", "date", "cible"]
        case .decision: ["jury", "date", "objet", "decision", "motif", "ligne"]
        }
    }

    /// The column whose text lives apart because it can be erased, and under which kind.
    var personal: (column: Int, categorie: CategorieDonnee)? {
        switch self {
        case .absence: (4, .motifAbsence)
        case .decision: (4, .motifDecision)
        default: nil
        }
    }

    /// What the story of a dossier calls one item.
    var intitule: String {
        switch self {
        case .ueSuivie: "inscription à une UE"
        case .resultat: "résultat antérieur"
        case .parcours: "année de parcours"
        case .certification: "certification"
        case .sejour: "séjour"
        case .stage: "stage"
        case .absence: "absence"
        case .engagement: "engagement"
        case .choix: "choix"
        case .procedure: "procédure"
        case .decision: "décision"
        }
    }
}

extension Liste {
    /// The list of `dossier`, one row of cells per item. Texts that can be erased are in clear here.
    func rows(of dossier: Dossier) -> [[SQLValue]] {
        switch self {
        case .ueSuivie:
            // An élève who takes no UE at all is not one who takes them all: an empty code stands for the restriction.
            dossier.ues.map { $0.isEmpty ? [[.text("")]] : $0.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { [.text($0)] } } ?? []
        case .resultat:
            dossier.resultats.map {
                [
                    .text($0.annee), .text($0.semestre), .text($0.ue), cell($0.ects), cell($0.moyenne), .text($0.statut), .text($0.grade),
                    cell($0.session),
                ]
            }
        case .parcours: dossier.parcours.map { [.text($0.annee), cell($0.niveau), .text($0.decision), cell($0.date)] }
        case .certification:
            dossier.certifications.map { [.text($0.test), cell($0.score), .text($0.niveau), cell($0.date), cell($0.externe), .text($0.langue)] }
        case .sejour:
            dossier.sejours.map {
                [
                    .text($0.type), .text($0.pays), cell($0.debut), cell($0.fin), cell($0.semaines), cell($0.credits), cell($0.valide),
                    .text($0.semestre), cell($0.derogation),
                ]
            }
        case .stage:
            dossier.stages.map {
                [
                    .text($0.type), .text($0.organisme), .text($0.lieu), .text($0.pays), cell($0.debut), cell($0.fin), cell($0.semaines),
                    cell($0.valide),
                ]
            }
        case .absence:
            dossier.absences.map {
                [
                    moment($0.debut, $0.debutA), moment($0.fin, $0.finA), .text($0.seance), .text($0.nature), .text($0.motif), cell($0.justifie),
                    cell($0.depose),
                    cell($0.autorisee), cell($0.retardMinutes), .text($0.epreuve),
                ]
            }
        case .engagement: dossier.engagements.map { [.text($0.action), cell($0.date), cell($0.depose), cell($0.points), cell($0.valide)] }
        case .choix: dossier.options.map { [.text($0.objet), .text($0.choix), cell($0.date)] }
        case .procedure: dossier.procedures.map { [.text($0.procedure), .text($0.etat), cell($0.date), .text($0.cible)] }
        case .decision:
            dossier.decisions.map { [.text($0.jury), cell($0.date), .text($0.objet), .text($0.decision), .text($0.motif), cell($0.line)] }
        }
    }

    /// Adds the item of `row` to its list of `dossier`.
    func append(_ row: [SQLValue], to dossier: inout Dossier) throws {
        let c = Cells(row)
        switch self {
        case .ueSuivie:
            var ues = dossier.ues ?? []
            if try c.text(0) != "" { ues.insert(try c.text(0)) }
            dossier.ues = ues
        case .resultat:
            dossier.resultats.append(
                Resultat(
                    annee: try c.text(0), semestre: try c.text(1), ue: try c.text(2), ects: try c.rational(3), moyenne: try c.rational(4),
                    statut: try c.text(5), grade: try c.text(6), session: c.int(7)))
        case .parcours:
            dossier.parcours.append(AnneeParcours(annee: try c.text(0), niveau: c.int(1), decision: try c.text(2), date: c.date(3)))
        case .certification:
            dossier.certifications.append(
                Certification(
                    test: try c.text(0), score: try c.rational(1), niveau: try c.text(2), date: c.date(3), externe: c.bool(4), langue: try c.text(5)))
        case .sejour:
            dossier.sejours.append(
                Sejour(
                    type: try c.text(0), pays: try c.text(1), debut: c.date(2), fin: c.date(3), semaines: c.int(4), credits: try c.rational(5),
                    valide: c.bool(6), semestre: try c.text(7), derogation: c.bool(8)))
        case .stage:
            dossier.stages.append(
                Stage(
                    type: try c.text(0), organisme: try c.text(1), lieu: try c.text(2), pays: try c.text(3), debut: c.date(4), fin: c.date(5),
                    semaines: c.int(6), valide: c.bool(7)))
        case .absence:
            guard let debut = c.moment(0) else { throw PayloadError(expected: "absence.debut") }
            let fin = c.moment(1)
            dossier.absences.append(
                Absence(
                    debut: debut.day, fin: fin?.day, seance: try c.text(2), nature: try c.text(3), motif: try c.text(4), justifie: c.bool(5),
                    depose: c.instant(6), autorisee: c.bool(7), retardMinutes: c.int(8), epreuve: try c.text(9), debutA: debut.instant,
                    finA: fin?.instant))
        case .engagement:
            dossier.engagements.append(
                Engagement(action: try c.text(0), date: c.date(1), depose: c.instant(2), points: try c.rational(3), valide: c.bool(4)))
        case .choix: dossier.options.append(Choix(objet: try c.text(0), choix: try c.text(1), date: c.date(2)))
        case .procedure:
            dossier.procedures.append(Procedure(procedure: try c.text(0), etat: try c.text(1), date: c.date(2), cible: try c.text(3)))
        case .decision:
            dossier.decisions.append(
                Decision(
                    jury: try c.text(0), date: c.date(1), objet: try c.text(2), decision: try c.text(3), motif: try c.text(4), line: c.int(5) ?? 0))
        }
    }
}

private func cell(_ value: Rational?) -> SQLValue { SQLValue(value?.fraction) }
private func cell(_ value: CalendarDate?) -> SQLValue { SQLValue(value.map { Int64($0.dayNumber) }) }
private func cell(_ value: Instant?) -> SQLValue { SQLValue(value?.seconds) }

/// A day, or the moment in seconds where an hour is known. The two scales do not meet: ten million days are 27,000 years, and ten
/// million seconds after the epoch are in April 1970.
private func moment(_ day: CalendarDate?, _ instant: Instant?) -> SQLValue { instant.map { .int($0.seconds) } ?? cell(day) }
private let momentInSeconds: Int64 = 10_000_000

private func cell(_ value: Int?) -> SQLValue { SQLValue(value.map(Int64.init)) }
private func cell(_ value: Bool?) -> SQLValue { SQLValue(value.map { $0 ? 1 : 0 }) }

/// Typed reading of the cells of a row.
private struct Cells {
    let row: [SQLValue]
    init(_ row: [SQLValue]) { self.row = row }

    func int64(_ index: Int) -> Int64? {
        guard case .int(let value) = row[index] else { return nil }
        return value
    }

    func int(_ index: Int) -> Int? { int64(index).map(Int.init) }
    func bool(_ index: Int) -> Bool? { int64(index).map { $0 != 0 } }
    func date(_ index: Int) -> CalendarDate? { int64(index).map { CalendarDate(dayNumber: Int32(clamping: $0)) } }
    func moment(_ index: Int) -> (day: CalendarDate, instant: Instant?)? {
        guard let value = int64(index) else { return nil }
        if value < momentInSeconds { return (CalendarDate(dayNumber: Int32(clamping: value)), nil) }
        let instant = Instant(seconds: value)
        return (instant.paris.day, instant)
    }
    func instant(_ index: Int) -> Instant? { int64(index).map { Instant(seconds: $0) } }

    /// A text that is not there reads as empty: it was erased, or never given.
    func text(_ index: Int) throws -> String {
        switch row[index] {
        case .text(let value): value
        case .null: ""
        default: throw PayloadError(expected: "text")
        }
    }

    func rational(_ index: Int) throws -> Rational? {
        guard case .text(let text) = row[index] else { return nil }
        guard let value = Rational(fraction: text) else { throw PayloadError(expected: "fraction") }
        return value
    }
}

extension Rational {
    /// Reads what ``Rational/fraction`` writes.
    init?(fraction text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let numerator = Int64(parts[0]) else { return nil }
        guard parts.count == 2 else { self.init(numerator, over: 1); return }
        guard let denominator = Int64(parts[1]) else { return nil }
        self.init(numerator, over: denominator)
    }
}

import Scolarite
import Valeurs

extension Dossier {
    /// Without the proofs dated after a day: certificates by their date, stays and placements by their last day, engagements and
    /// procedures by their date. What has no date is kept, and so are earlier years, results and decisions, which prove no condition of
    /// their own.
    func prouve(jusquAu last: CalendarDate) -> Dossier {
        func late(_ day: CalendarDate?) -> Bool { day.map { $0 > last } ?? false }
        var copy = self
        copy.certifications.removeAll { late($0.date) }
        copy.sejours.removeAll { late($0.fin ?? $0.debut) }
        copy.stages.removeAll { late($0.fin ?? $0.debut) }
        copy.engagements.removeAll { late($0.date ?? $0.depose?.paris.day) }
        copy.procedures.removeAll { late($0.date) }
        return copy
    }

    /// How many proofs it holds.
    fileprivate var preuves: Int { certifications.count + sejours.count + stages.count + engagements.count + procedures.count }
}

extension Situation {
    /// Evaluates with the proofs dated up to a day only: what has been computed on all of them is set aside, then found again.
    func limitee<T>(au last: CalendarDate, _ body: () -> T) -> T {
        let whole = dossier
        let timely = whole.prouve(jusquAu: last)
        guard timely.preuves != whole.preuves else { return body() }
        adopt(timely)
        defer { adopt(whole) }
        return body()
    }
}

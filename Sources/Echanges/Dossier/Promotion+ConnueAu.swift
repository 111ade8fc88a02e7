import Scolarite
import Valeurs

/// A promotion as it was known on a day, with what came later set aside.
public struct PromotionConnue: Sendable {
    public var promotion: Promotion
    /// How many facts are dated after the day.
    public var ecartes: Int
    public var date: CalendarDate

    /// How many second-session marks there are while the first session is judged, which does not read them.
    var session2: Int {
        guard promotion.entete.session == 1 else { return 0 }
        let columns = promotion.notes.sessions[1] + promotion.notes.rattrapagesEcue.compactMap { $0 }
        return columns.reduce(0) { count, column in count + column.etats.count { $0 == Etat.note.rawValue } }
    }

    /// Says how many facts are not read, and why.
    public var warnings: [Diagnostic] {
        var faults: [(file: String, fault: Fault)] = []
        if ecartes > 0 { faults.append((EnteteReader.file, .setAside(ecartes, date: date.french))) }
        if session2 > 0 { faults.append(("notes.csv", .session2Unread(session2))) }
        return faults.map { Diagnostic(.avertissement, fichier: $0.file, message: $0.fault.message, code: $0.fault.code, conseil: $0.fault.conseil) }
    }
}

extension Promotion {
    /// The promotion without the facts dated after `date` (contract, section 5); facts without a date are always known.
    ///
    /// A mark of a later day is awaited. A stay or a placement is known from its first day, an absence too; a proof handed in later
    /// is not there yet.
    public func connueAu(_ date: CalendarDate) -> PromotionConnue {
        var known = PromotionConnue(promotion: self, ecartes: 0, date: date)
        for session in notes.sessions.indices {
            for epreuve in notes.sessions[session].indices { known.ecartes += known.promotion.notes.sessions[session][epreuve].forget(after: date) }
        }
        for ecue in notes.rattrapagesEcue.indices { known.ecartes += known.promotion.notes.rattrapagesEcue[ecue]?.forget(after: date) ?? 0 }
        for ue in notes.complementsUE.indices { known.ecartes += known.promotion.notes.complementsUE[ue]?.forget(after: date) ?? 0 }
        for rank in dossiers.indices { known.ecartes += known.promotion.dossiers[rank].forget(after: date) }
        return known
    }

    /// The promotion as known on the day on which its header has it judged.
    public var connueASaDate: PromotionConnue { connueAu(entete.date) }
}

extension Colonne {
    fileprivate mutating func forget(after date: CalendarDate) -> Int {
        guard days.contains(where: { $0 != Saisie.noDay && $0 > date.dayNumber }) else { return 0 }
        var count = 0
        for eleve in days.indices where days[eleve] != Saisie.noDay && days[eleve] > date.dayNumber {
            self[eleve] = .absente
            count += 1
        }
        return count
    }
}

extension Dossier {
    fileprivate mutating func forget(after date: CalendarDate) -> Int {
        let end = Instant.paris(day: date, secondOfDay: 86_399)
        var count = 0
        func later(_ day: CalendarDate?) -> Bool { day.map { $0 > date } ?? false }
        func later(_ instant: Instant?) -> Bool { instant.map { $0 > end } ?? false }
        func keep<Value>(_ list: inout [Value], unless isLater: (Value) -> Bool) {
            guard list.contains(where: isLater) else { return }
            let before = list.count
            list.removeAll(where: isLater)
            count += before - list.count
        }
        keep(&parcours) { later($0.date) }
        keep(&certifications) { later($0.date) }
        keep(&sejours) { later($0.debut) }
        keep(&stages) { later($0.debut) }
        keep(&absences) { later($0.debut) }
        keep(&engagements) { later($0.date) || later($0.depose) }
        keep(&options) { later($0.date) }
        keep(&procedures) { later($0.date) }
        keep(&decisions) { later($0.date) }
        for index in absences.indices where later(absences[index].depose) {
            absences[index].depose = nil
            count += 1
        }
        return count
    }
}

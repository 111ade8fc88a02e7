import Scolarite
import Valeurs

/// One line of the story of a dossier, or of the journal.
public struct LigneRecit: Hashable, Sendable, CustomStringConvertible {
    /// Sequence of the journal's entry.
    public var entree: Int64
    public var instant: Instant
    public var acteur: String
    /// Identifier of the promotion, or empty.
    public var promotion: String
    /// What happened, in French.
    public var fait: String
    /// Why, when the writer said it and it was not erased.
    public var raison: String?

    /// `12. 1er février 2027 à 8 h 00, scolarite : …`
    public var description: String { "\(entree). \(instant.french), \(acteur) : \(fait)" + (raison.map { " (\($0))" } ?? "") }
}

extension Base {
    /// The story of an élève's dossier, first entry first: what was recorded, changed and decided, when and by whom.
    ///
    /// The lines hold marks: they are for people entitled to the dossier, never for a log.
    ///
    /// - Parameters:
    ///   - eleve: the school's identifier.
    ///   - promotion: identifier of one promotion; `nil` for every promotion that has such an élève.
    /// - Returns: empty when no promotion has such an élève.
    public func montrer(eleve: String, promotion: String? = nil) throws -> [LigneRecit] {
        try store.read { session in
            let found = try session.all(
                "SELECT e.id, p.id, p.code FROM eleve e JOIN promotion p ON p.id = e.promotion_id WHERE e.code = ? ORDER BY p.id", [.text(eleve)]
            ) { (id: $0.int(0), promotion: $0.int(1), code: $0.text(2)) }
            var lines: [LigneRecit] = []
            for item in found where promotion == nil || promotion == item.code {
                lines += try Recit(session: session, eleve: item.id, code: eleve, promotion: item.promotion, promotionCode: item.code).lines()
            }
            return lines.enumerated().sorted { ($0.element.entree, $0.offset) < ($1.element.entree, $1.offset) }.map(\.element)
        }
    }

    /// The entries of the journal, one line each, without what they hold.
    ///
    /// - Parameters:
    ///   - depuis: first sequence wanted, from 1.
    ///   - limite: how many at most; `nil` for all.
    public func montrerJournal(depuis: Int64 = 1, limite: Int? = nil) throws -> [LigneRecit] {
        try store.read { session in
            var lines: [LigneRecit] = []
            try session.query(
                """
                SELECT j.seq, j.instant, j.acteur, j.genre, j.sujet, d.contenu FROM journal j LEFT JOIN donnee_personnelle d ON d.ref = j.raison
                WHERE j.seq >= ? ORDER BY j.seq LIMIT ?
                """, [.int(depuis), .int(limite.map(Int64.init) ?? Int64.max)]
            ) { row in
                let subject = row.text(4).split(separator: ":", maxSplits: 1).map(String.init)
                let genre = Genre(rawValue: row.text(3))?.intitule ?? row.text(3)
                lines.append(
                    LigneRecit(
                        entree: row.int(0), instant: Instant(seconds: row.int(1)), acteur: row.text(2),
                        promotion: subject.first == "promotion" ? subject.last ?? "" : "", fait: "\(genre), \(subject.last ?? "")",
                        raison: row.textOrNil(5)))
            }
            return lines
        }
    }
}

/// Tells one dossier from the rows that it has had: each row says from which entry and until which it held.
private struct Recit {
    let session: any StoreSession
    let eleve: Int64
    let code: String
    let promotion: Int64
    let promotionCode: String

    /// What happened, by sequence of the journal.
    private struct Event {
        var seq: Int64
        var text: String
    }

    func lines() throws -> [LigneRecit] {
        let contents = try DonneesPersonnelles.contents(promotion: promotionCode, in: session)
        var events = try inscriptions()
        for liste in Liste.allCases { events += try items(liste, contents) }
        events += try marks()
        events += try juries(contents)
        events += try years()
        events += try session.all(
            "SELECT depuis, categorie FROM effacement WHERE promotion = ? AND eleve = ?", [.text(promotionCode), .text(code)]
        ) { row in
            let what = CategorieDonnee(rawValue: row.text(1))?.intitule ?? row.text(1)
            return Event(seq: row.int(0), text: "effacement : \(what)")
        }
        struct Entry { var instant: Instant, acteur: String, raison: String? }
        var entries: [Int64: Entry] = [:]
        var lines: [LigneRecit] = []
        for event in events.enumerated().sorted(by: { ($0.element.seq, $0.offset) < ($1.element.seq, $1.offset) }).map(\.element) {
            if entries[event.seq] == nil {
                entries[event.seq] = try session.first("SELECT instant, acteur, raison FROM journal WHERE seq = ?", [.int(event.seq)]) { row in
                    Entry(instant: Instant(seconds: row.int(0)), acteur: row.text(1), raison: row.blobOrNil(2).flatMap { contents[$0] })
                }
            }
            guard let entry = entries[event.seq] else { continue }
            lines.append(
                LigneRecit(
                    entree: event.seq, instant: entry.instant, acteur: entry.acteur, promotion: promotionCode, fait: event.text,
                    raison: entry.raison))
        }
        return lines
    }

    /// A row ended and another begun by the same entry are one change; a row alone is an arrival or a departure.
    private struct Change<Key: Hashable> {
        var seq: Int64
        var key: Key
        var before: [SQLValue]?
        var after: [SQLValue]?
    }

    private struct At<Key: Hashable>: Hashable {
        var seq: Int64
        var key: Key
    }

    private func changes<Key: Hashable>(
        _ sql: String, _ arguments: [SQLValue], key: (any SQLRow) -> Key, cells: Range<Int>
    ) throws -> [Change<Key>] {
        var order: [At<Key>] = []
        var found: [At<Key>: Change<Key>] = [:]
        try session.query(sql, arguments) { row in
            let values = cells.map { row.value($0) }
            let from = At(seq: row.int(0), key: key(row))
            if found[from] == nil { order.append(from) }
            found[from, default: Change(seq: from.seq, key: from.key)].after = values
            if let until = row.intOrNil(1) {
                let end = At(seq: until, key: from.key)
                if found[end] == nil { order.append(end) }
                found[end, default: Change(seq: until, key: from.key)].before = values
            }
        }
        return order.compactMap { found[$0] }
    }

    private func inscriptions() throws -> [Event] {
        let columns = ["francophone", "statut", "cursus", "niveau", "niveau_ecrit", "entree", "niveau_entree", "voie", "fiche"]
        let list = columns.joined(separator: ", ")
        return try changes(
            "SELECT depuis, jusqua, \(list) FROM inscription WHERE eleve_id = ? ORDER BY depuis", [.int(eleve)], key: { _ in 0 }, cells: 2..<11
        ).map { change in
            guard let after = change.after else { return Event(seq: change.seq, text: "retrait de la promotion") }
            guard let before = change.before else { return Event(seq: change.seq, text: "arrivée dans la promotion") }
            let parts = columns.indices.filter { before[$0] != after[$0] }.map { index in
                columns[index] == "fiche" ? "identité" : "\(columns[index]) : \(show(before[index])) devient \(show(after[index]))"
            }
            return Event(seq: change.seq, text: "fiche modifiée, " + parts.joined(separator: ", "))
        }
    }

    private func items(_ liste: Liste, _ contents: [[UInt8]: String]) throws -> [Event] {
        let list = liste.columns.joined(separator: ", ")
        func text(_ row: [SQLValue]) -> String {
            var cells = row
            if let personal = liste.personal, case .blob(let ref) = cells[personal.column] { cells[personal.column] = SQLValue(contents[ref]) }
            return liste.texte(cells)
        }
        return try changes(
            "SELECT depuis, jusqua, rang, \(list) FROM \(liste.rawValue) WHERE eleve_id = ? ORDER BY depuis, rang", [.int(eleve)],
            key: { $0.int(2) }, cells: 3..<(3 + liste.columns.count)
        ).map { change in
            switch (change.before, change.after) {
            case (let before?, let after?): Event(seq: change.seq, text: "\(liste.intitule) : \(text(before)) devient \(text(after))")
            case (nil, let after?): Event(seq: change.seq, text: "\(liste.intitule) : \(text(after))")
            case (let before?, nil): Event(seq: change.seq, text: "\(liste.intitule) retirée : \(text(before))")
            case (nil, nil): Event(seq: change.seq, text: liste.intitule)
            }
        }
    }

    private func marks() throws -> [Event] {
        struct Column: Hashable { var type, code, epreuve: String, session: Int64 }
        return try changes(
            """
            SELECT n.depuis, n.jusqua, c.type, c.code, c.epreuve, c.session, n.etat, n.centiemes FROM note n JOIN colonne c ON c.id = n.colonne_id
            WHERE c.promotion_id = ? AND n.eleve_id = ? ORDER BY n.depuis, c.id
            """, [.int(promotion), .int(eleve)],
            key: { Column(type: $0.text(2), code: $0.text(3), epreuve: $0.text(4), session: $0.int(5)) }, cells: 6..<8
        ).map { change in
            let sorte = CleColonne.Sorte(rawValue: change.key.type) ?? .epreuve
            let cle = CleColonne(sorte: sorte, code: change.key.code, epreuve: change.key.epreuve, session: Int(change.key.session))
            switch (change.before, change.after) {
            case (let before?, let after?): return Event(seq: change.seq, text: "note de \(cle.intitule) : \(mark(before)) devient \(mark(after))")
            case (_, let after?): return Event(seq: change.seq, text: "note de \(cle.intitule) : \(mark(after))")
            case (let before?, _): return Event(seq: change.seq, text: "note de \(cle.intitule) retirée, c'était \(mark(before))")
            case (nil, nil): return Event(seq: change.seq, text: "note de \(cle.intitule)")
            }
        }
    }

    private func mark(_ cells: [SQLValue]) -> String {
        guard case .int(let state) = cells[0], case .int(let hundredths) = cells[1] else { return "?" }
        return Etat(rawValue: UInt8(clamping: state))?.code ?? french(Rational(hundredths, over: 100).decimal())
    }

    private func french(_ number: String) -> String { String(number.map { $0 == "." ? "," : $0 }) }

    private func juries(_ contents: [[UInt8]: String]) throws -> [Event] {
        func reason(_ ref: [UInt8]?) -> String { ref.flatMap { contents[$0] }.map { ", « \($0) »" } ?? "" }
        var events = try session.all(
            "SELECT p.depuis, s.intitule, p.objet FROM proposition p JOIN seance s ON s.id = p.seance_id WHERE p.eleve_id = ? ORDER BY p.depuis, p.rang",
            [.int(eleve)]
        ) { Event(seq: $0.int(0), text: "proposition présentée à « \($0.text(1)) » pour \($0.text(2))") }
        events += try session.all(
            """
            SELECT d.depuis, s.intitule, d.objet, d.decision, d.conformite, d.motif FROM deliberation d JOIN seance s ON s.id = d.seance_id
            WHERE d.eleve_id = ? ORDER BY d.depuis
            """, [.int(eleve)]
        ) { row in
            let conformite = Conformite(rawValue: row.text(4))?.intitule ?? row.text(4)
            return Event(
                seq: row.int(0),
                text: "« \(row.text(1)) » décide pour \(row.text(2)) : \(row.text(3)) (\(conformite))\(reason(row.blobOrNil(5)))")
        }
        events += try session.all(
            """
            SELECT d.depuis, s.intitule, d.objet, d.decision, d.rectification, d.motif FROM decision_arretee d JOIN seance s ON s.id = d.seance_id
            WHERE d.eleve_id = ? ORDER BY d.depuis, d.rang
            """, [.int(eleve)]
        ) { row in
            let what = row.int(4) == 0 ? "décision arrêtée par" : "erreur matérielle rectifiée par"
            return Event(seq: row.int(0), text: "\(what) « \(row.text(1)) » pour \(row.text(2)) : \(row.text(3))\(reason(row.blobOrNil(5)))")
        }
        return events
    }

    private func years() throws -> [Event] {
        try session.all("SELECT depuis, jusqua, sort, destination FROM suite_annee WHERE eleve_id = ? ORDER BY depuis", [.int(eleve)]) { row in
            let to = row.textOrNil(3).map { ", vers « \($0) »" } ?? ""
            var events = [Event(seq: row.int(0), text: "bascule de l'année : \(row.text(2))\(to)")]
            if let until = row.intOrNil(1) { events.append(Event(seq: until, text: "bascule de l'année annulée")) }
            return events
        }.flatMap { $0 }
    }

    private func show(_ value: SQLValue) -> String {
        switch value {
        case .null: "vide"
        case .int(let number): String(number)
        case .text(let text): text.isEmpty ? "vide" : "« \(text) »"
        case .blob: "…"
        }
    }
}

extension Liste {
    /// One item in French: its columns that hold something.
    func texte(_ row: [SQLValue]) -> String {
        zip(columns, row).compactMap { name, value -> String? in
            if name == "ligne" { return nil }
            switch value {
            case .null, .blob: return nil
            case .text(let text): return text.isEmpty ? nil : "\(name) \(text)"
            case .int(let number):
                switch name {
                case "date", "debut", "fin": return "\(name) \(CalendarDate(dayNumber: Int32(clamping: number)).french)"
                case "depose": return "\(name) \(Instant(seconds: number).french)"
                case "externe", "valide", "derogation", "justifie", "autorisee": return "\(name) \(number == 0 ? "non" : "oui")"
                default: return "\(name) \(number)"
                }
            }
        }.joined(separator: ", ")
    }
}

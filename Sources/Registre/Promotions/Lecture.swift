import Scolarite
import Valeurs

/// A promotion as the tables hold it at one sequence of the journal, with what the value itself does not say.
struct PromotionLue: Sendable {
    var code: String
    var id: Int64
    var promotion: Promotion
    /// Row identifiers, in the order of ``Promotion/eleves``.
    var eleveIDs: [Int64]
    /// For each élève, how many decisions at the end of the list come from a jury of this record, not from a file.
    var arretees: [Int]
    /// What was erased of whom, by code of élève, whether or not they are still of the promotion.
    var effaces: [String: Set<CategorieDonnee>]
}

/// Reads a promotion back from its rows.
struct Lecture {
    let session: any StoreSession
    /// The journal sequence at which rows must hold.
    let seq: Int64

    init(_ session: any StoreSession, seq: Int64 = Moment.now) {
        self.session = session
        self.seq = seq
    }

    /// `nil` when the promotion did not exist at that sequence.
    func promotion(_ code: String) throws -> PromotionLue? {
        guard let id = try session.first("SELECT id FROM promotion WHERE code = ?", [.text(code)], { $0.int(0) }),
            let entete = try entete(id)
        else { return nil }
        let maquette = try maquette(id)
        let contents = try DonneesPersonnelles.contents(promotion: code, in: session)
        var eleves: [Eleve] = []
        var ids: [Int64] = []
        try session.query(
            """
            SELECT e.id, e.code, i.francophone, i.statut, i.cursus, i.niveau, i.niveau_ecrit, i.entree, i.niveau_entree, i.voie, i.fiche
            FROM rang_eleve r JOIN eleve e ON e.id = r.eleve_id JOIN inscription i ON i.eleve_id = e.id
            WHERE r.promotion_id = ? AND \(Moment.holds("r")) AND \(Moment.holds("i")) ORDER BY r.rang
            """, [.int(id)] + Moment.arguments(seq) + Moment.arguments(seq)
        ) { row in
            var eleve = try Lecture.eleve(row)
            if let fiche = contents[row.blob(10)] {
                guard let json = JSON.parse(fiche) else { throw PayloadError(expected: "fiche") }
                try Charge.read(fiche: json, into: &eleve)
            }
            ids.append(row.int(0))
            eleves.append(eleve)
        }
        var effaces: [String: Set<CategorieDonnee>] = [:]
        try session.query("SELECT eleve, categorie FROM effacement WHERE promotion = ?", [.text(code)]) { row in
            if let categorie = CategorieDonnee(rawValue: row.text(1)) { effaces[row.text(0), default: []].insert(categorie) }
        }
        var positions: [Int64: Int] = [:]
        for (index, eleve) in ids.enumerated() { positions[eleve] = index }
        var dossiers = [Dossier](repeating: Dossier(), count: eleves.count)
        for liste in Liste.allCases {
            try lignes(liste, promotion: id, eleve: nil, contents: contents) { eleve, row in
                guard let position = positions[eleve] else { return }
                try liste.append(row, to: &dossiers[position])
            }
        }
        var arretees = [Int](repeating: 0, count: eleves.count)
        try decisionsArretees(promotion: id, eleve: nil, contents: contents) { eleve, decision in
            guard let position = positions[eleve] else { return }
            dossiers[position].decisions.append(decision)
            arretees[position] += 1
        }
        var notes = Notes(maquette: maquette, eleves: eleves.count)
        try self.notes(promotion: id, maquette: maquette, positions: positions, into: &notes)
        return PromotionLue(
            code: code, id: id,
            promotion: Promotion(entete: entete, maquette: maquette, eleves: eleves, dossiers: dossiers, notes: notes), eleveIDs: ids,
            arretees: arretees, effaces: effaces)
    }

    /// The dossier of one élève alone, for a snapshot that one write has aged.
    func dossier(eleve: Int64, promotion: Int64, code: String) throws -> (dossier: Dossier, arretees: Int) {
        let contents = try DonneesPersonnelles.contents(promotion: code, in: session)
        var dossier = Dossier()
        for liste in Liste.allCases {
            try lignes(liste, promotion: promotion, eleve: eleve, contents: contents) { try liste.append($1, to: &dossier) }
        }
        var count = 0
        try decisionsArretees(promotion: promotion, eleve: eleve, contents: contents) {
            dossier.decisions.append($1)
            count += 1
        }
        return (dossier, count)
    }

    private static func eleve(_ row: any SQLRow) throws -> Eleve {
        guard let statut = Statut(rawValue: row.text(3)) else { throw PayloadError(expected: "statut") }
        return Eleve(
            id: row.text(1), francophone: row.intOrNil(2).map { $0 != 0 }, statut: statut, cursus: row.text(4), niveau: Int(row.int(5)),
            niveauEcrit: row.text(6), entree: row.text(7), niveauEntree: Int(row.int(8)), voie: row.text(9))
    }

    func entete(_ promotion: Int64) throws -> Entete? {
        try session.first(
            """
            SELECT p.ecole, e.reglement, e.surcouche, p.annee, p.nom, p.cursus, e.date, e.session, e.periode, e.parametres, e.autres
            FROM entete e JOIN promotion p ON p.id = e.promotion_id WHERE e.promotion_id = ? AND \(Moment.holds("e"))
            """, [.int(promotion)] + Moment.arguments(seq)
        ) { row in
            guard let parametres = JSON.parse(row.text(9)), let autres = JSON.parse(row.text(10)) else { throw PayloadError(expected: "parametres") }
            return Entete(
                ecole: row.text(0), reglement: row.text(1), surcouche: row.textOrNil(2), annee: row.text(3), promotion: row.text(4),
                cursus: row.text(5), date: CalendarDate(dayNumber: Int32(clamping: row.int(6))), session: Int(row.int(7)), periode: row.textOrNil(8),
                parametres: try parametres.object().mapValues(Charge.valeurParametre), autres: try autres.object().mapValues { try $0.string() })
        }
    }

    func maquette(_ promotion: Int64) throws -> Maquette {
        func rows<T>(_ columns: String, _ table: String, _ body: (any SQLRow) throws -> T) throws -> [T] {
            try session.all(
                "SELECT \(columns) FROM \(table) WHERE promotion_id = ? AND \(Moment.holds()) ORDER BY rang",
                [.int(promotion)] + Moment.arguments(seq), body)
        }
        func fraction(_ text: String) throws -> Rational {
            guard let value = Rational(fraction: text) else { throw PayloadError(expected: "fraction") }
            return value
        }
        func nature(_ text: String) throws -> Nature {
            guard let value = Nature(rawValue: text) else { throw PayloadError(expected: "nature") }
            return value
        }
        return Maquette(
            semestres: try rows("code", "semestre") { $0.text(0) },
            ues: try rows("code, intitule, semestre, ects, grade, seuil, ecues", "ue") { row in
                guard let ecues = JSON.parse(row.text(6)) else { throw PayloadError(expected: "ecues") }
                return UE(
                    code: row.text(0), intitule: row.text(1), semestre: Int(row.int(2)), ects: try fraction(row.text(3)),
                    grade: row.int(4) < 0 ? nil : row.int(4) != 0,
                    seuil: try row.textOrNil(5).map(fraction), ecues: try ecues.array().map { Int(try $0.int()) })
            },
            ecues: try rows("code, intitule, ue, coefficient, nature, seuil, faits", "ecue") { row in
                guard let faits = JSON.parse(row.text(6)) else { throw PayloadError(expected: "faits") }
                return ECUE(
                    code: row.text(0), intitule: row.text(1), ue: Int(row.int(2)), coefficient: try fraction(row.text(3)),
                    nature: try nature(row.text(4)), seuil: try row.textOrNil(5).map(fraction),
                    faits: try faits.object().mapValues { try $0.string() })
            },
            epreuves: try rows("code, ecue, nature, coefficient", "epreuve") { row in
                Epreuve(code: row.text(0), ecue: Int(row.int(1)), nature: try nature(row.text(2)), coefficient: try fraction(row.text(3)))
            })
    }

    /// The rows of a list in the order of each élève's list, texts that were erased as null.
    private func lignes(
        _ liste: Liste, promotion: Int64, eleve: Int64?, contents: [[UInt8]: String], _ body: (Int64, [SQLValue]) throws -> Void
    ) throws {
        let columns = liste.columns.map { "l.\($0)" }.joined(separator: ", ")
        let only = eleve == nil ? "e.promotion_id = ?" : "l.eleve_id = ?"
        try session.query(
            """
            SELECT l.eleve_id, \(columns) FROM \(liste.rawValue) l JOIN eleve e ON e.id = l.eleve_id
            WHERE \(only) AND \(Moment.holds("l")) ORDER BY l.eleve_id, l.rang
            """, [.int(eleve ?? promotion)] + Moment.arguments(seq)
        ) { row in
            var cells = (1...liste.columns.count).map { row.value($0) }
            if let personal = liste.personal, case .blob(let ref) = cells[personal.column] {
                cells[personal.column] = SQLValue(contents[ref])
            }
            try body(row.int(0), cells)
        }
    }

    /// The decisions that juries of this record have closed, the first taken first.
    private func decisionsArretees(promotion: Int64, eleve: Int64?, contents: [[UInt8]: String], _ body: (Int64, Decision) throws -> Void) throws {
        let only = eleve == nil ? "e.promotion_id = ?" : "d.eleve_id = ?"
        try session.query(
            """
            SELECT d.eleve_id, d.jury, d.date, d.objet, d.decision, d.motif, d.depuis, d.rang FROM decision_arretee d JOIN eleve e ON e.id = d.eleve_id
            WHERE \(only) AND \(Moment.holds("d")) ORDER BY d.eleve_id, d.depuis, d.rang
            """, [.int(eleve ?? promotion)] + Moment.arguments(seq)
        ) { row in
            // After every line of a file: of two decisions of one day, the one that the record saw taken prevails.
            try body(
                row.int(0),
                Decision(
                    jury: row.text(1), date: CalendarDate(dayNumber: Int32(clamping: row.int(2))), objet: row.text(3), decision: row.text(4),
                    motif: contents[row.blob(5)] ?? "", line: Lecture.firstLine + Int(row.int(6))))
        }
    }

    /// Above the line numbers of any file.
    static let firstLine = 100_000_000

    private func notes(promotion: Int64, maquette: Maquette, positions: [Int64: Int], into notes: inout Notes) throws {
        let ecues = Dictionary(maquette.ecues.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        let ues = Dictionary(maquette.ues.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        struct EpreuveKey: Hashable { var ecue: String, code: String }
        let epreuves = Dictionary(
            maquette.epreuves.enumerated().map { (EpreuveKey(ecue: maquette.ecues[$1.ecue].code, code: $1.code), $0) },
            uniquingKeysWith: { first, _ in first })
        let open = Set(
            try session.all(
                "SELECT o.colonne_id FROM colonne_ouverte o JOIN colonne c ON c.id = o.colonne_id WHERE c.promotion_id = ? AND \(Moment.holds("o"))",
                [.int(promotion)] + Moment.arguments(seq)
            ) { $0.int(0) })
        let columns = try session.all(
            "SELECT id, type, code, epreuve, session FROM colonne WHERE promotion_id = ? ORDER BY id", [.int(promotion)]
        ) { row in
            (id: row.int(0), type: row.text(1), code: row.text(2), epreuve: row.text(3), session: Int(row.int(4)))
        }
        let count = positions.count
        for column in columns {
            switch CleColonne.Sorte(rawValue: column.type) {
            case .epreuve:
                guard let index = epreuves[EpreuveKey(ecue: column.code, code: column.epreuve)], (1...2).contains(column.session) else { continue }
                try cells(column.id, positions, into: &notes.sessions[column.session - 1][index])
            case .ecue:
                guard let index = ecues[column.code], open.contains(column.id) else { continue }
                var colonne = Colonne(count: count)
                try cells(column.id, positions, into: &colonne)
                notes.rattrapagesEcue[index] = colonne
            case .ue:
                guard let index = ues[column.code], open.contains(column.id) else { continue }
                var colonne = Colonne(count: count)
                try cells(column.id, positions, into: &colonne)
                notes.complementsUE[index] = colonne
            case nil: throw PayloadError(expected: "colonne.type")
            }
        }
    }

    private func cells(_ column: Int64, _ positions: [Int64: Int], into colonne: inout Colonne) throws {
        try session.query(
            "SELECT eleve_id, etat, centiemes, jour FROM note WHERE colonne_id = ? AND \(Moment.holds())", [.int(column)] + Moment.arguments(seq)
        ) { row in
            guard let position = positions[row.int(0)] else { return }
            guard let etat = Etat(rawValue: UInt8(clamping: row.int(1))) else { throw PayloadError(expected: "etat") }
            let day = row.intOrNil(3).map { Int32(clamping: $0) } ?? Saisie.noDay
            colonne[position] = Saisie(etat: etat, hundredths: Int32(clamping: row.int(2)), day: day)
        }
    }
}

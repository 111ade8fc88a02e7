extension Derivation {
    func applyEntete(_ charge: JSON, _ seq: Int64) throws {
        let promotion = try makePromotion(charge, seq: seq)
        try end("entete", where: "promotion_id = ?", [.int(promotion)], seq: seq)
        try session.execute(
            """
            INSERT INTO entete (promotion_id, reglement, surcouche, date, session, periode, parametres, autres, depuis)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .int(promotion), .text(try charge["reglement"].string("reglement")), SQLValue(try charge["surcouche"].stringOrNil()),
                .int(try charge["date"].int("date")), .int(try charge["session"].int("session")),
                SQLValue(try charge["periode"].stringOrNil()), .text(charge["parametres"].text), .text(charge["autres"].text), .int(seq),
            ])
    }

    func applyMaquette(_ charge: JSON, _ seq: Int64) throws {
        let promotion = try promotionID(charge["promotion"].string("promotion"))
        for table in ["semestre", "ue", "ecue", "epreuve"] { try end(table, where: "promotion_id = ?", [.int(promotion)], seq: seq) }
        for (rank, semestre) in try charge["semestres"].array("semestres").enumerated() {
            try session.execute(
                "INSERT INTO semestre (promotion_id, rang, code, depuis) VALUES (?, ?, ?, ?)",
                [.int(promotion), .int(Int64(rank)), .text(try semestre.string()), .int(seq)])
        }
        for (rank, ue) in try charge["ues"].array("ues").enumerated() {
            // The column `grade` holds 1, 0, or -1 where the maquette says nothing.
            try session.execute(
                """
                INSERT INTO ue (promotion_id, rang, code, intitule, semestre, ects, grade, seuil, ecues, depuis)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .int(promotion), .int(Int64(rank)), .text(try ue["code"].string()), .text(try ue["intitule"].string()),
                    .int(try ue["semestre"].int()), .text(try ue["ects"].string()), .int(ue["grade"] == .null ? -1 : try ue["grade"].bool() ? 1 : 0),
                    SQLValue(try ue["seuil"].stringOrNil()), .text(ue["ecues"].text), .int(seq),
                ])
        }
        for (rank, ecue) in try charge["ecues"].array("ecues").enumerated() {
            try session.execute(
                """
                INSERT INTO ecue (promotion_id, rang, code, intitule, ue, coefficient, nature, seuil, faits, depuis)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .int(promotion), .int(Int64(rank)), .text(try ecue["code"].string()), .text(try ecue["intitule"].string()),
                    .int(try ecue["ue"].int()), .text(try ecue["coefficient"].string()), .text(try ecue["nature"].string()),
                    SQLValue(try ecue["seuil"].stringOrNil()), .text(ecue["faits"].text), .int(seq),
                ])
        }
        for (rank, epreuve) in try charge["epreuves"].array("epreuves").enumerated() {
            try session.execute(
                "INSERT INTO epreuve (promotion_id, rang, code, ecue, nature, coefficient, depuis) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    .int(promotion), .int(Int64(rank)), .text(try epreuve["code"].string()), .int(try epreuve["ecue"].int()),
                    .text(try epreuve["nature"].string()), .text(try epreuve["coefficient"].string()), .int(seq),
                ])
        }
    }

    func applyEleves(_ charge: JSON, _ seq: Int64) throws {
        let promotion = try promotionID(charge["promotion"].string("promotion"))
        try loadEleves(promotion: promotion)
        for eleve in try charge["eleves"].array("eleves") {
            let id = try makeEleve(eleve["eleve"].string(), promotion: promotion, seq: seq)
            guard let fiche = Hexadecimal.bytes(try eleve["fiche"].string("fiche")) else { throw PayloadError(expected: "fiche") }
            try end("inscription", where: "eleve_id = ?", [.int(id)], seq: seq)
            try session.execute(
                """
                INSERT INTO inscription
                (eleve_id, francophone, statut, cursus, niveau, niveau_ecrit, entree, niveau_entree, voie, fiche, depuis)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .int(id), SQLValue(try eleve["francophone"].boolOrNil().map { $0 ? 1 : 0 }), .text(try eleve["statut"].string()),
                    .text(try eleve["cursus"].string()), .int(try eleve["niveau"].int()), .text(try eleve["niveau_ecrit"].string()),
                    .text(try eleve["entree"].string()), .int(try eleve["niveau_entree"].int()), .text(try eleve["voie"].string()),
                    .blob(fiche), .int(seq),
                ])
        }
    }

    /// An élève who leaves the promotion: nothing of their dossier holds any more, everything stays readable as known before.
    func applyElevesRetires(_ charge: JSON, _ seq: Int64) throws {
        let promotion = try promotionID(charge["promotion"].string("promotion"))
        let columns = try session.all("SELECT id FROM colonne WHERE promotion_id = ? ORDER BY id", [.int(promotion)]) { $0.int(0) }
        for code in try charge["eleves"].array("eleves") {
            let id = try eleveID(code.string(), promotion: promotion)
            try end("inscription", where: "eleve_id = ?", [.int(id)], seq: seq)
            for liste in Liste.allCases { try end(liste.rawValue, where: "eleve_id = ?", [.int(id)], seq: seq) }
            try end("rang_eleve", where: "promotion_id = ? AND eleve_id = ?", [.int(promotion), .int(id)], seq: seq)
            for column in columns { try end("note", where: "colonne_id = ? AND eleve_id = ?", [.int(column), .int(id)], seq: seq) }
        }
    }

    func applyOrdre(_ charge: JSON, _ seq: Int64) throws {
        let promotion = try promotionID(charge["promotion"].string("promotion"))
        try loadEleves(promotion: promotion)
        let wanted = try charge["eleves"].array("eleves").map { try eleveID($0.string(), promotion: promotion) }
        var current: [Int64: Int64] = [:]
        try session.query("SELECT rang, eleve_id FROM rang_eleve WHERE promotion_id = ? AND jusqua IS NULL", [.int(promotion)]) {
            current[$0.int(0)] = $0.int(1)
        }
        for (rank, eleve) in wanted.enumerated() {
            let rank = Int64(rank)
            if let held = current.removeValue(forKey: rank) {
                if held == eleve { continue }
                try end("rang_eleve", where: "promotion_id = ? AND rang = ?", [.int(promotion), .int(rank)], seq: seq)
            }
            try session.execute(
                "INSERT INTO rang_eleve (promotion_id, rang, eleve_id, depuis) VALUES (?, ?, ?, ?)",
                [.int(promotion), .int(rank), .int(eleve), .int(seq)])
        }
        for rank in current.keys.sorted() {
            try end("rang_eleve", where: "promotion_id = ? AND rang = ?", [.int(promotion), .int(rank)], seq: seq)
        }
    }

    /// Each list given is the whole list of that élève; rows that have not moved keep the time from which they hold.
    func applyDossiers(_ charge: JSON, _ seq: Int64) throws {
        let promotion = try promotionID(charge["promotion"].string("promotion"))
        guard let liste = Liste(rawValue: try charge["liste"].string("liste")) else { throw PayloadError(expected: "known list") }
        let table = liste.rawValue
        let columns = liste.columns.joined(separator: ", ")
        let insert = """
            INSERT INTO \(table) (eleve_id, rang, \(columns), depuis) VALUES (?, ?\(String(repeating: ", ?", count: liste.columns.count)), ?)
            """
        for dossier in try charge["dossiers"].array("dossiers") {
            let eleve = try eleveID(dossier["eleve"].string(), promotion: promotion)
            let wanted = try dossier["lignes"].array("lignes").map { try cells($0, liste) }
            var current: [Int64: [SQLValue]] = [:]
            try session.query("SELECT rang, \(columns) FROM \(table) WHERE eleve_id = ? AND jusqua IS NULL", [.int(eleve)]) { row in
                current[row.int(0)] = (1...liste.columns.count).map { row.value($0) }
            }
            for (rank, row) in wanted.enumerated() {
                let rank = Int64(rank)
                if let held = current.removeValue(forKey: rank) {
                    if held == row { continue }
                    try end(table, where: "eleve_id = ? AND rang = ?", [.int(eleve), .int(rank)], seq: seq)
                }
                try session.execute(insert, [.int(eleve), .int(rank)] + row + [.int(seq)])
            }
            for rank in current.keys.sorted() {
                try end(table, where: "eleve_id = ? AND rang = ?", [.int(eleve), .int(rank)], seq: seq)
            }
        }
    }

    private func cells(_ row: JSON, _ liste: Liste) throws -> [SQLValue] {
        try liste.columns.enumerated().map { index, name in
            switch row[name] {
            case .null: return .null
            case .int(let value): return .int(value)
            case .string(let value):
                guard liste.personal?.column == index else { return .text(value) }
                guard let ref = Hexadecimal.bytes(value) else { throw PayloadError(expected: name) }
                return .blob(ref)
            default: throw PayloadError(expected: name)
            }
        }
    }
}

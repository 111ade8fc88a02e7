import Scolarite

extension Derivation {
    func applyNotes(_ charge: JSON, _ seq: Int64) throws {
        let promotion = try promotionID(charge["promotion"].string("promotion"))
        let cle = try CleColonne(charge["colonne"])
        let (colonne, isNew) = try colonneID(cle, promotion: promotion, seq: seq)
        if cle.sorte != .epreuve, let open = try charge["ouverte"].boolOrNil() {
            try end("colonne_ouverte", where: "colonne_id = ?", [.int(colonne)], seq: seq)
            if open { try session.execute("INSERT INTO colonne_ouverte (colonne_id, depuis) VALUES (?, ?)", [.int(colonne), .int(seq)]) }
        }
        let eleves = try charge["eleves"].array("eleves")
        let states = try charge["etats"].array("etats")
        let hundredths = try charge["centiemes"].array("centiemes")
        let days = charge["jours"].isNull ? nil : try charge["jours"].array("jours")
        guard states.count == eleves.count, hundredths.count == eleves.count, days.map({ $0.count == eleves.count }) ?? true
        else { throw PayloadError(expected: "columns of one length") }
        if eleves.count > 20 { try loadEleves(promotion: promotion) }
        for index in eleves.indices {
            let eleve = try eleveID(eleves[index].string(), promotion: promotion)
            if !isNew {
                try session.execute(
                    "UPDATE note SET jusqua = ? WHERE colonne_id = ? AND eleve_id = ? AND jusqua IS NULL", [.int(seq), .int(colonne), .int(eleve)])
            }
            let etat = try states[index].int()
            if etat == Int64(Etat.absente.rawValue) { continue }
            try session.execute(
                "INSERT INTO note (colonne_id, eleve_id, etat, centiemes, jour, depuis) VALUES (?, ?, ?, ?, ?, ?)",
                [.int(colonne), .int(eleve), .int(etat), .int(try hundredths[index].int()), SQLValue(try days?[index].intOrNil()), .int(seq)])
        }
    }

    private func colonneID(_ cle: CleColonne, promotion: Int64, seq: Int64) throws -> (id: Int64, isNew: Bool) {
        let key: [SQLValue] = [.int(promotion), .text(cle.sorte.rawValue), .text(cle.code), .text(cle.epreuve), .int(Int64(cle.session))]
        let known = try session.first(
            "SELECT id FROM colonne WHERE promotion_id = ? AND type = ? AND code = ? AND epreuve = ? AND session = ?", key
        ) { $0.int(0) }
        if let known { return (known, false) }
        let id = try nextID("colonne")
        try session.execute(
            "INSERT INTO colonne (id, promotion_id, type, code, epreuve, session, depuis) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [.int(id)] + key + [.int(seq)])
        return (id, true)
    }
}

extension Derivation {
    func applyBascule(_ charge: JSON, _ seq: Int64) throws {
        let source = try promotionID(charge["promotion"].string("promotion"))
        try loadEleves(promotion: source)
        let id = try nextID("bascule")
        try session.execute(
            "INSERT INTO bascule (id, source_id, annee, plan, depuis) VALUES (?, ?, ?, ?, ?)",
            [.int(id), .int(source), .text(try charge["annee"].string("annee")), .text(charge["destinations"].text), .int(seq)])
        for sort in try charge["sorts"].array("sorts") {
            let eleve = try eleveID(sort["eleve"].string(), promotion: source)
            try session.execute(
                "INSERT INTO suite_annee (bascule_id, eleve_id, sort, destination, niveau, depuis) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .int(id), .int(eleve), .text(try sort["sort"].string()), SQLValue(try sort["destination"].stringOrNil()),
                    .int(try sort["niveau"].int()), .int(seq),
                ])
            for dette in try sort["dettes"].array("dettes") {
                try session.execute(
                    "INSERT INTO dette (bascule_id, eleve_id, ue, ects, depuis) VALUES (?, ?, ?, ?, ?)",
                    [.int(id), .int(eleve), .text(try dette["ue"].string()), SQLValue(try dette["ects"].stringOrNil()), .int(seq)])
            }
        }
    }

    func applyBasculeAnnulee(_ charge: JSON, _ seq: Int64) throws {
        let id = try charge["bascule"].int("bascule")
        try end("bascule", where: "id = ?", [.int(id)], seq: seq)
        try end("suite_annee", where: "bascule_id = ?", [.int(id)], seq: seq)
        try end("dette", where: "bascule_id = ?", [.int(id)], seq: seq)
        // A promotion that the turn had made exists no more, until something makes it again.
        for code in try charge["fermees"].array("fermees") {
            let promotion = try promotionID(code.string())
            for table in ["entete", "semestre", "ue", "ecue", "epreuve"] { try end(table, where: "promotion_id = ?", [.int(promotion)], seq: seq) }
        }
    }

    func applyBundle(_ charge: JSON, _ seq: Int64) throws {
        try session.execute(
            "INSERT INTO bundle (id, identifiant, empreinte, depuis) VALUES (?, ?, ?, ?)",
            [
                .int(try nextID("bundle")), .text(try charge["identifiant"].string("identifiant")),
                .text(try charge["empreinte"].string("empreinte")), .int(seq),
            ])
    }

    func applyEffacement(_ charge: JSON, _ seq: Int64) throws {
        for categorie in try charge["categories"].array("categories") {
            try session.execute(
                "INSERT INTO effacement (promotion, eleve, categorie, depuis) VALUES (?, ?, ?, ?)",
                [
                    .text(try charge["promotion"].string("promotion")), .text(try charge["eleve"].string("eleve")), .text(try categorie.string()),
                    .int(seq),
                ])
        }
    }
}

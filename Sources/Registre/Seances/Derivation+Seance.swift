/// Where a jury session stands. The raw value is stored.
public enum EtatSeance: String, Hashable, Sendable, CaseIterable {
    /// Called, its composition known.
    case convoquee
    /// Its proposals frozen: it may decide.
    case gelee
    /// Its record signed: nothing changes but by rectification.
    case close
    /// Its results made known.
    case publiee
    /// Called off before it closed.
    case annulee

    /// In French, for pages and refusals.
    public var intitule: String {
        switch self {
        case .convoquee: "convoquée"
        case .gelee: "propositions gelées"
        case .close: "close"
        case .publiee: "publiée"
        case .annulee: "annulée"
        }
    }
}

extension Derivation {
    func seanceID(_ charge: JSON) throws -> (id: Int64, promotion: Int64) {
        let code = try charge["seance"].string("seance")
        let found = try session.first("SELECT id, promotion_id FROM seance WHERE code = ?", [.text(code)]) { ($0.int(0), $0.int(1)) }
        guard let found else { throw PayloadError(expected: "known session") }
        return found
    }

    func applySeanceConvoquee(_ charge: JSON, _ seq: Int64) throws {
        let promotion = try promotionID(charge["promotion"].string("promotion"))
        let id = try nextID("seance")
        try session.execute(
            """
            INSERT INTO seance (id, code, promotion_id, instance, intitule, date, lieu, periode, session, suite, president, quorum, depuis, objets)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .int(id), .text(try charge["seance"].string()), .int(promotion), .text(try charge["instance"].string()),
                .text(try charge["intitule"].string()), .int(try charge["date"].int()), .text(try charge["lieu"].string()),
                .text(try charge["periode"].string()), .int(try charge["session"].int()), SQLValue(try charge["suite"].stringOrNil()),
                .text(try charge["president"].string()), .text(charge["quorum"].text), .int(seq),
                charge["objets"].isNull ? .null : .text(charge["objets"].text),
            ])
        for (rank, membre) in try charge["membres"].array("membres").enumerated() {
            try session.execute(
                "INSERT INTO membre (seance_id, rang, personne, qualite, voix, depuis, supplee) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    .int(id), .int(Int64(rank)), .text(try membre["personne"].string()), .text(try membre["qualite"].string()),
                    .text(try membre["voix"].string()), .int(seq), membre["supplee"].isNull ? .null : .text(membre["supplee"].text),
                ])
        }
        try setEtat(.convoquee, seance: id, seq)
    }

    private func setEtat(_ etat: EtatSeance, seance: Int64, _ seq: Int64) throws {
        try end("etat_seance", where: "seance_id = ?", [.int(seance)], seq: seq)
        try session.execute(
            "INSERT INTO etat_seance (seance_id, etat, depuis) VALUES (?, ?, ?)", [.int(seance), .text(etat.rawValue), .int(seq)])
    }

    func applyEtat(_ etat: EtatSeance, _ charge: JSON, _ seq: Int64) throws { try setEtat(etat, seance: seanceID(charge).id, seq) }

    func applyPresence(_ charge: JSON, _ seq: Int64) throws {
        let seance = try seanceID(charge).id
        for presence in try charge["presences"].array("presences") {
            let personne = try presence["personne"].string()
            try end("presence", where: "seance_id = ? AND personne = ?", [.int(seance), .text(personne)], seq: seq)
            try session.execute(
                "INSERT INTO presence (seance_id, personne, presente, depuis, remplace) VALUES (?, ?, ?, ?, ?)",
                [
                    .int(seance), .text(personne), .int(try presence["presente"].bool() ? 1 : 0), .int(seq),
                    SQLValue(try presence["remplace"].stringOrNil()),
                ])
        }
    }

    func applyGel(_ charge: JSON, _ seq: Int64) throws {
        let (seance, promotion) = try seanceID(charge)
        try loadEleves(promotion: promotion)
        // What was frozen before, by a session that had decided nothing yet, stays readable.
        for table in ["gel", "proposition"] { try end(table, where: "seance_id = ?", [.int(seance)], seq: seq) }
        try session.execute(
            "INSERT INTO gel (seance_id, reglement, faits, programme, depuis) VALUES (?, ?, ?, ?, ?)",
            [
                .int(seance), .text(try charge["reglement"].string()), .text(try charge["faits"].string()),
                .text(try charge["programme"].string()), .int(seq),
            ])
        for (rank, proposition) in try charge["propositions"].array("propositions").enumerated() {
            let eleve = try eleveID(proposition["eleve"].string(), promotion: promotion)
            try session.execute(
                "INSERT INTO proposition (seance_id, eleve_id, objet, rang, texte, depuis) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .int(seance), .int(eleve), .text(try proposition["objet"].string()), .int(Int64(rank)),
                    .text(try proposition["texte"].string()), .int(seq),
                ])
        }
        try setEtat(.gelee, seance: seance, seq)
    }

    private func reference(_ json: JSON) throws -> SQLValue {
        guard let text = try json.stringOrNil() else { return .null }
        guard let bytes = Hexadecimal.bytes(text) else { throw PayloadError(expected: "reference") }
        return .blob(bytes)
    }

    /// A decision taken again replaces the one before it, which stays readable.
    func applyDecisions(_ charge: JSON, _ seq: Int64) throws {
        let (seance, promotion) = try seanceID(charge)
        let enBloc: Int64 = try charge["en_bloc"].bool("en_bloc") ? 1 : 0
        for decision in try charge["decisions"].array("decisions") {
            let eleve = try eleveID(decision["eleve"].string(), promotion: promotion)
            let objet = try decision["objet"].string()
            let votes = decision["votes"]
            try end("deliberation", where: "seance_id = ? AND eleve_id = ? AND objet = ?", [.int(seance), .int(eleve), .text(objet)], seq: seq)
            try session.execute(
                """
                INSERT INTO deliberation (seance_id, eleve_id, objet, decision, conformite, en_bloc, motif, pour, contre, abstentions, depuis)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .int(seance), .int(eleve), .text(objet), .text(try decision["decision"].string()), .text(try decision["conformite"].string()),
                    .int(enBloc), try reference(decision["motif"]), SQLValue(try votes["pour"].intOrNil()),
                    SQLValue(try votes["contre"].intOrNil()), SQLValue(try votes["abstentions"].intOrNil()), .int(seq),
                ])
        }
    }

    /// The decisions become facts of the dossiers only here: until the record is signed a jury may change its mind.
    func applyClose(_ charge: JSON, _ seq: Int64) throws {
        let (seance, promotion) = try seanceID(charge)
        for (rank, decision) in try charge["decisions"].array("decisions").enumerated() {
            try land(decision, seance: seance, promotion: promotion, rank: rank, rectification: false, seq)
        }
        try setEtat(.close, seance: seance, seq)
    }

    func applyRectification(_ charge: JSON, _ seq: Int64) throws {
        let (seance, promotion) = try seanceID(charge)
        try land(charge, seance: seance, promotion: promotion, rank: 0, rectification: true, seq)
    }

    private func land(_ decision: JSON, seance: Int64, promotion: Int64, rank: Int, rectification: Bool, _ seq: Int64) throws {
        let eleve = try eleveID(decision["eleve"].string(), promotion: promotion)
        guard let head = try session.first("SELECT intitule, date FROM seance WHERE id = ?", [.int(seance)], { ($0.text(0), $0.int(1)) })
        else { throw PayloadError(expected: "known session") }
        try session.execute(
            """
            INSERT INTO decision_arretee (seance_id, eleve_id, objet, rang, jury, date, decision, motif, rectification, depuis)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .int(seance), .int(eleve), .text(try decision["objet"].string()), .int(Int64(rank)), .text(head.0), .int(head.1),
                .text(try decision["decision"].string()), try reference(decision["motif"]), .int(rectification ? 1 : 0), .int(seq),
            ])
    }
}

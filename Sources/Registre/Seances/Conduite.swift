import Crypto
import Scolarite
import Valeurs

extension Base {
    /// Convenes a jury on a promotion.
    ///
    /// - Parameters:
    ///   - promotion: identifier in the record.
    ///   - code: identifier of the session, new in the record.
    ///   - periode: `S5`… or `annee`; the promotion's own when `nil`.
    ///   - suite: the session that this one deliberates again on; it must be closed, and of the same promotion.
    public func convoquer(
        _ promotion: String, seance code: String, instance: Instance, date: CalendarDate, lieu: String = "", periode: String? = nil,
        suite: String? = nil, par acte: Acte
    ) throws -> Reponse<Seance> {
        try write(acte) { ecriture in
            let defects = instance.defauts
            guard defects.isEmpty else {
                throw Refusal(.composition, "Le jury ne peut pas être convoqué dans cette composition :", details: defects)
            }
            guard let held = try self.current(promotion, in: ecriture.session) else {
                throw Refusal(.promotionInconnue, "La base ne contient pas de promotion « \(promotion) ».")
            }
            guard !code.isEmpty, try Base.seance(code, in: ecriture.session) == nil else {
                throw Refusal(.seanceEtat, "Une séance « \(code) » existe déjà, ou son identifiant est vide. Choisissez-en un autre.")
            }
            if let suite {
                let first = try Base.seance(suite, etats: [.close, .publiee], in: ecriture.session)
                guard first.promotion == promotion else {
                    throw Refusal(.seanceInconnue, "La séance « \(suite) » porte sur une autre promotion.")
                }
            }
            try ecriture.reason(promotion: promotion)
            try ecriture.append(
                .seanceConvoquee, sujet: Sujet.seance(code),
                charge: .object([
                    "seance": .string(code), "promotion": .string(promotion), "instance": .string(instance.identifiant),
                    "intitule": .string(instance.intitule), "date": .int(Int64(date.dayNumber)), "lieu": .string(lieu),
                    "periode": .string(periode ?? held.promotion.periode), "session": .int(Int64(held.promotion.entete.session)),
                    "suite": JSON(suite), "president": .string(instance.president), "quorum": instance.quorum.json,
                    "objets": instance.objets.isEmpty ? .null : .array(instance.objets.map { .string($0) }),
                    "membres": .array(
                        instance.membres.map {
                            .object(
                                ["personne": .string($0.personne), "qualite": .string($0.qualite), "voix": .string($0.voix.rawValue)]
                                    .merging($0.estSuppleant ? ["supplee": .array($0.supplee.map { .string($0) })] : [:]) { $1 })
                        }),
                ]))
            return try Base.seance(code, etats: [.convoquee], in: ecriture.session)
        }
    }

    /// Freezes the proposals: from here on the jury decides on these, whatever is recorded later.
    ///
    /// A session that has decided nothing yet may freeze them again, on the facts as they have become; the journal keeps both freezes.
    ///
    /// - Parameters:
    ///   - propositions: what the règlement proposes, computed from the promotion at version `vu`.
    ///   - reglement: hash of the règlement that was applied, as judgements print it: the one that the record keeps for the promotion.
    ///   - programme: hash or version of the program that applied it.
    ///   - vu: the version of the promotion that was judged; refused when a fact has changed since, for the proposals would not rest on
    ///     the facts that are sealed with them.
    public func geler(
        _ code: String, propositions: [PropositionJury], reglement: String, programme: String, vu: Int64, par acte: Acte
    ) throws -> Reponse<Seance> {
        try write(acte) { ecriture in
            let session = ecriture.session
            let seance = try Base.seance(code, etats: [.convoquee, .gelee], in: session)
            guard seance.decisions.isEmpty else {
                throw Refusal(
                    .seanceEtat,
                    "La séance « \(code) » a déjà pris des décisions sur les propositions gelées : elles ne peuvent plus l'être à nouveau. "
                        + "Décidez sur elles, ou annulez la séance et convoquez-en une autre.")
            }
            guard let held = try self.current(seance.promotion, in: session) else {
                throw Refusal(.promotionInconnue, "La base ne contient pas de promotion « \(seance.promotion) ».")
            }
            guard vu == held.version else { throw try Versions.stale(sujet: Sujet.promotion(seance.promotion), vu: vu, in: session) }
            guard !propositions.isEmpty, !reglement.isEmpty, !programme.isEmpty else {
                throw Refusal(.decision, "Rien à geler : il manque des propositions, ou l'empreinte du règlement ou du programme.")
            }
            guard try ReglementsGardes.current(seance.promotion, in: session)?.empreinte == reglement else {
                throw Refusal(
                    .bundle, "Ces propositions ne viennent pas du règlement que la base garde pour cette promotion : rien n'a été gelé.")
            }
            struct Key: Hashable { var eleve, objet: String }
            var seen: Set<Key> = []
            var faults: [String] = []
            for proposition in propositions {
                if held.positions[proposition.eleve] == nil { faults.append("élève « \(proposition.eleve) » inconnu dans la promotion") }
                if !seance.instance.decide(proposition.objet) {
                    faults.append("« \(proposition.objet) » n'est pas de ce que décide « \(seance.instance.intitule) »")
                }
                if !seen.insert(Key(eleve: proposition.eleve, objet: proposition.objet)).inserted {
                    faults.append("deux propositions pour « \(proposition.objet) » de l'élève « \(proposition.eleve) »")
                }
            }
            guard faults.isEmpty else { throw Refusal(.decision, "Ces propositions ne peuvent pas être gelées :", details: Array(faults.prefix(20))) }
            try ecriture.reason(promotion: seance.promotion)
            try ecriture.append(
                .seanceGelee, sujet: Sujet.seance(code),
                charge: .object([
                    "seance": .string(code), "reglement": .string(reglement), "programme": .string(programme),
                    "faits": .string(try Faits.empreinte(held.lue.id, in: session)),
                    "propositions": .array(
                        propositions.map { .object(["eleve": .string($0.eleve), "objet": .string($0.objet), "texte": .string($0.texte)]) }),
                ]))
            return try Base.seance(code, etats: [.gelee], in: session)
        }
    }

    /// Makes the results of a closed session known.
    public func publier(_ code: String, par acte: Acte) throws -> Reponse<Seance> {
        try move(code, from: [.close], as: .seancePubliee, to: .publiee, par: acte)
    }

    /// Calls a session off before it closes; what it had decided lands nowhere.
    public func annuler(seance code: String, par acte: Acte) throws -> Reponse<Seance> {
        guard acte.raison?.isEmpty == false else {
            return .refuse(Refus(.acte, "L'annulation d'une séance demande sa raison."))
        }
        return try move(code, from: [.convoquee, .gelee], as: .seanceAnnulee, to: .annulee, par: acte)
    }

    private func move(_ code: String, from etats: [EtatSeance], as genre: Genre, to etat: EtatSeance, par acte: Acte) throws -> Reponse<Seance> {
        try write(acte) { ecriture in
            let seance = try Base.seance(code, etats: etats, in: ecriture.session)
            try ecriture.reason(promotion: seance.promotion)
            try ecriture.append(genre, sujet: Sujet.seance(code), charge: .object(["seance": .string(code)]))
            return try Base.seance(code, etats: [etat], in: ecriture.session)
        }
    }
}

/// The facts of a promotion as one hash: what a jury's proposals rest on.
enum Faits {
    private static let tables: [(table: String, owner: String, order: String)] = [
        ("entete", "promotion_id", "promotion_id"), ("semestre", "promotion_id", "rang"), ("ue", "promotion_id", "rang"),
        ("ecue", "promotion_id", "rang"),
        ("epreuve", "promotion_id", "rang"), ("rang_eleve", "promotion_id", "rang"), ("inscription", "eleve_id", "eleve_id"),
    ]

    /// SHA-256 over the rows that hold at `seq`, identities by their salted hashes: erasing a person does not change it.
    static func empreinte(_ promotion: Int64, at seq: Int64 = Moment.now, in session: any StoreSession) throws -> String {
        var rows: [JSON] = []
        func add(_ table: String, _ owner: String, _ order: String) throws {
            let whose =
                switch owner {
                case "promotion_id": "promotion_id = ?"
                case "colonne_id": "colonne_id IN (SELECT id FROM colonne WHERE promotion_id = ?)"
                default: "eleve_id IN (SELECT id FROM eleve WHERE promotion_id = ?)"
                }
            rows.append(.string(table))
            try session.query(
                "SELECT * FROM \(table) WHERE \(whose) AND \(Moment.holds()) ORDER BY \(order)", [.int(promotion)] + Moment.arguments(seq)
            ) { row in
                // All but the last two columns: since when a row holds is no part of what it says.
                rows.append(.array((0..<(row.count - 2)).map { json(row.value($0)) }))
            }
        }
        for item in tables { try add(item.table, item.owner, item.order) }
        for liste in Liste.allCases { try add(liste.rawValue, "eleve_id", "eleve_id, rang") }
        try add("decision_arretee", "eleve_id", "eleve_id, depuis, rang")
        try add("colonne_ouverte", "colonne_id", "colonne_id")
        try add("note", "colonne_id", "colonne_id, eleve_id")
        return "sha256:" + Hexadecimal.text(SHA256.bytes(JSON.array(rows).bytes))
    }

    private static func json(_ value: SQLValue) -> JSON {
        switch value {
        case .null: .null
        case .int(let number): .int(number)
        case .text(let text): .string(text)
        case .blob(let bytes): .string(Hexadecimal.text(bytes))
        }
    }
}

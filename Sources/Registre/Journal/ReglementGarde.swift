import Valeurs

/// A règlement read from its files, to be kept in the record with the promotion that it judges.
public struct ReglementLuDuDisque: Sendable {
    /// As the promotion names it: an id, or a path.
    public var nom: String
    /// The id that its own files declare.
    public var identifiant: String
    public var surcouche: String?
    /// The hash that judgements print (contract, section 3).
    public var empreinte: String
    /// Every file that judging needs, parents, earlier versions and overlay included, by a path that does not depend on the machine.
    public var fichiers: [String: [UInt8]]

    public init(nom: String, identifiant: String, surcouche: String?, empreinte: String, fichiers: [String: [UInt8]]) {
        (self.nom, self.identifiant, self.surcouche, self.empreinte, self.fichiers) = (nom, identifiant, surcouche, empreinte, fichiers)
    }
}

/// The règlement that the record keeps for a promotion: what it is judged by, whatever becomes of the files on disk.
public struct ReglementGarde: Hashable, Sendable {
    /// As the promotion named it when it was kept.
    public var nom: String
    public var identifiant: String
    public var surcouche: String?
    /// The hash that judgements print.
    public var empreinte: String
    /// The hash of its files: what ``Base/bundle(empreinte:)`` takes.
    public var bundle: String
    /// The journal's entry from which it judges the promotion.
    public var entree: Int64
    /// When, and by whom.
    public var instant: Instant
    public var acteur: String

    /// Whether the promotion still names this one; a promotion that names another has none kept.
    func estCelui(_ nom: String, surcouche: String?) -> Bool { self.nom == nom && self.surcouche == surcouche }
}

extension Base {
    /// The règlement by which a promotion is judged, as it stood at `instant`.
    ///
    /// - Parameters:
    ///   - code: identifier of the promotion in the record.
    ///   - instant: `nil` for now.
    /// - Returns: `nil` when the record kept none for the règlement that the promotion named at that moment.
    public func reglement(de code: String, au instant: Instant? = nil) throws -> ReglementGarde? {
        try store.read { session in
            let seq = try instant.map { try Versions.sequence(at: $0, in: session) } ?? Moment.now
            return try ReglementsGardes.current(code, at: seq, in: session)
        }
    }

    /// Every règlement by which a promotion has been judged, oldest first.
    public func reglements(de code: String) throws -> [ReglementGarde] {
        try store.read { session in
            try session.all("\(ReglementsGardes.select) WHERE p.code = ? ORDER BY r.depuis", [.text(code)], ReglementsGardes.read)
        }
    }

    /// Makes a règlement the one that judges a promotion from now on: an explicit act, in the journal like any fact. Judging the promotion
    /// as it was known before gives the règlement kept before.
    ///
    /// - Parameter acte: gives its reason when another règlement was kept.
    /// - Returns: what is kept; the same files twice write nothing.
    public func adopter(_ code: String, reglement: ReglementLuDuDisque, par acte: Acte) throws -> Reponse<ReglementGarde> {
        let reponse = try write(acte) { ecriture in
            guard let held = try self.current(code, in: ecriture.session) else {
                throw Refusal(.promotionInconnue, "La base ne contient pas de promotion « \(code) ».")
            }
            let entete = held.promotion.entete
            guard reglement.nom == entete.reglement, reglement.surcouche == entete.surcouche else {
                throw Refusal(
                    .bundle, "La promotion nomme le règlement « \(entete.reglement) » : un autre ne peut pas être adopté pour elle.",
                    details: ["pour en changer, importez le dossier dont le promotion.yaml le nomme"])
            }
            let before = try ReglementsGardes.current(code, in: ecriture.session)
            if let before, before.bundle == Bundles.empreinte(reglement.fichiers) { return before }
            guard before == nil || acte.raison?.isEmpty == false else {
                throw Refusal(.acte, "Changer le règlement qui juge une promotion demande sa raison : rien n'a été écrit.")
            }
            try ecriture.reason(promotion: code)
            try ecriture.deposer(reglement)
            try ecriture.garder(reglement, promotion: code)
            guard let kept = try ReglementsGardes.current(code, in: ecriture.session) else { throw PayloadError(expected: "reglement") }
            return kept
        }
        if case .fait = reponse { forget(code) }
        return reponse
    }
}

/// Reads what the record keeps of règlements.
enum ReglementsGardes {
    static let select = """
        SELECT r.nom, r.identifiant, r.surcouche, r.empreinte, b.empreinte, r.depuis, j.instant, j.acteur
        FROM reglement_garde r JOIN promotion p ON p.id = r.promotion_id JOIN bundle b ON b.id = r.bundle_id JOIN journal j ON j.seq = r.depuis
        """

    static func read(_ row: any SQLRow) -> ReglementGarde {
        ReglementGarde(
            nom: row.text(0), identifiant: row.text(1), surcouche: row.textOrNil(2), empreinte: row.text(3), bundle: row.text(4),
            entree: row.int(5), instant: Instant(seconds: row.int(6)), acteur: row.text(7))
    }

    /// The one that holds at `seq`, if the promotion then named it.
    static func current(_ code: String, at seq: Int64 = Moment.now, in session: any StoreSession) throws -> ReglementGarde? {
        let kept = try session.first("\(select) WHERE p.code = ? AND \(Moment.holds("r"))", [.text(code)] + Moment.arguments(seq), read)
        let named = try session.first(
            "SELECT e.reglement, e.surcouche FROM entete e JOIN promotion p ON p.id = e.promotion_id WHERE p.code = ? AND \(Moment.holds("e"))",
            [.text(code)] + Moment.arguments(seq)
        ) { (nom: $0.text(0), surcouche: $0.textOrNil(1)) }
        guard let kept, let named, kept.estCelui(named.nom, surcouche: named.surcouche) else { return nil }
        return kept
    }
}

extension Ecriture {
    /// Keeps the files of a règlement unless the record has the same bytes.
    func deposer(_ reglement: ReglementLuDuDisque) throws {
        try deposer(bundle: reglement.identifiant, fichiers: reglement.fichiers, empreinte: Bundles.empreinte(reglement.fichiers))
    }

    /// Says that these files judge the promotion from this entry on; they must have been deposited.
    func garder(_ reglement: ReglementLuDuDisque, promotion: String) throws {
        try append(
            .reglementGarde, sujet: Sujet.promotion(promotion),
            charge: .object([
                "promotion": .string(promotion), "nom": .string(reglement.nom), "identifiant": .string(reglement.identifiant),
                "surcouche": JSON(reglement.surcouche), "empreinte": .string(reglement.empreinte),
                "bundle": .string(Bundles.empreinte(reglement.fichiers)),
            ]))
    }
}

extension Derivation {
    func applyReglementGarde(_ charge: JSON, _ seq: Int64) throws {
        let promotion = try promotionID(charge["promotion"].string("promotion"))
        let hash = try charge["bundle"].string("bundle")
        guard let bundle = try session.first("SELECT id FROM bundle WHERE empreinte = ?", [.text(hash)], { $0.int(0) })
        else { throw PayloadError(expected: "known bundle") }
        try end("reglement_garde", where: "promotion_id = ?", [.int(promotion)], seq: seq)
        try session.execute(
            "INSERT INTO reglement_garde (promotion_id, nom, identifiant, surcouche, empreinte, bundle_id, depuis) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .int(promotion), .text(try charge["nom"].string("nom")), .text(try charge["identifiant"].string("identifiant")),
                SQLValue(try charge["surcouche"].stringOrNil()), .text(try charge["empreinte"].string("empreinte")), .int(bundle), .int(seq),
            ])
    }
}

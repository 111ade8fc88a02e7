import Scolarite
import Valeurs

/// How far a long write has come.
public struct Progression: Hashable, Sendable {
    /// Journal entries written, out of ``total``.
    public var fait: Int
    public var total: Int
}

extension Base {
    /// Records a promotion read from a folder: all of it, or nothing.
    ///
    /// What the record holds is compared with what the folder says, and only the difference is written: the same folder twice writes
    /// nothing the second time. The decisions that juries of this record have closed stay, whether the folder holds them or not.
    ///
    /// - Parameters:
    ///   - reglement: the règlement that the folder names, as its files stand: kept with the promotion unless one is kept already for the
    ///     règlement that it names. Replacing that one is an act of its own (``adopter(_:reglement:par:)``).
    ///   - vu: the version that the writer saw (``Changements/version`` of a trial, or ``version(_:)``); refused when the promotion has
    ///     changed since. `nil` takes the promotion as it is.
    ///   - essai: shows what would change, writes nothing.
    public func importer(
        _ promotion: Promotion, reglement: ReglementLuDuDisque? = nil, par acte: Acte, vu: Int64? = nil, essai: Bool = false,
        progres: ((Progression) -> Void)? = nil
    ) throws -> Reponse<Changements> {
        if let refus = Coherence.check(promotion) { return .refuse(refus) }
        let code = promotion.entete.code
        if essai {
            return .fait(
                try store.read { session in
                    let difference = Difference(from: try Lecture(session).promotion(code), to: promotion)
                    let new = try Base.newReglement(reglement, promotion.entete, in: session)
                    return Changements(difference, version: try Versions.promotion(code, in: session), reglement: new?.identifiant)
                })
        }
        let issue = try write(acte) { ecriture in
            let version = try Versions.promotion(code, in: ecriture.session)
            if let vu, vu != version { throw try Versions.stale(sujet: Sujet.promotion(code), vu: vu, in: ecriture.session) }
            let difference = Difference(from: try Lecture(ecriture.session).promotion(code), to: promotion)
            let new = try Base.newReglement(reglement, promotion.entete, in: ecriture.session)
            if !difference.isEmpty || new != nil { try ecriture.reason(promotion: code) }
            if let new { try ecriture.deposer(new) }
            if !difference.isEmpty {
                try ecriture.append(difference, as: .importation, followed: new == nil ? 0 : 1, progres: progres)
            }
            if let new { try ecriture.garder(new, promotion: code) }
            return Changements(difference, version: version, reglement: new?.identifiant)
        }
        if case .fait(let changes) = issue, !changes.estVide { forget(code) }
        return issue
    }

    /// The règlement given, where the record keeps none for the one that the promotion names.
    private static func newReglement(
        _ reglement: ReglementLuDuDisque?, _ entete: Entete, in session: any StoreSession
    ) throws -> ReglementLuDuDisque? {
        guard let reglement else { return nil }
        guard reglement.nom == entete.reglement, reglement.surcouche == entete.surcouche, !reglement.fichiers.isEmpty else {
            throw Refusal(.bundle, "Le règlement donné n'est pas celui que la promotion nomme (« \(entete.reglement) ») : rien n'a été écrit.")
        }
        let kept = try session.first(
            "\(ReglementsGardes.select) WHERE p.code = ? AND r.jusqua IS NULL", [.text(entete.code)], ReglementsGardes.read)
        return kept?.estCelui(entete.reglement, surcouche: entete.surcouche) == true ? nil : reglement
    }

    /// The promotion as the record holds it: equal to the one imported. `nil` when the identifier names none.
    ///
    /// - Parameter identifiant: see ``resoudre(_:)``.
    public func exporter(_ identifiant: String) throws -> Promotion? { try promotion(identifiant) }

    /// The promotion as it was known at `instant`: facts that were recorded later are not in it, facts corrected since are as they stood.
    ///
    /// - Parameters:
    ///   - instant: `nil` for now.
    ///   - date: the day on which the situation is judged, when it is not the promotion's own: facts that came true after it are left
    ///     out by whoever judges.
    /// - Returns: `nil` when the identifier names no promotion, or none yet at that instant.
    public func promotion(_ identifiant: String, au instant: Instant? = nil, date: CalendarDate? = nil) throws -> Promotion? {
        guard let code = try resoudre(identifiant).fait else { return nil }
        let lue = try store.read { session in
            try Lecture(session, seq: try instant.map { try Versions.sequence(at: $0, in: session) } ?? Moment.now).promotion(code)
        }
        var promotion = lue?.promotion
        if let date { promotion?.entete.date = date }
        return promotion
    }

    /// The promotions that the record holds, in the order in which they came.
    public func promotions() throws -> [ResumePromotion] {
        try store.read { session in
            try session.all(
                """
                SELECT p.code, p.ecole, p.nom, p.annee, p.cursus,
                    (SELECT count(*) FROM rang_eleve r WHERE r.promotion_id = p.id AND r.jusqua IS NULL),
                    e.reglement
                FROM promotion p JOIN entete e ON e.promotion_id = p.id AND e.jusqua IS NULL ORDER BY p.id
                """
            ) {
                ResumePromotion(
                    code: $0.text(0), ecole: $0.text(1), promotion: $0.text(2), annee: $0.text(3), cursus: $0.text(4), eleves: Int($0.int(5)),
                    reglement: $0.text(6))
            }
        }
    }

    /// The identifier in the record (``Scolarite/Entete/code``) of what a person calls a promotion: that identifier, or the name of the
    /// promotion when only one has it.
    public func resoudre(_ identifiant: String) throws -> Reponse<String> {
        let known = try promotions()
        if known.contains(where: { $0.code == identifiant }) { return .fait(identifiant) }
        let named = known.filter { $0.promotion == identifiant }
        if named.count == 1 { return .fait(named[0].code) }
        if named.isEmpty {
            return .refuse(
                Refus(.promotionInconnue, "La base ne contient pas de promotion « \(identifiant) ». Elle contient :", details: known.map(\.code)))
        }
        return .refuse(
            Refus(.promotionInconnue, "« \(identifiant) » désigne \(named.count) promotions. Précisez laquelle :", details: named.map(\.code)))
    }

    /// The version of the promotion: the sequence of the last entry of the journal that concerns it; 0 when there is none.
    public func version(_ code: String) throws -> Int64 { try store.read { try Versions.promotion(code, in: $0) } }

    /// Drops the snapshot of a promotion that was written otherwise than mark by mark.
    func forget(_ code: String) { instantanes.withLock { $0[code] = nil } }
}

/// A promotion of the record, for lists.
public struct ResumePromotion: Hashable, Sendable {
    /// Identifier in the record.
    public var code: String
    public var ecole, promotion, annee, cursus: String
    public var eleves: Int
    public var reglement: String
}

/// What an entry of the journal is about.
enum Sujet {
    static func promotion(_ code: String) -> String { "promotion:" + code }
    static func seance(_ code: String) -> String { "seance:" + code }
    static func bascule(_ source: String) -> String { "bascule:" + source }
    static func bundle(_ id: String) -> String { "bundle:" + id }
    static func eleve(_ eleve: String, promotion: String) -> String { "eleve:\(promotion)#\(eleve)" }
}

extension Ecriture {
    /// Appends the entries of a difference, the first saying how many follow: a journal that lost some would show it.
    ///
    /// - Parameter followed: entries that the same act appends after these.
    func append(_ difference: Difference, as genre: Genre, followed: Int = 0, progres: ((Progression) -> Void)? = nil) throws {
        let wanted = difference.wanted
        let code = wanted.entete.code
        let sujet = Sujet.promotion(code)
        let described = (difference.arrives + difference.modifies).sorted()
        let total =
            [difference.entete, difference.maquette, !difference.retires.isEmpty, !described.isEmpty, difference.ordre].filter { $0 }.count
            + difference.dossiers.count + difference.colonnes.count
        var done = 0
        func add(_ genre: Genre, _ charge: JSON) throws {
            try append(genre, sujet: sujet, charge: charge)
            done += 1
            progres?(Progression(fait: done, total: total))
        }
        // One entry alone cannot be half there: it needs no announcement, and a mark saved by hand is one entry.
        if total > 1 || genre == .importation {
            try append(genre, sujet: sujet, charge: .object(["promotion": .string(code), "entrees": .int(Int64(total + followed))]))
        }
        if difference.entete { try add(.entete, Charge.entete(wanted.entete)) }
        if difference.maquette { try add(.maquette, Charge.maquette(wanted.maquette, promotion: code)) }
        if !difference.retires.isEmpty {
            try add(.elevesRetires, .object(["promotion": .string(code), "eleves": .array(difference.retires.map { .string($0) })]))
        }
        if !described.isEmpty {
            let eleves = try described.map { index in
                let eleve = wanted.eleves[index]
                let fiche = try DonneesPersonnelles.store(
                    Charge.fiche(eleve).text, categorie: .identite, promotion: code, eleve: eleve.id, in: session)
                return Charge.eleve(eleve, fiche: fiche)
            }
            try add(.eleves, .object(["promotion": .string(code), "eleves": .array(eleves)]))
        }
        if difference.ordre {
            try add(.ordre, .object(["promotion": .string(code), "eleves": .array(wanted.eleves.map { .string($0.id) })]))
        }
        for dossiers in difference.dossiers {
            try add(.dossiers, try charge(dossiers, difference, promotion: code))
        }
        for colonne in difference.colonnes { try add(.notes, charge(colonne, wanted, promotion: code)) }
    }

    private func charge(_ dossiers: Difference.Dossiers, _ difference: Difference, promotion: String) throws -> JSON {
        let liste = dossiers.liste
        let items = try dossiers.eleves.map { index in
            let eleve = difference.wanted.eleves[index].id
            let rows = try liste.rows(of: difference.wanted.dossiers[index]).filter { !isSealed($0, liste) }.map { row in
                var cells: [String: JSON] = [:]
                for (column, (name, value)) in zip(liste.columns, row).enumerated() {
                    switch value {
                    case .int(let number): cells[name] = .int(number)
                    case .text(let text):
                        if let personal = liste.personal, personal.column == column {
                            if text.isEmpty { continue }
                            let ref = try DonneesPersonnelles.store(
                                text, categorie: personal.categorie, promotion: promotion, eleve: eleve, in: session)
                            cells[name] = .string(Hexadecimal.text(ref))
                        } else {
                            cells[name] = .string(text)
                        }
                    case .null, .blob: continue
                    }
                }
                return JSON.object(cells)
            }
            return JSON.object(["eleve": .string(eleve), "lignes": .array(rows)])
        }
        return .object(["promotion": .string(promotion), "liste": .string(liste.rawValue), "dossiers": .array(items)])
    }

    /// A decision that a jury of this record has closed: it stands in the jury's entries already.
    private func isSealed(_ row: [SQLValue], _ liste: Liste) -> Bool {
        guard liste == .decision, case .int(let line) = row[5] else { return false }
        return line >= Int64(Lecture.firstLine)
    }

    private func charge(_ colonne: Difference.Colonnes, _ wanted: Promotion, promotion: String) -> JSON {
        let hasDay = colonne.cellules.contains { $0.apres.day != Saisie.noDay }
        return .object([
            "promotion": .string(promotion), "colonne": colonne.cle.json, "ouverte": JSON(colonne.ouverte),
            "eleves": .array(colonne.cellules.map { .string(wanted.eleves[$0.eleve].id) }),
            "etats": .array(colonne.cellules.map { .int(Int64($0.apres.etat.rawValue)) }),
            "centiemes": .array(colonne.cellules.map { .int(Int64($0.apres.hundredths)) }),
            "jours": hasDay ? .array(colonne.cellules.map { $0.apres.day == Saisie.noDay ? .null : .int(Int64($0.apres.day)) }) : .null,
        ])
    }
}

import Scolarite
import Valeurs

/// One mark to enter: a row of a teacher's spreadsheet, or one cell of a page.
public struct LigneNote: Hashable, Sendable {
    /// Identifier of the élève in the promotion.
    public var eleve: String
    /// Code of the ECUE, or `ue:CODE` for an evaluation that complements a whole UE.
    public var ecue: String
    /// Code of the épreuve. Empty: the only épreuve of the ECUE at session 1, the whole ECUE at session 2.
    public var epreuve: String
    /// 1 or 2.
    public var session: Int
    /// What to write; ``Scolarite/Saisie/absente`` takes the mark away.
    public var saisie: Saisie

    public init(eleve: String, ecue: String, epreuve: String = "", session: Int = 1, saisie: Saisie) {
        (self.eleve, self.ecue, self.epreuve, self.session, self.saisie) = (eleve, ecue, epreuve, session, saisie)
    }
}

/// An épreuve that a mark sheet brings and that the maquette does not have yet.
public struct EpreuveNouvelle: Hashable, Sendable {
    public var ecue, code: String
    public var nature: Nature
    public var coefficient: Rational

    public init(ecue: String, code: String, nature: Nature = .cours, coefficient: Rational = .one) {
        (self.ecue, self.code, self.nature, self.coefficient) = (ecue, code, nature, coefficient)
    }
}

extension Base {
    /// Enters marks, all of them or none: unknown élèves, ECUE or épreuves, marks off their scale and cells given twice are listed together.
    ///
    /// - Parameters:
    ///   - code: identifier of the promotion in the record (``resoudre(_:)``).
    ///   - nouvelles: épreuves to add to the maquette first, for a sheet that is the first of its épreuve.
    ///   - vu: the version that the writer saw; refused when one of these marks has changed since. Other marks do not matter.
    ///   - essai: shows what would change, writes nothing.
    public func saisirNotes(
        _ code: String, lignes: [LigneNote], nouvelles: [EpreuveNouvelle] = [], par acte: Acte, vu: Int64? = nil, essai: Bool = false
    ) throws -> Reponse<Changements> {
        try modify(code, par: acte, essai: essai) { held, session in
            var difference = Difference(held: held.promotion)
            if !nouvelles.isEmpty { try difference.add(nouvelles) }
            try difference.enter(lignes, positions: held.positions)
            if let vu, vu < held.version { try Base.checkMarks(difference, held, vu: vu, code: code, in: session) }
            return difference
        }
    }

    /// Enters one mark; see ``saisirNotes(_:lignes:nouvelles:par:vu:essai:)``.
    public func saisirNote(_ code: String, ligne: LigneNote, par acte: Acte, vu: Int64? = nil) throws -> Reponse<Changements> {
        try saisirNotes(code, lignes: [ligne], par: acte, vu: vu)
    }

    /// Replaces the dossier of one élève: every list of it. The decisions of this record's juries stay as they are.
    ///
    /// - Parameter vu: the version that the writer saw; refused when something of this dossier has changed since.
    public func modifierDossier(_ code: String, eleve: String, dossier: Dossier, par acte: Acte, vu: Int64? = nil) throws -> Reponse<Changements> {
        try modify(code, par: acte, essai: false) { held, session in
            let position = try Base.position(eleve, held)
            if let vu, vu < held.version {
                let id = held.lue.eleveIDs[position]
                for liste in Liste.allCases {
                    let changed = try session.first(
                        "SELECT count(*) FROM \(liste.rawValue) WHERE eleve_id = ? AND (depuis > ? OR jusqua > ?)", [.int(id), .int(vu), .int(vu)]
                    ) { $0.int(0) }
                    if changed != 0 { throw try Versions.stale(sujet: Sujet.promotion(code), vu: vu, in: session) }
                }
            }
            var difference = Difference(held: held.promotion)
            difference.replaceDossier(position, by: dossier, sealed: held.lue.arretees[position])
            return difference
        }
    }

    /// Replaces the description of one élève, found by its identifier.
    ///
    /// - Parameter vu: the version that the writer saw; refused when this description has changed since.
    public func modifierEleve(_ code: String, eleve: Eleve, par acte: Acte, vu: Int64? = nil) throws -> Reponse<Changements> {
        try modify(code, par: acte, essai: false) { held, session in
            let position = try Base.position(eleve.id, held)
            if let vu, vu < held.version {
                let changed = try session.first(
                    "SELECT count(*) FROM inscription WHERE eleve_id = ? AND depuis > ?", [.int(held.lue.eleveIDs[position]), .int(vu)]
                ) { $0.int(0) }
                if changed != 0 { throw try Versions.stale(sujet: Sujet.promotion(code), vu: vu, in: session) }
            }
            let erased = try session.first(
                "SELECT count(*) FROM effacement WHERE promotion = ? AND eleve = ? AND categorie = ?",
                [.text(code), .text(eleve.id), .text(CategorieDonnee.identite.rawValue)]
            ) { $0.int(0) }
            var difference = Difference(held: held.promotion)
            difference.wanted.eleves[position] = erased == 0 ? eleve : eleve.sansIdentite
            if difference.wanted.eleves[position] != held.promotion.eleves[position] { difference.modifies = [position] }
            return difference
        }
    }

    /// Writes what `body` finds to change in the promotion, and keeps the snapshot in step.
    private func modify(
        _ code: String, par acte: Acte, essai: Bool, _ body: (Instantane, any StoreSession) throws -> Difference
    ) throws -> Reponse<Changements> {
        func find(_ session: any StoreSession) throws -> (Instantane, Difference) {
            guard let held = try current(code, in: session) else {
                throw Refusal(.promotionInconnue, "La base ne contient pas de promotion « \(code) ».")
            }
            return (held, try body(held, session))
        }
        if essai {
            do {
                return .fait(
                    try store.read { session in
                        let (held, difference) = try find(session)
                        return Changements(difference, version: held.version)
                    })
            } catch let refusal as Refusal {
                return .refuse(refusal.refus)
            }
        }
        let written = try write(acte) { ecriture in
            let (held, difference) = try find(ecriture.session)
            var fresh = held
            if !difference.isEmpty {
                try ecriture.reason(promotion: code)
                try ecriture.append(difference, as: .saisie)
                fresh.promotion = difference.wanted
                fresh.version = ecriture.seq
                fresh.vu = ecriture.seq
            }
            return (fresh, Changements(difference, version: held.version))
        }
        switch written {
        case .refuse(let refus): return .refuse(refus)
        case .fait(let (fresh, changes)):
            remember(fresh)
            return .fait(changes)
        }
    }

    private static func position(_ eleve: String, _ held: Instantane) throws -> Int {
        guard let position = held.positions[eleve] else {
            throw Refusal(.eleveInconnu, "La promotion ne compte pas d'élève « \(eleve) ». Vérifiez l'identifiant.")
        }
        return position
    }

    private static func checkMarks(_ difference: Difference, _ held: Instantane, vu: Int64, code: String, in session: any StoreSession) throws {
        var details: [String] = []
        for colonne in difference.colonnes {
            for cell in colonne.cellules {
                let change = try session.first(
                    """
                    SELECT j.instant, j.acteur FROM note n JOIN colonne c ON c.id = n.colonne_id JOIN journal j ON j.seq = coalesce(n.jusqua, n.depuis)
                    WHERE c.promotion_id = ? AND c.type = ? AND c.code = ? AND c.epreuve = ? AND c.session = ? AND n.eleve_id = ? AND j.seq > ?
                    ORDER BY j.seq DESC LIMIT 1
                    """,
                    [
                        .int(held.lue.id), .text(colonne.cle.sorte.rawValue), .text(colonne.cle.code), .text(colonne.cle.epreuve),
                        .int(Int64(colonne.cle.session)), .int(held.lue.eleveIDs[cell.eleve]), .int(vu),
                    ]
                ) { (instant: Instant(seconds: $0.int(0)), acteur: $0.text(1)) }
                if let change {
                    let who = "\(colonne.cle.intitule), élève « \(held.promotion.eleves[cell.eleve].id) »"
                    details.append("\(who) : modifiée le \(change.instant.french) par \(change.acteur)")
                }
            }
        }
        guard details.isEmpty else {
            throw Refusal(
                .versionPerimee, "Ce que vous modifiez a changé depuis que vous l'avez lu : rien n'a été écrit. Relisez, puis recommencez. Depuis :",
                details: details)
        }
    }
}

extension Difference {
    /// Adds épreuves to the maquette; those that it has already, with the same weight, are left alone.
    mutating func add(_ nouvelles: [EpreuveNouvelle]) throws {
        var epreuves = wanted.maquette.epreuves
        for nouvelle in nouvelles {
            guard let ecue = wanted.maquette.ecues.firstIndex(where: { $0.code == nouvelle.ecue }) else {
                throw Refusal(.noteRefusee, "La maquette n'a pas d'ECUE « \(nouvelle.ecue) » : rien n'a été écrit.")
            }
            let epreuve = Epreuve(code: nouvelle.code, ecue: ecue, nature: nouvelle.nature, coefficient: nouvelle.coefficient)
            if let known = epreuves.first(where: { $0.ecue == ecue && $0.code == nouvelle.code }) {
                guard known == epreuve else {
                    throw Refusal(
                        .noteRefusee, "L'épreuve « \(nouvelle.ecue)/\(nouvelle.code) » existe déjà avec une autre nature ou un autre coefficient.")
                }
                continue
            }
            epreuves.append(epreuve)
            for session in wanted.notes.sessions.indices { wanted.notes.sessions[session].append(Colonne(count: wanted.eleves.count)) }
            maquette = true
        }
        let old = wanted.maquette
        wanted.maquette = Maquette(semestres: old.semestres, ues: old.ues, ecues: old.ecues, epreuves: epreuves)
    }

    /// Puts marks in their columns.
    mutating func enter(_ lignes: [LigneNote], positions: [String: Int]) throws {
        struct Cell: Hashable { var cle: CleColonne, eleve: Int }
        var faults: [String] = []
        var seen: Set<Cell> = []
        var order: [CleColonne] = []
        var cells: [CleColonne: [Cellule]] = [:]
        for (number, ligne) in lignes.enumerated() {
            func fault(_ text: String) { faults.append("ligne \(number + 1) : \(text)") }
            guard let eleve = positions[ligne.eleve] else { fault("élève « \(ligne.eleve) » inconnu dans la promotion"); continue }
            guard let cle = column(ligne) else {
                fault("pas d'épreuve « \(ligne.ecue)\(ligne.epreuve.isEmpty ? "" : "/" + ligne.epreuve) » en session \(ligne.session)")
                continue
            }
            guard seen.insert(Cell(cle: cle, eleve: eleve)).inserted else { fault("élève « \(ligne.eleve) » donné deux fois"); continue }
            let scale = wanted.maquette.scale(cle)
            if ligne.saisie.etat == .note, !scale.contains(ligne.saisie.hundredths) {
                fault("note hors du barème (0 à \(scale.upperBound / 100)) pour l'élève « \(ligne.eleve) »")
                continue
            }
            if cells[cle] == nil { order.append(cle) }
            cells[cle, default: []].append(Cellule(eleve: eleve, avant: .absente, apres: ligne.saisie))
        }
        guard faults.isEmpty else {
            let shown = faults.count > 20 ? Array(faults.prefix(20)) + ["… et \(faults.count - 20) autres"] : faults
            throw Refusal(.noteRefusee, "Ces notes ne peuvent pas être enregistrées : aucune ne l'a été. Corrigez :", details: shown)
        }
        for cle in order {
            var column = Colonnes(cle: cle, ouverte: nil, cellules: [])
            let count = wanted.eleves.count
            wanted.withColonne(cle) { colonne in
                var marks = colonne ?? Colonne(count: count)
                for var cell in cells[cle] ?? [] {
                    cell.avant = marks[cell.eleve]
                    guard cell.avant != cell.apres else { continue }
                    marks[cell.eleve] = cell.apres
                    column.cellules.append(cell)
                }
                guard !column.cellules.isEmpty else { return }
                if colonne == nil { column.ouverte = true }
                // A column without a date keeps none, as when it is read back from the tables.
                if marks.days.allSatisfy({ $0 == Saisie.noDay }) { marks.days = [] }
                colonne = marks
            }
            if !column.cellules.isEmpty { colonnes.append(column) }
        }
    }

    private func column(_ ligne: LigneNote) -> CleColonne? {
        let maquette = wanted.maquette
        if ligne.ecue.hasPrefix("ue:") {
            let code = String(ligne.ecue.dropFirst(3))
            return maquette.ues.contains { $0.code == code } ? .ue(code) : nil
        }
        guard let ecue = maquette.ecues.firstIndex(where: { $0.code == ligne.ecue }), (1...2).contains(ligne.session) else { return nil }
        if ligne.epreuve.isEmpty, ligne.session == 2 { return .ecue(ligne.ecue) }
        let epreuves = maquette.epreuvesParEcue[ecue].map { maquette.epreuves[$0] }
        if let exact = epreuves.first(where: { $0.code == ligne.epreuve }) { return .epreuve(ligne.ecue, exact.code, session: ligne.session) }
        guard ligne.epreuve.isEmpty, epreuves.count == 1 else { return nil }
        return .epreuve(ligne.ecue, epreuves[0].code, session: ligne.session)
    }
}

extension Promotion {
    /// Gives the column of this name to `body`; `nil` for one that may be there or not and is not.
    mutating func withColonne(_ cle: CleColonne, _ body: (inout Colonne?) -> Void) {
        switch cle.sorte {
        case .epreuve:
            guard
                let index = maquette.epreuves.firstIndex(where: { $0.code == cle.epreuve && maquette.ecues[$0.ecue].code == cle.code })
            else { return }
            var colonne: Colonne? = notes.sessions[cle.session - 1][index]
            body(&colonne)
            if let colonne { notes.sessions[cle.session - 1][index] = colonne }
        case .ecue:
            guard let index = maquette.ecues.firstIndex(where: { $0.code == cle.code }) else { return }
            body(&notes.rattrapagesEcue[index])
        case .ue:
            guard let index = maquette.ues.firstIndex(where: { $0.code == cle.code }) else { return }
            body(&notes.complementsUE[index])
        }
    }
}

import Scolarite
import Valeurs

/// What must be written for the record to hold `wanted` where it holds `held`. Computed before anything is written: it is what a trial
/// shows, and what an import records.
struct Difference: Sendable {
    struct Dossiers: Sendable {
        var liste: Liste
        /// Positions of élèves in `wanted`.
        var eleves: [Int] = []
    }

    struct Cellule: Hashable, Sendable {
        /// Position in `wanted`.
        var eleve: Int
        var avant: Saisie
        var apres: Saisie
    }

    struct Colonnes: Sendable {
        var cle: CleColonne
        /// `true` when the column opens, `false` when it closes, `nil` when neither.
        var ouverte: Bool?
        var cellules: [Cellule]
    }

    var wanted: Promotion
    var held: Promotion?
    var entete = false
    var maquette = false
    /// Positions in `wanted` of élèves who join the promotion.
    var arrives: [Int] = []
    /// Positions in `wanted` of élèves described otherwise than before.
    var modifies: [Int] = []
    /// Codes of élèves who leave it.
    var retires: [String] = []
    var ordre = false
    var dossiers: [Dossiers] = []
    var colonnes: [Colonnes] = []
    /// Identities that were erased and that the files give again: they are left erased.
    var effaces: [String] = []

    var isEmpty: Bool {
        !entete && !maquette && arrives.isEmpty && modifies.isEmpty && retires.isEmpty && !ordre && dossiers.isEmpty && colonnes.isEmpty
    }

    /// A difference confined to what is put into it afterwards.
    init(held: Promotion) {
        wanted = held
        self.held = held
    }

    /// - Parameter asFile: `wanted` was read from files, which know neither the decisions of this record's juries nor what was erased.
    init(from lue: PromotionLue?, to wanted: Promotion, asFile: Bool = true) {
        self.wanted = wanted
        held = lue?.promotion
        guard let lue else {
            entete = true
            maquette = true
            arrives = Array(wanted.eleves.indices)
            ordre = !wanted.eleves.isEmpty
            for liste in Liste.allCases {
                let eleves = wanted.eleves.indices.filter { !liste.rows(of: wanted.dossiers[$0]).isEmpty }
                if !eleves.isEmpty { dossiers.append(Dossiers(liste: liste, eleves: eleves)) }
            }
            for (cle, colonne) in wanted.colonnes() { compare(cle, nil, colonne, positions: nil) }
            return
        }
        let old = lue.promotion
        var positions: [String: Int] = [:]
        for (index, eleve) in old.eleves.enumerated() { positions[eleve.id] = index }
        var oldPositions: [Int?] = []
        for index in wanted.eleves.indices {
            let position = positions.removeValue(forKey: wanted.eleves[index].id)
            oldPositions.append(position)
            if asFile, let erased = lue.effaces[wanted.eleves[index].id] {
                forget(index, erased, old: position.map { old.dossiers[$0] } ?? Dossier())
            }
            guard let position else { arrives.append(index); continue }
            if asFile {
                keepJuryDecisions(index, old: old.dossiers[position], count: lue.arretees[position])
            }
            if self.wanted.eleves[index] != old.eleves[position] { modifies.append(index) }
        }
        retires = old.eleves.map(\.id).filter { positions[$0] != nil }
        entete = wanted.entete != old.entete
        maquette = wanted.maquette != old.maquette
        ordre = wanted.eleves.map(\.id) != old.eleves.map(\.id)
        compareDossiers(old, oldPositions, lue.arretees)
        var oldColumns: [CleColonne: Colonne] = [:]
        for (cle, colonne) in old.colonnes() { oldColumns[cle] = colonne }
        for (cle, colonne) in wanted.colonnes() { compare(cle, oldColumns.removeValue(forKey: cle), colonne, positions: oldPositions) }
        for (cle, colonne) in old.colonnes() where oldColumns[cle] != nil { compare(cle, colonne, nil, positions: oldPositions) }
        dropLineNumbers(old, oldPositions, lue.arretees)
    }

    /// What was erased stays erased: the files still hold it, the record must not take it back.
    private mutating func forget(_ index: Int, _ erased: Set<CategorieDonnee>, old: Dossier) {
        if erased.contains(.identite), wanted.eleves[index] != wanted.eleves[index].sansIdentite {
            effaces.append(wanted.eleves[index].id)
            wanted.eleves[index] = wanted.eleves[index].sansIdentite
        }
        if erased.contains(.motifAbsence) {
            for item in wanted.dossiers[index].absences.indices {
                wanted.dossiers[index].absences[item].motif = item < old.absences.count ? old.absences[item].motif : ""
            }
        }
        if erased.contains(.motifDecision) {
            for item in wanted.dossiers[index].decisions.indices {
                wanted.dossiers[index].decisions[item].motif = item < old.decisions.count ? old.decisions[item].motif : ""
            }
        }
    }

    /// A folder exported and brought back holds the juries' decisions as lines of its file, an older folder does not hold them at all:
    /// in both cases they stay what they are.
    private mutating func keepJuryDecisions(_ index: Int, old: Dossier, count: Int) {
        guard count > 0 else { return }
        let sealed = Array(old.decisions.suffix(count))
        for decision in sealed {
            let match = wanted.dossiers[index].decisions.firstIndex { Difference.same($0, decision) }
            if let match { wanted.dossiers[index].decisions.remove(at: match) }
        }
        wanted.dossiers[index].decisions += sealed
    }

    /// One élève's dossier becomes `dossier`, and nothing else changes.
    mutating func replaceDossier(_ index: Int, by dossier: Dossier, sealed: Int) {
        guard let old = held?.dossiers[index] else { return }
        wanted.dossiers[index] = dossier
        keepJuryDecisions(index, old: old, count: sealed)
        for liste in Liste.allCases where rows(liste, old, sealed: sealed) != rows(liste, wanted.dossiers[index], sealed: sealed) {
            dossiers.append(Dossiers(liste: liste, eleves: [index]))
        }
    }

    private static func same(_ a: Decision, _ b: Decision) -> Bool {
        a.jury == b.jury && a.date == b.date && a.objet == b.objet && a.decision == b.decision && a.motif == b.motif
    }

    private mutating func compareDossiers(_ old: Promotion, _ oldPositions: [Int?], _ arretees: [Int]) {
        for liste in Liste.allCases {
            var found = Dossiers(liste: liste)
            for index in wanted.eleves.indices {
                let position = oldPositions[index]
                let before = position.map { rows(liste, old.dossiers[$0], sealed: arretees[$0]) } ?? []
                let after = rows(liste, wanted.dossiers[index], sealed: position.map { arretees[$0] } ?? 0)
                if before != after { found.eleves.append(index) }
            }
            if !found.eleves.isEmpty { dossiers.append(found) }
        }
    }

    /// The rows that belong to the table of the list: the decisions of this record's juries have a table of their own.
    private func rows(_ liste: Liste, _ dossier: Dossier, sealed: Int) -> [[SQLValue]] {
        let rows = liste.rows(of: dossier)
        return liste == .decision ? rows.dropLast(sealed) : rows
    }

    /// Line numbers of `decisions.csv` only order decisions: when nothing else differs and the order is the same, nothing has changed.
    private mutating func dropLineNumbers(_ old: Promotion, _ oldPositions: [Int?], _ arretees: [Int]) {
        guard dossiers.count == 1, dossiers[0].liste == .decision else { return }
        var rest = self
        rest.dossiers = []
        guard rest.isEmpty else { return }
        func meaning(_ rows: [[SQLValue]]) -> [[SQLValue]] { rows.map { $0.dropLast() } }
        func order(_ decisions: some Collection<Decision>) -> [Int] {
            decisions.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.offset)
        }
        let same = dossiers[0].eleves.allSatisfy { index in
            guard let position = oldPositions[index] else { return false }
            let sealed = arretees[position]
            let (before, after) = (old.dossiers[position], wanted.dossiers[index])
            return meaning(rows(.decision, before, sealed: sealed)) == meaning(rows(.decision, after, sealed: sealed))
                && order(before.decisions.dropLast(sealed)) == order(after.decisions.dropLast(sealed))
        }
        if same { dossiers = [] }
    }

    /// - Parameter positions: for each élève wanted, the position held before; `nil` when nothing was held at all.
    private mutating func compare(_ cle: CleColonne, _ before: Colonne?, _ after: Colonne?, positions: [Int?]?) {
        var cells: [Cellule] = []
        for index in wanted.eleves.indices {
            let old = before.flatMap { column in positions.flatMap { $0[index] }.map { column[$0] } } ?? .absente
            let new = after?[index] ?? .absente
            if old != new { cells.append(Cellule(eleve: index, avant: old, apres: new)) }
        }
        let opening: Bool? = cle.sorte == .epreuve || (before == nil) == (after == nil) ? nil : after != nil
        if !cells.isEmpty || opening != nil { colonnes.append(Colonnes(cle: cle, ouverte: opening, cellules: cells)) }
    }
}

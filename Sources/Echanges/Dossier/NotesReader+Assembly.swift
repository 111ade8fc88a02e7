import Scolarite
import Valeurs

/// From sheets to the épreuves of the maquette, once every line is known.
extension NotesReader {
    /// Lines that only the whole file shows to be wrong.
    private struct Late {
        /// By rank of sheet: whether a line is wrong, and what to say.
        var faults: [Int: [(session: Int?, etats: Set<Etat>?, fault: Fault)]] = [:]

        mutating func add(_ sheet: Int, session: Int? = nil, etats: Set<Etat>? = nil, _ fault: Fault) {
            faults[sheet, default: []].append((session, etats, fault))
        }
    }

    func assemble() -> Result {
        var late = Late()
        var epreuves: [Epreuve] = []
        var columns: [[Colonne]] = [[], []]
        var wholeECUE = maquette.ecues.map { _ in Colonne?.none }
        let empty = Colonne(count: count)
        for (ecue, ranks) in sheetsOfECUE.enumerated() {
            let named = ranks.filter { !sheets[$0].code.isEmpty }
            let unnamed = ranks.first { sheets[$0].code.isEmpty }
            if let unnamed, !named.isEmpty {
                if sheets[unnamed].first != nil { late.add(unnamed, session: 1, .epreuveMissing(maquette.ecues[ecue].code)) }
                if let whole = sheets[unnamed].second {
                    if named.count == 1 {
                        merge(whole, into: named[0])
                    } else {
                        refuseBoth(whole, named, ecue)
                        wholeECUE[ecue] = whole.colonne
                    }
                }
            }
            // By code, so that the order of the lines changes nothing.
            let kept = named.isEmpty ? ranks : named.sorted { sheets[$0].code < sheets[$1].code }
            for (rank, coefficient) in zip(kept, weights(kept, ecue)) {
                let sheet = sheets[rank]
                checkNature(rank, &late)
                if sheet.first == nil, sheet.second != nil { findings.warning(.secondSessionOnly(maquette.ecues[ecue].code, sheet.code)) }
                epreuves.append(Epreuve(code: sheet.code, ecue: ecue, nature: sheet.nature ?? maquette.ecues[ecue].nature, coefficient: coefficient))
                columns[0].append(sheet.first?.colonne ?? empty)
                columns[1].append(sheet.second?.colonne ?? empty)
            }
        }
        locate(late)
        let whole = Maquette(semestres: maquette.semestres, ues: maquette.ues, ecues: maquette.ecues, epreuves: epreuves)
        var notes = Notes(maquette: Maquette(semestres: [], ues: [], ecues: [], epreuves: []), eleves: 0)
        notes.sessions = columns
        notes.rattrapagesEcue = wholeECUE
        notes.complementsUE = complements.map { $0?.colonne }
        return Result(maquette: whole, notes: notes)
    }

    /// Coefficients of the épreuves of an ECUE, with what is wrong about them.
    private func weights(_ ranks: [Int], _ ecue: Int) -> [Rational] {
        let code = maquette.ecues[ecue].code
        let given = ranks.map { sheets[$0].coefficient }
        if ranks.count > 1, given.contains(nil), given.contains(where: { $0 != nil }) {
            for rank in ranks where sheets[rank].coefficient == nil { findings.error(.coefficientMissing(code, sheets[rank].code)) }
        } else if ranks.count > 1, given.contains(nil) {
            findings.warning(.coefficientsAbsent(code))
        }
        let weights = given.map { $0 ?? .one }
        // A sum of zero matters only where there is something to weigh.
        if weights.reduce(.zero, +) == .zero, maquette.ecues[ecue].nature != .competence, ranks.contains(where: { sheets[$0].hasNumbers }) {
            let line = ranks.map { sheets[$0].coefficientLine }.max() ?? 0
            findings.error(line: line, .ecueWithoutWeight(code))
        }
        return weights
    }

    private func checkNature(_ rank: Int, _ late: inout Late) {
        let sheet = sheets[rank]
        let nature = sheet.nature ?? maquette.ecues[sheet.ecue].nature
        if nature == .competence, sheet.hasNumbers, maquette.ecues[sheet.ecue].nature != .competence {
            late.add(rank, etats: [.note], .numberForCompetence())
        }
        if sheet.hasValidations, !NotesReader.validated.contains(nature) { late.add(rank, etats: [.v, .nv], .validationForMark()) }
    }

    private func merge(_ whole: NoteColumn, into rank: Int) {
        let column = sheets[rank].column(2, count: count)
        var twice: Set<Int> = []
        for eleve in 0..<count where whole.etats[eleve] != 0 {
            let saisie = whole[eleve]
            if !column.set(eleve, saisie.etat, saisie.hundredths, saisie.day) { twice.insert(eleve) }
        }
        guard !twice.isEmpty else { return }
        // The second of the two lines is the one to report, and only the file knows which it is.
        var seen: Set<Int> = []
        let ecue = sheets[rank].ecue
        visit { table, line, eleve, sheet, session, _ in
            guard session == 2, sheet.ecue == ecue, twice.contains(eleve) else { return }
            if !seen.insert(eleve).inserted { table.error(line.eleve, .noteTwice()) }
        }
    }

    /// A second-session mark for the whole ECUE and another for one of its épreuves: the line that comes second is reported.
    private func refuseBoth(_ whole: NoteColumn, _ named: [Int], _ ecue: Int) {
        let seconds = named.compactMap { sheets[$0].second }
        let both = Set((0..<count).filter { eleve in whole.etats[eleve] != 0 && seconds.contains { $0.etats[eleve] != 0 } })
        guard !both.isEmpty else { return }
        var seen: Set<Int> = []
        visit { table, line, eleve, sheet, session, _ in
            guard session == 2, sheet.ecue == ecue, both.contains(eleve) else { return }
            if !seen.insert(sheet.code.isEmpty ? eleve : -1 - eleve).inserted { return }
            if seen.contains(eleve), seen.contains(-1 - eleve) { table.error(line.eleve, .wholeAndEpreuve(self.maquette.ecues[ecue].code)) }
        }
    }

    private func locate(_ late: Late) {
        if !late.faults.isEmpty {
            let ranks = Dictionary(uniqueKeysWithValues: sheets.enumerated().map { (ObjectIdentifier($1), $0) })
            visit { table, line, _, sheet, session, etat in
                for wrong in late.faults[ranks[ObjectIdentifier(sheet)] ?? -1] ?? [] {
                    if let only = wrong.session, only != session { continue }
                    if let etats = wrong.etats, !etats.contains(etat) { continue }
                    table.error(wrong.session == nil ? line.note : line.ecue, wrong.fault)
                }
            }
        }
        warnOfMarksNotTaken()
    }

    /// Marks of élèves in UE that `inscriptions.csv` does not give them.
    private func warnOfMarksNotTaken() {
        let taken = dossiers.map { dossier in dossier.ues.map { ues in maquette.ues.map { ues.contains($0.code) } } }
        guard taken.contains(where: { $0 != nil }) else { return }
        let some = sheets.contains { sheet in
            let ue = maquette.ecues[sheet.ecue].ue
            return [sheet.first, sheet.second].contains { column in
                column.map { column in (0..<count).contains { column.etats[$0] != 0 && taken[$0]?[ue] == false } } ?? false
            }
        }
        guard some else { return }
        visit { table, line, eleve, sheet, _, _ in
            let ue = maquette.ecues[sheet.ecue].ue
            if taken[eleve]?[ue] == false { table.warning(line.ecue, .markNotTaken(maquette.ues[ue].code)) }
        }
    }

    /// Goes through the file again, for the lines that hold a mark of a known élève in a known ECUE.
    private func visit(_ body: (CSVTable, NoteLine, Int, NoteSheet, Int, Etat) -> Void) {
        // What is wrong with a line by itself was reported the first time: that copy of the findings is dropped.
        let dropped = FileFindings(file: findings.file)
        guard let quiet = CSVTable(bytes.buffer, schema: NotesReader.schema, findings: dropped) else { return }
        let line = NoteLine(quiet)
        while quiet.next() {
            guard let eleve = quiet.cell(line.eleve).flatMap(eleves.index.find), let ecue = quiet.cell(line.ecue).flatMap(maquette.ecueIndex.find),
                let rank = sheetsOfECUE[ecue].first(where: { sheets[$0].matches(quiet.cell(line.epreuve)) })
            else { continue }
            let session = quiet.cell(line.session).map { $0.text == "2" ? 2 : 1 } ?? 1
            let text = quiet.text(line.note)
            let etat = text.isEmpty ? Etat.att : Etat(code: text) ?? .note
            quiet.report(to: findings)
            body(quiet, line, eleve, sheets[rank], session, etat)
            quiet.report(to: dropped)
        }
    }
}

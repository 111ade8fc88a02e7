import Scolarite
import Valeurs

/// Absences, choices, procedures and decisions: what points at an ECUE, an UE or an épreuve of the promotion.
extension DossiersReader {
    mutating func readAbsences(_ bytes: FileBytes) {
        each(
            "absences.csv", bytes, required: ["eleve", "debut"],
            optional: ["fin", "seance", "nature", "motif", "justifie", "depose", "autorisee", "retard_minutes", "epreuve"]
        ) { reader, table, rank in
            let (debut, epreuve) = (table.column("debut"), table.column("epreuve"))
            if table.cell(debut) == nil { table.error(debut, .emptyCell("debut")) }
            let (first, last) = (table.moment(debut), table.moment(table.column("fin")))
            if let first, let last, last.day < first.day { table.error(table.column("fin"), .datesReversed()) }
            let reference = table.text(epreuve)
            if !reference.isEmpty { reader.note(reference, table, epreuve, .erreur) }
            let value = Absence(
                debut: first?.day ?? CalendarDate(dayNumber: 0), fin: last?.day, seance: table.text(table.column("seance")),
                nature: table.text(table.column("nature")),
                motif: table.text(table.column("motif")), justifie: table.bool(table.column("justifie")),
                depose: table.instant(table.column("depose")),
                autorisee: table.bool(table.column("autorisee")), retardMinutes: table.integer(table.column("retard_minutes"), in: 0...10_000),
                epreuve: reference, debutA: first?.instant, finA: last?.instant)
            reader.append(value, to: \.absences, of: rank)
        }
    }

    mutating func readEngagements(_ bytes: FileBytes) {
        each("engagements.csv", bytes, required: ["eleve", "action"], optional: ["date", "depose", "points", "valide"]) { reader, table, rank in
            let value = Engagement(
                action: table.requiredText(table.column("action")) ?? "", date: table.date(table.column("date")),
                depose: table.instant(table.column("depose")), points: table.rational(table.column("points"), in: 0...10_000),
                valide: table.bool(table.column("valide")))
            reader.append(value, to: \.engagements, of: rank)
        }
    }

    mutating func readOptions(_ bytes: FileBytes) {
        each("options.csv", bytes, required: ["eleve", "objet", "choix"], optional: ["date"]) { reader, table, rank in
            let objet = table.column("objet")
            let text = table.requiredText(objet) ?? ""
            if let code = text.after("rattrapage:"), !reader.isKnown(ecue: code), !reader.isKnown(ue: code) {
                table.warning(objet, .objetUnknown(text))
            }
            let choix = table.column("choix")
            var word = table.requiredText(choix) ?? ""
            if text.hasPrefix("rattrapage:"), !word.isEmpty {
                let flag = CSVTable.flag(word)
                if flag == nil { table.error(choix, .yesOrNoOfChoice()) }
                word = flag == false ? "non" : "oui"
            }
            let value = Choix(objet: text, choix: word, date: table.date(table.column("date")))
            reader.append(value, to: \.options, of: rank)
        }
    }

    mutating func readProcedures(_ bytes: FileBytes) {
        each("procedures.csv", bytes, required: ["eleve", "procedure", "etat"], optional: ["date", "cible"]) { reader, table, rank in
            let cible = table.column("cible")
            let procedure = Spelling.plain(table.requiredText(table.column("procedure")) ?? "")
            let etat = table.column("etat")
            let written = table.requiredText(etat) ?? ""
            let state = Spelling.plain(written)
            if !state.isEmpty, let known = MotsDuDossier.etats[procedure], !known.contains(state) { table.unknown(etat, written, among: known) }
            let target = table.text(cible)
            if procedure == "explication_absence", !target.isEmpty { reader.note(target, table, cible, .avertissement) }
            let value = Procedure(
                procedure: procedure, etat: state, date: table.date(table.column("date")), cible: target)
            reader.append(value, to: \.procedures, of: rank)
        }
    }

    mutating func readDecisions(_ bytes: FileBytes) {
        var ordinal = 1
        each("decisions.csv", bytes, required: ["eleve", "objet", "decision"], optional: ["jury", "date", "motif"]) { reader, table, rank in
            ordinal += 1
            let (objet, decision) = (table.column("objet"), table.column("decision"))
            let text = table.requiredText(objet) ?? ""
            if !text.isEmpty { reader.checkObjet(text, table, objet, rank) }
            let word = table.requiredText(decision) ?? ""
            if !word.isEmpty { reader.checkDecision(word, of: text, table, decision) }
            // Lines are numbered without those left blank, so that a folder written back gives the same promotion.
            let value = Decision(
                jury: table.text(table.column("jury")), date: table.date(table.column("date")), objet: text, decision: word,
                motif: table.text(table.column("motif")), line: ordinal)
            reader.append(value, to: \.decisions, of: rank)
        }
    }

    private mutating func checkObjet(_ text: String, _ table: CSVTable, _ column: CSVTable.Column, _ rank: Int) {
        if text == "annee" || text == "diplome" { return }
        if let code = text.after("ecue:"), !code.isEmpty {
            if !isKnown(ecue: code) { table.warning(column, .objetUnknown(text)) }
        } else if let code = text.after("ue:"), !code.isEmpty {
            if !isKnown(ue: code), rank < 0 || !dossiers[rank].resultats.contains(where: { $0.ue == code }) {
                table.warning(column, .objetUnknown(text))
            }
        } else if let reference = text.after("epreuve:"), !reference.isEmpty {
            note(reference, table, column, .avertissement)
        } else if let code = text.after("semestre:"), Periode.isValid(code) {
            if !maquette.semestres.contains(code), rank < 0 || !dossiers[rank].resultats.contains(where: { $0.semestre == code }) {
                table.warning(column, .objetUnknown(text))
            }
        } else if let name = text.after("condition:"), !name.isEmpty {
            if MotDeDecision.conditions.contains(name) { return }
            table.error(column, .conditionUnknown(name, closest: Spelling.closest(to: name, among: MotDeDecision.conditions)))
        } else {
            table.error(column, .objetInvalid(text))
        }
    }

    private func checkDecision(_ word: String, of objet: String, _ table: CSVTable, _ column: CSVTable.Column) {
        switch MotDeDecision.check(word, of: objet, most: scale(of: objet)) {
        case .accepted: return
        case .refused(let known): table.error(column, .decisionRefused(word, closest: Spelling.closest(to: word, among: known), among: known))
        case .unusual(let known): table.warning(column, .decisionUnknown(word, closest: Spelling.closest(to: word, among: known)))
        case .notANumber: table.error(column, .decisionNumber())
        case .outOfScale(let most): table.error(column, .decisionOutOfScale(most))
        }
    }

    /// The top of the scale of the object's mark.
    private func scale(of objet: String) -> Int {
        let codes = objet.split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
        return Int((maquette.top(of: codes) ?? Nature.cours.scale.upperBound) / 100)
    }

    func isKnown(ecue code: String) -> Bool { maquette.ecueIndex.find(code) != nil }
    func isKnown(ue code: String) -> Bool { maquette.ueIndex.find(code) != nil }

    /// Remembers `ECUE/EPREUVE` until the épreuves are known. `ECUE` alone means its single épreuve.
    private mutating func note(_ text: String, _ table: CSVTable, _ column: CSVTable.Column, _ gravite: Diagnostic.Gravite) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        references.append(
            Reference(
                file: table.findings, line: table.line, column: table.columnNumber(column), ecue: parts[0], epreuve: parts.count > 1 ? parts[1] : "",
                gravite: gravite))
    }

    func checkReferences(to maquette: Maquette) {
        for reference in references {
            guard let ecue = self.maquette.ecueIndex.find(reference.ecue) else {
                report(reference, .ecueUnknown(reference.ecue, closest: Spelling.closest(to: reference.ecue, among: self.maquette.ecueCodes)))
                continue
            }
            let codes = maquette.epreuvesParEcue[ecue].map { maquette.epreuves[$0].code }
            // An épreuve may be planned before any mark is: an ECUE without épreuve accepts any name.
            if codes.isEmpty || codes.contains(reference.epreuve) || (reference.epreuve.isEmpty && codes.count == 1) { continue }
            report(reference, .epreuveReference("\(reference.ecue)/\(reference.epreuve)"))
        }
    }

    private func report(_ reference: Reference, _ fault: @autoclosure () -> Fault) {
        if reference.gravite == .erreur {
            reference.file.error(line: reference.line, column: reference.column, fault())
        } else {
            reference.file.warning(line: reference.line, column: reference.column, fault())
        }
    }
}

extension String {
    /// What follows a prefix, or `nil` without it.
    func after(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}

extension ByteIndex {
    func find(_ text: String) -> Int? {
        var text = text
        return text.withUTF8 { bytes in bytes.baseAddress.flatMap { find($0, count: bytes.count) } }
    }
}

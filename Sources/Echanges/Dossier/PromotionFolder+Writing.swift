import Glibc
import Scolarite
import Valeurs

extension PromotionFolder {
    /// Writes a promotion as a folder that ``read()`` gives back unchanged. The folder is made when there is none; one that already
    /// holds a file of the contract is refused unless `replacing`, which also removes the files of the contract that this promotion
    /// has no use for. Files without a line are not written, but for the required ones.
    public func write(_ promotion: Promotion, replacing: Bool = false) throws(Diagnostic) {
        try prepare(replacing: replacing)
        try write(EnteteReader.file, [EnteteWriter.bytes(promotion.entete)])
        let folder = FolderRows(promotion)
        try write("maquette.csv", folder.maquette)
        try write("eleves.csv", folder.eleves)
        try writeNotes(promotion)
        for (name, lines) in folder.optionalTables {
            if lines.count > 1 {
                try write(name, lines)
            } else if replacing {
                unlink(path + "/" + name)
            }
        }
    }

    /// Makes the folder, or checks that writing in it loses nothing.
    func prepare(replacing: Bool) throws(Diagnostic) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw Fault.cannotWrite(ENOTDIR).at(path) }
            if replacing { return }
            for name in [EnteteReader.file] + PromotionFolder.tables where access(path + "/" + name, F_OK) == 0 {
                throw Fault.folderInUse(name).at(path)
            }
            return
        }
        // Parents too, as a person who names a folder expects.
        var partial = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            partial += "/" + part
            if mkdir(partial, 0o755) != 0, errno != EEXIST { throw Fault.cannotWrite(errno).at(path) }
        }
    }

    private func write(_ name: String, _ lines: [[UInt8]]) throws(Diagnostic) {
        let writer = try FileWriter(path: path + "/" + name, name: name)
        for line in lines { try writer.write(line) }
        try writer.finish()
    }

    private func writeNotes(_ promotion: Promotion) throws(Diagnostic) {
        let writer = try FileWriter(path: path + "/notes.csv", name: "notes.csv")
        try writer.write(CSVLine.bytes(["eleve", "ecue", "epreuve", "nature", "coefficient", "session", "note", "date"]))
        let (maquette, notes) = (promotion.maquette, promotion.notes)
        // What is the same on every line of an épreuve and session is made once.
        let middles = (0..<2).map { session in
            maquette.epreuves.map { epreuve in
                Array(
                    CSVLine.bytes([
                        "", maquette.ecues[epreuve.ecue].code, epreuve.code, epreuve.nature.rawValue, CellText.text(epreuve.coefficient),
                        String(session + 1), "",
                    ]).dropLast())
            }
        }
        let whole = maquette.ecues.map { Array(CSVLine.bytes(["", $0.code, "", $0.nature.rawValue, "", "2", ""]).dropLast()) }
        let complements = maquette.ues.map { Array(CSVLine.bytes(["", "ue:" + $0.code, "", "", "", "2", ""]).dropLast()) }
        var line: [UInt8] = []
        var days = DayText()
        for (rank, eleve) in promotion.eleves.enumerated() {
            var code: [UInt8] = []
            CSVLine.append(eleve.id, to: &code)
            func put(_ saisie: Saisie, _ middle: [UInt8]) throws(Diagnostic) {
                if saisie.etat == .absente { return }
                line.removeAll(keepingCapacity: true)
                line.append(contentsOf: code)
                line.append(contentsOf: middle)
                if saisie.etat == .note { CellText.append(hundredths: saisie.hundredths, to: &line) }
                if let word = saisie.etat.code { line.append(contentsOf: word.utf8) }
                line.append(UInt8(ascii: ";"))
                if saisie.day != Saisie.noDay { line.append(contentsOf: days.bytes(saisie.day)) }
                line.append(0x0A)
                try writer.write(line)
            }
            for session in 0..<2 {
                for epreuve in maquette.epreuves.indices { try put(notes.sessions[session][epreuve][rank], middles[session][epreuve]) }
            }
            for ecue in maquette.ecues.indices { if let column = notes.rattrapagesEcue[ecue] { try put(column[rank], whole[ecue]) } }
            for ue in maquette.ues.indices { if let column = notes.complementsUE[ue] { try put(column[rank], complements[ue]) } }
        }
        try writer.finish()
    }

    /// The same dates come back on every line.
    private struct DayText {
        private var known: [Int32: [UInt8]] = [:]

        mutating func bytes(_ day: Int32) -> [UInt8] {
            if let known = known[day] { return known }
            let text = Array(CalendarDate(dayNumber: day).iso.utf8)
            known[day] = text
            return text
        }
    }
}

/// The lines of every table but the mark sheets.
struct FolderRows {
    let promotion: Promotion

    init(_ promotion: Promotion) { self.promotion = promotion }

    var maquette: [[UInt8]] {
        let maquette = promotion.maquette
        let facts = Set(maquette.ecues.flatMap(\.faits.keys)).sorted()
        var lines = [CSVLine.bytes(MaquetteReader.columns + facts)]
        for ue in maquette.ues {
            for ecue in ue.ecues.map({ maquette.ecues[$0] }) {
                lines.append(
                    CSVLine.bytes(
                        [
                            maquette.semestres[ue.semestre], ue.code, ue.intitule, CellText.text(ue.ects), ecue.code, ecue.intitule,
                            CellText.text(ecue.coefficient), ecue.nature.rawValue, CellText.text(ue.grade), CellText.text(ecue.seuil),
                            CellText.text(ue.seuil),
                        ] + facts.map { ecue.faits[$0] ?? "" }))
            }
        }
        return lines
    }

    var eleves: [[UInt8]] {
        let facts = Set(promotion.eleves.flatMap(\.faits.keys)).sorted()
        var lines = [CSVLine.bytes(ElevesReader.schema.known + facts)]
        // A year that the file left to the maquette is left to it again.
        let years = Niveaux.years(of: promotion.maquette.semestres)
        for eleve in promotion.eleves {
            let leftOut = eleve.niveauEcrit.isEmpty && years == [eleve.niveau]
            let identity = [eleve.id, eleve.ine, eleve.nom, eleve.prenom, CellText.text(eleve.naissance), eleve.nationalites.joined(separator: "|")]
            let course = [
                CellText.text(eleve.francophone), eleve.statut.rawValue, eleve.cursus,
                eleve.niveauEcrit.isEmpty && !leftOut ? String(eleve.niveau) : eleve.niveauEcrit,
                eleve.entree, String(eleve.niveauEntree), eleve.voie, eleve.genre, CellText.text(eleve.boursier),
            ]
            lines.append(CSVLine.bytes(identity + course + facts.map { eleve.faits[$0] ?? "" }))
        }
        return lines
    }

    var optionalTables: [(String, [[UInt8]])] {
        [
            ("inscriptions.csv", inscriptions),
            (
                "resultats.csv",
                rows(["annee", "semestre", "ue", "ects", "moyenne", "statut", "grade", "session"], \.resultats) {
                    [$0.annee, $0.semestre, $0.ue, CellText.text($0.ects), CellText.text($0.moyenne), $0.statut, $0.grade, CellText.text($0.session)]
                }
            ),
            (
                "parcours.csv",
                rows(["annee", "niveau", "decision", "date"], \.parcours) {
                    [$0.annee, CellText.text($0.niveau), $0.decision, CellText.text($0.date)]
                }
            ),
            (
                "certifications.csv",
                rows(["test", "score", "niveau", "date", "externe", "langue"], \.certifications) {
                    [$0.test, CellText.text($0.score), $0.niveau, CellText.text($0.date), CellText.text($0.externe), $0.langue]
                }
            ),
            (
                "sejours.csv",
                rows(["type", "pays", "debut", "fin", "semaines", "credits", "valide", "semestre", "derogation"], \.sejours) {
                    [
                        $0.type, $0.pays, CellText.text($0.debut), CellText.text($0.fin), CellText.text($0.semaines), CellText.text($0.credits),
                        CellText.text($0.valide), $0.semestre, CellText.text($0.derogation),
                    ]
                }
            ),
            (
                "stages.csv",
                rows(["type", "organisme", "lieu", "pays", "debut", "fin", "semaines", "valide"], \.stages) {
                    [
                        $0.type, $0.organisme, $0.lieu, $0.pays, CellText.text($0.debut), CellText.text($0.fin), CellText.text($0.semaines),
                        CellText.text($0.valide),
                    ]
                }
            ),
            ("absences.csv", absences),
            (
                "engagements.csv",
                rows(["action", "date", "depose", "points", "valide"], \.engagements) {
                    [$0.action, CellText.text($0.date), CellText.text($0.depose), CellText.text($0.points), CellText.text($0.valide)]
                }
            ),
            ("options.csv", rows(["objet", "choix", "date"], \.options) { [$0.objet, $0.choix, CellText.text($0.date)] }),
            (
                "procedures.csv",
                rows(["procedure", "etat", "date", "cible"], \.procedures) { [$0.procedure, $0.etat, CellText.text($0.date), $0.cible] }
            ),
            ("decisions.csv", decisions),
        ]
    }

    private func rows<Value>(_ columns: [String], _ list: KeyPath<Dossier, [Value]>, _ cells: (Value) -> [String]) -> [[UInt8]] {
        var lines = [CSVLine.bytes(["eleve"] + columns)]
        for (eleve, dossier) in zip(promotion.eleves, promotion.dossiers) {
            for value in dossier[keyPath: list] { lines.append(CSVLine.bytes([eleve.id] + cells(value))) }
        }
        return lines
    }

    private var inscriptions: [[UInt8]] {
        var lines = [CSVLine.bytes(["eleve", "ue"])]
        for (eleve, dossier) in zip(promotion.eleves, promotion.dossiers) {
            guard let taken = dossier.ues else { continue }
            let known = promotion.maquette.ues.map(\.code).filter(taken.contains)
            // A repeater's UE are known before the maquette of the year is.
            let others = taken.subtracting(known).filter { !$0.isEmpty }.sorted()
            for code in known + others { lines.append(CSVLine.bytes([eleve.id, code])) }
        }
        return lines
    }

    private var absences: [[UInt8]] {
        rows(["debut", "fin", "seance", "nature", "motif", "justifie", "depose", "autorisee", "retard_minutes", "epreuve"], \.absences) {
            [
                $0.debutA?.iso ?? $0.debut.iso, $0.finA?.iso ?? CellText.text($0.fin), $0.seance, $0.nature, $0.motif, CellText.text($0.justifie),
                CellText.text($0.depose),
                CellText.text($0.autorisee), CellText.text($0.retardMinutes), $0.epreuve,
            ]
        }
    }

    /// In the order of their lines, which orders the decisions of one day.
    private var decisions: [[UInt8]] {
        let all = zip(promotion.eleves, promotion.dossiers).flatMap { eleve, dossier in dossier.decisions.map { (eleve.id, $0) } }
        let ordered = all.enumerated().sorted { ($0.element.1.line, $0.offset) < ($1.element.1.line, $1.offset) }.map(\.element)
        return [CSVLine.bytes(["jury", "date", "eleve", "objet", "decision", "motif"])]
            + ordered.map { CSVLine.bytes([$1.jury, CellText.text($1.date), $0, $1.objet, $1.decision, $1.motif]) }
    }
}

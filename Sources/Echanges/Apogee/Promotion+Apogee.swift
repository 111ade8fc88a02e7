import Scolarite
import Valeurs

/// Result codes of Apogée and Pégase, as schools set them up.
enum CodeResultat {
    /// What a code says in place of a mark.
    static func etat(_ code: String) -> Etat? {
        switch code {
        case "ABI", "DEF": .abi
        case "ABJ": .abj
        case "DIS", "DISP": .disp
        default: nil
        }
    }

    /// Whether a code says validated; `nil` when it says neither.
    static func valide(_ code: String) -> Bool? {
        switch code {
        case "ADM", "ADMC", "ADMV", "VAL", "CMP", "V": true
        case "AJ", "AJN", "NVAL", "NV", "DEF", "ABI": false
        default: nil
        }
    }

    static func statut(_ code: String) -> String? {
        if code == "DIS" || code == "DISP" { return "dispensee" }
        return valide(code).map { $0 ? "validee" : "non_validee" }
    }
}

extension Maquette {
    /// The ECUE that another system calls `code`: its code here, or one of those in a column of `maquette.csv`, separated by commas.
    func ecue(nomme code: String, par column: String) -> Int? {
        ecues.firstIndex { $0.code == code }
            ?? ecues.firstIndex { ecue in
                ecue.faits[column].map { $0.split(whereSeparator: { ", |".contains($0) }).contains { $0 == code } } ?? false
            }
    }
}

extension Promotion {
    /// This promotion with what an extraction of Apogée brings.
    ///
    /// - An extraction of the same year gives marks of the ECUE and épreuves of the maquette, brought exactly to their scale here, and the
    ///   absences. Results of UE are not taken: they are computed.
    /// - An extraction of an earlier year gives the earlier results of the élèves (`resultats.csv`).
    /// - A name or a birth that is missing is filled; one that differs stays, with a warning.
    ///
    /// An étudiant who is not in the promotion is an error. All is read, or nothing.
    public func important(apogee fichier: FichierApogee, nomme name: String) -> PromotionReading {
        let findings = FileFindings(file: name)
        let editor = MarkEditor(self)
        let year = fichier.annee ?? entete.annee
        if year > entete.annee { findings.error(.apogeeAnnee(file: year, promotion: entete.annee)) }
        let ranks = fichier.etudiants.map { etudiant -> Int? in
            let rank = editor.eleve(id: etudiant.numero)
            if rank == nil { findings.error(line: etudiant.ligne, column: 1, .eleveHorsPromotion()) }
            return rank
        }
        var importer = ApogeeImport(fichier: fichier, editor: editor, findings: findings, ranks: ranks)
        if year < entete.annee { importer.readResults(year) } else { importer.readMarks() }
        guard findings.errorCount == 0 else { return .refused(findings.diagnostics) }
        var promotion = editor.promotion()
        for (etudiant, rank) in zip(fichier.etudiants, ranks) {
            guard let rank else { continue }
            let changed = promotion.eleves[rank].completer(nom: etudiant.nom, prenom: etudiant.prenom, naissance: etudiant.naissance)
            if changed { findings.warning(line: etudiant.ligne, .ficheDifferente()) }
            for result in importer.results[rank] ?? [] { promotion.dossiers[rank].prendre(result) }
        }
        return .read(promotion, warnings: findings.diagnostics)
    }
}

extension Eleve {
    /// Fills what is missing of the identity. True when something that is known differs.
    mutating func completer(nom: String, prenom: String, naissance: CalendarDate?) -> Bool {
        var differs = false
        func fill(_ field: inout String, _ value: String) {
            if field.isEmpty { field = value } else if !value.isEmpty, field.lowercased() != value.lowercased() { differs = true }
        }
        fill(&self.nom, nom)
        fill(&self.prenom, prenom)
        if self.naissance == nil { self.naissance = naissance } else if let naissance, naissance != self.naissance { differs = true }
        return differs
    }
}

extension Dossier {
    /// Adds a result of an earlier year, in place of the one of the same UE, year and session.
    mutating func prendre(_ result: Resultat) {
        if let rank = resultats.firstIndex(where: { $0.annee == result.annee && $0.ue == result.ue && $0.session == result.session }) {
            // The credits and the semester are not in these files: what the record knows of them stays.
            var kept = result
            (kept.ects, kept.semestre, kept.grade) = (resultats[rank].ects, resultats[rank].semestre, resultats[rank].grade)
            resultats[rank] = kept
        } else {
            resultats.append(result)
        }
    }
}

private struct ApogeeImport {
    let fichier: FichierApogee
    let editor: MarkEditor
    let findings: FileFindings
    let ranks: [Int?]
    /// Earlier results, by élève.
    var results: [Int: [Resultat]] = [:]

    private struct Columns {
        let note, bareme, resultat: FichierApogee.Colonne?
    }

    private func columns(_ element: FichierApogee.Element) -> Columns {
        Columns(note: fichier.colonne(element, "N"), bareme: fichier.colonne(element, "B"), resultat: fichier.colonne(element, "R"))
    }

    private func cell(_ etudiant: FichierApogee.Etudiant, _ colonne: FichierApogee.Colonne?) -> String {
        colonne.map { etudiant.cellules[$0.cellule] } ?? ""
    }

    func readMarks() {
        for element in fichier.elements {
            guard !["VET", "VDI", "ETP", "DIP"].contains(element.type) else { continue }
            guard let target = target(element) else { continue }
            switch target {
            case .failure(let fault): findings.error(fault)
            case .success(let target):
                let column = editor.column(target)
                let columns = columns(element)
                for (etudiant, rank) in zip(fichier.etudiants, ranks) { put(etudiant, rank, column, columns) }
            }
        }
    }

    /// `nil` for an element that is not read, with a warning.
    private func target(_ element: FichierApogee.Element) -> Result<MarkTarget, Fault>? {
        let maquette = editor.held.maquette
        let session = max(1, element.session)
        if let ecue = maquette.ecue(nomme: element.code, par: "apogee") { return editor.target(ecue: ecue, epreuve: "", session: session) }
        let named = editor.epreuves(element.code)
        if named.count == 1 { return .success(.epreuve(named[0], session: session)) }
        let isUE = maquette.ues.contains { $0.code == element.code }
        findings.warning(isUE ? .elementCalcule(element.code) : .elementInconnu(element.code))
        return nil
    }

    private func put(_ etudiant: FichierApogee.Etudiant, _ rank: Int?, _ column: MarkColumn, _ columns: Columns) {
        let (note, bareme, resultat) = (cell(etudiant, columns.note), cell(etudiant, columns.bareme), cell(etudiant, columns.resultat))
        guard !note.isEmpty || !resultat.isEmpty else { return }
        let place = (columns.note ?? columns.resultat)!.cellule + 1
        switch ApogeeMark.read(note: note, bareme: bareme, resultat: resultat, scale: column.scale) {
        case .failure(let fault): findings.error(line: etudiant.ligne, column: place, fault)
        case .success(nil):
            if note.isEmpty, column.scale.acceptsNumber {
                break
            } else {
                findings.warning(line: etudiant.ligne, column: place, .resultatInconnu(resultat))
            }
        case .success(let saisie?):
            guard let rank else { return }
            if !column.set(rank, saisie) { findings.error(line: etudiant.ligne, column: place, .dejaDonnee()) }
        }
    }

    mutating func readResults(_ year: String) {
        for element in fichier.elements where element.type == "ELP" {
            let columns = columns(element)
            for (etudiant, rank) in zip(fichier.etudiants, ranks) {
                let (note, bareme, resultat) = (cell(etudiant, columns.note), cell(etudiant, columns.bareme), cell(etudiant, columns.resultat))
                guard !note.isEmpty || !resultat.isEmpty, let rank else { continue }
                var moyenne: Rational?
                if CodeResultat.etat(note) == nil, !note.isEmpty {
                    switch ApogeeMark.number(note, bareme: bareme, top: Rational(20)) {
                    case .failure(let fault): findings.error(line: etudiant.ligne, column: (columns.note?.cellule ?? 0) + 1, fault)
                    case .success(let value): moyenne = value
                    }
                }
                let statut = CodeResultat.statut(resultat) ?? CodeResultat.statut(note)
                if statut == nil, !resultat.isEmpty {
                    findings.warning(line: etudiant.ligne, column: (columns.resultat?.cellule ?? 0) + 1, .resultatInconnu(resultat))
                }
                results[rank, default: []].append(
                    Resultat(
                        annee: year, semestre: "", ue: element.code, ects: nil, moyenne: moyenne, statut: statut ?? "", grade: "",
                        session: element.session == 0 ? nil : element.session))
            }
        }
    }
}

/// A mark, its scale and a result, from three cells.
enum ApogeeMark {
    /// The number brought exactly to a scale from 0 to `top`.
    static func number(_ text: String, bareme: String, top: Rational) -> Result<Rational, Fault> {
        guard !text.contains("/"), let value = Rational(cell: text) else { return .failure(.notAMark(closest: nil)) }
        guard let scale = bareme.isEmpty ? top : Rational(cell: bareme), scale > .zero else { return .failure(.bareme()) }
        let brought = value * top / scale
        guard !brought.isOverflow, brought >= .zero, brought <= top else {
            return .failure(.markOutsideScale(top: Int32(clamping: (top * Rational(100)).floor)))
        }
        return .success(brought)
    }

    /// `nil` when nothing is said of the mark itself.
    static func read(note: String, bareme: String, resultat: String, scale: MarkScale) -> Result<Saisie?, Fault> {
        let word = note.isEmpty ? resultat : note
        if let etat = CodeResultat.etat(word) { return .success(Saisie(etat: etat, hundredths: 0)) }
        if note.isEmpty || !scale.acceptsNumber {
            // A competence has no mark: its result is all there is.
            guard scale.acceptsValidation, let valide = CodeResultat.valide(resultat) else {
                return note.isEmpty ? .success(nil) : .failure(.numberForCompetence())
            }
            return .success(Saisie(etat: valide ? .v : .nv, hundredths: 0))
        }
        return number(note, bareme: bareme, top: scale.plein).flatMap { value in
            scale.read(value, orElse: .conversionInexacte()).map { $0 }
        }
    }
}

import Glibc
import Scolarite
import Valeurs

/// A promotion folder made from what another system knows, to be completed: what that system does not know is left empty, never made up.
///
/// Reading the folder then says, cell by cell, what is still missing.
public struct Brouillon: Sendable, Hashable {
    public struct ECUE: Sendable, Hashable {
        public var semestre = "", ue = "", ueIntitule = ""
        public var ects: Rational?
        public var code: String
        public var intitule = ""
        public var coefficient: Rational?
        public var nature = ""
    }

    public struct Note: Sendable, Hashable {
        public var eleve, ecue: String
        public var epreuve = ""
        public var coefficient: Rational?
        public var session: Int
        public var saisie: Saisie
    }

    /// What is known of `promotion.yaml`, by key.
    public var entete: [String: String] = [:]
    public var maquette: [ECUE] = []
    public var eleves: [Eleve] = []
    public var notes: [Note] = []
    /// Élèves who take only some UE, with their codes.
    public var inscriptions: [String: [String]] = [:]

    /// What a person still has to fill before the folder can be judged, in sentences.
    public var manques: [String] {
        var found: [String] = []
        let missing = Brouillon.keys.filter { entete[$0] == nil }
        if !missing.isEmpty { found.append("promotion.yaml : \(missing.joined(separator: ", "))") }
        func count(_ name: String, _ test: (ECUE) -> Bool) {
            let lines = maquette.count(where: test)
            if lines > 0 { found.append("maquette.csv : « \(name) » sur \(lines) ligne\(lines > 1 ? "s" : "")") }
        }
        count("semestre") { $0.semestre.isEmpty }
        count("ue") { $0.ue.isEmpty }
        count("ects") { $0.ects == nil }
        count("coefficient") { $0.coefficient == nil }
        if maquette.isEmpty { found.append("maquette.csv : aucun ECUE n'est connu") }
        if eleves.isEmpty { found.append("eleves.csv : aucun élève n'est connu") }
        if !eleves.isEmpty { found.append("eleves.csv : « statut » et « niveau »") }
        return found
    }

    private static let keys = ["ecole", "reglement", "annee", "promotion", "cursus", "date", "session"]

    /// Writes the folder; one that already holds a promotion is refused.
    public func ecrire(_ path: String) throws(Diagnostic) {
        try PromotionFolder(path: path).prepare(replacing: false)
        var yaml = ""
        for key in Brouillon.keys {
            yaml += entete[key].map { "\(key): \(EnteteWriter.scalar($0))\n" } ?? "# \(key): à compléter\n"
        }
        try write(path, "promotion.yaml", [Array(yaml.utf8)])
        try write(
            path, "maquette.csv",
            [CSVLine.bytes(["semestre", "ue", "ue_intitule", "ects", "ecue", "ecue_intitule", "coefficient", "nature"])]
                + maquette.map {
                    CSVLine.bytes([
                        $0.semestre, $0.ue, $0.ueIntitule, CellText.text($0.ects), $0.code, $0.intitule, CellText.text($0.coefficient), $0.nature,
                    ])
                })
        try write(
            path, "eleves.csv",
            [CSVLine.bytes(["eleve", "ine", "nom", "prenom", "naissance", "genre", "statut", "niveau"])]
                + eleves.map { CSVLine.bytes([$0.id, $0.ine, $0.nom, $0.prenom, CellText.text($0.naissance), $0.genre, "", ""]) })
        try write(
            path, "notes.csv",
            [CSVLine.bytes(["eleve", "ecue", "epreuve", "coefficient", "session", "note"])]
                + notes.map { note in
                    var mark: [UInt8] = []
                    if note.saisie.etat == .note { CellText.append(hundredths: note.saisie.hundredths, to: &mark) }
                    return CSVLine.bytes([
                        note.eleve, note.ecue, note.epreuve, CellText.text(note.coefficient), String(note.session),
                        note.saisie.etat.code ?? String(decoding: mark, as: UTF8.self),
                    ])
                })
        guard !inscriptions.isEmpty else { return }
        try write(
            path, "inscriptions.csv",
            [CSVLine.bytes(["eleve", "ue"])]
                + inscriptions.sorted { $0.key < $1.key }.flatMap { eleve, ues in ues.map { CSVLine.bytes([eleve, $0]) } })
    }

    private func write(_ path: String, _ name: String, _ lines: [[UInt8]]) throws(Diagnostic) {
        let writer = try FileWriter(path: path + "/" + name, name: name)
        for line in lines { try writer.write(line) }
        try writer.finish()
    }

    public enum Lecture: Sendable {
        case lu(Brouillon, avertissements: [Diagnostic])
        case refuse([Diagnostic])

        public var brouillon: Brouillon? { if case .lu(let brouillon, _) = self { brouillon } else { nil } }
        public var diagnostics: [Diagnostic] {
            switch self {
            case .lu(_, let all), .refuse(let all): all
            }
        }
    }
}

extension FichierApogee {
    /// A folder made from this extraction: the élèves, a line of maquette for each element that has marks, and the marks out of 20. The file
    /// does not say which element is an UE and which an ECUE, nor credits, nor coefficients: a person completes them.
    public func brouillon(nomme name: String) -> Brouillon.Lecture {
        let findings = FileFindings(file: name)
        var draft = Brouillon()
        draft.entete["annee"] = annee
        draft.entete["promotion"] = titres["apoC_cod_dip"].flatMap { $0.isEmpty ? nil : $0 }
        draft.eleves = etudiants.map { Eleve(id: $0.numero, nom: $0.nom, prenom: $0.prenom, naissance: $0.naissance) }
        let scale = MarkScale(ecue: ECUE(code: "", intitule: "", ue: 0, coefficient: .one, nature: .cours), epreuve: nil)
        var known: Set<String> = []
        for element in elements {
            guard !["VET", "VDI", "ETP", "DIP"].contains(element.type), let note = colonne(element, "N") else { continue }
            if known.insert(element.code).inserted {
                draft.maquette.append(Brouillon.ECUE(code: element.code, intitule: element.libelle, nature: "cours"))
            }
            let (bareme, resultat) = (colonne(element, "B"), colonne(element, "R"))
            for etudiant in etudiants {
                let cells = [note, bareme, resultat].map { $0.map { etudiant.cellules[$0.cellule] } ?? "" }
                switch ApogeeMark.read(note: cells[0], bareme: cells[1], resultat: cells[2], scale: scale) {
                case .failure(let fault): findings.error(line: etudiant.ligne, column: note.cellule + 1, fault)
                case .success(let saisie):
                    guard let saisie else { continue }
                    draft.notes.append(Brouillon.Note(eleve: etudiant.numero, ecue: element.code, session: max(1, element.session), saisie: saisie))
                }
            }
        }
        return findings.errorCount == 0 ? .lu(draft, avertissements: findings.diagnostics) : .refuse(findings.diagnostics)
    }
}

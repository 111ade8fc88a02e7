import Foundation
import Glibc
import Scolarite
import Valeurs

/// What answers of Pégase's published interfaces say, saved as JSON files: apprenants (INS), maquettes (ODF), choices
/// (CHC), marks (COC).
///
/// Only the keys that are published are read; others are warnings, once each. The guide says which answers these are.
struct ExtraitPegase {
    struct Objet: Sendable {
        var semestre, ue, ueIntitule: String
        var ects: Rational?
        var code, intitule: String
        var coefficient: Rational?
    }

    /// One contrôle, or the mark of the object itself.
    struct Marque: Sendable {
        var epreuve: String
        var session: Int
        var note: String?
        var bareme: String?
        /// `JUSTIFIEE`, `INJUSTIFIEE`.
        var absence: String?
        var resultat: String?
        var isAcquis: Bool
        var coefficient: Rational?
        var line, column: Int
    }

    /// What one file says of one object.
    struct Chemin: Sendable {
        var apprenant, code, file: String
        var marques: [Marque]
    }

    var eleves: [Eleve] = []
    var objets: [Objet] = []
    var chemins: [Chemin] = []
    var choix = ChoixPegase()
    var annee: String?
    var formation: String?
    /// By file, in the order of their names.
    private(set) var findings: [FileFindings] = []

    static let sizeLimit = 256 << 20

    var hasErrors: Bool { findings.contains { $0.errorCount > 0 } }
    var diagnostics: [Diagnostic] { findings.flatMap(\.diagnostics) }

    func findings(_ file: String) -> FileFindings { findings.first { $0.file == file } ?? FileFindings(file: file) }

    /// Reads a file, or every `.json` file of a folder.
    static func lire(_ path: String) -> ExtraitPegase {
        var extract = ExtraitPegase()
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { $0.hasSuffix(".json") }.sorted()
            if names.isEmpty { extract.open(path).error(.pegaseDossierVide()) }
            for name in names { extract.read(path + "/" + name, named: name) }
        } else {
            extract.read(path, named: path)
        }
        return extract
    }

    private mutating func open(_ name: String) -> FileFindings {
        let new = FileFindings(file: name)
        findings.append(new)
        return new
    }

    private mutating func read(_ path: String, named name: String) {
        let file = open(name)
        switch FileBytes.read(path: path, limit: ExtraitPegase.sizeLimit) {
        case .missing: file.error(.fichierIntrouvable())
        case .unreadable(let fault, let line): file.error(line: line, fault)
        case .bytes(let bytes): read(bytes.buffer, file)
        }
    }

    /// For tests and fuzzing.
    mutating func read(_ bytes: [UInt8], named name: String) {
        let file = open(name)
        bytes.withUnsafeBufferPointer { read($0, file) }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ file: FileFindings) {
        switch JSONNode.read(bytes) {
        case .failure(let fault): file.error(line: fault.line, column: fault.column, .jsonSyntaxe())
        case .success(let root): read(root, PegaseReader(findings: file))
        }
    }

    /// The shape says which answer this is.
    private mutating func read(_ root: JSONNode, _ reader: PegaseReader) {
        if root["resultats"] != nil {
            reader.known(root, ["taille", "resultats", "totalElements", "page", "totalPages"])
            for node in reader.list(root, "resultats") { readInscription(node, reader) }
        } else {
            let nodes = root.elements ?? [root]
            for node in nodes {
                if node["codeApprenant"] != nil {
                    readInscription(node, reader)
                } else if node["apprenant"] != nil {
                    readApprenant(node, reader)
                } else if node["descripteursObjetMaquette"] != nil {
                    let before = objets.count
                    if node["enfants"] != nil || formation == nil { formation = reader.text(node, "code") }
                    readObjet(node, reader, semestre: "", ue: nil)
                    if objets.count == before { reader.findings.error(.pegaseSansMaquette()) }
                } else if node["codeChemin"] != nil {
                    readChemin(node, reader)
                } else if node["objetFormation"] != nil {
                    readAffectations(node, reader)
                } else if node["racinePedagogique"] != nil {
                    readCursus(node, reader)
                } else if node["groupes"] != nil || node["listeGroupes"] != nil {
                    return reader.error(node, .pegaseGroupes())
                } else {
                    return reader.error(node, .pegaseForme())
                }
            }
            if nodes.isEmpty { reader.error(root, .pegaseForme()) }
        }
    }

    // MARK: INS

    private mutating func add(_ eleve: Eleve, _ node: JSONNode, _ reader: PegaseReader) {
        // Several inscriptions of one person describe them several times.
        guard let rank = eleves.firstIndex(where: { $0.id == eleve.id }) else { return eleves.append(eleve) }
        if eleves[rank] != eleve { reader.error(node, .pegaseDeuxFiches()) }
    }

    private mutating func readInscription(_ node: JSONNode, _ reader: PegaseReader) {
        reader.known(node, PegaseKeys.vueInscription)
        if reader.text(node, "statutInscription") == "annulee" { return reader.warning(node, .pegaseAnnulee()) }
        if let year = reader.number(node, "anneeUniversitaire").flatMap({ Int($0) }) { annee = "\(year)-\(year + 1)" }
        if formation == nil { formation = reader.text(node, "formation") }
        guard let code = reader.required(node, "codeApprenant") else { return }
        let usage = reader.text(node, "nomUsage") ?? ""
        add(
            Eleve(
                id: code, ine: reader.text(node, "INE") ?? "", nom: usage.isEmpty ? reader.text(node, "nomFamille") ?? "" : usage,
                prenom: reader.text(node, "prenom") ?? "", naissance: reader.date(node, "dateDeNaissance"), genre: reader.text(node, "civilite") ?? ""
            ),
            node, reader)
    }

    private mutating func readApprenant(_ node: JSONNode, _ reader: PegaseReader) {
        reader.known(node, ["apprenant", "inscriptions"])
        guard let apprenant = node["apprenant"], let code = reader.required(apprenant, "code") else { return }
        reader.known(apprenant, PegaseKeys.apprenant)
        let civil = apprenant["etatCivil"] ?? JSONNode(value: .object([]), line: node.line, column: node.column)
        reader.known(civil, ["nomDeNaissance", "nomUsuel", "prenom", "deuxiemePrenom", "troisiemePrenom", "genre"])
        let usage = reader.text(civil, "nomUsuel") ?? ""
        add(
            Eleve(
                id: code, ine: apprenant["bac"].flatMap { reader.text($0, "ine") } ?? "",
                nom: usage.isEmpty ? reader.text(civil, "nomDeNaissance") ?? "" : usage, prenom: reader.text(civil, "prenom") ?? "",
                naissance: apprenant["naissance"].flatMap { reader.date($0, "dateDeNaissance") }, genre: reader.text(civil, "genre") ?? ""),
            node, reader)
    }

    // MARK: ODF

    private mutating func readObjet(
        _ node: JSONNode, _ reader: PegaseReader, semestre: String, ue: (code: String, intitule: String, ects: Rational?)?
    ) {
        reader.known(node, PegaseKeys.objetMaquette)
        guard let code = reader.required(node, "code"), let description = node["descripteursObjetMaquette"] else { return }
        reader.known(description, PegaseKeys.descripteurs)
        let libelle = reader.text(description, "libelleLong") ?? reader.text(description, "libelle") ?? ""
        let type =
            description["typeObjetFormation"].flatMap { $0.isObject ? reader.text($0, "code") : reader.text(description, "typeObjetFormation") } ?? ""
        let enfants = reader.list(node, "enfants").compactMap { $0["objetMaquette"] ?? ($0["descripteursObjetMaquette"] == nil ? nil : $0) }
        let ects = reader.rational(description, "ects")
        let isGroup = reader.text(node, "type") == "GroupementEntity"
        if let ue, !isGroup {
            let coefficient = node["descripteursSyllabus"].flatMap { reader.text($0, "coefficient") }.flatMap { Rational(cell: $0) }
            objets.append(
                Objet(
                    semestre: semestre, ue: ue.code, ueIntitule: ue.intitule, ects: ue.ects, code: code, intitule: libelle, coefficient: coefficient))
            for enfant in enfants { reader.warning(enfant, .pegaseProfondeur(reader.text(enfant, "code") ?? "")) }
        } else if type == "UE" {
            let own = (code, libelle, ects)
            let before = objets.count
            for enfant in enfants { readObjet(enfant, reader, semestre: semestre, ue: own) }
            // An UE without elements is marked itself; alone, its weight in the UE is immaterial.
            if objets.count == before {
                objets.append(Objet(semestre: semestre, ue: code, ueIntitule: libelle, ects: ects, code: code, intitule: libelle, coefficient: .one))
            }
        } else {
            let period = type.hasPrefix("SEM") ? ExtraitPegase.semestre(code: code, libelle: libelle) : semestre
            for enfant in enfants { readObjet(enfant, reader, semestre: period, ue: ue) }
        }
    }

    /// `S7` for a code that ends with `S07` or `S7`, or a label that says « semestre 7 »; empty otherwise.
    static func semestre(code: String, libelle: String) -> String {
        if let match = code.firstMatch(of: /(?:^|[^A-Z])S(?:EM(?:ESTRE)?-?)?0?([1-9]|1[0-2])$/) { return "S" + match.1 }
        if let match = libelle.lowercased().firstMatch(of: /semestre\s+0?([1-9]|1[0-2])\b/) { return "S" + match.1 }
        return ""
    }

    // MARK: COC

    private mutating func readChemin(_ node: JSONNode, _ reader: PegaseReader) {
        reader.known(node, PegaseKeys.chemin)
        guard let leaf = node["objetFeuille"], let code = reader.required(leaf, "code") else { return reader.error(node, .pegaseCle("objetFeuille")) }
        var marks: [Marque] = []
        for control in reader.list(node, "listeControle") {
            reader.known(control, PegaseKeys.controle)
            guard let name = reader.required(control, "code") else { continue }
            let session = reader.number(control, "numeroSession") ?? "1"
            guard session == "1" || session == "2" else {
                reader.error(control, .pegaseType("numeroSession", "1 ou 2"))
                continue
            }
            marks.append(
                Marque(
                    epreuve: name, session: session == "2" ? 2 : 1, note: reader.number(control, "note"), bareme: nil,
                    absence: reader.text(control, "absence"),
                    resultat: control["resultat"].flatMap { reader.text($0, "libelleCourt") }, isAcquis: false,
                    coefficient: reader.rational(control, "coefficientSession1") ?? reader.rational(control, "coefficientSession2"),
                    line: control.line, column: control.column))
        }
        let acquis = node["acquisCapitalise"].map { if case .bool(true) = $0.value { true } else { false } } ?? false
        for session in 1...2 {
            marks.append(
                Marque(
                    epreuve: "", session: session, note: reader.number(node, "noteSession\(session)"), bareme: reader.number(node, "bareme"),
                    absence: reader.text(node, "absenceSession\(session)"),
                    resultat: node["resultatSession\(session)"].flatMap { reader.text($0, "libelleCourt") }, isAcquis: acquis && session == 1,
                    coefficient: nil, line: node.line, column: node.column))
        }
        if !reader.list(node, "listeTypeAmenagement").isEmpty { reader.warning(node, .pegaseAmenagement()) }
        chemins.append(
            Chemin(
                apprenant: ExtraitPegase.apprenant(nommant: reader.findings.file), code: code, file: reader.findings.file, marques: marks))
    }

    /// The code of the apprenant after whom a file is named.
    static func apprenant(nommant file: String) -> String {
        let name = file.split(separator: "/").last.map(String.init) ?? ""
        return name.hasSuffix(".json") ? String(name.dropLast(5)) : name
    }
}

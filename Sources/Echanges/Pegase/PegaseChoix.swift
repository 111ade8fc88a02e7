import Scolarite

/// The choices of cursus that Pégase publishes (CHC, version 1.5.2): who is affected to which object.
///
/// Two answers are read. The extraction of an object, or of a type of objects, lists the apprenants affected to it: of the others it is
/// known that they are not. The cursus of an apprenant gives the type of their choice for each object of their tree; it does not say whose
/// it is, the name of its file does.
struct ChoixPegase: Sendable {
    /// What is known of one object: the élèves affected, and, for the answer of a single apprenant, that nothing is said of the others.
    struct Objet: Sendable {
        let code: String
        let affectes: Set<String>
        let seulement: String?
    }

    var objets: [Objet] = []
    /// The files of single apprenants, by apprenant, for the faults that concern them.
    var fichiers: [String: String] = [:]
    var isEmpty: Bool { objets.isEmpty }

    /// The UE that an élève takes of `ues`, in their order; `nil` when that is all of them.
    ///
    /// - Parameter suivies: what was known before, by the same convention.
    func ues(de eleve: String, parmi ues: [String], suivies: Set<String>?) -> [String]? {
        var taken = suivies ?? Set(ues)
        for (code, answers) in Dictionary(grouping: objets.filter { $0.seulement == nil || $0.seulement == eleve }, by: \.code)
        where ues.contains(code) {
            // The same object may stand on several paths of the tree: one affectation is enough.
            if answers.contains(where: { $0.affectes.contains(eleve) }) { taken.insert(code) } else { taken.remove(code) }
        }
        return ues.allSatisfy(taken.contains) ? nil : ues.filter(taken.contains)
    }
}

extension ExtraitPegase {
    static let objetPourExtraction: Set<String> = ["objetFormation", "listeApprenants"]
    private static let objetFormation: Set<String> = [
        "code", "libelleCourt", "libelleLong", "typeObjetFormation", "caractereObligatoire", "capaciteAccueil", "chemin",
    ]
    private static let affecte: Set<String> = ["codeApprenant", "nomFamille", "prenom", "dateNaissance", "amenagements"]
    private static let cursus: Set<String> = ["codeStructure", "periode", "formation", "racinePedagogique"]
    private static let ligne: Set<String> = [
        "codeObjetMaquette", "libelleLongObjetMaquette", "libelleAffichageTypeObjetFormation", "estObligatoire", "creditEcts", "amenagements",
        "acquisCapitalise", "typeChoixPedagogique", "enfants",
    ]

    /// One object of an extraction, with those who are affected to it.
    mutating func readAffectations(_ node: JSONNode, _ reader: PegaseReader) {
        reader.known(node, ExtraitPegase.objetPourExtraction)
        guard let objet = node["objetFormation"], let code = reader.required(objet, "code") else {
            return reader.error(node, .pegaseCle("objetFormation"))
        }
        reader.known(objet, ExtraitPegase.objetFormation)
        guard node["listeApprenants"]?.elements != nil else { return reader.error(node, .pegaseCle("listeApprenants")) }
        var affectes: Set<String> = []
        for apprenant in reader.list(node, "listeApprenants") {
            reader.known(apprenant, ExtraitPegase.affecte)
            if let who = reader.required(apprenant, "codeApprenant") { affectes.insert(who) }
            if !reader.list(apprenant, "amenagements").isEmpty { reader.warning(apprenant, .pegaseAmenagement()) }
        }
        choix.objets.append(.init(code: code, affectes: affectes, seulement: nil))
    }

    /// One cursus of the apprenant whose code names the file.
    mutating func readCursus(_ node: JSONNode, _ reader: PegaseReader) {
        reader.known(node, ExtraitPegase.cursus)
        let apprenant = ExtraitPegase.apprenant(nommant: reader.findings.file)
        choix.fichiers[apprenant] = reader.findings.file
        if let root = node["racinePedagogique"], !root.isNull { readLigne(root, apprenant, reader) }
    }

    private mutating func readLigne(_ node: JSONNode, _ apprenant: String, _ reader: PegaseReader) {
        reader.known(node, ExtraitPegase.ligne)
        guard let code = reader.required(node, "codeObjetMaquette"), let type = reader.required(node, "typeChoixPedagogique") else { return }
        switch type {
        case "AFFECTATION_CHOISIE": choix.objets.append(.init(code: code, affectes: [apprenant], seulement: apprenant))
        case "PAS_DE_CHC", "RENONCIATION_CHOISIE": choix.objets.append(.init(code: code, affectes: [], seulement: apprenant))
        case "ACQUIS", "CAPITALISE_CHOISI", "DISPENSE_CHOISIE":
            choix.objets.append(.init(code: code, affectes: [], seulement: apprenant))
            reader.warning(node, .pegaseAcquisNonRepris(code))
        default:
            reader.error(node, .pegaseType("typeChoixPedagogique", "l'un des six types de choix que Pégase publie"))
        }
        for enfant in reader.list(node, "enfants") { readLigne(enfant, apprenant, reader) }
    }

    /// Puts the choices in a promotion: who takes which of its UE.
    mutating func inscrire(_ promotion: inout Promotion) {
        let ues = promotion.maquette.ues.map(\.code)
        for index in promotion.eleves.indices {
            let taken = choix.ues(de: promotion.eleves[index].id, parmi: ues, suivies: promotion.dossiers[index].ues)
            promotion.dossiers[index].ues = taken.map { Set($0) }
            if taken?.isEmpty == true { findings.last?.error(.pegaseSansUE()) }
        }
        signaler(eleves: Set(promotion.eleves.map(\.id)))
    }

    /// Puts the choices in a folder to be completed.
    mutating func inscrire(_ draft: inout Brouillon) {
        var ues: [String] = []
        for ecue in draft.maquette where !ues.contains(ecue.ue) { ues.append(ecue.ue) }
        for eleve in draft.eleves {
            draft.inscriptions[eleve.id] = choix.ues(de: eleve.id, parmi: ues, suivies: nil)
            // A folder cannot say it: an élève without a line of inscriptions.csv takes every UE.
            if draft.inscriptions[eleve.id]?.isEmpty == true { findings.last?.error(.pegaseSansUE()) }
        }
        signaler(eleves: Set(draft.eleves.map(\.id)))
    }

    /// An answer that names no élève of the promotion would change nothing, in silence.
    private func signaler(eleves: Set<String>) {
        for (apprenant, file) in choix.fichiers.sorted(by: { $0.key < $1.key }) where !eleves.contains(apprenant) {
            findings(file).error(.pegaseCursusInconnu())
        }
    }
}

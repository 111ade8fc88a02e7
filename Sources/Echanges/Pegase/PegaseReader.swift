import Valeurs

/// Reads members of JSON objects, each fault at its place and each unknown key once.
final class PegaseReader {
    let findings: FileFindings
    private var toldKeys: Set<String> = []

    init(findings: FileFindings) { self.findings = findings }

    func error(_ node: JSONNode, _ fault: @autoclosure () -> Fault) { findings.error(line: node.line, column: node.column, fault()) }
    func warning(_ node: JSONNode, _ fault: @autoclosure () -> Fault) { findings.warning(line: node.line, column: node.column, fault()) }

    /// Warns of the members that are not published.
    func known(_ node: JSONNode, _ names: Set<String>) {
        guard case .object(let members) = node.value else { return }
        for (name, value) in members where !names.contains(name) && toldKeys.insert(name).inserted { warning(value, .pegaseCleInconnue(name)) }
    }

    private func member(_ node: JSONNode, _ name: String) -> JSONNode? { node[name].flatMap { $0.isNull ? nil : $0 } }

    func text(_ node: JSONNode, _ name: String) -> String? {
        guard let member = member(node, name) else { return nil }
        if case .string(let text) = member.value { return Workbook.trimmed(text) }
        error(member, .pegaseType(name, "un texte"))
        return nil
    }

    /// The text of a number, as it is written.
    func number(_ node: JSONNode, _ name: String) -> String? {
        guard let member = member(node, name) else { return nil }
        if case .number(let text) = member.value { return text }
        error(member, .pegaseType(name, "un nombre"))
        return nil
    }

    func rational(_ node: JSONNode, _ name: String) -> Rational? {
        guard let text = number(node, name) else { return nil }
        if let value = SheetNumber.plain(text).flatMap({ Rational(decimal: $0) }) { return value }
        node[name].map { error($0, .pegaseType(name, "un nombre")) }
        return nil
    }

    func date(_ node: JSONNode, _ name: String) -> CalendarDate? {
        guard let text = text(node, name), !text.isEmpty else { return nil }
        if let date = CalendarDate(text) { return date }
        node[name].map { error($0, .notADate(name)) }
        return nil
    }

    func required(_ node: JSONNode, _ name: String) -> String? {
        let before = findings.errorCount
        if let text = text(node, name), !text.isEmpty { return text }
        if findings.errorCount == before { error(node, .pegaseCle(name)) }
        return nil
    }

    func list(_ node: JSONNode, _ name: String) -> [JSONNode] {
        guard let member = member(node, name) else { return [] }
        if let elements = member.elements { return elements }
        error(member, .pegaseType(name, "une liste"))
        return []
    }
}

/// The keys that are published: INS 2.6.1, COC publication 2.3.0, and the maquettes that ODF imports and exports.
enum PegaseKeys {
    static let vueInscription: Set<String> = [
        "UAI", "idApprenant", "codeApprenant", "dateInscription", "derniereModification", "derniereModificationApprenant", "INE", "civilite",
        "nomUsage",
        "nomFamille", "prenom", "dateDeNaissance", "nationalite", "droitPhoto", "photo", "regime", "bourses", "boursesCompletes", "profilsExonerants",
        "mobilite", "statutPaiement", "statutInscription", "statusInscription", "inscriptionPrincipale", "formation", "anneeUniversitaire", "periode",
        "chemin", "UAIStructurePrincipale", "codeDiplomeSISE", "adresses", "mels", "telephones",
    ]
    static let apprenant: Set<String> = [
        "code", "derniereModificationApprenant", "etatCivil", "naissance", "situationPersonnelle", "profession", "contacts", "bac",
        "premieresInscriptions", "dateContexteApprenant",
    ]
    static let objetMaquette: Set<String> = [
        "id", "code", "mutualise", "type", "contextes", "descripteursObjetMaquette", "descripteursSyllabus", "descripteursEnquete",
        "formatsEnseignement", "enfants", "version", "espace", "obligatoire",
    ]
    static let descripteurs: Set<String> = [
        "libelle", "libelleLong", "ects", "structurePrincipale", "typeObjetFormation", "typeFormation", "nature", "stage", "teleEnseignement",
        "capaciteAccueil", "plageDeChoix",
    ]
    static let chemin: Set<String> = {
        var keys: Set<String> = [
            "codeChemin", "objetFeuille", "bareme", "concerneParSession2", "noteRetenue", "pointsJuryRetenus", "noteFinale", "coefficientFinal",
            "resultatFinal", "absenceFinale", "rangFinal", "rangTotal", "creditsEctsFinaux", "mention", "gpa", "Gpa", "gradeEcts",
            "numeroSessionRetenue",
            "delibereSession1", "delibereFinales", "publieEvaluationsFinales", "listeTypeAmenagement", "listeControle", "acquisCapitalise",
            "periodeAcquisCapitalise",
        ]
        for session in 1...2 {
            for key in ["note", "coefficient", "pointsJury", "resultat", "rang", "creditsEcts", "absence", "publie"] {
                keys.insert("\(key)Session\(session)")
            }
        }
        return keys
    }()
    static let controle: Set<String> = [
        "code", "type", "libelle", "numeroSession", "note", "resultat", "absence", "coefficientSession1", "coefficientSession2", "coefficientFinal",
        "delibere", "publie",
    ]
}

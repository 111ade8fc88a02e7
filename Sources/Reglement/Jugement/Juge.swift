import Scolarite
import Valeurs

/// Judges a promotion under a règlement.
///
/// Pure: the same programme and the same promotion always give the same judgement.
public struct Juge {
    let cadre: Cadre

    /// Checks the values that the school sets in `promotion.yaml`; throws every fault at once.
    public init(_ programme: Programme, _ promotion: Promotion, fichier: String = "promotion.yaml") throws(Fautes) {
        let (fixes, fautes) = ParametresEcole.read(promotion.entete.parametres, programme, fichier: fichier)
        let lignes = ParametresEcole.maquette(promotion.maquette, programme)
        if !(fautes + lignes).isEmpty { throw Fautes(diagnostics: fautes + lignes) }
        cadre = Cadre(programme: programme, promotion: promotion, fixes: fixes)
    }

    public struct Fautes: Error {
        public let diagnostics: [Diagnostic]
        public init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
    }

    /// Judges every élève, or only one of them (`seulement`): the others still count in the rankings.
    ///
    /// - Parameter motifs: false leaves the sentences out, where only the results are wanted.
    public func juger(seulement: String? = nil, motifs: Bool = true) -> Jugement {
        let situation = Situation(cadre: cadre)
        let classements = Classements(cadre: cadre, situation: situation)
        let entete = cadre.promotion.entete
        var jugement = Jugement(
            reglement: .init(id: cadre.programme.id, surcouche: entete.surcouche, empreinte: cadre.programme.empreinte), date: entete.date,
            session: entete.session,
            periode: cadre.promotion.periode, eleves: [])
        for (index, eleve) in cadre.promotion.eleves.enumerated() where seulement == nil || eleve.id == seulement {
            var redaction = Redaction(cadre: cadre, situation: situation, classements: classements, eleve: index, avecMotifs: motifs)
            jugement.eleves.append(redaction.situe())
        }
        return jugement
    }
}

/// The values that a school's committees set for the year, under `parametres:` of `promotion.yaml`.
enum ParametresEcole {
    static func read(_ given: [String: ValeurParametre], _ programme: Programme, fichier: String) -> (fixes: [Valeur?], fautes: [Diagnostic]) {
        var fixes = [Valeur?](repeating: nil, count: programme.parametres.count)
        var fautes: [Diagnostic] = []
        func fault(_ message: String, code: String, conseil: String? = nil) {
            fautes.append(Diagnostic(fichier: fichier, message: message, code: code, conseil: conseil))
        }
        let known = programme.parametres.filter { $0.declaration.fixePar != nil }.map(\.cle).sorted()
        for (cle, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let index = programme.parametres.firstIndex(where: { $0.cle == cle }) else {
                fault(
                    "« \(cle) » n'est pas un paramètre du règlement \(programme.id)", code: "parametre-inconnu",
                    conseil: known.isEmpty ? nil : "le règlement laisse à l'école : \(known.joined(separator: ", "))")
                continue
            }
            let parametre = programme.parametres[index]
            let article = parametre.declaration.article.map { " (article \($0.valeur))" } ?? ""
            guard parametre.declaration.fixePar != nil else {
                fault("le règlement ne laisse pas « \(cle) » à l'école\(article)", code: "parametre-non-fixable")
                continue
            }
            let position = Position(fichier: fichier, ligne: 0, colonne: 0)
            guard let valeur = ParametreLecture.valeur(declaree(value, position), type: parametre.type, colonnes: parametre.colonnes) else {
                fault("la valeur de « \(cle) » n'est pas \(parametre.type.nom)", code: "parametre-type")
                continue
            }
            if programme.gpa?.table == index, !givesNumbers(valeur) {
                fault("chaque grade de « \(cle) » vaut un nombre\(article)", code: "parametre-type")
                continue
            }
            if !allowed(valeur, parametre, programme) {
                fault(
                    "la valeur de « \(cle) » sort de ce que le règlement permet : \(parametre.declaration.borne?.valeur ?? "")\(article)",
                    code: "parametre-hors-borne")
                continue
            }
            fixes[index] = valeur
        }
        return (fixes, fautes)
    }

    /// Whether each line of a GPA table gives a number.
    private static func givesNumbers(_ valeur: Valeur) -> Bool {
        guard case .liste(let lines) = valeur else { return true }
        return lines.allSatisfy { line in
            guard case .table(let cells) = line, case .nombre? = cells.last else { return false }
            return true
        }
    }

    /// Thresholds that the maquette sets line by line are held to the same bounds.
    static func maquette(_ maquette: Maquette, _ programme: Programme) -> [Diagnostic] {
        var fautes: [Diagnostic] = []
        for parametre in programme.parametres where parametre.borne != nil {
            let lines: [(nom: String, seuil: Rational?)] =
                switch parametre.maquette {
                case .ecue?: maquette.ecues.map { ("l'ECUE \($0.code)", $0.seuil) }
                case .ue?: maquette.ues.map { ("l'UE \($0.code)", $0.seuil) }
                default: []
                }
            let article = parametre.declaration.article.map { " (article \($0.valeur))" } ?? ""
            for (nom, seuil) in lines {
                guard let seuil, !allowed(.nombre(seuil), parametre, programme) else { continue }
                fautes.append(
                    Diagnostic(
                        fichier: "maquette.csv",
                        message: "le seuil de \(nom) sort de ce que le règlement permet : \(parametre.declaration.borne?.valeur ?? "")\(article)",
                        code: "parametre-hors-borne"))
            }
        }
        return fautes
    }

    private static func declaree(_ value: ValeurParametre, _ position: Position) -> ValeurDeclaree {
        switch value {
        case .texte(let text): .texte(Texte(text, position))
        case .liste(let items): .liste(items.map { declaree($0, position) }, position)
        case .table(let table): .table(table.sorted { $0.key < $1.key }.map { (cle: $0.key, valeur: declaree($0.value, position)) }, position)
        }
    }

    /// The bound of the règlement, a test on the value alone.
    static func allowed(_ valeur: Valeur, _ parametre: ParametreCompile, _ programme: Programme) -> Bool {
        guard let borne = parametre.borne else { return true }
        let empty = Promotion(
            entete: Entete(ecole: "", reglement: programme.id, annee: "", promotion: "", cursus: "", date: CalendarDate(dayNumber: 0), session: 1),
            maquette: Maquette(semestres: [], ues: [], ecues: [], epreuves: []), eleves: [], dossiers: [],
            notes: Notes(maquette: Maquette(semestres: [], ues: [], ecues: [], epreuves: []), eleves: 0))
        let situation = Situation(
            cadre: Cadre(programme: programme, promotion: empty, fixes: Array(repeating: nil, count: programme.parametres.count)))
        situation.locals[0] = valeur
        return (try? situation.vrai(borne, 1)) ?? false
    }
}

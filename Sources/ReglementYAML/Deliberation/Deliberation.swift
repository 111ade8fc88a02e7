import Reglement
import Scolarite
import Valeurs

/// A promotion judged by the règlement that it names, each élève under the version that binds them.
public struct Deliberation {
    private let bibliotheque: Bibliotheque
    private let promotion: Promotion
    private let fichier: String
    /// The version that each élève is bound to, by index.
    private let versions: [String]
    private var lus: [String: ReglementLu] = [:]
    /// Id of the règlement that the promotion names.
    private let main: String

    /// Reads the règlement and its earlier versions; throws what is wrong in them, or the absence of a règlement in force.
    ///
    /// - Parameter fichier: the file that names the règlement, for diagnostics.
    public init(_ promotion: Promotion, bibliotheque: Bibliotheque, fichier: String = "promotion.yaml") throws(Juge.Fautes) {
        self.promotion = promotion
        self.bibliotheque = bibliotheque
        self.fichier = fichier
        let chain = bibliotheque.versions(promotion.entete.reglement, surcouche: promotion.entete.surcouche)
        var fautes = Deliberation.fautes(promotion.entete, chain, bibliotheque, fichier)
        guard let principal = chain.first, chain.allSatisfy({ $0.erreurs.isEmpty }) else { throw Juge.Fautes(diagnostics: fautes) }
        main = principal.declaration.id.valeur
        lus = Dictionary(chain.map { ($0.declaration.id.valeur, $0) }) { first, _ in first }
        fautes += Juge.fautes(principal.programme, promotion.entete, maquette: promotion.maquette, fichier: fichier)
        fautes += ControlePromotion(principal, promotion).erreurs
        let bound = promotion.eleves.map { Deliberation.version(for: $0, chain, promotion) }
        if bound.contains(nil) { fautes.append(Deliberation.horsVigueur(principal, promotion, bibliotheque, fichier)) }
        if !fautes.isEmpty { throw Juge.Fautes(diagnostics: fautes) }
        versions = bound.compactMap { $0 }
    }

    /// What a header alone shows to be wrong: its règlement, its overlay, the values that the school sets. For a folder that cannot be read
    /// whole, so that its errors come all at once.
    public static func fautes(_ entete: Entete, bibliotheque: Bibliotheque, fichier: String = "promotion.yaml") -> [Diagnostic] {
        let chain = bibliotheque.versions(entete.reglement, surcouche: entete.surcouche)
        let fautes = fautes(entete, chain, bibliotheque, fichier)
        guard let principal = chain.first, chain.allSatisfy({ $0.erreurs.isEmpty }) else { return fautes }
        return fautes + Juge.fautes(principal.programme, entete, fichier: fichier)
    }

    private static func fautes(_ entete: Entete, _ chain: [ReglementLu], _ bibliotheque: Bibliotheque, _ fichier: String) -> [Diagnostic] {
        let errors = chain.flatMap(\.erreurs)
        if !errors.isEmpty { return errors }
        if chain.first?.surcouche != nil, entete.surcouche == nil {
            return [
                Diagnostic(
                    fichier: fichier, message: "« \(entete.reglement) » est une surcouche, non un règlement", code: "surcouche-seule",
                    conseil: "nommez le règlement sous « reglement: » et la surcouche sous « surcouche: »", repere: .cle(["reglement"]))
            ]
        }
        return entete.surcouche.map { checkDates(of: $0, bibliotheque, entete.date, fichier) } ?? []
    }

    /// What the promotion's files hold that its règlement never reads, and what is doubtful in them once it is known.
    public var avertissements: [Diagnostic] { principal.map { ControlePromotion($0, promotion).avertissements } ?? [] }

    /// The règlement that the promotion names.
    public var principal: ReglementLu? { lus[main] }

    /// Judges the promotion, or one élève of it. Élèves bound to another version are ranked with the others and judged by theirs.
    public func juger(seulement: String? = nil, motifs: Bool = true) throws(Juge.Fautes) -> Jugement {
        let distinct = Set(versions)
        var jugements: [String: Jugement] = [:]
        for version in distinct.union([main]) {
            guard let lu = lus[version] else { continue }
            jugements[version] = try Juge(lu.programme, promotion, fichier: fichier).juger(seulement: seulement, motifs: motifs)
        }
        guard var result = jugements[main] else { throw Juge.Fautes(diagnostics: []) }
        guard distinct != [main] else { return result }
        let byEleve = Dictionary(zip(promotion.eleves.map(\.id), versions)) { first, _ in first }
        result.eleves = result.eleves.map { situe in
            guard let version = byEleve[situe.eleve], version != main, var own = jugements[version]?.eleves.first(where: { $0.eleve == situe.eleve })
            else { return situe }
            own.signalRattachement(to: version, insteadOf: main)
            return own
        }
        return result
    }

    /// Checks the invariants of a judgement again, for the élèves whom the principal règlement binds.
    public func reverifier(_ jugement: Jugement) throws(Juge.Fautes) -> Reverification {
        guard let lu = principal else { throw Juge.Fautes(diagnostics: []) }
        return Reverification(jugement, try Juge(lu.programme, promotion, fichier: fichier))
    }

    // MARK: - Which version

    /// The version of the cohort joined (a repeated year or a césure moves to the cohort joined), of the admission, or of the year.
    private static func version(for eleve: Eleve, _ chain: [ReglementLu], _ promotion: Promotion) -> String? {
        guard let principal = chain.first else { return nil }
        let start = Int(promotion.entete.annee.prefix(4)) ?? promotion.entete.date.year
        let day: CalendarDate
        switch principal.declaration.rattachement?.valeur {
        case "promotion": day = CalendarDate(year: start - (eleve.niveau - 1), month: 9, day: 1) ?? promotion.entete.date
        case "admission": day = CalendarDate(year: Int(eleve.entree.prefix(4)) ?? start, month: 9, day: 1) ?? promotion.entete.date
        default: day = promotion.entete.date
        }
        let yearEnd = CalendarDate(year: start + 1, month: 8, day: 31) ?? promotion.entete.date
        let ofTheYear = !["promotion", "admission"].contains(principal.declaration.rattachement?.valeur)
        for lu in chain {
            guard let vigueur = lu.declaration.enVigueur else { return lu.declaration.id.valeur }
            // A file of a year that ended before the version began is not judged by it, whatever the day on which it is opened.
            if ofTheYear, yearEnd < vigueur.du { continue }
            // Without an earlier version to fall back on, the first one holds for those who came before it.
            let isOldest = lu.declaration.succedeA == nil
            guard day >= vigueur.du || (isOldest && promotion.entete.date >= vigueur.du) else { continue }
            if let au = vigueur.au, promotion.entete.date > au, !(vigueur.cohortes && entered(eleve, under: vigueur, start)) { continue }
            return lu.declaration.id.valeur
        }
        return nil
    }

    private static func entered(_ eleve: Eleve, under vigueur: Declaration.EnVigueur, _ start: Int) -> Bool {
        let year = Int(eleve.entree.prefix(4)) ?? start - (eleve.niveau - 1)
        guard let day = CalendarDate(year: year, month: 9, day: 1) else { return false }
        return day >= vigueur.du && vigueur.au.map { day <= $0 } ?? true
    }

    private static func horsVigueur(_ lu: ReglementLu, _ promotion: Promotion, _ bibliotheque: Bibliotheque, _ fichier: String) -> Diagnostic {
        let date = promotion.entete.date
        let vigueur = lu.declaration.enVigueur
        let days = vigueur.map { days in days.au.map { "du \(days.du.french) au \($0.french)" } ?? "à partir du \(days.du.french)" } ?? ""
        let folder = lu.fichiers.first.map { $0.chemin.split(separator: "/").dropLast(2).joined(separator: "/") } ?? ""
        let other = bibliotheque.index().first { candidate in
            guard candidate.id != lu.declaration.id.valeur, candidate.dossier.hasSuffix(folder) || candidate.dossier.contains(folder + "/"),
                !folder.isEmpty
            else { return false }
            guard let days = bibliotheque.charger(candidate.id).declaration.enVigueur else { return false }
            return date >= days.du && days.au.map { date <= $0 } ?? true
        }
        return Diagnostic(
            fichier: fichier, message: "le règlement « \(lu.declaration.id.valeur) » n'est pas en vigueur le \(date.french) (il l'est \(days))",
            code: "reglement-hors-vigueur",
            conseil: bibliotheque.estGardee
                ? "le registre garde ce règlement pour cette promotion ; pour qu'un autre la juge, importez le dossier dont le promotion.yaml le nomme"
                : other.map { "le règlement en vigueur ce jour-là est « \($0.id) »" } ?? "aucun règlement de cette école n'est en vigueur ce jour-là",
            repere: .cle(["reglement"]))
    }

    private static func checkDates(of surcouche: String, _ bibliotheque: Bibliotheque, _ date: CalendarDate, _ fichier: String) -> [Diagnostic] {
        guard let days = bibliotheque.vigueur(surcouche), date < days.du || days.au.map({ date > $0 }) == true else { return [] }
        return [
            Diagnostic(
                fichier: fichier,
                message:
                    "la surcouche « \(surcouche) » ne s'applique pas le \(date.french) (elle s'applique du \(days.du.french)\(days.au.map { " au \($0.french)" } ?? ""))",
                code: "surcouche-hors-vigueur", conseil: "retirez « surcouche: » de promotion.yaml", repere: .cle(["surcouche"]))
        ]
    }
}

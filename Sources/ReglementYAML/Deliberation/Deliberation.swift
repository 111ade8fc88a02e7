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
        for lu in chain where !lu.erreurs.isEmpty { throw Juge.Fautes(diagnostics: lu.erreurs) }
        if let surcouche = promotion.entete.surcouche { try Deliberation.checkDates(of: surcouche, bibliotheque, promotion, fichier) }
        guard let principal = chain.first else { throw Juge.Fautes(diagnostics: []) }
        if principal.surcouche != nil, promotion.entete.surcouche == nil {
            throw Juge.Fautes(diagnostics: [
                Diagnostic(
                    fichier: fichier, message: "« \(promotion.entete.reglement) » est une surcouche, non un règlement",
                    code: "surcouche-seule", conseil: "nommez le règlement sous « reglement: » et la surcouche sous « surcouche: »")
            ])
        }
        main = principal.declaration.id.valeur
        lus = Dictionary(chain.map { ($0.declaration.id.valeur, $0) }) { first, _ in first }
        try Deliberation.checkNiveaux(of: promotion, principal.declaration)
        var bound: [String] = []
        for eleve in promotion.eleves {
            guard let version = Deliberation.version(for: eleve, chain, promotion) else {
                throw Juge.Fautes(diagnostics: [Deliberation.horsVigueur(principal, promotion, bibliotheque, fichier)])
            }
            bound.append(version)
        }
        versions = bound
    }

    /// What the promotion's files hold that its règlement never reads: choices under a name that no rule knows, thresholds that none asks for.
    public var avertissements: [Diagnostic] {
        guard let principal else { return [] }
        let seuils = principal.programme.seuilsSansEffet(promotion.maquette).map { colonne in
            Diagnostic(
                .avertissement, fichier: "maquette.csv",
                message: "la colonne « \(colonne) » est remplie, et le règlement « \(main) » n'en lit aucun seuil", code: "seuil-sans-effet",
                conseil: "videz-la : ce que le règlement fixe lui-même ne se change pas dans la maquette")
        }
        return seuils
            + principal.programme.choixInconnus(promotion).map { choix in
                Diagnostic(
                    .avertissement, fichier: "options.csv", message: "aucune règle ne lit le choix « \(choix.objet) »", code: "choix-inconnu",
                    conseil: choix.proche.map { "vouliez-vous dire « \($0) » ?" })
            }
    }

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

    /// A year written as the school does not number it: `4A` where the cursus is 1A to 3A.
    private static func checkNiveaux(of promotion: Promotion, _ declaration: Declaration) throws(Juge.Fautes) {
        let count = declaration.niveaux ?? 3
        let known = declaration.numerotation.isEmpty ? (1...count).map { "\($0)A" } : declaration.numerotation
        let written = Set(promotion.eleves.map(\.niveauEcrit)).filter { text in
            guard text.hasSuffix("A"), let number = Int(text.dropLast()) else { return false }
            return !known.contains(text) && number > count
        }
        if written.isEmpty { return }
        throw Juge.Fautes(
            diagnostics: written.sorted().map {
                Diagnostic(
                    fichier: "eleves.csv", message: "« \($0) » n'est pas une année de ce cursus", code: "niveau-hors-cursus",
                    conseil: "le règlement « \(declaration.id.valeur) » compte \(known.joined(separator: ", "))")
            })
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
                : other.map { "le règlement en vigueur ce jour-là est « \($0.id) »" } ?? "aucun règlement de cette école n'est en vigueur ce jour-là")
    }

    private static func checkDates(of surcouche: String, _ bibliotheque: Bibliotheque, _ promotion: Promotion, _ fichier: String) throws(Juge.Fautes)
    {
        guard let days = bibliotheque.vigueur(surcouche) else { return }
        let date = promotion.entete.date
        guard date < days.du || days.au.map({ date > $0 }) == true else { return }
        throw Juge.Fautes(diagnostics: [
            Diagnostic(
                fichier: fichier,
                message:
                    "la surcouche « \(surcouche) » ne s'applique pas le \(date.french) (elle s'applique du \(days.du.french)\(days.au.map { " au \($0.french)" } ?? ""))",
                code: "surcouche-hors-vigueur", conseil: "retirez « surcouche: » de promotion.yaml")
        ])
    }
}

import Reglement
import Valeurs

/// The page of a bundle, for the people of the school who check it: parameters, rules in French, readings, coverage, examples.
///
/// Made of the data alone: the same bundle always gives the same page, and a page that differs is out of date.
public struct PageReglement {
    let lu: ReglementLu
    let phrases: PhraseFrancaise
    var lignes: [String] = []

    public init(_ lu: ReglementLu) {
        self.lu = lu
        phrases = PhraseFrancaise(lu.declaration)
    }

    /// What the page is called: the title, or the identifier without one.
    public var nom: String { declaration.titre.isEmpty ? declaration.id.valeur : declaration.titre }

    /// The page in Markdown, its last line ended.
    public func markdown() -> String {
        var page = self
        page.ecrire()
        return page.lignes.joined(separator: "\n") + "\n"
    }

    var declaration: Declaration { lu.declaration }

    private mutating func ecrire() {
        entete()
        parametres()
        codes()
        regles()
        annee()
        lectures()
        couverture()
        exemples()
    }

    mutating func titre(_ niveau: Int, _ texte: String) {
        if !lignes.isEmpty, lignes.last != "" { lignes.append("") }
        lignes += [String(repeating: "#", count: niveau) + " " + texte, ""]
    }

    mutating func ligne(_ texte: String) { lignes.append(texte) }

    mutating func table(_ colonnes: [String], _ rangs: [[String]]) {
        guard !rangs.isEmpty else { return }
        func row(_ cells: [String]) -> String {
            "| " + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }.joined(separator: " | ") + " |"
        }
        lignes.append(row(colonnes))
        lignes.append("|" + String(repeating: " --- |", count: colonnes.count))
        lignes += rangs.map(row)
        lignes.append("")
    }

    /// `article 2 I-1`, with the reading it rests on.
    func source(_ regle: Declaration.Regle) -> String { source(regle.article.valeur, regle.lecture?.valeur) }

    func source(_ article: String?, _ lecture: String?) -> String {
        guard let article, !article.isEmpty else { return "" }
        return "*(art. \(article)\(lecture.map { ", lecture « \($0) »" } ?? ""))*"
    }

    // MARK: - Head

    private mutating func entete() {
        lignes += ["<!-- Page écrite par « make doc » d'après le règlement ; ne pas la modifier. -->", ""]
        titre(1, nom)
        var facts = ["Identifiant : `\(lu.surcouche ?? declaration.id.valeur)`."]
        if let days = declaration.enVigueur {
            facts.append(
                "En vigueur \(days.au.map { "du \(days.du.french) au \($0.french)" } ?? "depuis le \(days.du.french)")"
                    + (days.cohortes ? " ; ceux qui sont entrés sous lui restent jugés par lui." : "."))
        }
        switch declaration.rattachement?.valeur {
        case "promotion"?: facts.append("Chacun est jugé par la version de la promotion qu'il a rejointe.")
        case "admission"?: facts.append("Chacun est jugé par la version en vigueur à son admission.")
        case "annee_universitaire"?: facts.append("Chacun est jugé par la version de l'année universitaire.")
        default: break
        }
        if let parent = declaration.complete { facts.append("Il complète `\(parent.valeur)`, dont les règles sont reprises ci-dessous.") }
        if let surcouche = lu.surcouche { facts.append("La surcouche `\(surcouche)` est posée ici sur `\(declaration.id.valeur)`.") }
        if let niveaux = declaration.niveaux { facts.append("Le cursus dure \(niveaux) an\(niveaux > 1 ? "s" : "").") }
        lignes += facts.map { "- \($0)" }
        if !declaration.vocabulaire.isEmpty {
            let words = declaration.vocabulaire.sorted { $0.key < $1.key }.map { "\(PhraseFrancaise.lisible($0.key)) : *\($0.value)*" }
            ligne("- Mots de l'école : \(words.joined(separator: " ; ")).")
        }
        if !declaration.remplacements.isEmpty {
            titre(2, "Ce qu'il remplace de son parent")
            table(["Objet", "Article du parent", "Article"], declaration.remplacements.map { ["`\($0.objet)`", $0.articleParent, $0.article] })
        }
    }

    private func valeur(_ declaree: ValeurDeclaree?) -> String {
        switch declaree {
        case nil: return ""
        case .texte(let texte)?: return PageReglement.lisible(texte.valeur)
        case .liste(let items, _)?: return items.isEmpty ? "aucun" : items.map { valeur($0) }.joined(separator: " ; ")
        case .table(let entrees, _)?: return entrees.map { "\($0.cle) \(valeur($0.valeur))" }.joined(separator: ", ")
        }
    }

    /// A scalar as people write it: 9,5 ; 3 ans ; 1er septembre 2026.
    static func lisible(_ text: String) -> String {
        if let duree = CalendarDuration(text) {
            let (years, months) = (duree.months / 12, duree.months % 12)
            let parts = [(years, years > 1 ? "ans" : "an"), (months, "mois"), (duree.days, duree.days > 1 ? "jours" : "jour")].filter { $0.0 > 0 }
            return parts.map { "\($0.0) \($0.1)" }.joined(separator: " ")
        }
        if let day = CalendarDate(text) { return day.french }
        return PhraseFrancaise.virgule(text)
    }

    private mutating func parametres() {
        guard !declaration.parametres.isEmpty else { return }
        titre(2, "Valeurs")
        ligne("Ce que le texte chiffre, et ce qu'il laisse à une décision de l'école.")
        ligne("")
        table(
            ["Valeur", "Nom", "Fixée par", "Article"],
            declaration.parametres.map { p in
                var parts: [String] = []
                if let selon = p.selon {
                    parts.append(
                        "selon \(phrases.dite(selon.valeur)) : " + p.valeurs.map { "\($0.cas.valeur) → \(valeur($0.valeur))" }.joined(separator: ", ")
                    )
                    if p.valeur != nil { parts.append("sinon \(valeur(p.valeur))") }
                } else if p.valeur != nil {
                    parts.append("**\(valeur(p.valeur))**")
                }
                parts += p.dates.sorted { $0.du < $1.du }.map { "dès le \($0.du.french) : \(valeur($0.valeur))" }
                var by = p.fixePar.map { PhraseFrancaise.lisible($0.valeur) } ?? "le texte"
                if let borne = p.borne { by += " (\(phrases.cellule(borne.valeur)))" }
                if let maquette = p.maquette { by += " ; colonne `\(maquette.valeur)` de la maquette" }
                if p.apresNotes { by += " ; peut l'être encore une fois les notes connues, avec un motif" }
                return [
                    parts.joined(separator: " ; "), "\(p.libelle ?? PhraseFrancaise.lisible(p.nom.valeur)) `\(p.nom.valeur)`", by,
                    (p.article?.valeur ?? "") + (p.lecture.map { ", lecture « \($0.valeur) »" } ?? ""),
                ]
            })
    }

    private mutating func codes() {
        guard !declaration.codes.isEmpty else { return }
        titre(2, "Codes de notes")
        table(
            ["Code", "Ce qu'il vaut", "Article"],
            declaration.codes.map { code in
                var worth: String
                switch code.vaut {
                case .nombre(let number): worth = "compte \(number.isInteger ? number.fraction : PhraseFrancaise.virgule(number.decimal()))"
                case .exclue: worth = "hors de la moyenne"
                case .attendue: worth = "note attendue"
                }
                if code.siPoidsMajoritaire == .attendue { worth += " ; note attendue si ces épreuves pèsent plus de la moitié" }
                switch code.bloque {
                case .ue?: worth += " ; empêche de valider l'UE"
                case .ecue?: worth += " ; empêche de valider l'ECUE"
                case nil: break
                }
                if code.session2.contains(.premierePresentation) { worth += " ; la note de session 2 en tient lieu" }
                if code.session2.contains(.garde) { worth += " ; en session 2, la note de session 1 reste" }
                if let mention = code.mention { worth += " ; mention \(mention)" }
                if let who = code.neutralisablePar { worth += " ; l'épreuve peut être neutralisée (\(phrases.mot(who.valeur)))" }
                if !code.ouvre.isEmpty { worth += " ; ouvre : \(code.ouvre.map { phrases.mot($0.valeur) }.joined(separator: ", "))" }
                return [code.code.valeur, worth, (code.article?.valeur ?? "") + (code.lecture.map { ", lecture « \($0.valeur) »" } ?? "")]
            })
        if let sessions = declaration.sessions {
            let how: String =
                switch sessions.note.valeur {
                case "remplace": "la note de session 2 remplace celle de session 1"
                case "meilleure": "la meilleure des deux notes compte"
                case "moyenne": "la moyenne des deux notes compte"
                default: "selon \(sessions.note.valeur)"
                }
            let opened = sessions.ouvertePar.map { " ; la seconde est ouverte par décision (\(phrases.mot($0.valeur)))" } ?? ""
            ligne("\(sessions.nombre) session\(sessions.nombre > 1 ? "s" : "") : \(how)\(opened). \(source(sessions.article?.valeur, nil))")
        }
        for points in declaration.pointsDeJury {
            ligne("")
            ligne(
                "Points de jury, sur un\(points.niveau.valeur == "ue" ? "e UE" : " ECUE") : \(phrases.dite(points.auPlus.valeur)) au plus. \(source(points.article.valeur, points.lecture?.valeur))"
            )
        }
    }
}

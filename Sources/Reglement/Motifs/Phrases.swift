import Scolarite
import Valeurs

/// Writes the French sentences of motifs from the rules, their values and the words of the school.
final class Phrases: Sendable {
    let declaration: Declaration
    private let adoptees: Set<String>

    init(_ declaration: Declaration) {
        self.declaration = declaration
        adoptees = Set(declaration.interpretations.filter { !$0.adopteePar.isEmpty }.map(\.lecture.valeur))
    }

    /// A value beside the name under which the rule reads it.
    struct Lue {
        let nom: String
        let valeur: Valeur
        let seuilNom: String?
        let seuil: Valeur?
        let comparaison: Terme.Comparaison?
        let seuilEstParametre: Bool
        let tient: Bool
        /// What the value may be compared with elsewhere in the rule: it is never shown on the other side of one of them.
        var barres: [Rational] = []
        /// Which end of what awaited marks leave to it the value is; `nil` for the value itself.
        var extremite: Extremite?
        /// Whether it is among the values only, and no sentence tells it.
        var muette = false
    }

    enum Extremite: String { case auMoins = "au_moins", auPlus = "au_plus" }

    func motif(_ regle: Declaration.Regle, lues: [Lue], objet: String?, favorable: Bool, repli: String) -> Motif {
        let template = favorable ? regle.phrase : regle.phraseSinon ?? regle.phrase
        let phrase: String
        if let template, let text = filled(template.valeur, lues, objet) {
            phrase = text
        } else if template != nil, !lues.contains(where: { $0.extremite != nil && !$0.muette }) {
            // Something that the sentence names is not known: a sentence with a hole says nothing.
            phrase = repli
        } else {
            // That an ECUE carries a mark says nothing beside the mark.
            let telling = (lues.count > 1 ? lues.filter { $0.nom != "notee" } : lues).filter { !$0.muette }
            let shown = telling.filter { $0.tient == favorable }
            let sentences = (shown.isEmpty ? telling : shown).map { sentence($0, objet, favorable) }
            phrase = sentences.isEmpty ? repli : Phrases.joined(sentences)
        }
        return Motif(
            regle: regle.id.valeur, article: article(regle.article.valeur), phrase: phrase, valeurs: valeurs(lues, objet),
            lecture: regle.lecture?.valeur, lectureAdoptee: regle.lecture.map { adoptees.contains($0.valeur) } ?? true, favorable: favorable)
    }

    /// `Art. 2 I-1`; an annex or a title is cited as it is.
    func article(_ number: String) -> String { number.first.map { $0.isNumber } == true ? "Art. \(number)" : number }

    func motif(regle: String, article: String, phrase: String, valeurs: [Motif.Mesuree] = [], favorable: Bool = true) -> Motif {
        Motif(regle: regle, article: article, phrase: phrase, valeurs: valeurs, lecture: nil, lectureAdoptee: true, favorable: favorable)
    }

    // MARK: - Values

    private func valeurs(_ lues: [Lue], _ objet: String?) -> [Motif.Mesuree] {
        var shown: [Motif.Mesuree] = []
        func add(_ nom: String, _ valeur: String) {
            if !shown.contains(where: { $0.nom == nom }) { shown.append(Motif.Mesuree(nom: nom, valeur: valeur)) }
        }
        if let objet { add("objet", objet) }
        for lue in lues {
            add(Phrases.cle(lue.nom) + (lue.extremite.map { "_\($0.rawValue)" } ?? ""), plain(lue.valeur, beside: lue.seuil, lue.barres))
            if let seuil = lue.seuil, let nom = lue.seuilNom { add(lue.seuilEstParametre ? "seuil" : Phrases.cle(nom), plain(seuil, beside: nil)) }
        }
        return shown
    }

    private static let underscore = UInt8(ascii: "_")
    private static let calculee = Array("_calculee".utf8)

    /// `s1.moyenne_calculee` → `moyenne`; an expression keeps its letters only.
    static func cle(_ nom: String) -> String {
        // On bytes: a name is looked up for each value of each motif.
        var last = nom.utf8.split(separator: UInt8(ascii: ".")).last ?? nom.utf8[...]
        if last.count >= calculee.count, last.suffix(calculee.count).elementsEqual(calculee) { last = last.dropLast(calculee.count) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(last.count)
        for byte in last {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), underscore:
                bytes.append(byte)
            default: if let before = bytes.last, before != underscore { bytes.append(underscore) }
            }
        }
        while bytes.last == underscore { bytes.removeLast() }
        let key = String(decoding: bytes, as: UTF8.self)
        // A long expression is named by its function.
        if bytes.count > 32, let head = nom.split(separator: "(").first { return Phrases.cle(String(head.prefix(32))) }
        return key.isEmpty ? "valeur" : key
    }

    /// For `valeurs`: plain decimal, never crossing the bar.
    private func plain(_ valeur: Valeur, beside seuil: Valeur?, _ barres: [Rational] = []) -> String {
        switch valeur {
        case .nombre(let number):
            var bars = barres
            if case .nombre(let bar)? = seuil { bars.append(bar) }
            return number.isInteger ? number.fraction : number.decimal(notCrossing: bars)
        case .bool(let value): return value ? "oui" : "non"
        case .texte(let text): return text
        case .date(let day): return day.iso
        case .duree(let duree): return Phrases.duree(duree)
        case .liste(let items): return String(items.count)
        case .nul: return "absent"
        case .affine: return "attendu"
        case .objet, .table: return "…"
        }
    }

    /// As a French reader sees it: decimal comma, long dates, the school's words.
    func lisible(_ valeur: Valeur, beside seuil: Valeur? = nil, _ barres: [Rational] = []) -> String {
        switch valeur {
        case .nombre(let number):
            if number.isInteger { return number.fraction }
            return plain(.nombre(number), beside: seuil, barres).replacingPoint()
        case .date(let day): return day.french
        case .texte(let text): return declaration.vocabulaire[text] ?? Mots.lisible(text)
        default: return plain(valeur, beside: seuil)
        }
    }

    static func duree(_ duree: CalendarDuration) -> String {
        var parts: [String] = []
        if duree.months >= 12, duree.months % 12 == 0 {
            parts.append("\(duree.months / 12) an\(duree.months > 12 ? "s" : "")")
        } else if duree.months > 0 {
            parts.append("\(duree.months) mois")
        }
        if duree.days > 0 { parts.append("\(duree.days) jour\(duree.days > 1 ? "s" : "")") }
        return parts.joined(separator: " et ")
    }

    // MARK: - Sentences

    /// `{nom}` becomes the value read under that name; `{objet}` the object of the rule.
    /// `nil` when one of the names has no value here.
    private func filled(_ template: String, _ lues: [Lue], _ objet: String?) -> String? {
        var text = ""
        for piece in Phrases.pieces(template) {
            switch piece {
            case .texte(let words): text += words
            case .nom(let nom):
                guard let value = value(named: nom, lues, objet) else { return nil }
                text += value
            }
        }
        return text
    }

    private enum Piece {
        case texte(Substring)
        /// What stood between braces.
        case nom(String)
    }

    /// A sentence cut at its braces; one that nothing closes is text.
    private static func pieces(_ template: String) -> [Piece] {
        var pieces: [Piece] = []
        var start = template.startIndex
        let bytes = template.utf8
        while let open = bytes[start...].firstIndex(of: UInt8(ascii: "{")), let close = bytes[open...].firstIndex(of: UInt8(ascii: "}")) {
            if start < open { pieces.append(.texte(template[start..<open])) }
            pieces.append(.nom(String(template[bytes.index(after: open)..<close])))
            start = bytes.index(after: close)
        }
        if start < template.endIndex { pieces.append(.texte(template[start...])) }
        return pieces
    }

    /// Names between braces in the sentence that a rule will use.
    func attendus(_ regle: Declaration.Regle, _ favorable: Bool) -> [String] {
        guard let template = favorable ? regle.phrase : regle.phraseSinon ?? regle.phrase else { return [] }
        return Phrases.pieces(template.valeur).compactMap { piece in
            guard case .nom(let nom) = piece, nom != "objet", nom != "seuil" else { return nil }
            return nom
        }
    }

    private func value(named nom: String, _ lues: [Lue], _ objet: String?) -> String? {
        if nom == "objet" { return objet ?? "" }
        for lue in lues where lue.extremite == nil {
            if lue.nom == nom || Phrases.cle(lue.nom) == nom { return lisible(lue.valeur, beside: lue.seuil, lue.barres) }
            if let seuil = lue.seuil, lue.seuilNom == nom || (nom == "seuil" && lue.seuilEstParametre) { return lisible(seuil) }
        }
        return nil
    }

    private static let libelles: [String: String] = [
        "moyenne_calculee": "la moyenne", "moyenne": "la moyenne", "note": "la note", "s1.note": "la note",
        "s1.moyenne_calculee": "la moyenne de première session",
        "ue.s1.moyenne_calculee": "la moyenne de l'UE en première session", "acquis": "l'acquis", "s1.acquis": "l'acquis", "statut": "le statut",
        "niveau": "le niveau", "redoublements": "le nombre de redoublements",
        "count(dettes)": "le nombre d'UE non validées", "periode": "la période", "session": "la session", "session_jugee": "la session",
        "score": "le score",
        "choix": "le choix", "notee": "la notation", "session_validation": "la session de validation", "semestre.statut": "le statut du semestre",
        "ue.s1.statut": "le statut de l'UE en première session", "sans_rattrapage": "la privation de seconde session",
        "ue.sans_rattrapage": "la privation de seconde session",
    ]

    private func libelle(_ nom: String) -> String? {
        if let own = declaration.vocabulaire[nom] { return own }
        if let parameter = declaration.parametres.first(where: { $0.nom.valeur == nom })?.libelle { return parameter }
        return Phrases.libelles[nom]
    }

    private func sentence(_ lue: Lue, _ objet: String?, _ favorable: Bool) -> String {
        let of = objet.map { " de \($0)" } ?? ""
        guard let seuil = lue.seuil, let comparaison = lue.comparaison else {
            if case .bool(let value) = lue.valeur {
                if lue.nom.hasSuffix("acquis") { return "\(objet ?? "L'élément") \(value ? "est validé" : "n'est pas validé")." }
                return "\(Phrases.capitalized(libelle(lue.nom) ?? lue.nom.replacing("_", with: " ")))\(of) : \(value ? "oui" : "non")."
            }
            return
                "\(Phrases.capitalized(libelle(lue.nom) ?? lue.nom.replacing("_", with: " ")))\(of) : \(lisible(lue.valeur, beside: nil, lue.barres))."
        }
        let subject = Phrases.capitalized(libelle(lue.nom) ?? lue.nom.replacing("_", with: " ")) + of
        if case .nul = lue.valeur { return "\(subject) n'est pas connu\(subject.hasPrefix("La ") ? "e" : "")." }
        guard case .nombre(let value) = lue.valeur, case .nombre(let bar) = seuil else {
            if let fille = declaration.vocabulaire["\(lue.nom)=\(plain(lue.valeur, beside: nil))"] { return Phrases.capitalized(fille) + "." }
            return "\(subject) est « \(lisible(lue.valeur)) »" + (comparaison == .egal && !favorable ? ", « \(lisible(seuil)) » est attendu." : ".")
        }
        let relation = value < bar ? "inférieure à" : value == bar ? "égale à" : "supérieure à"
        let masculine = subject.hasPrefix("Le ") || subject.hasPrefix("L'acquis")
        let agreed = masculine ? String(relation.replacing("eure", with: "eur").replacing("égale", with: "égal")) : relation
        let extremite = lue.extremite.map { $0 == .auMoins ? " au moins" : " au plus" } ?? ""
        return "\(subject) est de \(lisible(lue.valeur, beside: seuil, lue.barres))\(extremite), \(agreed) \(lisible(seuil))."
    }

    private static func joined(_ sentences: [String]) -> String {
        var seen: [String] = []
        for sentence in sentences where !seen.contains(sentence) { seen.append(sentence) }
        return seen.joined(separator: " ")
    }

    static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

extension String {
    func replacing(_ old: Character, with new: Character) -> String { String(map { $0 == old ? new : $0 }) }

    func replacing(_ old: String, with new: String) -> String {
        var parts: [Substring] = []
        var rest = Substring(self)
        while let range = rest.firstRange(of: old) {
            parts.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return parts.isEmpty ? self : (parts + [rest]).joined(separator: new)
    }

    func replacingPoint() -> String { replacing(Character("."), with: Character(",")) }
}

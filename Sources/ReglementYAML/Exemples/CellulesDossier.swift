import Reglement
import Scolarite
import Valeurs

/// Reads the values of an example's lists as the files of a promotion are read: what those refuse is refused here.
struct CellulesDossier {
    let fautes: Fautes

    func signal(_ message: String, at position: Position, conseil: String? = nil) {
        fautes.signal(message, code: "exemple-valeur", at: position, conseil: conseil)
    }

    func manque(_ line: Carte, _ cle: String) { signal("cette ligne n'a pas de « \(cle) »", at: line.noeud.position) }

    private func texte(_ line: Carte, _ cle: String) -> Texte? { line.texte(cle).flatMap { $0.valeur.isEmpty ? nil : $0 } }

    func exige(_ line: Carte, _ cle: String) -> String {
        if let found = texte(line, cle) { return found.valeur }
        manque(line, cle)
        return ""
    }

    func nombre(_ line: Carte, _ cle: String, dans range: ClosedRange<Int>) -> Rational? {
        guard let texte = texte(line, cle) else { return nil }
        guard let value = Rational(decimal: texte.valeur, comma: true) else {
            signal("« \(texte.valeur) » n'est pas un nombre", at: texte.position)
            return nil
        }
        if value < Rational(range.lowerBound) || value > Rational(range.upperBound) {
            signal("« \(texte.valeur) » : un nombre de \(range.lowerBound) à \(range.upperBound) est attendu", at: texte.position)
        }
        return value
    }

    /// One of these words.
    func mot(_ line: Carte, _ cle: String, parmi connus: [String]) -> String {
        guard let texte = texte(line, cle) else { return "" }
        if !connus.contains(texte.valeur) { inconnu(texte, cle, connus) }
        return texte.valeur
    }

    /// One of these words, or one of the school's own that looks like none of them.
    func motOuvert(_ line: Carte, _ cle: String, parmi connus: [String], exige: Bool = false) -> String {
        guard let texte = texte(line, cle) else {
            if exige { manque(line, cle) }
            return ""
        }
        if !connus.contains(texte.valeur), Proximite.closest(texte.valeur, connus) != nil { inconnu(texte, cle, connus) }
        return texte.valeur
    }

    private func inconnu(_ texte: Texte, _ cle: String, _ connus: [String]) {
        signal(
            "« \(texte.valeur) » n'est pas une valeur de « \(cle) » (\(connus.joined(separator: ", ")))", at: texte.position,
            conseil: Proximite.closest(texte.valeur, connus).map { "vouliez-vous dire « \($0) » ?" })
    }

    func pays(_ line: Carte, exige: Bool = false) -> String {
        guard let texte = texte(line, "pays") else {
            if exige { manque(line, "pays") }
            return ""
        }
        pays(texte)
        return texte.valeur
    }

    func pays(_ texte: Texte) {
        if !Pays.codes.contains(texte.valeur) {
            signal("« \(texte.valeur) » n'est pas un code de pays", at: texte.position, conseil: "deux lettres : FR, DE, MA…")
        }
    }

    func periode(_ line: Carte, _ cle: String) -> String {
        guard let texte = texte(line, cle) else { return "" }
        periode(texte)
        return texte.valeur
    }

    func periode(_ texte: Texte) {
        if !Periode.isValid(texte.valeur) {
            signal("« \(texte.valeur) » n'est pas une période", at: texte.position, conseil: "un semestre s'écrit S5, un trimestre T1, une année A1")
        }
    }

    func annee(_ line: Carte, _ cle: String) -> String {
        guard let texte = texte(line, cle) else { return "" }
        annee(texte)
        return texte.valeur
    }

    func annee(_ texte: Texte) {
        if !AcademicYear.isValid(texte.valeur) {
            signal("« \(texte.valeur) » n'est pas une année universitaire", at: texte.position, conseil: "écrivez 2026-2027")
        }
    }

    func dates(_ line: Carte) -> (debut: CalendarDate?, fin: CalendarDate?) {
        let (debut, fin) = (line.date("debut"), line.date("fin"))
        if let debut, let fin, fin < debut { signal("la fin vient avant le début", at: line.texte("fin")?.position ?? line.noeud.position) }
        return (debut, fin)
    }

    /// A day, with its hour where one is given.
    func moment(_ line: Carte, _ cle: String) -> (day: CalendarDate, instant: Instant?)? {
        guard let texte = texte(line, cle) else { return nil }
        if let day = CalendarDate(texte.valeur) { return (day, nil) }
        if let instant = Instant(texte.valeur) { return (instant.paris.day, instant) }
        signal("« \(texte.valeur) » n'est pas un moment", at: texte.position, conseil: "écrivez 2027-01-15 ou 2027-01-15T14:30")
        return nil
    }

    func instant(_ line: Carte, _ cle: String) -> Instant? {
        guard let texte = texte(line, cle) else { return nil }
        if let value = Instant(texte.valeur) { return value }
        signal("« \(texte.valeur) » n'est pas un moment", at: texte.position, conseil: "écrivez 2027-01-15 ou 2027-01-15T14:30")
        return nil
    }

    /// What a jury decides of an object: the words, marks and points that `decisions.csv` accepts.
    func decision(_ line: Carte) -> String {
        guard let texte = texte(line, "decision") else {
            manque(line, "decision")
            return ""
        }
        // The nature of an ECUE is not known yet: the widest scale.
        switch MotDeDecision.check(texte.valeur, of: line.chaine("objet") ?? "", most: 120) {
        case .accepted: break
        case .refused(let known): inconnu(texte, "decision", known)
        case .unusual(let known): if Proximite.closest(texte.valeur, known) != nil { inconnu(texte, "decision", known) }
        case .notANumber: signal("« \(texte.valeur) » : un nombre est attendu", at: texte.position)
        case .outOfScale(let most): signal("« \(texte.valeur) » sort du barème, de 0 à \(most)", at: texte.position)
        }
        return texte.valeur
    }
}

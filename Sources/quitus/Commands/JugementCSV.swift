import Echanges
import Reglement

/// A judged promotion as lines for a spreadsheet. The first four columns are those of the minutes that `quitus comparer` reads.
struct JugementCSV {
    let jugement: Jugement

    init(_ jugement: Jugement) { self.jugement = jugement }

    var text: String {
        var lines = ["eleve;objet;decision;valeur;grade;rattrapage;regle;article;motif"]
        for situe in jugement.eleves {
            func add(_ objet: String, _ statut: String, valeur: String? = nil, grade: String? = nil, rattrapage: String = "", motifs: [Motif]) {
                // The reason against, when there is one: it is what the reader looks for.
                let motif = motifs.first { !$0.favorable } ?? motifs.first
                let cells = [
                    situe.eleve, objet, statut, valeur ?? "", grade ?? "", rattrapage, motif?.regle ?? "", motif?.article ?? "", motif?.phrase ?? "",
                ]
                lines.append(cells.map(JugementCSV.field).joined(separator: ";"))
            }
            for ecue in situe.ecues {
                add("ecue:\(ecue.ecue)", ecue.statut, valeur: ecue.note?.decimal, rattrapage: ecue.rattrapage, motifs: ecue.motifs)
            }
            for ue in situe.ues { add("ue:\(ue.ue)", ue.statut, valeur: ue.moyenne?.decimal, grade: ue.grade, motifs: ue.motifs) }
            for semestre in situe.semestres {
                add("semestre:\(semestre.semestre)", semestre.statut, valeur: semestre.moyenne?.decimal, motifs: semestre.motifs)
            }
            add("annee", situe.annee.proposition, valeur: situe.annee.moyenne?.decimal, grade: situe.annee.mention, motifs: situe.annee.motifs)
            for condition in situe.conditions { add("condition:\(condition.condition)", condition.statut, motifs: condition.motifs) }
            add("diplome", situe.diplome.statut, grade: situe.diplome.mention, motifs: situe.diplome.motifs)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Quoted where it must be; a cell that a spreadsheet would run as a formula is kept as text.
    static func field(_ text: String) -> String {
        let safe = FormulaGuard.added(text)
        guard safe.contains(where: { $0 == ";" || $0 == "\"" || $0.isNewline }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}

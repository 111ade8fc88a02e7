/// The reasoning on one élève as a tree, for `--expliquer`.
public struct Explication: Sendable {
    public struct Noeud: Sendable {
        public let titre: String
        /// `validee`, `en_attente`… of the object, or empty.
        public let statut: String
        public let motifs: [Motif]
        public let enfants: [Noeud]
    }

    public let racine: Noeud

    /// - Parameter appartenance: the UE of an ECUE and the semester of an UE, by code.
    public init(_ situe: Jugement.Situe, ueDe: (String) -> String?, semestreDe: (String) -> String?) {
        func rank(_ rang: Int?) -> String { rang.map { "  rang \($0)" } ?? "" }
        func mention(_ mention: String?) -> String { mention.map { "  mention \(Mots.lisible($0))" } ?? "" }
        func number(_ nombre: Jugement.Nombre?) -> String { nombre.map { "  \($0.decimal.replacingPoint())" } ?? "" }
        let semestres = situe.semestres.map { semestre in
            Noeud(
                titre:
                    "Semestre \(semestre.semestre)\(number(semestre.moyenne))\(rank(semestre.rang)), \(semestre.ects.decimal.replacingPoint().replacing(",00", with: "")) ECTS",
                statut: semestre.statut, motifs: semestre.motifs,
                enfants: situe.ues.filter { semestreDe($0.ue) == semestre.semestre }.map { ue in
                    Noeud(
                        titre:
                            "\(ue.ue.hasPrefix("UE") ? "" : "UE ")\(ue.ue)\(number(ue.moyenne))\(ue.grade.map { "  grade \($0)" } ?? "")\(rank(ue.rang))",
                        statut: ue.statut, motifs: ue.motifs,
                        enfants: situe.ecues.filter { ueDe($0.ecue) == ue.ue }.map { ecue in
                            let retake = ecue.rattrapage == "sans_objet" ? "" : "  rattrapage \(Mots.lisible(ecue.rattrapage))"
                            return Noeud(
                                titre: "\(ecue.ecue)\(number(ecue.note))\(rank(ecue.rang))\(retake)", statut: ecue.statut, motifs: ecue.motifs,
                                enfants: [])
                        })
                })
        }
        let options = situe.annee.options.map {
            Noeud(titre: "Option \(Mots.lisible($0.nom))", statut: $0.ouverte ? "ouverte" : "fermee", motifs: $0.motifs, enfants: [])
        }
        let conditions = situe.conditions.map {
            Noeud(titre: "Condition \(Mots.lisible($0.condition))", statut: $0.statut, motifs: $0.motifs, enfants: [])
        }
        let alertes = situe.alertes.map {
            Noeud(titre: "Alerte \(Mots.lisible($0.code))\($0.objet.map { " (\($0))" } ?? "")", statut: "", motifs: $0.motifs, enfants: [])
        }
        racine = Noeud(
            titre: "Élève \(situe.eleve), règlement \(situe.reglement)\(situe.surcouche.map { " et sa surcouche \($0)" } ?? "")", statut: "",
            motifs: [],
            enfants: semestres + [
                Noeud(
                    titre: "Année \(situe.annee.niveau)\(number(situe.annee.moyenne))\(rank(situe.annee.rang))\(mention(situe.annee.mention))",
                    statut: situe.annee.proposition, motifs: situe.annee.motifs, enfants: options)
            ] + conditions + [
                Noeud(titre: "Diplôme\(mention(situe.diplome.mention))", statut: situe.diplome.statut, motifs: situe.diplome.motifs, enfants: [])
            ] + alertes)
    }

    /// Lines of the tree drawn with box characters; `mark` lets a terminal colour a status.
    ///
    /// - Parameter mots: how a status is written; the school may have its own words.
    public func lignes(mots: (String) -> String = Mots.lisible, mark: (String, Bool) -> String = { statut, _ in statut }) -> [String] {
        var lines: [String] = []
        draw(racine, prefix: "", last: true, root: true, { mark(mots($0), Explication.favorables.contains($0)) }, &lines)
        return lines
    }

    private static let favorables: Set<String> = [
        "validee", "valide", "satisfaite", "dispensee", "acquise", "passage", "poursuite", "acquis", "ouverte", "fin_de_cursus",
    ]

    private func draw(_ node: Noeud, prefix: String, last: Bool, root: Bool, _ mark: (String) -> String, _ lines: inout [String]) {
        let status = node.statut.isEmpty ? "" : " : " + mark(node.statut)
        lines.append(root ? node.titre : "\(prefix)\(last ? "└─ " : "├─ ")\(node.titre)\(status)")
        let inner = root ? "" : prefix + (last ? "   " : "│  ")
        for motif in node.motifs {
            let article = motif.article.isEmpty ? "" : " [\(motif.article)]"
            let reading =
                motif.lecture.map { motif.lectureAdoptee ? " (lecture « \($0) »)" : " (lecture « \($0) », que personne n'a encore adoptée)" } ?? ""
            lines.append("\(inner)\(node.enfants.isEmpty ? "   " : "│  ")\(motif.phrase)\(article)\(reading)")
        }
        for (index, child) in node.enfants.enumerated() {
            draw(child, prefix: inner, last: index == node.enfants.count - 1, root: false, mark, &lines)
        }
    }
}

import Valeurs

extension Programme {
    /// Results and facts that are computed from themselves: one error for each loop, which names what it goes through.
    ///
    /// Reading `s1.` from the state of session 2 is not a loop, nor is what a test on `session` keeps apart.
    func cycles() -> [Diagnostic] {
        var graphe = Cycles(self)
        return graphe.diagnostics()
    }
}

/// The loops among the values of a règlement.
private struct Cycles {
    private let programme: Programme
    private let ordre: [ValeurCalculee]
    private var lus: [ValeurCalculee: [ValeurCalculee]]

    init(_ programme: Programme) {
        self.programme = programme
        let toutes = Lectures(programme: programme).toutes()
        ordre = toutes.map(\.noeud)
        lus = Dictionary(uniqueKeysWithValues: toutes.map { ($0.noeud, $0.lus) })
    }

    mutating func diagnostics() -> [Diagnostic] {
        var found: [Diagnostic] = []
        while true {
            restreindre()
            guard let start = ordre.first(where: { lus[$0] != nil && boucle(depuis: $0) != nil }), let boucle = boucle(depuis: start) else {
                return found
            }
            found.append(diagnostic(boucle))
            for noeud in boucle {
                lus[noeud] = nil
                switch noeud {
                case .resultat(let index, _): for session in 1...2 { lus[.resultat(index, session: session)] = nil }
                case .parametre(let index, _): for session in 1...2 { lus[.parametre(index, session: session)] = nil }
                case .classement: break
                }
            }
        }
    }

    /// Leaves what stands on a loop or leads to one.
    private mutating func restreindre() {
        var again = true
        while again {
            again = false
            for (noeud, reads) in lus where !reads.contains(where: { lus[$0] != nil }) {
                lus[noeud] = nil
                again = true
            }
        }
    }

    /// The shortest way from a value back to itself.
    private func boucle(depuis start: ValeurCalculee) -> [ValeurCalculee]? {
        var venuDe: [ValeurCalculee: ValeurCalculee] = [:]
        var file = [start]
        var place = 0
        while place < file.count {
            let current = file[place]
            place += 1
            for next in lus[current] ?? [] where lus[next] != nil {
                if next == start {
                    var path = [current]
                    while let last = path.last, last != start, let before = venuDe[last] { path.append(before) }
                    return path.reversed()
                }
                if venuDe[next] == nil {
                    venuDe[next] = current
                    file.append(next)
                }
            }
        }
        return nil
    }

    private func diagnostic(_ boucle: [ValeurCalculee]) -> Diagnostic {
        let noms = boucle.map(nom)
        let (position, premier) = (position(boucle[0]), noms[0])
        let message =
            noms.count == 1
            ? "« \(premier) » se calcule à partir de lui-même"
            : "« \(premier) » se calcule à partir de lui-même : \((noms + [premier]).joined(separator: " → "))"
        return Diagnostic(
            fichier: position.fichier, ligne: position.ligne, colonne: position.colonne, message: message, code: "calcul-circulaire",
            conseil: "calculez l'un d'eux sans lire les autres ; d'une session à l'autre, lisez s1.")
    }

    private func nom(_ noeud: ValeurCalculee) -> String {
        switch noeud {
        case .resultat(let index, _): "\(programme.resultats[index].niveau.nom).\(programme.resultats[index].nom)"
        case .classement(let index): programme.declaration.classements[index].cle
        case .parametre(let index, _): programme.parametres[index].declaration.nom.valeur
        }
    }

    private func position(_ noeud: ValeurCalculee) -> Position {
        switch noeud {
        case .resultat(let index, _):
            let resultats = programme.declaration.resultats
            return index < resultats.count ? resultats[index].nom.position : programme.declaration.faits[index - resultats.count].nom.position
        case .classement(let index): return programme.declaration.classements[index].nom.position
        case .parametre(let index, _): return programme.parametres[index].declaration.nom.position
        }
    }
}

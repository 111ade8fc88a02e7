import Scolarite

/// What a promotion must satisfy for the record to name its parts: codes that are there and are not given twice, marks on their scale.
enum Coherence {
    static func check(_ promotion: Promotion) -> Refus? {
        var found: [String] = []
        let maquette = promotion.maquette
        func unique(_ codes: [String], _ what: String) {
            var seen: Set<String> = []
            var told: Set<String> = []
            for code in codes {
                if code.isEmpty {
                    if told.insert("").inserted { found.append("\(what) sans code") }
                } else if !seen.insert(code).inserted, told.insert(code).inserted {
                    found.append("\(what) « \(code) » en double")
                }
            }
        }
        if promotion.entete.promotion.isEmpty { found.append("promotion sans nom : donnez « promotion » dans promotion.yaml") }
        unique(promotion.eleves.map(\.id), "élève")
        unique(maquette.ues.map(\.code), "UE")
        unique(maquette.ecues.map(\.code), "ECUE")
        unique(maquette.epreuves.map { "\(maquette.ecues[$0.ecue].code)/\($0.code)" }, "épreuve")
        let count = promotion.eleves.count
        if promotion.dossiers.count != count { found.append("\(promotion.dossiers.count) dossiers pour \(count) élèves") }
        if promotion.notes.sessions.count != 2 || promotion.notes.sessions.contains(where: { $0.count != maquette.epreuves.count })
            || promotion.notes.rattrapagesEcue.count != maquette.ecues.count || promotion.notes.complementsUE.count != maquette.ues.count
        {
            found.append("les colonnes de notes ne sont pas celles de la maquette")
        } else {
            for (cle, colonne) in promotion.colonnes() {
                if colonne.etats.count != count || colonne.hundredths.count != count || !(colonne.days.isEmpty || colonne.days.count == count) {
                    found.append("\(cle.intitule) : \(colonne.etats.count) notes pour \(count) élèves")
                    continue
                }
                let scale = maquette.scale(cle)
                for index in 0..<count {
                    guard let etat = Etat(rawValue: colonne.etats[index]) else {
                        found.append("\(cle.intitule), ligne \(index + 1) : état inconnu"); continue
                    }
                    if etat == .note, !scale.contains(colonne.hundredths[index]) {
                        found.append("\(cle.intitule), élève « \(promotion.eleves[index].id) » : note hors du barème")
                    }
                }
            }
        }
        guard !found.isEmpty else { return nil }
        let shown = found.count > 20 ? Array(found.prefix(20)) + ["… et \(found.count - 20) autres"] : found
        return Refus(.promotionIncoherente, "La promotion ne peut pas être enregistrée : rien n'a été écrit. Corrigez :", details: shown)
    }
}

extension Maquette {
    /// The scale of the marks of a column, in hundredths.
    func scale(_ cle: CleColonne) -> ClosedRange<Int32> {
        switch cle.sorte {
        case .epreuve:
            epreuves.firstIndex { $0.code == cle.epreuve && ecues[$0.ecue].code == cle.code }.map { scale(epreuve: $0) } ?? Nature.cours.scale
        case .ecue: ecues.first { $0.code == cle.code }?.scale ?? Nature.cours.scale
        case .ue: ues.firstIndex { $0.code == cle.code }.map { scale(ue: $0) } ?? Nature.cours.scale
        }
    }
}

import Scolarite
import Valeurs

/// Promotions of any size for measurements: one semester, six UE of four modules, sixty épreuves, a mark in each.
///
/// Nothing else happens in them, so that what is measured is marks.
public enum PromotionDeBanc {
    /// The same for the same seed. A hundred thousand élèves make six million marks, some 150 MiB in memory.
    ///
    /// - Parameter reglement: id of the bundle that will judge it.
    public static func generate(eleves: Int = 100_000, graine: UInt64 = 1, reglement: String = "ensmac-2026") -> Promotion {
        var hasard = Hasard(graine: graine)
        let maquette = maquette()
        var notes = Notes(maquette: maquette, eleves: 0)
        var abilities: [Int32] = []
        abilities.reserveCapacity(eleves)
        for _ in 0..<eleves { abilities.append(Int32(1230 + hasard.cloche(ecartType: 220))) }
        let day = CalendarDate(year: 2027, month: 1, day: 25)?.dayNumber ?? 0
        for epreuve in maquette.epreuves.indices {
            let difficulty = Int32(hasard.cloche(ecartType: 90))
            notes.sessions[0][epreuve] = colonne(abilities, difficulty, day, &hasard)
            notes.sessions[1][epreuve] = Colonne(count: eleves)
        }
        let fiches = (0..<eleves).map { index in
            let number = String(index + 1)
            let digits = String(repeating: "0", count: max(0, 6 - number.count)) + number
            return Eleve(
                id: "E" + digits, nom: "Nom" + digits, prenom: "Prénom", statut: .FISE, cursus: "ingenieur", niveau: 1, niveauEcrit: "1",
                entree: "2026-2027", niveauEntree: 1)
        }
        let entete = Entete(
            ecole: "Ecole de mesure", reglement: reglement, annee: "2026-2027", promotion: "banc-\(eleves)", cursus: "ingenieur",
            date: CalendarDate(dayNumber: day + 16), session: 1)
        return Promotion(entete: entete, maquette: maquette, eleves: fiches, dossiers: [Dossier](repeating: Dossier(), count: eleves), notes: notes)
    }

    /// Two or three épreuves a module: sixty in all.
    private static func maquette() -> Maquette {
        var (ues, ecues, epreuves): ([UE], [ECUE], [Epreuve]) = ([], [], [])
        for ue in 1...6 {
            let first = ecues.count
            for module in 1...4 {
                let tests = module <= 2 ? [("CC1", 1), ("CC2", 1), ("EX", 2)] : [("CC", 1), ("EX", 2)]
                for (code, weight) in tests {
                    epreuves.append(Epreuve(code: code, ecue: ecues.count, nature: .cours, coefficient: Rational(weight)))
                }
                ecues.append(
                    ECUE(
                        code: "M5\(ue)\(module)", intitule: "Module \(ue).\(module)", ue: ue - 1, coefficient: Rational(module == 1 ? 3 : 2),
                        nature: .cours))
            }
            ues.append(UE(code: "UE5-\(ue)", intitule: "Unité \(ue)", semestre: 0, ects: Rational(5), grade: true, ecues: Array(first..<ecues.count)))
        }
        return Maquette(semestres: ["S5"], ues: ues, ecues: ecues, epreuves: epreuves)
    }

    /// Marks around each ability, in hundredths; one in five hundred is an absence.
    private static func colonne(_ abilities: [Int32], _ difficulty: Int32, _ day: Int32, _ hasard: inout Hasard) -> Colonne {
        var colonne = Colonne(count: abilities.count)
        colonne.days = [Int32](repeating: day, count: abilities.count)
        for eleve in abilities.indices {
            // Three uniform draws out of one number: a bell wide enough for marks, six million times.
            let draw = hasard.next()
            if draw >> 48 % 500 == 0 {
                colonne.etats[eleve] = (draw & 1 == 0 ? Etat.abi : Etat.abj).rawValue
                continue
            }
            let noise = Int32(draw & 0x3FF) + Int32(draw >> 16 & 0x3FF) + Int32(draw >> 32 & 0x3FF) - 1535
            colonne.etats[eleve] = Etat.note.rawValue
            colonne.hundredths[eleve] = max(0, min(2000, abilities[eleve] + difficulty + noise / 3))
        }
        return colonne
    }
}

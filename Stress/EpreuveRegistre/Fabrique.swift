import Scolarite
import Valeurs

/// Numbers that follow from a seed, so that a run can be played again.
struct Hasard: RandomNumberGenerator {
    private var state: UInt64

    init(graine: UInt64) { state = graine &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Promotions of any size, made by arithmetic.
enum Fabrique {
    static func promotion(
        _ nom: String, annee: String = "2026-2027", eleves count: Int, ues: Int, epreuvesParUE: Int, hasard: inout Hasard
    ) -> Promotion {
        var ueList: [UE] = []
        var ecues: [ECUE] = []
        var epreuves: [Epreuve] = []
        for ue in 0..<ues {
            let first = ecues.count
            for part in 0..<epreuvesParUE {
                epreuves.append(Epreuve(code: "", ecue: ecues.count, nature: .cours, coefficient: .one))
                ecues.append(ECUE(code: "ECUE\(ue).\(part)", intitule: "Élément \(ue).\(part)", ue: ue, coefficient: .one, nature: .cours))
            }
            ueList.append(
                UE(
                    code: "UE\(ue)", intitule: "Unité \(ue)", semestre: 0, ects: Rational(6), grade: false, ecues: Array(first..<ecues.count)))
        }
        let maquette = Maquette(semestres: ["S5"], ues: ueList, ecues: ecues, epreuves: epreuves)
        let day = CalendarDate("2027-02-10")!
        let eleves = (0..<count).map { index in
            Eleve(
                id: "E\(index)", ine: "INE\(index)", nom: "Nom\(index)", prenom: "Prénom\(index)", naissance: day.adding(days: -7000 - index),
                niveauEcrit: "1A", entree: annee)
        }
        let dossiers = (0..<count).map { index in
            var dossier = Dossier()
            dossier.certifications = [
                Certification(test: "TOEIC", score: Rational(700 + index % 200), niveau: "B2", date: day, externe: true, langue: "en")
            ]
            if index % 5 == 0 {
                dossier.absences = [
                    Absence(
                        debut: day, fin: day, seance: "", nature: "cours", motif: "motif \(index)", justifie: true, depose: nil, autorisee: nil,
                        retardMinutes: nil, epreuve: "")
                ]
            }
            return dossier
        }
        var notes = Notes(maquette: maquette, eleves: count)
        for column in epreuves.indices {
            for eleve in 0..<count {
                notes.sessions[0][column][eleve] = Saisie(etat: .note, hundredths: Int32.random(in: 0...2000, using: &hasard), day: day.dayNumber)
            }
        }
        let entete = Entete(ecole: "École", reglement: "essai-2026", annee: annee, promotion: nom, cursus: "ingenieur", date: day, session: 1)
        return Promotion(entete: entete, maquette: maquette, eleves: eleves, dossiers: dossiers, notes: notes)
    }
}

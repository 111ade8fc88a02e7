import Scolarite
import Valeurs

/// Draws a promotion of a made-up school: plausible marks, absences, second sessions, certificates, placements, past results and jury
/// decisions, the same for the same seed.
///
/// Nothing in it is dated after the day on which it is judged, and writing it as a folder then reading it gives it back.
public struct PromotionFictive {
    let ecole: Ecole
    let annee: Int
    let session: Int
    /// First calendar year of the academic year judged.
    let debut = 2026
    var hasard: Hasard
    /// The UE of each year of the cursus.
    let unites: [[Ecole.Unite]]

    /// - Parameters:
    ///   - reglement: id of the bundle whose school is wanted (`ensmac-2026`, `polytech-lyon-2021`, `emse-icm-2025`, `emse-istp-2025`,
    ///     `emse-pdis-2025`; another id follows the maquette of ENSMAC).
    ///   - eleves: how many; the first ones are the same however many follow.
    ///   - session: the jury prepared, 1 or 2.
    ///   - niveau: year of the cursus, from 1; brought within those of the cursus.
    public static func generate(reglement: String, eleves: Int = 96, graine: UInt64 = 1, session: Int = 1, niveau: Int = 1) -> Promotion {
        let ecole = Ecole.suivant(reglement)
        let annee = max(1, min(niveau, ecole.annees.count))
        var draw = PromotionFictive(ecole: ecole, annee: annee, session: session == 2 ? 2 : 1, hasard: Hasard(graine: graine &* 31 &+ UInt64(annee)))
        return draw.promotion(max(0, eleves))
    }

    private init(ecole: Ecole, annee: Int, session: Int, hasard: Hasard) {
        (self.ecole, self.annee, self.session, self.hasard) = (ecole, annee, session, hasard)
        unites = ecole.annees.indices.map { ecole.unites(annee: $0 + 1) }
    }

    /// An élève being drawn.
    struct Personne {
        var eleve: Eleve
        var dossier = Dossier()
        /// The mark around which theirs fall, in hundredths.
        var ability: Int
        /// Whether the year judged is done for the second time.
        var repeats = false
        /// Whether a year was spent away before the last one.
        var gap = false
    }

    private mutating func promotion(_ count: Int) -> Promotion {
        let unites = unites[annee - 1]
        let whole = PromotionFictive.maquette(unites)
        var notes = Notes(maquette: whole, eleves: count)
        let difficulties = whole.ecues.map { _ in hasard.cloche(ecartType: 90) }
        var personnes: [Personne] = []
        for index in 0..<count {
            var personne = fiche(index)
            past(&personne)
            inscriptions(&personne, unites)
            sheet(index, &personne, difficulties, whole, &notes)
            life(&personne)
            placements(&personne)
            jury(index, &personne, whole, notes)
            personnes.append(personne)
        }
        number(&personnes)
        let entete = Entete(
            ecole: ecole.nom, reglement: ecole.reglement, annee: universitaire(debut),
            promotion: "\(ecole.cursus) \(debut + 1 + ecole.annees.count - annee)", cursus: ecole.cursus,
            date: judged, session: session, parametres: ecole.parametres)
        let (maquette, kept) = PromotionFictive.withoutEmptySheets(whole, notes)
        return Promotion(entete: entete, maquette: maquette, eleves: personnes.map(\.eleve), dossiers: personnes.map(\.dossier), notes: kept)
    }

    /// The day on which the situation is judged.
    var judged: CalendarDate {
        if session == 1 { return day(debut + 1, 6, 30) }
        if annee == ecole.annees.count, let last = ecole.dernierJury { return day(debut + 1, last.mois, last.jour) }
        return day(debut + 1, 7, 16)
    }

    func universitaire(_ start: Int) -> String { "\(start)-\(start + 1)" }

    func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
        guard let date = CalendarDate(year: year, month: month, day: day) else { preconditionFailure("no such day") }
        return date
    }

    private static func maquette(_ unites: [Ecole.Unite]) -> Maquette {
        var semestres: [String] = []
        var (ues, ecues, epreuves): ([UE], [ECUE], [Epreuve]) = ([], [], [])
        for unite in unites {
            if !semestres.contains(unite.semestre) { semestres.append(unite.semestre) }
            let first = ecues.count
            for module in unite.modules {
                for epreuve in module.epreuves {
                    epreuves.append(Epreuve(code: epreuve.code, ecue: ecues.count, nature: module.nature, coefficient: Rational(epreuve.poids)))
                }
                ecues.append(
                    ECUE(
                        code: module.code, intitule: module.intitule, ue: ues.count, coefficient: module.coefficient, nature: module.nature,
                        faits: module.faits))
            }
            ues.append(
                UE(
                    code: unite.code, intitule: unite.intitule, semestre: semestres.count - 1, ects: Rational(unite.ects), grade: unite.grade,
                    ecues: Array(first..<ecues.count)))
        }
        return Maquette(semestres: semestres, ues: ues, ecues: ecues, epreuves: epreuves)
    }

    /// An épreuve exists by its lines in the mark sheets: one that nobody took is not there.
    private static func withoutEmptySheets(_ maquette: Maquette, _ notes: Notes) -> (Maquette, Notes) {
        let kept = maquette.epreuves.indices.filter { epreuve in
            notes.sessions.contains { session in session[epreuve].etats.contains { $0 != 0 } }
        }
        var few = notes
        few.sessions = notes.sessions.map { session in kept.map { session[$0] } }
        return (
            Maquette(semestres: maquette.semestres, ues: maquette.ues, ecues: maquette.ecues, epreuves: kept.map { maquette.epreuves[$0] }), few
        )
    }
}

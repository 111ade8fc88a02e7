import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Registre

/// A promotion made by arithmetic, with something in every list, so that a field forgotten on the way shows.
enum PromotionDEssai {
    static func make(eleves count: Int = 6, ues: Int = 2, nom: String = "2029", annee: String = "2026-2027") -> Promotion {
        var ueList: [UE] = []
        var ecues: [ECUE] = []
        var epreuves: [Epreuve] = []
        for index in 0..<ues {
            let first = ecues.count
            for part in 0..<2 {
                epreuves.append(Epreuve(code: "", ecue: ecues.count, nature: .cours, coefficient: .one))
                if part == 0 { epreuves.append(Epreuve(code: "TP", ecue: ecues.count, nature: .tp, coefficient: Rational(1, over: 3))) }
                ecues.append(
                    ECUE(
                        code: "ECU\(index)\(part)", intitule: "Élément \(index).\(part)", ue: index, coefficient: Rational(3, over: 2),
                        nature: .cours,
                        seuil: part == 0 ? Rational(6) : nil, faits: part == 0 ? ["repere": "é\(index)"] : [:]))
            }
            ueList.append(
                UE(
                    code: "UE5-\(index)", intitule: "Unité \(index)", semestre: 0, ects: Rational(6), grade: index % 2 == 0,
                    seuil: index == 0 ? Rational(10) : nil, ecues: Array(first..<ecues.count)))
        }
        let maquette = Maquette(semestres: ["S5"], ues: ueList, ecues: ecues, epreuves: epreuves)
        let entete = Entete(
            ecole: "École d'essai", reglement: "essai-2026", surcouche: "crise", annee: annee, promotion: nom, cursus: "ingenieur",
            date: CalendarDate("2027-02-10")!, session: 1, periode: "S5",
            parametres: ["seuil_ue": .texte("10"), "gpa": .table(["A": .texte("4"), "B": .liste([.texte("3"), .texte("2.50")])])],
            autres: ["lieu": "site \"nord\"\nbâtiment 2"])
        var eleves: [Eleve] = []
        var dossiers: [Dossier] = []
        for index in 0..<count {
            eleves.append(
                Eleve(
                    id: "E\(index + 1)", ine: "INE\(index)", nom: "Nom\(index)", prenom: "Prénom\(index)",
                    naissance: CalendarDate("2005-01-01")!.adding(days: index), nationalites: index % 3 == 0 ? ["FR", "MA"] : ["FR"],
                    francophone: index % 2 == 0 ? true : nil, statut: index % 4 == 0 ? .FISA : .FISE, cursus: "ingenieur", niveau: 1,
                    niveauEcrit: "1A", entree: "2026-2027", niveauEntree: 1, voie: "concours", genre: "F", boursier: index % 2 == 0,
                    faits: ["adresse": "\(index), rue des Essais"]))
            dossiers.append(index % 2 == 0 ? fullDossier(index) : Dossier())
        }
        var notes = Notes(maquette: maquette, eleves: count)
        for (column, _) in epreuves.enumerated() {
            for eleve in 0..<count {
                let value = Int32((eleve * 377 + column * 211) % 2001)
                notes.sessions[0][column][eleve] = Saisie(
                    etat: .note, hundredths: value, day: column == 0 ? CalendarDate("2027-01-20")!.dayNumber : Saisie.noDay)
            }
        }
        if count > 2 {
            notes.sessions[0][1][1] = Saisie(etat: .abi, hundredths: 0)
            notes.sessions[1][0][2] = Saisie(etat: .note, hundredths: 1_250)
            notes.rattrapagesEcue[1] = Colonne(count: count)
            notes.rattrapagesEcue[1]?[2] = Saisie(etat: .att, hundredths: 0)
            notes.complementsUE[0] = Colonne(count: count)
        }
        return Promotion(entete: entete, maquette: maquette, eleves: eleves, dossiers: dossiers, notes: notes)
    }

    private static func fullDossier(_ index: Int) -> Dossier {
        let day = CalendarDate("2027-01-15")!
        var dossier = Dossier()
        dossier.ues = index == 0 ? [] : ["UE5-0", "UE5-1"]
        dossier.resultats = [
            Resultat(
                annee: "2025-2026", semestre: "S4", ue: "UE4-1", ects: Rational(5), moyenne: Rational(1999, over: 200), statut: "validee", grade: "B",
                session: 1),
            Resultat(annee: "2025-2026", semestre: "S4", ue: "UE4-2", ects: nil, moyenne: nil, statut: "non_validee", grade: "", session: nil),
        ]
        dossier.parcours = [AnneeParcours(annee: "2025-2026", niveau: nil, decision: "cesure", date: day)]
        dossier.certifications = [Certification(test: "TOEIC", score: Rational(785), niveau: "B2", date: day, externe: true, langue: "en")]
        dossier.sejours = [
            Sejour(
                type: "etudes", pays: "DE", debut: day, fin: nil, semaines: 12, credits: Rational(30), valide: nil, semestre: "S6", derogation: false)
        ]
        dossier.stages = [Stage(type: "1A", organisme: "Entreprise", lieu: "entreprise", pays: "FR", debut: day, fin: day, semaines: 4, valide: true)]
        dossier.absences = [
            Absence(
                debut: day, fin: day, seance: "TP", nature: "tp", motif: "rendez-vous médical", justifie: true, depose: Instant("2027-01-15T14:30"),
                autorisee: nil, retardMinutes: 10, epreuve: "ECU00/TP")
        ]
        dossier.engagements = [Engagement(action: "bureau", date: day, depose: nil, points: Rational(1, over: 2), valide: true)]
        dossier.options = [Choix(objet: "rattrapage:ECU01", choix: "oui", date: day)]
        dossier.procedures = [Procedure(procedure: "discipline", etat: "en_cours", date: day, cible: "ECU00")]
        dossier.decisions = [
            Decision(jury: "jury-1", date: day, objet: "ecue:ECU00", decision: "points:+0.5", motif: "assiduité", line: 2 + index),
            Decision(jury: "jury-1", date: day, objet: "ue:UE5-0", decision: "validee", motif: "", line: 3 + index),
        ]
        return dossier
    }
}

extension ReglementLuDuDisque {
    /// A règlement of one file, for the promotions of ``PromotionDEssai``.
    static func essai(_ empreinte: String = "sha256:aa", texte: String = "reglement: essai-2026") -> ReglementLuDuDisque {
        ReglementLuDuDisque(
            nom: "essai-2026", identifiant: "essai-2026", surcouche: "crise", empreinte: empreinte,
            fichiers: ["essai-2026/reglement.yaml": Array(texte.utf8)])
    }
}

extension Acte {
    /// An act at a minute of a made-up day.
    static func essai(_ minute: Int = 0, raison: String? = nil) -> Acte {
        Acte(acteur: "scolarite", instant: Instant(seconds: Instant("2027-02-01T08:00")!.seconds + Int64(minute) * 60), raison: raison)
    }
}

/// A folder that goes when the test ends.
final class DossierTemporaire {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("registre-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var base: String { path + "/base.quitus" }
}

extension Reponse {
    /// What was done; the test fails with the refusal otherwise.
    func get(sourceLocation: SourceLocation = #_sourceLocation) throws -> Fait {
        switch self {
        case .fait(let value): return value
        case .refuse(let refus):
            Issue.record("\(refus)", sourceLocation: sourceLocation)
            throw Refusal(refus)
        }
    }
}

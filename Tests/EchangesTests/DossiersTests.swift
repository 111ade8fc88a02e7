import Foundation
import Scolarite
import Testing
import Valeurs

@testable import Echanges

@Suite struct DossiersTests {
    static let full: [String: String] = [
        "inscriptions.csv": "eleve;ue\nE02;UE5-1\nE02;UE5-3\n",
        "resultats.csv":
            "eleve;annee;semestre;ue;ects;moyenne;statut;grade;session\nE01;2025-2026;S5;UE5-9;6;1999/200;non_validee;FX;1\nE01;2025-2026;S5;UE5-9;6;10,5;validee;E;2\n",
        "parcours.csv": "eleve;annee;niveau;decision;date\nE01;2025-2026;1;redoublement;2026-07-10\n",
        "certifications.csv": "eleve;test;score;niveau;date;externe\nE01;TOEIC;785;B2;2026-10-01;oui\nE01;DELF;;B1;;non\n",
        "sejours.csv":
            "eleve;type;pays;debut;fin;semaines;credits;valide;semestre;derogation\nE01;etudes;DE;2026-01-05;2026-06-30;25;30;oui;S8;non\n",
        "stages.csv": "eleve;type;organisme;lieu;pays;debut;fin;semaines;valide\nE01;1A;Usine;entreprise;FR;2026-06-01;2026-07-31;8;oui\n",
        "absences.csv":
            "eleve;debut;fin;seance;nature;motif;justifie;depose;autorisee;retard_minutes;epreuve\nE02;2027-01-10;10/01/2027;CM;controle;santé;oui;2027-01-11T14:30;non;0;CHI501/CC\n",
        "engagements.csv": "eleve;action;date;depose;points;valide\nE01;tutorat;2026-11-01;2026-11-05;2,5;oui\n",
        "options.csv": "eleve;objet;choix;date\nE01;rattrapage:CHI502;oui;2027-02-01\n",
        "procedures.csv": "eleve;procedure;etat;date;cible\nE02;discipline;en_cours;2027-01-15;CHI501\n",
        "decisions.csv":
            "jury;date;eleve;objet;decision;motif\nJ1;2027-02-01;E02;ue:UE5-1;validee;\nJ1;2027-02-01;E01;epreuve:CHI501/CC;neutralisee;sujet\nJ2;2027-02-02;E02;ecue:CHI502;note:12.5;\nJ2;2027-02-02;E01;ue:UE5-9;grade:E;\n",
    ]

    static func folder() -> FolderFixture {
        var folder = FolderFixture()
        for (name, text) in full { folder[name] = text }
        folder["notes.csv"] = folder["notes.csv"].replacingOccurrences(of: "E02;ENT501", with: "E02;ENT501")
        return folder
    }

    @Test func `every optional file is read into the dossier of its élève`() throws {
        let reading = try DossiersTests.folder().read()
        #expect(reading.diagnostics == [])
        let dossiers = try #require(reading.promotion).dossiers
        #expect(dossiers[0].ues == nil)
        #expect(dossiers[1].ues == ["UE5-1", "UE5-3"])
        #expect(dossiers[0].resultats.map(\.moyenne) == [Rational(1999, over: 200), Rational(21, over: 2)])
        #expect(dossiers[0].parcours == [AnneeParcours(annee: "2025-2026", niveau: 1, decision: "redoublement", date: CalendarDate("2026-07-10"))])
        #expect(dossiers[0].certifications.map(\.langue) == ["en", "fr"])
        #expect(dossiers[0].sejours.first?.semaines == 25)
        #expect(dossiers[0].stages.first?.valide == true)
        #expect(dossiers[1].absences.first?.depose == Instant("2027-01-11T13:30:00Z"))
        #expect(dossiers[1].absences.first?.retardMinutes == 0)
        #expect(dossiers[0].engagements.first?.points == Rational(5, over: 2))
        #expect(dossiers[0].options == [Choix(objet: "rattrapage:CHI502", choix: "oui", date: CalendarDate("2027-02-01"))])
        #expect(dossiers[1].procedures.first?.cible == "CHI501")
        #expect(dossiers[1].decisions.map(\.line) == [2, 4])
        #expect(dossiers[0].decisions.map(\.line) == [3, 5])
    }

    @Test(arguments: [
        ("inscriptions.csv", "E02;UE5-4", "5 ue-inconnue"), ("inscriptions.csv", "E02;UE5-1", "5 ligne-en-double"),
        ("inscriptions.csv", "E07;UE5-1", "1 eleve-inconnu"),
        ("resultats.csv", "E01;2025-2026;S5;U;6;20,01;validee;A;1", "22 nombre-hors-bornes"),
        ("resultats.csv", "E01;2025-2026;S5;U;6;1/0;validee;A;1", "22 nombre-invalide"),
        ("resultats.csv", "E01;2025-2026;S5;U;6;12;valide;A;1", "25 mot-inconnu"), ("parcours.csv", "E01;2025-2026;1;redoublment;", "17 mot-inconnu"),
        ("certifications.csv", "E01;INTERNE;500;B2;;non", "5 langue-absente"), ("certifications.csv", "E01;TOEIC;500;B3;;non", "15 mot-inconnu"),
        ("sejours.csv", "E01;etudes;UK;;;;;;;", "12 pays-invalide"), ("sejours.csv", "E01;etudes;;;;;;;;", "12 cellule-vide"),
        ("sejours.csv", "E01;etudes;DE;;;16,5;;;;", "17 entier-attendu"), ("stages.csv", "E01;1A;;entreprises;FR;;;;", "9 mot-inconnu"),
        ("absences.csv", "E01;;;;;;;;;;", "5 cellule-vide"), ("absences.csv", "E01;2027-01-10;;;;;;14h30;;;", "21 instant-invalide"),
        ("absences.csv", "E01;2027-01-10;;;;;;;;;CHI599/CC", "24 ecue-inconnu"),
        ("absences.csv", "E01;2027-01-10;;;;;;;;;CHI501/DS", "24 epreuve-inconnue"),
        ("decisions.csv", "J;2027-02-02;E01;matiere:X;validee;", "18 objet-invalide"),
        ("decisions.csv", "J;2027-02-02;E01;ecue:CHI501;note:bien;", "30 decision-nombre"),
        ("decisions.csv", "J;2027-02-02;E01;ecue:CHI501;note:20.01;", "30 decision-hors-bareme"),
        ("decisions.csv", "J;2027-02-02;E01;ecue:CHI501;points:-20.5;", "30 decision-hors-bareme"),
        ("decisions.csv", "J;2027-02-02;E01;ue:UE5-1;validée;", "27 decision-refusee"),
        ("decisions.csv", "J;2027-02-02;E01;ue:UE5-1;valide;", "27 decision-refusee"),
        ("decisions.csv", "J;2027-02-02;E01;ue:UE5-1;en_attente;", "27 decision-refusee"),
        ("decisions.csv", "J;2027-02-02;E01;ue:UE5-1;force_majeure;", "27 decision-refusee"),
        ("decisions.csv", "J;2027-02-02;E01;semestre:S5;validee;", "30 decision-refusee"),
        ("decisions.csv", "J;2027-02-02;E01;condition:anglais;validee;", "36 decision-refusee"),
        ("decisions.csv", "J;2027-02-02;E01;condition:anglai;dispensee;", "18 condition-inconnue"),
        ("decisions.csv", "J;2027-02-32;E01;annee;passage;", "3 date-invalide"),
    ])
    func `a wrong line of an optional file says where and what`(file: String, line: String, expected: String) throws {
        var folder = DossiersTests.folder()
        let number = folder[file].split(separator: "\n").count + 1
        folder.add(line, to: file)
        #expect(try folder.errors() == ["\(file):\(number):\(expected)"])
    }

    @Test(arguments: [
        ("stages.csv", "E01;1A;;association;FR;;;;", "9 mot-inconnu"), ("parcours.csv", "E01;;;transfert;", "7 mot-inconnu"),
        ("options.csv", "E01;rattrapage:CHI599;oui;", "5 objet-inconnu"), ("decisions.csv", "J;;E01;ecue:CHI599;validee;", "8 objet-inconnu"),
        ("decisions.csv", "J;;E01;annee;encouragements;", "14 decision-inconnue"),
        ("decisions.csv", "J;;E01;ue:UE5-1;grade:Z;", "17 decision-inconnue"),
    ])
    func `a doubtful line is a warning`(file: String, line: String, expected: String) throws {
        var folder = DossiersTests.folder()
        let number = folder[file].split(separator: "\n").count + 1
        folder.add(line, to: file)
        #expect(try folder.warnings() == ["\(file):\(number):\(expected)"])
    }

    @Test func `an internal test that says its language is read`() throws {
        var folder = FolderFixture()
        folder["certifications.csv"] = "eleve;test;langue\nE01;INTERNE;fr\n"
        #expect(try folder.read().promotion?.dossiers[0].certifications.map(\.langue) == ["fr"])
    }
}

@Suite struct EcritureTests {
    private func roundTrip(_ folder: FolderFixture) throws {
        let promotion = try #require(folder.read().promotion)
        let again = try FolderFixture.empty.inFolder { path in
            let target = PromotionFolder(path: path + "/sous/dossier")
            try target.write(promotion)
            return target.read()
        }
        #expect(again.diagnostics == [])
        #expect(again.promotion == promotion)
    }

    @Test func `a folder written back is read as the same promotion`() throws {
        try roundTrip(FolderFixture())
        try roundTrip(DossiersTests.folder())
    }

    @Test func `second sessions, complements, facts, quotes and odd headers survive`() throws {
        var folder = DossiersTests.folder()
        folder.add("E01;CHI501;;;;2;13.05;2027-02-01", to: "notes.csv")
        folder.add("E01;CHI502;;tp;1;2;0.5;", to: "notes.csv")
        folder.add("E01;ue:UE5-1;;;;2;11;", to: "notes.csv")
        folder.add("E02;CHI502;;tp;1;1;;", to: "notes.csv")
        folder["eleves.csv"] = "eleve;nom;statut;niveau;filiere\nE01;\"D;\"\"X\"\"\";CDP;1A;ça\nE02;;FC;1A;\n"
        folder["promotion.yaml"] +=
            "periode: S5\nparametres: { a: \"x: \\\"y\\\" # z\", b: [1, [2.10]], \"c d\": { e: 'NO' }, v: null, w: '-1', n: \"l1\\nl2\" }\n"
        folder["promotion.yaml"] = folder["promotion.yaml"].replacingOccurrences(of: "ecole: essai", with: "ecole: \"École: n° 1\"")
        folder["decisions.csv"] += "\nJ3;;E01;annee;passage;\"un\ndeux\"\n\nJ4;;E02;annee;passage;\n"
        folder["maquette.csv"] = folder["maquette.csv"].replacingOccurrences(of: "Chimie générale;2", with: "Chimie générale;1/3")
        try roundTrip(folder)
    }

    @Test(arguments: ["", "1", "1A"])
    func `a year left to the maquette, or written, is written back as it was`(niveau: String) throws {
        var folder = FolderFixture()
        folder["eleves.csv"] = "eleve;niveau\nE01;\(niveau)\nE02;\(niveau)\n"
        try roundTrip(folder)
        try folder.inFolder { path in
            let promotion = try #require(PromotionFolder(path: path).read().promotion)
            #expect(promotion.eleves.map(\.niveauEcrit) == [niveau, niveau])
            #expect(promotion.eleves.map(\.niveau) == [1, 1])
        }
    }

    @Test func `a folder in use is refused, or replaced whole when asked`() throws {
        let small = try #require(FolderFixture().read().promotion)
        try DossiersTests.folder().inFolder { path in
            let folder = PromotionFolder(path: path)
            #expect(throws: Diagnostic.self) { try folder.write(small) }
            #expect(folder.read().promotion != small)
            try folder.write(small, replacing: true)
            #expect(folder.read().promotion == small)
            let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
            #expect(names == ["eleves.csv", "maquette.csv", "notes.csv", "promotion.yaml"])
        }
    }

    @Test func `writing over a file says so`() throws {
        let promotion = try #require(FolderFixture().read().promotion)
        try FolderFixture().inFolder { path in
            _ = #expect(throws: Diagnostic.self) { try PromotionFolder(path: path + "/notes.csv").write(promotion) }
        }
    }
}

extension FolderFixture {
    static var empty: FolderFixture {
        var folder = FolderFixture()
        folder.files = [:]
        return folder
    }
}

@Suite struct ConnueAuTests {
    @Test func `facts dated after the day are set aside and counted, those of the day are kept`() throws {
        let promotion = try #require(DossiersTests.folder().read().promotion)
        let before = promotion.connueAu(try #require(CalendarDate("2027-01-10")))
        #expect(before.promotion.saisie("E01", "CHI501", "CC")?.hundredths == 800)
        #expect(before.promotion.saisie("E01", "CHI501", "EX")?.etat == .absente)
        #expect(before.promotion.saisie("E01", "CHI502", "")?.hundredths == 1425)
        #expect(before.promotion.dossiers[1].absences.map(\.depose) == [nil])
        #expect(before.promotion.dossiers.flatMap(\.decisions).isEmpty)
        // One mark, one proof, one option, one procedure, four decisions.
        #expect(before.ecartes == 8)
        #expect(before.warnings.first?.message == "8 faits d'après le 10 janvier 2027 n'ont pas été lus")
        #expect(promotion.connueASaDate.ecartes == 0)
        #expect(promotion.connueASaDate.promotion == promotion)
        #expect(promotion.connueASaDate.warnings == [])
    }

    @Test func `second-session marks that the first jury does not read are counted`() throws {
        var promotion = try #require(DossiersTests.folder().read().promotion)
        promotion.entete.session = 1
        for index in promotion.notes.sessions[1].indices { promotion.notes.sessions[1][index][0] = .absente }
        for index in promotion.notes.rattrapagesEcue.indices { promotion.notes.rattrapagesEcue[index] = nil }
        #expect(promotion.connueASaDate.warnings.map(\.code) == [])
        promotion.notes.sessions[1][0][0] = Saisie(etat: .note, hundredths: 1200)
        #expect(promotion.connueASaDate.warnings.map(\.code) == ["session-2-non-lue"])
        promotion.entete.session = 2
        #expect(promotion.connueASaDate.warnings.map(\.code) == [])
    }

    @Test func `an absence may carry its hours, which a written folder gives back`() throws {
        var folder = DossiersTests.folder()
        folder["absences.csv"] = "eleve;debut;fin;depose\nE01;2027-01-18T08:00;2027-01-18T12:00;2027-01-20T07:50\n"
        let absence = try #require(folder.read().promotion?.dossiers[0].absences.first)
        #expect(absence.debut == CalendarDate("2027-01-18") && absence.debutA == Instant("2027-01-18T08:00"))
        #expect(absence.finA == Instant("2027-01-18T12:00"))
    }

    @Test func `an earlier day never knows more`() throws {
        let promotion = try #require(DossiersTests.folder().read().promotion)
        var last = Int.max
        for day in 0..<500 {
            let known = promotion.connueAu(try #require(CalendarDate("2025-12-01")).adding(days: day))
            #expect(known.ecartes <= last)
            #expect(known.promotion.connueAu(known.date).ecartes == 0)
            last = known.ecartes
        }
    }
}

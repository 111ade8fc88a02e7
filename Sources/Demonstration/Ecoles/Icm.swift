import Scolarite

extension Ecole {
    /// A generalist school of three years.
    static let icm = Ecole(
        reglement: "emse-icm-2025", nom: "Mines Saint-Etienne", cursus: "ICM", annees: [annee1, annee2, annee3], parts: [(.FISE, 100)],
        grades: [("A+", 1560), ("A", 1420), ("B", 1220), ("C", 1000)],
        parametres: [
            "seuil_ecue": .texte("7"), "seuil_ue": .texte("10"), "note_finale_rattrapage": .texte("meilleure"),
            "gpa": .table(["A+": .texte("4.3"), "A": .texte("4"), "B": .texte("3"), "C": .texte("2")]),
        ],
        engagements: ["bureau des élèves", "tutorat", "forum entreprises", "association sportive"],
        stages: [
            Periode(type: "initiation", annee: 1, mois: 6, jour: 29, semaines: [4, 5, 6], etranger: 150),
            Periode(type: "application", annee: 2, mois: 6, jour: 29, semaines: [8, 10, 12], etranger: 500, laboratoire: 250),
            Periode(type: "fin_etudes", annee: 3, mois: 1, jour: 25, semaines: [20, 22, 22], etranger: 300, laboratoire: 100),
        ])

    private static let annee1 = """
        S5;MAT5;Mathématiques appliquées;7;oui|MAT5A:Probabilités:2:cours:CC*1,EX*2|MAT5B:Analyse numérique:2:cours:EX|MAT5C:Statistiques:1:projet:RAP
        S5;PHY5;Physique des matériaux;7;oui|PHY5A:Physique du solide:2:cours:CC*1,EX*2|PHY5B:Cristallographie:1:cours:EX|PHY5C:TP matériaux:1:tp:
        S5;INF5;Informatique;6;oui|INF5A:Algorithmique:2:cours:CC*1,EX*2|INF5B:Bases de données:1:cours:EX|INF5C:Projet informatique:1:projet:RAP*1,SOU*1
        S5;SES5;Sciences économiques et sociales;5;oui|ECO5A:Économie:1:cours:EX|SOC5A:Sociologie:1:cours:RAP|GES5A:Comptabilité:1:cours:EX
        S5;LAN5;Langues et sport;5;oui|ANG5:Anglais:2:langue:CC*1,ORA*1|LV25:Deuxième langue:1:langue:CC|SPO5:Sport:0:competence:
        S6;MEC6;Mécanique;7;oui|MEC6A:Mécanique des milieux continus:2:cours:CC*1,EX*2|MEC6B:Thermique:2:cours:EX|MEC6C:TP de mécanique:1:tp:
        S6;PRO6;Procédés;6;oui|PRO6A:Génie des procédés:2:cours:CC*1,EX*2|PRO6B:Thermodynamique:1:cours:EX|PRO6C:TP procédés:1:tp:
        S6;ENV6;Environnement;6;oui|ENV6A:Écologie industrielle:1:cours:EX|ENV6B:Cycle de vie:1:projet:RAP*1,SOU*1|ENV6C:Géosciences:1:cours:EX
        S6;PRJ6;Projet citoyen;6;oui|PRJ6A:Projet citoyen:3:projet:RAP*1,SOU*2|PRJ6B:Conduite de projet:1:cours:RAP
        S6;LAN6;Langues et culture;5;oui|ANG6:Anglais:2:langue:CC*1,ORA*1|LV26:Deuxième langue:1:langue:CC|SPO6:Sport:0:competence:
        """

    private static let annee2 = """
        S7;MAJ7A;Majeure 1;8;oui|MAJ7A1:Fondements:2:cours:CC*1,EX*2|MAJ7A2:Méthodes:2:cours:EX|MAJ7A3:TP de majeure:1:tp:
        S7;MAJ7B;Majeure 2;8;oui|MAJ7B1:Modélisation:2:cours:CC*1,EX*2|MAJ7B2:Applications:1:cours:EX|MAJ7B3:Projet de majeure:1:projet:RAP*1,SOU*1
        S7;SES7;Management;7;oui|MAN7A:Management:1:cours:EX|FIN7A:Finance:1:cours:EX|DRO7A:Droit:1:cours:EX
        S7;LAN7;Langues;7;oui|ANG7:Anglais:2:langue:CC*1,ORA*1|LV27:Deuxième langue:1:langue:CC|SPO7:Sport:0:competence:
        S8;TB8A;Toolbox 1;7;oui|TB8A1:Science des données:2:cours:CC*1,EX*2|TB8A2:Calcul haute performance:1:cours:EX
        S8;TB8B;Toolbox 2;7;oui|TB8B1:Simulation:2:cours:EX|TB8B2:Fiabilité:1:cours:EX|TB8B3:TP de simulation:1:tp:
        S8;DEF8;Défi;8;oui|DEF8A:Défi:3:projet:RAP*1,SOU*1|DEF8B:Veille:1:cours:RAP
        S8;LAN8;Langues et humanités;8;oui|ANG8:Anglais:2:langue:CC*1,ORA*1|HUM8:Humanités:1:cours:RAP|ETH8:Éthique:1:cours:EX
        """

    private static let annee3 = """
        S9;OPT9A;Option 1;8;oui|OPT9A1:Cours d'option 1:2:cours:CC*1,EX*2|OPT9A2:Cours d'option 2:2:cours:EX|OPT9A3:TP d'option:1:tp:
        S9;OPT9B;Option 2;8;oui|OPT9B1:Cours d'option 3:2:cours:EX|OPT9B2:Projet d'option:2:projet:RAP*1,SOU*1
        S9;STR9;Stratégie d'entreprise;7;oui|STR9A:Stratégie:1:cours:EX|INN9A:Innovation:1:projet:RAP*1,SOU*1
        S9;LAN9;Langues;7;oui|ANG9:Anglais:2:langue:CC*1,ORA*1|LV29:Deuxième langue:1:langue:CC
        S10;PFE10;Projet de fin d'études;30;oui|PFE10A:Rapport:1:memoire:|PFE10B:Soutenance:1:soutenance:|PFE10C:Travail en entreprise:2:stage:
        """
}

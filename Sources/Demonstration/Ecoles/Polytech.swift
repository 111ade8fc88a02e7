import Scolarite

extension Ecole {
    /// A computing speciality of a network, years 3A to 5A, élèves and apprentices in one promotion.
    static let polytech = Ecole(
        reglement: "polytech-lyon-2021", nom: "Polytech Lyon", cursus: "ingenieur", annees: [annee3, annee4, annee5],
        parts: [(.FISE, 75), (.FISA, 25)],
        premiereAnnee: 3, plancher: 1000, colonnes: ["specialite": ["INFO"]],
        engagementSurMille: 850, engagements: ["club_bde", "association", "evenement", "portes_ouvertes", "salon_etudiant"],
        stages: [
            Periode(type: "3A", annee: 1, mois: 6, jour: 1, semaines: [4, 4, 5, 6], etranger: 100, publics: [.FISE]),
            Periode(type: "4A", annee: 2, mois: 2, jour: 1, semaines: [20, 20, 20, 21, 18], etranger: 650, publics: [.FISE]),
            Periode(type: "5A", annee: 3, mois: 2, jour: 8, semaines: [22], etranger: 150, publics: [.FISE]),
        ])

    private static let annee3 = """
        S5;UE5A;Mathématiques pour l'ingénieur;7;oui|MAT51:Algèbre et analyse:3:cours:CC1*1,CC2*2|MAT52:Probabilités:2:cours:CC1*1,CC2*2|MAT53:Calcul scientifique:1:projet:RAP
        S5;UE5B;Programmation;8;oui|INF51:Algorithmique:3:cours:CC1*1,CC2*1,CC3*2|INF52:Bases de données:2:cours:CC1*1,CC2*1|INF53:TP de programmation:2:tp:
        S5;UE5C;Architecture et réseaux;6;oui|ARC51:Architecture des ordinateurs:2:cours:CC1*1,CC2*1|RES51:Réseaux:2:cours:CC1*1,CC2*1|ARC52:TP d'architecture:1:tp:
        S5;UE5D;Ouverture vers l'entreprise;5;oui|GES51:Gestion:2:cours:CC|COM51:Communication:1:cours:ORA|PPP51:Projet personnel et professionnel:0:competence:
        S5;UE5E;Langues;4;oui|ANG51:Anglais:2:langue:CC*1,ORA*1|LV251:Deuxième langue:1:langue:CC
        S6;UE6A;Génie logiciel;8;oui|GLO61:Conception objet:3:cours:CC1*1,CC2*2|WEB61:Développement web:2:cours:CC1*1,CC2*1|GLO62:TP de génie logiciel:2:tp:
        S6;UE6B;Systèmes;7;oui|SYS61:Systèmes d'exploitation:3:cours:CC1*1,CC2*2|RES61:Réseaux avancés:2:cours:CC1*1,CC2*1|SYS62:TP systèmes:1:tp:
        S6;UE6C;Mathématiques discrètes;6;oui|MAT61:Graphes:2:cours:CC1*1,CC2*1|MAT62:Optimisation:2:cours:CC1*1,CC2*1
        S6;UE6D;Projet collectif;5;oui|PRO61:Projet collectif:3:projet:RAP*1,SOU*1|QUA61:Qualité:1:cours:CC
        S6;UE6E;Langues et humanités;4;oui|ANG61:Anglais:2:langue:CC*1,ORA*1|SHS61:Sociologie des organisations:1:cours:CC|SPO61:Sport:1:cours:CC
        """

    // In computing the assistant-engineer placement takes the even semester; apprentices are taught meanwhile.
    private static let annee4 = """
        S7;UE7A;Intelligence artificielle;8;oui|IAR71:Apprentissage statistique:3:cours:CC1*1,CC2*2|IAR72:Vision:2:cours:CC1*1,CC2*1|IAR73:TP d'apprentissage:1:tp:
        S7;UE7B;Sécurité et réseaux;7;oui|SEC71:Sécurité:2:cours:CC1*1,CC2*1|SEC72:Cryptographie:2:cours:CC1*1,CC2*1|SEC73:TP de sécurité:1:tp:
        S7;UE7C;Projet de spécialité;6;oui|PRO71:Projet de spécialité:3:projet:RAP*1,SOU*1|GPR71:Gestion de projet:1:cours:CC
        S7;UE7D;Ouverture vers l'entreprise;5;oui|MAN71:Management:2:cours:CC|DRO71:Droit du numérique:1:cours:CC|RSE71:Responsabilité sociétale:1:cours:CC
        S7;UE7E;Langues;4;oui|ANG71:Anglais:2:langue:CC*1,ORA*1|LV271:Deuxième langue:1:langue:CC
        S8;UE8S;Stage assistant ingénieur;30;oui;FISE|STA81:Stage assistant ingénieur:1:stage:ENT*2,RAP*1,SOU*1
        S8;UE8A;Développement avancé;9;oui;FISA|DEV81:Architecture logicielle:2:cours:CC1*1,CC2*1|DEV82:Programmation répartie:2:cours:CC1*1,CC2*1|DEV83:TP de développement:1:tp:
        S8;UE8B;Données;8;oui;FISA|DON81:Entrepôts de données:2:cours:CC1*1,CC2*1|DON82:Statistiques:2:cours:CC1*1,CC2*1
        S8;UE8C;Langues et entreprise;5;oui;FISA|ANG81:Anglais:2:langue:CC*1,ORA*1|DRO81:Droit du travail:1:cours:CC
        S8;UE8E;Période en entreprise;8;oui;FISA|APP81:Période en entreprise:1:apprentissage:ENT*2,RAP*1
        """

    private static let annee5 = """
        S9;UE9A;Approfondissement 1;8;oui|APP91:Calcul intensif:2:cours:CC1*1,CC2*1|APP92:Informatique en nuage:2:cours:CC1*1,CC2*1|APP93:TP d'approfondissement:1:tp:
        S9;UE9B;Approfondissement 2;8;oui|APP94:Données massives:2:cours:CC1*1,CC2*1|APP95:Interfaces:2:cours:CC1*1,CC2*1
        S9;UE9C;Projet industriel;7;oui|PRO91:Projet industriel:3:projet:RAP*1,SOU*1|INN91:Innovation:1:cours:CC
        S9;UE9D;Langues et entreprise;7;oui|ANG91:Anglais:2:langue:CC*1,ORA*1|ENT91:Stratégie:2:cours:CC|ETH91:Éthique:1:cours:CC|PPP91:Projet personnel et professionnel:0:competence:
        S10;UE10S;Stage de fin d'études;30;oui;FISE|STA101:Stage de fin d'études:1:stage:ENT*2,RAP*1,SOU*1
        S10;UE10E;Période en entreprise;30;oui;FISA|APP101:Période en entreprise:1:apprentissage:ENT*2,RAP*1,SOU*1
        """
}

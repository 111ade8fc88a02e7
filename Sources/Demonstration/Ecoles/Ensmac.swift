import Scolarite

extension Ecole {
    /// A chemistry, materials and food engineering school of three years, 30 ECTS a semester.
    static let ensmac = Ecole(
        reglement: "ensmac-2026", nom: "ENSMAC", cursus: "ingenieur", annees: [annee1, annee2, annee3], parts: [(.FISE, 92), (.FC, 4), (.CDP, 4)],
        plancher: 600, parametres: ["grades_actifs": .texte("oui")],
        engagements: ["association_laique", "promotion_ecole", "implication_ecole", "sapeur_pompier_volontaire", "conseils"],
        stages: [
            Periode(type: "initiation", annee: 1, mois: 6, jour: 29, semaines: [4, 4, 5, 6, 8], etranger: 120),
            Periode(type: "application", annee: 2, mois: 6, jour: 16, semaines: [20, 20, 21], etranger: 520, laboratoire: 300),
            Periode(type: "fin_etudes", annee: 3, mois: 3, jour: 29, semaines: [22], etranger: 200, laboratoire: 100),
        ],
        dernierJury: (8, 31))

    private static let annee1 = """
        S5;UE5-1;Chimie moléculaire;7;oui|CHI501:Chimie organique:3:cours:EX*3,CC*1|CHI502:Chimie analytique:2:cours:EX*2,CC*1|CHI503:TP de chimie organique:2:tp:
        S5;UE5-2;Physique et matériaux;6;oui|PHY501:Thermodynamique:2:cours:EX*2,CC*1|PHY502:Structure de la matière:2:cours:EX|PHY503:TP de physique:1:tp:
        S5;UE5-3;Mathématiques et informatique;6;oui|MAT501:Analyse numérique:2:cours:EX*2,CC*1|MAT502:Statistiques:2:cours:EX|INF501:Programmation:2:projet:RAP*1,SOU*1
        S5;UE5-4;Biologie et aliments;5;oui|BIO501:Biochimie:2:cours:EX*2,CC*1|BIO502:Microbiologie:1:cours:EX|BIO503:TP de biochimie:1:tp:
        S5;UE5-5;Langues et humanités;6;oui|ANG501:Anglais:2:langue:CC|LV2501:Deuxième langue:1:langue:CC|SHS501:Communication:1:cours:CC|SPO501:Sport:0:competence:
        S6;UE6-1;Chimie physique;7;oui|CHI601:Cinétique:2:cours:EX*2,CC*1|CHI602:Électrochimie:2:cours:EX|CHI603:TP de chimie physique:2:tp:
        S6;UE6-2;Polymères et matériaux;6;oui|MTX601:Polymères:2:cours:EX*2,CC*1|MTX602:Matériaux inorganiques:2:cours:EX|MTX603:TP matériaux:1:tp:
        S6;UE6-3;Génie des procédés;6;oui|GPR601:Transferts:2:cours:EX*2,CC*1|GPR602:Opérations unitaires:2:cours:EX|GPR603:Projet procédés:1:projet:RAP*2,SOU*1
        S6;UE6-4;Entreprise;5;oui|ECO601:Économie et gestion:2:cours:EX|QUA601:Qualité:1:cours:EX|SEC601:Sécurité:0:competence:
        S6;UE6-5;Langues et engagement;6;oui|ANG601:Anglais:2:langue:CC|LV2601:Deuxième langue:1:langue:CC|PRO601:Projet collectif:2:projet:RAP*1,SOU*1|ENG601:Engagement étudiant:1:facultatif:
        """

    private static let annee2 = """
        S7;UE7-1;Chimie avancée;7;oui|CHI701:Catalyse:2:cours:EX*2,CC*1|CHI702:Spectroscopies:2:cours:EX|CHI703:TP avancés:2:tp:
        S7;UE7-2;Matériaux avancés;6;oui|MTX701:Composites:2:cours:EX*2,CC*1|MTX702:Nanomatériaux:2:cours:EX|MTX703:TP matériaux:1:tp:
        S7;UE7-3;Procédés et énergie;7;oui|GPR701:Réacteurs:2:cours:EX*2,CC*1|GPR702:Énergie:2:cours:EX|GPR703:Simulation:2:projet:RAP*1,SOU*1
        S7;UE7-4;Anglais;4;oui|ANG701:Anglais:1:langue:CC|ANG702:Niveau d'anglais:0:competence::anglais_s7
        S7;UE7-5;Entreprise et stage;6;oui|GES701:Gestion de projet:2:cours:EX|LV2701:Deuxième langue:1:langue:CC|STA701:Stage d'initiation:0:competence:
        S8;UE8-1;Formulation;7;oui|FOR801:Formulation:2:cours:EX*2,CC*1|FOR802:Physico-chimie:2:cours:EX|FOR803:TP formulation:2:tp:
        S8;UE8-2;Agroalimentaire;6;oui|AGR801:Technologies alimentaires:2:cours:EX*2,CC*1|AGR802:Nutrition:1:cours:EX|AGR803:TP pilotes:1:tp:
        S8;UE8-3;Environnement;6;oui|ENV801:Analyse de cycle de vie:2:cours:EX|ENV802:Traitement des eaux:2:cours:EX*2,CC*1
        S8;UE8-4;Recherche;5;oui|REC801:Projet de recherche:3:projet:RAP*2,SOU*1|REC802:Bibliographie:1:cours:RAP
        S8;UE8-5;Langues et management;6;oui|ANG801:Anglais:2:langue:CC|LV2801:Deuxième langue:1:langue:CC|MAN801:Management:2:cours:EX|ETH801:Éthique:0:competence:
        """

    private static let annee3 = """
        S9;UE9-1;Spécialisation 1;10;non|SPE901:Module de spécialisation A:0:competence:|SPE902:Module de spécialisation B:0:competence:
        S9;UE9-2;Stage d'application;12;non|STA901:Stage d'application:0:competence:
        S9;UE9-3;Innovation;4;oui|INN901:Innovation:2:cours:EX|INN902:Propriété intellectuelle:1:cours:EX
        S9;UE9-4;Ouverture;4;non|OUV901:Module d'ouverture:0:competence:|ANG901:Anglais professionnel:0:competence:
        S10;UE10-1;Spécialisation 2;6;non|SPE1001:Projet de spécialisation:0:competence:
        S10;UE10-2;Stage de fin d'études;24;non|PFE1001:Rapport de fin d'études:0:competence:|PFE1002:Soutenance:0:competence:
        """
}

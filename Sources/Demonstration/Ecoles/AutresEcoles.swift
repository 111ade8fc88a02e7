import Scolarite

extension Ecole {
    /// An engineering school of a network, years 3A to 5A, élèves and apprentices in one promotion.
    static let polytech = Ecole(
        reglement: "polytech-lyon-2021", nom: "Polytech Lyon", cursus: "ingenieur", annees: [polytech3, polytech4, polytech5], statuts: [.FISE, .FISE, .FISE, .FISA], premiereAnnee: 3,
        parametres: [:], colonnes: ["specialite": ["informatique", "materiaux", "mecanique"]])

    private static let polytech3 = """
        S5;UE5A;Mathématiques pour l'ingénieur;8;oui|MAT51:Algèbre:2:cours:EX*2,CC*1|MAT52:Probabilités:2:cours:EX*2,CC*1|MAT53:Calcul scientifique:1:projet:RAP
        S5;UE5B;Sciences de l'informatique;8;oui|INF51:Algorithmique:2:cours:EX*2,CC*1|INF52:Bases de données:2:cours:EX|INF53:TP de programmation:1:tp:
        S5;UE5C;Sciences de l'ingénieur;8;oui|SCI51:Mécanique:2:cours:EX|SCI52:Électronique:2:cours:EX*2,CC*1
        S5;UE5D;Langues et entreprise;6;oui|ANG51:Anglais:2:langue:CC|SHS51:Gestion:1:cours:EX|SPO51:Sport:1:cours:CC
        S6;UE6A;Systèmes;8;oui|SYS61:Systèmes d'exploitation:2:cours:EX*2,CC*1|SYS62:Réseaux:2:cours:EX|SYS63:TP systèmes:1:tp:
        S6;UE6B;Modélisation;8;oui|MOD61:Optimisation:2:cours:EX|MOD62:Modélisation:2:cours:EX*2,CC*1
        S6;UE6C;Projet;8;oui|PRO61:Projet collectif:3:projet:RAP*1,SOU*1|QUA61:Qualité:1:cours:EX
        S6;UE6D;Langues et humanités;6;oui|ANG61:Anglais:2:langue:CC|COM61:Communication:1:cours:CC
        """

    private static let polytech4 = """
        S7;UE7A;Spécialité 1;10;oui|SPE71:Cours de spécialité 1:3:cours:EX*2,CC*1|SPE72:Cours de spécialité 2:2:cours:EX|SPE73:TP de spécialité:1:tp:
        S7;UE7B;Spécialité 2;10;oui|SPE74:Cours de spécialité 3:2:cours:EX*2,CC*1|SPE75:Projet de spécialité:2:projet:RAP*1,SOU*1
        S7;UE7C;Langues et gestion;10;oui|ANG71:Anglais:2:langue:CC|GES71:Gestion de projet:2:cours:EX|DRO71:Droit:1:cours:EX
        S8;UE8A;Spécialité 3;10;oui|SPE81:Cours de spécialité 4:3:cours:EX*2,CC*1|SPE82:Cours de spécialité 5:2:cours:EX
        S8;UE8B;Langues et management;8;oui|ANG81:Anglais:2:langue:CC|MAN81:Management:2:cours:EX
        S8;UE8C;Stage de 4e année;12;oui|STA81:Stage:1:stage:RAP*1,ENT*1,SOU*1
        """

    private static let polytech5 = """
        S9;UE9A;Approfondissement;15;oui|APP91:Approfondissement 1:2:cours:EX|APP92:Approfondissement 2:2:cours:EX*2,CC*1|APP93:Projet industriel:3:projet:RAP*1,SOU*1
        S9;UE9B;Entreprise;15;oui|ENT91:Stratégie:2:cours:EX|ANG91:Anglais:2:langue:CC|RSE91:Responsabilité sociétale:1:cours:EX
        S10;UE10A;Stage de fin d'études;30;oui|STA101:Stage de fin d'études:1:stage:RAP*1,ENT*1,SOU*1
        """

    /// A generalist school of three years.
    static let icm = Ecole(
        reglement: "emse-icm-2025", nom: "Mines Saint-Etienne", cursus: "ICM", annees: [icm1, icm2, icm3], statuts: [.FISE], premiereAnnee: 1,
        parametres: ["seuil_ecue": .texte("7"), "note_finale_rattrapage": .texte("meilleure"), "gpa": .table(["A+": .texte("4.3"), "A": .texte("4"), "B": .texte("3"), "C": .texte("2")])],
        colonnes: [:])

    private static let icm1 = """
        S5;MAT5;Mathématiques appliquées;8;oui|MAT5A:Probabilités:1:cours:EX*2,CC*1|MAT5B:Analyse numérique:1:cours:EX
        S5;PHY5;Physique des matériaux;8;oui|PHY5A:Physique du solide:1:cours:EX*2,CC*1|PHY5B:TP matériaux:1:tp:
        S5;INF5;Informatique;7;oui|INF5A:Algorithmique:1:cours:EX|INF5B:Projet informatique:1:projet:RAP*1,SOU*1
        S5;LAN5;Langues et cultures;7;oui|ANG5:Anglais:1:langue:CC|LV25:Deuxième langue:1:langue:CC|SPO5:Sport:0:competence:
        S6;MEC6;Mécanique;8;oui|MEC6A:Mécanique des milieux continus:1:cours:EX*2,CC*1|MEC6B:Thermique:1:cours:EX
        S6;PRO6;Procédés;7;oui|PRO6A:Génie des procédés:1:cours:EX|PRO6B:TP procédés:1:tp:
        S6;ECO6;Économie et société;8;oui|ECO6A:Économie:1:cours:EX|ECO6B:Sociologie:1:cours:RAP
        S6;LAN6;Langues et projet;7;oui|ANG6:Anglais:1:langue:CC|PRJ6:Projet citoyen:1:projet:RAP*1,SOU*1
        """

    private static let icm2 = """
        S7;MAJ7A;Majeure 1;10;oui|MAJ7A1:Cours de majeure 1:1:cours:EX*2,CC*1|MAJ7A2:Cours de majeure 2:1:cours:EX
        S7;MAJ7B;Majeure 2;10;oui|MAJ7B1:Cours de majeure 3:1:cours:EX|MAJ7B2:Projet de majeure:1:projet:RAP*1,SOU*1
        S7;LAN7;Langues et management;10;oui|ANG7:Anglais:1:langue:CC|MAN7:Management:1:cours:EX
        S8;DEF8;Défi;10;oui|DEF8A:Toolbox:1:cours:EX|DEF8B:Défi:1:projet:RAP*1,SOU*1
        S8;LAN8;Langues et humanités;8;oui|ANG8:Anglais:1:langue:CC|HUM8:Humanités:1:cours:RAP
        S8;STA8;Stage;12;oui|STA8A:Stage d'application:1:stage:RAP*1,SOU*1
        """

    private static let icm3 = """
        S9;OPT9A;Option 1;15;oui|OPT9A1:Cours d'option 1:1:cours:EX|OPT9A2:Projet d'option:1:projet:RAP*1,SOU*1
        S9;OPT9B;Option 2;15;oui|OPT9B1:Cours d'option 2:1:cours:EX|ANG9:Anglais:1:langue:CC
        S10;PFE10;Projet de fin d'études;30;oui|PFE10A:Projet de fin d'études:1:stage:RAP*1,SOU*1
        """

    /// A school of apprentices: company evaluations in percent beside taught UE.
    static let istp = Ecole(
        reglement: "emse-istp-2025", nom: "ISTP", cursus: "ISTP", annees: [istp1, istp2, istp3], statuts: [.FISA, .FISA, .FISA, .FISA, .FC], premiereAnnee: 1,
        parametres: ["seuil_ecue": .texte("7"), "note_finale_rattrapage": .texte("remplace")], colonnes: ["specialite": ["GI", "GN", "VE", "SEE"]])

    private static func istp(_ number: Int) -> String {
        let (a, b) = (2 * number + 3, 2 * number + 4)
        return """
            S\(a);SCI\(a);Sciences;8;oui|SCI\(a)A:Mathématiques:1:cours:EX*2,CC*1|SCI\(a)B:Physique:1:cours:EX
            S\(a);TEC\(a);Techniques de l'ingénieur;8;oui|TEC\(a)A:Génie industriel:1:cours:EX|TEC\(a)B:Projet:1:projet:RAP*1,SOU*1
            S\(a);LAN\(a);Langues et gestion;6;oui|ANG\(a):Anglais:1:langue:CC|GES\(a):Gestion:1:cours:EX
            S\(a);ENT\(a);Entreprise;8;oui|ENT\(a)A:Compétences techniques:1:entreprise:|ENT\(a)B:Compétences d'organisation:1:entreprise:
            S\(b);SCI\(b);Sciences appliquées;8;oui|SCI\(b)A:Modélisation:1:cours:EX*2,CC*1|SCI\(b)B:Qualité:1:cours:EX
            S\(b);TEC\(b);Méthodes;8;oui|TEC\(b)A:Organisation:1:cours:EX|TEC\(b)B:Projet:1:projet:RAP*1,SOU*1
            S\(b);LAN\(b);Langues et droit;6;oui|ANG\(b):Anglais:1:langue:CC|DRO\(b):Droit du travail:1:cours:EX
            S\(b);ENT\(b);Entreprise;8;oui|ENT\(b)A:Compétences techniques:1:entreprise:|ENT\(b)B:Compétences humaines:1:entreprise:
            """
    }

    private static let istp1 = istp(1)
    private static let istp2 = istp(2)
    private static let istp3 = istp(3)

    /// A post-baccalaureate cycle of two years, 90 credits each.
    static let pdis = Ecole(
        reglement: "emse-pdis-2025", nom: "PDIS", cursus: "PDIS", annees: [pdis(1), pdis(2)], statuts: [.FISE], premiereAnnee: 1,
        parametres: ["seuil_ecue": .texte("7"), "coefficient_evaluation_complementaire": .texte("0.5")], colonnes: [:])

    private static func pdis(_ number: Int) -> String {
        let (a, b) = (2 * number - 1, 2 * number)
        return """
            S\(a);PM\(a);Mathématiques;15;oui|PM\(a)A:Algèbre:1:cours:EX*2,CC*1|PM\(a)B:Analyse:1:cours:EX*2,CC*1
            S\(a);PP\(a);Physique;15;oui|PP\(a)A:Mécanique:1:cours:EX|PP\(a)B:TP de physique:1:tp:
            S\(a);PL\(a);Langues et méthode;15;oui|PL\(a)A:Anglais:1:langue:CC|PL\(a)B:Expression:1:cours:CC
            S\(b);PM\(b);Mathématiques;15;oui|PM\(b)A:Algèbre:1:cours:EX*2,CC*1|PM\(b)B:Probabilités:1:cours:EX
            S\(b);PI\(b);Informatique et sciences;15;oui|PI\(b)A:Programmation:1:projet:RAP*1,SOU*1|PI\(b)B:Sciences de l'ingénieur:1:cours:EX
            S\(b);PL\(b);Langues et projet;15;oui|PL\(b)A:Anglais:1:langue:CC|PL\(b)B:Projet:1:projet:RAP*1,SOU*1
            """
    }
}

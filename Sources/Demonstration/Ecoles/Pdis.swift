import Scolarite

extension Ecole {
    /// A post-baccalaureate cycle of two years, 90 credits each.
    static let pdis = Ecole(
        reglement: "emse-pdis-2025", nom: "PDIS", cursus: "PDIS", annees: [annee1, annee2], parts: [(.FISE, 100)],
        grades: [("A+", 1560), ("A", 1420), ("B", 1220), ("C", 1000)],
        parametres: ["seuil_ecue": .texte("7"), "seuil_ue": .texte("10"), "coefficient_evaluation_complementaire": .texte("0.5")],
        engagements: ["tutorat", "association", "journées portes ouvertes"],
        stages: [Periode(type: "initiation", annee: 1, mois: 6, jour: 8, semaines: [4, 4, 5], etranger: 100)])

    private static let annee1 = """
        S1;PM1;Mathématiques 1;12;oui|PM1A:Algèbre:2:cours:CC*1,EX*2|PM1B:Analyse:2:cours:CC*1,EX*2|PM1C:Outils de calcul:1:cours:CC
        S1;PP1;Physique 1;12;oui|PP1A:Mécanique:2:cours:CC*1,EX*2|PP1B:Optique:1:cours:EX|PP1C:TP de physique:1:tp:
        S1;PI1;Informatique 1;8;oui|PI1A:Programmation:2:cours:CC*1,EX*1|PI1B:Projet informatique:1:projet:RAP*1,SOU*1
        S1;PL1;Langues et expression;13;oui|PL1A:Anglais:2:langue:CC*1,ORA*1|PL1B:Expression:1:cours:CC|PL1C:Deuxième langue:1:langue:CC|PL1D:Méthodes de travail:0:competence:
        S2;PM2;Mathématiques 2;12;oui|PM2A:Algèbre linéaire:2:cours:CC*1,EX*2|PM2B:Suites et séries:2:cours:CC*1,EX*2
        S2;PP2;Physique et chimie 2;12;oui|PP2A:Thermodynamique:2:cours:CC*1,EX*2|PP2B:Chimie:1:cours:EX|PP2C:TP de chimie:1:tp:
        S2;PS2;Sciences de l'ingénieur;8;oui|PS2A:Automatique:1:cours:EX|PS2B:Projet d'ingénierie:1:projet:RAP*1,SOU*1
        S2;PL2;Langues et société;13;oui|PL2A:Anglais:2:langue:CC*1,ORA*1|PL2B:Société et environnement:1:cours:RAP|PL2C:Deuxième langue:1:langue:CC
        """

    private static let annee2 = """
        S3;PM3;Mathématiques 3;12;oui|PM3A:Espaces euclidiens:2:cours:CC*1,EX*2|PM3B:Intégration:2:cours:CC*1,EX*2|PM3C:Probabilités:1:cours:EX
        S3;PP3;Physique 3;12;oui|PP3A:Électromagnétisme:2:cours:CC*1,EX*2|PP3B:Ondes:1:cours:EX|PP3C:TP de physique:1:tp:
        S3;PI3;Informatique 3;8;oui|PI3A:Structures de données:2:cours:CC*1,EX*1|PI3B:Projet logiciel:1:projet:RAP*1,SOU*1
        S3;PL3;Langues et gestion;13;oui|PL3A:Anglais:2:langue:CC*1,ORA*1|PL3B:Économie:1:cours:EX|PL3C:Deuxième langue:1:langue:CC
        S4;PM4;Mathématiques 4;12;oui|PM4A:Équations différentielles:2:cours:CC*1,EX*2|PM4B:Statistiques:1:cours:EX
        S4;PP4;Physique 4;12;oui|PP4A:Mécanique des fluides:2:cours:CC*1,EX*2|PP4B:Matériaux:1:cours:EX|PP4C:TP de matériaux:1:tp:
        S4;PR4;Projet de recherche;8;oui|PR4A:Projet de recherche:2:projet:RAP*1,SOU*1
        S4;PL4;Langues et culture;13;oui|PL4A:Anglais:2:langue:CC*1,ORA*1|PL4B:Culture scientifique:1:cours:RAP|PL4C:Deuxième langue:1:langue:CC
        """
}

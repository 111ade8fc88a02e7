import Scolarite

extension Ecole {
    /// A school of apprentices: company evaluations in percent beside taught UE, and a dissertation at the end.
    static let istp = Ecole(
        reglement: "emse-istp-2025", nom: "ISTP", cursus: "GI", annees: [istp(1), istp(2), istp(3)], parts: [(.FISA, 80), (.FC, 20)],
        grades: [("A+", 1560), ("A", 1420), ("B", 1220), ("C", 1000)],
        parametres: ["seuil_ecue": .texte("7"), "seuil_ue": .texte("10"), "note_finale_rattrapage": .texte("remplace")],
        engagements: ["association", "conseil", "pompier volontaire"],
        stages: [Periode(type: "mission", annee: 2, mois: 2, jour: 1, semaines: [9, 12, 12, 14], etranger: 1000)])

    private static func istp(_ number: Int) -> String {
        let (a, b) = (2 * number + 3, 2 * number + 4)
        let odd = """
            S\(a);SCI\(a);Sciences pour l'ingénieur;7;oui|SCI\(a)A:Mathématiques:2:cours:CC*1,EX*2|SCI\(a)B:Physique:2:cours:EX|SCI\(a)C:Informatique:1:projet:RAP
            S\(a);TEC\(a);Techniques de l'ingénieur;7;oui|TEC\(a)A:Génie industriel:2:cours:CC*1,EX*2|TEC\(a)B:Matériaux:1:cours:EX|TEC\(a)C:Projet technique:2:projet:RAP*1,SOU*1
            S\(a);MET\(a);Méthodologie professionnelle;4;oui|MET\(a)A:Exercice d'application 1:1:cours:RAP|MET\(a)B:Exercice d'application 2:1:cours:RAP
            S\(a);LAN\(a);Langues et gestion;5;oui|ANG\(a):Anglais:2:langue:CC*1,ORA*1|GES\(a):Gestion:1:cours:EX|COM\(a):Communication:1:cours:ORA
            S\(a);ENT\(a);Situation professionnelle;7;non|ENT\(a)A:Compétences techniques:1:entreprise:|ENT\(a)B:Organisation:1:entreprise:|ENT\(a)C:Relations humaines:1:entreprise:

            """
        if number == 3 {
            return odd + """
                S\(b);TEC\(b);Performance industrielle;8;oui|TEC\(b)A:Amélioration continue:2:cours:EX|TEC\(b)B:Projet d'entreprise:2:projet:RAP*1,SOU*1
                S\(b);LAN\(b);Langues et droit;5;oui|ANG\(b):Anglais:2:langue:CC*1,ORA*1|DRO\(b):Droit du travail:1:cours:EX
                S\(b);ENT\(b);Situation professionnelle;7;non|ENT\(b)A:Compétences techniques:1:entreprise:|ENT\(b)B:Organisation:1:entreprise:|ENT\(b)C:Relations humaines:1:entreprise:
                S\(b);MEM\(b);Mémoire de fin d'études;10;non|MEM\(b)A:Mémoire:1:memoire:|MEM\(b)B:Soutenance:1:soutenance:
                """
        }
        return odd + """
            S\(b);SCI\(b);Sciences appliquées;7;oui|SCI\(b)A:Modélisation:2:cours:CC*1,EX*2|SCI\(b)B:Énergétique:2:cours:EX|SCI\(b)C:TP de mesures:1:tp:
            S\(b);TEC\(b);Méthodes;7;oui|TEC\(b)A:Qualité:2:cours:CC*1,EX*2|TEC\(b)B:Maintenance:1:cours:EX|TEC\(b)C:Projet de méthodes:2:projet:RAP*1,SOU*1
            S\(b);MET\(b);Méthodologie professionnelle;4;oui|MET\(b)A:Exercice d'application 3:1:cours:RAP|MET\(b)B:Exercice d'application 4:1:cours:RAP
            S\(b);LAN\(b);Langues et droit;5;oui|ANG\(b):Anglais:2:langue:CC*1,ORA*1|DRO\(b):Droit du travail:1:cours:EX|SEC\(b):Sécurité:0:competence:
            S\(b);ENT\(b);Situation professionnelle;7;non|ENT\(b)A:Compétences techniques:1:entreprise:|ENT\(b)B:Organisation:1:entreprise:|ENT\(b)C:Relations humaines:1:entreprise:
            """
    }
}

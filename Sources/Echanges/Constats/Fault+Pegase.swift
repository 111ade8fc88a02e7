/// JSON of Pégase. A name, a code of apprenant, an INE or a mark is never shown.
extension Fault {
    static func jsonSyntaxe() -> Fault {
        Fault(
            "json-invalide", "ce fichier ne se lit plus comme du JSON à partir d'ici",
            conseil: "enregistrez de nouveau la réponse de Pégase, sans la modifier")
    }
    static func pegaseForme() -> Fault {
        Fault(
            "pegase-forme-inconnue",
            "ce n'est ni une liste d'inscriptions (INS), ni une maquette (ODF), ni un choix de cursus (CHC), ni les notes d'un apprenant (COC) telles que Pégase les publie",
            conseil: "voyez docs/guide/importer-des-donnees.md pour les réponses qui se lisent")
    }
    static func pegaseType(_ key: String, _ expected: String) -> Fault {
        Fault("json-inattendu", "« \(key) » doit être \(expected)", conseil: "enregistrez de nouveau la réponse de Pégase, sans la modifier")
    }
    static func pegaseCle(_ key: String) -> Fault {
        Fault("cle-absente", "la clé « \(key) » manque ou est vide", conseil: "enregistrez de nouveau la réponse de Pégase, sans la modifier")
    }
    static func pegaseCleInconnue(_ key: String) -> Fault {
        Fault("cle-inconnue", "la clé \(shown(key)) n'est pas dans ce que Pégase publie : elle n'a pas été lue")
    }
    static func pegaseAnnulee() -> Fault { Fault("inscription-annulee", "cette inscription est annulée : elle n'a pas été lue") }
    static func pegaseDeuxFiches() -> Fault {
        Fault("eleve-en-double", "cet apprenant est déjà décrit autrement", conseil: "ne gardez que la réponse la plus récente")
    }
    static func pegaseSansMaquette() -> Fault {
        Fault(
            "maquette-absente", "la maquette ne contient pas d'UE : aucun objet n'est du type « UE »",
            conseil: "enregistrez la maquette depuis sa formation ou son année")
    }
    static func pegaseProfondeur(_ code: String) -> Fault {
        Fault(
            "objet-trop-profond", "l'objet \(shown(code)) est sous un ECUE : il n'a pas été lu",
            conseil: "une maquette va de l'UE à l'ECUE ; les épreuves viennent des notes")
    }
    static func pegaseDossierVide() -> Fault { Fault("dossier-vide", "le dossier ne contient aucun fichier .json") }
    static func pegaseApprenantInconnu() -> Fault {
        Fault(
            "eleve-inconnu", "le nom de ce fichier de notes n'est pas le code d'un élève de la promotion",
            conseil: "les notes publiées ne disent pas de qui elles sont : nommez le fichier par le code de l'apprenant, par exemple 000000150.json")
    }
    static func pegaseGroupes() -> Fault {
        Fault(
            "pegase-groupes", "ce sont des groupes de travaux (CHC) : ils ne disent pas qui suit quelle UE, et ne se lisent pas",
            conseil: "enregistrez l'extraction des affectations par objet de formation")
    }
    static func pegaseCursusInconnu() -> Fault {
        Fault(
            "eleve-inconnu", "le nom de ce fichier de cursus n'est pas le code d'un élève de la promotion",
            conseil: "un cursus publié ne dit pas de qui il est : nommez le fichier par le code de l'apprenant, par exemple 000000150.json")
    }
    static func pegaseSansUE() -> Fault {
        Fault(
            "inscription-vide", "d'après ces réponses, un élève de la promotion n'y suit aucune UE",
            conseil: "donnez les affectations de toutes les UE, ou retirez de la promotion qui n'en suit aucune")
    }
    static func pegaseAcquisNonRepris(_ code: String) -> Fault {
        Fault(
            "acquis-non-repris", "l'objet \(shown(code)) est acquis ou dispensé : l'élève n'y est pas inscrit, et le résultat n'est pas repris",
            conseil: "écrivez-le dans resultats.csv s'il compte")
    }
    static func pegaseAmenagement() -> Fault {
        Fault(
            "amenagement-non-repris", "un aménagement est noté et n'a pas été repris",
            conseil: "écrivez DISP ou ACQ dans notes.csv si c'en est une dispense ou un acquis")
    }
}

import Scolarite

/// `promotion.yaml`.
extension Fault {
    static func emptyHeader() -> Fault {
        Fault("fichier-vide", "le fichier est vide", conseil: "il donne au moins reglement, annee, promotion, date et session")
    }
    static func yamlSyntax() -> Fault {
        Fault(
            "yaml-invalide", "ce fichier ne se lit plus comme du YAML à partir d'ici",
            conseil: "vérifiez l'alignement, les deux-points et les guillemets de cette ligne")
    }
    static func yamlKeyTwice(_ key: String) -> Fault {
        Fault("cle-en-double", "la clé \(shown(key)) est donnée deux fois", conseil: "n'en gardez qu'une")
    }
    static func yamlNotAMapping() -> Fault {
        Fault("yaml-inattendu", "une liste de « clé: valeur » est attendue", conseil: "écrivez par exemple « reglement: ensmac-2026 »")
    }
    static func yamlKey() -> Fault { Fault("cle-invalide", "une clé doit être un mot") }
    static func yamlAlias() -> Fault {
        Fault(
            "yaml-ancre", "les reprises YAML (*nom) ne sont pas acceptées ici",
            conseil: "répétez la valeur ; un texte qui commence par * s'écrit entre guillemets")
    }
    static func yamlTooLarge() -> Fault {
        Fault(
            "yaml-trop-grand",
            "trop de valeurs (\(EnteteReader.nodeLimit) au plus) ou trop de niveaux (\(EnteteReader.levelLimit) au plus) pour l'en-tête d'une promotion"
        )
    }
    static func yamlUnknownKey(_ key: String, closest: String?) -> Fault {
        Fault("cle-inconnue", "la clé \(shown(key)) n'est pas connue", conseil: closest.map { "vouliez-vous dire « \($0) » ?" })
    }
    static func yamlMissingKey(_ key: String) -> Fault {
        Fault("cle-absente", "la clé « \(key) » manque", conseil: "ajoutez une ligne « \(key): … »")
    }
    static func yamlScalarExpected(_ key: String) -> Fault { Fault("valeur-invalide", "« \(key) » doit être une valeur simple") }
    static func yamlParametres() -> Fault { Fault("parametres-invalides", "« parametres » doit être une suite de « nom: valeur »") }
    static func sessionHeader() -> Fault { Fault("session-invalide", "« session » doit être 1 ou 2 : celle du jury qui se prépare") }
    static func periodeInvalid() -> Fault {
        Fault("periode-invalide", "« periode » doit être un semestre (S5), un trimestre (T1), une année (A1) ou annee")
    }
    /// The contract's default is applied, and said wherever the maquette could mean something else.
    static func periodeAssumed(_ code: String, found: [String]) -> Fault {
        let judged =
            code == "annee" ? "l'année est jugée, sur ces \(found.count) semestres ensemble" : "\(code), le dernier, est jugé, et non l'année"
        return Fault(
            "periode-supposee", "« periode » n'est pas dite et la maquette porte \(listed(found)) : \(judged)",
            conseil: "écrivez « periode: annee », ou la période que le jury examine")
    }
    static func periodeUnknown(_ code: String, found: [String]) -> Fault {
        Fault(
            "periode-inconnue", "la maquette n'a pas de période « \(code) » ; elle a \(listed(found))", conseil: "corrigez « periode » ou la maquette"
        )
    }
}

/// `maquette.csv`.
extension Fault {
    static func semestre(_ found: String) -> Fault {
        Fault(
            "semestre-invalide", "\(shown(found)) n'est pas une période",
            conseil: "écrivez S5, S6… ; T1, T2 pour des trimestres, A1, A2 pour un cursus organisé par années")
    }
    static func ueDiffers(_ ue: String, _ column: String, firstLine: Int) -> Fault {
        Fault(
            "ue-contradictoire", "l'UE \(shown(ue)) n'a pas le même « \(column) » qu'à la ligne \(firstLine)",
            conseil: "répétez la même valeur sur chaque ligne de l'UE")
    }
    static func ueWithoutECTS(_ ue: String) -> Fault {
        Fault("ects-absents", "aucune ligne ne donne les crédits de l'UE \(shown(ue))", conseil: "remplissez « ects »")
    }
    static func ecueTwice(_ ecue: String, firstLine: Int, sameUE: Bool) -> Fault {
        Fault(
            "ecue-en-double", "l'ECUE \(shown(ecue)) est déjà à la ligne \(firstLine)\(sameUE ? "" : ", dans une autre UE")",
            conseil: "un ECUE a une ligne et une seule ; donnez-lui un autre code si c'en est un autre")
    }
    static func codeCharacters(_ column: String) -> Fault {
        Fault(
            "code-invalide", "un code de « \(column) » ne contient ni « / » ni « : »",
            conseil: "ces signes séparent les codes dans les décisions et les absences")
    }
    static func baremeInvalid() -> Fault {
        Fault("bareme-invalide", "un barème est un nombre entier de 1 à 100", conseil: "écrivez 100 pour des notes sur 100 ; laissez vide pour 20")
    }
    static func baremeOfCompany() -> Fault {
        Fault(
            "bareme-invalide", "une évaluation en entreprise est un pourcentage, de 0 à 120 : elle n'a pas d'autre barème",
            conseil: "videz « bareme », ou changez la nature de l'ECUE")
    }
    static func scalesInOneUE(_ ue: String) -> Fault {
        Fault(
            "baremes-meles", "les ECUE notés de l'UE \(shown(ue)) n'ont pas tous le même barème : leur moyenne n'a pas de sens",
            conseil: "donnez à tous le même « bareme », ou séparez-les en deux UE")
    }
    static func ueWithoutWeight(_ ue: String) -> Fault {
        Fault(
            "coefficients-nuls", "les coefficients des ECUE de l'UE \(shown(ue)) font zéro : sa moyenne n'existe pas",
            conseil: "donnez un coefficient à ses ECUE notés, ou la nature « competence » à ceux qui se valident sans note")
    }
    static func scalesMixedInUE(_ ue: String) -> Fault {
        Fault(
            "baremes-meles", "l'UE \(shown(ue)) réunit des pourcentages d'entreprise et des notes sur 20 : elle n'aurait pas de moyenne",
            conseil: "mettez les ECUE de nature « entreprise » dans une UE à eux")
    }
    static func emptyMaquette() -> Fault { Fault("maquette-vide", "la maquette n'a pas d'ECUE") }
}

/// `eleves.csv`, and the élève of any line.
extension Fault {
    static func eleveTwice(firstLine: Int) -> Fault {
        Fault("eleve-en-double", "cet élève est déjà à la ligne \(firstLine)", conseil: "un identifiant n'a qu'une ligne")
    }
    static func eleveUnknown() -> Fault {
        Fault("eleve-inconnu", "l'élève de cette ligne n'est pas dans eleves.csv", conseil: "ajoutez-le à eleves.csv ou corrigez son identifiant")
    }
    static func niveau(_ cursusYears: Int) -> Fault {
        Fault(
            "niveau-invalide", "« niveau » doit être une année du cursus, de 1 à \(cursusYears), ou s'écrire comme l'école (3A)",
            conseil: "la première année du cursus d'ingénieur est 1, même si l'école l'appelle 3A")
    }
    static func niveauAmbiguous(_ digit: Int) -> Fault {
        Fault(
            "niveau-ambigu", "« niveau » \(digit) est lu comme l'année \(digit) du cursus, que cette maquette ne contient pas",
            conseil: "écrivez \(digit)A si c'est l'année au sens de l'école")
    }
    static func statutMissing() -> Fault {
        Fault("statut-absent", "« statut » est vide : FISE est retenu", conseil: "écrivez FISE, FISA, FC, CDP, AUDITEUR ou ECHANGE")
    }
    static func nationalites() -> Fault {
        Fault(
            "pays-invalide", "« nationalites » contient autre chose que des codes de pays",
            conseil: "séparez les codes ISO par une barre verticale : FR|MA")
    }
    static func tooManyEleves(limit: Int) -> Fault {
        Fault("trop-d-eleves", "plus de \(limit) élèves : la suite du fichier n'a pas été lue", conseil: "vérifiez que c'est le bon fichier")
    }
    static func noEleve() -> Fault { Fault("promotion-vide", "la promotion n'a pas d'élève") }
}

/// The other files about élèves.
extension Fault {
    static func ueUnknown(_ code: String, closest: String?) -> Fault {
        Fault("ue-inconnue", "l'UE \(shown(code)) n'est pas dans maquette.csv", conseil: closest.map { "vouliez-vous dire « \($0) » ?" })
    }
    static func ecueUnknown(_ code: String, closest: String?) -> Fault {
        Fault("ecue-inconnu", "l'ECUE \(shown(code)) n'est pas dans maquette.csv", conseil: closest.map { "vouliez-vous dire « \($0) » ?" })
    }
    static func duplicateLine() -> Fault { Fault("ligne-en-double", "cette ligne répète une ligne précédente", conseil: "n'en gardez qu'une") }
    static func datesReversed() -> Fault { Fault("dates-inversees", "« fin » est avant « debut »", conseil: "vérifiez les deux dates") }
    static func yesOrNoOfChoice() -> Fault {
        Fault(
            "oui-non-attendu", "le choix d'un rattrapage est oui ou non", conseil: "écrivez oui si l'élève repasse l'ECUE, non s'il y renonce")
    }
    static func langueUnknown(_ found: String) -> Fault {
        let meant = ["anglais": "en", "english": "en", "francais": "fr", "french": "fr", "allemand": "de", "espagnol": "es"][Spelling.plain(found)]
        return Fault(
            "langue-inconnue", "\(shown(found)) n'est pas un code de langue",
            conseil: meant.map { "vouliez-vous dire « \($0) » ?" } ?? "écrivez en ou fr")
    }
    static func scoreOutsideScale(_ test: String, most: Int) -> Fault {
        Fault(
            "score-hors-bareme", "le score dépasse \(most), le maximum du test « \(test) »",
            conseil: "vérifiez le score, ou le nom du test")
    }
    static func resultatDiffers(firstLine: Int) -> Fault {
        Fault(
            "resultat-contradictoire", "cette UE a déjà, à la ligne \(firstLine), un autre résultat pour la même année et la même session",
            conseil: "ne gardez que le bon ; une UE reprise a une ligne pour chaque tentative, avec son année et sa session")
    }
    static func parcoursDiffers(firstLine: Int) -> Fault {
        Fault(
            "parcours-contradictoire", "la même année a déjà une issue à la ligne \(firstLine)",
            conseil: "ne gardez que la dernière décision de l'année")
    }
    static func lineCountedOnce() -> Fault {
        Fault("ligne-en-double", "cette ligne répète une ligne précédente : elle n'est comptée qu'une fois", conseil: "n'en gardez qu'une")
    }
    static func resultatWithoutStatut() -> Fault {
        Fault(
            "statut-absent", "« statut » est vide : l'UE n'est pas tenue pour validée, quelle que soit sa moyenne",
            conseil: "écrivez validee, non_validee, dispensee, acquise ou en_attente")
    }
    static func entreeLater(_ annee: String) -> Fault {
        Fault("entree-posterieure", "« entree » est après l'année jugée, \(annee)", conseil: "corrigez-la, ou « annee » dans promotion.yaml")
    }
    static func langueMissing() -> Fault {
        Fault("langue-absente", "un test interne doit dire sa langue", conseil: "ajoutez la colonne « langue » avec en ou fr")
    }
    static func objetInvalid(_ found: String) -> Fault {
        Fault(
            "objet-invalide", "\(shown(found)) n'est pas un objet de décision",
            conseil: "écrivez ecue:CODE, ue:CODE, semestre:S5, annee, diplome, epreuve:ECUE/EPREUVE ou condition:NOM")
    }
    static func objetUnknown(_ found: String) -> Fault {
        Fault(
            "objet-inconnu", "\(shown(found)) ne désigne rien de cette maquette ni des résultats antérieurs de l'élève", conseil: "vérifiez le code")
    }
    static func decisionUnknown(_ found: String, closest: String?) -> Fault {
        Fault("decision-inconnue", "\(shown(found)) n'est pas une décision connue", conseil: closest.map { "vouliez-vous dire « \($0) » ?" })
    }
    static func decisionRefused(_ found: String, closest: String?, among known: [String]) -> Fault {
        Fault(
            "decision-refusee", "\(shown(found)) n'est pas une décision pour cet objet",
            conseil: closest.map { "vouliez-vous dire « \($0) » ?" } ?? "ce peut être : \(known.joined(separator: ", "))")
    }
    static func decisionOutOfScale(_ most: Int) -> Fault {
        Fault("decision-hors-bareme", "la note ou les points décidés sortent du barème", conseil: "le barème va de 0 à \(most)")
    }
    static func conditionUnknown(_ found: String, closest: String?) -> Fault {
        Fault(
            "condition-inconnue", "\(shown(found)) n'est pas une condition du diplôme",
            conseil: closest.map { "vouliez-vous dire « \($0) » ?" } ?? "ce peut être : \(MotDeDecision.conditions.joined(separator: ", "))")
    }
    static func decisionNumber() -> Fault {
        Fault("decision-nombre", "une décision de note ou de points donne un nombre", conseil: "écrivez note:12.5 ou points:+0.5")
    }
    static func epreuveReference(_ found: String) -> Fault {
        Fault("epreuve-inconnue", "\(shown(found)) ne désigne pas une épreuve de la promotion", conseil: "écrivez ECUE/EPREUVE, comme dans notes.csv")
    }
    static func session2Unread(_ count: Int) -> Fault {
        Fault(
            "session-2-non-lue", count == 1 ? "une note de session 2 n'est pas lue" : "\(count) notes de session 2 ne sont pas lues",
            conseil: "promotion.yaml prépare le jury de la session 1 ; écrivez session: 2 pour qu'elles comptent")
    }
    static func setAside(_ count: Int, date: String) -> Fault {
        Fault(
            "faits-posterieurs",
            "\(count) fait\(count > 1 ? "s" : "") d'après le \(date) n'\(count > 1 ? "ont" : "a") pas été lu\(count > 1 ? "s" : "")",
            conseil: "avancez « date » dans promotion.yaml si le jury en dispose")
    }
}

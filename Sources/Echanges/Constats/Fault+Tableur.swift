/// A teacher's spreadsheet. A name, a number of élève, an INE or a mark is never shown.
extension Fault {
    static func fichierIntrouvable() -> Fault { Fault("fichier-absent", "ce fichier n'existe pas", conseil: "vérifiez le chemin") }
    static func feuilleCachee() -> Fault {
        Fault("feuille-cachee", "la feuille est masquée : elle n'a pas été lue", conseil: "affichez-la dans le tableur si elle porte des notes")
    }
    static func feuillesToutesCachees() -> Fault {
        Fault("feuille-absente", "toutes les feuilles du classeur sont masquées", conseil: "affichez celle des notes et enregistrez le classeur")
    }
    static func feuilleSansEntete() -> Fault {
        Fault("feuille-sans-entete", "aucune ligne n'y nomme « eleve » ou « ine » : elle n'a pas été lue")
    }
    static func enteteAbsent(limit: Int) -> Fault {
        Fault(
            "entete-absent",
            "aucune des \(limit) premières lignes ne nomme les colonnes : il faut « eleve » (le numéro de l'élève) ou « ine », et des épreuves",
            conseil: "ajoutez une ligne d'en-tête : eleve, puis une colonne par épreuve, par exemple CHI501/CC")
    }
    static func enteteSansNote() -> Fault {
        Fault(
            "entete-sans-note", "l'en-tête ne nomme aucune épreuve",
            conseil: "nommez les colonnes de notes ECUE/ÉPREUVE, par exemple CHI501/CC, ou donnez l'ECUE par --ecue")
    }
    static func colonneSansEcue() -> Fault {
        Fault("ecue-absent", "la colonne « ecue » manque et l'ECUE n'est pas donné", conseil: "ajoutez la colonne « ecue », ou donnez --ecue CODE")
    }
    static func epreuveInconnue(_ code: String, ecue: String, closest: String?) -> Fault {
        Fault(
            "epreuve-inconnue", "l'ECUE \(shown(ecue)) n'a pas d'épreuve \(shown(code))",
            conseil: closest.map { "vouliez-vous dire « \($0) » ?" }
                ?? "déclarez l'épreuve, avec sa nature et son coefficient, par une ligne de notes.csv")
    }
    static func colonneInconnue(_ name: String, closest: String?) -> Fault {
        Fault(
            "epreuve-inconnue", "la colonne \(shown(name)) n'est pas une épreuve de la promotion",
            conseil: closest.map { "vouliez-vous dire « \($0) » ?" } ?? "nommez-la ECUE/ÉPREUVE, par exemple CHI501/CC, ou retirez-la")
    }
    static func colonneAmbigue(_ name: String, ecues: [String]) -> Fault {
        Fault(
            "epreuve-ambigue", "plusieurs ECUE ont une épreuve \(shown(name)) : \(listed(ecues))",
            conseil: "écrivez \(ecues.first ?? "ECUE")/\(name), ou donnez --ecue CODE")
    }
    static func colonneRepetee(_ name: String) -> Fault {
        Fault("colonne-en-double", "une autre colonne donne déjà les mêmes notes que \(shown(name))", conseil: "n'en gardez qu'une")
    }
    static func colonneCalculee(_ name: String) -> Fault {
        Fault("colonne-calculee", "la colonne \(shown(name)) n'est pas reprise : moyennes et rangs se calculent d'après le règlement")
    }
    static func colonneSansTitre() -> Fault {
        Fault(
            "colonne-sans-titre", "cette cellule est remplie et sa colonne n'a pas de titre",
            conseil: "nommez l'épreuve dans la ligne d'en-tête, ou videz la colonne")
    }
    static func ligneSansEleve() -> Fault {
        Fault(
            "eleve-absent", "cette ligne porte des notes et ne dit pas de quel élève : « eleve » et « ine » sont vides",
            conseil: "un nom ne suffit pas ; remplissez le numéro, ou retirez la ligne si c'est une moyenne de groupe")
    }
    static func eleveHorsPromotion() -> Fault {
        Fault(
            "eleve-inconnu", "l'élève de cette ligne n'est pas dans la promotion",
            conseil: "vérifiez le numéro ; s'il commence par des zéros, mettez la colonne au format Texte")
    }
    static func eleveContradictoire() -> Fault {
        Fault("eleve-contradictoire", "« eleve » et « ine » de cette ligne désignent deux élèves différents", conseil: "corrigez l'un des deux")
    }
    static func celluleErreur(_ error: String) -> Fault {
        Fault(
            "cellule-en-erreur", "la cellule contient l'erreur \(shown(error)), une note ou un code est attendu",
            conseil: "corrigez la formule, ou écrivez la note")
    }
    static func formuleSansValeur() -> Fault {
        Fault(
            "formule-sans-valeur", "la cellule contient une formule dont le résultat n'est pas dans le fichier",
            conseil: "ouvrez le classeur dans un tableur, enregistrez-le de nouveau, puis recommencez")
    }
    static func noteDate() -> Fault {
        Fault(
            "note-date", "la cellule contient une date, une note ou un code est attendu",
            conseil: "un tableur change 12.5 en 12 mai : mettez la colonne au format Nombre ou Texte et retapez la note")
    }
    static func noteLogique() -> Fault {
        Fault("note-invalide", "la cellule contient VRAI ou FAUX, une note ou un code est attendu", conseil: "écrivez V ou NV pour une compétence")
    }
    static func celluleIllisible() -> Fault {
        Fault("cellule-illisible", "le contenu de cette cellule ne se lit pas", conseil: "retapez-le et enregistrez le classeur de nouveau")
    }
    static func epreuveAutre(_ column: String) -> Fault {
        Fault("epreuve-contradictoire", "« \(column) » n'est pas celui de l'épreuve dans la promotion", conseil: "corrigez-le, ou retirez la colonne")
    }
    static func dejaDonnee() -> Fault {
        Fault("note-en-double", "le fichier donne déjà une note à cet élève pour cette épreuve et cette session", conseil: "n'en gardez qu'une")
    }
    static func complementSession1() -> Fault {
        Fault(
            "session-invalide", "une évaluation complémentaire d'UE est de la session 2",
            conseil: "donnez --session 2, ou « session 2 » dans le titre de la colonne")
    }
}

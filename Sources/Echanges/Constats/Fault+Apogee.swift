/// An extraction of Apogée. A name, a number of étudiant or a mark is never shown.
extension Fault {
    static func apogeeSansValeurs() -> Fault {
        Fault(
            "pas-une-extraction", "ce n'est pas un fichier d'échange de notes d'Apogée : la partie « XX-APO_VALEURS-XX » manque",
            conseil: "refaites l'export des notes depuis Apogée, sans l'ouvrir dans un tableur")
    }
    static func apogeeColonne() -> Fault {
        Fault(
            "colonne-mal-decrite",
            "une colonne est décrite par son nom, un type d'objet, un code, une version, une année, une session, l'admission et un type de résultat",
            conseil: "refaites l'export depuis Apogée")
    }
    static func apogeeSession() -> Fault {
        Fault("session-invalide", "la session d'un élément est 0, 1 ou 2", conseil: "refaites l'export depuis Apogée")
    }
    static func apogeeColonneDouble(_ code: String, _ sorte: String) -> Fault {
        Fault(
            "colonne-en-double", "l'élément \(shown(code)) a deux colonnes \(shown(sorte)) à la même session",
            conseil: "refaites l'export depuis Apogée")
    }
    static func apogeeEntete() -> Fault {
        Fault(
            "entete-absent", "la première colonne des valeurs doit être « apoL_a01_code », le numéro de l'étudiant",
            conseil: "refaites l'export depuis Apogée")
    }
    static func apogeeNonDecrite(_ id: String) -> Fault {
        Fault(
            "colonne-non-decrite", "la colonne \(shown(id)) n'est pas décrite dans « XX-APO_COLONNES-XX »", conseil: "refaites l'export depuis Apogée"
        )
    }
    static func apogeeEtudiantDouble() -> Fault { Fault("eleve-en-double", "cet étudiant a déjà une ligne", conseil: "ne gardez que la bonne") }
    static func apogeeAnnee(file: String, promotion: String) -> Fault {
        Fault(
            "annee-posterieure", "l'extraction est de \(file), après l'année \(promotion) de la promotion",
            conseil: "vérifiez que c'est la bonne promotion")
    }
    static func elementInconnu(_ code: String) -> Fault {
        Fault(
            "element-inconnu", "l'élément \(shown(code)) n'est pas dans la maquette : il n'a pas été lu",
            conseil: "s'il s'agit d'un ECUE, écrivez ce code dans la colonne « apogee » ou « pegase » de maquette.csv")
    }
    static func elementCalcule(_ code: String) -> Fault {
        Fault("element-calcule", "l'élément \(shown(code)) est une UE de la maquette : son résultat se calcule, il n'a pas été repris")
    }
    static func bareme() -> Fault { Fault("bareme-invalide", "le barème doit être un nombre au-dessus de 0", conseil: "corrigez-le dans Apogée") }
    static func conversionInexacte() -> Fault {
        Fault(
            "note-non-convertible", "ramenée à son barème dans la promotion, la note ne tombe pas sur un centième : elle serait arrondie",
            conseil: "demandez la note sur 20, ou décidez de l'arrondi et saisissez-la")
    }
    static func resultatInconnu(_ code: String) -> Fault {
        Fault("resultat-inconnu", "le code de résultat \(shown(code)) n'est ni une note ni une absence : il n'a pas été repris")
    }
    static func ficheDifferente() -> Fault {
        Fault(
            "fiche-differente", "le nom, le prénom ou la naissance diffère de la fiche de l'élève, qui reste inchangée",
            conseil: "corrigez l'une des deux à la source")
    }
}

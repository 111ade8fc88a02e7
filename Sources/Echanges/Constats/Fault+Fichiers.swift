import Glibc
import Valeurs

/// A text shown in a message: on one line, without control characters, and short.
func shown(_ text: String) -> String {
    let clean = String(text.prefix(40).map { $0.isNewline || ($0.asciiValue ?? 32) < 32 ? " " : $0 })
    return "« \(clean)\(text.count > 40 ? "…" : "") »"
}

func listed(_ words: [String]) -> String { words.map { "« \($0) »" }.joined(separator: ", ") }

/// Files that cannot be opened, decoded or cut into cells.
extension Fault {
    static func cannotOpen(_ reason: Int32) -> Fault {
        switch reason {
        case EACCES, EPERM:
            Fault(
                "fichier-interdit", "le fichier ne peut pas être lu : accès refusé", conseil: "donnez le droit de lecture au compte qui lance quitus")
        default:
            Fault("fichier-illisible", "le fichier ne peut pas être lu (erreur système \(reason))", conseil: "vérifiez le disque et le chemin")
        }
    }
    static func notAFile() -> Fault { Fault("pas-un-fichier", "un fichier est attendu ici, pas un dossier ou un périphérique") }
    static func tooLarge(limit: Int) -> Fault {
        Fault("fichier-trop-grand", "le fichier dépasse \(limit / 1_048_576) Mio", conseil: "vérifiez que c'est le bon fichier")
    }
    static func missingFolder() -> Fault { Fault("dossier-absent", "ce dossier n'existe pas", conseil: "vérifiez le chemin") }
    static func notAFolder() -> Fault {
        Fault("pas-un-dossier", "un dossier de promotion est attendu ici, pas un fichier", conseil: "donnez le dossier qui contient promotion.yaml")
    }
    static func missingFile(similar: String?) -> Fault {
        Fault(
            "fichier-absent", "ce fichier obligatoire n'est pas dans le dossier",
            conseil: similar.map { "renommez « \($0) » si c'est lui" } ?? "exportez-le dans le dossier sous ce nom")
    }
    static func missingMinutes() -> Fault {
        Fault("fichier-absent", "ce procès-verbal n'existe pas", conseil: "vérifiez le chemin du fichier")
    }
    static func unknownFile(meant: String) -> Fault {
        Fault(
            "fichier-inconnu", "ce fichier ne fait pas partie d'un dossier de promotion et n'a pas été lu",
            conseil: "renommez-le « \(meant) » si c'est lui")
    }
    static func binary() -> Fault {
        Fault(
            "fichier-binaire", "ce n'est pas un fichier de texte", conseil: "exportez la feuille au format CSV (UTF-8) au lieu de copier le classeur")
    }
    static func utf16() -> Fault {
        Fault("encodage-utf16", "le fichier est en UTF-16 ; UTF-8 ou Windows-1252 est attendu", conseil: "enregistrez-le en « CSV UTF-8 »")
    }
    static func mixedEncodings() -> Fault {
        Fault(
            "encodage-mele", "cette ligne n'est pas en UTF-8 alors que le reste du fichier l'est",
            conseil: "le fichier réunit deux encodages : enregistrez-le de nouveau en UTF-8")
    }
    static func unknownEncoding() -> Fault {
        Fault("encodage-inconnu", "cette ligne n'est ni en UTF-8 ni en Windows-1252", conseil: "enregistrez le fichier en « CSV UTF-8 »")
    }
    static func emptyFile(columns: [String]) -> Fault {
        Fault("fichier-vide", "le fichier est vide", conseil: "la première ligne nomme les colonnes, au moins \(listed(columns))")
    }
    static func tooManyColumns(limit: Int) -> Fault { Fault("trop-de-colonnes", "l'en-tête a plus de \(limit) colonnes") }
    static func missingColumn(_ name: String, found: [String]) -> Fault {
        let closest = Spelling.closest(to: name, among: found)
        let listedNames = found.prefix(20).map { shown($0) }.joined(separator: ", ")
        return Fault(
            "colonne-absente", "la colonne « \(name) » manque ; colonnes trouvées : \(listedNames)",
            conseil: closest.map { "renommez la colonne \(shown($0)) si c'est elle" }
                ?? "ajoutez la colonne, ou vérifiez le séparateur (« ; », « , » ou tabulation)")
    }
    static func columnTwice(_ name: String) -> Fault {
        Fault("colonne-en-double", "la colonne \(shown(name)) est nommée deux fois", conseil: "n'en gardez qu'une")
    }
    static func columnMisspelt(_ name: String, _ meant: String) -> Fault {
        Fault(
            "colonne-mal-ecrite", "la colonne \(shown(name)) doit s'écrire « \(meant) »",
            conseil: "les noms de colonnes sont en minuscules et sans accent")
    }
    static func unknownColumn(_ name: String, closest: String?) -> Fault {
        Fault("colonne-inconnue", "la colonne \(shown(name)) n'est pas connue", conseil: closest.map { "vouliez-vous dire « \($0) » ?" })
    }
    static func fileCut(found: Int, expected: Int) -> Fault {
        Fault(
            "fichier-coupe", "le fichier s'arrête au milieu d'une ligne : \(found) cellules au lieu de \(expected), sans fin de ligne",
            conseil: "exportez-le de nouveau ; si la ligne est entière, complétez-la")
    }
    static func shortLine(found: Int, expected: Int) -> Fault {
        Fault("ligne-courte", "la ligne a \(found) cellules pour \(expected) colonnes : celles qui manquent sont lues comme vides")
    }
    static func lineTooShort(found: Int, expected: Int) -> Fault {
        Fault(
            "ligne-trop-courte", "la ligne a \(found) cellules pour \(expected) colonnes : il en manque d'obligatoires",
            conseil: "complétez la ligne, ou vérifiez son séparateur")
    }
    static func longLine(found: Int, expected: Int) -> Fault {
        Fault(
            "ligne-longue", "la ligne a \(found) cellules pour \(expected) colonnes",
            conseil: "mettez entre guillemets une cellule qui contient le séparateur (virgule décimale comprise)")
    }
    static func unclosedQuote() -> Fault {
        Fault(
            "guillemet-ouvert", "un guillemet s'ouvre ici et rien ne le ferme : la suite du fichier n'a pas pu être lue",
            conseil: "fermez-le ; un guillemet dans un texte s'écrit deux fois (\"\")")
    }
    static func textAfterQuote() -> Fault {
        Fault(
            "texte-apres-guillemet", "du texte suit un guillemet fermant ; un séparateur ou une fin de ligne est attendu",
            conseil: "vérifiez les guillemets de cette ligne ; un guillemet dans un texte s'écrit deux fois (\"\")")
    }
}

/// Cells that cannot be read.
extension Fault {
    static func emptyCell(_ column: String) -> Fault { Fault("cellule-vide", "la cellule « \(column) » est vide alors qu'elle est obligatoire") }
    /// What was found is shown when it is written as a date is, and is not a birth: anything else may be a name or a mark in the wrong cell.
    static func notADate(_ column: String, found: String = "") -> Fault {
        let isDate =
            found.utf8.count <= 25 && found.split(whereSeparator: { "-/".contains($0) }).count >= 3
            && found.allSatisfy { "0123456789-/:T+Z".contains($0) }
        return Fault(
            "date-invalide", "« \(column) » ne contient pas une date du calendrier\(isDate && column != "naissance" ? " : \(shown(found))" : "")",
            conseil: "écrivez 2026-09-01 ou 01/09/2026")
    }
    static func notAnInstant(_ column: String) -> Fault {
        Fault(
            "instant-invalide", "« \(column) » ne contient ni une date ni un instant",
            conseil: "écrivez 2027-01-15, ou 2027-01-15T14:30 (heure de Paris)")
    }
    static func notANumber(_ column: String) -> Fault {
        Fault("nombre-invalide", "« \(column) » ne contient pas un nombre", conseil: "écrivez 12,5 ou 12.5, sans unité ni espace")
    }
    static func notAnInteger(_ column: String) -> Fault { Fault("entier-attendu", "« \(column) » doit être un nombre entier") }
    static func outOfRange(_ column: String, _ range: ClosedRange<Int>) -> Fault {
        Fault("nombre-hors-bornes", "« \(column) » est hors de ses bornes : de \(range.lowerBound) à \(range.upperBound) attendu")
    }
    static func notABool(_ column: String) -> Fault { Fault("oui-non-attendu", "« \(column) » doit contenir oui ou non") }
    static func unknownWord(_ column: String, _ found: String, _ words: [String], isShown: Bool = true) -> Fault {
        Fault(
            "mot-inconnu", "\(isShown ? shown(found) : "ce qui est écrit") n'est pas une valeur de « \(column) » ; attendu : \(listed(words))",
            conseil: Spelling.closest(to: found, among: words).map { "vouliez-vous dire « \($0) » ?" })
    }
    static func notACountry(_ column: String) -> Fault {
        Fault(
            "pays-invalide", "« \(column) » ne contient pas un code de pays", conseil: "écrivez le code ISO à deux lettres majuscules : FR, DE, GB…")
    }
    static func notAnAcademicYear(_ column: String) -> Fault {
        Fault("annee-invalide", "« \(column) » ne contient pas une année universitaire", conseil: "écrivez deux années qui se suivent : 2026-2027")
    }
}

/// Writing.
extension Fault {
    static func cannotWrite(_ reason: Int32) -> Fault {
        switch reason {
        case EACCES, EPERM, EROFS: Fault("ecriture-interdite", "l'écriture est refusée ici", conseil: "choisissez un autre dossier")
        case ENOSPC, EDQUOT: Fault("disque-plein", "le disque est plein", conseil: "libérez de la place ; le dossier est incomplet")
        case ENOTDIR, EEXIST: Fault("pas-un-dossier", "un fichier porte déjà ce nom", conseil: "choisissez un autre dossier")
        default: Fault("ecriture-impossible", "l'écriture a échoué (erreur système \(reason))")
        }
    }
    static func folderInUse(_ file: String) -> Fault {
        Fault("dossier-occupe", "le dossier contient déjà « \(file) »", conseil: "choisissez un dossier vide")
    }
}

extension Fault {
    func at(_ file: String) -> Diagnostic { Diagnostic(.erreur, fichier: file, message: message, code: code, conseil: conseil) }
}

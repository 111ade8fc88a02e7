/// `notes.csv`. A mark is never shown.
extension Fault {
    static func noteTwice() -> Fault {
        Fault("note-en-double", "cet élève a déjà une note à cette épreuve et à cette session", conseil: "ne gardez que la bonne ligne")
    }
    static func sessionNumber() -> Fault {
        Fault(
            "session-invalide", "« session » doit être 1 ou 2 (le rattrapage)",
            conseil: "une évaluation de plus est une décision du jury, dans decisions.csv")
    }
    /// - Parameter top: of the scale, in hundredths.
    static func markOutsideScale(top: Int32) -> Fault {
        Fault(
            "note-hors-bareme",
            "la note est hors de son barème : de 0 à \(top / 100)\(top == 12_000 ? " (pourcentage d'une évaluation en entreprise)" : "") attendu",
            conseil: "vérifiez la virgule, et que la colonne est bien celle des notes")
    }
    static func tooManyDecimals() -> Fault {
        Fault(
            "note-trop-precise", "la note a plus de deux décimales",
            conseil: "une note s'écrit au centième ; seules les moyennes calculées en ont plus")
    }
    static func notAMark(closest: String?) -> Fault {
        Fault(
            "note-invalide", "ce n'est ni un nombre ni un code de note",
            conseil: closest.map { "les codes s'écrivent en majuscules : « \($0) »" }
                ?? "écrivez 12,5, ou ABI, ABJ, DISP, ACQ, V, NV, FRAUDE, ATT ; laissez vide si la note est attendue")
    }
    static func numberForCompetence() -> Fault {
        Fault(
            "note-pour-competence", "une compétence se valide sans note : V ou NV attendu",
            conseil: "corrigez la note, ou la nature de l'ECUE dans maquette.csv s'il est noté")
    }
    static func numberWithoutWeight(_ ecue: String) -> Fault {
        Fault(
            "note-sans-coefficient", "l'ECUE \(shown(ecue)) n'a pas de coefficient dans maquette.csv : il se valide sans note, V ou NV attendu",
            conseil: "donnez-lui un coefficient dans maquette.csv s'il est noté ; sinon écrivez V ou NV")
    }
    static func validationForMark() -> Fault {
        Fault(
            "validation-pour-note", "V ou NV ne peut pas tenir lieu de note ici",
            conseil: "donnez la note, ou la nature « competence » à l'ECUE s'il se valide sans note")
    }
    static func scalesMixed(_ ecue: String) -> Fault {
        Fault(
            "baremes-meles", "l'ECUE \(shown(ecue)) réunit des notes sur 20 et des pourcentages d'entreprise",
            conseil: "la nature « entreprise » est celle de l'ECUE et de toutes ses épreuves, ou d'aucune")
    }
    static func epreuveDiffers(_ column: String, firstLine: Int) -> Fault {
        Fault(
            "epreuve-contradictoire", "« \(column) » n'est pas celui de la même épreuve à la ligne \(firstLine)",
            conseil: "une épreuve a la même valeur pour tous les élèves")
    }
    static func epreuveMissing(_ ecue: String) -> Fault {
        Fault("epreuve-absente", "l'ECUE \(shown(ecue)) a plusieurs épreuves et cette ligne n'en nomme aucune", conseil: "remplissez « epreuve »")
    }
    static func coefficientMissing(_ ecue: String, _ epreuve: String) -> Fault {
        Fault(
            "coefficient-absent", "l'épreuve \(shown(epreuve)) de l'ECUE \(shown(ecue)) n'a pas de coefficient alors que d'autres en ont un",
            conseil: "remplissez « coefficient » pour chaque épreuve")
    }
    static func coefficientsAbsent(_ ecue: String) -> Fault {
        Fault("coefficients-absents", "les épreuves de l'ECUE \(shown(ecue)) n'ont pas de coefficient : elles comptent autant l'une que l'autre")
    }
    static func ecueWithoutWeight(_ ecue: String) -> Fault {
        Fault(
            "coefficients-nuls", "les coefficients des épreuves de l'ECUE \(shown(ecue)) font zéro : sa note n'existe pas",
            conseil: "donnez un coefficient à au moins une épreuve")
    }
    static func wholeAndEpreuve(_ ecue: String) -> Fault {
        Fault(
            "note-en-double",
            "cet élève a, à la session 2, une note pour tout l'ECUE \(shown(ecue)) et une autre pour l'une de ses épreuves",
            conseil: "ne gardez que l'une : sans épreuve, la note vaut pour toutes celles que le règlement laisse remplacer")
    }
    static func secondSessionOnly(_ ecue: String, _ epreuve: String) -> Fault {
        Fault(
            "epreuve-session-2",
            "l'épreuve \(epreuve.isEmpty ? "unique" : shown(epreuve)) de l'ECUE \(shown(ecue)) n'existe qu'à la session 2 : elle est attendue en session 1",
            conseil: "pour un rattrapage de tout l'ECUE, laissez « epreuve » vide")
    }
    static func markNotTaken(_ ue: String) -> Fault {
        Fault(
            "note-sans-inscription", "cet élève n'est pas inscrit à l'UE \(shown(ue)) : sa note ne compte pas",
            conseil: "complétez inscriptions.csv s'il la suit")
    }
    static func tooManyNotes() -> Fault {
        Fault(
            "trop-de-notes", "une promotion tient au plus \(NotesReader.cellLimit) notes : ses élèves multipliés par ses épreuves en font davantage",
            conseil: "séparez-la en plusieurs dossiers")
    }
    static func tooManyEpreuves(_ ecue: String) -> Fault {
        Fault(
            "trop-d-epreuves", "l'ECUE \(shown(ecue)) a plus de \(NotesReader.sheetLimit) épreuves différentes",
            conseil: "vérifiez que la colonne « epreuve » contient le nom de l'épreuve")
    }
}

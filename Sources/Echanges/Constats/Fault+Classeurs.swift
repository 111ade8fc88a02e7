/// Workbooks that cannot be opened.
extension Fault {
    static func pasUnClasseur() -> Fault {
        Fault(
            "pas-un-classeur", "ce n'est ni un classeur .xlsx ni un fichier CSV",
            conseil: "enregistrez la feuille au format « Classeur Excel (.xlsx) » ou « CSV UTF-8 »")
    }
    static func classeurAutreFormat(_ format: String) -> Fault {
        Fault(
            "classeur-autre-format", "c'est un \(format), un classeur .xlsx est attendu",
            conseil: "ouvrez-le et enregistrez-le au format « Classeur Excel (.xlsx) » ou « CSV UTF-8 »")
    }
    static func classeurChiffre() -> Fault {
        Fault(
            "classeur-chiffre", "le classeur est protégé par un mot de passe",
            conseil: "ouvrez-le et enregistrez une copie sans mot de passe d'ouverture")
    }
    static func classeurAbime(_ part: String) -> Fault {
        let where_ = part.isEmpty ? "" : " (partie \(shown(part)))"
        return Fault(
            "classeur-abime", "le classeur est incomplet ou abîmé\(where_)",
            conseil: "ouvrez-le dans un tableur et enregistrez-le de nouveau ; s'il a été téléchargé, recommencez")
    }
    static func classeurTropGrand() -> Fault {
        Fault(
            "classeur-trop-grand", "le classeur, une fois décompressé, dépasse ce qui est lu (512 Mio par feuille, 1 Gio en tout)",
            conseil: "enregistrez la seule feuille des notes, ou exportez-la au format CSV")
    }
}

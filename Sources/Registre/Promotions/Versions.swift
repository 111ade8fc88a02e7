import Valeurs

/// Versions are sequences of the journal: what a writer saw, what holds now, what came between.
enum Versions {
    static func promotion(_ code: String, in session: any StoreSession) throws -> Int64 { try last(Sujet.promotion(code), in: session) }

    static func last(_ sujet: String, in session: any StoreSession) throws -> Int64 {
        try session.first("SELECT coalesce(max(seq), 0) FROM journal WHERE sujet = ?", [.text(sujet)]) { $0.int(0) } ?? 0
    }

    /// The last entry known at `instant`; 0 when none was.
    static func sequence(at instant: Instant, in session: any StoreSession) throws -> Int64 {
        try session.first("SELECT coalesce(max(seq), 0) FROM journal WHERE instant <= ?", [.int(instant.seconds)]) { $0.int(0) } ?? 0
    }

    /// The refusal of a write that saw `vu`: what was recorded since, when and by whom.
    static func stale(sujet: String, vu: Int64, in session: any StoreSession) throws -> Refusal {
        var lines = try session.all(
            "SELECT seq, instant, acteur, genre FROM journal WHERE sujet = ? AND seq > ? ORDER BY seq LIMIT 21", [.text(sujet), .int(vu)]
        ) { row in
            let genre = Genre(rawValue: row.text(3))?.intitule ?? row.text(3)
            return "entrée \(row.int(0)), \(Instant(seconds: row.int(1)).french), \(row.text(2)) : \(genre)"
        }
        if lines.count == 21 { lines[20] = "…" }
        return Refusal(
            .versionPerimee, "Ce que vous modifiez a changé depuis que vous l'avez lu : rien n'a été écrit. Relisez, puis recommencez. Depuis :",
            details: lines)
    }
}

extension Instant {
    /// `15 janvier 2027 à 14 h 30`, in Paris.
    var french: String {
        let (day, second) = paris
        let minute = second / 60 % 60
        return "\(day.french) à \(second / 3600) h \(minute < 10 ? "0" : "")\(minute)"
    }
}

extension Genre {
    /// What the entry is, in French.
    var intitule: String {
        switch self {
        case .importation: "import d'un dossier"
        case .saisie: "saisie"
        case .entete: "description de la promotion"
        case .maquette: "maquette"
        case .eleves: "fiches d'élèves"
        case .elevesRetires: "élèves retirés de la promotion"
        case .ordre: "ordre des élèves"
        case .dossiers: "dossiers"
        case .notes: "notes"
        case .bundle: "règlement déposé"
        case .reglementGarde: "règlement qui juge la promotion"
        case .seanceConvoquee: "convocation d'un jury"
        case .seancePresence: "présences"
        case .seanceGelee: "gel des propositions"
        case .seanceDecision: "décisions du jury"
        case .seanceClose: "clôture du jury"
        case .seancePubliee: "publication des résultats"
        case .seanceRectifiee: "rectification d'une erreur matérielle"
        case .seanceAnnulee: "annulation d'une séance"
        case .bascule: "bascule de l'année"
        case .basculeAnnulee: "annulation d'une bascule"
        case .effacement: "effacement de données personnelles"
        }
    }
}

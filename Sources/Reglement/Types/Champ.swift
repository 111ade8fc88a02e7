import Scolarite

/// A field that the engine offers to expressions, whatever the school (guide « format-des-reglements »).
enum Champ: Hashable, Sendable {
    // Shared by several levels
    case code, nature, coefficient, etat, note, date, epreuves, ecues, ues, semestres
    // ECUE
    case bareme, notee, acquis, dispensee, acquise, bloquee, abi, abj, fraude, choix, represente, premiereEnSession2, sansRattrapage,
        rattrapageAccorde
    // UE and semester
    case ectsMaquette, donneGrade, gradeDemande, complement, sessionValidation, semestreCode, impair, mentionCode
    // Enclosing levels
    case ueParente, semestreParent
    // Élève
    case statutEleve, niveau, niveauEntree, entree, anneeEntree, cursusCode, voie, francophone, nationalites, genre, boursier
    case feuille(Feuille)
    // Year
    case cursus, annees
    // `cursus.ues`
    case statutCursus, ects, moyenne, annee, actuelle, session
    // Columns of the dossier's sheets, by their position in `Schema.colonnes`
    case colonne(Int)
    // Column of a line of a table parameter
    case cellule(Int)
}

/// Names and types of what expressions can read, level by level.
enum Schema {
    typealias Entree = (champ: Champ, type: TypeValeur)

    static let natures = TypeValeur.enumeration([
        "cours", "tp", "projet", "stage", "apprentissage", "langue", "competence", "memoire", "soutenance", "entreprise", "facultatif",
    ])
    static let etats = TypeValeur.enumeration(["note", "absente", "ABI", "ABJ", "DISP", "ACQ", "V", "NV", "FRAUDE", "ATT"])
    static let statuts = TypeValeur.enumeration(["FISE", "FISA", "FC", "CDP", "AUDITEUR", "ECHANGE"])

    static let parcours = TypeValeur.enumeration(MotsDuDossier.parcours)
    static let sejours = TypeValeur.enumeration(MotsDuDossier.sejours)
    static let stages = TypeValeur.enumeration(MotsDuDossier.stages)
    static let lieux = TypeValeur.enumeration(MotsDuDossier.lieux)
    static let niveauxDeLangue = TypeValeur.enumeration(MotsDuDossier.niveauxDeLangue)
    static let statutsPasses = TypeValeur.enumeration(MotsDuDossier.statutsPasses)
    /// Words to which a school may add its own: its files may hold them, with a warning.
    static let ouvertes: Set<[String]> = [MotsDuDossier.parcours, MotsDuDossier.sejours, MotsDuDossier.stages, MotsDuDossier.lieux]

    private static func liste(_ niveau: Niveau) -> TypeValeur { .liste(.entite(.niveau(niveau))) }

    private static let niveaux: [Niveau: [String: Entree]] = [
        .epreuve: [
            "code": (.code, .texte), "nature": (.nature, natures), "coefficient": (.coefficient, .nombre), "etat": (.etat, etats),
            "note": (.note, .nombre), "date": (.date, .date),
        ],
        .ecue: [
            "code": (.code, .texte), "nature": (.nature, natures), "coefficient": (.coefficient, .nombre), "notee": (.notee, .booleen),
            "note": (.note, .nombre), "bareme": (.bareme, .nombre), "acquis": (.acquis, .booleen), "dispensee": (.dispensee, .booleen),
            "acquise": (.acquise, .booleen),
            "bloquee": (.bloquee, .booleen), "abi": (.abi, .booleen), "abj": (.abj, .booleen), "fraude": (.fraude, .booleen),
            "choix": (.choix, .enumeration(["oui", "non", "aucun"])), "represente": (.represente, .booleen),
            "premiere_en_session_2": (.premiereEnSession2, .booleen), "sans_rattrapage": (.sansRattrapage, .booleen),
            "rattrapage_accorde": (.rattrapageAccorde, .booleen), "epreuves": (.epreuves, liste(.epreuve)),
        ],
        .ue: [
            "code": (.code, .texte), "ects_maquette": (.ectsMaquette, .nombre), "donne_grade": (.donneGrade, .booleen),
            "grade_demande": (.gradeDemande, .booleen), "ecues": (.ecues, liste(.ecue)),
            "notee": (.notee, .booleen), "dispensee": (.dispensee, .booleen), "bloquee": (.bloquee, .booleen),
            "sans_rattrapage": (.sansRattrapage, .booleen), "complement": (.complement, .nombre), "session_validation": (.sessionValidation, .nombre),
            "semestre_code": (.semestreCode, .texte), "mention_code": (.mentionCode, .texte),
        ],
        .semestre: ["code": (.code, .texte), "ues": (.ues, liste(.ue)), "impair": (.impair, .booleen), "ects_maquette": (.ectsMaquette, .nombre)],
        .eleve: eleve,
        .annee: ["ues": (.ues, liste(.ue)), "semestres": (.semestres, liste(.semestre)), "cursus": (.cursus, .entite(.cursus))],
    ]

    private static let eleve: [String: Entree] = {
        var fields: [String: Entree] = [
            "statut": (.statutEleve, statuts), "niveau": (.niveau, .nombre), "niveau_entree": (.niveauEntree, .nombre), "entree": (.entree, .texte),
            "annee_entree": (.anneeEntree, .nombre), "voie": (.voie, .texte), "francophone": (.francophone, .booleen),
            "nationalites": (.nationalites, .liste(.texte)), "genre": (.genre, .texte), "boursier": (.boursier, .booleen),
            "cursus_suivi": (.cursusCode, .texte),
        ]
        for feuille in Feuille.allCases { fields[feuille.nom] = (.feuille(feuille), .liste(.entite(.feuille(feuille)))) }
        return fields
    }()

    /// Reading one of these demands an article (design, part 3).
    static let faitsPersonnels: Set<Champ> = [.genre, .boursier, .nationalites]

    static let colonnes: [Feuille: [(nom: String, type: TypeValeur)]] = [
        .certifications: [
            ("test", .texte), ("score", .nombre), ("niveau", niveauxDeLangue), ("date", .date), ("externe", .booleen), ("langue", .texte),
        ],
        .sejours: [
            ("type", sejours), ("pays", .texte), ("debut", .date), ("fin", .date), ("semaines", .nombre), ("credits", .nombre), ("valide", .booleen),
            ("semestre", .texte), ("derogation", .booleen),
        ],
        .stages: [
            ("type", stages), ("organisme", .texte), ("lieu", lieux), ("pays", .texte), ("debut", .date), ("fin", .date), ("semaines", .nombre),
            ("valide", .booleen),
        ],
        .absences: [
            ("debut", .date), ("fin", .date), ("seance", .texte), ("nature", .texte), ("motif", .texte), ("justifie", .booleen), ("depose", .date),
            ("autorisee", .booleen), ("retard_minutes", .nombre), ("epreuve", .texte), ("delai_heures", .nombre),
        ],
        .engagements: [("action", .texte), ("date", .date), ("depose", .date), ("points", .nombre), ("valide", .booleen)],
        .options: [("objet", .texte), ("choix", .texte), ("date", .date)],
        .procedures: [("procedure", .texte), ("etat", .texte), ("date", .date), ("cible", .texte)],
        .parcours: [("annee", .texte), ("niveau", .nombre), ("decision", parcours), ("date", .date)],
        .resultatsPasses: [
            ("annee", .texte), ("semestre", .texte), ("ue", .texte), ("ects", .nombre), ("moyenne", .nombre), ("statut", statutsPasses),
            ("grade", .texte),
            ("session", .nombre),
        ],
        .decisions: [("jury", .texte), ("date", .date), ("objet", .texte), ("decision", .texte), ("motif", .texte)],
    ]

    private static let cursus: [String: Entree] = [
        "ues": (.ues, .liste(.entite(.ueCursus))), "annees": (.annees, .liste(.entite(.feuille(.parcours)))),
    ]

    private static let ueCursus: [String: Entree] = [
        "code": (.code, .texte), "semestre_code": (.semestreCode, .texte), "statut": (.statutCursus, statutsPasses), "ects": (.ects, .nombre),
        "moyenne": (.moyenne, .nombre), "ects_maquette": (.ectsMaquette, .nombre), "annee": (.annee, .texte), "actuelle": (.actuelle, .booleen),
        "ecues": (.ecues, liste(.ecue)), "donne_grade": (.donneGrade, .booleen), "session": (.session, .nombre),
    ]

    static func champ(_ nom: String, de entite: Entite) -> Entree? {
        switch entite {
        case .niveau(let niveau): return niveaux[niveau]?[nom]
        case .feuille(let feuille):
            guard let colonnes = colonnes[feuille], let index = colonnes.firstIndex(where: { $0.nom == nom }) else { return nil }
            return (.colonne(index), colonnes[index].type)
        case .cursus: return cursus[nom]
        case .ueCursus: return ueCursus[nom]
        case .table(let noms): return noms.firstIndex(of: nom).map { (.cellule($0), .indetermine) }
        }
    }

    static func noms(de entite: Entite) -> [String] {
        switch entite {
        case .niveau(let niveau): Array((niveaux[niveau] ?? [:]).keys)
        case .feuille(let feuille): (colonnes[feuille] ?? []).map(\.nom)
        case .cursus: Array(cursus.keys)
        case .ueCursus: Array(ueCursus.keys)
        case .table(let noms): noms
        }
    }
}

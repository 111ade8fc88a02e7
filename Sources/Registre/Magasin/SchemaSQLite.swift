/// The schema in SQLite's dialect. `depuis` and `jusqua` are the journal sequences from which and until which a row holds; a row
/// without `jusqua` holds now. French ASCII names, singular.
enum SchemaSQLite {
    static let migrations = [journal, promotion, dossier, note, seance, annee, reglement, gels, instances, suppleants]

    /// The journal, which no statement may change, and what lives beside it: erasable data and the bytes of bundles.
    private static let journal = Migration(
        name: "1-journal",
        statements: [
            """
            CREATE TABLE journal (
                seq INTEGER PRIMARY KEY CONSTRAINT sequence_positive CHECK (seq > 0),
                instant INTEGER NOT NULL,
                acteur TEXT NOT NULL CONSTRAINT acteur_nomme CHECK (acteur <> ''),
                genre TEXT NOT NULL,
                sujet TEXT NOT NULL,
                version INTEGER NOT NULL,
                lot INTEGER NOT NULL CONSTRAINT lot_commence_avant CHECK (lot <= seq),
                raison BLOB,
                charge BLOB NOT NULL,
                precedent BLOB NOT NULL,
                empreinte BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX journal_sujet ON journal (sujet, seq)",
            "CREATE INDEX journal_instant ON journal (instant, seq)",
            "CREATE TRIGGER journal_sans_modification BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal_sans_modification'); END",
            "CREATE TRIGGER journal_sans_suppression BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal_sans_suppression'); END",
            """
            CREATE TABLE donnee_personnelle (
                ref BLOB PRIMARY KEY,
                promotion TEXT NOT NULL,
                eleve TEXT NOT NULL,
                categorie TEXT NOT NULL,
                sel BLOB,
                contenu TEXT,
                CONSTRAINT effacee_en_entier CHECK ((sel IS NULL) = (contenu IS NULL))
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX donnee_personnelle_eleve ON donnee_personnelle (promotion, eleve)",
            """
            CREATE TABLE contenu_bundle (
                empreinte BLOB NOT NULL,
                chemin TEXT NOT NULL,
                contenu BLOB NOT NULL,
                PRIMARY KEY (empreinte, chemin)
            ) STRICT
            """,
        ])

    private static let promotion = Migration(
        name: "2-promotion",
        statements: [
            """
            CREATE TABLE promotion (
                id INTEGER PRIMARY KEY, code TEXT NOT NULL CONSTRAINT promotion_unique UNIQUE, ecole TEXT NOT NULL, nom TEXT NOT NULL,
                annee TEXT NOT NULL, cursus TEXT NOT NULL, depuis INTEGER NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE entete (
                promotion_id INTEGER NOT NULL REFERENCES promotion, reglement TEXT NOT NULL, surcouche TEXT, date INTEGER NOT NULL,
                session INTEGER NOT NULL, periode TEXT, parametres TEXT NOT NULL, autres TEXT NOT NULL,
                depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (promotion_id, depuis)
            ) STRICT
            """,
            """
            CREATE TABLE semestre (
                promotion_id INTEGER NOT NULL REFERENCES promotion, rang INTEGER NOT NULL, code TEXT NOT NULL,
                depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (promotion_id, depuis, rang)
            ) STRICT
            """,
            """
            CREATE TABLE ue (
                promotion_id INTEGER NOT NULL REFERENCES promotion, rang INTEGER NOT NULL, code TEXT NOT NULL, intitule TEXT NOT NULL,
                semestre INTEGER NOT NULL, ects TEXT NOT NULL, grade INTEGER NOT NULL, seuil TEXT, ecues TEXT NOT NULL,
                depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (promotion_id, depuis, rang)
            ) STRICT
            """,
            """
            CREATE TABLE ecue (
                promotion_id INTEGER NOT NULL REFERENCES promotion, rang INTEGER NOT NULL, code TEXT NOT NULL, intitule TEXT NOT NULL,
                ue INTEGER NOT NULL, coefficient TEXT NOT NULL, nature TEXT NOT NULL, seuil TEXT, faits TEXT NOT NULL,
                depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (promotion_id, depuis, rang)
            ) STRICT
            """,
            """
            CREATE TABLE epreuve (
                promotion_id INTEGER NOT NULL REFERENCES promotion, rang INTEGER NOT NULL, code TEXT NOT NULL, ecue INTEGER NOT NULL,
                nature TEXT NOT NULL, coefficient TEXT NOT NULL,
                depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (promotion_id, depuis, rang)
            ) STRICT
            """,
            """
            CREATE TABLE eleve (
                id INTEGER PRIMARY KEY, promotion_id INTEGER NOT NULL REFERENCES promotion, code TEXT NOT NULL, depuis INTEGER NOT NULL,
                CONSTRAINT eleve_unique UNIQUE (promotion_id, code)
            ) STRICT
            """,
            "CREATE INDEX eleve_code ON eleve (code)",
            """
            CREATE TABLE inscription (
                eleve_id INTEGER NOT NULL REFERENCES eleve, francophone INTEGER, statut TEXT NOT NULL, cursus TEXT NOT NULL,
                niveau INTEGER NOT NULL, niveau_ecrit TEXT NOT NULL, entree TEXT NOT NULL, niveau_entree INTEGER NOT NULL,
                voie TEXT NOT NULL, fiche BLOB NOT NULL, depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (eleve_id, depuis)
            ) STRICT
            """,
            """
            CREATE TABLE rang_eleve (
                promotion_id INTEGER NOT NULL REFERENCES promotion, rang INTEGER NOT NULL, eleve_id INTEGER NOT NULL REFERENCES eleve,
                depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (promotion_id, rang, depuis)
            ) STRICT
            """,
        ])

    /// One table for each list of a dossier, all of one form: the élève, the rank in the list, the columns, the time it holds.
    private static let dossier = Migration(
        name: "3-dossier",
        statements: [
            ("ue_suivie", "ue TEXT NOT NULL"),
            ("resultat", "annee TEXT, semestre TEXT, ue TEXT, ects TEXT, moyenne TEXT, statut TEXT, grade TEXT, session INTEGER"),
            ("parcours", "annee TEXT, niveau INTEGER, decision TEXT, date INTEGER"),
            ("certification", "test TEXT, score TEXT, niveau TEXT, date INTEGER, externe INTEGER, langue TEXT"),
            (
                "sejour",
                "type TEXT, pays TEXT, debut INTEGER, fin INTEGER, semaines INTEGER, credits TEXT, valide INTEGER, semestre TEXT, derogation INTEGER"
            ),
            ("stage", "type TEXT, organisme TEXT, lieu TEXT, pays TEXT, debut INTEGER, fin INTEGER, semaines INTEGER, valide INTEGER"),
            (
                "absence",
                "debut INTEGER, fin INTEGER, seance TEXT, nature TEXT, motif BLOB, justifie INTEGER, depose INTEGER, autorisee INTEGER, retard_minutes INTEGER, epreuve TEXT"
            ),
            ("engagement", "action TEXT, date INTEGER, depose INTEGER, points TEXT, valide INTEGER"),
            ("choix", "objet TEXT, choix TEXT, date INTEGER"),
            ("procedure", "procedure TEXT, etat TEXT, date INTEGER, cible TEXT"),
            ("decision", "jury TEXT, date INTEGER, objet TEXT, decision TEXT, motif BLOB, ligne INTEGER"),
        ].map { name, columns in
            """
            CREATE TABLE \(name) (
                eleve_id INTEGER NOT NULL REFERENCES eleve, rang INTEGER NOT NULL, \(columns),
                depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (eleve_id, rang, depuis)
            ) STRICT
            """
        })

    private static let note = Migration(
        name: "4-note",
        statements: [
            """
            CREATE TABLE colonne (
                id INTEGER PRIMARY KEY, promotion_id INTEGER NOT NULL REFERENCES promotion, type TEXT NOT NULL, code TEXT NOT NULL,
                epreuve TEXT NOT NULL, session INTEGER NOT NULL, depuis INTEGER NOT NULL,
                CONSTRAINT colonne_unique UNIQUE (promotion_id, type, code, epreuve, session)
            ) STRICT
            """,
            """
            CREATE TABLE colonne_ouverte (
                colonne_id INTEGER NOT NULL REFERENCES colonne, depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (colonne_id, depuis)
            ) STRICT
            """,
            """
            CREATE TABLE note (
                colonne_id INTEGER NOT NULL REFERENCES colonne, eleve_id INTEGER NOT NULL REFERENCES eleve, etat INTEGER NOT NULL,
                centiemes INTEGER NOT NULL, jour INTEGER, depuis INTEGER NOT NULL, jusqua INTEGER,
                PRIMARY KEY (colonne_id, eleve_id, depuis)
            ) STRICT, WITHOUT ROWID
            """,
        ])

    private static let seance = Migration(
        name: "5-seance",
        statements: [
            """
            CREATE TABLE seance (
                id INTEGER PRIMARY KEY, code TEXT NOT NULL CONSTRAINT seance_unique UNIQUE, promotion_id INTEGER NOT NULL REFERENCES promotion,
                instance TEXT NOT NULL, intitule TEXT NOT NULL, date INTEGER NOT NULL, lieu TEXT NOT NULL, periode TEXT NOT NULL,
                session INTEGER NOT NULL, suite TEXT, president TEXT NOT NULL, quorum TEXT NOT NULL, depuis INTEGER NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE etat_seance (
                seance_id INTEGER NOT NULL REFERENCES seance, etat TEXT NOT NULL, depuis INTEGER NOT NULL, jusqua INTEGER,
                PRIMARY KEY (seance_id, depuis)
            ) STRICT
            """,
            """
            CREATE TABLE membre (
                seance_id INTEGER NOT NULL REFERENCES seance, rang INTEGER NOT NULL, personne TEXT NOT NULL, qualite TEXT NOT NULL,
                voix TEXT NOT NULL, depuis INTEGER NOT NULL, PRIMARY KEY (seance_id, rang)
            ) STRICT
            """,
            """
            CREATE TABLE presence (
                seance_id INTEGER NOT NULL REFERENCES seance, personne TEXT NOT NULL, presente INTEGER NOT NULL,
                depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (seance_id, personne, depuis)
            ) STRICT
            """,
            """
            CREATE TABLE gel (
                seance_id INTEGER NOT NULL REFERENCES seance, reglement TEXT NOT NULL, faits TEXT NOT NULL, programme TEXT NOT NULL,
                depuis INTEGER NOT NULL, PRIMARY KEY (seance_id, depuis)
            ) STRICT
            """,
            """
            CREATE TABLE proposition (
                seance_id INTEGER NOT NULL REFERENCES seance, eleve_id INTEGER NOT NULL REFERENCES eleve, objet TEXT NOT NULL,
                rang INTEGER NOT NULL, texte TEXT NOT NULL, depuis INTEGER NOT NULL, PRIMARY KEY (seance_id, eleve_id, objet)
            ) STRICT
            """,
            """
            CREATE TABLE deliberation (
                seance_id INTEGER NOT NULL REFERENCES seance, eleve_id INTEGER NOT NULL REFERENCES eleve, objet TEXT NOT NULL,
                decision TEXT NOT NULL, conformite TEXT NOT NULL, en_bloc INTEGER NOT NULL, motif BLOB, pour INTEGER, contre INTEGER,
                abstentions INTEGER, depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (seance_id, eleve_id, objet, depuis)
            ) STRICT
            """,
            """
            CREATE TABLE decision_arretee (
                seance_id INTEGER NOT NULL REFERENCES seance, eleve_id INTEGER NOT NULL REFERENCES eleve, objet TEXT NOT NULL,
                rang INTEGER NOT NULL, jury TEXT NOT NULL, date INTEGER NOT NULL, decision TEXT NOT NULL, motif BLOB,
                rectification INTEGER NOT NULL, depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (eleve_id, objet, depuis)
            ) STRICT
            """,
        ])

    private static let annee = Migration(
        name: "6-annee",
        statements: [
            """
            CREATE TABLE bascule (
                id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES promotion, annee TEXT NOT NULL, plan TEXT NOT NULL,
                depuis INTEGER NOT NULL, jusqua INTEGER
            ) STRICT
            """,
            """
            CREATE TABLE suite_annee (
                bascule_id INTEGER NOT NULL REFERENCES bascule, eleve_id INTEGER NOT NULL REFERENCES eleve, sort TEXT NOT NULL,
                destination TEXT, niveau INTEGER NOT NULL, depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (bascule_id, eleve_id)
            ) STRICT
            """,
            """
            CREATE TABLE dette (
                bascule_id INTEGER NOT NULL REFERENCES bascule, eleve_id INTEGER NOT NULL REFERENCES eleve, ue TEXT NOT NULL,
                ects TEXT, depuis INTEGER NOT NULL, jusqua INTEGER, PRIMARY KEY (bascule_id, eleve_id, ue)
            ) STRICT
            """,
            """
            CREATE TABLE bundle (
                id INTEGER PRIMARY KEY, identifiant TEXT NOT NULL, empreinte TEXT NOT NULL CONSTRAINT bundle_unique UNIQUE,
                depuis INTEGER NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE effacement (
                promotion TEXT NOT NULL, eleve TEXT NOT NULL, categorie TEXT NOT NULL, depuis INTEGER NOT NULL,
                PRIMARY KEY (promotion, eleve, categorie, depuis)
            ) STRICT
            """,
        ])

    /// Which bundle judges a promotion, and since when.
    private static let reglement = Migration(
        name: "7-reglement",
        statements: [
            """
            CREATE TABLE reglement_garde (
                promotion_id INTEGER NOT NULL REFERENCES promotion, nom TEXT NOT NULL, identifiant TEXT NOT NULL, surcouche TEXT,
                empreinte TEXT NOT NULL, bundle_id INTEGER NOT NULL REFERENCES bundle, depuis INTEGER NOT NULL, jusqua INTEGER,
                PRIMARY KEY (promotion_id, depuis)
            ) STRICT
            """
        ])

    /// A session may be frozen again before it has decided anything: each freeze keeps its proposals.
    private static let gels = Migration(
        name: "8-gels",
        statements: [
            "ALTER TABLE gel ADD COLUMN jusqua INTEGER",
            """
            CREATE TABLE proposition_gelee (
                seance_id INTEGER NOT NULL REFERENCES seance, eleve_id INTEGER NOT NULL REFERENCES eleve, objet TEXT NOT NULL,
                rang INTEGER NOT NULL, texte TEXT NOT NULL, depuis INTEGER NOT NULL, jusqua INTEGER,
                PRIMARY KEY (seance_id, eleve_id, objet, depuis)
            ) STRICT
            """,
            """
            INSERT INTO proposition_gelee (seance_id, eleve_id, objet, rang, texte, depuis)
            SELECT seance_id, eleve_id, objet, rang, texte, depuis FROM proposition
            """,
            "DROP TABLE proposition",
            "ALTER TABLE proposition_gelee RENAME TO proposition",
        ])

    /// What a jury decides on, where its règlement limits it.
    private static let instances = Migration(name: "9-instances", statements: ["ALTER TABLE seance ADD COLUMN objets TEXT"])

    /// Who may sit in whose place, and who did.
    private static let suppleants = Migration(
        name: "10-suppleants",
        statements: ["ALTER TABLE membre ADD COLUMN supplee TEXT", "ALTER TABLE presence ADD COLUMN remplace TEXT"])

    /// The tables that the journal decides alone, each with an order that makes two copies comparable row by row.
    static let derived: [(table: String, order: String)] = [
        ("promotion", "id"), ("entete", "promotion_id, depuis"), ("semestre", "promotion_id, depuis, rang"), ("ue", "promotion_id, depuis, rang"),
        ("ecue", "promotion_id, depuis, rang"), ("epreuve", "promotion_id, depuis, rang"), ("eleve", "id"),
        ("inscription", "eleve_id, depuis"), ("rang_eleve", "promotion_id, rang, depuis"), ("ue_suivie", "eleve_id, rang, depuis"),
        ("resultat", "eleve_id, rang, depuis"), ("parcours", "eleve_id, rang, depuis"), ("certification", "eleve_id, rang, depuis"),
        ("sejour", "eleve_id, rang, depuis"), ("stage", "eleve_id, rang, depuis"), ("absence", "eleve_id, rang, depuis"),
        ("engagement", "eleve_id, rang, depuis"), ("choix", "eleve_id, rang, depuis"), ("procedure", "eleve_id, rang, depuis"),
        ("decision", "eleve_id, rang, depuis"), ("colonne", "id"), ("colonne_ouverte", "colonne_id, depuis"),
        ("note", "colonne_id, eleve_id, depuis"), ("seance", "id"), ("etat_seance", "seance_id, depuis"), ("membre", "seance_id, rang"),
        ("presence", "seance_id, personne, depuis"), ("gel", "seance_id, depuis"), ("proposition", "seance_id, eleve_id, objet, depuis"),
        ("deliberation", "seance_id, eleve_id, objet, depuis"), ("decision_arretee", "eleve_id, objet, depuis"), ("bascule", "id"),
        ("suite_annee", "bascule_id, eleve_id"), ("dette", "bascule_id, eleve_id, ue"), ("bundle", "id"),
        ("reglement_garde", "promotion_id, depuis"),
        ("effacement", "promotion, eleve, categorie, depuis"),
    ]
}

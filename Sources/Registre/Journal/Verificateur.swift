import Valeurs

/// Walks the journal from its first entry, replays it, and compares.
struct Verifier {
    let session: any StoreSession
    let replay: SQLiteStore

    struct Broken: Error { let rupture: Rupture }

    func run(_ condensat: Condensat?, _ progres: ((Progression) -> Void)?) throws -> Verification {
        do {
            let head = try chain(condensat, progres)
            try compareTables()
            try checkPersonal()
            try checkBundles()
            return .intacte(head)
        } catch let broken as Broken {
            return .rompue(broken.rupture)
        }
    }

    func broken(_ nature: Rupture.Nature, _ entree: Int64?, _ message: String, table: String? = nil) -> Broken {
        Broken(rupture: Rupture(nature: nature, entree: entree, table: table, message: message))
    }

    private func chain(_ condensat: Condensat?, _ progres: ((Progression) -> Void)?) throws -> Condensat {
        var head = Condensat(entrees: 0, empreinte: Entree.origine)
        var seen = condensat == nil || condensat == head
        var pending: (lot: Int64, left: Int64)?
        var last: Int64 = 0
        let total = (try? session.first("SELECT max(seq) FROM journal") { Int($0.int(0)) }) ?? 0
        try replay.write { target in
            let derivation = Derivation(target)
            do {
                try session.query("SELECT \(Entree.columns) FROM journal ORDER BY seq", []) { row in
                    let (entree, stored) = Entree.read(row)
                    guard entree.seq == last + 1 else {
                        throw broken(
                            .manque, last + 1,
                            "L'entrée \(last + 1) du journal manque : la suivante porte le numéro \(entree.seq). Restaurez la dernière sauvegarde.")
                    }
                    guard entree.empreinte == stored else {
                        throw broken(
                            .contenu, entree.seq,
                            "L'entrée \(entree.seq) du journal a été modifiée : son contenu n'est plus celui que couvre son empreinte. Restaurez la dernière sauvegarde."
                        )
                    }
                    guard entree.precedent == head.empreinte else {
                        throw broken(
                            .chainage, entree.seq,
                            "L'entrée \(entree.seq) du journal ne suit pas la précédente : une partie du journal a été récrite. Restaurez la dernière sauvegarde."
                        )
                    }
                    let announcement = try announced(entree)
                    if let lot = pending, lot.left > 0, entree.lot != lot.lot || announcement != nil { throw incomplete(lot) }
                    pending = announcement ?? pending.map { ($0.lot, $0.left - (entree.lot == $0.lot ? 1 : 0)) }
                    try replayEntry(entree, derivation)
                    last = entree.seq
                    head = Condensat(entrees: entree.seq, empreinte: stored)
                    if let condensat, condensat == head { seen = true }
                    progres?(Progression(fait: Int(entree.seq), total: total))
                }
            } catch let error as Broken {
                throw error
            } catch is PanneRegistre {
                throw broken(
                    .illisible, last + 1,
                    "L'entrée \(last + 1) du journal ne peut plus être lue : le fichier est endommagé à cet endroit. Restaurez la dernière sauvegarde."
                )
            } catch let error where !(error is PayloadError) {
                // The engine's own error, met in the middle of the journal.
                throw broken(
                    .illisible, last + 1,
                    "L'entrée \(last + 1) du journal ne peut plus être lue : le fichier est endommagé à cet endroit. Restaurez la dernière sauvegarde."
                )
            }
        }
        if let lot = pending, lot.left > 0 { throw incomplete(lot) }
        if !seen, let condensat {
            throw broken(
                .condensat, condensat.entrees > head.entrees ? head.entrees + 1 : condensat.entrees,
                condensat.entrees > head.entrees
                    ? "Le journal compte \(head.entrees) entrées, le condensat donné en attestait \(condensat.entrees) : le journal a été coupé."
                    : "L'entrée \(condensat.entrees) n'a plus l'empreinte qu'attestait le condensat donné : le journal a été récrit.")
        }
        return head
    }

    /// How many entries a transaction announced in its first one.
    private func announced(_ entree: Entree) throws -> (lot: Int64, left: Int64)? {
        guard entree.genre == Genre.importation.rawValue || entree.genre == Genre.saisie.rawValue else { return nil }
        guard let count = try? entree.payload()["entrees"].int() else { return nil }
        return (entree.lot, count)
    }

    private func incomplete(_ lot: (lot: Int64, left: Int64)) -> Broken {
        broken(
            .manque, lot.lot,
            "L'écriture commencée à l'entrée \(lot.lot) du journal n'est pas entière : il manque \(lot.left) entrées. Restaurez la dernière sauvegarde."
        )
    }

    private func replayEntry(_ entree: Entree, _ derivation: Derivation) throws {
        guard let genre = Genre(rawValue: entree.genre), entree.version <= genre.version else {
            throw broken(
                .rejeu, entree.seq,
                "L'entrée \(entree.seq) du journal est d'une espèce inconnue (« \(entree.genre) », version \(entree.version)). Installez la version qui l'a écrite."
            )
        }
        do {
            try derivation.apply(genre, try entree.payload(), seq: entree.seq)
        } catch let error as PayloadError {
            throw broken(
                .rejeu, entree.seq,
                "L'entrée \(entree.seq) du journal ne se rejoue pas (attendu : \(error.expected)). Restaurez la dernière sauvegarde.")
        } catch {
            throw broken(
                .rejeu, entree.seq,
                "L'entrée \(entree.seq) du journal ne se rejoue pas : elle contredit celles qui la précèdent. Restaurez la dernière sauvegarde."
            )
        }
    }

    /// Every row is reduced to 64 bits under a key that this run draws: a million marks compare in little memory.
    private func compareTables() throws {
        try replay.read { other in
            for (table, order) in SchemaSQLite.derived {
                // `depuis` first: it names the entry that a row comes from.
                let sql = "SELECT depuis, * FROM \(table) ORDER BY \(order)"
                let expected = try other.all(sql) { (entry: $0.int(0), hash: hash($0)) }
                var index = 0
                var fault: (row: Int, entry: Int64)?
                do {
                    try session.query(sql, []) { row in
                        defer { index += 1 }
                        guard fault == nil else { return }
                        if index >= expected.count {
                            fault = (index, row.int(0))
                        } else if expected[index].hash != hash(row) {
                            fault = (index, expected[index].entry)
                        }
                    }
                } catch {
                    throw broken(
                        .table, nil, "La table « \(table) » ne peut plus être lue. Le journal est intact : restaurez la dernière sauvegarde.",
                        table: table)
                }
                if fault == nil, index < expected.count { fault = (index, expected[index].entry) }
                guard let fault else { continue }
                throw broken(
                    .table, fault.entry,
                    "La table « \(table) », ligne \(fault.row + 1), n'est pas ce que donne l'entrée \(fault.entry) du journal. Le journal est intact : restaurez la dernière sauvegarde.",
                    table: table)
            }
        }
    }

    private func hash(_ row: any SQLRow) -> Int {
        var hasher = Hasher()
        for column in 1..<row.count { hasher.combine(row.value(column)) }
        return hasher.finalize()
    }

    /// The erasable data must be what the journal refers to, unless an entry says that it was erased.
    private func checkPersonal() throws {
        struct Owner: Hashable { var promotion, eleve, categorie: String }
        var erased: Set<Owner> = []
        try session.query("SELECT promotion, eleve, categorie FROM effacement", []) {
            erased.insert(Owner(promotion: $0.text(0), eleve: $0.text(1), categorie: $0.text(2)))
        }
        var held: Set<[UInt8]> = []
        var wrong: [[UInt8]] = []
        try session.query("SELECT ref, promotion, eleve, categorie, sel, contenu FROM donnee_personnelle", []) { row in
            let ref = row.blob(0)
            held.insert(ref)
            let categorie = row.text(3)
            if let content = row.textOrNil(5) {
                if DonneesPersonnelles.reference(salt: row.blob(4), categorie: categorie, content: content) != ref { wrong.append(ref) }
            } else if !erased.contains(Owner(promotion: row.text(1), eleve: row.text(2), categorie: categorie)) {
                wrong.append(ref)
            }
        }
        for (table, column) in [
            ("inscription", "fiche"), ("absence", "motif"), ("decision", "motif"), ("deliberation", "motif"), ("decision_arretee", "motif"),
            ("journal", "raison"),
        ] {
            let sequence = table == "journal" ? "seq" : "depuis"
            var fault: Int64?
            try session.query("SELECT \(column), \(sequence) FROM \(table) WHERE \(column) IS NOT NULL ORDER BY \(sequence)", []) { row in
                let ref = row.blob(0)
                if fault == nil, !held.contains(ref) || wrong.contains(ref) { fault = row.int(1) }
            }
            if let fault {
                throw broken(
                    .donnee, fault,
                    "Une donnée personnelle à laquelle renvoie l'entrée \(fault) du journal manque ou a été modifiée. Restaurez la dernière sauvegarde.",
                    table: "donnee_personnelle")
            }
        }
        guard wrong.isEmpty else {
            throw broken(.donnee, nil, "Une donnée personnelle a été modifiée. Restaurez la dernière sauvegarde.", table: "donnee_personnelle")
        }
    }

    private func checkBundles() throws {
        for bundle in try session.all("SELECT identifiant, empreinte, depuis FROM bundle ORDER BY id", [], { ($0.text(0), $0.text(1), $0.int(2)) }) {
            let files = try Bundles.files(empreinte: bundle.1, in: session)
            guard Bundles.empreinte(files) == bundle.1 else {
                throw broken(
                    .bundle, bundle.2,
                    "Les fichiers du règlement « \(bundle.0) » ne sont plus ceux qu'atteste l'entrée \(bundle.2) du journal. Restaurez la dernière sauvegarde.",
                    table: "contenu_bundle")
            }
        }
    }
}

import Crypto
import Scolarite
import Synchronization
import Valeurs

/// The record of a school: a journal to which facts are appended, and tables that it decides.
///
/// Open one with ``ouvrir(_:creer:controle:attenteSecondes:)``; everything that writes takes an ``Acte`` (who, when, why) and gives an
/// ``Reponse``: done, or refused with a reason. What breaks (disk, file, lock) is thrown as a ``PanneRegistre``. Calls may come from any
/// thread: writes are serialised, reads see one consistent state.
///
/// - Importing and reading back: ``importer(_:par:vu:essai:progres:)``, ``exporter(_:)``, ``promotion(_:au:)``.
/// - Marks and dossiers: ``saisirNotes(_:lignes:par:vu:essai:)``, ``saisirNote(_:ligne:par:vu:)``, ``modifierDossier(_:eleve:dossier:par:vu:)``.
/// - The journal: ``verifier(condensat:progres:)``, ``montrer(eleve:promotion:)``, ``montrerJournal(depuis:limite:)``.
public final class Base: Sendable {
    let store: any Store
    let instantanes: Mutex<[String: Instantane]>

    /// How thoroughly a base is looked at when it opens.
    public enum Controle: Sendable {
        /// The engine's own check of its file, the schema, and the last entry of the journal.
        case complet
        /// The schema and the last entry of the journal.
        case minimal
        /// Nothing: for the verifier, which must be able to read a base that has something wrong.
        case aucun
    }

    /// Opens the base at `path`.
    ///
    /// - Parameters:
    ///   - creer: makes the file when there is none.
    ///   - attenteSecondes: how long a write waits for another program.
    /// - Throws: ``PanneRegistre``.
    public static func ouvrir(_ path: String, creer: Bool = false, controle: Controle = .complet, attenteSecondes: Int = 10) throws -> Base {
        try Base(store: SQLiteStore(path: path, create: creer, waitSeconds: attenteSecondes), controle: controle)
    }

    /// A base in memory, for tests and demonstrations.
    public static func enMemoire() throws -> Base { try Base(store: SQLiteStore()) }

    /// The record on a store of any engine.
    public init(store: any Store, controle: Controle = .complet) throws {
        self.store = store
        instantanes = Mutex([:])
        do {
            try Schema.prepare(store)
            if controle == .complet, !(try store.integrityProblems(complete: false).isEmpty) { throw PanneRegistre.endommagee(store.nom) }
            if controle != .aucun { try checkLastEntry() }
        } catch {
            try? store.close()
            // The engine that does not understand its own catalogue says so with its vaguest code.
            if case PanneRegistre.moteur(code: 1, _) = error { throw PanneRegistre.endommagee(store.nom) }
            throw error
        }
    }

    /// Closes the files. The base must not be used afterwards.
    public func fermer() throws { try store.close() }

    private func checkLastEntry() throws {
        let last = try store.read { session in
            try session.first("SELECT \(Entree.columns) FROM journal ORDER BY seq DESC LIMIT 1") { Entree.read($0) }
        }
        if let last, last.entree.empreinte != last.stored {
            throw PanneRegistre.entreeIllisible(last.entree.seq, attendu: "empreinte qui correspond à son contenu")
        }
    }

    /// Runs `body` in one transaction that appends to the journal; a refusal undoes it.
    func write<T: Sendable>(_ acte: Acte, _ body: (Ecriture) throws -> T) throws -> Reponse<T> {
        guard !acte.acteur.isEmpty else { return .refuse(Refus(.acte, "L'acte ne dit pas qui écrit : donnez l'identifiant de son auteur.")) }
        do {
            return .fait(try store.write { session in try body(Ecriture(session, acte: acte)) })
        } catch let refusal as Refusal {
            return .refuse(refusal.refus)
        }
    }
}

/// Brings the schema of a base up to date, and recognises one that this version does not know.
enum Schema {
    static func prepare(_ store: any Store) throws {
        let fresh = try store.isFresh()
        let applied = try store.read { session -> [String: String]? in
            let tables = try session.tableNames()
            guard tables.contains("migration") else {
                // Another program's file, or a damaged base: nothing is added to it.
                guard tables.isEmpty, fresh else { throw PanneRegistre.pasUneBase(store.nom) }
                return nil
            }
            var found: [String: String] = [:]
            try session.query("SELECT nom, empreinte FROM migration", []) { found[$0.text(0)] = $0.text(1) }
            return found
        }
        let known = Set(store.migrations.map(\.name))
        if let unknown = applied?.keys.filter({ !known.contains($0) }).min() { throw PanneRegistre.tropRecente(migration: unknown) }
        for migration in store.migrations {
            if let hash = applied?[migration.name], hash != migration.empreinte { throw PanneRegistre.migrationModifiee(migration.name) }
        }
        let missing = store.migrations.filter { applied?[$0.name] == nil }
        guard applied == nil || !missing.isEmpty else { return }
        try store.write { session in
            try session.execute("CREATE TABLE IF NOT EXISTS migration (nom TEXT PRIMARY KEY, empreinte TEXT NOT NULL)")
            for migration in missing {
                // Two programs may open a new base at once: the second finds the work of the first.
                let done = try session.first("SELECT count(*) FROM migration WHERE nom = ?", [.text(migration.name)]) { $0.int(0) } ?? 0
                if done > 0 { continue }
                for statement in migration.statements { try session.execute(statement) }
                try session.execute("INSERT INTO migration (nom, empreinte) VALUES (?, ?)", [.text(migration.name), .text(migration.empreinte)])
            }
        }
        // The schema reaches the file itself: a base that lost its side files must not look like one that was never filled.
        try? store.scrub()
    }
}

extension Migration {
    /// Hash of the statements, which tells a migration that has changed since it shipped.
    var empreinte: String { Hexadecimal.text(SHA256.bytes(Array(statements.joined(separator: ";\n").utf8))) }
}

import Foundation
import GRDB

/// The embedded store: one SQLite file in WAL mode, or a base in memory for replays and tests.
public final class SQLiteStore: Store {
    private let database: any DatabaseWriter
    private let path: String?
    private let create: Bool
    private let readOnly: Bool

    public var nom: String { path ?? "en mémoire" }
    public var migrations: [Migration] { SchemaSQLite.migrations }

    /// A base in memory, which goes with the process.
    public init() throws {
        path = nil
        create = true
        readOnly = false
        database = try PanneRegistre.translating(path: nil) {
            let queue = try DatabaseQueue(configuration: SQLiteStore.configuration(waitSeconds: 0))
            return queue
        }
    }

    /// Opens the file at `path`, making it when `create` says so.
    ///
    /// - Parameter waitSeconds: how long a write waits for another process before it gives up.
    public init(path: String, create: Bool, waitSeconds: Int = 10) throws {
        self.path = path
        self.create = create
        readOnly = false
        let manager = FileManager.default
        guard create || manager.fileExists(atPath: path) else { throw PanneRegistre.absente(path) }
        if manager.fileExists(atPath: path) {
            guard manager.isReadableFile(atPath: path) else { throw PanneRegistre.lectureInterdite(path) }
            guard manager.isWritableFile(atPath: path) else { throw PanneRegistre.lectureSeule(path) }
        }
        database = try PanneRegistre.translating(path: path) {
            let pool = try DatabasePool(path: path, configuration: SQLiteStore.configuration(waitSeconds: waitSeconds))
            // An acknowledged write survives a power cut, not only the death of the process: the pool's default does not promise it.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return pool
        }
    }

    /// Opens the file at `path` to read it, as it is: a backup must keep its bytes.
    public init(reading path: String) throws {
        (self.path, create, readOnly) = (path, false, true)
        database = try PanneRegistre.translating(path: path) {
            var configuration = SQLiteStore.configuration(waitSeconds: 0)
            configuration.readonly = true
            return try DatabaseQueue(path: path, configuration: configuration)
        }
    }

    private static func configuration(waitSeconds: Int) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(TimeInterval(waitSeconds))
        configuration.prepareDatabase { database in
            // What is erased is overwritten, not merely unlinked: personal data must not linger in free pages.
            try database.execute(sql: "PRAGMA secure_delete = ON")
        }
        return configuration
    }

    public func isFresh() throws -> Bool {
        guard create else { return false }
        // A file just put in WAL mode has its first page and no other in use.
        return try PanneRegistre.translating(path: path) {
            try database.read { database in
                let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                let free = try Int.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0
                return pages - free <= 1
            }
        }
    }

    public func read<T>(_ body: (any StoreSession) throws -> T) throws -> T {
        try PanneRegistre.translating(path: path) { try database.read { try body(SQLiteSession($0)) } }
    }

    public func write<T>(_ body: (any StoreSession) throws -> T) throws -> T {
        try PanneRegistre.translating(path: path) { try database.write { try body(SQLiteSession($0)) } }
    }

    public func integrityProblems(complete: Bool) throws -> [String] {
        try PanneRegistre.translating(path: path) {
            try database.read { database in
                try String.fetchAll(database, sql: complete ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)").filter { $0 != "ok" }
            }
        }
    }

    public func copy(to target: String) throws {
        try PanneRegistre.translating(path: target) {
            let copy = try DatabaseQueue(path: target)
            try database.backup(to: copy)
            // One file that stands alone, without the side files of a base at work.
            try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
        }
    }

    public func scrub() throws {
        try PanneRegistre.translating(path: path) {
            guard path != nil else { return }
            try database.writeWithoutTransaction { database in _ = try database.checkpoint(.truncate) }
        }
    }

    public func close() throws {
        try PanneRegistre.translating(path: path) { try database.close() }
        // A base at rest is one file. The pool's last connection only reads and leaves the side files behind: one that may write folds
        // them in, unless another program is using the base.
        guard let path, !readOnly else { return }
        if let last = try? DatabaseQueue(path: path) {
            _ = try? last.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
            try? last.close()
        }
    }
}

private final class SQLiteSession: StoreSession {
    private let database: Database

    init(_ database: Database) { self.database = database }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws {
        // The engine would cut a text at a null character, without a word.
        for case .text(let text) in arguments where text.utf8.contains(0) { throw PanneRegistre.caractereNul }
        let statement = try database.cachedStatement(sql: sql)
        try statement.execute(arguments: StatementArguments(arguments.map { $0.databaseValue }))
    }

    func query(_ sql: String, _ arguments: [SQLValue], _ body: (any SQLRow) throws -> Void) throws {
        let statement = try database.cachedStatement(sql: sql)
        let cursor = try Row.fetchCursor(statement, arguments: StatementArguments(arguments.map { $0.databaseValue }))
        while let row = try cursor.next() { try body(SQLiteRow(row: row)) }
    }

    func tableNames() throws -> Set<String> {
        Set(try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"))
    }
}

private struct SQLiteRow: SQLRow {
    let row: Row

    var count: Int { row.count }

    func value(_ column: Int) -> SQLValue {
        switch (row[column] as DatabaseValue).storage {
        case .null: .null
        case .int64(let value): .int(value)
        case .double: .null
        case .string(let value): .text(value)
        case .blob(let data): .blob([UInt8](data))
        }
    }

    // Storage is looked at before it is read: in a damaged file a column may hold anything, and a typed read would end the process.
    func int(_ column: Int) -> Int64 {
        guard case .int64(let value) = (row[column] as DatabaseValue).storage else { return 0 }
        return value
    }

    func isNull(_ column: Int) -> Bool { row.hasNull(atIndex: column) }

    func text(_ column: Int) -> String {
        guard case .string(let value) = (row[column] as DatabaseValue).storage else { return "" }
        return value
    }

    func blob(_ column: Int) -> [UInt8] {
        guard case .blob(let data) = (row[column] as DatabaseValue).storage else { return [] }
        return [UInt8](data)
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .int(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}

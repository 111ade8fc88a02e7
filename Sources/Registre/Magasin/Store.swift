/// A value as every database knows it. Marks are whole hundredths; fractions are text; there is no floating-point case on purpose.
public enum SQLValue: Hashable, Sendable {
    case null
    case int(Int64)
    case text(String)
    case blob([UInt8])
}

/// One row of an answer, valid only while the closure that received it runs.
public protocol SQLRow {
    /// How many columns the row has.
    var count: Int { get }
    func value(_ column: Int) -> SQLValue
    /// The integer of a column that cannot be null; 0 for anything else.
    func int(_ column: Int) -> Int64
    func isNull(_ column: Int) -> Bool
    /// The text of a column that cannot be null; empty for anything else.
    func text(_ column: Int) -> String
    /// The bytes of a column; empty for anything else.
    func blob(_ column: Int) -> [UInt8]
}

/// A transaction under way. Queries are written once, in the SQL that SQLite and PostgreSQL share, with `?` for arguments.
public protocol StoreSession: AnyObject {
    func execute(_ sql: String, _ arguments: [SQLValue]) throws
    func query(_ sql: String, _ arguments: [SQLValue], _ body: (any SQLRow) throws -> Void) throws
    /// The tables of the base; each engine keeps its catalogue its own way.
    func tableNames() throws -> Set<String>
}

/// What the record asks of a database engine. One implementation per engine, one suite of tests for all.
public protocol Store: AnyObject, Sendable {
    /// How the person calls this base: a path, or an address. Stands in messages.
    var nom: String { get }
    /// Statements of each migration, in this engine's dialect, oldest first.
    var migrations: [Migration] { get }
    /// Whether this is a base just made, which may be given its schema. A base that holds something and shows no table is a damaged one:
    /// building a new schema over it would finish it off.
    func isFresh() throws -> Bool
    /// One consistent view of the base, which a concurrent write does not disturb.
    func read<T>(_ body: (any StoreSession) throws -> T) throws -> T
    /// One transaction, serialised with every other write; undone whole when `body` throws.
    func write<T>(_ body: (any StoreSession) throws -> T) throws -> T
    /// Problems that the engine itself finds in its files; empty when it finds none.
    ///
    /// - Parameter complete: compares every index with its table, which takes longer.
    func integrityProblems(complete: Bool) throws -> [String]
    /// Copies the base, as it stands at one moment, into a new file, while others go on writing.
    func copy(to path: String) throws
    /// Leaves no erased byte behind in the files of the base.
    func scrub() throws
    func close() throws
}

/// A step of the schema. Once shipped its statements never change: a later need is a later migration.
public struct Migration: Sendable, Hashable {
    public let name: String
    public let statements: [String]

    public init(name: String, statements: [String]) {
        self.name = name
        self.statements = statements
    }
}

extension StoreSession {
    func execute(_ sql: String) throws { try execute(sql, []) }

    /// The first row's value, or `nil` when there is no row.
    func first<T>(_ sql: String, _ arguments: [SQLValue] = [], _ body: (any SQLRow) throws -> T) throws -> T? {
        var found: T?
        try query(sql, arguments) { row in if found == nil { found = try body(row) } }
        return found
    }

    func all<T>(_ sql: String, _ arguments: [SQLValue] = [], _ body: (any SQLRow) throws -> T) throws -> [T] {
        var found: [T] = []
        try query(sql, arguments) { row in found.append(try body(row)) }
        return found
    }
}

extension SQLRow {
    func intOrNil(_ column: Int) -> Int64? { isNull(column) ? nil : int(column) }
    func textOrNil(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    func blobOrNil(_ column: Int) -> [UInt8]? { isNull(column) ? nil : blob(column) }
}

extension SQLValue {
    init(_ value: String?) { self = value.map { .text($0) } ?? .null }
    init(_ value: Int64?) { self = value.map { .int($0) } ?? .null }
    init(_ value: [UInt8]?) { self = value.map { .blob($0) } ?? .null }
}

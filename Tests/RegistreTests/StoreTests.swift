import Foundation
import Testing

@testable import Registre

/// What every store must do, whatever its engine: each new one joins the list and passes the same suite.
struct StoreTests {
    enum Engine: CaseIterable { case memory, file }

    private func make(_ engine: Engine, _ folder: DossierTemporaire) throws -> any Store {
        let store: any Store =
            switch engine {
            case .memory: try SQLiteStore()
            case .file: try SQLiteStore(path: folder.base, create: true)
            }
        try store.write { try $0.execute("CREATE TABLE essai (id INTEGER PRIMARY KEY, texte TEXT, octets BLOB)") }
        return store
    }

    @Test(arguments: Engine.allCases)
    func `values come back as they were written`(engine: Engine) throws {
        let folder = try DossierTemporaire()
        let store = try make(engine, folder)
        let values: [SQLValue] = [
            .null, .text(""), .text("é'\"\\ \u{1F393}\n"), .text(String(repeating: "x", count: 100_000)), .blob([]), .blob([0, 255, 7]),
        ]
        let numbers: [Int64] = [.min, -1, 0, 1, .max]
        try store.write { session in
            for number in numbers { try session.execute("INSERT INTO essai (id) VALUES (?)", [.int(number)]) }
        }
        #expect(try store.read { try $0.all("SELECT id FROM essai ORDER BY id") { $0.int(0) } } == numbers)
        for value in values {
            let column = if case .blob = value { "octets" } else { "texte" }
            try store.write { try $0.execute("UPDATE essai SET \(column) = ? WHERE id = 1", [value]) }
            #expect(try store.read { try $0.first("SELECT \(column) FROM essai WHERE id = 1") { $0.value(0) } } == value)
        }
        #expect(throws: PanneRegistre.caractereNul) { try store.write { try $0.execute("UPDATE essai SET texte = ?", [.text("a\u{0}")]) } }
    }

    @Test(arguments: Engine.allCases)
    func `a write that fails is undone whole`(engine: Engine) throws {
        struct Halt: Error {}
        let folder = try DossierTemporaire()
        let store = try make(engine, folder)
        #expect(throws: Halt.self) {
            try store.write { session in
                try session.execute("INSERT INTO essai (id) VALUES (1)")
                throw Halt()
            }
        }
        #expect(throws: PanneRegistre.self) {
            try store.write { session in
                try session.execute("INSERT INTO essai (id) VALUES (2)")
                try session.execute("INSERT INTO essai (id) VALUES (2)")
            }
        }
        #expect(try store.read { try $0.first("SELECT count(*) FROM essai") { $0.int(0) } } == 0)
    }

    @Test(arguments: Engine.allCases)
    func `writes from many threads come one after the other, and none is lost`(engine: Engine) async throws {
        let folder = try DossierTemporaire()
        let store = try make(engine, folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<25 {
                        try store.write { session in
                            let next = try session.first("SELECT coalesce(max(id), 0) + 1 FROM essai") { $0.int(0) } ?? 0
                            try session.execute("INSERT INTO essai (id) VALUES (?)", [.int(next)])
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try store.read { try $0.first("SELECT max(id) FROM essai") { $0.int(0) } } == 200)
    }

    @Test(arguments: Engine.allCases)
    func `a copy holds what was written and is a base of its own`(engine: Engine) throws {
        let folder = try DossierTemporaire()
        let store = try make(engine, folder)
        try store.write { try $0.execute("INSERT INTO essai (id, texte) VALUES (1, 'a')") }
        let path = folder.path + "/copie"
        try store.copy(to: path)
        try store.write { try $0.execute("INSERT INTO essai (id) VALUES (2)") }
        let copy = try SQLiteStore(path: path, create: false)
        #expect(try copy.read { try $0.all("SELECT id FROM essai") { $0.int(0) } } == [1])
        #expect(try copy.integrityProblems(complete: true).isEmpty)
        #expect(try copy.read { try $0.tableNames() } == ["essai"])
    }

    @Test func `reading does not wait for a write, and sees nothing of it before it ends`() throws {
        let folder = try DossierTemporaire()
        let store = try make(.file, folder)
        try store.write { session in
            try session.execute("INSERT INTO essai (id) VALUES (1)")
            #expect(try store.read { try $0.first("SELECT count(*) FROM essai") { $0.int(0) } } == 0)
        }
        #expect(try store.read { try $0.first("SELECT count(*) FROM essai") { $0.int(0) } } == 1)
    }

    /// A migration that has shipped is in bases that nobody can see: it never changes.
    @Test func `migrations are those that shipped`() throws {
        let known = try SQLiteStore().migrations.map { "\($0.name) \($0.empreinte.prefix(16))" }
        #expect(
            known == [
                "1-journal a243dfd0301a974e", "2-promotion 893db9e94a48c777", "3-dossier 3925753c3cdb2bb9", "4-note 8c319b92db7f30cf",
                "5-seance 3d2da97ee1088eae", "6-annee 1ac2389897c7ebbc", "7-reglement 68022bb377f41767", "8-gels c5a301964cdba934",
                "9-instances e6601eee61f3d652", "10-suppleants 2011fdd54a112d92",
            ])
    }

    @Test func `every table that the journal decides is compared, and no other`() throws {
        let store = try SQLiteStore()
        try Schema.prepare(store)
        let beside: Set<String> = ["journal", "migration", "donnee_personnelle", "contenu_bundle"]
        #expect(try store.read { try $0.tableNames() }.subtracting(beside) == Set(SchemaSQLite.derived.map(\.table)))
    }
}

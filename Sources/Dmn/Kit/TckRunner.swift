import Feel
import Foundation

/// Runs the cases of the DMN Technology Compatibility Kit: `compliance-level-*/<directory>/*-test-*.xml` beside their models.
///
/// ```swift
/// let report = try TckRunner().run(folder: "/path/to/kit")
/// print(report.csv)      // directory,test,case,SUCCESS|ERROR|SKIPPED,detail
/// print(report.counts)   // 3391 passed, 0 failed
/// ```
public struct TckRunner: Sendable {
    public let environment: Environment

    /// - Parameter environment: the clock and zones, by default those of the system.
    public init(environment: Environment = .system) { self.environment = environment }

    public struct Row: Hashable, Sendable {
        public enum Status: String, Sendable { case success = "SUCCESS", error = "ERROR", skipped = "SKIPPED" }

        /// Below the folder given, with the compliance level.
        public let directory: String
        /// The name of the file of cases, without extension.
        public let test: String
        public let caseID: String
        public let status: Status
        /// What was expected and what was found, for an error.
        public let detail: String
    }

    public struct Report: Sendable {
        public let rows: [Row]
        public var passed: Int { rows.count { $0.status == .success } }
        public var failed: Int { rows.count { $0.status == .error } }
        public var skipped: Int { rows.count { $0.status == .skipped } }
        /// `N passed, N failed`
        public var counts: String { "\(passed) passed, \(failed) failed" }

        /// One line per case, without a header.
        public var csv: String {
            rows.map { row in [row.directory, row.test, row.caseID, row.status.rawValue, row.detail].map(Report.field).joined(separator: ",") + "\n" }
                .joined()
        }

        private static func field(_ text: String) -> String {
            guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
            return "\"" + text.replacing("\"", with: "\"\"") + "\""
        }
    }

    /// - Parameter folder: a folder that holds `compliance-level-*`, itself or in its `TestCases`.
    /// - Throws: ``TckError`` when it holds none.
    public func run(folder: String) throws(TckError) -> Report {
        let root = URL(fileURLWithPath: folder, isDirectory: true)
        var levels = TckRunner.levels(root)
        if levels.isEmpty { levels = TckRunner.levels(root.appendingPathComponent("TestCases", isDirectory: true)) }
        guard !levels.isEmpty else { throw .noCases(folder: folder) }
        var rows: [Row] = []
        for level in levels {
            for directory in TckRunner.contents(level) where TckRunner.isDirectory(directory) {
                rows += run(directory: directory, label: level.lastPathComponent + "/" + directory.lastPathComponent)
            }
        }
        return Report(rows: rows)
    }

    private static func levels(_ url: URL) -> [URL] {
        contents(url).filter { $0.lastPathComponent.hasPrefix("compliance-level-") && isDirectory($0) }
    }

    private static func contents(_ url: URL) -> [URL] {
        let found = (try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)) ?? []
        return found.sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    private static func isDirectory(_ url: URL) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    // MARK: One directory

    private func run(directory: URL, label: String) -> [Row] {
        let files = TckRunner.contents(directory)
        let models = TckModels(files.filter { $0.pathExtension == "dmn" }, environment: environment)
        var rows: [Row] = []
        for file in files where file.pathExtension == "xml" {
            let test = file.deletingPathExtension().lastPathComponent
            guard let data = try? Data(contentsOf: file), let root = try? XMLTree.read(data) else {
                rows.append(Row(directory: label, test: test, caseID: "", status: .error, detail: Wording.unreadable(file.lastPathComponent)))
                continue
            }
            guard root.name == "testCases" else { continue }
            let modelName = root.child("modelName")?.text.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
            for element in root.children(named: "testCase") {
                let test = TckCase(element)
                guard let engine = models.engine(modelName) else {
                    rows.append(
                        Row(
                            directory: label, test: file.deletingPathExtension().lastPathComponent, caseID: test.id, status: .error,
                            detail: Wording.unreadable(modelName)))
                    continue
                }
                let failure = test.failure(engine, environment)
                rows.append(
                    Row(
                        directory: label, test: file.deletingPathExtension().lastPathComponent, caseID: test.id,
                        status: failure == nil ? .success : .error, detail: failure ?? ""))
            }
        }
        return rows
    }
}

/// Why the kit cannot be run.
public enum TckError: Error, Hashable, Sendable, CustomStringConvertible {
    case noCases(folder: String)

    public var description: String { Wording.noCaseFolder }
}

/// The models of one directory, each read once with those it imports.
private final class TckModels {
    private let trees: [String: XMLTree]
    private let environment: Environment
    private var engines: [String: ModelEngine] = [:]

    init(_ files: [URL], environment: Environment) {
        self.environment = environment
        var trees: [String: XMLTree] = [:]
        for file in files {
            if let data = try? Data(contentsOf: file), let tree = try? XMLTree.read(data) { trees[file.lastPathComponent] = tree }
        }
        self.trees = trees
    }

    func engine(_ file: String) -> ModelEngine? {
        if let engine = engines[file] { return engine }
        guard let tree = trees[file] else { return nil }
        let engine = try? ModelEngine(tree, among: Array(trees.values), environment: environment)
        engines[file] = engine
        return engine
    }
}

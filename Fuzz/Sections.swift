import Foundation

/// Several files in the bytes of one input: a line `=== notes.csv` opens a file, and whatever follows is its content, byte for byte. What
/// comes before the first such line is dropped, and only the names that a driver knows open a file.
struct Sections {
    private(set) var files: [(name: String, bytes: [UInt8])] = []

    init(_ input: UnsafeBufferPointer<UInt8>, known: [String]) {
        var place = 0
        while place < input.count {
            let end = input[place...].firstIndex(of: 0x0A) ?? input.count
            let next = min(end + 1, input.count)
            if let name = Sections.name(input[place..<end], known) {
                // The line break before a heading belongs to the heading.
                if let last = files.indices.last, files[last].bytes.last == 0x0A { files[last].bytes.removeLast() }
                files.append((name, []))
            } else if let last = files.indices.last {
                files[last].bytes.append(contentsOf: input[place..<next])
            }
            place = next
        }
    }

    private static func name(_ line: Slice<UnsafeBufferPointer<UInt8>>, _ known: [String]) -> String? {
        guard line.count < 64, line.starts(with: "=== ".utf8) else { return nil }
        let name = String(decoding: line.dropFirst(4), as: UTF8.self)
        return known.contains(name) ? name : nil
    }

    /// The input that stands for these files.
    static func input(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        files.flatMap { Array("=== \($0.name)\n".utf8) + $0.bytes + [0x0A] }
    }
}

/// The folder where a driver puts the files of each input: in memory where the system has such a place.
struct Workshop {
    let path: String

    init(_ name: String) {
        let memory = FileManager.default.isWritableFile(atPath: "/dev/shm")
        path = "\(memory ? "/dev/shm" : NSTemporaryDirectory())/quitus-fuzz-\(name)-\(getpid())"
        atexit_remove = path
        atexit { try? FileManager.default.removeItem(atPath: atexit_remove) }
    }

    /// Puts these files in place of those of the last input. What is there already is not written again.
    func fill(_ files: [(name: String, bytes: [UInt8])], always: [(name: String, bytes: [UInt8])] = []) {
        let wanted = Dictionary((always + files).map { ($0.name, $0.bytes) }) { _, last in last }
        for name in Workshop.written.keys where wanted[name] == nil {
            unlink("\(path)/\(name)")
            Workshop.written[name] = nil
        }
        for (name, bytes) in wanted where Workshop.written[name] != bytes {
            let whole = "\(path)/\(name)"
            if Workshop.written[name] == nil { make(whole) }
            let descriptor = open(whole, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
            precondition(descriptor >= 0, "the fuzzer cannot write its own files")
            let count = bytes.withUnsafeBytes { $0.isEmpty ? 0 : write(descriptor, $0.baseAddress, $0.count) }
            precondition(count == bytes.count, "the fuzzer's disk is full")
            close(descriptor)
            Workshop.written[name] = bytes
        }
    }

    private func make(_ file: String) {
        let folder = (file as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// A driver has one workshop and one thread.
    nonisolated(unsafe) private static var written: [String: [UInt8]] = [:]
}

nonisolated(unsafe) private var atexit_remove = ""

/// Writes what a driver draws as first inputs, when `scripts/fuzz` asks for them, and ends there.
func writeSeeds(_ seeds: () -> [(name: String, bytes: [UInt8])]) {
    guard let folder = ProcessInfo.processInfo.environment["QUITUS_GRAINES"] else { return }
    for seed in seeds() { _ = FileManager.default.createFile(atPath: "\(folder)/\(seed.name)", contents: Data(seed.bytes)) }
    exit(0)
}

import Glibc
import Valeurs

/// Writes a file a mebibyte at a time, under another name until it is whole: nobody finds half of one.
public final class FileWriter {
    private let path: String
    private let name: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private static let chunk = 1 << 20

    /// `name` is how diagnostics call the file.
    public init(path: String, name: String) throws(Diagnostic) {
        self.path = path
        self.name = name
        descriptor = open(path + ".partiel", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw Fault.cannotWrite(errno).at(name) }
        buffer.reserveCapacity(FileWriter.chunk + 4096)
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(path + ".partiel")
    }

    @inline(__always)
    public func write(_ bytes: [UInt8]) throws(Diagnostic) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= FileWriter.chunk { try flush() }
    }

    private func flush() throws(Diagnostic) {
        var done = 0
        while done < buffer.count {
            let written = buffer.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, $0.count - done) }
            if written < 0, errno == EINTR { continue }
            if written < 0 { throw Fault.cannotWrite(errno).at(name) }
            done += written
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Gives the file its name. Without this call, nothing is left on the disk.
    public func finish() throws(Diagnostic) {
        try flush()
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0, rename(path + ".partiel", path) == 0 else {
            let reason = errno
            unlink(path + ".partiel")
            throw Fault.cannotWrite(reason).at(name)
        }
    }
}

/// One line of a CSV file: cells joined by `;`, quoted where they must be.
struct CSVLine {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    static func bytes(_ cells: [String]) -> [UInt8] {
        var line = CSVLine()
        for cell in cells { line.add(cell) }
        return line.ended
    }

    var ended: [UInt8] { bytes + [0x0A] }

    mutating func add(_ cell: String) {
        if !isFirst { bytes.append(UInt8(ascii: ";")) }
        isFirst = false
        CSVLine.append(cell, to: &bytes)
    }

    static func append(_ cell: String, to bytes: inout [UInt8]) {
        let special = cell.utf8.contains { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
        guard special else { return bytes.append(contentsOf: cell.utf8) }
        bytes.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// How values are written in a cell, so that reading them gives them back.
enum CellText {
    static func text(_ value: Bool?) -> String { value.map { $0 ? "oui" : "non" } ?? "" }
    static func text(_ value: Int?) -> String { value.map(String.init) ?? "" }
    static func text(_ value: CalendarDate?) -> String { value?.iso ?? "" }
    static func text(_ value: Instant?) -> String { value?.iso ?? "" }
    static func text(_ value: Rational?) -> String { value.map(text) ?? "" }

    /// A decimal when it has an end within eight places, the fraction otherwise.
    static func text(_ value: Rational) -> String {
        if value.isInteger { return String(value.numerator) }
        for places in 1...8 where value.rounded(places: places) == value { return value.decimal(places: places) }
        return value.fraction
    }

    /// `12.5` for 1250 hundredths.
    static func append(hundredths: Int32, to bytes: inout [UInt8]) {
        append(Int(hundredths) / 100, to: &bytes)
        let rest = Int(hundredths) % 100
        guard rest > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(48 + rest / 10))
        if rest % 10 > 0 { bytes.append(UInt8(48 + rest % 10)) }
    }

    private static func append(_ value: Int, to bytes: inout [UInt8]) {
        if value >= 10 { append(value / 10, to: &bytes) }
        bytes.append(UInt8(48 + value % 10))
    }
}

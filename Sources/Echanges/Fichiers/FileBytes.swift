import Glibc

/// The bytes of a file as UTF-8, whatever the encoding it was saved in. Owns its memory.
final class FileBytes {
    let buffer: UnsafeBufferPointer<UInt8>
    private let storage: UnsafeMutableRawPointer

    /// Takes `storage` over; the text starts at `start`.
    private init(storage: UnsafeMutableRawPointer, start: Int, count: Int) {
        self.storage = storage
        buffer = UnsafeBufferPointer(start: storage.advanced(by: start).assumingMemoryBound(to: UInt8.self), count: count - start)
    }

    deinit { free(storage) }

    var isEmpty: Bool { buffer.isEmpty }
    /// Whether there is nothing but spaces and line ends.
    var isBlank: Bool { buffer.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D } }
    var text: String { String(decoding: buffer, as: UTF8.self) }

    enum Outcome {
        case bytes(FileBytes)
        case missing
        /// `line` is 0 when the whole file is meant.
        case unreadable(Fault, line: Int)
    }

    /// The bytes of a file as they are, to be freed by whoever asked for them.
    enum Raw {
        case bytes(UnsafeMutableRawPointer, count: Int)
        case missing
        case unreadable(Fault)
    }

    /// Reads a regular file whole. Nothing larger than `limit` bytes is read.
    static func read(path: String, limit: Int) -> Outcome {
        switch raw(path: path, limit: limit) {
        case .bytes(let memory, let count): decode(memory, count: count)
        case .missing: .missing
        case .unreadable(let fault): .unreadable(fault, line: 0)
        }
    }

    /// The same, whatever the bytes are.
    static func raw(path: String, limit: Int) -> Raw {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return errno == ENOENT ? .missing : .unreadable(.cannotOpen(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .unreadable(.cannotOpen(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .unreadable(.notAFile()) }
        let size = Int(status.st_size)
        guard size <= limit else { return .unreadable(.tooLarge(limit: limit)) }
        guard let memory = malloc(size + 1) else { return .unreadable(.tooLarge(limit: limit)) }
        var count = 0
        while count < size {
            let got = Glibc.read(descriptor, memory + count, size - count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else {
                let reason = errno
                free(memory)
                return .unreadable(.cannotOpen(reason))
            }
            // The file was shortened while it was read: what is there is what it holds now.
            if got == 0 { break }
            count += got
        }
        return .bytes(memory, count: count)
    }

    /// The same for bytes already in memory.
    static func decoding(_ bytes: some Collection<UInt8>) -> Outcome {
        guard let memory = malloc(bytes.count + 1) else { return .missing }
        let target = memory.bindMemory(to: UInt8.self, capacity: bytes.count + 1)
        var count = 0
        for byte in bytes {
            target[count] = byte
            count += 1
        }
        return decode(memory, count: count)
    }

    /// Takes `memory` over.
    static func decode(_ memory: UnsafeMutableRawPointer, count: Int) -> Outcome {
        let bytes = UnsafeBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: count)
        if count >= 2, (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) {
            free(memory)
            return .unreadable(.utf16(), line: 0)
        }
        if memchr(memory, 0, count) != nil {
            free(memory)
            return .unreadable(.binary(), line: 0)
        }
        let start = count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
        let reading = UTF8Check(UnsafeBufferPointer(rebasing: bytes[start...]))
        guard let invalid = reading.firstInvalid else {
            return .bytes(FileBytes(storage: memory, start: start, count: count))
        }
        defer { free(memory) }
        let line = 1 + bytes[..<(start + invalid)].count { $0 == UInt8(ascii: "\n") }
        // A file with sequences that are UTF-8 and others that are not comes from two programs: reading it either way would
        // change some names without a word.
        if start > 0 || reading.multibyteSequences > 0 { return .unreadable(.mixedEncodings(), line: line) }
        guard let decoded = Windows1252.decode(bytes) else { return .unreadable(.unknownEncoding(), line: line) }
        return .bytes(FileBytes(storage: decoded.memory, start: 0, count: decoded.count))
    }
}

/// Whether bytes are UTF-8, and how many of their sequences are more than ASCII before the first that is not.
struct UTF8Check {
    var firstInvalid: Int?
    var multibyteSequences = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        let raw = UnsafeRawPointer(base)
        var index = 0
        while index < bytes.count {
            // Eight ASCII bytes at a time: almost everything in a mark sheet is.
            if index + 8 <= bytes.count, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                index += 8
                continue
            }
            let lead = base[index]
            if lead < 0x80 {
                index += 1
                continue
            }
            let length = UTF8Check.length(base + index, available: bytes.count - index)
            guard length > 0 else {
                firstInvalid = index
                countRest(bytes, from: index + 1)
                return
            }
            multibyteSequences += 1
            index += length
        }
    }

    /// One accented letter further down is enough to know that part of the file is UTF-8.
    private mutating func countRest(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        var index = start
        while index < bytes.count, multibyteSequences == 0 {
            let length = bytes[index] < 0x80 ? 1 : UTF8Check.length(bytes.baseAddress! + index, available: bytes.count - index)
            if length > 1 { multibyteSequences += 1 }
            index += max(1, length)
        }
    }

    /// Bytes of the sequence that starts here; 0 when it is not well formed.
    private static func length(_ bytes: UnsafePointer<UInt8>, available: Int) -> Int {
        func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool { offset < available && range.contains(bytes[offset]) }
        switch bytes[0] {
        case 0xC2...0xDF: return follows(1) ? 2 : 0
        case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : 0
        case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : 0
        case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
        case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : 0
        case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
        case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : 0
        default: return 0
        }
    }
}

/// What Excel writes on a French Windows when asked for a CSV.
enum Windows1252 {
    /// Code points of bytes 0x80 to 0x9F; 0 for the five that stand for nothing.
    private static let high: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]

    /// `nil` when a byte stands for nothing: the file is in yet another encoding.
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> (memory: UnsafeMutableRawPointer, count: Int)? {
        let wide = bytes.count { $0 >= 0x80 }
        guard let memory = malloc(bytes.count + 2 * wide + 1) else { return nil }
        let target = memory.bindMemory(to: UInt8.self, capacity: bytes.count + 2 * wide + 1)
        var count = 0
        for byte in bytes {
            let scalar = byte < 0x80 || byte >= 0xA0 ? UInt16(byte) : high[Int(byte) - 0x80]
            switch scalar {
            case 0 where byte >= 0x80:
                free(memory)
                return nil
            case ..<0x80:
                target[count] = UInt8(scalar)
                count += 1
            case ..<0x800:
                target[count] = 0xC0 | UInt8(scalar >> 6)
                target[count + 1] = 0x80 | UInt8(scalar & 0x3F)
                count += 2
            default:
                target[count] = 0xE0 | UInt8(scalar >> 12)
                target[count + 1] = 0x80 | UInt8(scalar >> 6 & 0x3F)
                target[count + 2] = 0x80 | UInt8(scalar & 0x3F)
                count += 3
            }
        }
        return (memory, count)
    }
}

/// The canonical form of what the journal holds: one value has exactly one text, so that its hash means something.
///
/// Keys sorted by their UTF-8 bytes, no space, escapes only where JSON requires them, whole numbers only (a mark is in hundredths,
/// a fraction is a text). A number that is not whole can be read, from the proposals of an outside engine, and is kept as written.
enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case number(String)
    case string(String)
    case array([JSON])
    case object([String: JSON])
}

extension JSON {
    var bytes: [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .int(let value): JSON.write(value, to: &out)
        case .number(let text): out.append(contentsOf: text.utf8)
        case .string(let value): JSON.write(value, to: &out)
        case .array(let items):
            out.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                item.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            // Swift orders strings by canonical equivalence, which another language would not reproduce: bytes decide here.
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (index, member) in sorted.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                JSON.write(member.key, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ value: Int64, to out: inout [UInt8]) {
        guard value != 0 else { out.append(UInt8(ascii: "0")); return }
        if value < 0 { out.append(UInt8(ascii: "-")) }
        let start = out.count
        var rest = value.magnitude
        while rest > 0 {
            out.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        }
        out[start...].reverse()
    }

    private static func write(_ value: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""): out.append(contentsOf: #"\""#.utf8)
            case UInt8(ascii: "\\"): out.append(contentsOf: #"\\"#.utf8)
            case 0x0A: out.append(contentsOf: #"\n"#.utf8)
            case 0x0D: out.append(contentsOf: #"\r"#.utf8)
            case 0x09: out.append(contentsOf: #"\t"#.utf8)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                out.append(contentsOf: #"\u00"#.utf8)
                out.append(digits[Int(byte >> 4)])
                out.append(digits[Int(byte & 15)])
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}

/// What a stored payload should have held and does not. Caught where the entry is known, which names it.
struct PayloadError: Error, Equatable {
    let expected: String
}

extension JSON {
    subscript(key: String) -> JSON {
        guard case .object(let members) = self else { return .null }
        return members[key] ?? .null
    }

    var isNull: Bool { self == .null }

    func string(_ name: String = "text") throws -> String {
        guard case .string(let value) = self else { throw PayloadError(expected: name) }
        return value
    }

    func int(_ name: String = "number") throws -> Int64 {
        guard case .int(let value) = self else { throw PayloadError(expected: name) }
        return value
    }

    func bool(_ name: String = "boolean") throws -> Bool {
        guard case .bool(let value) = self else { throw PayloadError(expected: name) }
        return value
    }

    func array(_ name: String = "list") throws -> [JSON] {
        guard case .array(let value) = self else { throw PayloadError(expected: name) }
        return value
    }

    func object(_ name: String = "object") throws -> [String: JSON] {
        guard case .object(let value) = self else { throw PayloadError(expected: name) }
        return value
    }

    func stringOrNil() throws -> String? { isNull ? nil : try string() }
    func intOrNil() throws -> Int64? { isNull ? nil : try int() }
    func boolOrNil() throws -> Bool? { isNull ? nil : try bool() }

    init(_ value: String?) { self = value.map { .string($0) } ?? .null }
    init(_ value: Int64?) { self = value.map { .int($0) } ?? .null }
    init(_ value: Bool?) { self = value.map { .bool($0) } ?? .null }
}

/// A value of a JSON text with its place, its numbers as they are written: a mark never passes through a binary float.
struct JSONNode {
    enum Value {
        case null, bool(Bool), number(String), string(String)
        case array([JSONNode])
        case object([(name: String, node: JSONNode)])
    }

    var value: Value
    /// From 1, in characters of UTF-8 bytes for the column.
    var line, column: Int

    static let depthLimit = 100

    subscript(name: String) -> JSONNode? {
        if case .object(let members) = value { members.first { $0.name == name }?.node } else { nil }
    }

    var elements: [JSONNode]? { if case .array(let elements) = value { elements } else { nil } }
    var isNull: Bool { if case .null = value { true } else { false } }
    var isObject: Bool { if case .object = value { true } else { false } }

    /// Reads a whole text (RFC 8259); the place where it stops being JSON otherwise.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<JSONNode, JSONFault> {
        var reader = JSONReader(bytes: bytes)
        do throws(JSONFault) {
            let node = try reader.value(depth: 0)
            reader.skip()
            guard reader.isAtEnd else { throw reader.fault }
            return .success(node)
        } catch {
            return .failure(error)
        }
    }
}

struct JSONFault: Error {
    var line, column: Int
}

private struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0
    var line = 1
    var lineStart = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { index >= bytes.count }
    var fault: JSONFault { JSONFault(line: line, column: index - lineStart + 1) }
    private var current: UInt8 { isAtEnd ? 0 : bytes[index] }

    mutating func skip() {
        while !isAtEnd, current == 0x20 || current == 0x0A || current == 0x0D || current == 0x09 {
            if current == 0x0A { (line, lineStart) = (line + 1, index + 1) }
            index += 1
        }
    }

    private mutating func expect(_ character: Character) throws(JSONFault) {
        guard !isAtEnd, current == character.asciiValue else { throw fault }
        index += 1
    }

    private mutating func word(_ word: StaticString) throws(JSONFault) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard !isAtEnd, current == word.utf8Start[offset] else { throw fault }
            index += 1
        }
    }

    mutating func value(depth: Int) throws(JSONFault) -> JSONNode {
        skip()
        guard depth < JSONNode.depthLimit else { throw fault }
        let (line, column) = (line, index - lineStart + 1)
        let value: JSONNode.Value
        switch current {
        case UInt8(ascii: "{"): value = try object(depth)
        case UInt8(ascii: "["): value = try array(depth)
        case UInt8(ascii: "\""): value = .string(try string())
        case UInt8(ascii: "t"):
            try word("true")
            value = .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            value = .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            value = .null
        default: value = .number(try number())
        }
        return JSONNode(value: value, line: line, column: column)
    }

    private mutating func object(_ depth: Int) throws(JSONFault) -> JSONNode.Value {
        try expect("{")
        var members: [(name: String, node: JSONNode)] = []
        skip()
        if current == UInt8(ascii: "}") { index += 1; return .object(members) }
        while true {
            skip()
            let place = fault
            let name = try string()
            // Two values for one name: which is meant cannot be known.
            guard !members.contains(where: { $0.name == name }) else { throw place }
            skip()
            try expect(":")
            members.append((name, try value(depth: depth + 1)))
            skip()
            if current == UInt8(ascii: "}") { index += 1; return .object(members) }
            try expect(",")
        }
    }

    private mutating func array(_ depth: Int) throws(JSONFault) -> JSONNode.Value {
        try expect("[")
        var elements: [JSONNode] = []
        skip()
        if current == UInt8(ascii: "]") { index += 1; return .array(elements) }
        while true {
            elements.append(try value(depth: depth + 1))
            skip()
            if current == UInt8(ascii: "]") { index += 1; return .array(elements) }
            try expect(",")
        }
    }

    private mutating func string() throws(JSONFault) -> String {
        try expect("\"")
        var text: [UInt8] = []
        while true {
            guard !isAtEnd, current >= 0x20 else { throw fault }
            let byte = current
            index += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            let escape = current
            index += 1
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
            case UInt8(ascii: "b"): text.append(8)
            case UInt8(ascii: "f"): text.append(12)
            case UInt8(ascii: "n"): text.append(10)
            case UInt8(ascii: "r"): text.append(13)
            case UInt8(ascii: "t"): text.append(9)
            case UInt8(ascii: "u"): try appendScalar(&text)
            default: throw fault
            }
        }
    }

    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        guard index + 4 <= bytes.count, let unit = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16), bytes[index] != 43
        else { throw fault }
        index += 4
        return unit
    }

    private mutating func appendScalar(_ text: inout [UInt8]) throws(JSONFault) {
        var unit = try hexadecimal()
        if (0xD800..<0xDC00).contains(unit) {
            try expect("\\")
            try expect("u")
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw fault }
            unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = UnicodeScalar(unit) else { throw fault }
        text += Array(String(Character(scalar)).utf8)
    }

    private mutating func number() throws(JSONFault) -> String {
        let start = index
        func digits(_ reader: inout JSONReader) throws(JSONFault) {
            guard reader.current >= 48, reader.current <= 57 else { throw reader.fault }
            while reader.current >= 48, reader.current <= 57 { reader.index += 1 }
        }
        if current == UInt8(ascii: "-") { index += 1 }
        if current == 48 { index += 1 } else { try digits(&self) }
        if current == UInt8(ascii: ".") {
            index += 1
            try digits(&self)
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            index += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
            try digits(&self)
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }
}

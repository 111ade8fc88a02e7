import Glibc

/// The content of one cell, without its quotes and without the spaces around it.
struct Cell {
    /// Valid until the next record is read.
    var start: UnsafePointer<UInt8>
    var count: Int
    /// Where the cell starts in the file, for diagnostics.
    var offset: Int

    @inline(__always) var isEmpty: Bool { count == 0 }
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    @inline(__always)
    func equals(_ other: UnsafePointer<UInt8>, count otherCount: Int) -> Bool {
        count == otherCount && memcmp(start, other, count) == 0
    }
}

/// Cuts bytes into records and cells (RFC 4180, with any separator, LF or CRLF), without a copy and without a `String`.
///
/// Only a cell with doubled quotes is copied, into a scratch area that the next record reuses.
struct CSVScanner {
    enum QuoteFault {
        /// A quoted cell that nothing closes: where it ends cannot be known, so reading stops there.
        case unclosed(offset: Int)
        /// Something other than a separator after a closing quote: the line is left out, reading goes on at the next.
        case textAfterQuote(offset: Int)
    }

    let file: UnsafeBufferPointer<UInt8>
    let separator: UInt8
    /// Line of the current record, from 1.
    private(set) var line = 0
    private(set) var cellCount = 0
    private(set) var fault: QuoteFault?
    /// Whether the current record ends with a line break. One that does not is the last, and may have been cut.
    private(set) var isTerminated = true
    /// Where the current record starts in the file.
    private(set) var recordOffset = 0
    let cells: UnsafeMutablePointer<Cell>
    /// Cells beyond those are dropped, and counted.
    let capacity: Int
    private var position = 0
    private var nextLine = 1
    private let scratch: Scratch

    /// Freed with the last copy of the scanner.
    private final class Scratch {
        let cells: UnsafeMutablePointer<Cell>
        var bytes: UnsafeMutablePointer<UInt8>?
        var used = 0
        init(capacity: Int) { cells = .allocate(capacity: capacity) }
        deinit {
            cells.deallocate()
            bytes?.deallocate()
        }
    }

    init(_ file: UnsafeBufferPointer<UInt8>, separator: UInt8, capacity: Int = 512) {
        self.file = file
        self.separator = separator
        self.capacity = capacity
        scratch = Scratch(capacity: capacity)
        cells = scratch.cells
    }

    /// Reads the next record; false at the end. Blank lines, and lines of separators alone, are passed over.
    mutating func next() -> Bool {
        guard let base = file.baseAddress else { return false }
        let end = file.count
        while position < end {
            line = nextLine
            recordOffset = position
            cellCount = 0
            fault = nil
            isTerminated = false
            scratch.used = 0
            var holdsSomething = false
            var index = position
            while true {
                // Spaces before a cell do not count; a tab may be the separator.
                while index < end, base[index] == 0x20 || (base[index] == 0x09 && separator != 0x09) { index += 1 }
                // The spaces that no line may break at come from spreadsheets.
                while index < end, base[index] >= 0xC2, case let wide = CSVScanner.wideSpace(base + index, end - index), wide > 0 {
                    index += wide
                    while index < end, base[index] == 0x20 { index += 1 }
                }
                var cell = Cell(start: base + index, count: 0, offset: index)
                if index < end, base[index] == UInt8(ascii: "\"") {
                    guard let after = readQuoted(&cell, base: base, from: index, end: end) else {
                        holdsSomething = true
                        break
                    }
                    index = after
                } else {
                    let start = index
                    while index < end {
                        let byte = base[index]
                        if byte == separator || byte == 0x0A { break }
                        index += 1
                    }
                    var stop = index
                    while stop > start, base[stop - 1] == 0x20 || base[stop - 1] == 0x0D || base[stop - 1] == 0x09 { stop -= 1 }
                    if stop > start, base[stop - 1] >= 0x80 { stop -= CSVScanner.spacesBefore(base + stop, stop - start) }
                    cell.count = stop - start
                }
                if cell.count > 0 { holdsSomething = true }
                if cellCount < capacity { cells[cellCount] = cell }
                cellCount += 1
                if index >= end {
                    position = end
                    break
                }
                let byte = base[index]
                index += 1
                if byte == 0x0A {
                    nextLine += 1
                    isTerminated = true
                    position = index
                    break
                }
            }
            if holdsSomething { return true }
        }
        return false
    }

    /// Reads a quoted cell and what may follow it up to the separator; `nil` after a fault, with the position moved past it.
    private mutating func readQuoted(_ cell: inout Cell, base: UnsafePointer<UInt8>, from open: Int, end: Int) -> Int? {
        var index = open + 1
        var doubled = false
        var breaks = 0
        while true {
            guard let found = memchr(base + index, 0x22, end - index) else {
                fault = .unclosed(offset: open)
                position = end
                return nil
            }
            let quote = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
            breaks += UnsafeBufferPointer(start: base + index, count: quote - index).count { $0 == 0x0A }
            guard quote + 1 < end, base[quote + 1] == 0x22 else {
                index = quote + 1
                cell.start = base + open + 1
                cell.count = quote - open - 1
                break
            }
            doubled = true
            index = quote + 2
        }
        var after = index
        while after < end, base[after] == 0x20 || base[after] == 0x0D || (base[after] == 0x09 && separator != 0x09) { after += 1 }
        guard after >= end || base[after] == separator || base[after] == 0x0A else {
            fault = .textAfterQuote(offset: after)
            // Go on at the line after the one where the quote opened: what the quote swallowed is read again, line by line.
            let rest = memchr(base + open, 0x0A, end - open)
            position = rest.map { base.distance(to: $0.assumingMemoryBound(to: UInt8.self)) + 1 } ?? end
            nextLine += 1
            return nil
        }
        nextLine += breaks
        if doubled { undouble(&cell) }
        trim(&cell)
        return after
    }

    private func undouble(_ cell: inout Cell) {
        if scratch.bytes == nil { scratch.bytes = .allocate(capacity: file.count) }
        guard let bytes = scratch.bytes else { return }
        let target = bytes + scratch.used
        var count = 0
        var index = 0
        while index < cell.count {
            target[count] = cell.start[index]
            count += 1
            index += cell.start[index] == 0x22 ? 2 : 1
        }
        scratch.used += count
        cell.start = UnsafePointer(target)
        cell.count = count
    }

    private func trim(_ cell: inout Cell) {
        while cell.count > 0 {
            let width = CSVScanner.isSpace(cell.start[0]) ? 1 : CSVScanner.wideSpace(cell.start, cell.count)
            if width == 0 { break }
            (cell.start, cell.count) = (cell.start + width, cell.count - width)
        }
        cell.count -= CSVScanner.spacesBefore(cell.start + cell.count, cell.count)
    }

    /// How many bytes the non-breaking space (U+00A0 or U+202F) at the start of these makes; 0 when there is none.
    private static func wideSpace(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
        if count >= 2, start[0] == 0xC2, start[1] == 0xA0 { return 2 }
        return count >= 3 && start[0] == 0xE2 && start[1] == 0x80 && start[2] == 0xAF ? 3 : 0
    }

    /// How many of the `count` bytes that come before `end` are spaces with nothing else after them.
    private static func spacesBefore(_ end: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var rest = count
        while rest > 0 {
            let last = end - (count - rest)
            if isSpace(last[-1]) {
                rest -= 1
            } else if rest > 1, wideSpace(last - 2, 2) > 0 {
                rest -= 2
            } else if rest > 2, wideSpace(last - 3, 3) > 0 {
                rest -= 3
            } else {
                break
            }
        }
        return count - rest
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// The line and the column, in characters from 1, of a byte of the current record.
    func place(of offset: Int) -> (line: Int, column: Int) {
        var (place, start) = (line, recordOffset)
        var index = recordOffset
        let end = min(offset, file.count)
        while index < end {
            if file[index] == 0x0A { (place, start) = (place + 1, index + 1) }
            index += 1
        }
        var column = 1
        for index in start..<max(start, end) where file[index] & 0xC0 != 0x80 { column += 1 }
        return (place, column)
    }
}

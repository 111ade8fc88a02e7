import Glibc

/// From the bytes of a code to its rank, in order of insertion. What a mark sheet of six million lines asks for twice a line.
final class ByteIndex {
    private(set) var count = 0
    // Lookups change nothing, so none of these accesses can meet another.
    @exclusivity(unchecked) private var slots: UnsafeMutablePointer<Int32>
    @exclusivity(unchecked) private var mask: Int
    @exclusivity(unchecked) private var keys: [(offset: Int, count: Int, hash: UInt64)] = []
    @exclusivity(unchecked) private var bytes: [UInt8] = []

    init() {
        mask = 63
        slots = .allocate(capacity: 64)
        slots.initialize(repeating: -1, count: 64)
    }

    deinit { slots.deallocate() }

    @inline(__always)
    func find(_ cell: Cell) -> Int? { find(cell.start, count: cell.count) }

    func find(_ start: UnsafePointer<UInt8>, count: Int) -> Int? {
        let hash = ByteIndex.hash(start, count: count)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] >= 0 {
            let rank = Int(slots[slot])
            if matches(rank, start, count, hash) { return rank }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// The rank of the key, and whether it is new.
    func insert(_ start: UnsafePointer<UInt8>, count length: Int) -> (rank: Int, isNew: Bool) {
        if let known = find(start, count: length) { return (known, false) }
        if (count + 1) * 2 > mask { grow() }
        let hash = ByteIndex.hash(start, count: length)
        keys.append((bytes.count, length, hash))
        bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: length))
        place(count, hash)
        count += 1
        return (count - 1, true)
    }

    func insert(_ cell: Cell) -> (rank: Int, isNew: Bool) { insert(cell.start, count: cell.count) }

    @inline(__always)
    private func matches(_ rank: Int, _ start: UnsafePointer<UInt8>, _ count: Int, _ hash: UInt64) -> Bool {
        let key = keys[rank]
        guard key.hash == hash, key.count == count else { return false }
        return bytes.withUnsafeBufferPointer { $0.isEmpty || memcmp($0.baseAddress! + key.offset, start, count) == 0 }
    }

    private func place(_ rank: Int, _ hash: UInt64) {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(rank)
    }

    private func grow() {
        slots.deallocate()
        let size = (mask + 1) * 2
        slots = .allocate(capacity: size)
        slots.initialize(repeating: -1, count: size)
        mask = size - 1
        for (rank, key) in keys.enumerated() { place(rank, key.hash) }
    }

    /// Eight bytes at a time, multiplied and folded: codes are short and come from the school, not from an adversary who would
    /// gain from collisions.
    @inline(__always)
    static func hash(_ start: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
        let raw = UnsafeRawPointer(start)
        var index = 0
        while index + 8 <= count {
            hash = (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
            index += 8
        }
        var tail: UInt64 = 0
        while index < count {
            tail = tail << 8 | UInt64(start[index])
            index += 1
        }
        hash = (hash ^ tail) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 29)
    }
}

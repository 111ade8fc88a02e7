/// A natural number of any size, for the few functions that need more than 34 digits on their way to 34.
struct WideInteger: Sendable {
    /// Least significant first, without leading zeros.
    private(set) var limbs: [UInt32]

    init(_ value: UInt128) {
        limbs = (0..<4).map { UInt32(truncatingIfNeeded: value >> ($0 * 32)) }
        trim()
    }

    private init(limbs: [UInt32]) {
        self.limbs = limbs
        trim()
    }

    private mutating func trim() {
        while limbs.last == 0 { limbs.removeLast() }
    }

    var isZero: Bool { limbs.isEmpty }
    var isOdd: Bool { (limbs.first ?? 0) & 1 == 1 }
    var bitWidth: Int { limbs.isEmpty ? 0 : limbs.count * 32 - limbs[limbs.count - 1].leadingZeroBitCount }

    /// The low 128 bits.
    var low: UInt128 {
        var value: UInt128 = 0
        for limb in limbs.prefix(4).reversed() { value = value << 32 | UInt128(limb) }
        return value
    }

    static func tenToThe(_ n: Int) -> WideInteger {
        var result = WideInteger(1)
        var left = n
        while left > 0 {
            let step = min(left, 9)
            result = result.multiplied(by: UInt32(truncatingIfNeeded: Decimal34.tenToThe(step)))
            left -= step
        }
        return result
    }

    func power(_ n: Int) -> WideInteger {
        var result = WideInteger(1)
        for bit in (0..<(Int.bitWidth - n.leadingZeroBitCount)).reversed() {
            result = result * result
            if n >> bit & 1 == 1 { result = result * self }
        }
        return result
    }

    func multiplied(by small: UInt32) -> WideInteger {
        var carry: UInt64 = 0
        var result = limbs
        for index in result.indices {
            carry += UInt64(result[index]) * UInt64(small)
            result[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { result.append(UInt32(carry)) }
        return WideInteger(limbs: result)
    }

    func divided(by small: UInt32) -> WideInteger {
        var rest: UInt64 = 0
        var result = limbs
        for index in result.indices.reversed() {
            rest = rest << 32 | UInt64(result[index])
            result[index] = UInt32(rest / UInt64(small))
            rest %= UInt64(small)
        }
        return WideInteger(limbs: result)
    }

    static func + (a: WideInteger, b: WideInteger) -> WideInteger {
        var result: [UInt32] = []
        result.reserveCapacity(max(a.limbs.count, b.limbs.count) + 1)
        var carry: UInt64 = 0
        for index in 0..<max(a.limbs.count, b.limbs.count) {
            if index < a.limbs.count { carry += UInt64(a.limbs[index]) }
            if index < b.limbs.count { carry += UInt64(b.limbs[index]) }
            result.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        if carry > 0 { result.append(UInt32(carry)) }
        return WideInteger(limbs: result)
    }

    /// `a` must not be less than `b`.
    static func - (a: WideInteger, b: WideInteger) -> WideInteger {
        var result = a.limbs
        var borrow: Int64 = 0
        for index in result.indices {
            var value = Int64(result[index]) - borrow - (index < b.limbs.count ? Int64(b.limbs[index]) : 0)
            borrow = value < 0 ? 1 : 0
            if value < 0 { value += 1 << 32 }
            result[index] = UInt32(value)
        }
        return WideInteger(limbs: result)
    }

    static func * (a: WideInteger, b: WideInteger) -> WideInteger {
        var result = [UInt32](repeating: 0, count: a.limbs.count + b.limbs.count)
        for i in a.limbs.indices {
            var carry: UInt64 = 0
            for j in b.limbs.indices {
                carry += UInt64(result[i + j]) + UInt64(a.limbs[i]) * UInt64(b.limbs[j])
                result[i + j] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            result[i + b.limbs.count] = UInt32(carry)
        }
        return WideInteger(limbs: result)
    }

    static func << (a: WideInteger, bits: Int) -> WideInteger {
        let shift = UInt64(bits % 32)
        var result = [UInt32](repeating: 0, count: bits / 32)
        var carry: UInt64 = 0
        for limb in a.limbs {
            carry |= UInt64(limb) << shift
            result.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        result.append(UInt32(carry))
        return WideInteger(limbs: result)
    }

    static func >> (a: WideInteger, bits: Int) -> WideInteger {
        let skipped = bits / 32
        guard skipped < a.limbs.count else { return WideInteger(limbs: []) }
        let shift = UInt64(bits % 32)
        var result: [UInt32] = []
        for index in skipped..<a.limbs.count {
            let above = index + 1 < a.limbs.count ? UInt64(a.limbs[index + 1]) : 0
            result.append(UInt32(truncatingIfNeeded: (above << 32 | UInt64(a.limbs[index])) >> shift))
        }
        return WideInteger(limbs: result)
    }

    static func isLess(_ a: WideInteger, _ b: WideInteger) -> Bool {
        if a.limbs.count != b.limbs.count { return a.limbs.count < b.limbs.count }
        for index in a.limbs.indices.reversed() where a.limbs[index] != b.limbs[index] { return a.limbs[index] < b.limbs[index] }
        return false
    }

    /// Schoolbook long division on limbs. The divisor is not zero.
    func quotientAndRemainder(by divisor: WideInteger) -> (quotient: WideInteger, remainder: WideInteger) {
        if WideInteger.isLess(self, divisor) { return (WideInteger(limbs: []), self) }
        if divisor.limbs.count == 1 {
            let quotient = divided(by: divisor.limbs[0])
            return (quotient, self - quotient.multiplied(by: divisor.limbs[0]))
        }
        let shift = divisor.limbs[divisor.limbs.count - 1].leadingZeroBitCount
        let v = (divisor << shift).limbs
        var u = (self << shift).limbs
        while u.count <= limbs.count { u.append(0) }
        let n = v.count
        var quotient = [UInt32](repeating: 0, count: u.count - n)
        for j in quotient.indices.reversed() {
            let top = UInt64(u[j + n]) << 32 | UInt64(u[j + n - 1])
            var guess = top / UInt64(v[n - 1])
            var rest = top % UInt64(v[n - 1])
            while guess > 0xFFFF_FFFF || guess * UInt64(v[n - 2]) > rest << 32 | UInt64(u[j + n - 2]) {
                guess -= 1
                rest += UInt64(v[n - 1])
                if rest > 0xFFFF_FFFF { break }
            }
            var borrow: Int64 = 0
            var carry: UInt64 = 0
            for i in 0..<n {
                carry += guess * UInt64(v[i])
                let value = Int64(u[i + j]) - borrow - Int64(carry & 0xFFFF_FFFF)
                carry >>= 32
                u[i + j] = UInt32(truncatingIfNeeded: value)
                borrow = value < 0 ? 1 : 0
            }
            let value = Int64(u[j + n]) - borrow - Int64(carry)
            u[j + n] = UInt32(truncatingIfNeeded: value)
            if value < 0 {
                guess -= 1
                var back: UInt64 = 0
                for i in 0..<n {
                    back += UInt64(u[i + j]) + UInt64(v[i])
                    u[i + j] = UInt32(truncatingIfNeeded: back)
                    back >>= 32
                }
                u[j + n] = UInt32(truncatingIfNeeded: UInt64(u[j + n]) + back)
            }
            quotient[j] = UInt32(guess)
        }
        return (WideInteger(limbs: quotient), WideInteger(limbs: u) >> shift)
    }

    /// The integer part of the square root, by Newton's method from above.
    var squareRoot: WideInteger {
        guard !isZero else { return self }
        var root = WideInteger(1) << ((bitWidth + 1) / 2)
        while true {
            let next = (root + quotientAndRemainder(by: root).quotient) >> 1
            if !WideInteger.isLess(next, root) { return root }
            root = next
        }
    }
}

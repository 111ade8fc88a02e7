/// A decimal number of at most 34 significant digits, the number of the FEEL language (DMN 1.5, 10.3.2.3.1): the finite values of
/// IEEE 754 decimal128, rounded half to even.
///
/// There is no infinity and no "not a number": an operation that has no finite result gives `nil`. Equality and order are those of
/// the values: `1.0` equals `1`.
public struct Decimal34: Sendable {
    /// At most `10^34 - 1`.
    let coefficient: UInt128
    /// Between ``minimumExponent`` and ``maximumExponent``.
    let exponent: Int
    /// Never set for zero.
    public let isNegative: Bool

    public static let precision = 34
    static let minimumExponent = -6176
    static let maximumExponent = 6111

    public static let zero = Decimal34(0)
    public static let one = Decimal34(1)

    init(unchecked coefficient: UInt128, exponent: Int, isNegative: Bool) {
        self.coefficient = coefficient
        self.exponent = exponent
        self.isNegative = isNegative && coefficient != 0
    }

    public init(_ value: Int) {
        self.init(unchecked: UInt128(value.magnitude), exponent: 0, isNegative: value < 0)
    }

    /// `coefficient × 10^exponent`, rounded half to even; `nil` when too large for the format.
    public init?(_ coefficient: Int128, exponent: Int) {
        guard let value = Decimal34.rounded(coefficient.magnitude, exponent: exponent, isNegative: coefficient < 0) else { return nil }
        self = value
    }

    /// Reads `-12.50`, `.5` or `1.2E-3`. Digits beyond the 34th are rounded half to even. `nil` when the text is no number or too large.
    public init?(_ text: some StringProtocol) {
        var bytes = text.utf8.makeIterator()
        var next = bytes.next()
        var isNegative = false
        if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") {
            isNegative = next == UInt8(ascii: "-")
            next = bytes.next()
        }
        var coefficient: UInt128 = 0
        var exponent = 0
        var digits = 0
        var sticky = false
        var afterPoint = false
        while let byte = next {
            if byte == UInt8(ascii: "."), !afterPoint {
                afterPoint = true
            } else if byte >= 48, byte <= 57 {
                digits += 1
                if coefficient < Decimal34.tenToThe(36) {
                    coefficient = coefficient * 10 + UInt128(byte - 48)
                    if afterPoint { exponent -= 1 }
                } else {
                    if byte != 48 { sticky = true }
                    if !afterPoint { exponent += 1 }
                }
            } else {
                break
            }
            next = bytes.next()
        }
        guard digits > 0 else { return nil }
        if let byte = next {
            guard byte | 0x20 == UInt8(ascii: "e") else { return nil }
            next = bytes.next()
            var negativeExponent = false
            if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") {
                negativeExponent = next == UInt8(ascii: "-")
                next = bytes.next()
            }
            guard next != nil else { return nil }
            var written = 0
            while let byte = next {
                guard byte >= 48, byte <= 57 else { return nil }
                written = min(written * 10 + Int(byte - 48), 1_000_000_000)
                next = bytes.next()
            }
            exponent += negativeExponent ? -written : written
        }
        guard let value = Decimal34.rounded(coefficient, exponent: exponent, isNegative: isNegative, sticky: sticky) else { return nil }
        self = value
    }

    public var isZero: Bool { coefficient == 0 }
    public var isInteger: Bool { exponent >= 0 || normalized.exponent >= 0 || isZero }
    public var magnitude: Decimal34 { Decimal34(unchecked: coefficient, exponent: exponent, isNegative: false) }

    /// The same value without trailing zeros in its coefficient.
    var normalized: Decimal34 {
        guard coefficient != 0 else { return Decimal34(unchecked: 0, exponent: 0, isNegative: false) }
        var c = coefficient
        var e = exponent
        while e < Decimal34.maximumExponent {
            let (quotient, remainder) = c.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { break }
            c = quotient
            e += 1
        }
        return Decimal34(unchecked: c, exponent: e, isNegative: isNegative)
    }

    /// The value when it is an integer that fits, `nil` otherwise.
    public var exactInt: Int? {
        let value = normalized
        if value.coefficient == 0 { return 0 }
        guard value.exponent >= 0, value.exponent <= 18 else { return nil }
        let (scaled, overflow) = value.coefficient.multipliedReportingOverflow(by: Decimal34.tenToThe(value.exponent))
        guard !overflow, let narrow = Int128(exactly: scaled) else { return nil }
        return Int(exactly: isNegative ? -narrow : narrow)
    }

    /// The coefficient and the power of ten whose product is the value: `coefficient × 10^exponent`.
    public var parts: (coefficient: Int128, exponent: Int) {
        let value = normalized
        return (isNegative ? -Int128(value.coefficient) : Int128(value.coefficient), value.exponent)
    }

    // MARK: Powers of ten

    private static let powers: [UInt128] = {
        var powers: [UInt128] = [1]
        for _ in 1...38 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    /// `10^n` for n from 0 to 38.
    static func tenToThe(_ n: Int) -> UInt128 { powers[n] }

    /// 1 for zero.
    static func digitCount(_ value: UInt128) -> Int {
        let bits = 128 - value.leadingZeroBitCount
        let estimate = (bits * 1233) >> 12
        guard estimate <= 38 else { return 39 }
        return max(1, value >= powers[estimate] ? estimate + 1 : estimate)
    }
}

extension Decimal34: Hashable, Comparable {
    public static func == (a: Decimal34, b: Decimal34) -> Bool { compare(a, b) == 0 }
    public static func < (a: Decimal34, b: Decimal34) -> Bool { compare(a, b) < 0 }

    public func hash(into hasher: inout Hasher) {
        let value = normalized
        hasher.combine(value.coefficient)
        hasher.combine(value.exponent)
        hasher.combine(isNegative)
    }

    /// -1, 0 or 1.
    static func compare(_ a: Decimal34, _ b: Decimal34) -> Int {
        if a.isZero || b.isZero || a.isNegative != b.isNegative {
            let signA = a.isZero ? 0 : a.isNegative ? -1 : 1
            let signB = b.isZero ? 0 : b.isNegative ? -1 : 1
            return signA == signB ? 0 : signA < signB ? -1 : 1
        }
        let sign = a.isNegative ? -1 : 1
        let sizeA = digitCount(a.coefficient) + a.exponent
        let sizeB = digitCount(b.coefficient) + b.exponent
        if sizeA != sizeB { return sizeA < sizeB ? -sign : sign }
        // The same size: bringing both to the smaller exponent keeps them within 34 digits.
        let low = min(a.exponent, b.exponent)
        let ca = a.coefficient * tenToThe(a.exponent - low)
        let cb = b.coefficient * tenToThe(b.exponent - low)
        return ca == cb ? 0 : ca < cb ? -sign : sign
    }
}

extension Decimal34: CustomStringConvertible {
    /// Plain digits without trailing zeros (`-0.05`, `1200`); an exponent only where more than 40 digits would be needed (`1E+300`).
    public var description: String {
        let value = normalized
        let digits = String(value.coefficient)
        let sign = isNegative ? "-" : ""
        if value.exponent >= 0, digits.utf8.count + value.exponent <= 40 { return sign + digits + String(repeating: "0", count: value.exponent) }
        let pointAt = digits.utf8.count + value.exponent
        if value.exponent < 0, pointAt > 0 { return sign + digits.prefix(pointAt) + "." + digits.dropFirst(pointAt) }
        if value.exponent < 0, pointAt > -40 { return sign + "0." + String(repeating: "0", count: -pointAt) + digits }
        let mantissa = digits.utf8.count == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst()
        return sign + mantissa + (pointAt - 1 < 0 ? "E-" : "E+") + String(abs(pointAt - 1))
    }
}

/// Square root, logarithm, exponential and powers, correctly rounded: computed on binary fractions of 448 bits (134 digits), whose
/// error is far below what could turn the rounding of the 34th digit.
extension Decimal34 {
    private static let fractionBits = 448

    /// The square root; `nil` for a negative number.
    public var squareRoot: Decimal34? {
        guard !isNegative else { return nil }
        guard !isZero else { return .zero }
        // 74 or 75 digits, under an even exponent: the root has 37 or 38, and what it leaves only matters by being there.
        var even = 74 - Decimal34.digitCount(coefficient)
        if (exponent - even) & 1 == 1 { even += 1 }
        let radicand = WideInteger(coefficient) * WideInteger.tenToThe(even)
        let root = radicand.squareRoot
        let exact = !WideInteger.isLess(root * root, radicand)
        return Decimal34.rounded(root, exponent: (exponent - even) / 2, isNegative: false, sticky: !exact)?.normalized
    }

    /// The natural logarithm; `nil` for zero and negative numbers.
    public var naturalLogarithm: Decimal34? {
        guard !isNegative, !isZero else { return nil }
        if self == .one { return .zero }
        let value = Decimal34.logarithm(self)
        return Decimal34.rounded(fraction: value.magnitude, exponent: 0, isNegative: value.isNegative)
    }

    /// e to the power of the value; `nil` beyond the format, zero below it.
    public var exponential: Decimal34? {
        guard !isZero else { return .one }
        if digitCountBeforePoint > 5 { return isNegative ? .zero : nil }
        return Decimal34.exponential(Decimal34.fraction(self))
    }

    /// The value to the power of `other` (DMN 1.5, 10.3.2.5). `nil` for a negative base with a fractional exponent, for zero with a
    /// negative one, and beyond the format.
    public func raised(to other: Decimal34) -> Decimal34? {
        if other.isZero { return .one }
        if isZero { return other.isNegative ? nil : .zero }
        if let n = other.exactInt, n.magnitude <= 150 { return integerPower(n) }
        let base = magnitude
        var negative = false
        if isNegative {
            guard other.isInteger, let parity = other.modulo(Decimal34(2)) else { return nil }
            negative = !parity.isZero
        }
        if base == .one { return negative ? -base : base }
        guard other.digitCountBeforePoint <= 40 else { return (base > .one) == other.isNegative ? .zero : nil }
        let logarithm = Decimal34.logarithm(base)
        let factor = Decimal34.fraction(other)
        let product = Signed(
            magnitude: (logarithm.magnitude * factor.magnitude) >> Decimal34.fractionBits, isNegative: logarithm.isNegative != factor.isNegative)
        if product.magnitude.bitWidth > Decimal34.fractionBits + 20 { return product.isNegative ? .zero : nil }
        guard let result = Decimal34.exponential(product) else { return nil }
        return negative ? -result : result
    }

    /// Exact, then rounded once: a power whose digits end on a tie is not left to an approximation.
    private func integerPower(_ n: Int) -> Decimal34? {
        let base = normalized
        let power = WideInteger(base.coefficient).power(abs(n))
        let negative = isNegative && n & 1 == 1
        if n > 0 { return Decimal34.rounded(power, exponent: base.exponent * n, isNegative: negative, sticky: false) }
        let digits = (power.bitWidth * 1233) >> 12 + 40
        let (quotient, remainder) = WideInteger.tenToThe(digits).quotientAndRemainder(by: power)
        return Decimal34.rounded(quotient, exponent: -digits + base.exponent * n, isNegative: negative, sticky: !remainder.isZero)?.normalized
    }

    private var digitCountBeforePoint: Int { Decimal34.digitCount(coefficient) + exponent }

    // MARK: Binary fractions

    private struct Signed {
        var magnitude: WideInteger
        var isNegative: Bool

        static func + (a: Signed, b: Signed) -> Signed {
            if a.isNegative == b.isNegative { return Signed(magnitude: a.magnitude + b.magnitude, isNegative: a.isNegative) }
            if WideInteger.isLess(a.magnitude, b.magnitude) { return Signed(magnitude: b.magnitude - a.magnitude, isNegative: b.isNegative) }
            return Signed(magnitude: a.magnitude - b.magnitude, isNegative: a.isNegative)
        }
    }

    private static func fraction(_ value: Decimal34) -> Signed {
        let shifted = WideInteger(value.coefficient) << fractionBits
        let magnitude =
            value.exponent >= 0
            ? shifted * WideInteger.tenToThe(value.exponent) : shifted.quotientAndRemainder(by: .tenToThe(-value.exponent)).quotient
        return Signed(magnitude: magnitude, isNegative: value.isNegative)
    }

    private static let ln2 = twiceAtanh(numerator: WideInteger(1), denominator: WideInteger(3))
    /// 10 is 8 × 1.25.
    private static let ln10 = ln2.multiplied(by: 3) + twiceAtanh(numerator: WideInteger(1), denominator: WideInteger(9))

    /// `2 atanh(n / d)` by its series, for a small quotient.
    private static func twiceAtanh(numerator: WideInteger, denominator: WideInteger) -> WideInteger {
        let z = (numerator << fractionBits).quotientAndRemainder(by: denominator).quotient
        let square = (z * z) >> fractionBits
        var power = z
        var sum = z
        var divisor: UInt32 = 3
        while !power.isZero {
            power = (power * square) >> fractionBits
            sum = sum + power.divided(by: divisor)
            divisor += 2
        }
        return sum << 1
    }

    /// ln of a positive number: the power of ten and the powers of two are taken out, what is left lies between 0.75 and 1.5.
    private static func logarithm(_ value: Decimal34) -> Signed {
        let digits = digitCount(value.coefficient)
        var tens = value.exponent + digits - 1
        var unit = tenToThe(digits - 1)
        if value.coefficient > unit * 8 {
            tens += 1
            unit *= 10
        }
        var halvings: UInt32 = 0
        // coefficient / (unit × 2^halvings) within [0.75, 1.5]
        while value.coefficient * 2 > (unit << UInt128(halvings)) * 3 { halvings += 1 }
        let denominator = unit << UInt128(halvings)
        let below = value.coefficient < denominator
        let difference = below ? denominator - value.coefficient : value.coefficient - denominator
        let rest = Signed(
            magnitude: twiceAtanh(numerator: WideInteger(difference), denominator: WideInteger(value.coefficient + denominator)),
            isNegative: below)
        let powerOfTen = Signed(magnitude: ln10.multiplied(by: UInt32(tens.magnitude)), isNegative: tens < 0)
        return rest + Signed(magnitude: ln2.multiplied(by: halvings), isNegative: false) + powerOfTen
    }

    /// e^x: x is brought between 0 and ln 10, then divided by 2^12 for the series, whose sum is squared twelve times.
    private static func exponential(_ x: Signed) -> Decimal34? {
        var (quotient, rest) = x.magnitude.quotientAndRemainder(by: ln10)
        var tens = Int(quotient.low)
        if x.isNegative {
            tens = -tens
            if !rest.isZero {
                tens -= 1
                rest = ln10 - rest
            }
        }
        quotient = rest >> 12
        let one = WideInteger(1) << fractionBits
        var term = one
        var sum = one
        var divisor: UInt32 = 1
        while !term.isZero {
            term = ((term * quotient) >> fractionBits).divided(by: divisor)
            sum = sum + term
            divisor += 1
        }
        for _ in 0..<12 { sum = (sum * sum) >> fractionBits }
        return rounded(fraction: sum, exponent: tens, isNegative: false)
    }

    /// A binary fraction times a power of ten, to 34 digits.
    private static func rounded(fraction: WideInteger, exponent: Int, isNegative: Bool) -> Decimal34? {
        let digitsBeforePoint = (fraction.bitWidth - fractionBits) * 1233 / 4096
        let scale = max(0, 95 - digitsBeforePoint)
        let scaled = (fraction * WideInteger.tenToThe(scale)) >> fractionBits
        // The error lies beyond the 90th digit. Dropping what it touches makes an exact result (4 to the power of 0.5) exact.
        let unit = WideInteger.tenToThe(9)
        let up = (scaled + unit.divided(by: 10)).quotientAndRemainder(by: unit).quotient
        return rounded(up, exponent: exponent - scale + 9, isNegative: isNegative, sticky: false)?.normalized
    }

    /// An integer of any size times a power of ten, rounded half to even.
    private static func rounded(_ value: WideInteger, exponent: Int, isNegative: Bool, sticky: Bool) -> Decimal34? {
        guard value.bitWidth > 126 else { return rounded(value.low, exponent: exponent, isNegative: isNegative, sticky: sticky) }
        let drop = (value.bitWidth - 126) * 1233 / 4096 + 1
        let (quotient, remainder) = value.quotientAndRemainder(by: .tenToThe(drop))
        return rounded(quotient.low, exponent: exponent + drop, isNegative: isNegative, sticky: sticky || !remainder.isZero)
    }
}

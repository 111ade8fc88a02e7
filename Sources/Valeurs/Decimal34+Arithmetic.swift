extension Decimal34 {
    /// `coefficient × 10^exponent` brought to 34 digits, half to even, within the exponents of the format. `sticky` says that the
    /// exact value lies strictly above the coefficient, by less than one unit. `nil` when the value is too large; a value too small
    /// becomes the nearest subnormal or zero.
    static func rounded(_ coefficient: UInt128, exponent: Int, isNegative: Bool, sticky: Bool = false) -> Decimal34? {
        var c = coefficient
        var e = exponent
        let dropped = max(digitCount(c) - precision, minimumExponent - e, 0)
        if dropped > 0 {
            c = divided(c, byTenToThe: dropped, sticky: sticky, roundUp: { odd, half in half > 0 || half == 0 && odd })
            e += dropped
            if c == tenToThe(precision) {
                c = tenToThe(precision - 1)
                e += 1
            }
        }
        if c == 0 { return Decimal34(unchecked: 0, exponent: max(minimumExponent, min(e, maximumExponent)), isNegative: false) }
        if e > maximumExponent {
            let shift = e - maximumExponent
            guard shift + digitCount(c) <= precision else { return nil }
            c *= tenToThe(shift)
            e = maximumExponent
        }
        return Decimal34(unchecked: c, exponent: e, isNegative: isNegative)
    }

    /// `c / 10^n` as an integer. `roundUp` decides for an inexact quotient from its parity and from the sign of the comparison of what
    /// is left with one half.
    static func divided(_ c: UInt128, byTenToThe n: Int, sticky: Bool, roundUp: (_ odd: Bool, _ half: Int) -> Bool) -> UInt128 {
        guard n <= 38 else { return c == 0 && !sticky ? 0 : roundUp(false, -1) ? 1 : 0 }
        let unit = tenToThe(n)
        let (quotient, remainder) = c.quotientAndRemainder(dividingBy: unit)
        if remainder == 0, !sticky { return quotient }
        let rest = unit - remainder
        let half = remainder > rest ? 1 : remainder < rest ? -1 : sticky ? 1 : 0
        return roundUp(quotient & 1 == 1, half) ? quotient + 1 : quotient
    }

    public static prefix func - (a: Decimal34) -> Decimal34 {
        Decimal34(unchecked: a.coefficient, exponent: a.exponent, isNegative: !a.isNegative)
    }

    /// The sum, rounded half to even; `nil` beyond the format.
    public func adding(_ other: Decimal34) -> Decimal34? {
        var (high, low) = exponent >= other.exponent ? (self, other) : (other, self)
        if low.isZero, high.isZero { return Decimal34(unchecked: 0, exponent: low.exponent, isNegative: false) }
        if high.isZero { return low }
        if low.isZero { return high }
        let distance = high.exponent - low.exponent
        let raise = min(distance, 37 - Decimal34.digitCount(high.coefficient))
        let raised = high.coefficient * Decimal34.tenToThe(raise)
        var a = raised
        var b = low.coefficient
        var e = high.exponent - raise
        if distance > raise {
            // What falls below the 37th digit only matters by being there: one unit of a 38th digit stands for it.
            let drop = distance - raise
            let kept = drop > 38 ? 0 : b / Decimal34.tenToThe(drop)
            let lost = drop > 38 || kept * Decimal34.tenToThe(drop) != b
            a *= 10
            b = kept * 10 + (lost ? 1 : 0)
            e -= 1
        }
        if high.isNegative == low.isNegative { return Decimal34.rounded(a + b, exponent: e, isNegative: high.isNegative) }
        if a >= b { return Decimal34.rounded(a - b, exponent: e, isNegative: high.isNegative) }
        swap(&high, &low)
        return Decimal34.rounded(b - a, exponent: e, isNegative: high.isNegative)
    }

    /// The difference, rounded half to even; `nil` beyond the format.
    public func subtracting(_ other: Decimal34) -> Decimal34? { adding(-other) }

    /// The product, rounded half to even; `nil` beyond the format.
    public func multiplied(by other: Decimal34) -> Decimal34? {
        let negative = isNegative != other.isNegative
        let e = exponent + other.exponent
        let (high, low) = coefficient.multipliedFullWidth(by: other.coefficient)
        if high == 0 { return Decimal34.rounded(low, exponent: e, isNegative: negative) }
        let drop = Decimal34.digitCount(coefficient) + Decimal34.digitCount(other.coefficient) - 36
        let (quotient, remainder) = Decimal34.tenToThe(drop).dividingFullWidth((high, low))
        return Decimal34.rounded(quotient, exponent: e + drop, isNegative: negative, sticky: remainder != 0)
    }

    /// The quotient, rounded half to even; `nil` when the divisor is zero or the quotient beyond the format.
    public func divided(by other: Decimal34) -> Decimal34? {
        guard !other.isZero else { return nil }
        let negative = isNegative != other.isNegative
        guard !isZero else { return .zero }
        let raise = Decimal34.precision - Decimal34.digitCount(coefficient)
        let more = Decimal34.digitCount(other.coefficient) + 1
        let numerator = (coefficient * Decimal34.tenToThe(raise)).multipliedFullWidth(by: Decimal34.tenToThe(more))
        let (quotient, remainder) = other.coefficient.dividingFullWidth((numerator.high, numerator.low))
        let e = exponent - raise - more - other.exponent
        return Decimal34.rounded(quotient, exponent: e, isNegative: negative, sticky: remainder != 0)?.normalized
    }

    /// `self - other × floor(self / other)`, which has the sign of `other` (DMN 1.5, 10.3.4.5); `nil` when `other` is zero.
    public func modulo(_ other: Decimal34) -> Decimal34? {
        guard !other.isZero else { return nil }
        guard let rest = remainder(other) else { return nil }
        return rest.isZero || rest.isNegative == other.isNegative ? rest : rest.adding(other)
    }

    /// The exact remainder of the division truncated towards zero, with the sign of `self`.
    private func remainder(_ other: Decimal34) -> Decimal34? {
        if exponent >= other.exponent {
            var rest = coefficient % other.coefficient
            var steps = exponent - other.exponent
            while steps > 0, rest != 0 {
                let step = min(steps, 34)
                let raised = rest.multipliedFullWidth(by: Decimal34.tenToThe(step))
                rest = other.coefficient.dividingFullWidth((raised.high, raised.low)).remainder
                steps -= step
            }
            return Decimal34(unchecked: rest, exponent: other.exponent, isNegative: isNegative)
        }
        let raise = other.exponent - exponent
        guard Decimal34.digitCount(other.coefficient) + raise <= 38 else { return self }
        return Decimal34(unchecked: coefficient % (other.coefficient * Decimal34.tenToThe(raise)), exponent: exponent, isNegative: isNegative)
    }

    /// How ``rounded(scale:_:)`` treats what it drops.
    public enum Rounding: Hashable, Sendable {
        case up, down, halfUp, halfDown, halfEven, floor, ceiling
    }

    /// The nearest multiple of `10^-scale` in the direction asked (DMN 1.5, 10.3.4.5). Unchanged where it has no digit to drop.
    public func rounded(scale: Int, _ rounding: Rounding) -> Decimal34? {
        let dropped = -scale - exponent
        guard dropped > 0 else { return self }
        let negative = isNegative
        let quotient = Decimal34.divided(coefficient, byTenToThe: dropped, sticky: false) { odd, half in
            switch rounding {
            case .up: true
            case .down: false
            case .halfUp: half >= 0
            case .halfDown: half > 0
            case .halfEven: half > 0 || half == 0 && odd
            case .floor: negative
            case .ceiling: !negative
            }
        }
        return Decimal34.rounded(quotient, exponent: -scale, isNegative: negative)
    }
}

/// An exact fraction, the only number in which a règlement is judged: 28/3 is 28/3, and coefficients 1, 3, 3 that make exactly 10 do pass.
///
/// Always in lowest terms with a positive denominator. Intermediate products are 128 bits wide; a result that does not fit
/// 64 bits becomes ``overflow``, which equals nothing, compares false and must be turned into an error by whoever reads it
/// (``isOverflow``): it is never rounded.
public struct Rational: Hashable, Sendable {
    public let numerator: Int64
    /// Positive, or 0 for ``overflow``.
    public let denominator: Int64

    public static let zero = Rational(0)
    public static let one = Rational(1)
    /// The absence of an exact result: too large a fraction, or a division by zero.
    public static let overflow = Rational(uncheckedNumerator: 0, denominator: 0)

    @inlinable
    public var isOverflow: Bool { denominator == 0 }

    @inlinable
    public var isInteger: Bool { denominator == 1 }

    @inlinable
    public init(_ value: Int) {
        numerator = Int64(value)
        denominator = 1
    }

    @inlinable
    init(uncheckedNumerator numerator: Int64, denominator: Int64) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// `numerator / denominator` in lowest terms; ``overflow`` when the denominator is zero.
    @inlinable
    public init(_ numerator: Int64, over denominator: Int64) {
        self.init(wide: Int128(numerator), over: Int128(denominator))
    }

    @inlinable
    public init(wide numerator: Int128, over denominator: Int128) {
        guard denominator != 0 else { self = .overflow; return }
        var (n, d) = denominator < 0 ? (-numerator, -denominator) : (numerator, denominator)
        if d != 1 {
            if let small = Int64(exactly: n), let smallD = Int64(exactly: d) {
                let divisor = Int64(Rational.gcd(small.magnitude, smallD.magnitude))
                self.init(uncheckedNumerator: small / divisor, denominator: smallD / divisor)
                return
            }
            let divisor = Int128(Rational.gcd(n.magnitude, d.magnitude))
            n /= divisor
            d /= divisor
        }
        guard let narrow = Int64(exactly: n), let narrowD = Int64(exactly: d) else { self = .overflow; return }
        self.init(uncheckedNumerator: narrow, denominator: narrowD)
    }

    /// The greatest common divisor, at least 1.
    @inlinable
    static func gcd<T: FixedWidthInteger & UnsignedInteger>(_ a: T, _ b: T) -> T {
        var (x, y) = (a, b)
        while y != 0 { (x, y) = (y, x % y) }
        return x == 0 ? 1 : x
    }

    @inlinable
    public static func + (a: Rational, b: Rational) -> Rational {
        if a.denominator == b.denominator {
            let (sum, over) = a.numerator.addingReportingOverflow(b.numerator)
            if !over, a.denominator == 1 { return Rational(uncheckedNumerator: sum, denominator: 1) }
            if !over { return Rational(sum, over: a.denominator) }
        }
        return Rational(
            wide: Int128(a.numerator) * Int128(b.denominator) + Int128(b.numerator) * Int128(a.denominator),
            over: Int128(a.denominator) * Int128(b.denominator))
    }

    @inlinable
    public static func - (a: Rational, b: Rational) -> Rational { a + -b }

    @inlinable
    public static prefix func - (a: Rational) -> Rational {
        a.numerator == .min ? .overflow : Rational(uncheckedNumerator: -a.numerator, denominator: a.denominator)
    }

    @inlinable
    public static func * (a: Rational, b: Rational) -> Rational {
        Rational(wide: Int128(a.numerator) * Int128(b.numerator), over: Int128(a.denominator) * Int128(b.denominator))
    }

    /// ``overflow`` when `b` is zero.
    @inlinable
    public static func / (a: Rational, b: Rational) -> Rational {
        if a.isOverflow || b.isOverflow { return .overflow }
        return Rational(wide: Int128(a.numerator) * Int128(b.denominator), over: Int128(a.denominator) * Int128(b.numerator))
    }

    @inlinable
    public static func < (a: Rational, b: Rational) -> Bool {
        if a.denominator == b.denominator { return a.denominator != 0 && a.numerator < b.numerator }
        if a.isOverflow || b.isOverflow { return false }
        return Int128(a.numerator) * Int128(b.denominator) < Int128(b.numerator) * Int128(a.denominator)
    }

    @inlinable public static func > (a: Rational, b: Rational) -> Bool { b < a }
    @inlinable public static func <= (a: Rational, b: Rational) -> Bool { a < b || (a == b && !a.isOverflow) }
    @inlinable public static func >= (a: Rational, b: Rational) -> Bool { b <= a }

    /// The greatest integer not above the value.
    public var floor: Int64 {
        guard denominator > 0 else { return 0 }
        let quotient = numerator / denominator
        return numerator % denominator < 0 ? quotient - 1 : quotient
    }

    /// The least integer not below the value.
    public var ceiling: Int64 { isInteger ? numerator : floor + 1 }

    /// Rounded to `places` decimals, halves away from zero; ``overflow`` when it does not fit.
    public func rounded(places: Int) -> Rational {
        guard let scale = Rational.powerOfTen(places) else { return .overflow }
        let scaled = self * scale
        guard !scaled.isOverflow else { return .overflow }
        let half = Rational(1, over: 2)
        let integer = scaled < .zero ? -Rational(Int((-scaled + half).floor)) : Rational(Int((scaled + half).floor))
        return integer / scale
    }

    static func powerOfTen(_ exponent: Int) -> Rational? {
        guard exponent >= 0, exponent <= 18 else { return nil }
        var power: Int64 = 1
        for _ in 0..<exponent { power *= 10 }
        return Rational(uncheckedNumerator: power, denominator: 1)
    }
}

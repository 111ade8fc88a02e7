extension Rational {
    /// Reads a plain decimal (`12`, `-0.5`, `12,75` when `comma` is allowed). `nil` for anything else, spaces included.
    public init?(decimal text: some StringProtocol, comma: Bool = false) {
        var digits: Int64 = 0
        var scale: Int64 = 1
        var (sawDigit, sawPoint, negative) = (false, false, false)
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: negative = true
            case UInt8(ascii: "."),
                UInt8(ascii: ",") where comma:
                guard !sawPoint else { return nil }
                sawPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                sawDigit = true
                let (product, over) = digits.multipliedReportingOverflow(by: 10)
                let (sum, over2) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
                guard !over, !over2 else { return nil }
                digits = sum
                if sawPoint {
                    let (wider, over3) = scale.multipliedReportingOverflow(by: 10)
                    guard !over3 else { return nil }
                    scale = wider
                }
            default: return nil
            }
        }
        guard sawDigit else { return nil }
        self.init(negative ? -digits : digits, over: scale)
    }

    /// `1999/200`, or `12` for an integer.
    public var fraction: String { isInteger ? String(numerator) : "\(numerator)/\(denominator)" }

    /// Plain decimal notation, rounded half up to `places` decimals and, when `bars` are given, to as many more as keep the
    /// shown number on the side of each bar on which the exact value is: 1999/200 is `9.995` beside a bar of 10, never `10.00`.
    public func decimal(places: Int = 2, notCrossing bars: [Rational] = []) -> String {
        guard !isOverflow else { return "?" }
        var decimals = places
        while decimals < 17 {
            let shown = rounded(places: decimals)
            if !shown.isOverflow, bars.allSatisfy({ sameSide(shown, of: $0) }) { return Rational.fixed(shown, places: decimals) }
            decimals += 1
        }
        return Rational.fixed(rounded(places: places), places: places)
    }

    private func sameSide(_ shown: Rational, of bar: Rational) -> Bool {
        self == bar ? shown == bar || self != rounded(places: 17) : (self < bar) == (shown < bar) && shown != bar
    }

    private static func fixed(_ value: Rational, places: Int) -> String {
        guard !value.isOverflow, let scale = powerOfTen(places) else { return "?" }
        let scaled = (value * scale).numerator
        let digits = String(scaled.magnitude)
        guard places > 0 else { return (scaled < 0 ? "-" : "") + digits }
        let padded = String(repeating: "0", count: Swift.max(0, places + 1 - digits.count)) + digits
        return (scaled < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }
}

extension Rational: Comparable, CustomStringConvertible {
    public var description: String { fraction }
}

import Valeurs

// Two texts separated by a zero byte, read as decimals: every operation ends, stays within 34 digits and keeps the laws that rounding
// leaves. Compiled like FuzzFeel.swift, with Valeurs alone.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    guard let a = Decimal34(parts[0]) else { return 0 }
    check(a)
    guard parts.count > 1, let b = Decimal34(parts[1]) else { return 0 }
    check(b)
    let results = [a.adding(b), a.subtracting(b), a.multiplied(by: b), a.divided(by: b), a.modulo(b), a.raised(to: b)]
    for case let result? in results { check(result) }
    precondition(results[0] == b.adding(a) && results[2] == b.multiplied(by: a), "not commutative")
    if let difference = results[1] {
        precondition(difference.isZero == (a == b) && difference.isNegative == (a < b), "order and difference disagree")
    }
    if let rest = results[4] { precondition(rest.magnitude <= b.magnitude, "a remainder above its divisor") }
    return 0
}

private func check(_ value: Decimal34) {
    precondition(Decimal34(value.description) == value, "text that reads back as another number")
    for case let result? in [value.squareRoot, value.naturalLogarithm, value.exponential] {
        precondition(Decimal34(result.description) == result, "text that reads back as another number")
    }
    if let root = value.squareRoot, let square = root.multiplied(by: root), !value.isZero, let error = square.divided(by: value)?.subtracting(.one) {
        precondition(error.magnitude < Decimal34("1E-32")!, "a root whose square is another number")
    }
    for scale in [-3, 0, 2] {
        guard let low = value.rounded(scale: scale, .floor), let high = value.rounded(scale: scale, .ceiling) else { continue }
        precondition(low <= value && value <= high, "a floor above or a ceiling below")
    }
}

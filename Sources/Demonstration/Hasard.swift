/// Numbers drawn from a seed, the same on every machine (SplitMix64). Marks are drawn in integers: no binary fraction comes near one.
struct Hasard: RandomNumberGenerator {
    private var etat: UInt64

    init(graine: UInt64) { etat = graine }

    mutating func next() -> UInt64 {
        etat &+= 0x9E37_79B9_7F4A_7C15
        var z = etat
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A whole number of the range.
    mutating func entier(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(next() % UInt64(range.count)) }

    /// True so many times in a thousand.
    mutating func surMille(_ count: Int) -> Bool { entier(0...999) < count }

    /// Around 0, bell-shaped, of the standard deviation given (sum of twelve uniform draws).
    mutating func cloche(ecartType: Int) -> Int {
        let sum = (0..<12).reduce(0) { total, _ in total + entier(0...2000) } - 12_000
        return sum * ecartType / 2000
    }

    mutating func choix<T>(_ items: [T]) -> T { items[entier(0...(items.count - 1))] }
}

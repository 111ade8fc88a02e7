/// Reading and writing dates, times and durations as text (ISO 8601 as XML Schema narrows it, with `@Region/City`).
struct TemporalReader {
    private let bytes: [UInt8]
    private var position = 0
    private let zones: ZoneClock

    init(_ text: String, zones: ZoneClock) {
        bytes = Array(text.utf8)
        self.zones = zones
    }

    private var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }
    private var isAtEnd: Bool { position == bytes.count }

    private mutating func accept(_ symbol: Character) -> Bool {
        guard let code = symbol.asciiValue, byte == code, !isAtEnd else { return false }
        position += 1
        return true
    }

    private mutating func digits(_ count: ClosedRange<Int>) -> Int? {
        let start = position
        var value = 0
        while byte >= 48, byte <= 57 {
            guard position - start < count.upperBound else { return nil }
            value = value * 10 + Int(byte - 48)
            position += 1
        }
        return position - start >= count.lowerBound ? value : nil
    }

    // MARK: Dates and times

    private mutating func date() -> DateValue? {
        let negative = accept("-")
        let start = position
        guard let year = digits(4...9), position - start == 4 || bytes[start] != 48, accept("-"), let month = digits(2...2), accept("-"),
            let day = digits(2...2)
        else { return nil }
        return DateValue(year: negative ? -year : year, month: month, day: day)
    }

    /// Whether the time just read was written 24:00:00, the midnight that ends its day.
    private var endsDay = false

    private mutating func time() -> TimeValue? {
        guard let hour = digits(2...2), accept(":"), let minute = digits(2...2), accept(":"), let second = digits(2...2) else { return nil }
        var nanosecond = 0
        if accept(".") {
            let start = position
            guard let fraction = digits(1...18) else { return nil }
            nanosecond = fraction
            for _ in 0..<max(0, 9 - (position - start)) { nanosecond *= 10 }
            for _ in 0..<max(0, position - start - 9) { nanosecond /= 10 }
        }
        var zone: Zone?
        if !isAtEnd {
            guard let read = self.zone() else { return nil }
            zone = read
        }
        if hour == 24, minute == 0, second == 0, nanosecond == 0 {
            endsDay = true
            return TimeValue(nanosecondOfDay: 0, zone: zone)
        }
        return TimeValue(hour: hour, minute: minute, second: second, nanosecond: nanosecond, zone: zone)
    }

    private mutating func zone() -> Zone? {
        if accept("Z") || accept("z") { return .offset(0) }
        if accept("@") {
            let region = String(decoding: bytes[position...], as: UTF8.self)
            position = bytes.count
            return zones.isKnown(region) ? .region(region) : nil
        }
        let negative = byte == UInt8(ascii: "-")
        guard accept("-") || accept("+"), let hours = digits(2...2), accept(":"), let minutes = digits(2...2), minutes < 60 else { return nil }
        var seconds = 0
        if accept(":") {
            guard let read = digits(2...2), read < 60 else { return nil }
            seconds = read
        }
        let total = hours * 3600 + minutes * 60 + seconds
        guard total <= 18 * 3600 else { return nil }
        return .offset(negative ? -total : total)
    }

    static func date(_ text: String, _ zones: ZoneClock) -> DateValue? {
        var reader = TemporalReader(text, zones: zones)
        let value = reader.date()
        return reader.isAtEnd ? value : nil
    }

    static func time(_ text: String, _ zones: ZoneClock) -> TimeValue? {
        var reader = TemporalReader(text, zones: zones)
        let value = reader.time()
        return reader.isAtEnd ? value : nil
    }

    /// A date alone is midnight of that day, without zone.
    static func dateTime(_ text: String, _ zones: ZoneClock) -> DateTimeValue? {
        var reader = TemporalReader(text, zones: zones)
        guard let date = reader.date() else { return nil }
        if reader.isAtEnd { return DateTimeValue(date: date, time: .midnight) }
        guard reader.accept("T"), let time = reader.time(), reader.isAtEnd else { return nil }
        guard reader.endsDay else { return DateTimeValue(date: date, time: time) }
        return date.adding(days: 1).map { DateTimeValue(date: $0, time: time) }
    }

    // MARK: Durations

    /// Years and months in months, days in nanoseconds.
    private static let calendarUnits: [(Character, Int128)] = [("Y", 12), ("M", 1), ("D", nanosecondsPerDay)]
    private static let clockUnits: [(Character, Int128)] = [("H", 3_600_000_000_000), ("M", 60_000_000_000), ("S", 1_000_000_000)]

    /// `P1Y2M` or `P1DT2H3M4.5S`, with a sign in front; years and months do not mix with days and hours.
    static func duration(_ text: String) -> Value? {
        var reader = TemporalReader(text, zones: ZoneClock { _, _ in nil })
        return reader.duration()
    }

    private mutating func duration() -> Value? {
        let negative = accept("-")
        guard accept("P") else { return nil }
        var months: Int?
        var nanoseconds: Int128?
        var inTime = false
        var lastUnit = 0
        while !isAtEnd {
            if !inTime, accept("T") {
                inTime = true
                guard !isAtEnd else { return nil }
                continue
            }
            guard let number = digits(1...18) else { return nil }
            var fraction: Int128 = 0
            var fractional = false
            if inTime, accept(".") {
                fractional = true
                let start = position
                guard let read = digits(0...18) else { return nil }
                fraction = Int128(read)
                for _ in 0..<max(0, 9 - (position - start)) { fraction *= 10 }
                for _ in 0..<max(0, position - start - 9) { fraction /= 10 }
            }
            let units = inTime ? TemporalReader.clockUnits : TemporalReader.calendarUnits
            guard let index = units.firstIndex(where: { $0.0.asciiValue == byte }), !isAtEnd else { return nil }
            let order = (inTime ? 3 : 0) + index + 1
            guard order > lastUnit, !fractional || order == 6 else { return nil }
            lastUnit = order
            position += 1
            if order <= 2 {
                guard let total = Int(exactly: Int128(months ?? 0) + Int128(number) * units[index].1) else { return nil }
                months = total
            } else {
                nanoseconds = (nanoseconds ?? 0) + Int128(number) * units[index].1 + fraction
            }
        }
        if let months, nanoseconds == nil { return .monthsDuration(negative ? -months : months) }
        if let nanoseconds, months == nil { return .timeDuration(negative ? -nanoseconds : nanoseconds) }
        return nil
    }
}

private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

private func fraction(_ nanosecond: Int) -> String {
    guard nanosecond != 0 else { return "" }
    var digits = padded(nanosecond, 9)
    while digits.last == "0" { digits.removeLast() }
    return "." + digits
}

extension DateValue: CustomStringConvertible {
    public var description: String { (year < 0 ? "-" : "") + padded(abs(year), 4) + "-" + padded(month, 2) + "-" + padded(day, 2) }
}

extension TimeValue: CustomStringConvertible {
    public var description: String {
        let clock = padded(hour, 2) + ":" + padded(minute, 2) + ":" + padded(second, 2) + fraction(nanosecond)
        switch zone {
        case nil: return clock
        case .region(let name): return clock + "@" + name
        case .offset(0): return clock + "Z"
        case .offset(let seconds):
            let size = abs(seconds)
            let rest = size % 60 == 0 ? "" : ":" + padded(size % 60, 2)
            return clock + (seconds < 0 ? "-" : "+") + padded(size / 3600, 2) + ":" + padded(size / 60 % 60, 2) + rest
        }
    }
}

extension DateTimeValue: CustomStringConvertible {
    public var description: String { "\(date)T\(time)" }
}

/// `P1Y2M`; `P0M` for zero.
func monthsDurationText(_ months: Int) -> String {
    let size = months.magnitude
    guard size != 0 else { return "P0M" }
    return (months < 0 ? "-P" : "P") + (size >= 12 ? "\(size / 12)Y" : "") + (size % 12 > 0 ? "\(size % 12)M" : "")
}

/// `P1DT2H3M4.5S`; `PT0S` for zero.
func timeDurationText(_ nanoseconds: Int128) -> String {
    let size = nanoseconds.magnitude
    guard size != 0 else { return "PT0S" }
    let days = size / nanosecondsPerDay.magnitude
    let rest = Int(size % nanosecondsPerDay.magnitude)
    var text = nanoseconds < 0 ? "-P" : "P"
    if days > 0 { text += "\(days)D" }
    guard rest > 0 else { return text }
    text += "T"
    if rest >= 3_600_000_000_000 { text += "\(rest / 3_600_000_000_000)H" }
    if rest / 60_000_000_000 % 60 > 0 { text += "\(rest / 60_000_000_000 % 60)M" }
    let second = rest / 1_000_000_000 % 60
    let nanosecond = rest % 1_000_000_000
    if second > 0 || nanosecond > 0 { text += "\(second)\(fraction(nanosecond))S" }
    return text
}

/// A moment, in seconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Sendable, Comparable {
    public let seconds: Int64

    public init(seconds: Int64) { self.seconds = seconds }

    /// `2027-01-15T14:30`, `2027-01-15T14:30:00+01:00`, `2027-01-15T13:30:00Z`, or a date alone, which means the end of that
    /// day. Without an offset the time is that of Paris.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let day = CalendarDate(first) else { return nil }
        guard parts.count == 2 else {
            self = Instant.paris(day: day, secondOfDay: 86_399)
            return
        }
        var clock = parts[1]
        var offsetSeconds: Int?
        if clock.last == "Z" || clock.last == "z" {
            clock = clock.dropLast()
            offsetSeconds = 0
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let fields = clock[clock.index(after: sign)...].split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count == 2, let h = Instant.two(fields[0], below: 24), let m = Instant.two(fields[1], below: 60) else { return nil }
            offsetSeconds = (h * 3600 + m * 60) * (clock[sign] == "-" ? -1 : 1)
            clock = clock[..<sign]
        }
        let fields = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 2 || fields.count == 3, let h = Instant.two(fields[0], below: 24), let m = Instant.two(fields[1], below: 60)
        else { return nil }
        var second = 0
        if fields.count == 3 {
            guard let s = Instant.two(fields[2].prefix(while: { $0 != "." }), below: 60) else { return nil }
            second = s
        }
        let secondOfDay = h * 3600 + m * 60 + second
        if let offsetSeconds {
            seconds = Int64(day.dayNumber) * 86_400 + Int64(secondOfDay - offsetSeconds)
        } else {
            self = Instant.paris(day: day, secondOfDay: secondOfDay)
        }
    }

    public static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }

    /// The civil time of Paris at which this instant falls.
    public var paris: (day: CalendarDate, secondOfDay: Int) {
        let local = seconds + Int64(Instant.parisOffset(atUTC: seconds))
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        return (CalendarDate(dayNumber: Int32(day)), Int(local - day * 86_400))
    }

    /// `2027-01-15T13:30:00Z`
    public var iso: String {
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = Int(seconds - day * 86_400)
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
        return CalendarDate(dayNumber: Int32(day)).iso + "T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    /// The instant at which clocks in Paris show `secondOfDay` on `day`; the first of the two in the repeated hour of October.
    public static func paris(day: CalendarDate, secondOfDay: Int) -> Instant {
        let local = Int64(day.dayNumber) * 86_400 + Int64(secondOfDay)
        let summer = local - 7200
        return Instant(seconds: parisOffset(atUTC: summer) == 7200 ? summer : local - 3600)
    }

    /// Directive 2000/84/EC: summer time from the last Sunday of March to the last Sunday of October, both at 01:00 UTC.
    private static func parisOffset(atUTC seconds: Int64) -> Int {
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let year = CalendarDate(dayNumber: Int32(clamping: day)).year
        func change(month: Int) -> Int64? {
            guard let last = CalendarDate(year: year, month: month, day: 31) else { return nil }
            return Int64(last.adding(days: -(last.weekday % 7)).dayNumber) * 86_400 + 3600
        }
        guard let start = change(month: 3), let end = change(month: 10) else { return 3600 }
        return seconds >= start && seconds < end ? 7200 : 3600
    }

    private static func two(_ text: some StringProtocol, below limit: Int) -> Int? {
        guard text.utf8.count == 2, let value = Int(text), value >= 0, value < limit else { return nil }
        return value
    }
}

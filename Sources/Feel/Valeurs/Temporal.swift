/// A day of the proleptic Gregorian calendar, years -999,999,999 to 999,999,999 (DMN 1.5, 10.3.2.3.5).
public struct DateValue: Hashable, Sendable, Comparable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// `nil` when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard abs(year) <= 999_999_999, (1...12).contains(month), day >= 1, day <= DateValue.length(ofMonth: month, year: year) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days since 1970-01-01; `nil` when out of range.
    public init?(dayNumber: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        self.init(year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: dayOfYear - (153 * fromMarch + 2) / 5 + 1)
    }

    /// Days since 1970-01-01.
    public var dayNumber: Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// 1 for Monday to 7 for Sunday (ISO 8601).
    public var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }
    public var dayOfYear: Int { dayNumber - (DateValue(year: year, month: 1, day: 1)?.dayNumber ?? 0) + 1 }

    /// The ISO 8601 week, which belongs to the year of its Thursday.
    public var weekOfYear: Int {
        guard let thursday = DateValue(dayNumber: dayNumber - weekday + 4) else { return 1 }
        return (thursday.dayOfYear - 1) / 7 + 1
    }

    /// The same day so many months later, or the last of that month.
    func adding(months: Int) -> DateValue? {
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow else { return nil }
        let newYear = sum >= 0 ? sum / 12 : (sum - 11) / 12
        let newMonth = sum - newYear * 12 + 1
        guard abs(newYear) <= 999_999_999 else { return nil }
        return DateValue(year: newYear, month: newMonth, day: min(day, DateValue.length(ofMonth: newMonth, year: newYear)))
    }

    func adding(days: Int) -> DateValue? {
        let (sum, overflow) = dayNumber.addingReportingOverflow(days)
        guard !overflow, abs(sum) < 400_000_000_000 else { return nil }
        return DateValue(dayNumber: sum)
    }

    public static func < (a: DateValue, b: DateValue) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }
}

/// What a time of day is relative to.
public enum Zone: Hashable, Sendable {
    /// Seconds east of UTC, less than a day.
    case offset(Int)
    /// A name of the IANA data base: `Europe/Paris`.
    case region(String)
}

/// Gives the offset from UTC, in seconds, of a zone of the IANA data base at an instant in seconds since 1970; `nil` for an unknown zone.
///
/// This module has no zone data of its own: the layer above passes it in. Without it only `Etc/UTC`, `UTC` and `GMT` are known.
public typealias ZoneRules = @Sendable (_ region: String, _ instant: Int) -> Int?

/// A time of day (DMN 1.5, 10.3.2.3.6).
public struct TimeValue: Hashable, Sendable {
    public let hour: Int
    public let minute: Int
    public let second: Int
    public let nanosecond: Int
    public let zone: Zone?

    /// `nil` outside 00:00:00 to 23:59:59.999999999.
    public init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, zone: Zone? = nil) {
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second), (0..<1_000_000_000).contains(nanosecond) else {
            return nil
        }
        self.hour = hour
        self.minute = minute
        self.second = second
        self.nanosecond = nanosecond
        self.zone = zone
    }

    /// Reduced modulo one day.
    init(nanosecondOfDay: Int128, zone: Zone?) {
        let day = nanosecondsPerDay
        let reduced = Int((nanosecondOfDay % day + day) % day)
        nanosecond = reduced % 1_000_000_000
        second = reduced / 1_000_000_000 % 60
        minute = reduced / 60_000_000_000 % 60
        hour = reduced / 3_600_000_000_000
        self.zone = zone
    }

    static let midnight = TimeValue(nanosecondOfDay: 0, zone: nil)

    var secondOfDay: Int { hour * 3600 + minute * 60 + second }
    var nanosecondOfDay: Int128 { Int128(secondOfDay) * 1_000_000_000 + Int128(nanosecond) }
}

let nanosecondsPerDay: Int128 = 86_400_000_000_000

/// A date and a time of day (DMN 1.5, 10.3.2.3.7).
public struct DateTimeValue: Hashable, Sendable {
    public let date: DateValue
    public let time: TimeValue

    public init(date: DateValue, time: TimeValue) {
        self.date = date
        self.time = time
    }

    /// From nanoseconds of local time since 1970-01-01T00:00.
    init?(localNanoseconds: Int128, zone: Zone?) {
        let days = localNanoseconds >= 0 ? localNanoseconds / nanosecondsPerDay : (localNanoseconds - nanosecondsPerDay + 1) / nanosecondsPerDay
        guard let number = Int(exactly: days), abs(number) < 400_000_000_000, let date = DateValue(dayNumber: number) else { return nil }
        self.init(date: date, time: TimeValue(nanosecondOfDay: localNanoseconds, zone: zone))
    }

    /// Nanoseconds since 1970-01-01T00:00 on the clock of its own zone.
    var localNanoseconds: Int128 { Int128(date.dayNumber) * nanosecondsPerDay + time.nanosecondOfDay }
    var localSeconds: Int { date.dayNumber * 86_400 + time.secondOfDay }
}

/// Zone rules with the questions that local times ask of them.
struct ZoneClock: Sendable {
    let rules: ZoneRules

    func isKnown(_ region: String) -> Bool { offset(region, at: 0) != nil }

    func offset(_ region: String, at instant: Int) -> Int? {
        if let known = rules(region, instant) { return known }
        return region == "Etc/UTC" || region == "UTC" || region == "GMT" ? 0 : nil
    }

    /// The offset in force when the clocks of the zone show this time. Where clocks go back the first of the two; where they go forward
    /// the offset before.
    func offset(_ zone: Zone, local: Int) -> Int? {
        switch zone {
        case .offset(let seconds): return seconds
        case .region(let region):
            guard let before = offset(region, at: local - 86_400), let after = offset(region, at: local + 86_400) else { return nil }
            for candidate in [before, after] where offset(region, at: local - candidate) == candidate { return candidate }
            return before
        }
    }

    /// Nanoseconds since 1970-01-01T00:00Z; `nil` for a time without zone.
    func instant(_ value: DateTimeValue) -> Int128? {
        guard let zone = value.time.zone, let offset = offset(zone, local: value.localSeconds) else { return nil }
        return value.localNanoseconds - Int128(offset) * 1_000_000_000
    }

    /// The offset of a time of day: that of its zone in winter 1970 when the zone is a region, since no day is given.
    func offset(_ time: TimeValue) -> Int? { time.zone.flatMap { offset($0, local: time.secondOfDay) } }
}

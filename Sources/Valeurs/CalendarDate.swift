/// A day of the proleptic Gregorian calendar, held as the number of days since 1970-01-01.
public struct CalendarDate: Hashable, Sendable, Comparable {
    public let dayNumber: Int32

    public init(dayNumber: Int32) { self.dayNumber = dayNumber }

    /// `nil` when the month has no such day. Years 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= CalendarDate.length(ofMonth: month, year: year)
        else { return nil }
        dayNumber = CalendarDate.number(year: year, month: month, day: day)
    }

    /// `2026-09-01`, or `01/09/2026` as French spreadsheets write it.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10 else { return nil }
        func digits(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        if bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), let y = digits(0..<4), let m = digits(5..<7), let d = digits(8..<10) {
            self.init(year: y, month: m, day: d)
        } else if bytes[2] == UInt8(ascii: "/"), bytes[5] == UInt8(ascii: "/"), let d = digits(0..<2), let m = digits(3..<5), let y = digits(6..<10) {
            self.init(year: y, month: m, day: d)
        } else {
            return nil
        }
    }

    public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.dayNumber < b.dayNumber }

    public var components: (year: Int, month: Int, day: Int) {
        // Days from civil, inverted: eras of 400 years starting on 1 March.
        let shifted = Int(dayNumber) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    public var year: Int { components.year }

    /// 1 for Monday to 7 for Sunday.
    public var weekday: Int { Int((dayNumber % 7 + 7 + 3) % 7) + 1 }

    /// The first and the last day that a date can be written with: a sum never leaves them, however long the duration.
    public static let earliest = CalendarDate(dayNumber: number(year: 1, month: 1, day: 1))
    public static let latest = CalendarDate(dayNumber: number(year: 9999, month: 12, day: 31))

    public func adding(days: Int) -> CalendarDate {
        let (sum, overflow) = Int(dayNumber).addingReportingOverflow(days)
        if overflow || sum > CalendarDate.latest.dayNumber { return days < 0 ? .earliest : .latest }
        return Swift.max(.earliest, CalendarDate(dayNumber: Int32(Swift.max(sum, Int(Int32.min)))))
    }

    /// The same day so many months later, or the last day of that month when it has no such day.
    public func adding(months: Int) -> CalendarDate {
        let (year, month, day) = components
        let (index, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        if overflow || index >= 10_000 * 12 { return months < 0 ? .earliest : .latest }
        if index < 12 { return .earliest }
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        let last = CalendarDate.length(ofMonth: newMonth, year: newYear)
        return CalendarDate(dayNumber: CalendarDate.number(year: newYear, month: newMonth, day: Swift.min(day, last)))
    }

    /// `2026-09-01`
    public var iso: String {
        let (year, month, day) = components
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
        let digits = String(year)
        return String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits + "-" + two(month) + "-" + two(day)
    }

    /// `1er septembre 2026`
    public var french: String {
        let names = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
        let (year, month, day) = components
        return "\(day == 1 ? "1er" : String(day)) \(names[month - 1]) \(year)"
    }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func number(year: Int, month: Int, day: Int) -> Int32 {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }
}

extension CalendarDate: CustomStringConvertible {
    public var description: String { iso }
}

/// A calendar duration, in whole months and days (`P3Y`, `P2M`, `P15D`, `P1W`), as delays of a règlement are written.
public struct CalendarDuration: Hashable, Sendable {
    public let months: Int
    public let days: Int

    /// Months, and days, beyond which a text is not read as a duration: more than lie between the first date and the last.
    private static let limit = 4_000_000

    public init(months: Int = 0, days: Int = 0) {
        self.months = months
        self.days = days
    }

    /// ISO 8601 without a time part. `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        guard rest.popFirst() == "P", !rest.isEmpty else { return nil }
        var (months, days) = (0, 0)
        while !rest.isEmpty {
            let digits = rest.prefix(while: { $0.isNumber })
            guard let count = Int(digits), count < 100_000, months < CalendarDuration.limit, days < CalendarDuration.limit else { return nil }
            rest = rest.dropFirst(digits.count)
            switch rest.popFirst() {
            case "Y": months += 12 * count
            case "M": months += count
            case "W": days += 7 * count
            case "D": days += count
            default: return nil
            }
        }
        self.init(months: months, days: days)
    }

    public static func + (date: CalendarDate, duration: CalendarDuration) -> CalendarDate {
        date.adding(months: duration.months).adding(days: duration.days)
    }
}

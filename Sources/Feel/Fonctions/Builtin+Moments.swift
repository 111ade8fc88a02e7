import Valeurs

extension Evaluator {
    /// The value of `@"…"`: a date, a date and time, a time or a duration by its form.
    func temporal(_ text: String) -> Value {
        if let date = TemporalReader.date(text, clock) { return .date(date) }
        if let time = TemporalReader.time(text, clock) { return .time(time) }
        if text.utf8.contains(UInt8(ascii: "T")), let moment = TemporalReader.dateTime(text, clock) { return .dateTime(moment) }
        return TemporalReader.duration(text) ?? failure(Wording.badLiteral)
    }

    /// Properties of dates, times, durations and ranges (10.3.2.12, table 65); `nil` when the value has none by that name.
    func property(_ name: String, of value: Value) -> Value? {
        switch value {
        case .date(let date): return property(name, of: date)
        case .time(let time): return property(name, of: time)
        case .dateTime(let moment):
            if name == "time offset", let zone = moment.time.zone {
                return clock.offset(zone, local: moment.localSeconds).map { .timeDuration(Int128($0) * 1_000_000_000) }
            }
            return property(name, of: moment.date) ?? property(name, of: moment.time)
        case .monthsDuration(let months):
            switch name {
            case "years": return .number(months / 12)
            case "months": return .number(months % 12)
            default: return nil
            }
        case .timeDuration(let nanoseconds):
            let seconds = nanoseconds / 1_000_000_000
            switch name {
            case "days": return .number(Int(seconds / 86_400))
            case "hours": return .number(Int(seconds / 3600 % 24))
            case "minutes": return .number(Int(seconds / 60 % 60))
            case "seconds": return Decimal34(nanoseconds % 60_000_000_000, exponent: -9).map { .number($0) }
            default: return nil
            }
        case .range(let range):
            switch name {
            case "start": return range.low
            case "end": return range.high
            case "start included": return .boolean(range.lowIncluded)
            case "end included": return .boolean(range.highIncluded)
            default: return nil
            }
        default: return nil
        }
    }

    private func property(_ name: String, of date: DateValue) -> Value? {
        switch name {
        case "year": .number(date.year)
        case "month": .number(date.month)
        case "day": .number(date.day)
        case "weekday": .number(date.weekday)
        default: nil
        }
    }

    private func property(_ name: String, of time: TimeValue) -> Value? {
        switch name {
        case "hour": .number(time.hour)
        case "minute": .number(time.minute)
        case "second": Decimal34(Int128(time.second) * 1_000_000_000 + Int128(time.nanosecond), exponent: -9).map { .number($0) }
        case "time offset": time.zone == nil ? .null : clock.offset(time).map { .timeDuration(Int128($0) * 1_000_000_000) }
        case "timezone": if case .region(let name) = time.zone { .string(name) } else { .null }
        default: nil
        }
    }
}

extension Builtin {
    /// Dates, times and durations: 10.3.4.1, 10.3.4.7 and 10.3.4.9.
    static let moments: [Builtin] = [
        Builtin(
            "date",
            [
                form("from") { a, evaluator in
                    switch a[0] {
                    case .date: a[0]
                    case .dateTime(let moment): .date(moment.date)
                    default: a.string(0).flatMap { TemporalReader.date($0, evaluator.clock) }.map { .date($0) }
                    }
                },
                form("year,month,day") { a, _ in
                    guard let year = whole(a.number(0)), let month = whole(a.number(1)), let day = whole(a.number(2)) else { return nil }
                    return DateValue(year: year, month: month, day: day).map { .date($0) }
                },
            ]),
        Builtin(
            "time",
            [
                form("from") { a, evaluator in
                    switch a[0] {
                    case .time: a[0]
                    case .dateTime(let moment): .time(moment.time)
                    case .date: .time(TimeValue(nanosecondOfDay: 0, zone: .offset(0)))
                    default: a.string(0).flatMap { TemporalReader.time($0, evaluator.clock) }.map { .time($0) }
                    }
                },
                form("hour,minute,second,offset", optional: 1) { a, _ in time(a) },
            ]),
        Builtin(
            "date and time",
            [
                form("date,time") { a, _ in
                    guard case .time(let time) = a[1] else { return nil }
                    return switch a[0] {
                    case .date(let date): .dateTime(DateTimeValue(date: date, time: time))
                    case .dateTime(let moment): .dateTime(DateTimeValue(date: moment.date, time: time))
                    default: nil
                    }
                },
                form("from") { a, evaluator in
                    switch a[0] {
                    case .dateTime: a[0]
                    case .date(let date): .dateTime(DateTimeValue(date: date, time: TimeValue(nanosecondOfDay: 0, zone: .offset(0))))
                    default: a.string(0).flatMap { TemporalReader.dateTime($0, evaluator.clock) }.map { .dateTime($0) }
                    }
                },
            ]),
        Builtin(
            "duration",
            [
                form("from") { a, _ in
                    switch a[0] {
                    case .monthsDuration, .timeDuration: a[0]
                    default: a.string(0).flatMap { TemporalReader.duration($0) }
                    }
                }
            ]),
        Builtin(
            "years and months duration",
            [
                form("from,to") { a, _ in
                    guard let from = day(a[0]), let to = day(a[1]) else { return nil }
                    return .monthsDuration(months(from: from, to: to))
                }
            ]),
        Builtin("day of year", [form("date") { a, _ in day(a[0]).map { .number($0.dayOfYear) } }]),
        Builtin("day of week", [form("date") { a, _ in day(a[0]).map { .string(days[$0.weekday - 1]) } }]),
        Builtin("month of year", [form("date") { a, _ in day(a[0]).map { .string(monthNames[$0.month - 1]) } }]),
        Builtin("week of year", [form("date") { a, _ in day(a[0]).map { .number($0.weekOfYear) } }]),
        Builtin("now", [form("") { _, evaluator in evaluator.environment.now().map { .dateTime($0) } }]),
        Builtin("today", [form("") { _, evaluator in evaluator.environment.now().map { .date($0.date) } }]),
        Builtin("is", [form("value1,value2") { a, evaluator in .boolean(identical(a[0], a[1], evaluator)) }]),
    ]

    /// The English names that the standard gives.
    private static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]

    private static func whole(_ number: Decimal34?) -> Int? { number?.rounded(scale: 0, .down)?.exactInt }

    private static func day(_ value: Value) -> DateValue? {
        switch value {
        case .date(let date): date
        case .dateTime(let moment): moment.date
        case .list(let items) where items.count == 1: day(items[0])
        default: nil
        }
    }

    private static func time(_ a: BuiltinArguments) -> Value? {
        guard let hour = whole(a.number(0)), let minute = whole(a.number(1)), let second = a.number(2), !second.isNegative,
            let nanoseconds = second.multiplied(by: Decimal34(1_000_000_000))?.rounded(scale: 0, .down)?.exactInt
        else { return nil }
        var zone: Zone?
        if !a.isMissing(3) {
            guard case .timeDuration(let offset) = a[3], abs(offset) <= 18 * 3_600_000_000_000 else { return nil }
            zone = .offset(Int(offset / 1_000_000_000))
        }
        return TimeValue(
            hour: hour, minute: minute, second: nanoseconds / 1_000_000_000, nanosecond: nanoseconds % 1_000_000_000, zone: zone
        ).map { .time($0) }
    }

    /// Whole months, towards zero.
    private static func months(from: DateValue, to: DateValue) -> Int {
        if to < from { return -months(from: to, to: from) }
        let difference = (to.year - from.year) * 12 + to.month - from.month
        return to.day < from.day ? difference - 1 : difference
    }

    /// The same element of the same semantic domain: times differ by their zones as written (10.3.4.9).
    private static func identical(_ a: Value, _ b: Value, _ evaluator: Evaluator) -> Bool {
        switch (a, b) {
        case (.list(let x), .list(let y)): x.count == y.count && zip(x, y).allSatisfy { identical($0, $1, evaluator) }
        case (.time, .time), (.dateTime, .dateTime): a == b
        case (.list, _), (_, .list): false
        default: evaluator.equals(a, b) == true
        }
    }
}

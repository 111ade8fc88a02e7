import Valeurs

extension Evaluator {
    func negated(_ value: Value) -> Value {
        switch value {
        case .null: .null
        case .number(let number): .number(-number)
        case .monthsDuration(let months): .monthsDuration(-months)
        case .timeDuration(let nanoseconds): .timeDuration(-nanoseconds)
        default: failure(Wording.notForThese("-"))
        }
    }

    /// Tables 53 to 57 of 10.3.2.13.
    func arithmetic(_ sign: Expression.Arithmetic, _ a: Value, _ b: Value) -> Value {
        guard !a.isNull, !b.isNull else { return .null }
        if case .number(let x) = a, case .number(let y) = b { return number(sign, x, y) }
        let result: Value? =
            switch sign {
            case .add: sum(a, b) ?? sum(b, a)
            case .subtract: difference(a, b)
            case .multiply: product(a, b) ?? product(b, a)
            case .divide: quotient(a, b)
            case .power: nil
            }
        return result ?? failure(Wording.notForThese(sign.rawValue))
    }

    private func number(_ sign: Expression.Arithmetic, _ x: Decimal34, _ y: Decimal34) -> Value {
        let result: Decimal34? =
            switch sign {
            case .add: x.adding(y)
            case .subtract: x.subtracting(y)
            case .multiply: x.multiplied(by: y)
            case .divide: x.divided(by: y)
            case .power: spend(50) ? x.raised(to: y) : nil
            }
        if let result { return .number(result) }
        return failure(sign == .divide && y.isZero ? Wording.divisionByZero : Wording.numberTooLarge)
    }

    private func sum(_ a: Value, _ b: Value) -> Value? {
        switch (a, b) {
        case (.string(let x), .string(let y)):
            guard spend((x.utf8.count + y.utf8.count) / 16), x.utf8.count + y.utf8.count <= environment.limits.stringLength else {
                return stop(Wording.stringTooLong(environment.limits.stringLength))
            }
            return .string(x + y)
        case (.monthsDuration(let x), .monthsDuration(let y)): return months(Int128(x) + Int128(y))
        case (.timeDuration(let x), .timeDuration(let y)): return duration(x.addingReportingOverflow(y))
        case (.date(let date), .monthsDuration(let months)): return date.adding(months: months).map { .date($0) }
        case (.date(let date), .timeDuration(let nanoseconds)):
            let sum = Int128(date.dayNumber) * nanosecondsPerDay + nanoseconds
            return DateTimeValue(localNanoseconds: sum, zone: nil).map { .date($0.date) }
        case (.dateTime(let value), .monthsDuration(let months)):
            return value.date.adding(months: months).map { .dateTime(DateTimeValue(date: $0, time: value.time)) }
        case (.dateTime(let value), .timeDuration(let nanoseconds)): return moved(value, by: nanoseconds).map { .dateTime($0) }
        case (.time(let time), .timeDuration(let nanoseconds)):
            return .time(TimeValue(nanosecondOfDay: time.nanosecondOfDay + nanoseconds % nanosecondsPerDay, zone: time.zone))
        default: return nil
        }
    }

    /// In a region the elapsed time counts, whatever its clocks do meanwhile.
    private func moved(_ value: DateTimeValue, by nanoseconds: Int128) -> DateTimeValue? {
        guard case .region(let region) = value.time.zone, let instant = clock.instant(value) else {
            return DateTimeValue(localNanoseconds: value.localNanoseconds + nanoseconds, zone: value.time.zone)
        }
        let later = instant + nanoseconds
        guard let seconds = Int(exactly: later / 1_000_000_000), let offset = clock.offset(region, at: seconds) else { return nil }
        return DateTimeValue(localNanoseconds: later + Int128(offset) * 1_000_000_000, zone: value.time.zone)
    }

    private func difference(_ a: Value, _ b: Value) -> Value? {
        switch (a, b) {
        case (.monthsDuration(let x), .monthsDuration(let y)): return months(Int128(x) - Int128(y))
        case (.timeDuration(let x), .timeDuration(let y)): return duration(x.subtractingReportingOverflow(y))
        case (.date, .monthsDuration), (.date, .timeDuration), (.dateTime, .monthsDuration), (.dateTime, .timeDuration), (.time, .timeDuration):
            return sum(a, negated(b))
        case (.date(let x), .date(let y)): return .timeDuration(Int128(x.dayNumber - y.dayNumber) * nanosecondsPerDay)
        case (.dateTime(let x), .dateTime(let y)): return elapsed(x, y)
        case (.date(let x), .dateTime(let y)): return elapsed(midnight(x), y)
        case (.dateTime(let x), .date(let y)): return elapsed(x, midnight(y))
        case (.time(let x), .time(let y)):
            guard (x.zone == nil) == (y.zone == nil) else { return nil }
            let offsets = x.zone == nil ? 0 : (clock.offset(x) ?? 0) - (clock.offset(y) ?? 0)
            return .timeDuration(x.nanosecondOfDay - y.nanosecondOfDay - Int128(offsets) * 1_000_000_000)
        default: return nil
        }
    }

    /// A date counts as midnight UTC (10.3.2.3.5).
    private func midnight(_ date: DateValue) -> DateTimeValue {
        DateTimeValue(date: date, time: TimeValue(nanosecondOfDay: 0, zone: .offset(0)))
    }

    /// `nil` for a moment with a zone and one without.
    private func elapsed(_ x: DateTimeValue, _ y: DateTimeValue) -> Value? {
        if x.time.zone == nil, y.time.zone == nil { return .timeDuration(x.localNanoseconds - y.localNanoseconds) }
        guard let first = clock.instant(x), let second = clock.instant(y) else { return nil }
        return .timeDuration(first - second)
    }

    private func product(_ a: Value, _ b: Value) -> Value? {
        guard case .number(let factor) = b else { return nil }
        switch a {
        case .monthsDuration(let months): return scaledMonths(Decimal34(months).multiplied(by: factor))
        case .timeDuration(let nanoseconds): return scaledDuration(Decimal34(nanoseconds, exponent: 0)?.multiplied(by: factor))
        default: return nil
        }
    }

    private func quotient(_ a: Value, _ b: Value) -> Value? {
        switch (a, b) {
        case (.monthsDuration(let months), .number(let divisor)): return scaledMonths(Decimal34(months).divided(by: divisor))
        case (.timeDuration(let nanoseconds), .number(let divisor)):
            return scaledDuration(Decimal34(nanoseconds, exponent: 0)?.divided(by: divisor))
        case (.monthsDuration(let x), .monthsDuration(let y)): return Decimal34(x).divided(by: Decimal34(y)).map { .number($0) }
        case (.timeDuration(let x), .timeDuration(let y)):
            guard let x = Decimal34(x, exponent: 0), let y = Decimal34(y, exponent: 0) else { return nil }
            return x.divided(by: y).map { .number($0) }
        default: return nil
        }
    }

    /// Whole months, towards zero.
    private func scaledMonths(_ value: Decimal34?) -> Value? {
        value?.rounded(scale: 0, .down)?.exactInt.flatMap { months(Int128($0)) }
    }

    private func scaledDuration(_ value: Decimal34?) -> Value? {
        guard let parts = value?.rounded(scale: 0, .down)?.parts, parts.exponent <= 30 else { return nil }
        var nanoseconds = parts.coefficient
        for _ in 0..<parts.exponent {
            let (product, overflow) = nanoseconds.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            nanoseconds = product
        }
        return duration((nanoseconds, false))
    }

    private func months(_ value: Int128) -> Value? {
        abs(value) < 1_000_000_000_000 ? .monthsDuration(Int(value)) : nil
    }

    private func duration(_ value: (partialValue: Int128, overflow: Bool)) -> Value? {
        value.overflow || value.partialValue.magnitude > 1 << 110 ? nil : .timeDuration(value.partialValue)
    }
}

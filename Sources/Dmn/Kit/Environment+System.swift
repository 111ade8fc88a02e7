import Feel
import Foundation

/// The bounds of the years 1 to 9999: beyond them the zone data says nothing new.
private let earliest = -62_135_596_800
private let latest = 253_402_300_799

extension Environment {
    /// The clock and the zone data of the system, and the external functions known here.
    public static var system: Environment {
        Environment(
            zones: { region, instant in
                guard let zone = SystemZones.zone(region) else { return nil }
                return zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(min(max(instant, earliest), latest))))
            },
            now: {
                let date = Date()
                let offset = TimeZone.current.secondsFromGMT(for: date)
                let nanoseconds = Int((date.timeIntervalSince1970 * 1_000_000).rounded()) * 1000 + offset * 1_000_000_000
                let day = Int((Double(nanoseconds) / 86_400_000_000_000).rounded(.down))
                let rest = nanoseconds - day * 86_400_000_000_000
                guard let date = DateValue(dayNumber: day),
                    let time = TimeValue(
                        hour: rest / 3_600_000_000_000, minute: rest / 60_000_000_000 % 60, second: rest / 1_000_000_000 % 60,
                        nanosecond: rest % 1_000_000_000, zone: .offset(offset))
                else { return nil }
                return DateTimeValue(date: date, time: time)
            },
            external: { JavaCatalogue.function($0) })
    }
}

/// Zones of the system, by the names of the IANA data base alone: abbreviations and `GMT+3` are not zones there.
private enum SystemZones {
    static func zone(_ name: String) -> TimeZone? {
        guard name.contains("/") || name == "UTC" || name == "GMT" else { return nil }
        return TimeZone(identifier: name)
    }
}

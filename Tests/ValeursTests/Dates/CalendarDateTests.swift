import Testing
import Valeurs

@Suite struct CalendarDateTests {
    @Test(arguments: [
        ("9999-12-30", 1, "9999-12-31"), ("9999-12-31", 1, "9999-12-31"), ("2026-09-01", Int.max, "9999-12-31"), ("0001-01-02", -1, "0001-01-01"),
        ("0001-01-01", -1, "0001-01-01"), ("2026-09-01", Int.min, "0001-01-01"), ("2026-09-01", -3_000_000_000, "0001-01-01"),
    ])
    func `a sum of days stays within the dates that can be written`(day: String, days: Int, expected: String) throws {
        #expect(try #require(CalendarDate(day)).adding(days: days).iso == expected)
    }

    @Test(arguments: [
        ("9999-11-30", 1, "9999-12-30"), ("9999-12-31", 1, "9999-12-31"), ("2026-09-01", Int.max, "9999-12-31"),
        ("2026-09-01", 5_000_000, "9999-12-31"),
        ("0001-02-28", -1, "0001-01-28"), ("0001-01-31", -1, "0001-01-01"), ("2026-09-01", Int.min, "0001-01-01"), ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", -2, "2025-11-30"),
    ])
    func `a sum of months stays within the dates that can be written`(day: String, months: Int, expected: String) throws {
        #expect(try #require(CalendarDate(day)).adding(months: months).iso == expected)
    }

    @Test(arguments: [("P3Y", 36), ("P99999Y", 1_199_988), ("P99999Y99999Y99999Y99999Y", 4_799_952)])
    func `a duration is read`(text: String, months: Int) {
        #expect(CalendarDuration(text)?.months == months)
    }

    @Test(arguments: ["P100000Y", "P99999Y99999Y99999Y99999Y99999Y", "P", "3Y", "P3", "P-1Y"])
    func `a duration longer than all the dates is none`(text: String) {
        #expect(CalendarDuration(text) == nil)
    }
}

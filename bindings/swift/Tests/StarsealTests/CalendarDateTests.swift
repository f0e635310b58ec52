import Foundation
import Testing

@testable import Starseal

@Suite("days")
struct CalendarDateTests {
    let tokyo: TimeZone
    let utc: TimeZone

    init() throws {
        tokyo = try #require(TimeZone(identifier: "Asia/Tokyo"))
        utc = try #require(TimeZone(secondsFromGMT: 0))
    }

    @Test func everyDay() throws {
        let first = try #require(CalendarDate(year: 1583, month: 1, day: 1))
        let last = try #require(CalendarDate(year: 9999, month: 12, day: 31))
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var days = first.days
        for year in 1583...9999 {
            let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
            for month in 1...12 {
                let length = lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
                for day in [1, length] {
                    let date = try #require(CalendarDate(year: year, month: month, day: day))
                    #expect((date.year, date.month, date.day) == (year, month, day))
                    #expect(date.days == days + day - 1)
                }
                #expect(CalendarDate(year: year, month: month, day: length + 1) == nil)
                days += length
            }
        }
        #expect(last.days == days - 1)
        #expect(CalendarDate("1970-01-01")?.days == 0)
        #expect(CalendarDate(crossed: 20_544).description == "2026-04-01")
    }

    @Test func texts() throws {
        for text in ["2026-04-01", "2028-02-29", "1583-01-01", "9999-12-31"] {
            #expect(CalendarDate(text)?.description == text)
        }
        let none = [
            "", "2026-4-1", "2026-04-01 ", " 2026-04-01", "+026-04-01", "2026-02-30", "2027-02-29", "2026-13-01", "2026-00-10",
            "2026-01-00", "1582-12-31", "0000-01-01", "20260401", "2026/04/01", "-2026-04-01", "２０２６-０４-０１", "2026-04-0１",
            "2026-04-01T00:00:00Z", "99999-01-01", "2026-04--1",
        ]
        for text in none {
            #expect(CalendarDate(text) == nil, "\(text)")
        }
        #expect(CalendarDate(year: .max, month: .min, day: 0) == nil)
    }

    @Test func order() throws {
        let (early, late) = (try #require(CalendarDate("2026-12-31")), try #require(CalendarDate("2027-01-01")))
        #expect(early < late && late > early && early != late)
        #expect(early.days(until: late) == 1 && late.days(until: early) == -1 && early.days(until: early) == 0)
        #expect(Set([early, late, early]).count == 2)
    }

    @Test func inJSON() throws {
        let day = try #require(CalendarDate("2028-03-31"))
        let written = try JSONEncoder().encode(["last": day])
        #expect(String(decoding: written, as: UTF8.self) == #"{"last":"2028-03-31"}"#)
        #expect(try JSONDecoder().decode([String: CalendarDate].self, from: written) == ["last": day])
        for wrong in [#"["2028-3-31"]"#, "[20544]", "[null]"] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode([CalendarDate].self, from: Data(wrong.utf8)) }
        }
    }

    @Test func instants() throws {
        // 2026-03-31T15:00:00Z is midnight in Tokyo.
        let midnight = Date(timeIntervalSince1970: 1_774_969_200)
        #expect(CalendarDate(midnight, in: tokyo).description == "2026-04-01")
        #expect(CalendarDate(midnight - 0.001, in: tokyo).description == "2026-03-31")
        #expect(CalendarDate(midnight, in: utc).description == "2026-03-31")
        #expect(try #require(CalendarDate("2026-04-01")).start(in: tokyo) == midnight)
        for zone in [tokyo, utc] {
            for text in ["1583-01-01", "1899-12-31", "1970-01-01", "2026-04-01", "2149-06-06", "9999-12-31"] {
                let day = try #require(CalendarDate(text))
                let start = day.start(in: zone)
                #expect(CalendarDate(start, in: zone) == day && CalendarDate(start - 1, in: zone) != day || text == "1583-01-01")
            }
        }
    }

    @Test func clocksThatArePutForwardAtMidnight() throws {
        // In Santiago, 2026-09-06 began at 01:00.
        let santiago = try #require(TimeZone(identifier: "America/Santiago"))
        let day = try #require(CalendarDate("2026-09-06"))
        let start = day.start(in: santiago)
        #expect(start == Date(timeIntervalSince1970: 1_788_667_200))
        #expect(CalendarDate(start, in: santiago) == day)
        #expect(CalendarDate(start - 1, in: santiago).description == "2026-09-05")
    }

    @Test func components() throws {
        let components = try #require(CalendarDate("2028-02-29")).dateComponents
        #expect(components.year == 2028 && components.month == 2 && components.day == 29)
        #expect(components.isValidDate && components.timeZone == nil)
    }

    @Test func instantsBeyondAllDays() {
        for seconds in [-.infinity, -1e300, -1e15] {
            #expect(CalendarDate(Date(timeIntervalSince1970: seconds), in: utc).description == "1583-01-01")
        }
        for seconds in [Double.infinity, 1e300, 1e15] {
            #expect(CalendarDate(Date(timeIntervalSince1970: seconds), in: utc).description == "9999-12-31")
        }
    }
}

public import Foundation

/// A day of the Gregorian calendar, from 1583-01-01 to 9999-12-31, without a time and without a time zone.
///
/// The days of a label are in the time zone of its scheme, so the last day of a sticker does not depend on where the
/// phone is. A `Date` is an instant. A conversion between the two needs an explicit time zone:
///
/// ```swift
/// let day = CalendarDate("2028-03-31")!
/// let instant = day.start(in: TimeZone(identifier: "Asia/Tokyo")!)
/// ```
public struct CalendarDate: Sendable, Hashable {
    /// The number of days since 1970-01-01, as in the library and in labels.
    let days: Int

    /// Before 1583, Foundation's Gregorian calendar is the Julian one.
    private static let range = civilDays(1583, 1, 1)...civilDays(9999, 12, 31)
    private static let secondsOfDay = 86_400.0

    /// Makes a day from its parts; nil if there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1583...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        self.init(clamping: Self.civilDays(year, month, day))
        guard (self.year, self.month, self.day) == (year, month, day) else { return nil }
    }

    /// Parses `YYYY-MM-DD`; nil for any other text.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2] else { return nil }
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains
        guard parts.allSatisfy({ $0.allSatisfy(isDigit) }) else { return nil }
        let numbers = parts.map { $0.reduce(0) { 10 * $0 + Int($1 - UInt8(ascii: "0")) } }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// Makes the day of an instant in a time zone. Instants out of range become the first or the last day.
    public init(_ instant: Date, in timeZone: TimeZone) {
        let local = instant.timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: instant))
        let day = (local / Self.secondsOfDay).rounded(.down)
        self.init(clamping: Int(exactly: day) ?? (day < 0 ? .min : .max))
    }

    /// Converts a day of the library.
    init(crossed days: Int32) {
        self.init(clamping: Int(days))
    }

    private init(clamping days: Int) {
        self.days = min(max(days, Self.range.lowerBound), Self.range.upperBound)
    }

    /// The day in the form that the library takes.
    var crossing: Int32 { Int32(days) }

    /// The year, 1583 to 9999.
    public var year: Int { civil.year }
    /// The month, 1 to 12.
    public var month: Int { civil.month }
    /// The day of the month, 1 to 31.
    public var day: Int { civil.day }

    /// Returns the number of days from this day to another; it is negative if the other day is earlier.
    public func days(until other: CalendarDate) -> Int {
        other.days - days
    }

    /// Year, month and day of the Gregorian calendar, without a time zone.
    public var dateComponents: DateComponents {
        let (year, month, day) = civil
        return DateComponents(calendar: Calendar(identifier: .gregorian), year: year, month: month, day: day)
    }

    /// Returns the first instant of the day in a time zone. This is midnight, or later if clocks are put forward at
    /// midnight.
    public func start(in timeZone: TimeZone) -> Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let (year, month, day) = civil
        // Every day has a noon; the calendar knows when the day of that noon starts.
        let noon = calendar.date(from: DateComponents(year: year, month: month, day: day, hour: 12))
        let utcNoon = Date(timeIntervalSince1970: (Double(days) + 0.5) * Self.secondsOfDay)
        return calendar.startOfDay(for: noon ?? utcNoon)
    }

    /// Returns the number of days since 1970-01-01. The formula takes March as the first month of a year.
    private static func civilDays(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let (year, month) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468
    }

    /// The year, month and day, by the inverse of that formula. 400 years have 146,097 days.
    private var civil: (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        return (400 * era + yearOfEra + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9, day)
    }
}

extension CalendarDate: Comparable {
    /// Returns whether a day is before another.
    public static func < (earlier: CalendarDate, later: CalendarDate) -> Bool {
        earlier.days < later.days
    }
}

extension CalendarDate: LosslessStringConvertible {
    /// The day as `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = civil
        let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return "\(year)-\(two(month))-\(two(day))"
    }
}

extension CalendarDate: Codable {
    /// Reads a `YYYY-MM-DD` string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CalendarDate(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day in the form YYYY-MM-DD")
        }
        self = date
    }

    /// Writes a `YYYY-MM-DD` string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

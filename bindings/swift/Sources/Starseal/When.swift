public import Foundation
internal import StarsealGenerated

/// The time for which a label is checked.
///
/// ```swift
/// let verdict = try verifier.check(carrier, at: .on(CalendarDate("2026-12-24")!))
/// ```
public enum When: Sendable, Hashable {
    /// The present, according to the caller's clock. If the clock is behind the lists held, their date is used instead,
    /// and the verdict has the note `clock-behind`. A time before 1970 is taken as 1970.
    case now(Date)
    /// A calendar day in the scheme's own time zone, such as the day of supply. It is 2010-01-01 to 2149-06-06, which
    /// is the range that a label can claim. The verdict is based on the history in the status list held. If the history
    /// does not reach back to the day, the verdict is `status-unknown`.
    case on(CalendarDate)
}

extension When {
    /// The time in the form that the library takes.
    var raw: StarsealGenerated.When {
        switch self {
        case .now(let instant): .now(instant: instant.seconds)
        case .on(let day): .on(day: day.crossing)
        }
    }
}

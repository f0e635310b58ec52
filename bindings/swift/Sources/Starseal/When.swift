public import Foundation
internal import StarsealGenerated

/// The time for which a label is judged.
///
/// ```swift
/// let verdict = try verifier.check(carrier, at: .on(CalendarDate("2026-12-24")!))
/// ```
public enum When: Sendable, Hashable {
    /// The present, by this clock. A clock that is behind the lists held is raised to their date, and the verdict says so; a clock
    /// before 1970 is taken as 1970.
    case now(Date)
    /// A calendar day in the scheme's own time zone, such as the day of supply: 2010-01-01 to 2149-06-06, the days that a label can
    /// claim. The verdict comes from the history in the status list held; where that does not reach back to the day, it is
    /// `status-unknown`.
    case on(CalendarDate)
}

extension When {
    /// The time as the library takes it.
    var raw: StarsealGenerated.When {
        switch self {
        case .now(let instant): .now(instant: instant.seconds)
        case .on(let day): .on(day: day.crossing)
        }
    }
}

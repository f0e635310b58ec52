internal import StarsealGenerated

/// The relying party's requirements on labels, in addition to the scheme's, and on the age of the lists used.
///
/// ```swift
/// var policy = Policy()
/// policy.minimumLevel = 2
/// policy.minimumDaysLeft = 30
/// try verifier.setPolicy(policy)
/// ```
public struct Policy: Sendable, Hashable {
    /// The minimum level of all labels, 1 to 255; nil to accept any. It is a level of the authority whose anchor came
    /// first.
    public var minimumLevel: UInt8?
    /// The minimum level of a category, by the category's number. It takes precedence over ``minimumLevel``. A label
    /// without a category must meet the highest of these levels.
    public var minimumLevelOfCategory: [UInt16: UInt8]
    /// The accepted criteria, as dictionaries cite them; empty to accept any.
    public var acceptedCriteria: [String]
    /// The minimum number of days from the day asked about to the label's last day; on the last day itself this number
    /// is 0.
    public var minimumDaysLeft: UInt32
    /// Who must state that the product meets its level; nil to accept either.
    public var assessment: Assessment?
    /// Whether a label in deferral stands; its extension is in process.
    public var acceptDeferral: Bool
    /// The age limits of trust lists.
    public var trustList: Freshness
    /// The age limits of status lists.
    public var statusList: Freshness
    /// Whether a label stands only if the clock is plausible: not more than two days behind the newest list.
    public var requirePlausibleClock: Bool
}

/// The age limits of one kind of list, in days since it was issued.
public struct Freshness: Sendable, Hashable {
    /// The age after which a list is ageing; the verdict then has a note.
    public var ageingAfterDays: UInt32
    /// The age after which a list is stale.
    public var staleAfterDays: UInt32
    /// Whether a label stands if the list that its verdict is based on is stale.
    public var acceptStale: Bool

    /// Makes age limits. ``Policy/init()`` has the default age limits.
    public init(ageingAfterDays: UInt32, staleAfterDays: UInt32, acceptStale: Bool) {
        self.ageingAfterDays = ageingAfterDays
        self.staleAfterDays = staleAfterDays
        self.acceptStale = acceptStale
    }
}

extension Policy {
    /// Makes the policy of a new verifier: no requirements on labels, and the default age limits.
    public init() {
        self.init(defaultPolicy())
    }

    init(_ raw: StarsealGenerated.Policy) {
        self.init(
            minimumLevel: raw.minimumLevel,
            minimumLevelOfCategory: raw.minimumLevelOfCategory,
            acceptedCriteria: raw.acceptedCriteria,
            minimumDaysLeft: raw.minimumDaysLeft,
            assessment: raw.assessment.map(Assessment.init),
            acceptDeferral: raw.acceptDeferral,
            trustList: Freshness(raw.trustList),
            statusList: Freshness(raw.statusList),
            requirePlausibleClock: raw.requirePlausibleClock
        )
    }

    var raw: StarsealGenerated.Policy {
        StarsealGenerated.Policy(
            minimumLevel: minimumLevel,
            minimumLevelOfCategory: minimumLevelOfCategory,
            acceptedCriteria: acceptedCriteria,
            minimumDaysLeft: minimumDaysLeft,
            assessment: assessment?.raw,
            acceptDeferral: acceptDeferral,
            trustList: trustList.raw,
            statusList: statusList.raw,
            requirePlausibleClock: requirePlausibleClock
        )
    }
}

extension Freshness {
    init(_ raw: StarsealGenerated.Freshness) {
        self.init(ageingAfterDays: raw.ageingAfterDays, staleAfterDays: raw.staleAfterDays, acceptStale: raw.acceptStale)
    }

    var raw: StarsealGenerated.Freshness {
        StarsealGenerated.Freshness(
            ageingAfterDays: ageingAfterDays, staleAfterDays: staleAfterDays, acceptStale: acceptStale)
    }
}

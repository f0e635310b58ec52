internal import StarsealGenerated

/// What a label must be to stand, beyond what the scheme says; and how old the data may be that says so.
///
/// ```swift
/// var policy = Policy()
/// policy.minimumLevel = 2
/// policy.minimumDaysLeft = 30
/// try verifier.setPolicy(policy)
/// ```
public struct Policy: Sendable, Hashable {
    /// The least level of all labels, 1 to 255; none where any will do. A level of the authority whose anchor came first.
    public var minimumLevel: UInt8?
    /// The least level of a category, which goes before that of all labels. A label without a category is held to the highest.
    public var minimumLevelOfCategory: [UInt16: UInt8]
    /// The criteria accepted, as dictionaries cite them; empty where any will do.
    public var acceptedCriteria: [String]
    /// Days from the day asked about to the label's last, on which there are 0 left.
    public var minimumDaysLeft: UInt32
    /// Who must say that the product meets its level; none where it does not matter.
    public var assessment: Assessment?
    /// Whether a label whose extension is in process stands.
    public var acceptDeferral: Bool
    /// How old trust lists may be.
    public var trustList: Freshness
    /// How old status lists may be.
    public var statusList: Freshness
}

/// How old one kind of list may be, in days since it was issued.
public struct Freshness: Sendable, Hashable {
    /// Older lists are ageing: the verdict says so.
    public var ageingAfterDays: UInt32
    /// Older lists are stale.
    public var staleAfterDays: UInt32
    /// Whether a label stands that rests on a stale list.
    public var acceptStale: Bool

    /// A freshness of one's own. ``Policy/init()`` has the usual ones.
    public init(ageingAfterDays: UInt32, staleAfterDays: UInt32, acceptStale: Bool) {
        self.ageingAfterDays = ageingAfterDays
        self.staleAfterDays = staleAfterDays
        self.acceptStale = acceptStale
    }
}

extension Policy {
    /// What a verifier asks that was not told otherwise: nothing of labels, and the usual freshness.
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
            statusList: Freshness(raw.statusList)
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
            statusList: statusList.raw
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

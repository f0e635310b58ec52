internal import StarsealGenerated

/// A finding of a check.
public struct Finding: Sendable, Hashable {
    /// The stable code.
    public let code: Code
    /// The values that disagree, in English, for developers and logs.
    public let detail: String
}

/// One of the checks of a label, and its result.
public struct CheckOutcome: Sendable, Hashable {
    /// The check's name in kebab case, such as `signature`.
    public let check: String
    /// The result.
    public let result: CheckResult
    /// The codes of its findings.
    public let codes: [Code]
}

/// The result of a check.
public enum CheckResult: String, CaseIterable, Codable, Sendable {
    /// Nothing was found.
    case passed
    /// There is a finding to report, which does not affect the outcome.
    case noted
    /// A finding is against the label.
    case failed
    /// An earlier check decided the outcome.
    case notReached = "not-reached"
}

/// A rule of the policy that a label does not meet.
public struct BrokenRule: Sendable, Hashable {
    /// `minimum-level`, `criteria`, `days-left` or `assessment`.
    public let rule: String
    /// What the policy requires.
    public let required: String
    /// What the label has; `none` if it has nothing of the kind.
    public let found: String
}

/// A level of another authority that a label counts as.
public struct Recognized: Sendable, Hashable {
    /// The ID of the authority that recognises the label, 64 hexadecimal digits.
    public let authorityID: String
    /// Its name.
    public let authorityNames: Names
    /// Its level.
    public let level: UInt8
    /// Its name of the level.
    public let levelNames: Names
    /// The first issue date that counts.
    public let since: CalendarDate
    /// The last issue date that counts; nil if there is no end.
    public let until: CalendarDate?
}

extension Finding {
    init(_ raw: FindingContent) {
        self.init(code: Code(crossed: raw.code), detail: raw.detail)
    }
}

extension CheckOutcome {
    init(_ raw: CheckContent) {
        self.init(check: raw.check, result: CheckResult(raw.result), codes: raw.codes.map(Code.init(crossed:)))
    }
}

extension CheckResult {
    init(_ raw: StarsealGenerated.CheckResult) {
        switch raw {
        case .passed: self = .passed
        case .noted: self = .noted
        case .failed: self = .failed
        case .notReached: self = .notReached
        }
    }
}

extension BrokenRule {
    init(_ raw: StarsealGenerated.BrokenRule) {
        self.init(rule: raw.rule, required: raw.required, found: raw.found)
    }
}

extension Recognized {
    init(_ raw: RecognizedContent) {
        self.init(
            authorityID: raw.authorityId,
            authorityNames: Names(raw.authorityNames),
            level: raw.level,
            levelNames: Names(raw.levelNames),
            since: CalendarDate(crossed: raw.since),
            until: raw.until.map(CalendarDate.init(crossed:))
        )
    }
}

public import Foundation
internal import StarsealGenerated

/// What a check found out: whether a label is authentic, whether it counts, and why. Only a ``Verifier`` makes one.
///
/// ```swift
/// switch verdict.outcome {
/// case .stands(let label, let lastDay): show(label, until: lastDay)
/// case .doesNotStand(let label, _, let code): show(label, because: code)
/// case .refused(let code): refuse(code)
/// }
/// ```
///
/// A verdict is a value: it keeps nothing of the verifier's, and does not change when that learns something.
public struct Verdict: Sendable, Hashable {
    /// The stable code that decided.
    public let code: Code
    /// Whether the label counts on the day asked about.
    public let stands: Bool
    /// Whether an issuer in the trust list made this label, whether it counts today or not.
    public let isAuthentic: Bool
    /// The label, if it is authentic.
    public let label: AuthenticLabel?
    /// The last day that counts: as printed, or as extended since. Every authentic label has one, and no other.
    public let lastDay: CalendarDate?
    /// The codes of everything found beside the deciding code, each once, in the order of the checks.
    public let reasons: [Code]
    /// Everything found, in the order of the checks, the deciding one among them.
    public let findings: [Finding]
    /// Every check in order, with what came of it.
    public let checks: [CheckOutcome]
    /// The rules of the policy that the label breaks, in order.
    public let brokenRules: [BrokenRule]
    /// What the label counts as under other authorities.
    public let recognised: [Recognised]
    /// The label's web address, to be offered for opening: only an authentic label's, behind its issuer's own prefix.
    public let url: URL?
    /// The key ID that the seal names, 8 hexadecimal digits: before the signature is verified, a hint.
    public let keyID: String?
    /// The day for which the label was judged, in its scheme's time zone.
    public let checkedFor: CalendarDate?
    /// The moment to which ages are counted: the time given, raised to the clock floor, or the start of the day asked about.
    public let moment: Date?
    /// When the trust list used was issued: how old the verifier's knowledge of keys is.
    public let trustIssuedAt: Date?
    /// When the status list used was issued: how old the verifier's knowledge of this label is.
    public let statusIssuedAt: Date?
    /// The symbol to show where a colour alone would not do.
    public let mark: Mark
    /// The colour beside it.
    public let colour: Colour
    /// The verdict in English.
    public let en: Words
    /// The verdict in Japanese.
    public let ja: Words
}

/// What a verdict comes to, with a label wherever there is one.
public enum Outcome: Sendable, Hashable {
    /// The label is authentic and counts, until this day and on it.
    case stands(label: AuthenticLabel, lastDay: CalendarDate)
    /// The label is authentic and does not count; the code says why.
    case doesNotStand(label: AuthenticLabel, lastDay: CalendarDate, code: Code)
    /// There is no authentic label, or none at all; the code says why.
    case refused(code: Code)
}

extension Verdict {
    /// What it comes to, for code that has to deal with every case.
    public var outcome: Outcome {
        guard let label, let lastDay else { return .refused(code: code) }
        return stands ? .stands(label: label, lastDay: lastDay) : .doesNotStand(label: label, lastDay: lastDay, code: code)
    }

    /// What the label is, whether it counts, and whether it is self-declared or third-party assessed.
    public func sentence(in language: Language = .current) -> String {
        words(in: language).sentence
    }

    /// A sentence for each of ``reasons``, in their order.
    public func reasonSentences(in language: Language = .current) -> [String] {
        words(in: language).reasons
    }

    private func words(in language: Language) -> Words {
        switch language {
        case .en: en
        case .ja: ja
        }
    }
}

extension Verdict {
    init(_ raw: VerdictContent) {
        self.init(
            code: Code(crossed: raw.code),
            stands: raw.stands,
            isAuthentic: raw.isAuthentic,
            label: raw.label.map(AuthenticLabel.init),
            lastDay: raw.lastDay.map(CalendarDate.init(crossed:)),
            reasons: raw.reasons.map(Code.init(crossed:)),
            findings: raw.findings.map(Finding.init),
            checks: raw.checks.map(CheckOutcome.init),
            brokenRules: raw.brokenRules.map(BrokenRule.init),
            recognised: raw.recognised.map(Recognised.init),
            url: raw.url.flatMap(URL.init(string:)),
            keyID: raw.keyId,
            checkedFor: raw.checkedFor.map(CalendarDate.init(crossed:)),
            moment: raw.moment.map(Date.init(seconds:)),
            trustIssuedAt: raw.trustIssuedAt.map(Date.init(seconds:)),
            statusIssuedAt: raw.statusIssuedAt.map(Date.init(seconds:)),
            mark: known(Mark(rawValue: raw.mark), "the mark \(raw.mark)"),
            colour: known(Colour(rawValue: raw.colour), "the colour \(raw.colour)"),
            en: Words(raw.en),
            ja: Words(raw.ja)
        )
    }
}

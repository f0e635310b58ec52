public import Foundation
internal import StarsealGenerated

/// The result of a check: whether a label is authentic, whether it counts, and why. Only a ``Verifier`` makes one.
///
/// ```swift
/// switch verdict.outcome {
/// case .stands(let label, let lastDay): show(label, until: lastDay)
/// case .doesNotStand(let label, _, let code): show(label, because: code)
/// case .refused(let code): refuse(code)
/// }
/// ```
///
/// A verdict is a value: it does not refer to the verifier, and does not change when the verifier is updated.
public struct Verdict: Sendable, Hashable {
    /// The stable code that decided the outcome.
    public let code: Code
    /// Whether the label counts on the day asked about.
    public let stands: Bool
    /// Whether an issuer in the trust list made this label, regardless of whether it counts today.
    public let isAuthentic: Bool
    /// The label; nil if it is not authentic.
    public let label: AuthenticLabel?
    /// The last day on which the label counts, as printed or as extended since; nil if the label is not authentic.
    public let lastDay: CalendarDate?
    /// The codes of all findings but the deciding one, each once, in the order of the checks.
    public let reasons: [Code]
    /// All findings in the order of the checks, including the deciding one.
    public let findings: [Finding]
    /// Every check in order, with its result.
    public let checks: [CheckOutcome]
    /// The rules of the policy that the label does not meet, in order.
    public let brokenRules: [BrokenRule]
    /// The levels of other authorities that the label counts as.
    public let recognized: [Recognized]
    /// The label's web address, which the app may offer to open; nil unless the label is authentic and the address has
    /// a prefix of its issuer.
    public let url: URL?
    /// The key ID that the seal names, 8 hexadecimal digits. It is only a hint if the signature was not verified.
    public let keyID: String?
    /// The day for which the label was checked, in its scheme's time zone.
    public let checkedFor: CalendarDate?
    /// The instant from which ages are counted: the time given, raised to the clock floor, or the start of the day
    /// asked about.
    public let moment: Date?
    /// When the trust list used was issued: the data about keys is of that time.
    public let trustIssuedAt: Date?
    /// When the status list used was issued: the data about this label is of that time.
    public let statusIssuedAt: Date?
    /// The symbol to show together with the color, because not everyone can tell colors apart.
    public let mark: Mark
    /// The color of the mark.
    public let color: MarkColor
    /// The verdict in English.
    public let en: Words
    /// The verdict in Japanese.
    public let ja: Words
    /// The record `starseal-verdict/1` in JSON, on one line. The bytes are the same in every language.
    public let json: String
}

/// The result of a verdict as one of three cases, with the label if it is authentic.
public enum Outcome: Sendable, Hashable {
    /// The label is authentic and counts on the day asked about. Its last day is included.
    case stands(label: AuthenticLabel, lastDay: CalendarDate)
    /// The label is authentic, but does not count on the day asked about; the code says why.
    case doesNotStand(label: AuthenticLabel, lastDay: CalendarDate, code: Code)
    /// There is no authentic label; the code says why.
    case refused(code: Code)
}

extension Verdict {
    /// The result as one of three cases, for code that must handle each of them.
    public var outcome: Outcome {
        guard let label, let lastDay else { return .refused(code: code) }
        return stands ? .stands(label: label, lastDay: lastDay) : .doesNotStand(label: label, lastDay: lastDay, code: code)
    }

    /// Returns a sentence that states what the label is, whether it counts, and whether it is self-declared or
    /// third-party assessed.
    public func sentence(in language: Language = .current) -> String {
        words(in: language).sentence
    }

    /// Returns a sentence for each of ``reasons``, in their order.
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
            recognized: raw.recognized.map(Recognized.init),
            url: raw.url.flatMap(URL.init(string:)),
            keyID: raw.keyId,
            checkedFor: raw.checkedFor.map(CalendarDate.init(crossed:)),
            moment: raw.moment.map(Date.init(seconds:)),
            trustIssuedAt: raw.trustIssuedAt.map(Date.init(seconds:)),
            statusIssuedAt: raw.statusIssuedAt.map(Date.init(seconds:)),
            mark: Mark(raw.mark),
            color: MarkColor(raw.color),
            en: Words(raw.en),
            ja: Words(raw.ja),
            json: raw.record
        )
    }
}

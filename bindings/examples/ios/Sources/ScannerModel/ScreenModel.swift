import Foundation
import Starseal

/// What the screen is about: what it says, and the button that it has.
public struct Kind: Sendable, Hashable {
    let message: ScreenWord
    public var action: ScreenWord?
    public static let starting = Kind(message: .starting), looking = Kind(message: .looking)
    public static let permissionNeeded = Kind(message: .permissionNeeded, action: .allow)
    public static let permissionRefused = Kind(message: .permissionRefused, action: .settings)
    public static let cameraFailed = Kind(message: .cameraFailed, action: .retry)
    static let oneCard = Kind(message: .oneLabel, action: .next), cards = Kind(message: .labels, action: .next)
}

/// All that is shown at one moment. The age is that of the data held; `spoken` is all of it for a screen reader.
public struct Screen: Sendable, Hashable {
    public let kind: Kind, language: Language, message: String, notice: String?
    public let cards: [Card], age: String?, spoken: String
    public var showsCamera: Bool { kind == .looking || !cards.isEmpty }
}

/// Decides what is shown, and when data is fetched. It has no clock, no views and no I/O.
public struct ScreenModel: Sendable {
    public var language: Language
    /// What the camera allows: any kind without cards.
    public var camera = Kind.starting
    /// What is to be told about the data, until the user closes it.
    public var notice: Code?
    /// Judges what is shown, and knows how old the data is.
    public var verifier: Verifier?
    private var seen: [(carrier: String, verdict: Verdict, at: Date)] = []
    private var hint: (Hint, at: Date)?
    private var nextRefresh = Date.distantPast
    public init(language: Language) { self.language = language }
    /// A frame was read. Cards stay until another label is seen, and for a second where one of several was missed; a hint for two.
    public mutating func see(_ frame: ImageVerdicts, at now: Date) {
        if shown(at: now) == nil { hint = frame.unread.compactMap(\.hint).first.map { ($0, now) } }
        guard !frame.labels.isEmpty else { return }
        seen.removeAll { !(0...1).contains(now.timeIntervalSince($0.at)) }
        for label in frame.labels { see(label.carrier, label.verdict, at: now) }
    }
    private mutating func see(_ carrier: String, _ verdict: Verdict, at now: Date) {
        let place = seen.firstIndex { $0.carrier == carrier }
        if let place { seen[place] = (carrier, verdict, now) } else { seen.append((carrier, verdict, now)) }
    }
    private func shown(at now: Date) -> Hint? { hint.flatMap { (0...2).contains(now.timeIntervalSince($0.at)) ? $0.0 : nil } }
    /// Judges again what is shown: time went by, or newer data came.
    public mutating func judge(at now: Date) {
        for place in seen.indices {
            if let verdict = try? verifier?.check(seen[place].carrier, at: .now(now)) { seen[place].verdict = verdict }
        }
    }
    /// A button was pressed. Those that change nothing on the screen are the shell's.
    public mutating func press(_ word: ScreenWord) {
        switch word {
        case .next: seen = []
        case .close: notice = nil
        case .otherLanguage: language = language == .en ? .ja : .en
        default: break
        }
    }
    /// What is to be shown: cards, the most serious first, unless something is the matter with the camera.
    public func screen(at now: Date) -> Screen {
        let verdicts = camera == .looking ? seen.map(\.verdict) : []
        let ranks: [Mark] = [.cross, .clock, .query, .check]
        let cards = ranks.flatMap { mark in verdicts.filter { $0.mark == mark } }.map { Card($0, in: language) }
        let kind = cards.isEmpty ? camera : cards.count == 1 ? .oneCard : .cards
        let advice = kind == .looking ? shown(at: now)?.sentence(in: language) : nil
        let message = advice ?? kind.message.text(in: language, filling: ["n": String(cards.count)])
        let told = notice?.sentence(in: language)
        let age = (try? verifier?.authorities)?.first.flatMap { held in
            let status = held.issuers.compactMap(\.statusIssuedAt).min()
            return ageOfData(status: status, trust: held.trustIssuedAt, at: max(now, held.clockFloor), in: language)
        }
        let spoken = sentences(([message, told] + cards.map(\.spoken) + [age]).compactMap { $0 }, in: language)
        return Screen(
            kind: kind, language: language, message: message, notice: told, cards: cards, age: age, spoken: spoken)
    }
    /// Whether newer data should be fetched: a day after the last, an hour after a failure, or where the clock went back.
    public func isRefreshDue(at now: Date) -> Bool { nextRefresh <= now || nextRefresh > now + 86_400 }
    /// Until it succeeds, a fetch counts as failed. That is no alarm: the age of the data is shown.
    public mutating func refreshBegun(at now: Date) { nextRefresh = now + 3_600 }
    public mutating func refreshed(at now: Date) { nextRefresh = now + 86_400 }
    private struct Saved: Codable { var language: Language, notice: Code?, labels: [String] }
    /// What to keep while the app is away. Labels are kept, verdicts are not: `restore` has them judged again.
    public var saved: String {
        let saved = try? JSONEncoder().encode(Saved(language: language, notice: notice, labels: seen.prefix(16).map(\.carrier)))
        return saved.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    /// Shows again what was saved. What this app did not save changes nothing.
    public mutating func restore(_ saved: String, at now: Date) {
        guard let saved = try? JSONDecoder().decode(Saved.self, from: Data(saved.utf8)) else { return }
        (language, notice) = (saved.language, saved.notice ?? notice)
        for carrier in saved.labels.prefix(16) {
            if let verdict = try? verifier?.check(carrier, at: .now(now)) { see(carrier, verdict, at: now) }
        }
    }
}

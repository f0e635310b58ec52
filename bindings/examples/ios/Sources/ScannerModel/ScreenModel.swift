import Foundation
import Starseal

/// The kinds of screen, each with its message and its button.
public struct Kind: Sendable, Hashable {
    let message: ScreenWord
    public var action: ScreenWord?
    public static let starting = Kind(message: .starting), looking = Kind(message: .looking)
    public static let permissionNeeded = Kind(message: .permissionNeeded, action: .allow)
    public static let permissionRefused = Kind(message: .permissionRefused, action: .settings)
    public static let cameraFailed = Kind(message: .cameraFailed, action: .retry)
    static let oneCard = Kind(message: .oneLabel, action: .next), cards = Kind(message: .labels, action: .next)
}

/// The content of the screen at one moment. `age` is the age of the data held; `spoken` is the whole text for a screen reader.
public struct Screen: Sendable, Hashable {
    public let kind: Kind, language: Language, message: String, notice: String?
    public let cards: [Card], age: String?, spoken: String
    public var showsCamera: Bool { kind == .looking || !cards.isEmpty }
}

/// Decides what is shown, and when data is fetched. It has no clock, no views and no I/O.
public struct ScreenModel: Sendable {
    public var language: Language
    /// The state of the camera: any kind without cards.
    public var camera = Kind.starting
    /// The message about the data, which is shown until the user closes it.
    public var notice: Code?
    /// Checks the labels on the screen, and knows the age of the data.
    public var verifier: Verifier?
    private var seen: [(carrier: String, verdict: Verdict, at: Date)] = []
    private var hint: (Hint, at: Date)?
    private var nextRefresh = Date.distantPast
    public init(language: Language) { self.language = language }
    /// Takes a frame. Cards stay until another label is seen, or 1 second if one of several is missed. A hint stays 2 seconds.
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
    /// Checks the labels on the screen again, because time has passed or newer data has arrived.
    public mutating func judge(at now: Date) {
        for place in seen.indices {
            if let verdict = try? verifier?.check(seen[place].carrier, at: .now(now)) { seen[place].verdict = verdict }
        }
    }
    /// Handles a button. The app handles the buttons that do not change the screen.
    public mutating func press(_ word: ScreenWord) {
        switch word {
        case .next: seen = []
        case .close: notice = nil
        case .otherLanguage: language = language == .en ? .ja : .en
        default: break
        }
    }
    /// Returns what to show: cards, the most serious first, unless the camera has a problem.
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
            return ageOfData(status: status, trust: held.trustIssuedAt, at: now < held.clockFloor ? nil : now, in: language)
        }
        let spoken = sentences(([message, told] + cards.map(\.spoken) + [age]).compactMap { $0 }, in: language)
        return Screen(
            kind: kind, language: language, message: message, notice: told, cards: cards, age: age, spoken: spoken)
    }
    /// Returns whether to fetch newer data: a day after the last fetch, an hour after a failure, or if the clock was set back.
    public func isRefreshDue(at now: Date) -> Bool { nextRefresh <= now || nextRefresh > now + 86_400 }
    /// A fetch counts as failed until it succeeds. There is no error message, because the screen shows the age of the data.
    public mutating func refreshBegun(at now: Date) { nextRefresh = now + 3_600 }
    public mutating func refreshed(at now: Date) { nextRefresh = now + 86_400 }
    private struct Saved: Codable { var language: Language, notice: Code?, labels: [String] }
    /// What to save while the app is away. Verdicts are not saved: `restore` checks the saved labels again.
    public var saved: String {
        let saved = try? JSONEncoder().encode(Saved(language: language, notice: notice, labels: seen.prefix(16).map(\.carrier)))
        return saved.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    /// Shows again what was saved. Other content changes nothing.
    public mutating func restore(_ saved: String, at now: Date) {
        guard let saved = try? JSONDecoder().decode(Saved.self, from: Data(saved.utf8)) else { return }
        (language, notice) = (saved.language, saved.notice ?? notice)
        for carrier in saved.labels.prefix(16) {
            if let verdict = try? verifier?.check(carrier, at: .now(now)) { see(carrier, verdict, at: now) }
        }
    }
}

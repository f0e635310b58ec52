import Foundation
import Starseal

/// What the screen is about: what it says, and the button that it has.
public struct Kind: Sendable, Hashable {
    let message: ScreenWord
    public let action: ScreenWord?

    public static let starting = Kind(message: .starting, action: nil)
    public static let permissionNeeded = Kind(message: .permissionNeeded, action: .allow)
    public static let permissionRefused = Kind(message: .permissionRefused, action: .settings)
    public static let cameraFailed = Kind(message: .cameraFailed, action: .retry)
    public static let looking = Kind(message: .looking, action: nil)
    static let oneCard = Kind(message: .oneLabel, action: nil)
    static let cards = Kind(message: .labels, action: nil)
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
    /// Why stored data was not taken. It is told until the next label is seen.
    public var notice: Code?
    /// Whose data is held.
    public var authority: Authority?
    private var seen: [(carrier: String, verdict: Verdict, at: Date)] = []
    private var nextRefresh = Date.distantPast

    public init(language: Language) { self.language = language }

    /// A frame was read. Labels that it misses stay for a while, so that cards do not flicker.
    public mutating func see(_ frame: ImageVerdicts, at now: Date) {
        let stay = frame.labels.isEmpty ? 0...5.0 : 0...1.0
        seen.removeAll { !stay.contains(now.timeIntervalSince($0.at)) }
        for label in frame.labels { see(label.carrier, label.verdict, at: now) }
        if !frame.labels.isEmpty { notice = nil }
    }

    private mutating func see(_ carrier: String, _ verdict: Verdict, at now: Date) {
        let place = seen.firstIndex { $0.carrier == carrier }
        if let place { seen[place] = (carrier, verdict, now) } else { seen.append((carrier, verdict, now)) }
    }

    /// What is to be shown: cards, the most serious first, unless something is the matter with the camera.
    public func screen(at now: Date) -> Screen {
        let verdicts = camera == .looking ? seen.map(\.verdict) : []
        let ranks: [Mark] = [.cross, .clock, .query, .check]
        let cards = ranks.flatMap { mark in verdicts.filter { $0.mark == mark } }.map { Card($0, in: language) }
        let kind = cards.isEmpty ? camera : cards.count == 1 ? .oneCard : .cards
        let message = kind.message.text(in: language, filling: ["n": String(cards.count)])
        let told = notice?.sentence(in: language)
        let age = authority.flatMap { held in
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
    public mutating func restore(_ saved: String, at now: Date, check: (String) -> Verdict) {
        guard let saved = try? JSONDecoder().decode(Saved.self, from: Data(saved.utf8)) else { return }
        (language, notice) = (saved.language, saved.notice ?? notice)
        for carrier in saved.labels.prefix(16) { see(carrier, check(carrier), at: now) }
    }
}

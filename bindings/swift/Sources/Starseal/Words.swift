import Foundation
internal import StarsealGenerated

/// A language of sentences.
public enum Language: String, CaseIterable, Codable, Sendable {
    /// English.
    case en
    /// Japanese.
    case ja

    /// The one that the user prefers, as the system says; English where the user prefers neither.
    public static var current: Language {
        preferred(of: Locale.preferredLanguages)
    }

    /// The first of some tags (BCP 47) that there are sentences for; English where there is none.
    static func preferred(of tags: [String]) -> Language {
        let languages = tags.lazy.compactMap { tag in
            Language(rawValue: tag.prefix { $0 != "-" && $0 != "_" }.lowercased())
        }
        return languages.first ?? .en
    }
}

/// A name in both languages.
public struct Names: Sendable, Hashable {
    /// In English.
    public let en: String
    /// In Japanese.
    public let ja: String

    /// In a language.
    public func `in`(_ language: Language) -> String {
        switch language {
        case .en: en
        case .ja: ja
        }
    }
}

/// A verdict in the sentences of one language.
public struct Words: Sendable, Hashable {
    /// States what the label is, whether it counts, and whether it is self-declared or third-party assessed.
    public let sentence: String
    /// A sentence for each of the reasons, in their order.
    public let reasons: [String]
}

/// The symbol to show where a color alone would not do: not everyone can tell red from green.
public enum Mark: String, CaseIterable, Codable, Sendable {
    /// The label stands.
    case check
    /// Authentic, and does not count on the day asked about.
    case clock
    /// Not known, or of a later version. Never shown as forged.
    case query
    /// Refused.
    case cross
}

/// The color beside a mark. It is not called `Color`, like SwiftUI's.
public enum MarkColor: String, CaseIterable, Codable, Sendable {
    /// Beside ``Mark/check``.
    case green
    /// Beside ``Mark/clock``.
    case amber
    /// Beside ``Mark/query``.
    case gray
    /// Beside ``Mark/cross``.
    case red
}

extension Names {
    init(_ raw: StarsealGenerated.Names) {
        self.init(en: raw.en, ja: raw.ja)
    }
}

extension Words {
    init(_ raw: StarsealGenerated.Words) {
        self.init(sentence: raw.sentence, reasons: raw.reasons)
    }
}

extension Mark {
    init(_ raw: StarsealGenerated.Mark) {
        switch raw {
        case .check: self = .check
        case .clock: self = .clock
        case .query: self = .query
        case .cross: self = .cross
        }
    }
}

extension MarkColor {
    init(_ raw: StarsealGenerated.MarkColor) {
        switch raw {
        case .green: self = .green
        case .amber: self = .amber
        case .gray: self = .gray
        case .red: self = .red
        }
    }
}

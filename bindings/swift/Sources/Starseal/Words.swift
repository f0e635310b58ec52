import Foundation
internal import StarsealGenerated

/// The languages that verdicts and codes are put into.
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

/// What something is called.
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

/// A verdict in sentences of one language.
public struct Words: Sendable, Hashable {
    /// What the label is, whether it counts, and whether it is self-declared or third-party assessed.
    public let sentence: String
    /// A sentence for each reason beside the verdict, in their order.
    public let reasons: [String]
}

/// The symbol to show where a colour alone would not do: not everybody tells red from green.
public enum Mark: String, CaseIterable, Codable, Sendable {
    /// It stands.
    case check
    /// Authentic, and does not count on the day asked about.
    case clock
    /// Nobody can say: not known, or of a later version. Never to be shown as forged.
    case query
    /// Refused.
    case cross
}

/// The colour beside a mark.
public enum Colour: String, CaseIterable, Codable, Sendable {
    /// Beside ``Mark/check``.
    case green
    /// Beside ``Mark/clock``.
    case amber
    /// Beside ``Mark/query``.
    case grey
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

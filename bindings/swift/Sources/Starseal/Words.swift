import Foundation
internal import StarsealGenerated

/// A language of the sentences.
public enum Language: String, CaseIterable, Codable, Sendable {
    /// English.
    case en
    /// Japanese.
    case ja

    /// The language that the user prefers, according to the system; English if the user prefers neither.
    public static var current: Language {
        preferred(of: Locale.preferredLanguages)
    }

    /// Returns the language of the first tag (BCP 47) for which there are sentences; English if there is none.
    static func preferred(of tags: [String]) -> Language {
        let languages = tags.lazy.compactMap { tag in
            Language(rawValue: tag.prefix { $0 != "-" && $0 != "_" }.lowercased())
        }
        return languages.first ?? .en
    }
}

/// A name in both languages.
public struct Names: Sendable, Hashable {
    /// The name in English.
    public let en: String
    /// The name in Japanese.
    public let ja: String

    /// Returns the name in a language.
    public func `in`(_ language: Language) -> String {
        switch language {
        case .en: en
        case .ja: ja
        }
    }
}

/// The sentences of a verdict in one language.
public struct Words: Sendable, Hashable {
    /// States what the label is, whether it counts, and whether it is self-declared or third-party assessed.
    public let sentence: String
    /// A sentence for each of the reasons, in their order.
    public let reasons: [String]
}

/// The symbol to show together with a color, because not everyone can tell colors apart.
public enum Mark: String, CaseIterable, Codable, Sendable {
    /// The label stands.
    case check
    /// The label is authentic, but does not count on the day asked about.
    case clock
    /// The input is unknown or has a later version. It must not be shown as forged.
    case query
    /// The input is refused.
    case cross
}

/// The color of a mark. It is not named `Color`, because SwiftUI has a type of that name.
public enum MarkColor: String, CaseIterable, Codable, Sendable {
    /// The color of ``Mark/check``.
    case green
    /// The color of ``Mark/clock``.
    case amber
    /// The color of ``Mark/query``.
    case gray
    /// The color of ``Mark/cross``.
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

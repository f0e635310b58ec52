internal import StarsealGenerated

/// All labels of an image.
public struct ImageVerdicts: Sendable, Hashable {
    /// `no-label` if there is no label; otherwise nil.
    public let code: Code?
    /// The labels in reading order: rows from top to bottom, each from left to right.
    public let labels: [Sighting]
    /// The number of symbols whose text is not a sealed label.
    public let otherSymbols: Int
    /// The symbols that were seen but could not be read, in reading order.
    public let unread: [UnreadSymbol]
    /// The symbols that were read but have no text, in reading order. They are not among the other symbols.
    public let textless: [TextlessSymbol]
}

/// A label found in an image, with its verdict.
public struct Sighting: Sendable, Hashable {
    /// The verdict on the label.
    public let verdict: Verdict
    /// The text of its symbol.
    public let carrier: String
    /// The corners of the symbol: top left, top right, bottom right, bottom left.
    public let corners: [Corner]
}

/// A symbol that was seen in an image but could not be read.
public struct UnreadSymbol: Sendable, Hashable {
    /// The approximate corners, in the same order as for a label; they may be outside the image.
    public let corners: [Corner]
    /// Why it could not be read; nil if the cause is not clear.
    public let hint: Hint?
}

/// A symbol that was read but has no text, so that it is not a label.
public struct TextlessSymbol: Sendable, Hashable {
    /// The corners, in the same order as for a label.
    public let corners: [Corner]
    /// Why it has no text.
    public let reason: NoText
    /// The ECI number of the character set that is not known; otherwise nil.
    public let eci: Int?
    /// The number of this symbol in a text that is spread over several, from 1; otherwise nil.
    public let part: Int?
    /// The number of symbols over which the text is spread; otherwise nil.
    public let parts: Int?
    /// The reason in an English sentence.
    public let en: String
    /// The reason in a Japanese sentence.
    public let ja: String
}

/// Why a symbol that was read has no text.
public enum NoText: String, CaseIterable, Codable, Sendable {
    /// It declares a character set by an ECI number that is not known.
    case unknownEci = "unknown-eci"
    /// Its bytes are not a text in the character set that it declares, or in a known one if it declares none.
    case notText = "not-text"
    /// The text is spread over several symbols.
    case partOfText = "part-of-text"
}

/// Why a symbol could not be read.
public enum Hint: String, CaseIterable, Codable, Sendable {
    /// A part of it is outside the image.
    case cutOff = "cut-off"
    /// Its modules are smaller than two pixels.
    case tooSmall = "too-small"
    /// The camera's angle to it is too flat.
    case tooTilted = "too-tilted"
    /// Too little light falls on it.
    case lowLight = "low-light"
    /// A reflection covers a part of it.
    case glare
    /// It is out of focus or moving.
    case blurred
    /// A finder pattern of it is crossed, rubbed off or covered.
    case damaged
    /// The image has more symbols than one scan reads.
    case tooMany = "too-many"

    /// Returns the sentence that tells the user what to do.
    public func sentence(in language: Language) -> String {
        known(sentenceOfHint(hint: raw, language: language.rawValue), "a sentence for the hint \(rawValue)")
    }
}

/// A position in an image, in pixels from its top left corner.
public struct Corner: Sendable, Hashable {
    /// The distance to the right.
    public let x: Double
    /// The distance downwards.
    public let y: Double
}

extension ImageVerdicts {
    init(_ raw: StarsealGenerated.ImageVerdicts) throws {
        self.init(
            code: raw.code.map(Code.init(crossed:)),
            labels: try raw.labels.map(Sighting.init),
            otherSymbols: Int(raw.otherSymbols),
            unread: raw.unread.map { UnreadSymbol(corners: $0.corners.map(Corner.init), hint: $0.hint.map(Hint.init)) },
            textless: raw.textless.map(TextlessSymbol.init)
        )
    }
}

extension TextlessSymbol {
    init(_ raw: StarsealGenerated.TextlessSymbol) {
        self.init(
            corners: raw.corners.map(Corner.init),
            reason: NoText(raw.reason),
            eci: raw.eci.map(Int.init),
            part: raw.part.map(Int.init),
            parts: raw.parts.map(Int.init),
            en: raw.en,
            ja: raw.ja
        )
    }
}

extension NoText {
    init(_ raw: StarsealGenerated.NoText) {
        switch raw {
        case .unknownEci: self = .unknownEci
        case .notText: self = .notText
        case .partOfText: self = .partOfText
        }
    }
}

extension Sighting {
    init(_ raw: StarsealGenerated.Sighting) throws {
        self.init(
            verdict: Verdict(try raw.verdict.content()),
            carrier: raw.carrier,
            corners: raw.corners.map(Corner.init)
        )
    }
}

extension Corner {
    init(_ raw: StarsealGenerated.Corner) {
        self.init(x: raw.x, y: raw.y)
    }
}

extension Hint {
    init(_ raw: StarsealGenerated.Hint) {
        switch raw {
        case .cutOff: self = .cutOff
        case .tooSmall: self = .tooSmall
        case .tooTilted: self = .tooTilted
        case .lowLight: self = .lowLight
        case .glare: self = .glare
        case .blurred: self = .blurred
        case .damaged: self = .damaged
        case .tooMany: self = .tooMany
        }
    }

    var raw: StarsealGenerated.Hint {
        switch self {
        case .cutOff: .cutOff
        case .tooSmall: .tooSmall
        case .tooTilted: .tooTilted
        case .lowLight: .lowLight
        case .glare: .glare
        case .blurred: .blurred
        case .damaged: .damaged
        case .tooMany: .tooMany
        }
    }
}

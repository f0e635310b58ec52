internal import StarsealGenerated

/// All labels of an image.
public struct ImageVerdicts: Sendable, Hashable {
    /// `no-label` where there is none.
    public let code: Code?
    /// The labels in reading order: rows from top to bottom, each from left to right.
    public let labels: [Sighting]
    /// Symbols whose text is no sealed label.
    public let otherSymbols: Int
    /// Symbols seen without being read, in reading order.
    public let unread: [UnreadSymbol]
}

/// A label found in an image, judged.
public struct Sighting: Sendable, Hashable {
    /// What the label is.
    public let verdict: Verdict
    /// The text of its symbol.
    public let carrier: String
    /// Its corners: top left, top right, bottom right, bottom left of the symbol.
    public let corners: [Corner]
}

/// A symbol seen in an image without being read.
public struct UnreadSymbol: Sendable, Hashable {
    /// About where its corners are, as a label's; they may lie outside the image.
    public let corners: [Corner]
    /// What keeps it from being read; nil where no cause stands out.
    public let hint: Hint?
}

/// What keeps a symbol from being read.
public enum Hint: String, CaseIterable, Codable, Sendable {
    /// A part of it lies outside the image.
    case cutOff = "cut-off"
    /// Its modules are smaller than two pixels.
    case tooSmall = "too-small"
    /// It is seen from too far aside.
    case tooTilted = "too-tilted"
    /// Hardly any light falls on it.
    case lowLight = "low-light"
    /// A reflection covers a part of it.
    case glare
    /// It is out of focus or moves.
    case blurred

    /// What somebody with a camera can do about it, in a sentence.
    public func sentence(in language: Language) -> String {
        known(sentenceOfHint(hint: raw, language: language.rawValue), "what to do where a symbol is \(rawValue)")
    }
}

/// A place in an image, in pixels from its top left corner.
public struct Corner: Sendable, Hashable {
    /// To the right.
    public let x: Double
    /// Downwards.
    public let y: Double
}

extension ImageVerdicts {
    init(_ raw: StarsealGenerated.ImageVerdicts) throws {
        self.init(
            code: raw.code.map(Code.init(crossed:)),
            labels: try raw.labels.map(Sighting.init),
            otherSymbols: Int(raw.otherSymbols),
            unread: raw.unread.map { UnreadSymbol(corners: $0.corners.map(Corner.init), hint: $0.hint.map(Hint.init)) }
        )
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
        }
    }
}

internal import StarsealGenerated

/// All labels of an image.
public struct ImageVerdicts: Sendable, Hashable {
    /// `no-label` where there is none.
    public let code: Code?
    /// The labels, from top to bottom.
    public let labels: [Sighting]
    /// Symbols whose text is no sealed label.
    public let otherSymbols: Int
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
            otherSymbols: Int(raw.otherSymbols)
        )
    }
}

extension Sighting {
    init(_ raw: StarsealGenerated.Sighting) throws {
        self.init(
            verdict: Verdict(try raw.verdict.content()),
            carrier: raw.carrier,
            corners: raw.corners.map { Corner(x: $0.x, y: $0.y) }
        )
    }
}

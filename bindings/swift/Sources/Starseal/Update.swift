internal import StarsealGenerated

/// What became of a list that was given by itself.
public enum Update: String, CaseIterable, Codable, Sendable {
    /// It is new, and held from now on.
    case taken
    /// It is the one held already.
    case known
}

/// What became of one list of a bundle or a stored state. One that is refused does not keep out the next.
public enum ListOutcome: Sendable, Hashable {
    /// It is new, and held from now on.
    case taken
    /// It is the one held already.
    case known
    /// It was refused. One older than what is held is among those: nothing goes back. The detail says the values that disagree,
    /// in English.
    case refused(code: Code, detail: String)
}

extension Update {
    init(_ raw: StarsealGenerated.Update) {
        switch raw {
        case .taken: self = .taken
        case .known: self = .known
        }
    }
}

extension ListOutcome {
    init(_ raw: StarsealGenerated.ListOutcome) {
        switch raw {
        case .taken: self = .taken
        case .known: self = .known
        case .refused(let code, let detail): self = .refused(code: Code(crossed: code), detail: detail)
        }
    }
}

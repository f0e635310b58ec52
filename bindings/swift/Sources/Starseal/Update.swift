internal import StarsealGenerated

/// The outcome for a list that was given by itself.
public enum Update: String, CaseIterable, Codable, Sendable {
    /// The list is new, and held from now on.
    case taken
    /// The list is the one held already.
    case known
}

/// The outcome for one list of a bundle or a stored state. A refused list does not keep out the next one.
public enum ListOutcome: Sendable, Hashable {
    /// The list is new, and held from now on.
    case taken
    /// The list is the one held already.
    case known
    /// The list was refused, for instance because it is older than the one held. With the code `equivocation`, someone signed two
    /// different lists of one version: report it to the user. The detail states the values that disagree, in English.
    case refused(code: Code, detail: String)
}

/// A verifier that continues from a stored state, with the outcome for each list of the state.
public struct Restored: Sendable {
    /// The verifier.
    public let verifier: Verifier
    /// The outcome for each list of the state, trust lists first. One that is refused with the code `equivocation` must be reported
    /// to the user.
    public let lists: [ListOutcome]
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

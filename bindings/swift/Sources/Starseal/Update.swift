internal import StarsealGenerated

/// The outcome for a list that was given alone.
public enum Update: String, CaseIterable, Codable, Sendable {
    /// The list is new and is now held.
    case taken
    /// The list is already held.
    case known
}

/// The outcome for one list of a bundle or a stored state. The lists after a refused one are still processed.
public enum ListOutcome: Sendable, Hashable {
    /// The list is new and is now held.
    case taken
    /// The list is already held.
    case known
    /// The list was refused, for instance because it is older than the one held. The code `equivocation` means that two
    /// different lists with the same version were signed: report it to the user. The detail states the values that
    /// disagree, in English.
    case refused(code: Code, detail: String)
}

/// A verifier that continues from a stored state, with the outcome for each list of the state.
public struct Restored: Sendable {
    /// The verifier.
    public let verifier: Verifier
    /// The outcome for each list of the state, trust lists first. Report a list that is refused with the code
    /// `equivocation` to the user.
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

public import Foundation
internal import StarsealGenerated

/// The error that a call throws when it refuses a list, a bundle, a stored state, an image or a value. The case says
/// which of these was given.
///
/// Its `localizedDescription` is ``detail``, for developers and logs. Show users ``sentence(in:)``, which is also its
/// `failureReason` in the user's language.
public enum StarsealError: Error, Sendable, Hashable {
    /// A trust list: one of the `trust-list-…` codes, or `equivocation`.
    case trustList(code: Code, detail: String)
    /// A status list: one of the `status-list-…` codes, or `equivocation`. An object of a status list: one of the
    /// `status-object-…` codes, `in-force-invalid` or `past-contradicts`.
    case statusList(code: Code, detail: String)
    /// A bundle: one of the `bundle-…` codes.
    case bundle(code: Code, detail: String)
    /// Stored state: `state-damaged` or `state-unsupported`.
    case state(code: Code, detail: String)
    /// An image: `bad-image`.
    case image(code: Code, detail: String)
    /// A value, such as a day that no label can claim: `bad-value`.
    case value(code: Code, detail: String)
}

extension StarsealError {
    /// The stable code.
    public var code: Code { parts.code }

    /// The values that disagree, in English.
    public var detail: String { parts.detail }

    /// Returns a sentence for users.
    public func sentence(in language: Language = .current) -> String {
        code.sentence(in: language)
    }

    private var parts: (code: Code, detail: String) {
        switch self {
        case .trustList(let code, let detail), .statusList(let code, let detail), .bundle(let code, let detail),
            .state(let code, let detail), .image(let code, let detail), .value(let code, let detail):
            (code, detail)
        }
    }
}

extension StarsealError: LocalizedError {
    /// The ``detail``.
    public var errorDescription: String? { detail }

    /// The ``sentence(in:)`` in the user's language.
    public var failureReason: String? { sentence() }
}

extension StarsealError {
    init(_ raw: StarsealGenerated.StarsealError) {
        switch raw {
        case .TrustList(let code, let detail): self = .trustList(code: Code(crossed: code), detail: detail)
        case .StatusList(let code, let detail): self = .statusList(code: Code(crossed: code), detail: detail)
        case .Bundle(let code, let detail): self = .bundle(code: Code(crossed: code), detail: detail)
        case .State(let code, let detail): self = .state(code: Code(crossed: code), detail: detail)
        case .Image(let code, let detail): self = .image(code: Code(crossed: code), detail: detail)
        case .Value(let code, let detail): self = .value(code: Code(crossed: code), detail: detail)
        }
    }
}

public import Foundation
internal import StarsealGenerated

/// Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.
///
/// A list older than the one held is refused. To keep the lists across a restart, use ``exportState()`` and
/// ``restored(anchor:state:)``.
///
/// Any number of threads may check and update at the same time. A check uses the lists held when it starts. An update
/// changes a copy, so checks never wait for it.
///
/// `at` is the time for which a label is checked, and `now` is the time at which a list is received. The default of
/// both is the present.
///
/// Errors are of type ``StarsealError``. Any other error is a fault in the library, that is, a panic in Rust. For this
/// reason, calls that cannot refuse anything, such as ``exportState()``, also throw.
public final class Verifier: Sendable {
    let raw: StarsealGenerated.Verifier

    /// Makes a verifier that trusts this list, or the newest of a chain of trust lists. The list is the anchor: the app
    /// that ships it decides which authority is trusted.
    ///
    /// - Throws: ``StarsealError/trustList(code:detail:)`` if a list is damaged, or may not follow the one before it.
    public init(anchor: Data) throws {
        raw = try throwing { try StarsealGenerated.Verifier(anchor: anchor.crossing) }
    }

    /// Makes a verifier that trusts this list, and restores a state that ``exportState()`` returned.
    ///
    /// For several authorities, call ``init(anchor:)``, then ``addAuthority(_:)`` for each further one, then
    /// ``restore(_:)``.
    ///
    /// - Returns: The verifier, and the outcome for each list of the state.
    /// - Throws: ``StarsealError/trustList(code:detail:)`` as for ``init(anchor:)``.
    ///   ``StarsealError/state(code:detail:)`` if the state is incomplete or altered, or has an unsupported version; in
    ///   that case, start from the anchor alone and inform the user.
    public static func restored(anchor: Data, state: Data) throws -> Restored {
        let verifier = try Verifier(anchor: anchor)
        return Restored(verifier: verifier, lists: try verifier.restore(state))
    }
}

// MARK: - Checking

extension Verifier {
    /// Checks a carrier. Every text has a verdict: a refused label is a verdict, not an error.
    ///
    /// - Parameters:
    ///   - text: The text of the label's symbol.
    ///   - at: The time for which the label is checked; by default the present.
    /// - Throws: ``StarsealError/value(code:detail:)`` for a day that no label can claim: before 2010-01-01 or after
    ///   2149-06-06.
    public func check(_ text: String, at: When = .now(Date())) throws -> Verdict {
        Verdict(try throwing { try raw.checkContent(text: text.crossing, at: at.raw) })
    }

    /// Checks many carriers for one time, one after the other. Each check uses the lists held when it starts. To use
    /// several cores, divide the texts among tasks.
    ///
    /// - Returns: The verdicts, in the order of the texts.
    /// - Throws: The same errors as ``check(_:at:)``.
    public func checkMany(_ texts: some Sequence<String>, at: When = .now(Date())) throws -> [Verdict] {
        try texts.map { try check($0, at: at) }
    }

    /// Checks a carrier that a keyboard typed: that of a keyboard-wedge scanner, or of a person. What another
    /// keyboard layout, caps lock or a Japanese input method did to the text is undone, where that is exact. Do not use
    /// it for text from a camera.
    ///
    /// - Throws: The same errors as ``check(_:at:)``.
    public func checkTyped(_ text: String, at: When = .now(Date())) throws -> Verdict {
        Verdict(try throwing { try raw.checkTyped(text: text.crossing, at: at.raw).content() })
    }
}

// MARK: - Updating

extension Verifier {
    /// Adds another authority by its trust list, or by the newest of a chain of trust lists. The list is an anchor too.
    ///
    /// - Throws: ``StarsealError/trustList(code:detail:)`` as for ``init(anchor:)``, and with `trust-list-conflict` if
    ///   the authority is trusted already, or if a key or a prefix belongs to another authority. On an error, nothing
    ///   changes.
    public func addAuthority(_ anchor: Data) throws {
        try throwing { try raw.addAuthority(anchor: anchor.crossing) }
    }

    /// Updates an authority's trust list to the next one, or through a chain of them.
    ///
    /// - Throws: ``StarsealError/trustList(code:detail:)`` for the first list that is refused. The lists before it are
    ///   kept.
    @discardableResult
    public func updateTrust(_ lists: Data, now: Date = Date()) throws -> Update {
        Update(try throwing { try raw.updateTrust(lists: lists.crossing, now: now.seconds) })
    }

    /// Updates an issuer's status list.
    ///
    /// - Throws: ``StarsealError/statusList(code:detail:)`` if the list is refused. On an error, nothing changes.
    @discardableResult
    public func updateStatus(_ statusList: Data, now: Date = Date()) throws -> Update {
        Update(try throwing { try raw.updateStatus(statusList: statusList.crossing, now: now.seconds) })
    }

    /// Takes an object of a status list: its in-force object, its past object, its witness directory, or a witness
    /// range. The list comes before its objects, and the directory before its ranges. A bundle brings them together.
    ///
    /// - Throws: ``StarsealError/statusList(code:detail:)`` if the object is refused. On an error, nothing changes.
    @discardableResult
    public func updateObject(_ statusObject: Data) throws -> Update {
        Update(try throwing { try raw.updateObject(statusObject: statusObject.crossing) })
    }

    /// Applies the lists and objects of a bundle, each as if it had been received alone. Those after a refused one are
    /// still applied.
    ///
    /// - Returns: The outcome for each list and object: trust lists first, then status lists, then their objects.
    /// - Throws: ``StarsealError/bundle(code:detail:)`` if the container cannot be read. On an error, nothing changes.
    @discardableResult
    public func apply(_ bundle: Data, now: Date = Date()) throws -> [ListOutcome] {
        try throwing { try raw.apply(bundle: bundle.crossing, now: now.seconds) }.map(ListOutcome.init)
    }

    /// Exports the lists that the verifier holds, to be stored for the next start.
    ///
    /// Write them with `.atomic`, so that a crash leaves the old state or the new one. Store the file where no other
    /// user can write. If an older state is put back, the verifier loses all later updates, as if the state had been
    /// deleted.
    ///
    /// - Throws: Only an error for a fault in the library, never a ``StarsealError``.
    public func exportState() throws -> Data {
        try throwing { try raw.exportState() }
    }

    /// Restores a state that ``exportState()`` returned. Every signature is verified again, from this verifier's own
    /// anchors, so a state brings nothing that an update could not bring.
    ///
    /// - Returns: The outcome for each list, trust lists first. Report a list that is refused with the code
    ///   `equivocation` to the user.
    /// - Throws: ``StarsealError/state(code:detail:)`` if the state is incomplete or altered, or has an unsupported
    ///   version. On an error, nothing changes: the verifier holds its anchors alone, and the app should tell the user.
    public func restore(_ state: Data) throws -> [ListOutcome] {
        try throwing { try raw.restore(state: state.crossing) }.map(ListOutcome.init)
    }
}

// MARK: - Policy and authorities

extension Verifier {
    /// The policy that checks apply.
    ///
    /// - Throws: Only an error for a fault in the library, never a ``StarsealError``.
    public var policy: Policy {
        get throws { Policy(try throwing { try raw.policy() }) }
    }

    /// Sets the policy that later checks apply.
    ///
    /// - Throws: ``StarsealError/value(code:detail:)`` for a level of 0 or a criteria text that no dictionary can cite.
    ///   On an error, nothing changes.
    public func setPolicy(_ policy: Policy) throws {
        try throwing { try raw.setPolicy(policy: policy.raw) }
    }

    /// The authorities, with the dates of their lists and the addresses of the next ones, in the order of the anchors.
    ///
    /// - Throws: Only an error for a fault in the library, never a ``StarsealError``.
    public var authorities: [Authority] {
        get throws { try throwing { try raw.authorities() }.map(Authority.init) }
    }

    /// The version of the library, such as `0.1.0`.
    public static var libraryVersion: String {
        StarsealGenerated.libraryVersion()
    }

    /// The version of the wire format that the library reads.
    public static var formatVersion: UInt32 {
        StarsealGenerated.formatVersion()
    }
}

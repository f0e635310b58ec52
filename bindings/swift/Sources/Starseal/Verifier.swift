public import Foundation
internal import StarsealGenerated

/// Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.
///
/// A list older than the one held is refused. What the verifier learned survives a restart by ``exportState()`` and
/// ``restored(anchor:state:)``.
///
/// Any number of threads may check and update at once. A check uses the lists held when it starts; an update changes a copy, so
/// that checks never wait for it.
///
/// `at` is the time for which a label is judged, and `now` the time at which a list is received; both are the present by default.
///
/// Errors are of type ``StarsealError``. Any other error is a fault in the library itself, a panic of Rust's. This is why calls
/// throw in which nothing can be refused, such as ``exportState()``.
public final class Verifier: Sendable {
    let raw: StarsealGenerated.Verifier

    /// Makes a verifier that trusts this list, or the newest of a chain of trust lists. The list is the anchor: the app that ships
    /// it decides whom to trust.
    ///
    /// - Throws: ``StarsealError/trustList(code:detail:)``, if a list is damaged, or may not follow the one before it.
    public init(anchor: Data) throws {
        raw = try throwing { try StarsealGenerated.Verifier(anchor: anchor.crossing) }
    }

    /// Makes a verifier that trusts this list, and restores a state that ``exportState()`` returned.
    ///
    /// Several authorities are restored step by step: ``init(anchor:)``, ``addAuthority(_:)`` for each other one, ``restore(_:)``.
    ///
    /// - Returns: The verifier, and the outcome for each list of the state.
    /// - Throws: ``StarsealError/trustList(code:detail:)`` as for ``init(anchor:)``; ``StarsealError/state(code:detail:)``, if the
    ///   state is incomplete or altered, or of another version. Then start from the anchor alone, and tell the user.
    public static func restored(anchor: Data, state: Data) throws -> Restored {
        let verifier = try Verifier(anchor: anchor)
        return Restored(verifier: verifier, lists: try verifier.restore(state))
    }
}

// MARK: - Checking

extension Verifier {
    /// Judges a carrier. Every text has a verdict: nothing is thrown because a label is bad.
    ///
    /// - Parameters:
    ///   - text: The text of the label's symbol.
    ///   - at: The time for which the label is judged; by default the present.
    /// - Throws: ``StarsealError/value(code:detail:)``, for a day that no label can claim: before 2010-01-01 or after 2149-06-06.
    public func check(_ text: String, at: When = .now(Date())) throws -> Verdict {
        Verdict(try throwing { try raw.checkContent(text: text.crossing, at: at.raw) })
    }

    /// Judges many carriers for one time, one after the other. Each is judged by the lists held when its turn comes. To use several
    /// cores, share the texts out among tasks.
    ///
    /// - Returns: The verdicts, in the order of the texts.
    /// - Throws: As ``check(_:at:)`` does.
    public func checkMany(_ texts: some Sequence<String>, at: When = .now(Date())) throws -> [Verdict] {
        try texts.map { try check($0, at: at) }
    }

    /// Undoes what a keyboard-wedge scanner on a host with another keyboard layout does to a carrier. Only for text that a
    /// wedge typed: camera input is never repaired.
    ///
    /// - Throws: No ``StarsealError``; only a fault in the library itself.
    public static func undoWedge(_ typed: String) throws -> String {
        // What cannot cross is longer than any carrier: there is nothing to undo.
        typed.utf8.count > mostBytes ? typed : try throwing { try StarsealGenerated.undoWedge(typed: typed) }
    }
}

// MARK: - Updating

extension Verifier {
    /// Adds another authority by its trust list, or by the newest of a chain of trust lists. The list is an anchor too.
    ///
    /// - Throws: ``StarsealError/trustList(code:detail:)``: as for ``init(anchor:)``, and `trust-list-conflict` if the authority is
    ///   trusted already, or if a key or a prefix belongs to another one. Then nothing has changed.
    public func addAuthority(_ anchor: Data) throws {
        try throwing { try raw.addAuthority(anchor: anchor.crossing) }
    }

    /// Updates an authority's trust list by the next one, or by a chain of them.
    ///
    /// - Throws: ``StarsealError/trustList(code:detail:)``, for the first list that is refused. The lists before it
    ///   are held.
    @discardableResult
    public func updateTrust(_ lists: Data, now: Date = Date()) throws -> Update {
        Update(try throwing { try raw.updateTrust(lists: lists.crossing, now: now.seconds) })
    }

    /// Updates an issuer's status list.
    ///
    /// - Throws: ``StarsealError/statusList(code:detail:)``. Then nothing has changed.
    @discardableResult
    public func updateStatus(_ statusList: Data, now: Date = Date()) throws -> Update {
        Update(try throwing { try raw.updateStatus(statusList: statusList.crossing, now: now.seconds) })
    }

    /// Updates the lists by those of a bundle, each as if it had come by itself. A refused list does not keep out the next one.
    ///
    /// - Returns: The outcome for each list, trust lists first.
    /// - Throws: ``StarsealError/bundle(code:detail:)``, if the container cannot be read. Then nothing has changed.
    @discardableResult
    public func apply(_ bundle: Data, now: Date = Date()) throws -> [ListOutcome] {
        try throwing { try raw.apply(bundle: bundle.crossing, now: now.seconds) }.map(ListOutcome.init)
    }

    /// Exports what the verifier has learned, to be stored for the next start.
    ///
    /// Write it with `.atomic`, so that a crash leaves the old state or the new one. Store it where no other user can write: an older
    /// state that is put back makes the verifier forget what came since, exactly as if the state had been deleted.
    ///
    /// - Throws: No ``StarsealError``; only a fault in the library itself.
    public func exportState() throws -> Data {
        try throwing { try raw.exportState() }
    }

    /// Restores a state that ``exportState()`` returned. Every signature is verified again, from this verifier's own anchors, so a
    /// state brings nothing that an update could not bring.
    ///
    /// - Returns: The outcome for each list, trust lists first. One that is refused with the code `equivocation` must be reported to
    ///   the user.
    /// - Throws: ``StarsealError/state(code:detail:)``, if the state is incomplete or altered, or of another version. Then nothing
    ///   has changed: the verifier holds its anchors alone, and the app should say so.
    public func restore(_ state: Data) throws -> [ListOutcome] {
        try throwing { try raw.restore(state: state.crossing) }.map(ListOutcome.init)
    }
}

// MARK: - Policy and authorities

extension Verifier {
    /// The policy that checks apply.
    ///
    /// - Throws: No ``StarsealError``; only a fault in the library itself.
    public var policy: Policy {
        get throws { Policy(try throwing { try raw.policy() }) }
    }

    /// Sets the policy that later checks apply.
    ///
    /// - Throws: ``StarsealError/value(code:detail:)``, for a level of 0 or a criteria text that no dictionary can cite. Then nothing has
    ///   changed.
    public func setPolicy(_ policy: Policy) throws {
        try throwing { try raw.setPolicy(policy: policy.raw) }
    }

    /// The authorities, with the dates of their lists and where the next ones are, in the order of the anchors.
    ///
    /// - Throws: No ``StarsealError``; only a fault in the library itself.
    public var authorities: [Authority] {
        get throws { try throwing { try raw.authorities() }.map(Authority.init) }
    }

    /// The version of the library, such as `0.1.0`.
    public static var libraryVersion: String {
        StarsealGenerated.libraryVersion()
    }

    /// The version of the wire format that it reads.
    public static var formatVersion: UInt32 {
        StarsealGenerated.formatVersion()
    }
}

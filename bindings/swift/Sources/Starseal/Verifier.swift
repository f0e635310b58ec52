public import Foundation
internal import StarsealGenerated

/// Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.
///
/// What it holds only ever rises: a list older than the one held is refused, and what it learned survives a restart by
/// ``exportState()`` and ``restored(anchor:state:)``.
///
/// Any number of threads may check and update at once. A check uses what was held when it started; an update is made on a copy
/// beside the checks, which never wait for it.
///
/// Every `now` is the current time unless given. A clock before 1970 is taken as 1970, and one that is behind the lists held is
/// raised to their date; the verdict says so.
///
/// Errors are of type ``Refusal``. Any other error is a fault in the library itself, a panic of Rust's. So calls throw that cannot
/// be refused, such as ``check(_:now:)``: a label that is bad has a verdict, and nothing is thrown because of it.
public final class Verifier: Sendable {
    let raw: StarsealGenerated.Verifier

    /// A verifier that believes this trust list, or the newest of a chain of them. Whoever ships the list decides whom to believe:
    /// it is the anchor.
    ///
    /// - Throws: ``Refusal/trustList(code:detail:)``, where a list is not whole or may not follow.
    public convenience init(anchor: Data) throws {
        self.init(try refusing { try StarsealGenerated.Verifier(anchor: anchor.crossing) })
    }

    private init(_ raw: StarsealGenerated.Verifier) {
        self.raw = raw
    }

    /// A verifier that believes this trust list, and learns again what was stored.
    ///
    /// - Throws: ``Refusal/trustList(code:detail:)`` as for ``init(anchor:)``; ``Refusal/state(code:detail:)``, where the state was
    ///   torn or altered, or is of another version: then start from the anchor alone, and say so.
    public static func restored(anchor: Data, state: Data) throws -> Verifier {
        let (anchor, state) = (anchor.crossing, state.crossing)
        return Verifier(try refusing { try StarsealGenerated.Verifier.restored(anchor: anchor, state: state) })
    }
}

// MARK: - Checking

extension Verifier {
    /// Judges a carrier as of now. Every text has a verdict: nothing is thrown because a label is bad.
    ///
    /// - Throws: No ``Refusal``; only a fault in the library itself.
    public func check(_ text: String, now: Date = Date()) throws -> Verdict {
        Verdict(try refusing { try raw.checkContent(text: text.crossing, now: now.seconds) })
    }

    /// Judges a carrier as of another day: "was it good on the day of supply?" The answer comes from the history in the status list
    /// held; where that does not reach back, it is `status-unknown`.
    ///
    /// - Throws: ``Refusal/value(code:detail:)``, for a day that no label can claim: before 2010-01-01 or after 2149-06-06.
    public func checkAsOf(_ text: String, day: CalendarDate, now: Date = Date()) throws -> Verdict {
        Verdict(try refusing { try raw.checkContentAsOf(text: text.crossing, day: day.crossing, now: now.seconds) })
    }

    /// Undoes what a keyboard-wedge scanner on a host with another keyboard layout does to a carrier. Only for text that a
    /// wedge typed: camera input is never repaired.
    ///
    /// - Throws: No ``Refusal``; only a fault in the library itself.
    public static func undoWedge(_ typed: String) throws -> String {
        // What cannot cross is longer than any carrier: there is nothing to undo.
        typed.utf8.count > mostBytes ? typed : try refusing { try StarsealGenerated.undoWedge(typed: typed) }
    }
}

// MARK: - Learning

extension Verifier {
    /// Believes another authority's trust list as well, or the newest of a chain: an anchor of its own.
    ///
    /// - Throws: ``Refusal/trustList(code:detail:)``: as for ``init(anchor:)``, and `trust-list-conflict` where the authority is there
    ///   already, or where a key or a prefix stands under two of them. Then nothing has changed.
    public func addAuthority(_ anchor: Data) throws {
        try refusing { try raw.addAuthority(anchor: anchor.crossing) }
    }

    /// Takes an authority's next trust list, or a chain of them.
    ///
    /// - Throws: ``Refusal/trustList(code:detail:)``, the first fault. The lists before it are held: each stands for itself.
    @discardableResult
    public func updateTrust(_ lists: Data, now: Date = Date()) throws -> Update {
        Update(try refusing { try raw.updateTrust(lists: lists.crossing, now: now.seconds) })
    }

    /// Takes an issuer's next status list.
    ///
    /// - Throws: ``Refusal/statusList(code:detail:)``. Then nothing has changed.
    @discardableResult
    public func updateStatus(_ statusList: Data, now: Date = Date()) throws -> Update {
        Update(try refusing { try raw.updateStatus(statusList: statusList.crossing, now: now.seconds) })
    }

    /// Takes the lists of a bundle, each as if it had come by itself; one that is refused does not keep out the next.
    ///
    /// - Returns: What became of each list, trust lists first.
    /// - Throws: ``Refusal/bundle(code:detail:)``, where the container cannot be read. Then nothing has changed.
    @discardableResult
    public func apply(_ bundle: Data, now: Date = Date()) throws -> [ListOutcome] {
        try refusing { try raw.apply(bundle: bundle.crossing, now: now.seconds) }.map(ListOutcome.init)
    }

    /// What it has learned, to be stored over a restart.
    ///
    /// Write it with `.atomic`, so that a crash leaves the old state or the new one. Keep it where nobody else can write: whoever
    /// puts back an older state that is intact makes this verifier forget what came since, exactly as if the state had been deleted.
    ///
    /// - Throws: No ``Refusal``; only a fault in the library itself.
    public func exportState() throws -> Data {
        try refusing { try raw.exportState() }
    }

    /// Learns again what was stored. Every signature is verified again, from this verifier's own anchors, so a state can bring
    /// nothing that could not have come by an update; and it only ever raises what is held.
    ///
    /// - Returns: What became of each list, trust lists first.
    /// - Throws: ``Refusal/state(code:detail:)``, where the state was torn or altered, or is of another version. Then nothing has
    ///   changed; the verifier knows its anchors and no more, and the host should say so.
    @discardableResult
    public func restore(_ state: Data) throws -> [ListOutcome] {
        try refusing { try raw.restore(state: state.crossing) }.map(ListOutcome.init)
    }
}

// MARK: - What it goes by

extension Verifier {
    /// What it asks of labels.
    ///
    /// - Throws: No ``Refusal``; only a fault in the library itself.
    public var policy: Policy {
        get throws { Policy(try refusing { try raw.policy() }) }
    }

    /// Asks this of labels from now on.
    ///
    /// - Throws: ``Refusal/value(code:detail:)``, for a level of 0 or a criteria text that no dictionary can cite. Then nothing has
    ///   changed.
    public func setPolicy(_ policy: Policy) throws {
        try refusing { try raw.setPolicy(policy: policy.raw) }
    }

    /// Whose lists it holds, of when, and where the next ones are, in the order of the anchors.
    ///
    /// - Throws: No ``Refusal``; only a fault in the library itself.
    public var authorities: [Authority] {
        get throws { try refusing { try raw.authorities() }.map(Authority.init) }
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

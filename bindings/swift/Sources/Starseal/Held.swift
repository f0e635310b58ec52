public import Foundation
internal import StarsealGenerated

/// An authority that a verifier goes by: who runs a scheme.
public struct Authority: Sendable, Hashable {
    /// Its ID, 64 hexadecimal digits.
    public let authorityID: String
    /// What it is called.
    public let names: Names
    /// The version of the trust list held.
    public let trustVersion: UInt32
    /// When that list was issued.
    public let trustIssuedAt: Date
    /// When a newer one should be at hand. Nothing stops working then.
    public let trustExpiresAt: Date
    /// The time before which it cannot be: a clock that says less is behind.
    public let clockFloor: Date
    /// Who may seal labels.
    public let issuers: [Issuer]
}

/// An issuer in a trust list: who seals labels.
public struct Issuer: Sendable, Hashable {
    /// What it is called.
    public let names: Names
    /// What its labels' addresses start with.
    public let carrierPrefixes: [String]
    /// Where its status list is published: what an app fetches every day. None where it publishes none.
    public let statusListURI: String?
    /// When the status list held was issued; none where none is held.
    public let statusIssuedAt: Date?
}

extension Authority {
    init(_ raw: AuthorityContent) {
        self.init(
            authorityID: raw.authorityId,
            names: Names(raw.names),
            trustVersion: raw.trustVersion,
            trustIssuedAt: Date(seconds: raw.trustIssuedAt),
            trustExpiresAt: Date(seconds: raw.trustExpiresAt),
            clockFloor: Date(seconds: raw.clockFloor),
            issuers: raw.issuers.map(Issuer.init)
        )
    }
}

extension Issuer {
    init(_ raw: IssuerContent) {
        self.init(
            names: Names(raw.names),
            carrierPrefixes: raw.carrierPrefixes,
            statusListURI: raw.statusListUri,
            statusIssuedAt: raw.statusIssuedAt.map(Date.init(seconds:))
        )
    }
}

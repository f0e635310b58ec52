public import Foundation
internal import StarsealGenerated

/// An authority that a verifier trusts. An authority runs a scheme.
public struct Authority: Sendable, Hashable {
    /// Its ID, 64 hexadecimal digits.
    public let authorityID: String
    /// Its name.
    public let names: Names
    /// The version of the trust list held.
    public let trustVersion: UInt32
    /// When that list was issued.
    public let trustIssuedAt: Date
    /// When a newer list is expected. Checks still work after this time.
    public let trustExpiresAt: Date
    /// The earliest possible present time: a clock with an earlier time is behind.
    public let clockFloor: Date
    /// The issuers, who may seal labels.
    public let issuers: [Issuer]
}

/// An issuer in a trust list. An issuer seals labels.
public struct Issuer: Sendable, Hashable {
    /// Its name.
    public let names: Names
    /// The prefixes of its labels' addresses.
    public let carrierPrefixes: [String]
    /// Where its status list is published, for apps to fetch every day; nil if it publishes none.
    public let statusListURI: String?
    /// When the status list held was issued; nil if none is held.
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

internal import StarsealGenerated

/// A stable code, written in kebab case: the same strings in every language, in test vectors and in documents. Wordings may
/// change between releases; codes may not.
public enum Code: String, CaseIterable, Codable, Sendable {
    /// Stands: authentic, within its dates, and nothing known against it.
    case active
    /// Authentic; its validity is over and an extension is in process. Stands where the policy says so.
    case deferral
    /// Authentic; its last day is over.
    case expired
    /// Authentic; its first day has not come.
    case notYetValid = "not-yet-valid"
    /// Authentic; withdrawn by its holder.
    case withdrawn
    /// Authentic; revoked by its issuer.
    case revoked
    /// Authentic; what has happened to it since it was printed is not known.
    case statusUnknown = "status-unknown"
    /// Authentic; not what the policy of whoever checks asks for.
    case policyUnmet = "policy-unmet"
    /// Longer than any label.
    case tooLong = "too-long"
    /// A text that is no sealed label.
    case notALabel = "not-a-label"
    /// Not Base41 as the specification has it.
    case badBase41 = "bad-base41"
    /// Not base64url as the specification has it.
    case badBase64url = "bad-base64url"
    /// Not a COSE_Sign1 envelope in deterministic CBOR.
    case malformedSeal = "malformed-seal"
    /// An envelope of a profile that this version does not know.
    case unsupportedProfile = "unsupported-profile"
    /// Claims that ask for a newer version than this one.
    case unsupportedVersion = "unsupported-version"
    /// No key in the trust list has the seal's key ID.
    case unknownKey = "unknown-key"
    /// The signature is not that of a known key over these bytes.
    case badSignature = "bad-signature"
    /// The key may not seal labels, or none of that date.
    case keyNotAllowed = "key-not-allowed"
    /// The key is marked compromised, and no witness speaks for the label.
    case keyCompromised = "key-compromised"
    /// A genuine seal behind an address that is not its issuer's.
    case foreignCarrier = "foreign-carrier"
    /// Claims that are not as the specification has them.
    case malformedClaims = "malformed-claims"
    /// A label that breaks the scheme's rules.
    case schemeViolation = "scheme-violation"
    /// Note: the clock is behind the data at hand; their date was taken instead.
    case clockBehind = "clock-behind"
    /// Note: the trust list is ageing.
    case trustAgeing = "trust-ageing"
    /// Note: the trust list is stale.
    case trustStale = "trust-stale"
    /// Note: the status list is ageing.
    case statusAgeing = "status-ageing"
    /// Note: the status list is stale.
    case statusStale = "status-stale"
    /// Note: the key is marked compromised, and the issuer's status list bears witness to the label.
    case witnessed
    /// Note: the last day lies after the printed one.
    case extended
    /// Note: the issuer publishes no status list; dates alone decide.
    case noStatusPublished = "no-status-published"
    /// Note: the status list is older than the label, and does not know it.
    case statusListPredatesLabel = "status-list-predates-label"
    /// Note: the label's status index is not allocated.
    case indexUnallocated = "index-unallocated"
    /// Note: the status list holds a value without meaning here.
    case statusValueUnknown = "status-value-unknown"
    /// Note: the label counts under another authority too.
    case recognised
    /// No label in an image.
    case noLabel = "no-label"
    /// A trust list longer than any.
    case trustListTooLong = "trust-list-too-long"
    /// A trust list that is not as the specification has it.
    case trustListMalformed = "trust-list-malformed"
    /// A trust list of a profile or version that this version does not know.
    case trustListUnsupported = "trust-list-unsupported"
    /// A trust list that too few of the roots have signed.
    case trustListThreshold = "trust-list-threshold"
    /// A trust list that contradicts itself or the rules for its content.
    case trustListInvalid = "trust-list-invalid"
    /// A trust list older than the one held.
    case trustListOlder = "trust-list-older"
    /// A trust list dated later than can be.
    case trustListFuture = "trust-list-future"
    /// A trust list of an authority that has no anchor here.
    case trustListForeign = "trust-list-foreign"
    /// A trust list with a key or prefix of another authority's.
    case trustListConflict = "trust-list-conflict"
    /// A status list longer than any, as it is or decompressed.
    case statusListTooLong = "status-list-too-long"
    /// A status list that is not as the specification has it.
    case statusListMalformed = "status-list-malformed"
    /// A status list of a profile that this version does not know.
    case statusListUnsupported = "status-list-unsupported"
    /// No key in the trust lists has the status list's key ID.
    case statusListUnknownKey = "status-list-unknown-key"
    /// The signature is not that of a known key over this status list.
    case statusListBadSignature = "status-list-bad-signature"
    /// The key may not sign status lists, or none of that date.
    case statusListKeyNotAllowed = "status-list-key-not-allowed"
    /// The status list's key is marked compromised.
    case statusListKeyCompromised = "status-list-key-compromised"
    /// A status list for another address than its issuer's.
    case statusListForeign = "status-list-foreign"
    /// A status list that contradicts itself.
    case statusListInvalid = "status-list-invalid"
    /// A status list older than the one held.
    case statusListOlder = "status-list-older"
    /// A status list dated later than can be.
    case statusListFuture = "status-list-future"
    /// Two different signed lists of one version: somebody is being lied to.
    case equivocation
    /// A bundle longer than any.
    case bundleTooLong = "bundle-too-long"
    /// A bundle that is not as the specification has it.
    case bundleMalformed = "bundle-malformed"
    /// A bundle of a version that this version does not know.
    case bundleUnsupported = "bundle-unsupported"
    /// A delta against a status list that is not held.
    case bundleBaseMissing = "bundle-base-missing"
    /// Stored state that was torn or altered.
    case stateDamaged = "state-damaged"
    /// Stored state of a version that this version does not know.
    case stateUnsupported = "state-unsupported"
    /// Bytes that are no image of the size given, or of none that can be scanned.
    case badImage = "bad-image"
    /// A value given by the caller that is not one of its kind.
    case badValue = "bad-value"
}

extension Code {
    /// What the code comes to, in a sentence.
    public func sentence(in language: Language = .current) -> String {
        known(sentenceOfCode(code: rawValue, language: language.rawValue), "a sentence for \(self) in \(language)")
    }

    /// A code that the library gave.
    init(crossed code: String) {
        self = known(Code(rawValue: code), "the code \(code)")
    }
}

extension Code: CustomStringConvertible {
    /// The code as written, such as `bad-signature`.
    public var description: String { rawValue }
}

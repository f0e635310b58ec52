internal import StarsealGenerated

/// A stable code, written in kebab case: the same strings in every language, in test vectors and in documents. Wordings may
/// change between releases; codes may not.
public enum Code: String, CaseIterable, Codable, Sendable {
    /// The label stands: it is authentic, within its dates, and nothing is known against it.
    case active
    /// The label is authentic; an extension of its validity is in process. It stands if the policy accepts that.
    case deferral
    /// The label is authentic; its last day is over.
    case expired
    /// The label is authentic; its first day is still to come.
    case notYetValid = "not-yet-valid"
    /// The label is authentic; its holder withdrew it.
    case withdrawn
    /// The label is authentic; its issuer revoked it.
    case revoked
    /// The label is authentic; what has happened to it since it was printed is not known.
    case statusUnknown = "status-unknown"
    /// The label is authentic; it does not meet the policy of the relying party.
    case policyUnmet = "policy-unmet"
    /// The text or the sealed bytes are longer than any label.
    case tooLong = "too-long"
    /// The text does not start like a sealed label.
    case notALabel = "not-a-label"
    /// The payload is not valid Base41.
    case badBase41 = "bad-base41"
    /// The payload is not valid base64url.
    case badBase64url = "bad-base64url"
    /// The bytes are not a COSE_Sign1 envelope in deterministic CBOR.
    case malformedSeal = "malformed-seal"
    /// The envelope has a profile that this version does not know.
    case unsupportedProfile = "unsupported-profile"
    /// The claims need a later version of the format.
    case unsupportedVersion = "unsupported-version"
    /// No key in the trust lists has the key ID of the seal.
    case unknownKey = "unknown-key"
    /// The signature does not verify under any key with the key ID of the seal.
    case badSignature = "bad-signature"
    /// The key may not seal labels, or not with this issue date.
    case keyNotAllowed = "key-not-allowed"
    /// The key is marked compromised, and no witness covers the label.
    case keyCompromised = "key-compromised"
    /// The seal is genuine, but the prefix in front of it does not belong to its issuer.
    case foreignCarrier = "foreign-carrier"
    /// The claims are not as the specification defines them.
    case malformedClaims = "malformed-claims"
    /// The label breaks a rule of the scheme.
    case schemeViolation = "scheme-violation"
    /// Note: the given time lies before the clock floor; the floor was used instead.
    case clockBehind = "clock-behind"
    /// Note: the trust list is ageing.
    case trustAgeing = "trust-ageing"
    /// Note: the trust list is stale.
    case trustStale = "trust-stale"
    /// Note: the status list is ageing.
    case statusAgeing = "status-ageing"
    /// Note: the status list is stale.
    case statusStale = "status-stale"
    /// Note: the key is marked compromised, and the issuer's status list is a witness for this label.
    case witnessed
    /// Note: the last day that counts is later than the printed one.
    case extended
    /// Note: the issuer publishes no status list; the dates alone decide.
    case noStatusPublished = "no-status-published"
    /// Note: the status list is older than the label and does not contain it.
    case statusListPredatesLabel = "status-list-predates-label"
    /// Note: the label's status index is not allocated.
    case indexUnallocated = "index-unallocated"
    /// Note: the status list holds a value that has no meaning in this version.
    case statusValueUnknown = "status-value-unknown"
    /// Note: other authorities recognize the label.
    case recognised
    /// The image shows no label.
    case noLabel = "no-label"
    /// The trust list is longer than the limit.
    case trustListTooLong = "trust-list-too-long"
    /// The trust list is not as the specification defines it.
    case trustListMalformed = "trust-list-malformed"
    /// The trust list has a profile or version that this version does not know.
    case trustListUnsupported = "trust-list-unsupported"
    /// Too few of the roots have signed the trust list.
    case trustListThreshold = "trust-list-threshold"
    /// The trust list contradicts itself or breaks a rule for its content.
    case trustListInvalid = "trust-list-invalid"
    /// The trust list is older than the one held.
    case trustListOlder = "trust-list-older"
    /// The trust list is dated later than is plausible.
    case trustListFuture = "trust-list-future"
    /// The trust list belongs to an authority that has no anchor here.
    case trustListForeign = "trust-list-foreign"
    /// The trust list shares a key or a prefix with another authority's.
    case trustListConflict = "trust-list-conflict"
    /// The status list is longer than the limit, as received or decompressed.
    case statusListTooLong = "status-list-too-long"
    /// The status list is not as the specification defines it.
    case statusListMalformed = "status-list-malformed"
    /// The status list has a profile that this version does not know.
    case statusListUnsupported = "status-list-unsupported"
    /// No key in the trust lists has the key ID of the status list.
    case statusListUnknownKey = "status-list-unknown-key"
    /// The signature of the status list does not verify under any key with its key ID.
    case statusListBadSignature = "status-list-bad-signature"
    /// The key may not sign status lists, or not with this date.
    case statusListKeyNotAllowed = "status-list-key-not-allowed"
    /// The key that signed the status list is marked compromised.
    case statusListKeyCompromised = "status-list-key-compromised"
    /// The status list is for another URI than its issuer's.
    case statusListForeign = "status-list-foreign"
    /// The status list contradicts itself.
    case statusListInvalid = "status-list-invalid"
    /// The status list is older than the one held.
    case statusListOlder = "status-list-older"
    /// The status list is dated later than is plausible.
    case statusListFuture = "status-list-future"
    /// Two different lists with the same version are both signed.
    case equivocation
    /// The bundle is longer than the limit.
    case bundleTooLong = "bundle-too-long"
    /// The bundle is not as the specification defines it.
    case bundleMalformed = "bundle-malformed"
    /// The bundle has a version that this version does not know.
    case bundleUnsupported = "bundle-unsupported"
    /// The bundle has a delta against a status list that is not held.
    case bundleBaseMissing = "bundle-base-missing"
    /// The stored state is incomplete or was altered.
    case stateDamaged = "state-damaged"
    /// The stored state has a version that this version does not know.
    case stateUnsupported = "state-unsupported"
    /// The bytes are not an image of the stated size, or of a size that can be scanned.
    case badImage = "bad-image"
    /// A value given by the caller is out of its range or form.
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

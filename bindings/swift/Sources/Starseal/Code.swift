internal import StarsealGenerated

/// A stable code in kebab case. It is the same string in every language, in test vectors and in documents. The wording of
/// sentences may change between releases; codes do not change.
public enum Code: String, CaseIterable, Codable, Sendable {
    /// The label is authentic and current: it is within its dates, and nothing is known against it.
    case active
    /// The label is authentic, and its validity is being extended. It stands if the policy accepts deferral.
    case deferral
    /// The label is authentic, but its last day has passed.
    case expired
    /// The label is authentic, but its first day has not come yet.
    case notYetValid = "not-yet-valid"
    /// The label is authentic, but its holder withdrew it.
    case withdrawn
    /// The label is authentic, but its issuer revoked it.
    case revoked
    /// The label is authentic, but its status since printing is not known.
    case statusUnknown = "status-unknown"
    /// The label is authentic, but it does not meet the policy of the relying party.
    case policyUnmet = "policy-unmet"
    /// The text or the sealed bytes are longer than the limit.
    case tooLong = "too-long"
    /// The text does not start like a sealed label.
    case notALabel = "not-a-label"
    /// The text is an address of an issuer without a seal, of which nothing can be said offline.
    case noSeal = "no-seal"
    /// The payload is not valid Base41.
    case badBase41 = "bad-base41"
    /// The payload is not valid base64url.
    case badBase64url = "bad-base64url"
    /// The bytes are not a COSE_Sign1 envelope in deterministic CBOR.
    case malformedSeal = "malformed-seal"
    /// The envelope has a profile that this version does not support.
    case unsupportedProfile = "unsupported-profile"
    /// The claims require a later version of the format.
    case unsupportedVersion = "unsupported-version"
    /// No key in the trust lists has the key ID of the seal.
    case unknownKey = "unknown-key"
    /// The signature does not verify under any key with the key ID of the seal.
    case badSignature = "bad-signature"
    /// The key is not allowed to seal labels, or not this one: by its issue date, level or category.
    case keyNotAllowed = "key-not-allowed"
    /// The key is marked compromised, and no witness covers the label.
    case keyCompromised = "key-compromised"
    /// The signature is valid, but the prefix of the carrier does not belong to the issuer.
    case foreignCarrier = "foreign-carrier"
    /// The signature is valid, but the label does not name the GTIN of the carrier.
    case gtinMismatch = "gtin-mismatch"
    /// The claims do not conform to the specification.
    case malformedClaims = "malformed-claims"
    /// The label breaks a rule of the scheme.
    case schemeViolation = "scheme-violation"
    /// Note: the given time is before the clock floor; the floor was used instead.
    case clockBehind = "clock-behind"
    /// Note: the given time is after the expiry of every list that the label rests on; the clock may be wrong.
    case clockAhead = "clock-ahead"
    /// Note: the given time is more than two days before the clock floor, so the ages of the lists are not known.
    case freshnessUnknown = "freshness-unknown"
    /// Note: the trust list is ageing.
    case trustAgeing = "trust-ageing"
    /// Note: the trust list is stale.
    case trustStale = "trust-stale"
    /// Note: the status list is ageing.
    case statusAgeing = "status-ageing"
    /// Note: the status list is stale.
    case statusStale = "status-stale"
    /// Note: the in-force object of the status list is missing, and an earlier one was used.
    case inForceOutdated = "in-force-outdated"
    /// Note: the in-force object of the status list is missing, so the last day is not known.
    case inForceMissing = "in-force-missing"
    /// Note: the key is marked compromised, and the witnesses that would cover the label are missing.
    case witnessesMissing = "witnesses-missing"
    /// Note: the key is marked compromised, and the issuer's status list is a witness for this label.
    case witnessed
    /// Note: the last day of the label was extended beyond the printed one.
    case extended
    /// Note: the issuer publishes no status list, so the dates alone decide.
    case noStatusPublished = "no-status-published"
    /// Note: the status list is older than the label and does not contain it.
    case statusListPredatesLabel = "status-list-predates-label"
    /// Note: the label's status index is not allocated.
    case indexUnallocated = "index-unallocated"
    /// Note: the status list holds a value that this version does not define.
    case statusValueUnknown = "status-value-unknown"
    /// Note: other authorities recognize the label.
    case recognised
    /// No label was found in the image.
    case noLabel = "no-label"
    /// The trust list is longer than the limit.
    case trustListTooLong = "trust-list-too-long"
    /// The trust list does not conform to the specification.
    case trustListMalformed = "trust-list-malformed"
    /// The trust list has a profile or version that this version does not support.
    case trustListUnsupported = "trust-list-unsupported"
    /// The number of roots that signed the trust list is below the threshold.
    case trustListThreshold = "trust-list-threshold"
    /// The trust list contradicts itself or breaks a rule for its content.
    case trustListInvalid = "trust-list-invalid"
    /// The trust list is older than the one held.
    case trustListOlder = "trust-list-older"
    /// The trust list is dated too far in the future.
    case trustListFuture = "trust-list-future"
    /// The trust list belongs to an authority for which the verifier has no anchor.
    case trustListForeign = "trust-list-foreign"
    /// The trust list shares a key or a prefix with the list of another authority.
    case trustListConflict = "trust-list-conflict"
    /// The status list is longer than the limit, as received or decompressed.
    case statusListTooLong = "status-list-too-long"
    /// The status list does not conform to the specification.
    case statusListMalformed = "status-list-malformed"
    /// The status list has a profile that this version does not support.
    case statusListUnsupported = "status-list-unsupported"
    /// No key in the trust lists has the key ID of the status list.
    case statusListUnknownKey = "status-list-unknown-key"
    /// The signature of the status list does not verify under any key with its key ID.
    case statusListBadSignature = "status-list-bad-signature"
    /// The key is not allowed to sign status lists, or not with this date.
    case statusListKeyNotAllowed = "status-list-key-not-allowed"
    /// The key that signed the status list is marked compromised.
    case statusListKeyCompromised = "status-list-key-compromised"
    /// The URI of the status list is not that of its issuer.
    case statusListForeign = "status-list-foreign"
    /// The status list contradicts itself.
    case statusListInvalid = "status-list-invalid"
    /// The status list is older than the one held.
    case statusListOlder = "status-list-older"
    /// An index that the status list held calls withdrawn or revoked has another status, without a correction.
    case statusListRegressed = "status-list-regressed"
    /// The status list is dated too far in the future.
    case statusListFuture = "status-list-future"
    /// The object of a status list is longer than the limit.
    case statusObjectTooLong = "status-object-too-long"
    /// The object of a status list does not conform to the specification.
    case statusObjectMalformed = "status-object-malformed"
    /// The object of a status list has a version that this version does not support.
    case statusObjectUnsupported = "status-object-unsupported"
    /// No status list that is held or remembered binds the object.
    case statusObjectUnbound = "status-object-unbound"
    /// The in-force object does not fit the status list that binds it.
    case inForceInvalid = "in-force-invalid"
    /// The past object contradicts the status list that binds it, or its in-force object.
    case pastContradicts = "past-contradicts"
    /// Two different lists with the same version both have valid signatures.
    case equivocation
    /// The bundle is longer than the limit.
    case bundleTooLong = "bundle-too-long"
    /// The bundle does not conform to the specification.
    case bundleMalformed = "bundle-malformed"
    /// The bundle has a version that this version does not support.
    case bundleUnsupported = "bundle-unsupported"
    /// The bundle has a delta for a status list or an object that is not held.
    case bundleBaseMissing = "bundle-base-missing"
    /// The stored state is incomplete or was altered.
    case stateDamaged = "state-damaged"
    /// The stored state has a version that this version does not support.
    case stateUnsupported = "state-unsupported"
    /// The bytes are not an image of the stated size, or the size is not one that can be scanned.
    case badImage = "bad-image"
    /// A value given by the caller is out of range or malformed.
    case badValue = "bad-value"
}

extension Code {
    /// Returns the sentence for the code, for users.
    public func sentence(in language: Language = .current) -> String {
        known(sentenceOfCode(code: rawValue, language: language.rawValue), "a sentence for \(self) in \(language)")
    }

    /// Converts a code of the library.
    init(crossed code: String) {
        self = known(Code(rawValue: code), "the code \(code)")
    }
}

extension Code: CustomStringConvertible {
    /// The code in kebab case, such as `bad-signature`.
    public var description: String { rawValue }
}

/** The stable codes. They are the same strings in vectors, JSON, apps and documents. */

/**
 * Every code in the order of the specification's section 12. The wording of sentences may change between releases;
 * codes do not change.
 */
export const CODES = [
  /** The label is authentic and current: it is within its dates, and nothing is known against it. */
  "active",
  /** The label is authentic, and its validity is being extended. It stands if the policy accepts deferral. */
  "deferral",
  /** The label is authentic, but its last day has passed. */
  "expired",
  /** The label is authentic, but its first day has not come yet. */
  "not-yet-valid",
  /** The label is authentic, but its holder withdrew it. */
  "withdrawn",
  /** The label is authentic, but its issuer revoked it. */
  "revoked",
  /** The label is authentic, but its status since printing is not known. */
  "status-unknown",
  /** The label is authentic, but it does not meet the policy of the relying party. */
  "policy-unmet",
  /** The text or the sealed bytes are longer than the limit. */
  "too-long",
  /** The text does not start like a sealed label. */
  "not-a-label",
  /** The text is an address of an issuer without a seal, of which nothing can be said offline. */
  "no-seal",
  /** The payload is not valid Base41. */
  "bad-base41",
  /** The payload is not valid base64url. */
  "bad-base64url",
  /** The bytes are not a COSE_Sign1 envelope in deterministic CBOR. */
  "malformed-seal",
  /** The envelope has a profile that this version does not support. */
  "unsupported-profile",
  /** The claims require a later version of the format. */
  "unsupported-version",
  /** No key in the trust lists has the key ID of the seal. */
  "unknown-key",
  /** The signature does not verify under any key with the key ID of the seal. */
  "bad-signature",
  /** The key is not allowed to seal labels, or not this one: by its issue date, level or category. */
  "key-not-allowed",
  /** The key is marked compromised, and no witness covers the label. */
  "key-compromised",
  /** The signature is valid, but the prefix of the carrier does not belong to the issuer. */
  "foreign-carrier",
  /** The signature is valid, but the label does not name the GTIN of the carrier. */
  "gtin-mismatch",
  /** The claims do not conform to the specification. */
  "malformed-claims",
  /** The label breaks a rule of the scheme. */
  "scheme-violation",
  /** Note: the given time is before the clock floor; the floor was used instead. */
  "clock-behind",
  /** Note: the given time is after the expiry of every list that the label rests on; the clock may be wrong. */
  "clock-ahead",
  /** Note: the given time is more than two days before the clock floor, so the ages of the lists are not known. */
  "freshness-unknown",
  /** Note: the trust list is ageing. */
  "trust-ageing",
  /** Note: the trust list is stale. */
  "trust-stale",
  /** Note: the status list is ageing. */
  "status-ageing",
  /** Note: the status list is stale. */
  "status-stale",
  /** Note: the in-force object of the status list is missing, and an earlier one was used. */
  "in-force-outdated",
  /** Note: the in-force object of the status list is missing, so the last day is not known. */
  "in-force-missing",
  /** Note: the key is marked compromised, and the witnesses that would cover the label are missing. */
  "witnesses-missing",
  /** Note: the key is marked compromised, and the issuer's status list is a witness for this label. */
  "witnessed",
  /** Note: the last day of the label was extended beyond the printed one. */
  "extended",
  /** Note: the issuer publishes no status list, so the dates alone decide. */
  "no-status-published",
  /** Note: the status list is older than the label and does not contain it. */
  "status-list-predates-label",
  /** Note: the label's status index is not allocated. */
  "index-unallocated",
  /** Note: the status list holds a value that this version does not define. */
  "status-value-unknown",
  /** Note: other authorities recognize the label. */
  "recognised",
  /** No label was found in the image. */
  "no-label",
  /** The trust list is longer than the limit. */
  "trust-list-too-long",
  /** The trust list does not conform to the specification. */
  "trust-list-malformed",
  /** The trust list has a profile or version that this version does not support. */
  "trust-list-unsupported",
  /** The number of roots that signed the trust list is below the threshold. */
  "trust-list-threshold",
  /** The trust list contradicts itself or breaks a rule for its content. */
  "trust-list-invalid",
  /** The trust list is older than the one held. */
  "trust-list-older",
  /** The trust list is dated too far in the future. */
  "trust-list-future",
  /** The trust list belongs to an authority for which the verifier has no anchor. */
  "trust-list-foreign",
  /** The trust list shares a key or a prefix with the list of another authority. */
  "trust-list-conflict",
  /** The status list is longer than the limit, as received or decompressed. */
  "status-list-too-long",
  /** The status list does not conform to the specification. */
  "status-list-malformed",
  /** The status list has a profile that this version does not support. */
  "status-list-unsupported",
  /** No key in the trust lists has the key ID of the status list. */
  "status-list-unknown-key",
  /** The signature of the status list does not verify under any key with its key ID. */
  "status-list-bad-signature",
  /** The key is not allowed to sign status lists, or not with this date. */
  "status-list-key-not-allowed",
  /** The key that signed the status list is marked compromised. */
  "status-list-key-compromised",
  /** The URI of the status list is not that of its issuer. */
  "status-list-foreign",
  /** The status list contradicts itself. */
  "status-list-invalid",
  /** The status list is older than the one held. */
  "status-list-older",
  /** An index that the status list held calls withdrawn or revoked has another status, without a correction. */
  "status-list-regressed",
  /** The status list is dated too far in the future. */
  "status-list-future",
  /** The object of a status list is longer than the limit. */
  "status-object-too-long",
  /** The object of a status list does not conform to the specification. */
  "status-object-malformed",
  /** The object of a status list has a version that this version does not support. */
  "status-object-unsupported",
  /** No status list that is held or remembered binds the object. */
  "status-object-unbound",
  /** The in-force object does not fit the status list that binds it. */
  "in-force-invalid",
  /** The past object contradicts the status list that binds it, or its in-force object. */
  "past-contradicts",
  /** Two different lists with the same version both have valid signatures. */
  "equivocation",
  /** The bundle is longer than the limit. */
  "bundle-too-long",
  /** The bundle does not conform to the specification. */
  "bundle-malformed",
  /** The bundle has a version that this version does not support. */
  "bundle-unsupported",
  /** The bundle has a delta for a status list or an object that is not held. */
  "bundle-base-missing",
  /** The stored state is incomplete or was altered. */
  "state-damaged",
  /** The stored state has a version that this version does not support. */
  "state-unsupported",
  /** The bytes are not an image of the stated size, or the size is not one that can be scanned. */
  "bad-image",
  /** A value given by the caller is out of range or malformed. */
  "bad-value",
] as const;

/** A stable code in kebab case. */
export type Code = (typeof CODES)[number];

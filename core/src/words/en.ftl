# See docs/translating.md. The library contains this file as it is, so comments are short.

self-declared = self-declared by its vendor
third-party = third-party assessed
assessment-unknown = assessment unknown

# --- authentic
active = The label of { $product } ({ $level }, { $assessment }) is authentic and current. Its last day of validity is { $last_day }.
deferral = The label of { $product } ({ $level }, { $assessment }) is authentic. Its validity ended on { $last_day }, and an extension is being processed.
expired = The label of { $product } ({ $level }, { $assessment }) is authentic, but it has expired. Its last day of validity was { $last_day }.
not-yet-valid = The label of { $product } ({ $level }, { $assessment }) is authentic, but it is not valid yet. Its first day of validity is { $first_day }.
withdrawn = The label of { $product } ({ $level }, { $assessment }) is authentic, but its holder has withdrawn it.
revoked = The label of { $product } ({ $level }, { $assessment }) is authentic, but its issuer has revoked it.
status-unknown = The label of { $product } ({ $level }, { $assessment }) is authentic, but it is not known whether it is still current.
policy-unmet = The label of { $product } ({ $level }, { $assessment }) is authentic, but it does not meet the requirements that apply here.

# --- refused with a code of authentic labels: it is not known whether the label is genuine (R-72)
status-unknown-refused = It cannot be told whether this label is genuine: its key has been reported as compromised, and the data by which the issuer confirms its own labels is missing. Please update the app's data.

# --- the same codes as reasons beside another code. The label may have been refused, so these have no names in braces
beside-deferral = An extension of the label is being processed.
beside-expired = The label has expired.
beside-not-yet-valid = The label is not valid yet.
beside-withdrawn = The label's holder has withdrawn it.
beside-revoked = The label's issuer has revoked it.
beside-status-unknown = The status of the label since it was printed is not known.
beside-policy-unmet = The label does not meet the requirements that apply here.

# --- refused
too-long = This code is too long to be a label.
not-a-label = This code is not a label.
no-seal = This code is a web address of the scheme without a sealed label. It cannot be checked offline.
bad-base41 = This label was not read correctly. Please scan it again.
bad-base64url = This label was not copied correctly. Please copy it again.
malformed-seal = The data of this label is damaged. Please scan it again.
unsupported-profile = This app does not support this kind of label yet. Please update the app.
unsupported-version = This label needs a newer version of this app. Please update the app.
unknown-key = This label was sealed with a key that this app does not know. Please update the app's data.
bad-signature = This label was altered, or was never issued. Do not rely on it.
key-not-allowed = This label was sealed with a key that was not allowed to seal it. Do not rely on it.
key-compromised = This label was sealed with a key that has been reported as compromised. Do not rely on it.
foreign-carrier = The web address in this label does not belong to its issuer. Do not open it.
gtin-mismatch = The product number (GTIN) in this code is not one that the label names. Do not rely on it.
malformed-claims = The contents of this label cannot be read. Do not rely on it.
scheme-violation = The contents of this label break the rules of the scheme. Do not rely on it.

# --- notes
clock-behind = The clock of this device is behind. The date of the newest data was used instead.
clock-ahead = The clock of this device is later than the expiry of all its data. Please check the date of this device.
freshness-unknown = The clock of this device is wrong, so how old the data is cannot be known. Please check the date of this device.
trust-ageing = The list of issuers is { $age_days } days old. Please update it.
trust-stale = The list of issuers is { $age_days } days old, which is too old to rely on. Please update it.
status-ageing = The status list for this label is { $age_days } days old. Please update it.
status-stale = The status list for this label is { $age_days } days old, which is too old to rely on. Please update it.
in-force-outdated = The newest extensions and announced changes are missing, so older ones were used. Please update the app's data.
in-force-missing = The list of extensions and announced changes is missing. Please update the app's data.
witnesses-missing = The data that shows which labels of this key the issuer has confirmed is missing. Please update the app's data.
witnessed = The key that sealed this label has been reported as compromised, but the issuer has confirmed this label.
extended = The validity of the label was extended after it was printed.
no-status-published = The issuer does not publish the status of its labels. The printed dates alone decide.
status-list-predates-label = The label is newer than the status list.
index-unallocated = The issuer's status list has no entry for this label.
status-value-unknown = The issuer's status list has an entry for this label that this app does not understand.
recognised = { $authority } recognises this label as { $recognised_level }.

# --- images
no-label = No label was found in this picture.

# --- lists, bundles, stored state
trust-list-too-long = The list of issuers is too long.
trust-list-malformed = The list of issuers is damaged.
trust-list-unsupported = The list of issuers has a version that this app does not support. Please update the app.
trust-list-threshold = The list of issuers does not have the required number of signatures.
trust-list-invalid = The list of issuers contradicts itself or breaks a rule.
trust-list-older = This list of issuers is older than the one in use.
trust-list-future = This list of issuers is dated in the future. Please check the clock of this device.
trust-list-foreign = This list of issuers is from an authority that this app does not trust.
trust-list-conflict = This list of issuers conflicts with the list of another authority.
status-list-too-long = The status list is too long.
status-list-malformed = The status list is damaged.
status-list-unsupported = The status list is of a kind that this app does not support. Please update the app.
status-list-unknown-key = The status list was signed with a key that this app does not know. Please update the app's data.
status-list-bad-signature = The status list was altered, or was never issued.
status-list-key-not-allowed = The status list was signed with a key that was not allowed to sign it.
status-list-key-compromised = The status list was signed with a key that has been reported as compromised.
status-list-foreign = The address in the status list does not belong to its issuer.
status-list-invalid = The status list contradicts itself.
status-list-older = This status list is older than the one in use.
status-list-regressed = This status list no longer has a withdrawal or revocation that the one in use has. Please report this to the registry.
status-list-future = This status list is dated in the future. Please check the clock of this device.
status-object-too-long = This part of a status list is too long.
status-object-malformed = This part of a status list is damaged.
status-object-unsupported = This part of a status list has a version that this app does not support. Please update the app.
status-object-unbound = This part does not belong to a status list that this app has.
in-force-invalid = The extensions and announced changes contradict the status list.
past-contradicts = The past changes contradict the status list.
equivocation = Two different signed lists have the same version. Please report this to the registry.
bundle-too-long = The data file is too large.
bundle-malformed = The data file is damaged.
bundle-unsupported = The data file has a version that this app does not support. Please update the app.
bundle-base-missing = This data file updates data that this app does not have. Please fetch a complete data file.
state-damaged = The stored data is damaged. Please fetch it again.
state-unsupported = The stored data has a version that this app does not support. Please update the app.

# --- values from the calling program
bad-image = This picture cannot be read.
bad-value = A value is out of range or has the wrong form.

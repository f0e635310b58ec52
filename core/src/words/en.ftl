# Sentences for people. The syntax is that of Project Fluent, of which this is read: comments, and messages of one line,
#     id = text with { $name } in it
# Ids are the codes of docs/spec.md; beside-CODE is what is said of a code that stands beside another, hint-HINT of a symbol that cannot be read. Keep the names in braces as they are; their order is free. See docs/translating.md.

self-declared = self-declared by its vendor
third-party = third-party assessed
assessment-unknown = with an assessment that is not known

# --- authentic
active = The label of { $product } ({ $level }, { $assessment }) is authentic and current; its last day is { $last_day }.
deferral = The label of { $product } ({ $level }, { $assessment }) is authentic; its validity ended on { $last_day }, and an extension is in process.
expired = The label of { $product } ({ $level }, { $assessment }) is authentic, and its last day was { $last_day }.
not-yet-valid = The label of { $product } ({ $level }, { $assessment }) is authentic, and does not count before { $first_day }.
withdrawn = The label of { $product } ({ $level }, { $assessment }) is authentic, and was withdrawn by its holder.
revoked = The label of { $product } ({ $level }, { $assessment }) is authentic, and was revoked.
status-unknown = The label of { $product } ({ $level }, { $assessment }) is authentic; whether it still counts is not known.
policy-unmet = The label of { $product } ({ $level }, { $assessment }) is authentic, and is not what is asked for here.

# --- the same beside another code: of a label that may be refused, so without a name in braces
beside-deferral = An extension of the label is in process.
beside-expired = The label's last day is over.
beside-not-yet-valid = The label's first day has not come.
beside-withdrawn = The label was withdrawn by its holder.
beside-revoked = The label was revoked.
beside-status-unknown = What has happened to the label since it was printed is not known.
beside-policy-unmet = The label is not what is asked for here.

# --- refused
too-long = This is longer than any label.
not-a-label = This code is not a label.
bad-base41 = This label was not read in full. Please scan it again.
bad-base64url = This label was not copied in full. Please copy it again.
malformed-seal = This label is damaged. Please scan it again.
unsupported-profile = This label is of a kind that this app does not know yet. Please update the app.
unsupported-version = This label is of a later version than this app knows. Please update the app.
unknown-key = This label was sealed with a key that this app does not know. Please update its data.
bad-signature = This label was altered, or was never issued. Do not rely on it.
key-not-allowed = The key that sealed this label was not allowed to. Do not rely on it.
key-compromised = The key that sealed this label has fallen into wrong hands. Do not rely on it.
foreign-carrier = This label leads to an address that is not its issuer's. Do not open it.
malformed-claims = What this label says cannot be read. Do not rely on it.
scheme-violation = This label says what the scheme does not allow. Do not rely on it.

# --- notes
clock-behind = The clock of this device is behind; the date of the newest data was taken instead.
trust-ageing = The list of issuers is { $age_days } days old. A newer one should be fetched.
trust-stale = The list of issuers is { $age_days } days old, which is too old to rely on.
status-ageing = What is known of this label is { $age_days } days old. Newer data should be fetched.
status-stale = What is known of this label is { $age_days } days old, which is too old to rely on.
witnessed = The key that sealed this label has fallen, and its issuer vouches for this label all the same.
extended = The label was extended after it was printed.
no-status-published = Its issuer does not publish what happens to labels; the printed dates alone decide.
status-list-predates-label = The label is newer than what is known.
index-unallocated = The issuer's records do not know this label.
status-value-unknown = The issuer's records say something that this app does not understand.
recognised = The label counts as { $recognised_level } of { $authority } too.

# --- an image
no-label = There is no label in this picture.

# --- lists, bundles, state
trust-list-too-long = The list of issuers is longer than any.
trust-list-malformed = The list of issuers is damaged.
trust-list-unsupported = The list of issuers is of a version that this app does not know. Please update the app.
trust-list-threshold = The list of issuers is not signed by enough of those who must sign it.
trust-list-invalid = The list of issuers contradicts itself.
trust-list-older = This list of issuers is older than the one that is held.
trust-list-future = This list of issuers is dated in the future. Please check the clock.
trust-list-foreign = This list of issuers is of an authority that this app does not go by.
trust-list-conflict = This list of issuers conflicts with that of another authority.
status-list-too-long = The status list is longer than any.
status-list-malformed = The status list is damaged.
status-list-unsupported = The status list is of a kind that this app does not know. Please update the app.
status-list-unknown-key = The status list was signed with a key that this app does not know. Please update its data.
status-list-bad-signature = The status list was altered, or was never issued.
status-list-key-not-allowed = The key that signed the status list was not allowed to.
status-list-key-compromised = The key that signed the status list has fallen into wrong hands.
status-list-foreign = The status list is not for its issuer's address.
status-list-invalid = The status list contradicts itself.
status-list-older = This status list is older than the one that is held.
status-list-future = This status list is dated in the future. Please check the clock.
equivocation = There are two different signed lists of one version. Please tell the registry.
bundle-too-long = The data file is longer than any.
bundle-malformed = The data file is damaged.
bundle-unsupported = The data file is of a version that this app does not know. Please update the app.
bundle-base-missing = The data file continues one that is not held. Please fetch a whole one.
state-damaged = The stored data was damaged. Please fetch it again.
state-unsupported = The stored data is of a version that this app does not know. Please update the app.

# --- what a program gives
bad-image = This picture cannot be read.
bad-value = A value is not one of its kind.

# --- what to do where a code is seen and not read
hint-cut-off = Move so that the whole code is in the picture.
hint-too-small = Move closer to the code.
hint-too-tilted = Look at the code straight from the front.
hint-low-light = Find more light.
hint-glare = Tilt the code so that it does not reflect the light.
hint-blurred = Hold still until the picture is sharp.

"""Status lists: encoding, values, acceptance (R-63 to R-74)."""

from ..cbor import Raw, indefinite, long_head, pairs
from ..labels import PRODUCT_ID
from .story import *

DAY = "2026-11-20T03:00:00Z"


def after(name: str, description: str, rules: str, data: bytes) -> Story:
    return story(name, description, rules).status(data)


def refused(name: str, description: str, rules: str, data: bytes, code: str) -> Story:
    return story(name, description, rules).status(data, code).check("status-unknown")


def stories():
    yield from values()
    yield from forms()
    yield from acceptance()


def values():
    for name, value, expect in (
        ("active", ACTIVE, "active"),
        ("revoked", REVOKED, "revoked"),
        ("withdrawn", WITHDRAWN, "withdrawn"),
        ("deferral", DEFERRAL, "deferral"),
    ):
        yield after(
            f"status-{name}", f"The list has the value {value}.", "R-42 R-67", status(DAY, {INDEX: value})
        ).check(expect)
    for value in (SUSPENDED, 7):
        yield after(
            f"status-value-{value}", "An undefined value never counts as active.", "R-67", status(DAY, {INDEX: value})
        ).check("status-unknown", "status-value-unknown")
    yield after(
        "index-not-allocated",
        "The label is older than the list, but its index is not allocated in the list.",
        "R-71",
        status(DAY, {}),
    ).check("status-unknown", "index-unallocated")
    yield after("index-beyond-the-list", "The list has 16 indexes.", "R-71", status(DAY)).check(
        "status-unknown", "index-unallocated", claims=but(LABEL, {5: 16})
    )
    yield after(
        "old-list-does-not-accuse-a-new-label",
        "The label was issued on the day of the list.",
        "R-71",
        status("2026-04-01T03:00:00Z", {}),
    ).check(
        "status-unknown", "status-ageing", "status-list-predates-label", now="2026-06-01T03:00:00Z", status_age_days=61
    )
    for bits, value, expect in ((1, 1, "revoked"), (1, 0, "active"), (2, 3, "deferral"), (8, WITHDRAWN, "withdrawn")):
        data = status(DAY, {INDEX: value}, bits=bits, rest=0)
        yield after(
            f"status-list-of-{bits}-bits-with-{value}", "Other issuers use other bit widths.", "R-66", data
        ).check(expect)


def forms():
    claims = status_claims(DAY)
    yield after(
        "status-list-as-a-tagged-cwt", "Tag 61 before tag 18.", "R-63", signed_status(claims, tags=(61, 18))
    ).check("active")
    kid = key("status 1").kid
    without = encode({1: cose.ED25519, 16: STATUS_TYPE})
    yield after(
        "status-list-with-kid-outside",
        "The key ID is in the unprotected header.",
        "R-64",
        signed_status(claims, protected=without, unprotected={4: kid}),
    ).check("active")
    loose = indefinite({65533: indefinite(claims[65533]), 6: long_head(claims[6], 8), 2: indefinite(STATUS_URI)})
    yield after(
        "status-list-in-loose-cbor",
        "Indefinite lengths, longer heads and keys in another order.",
        "R-63",
        signed_status(encode(loose), protected=encode(pairs((16, STATUS_TYPE), (4, kid), (1, cose.ED25519)))),
    ).check("active")
    yield after(
        "status-list-with-other-claims",
        "Claims, parameters and fields of other specifications are ignored.",
        "R-64 R-65",
        signed_status(
            claims
            | {
                TTL: 3600,
                1: "x",
                "text": 1,
                -70000: Raw(b"\xfb\x3f\xf0\x00\x00\x00\x00\x00\x00"),
                65533: claims[65533] | {"aggregation_uri": "https://a.example/"},
            },
            unprotected={99: [1]},
        ),
    ).check("active")
    yield refused(
        "status-list-with-a-key-twice",
        "The list has two values of iat.",
        "R-63",
        signed_status(encode(pairs((2, STATUS_URI), (6, claims[6]), (6, 1), (65533, claims[65533])))),
        "status-list-malformed",
    )
    for name, described, odd in (
        ("an-array", "An array as a key of the statuses", [3]),
        ("an-empty-map", "An empty map as a key of the statuses", {}),
    ):
        entries = [*claims[65533].items(), (odd, 1)]
        yield refused(
            f"status-list-with-{name}-as-a-key",
            f"{described} is a fault, although other keys are ignored.",
            "R-65",
            signed_status(encode(pairs((2, STATUS_URI), (6, claims[6]), (65533, pairs(*entries))))),
            "status-list-malformed",
        )
    yield refused(
        "status-list-with-bytes-as-a-claim",
        "The key of a claim is an integer or a text.",
        "R-65",
        signed_status(encode(pairs(*claims.items(), (b"x", 1)))),
        "status-list-malformed",
    )
    yield refused(
        "status-list-header-of-an-array",
        "The protected header's bytes are an array: a fault of form, not another profile.",
        "R-64",
        signed_status(claims, protected=encode([1, -19])),
        "status-list-malformed",
    )
    yield refused(
        "status-list-without-iat",
        "iat is the version of a list and is required.",
        "R-65",
        signed_status({k: v for k, v in claims.items() if k != IAT}),
        "status-list-malformed",
    )
    yield refused(
        "status-list-with-a-date-as-float",
        "Dates must be whole seconds.",
        "R-65",
        signed_status(claims | {IAT: Raw(b"\xfb\x41\xda\x00\x00\x00\x00\x00\x00")}),
        "status-list-malformed",
    )
    yield refused(
        "status-list-of-3-bits",
        "Only 1, 2, 4 and 8 bits are allowed.",
        "R-66",
        signed_status(claims | {65533: {"bits": 3, "lst": b""}}),
        "status-list-malformed",
    )
    yield refused(
        "status-list-with-a-broken-stream",
        "The list cannot be decompressed.",
        "R-66",
        status(DAY, lst=zlib.compress(bytes(100))[:-3]),
        "status-list-malformed",
    )
    yield refused(
        "status-list-of-another-type",
        "typ is that of another token.",
        "R-64",
        signed_status(claims, protected=encode({1: cose.ED25519, 4: kid, 16: "application/cwt"})),
        "status-list-unsupported",
    )
    yield refused(
        "status-list-without-a-type",
        "The header of a label. A label cannot be used as a status list.",
        "R-64",
        signed_status(claims, protected=cose.header(kid)),
        "status-list-unsupported",
    )
    yield refused(
        "label-as-status-list", "A sealed label is not a status list.", "R-64", sealed().data, "status-list-unsupported"
    )
    yield story("status-list-as-trust-list", "A status list is not a trust list.", "R-48").trust(
        status(DAY), "trust-list-malformed"
    )
    yield refused(
        "status-list-with-critical-parameters",
        "crit requires an unknown parameter.",
        "R-64",
        signed_status(claims, protected=encode(status_header(kid) | {2: [99], 99: 1})),
        "status-list-unsupported",
    )
    yield refused(
        "status-list-expires-before-it-is-issued",
        "The list expires before it was issued.",
        "R-65",
        status(DAY, exp="2026-11-19T00:00:00Z"),
        "status-list-invalid",
    )


def acceptance():
    yield refused(
        "status-list-of-a-stranger",
        "The key of the list is not in any trust list.",
        "R-73",
        status(DAY, key_name="stranger"),
        "status-list-unknown-key",
    )
    forged = bytearray(status(DAY))
    forged[-1] ^= 1
    yield refused(
        "status-list-with-a-bad-signature",
        "One bit of the list was changed.",
        "R-73",
        bytes(forged),
        "status-list-bad-signature",
    )
    yield refused(
        "status-list-by-a-label-key",
        "A label key may only seal labels.",
        "R-73",
        status(DAY, key_name="label 1"),
        "status-list-key-not-allowed",
    )
    late = changed(ANCHOR, (ISSUERS, 0, 4, 1, entry("status 1", "2026-12-01", "2030-12-31", purpose=STATUSES)))
    yield story("status-list-before-its-keys-window", "The key may sign lists from December on.", "R-73", late).status(
        status(DAY), "status-list-key-not-allowed"
    )
    yield refused(
        "status-list-for-another-address",
        "sub is not the address that the trust list names.",
        "R-73",
        status(DAY, uri=STATUS_URI + "0"),
        "status-list-foreign",
    )
    yield (
        story("older-status-list", "An older list does not replace a newer one.", "R-74")
        .status(status(DAY, {INDEX: REVOKED}))
        .status(status("2026-11-19T03:00:00Z"), "status-list-older")
        .check("revoked")
    )
    yield (
        story("same-status-list-again", "Applying the same list again changes nothing.", "R-74")
        .status(status(DAY))
        .status(status(DAY), "unchanged")
    )
    yield (
        story("two-status-lists-of-one-time", "The issuer signed two different lists with the same time.", "R-74")
        .status(status(DAY))
        .status(status(DAY, {INDEX: REVOKED}), "equivocation")
        .check("active")
    )
    yield (
        story("status-list-from-the-future", "A list with a future date could block every genuine list.", "R-73")
        .status(status("2027-06-01T00:00:00Z"), "status-list-future")
        .status(status("2027-06-01T00:00:00Z"), now="2027-05-31T00:00:00Z")
    )
    other = but(LABEL, {PRODUCT_ID: "EX-000999"})
    yield after(
        "models-share-an-index", "Another model of one registration has the same index.", "R-67", status(DAY)
    ).check("active", claims=other)

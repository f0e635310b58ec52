"""Bounds on the work for lists that are not verified yet, and what a status list may have besides (R-106 to R-111)."""

from ..cbor import Raw, Tag, indefinite
from .bundles import CHAIN, NEW, OLD, ROTATED, delta
from .story import *

DAY = "2026-11-20T03:00:00Z"
MOST_PARAMETERS, MOST_TRUST_LISTS, MOST_PIECES, LONGEST_LIST = 64, 512, 65_536, 8_388_608
# The y coordinate 2 is that of no point of the curve.
NO_POINT = bytes([2]) + bytes(31)


def stories():
    yield from headers()
    yield from leniency()
    yield from deltas()
    yield from trust_lists()
    yield from shared_states()


def headers():
    def parameters(count: int) -> dict:
        return {1000 + at: 0 for at in range(count)}

    def header(count: int) -> bytes:
        return encode(status_header(key("status 1").kid) | parameters(count - 3))

    def with_headers(protected: bytes, unprotected) -> bytes:
        return signed_status(status_claims(DAY), protected=protected, unprotected=unprotected)

    yield (
        story("status-list-with-64-parameters", "Each header has as many parameters as it may have.", "R-106")
        .status(with_headers(header(MOST_PARAMETERS), {-at: 0 for at in range(1, MOST_PARAMETERS + 1)}))
        .check("active", claims=LABEL)
    )
    many = indefinite(parameters(MOST_PARAMETERS + 1))
    for name, protected, unprotected in (
        ("protected", header(MOST_PARAMETERS + 1), {}),
        ("unprotected", header(3), parameters(MOST_PARAMETERS + 1)),
        ("indefinite", header(3), many),
        ("nested", header(3), {1000: [many]}),
    ):
        yield (
            story(
                f"status-list-with-too-many-parameters-{name}",
                "A map of 65 entries in a header, which is read before the signature.",
                "R-106",
            )
            .status(with_headers(protected, unprotected), "status-list-malformed")
            .check("status-unknown")
        )
    yield (
        story(
            "status-list-with-65-claims",
            "The payload is read after the signature: its length is its only bound.",
            "R-106",
        )
        .status(signed_status(status_claims(DAY) | parameters(65)))
        .check("active")
    )
    yield (
        story(
            "status-list-with-an-ignored-parameter-in-both-headers",
            "A parameter, even an ignored one, is in both.",
            "R-64",
        )
        .status(
            with_headers(encode(status_header(key("status 1").kid) | {1000: 0}), {1000: 0}), "status-list-malformed"
        )
        .check("status-unknown")
    )


def leniency():
    claims, kid = status_claims(DAY), key("status 1").kid
    ignored = {
        "tag": Tag(1000, "x"),
        "tags": Tag(55799, Tag(1, 0)),
        "a-tag-inside": [{0: Tag(0, "2026-11-20T03:00:00Z")}],
        "a-tag-as-key": {Tag(1, 0): 0, 0: 0},
        "a-float-as-key": {Raw(b"\xf9\x3c\x00"): 0, 1: 0},
        "undefined": Raw(b"\xf7"),
        "a-simple-value": Raw(b"\xf8\x20"),
    }
    for name, value in ignored.items():
        yield (
            story(f"status-list-ignores-{name}", "It is in a parameter and in a claim that are ignored.", "R-63 R-110")
            .status(signed_status(claims | {"x": value}, unprotected={"x": value}))
            .check("active")
        )
    yield (
        story("status-list-ignores-a-chain-of-tags", "There are 100,000 tags before one value.", "R-63 R-110")
        .status(signed_status(claims | {"x": Raw(b"\xc1" * 100_000 + b"\x00")}))
        .check("active")
    )
    for byte in (0x00, 0x14, 0x16, 0x1F):
        short = Raw(bytes([0xF8, byte]))
        for name, data in (
            ("claim", signed_status(claims | {"x": short})),
            ("parameter", signed_status(claims, unprotected={"x": short})),
        ):
            yield (
                story(
                    f"status-list-with-f8-{byte:02x}-in-a-{name}",
                    "A simple value below 32 in two bytes is not well-formed.",
                    "R-63 R-110",
                )
                .status(data, "status-list-malformed")
                .check("status-unknown")
            )
    same_twice = Raw(b"\xa2" + encode(Tag(1, 0)) + b"\x00" + encode(Tag(1, 0)) + b"\x00")
    used = {
        "iat": (claims | {IAT: Tag(1, claims[IAT])}, {}),
        "statuses": (claims | {STATUS_LIST: Tag(1, claims[STATUS_LIST])}, {}),
        "a-key-twice": (claims | {"x": same_twice}, {}),
        "a-tag-as-claim": (claims | {Tag(1, 99): 0}, {}),
        "a-tag-without-value": (claims | {"x": Raw(b"\xc1\xff")}, {}),
        "in-force": (claims | {IN_FORCE: Tag(1, bytes(32))}, {}),
        "past-as-float": (claims | {PAST: Raw(b"\xf9\x3c\x00")}, {}),
        "a-correction": (claims | {CORRECTIONS: [[8, 8, Tag(1, day("2026-11-12"))]]}, {}),
    }
    for name, (payload, unprotected) in used.items():
        yield (
            story(f"status-list-with-a-misplaced-tag-{name}", "A used value has a tag, or a map a key twice.", "R-110")
            .status(signed_status(payload, unprotected=unprotected), "status-list-malformed")
            .check("status-unknown")
        )
    tagged_type = encode({1: cose.ED25519, 4: kid, 16: Tag(1000, STATUS_TYPE)})
    yield (
        story("status-list-with-a-tagged-type", "A type with a tag is another type.", "R-64 R-110")
        .status(signed_status(claims, protected=tagged_type), "status-list-unsupported")
        .check("status-unknown")
    )


def deltas():
    def growing(*lengths: int) -> bytes:
        return bundle([], [delta(OLD, [[0, length]]) for length in lengths])

    yield (
        story("deltas-that-grow-too-much", "They would make two lists of the greatest length.", "R-107")
        .status(OLD)
        .bundle(growing(LONGEST_LIST, LONGEST_LIST), "bundle-too-long")
        .bundle(growing(2**64 - 1, 2**64 - 1), "bundle-too-long")
        .check("active")
    )
    allowed = 64 * len(growing(LONGEST_LIST, 10_000))
    assert len(growing(LONGEST_LIST, allowed + 1)) * 64 == allowed
    yield (
        story("deltas-at-the-limit-of-growth", "The limit is known before a base is looked for.", "R-107")
        .bundle(growing(LONGEST_LIST, allowed), lists=["bundle-base-missing"] * 2)
        .bundle(growing(LONGEST_LIST, allowed + 1), "bundle-too-long")
    )
    pieces = [delta(NEW, [b""] * MOST_PIECES), delta(NEW, [b""])]
    yield (
        story("deltas-of-too-many-pieces", "All deltas of a bundle together have one piece too many.", "R-107")
        .bundle(bundle([], pieces[:1]), lists=["bundle-base-missing"])
        .bundle(bundle([], pieces), "bundle-malformed")
    )


def trust_lists():
    weak = (ISSUERS, 0, 4, 0, 1, NO_POINT)
    foreign = changed(ROTATED, (AUTHORITY_ID, bytes(32)), weak)
    yield (
        story("broken-list-of-another-authority", "Nothing in it is looked at, as there is no anchor.", "R-108")
        .trust(signed(foreign), "trust-list-foreign")
        .bundle(bundle([signed(foreign)] * 2), lists=["trust-list-foreign"] * 2)
    )
    two = following(ANCHOR, "2026-06-01T00:00:00Z")
    three = following(two, "2026-07-01T00:00:00Z")
    yield (
        story("broken-older-list", "Its version alone decides.", "R-108")
        .trust(signed(three))
        .trust(signed(changed(two, weak)), "trust-list-older")
        .trust(signed(three, "root 4"), "unchanged")
    )
    yield (
        story("broken-next-list", "It is read only if the roots held have signed it.", "R-108")
        .trust(signed(changed(two, weak), "root 4"), "trust-list-threshold")
        .trust(signed(changed(two, weak)), "trust-list-invalid")
    )
    untyped = changed(two, (AUTHORITY_ID, b"short"))
    yield (
        story("next-list-with-a-malformed-head", "The authority's ID and the version are read first.", "R-108")
        .trust(signed(untyped, "root 4"), "trust-list-malformed")
        .trust(signed({k: v for k, v in two.items() if k != VERSION}, "root 4"), "trust-list-malformed")
    )
    yield story("bundle-of-too-many-trust-lists", "A bundle has one trust list more than it may have.", "R-109").bundle(
        bundle([b""] * (MOST_TRUST_LISTS + 1)), "bundle-malformed"
    )


def shared_states():
    other = changed(JC_STAR, (VERSION, 1), (ROOTS, [key("root 4").public]))
    yield (
        story(
            "state-with-lists-of-another-anchor",
            "Several verifiers share the state. What only another anchor accepts is refused, and the rest is taken.",
            "R-111",
        )
        .restore(
            state(bundle([signed(other, "root 4"), *CHAIN], [status(DAY, key_name="stranger"), NEW]), marks=bytes(2)),
            lists=["trust-list-foreign", "unchanged", "accepted", "status-list-unknown-key", "accepted"],
        )
        .check("revoked")
        .restart()
        .check("revoked")
    )

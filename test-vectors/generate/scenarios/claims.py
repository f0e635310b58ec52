"""Payloads under a valid signature: their encoding and their keys (R-21 to R-24)."""

from ..cbor import Raw, Tag, encode, indefinite, long_head, nested, pairs
from ..labels import (
    CAMERA,
    EXPIRES_ON,
    GTIN,
    HOLDER,
    ISSUED_ON,
    LEVEL,
    PRODUCT_ID,
    ROUTER,
    STATUS_INDEX,
    but,
    check_digit,
    day,
)
from ..scenario import label
from .common import NO_STATUS

JAN = check_digit("491234567890")
CAMERA_ENTRIES = list(CAMERA.items())


def scenarios():
    yield from payload_faults()
    yield from key_faults()
    yield from room_to_grow()
    yield from every_claim()


def good(name: str, description: str, rules: str, changes: dict, **more):
    claims = but(CAMERA, changes)
    return label(name, description, rules=rules, claims=claims, expect="active", reasons=NO_STATUS, **more)


def bad(name: str, description: str, rules: str, changes: dict):
    return label(name, description, rules=rules, claims=but(CAMERA, changes), expect="malformed-claims")


def payload_faults():
    payloads = {
        "claims-empty": ("No bytes at all.", b""),
        "claims-are-an-array": ("An array of the values.", encode(list(CAMERA.values()))),
        "claims-are-text": ("A JSON text.", encode('{"level": 1}')),
        "claims-tagged": ("A tag on the map.", encode(Tag(61, CAMERA))),
        "claims-twice": ("The map twice, one after the other.", encode(CAMERA) * 2),
        "claims-with-a-byte-after": ("A byte after the map.", encode(CAMERA) + b"\x00"),
        "claims-cut": ("The last byte is missing.", encode(CAMERA)[:-1]),
        "claims-of-indefinite-length": ("A map of indefinite length.", encode(indefinite(CAMERA))),
        "claims-length-not-shortest": ("A map of seven entries with a length byte.", encode(long_head(CAMERA, 1))),
        "claims-unsorted": (
            "The first two claims are in the wrong order.",
            encode(pairs(CAMERA_ENTRIES[1], CAMERA_ENTRIES[0], *CAMERA_ENTRIES[2:])),
        ),
        "claim-twice": (
            "The level occurs twice with two values. Detects readers that take the first or the last.",
            encode(pairs(*CAMERA_ENTRIES[:2], (LEVEL, 4), *CAMERA_ENTRIES[2:])),
        ),
        "claim-twice-with-one-value": (
            "The level occurs twice with the same value.",
            encode(pairs(*CAMERA_ENTRIES[:2], *CAMERA_ENTRIES[1:])),
        ),
        "claim-key-not-shortest": (
            "Key 7 in two bytes instead of one.",
            encode(pairs(*CAMERA_ENTRIES[:6], (Raw(b"\x18\x07"), 1))),
        ),
        "claim-integer-not-shortest": (
            "The level in two bytes instead of one.",
            encode(CAMERA | {LEVEL: long_head(1, 1)}),
        ),
        "claim-text-length-not-shortest": (
            "A short product ID with a length byte.",
            encode(CAMERA | {PRODUCT_ID: long_head(CAMERA[PRODUCT_ID], 1)}),
        ),
        "claim-text-of-indefinite-length": (
            "A product ID in chunks.",
            encode(CAMERA | {PRODUCT_ID: indefinite(CAMERA[PRODUCT_ID])}),
        ),
        "claim-array-of-indefinite-length": (
            "GTINs in an array of indefinite length.",
            encode(CAMERA | {GTIN: indefinite([JAN, check_digit("4912345")])}),
        ),
        "day-as-a-float": (
            "A date as a float, as in some certificates of other systems.",
            encode(CAMERA | {ISSUED_ON: Raw(b"\xfa\x46\xa0\xac\x00")}),
        ),
        "day-tagged": (
            "A date under tag 100, days since 1970.",
            encode(CAMERA | {ISSUED_ON: Tag(100, CAMERA[ISSUED_ON])}),
        ),
        "status-index-as-a-bignum": (
            "A status index under tag 2.",
            encode(CAMERA | {STATUS_INDEX: Tag(2, b"\x12\x67")}),
        ),
        "text-that-is-not-utf-8": (
            "A holder with a byte that does not occur in UTF-8.",
            encode(CAMERA | {HOLDER: Raw(b"\x63ab\xff")}),
        ),
        "text-with-a-surrogate": (
            "A holder with half a surrogate pair in three bytes (CESU-8).",
            encode(CAMERA | {HOLDER: Raw(b"\x63\xed\xa0\x80")}),
        ),
        "text-overlong": ("A slash in two bytes.", encode(CAMERA | {HOLDER: Raw(b"\x62\xc0\xaf")})),
    }
    for name, (description, payload) in payloads.items():
        yield label(name, description, rules="R-14 R-21", payload=payload, expect="malformed-claims")
    inner = {
        "unknown-claim-is-a-float": ("a float", Raw(b"\xf9\x3c\x00")),
        "unknown-claim-is-undefined": ("`undefined`", Raw(b"\xf7")),
        "unknown-claim-is-a-simple-value": ("simple value 16", Raw(b"\xf0")),
        "unknown-claim-is-tagged": ("a tagged value", Tag(1, 0)),
        "unknown-claim-unsorted": ("an unsorted map", pairs((2, 0), (1, 0))),
        "unknown-claim-nested-200-deep": ("200 nested arrays", nested(200)),
        "unknown-claim-nested-nine-deep": ("nine levels, the claims' map being the first", nested(8)),
        "unknown-claim-of-maps-nine-deep": ("nine levels of maps, the claims' map being the first", maps(8)),
        "unknown-claim-is-23-not-shortest": ("23 in two bytes", Raw(b"\x18\x17")),
        "unknown-claim-is-255-not-shortest": ("255 in three bytes", Raw(b"\x19\x00\xff")),
        "unknown-claim-is-65535-not-shortest": ("65,535 in five bytes", Raw(b"\x1a\x00\x00\xff\xff")),
        "unknown-claim-is-32-bits-not-shortest": (
            "4,294,967,295 in nine bytes",
            Raw(b"\x1b\x00\x00\x00\x00\xff\xff\xff\xff"),
        ),
        "unknown-claim-is-negative-not-shortest": ("-24 in two bytes", Raw(b"\x38\x17")),
    }
    for name, (what, value) in inner.items():
        yield label(
            name,
            f"An unknown claim is ignored, but its encoding is checked: it holds {what}.",
            rules="R-14 R-21 R-24",
            payload=encode(CAMERA | {13: value}),
            expect="malformed-claims",
        )


def maps(levels: int) -> dict:
    """Returns `levels` nested maps. The innermost is empty."""
    return {1: maps(levels - 1)} if levels > 1 else {}


def key_faults():
    for number, name in (
        (PRODUCT_ID, "product-id"),
        (LEVEL, "level"),
        (ISSUED_ON, "issued-on"),
        (EXPIRES_ON, "expires-on"),
        (STATUS_INDEX, "status-index"),
    ):
        yield bad(f"{name}-missing", f"Claim {number} is required.", "R-22", {number: None})
    yield label(
        "claims-of-an-empty-map", "A map without claims.", rules="R-22", payload=encode({}), expect="malformed-claims"
    )
    yield bad("claim-key-zero", "Key 0 is neither a claim nor reserved for later versions.", "R-23", {0: 1})
    yield bad("claim-key-text", "A text key, as in JSON.", "R-23", {"level": 4})
    yield bad("claim-key-bytes", "A key of bytes.", "R-23", {b"\x01": 1})
    yield bad("claim-key-false", "A key of false.", "R-23", {False: 1})
    yield bad(
        "claim-key-zero-and-negative",
        "Key 0 is refused before the negative key of a later version.",
        "R-23",
        {0: 1, -1: 1},
    )
    yield bad(
        "claim-key-text-and-negative",
        "A text key is refused before the negative key of a later version.",
        "R-23",
        {"level": 4, -1: 1},
    )

    def newer(name: str, description: str, changes: dict):
        return label(name, description, rules="R-23 R-45", claims=but(CAMERA, changes), expect="unsupported-version")

    yield newer(
        "negative-key", "A negative key must be understood or refused. The label is not shown as forged.", {-1: 1}
    )
    yield newer("negative-key-of-ours", "A negative key from the range of future Starseal claims.", {-65_537: "later"})
    yield newer(
        "negative-key-lowest",
        "The lowest integer of CBOR, -2^64. Detects a reader that is limited to signed 64-bit integers.",
        {-(2**64): 1},
    )
    yield newer(
        "negative-key-and-a-bad-level",
        "The level is not valid in version 1, but values are not checked.",
        {-1: 1, LEVEL: "gold"},
    )
    yield newer(
        "negative-key-and-expired", "Nothing is checked after the keys.", {-1: 1, EXPIRES_ON: day("2026-04-30")}
    )


def room_to_grow():
    yield good(
        "unknown-claim", "An unknown positive key of a later version is ignored and counted.", "R-24", {13: "later"}
    )
    yield good(
        "unknown-claims-of-all-kinds",
        "Seven unknown claims, with every type that the encoding allows.",
        "R-24",
        {
            13: 0,
            14: -1,
            15: b"\x00",
            16: "",
            17: [1, [2]],
            24: {"a": {-1: None}},
            2**64 - 1: [False, True],
        },
    )
    yield good(
        "unknown-claims-at-each-length",
        "The lowest integers that need two, three, five and nine bytes, and the highest that do not.",
        "R-14 R-24",
        {
            13: 23,
            14: 24,
            15: 255,
            16: 256,
            17: 65_535,
            18: 65_536,
            19: 2**32 - 1,
            20: 2**32,
            21: -24,
            22: -25,
            23: -(2**64),
        },
    )
    yield good(
        "unknown-claim-of-maps-eight-deep",
        "Eight levels of maps, the claims' map being the first.",
        "R-14 R-24",
        {13: maps(7)},
    )
    yield good(
        "unknown-claim-with-a-bidi-control",
        "A text that is never displayed is not checked for control characters.",
        "R-24 R-28",
        {13: "\u202e"},
    )
    yield good(
        "unknown-claim-nested-eight-deep",
        "Eight levels, the claims' map being the first.",
        "R-14 R-24",
        {13: nested(7)},
    )


def every_claim():
    yield label(
        "router-with-every-claim",
        "Every defined claim, with a Japanese holder, third-party assessed.",
        rules="R-21 R-26 R-28 R-35 R-38",
        claims=ROUTER,
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "camera-with-required-claims-only",
        "The five required claims and nothing else.",
        rules="R-22",
        claims={k: v for k, v in CAMERA.items() if k <= STATUS_INDEX},
        expect="active",
        reasons=NO_STATUS,
    )
    for length in (16, 23, 24, 255, 256):
        yield label(
            f"payload-of-{length}-bytes",
            "The length of the payload is at or next to a limit where its encoding takes another byte.",
            rules="R-14 R-19",
            claims=claims_of_length(length),
            expect="active",
            reasons=NO_STATUS,
        )


def claims_of_length(length: int) -> dict:
    """Returns required claims that encode to `length` bytes, at least 16. An unknown claim pads long ones."""
    shortest = {k: v for k, v in CAMERA.items() if k <= STATUS_INDEX} | {PRODUCT_ID: "!", STATUS_INDEX: 0}
    if length < 40:
        return shortest | {PRODUCT_ID: "!" * (length - 15)}
    filled = len(encode(shortest | {99: bytes(100)}))
    return shortest | {99: bytes(100 + length - filled)}

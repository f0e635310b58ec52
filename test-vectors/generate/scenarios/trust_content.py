"""The payloads of trust lists (R-51 to R-54, R-56, R-57). The signatures of all of these are valid."""

from .. import ed25519
from ..cbor import Raw, Tag, encode, indefinite, pairs
from ..keys import key
from ..labels import day
from ..scenario import trust_list
from ..trust import (
    AUTHORITY_ID,
    EVERYTHING,
    EXPIRES_AT,
    FIRST,
    GONE,
    ISSUED_AT,
    ISSUERS,
    JC_STAR,
    LATER,
    NAMES,
    OTHER_AUTHORITY,
    RECOGNITION,
    RECOGNITIONS,
    ROOTS,
    SCHEME,
    STATUS_URI,
    STATUSES,
    THRESHOLD,
    VERSION,
    but,
    entry,
    names,
    seconds,
)
from .signature import not_a_point

KEYS = (ISSUERS, 0, 4)
NO_TEXT = {
    "list-names-empty",
    "list-name-of-129-bytes",
    "list-name-with-bidi-override",
    "list-other-language-with-a-line-feed",
}


def scenarios():
    yield from malformed()
    yield from versions()
    yield from lives()
    yield from keys()
    yield from dictionaries()
    yield from recognitions()


def one(name: str, description: str, rules: str, expect: str, *changes, payload: dict = JC_STAR, signers=("root 1",)):
    return trust_list(name, description, rules=rules, expect=expect, payload=but(payload, *changes), signers=signers)


def invalid(name: str, description: str, rules: str, *changes, **more):
    return one(name, description, rules, "trust-list-invalid", *changes, **more)


def fine(name: str, description: str, rules: str, *changes, **more):
    return one(name, description, rules, "accepted", *changes, **more)


def malformed():
    faults = {
        "list-payload-empty": ("A payload of no bytes.", Raw(b"")),
        "list-payload-is-an-array": ("An array of the values.", list(JC_STAR.values())),
        "list-payload-of-indefinite-length": ("A map of indefinite length.", indefinite(JC_STAR)),
        "list-payload-unsorted": ("The map's keys are not in order.", pairs(*reversed(JC_STAR.items()))),
        "list-payload-key-twice": (
            "The threshold occurs twice.",
            pairs(*list(JC_STAR.items())[:6], *list(JC_STAR.items())[5:]),
        ),
        "list-payload-with-a-byte-after": ("A byte after the map.", Raw(encode(JC_STAR) + b"\x00")),
        "list-payload-tagged": ("A tag on the map.", Tag(61, JC_STAR)),
        "list-dictionary-unsorted": (
            "The levels are not in order.",
            but(JC_STAR, (SCHEME, 2, pairs(*reversed(JC_STAR[SCHEME][2].items())))),
        ),
        "list-with-a-float": ("Months as a float.", but(JC_STAR, (SCHEME, 6, Raw(b"\xf9\x4e\x00")))),
    }
    for name, (description, payload) in faults.items():
        yield trust_list(name, description, rules="R-14 R-51", payload=encode(payload), expect="trust-list-malformed")
    for number, what in (
        (NAMES, "names"),
        (VERSION, "version"),
        (ISSUED_AT, "issued-at"),
        (EXPIRES_AT, "expires-at"),
        (ROOTS, "roots"),
        (THRESHOLD, "threshold"),
        (ISSUERS, "issuers"),
        (SCHEME, "scheme"),
    ):
        yield one(
            f"list-without-{what}", f"Field {number} is required.", "R-51", "trust-list-malformed", (number, GONE)
        )
    twelve = [key(f"another root {n}").public for n in range(10)]
    changes = {
        "list-with-key-zero": ("Key 0 is not a field.", (0, 1)),
        "list-with-a-text-key": ("A text key.", ("version", 2)),
        "list-issuer-with-key-zero": ("Key 0 in an issuer's map.", (ISSUERS, 0, 0, 1)),
        "list-names-without-japanese": ("Names must be in English and in Japanese.", (NAMES, "ja", GONE)),
        "list-names-empty": ("A name of no characters.", (NAMES, "en", "")),
        "list-name-of-129-bytes": ("A name that is one byte too long.", (NAMES, "en", "N" * 129)),
        "list-name-with-bidi-override": (
            "A name with a control character that reverses the direction of writing.",
            (NAMES, "en", "\u202eytirohtuA"),
        ),
        "list-other-language-with-a-line-feed": (
            "The rules for texts apply to names in other languages, too.",
            (NAMES, "zh", "a\nb"),
        ),
        "list-name-is-bytes": ("Bytes, not text.", (ISSUERS, 0, 1, "en", b"Registry")),
        "list-version-as-text": ("Text, not a number.", (VERSION, "1")),
        "list-version-above-32-bits": ("4,294,967,296.", (VERSION, 2**32)),
        "list-issued-at-as-text": ("A time as text.", (ISSUED_AT, "2026-01-01T00:00:00Z")),
        "list-expires-at-after-the-year-9999": (
            "The first second after the last year with four digits.",
            (EXPIRES_AT, 253_402_300_800),
        ),
        "list-without-any-root": ("A list without roots.", (ROOTS, [])),
        "list-of-11-roots": ("One root too many.", (ROOTS, [key("root 1").public, *twelve])),
        "list-root-of-31-bytes": ("A key that is one byte too short.", (ROOTS, 1, key("root 2").public[:31])),
        "list-threshold-zero": ("A threshold that needs no signature.", (THRESHOLD, 0)),
        "list-authority-id-of-31-bytes": ("An authority ID that is one byte too short.", (AUTHORITY_ID, bytes(31))),
        "list-issuer-without-prefixes": ("An issuer without a prefix.", (ISSUERS, 0, 2, [])),
        "list-issuer-of-nine-prefixes": (
            "One prefix too many.",
            (ISSUERS, 0, 2, [f"HTTPS://P{n}.EXAMPLE/" for n in range(9)]),
        ),
        "list-issuer-without-keys": ("An issuer without a key.", (*KEYS, [])),
        "list-key-of-unknown-purpose": ("Purpose 3.", (*KEYS, 0, 2, 3)),
        "list-key-without-window": ("A key without its last day.", (*KEYS, 0, 4, GONE)),
        "list-key-window-before-2010": ("Day 14,609.", (*KEYS, 0, 3, 14_609)),
        "list-compromised-as-true": (
            "`true` instead of the day on which the compromise was declared.",
            (*KEYS, 0, 5, True),
        ),
        "list-prefix-as-bytes": ("Bytes, not text.", (ISSUERS, 0, 2, 0, FIRST.encode())),
        "list-status-uri-as-bytes": ("Bytes, not text.", (ISSUERS, 0, 3, STATUS_URI.encode())),
        "list-level-zero": ("Levels start at 1.", (SCHEME, 2, 0, JC_STAR[SCHEME][2][1])),
        "list-level-256": ("A level that no label can have.", (SCHEME, 2, 256, JC_STAR[SCHEME][2][1])),
        "list-level-without-assessment": (
            "The list does not state whether the level is self-declared.",
            (SCHEME, 2, 1, 2, GONE),
        ),
        "list-level-of-unknown-assessment": ("Assessment 3.", (SCHEME, 2, 1, 2, 3)),
        "list-category-excluded-false": (
            "A category that is not excluded omits the field: `false` would be a second encoding.",
            (SCHEME, 3, 1, 2, False),
        ),
        "list-category-above-16-bits": (
            "A category that no label can name.",
            (SCHEME, 3, 65_536, {1: names("Other", "その他")}),
        ),
        "list-criteria-of-65-bytes": ("Criteria that are one byte too long.", (SCHEME, 4, 1, "C" * 65)),
        "list-evaluator-without-japanese": ("Names must be in English and in Japanese.", (SCHEME, 5, 1, "ja", GONE)),
        "list-scheme-without-offset": ("The list does not state the time zone of days.", (SCHEME, 1, GONE)),
        "list-months-as-text": ("Text, not a number.", (SCHEME, 6, "24")),
        "list-recognitions-empty": ("An empty array must be omitted.", (RECOGNITIONS, [])),
    }
    for name, (description, change) in changes.items():
        rules = "R-28 R-51" if name in NO_TEXT else "R-51"
        yield one(name, description, rules, "trust-list-malformed", change)
    places = {
        "list": (-1, 1),
        "issuer": (ISSUERS, 0, -1, 1),
        "key": (*KEYS, 0, -1, 1),
        "scheme": (SCHEME, -1, 1),
        "level-entry": (SCHEME, 2, 1, -1, 1),
        "category-entry": (SCHEME, 3, 1, -1, 1),
        "recognition": (RECOGNITIONS, 0, -1, 1),
    }
    for name, change in places.items():
        yield one(
            f"negative-key-in-{name}" if name != "list" else "list-with-a-negative-key",
            "A negative key must be understood or refused.",
            "R-23 R-51",
            "trust-list-unsupported",
            change,
            payload=EVERYTHING,
        )


def versions():
    yield invalid(
        "list-later-version-without-authority-id",
        "A list without an authority ID is the first and must have version 1.",
        "R-52 R-53",
        (VERSION, 2),
    )
    yield invalid("list-version-zero", "Versions start at 1.", "R-53", (VERSION, 0))
    yield fine(
        "list-version-highest",
        "A later list with the highest version.",
        "R-52 R-53",
        (VERSION, 2**32 - 1),
        payload=LATER,
    )


def lives():
    when = seconds("2026-01-01T00:00:00Z")
    yield fine("list-expires-when-issued", "A list that is valid for one second.", "R-53", (EXPIRES_AT, when))
    yield invalid(
        "list-expires-before-issued", "The list expires one second before it is issued.", "R-53", (EXPIRES_AT, when - 1)
    )


def keys():
    torsion = ed25519.torsion()
    small = {
        "neutral": ed25519.compress(ed25519.NEUTRAL),
        "order-2": ed25519.compress(ed25519.multiply(4, torsion)),
        "order-4": ed25519.compress(ed25519.multiply(2, torsion)),
        "order-8": ed25519.compress(torsion),
    }
    for name, public in small.items():
        yield invalid(
            f"label-key-{name}",
            "A label key of small order, with which one signature is valid for many labels.",
            "R-54",
            (*KEYS, 0, 1, public),
        )
    yield invalid("root-of-order-8", "A root of small order.", "R-54", (ROOTS, 1, small["order-8"]))
    yield invalid(
        "root-not-a-point", "A second root that is not a point of the curve.", "R-54", (ROOTS, 1, not_a_point())
    )
    yield invalid(
        "label-key-not-a-point", "A label key that is not a point of the curve.", "R-54", (*KEYS, 0, 1, not_a_point())
    )
    yield invalid(
        "label-key-not-canonical",
        "A coordinate above the prime, which RFC 8032 does not decode.",
        "R-54",
        (*KEYS, 0, 1, not_canonical()),
    )
    label_key, status_key = key("label 1").public, key("status 1").public
    twice = {
        "root-twice": ("A root occurs twice.", (ROOTS, 1, key("root 1").public)),
        "root-is-a-label-key": ("A root is also a label key.", (ROOTS, 1, label_key)),
        "root-is-a-status-key": ("A root is also a status key.", (ROOTS, 1, status_key)),
        "label-key-twice": (
            "A label key occurs twice, with two windows.",
            (*KEYS, 4, entry("label 1", "2031-01-01", "2031-12-31")),
        ),
        "label-key-is-a-status-key": (
            "A label key is also a status key.",
            (*KEYS, 4, entry("label 1", purpose=STATUSES)),
        ),
        "label-key-of-two-issuers": ("Two issuers share a label key.", (ISSUERS, 1, 4, 1, entry("label 1"))),
        "status-key-of-two-issuers": (
            "Two issuers share a status key.",
            (ISSUERS, 1, 4, 1, entry("status 1", purpose=STATUSES)),
        ),
    }
    for name, (description, change) in twice.items():
        yield invalid(name, description, "R-54", change)
    yield invalid(
        "threshold-above-roots",
        "A threshold of two with only one root, which no list can meet.",
        "R-54",
        (THRESHOLD, 2),
    )
    yield fine(
        "threshold-of-all-roots",
        "Both of two roots must sign, and both signed.",
        "R-50 R-54",
        (ROOTS, 1, key("root 2").public),
        (THRESHOLD, 2),
        signers=("root 1", "root 2"),
    )
    yield fine(
        "key-window-of-one-day",
        "A key that may seal on only one day.",
        "R-54",
        (*KEYS, 0, entry("label 1", "2026-04-01", "2026-04-01")),
    )
    yield invalid(
        "key-window-reversed",
        "A window that ends a day before it starts.",
        "R-54",
        (*KEYS, 0, entry("label 1", "2026-04-02", "2026-04-01")),
    )


def not_canonical() -> bytes:
    """Returns a point that is not of small order, with y encoded as y + p."""
    for y in range(19):
        point = ed25519.with_y(y, 0)
        if point and ed25519.multiply(8, point) != ed25519.NEUTRAL:
            return (y + ed25519.P).to_bytes(32, "little")
    raise AssertionError("one of the points must be suitable")


def dictionaries():
    numbers = {
        "offset": (1, -1439, 1439),
        "months": (6, 1, 1200),
        "days": (7, 0, 3660),
    }
    for name, (number, low, high) in numbers.items():
        yield fine(f"list-{name}-lowest", f"{low:,}, the lowest allowed value.", "R-56", (SCHEME, number, low))
        yield fine(f"list-{name}-highest", f"{high:,}, the highest allowed value.", "R-56", (SCHEME, number, high))
        if number != 7:  # -1 days would also be of another type
            yield invalid(f"list-{name}-too-low", f"{low - 1:,} is below the range.", "R-56", (SCHEME, number, low - 1))
        yield invalid(f"list-{name}-too-high", f"{high + 1:,} is above the range.", "R-56", (SCHEME, number, high + 1))
    yield invalid(
        "list-without-levels",
        "A dictionary without a level, under which no label could be valid.",
        "R-56",
        (SCHEME, 2, {}),
    )
    yield fine(
        "list-with-empty-dictionaries",
        "One level, and no other entries.",
        "R-56",
        (SCHEME, 3, {}),
        (SCHEME, 4, {}),
        (SCHEME, 5, {}),
    )


def recognitions():
    def recognised(*changes):
        return (RECOGNITIONS, [but(RECOGNITION, *changes)])

    yield fine(
        "recognition-for-one-day",
        "The first and the last day are the same.",
        "R-57",
        recognised((6, day("2026-06-01"))),
    )
    yield invalid(
        "recognition-reversed",
        "The recognition ends one day before it starts.",
        "R-57",
        recognised((6, day("2026-05-31"))),
    )
    yield invalid(
        "recognition-of-oneself",
        "A later list recognises its own authority.",
        "R-57",
        recognised((1, LATER[AUTHORITY_ID])),
        payload=LATER,
    )
    yield invalid(
        "recognition-as-an-unknown-level",
        "The recognition is for a level that this dictionary does not have.",
        "R-57",
        recognised((4, 5)),
    )
    yield fine(
        "recognition-of-another-dictionarys-level",
        "The other authority's level is a number in that authority's dictionary.",
        "R-57",
        recognised((2, 200)),
    )
    yield fine(
        "recognition-in-a-later-list",
        "A later list recognises another authority.",
        "R-57",
        recognised((1, OTHER_AUTHORITY)),
        payload=LATER,
    )

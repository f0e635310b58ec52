"""The keys that are tried, and what the verifying key may seal (R-18, R-30, R-31)."""

from .. import cose
from ..cbor import encode
from ..keys import key
from ..labels import CAMERA, EXPIRES_ON, ISSUED_ON, LEVEL, but, day
from ..scenario import label
from ..trust import FIRST, SECOND
from .common import NO_STATUS


def scenarios():
    yield from hints()
    yield from windows()
    yield from compromise()


def hints():
    yield label(
        "unknown-key",
        "Sealed with a key that no list names. It is not shown as forged, because the list may be old.",
        rules="R-18",
        key_name="stranger",
        expect="unknown-key",
    )
    yield label(
        "root-key-seals-a-label",
        "Sealed with the authority's root. Only issuers' keys are tried for labels, so the key is unknown.",
        rules="R-18",
        key_name="root 1",
        expect="unknown-key",
    )
    yield label(
        "no-issuers",
        "The trust list names no issuer yet.",
        rules="R-18",
        trust="no-issuers",
        expect="unknown-key",
    )
    yield label(
        "same-kid-first-key",
        "Two keys have this key ID. The first one sealed the label.",
        rules="R-18",
        trust="same-kid",
        key_name="same kid 62020",
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "same-kid-second-key",
        "Two keys have this key ID. The second one sealed the label. Detects a verifier that tries only the first.",
        rules="R-18",
        trust="same-kid",
        key_name="same kid 97411",
        prefix=SECOND,
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "same-kid-other-issuers-prefix",
        "The second key sealed the label, which has the prefix of the first key's issuer. "
        "Detects a verifier that finds the issuer by key ID.",
        rules="R-10 R-18 R-32",
        trust="same-kid",
        key_name="same kid 97411",
        prefix=FIRST,
        expect="foreign-carrier",
        reasons=NO_STATUS,
    )
    yield label(
        "kid-of-another-key",
        "Sealed with a key that no list names, with the issuer's key ID.",
        rules="R-18 R-20",
        sealed=cose.seal(encode(CAMERA), key("stranger"), protected=cose.header(key("label 1").kid)),
        expect="bad-signature",
    )
    yield label(
        "kid-of-the-other-issuers-key",
        "Sealed with the second issuer's key, with the first issuer's key ID. Only keys with that ID are tried.",
        rules="R-18 R-20",
        sealed=cose.seal(encode(CAMERA), key("label 2"), protected=cose.header(key("label 1").kid)),
        expect="bad-signature",
    )


def windows():
    def one(name: str, description: str, issued: str, expect: str):
        return label(
            name,
            description,
            rules="R-30",
            key_name="narrow window",
            claims=but(CAMERA, {ISSUED_ON: day(issued), EXPIRES_ON: day("2027-12-31")}),
            expect=expect,
            reasons=NO_STATUS,
        )

    yield one("key-window-first-day", "Issued on the first day that the key may seal.", "2026-04-01", "active")
    yield one("key-window-last-day", "Issued on the last day that the key may seal.", "2026-04-30", "active")
    yield one("key-window-day-before", "Issued a day before the key's window.", "2026-03-31", "key-not-allowed")
    yield one("key-window-day-after", "Issued a day after the key's window.", "2026-05-01", "key-not-allowed")
    yield label(
        "status-key-seals-a-label",
        "A key for status lists may not seal labels.",
        rules="R-30",
        key_name="status 1",
        expect="key-not-allowed",
        reasons=NO_STATUS,
    )
    yield label(
        "everything-wrong-after-the-signature",
        "Outside the key's window, with a foreign prefix, with an unknown level, and expired. "
        "The first failure decides, and all others are listed.",
        rules="R-30 R-32 R-33 R-41 R-45",
        key_name="narrow window",
        prefix="HTTPS://EVIL.EXAMPLE/L/",
        claims=but(CAMERA, {ISSUED_ON: day("2025-05-01"), EXPIRES_ON: day("2026-04-30"), LEVEL: 5}),
        expect="key-not-allowed",
        reasons=["foreign-carrier", "scheme-violation", "expired", *NO_STATUS],
    )


def compromise():
    def one(name: str, description: str, changes: dict, reasons=NO_STATUS, **more):
        return label(
            name,
            description,
            rules="R-31",
            key_name="compromised",
            claims=but(CAMERA, changes),
            expect="key-compromised",
            reasons=reasons,
            **more,
        )

    yield one(
        "compromised-key",
        "Issued before the day on which the compromise was declared. A thief can back-date labels.",
        {},
    )
    after = {ISSUED_ON: day("2026-11-01"), EXPIRES_ON: day("2028-10-31")}
    yield one("compromised-key-issued-later", "Issued after the day on which the compromise was declared.", after)
    yield one(
        "compromised-key-on-an-earlier-day",
        "Checked for a day before the compromise was declared. The day makes no difference.",
        {},
        as_of="2026-05-01",
    )
    yield one(
        "compromised-key-and-expired",
        "The compromise decides. The expiry is a reason.",
        {ISSUED_ON: day("2025-02-01"), EXPIRES_ON: day("2026-01-31")},
        ["expired", *NO_STATUS],
    )
    yield label(
        "compromised-key-outside-its-window",
        "The key's window decides first. The compromise is a reason.",
        rules="R-30 R-31 R-45",
        key_name="compromised",
        claims=but(CAMERA, {ISSUED_ON: day("2024-12-31"), EXPIRES_ON: day("2026-12-30")}),
        expect="key-not-allowed",
        reasons=["key-compromised", *NO_STATUS],
    )

"""Limits, the carrier's form, Base41 and base64url (R-1 to R-8, R-11)."""

import base64

from .. import base41, cose
from ..cbor import Raw, encode, head
from ..keys import key
from ..labels import CAMERA, PRODUCT_ID, STATUS_INDEX, but
from ..scenario import label
from ..trust import BY_NAME, FIRST, FIRST_LONGER
from .common import NO_STATUS, with_all_signs

MAX_CARRIER_BYTES = 1024
MAX_SEALED_BYTES = 512
SPECIFICATION_EXAMPLE = "example-of-the-specification"


def scenarios():
    yield from lengths()
    yield from forms()
    yield from base41_faults()
    yield from url_encoders()
    yield from base64url()


def sealed_of_length(length: int) -> tuple[dict, cose.Sealed]:
    """The camera's label with an unknown claim that fills it up to this many bytes."""

    def sealed(fill: int):
        claims = but(CAMERA, {99: bytes(fill)})
        return claims, cose.seal(encode(claims), key("label 1"))

    rest = length - len(sealed(300)[1].data)
    claims, made = sealed(300 + rest)
    assert len(made.data) == length
    return claims, made


def lengths():
    usual = cose.seal(encode(CAMERA), key("label 1"))
    room = MAX_CARRIER_BYTES - len(base41.encode(usual.data))
    padded = "HTTPS://JC-STAR.EXAMPLE/" + "A" * (room - 25) + "/"
    yield label(
        "carrier-of-1024-bytes",
        "The longest carrier that is looked at. Its prefix is foreign, which is only known after the signature.",
        rules="R-1 R-10",
        prefix=padded,
        expect="foreign-carrier",
        reasons=NO_STATUS,
    )
    yield label(
        "carrier-of-1025-bytes",
        "One byte more than a carrier may have. Catches a limit that is off by one, or none.",
        rules="R-1",
        prefix=padded.replace("/A", "/AA"),
        expect="too-long",
    )
    yield label(
        "carrier-length-is-counted-in-bytes",
        "400 characters of three bytes each. Catches a limit that counts characters.",
        rules="R-1",
        text="星" * 400,
        expect="too-long",
    )
    yield label(
        "trust-list-as-a-carrier",
        "A whole trust list in Base41: longer than any carrier, before anyone sees that it is no label.",
        rules="R-1 R-48",
        text=FIRST + base41.encode(BY_NAME["jc-star"].data),
        expect="too-long",
    )
    claims, sealed = sealed_of_length(MAX_SEALED_BYTES)
    yield label(
        "sealed-label-of-512-bytes",
        "The longest sealed label.",
        rules="R-8 R-24",
        claims=claims,
        sealed=sealed,
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "sealed-label-of-513-bytes",
        "One byte more than a sealed label may have, sealed well: the limit comes before the envelope.",
        rules="R-8",
        sealed=sealed_of_length(MAX_SEALED_BYTES + 1)[1],
        expect="too-long",
    )
    yield label(
        "sealed-label-of-513-bytes-in-base64url",
        "The same limit in the other form.",
        rules="R-7 R-8",
        sealed=sealed_of_length(MAX_SEALED_BYTES + 1)[1],
        encode_bytes=base64url_of,
        expect="too-long",
    )


def forms():
    yield label(
        "camera",
        "The usual label, as it is printed.",
        rules="R-2 R-3 R-4 R-13 R-16 R-18 R-19 R-20 R-42 R-43",
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        SPECIFICATION_EXAMPLE,
        "The label that the specification shows byte by byte.",
        rules="R-2 R-3 R-4 R-13 R-19",
        claims=but(CAMERA, {PRODUCT_ID: "SS-2026-000123", STATUS_INDEX: 7}),
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "camera-behind-the-second-prefix",
        "The same label behind the other prefix of its issuer, with 28 characters.",
        rules="R-2 R-10 R-32",
        prefix=FIRST_LONGER,
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "bare-payload",
        "A payload without a prefix is judged like any other. There is no URL to open.",
        rules="R-2 R-11",
        prefix="",
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "prefix-of-one-slash",
        "A payload after a single slash: a prefix of one character, so not a bare payload.",
        rules="R-2 R-10 R-11",
        prefix="/",
        expect="foreign-carrier",
        reasons=NO_STATUS,
    )
    plain = {
        "empty-text": ("No text at all has a verdict too.", ""),
        "plain-url": ("What other schemes print: a URL and no seal.", "https://jc-star.example/products/EX-000123"),
        "prefix-without-payload": ("A prefix and nothing after its slash.", FIRST),
        "payload-of-two-characters": ("Less than the three characters that a payload starts with.", FIRST + "I2"),
        "text-of-many-scripts": ("Text that is no carrier at all.", "★☆ラベル\u0000\u202e🦭"),
    }
    for name, (description, text) in plain.items():
        yield label(name, description, rules="R-3 R-45", text=text, expect="not-a-label")
    starts = {
        "no-tag": ("An array of four without tag 18", lambda *parts: list(parts)),
        "tag-16": ("COSE_Encrypt0's tag", lambda *parts: Raw(head(6, 16) + encode(list(parts)))),
        "tag-98": ("COSE_Sign's tag", lambda *parts: Raw(head(6, 98) + encode(list(parts)))),
        "tag-61-before-tag-18": (
            "The tag of a CWT around it",
            lambda *parts: Raw(b"\xd8\x3d\xd2" + encode(list(parts))),
        ),
        "tag-18-twice": (
            "Tag 18 twice, as one country's certificates had it",
            lambda *parts: Raw(b"\xd2\xd2" + encode(list(parts))),
        ),
        "tag-18-not-shortest": ("Tag 18 with a length byte", lambda *parts: Raw(b"\xd8\x12" + encode(list(parts)))),
        "self-described-cbor": (
            "The magic number of CBOR before it",
            lambda *parts: Raw(b"\xd9\xd9\xf7\xd2" + encode(list(parts))),
        ),
        "array-of-three": ("An array of three", lambda p, u, c, s: Raw(b"\xd2" + encode([p, u, c]))),
        "array-of-five": ("An array of five", lambda *parts: Raw(b"\xd2" + encode([*parts, None]))),
        "outer-array-not-shortest": (
            "A length byte for the array",
            lambda *parts: Raw(b"\xd2\x98\x04" + encode(list(parts))[1:]),
        ),
        "outer-array-indefinite": (
            "An array without a length",
            lambda *parts: Raw(b"\xd2\x9f" + encode(list(parts))[1:] + b"\xff"),
        ),
    }
    for name, (description, envelope) in starts.items():
        yield label(
            f"envelope-with-{name}" if name.startswith(("no-", "tag", "self")) else f"envelope-{name}",
            f"{description}: the first bytes are not d2 84, so it does not start as a label does.",
            rules="R-3 R-13",
            sealed=cose.seal(encode(CAMERA), key("label 1"), envelope=envelope),
            expect="not-a-label",
        )
    yield label(
        "payload-in-a-query",
        "A payload in a URL's query: there is no query, so all after the last slash is the payload.",
        rules="R-2 R-3",
        prefix=FIRST + "?C=",
        expect="not-a-label",
    )


def base41_faults():
    good = base41.encode(cose.seal(encode(CAMERA), key("label 1")).data)
    faults = {
        "lower-case-base41": ("Base41 has no lower case. Catches a decoder that is lenient.", "I2W" + good[3:].lower()),
        "lower-case-last-character": ("One lower-case letter is enough.", good[:-1] + "a"),
        "base45-plus": ("`+` is in Base45 and not in Base41. Catches Base45's alphabet.", good[:6] + "+" + good[7:]),
        "base45-space": ("A space is in Base45 and not in Base41.", good[:6] + " " + good[7:]),
        "base45-percent": ("`%` that starts no escape.", good[:6] + "%" + good[7:]),
        "query-after-the-payload": ("There is no query: `?` is read as part of the payload.", good + "?A=1"),
        "fragment-after-the-payload": ("There is no fragment: `#` is read as part of the payload.", good + "#1"),
        "line-end-after-the-payload": ("The Enter of a scanner is not the label's.", good + "\n"),
        "base41-letter-of-another-script": (
            "A full-width letter. Catches case folding or width folding.",
            good[:6] + "Ａ" + good[7:],
        ),
        "base41-one-character-over": ("A length of 1 mod 3 encodes nothing.", with_length(good, 1)),
        "base41-three-characters-above-65535": (
            "`:::` is 68,920. Catches a decoder that lets the number overflow.",
            good[:6] + ":::" + good[9:],
        ),
        "base41-just-above-65535": ("65,536 in three characters.", good[:6] + base41.digits(65_536, 3) + good[9:]),
        "base41-pair-above-255": ("256 in the last two characters.", with_length(good, 0) + base41.digits(256, 2)),
    }
    for name, (description, payload) in faults.items():
        yield label(
            name,
            description,
            rules="R-5" if "query" not in name else "R-2 R-5",
            text=FIRST + payload,
            expect="bad-base41",
        )


def with_length(text: str, rest: int) -> str:
    """The text cut to a length of `rest` mod 3."""
    return text[: (len(text) - rest) // 3 * 3 + rest]


def url_encoders():
    claims, sealed = with_all_signs()

    def one(name: str, description: str, change, expect="active", rules="R-6", **more):
        good = {"reasons": NO_STATUS} if expect == "active" else {}
        return label(
            name, description, rules=rules, claims=claims, sealed=sealed, text=change, expect=expect, **good, **more
        )

    def escaped(carrier: str) -> str:
        prefix, _, payload = carrier.rpartition("/")
        return f"{prefix}/" + payload.replace("$", "%24").replace("*", "%2A").replace(":", "%3A")

    yield one("url-encoded", "A URL encoder was at it: `$`, `*` and `:` as `%24`, `%2A` and `%3A`.", escaped)
    yield one(
        "url-encoded-in-lower-case",
        "The escapes with hex digits in lower case.",
        lambda carrier: escaped(carrier).replace("%2A", "%2a").replace("%3A", "%3a"),
    )
    yield one(
        "url-encoded-in-part",
        "Only one of the three characters was escaped.",
        lambda carrier: carrier.replace("*", "%2A"),
    )
    yield one(
        "url-encoded-twice",
        "`%252A`: escapes are undone once. Catches a decoder that goes on until nothing changes.",
        lambda carrier: escaped(carrier).replace("%", "%25"),
        "bad-base41",
        "R-5 R-6",
    )
    yield one(
        "url-encoded-letter",
        "`%41` for a letter is none of the three escapes. Catches a general percent-decoder.",
        lambda carrier: carrier[:-6] + "%41" + carrier[-5:],
        "bad-base41",
        "R-5 R-6",
    )
    yield one(
        "url-encoded-start",
        "A payload starts with `I2W` before anything is undone.",
        lambda carrier: carrier.replace("I2W", "%49%32%57"),
        "not-a-label",
        "R-3 R-6",
    )
    yield one(
        "url-encoded-slash",
        "A `%2F` at the end of the prefix is not a slash: the payload starts after the one before it.",
        lambda carrier: carrier.replace("/I2W", "%2FI2W"),
        "not-a-label",
        "R-2 R-3 R-6",
    )
    yield label(
        "url-encoded-prefix",
        "Nothing is undone in the prefix, which is compared as it is.",
        rules="R-6 R-10",
        prefix=FIRST.replace(":", "%3A"),
        expect="foreign-carrier",
        reasons=NO_STATUS,
    )


def base64url_of(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def base64url():
    def filled(rest: int) -> tuple[dict, cose.Sealed]:
        """A label whose length is `rest` mod 3, so that base64url has unused bits, or none."""
        for extra in range(3):
            claims = but(CAMERA, {12: "SN-00"[: 3 + extra]})
            sealed = cose.seal(encode(claims), key("label 1"))
            if len(sealed.data) % 3 == rest:
                return claims, sealed
        raise AssertionError("one of three lengths fits")

    def one(name: str, description: str, change, expect: str, rest: int = 1, rules: str = "R-7"):
        claims, sealed = filled(rest)
        good = {"reasons": NO_STATUS} if expect == "active" else {}
        return label(
            name,
            description,
            rules=rules,
            claims=claims,
            sealed=sealed,
            encode_bytes=base64url_of,
            text=lambda carrier: FIRST + change(carrier.removeprefix(FIRST)),
            expect=expect,
            **good,
        )

    yield one("base64url", "The form for deep links, NFC and e-mail.", lambda text: text, "active", rules="R-3 R-7")
    yield one(
        "base64url-without-unused-bits", "A length that is a multiple of 3 bytes.", lambda text: text, "active", rest=0
    )
    claims, sealed = filled(2)
    yield label(
        "base64url-bare",
        "base64url without a prefix.",
        rules="R-7 R-11",
        claims=claims,
        sealed=sealed,
        prefix="",
        encode_bytes=base64url_of,
        expect="active",
        reasons=NO_STATUS,
    )
    yield one(
        "base64url-with-padding",
        "`=` at the end. Catches a lenient decoder: one label, two texts.",
        lambda text: text + "==",
        "bad-base64url",
    )
    yield one(
        "base64url-with-escaped-padding",
        "Nothing in base64url is ever unescaped.",
        lambda text: text + "%3D%3D",
        "bad-base64url",
    )
    yield one(
        "base64url-unused-bits-set",
        "The unused bits of the last character are not zero. Catches a decoder that drops them.",
        lambda text: text[:-1] + next_character(text[-1]),
        "bad-base64url",
    )
    yield one(
        "base64url-cut",
        "A length of 1 mod 4 encodes nothing.",
        lambda text: text[: (len(text) - 1) // 4 * 4 + 1],
        "bad-base64url",
    )
    yield one(
        "base64url-with-plus",
        "`+` is of the other alphabet of RFC 4648.",
        lambda text: text[:9] + "+" + text[10:],
        "bad-base64url",
    )
    yield one(
        "base64url-with-a-line-end",
        "A line end within, as e-mail puts it.",
        lambda text: text[:60] + "\n" + text[60:],
        "bad-base64url",
    )


def next_character(character: str) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return alphabet[alphabet.index(character) + 1]

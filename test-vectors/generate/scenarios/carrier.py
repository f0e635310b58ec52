"""Limits, the carrier's form, Base41 and base64url (R-1 to R-8, R-11)."""

import base64

from .. import base41, cose
from ..cbor import Raw, encode, head
from ..keys import key
from ..labels import CAMERA, PRODUCT_ID, STATUS_INDEX, but
from ..scenario import label
from ..trust import BY_NAME, FIRST, FIRST_LONGER, SECOND
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
    """Returns the camera's label, padded with an unknown claim to a sealed length of `length` bytes."""

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
        "The longest carrier that is parsed. Its foreign prefix is only known after the signature check.",
        rules="R-1 R-10",
        prefix=padded,
        expect="foreign-carrier",
        reasons=NO_STATUS,
    )
    yield label(
        "carrier-of-1025-bytes",
        "One byte more than a carrier may have. Detects a limit that is off by one or missing.",
        rules="R-1",
        prefix=padded.replace("/A", "/AA"),
        expect="too-long",
    )
    yield label(
        "carrier-length-is-counted-in-bytes",
        "400 characters of three bytes each. Detects a limit that counts characters.",
        rules="R-1",
        text="星" * 400,
        expect="too-long",
    )
    yield label(
        "trust-list-as-a-carrier",
        "A whole trust list in Base41. It is longer than any carrier, and the limit comes before other checks.",
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
        "One byte more than a sealed label may have, with a valid seal. The limit comes before the envelope.",
        rules="R-8",
        sealed=sealed_of_length(MAX_SEALED_BYTES + 1)[1],
        expect="too-long",
    )
    yield label(
        "sealed-label-of-513-bytes-in-base64url",
        "The same limit in the base64url form.",
        rules="R-7 R-8",
        sealed=sealed_of_length(MAX_SEALED_BYTES + 1)[1],
        encode_bytes=base64url_of,
        expect="too-long",
    )


def forms():
    yield label(
        "camera",
        "The usual label in its printed form.",
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
        "A payload without a prefix is checked like any other. There is no URL to open.",
        rules="R-2 R-11",
        prefix="",
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "prefix-of-one-slash",
        "A payload after a single slash. The slash is a prefix of one character, so this is not a bare payload.",
        rules="R-2 R-10 R-11",
        prefix="/",
        expect="foreign-carrier",
        reasons=NO_STATUS,
    )
    plain = {
        "empty-text": ("The empty text has a verdict, too.", ""),
        "plain-url": ("A URL without a seal, as other schemes print it.", "https://jc-star.example/products/EX-000123"),
        "text-of-many-scripts": (
            "A text that is not a carrier. Its hidden characters are escaped wherever it is shown.",
            "★☆ラベル\u0000\u009b\u202e\u200b🦭",
        ),
    }
    for name, (description, text) in plain.items():
        rules = "R-3 R-45 R-89" if name == "text-of-many-scripts" else "R-3 R-45"
        yield label(name, description, rules=rules, text=text, expect="not-a-label")
    yield from addresses()
    starts = {
        "no-tag": ("An array of four without tag 18", lambda *parts: list(parts)),
        "tag-16": ("The tag of COSE_Encrypt0", lambda *parts: Raw(head(6, 16) + encode(list(parts)))),
        "tag-98": ("The tag of COSE_Sign", lambda *parts: Raw(head(6, 98) + encode(list(parts)))),
        "tag-61-before-tag-18": (
            "A CWT tag before tag 18",
            lambda *parts: Raw(b"\xd8\x3d\xd2" + encode(list(parts))),
        ),
        "tag-18-twice": (
            "Tag 18 twice, as in the certificates of one country",
            lambda *parts: Raw(b"\xd2\xd2" + encode(list(parts))),
        ),
        "tag-18-not-shortest": ("Tag 18 with a length byte", lambda *parts: Raw(b"\xd8\x12" + encode(list(parts)))),
        "self-described-cbor": (
            "The magic number of CBOR before tag 18",
            lambda *parts: Raw(b"\xd9\xd9\xf7\xd2" + encode(list(parts))),
        ),
        "array-of-three": ("An array of three", lambda p, u, c, s: Raw(b"\xd2" + encode([p, u, c]))),
        "array-of-five": ("An array of five", lambda *parts: Raw(b"\xd2" + encode([*parts, None]))),
        "outer-array-not-shortest": (
            "An array with a length byte",
            lambda *parts: Raw(b"\xd2\x98\x04" + encode(list(parts))[1:]),
        ),
        "outer-array-indefinite": (
            "An array of indefinite length",
            lambda *parts: Raw(b"\xd2\x9f" + encode(list(parts))[1:] + b"\xff"),
        ),
    }
    for name, (description, envelope) in starts.items():
        yield label(
            f"envelope-with-{name}" if name.startswith(("no-", "tag", "self")) else f"envelope-{name}",
            f"{description}: the first bytes are not d2 84, with which every label starts.",
            rules="R-3 R-13 R-122",
            sealed=cose.seal(encode(CAMERA), key("label 1"), envelope=envelope),
            expect="no-seal",
        )
    yield label(
        "payload-in-a-query",
        "A payload in a URL's query. Queries have no meaning: everything after the last slash is the payload.",
        rules="R-2 R-3 R-122",
        prefix=FIRST + "?C=",
        expect="no-seal",
    )


def addresses():
    """Addresses without a seal (R-122)."""
    host, plain = "JC-STAR.EXAMPLE", "SS-2026-000123"
    known = {
        "prefix-without-payload": ("A prefix with nothing after its slash.", FIRST),
        "payload-of-two-characters": ("Less than the three characters that a payload starts with.", FIRST + "I2"),
        "address-of-a-registration": ("What a scheme has printed before it sealed labels.", FIRST + plain),
        "address-with-lower-case-host": (
            "Scheme and host in lower case, as people type them.",
            f"https://{host.lower()}/L/{plain}",
        ),
        "address-with-query": ("A query and a fragment.", f"{FIRST}{plain}?lang=ja#label"),
        "address-with-framing": ("White space and quotes are framing, and taken off.", f' "{FIRST}{plain}"\r\n'),
        "address-of-the-second-issuer": ("The prefix of any issuer counts.", SECOND + plain),
        "address-with-lower-case-payload": (
            "A seal that was converted to lower case is none. It must not be shown as forged.",
            FIRST + "i2w0",
        ),
    }
    for name, (description, text) in known.items():
        yield label(name, description, rules="R-122", text=text, expect="no-seal")
    other = {
        "address-of-another-host": ("Another host is not of the scheme.", f"HTTPS://EVIL.EXAMPLE/L/{plain}"),
        "address-of-a-longer-host": ("A host that starts as the issuer's.", f"HTTPS://{host}.EVIL.EXAMPLE/L/{plain}"),
        "address-with-userinfo": ("The issuer's host as a user name.", f"HTTPS://{host}@EVIL.EXAMPLE/L/{plain}"),
        "address-beside-the-prefix": ("The path is compared exactly.", f"HTTPS://{host}/l/{plain}"),
        "address-over-http": ("Without TLS.", f"http://{host.lower()}/L/{plain}"),
        "address-with-blank": ("A blank within it: this is a sentence, not an address.", f"{FIRST}{plain} 2026"),
        "address-with-hidden-character": ("A character that nobody sees.", f"{FIRST}{plain}\u200b1"),
        "address-in-a-row": ("A row of a table. Only a payload makes one of its cells a carrier.", f"7,{FIRST}{plain}"),
    }
    for name, (description, text) in other.items():
        yield label(name, description, rules="R-3 R-122", text=text, expect="not-a-label")
    yield label(
        "address-typed-in-wide-characters",
        "An input method for Japanese typed wide characters, which are narrow after step 1 of R-12.",
        rules="R-12 R-122",
        text="".join(chr(ord(c) + 0xFEE0) for c in FIRST + plain),
        wedge=True,
        expect="no-seal",
    )
    yield label(
        "address-in-wide-characters",
        "The same text from a camera is not repaired.",
        rules="R-3 R-12 R-122",
        text="".join(chr(ord(c) + 0xFEE0) for c in FIRST + plain),
        expect="not-a-label",
    )


def base41_faults():
    good = base41.encode(cose.seal(encode(CAMERA), key("label 1")).data)
    faults = {
        "lower-case-base41": ("Base41 has no lower case. Detects a lenient decoder.", "I2W" + good[3:].lower()),
        "lower-case-last-character": ("A single lower-case letter is refused as well.", good[:-1] + "a"),
        "base45-plus": ("`+` is in Base45, but not in Base41. Detects Base45's alphabet.", good[:6] + "+" + good[7:]),
        "base45-space": ("A space is in Base45, but not in Base41.", good[:6] + " " + good[7:]),
        "base45-percent": ("A `%` that does not start an escape.", good[:6] + "%" + good[7:]),
        "query-after-the-payload": ("Queries have no meaning: `?` is read as part of the payload.", good + "?A=1"),
        "fragment-after-the-payload": ("Fragments have no meaning: `#` is read as part of the payload.", good + "#1"),
        "base41-letter-of-another-script": (
            "A full-width letter. Detects case folding and width folding.",
            good[:6] + "Ａ" + good[7:],
        ),
        "base41-one-character-over": ("A length of 1 mod 3 encodes nothing.", with_length(good, 1)),
        "base41-three-characters-above-65535": (
            "`:::` is 68,920. Detects a decoder in which the number overflows.",
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
    """Returns the text cut to a length of `rest` mod 3."""
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

    yield one("url-encoded", "A URL encoder replaced `$`, `*` and `:` with `%24`, `%2A` and `%3A`.", escaped)
    yield one(
        "url-encoded-in-lower-case",
        "The escapes have hex digits in lower case.",
        lambda carrier: escaped(carrier).replace("%2A", "%2a").replace("%3A", "%3a"),
    )
    yield one(
        "url-encoded-in-part",
        "Only one of the three characters was escaped.",
        lambda carrier: carrier.replace("*", "%2A"),
    )
    yield one(
        "url-encoded-twice",
        "`%252A`: escapes are undone only once. Detects a decoder that repeats this until nothing changes.",
        lambda carrier: escaped(carrier).replace("%", "%25"),
        "bad-base41",
        "R-5 R-6",
    )
    yield one(
        "url-encoded-letter",
        "`%41` for a letter is not one of the three escapes. Detects a general percent-decoder.",
        lambda carrier: carrier[:-6] + "%41" + carrier[-5:],
        "bad-base41",
        "R-5 R-6",
    )
    yield one(
        "url-encoded-start",
        "A payload must start with `I2W` before escapes are undone.",
        lambda carrier: carrier.replace("I2W", "%49%32%57"),
        "no-seal",
        "R-3 R-6 R-122",
    )
    yield one(
        "url-encoded-slash",
        "A `%2F` at the end of the prefix is not a slash: the payload starts after the slash before it.",
        lambda carrier: carrier.replace("/I2W", "%2FI2W"),
        "not-a-label",
        "R-2 R-3 R-6",
    )
    yield label(
        "url-encoded-prefix",
        "Escapes in the prefix are not undone: the prefix is compared unchanged.",
        rules="R-6 R-10",
        prefix=FIRST.replace(":", "%3A"),
        expect="foreign-carrier",
        reasons=NO_STATUS,
    )


def base64url_of(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def base64url():
    def filled(rest: int) -> tuple[dict, cose.Sealed]:
        """Returns a label whose length is `rest` mod 3. This determines whether base64url has unused bits."""
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
        "`=` at the end. Detects a lenient decoder, which allows two texts for one label.",
        lambda text: text + "==",
        "bad-base64url",
    )
    yield one(
        "base64url-with-escaped-padding",
        "Escapes in base64url are never undone.",
        lambda text: text + "%3D%3D",
        "bad-base64url",
    )
    yield one(
        "base64url-unused-bits-set",
        "The unused bits of the last character are not zero. Detects a decoder that ignores them.",
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
        "`+` is in the other base64 alphabet of RFC 4648.",
        lambda text: text[:9] + "+" + text[10:],
        "bad-base64url",
    )
    yield one(
        "base64url-with-a-line-end",
        "A line end within the text, as e-mail programs insert it.",
        lambda text: text[:60] + "\n" + text[60:],
        "bad-base64url",
    )


def next_character(character: str) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return alphabet[alphabet.index(character) + 1]

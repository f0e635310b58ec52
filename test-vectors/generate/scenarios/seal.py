"""The envelope and its profile (R-13 to R-17): encodings that a correct sealer never writes."""

from .. import cose
from ..cbor import Raw, Tag, encode, indefinite, long_head, nested, pairs
from ..keys import key
from ..labels import CAMERA
from ..scenario import label

ISSUER = key("label 1")
KID = ISSUER.kid


def scenarios():
    yield from malformed()
    yield from bytes_after_decoding()
    yield from profiles()
    yield from signature_lengths()


def one(name: str, description: str, expect: str, rules: str, **fault):
    return label(name, description, rules=rules, expect=expect, sealed=cose.seal(encode(CAMERA), ISSUER, **fault))


def envelope(change):
    """Returns a function that applies `change` to the four parts and adds tag 18."""
    return lambda *parts: Tag(18, change(*parts))


def malformed():
    shapes = {
        "protected-header-is-a-map": (
            "The protected header as a map, not in a byte string.",
            lambda p, u, c, s: [{1: -19, 4: KID}, u, c, s],
        ),
        "protected-header-of-an-array": (
            "The protected header's bytes are an array: a fault of form, not another profile.",
            lambda p, u, c, s: [encode([1, -19]), u, c, s],
        ),
        "protected-header-is-text": ("The protected header in a text string.", lambda p, u, c, s: ["", u, c, s]),
        "unprotected-header-is-an-array": ("The unprotected header as an array.", lambda p, u, c, s: [p, [], c, s]),
        "unprotected-header-is-nil": ("The unprotected header as nil.", lambda p, u, c, s: [p, None, c, s]),
        "payload-is-text": ("The payload in a text string.", lambda p, u, c, s: [p, u, "label", s]),
        "payload-is-a-map": ("The payload as a map, not in a byte string.", lambda p, u, c, s: [p, u, CAMERA, s]),
        "signature-is-text": ("The signature in a text string.", lambda p, u, c, s: [p, u, c, s.hex()]),
        "signatures-in-an-array": ("An array of signatures, as in COSE_Sign.", lambda p, u, c, s: [p, u, c, [s]]),
    }
    for name, (description, change) in shapes.items():
        yield one(name, description, "malformed-seal", "R-13", envelope=envelope(change))
    yield one(
        "payload-is-nil",
        "A detached payload with a valid signature over empty bytes. Detects a library that treats nil as empty.",
        "malformed-seal",
        "R-15",
        signed=cose.to_be_signed(cose.header(KID), b""),
        envelope=envelope(lambda p, u, c, s: [p, u, None, s]),
    )
    encodings = {
        "protected-header-of-indefinite-length": (
            "The protected header's byte string in chunks.",
            lambda p, u, c, s: [indefinite(p), u, c, s],
        ),
        "unprotected-header-of-indefinite-length": (
            "The unprotected header's map with indefinite length.",
            lambda p, u, c, s: [p, indefinite({}), c, s],
        ),
        "payload-of-indefinite-length": (
            "The payload's byte string in chunks.",
            lambda p, u, c, s: [p, u, indefinite(c), s],
        ),
        "protected-header-length-not-shortest": (
            "A length byte for a header of 9 bytes.",
            lambda p, u, c, s: [long_head(p, 1), u, c, s],
        ),
        "unprotected-header-length-not-shortest": (
            "A length byte for an empty map.",
            lambda p, u, c, s: [p, long_head({}, 1), c, s],
        ),
        "payload-length-not-shortest": (
            "Two length bytes for a payload that needs one.",
            lambda p, u, c, s: [p, u, long_head(c, 2), s],
        ),
        "signature-length-not-shortest": (
            "Four length bytes for a signature.",
            lambda p, u, c, s: [p, u, c, long_head(s, 4)],
        ),
        "unprotected-header-key-twice": (
            "A key occurs twice in the unprotected header.",
            lambda p, u, c, s: [p, pairs((7, 1), (7, 1)), c, s],
        ),
        "unprotected-header-unsorted": (
            "The unprotected header's keys are not in order.",
            lambda p, u, c, s: [p, pairs((8, 1), (7, 1)), c, s],
        ),
        "unprotected-header-with-a-float": (
            "A float in the unprotected header.",
            lambda p, u, c, s: [p, pairs((7, Raw(b"\xf9\x3c\x00"))), c, s],
        ),
        "unprotected-header-with-a-tag": (
            "A tag in the unprotected header.",
            lambda p, u, c, s: [p, {7: Tag(1, 0)}, c, s],
        ),
        "unprotected-header-with-undefined": (
            "`undefined` in the unprotected header.",
            lambda p, u, c, s: [p, {7: Raw(b"\xf7")}, c, s],
        ),
        "unprotected-header-with-bad-utf-8": (
            "Text that is not UTF-8 in the unprotected header.",
            lambda p, u, c, s: [p, {7: Raw(b"\x61\xff")}, c, s],
        ),
        "unprotected-header-nested-deeply": (
            "100 nested arrays. Detects a reader that recurses without a limit.",
            lambda p, u, c, s: [p, {7: nested(100)}, c, s],
        ),
        "tag-in-the-envelope": ("A tag on the payload's byte string.", lambda p, u, c, s: [p, u, Tag(24, c), s]),
    }
    for name, (description, change) in encodings.items():
        yield one(name, description, "malformed-seal", "R-14", envelope=envelope(change))


def bytes_after_decoding():
    whole = cose.seal(encode(CAMERA), ISSUER)

    def raw(name: str, description: str, data: bytes):
        sealed = cose.Sealed(data, whole.to_be_signed, whole.payload)
        return label(name, description, rules="R-14", sealed=sealed, expect="malformed-seal")

    yield raw(
        "byte-after-the-seal",
        "A byte after the end. Detects a reader that ignores trailing bytes.",
        whole.data + b"\x00",
    )
    yield raw("seal-twice", "The same seal a second time after the end.", whole.data + whole.data)
    yield raw("seal-cut", "The last byte of the signature is missing.", whole.data[:-1])
    yield raw("seal-of-two-bytes", "Only `d2 84`, which is `I2W` in Base41.", whole.data[:2])
    yield raw("seal-cut-in-a-length", "The second byte of a length is missing.", whole.data[:2] + b"\x59\x01")
    yield raw("seal-with-a-reserved-length", "Additional information 28, which CBOR reserves.", b"\xd2\x84\x5c")
    yield raw("seal-with-a-break", "A break outside an item of indefinite length.", b"\xd2\x84\xff")
    yield raw(
        "seal-with-a-huge-length",
        "A byte string with a declared length of 2^64-1 bytes. Detects a reader that allocates first.",
        b"\xd2\x84\x5b" + b"\xff" * 8,
    )


def profiles():
    headers = {
        "alg-eddsa": ("alg -8 (EdDSA), an older name of the same algorithm, is not in the profile.", {1: -8, 4: KID}),
        "alg-es256": ("alg -7 (ES256). Detects a verifier that ignores alg.", {1: -7, 4: KID}),
        "alg-as-text": ("alg as text.", {1: "Ed25519", 4: KID}),
        "alg-missing": ("No alg. Detects a verifier that checks alg only if it is present.", {4: KID}),
        "kid-missing": ("No key ID.", {1: -19}),
        "kid-of-8-bytes": ("A key ID of 8 bytes.", {1: -19, 4: ISSUER.thumbprint[:8]}),
        "kid-of-3-bytes": ("A key ID of 3 bytes.", {1: -19, 4: KID[:3]}),
        "kid-empty": ("A key ID of no bytes.", {1: -19, 4: b""}),
        "kid-as-text": ("A key ID as text.", {1: -19, 4: KID.hex()[:4]}),
        "typ-in-the-header": (
            "A typ. Labels have none, so that no other token can be used as a label.",
            {1: -19, 4: KID, 16: "application/vnd.example"},
        ),
        "typ-of-a-trust-list-in-the-header": ("The typ of a trust list.", {1: -19, 4: KID, 16: cose.TRUST_LIST_TYPE}),
        "content-type-in-the-header": ("A content type.", {1: -19, 3: 60, 4: KID}),
        "crit-in-the-header": ("A crit that names a header parameter.", {1: -19, 2: [-70_000], 4: KID, -70_000: 1}),
        "text-key-in-the-header": ("A parameter with a text key.", {1: -19, 4: KID, "typ": 1}),
        "protected-header-of-an-empty-map": ("The byte string holds an empty map.", {}),
    }
    for name, (description, protected) in headers.items():
        yield one(
            name,
            f"{description} The label is not shown as forged.",
            "unsupported-profile",
            "R-16",
            protected=encode(protected),
        )
    yield one(
        "protected-header-of-no-bytes",
        "The empty byte string, which is COSE's encoding of an empty header. The label is not shown as forged.",
        "unsupported-profile",
        "R-16",
        protected=b"",
    )
    unprotected = {
        "kid-in-the-unprotected-header": ("The key ID is outside the signed bytes.", {1: -19}, {4: KID}),
        "kid-in-both-headers": ("The key ID is in both headers.", {1: -19, 4: KID}, {4: KID}),
        "alg-in-the-unprotected-header": (
            "alg is outside the signed bytes. Detects a lookup in merged headers.",
            {4: KID},
            {1: -19},
        ),
        "unprotected-header-not-empty": (
            "A text parameter in the unprotected header.",
            {1: -19, 4: KID},
            {"note": True},
        ),
    }
    for name, (description, protected, other) in unprotected.items():
        yield one(
            name,
            f"{description} The label is not shown as forged.",
            "unsupported-profile",
            "R-16",
            protected=encode(protected),
            unprotected=other,
        )
    kid = long_head(KID, 1)
    inner = {
        "protected-header-unsorted": ("The keys are not in order.", pairs((4, KID), (1, -19))),
        "protected-header-key-twice": (
            "alg occurs twice. The second value is that of the profile.",
            pairs((1, -8), (1, -19), (4, KID)),
        ),
        "protected-header-integer-not-shortest": ("alg in three bytes instead of one.", {1: long_head(-19, 2), 4: KID}),
        "protected-header-key-not-shortest": (
            "Key 1 in two bytes instead of one.",
            pairs((Raw(b"\x18\x01"), -19), (4, KID)),
        ),
        "protected-header-kid-not-shortest": ("A length byte for a key ID of 4 bytes.", {1: -19, 4: kid}),
        "protected-header-map-of-indefinite-length": (
            "The map in the byte string has indefinite length.",
            indefinite({1: -19, 4: KID}),
        ),
        "protected-header-map-length-not-shortest": (
            "A length byte for a map of two entries.",
            long_head({1: -19, 4: KID}, 1),
        ),
        "protected-header-with-trailing-bytes": (
            "A byte after the map in the byte string.",
            Raw(cose.header(KID) + b"\x00"),
        ),
        "protected-header-with-a-float": ("alg as a float.", {1: Raw(b"\xf9\xcc\xc0"), 4: KID}),
        "protected-header-with-a-tag": ("A tag on the map in the byte string.", Tag(55_799, {1: -19, 4: KID})),
        "protected-header-cut": ("The map in the byte string ends too early.", Raw(cose.header(KID)[:-1])),
    }
    for name, (description, protected) in inner.items():
        yield one(
            name,
            f"{description} The signature covers exactly these bytes.",
            "malformed-seal",
            "R-14",
            protected=encode(protected),
        )


def signature_lengths():
    lengths = {
        "signature-of-63-bytes": ("The last byte is missing.", lambda s: s[:-1]),
        "signature-of-65-bytes": ("One byte too many.", lambda s: s + b"\x00"),
        "signature-of-no-bytes": ("An empty signature.", lambda s: b""),
    }
    for name, (description, change) in lengths.items():
        yield one(
            name,
            description,
            "malformed-seal",
            "R-17",
            sign=lambda message, change=change: change(ISSUER.sign(message)),
        )
    yield one(
        "other-algorithm-and-signature-length",
        "alg -36 (ES512) with 132 bytes: the profile is checked before the signature's length. Not shown as forged.",
        "unsupported-profile",
        "R-16 R-17",
        protected=encode({1: -36, 4: KID}),
        sign=lambda message: bytes(range(132)),
    )

"""The signed bytes, and the strict verification of the signature (R-19, R-20)."""

import hashlib

from .. import cose, ed25519
from ..cbor import encode, pairs
from ..keys import key
from ..labels import CAMERA, LEVEL, but
from ..scenario import label

ISSUER = key("label 1")
PAYLOAD = encode(CAMERA)
HEADER = cose.header(ISSUER.kid)


def scenarios():
    yield from tampered()
    yield from other_bytes_signed()
    yield from forged()


def one(name: str, description: str, rules: str, **fault):
    return label(name, description, rules=rules, expect="bad-signature", sealed=cose.seal(PAYLOAD, ISSUER, **fault))


def tampered():
    raised = encode(but(CAMERA, {LEVEL: 4}))
    genuine = cose.seal(PAYLOAD, ISSUER)
    yield label(
        "stars-raised",
        "One star raised to four in the bytes of a genuine label.",
        rules="R-19 R-20",
        sealed=cose.seal(raised, ISSUER, signed=genuine.to_be_signed),
        expect="bad-signature",
    )
    flips = {
        "signature-r-flipped": ("One bit of the signature's first half", 5),
        "signature-s-flipped": ("One bit of the signature's second half", 40),
    }
    for name, (what, at) in flips.items():

        def sign(message: bytes, at=at) -> bytes:
            signature = bytearray(ISSUER.sign(message))
            signature[at] ^= 1
            return bytes(signature)

        yield one(name, f"{what} is flipped.", "R-20", sign=sign)
    yield one("signature-of-zeros", "64 zero bytes.", "R-20", sign=lambda message: bytes(64))
    yield one(
        "signature-of-another-label",
        "A genuine signature, taken from another label of the same key.",
        "R-20",
        sign=lambda message: ISSUER.sign(cose.to_be_signed(HEADER, raised)),
    )
    yield label(
        "nothing-is-read-before-the-signature",
        "The payload is not CBOR and the signature is invalid. The payload is never parsed. "
        "Detects a verifier that reads claims first.",
        rules="R-20 R-45",
        sealed=cose.seal(b"\xff\xff", ISSUER, sign=lambda message: bytes(64)),
        expect="bad-signature",
    )


def other_bytes_signed():
    reordered = encode(pairs((4, ISSUER.kid), (1, -19)))
    signed = {
        "signed-payload-only": ("A signature over only the payload.", PAYLOAD),
        "signed-with-other-context": (
            "A signature with the context `Signature`, which is that of trust lists.",
            cose.to_be_signed(HEADER, PAYLOAD, "Signature"),
        ),
        "signed-as-trust-lists-are": (
            "A signature over the five parts that COSE_Sign signs.",
            cose.trust_to_be_signed(b"", HEADER, PAYLOAD),
        ),
        "signed-with-external-data": (
            "A signature with external data, which labels do not have.",
            encode(["Signature1", HEADER, b"JC-STAR", PAYLOAD]),
        ),
        "signed-with-another-header": (
            "A signature over the header in another order. Detects a verifier that re-encodes the header.",
            cose.to_be_signed(reordered, PAYLOAD),
        ),
        "signed-without-header": ("A signature over an empty header.", cose.to_be_signed(b"", PAYLOAD)),
        "signed-header-as-a-map": (
            "A signature over the header as a map, not as a byte string.",
            encode(["Signature1", {1: -19, 4: ISSUER.kid}, b"", PAYLOAD]),
        ),
        "signed-a-digest": (
            "A signature over the SHA-512 digest of the bytes to be signed.",
            hashlib.sha512(cose.to_be_signed(HEADER, PAYLOAD)).digest(),
        ),
    }
    for name, (description, message) in signed.items():
        yield one(name, description, "R-19 R-20", signed=message)


def forged():
    def added_order(message: bytes) -> bytes:
        signature = ISSUER.sign(message)
        s = int.from_bytes(signature[32:], "little") + ed25519.L
        return signature[:32] + s.to_bytes(32, "little")

    yield one(
        "signature-s-plus-group-order",
        "S plus the group order satisfies the same equation. Detects a verifier that does not bound S.",
        "R-20",
        sign=added_order,
    )

    def with_r(nonce: int, extra):
        return lambda message: ed25519.sign_with_r(ISSUER.seed, ISSUER.public, message, nonce, extra)

    yield one(
        "signature-r-is-neutral",
        "R is the neutral point, and the equation holds. Only the key's owner can create it. Only a verifier "
        "that rejects points of small order refuses it.",
        "R-20",
        sign=with_r(0, ed25519.NEUTRAL),
    )
    yield one(
        "signature-r-of-order-8",
        "R is a point of order 8. The equation holds only when multiplied by 8.",
        "R-20",
        sign=with_r(0, ed25519.torsion()),
    )
    yield one(
        "signature-r-with-small-part",
        "R has a component of order 8. The equation holds only when multiplied by 8. Detects cofactored verification.",
        "R-20",
        sign=with_r(1_000_003, ed25519.torsion()),
    )
    yield one(
        "signature-r-not-a-point",
        "R is not a point of the curve.",
        "R-20",
        sign=lambda message: not_a_point() + ISSUER.sign(message)[32:],
    )


def not_a_point() -> bytes:
    y = next(y for y in range(2, 100) if ed25519.with_y(y, 0) is None)
    return y.to_bytes(32, "little")

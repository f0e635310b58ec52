"""Strict Ed25519 (R-20) and key IDs (R-18). The library checks the equation. The stricter checks are made here."""

import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE_D = -121665 * pow(121666, -1, PRIME) % PRIME


@lru_cache(10_000)
def thumbprint(public: bytes) -> bytes:
    return hashlib.sha256(bytes.fromhex("a3010120062158 20") + public).digest()


def key_id(public: bytes) -> bytes:
    return thumbprint(public)[:4]


def point(encoded: bytes):
    """Returns (x, y) as RFC 8032, section 5.1.3 decodes them, or None."""
    y = int.from_bytes(encoded, "little") & (1 << 255) - 1
    odd = encoded[31] >> 7
    if len(encoded) != 32 or y >= PRIME:
        return None
    square = (y * y - 1) * pow(CURVE_D * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if x * x % PRIME != square:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if x * x % PRIME != square or (x == 0 and odd):
        return None
    return (x if x % 2 == odd else PRIME - x), y


def doubled(p):
    x, y = p
    t = CURVE_D * x * x * y * y % PRIME
    return 2 * x * y * pow(1 + t, -1, PRIME) % PRIME, (y * y + x * x) * pow(1 - t, -1, PRIME) % PRIME


@lru_cache(100_000)
def is_good_point(encoded: bytes) -> bool:
    """Returns whether the point is on the curve and not of small order: eight times the point is not the neutral
    element."""
    p = point(encoded)
    return p is not None and doubled(doubled(doubled(p))) != (0, 1)


@lru_cache(10_000)
def verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= ORDER or not is_good_point(r) or not is_good_point(public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True

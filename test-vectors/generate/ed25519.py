"""Edwards25519 in plain integers, to forge signatures that no library's `sign` produces. It is slow and not for
secrets.

Points are (x, y). The names are those of RFC 8032, section 5.1.
"""

import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1)


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2 % P
    return (x1 * y2 + x2 * y1) * pow(1 + t, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - t, -1, P) % P


def multiply(scalar: int, point):
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def compress(point) -> bytes:
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")


def with_y(y: int, odd: int):
    """Returns the point with this y, or None if there is none."""
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * SQRT_M1 % P
    if v * x * x % P != u or (x == 0 and odd):
        return None
    return (P - x if x & 1 != odd else x), y % P


BASE = with_y(4 * pow(5, -1, P) % P, 0)


def torsion():
    """Returns a point of order 8."""
    for y in range(2, 100):
        point = with_y(y, 0)
        if point:
            small = multiply(L, point)
            if multiply(4, small) != NEUTRAL:
                return small
    raise AssertionError("half of all points lead to order 8")


def secret_scalar(seed: bytes) -> int:
    low = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little")
    return low & (2**254 - 8) | 2**254


def challenge(r: bytes, public: bytes, message: bytes) -> int:
    return int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % L


def sign_with_r(seed: bytes, public: bytes, message: bytes, nonce: int, extra=NEUTRAL) -> bytes:
    """Returns a signature whose R is nonce·B + extra. S is such that the equation holds except for `extra`."""
    r = compress(add(multiply(nonce, BASE), extra))
    s = (nonce + challenge(r, public, message) * secret_scalar(seed)) % L
    return r + s.to_bytes(32, "little")

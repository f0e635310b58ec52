"""The seal of a label (R-13 to R-19)."""

from .carrier import Refused
from .cbor import Items, NotDeterministic, Tagged, read
from .signature import verifies


def envelope(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    """Returns the protected header, the payload and the signature."""
    try:
        tagged = read(sealed, tag=18)
        parts = tagged.value if type(tagged) is Tagged and type(tagged.value) is list else []
        if [type(part) for part in parts] != [bytes, Items, bytes, bytes]:
            raise Refused("malformed-seal")
        header = read(parts[0]) if parts[0] else Items(())
    except NotDeterministic as fault:
        raise Refused("malformed-seal") from fault
    if type(header) is not Items:
        raise Refused("malformed-seal")
    protected, unprotected, payload, signature = parts
    fits = header.keys() == [1, 4] and type(header.get(1)) is int and header.get(1) == -19
    if not fits or type(header.get(4)) is not bytes or len(header.get(4)) != 4 or unprotected.entries:
        raise Refused("unsupported-profile")
    if len(signature) != 64:
        raise Refused("malformed-seal")
    return protected, payload, signature


def signer(candidates: list, protected: bytes, payload: bytes, signature: bytes):
    """Returns the first candidate whose key, which comes first in it, verifies the signature; else None."""
    message = to_be_signed(protected, payload)
    for candidate in candidates:
        if verifies(candidate[0].get(1), message, signature):
            return candidate
    return None


def to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return b"\x84\x6aSignature1" + string(protected) + b"\x40" + string(payload)


def string(data: bytes) -> bytes:
    """Returns a byte string in CBOR."""
    size = len(data)
    if size < 24:
        return bytes([0x40 + size]) + data
    wide = next(n for n in range(4) if size < 256 ** (1 << n))
    return bytes([0x58 + wide]) + size.to_bytes(1 << wide, "big") + data

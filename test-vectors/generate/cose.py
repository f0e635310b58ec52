"""COSE_Sign1 for labels and COSE_Sign for trust lists (RFC 9052). A fault can replace every part."""

from dataclasses import dataclass

from .cbor import Tag, encode
from .keys import Key

ED25519 = -19
TRUST_LIST_TYPE = "application/vnd.starseal.trust-list+cose"


@dataclass(frozen=True)
class Sealed:
    """A sealed label: its bytes, and the parts from which they were made."""

    data: bytes
    to_be_signed: bytes
    payload: bytes


def header(kid: bytes) -> bytes:
    return encode({1: ED25519, 4: kid})


def to_be_signed(protected: bytes, payload: bytes, context: str = "Signature1") -> bytes:
    return encode([context, protected, b"", payload])


def seal(
    payload: bytes,
    key: Key,
    *,
    protected: bytes | None = None,
    unprotected=None,
    signed: bytes | None = None,
    sign=None,
    envelope=None,
) -> Sealed:
    """Returns a sealed label. Faults are other headers, other bytes `signed`, another `sign` function (bytes to a
    signature), and an `envelope` function that turns the four parts into other CBOR."""
    protected = header(key.kid) if protected is None else protected
    proper = to_be_signed(protected, payload)
    signature = (sign or key.sign)(proper if signed is None else signed)
    parts = [protected, {} if unprotected is None else unprotected, payload, signature]
    whole = envelope(*parts) if envelope else Tag(18, parts)
    return Sealed(encode(whole), proper, payload)


def root_signature(body: bytes, payload: bytes, key: Key, *, protected: bytes | None = None, sign=None) -> list:
    protected = header(key.kid) if protected is None else protected
    return [protected, {}, (sign or key.sign)(trust_to_be_signed(body, protected, payload))]


def trust_to_be_signed(body: bytes, protected: bytes, payload: bytes) -> bytes:
    return encode(["Signature", body, protected, b"", payload])


TRUST_HEADER = encode({16: TRUST_LIST_TYPE})


def sign_trust_list(payload: bytes, keys: list[Key]) -> bytes:
    return encode(Tag(98, [TRUST_HEADER, {}, payload, [root_signature(TRUST_HEADER, payload, k) for k in keys]]))

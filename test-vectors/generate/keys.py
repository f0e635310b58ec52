"""The fixed test keys. They are public, so that none of them may ever be in a real trust list."""

import hashlib
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .cbor import encode

USES = {
    "root 1": "root of most trust lists of these vectors",
    "root 2": "a second root",
    "root 3": "a third root",
    **{f"root {n}": "one of the ten roots of the longest list" for n in range(4, 11)},
    "label 1": "seals labels for the first issuer",
    "label 2": "seals labels for the second issuer",
    "label 3": "seals labels under another authority",
    "status 1": "the first issuer's status key, which may not seal labels",
    "status 2": "a status key that replaces `status 1`",
    "narrow window": "may seal only labels issued in April 2026",
    "compromised": "marked compromised as of 2026-10-01",
    "stranger": "a key that no list names",
    "same kid 62020": "has the same key ID as `same kid 97411`, found by trying names",
    "same kid 97411": "has the same key ID as `same kid 62020`",
}


@dataclass(frozen=True)
class Key:
    name: str
    seed: bytes
    public: bytes

    @property
    def thumbprint(self) -> bytes:
        """The COSE key thumbprint (RFC 9679)."""
        return hashlib.sha256(encode({1: 1, -1: 6, -2: self.public})).digest()

    @property
    def kid(self) -> bytes:
        return self.thumbprint[:4]

    def sign(self, message: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


@cache
def key(name: str) -> Key:
    seed = hashlib.sha256(f"starseal test key: {name}".encode()).digest()
    return Key(name, seed, Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


def file() -> list[dict]:
    return [
        {
            "name": name,
            "use": use,
            "seed": key(name).seed.hex(),
            "public_key": key(name).public.hex(),
            "thumbprint": key(name).thumbprint.hex(),
            "kid": key(name).kid.hex(),
        }
        for name, use in USES.items()
    ]

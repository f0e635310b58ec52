"""Alters signed lists and what holds them, and signs again where the key is known. The differential run uses it."""

import hashlib
import json
import zlib
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .carrier import ALPHABET, Refused, opened
from .mutants import altered, altered_bytes, altered_tables, become
from .objects import encoded, status_object
from .seal import to_be_signed
from .state import digest_of
from .tree import Node, entry, parsed
from .trust import to_be_signed as to_be_signed_by_root

LST, STATUS_LIST = b"lst", 65533


class Forger:
    def __init__(self, folder: Path):
        self.keys: dict[bytes, list[Ed25519PrivateKey]] = {}
        for key in json.loads((folder / "keys.json").read_text()):
            private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key["seed"]))
            self.keys.setdefault(bytes.fromhex(key["kid"]), []).append(private)

    def signature(self, kid: bytes, message: bytes, otherwise: bytes, rng: Random) -> bytes:
        known = self.keys.get(kid)
        if rng.random() < 0.02:
            known = rng.choice(list(self.keys.values()))
        return known[0].sign(message) if known else otherwise

    # ---- one kind of object each: an altered copy, or None if it cannot be altered ----

    def carrier(self, carrier: str, rng: Random) -> str | None:
        if rng.random() < 0.2:
            return altered_bytes(carrier.encode(), rng).decode("utf-8", "replace")
        try:
            prefix, sealed, gtin = opened(carrier)
        except Refused:
            return None
        new = self.sign1(sealed, rng)
        return None if new is None else (prefix or "") + base41(new) + (f"/01/{gtin}" if gtin else "")

    def sign1(self, data: bytes, rng: Random) -> bytes | None:
        """Alters a COSE_Sign1: its payload, a header, its envelope or its bytes."""
        root = parsed(data)
        body = four_parts(root)
        if body is None:
            return None
        where = rng.choices(("payload", "header", "envelope", "bytes"), (70, 10, 12, 8))[0]
        if where == "bytes":
            return altered_bytes(data, rng)
        if where == "envelope":
            return altered(root, rng).written()
        protected, _, payload, _ = body.items
        kid = kid_of(body)
        changed = payload if where == "payload" else protected
        within = parsed(changed.value)
        if within is None:
            return None
        statuses = status_stream(within)
        if where == "payload" and statuses is not None and rng.random() < 0.3:
            statuses.value = zlib.compress(altered_bytes(unzipped(statuses.value), rng))
            changed.value = within.written()
        else:
            changed.value = altered(within, rng).written()
        return self.signed(root, kid, rng)

    def signed(self, root: Node, kid: bytes, rng: Random) -> bytes:
        protected, _, payload, signature = four_parts(root).items
        message = to_be_signed(protected.value, payload.value)
        signature.value = self.signature(kid, message, signature.value, rng)
        return root.written()

    def trust_list(self, data: bytes, rng: Random) -> bytes | None:
        root = parsed(data)
        body = four_parts(root)
        if body is None or rng.random() < 0.08:
            return altered_bytes(data, rng)
        where = rng.choices(("payload", "headers", "envelope"), (80, 8, 12))[0]
        if where == "envelope":
            return altered(root, rng).written()
        protected, _, payload, signatures = body.items
        three = [one for one in signatures.items if [node.major for node in one.items] == [2, 5, 2]]
        signed = [(one.items[0], kid_of(one), one.items[2]) for one in three]
        changed = payload if where == "payload" else rng.choice([protected, *(header for header, _, _ in signed)])
        within = parsed(changed.value)
        if within is None:
            return None
        changed.value = altered(within, rng).written()
        for header, kid, signature in signed:
            message = to_be_signed_by_root(protected.value, header.value, payload.value)
            signature.value = self.signature(kid, message, signature.value, rng)
        return root.written()

    def status_object(self, data: bytes, rng: Random) -> bytes | None:
        if rng.random() < 0.5:
            try:
                found = status_object(data)
            except Refused:
                return None
            if found.kind in ("in-force", "past"):
                return encoded(found.kind, *altered_tables(found.last_days, found.changes, rng))
        root = parsed(data)
        return None if root is None or rng.random() < 0.05 else altered(root, rng).written()

    def bundle(self, data: bytes, rng: Random) -> tuple[bytes, list[tuple[bytes, bytes]]] | None:
        """Returns the altered bundle, and the digests of objects in it that have changed, before and after."""
        root = parsed(data)
        if root is None or len(root.items) != 6 or rng.random() < 0.2:
            return (
                altered_bytes(data, rng) if root is None or rng.random() < 0.3 else altered(root, rng).written()
            ), []
        parts = [node for part in root.items[3:] for node in part.items]
        if not parts:
            return altered(root, rng).written(), []
        one = rng.choice(parts)
        digests = []
        if one in root.items[5].items and one.major == 2:
            before = unzipped(one.value)
            after = self.status_object(before, rng)
            one.value = zlib.compress(after) if after is not None else altered_bytes(one.value, rng)
            digests = [] if after is None else [(sha256(before), sha256(after))]
        elif one.major == 2:
            change = self.trust_list if one in root.items[3].items else self.sign1
            one.value = change(one.value, rng) or altered_bytes(one.value, rng)
        else:
            become(one, altered(one, rng))
        return root.written(), digests

    def state(self, data: bytes, rng: Random) -> tuple[bytes, list[tuple[bytes, bytes]]] | None:
        root = parsed(data)
        if root is None or [node.major for node in root.items] != [3, 0, 2, 2, 2] or rng.random() < 0.1:
            return altered_bytes(data, rng), []
        if rng.random() < 0.1:
            return altered(root, rng).written(), []
        _, _, digest, body, marks = root.items
        digests = []
        if rng.random() < 0.25:
            marks.value = altered_bytes(marks.value, rng)
        else:
            body.value, digests = self.bundle(body.value, rng)
        digest.value = digest_of(body.value, marks.value)
        return root.written(), digests

    # ---- binding altered objects again ----

    def rebound(self, data: bytes, digests: list[tuple[bytes, bytes]], rng: Random) -> bytes:
        """Replaces digests in a status list, a bundle or a state. Changed objects are added to `digests`."""
        root = parsed(data)
        if root is None:
            return data
        if root.major == 6:
            return self.rebound_list(data, digests, rng)
        if len(root.items) == 5 and [node.major for node in root.items] == [3, 0, 2, 2, 2]:
            _, _, digest, body, marks = root.items
            body.value = self.rebound(body.value, digests, rng)
            digest.value = digest_of(body.value, marks.value)
            return root.written()
        if len(root.items) != 6 or any(part.major != 4 for part in root.items[4:]):
            after = replaced(data, digests)
            digests += [(sha256(data), sha256(after))] if after != data else []
            return after
        for one in root.items[5].items:
            before = unzipped(one.value) if one.major == 2 else None
            after = before and replaced(before, digests)
            if before != after:
                digests.append((sha256(before), sha256(after)))
                one.value = zlib.compress(after)
        for one in root.items[4].items:
            if one.major == 2:
                one.value = self.rebound_list(one.value, digests, rng)
        return root.written()

    def rebound_list(self, data: bytes, digests: list[tuple[bytes, bytes]], rng: Random) -> bytes:
        root = parsed(data)
        body = four_parts(root)
        if body is None or body.items[2].major != 2:
            return data
        payload = body.items[2]
        if replaced(payload.value, digests) == payload.value:
            return data
        payload.value = replaced(payload.value, digests)
        return self.signed(root, kid_of(body), rng)


def four_parts(root: Node | None) -> Node | None:
    while root is not None and root.major == 6:
        root = root.items[0]
    fits = root is not None and root.major == 4 and len(root.items) == 4
    return root if fits and root.items[0].major == 2 and root.items[2].major == 2 else None


def kid_of(parts: Node) -> bytes:
    protected = parts.items[0]
    for header in (parsed(protected.value) if protected.major == 2 else None, parts.items[1]):
        kid = entry(header, 4) if header is not None and header.major == 5 else None
        if kid is not None and kid.major == 2:
            return kid.value
    return b""


def status_stream(payload: Node) -> Node | None:
    """Returns the `lst` of a status list's claims."""
    found = entry(payload, STATUS_LIST) if payload.major == 5 else None
    pairs = zip(found.items[::2], found.items[1::2]) if found is not None and found.major == 5 else ()
    return next((value for key, value in pairs if key.value == LST and value.major == 2), None)


def unzipped(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def replaced(data: bytes, digests: list[tuple[bytes, bytes]]) -> bytes:
    for before, after in digests:
        data = data.replace(before, after)
    return data


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def base41(data: bytes) -> str:
    out = ""
    for at in range(0, len(data), 2):
        group = data[at : at + 2]
        number = int.from_bytes(group, "big")
        out += "".join(ALPHABET[number // 41**n % 41] for n in range(len(group) + 1))
    return out

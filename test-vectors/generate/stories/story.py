"""A story: steps against one verifier, each with its required result, written by hand."""

import hashlib
import zlib
from dataclasses import dataclass, field

from .. import base41, cose, objects
from ..cbor import Tag, encode
from ..keys import key
from ..labels import CAMERA, EPOCH, but, day, shown, shown_day
from ..trust import (
    AUTHORITY_ID,
    COMPROMISED,
    EXPIRES_AT,
    FIRST,
    ISSUED_AT,
    ISSUERS,
    JC_STAR,
    ROOTS,
    STATUS_URI,
    STATUSES,
    THRESHOLD,
    VERSION,
    digest,
    entry,
    seconds,
)
from ..trust import but as changed

STATUS_TYPE = "application/statuslist+cwt"
SUB, EXP, IAT, STATUS_LIST, TTL = 2, 4, 6, 65533, 65534
IN_FORCE, WITNESSES, CORRECTIONS, PREDECESSOR, PAST = -65537, -65538, -65539, -65540, -65541
LEDGER_HEAD = -65542
ACTIVE, REVOKED, SUSPENDED, DEFERRAL, WITHDRAWN, NOT_ALLOCATED = 0, 1, 2, 3, 12, 15
INDEX = 7

# The usual story has a trust list of January 2026 that names a status list, and a label with index 7.
ANCHOR = changed(JC_STAR, (ISSUERS, 0, 3, STATUS_URI), (EXPIRES_AT, seconds("2027-01-01T00:00:00Z")))
LABEL = but(CAMERA, {5: INDEX})
NOW = "2026-11-22T03:00:00Z"


def signed(payload: dict, *roots: str) -> bytes:
    return cose.sign_trust_list(encode(payload), [key(name) for name in roots or ("root 1",)])


def following(before: dict, issued_at: str, *changes) -> dict:
    """Returns the next version of a list, with the authority's ID, a validity of one year, and the changes."""
    issued = seconds(issued_at)
    authority = before.get(AUTHORITY_ID) or digest(before)
    return changed(
        before,
        (AUTHORITY_ID, authority),
        (VERSION, before[VERSION] + 1),
        (ISSUED_AT, issued),
        (EXPIRES_AT, issued + 365 * 86_400),
        *changes,
    )


def packed(values: dict[int, int], entries: int, bits: int = 4, rest: int = NOT_ALLOCATED) -> bytes:
    """Packs values by index. The first index is in the least significant bits."""
    rest &= (1 << bits) - 1
    out = bytearray()
    for at in range(0, entries, 8 // bits):
        byte = 0
        for place in range(8 // bits):
            byte |= values.get(at + place, rest) << place * bits
        out.append(byte)
    return bytes(out)


def status_claims(
    iat: str,
    values: dict[int, int] | None = None,
    *,
    entries: int = 16,
    bits: int = 4,
    rest: int = NOT_ALLOCATED,
    in_force: bytes | None = None,
    past: bytes | None = None,
    witnesses: bytes | None = None,
    exp: str | None = None,
    uri: str = STATUS_URI,
    lst: bytes | None = None,
    corrections: list | None = None,
    predecessor: bytes | None = None,
) -> dict:
    """Returns a status list's claims. It binds the objects `in_force`, `past` and `witnesses`, which are given as
    bytes."""
    values = {INDEX: ACTIVE} if values is None else values
    claims = {
        SUB: uri,
        IAT: seconds(iat),
        STATUS_LIST: {
            "bits": bits,
            "lst": zlib.compress(packed(values, entries, bits, rest), 9) if lst is None else lst,
        },
    }
    if exp:
        claims[EXP] = seconds(exp)
    for claim, data in ((IN_FORCE, in_force), (PAST, past), (WITNESSES, witnesses)):
        if data is not None:
            claims[claim] = objects.sha256(data)
    if corrections is not None:
        claims[CORRECTIONS] = [[first, last, day(on)] for first, last, on in corrections]
    if predecessor is not None:
        claims[PREDECESSOR] = predecessor
    return claims


def status_header(kid: bytes) -> dict:
    return {1: cose.ED25519, 4: kid, 16: STATUS_TYPE}


def signed_status(claims, key_name: str = "status 1", *, protected=None, unprotected=None, tags=(18,)) -> bytes:
    """Returns a status list. Faults are `claims` as bytes, other headers, and other tags."""
    signer = key(key_name)
    payload = claims if isinstance(claims, bytes) else encode(claims)
    protected = encode(status_header(signer.kid)) if protected is None else protected
    signature = signer.sign(cose.to_be_signed(protected, payload))
    whole = [protected, {} if unprotected is None else unprotected, payload, signature]
    for tag in reversed(tags):
        whole = Tag(tag, whole)
    return encode(whole)


def status(iat: str, values: dict[int, int] | None = None, **more) -> bytes:
    """Returns the usual status list: index 7 is active, the others are not allocated, and it binds no objects."""
    key_name = more.pop("key_name", "status 1")
    return signed_status(status_claims(iat, values, **more), key_name)


def sealed(claims: dict = LABEL, key_name: str = "label 1") -> cose.Sealed:
    return cose.seal(encode(claims), key(key_name))


def witness(claims: dict = LABEL) -> bytes:
    return hashlib.sha256(encode(claims)).digest()


def witnessing(digests: dict[int, list[bytes]], first: int = 0, last: int = 15) -> tuple[bytes, bytes]:
    """Returns a witness directory with one range, and the range."""
    data = objects.witness_range(first, last, digests)
    return objects.directory((first, last, data)), data


def bundle(
    trust: list[bytes] = (), statuses: list = (), beside: list = (), *, version: int = 1, index: list | bytes = ()
) -> bytes:
    """A bundle. `beside` has the objects of status lists, as streams or deltas (R-119)."""
    index = index if isinstance(index, bytes) else list(index)
    return encode(["starseal-bundle", version, index, list(trust), list(statuses), list(beside)])


def state(body: bytes, *, version: int = 1, checksum: bytes | None = None, marks: bytes = b"") -> bytes:
    """A state. `marks` has one byte for each status list of the body (R-99)."""
    digest = hashlib.sha256(hashlib.sha256(body).digest() + marks).digest()
    return encode(["starseal-state", version, checksum or digest, body, marks])


def thumbprints(*names: str) -> list[bytes]:
    """The thumbprints of keys, as a trust list carries them (R-90)."""
    return sorted(key(name).thumbprint for name in names)


@dataclass
class Story:
    name: str
    description: str
    rules: list[str]
    anchor: bytes
    steps: list[dict] = field(default_factory=list)

    def file(self) -> dict:
        return {
            "name": self.name,
            "description": self.description,
            "kind": "story",
            "rules": self.rules,
            "anchor": self.anchor.hex(),
            "steps": self.steps,
        }

    def step(self, do: str, **more) -> "Story":
        self.steps.append({"do": do} | more)
        return self

    def add(self, data: bytes, expect: str = "accepted") -> "Story":
        return self.step("add-authority", hex=data.hex(), expect=expect)

    def trust(self, data: bytes, expect: str = "accepted", now: str = NOW) -> "Story":
        return self.step("update-trust", hex=data.hex(), now=now, expect=expect)

    def status(self, data: bytes, expect: str = "accepted", now: str = NOW) -> "Story":
        return self.step("update-status", hex=data.hex(), now=now, expect=expect)

    def object(self, data: bytes, expect: str = "accepted") -> "Story":
        return self.step("object", hex=data.hex(), expect=expect)

    def objects(self, *each: bytes) -> "Story":
        """Gives objects, each of which is accepted."""
        for data in each:
            self.object(data)
        return self

    def bundle(self, data: bytes, expect: str = "accepted", lists: list[str] = (), now: str = NOW) -> "Story":
        return self.step("apply-bundle", hex=data.hex(), now=now, expect=expect, lists=list(lists))

    def restart(self) -> "Story":
        """Exports the state and restores it in a new verifier with the same anchors."""
        return self.step("restart")

    def restore(self, data: bytes, expect: str = "accepted", lists: list[str] = ()) -> "Story":
        return self.step("restore", hex=data.hex(), expect=expect, lists=list(lists))

    def policy(self, **fields) -> "Story":
        return self.step("policy", policy=fields)

    def check(
        self,
        expect: str,
        *reasons: str,
        claims: dict = LABEL,
        key_name: str = "label 1",
        prefix: str = FIRST,
        now: str = NOW,
        as_of: str | None = None,
        stands: bool | None = None,
        last_day: str | None = None,
        **more,
    ) -> "Story":
        """Checks a label. `more` has `recognised`, `policy`, `trust_age_days` and `status_age_days`, if the verdict
        has them."""
        authentic = expect in AUTHENTIC and "witnesses-missing" not in reasons
        fields = {"text": prefix + base41.encode(sealed(claims, key_name).data), "now": now}
        fields |= {"as_of": as_of} if as_of else {}
        fields |= {
            "expect": expect,
            "stands": expect == "active" if stands is None else stands,
            "reasons": list(reasons),
            "label": shown(claims) if authentic else None,
        }
        if authentic:
            fields["last_day"] = last_day or shown_day(claims[4])
        return self.step("check", **fields, **more)


AUTHENTIC = {
    "active",
    "deferral",
    "expired",
    "not-yet-valid",
    "withdrawn",
    "revoked",
    "status-unknown",
    "policy-unmet",
}

__all__ = [name for name in dir() if not name.startswith("_")]


def story(name: str, description: str, rules: str, anchor: dict | bytes = ANCHOR) -> Story:
    data = anchor if isinstance(anchor, bytes) else signed(anchor)
    return Story(name, description, rules.split(), data)


__all__ += ["story"]

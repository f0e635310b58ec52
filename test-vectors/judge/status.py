"""Reads a status list by itself: its form, its profile and its claims (R-63 to R-67, R-97, R-98, R-110)."""

import hashlib
import re
import zlib
from dataclasses import dataclass

from .carrier import Refused
from .claims import is_day, is_uint
from .loose import NotWellFormed, Pairs, read, read_tagged

MOST_BYTES, MOST_VALUES = 8_388_608, 16_777_216
TYPE = "application/statuslist+cwt"
ALG, CRIT, KID, TYP = 1, 2, 4, 16
SUB, EXP, IAT, STATUS_LIST = 2, 4, 6, 65533
OBJECTS = {"in-force": -65537, "witnesses": -65538, "past": -65541}
CORRECTIONS, PREDECESSOR = -65539, -65540
LATEST = 253_402_300_799
REVOKED, DEFERRAL, WITHDRAWN, NOT_ALLOCATED = 1, 3, 12, 15
FINAL = {REVOKED, WITHDRAWN}


def need(holds: bool):
    if not holds:
        raise Refused("status-list-malformed")


@dataclass(frozen=True)
class Envelope:
    data: bytes
    kid: bytes
    protected: bytes
    payload: bytes
    signature: bytes

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.data).digest()


@dataclass(frozen=True)
class StatusList:
    sub: str
    iat: int
    exp: int | None
    bits: int
    values: bytes
    bound: dict[str, bytes]
    corrections: list

    @property
    def size(self) -> int:
        return 8 * len(self.values) // self.bits

    def value(self, index: int) -> int:
        """Returns the value of an index; NOT_ALLOCATED if the list does not have it."""
        if index >= self.size:
            return NOT_ALLOCATED
        bit = index * self.bits
        return self.values[bit // 8] >> bit % 8 & (1 << self.bits) - 1


def envelope(data: bytes) -> Envelope:
    """Returns what can be read before the signature is verified (R-63, R-64, R-106)."""
    if len(data) > MOST_BYTES:
        raise Refused("status-list-too-long")
    try:
        parts = read_tagged(data, ((18,), (61, 18)), small_maps=True)
        need(type(parts) is list and [type(part) for part in parts] == [bytes, Pairs, bytes, bytes])
        protected, unprotected, payload, signature = parts
        header = read(protected, small_maps=True) if protected else Pairs(())
    except NotWellFormed as fault:
        raise Refused("status-list-malformed") from fault
    need(type(header) is Pairs and header.has_plain_keys() and unprotected.has_plain_keys())
    need(not header.forms & unprotected.forms)
    kid = header.get(KID) if header.has(KID) else unprotected.get(KID)
    there = header.has(KID) or unprotected.has(KID)
    need(not there or type(kid) is bytes)
    fits = type(header.get(ALG)) is int and header.get(ALG) == -19 and header.get(TYP) == TYPE
    if not fits or not there or len(kid) != 4 or header.has(CRIT) or unprotected.has(CRIT):
        raise Refused("status-list-unsupported")
    need(len(signature) == 64)
    return Envelope(data, kid, protected, payload, signature)


def claims(payload: bytes) -> StatusList:
    """Reads the content (R-65, R-66, R-97). What depends on the key's authority is checked later."""
    try:
        found = read(payload)
    except NotWellFormed as fault:
        raise Refused("status-list-malformed") from fault
    need(type(found) is Pairs and found.has_plain_keys())
    sub, iat, exp = found.get(SUB), found.get(IAT), found.get(EXP)
    need(type(sub) is str and is_uint(iat, 0, LATEST))
    need(not found.has(EXP) or is_uint(exp, 0, LATEST))
    for key in (*OBJECTS.values(), PREDECESSOR):
        need(not found.has(key) or (type(found.get(key)) is bytes and len(found.get(key)) == 32))
    corrections = found.get(CORRECTIONS)
    need(not found.has(CORRECTIONS) or are_corrections(corrections))
    bits, values = statuses(found.get(STATUS_LIST))
    bound = {name: found.get(key) for name, key in OBJECTS.items() if found.has(key)}
    if exp is not None and exp < iat:
        raise Refused("status-list-invalid")
    if not re.fullmatch("https://[!-~]{1,248}", sub):
        raise Refused("status-list-foreign")
    return StatusList(sub, iat, exp, bits, values, bound, corrections or [])


def are_corrections(found) -> bool:
    if type(found) is not list or not 1 <= len(found) <= 4096:
        return False
    last_before = -1
    for one in found:
        if type(one) is not list or len(one) != 3 or not is_day(one[2]):
            return False
        if not all(is_uint(n, 0, 2**32 - 1) for n in one[:2]) or not last_before < one[0] <= one[1]:
            return False
        last_before = one[1]
    return True


def statuses(found) -> tuple[int, bytes]:
    need(type(found) is Pairs and not any(type(key) in (list, Pairs) for key, _ in found.entries))
    bits, stream = found.get("bits"), found.get("lst")
    need(type(bits) is int and bits in (1, 2, 4, 8) and type(stream) is bytes)
    return bits, unpacked(stream, MOST_VALUES, "status-list-too-long", "status-list-malformed")


def unpacked(stream: bytes, most: int, too_long: str, broken: str) -> bytes:
    """Decompresses a ZLIB stream as far as it may go (R-66, R-119)."""
    reader = zlib.decompressobj()
    try:
        out = reader.decompress(stream, most + 1)
    except zlib.error as fault:
        raise Refused(too_long if grows_beyond(most, stream) else broken) from fault
    if len(out) > most:
        raise Refused(too_long)
    if not reader.eof or reader.unused_data:
        raise Refused(broken)
    return out


def grows_beyond(most: int, stream: bytes) -> bool:
    """Whether a broken stream makes more than `most` bytes before its fault."""
    reader, length = zlib.decompressobj(), 0
    try:
        for at in range(len(stream)):
            length += len(reader.decompress(stream[at : at + 1]))
            if length > most:
                return True
    except zlib.error:
        pass
    return False

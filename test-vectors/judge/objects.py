"""Reads the objects of a status list (R-112, R-113, R-72), and applies deltas to them (R-119)."""

import hashlib
from dataclasses import dataclass, field

from . import columns
from .carrier import Refused
from .cbor import NotDeterministic, head, item, read
from .claims import is_uint
from .columns import BadColumn
from .seal import string

MOST_BYTES = 16_777_216
MOST_RANGES = 65_536
KINDS = {
    "starseal-in-force": "in-force",
    "starseal-past": "past",
    "starseal-witnesses": "witnesses",
    "starseal-witness-range": "witness-range",
}


@dataclass(frozen=True)
class StatusObject:
    data: bytes
    kind: str
    last_days: dict = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    ranges: list = field(default_factory=list)
    first: int = 0
    last: int = 0
    witnesses: dict = field(default_factory=dict)

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.data).digest()


def status_object(data: bytes) -> StatusObject:
    """Reads an object (R-112). Its length has been checked."""
    try:
        name = version_1(data, KINDS, "status-object-malformed", "status-object-unsupported")
        return content(data, KINDS[name], read(data)[2:])
    except (NotDeterministic, BadColumn) as fault:
        raise Refused("status-object-malformed") from fault


def version_1(data: bytes, names, malformed: str, unsupported: str) -> str:
    """Reads the name and the version, before the form of the rest is looked at (R-80, R-112)."""
    try:
        major, count, at = head(data, 0)
        name, at = item(data, at, 2)
        version, _ = item(data, at, 2)
    except NotDeterministic as fault:
        raise Refused(malformed) from fault
    if major != 4 or count < 2 or type(name) is not str or name not in names or type(version) is not int or version < 0:
        raise Refused(malformed)
    if version != 1:
        raise Refused(unsupported)
    return name


def content(data: bytes, kind: str, rest: list) -> StatusObject:
    if len(rest) != {"in-force": 2, "past": 1, "witnesses": 1, "witness-range": 3}[kind]:
        raise BadColumn
    if kind == "in-force":
        last_days, changes = columns.last_days(rest[0]), columns.changes(rest[1])
        return StatusObject(data, kind, last_days=last_days, changes=changes)
    if kind == "past":
        return StatusObject(data, kind, changes=columns.changes(rest[0]))
    if kind == "witnesses":
        return StatusObject(data, kind, ranges=directory(rest[0]))
    first, last, table = rest
    witnesses = columns.witnesses(table)
    fits = is_uint(first, 0, 2**32 - 1) and is_uint(last, first, 2**32 - 1)
    if not fits or not all(first <= index <= last for index in witnesses):
        raise BadColumn
    return StatusObject(data, kind, first=first, last=last, witnesses=witnesses)


def directory(found) -> list[tuple[int, int, bytes]]:
    if type(found) is not list or not 1 <= len(found) <= MOST_RANGES:
        raise BadColumn
    last_before = -1
    for one in found:
        if type(one) is not list or len(one) != 3 or type(one[2]) is not bytes or len(one[2]) != 32:
            raise BadColumn
        if not all(is_uint(n, 0, 2**32 - 1) for n in one[:2]) or not last_before < one[0] <= one[1]:
            raise BadColumn
        last_before = one[1]
    return [tuple(one) for one in found]


def patched(base: StatusObject, removed: bytes, changed: bytes) -> bytes:
    """Returns the bytes of the object that a delta makes of its base (R-119)."""
    try:
        gone = set(columns.indexes(removed))
        patch = status_object(changed)
    except (BadColumn, Refused) as fault:
        raise Refused("bundle-malformed") from fault
    if patch.kind != base.kind or base.kind not in ("in-force", "past"):
        raise Refused("bundle-malformed")
    last_days = {at: entry for at, entry in base.last_days.items() if at not in gone} | patch.last_days
    changes = {at: entry for at, entry in base.changes.items() if at not in gone} | patch.changes
    return encoded(base.kind, last_days, changes)


def encoded(kind: str, last_days: dict, changes: dict) -> bytes:
    """Writes an in-force or a past object."""
    parts = [columns.changes_table(changes)]
    if kind == "in-force":
        parts.insert(0, columns.last_days_table(last_days))
    name = next(name for name, of in KINDS.items() if of == kind).encode()
    tables = b"".join(bytes([0x80 + len(table)]) + b"".join(map(string, table)) for table in parts)
    return bytes([0x82 + len(parts), 0x60 + len(name)]) + name + b"\x01" + tables

"""Bundles and deltas: one container of lists and objects (R-80, R-81, R-107, R-109, R-119)."""

from dataclasses import dataclass

from .carrier import Refused
from .cbor import NotDeterministic, read
from .claims import is_uint
from .objects import MOST_BYTES as MOST_OBJECT_BYTES
from .objects import patched, version_1
from .status import MOST_BYTES as MOST_STATUS_BYTES
from .status import unpacked

MOST_BYTES = 67_108_864
MOST_TRUST, MOST_TRUST_BYTES = 512, 16_777_216
MOST_STATUS, MOST_OBJECTS, MOST_PIECES = 1024, 4096, 65_536
GROWTH, GROWTH_FACTOR = 8_388_608, 64
NAME = "starseal-bundle"


def need(holds: bool, code: str = "bundle-malformed"):
    if not holds:
        raise Refused(code)


@dataclass(frozen=True)
class Bundle:
    trust: list[bytes]
    status: list
    objects: list


def bundle(data: bytes) -> Bundle:
    need(len(data) <= MOST_BYTES, "bundle-too-long")
    version_1(data, (NAME,), "bundle-malformed", "bundle-unsupported")
    try:
        parts = read(data)
    except NotDeterministic as fault:
        raise Refused("bundle-malformed") from fault
    need(len(parts) == 6)
    trust, status, objects = parts[3:]
    need(type(trust) is list and len(trust) <= MOST_TRUST and all(type(one) is bytes for one in trust))
    need(type(status) is list and len(status) <= MOST_STATUS and all(map(is_status, status)))
    need(type(objects) is list and len(objects) <= MOST_OBJECTS and all(map(is_object, objects)))
    pieces = [piece for one in status if type(one) is list for piece in one[1]]
    need(len(pieces) <= MOST_PIECES)
    need(sum(map(len, trust)) <= MOST_TRUST_BYTES, "bundle-too-long")
    left = min(GROWTH + GROWTH_FACTOR * len(data), MOST_BYTES)
    left -= sum(len(piece) if type(piece) is bytes else piece[1] for piece in pieces)
    need(left >= 0, "bundle-too-long")
    for one in objects:
        left -= grown(one if type(one) is bytes else one[2], left)
    return Bundle(trust, status, objects)


def grown(stream: bytes, left: int) -> int:
    """Returns the length of a stream once decompressed; of a broken one, 0."""
    try:
        return len(unpacked(stream, left, "bundle-too-long", "bundle-malformed"))
    except Refused as refused:
        if str(refused) == "bundle-too-long":
            raise
        return 0


def is_status(one) -> bool:
    if type(one) is not list:
        return type(one) is bytes
    return len(one) == 2 and is_digest(one[0]) and type(one[1]) is list and all(map(is_piece, one[1]))


def is_piece(one) -> bool:
    if type(one) is not list:
        return type(one) is bytes
    return len(one) == 2 and all(is_uint(n, 0, 2**64 - 1) for n in one)


def is_object(one) -> bool:
    if type(one) is not list:
        return type(one) is bytes
    return len(one) == 3 and is_digest(one[0]) and type(one[1]) is bytes and type(one[2]) is bytes


def is_digest(value) -> bool:
    return type(value) is bytes and len(value) == 32


def status_list_of(one, lists: dict[bytes, bytes]) -> bytes:
    """Returns the bytes of a status list, which may be a delta of one in `lists` (R-81)."""
    if type(one) is bytes:
        return one
    base = lists.get(one[0])
    need(base is not None, "bundle-base-missing")
    out, length_so_far = [], 0
    for piece in one[1]:
        if type(piece) is list:
            offset, length = piece
            need(offset + length <= len(base))
            piece = base[offset : offset + length]
        out.append(piece)
        length_so_far += len(piece)
        need(length_so_far <= MOST_STATUS_BYTES)
    return b"".join(out)


def object_of(one, held: dict) -> bytes:
    """Returns the bytes of an object, which may be a delta of one that is held (R-119)."""
    if type(one) is bytes:
        return unpacked(one, MOST_OBJECT_BYTES, "status-object-too-long", "bundle-malformed")
    base, removed, stream = one
    need(base in held, "bundle-base-missing")
    changed = unpacked(stream, MOST_OBJECT_BYTES, "status-object-too-long", "bundle-malformed")
    return patched(held[base], removed, changed)

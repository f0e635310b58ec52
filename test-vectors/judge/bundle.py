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
    # How many bytes the streams of all objects may have.
    left: int


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
    return Bundle(trust, status, objects, left)


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


class Streams:
    """Decompresses the streams of a bundle's objects one after the other, as far as the limit of R-107."""

    def __init__(self, left: int):
        self.left = left

    def object_of(self, one, bases: dict) -> bytes:
        """Returns the bytes of an object, which may be a delta of one of the bases (R-119)."""
        need(self.left >= 0, "bundle-too-long")
        if type(one) is bytes:
            return self.next(one, "status-object-too-long")
        digest, removed, stream = one
        need(digest in bases, "bundle-base-missing")
        return patched(bases[digest], removed, self.next(stream, "bundle-malformed"))

    def next(self, stream: bytes, too_long: str) -> bytes:
        if self.left < MOST_OBJECT_BYTES:
            too_long = "bundle-too-long"
        try:
            out = unpacked(stream, min(self.left, MOST_OBJECT_BYTES), too_long, "bundle-malformed")
        except Refused as refused:
            if str(refused) == "bundle-too-long":
                self.left = -1
            raise
        self.left -= len(out)
        return out

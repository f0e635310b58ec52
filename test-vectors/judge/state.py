"""The state that a verifier stores (R-82, R-99)."""

import hashlib
import zlib

from .bundle import Bundle, bundle
from .carrier import Refused
from .cbor import NotDeterministic, read
from .objects import version_1
from .seal import string

NAME = "starseal-state"
MOST_TRUST, MOST_STATUS = 512, 1024


def state(data: bytes) -> tuple[Bundle, bytes]:
    """Returns the body and the marks."""
    version_1(data, (NAME,), "state-damaged", "state-unsupported")
    try:
        parts = read(data)
    except NotDeterministic as fault:
        raise Refused("state-damaged") from fault
    if [type(part) for part in parts] != [str, int, bytes, bytes, bytes] or len(parts[2]) != 32:
        raise Refused("state-damaged")
    _, _, digest, body, marks = parts
    if digest != digest_of(body, marks):
        raise Refused("state-damaged")
    try:
        found = bundle(body)
    except Refused as refused:
        code = "state-unsupported" if str(refused) == "bundle-unsupported" else "state-damaged"
        raise Refused(code) from refused
    if len(marks) != len(found.status) or any(mark > 3 for mark in marks):
        raise Refused("state-damaged")
    return found, marks


def digest_of(body: bytes, marks: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(body).digest() + marks).digest()


def written(trust: list[bytes], status: list[tuple[bytes, int]], objects: list[bytes]) -> bytes:
    """Writes a state. Each status list has its mark."""
    trust, status = trust[:MOST_TRUST], status[:MOST_STATUS]
    lists = array(trust) + array([data for data, _ in status]) + array([zlib.compress(data) for data in objects])
    body = b"\x86\x6fstarseal-bundle\x01\x80" + lists
    marks = bytes(mark for _, mark in status)
    return b"\x85\x6estarseal-state\x01" + string(digest_of(body, marks)) + string(body) + string(marks)


def array(items: list[bytes]) -> bytes:
    size = len(items)
    head = (
        bytes([0x80 + size]) if size < 24 else bytes([0x98, size]) if size < 256 else b"\x99" + size.to_bytes(2, "big")
    )
    return head + b"".join(map(string, items))

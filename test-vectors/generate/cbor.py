"""Deterministic CBOR (RFC 8949, section 4.2.1), and helpers for encodings that it forbids.

`encode` writes what a sealer writes. A `Raw` holds bytes that are inserted unchanged, for faults.
"""

from dataclasses import dataclass

UINT, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG = range(7)


@dataclass(frozen=True)
class Raw:
    data: bytes


@dataclass(frozen=True)
class Tag:
    number: int
    value: object


def head(major: int, argument: int, size: int | None = None) -> bytes:
    """Returns the first bytes of an item. `size` (0, 1, 2, 4 or 8 bytes after the first) may exceed the shortest."""
    if size is None:
        size = 0 if argument < 24 else next(s for s in (1, 2, 4, 8) if argument < 1 << 8 * s)
    if size == 0:
        return bytes([major << 5 | argument])
    return bytes([major << 5 | {1: 24, 2: 25, 4: 26, 8: 27}[size]]) + argument.to_bytes(size, "big")


def encode(value) -> bytes:
    match value:
        case Raw(data):
            return data
        case False | True | None:
            return {False: b"\xf4", True: b"\xf5", None: b"\xf6"}[value]
        case int():
            return head(UINT, value) if value >= 0 else head(NEGATIVE, -1 - value)
        case bytes():
            return head(BYTES, len(value)) + value
        case str():
            return head(TEXT, len(value.encode())) + value.encode()
        case list():
            return head(ARRAY, len(value)) + b"".join(map(encode, value))
        case dict():
            return encode(pairs(*sorted(value.items(), key=lambda entry: encode(entry[0]))))
        case Tag(number, inner):
            return head(TAG, number) + encode(inner)
    raise TypeError(f"no CBOR encoding for {value!r}")


def pairs(*entries) -> Raw:
    """Returns a map with its entries in this order, which may be unsorted and may have duplicate keys."""
    return Raw(head(MAP, len(entries)) + b"".join(encode(k) + encode(v) for k, v in entries))


def long_head(value, size: int) -> Raw:
    """Returns `value` with `size` bytes of argument or length after its first byte, more than the shortest encoding."""
    whole = encode(value)
    major, low = whole[0] >> 5, whole[0] & 31
    old = {24: 1, 25: 2, 26: 4, 27: 8}.get(low, 0)
    argument = int.from_bytes(whole[1 : 1 + old], "big") if old else low
    return Raw(head(major, argument, size) + whole[1 + old :])


def indefinite(value) -> Raw:
    """Returns `value` (bytes, text, array or map) with indefinite length, ended by a break. Strings have two chunks."""
    match value:
        case bytes():
            half = len(value) // 2
            return Raw(b"\x5f" + encode(value[:half]) + encode(value[half:]) + b"\xff")
        case str():
            half = len(value) // 2
            return Raw(b"\x7f" + encode(value[:half]) + encode(value[half:]) + b"\xff")
        case list():
            return Raw(b"\x9f" + b"".join(map(encode, value)) + b"\xff")
        case dict():
            return Raw(b"\xbf" + encode(value)[len(head(MAP, len(value))) :] + b"\xff")
    raise TypeError(f"no indefinite-length encoding for {value!r}")


def nested(levels: int) -> Raw:
    """Returns `levels` nested arrays. The innermost is empty."""
    return Raw(b"\x81" * (levels - 1) + b"\x80")

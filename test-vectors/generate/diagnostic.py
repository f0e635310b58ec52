"""CBOR diagnostic notation (RFC 8949, section 8), with encoding indicators where an encoding is not the shortest.

It accepts any well-formed CBOR, deterministic or not, because vectors must show faults.
"""

import json
import struct

INDICATOR = {24: ("_0", 1), 25: ("_1", 2), 26: ("_2", 4), 27: ("_3", 8)}


class NotWellFormed(Exception):
    pass


def diagnostic(data: bytes) -> str:
    """Returns the notation of one item, or of several items in the form of a CBOR sequence."""
    reader, items = Reader(data), []
    while reader.at < len(data):
        items.append(reader.item())
    if not items:
        raise NotWellFormed("no bytes")
    return ", ".join(items)


class Reader:
    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        if self.at + count > len(self.data):
            raise NotWellFormed("ends too early")
        self.at += count
        return self.data[self.at - count : self.at]

    def item(self) -> str:
        first = self.take(1)[0]
        major, low = first >> 5, first & 31
        if low == 31:
            return self.indefinite(major)
        if low > 27:
            raise NotWellFormed(f"additional information {low}")
        mark, size = INDICATOR.get(low, ("", 0))
        raw = self.take(size)
        argument = int.from_bytes(raw, "big") if size else low
        if major == 7:
            return simple(low, raw, argument)
        shortest = argument >= (0, 24, 1 << 8, 0, 1 << 16, 0, 0, 0, 1 << 32)[size]
        return self.rest(major, argument, "" if shortest else mark)

    def rest(self, major: int, argument: int, mark: str) -> str:
        match major:
            case 0:
                return f"{argument}{mark}"
            case 1:
                return f"{-1 - argument}{mark}"
            case 2:
                return f"h'{self.take(argument).hex()}'{mark}"
            case 3:
                return text(self.take(argument)) + mark
            case 4:
                return bracket("[", mark, [self.item() for _ in range(argument)], "]")
            case 5:
                return bracket("{", mark, [self.entry() for _ in range(argument)], "}")
        return f"{argument}{mark}({self.item()})"

    def entry(self) -> str:
        return f"{self.item()}: {self.item()}"

    def indefinite(self, major: int) -> str:
        parts = []
        while self.data[self.at : self.at + 1] != b"\xff":
            parts.append(self.entry() if major == 5 else self.item())
        self.take(1)
        opened = {2: "(", 3: "(", 4: "[", 5: "{"}.get(major)
        if opened is None:
            raise NotWellFormed(f"major type {major} without a length")
        return bracket(opened, "_", parts, {"(": ")", "[": "]", "{": "}"}[opened])


def bracket(opened: str, mark: str, parts: list[str], closed: str) -> str:
    return opened + (f"{mark} " if mark else "") + ", ".join(parts) + closed


def text(raw: bytes) -> str:
    try:
        return json.dumps(raw.decode(), ensure_ascii=True)
    except UnicodeDecodeError as fault:
        raise NotWellFormed("text that is not UTF-8") from fault


def simple(low: int, raw: bytes, argument: int) -> str:
    named = {20: "false", 21: "true", 22: "null", 23: "undefined"}
    if low in (25, 26, 27):
        form, mark = {25: (">e", "_1"), 26: (">f", "_2"), 27: (">d", "_3")}[low]
        return f"{struct.unpack(form, raw)[0]!r}{mark}"
    return named.get(argument, f"simple({argument})")

"""A reader of any well-formed CBOR, as status lists may have it (R-63, R-106, R-110).

Each item keeps its shortest form, so that keys can be compared.
"""

from dataclasses import dataclass

MAX_LEVELS = 8
MOST_ENTRIES = 64
BREAK = 0xFF


class NotWellFormed(Exception):
    pass


@dataclass(frozen=True)
class Other:
    """A float, a tag with its content, or a simple value except false, true and null."""


@dataclass(frozen=True)
class Pairs:
    """A map: (key, value) in the order received, and the shortest forms of the keys, which all differ (R-110)."""

    entries: tuple
    forms: frozenset = frozenset()

    def get(self, key):
        for k, value in self.entries:
            if type(k) is type(key) and k == key:
                return value
        return None

    def has(self, key) -> bool:
        return any(type(k) is type(key) and k == key for k, _ in self.entries)

    def has_plain_keys(self) -> bool:
        """Whether all keys are integers or texts, as those of headers and claims are."""
        return all(type(k) in (int, str) for k, _ in self.entries)


def read(data: bytes, small_maps: bool = False):
    """Returns the one item in `data`. With `small_maps`, no map has more than 64 entries (R-106)."""
    reader = Reader(data, small_maps)
    value, _ = reader.item(1)
    if reader.at != len(data):
        raise NotWellFormed("bytes after the end")
    return value


def read_tagged(data: bytes, allowed: tuple[tuple[int, ...], ...], small_maps: bool = False):
    """Returns the item under one of the allowed sequences of tags."""
    reader = Reader(data, small_maps)
    tags = []
    while reader.at < len(data) and data[reader.at] >> 5 == 6:
        tags.append(reader.head()[1])
    value, _ = reader.item(1)
    if reader.at != len(data) or tuple(tags) not in allowed:
        raise NotWellFormed("other tags, or bytes after the end")
    return value


def shortest(major: int, argument: int) -> bytes:
    if argument < 24:
        return bytes([major << 5 | argument])
    wide = next(n for n in range(4) if argument < 256 ** (1 << n))
    return bytes([major << 5 | 24 + wide]) + argument.to_bytes(1 << wide, "big")


class Reader:
    def __init__(self, data: bytes, small_maps: bool):
        self.data, self.small_maps, self.at = data, small_maps, 0

    def take(self, count: int) -> bytes:
        raw = self.data[self.at : self.at + count]
        if len(raw) < count:
            raise NotWellFormed("ends too early")
        self.at += count
        return raw

    def head(self) -> tuple[int, int | None, int]:
        """Returns the major type, the argument (None: indefinite), and the five low bits."""
        first = self.take(1)[0]
        major, low = first >> 5, first & 31
        if low < 24:
            return major, low, low
        if low < 28:
            return major, int.from_bytes(self.take(1 << low - 24), "big"), low
        if low == 31 and major in (2, 3, 4, 5):
            return major, None, low
        raise NotWellFormed("a reserved length")

    def ended(self) -> bool:
        """Takes the end of an indefinite item, if it is next."""
        if self.at < len(self.data) and self.data[self.at] == BREAK:
            self.at += 1
            return True
        return False

    def item(self, level: int) -> tuple[object, bytes]:
        """Returns the value and its shortest form."""
        tags = b""
        while self.at < len(self.data) and self.data[self.at] >> 5 == 6:
            tags += shortest(6, self.head()[1])
        value, form = self.untagged(level)
        return (Other(), tags + form) if tags else (value, form)

    def untagged(self, level: int):
        major, argument, low = self.head()
        if major in (4, 5) and level > MAX_LEVELS:
            raise NotWellFormed("nested too deeply")
        if major == 0:
            return argument, shortest(0, argument)
        if major == 1:
            return -1 - argument, shortest(1, argument)
        if major in (2, 3):
            return self.string(major, argument)
        if major == 4:
            return self.array(argument, level)
        if major == 5:
            return self.map(argument, level)
        return self.simple(argument, low)

    def string(self, major: int, length: int | None):
        if length is not None:
            raw = self.chunk(major, length)
        else:
            raw = b""
            while not self.ended():
                kind, size, _ = self.head()
                if kind != major or size is None:
                    raise NotWellFormed("a piece of another type")
                raw += self.chunk(major, size)
        return (raw if major == 2 else raw.decode()), shortest(major, len(raw)) + raw

    def chunk(self, major: int, length: int) -> bytes:
        raw = self.take(length)
        if major == 3:
            try:
                raw.decode()
            except UnicodeDecodeError as fault:
                raise NotWellFormed("not UTF-8") from fault
        return raw

    def array(self, count: int | None, level: int):
        values, forms = [], []
        while not self.ended() if count is None else len(values) < count:
            value, form = self.item(level + 1)
            values.append(value)
            forms.append(form)
        return values, shortest(4, len(values)) + b"".join(forms)

    def map(self, count: int | None, level: int):
        entries, forms = [], {}
        while not self.ended() if count is None else len(entries) < count:
            if self.small_maps and len(entries) == MOST_ENTRIES:
                raise NotWellFormed("too many entries")
            key, key_form = self.item(level + 1)
            value, form = self.item(level + 1)
            if key_form in forms:
                raise NotWellFormed("a key twice")
            forms[key_form] = form
            entries.append((key, value))
        whole = b"".join(key + forms[key] for key in sorted(forms))
        return Pairs(tuple(entries), frozenset(forms)), shortest(5, len(entries)) + whole

    def simple(self, argument: int, low: int):
        if low in (20, 21, 22):
            return {20: False, 21: True, 22: None}[low], bytes([0xE0 | low])
        if low < 24:
            return Other(), bytes([0xE0 | low])
        if low == 24 and argument < 32:
            raise NotWellFormed("a short simple value in two bytes")
        size = 1 << low - 24
        return Other(), bytes([0xE0 | low]) + argument.to_bytes(size, "big")

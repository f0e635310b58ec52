"""A strict CBOR reader (R-14): every item that it accepts has exactly one encoding."""

from dataclasses import dataclass

MAX_LEVELS = 8


class NotDeterministic(Exception):
    pass


@dataclass(frozen=True)
class Tagged:
    number: int
    value: object


@dataclass(frozen=True)
class Items:
    """A map with its entries in order. It is not a dict, because 1 and True are the same key in Python."""

    entries: tuple

    def get(self, key):
        for k, value in self.entries:
            if type(k) is type(key) and k == key:
                return value
        return None

    def keys(self):
        return [k for k, _ in self.entries]


def read(data: bytes, tag: int | None = None):
    """Returns the single item in `data`. Only the outermost item may be tagged, and only with `tag`."""
    if tag is not None:
        start, at = head(data, 0)[:2], head(data, 0)[2]
        if start != (6, tag):
            raise NotDeterministic("another tag")
        value, at = item(data, at, 1)
        value = Tagged(tag, value)
    else:
        value, at = item(data, 0, 1)
    if at != len(data):
        raise NotDeterministic("bytes after the end")
    return value


def head(data: bytes, at: int) -> tuple[int, int, int]:
    """Returns the major type, the argument, and the offset of the rest."""
    if at >= len(data):
        raise NotDeterministic("ends too early")
    major, low = data[at] >> 5, data[at] & 31
    if low < 24:
        return major, low, at + 1
    if low > 27:
        raise NotDeterministic("an indefinite or reserved length")
    size = 1 << low - 24
    raw = data[at + 1 : at + 1 + size]
    if len(raw) < size:
        raise NotDeterministic("ends too early")
    argument = int.from_bytes(raw, "big")
    if major != 7 and argument < (24 if size == 1 else 1 << 4 * size):
        raise NotDeterministic("not the shortest")
    return major, argument, at + 1 + size


def item(data: bytes, at: int, level: int):
    start = at
    major, argument, at = head(data, at)
    if major in (4, 5) and level > MAX_LEVELS:
        raise NotDeterministic("nested too deeply")
    if major == 0:
        return argument, at
    if major == 1:
        return -1 - argument, at
    if major in (2, 3):
        raw = data[at : at + argument]
        if len(raw) < argument:
            raise NotDeterministic("ends too early")
        return (raw if major == 2 else utf8(raw)), at + argument
    if major == 4:
        values = []
        for _ in range(argument):
            value, at = item(data, at, level + 1)
            values.append(value)
        return values, at
    if major == 5:
        return entries(data, at, argument, level)
    if major == 7 and data[start] in (0xF4, 0xF5, 0xF6):
        return {0xF4: False, 0xF5: True, 0xF6: None}[data[start]], at
    raise NotDeterministic("a tag, a float or a simple value")


def entries(data: bytes, at: int, count: int, level: int):
    found, last = [], None
    for _ in range(count):
        start = at
        key, at = item(data, at, level + 1)
        if last is not None and data[start:at] <= last:
            raise NotDeterministic("keys not in order, or twice")
        last = data[start:at]
        value, at = item(data, at, level + 1)
        found.append((key, value))
    return Items(tuple(found)), at


def utf8(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as fault:
        raise NotDeterministic("not UTF-8") from fault

"""The objects of a status list: in force, past, witness directory and witness ranges (R-112, R-113), and how a bundle
holds them (R-119). Days are texts (`2028-03-31`). Faults are made by giving a column as bytes."""

import hashlib
import zlib

from .cbor import encode
from .labels import day

IN_FORCE, PAST, DIRECTORY, RANGE = (
    "starseal-in-force",
    "starseal-past",
    "starseal-witnesses",
    "starseal-witness-range",
)

# An index -> [(effective day, value, last day or None), …]. Either day may be a number.
History = dict[int, list[tuple]]
# An index -> (last day, start). Either may be a number.
LastDays = dict[int, tuple]


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def number(on: str | int | None) -> int:
    return day(on) if isinstance(on, str) else on or 0


# ---- columns


def leb128(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def numbers(values) -> bytes:
    return b"".join(map(leb128, values))


def indexes(ascending) -> bytes:
    """The first index, and of each other one its distance from the one before, less 1."""
    steps, before = [], -1
    for index in ascending:
        steps.append(index - before - 1)
        before = index
    return numbers(steps)


def words(values) -> bytes:
    """16 bits each: all high bytes, then all low bytes."""
    values = list(values)
    return bytes(value >> 8 for value in values) + bytes(value & 0xFF for value in values)


# ---- tables: arrays of columns


def last_days(entries: LastDays) -> list[bytes]:
    rows = [(index, number(last), number(start)) for index, (last, start) in sorted(entries.items())]
    return [
        indexes(index for index, _, _ in rows),
        words(last for _, last, _ in rows),
        words(last - start for _, last, start in rows),
    ]


def changes(history: History) -> list[bytes]:
    ordered = sorted(history.items())
    flat = [change for _, own in ordered for change in own]
    return [
        indexes(index for index, _ in ordered),
        numbers(len(own) for _, own in ordered),
        words(number(on) for on, _, _ in flat),
        bytes(value for _, value, _ in flat),
        words(number(last) for _, _, last in flat),
    ]


def witnesses(digests: dict[int, list[bytes]]) -> list[bytes]:
    ordered = sorted(digests.items())
    return [
        indexes(index for index, _ in ordered),
        numbers(len(own) for _, own in ordered),
        b"".join(digest for _, own in ordered for digest in own),
    ]


# ---- objects


def in_force(days: LastDays | None = None, ahead: History | None = None) -> bytes:
    return encode([IN_FORCE, 1, last_days(days or {}), changes(ahead or {})])


def past(history: History | None = None) -> bytes:
    return encode([PAST, 1, changes(history or {})])


def witness_range(first: int, last: int, digests: dict[int, list[bytes]]) -> bytes:
    return encode([RANGE, 1, first, last, witnesses(digests)])


def directory(*ranges: tuple[int, int, bytes]) -> bytes:
    """A directory of ranges: first index, last index, the range's bytes."""
    return encode([DIRECTORY, 1, [[first, last, sha256(data)] for first, last, data in ranges]])


def both(history: History, date: str, printed: int) -> tuple[bytes, bytes]:
    """Returns the in-force and the past object of a history, for a list of this date and labels with this printed last
    day. An extension starts on the later of its effective day and the day after the last day before it."""
    on, entries, ahead = day(date), {}, {}
    for index, own in history.items():
        valid = printed
        for effective, _, last in own:
            if last and number(effective) <= on:
                start = min(max(number(effective), valid + 1), number(last))
                entries[index] = (last, start)
                valid = number(last)
        later = [change for change in own if number(change[0]) > on]
        if later:
            ahead[index] = later
    return in_force(entries, ahead), past(history)


# ---- in a bundle


def stream(data: bytes) -> bytes:
    """A ZLIB stream without compression: the output of compressors differs between machines."""
    return zlib.compress(data, 0)


def object_delta(base: bytes, removed, changed: bytes) -> list:
    """A delta: `removed` is a list of indexes, or the bytes of a column."""
    column = removed if isinstance(removed, bytes) else indexes(removed)
    return [sha256(base), column, stream(changed)]

"""The columns of the tables in objects of a status list (R-113)."""

from .claims import is_day
from .status import NOT_ALLOCATED

MOST_CHANGES, MOST_WITNESSES, DIGEST = 64, 1024, 32


class BadColumn(Exception):
    pass


def need(holds: bool):
    if not holds:
        raise BadColumn


def numbers(column: bytes, below: int) -> list[int]:
    """Reads a column of LEB128."""
    found, number, shift = [], 0, 0
    for byte in column:
        number |= (byte & 0x7F) << shift
        need(number < below)
        if byte & 0x80:
            shift += 7
            need(shift < 64)
        else:
            need(byte != 0 or shift == 0)
            found.append(number)
            number = shift = 0
    need(shift == 0)
    return found


def indexes(column: bytes) -> list[int]:
    found = []
    for number in numbers(column, 2**32):
        found.append(number if not found else found[-1] + 1 + number)
        need(found[-1] < 2**32)
    return found


def counts(column: bytes, of: int, most: int) -> list[int]:
    found = numbers(column, most + 1)
    need(len(found) == of and all(found))
    return found


def sixteens(column: bytes, count: int) -> list[int]:
    need(type(column) is bytes and len(column) == 2 * count)
    return [column[at] << 8 | column[count + at] for at in range(count)]


def last_days(table) -> dict[int, tuple[int, int]]:
    """Returns the last day and the start of each index."""
    three = columns(table, 3)
    at = indexes(three[0])
    days, spans = sixteens(three[1], len(at)), sixteens(three[2], len(at))
    need(all(is_day(day) and is_day(day - span) for day, span in zip(days, spans)))
    return {index: (day, day - span) for index, day, span in zip(at, days, spans)}


def changes(table) -> dict[int, list[tuple[int, int, int]]]:
    """Returns the changes of each index: effective day, value and last day (0: none)."""
    five = columns(table, 5)
    at = indexes(five[0])
    each = counts(five[1], len(at), MOST_CHANGES)
    total = sum(each)
    effective, values, lasts = sixteens(five[2], total), five[3], sixteens(five[4], total)
    need(
        len(values) == total
        and NOT_ALLOCATED not in values
        and all(map(is_day, effective))
        and all(day == 0 or is_day(day) for day in lasts)
    )
    rows = list(zip(effective, values, lasts))
    found = grouped(at, each, rows)
    need(all(ascending([row[0] for row in group]) for group in found.values()))
    return found


def witnesses(table) -> dict[int, list[bytes]]:
    three = columns(table, 3)
    at = indexes(three[0])
    each = counts(three[1], len(at), MOST_WITNESSES)
    need(len(three[2]) == DIGEST * sum(each))
    rows = [three[2][start : start + DIGEST] for start in range(0, len(three[2]), DIGEST)]
    found = grouped(at, each, rows)
    need(all(ascending(group) for group in found.values()))
    return found


def columns(table, count: int) -> list[bytes]:
    need(type(table) is list and len(table) == count and all(type(column) is bytes for column in table))
    return table


def grouped(at: list[int], each: list[int], rows: list) -> dict[int, list]:
    found, start = {}, 0
    for index, count in zip(at, each):
        found[index] = rows[start : start + count]
        start += count
    return found


def ascending(values: list) -> bool:
    return all(a < b for a, b in zip(values, values[1:]))


# ---- the other way, for the object that a delta makes (R-119) ----


def leb128(number: int) -> bytes:
    out = b""
    while number >= 0x80:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def index_column(found: list[int]) -> bytes:
    before = [-1, *found[:-1]]
    return b"".join(leb128(index - previous - 1) for index, previous in zip(found, before))


def day_column(days: list[int]) -> bytes:
    return bytes(day >> 8 for day in days) + bytes(day & 0xFF for day in days)


def last_days_table(entries: dict[int, tuple[int, int]]) -> list[bytes]:
    at = sorted(entries)
    days = [entries[index][0] for index in at]
    spans = [entries[index][0] - entries[index][1] for index in at]
    return [index_column(at), day_column(days), day_column(spans)]


def changes_table(entries: dict[int, list[tuple[int, int, int]]]) -> list[bytes]:
    at = sorted(entries)
    rows = [row for index in at for row in entries[index]]
    return [
        index_column(at),
        b"".join(leb128(len(entries[index])) for index in at),
        day_column([row[0] for row in rows]),
        bytes(row[1] for row in rows),
        day_column([row[2] for row in rows]),
    ]

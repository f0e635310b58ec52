"""Alters CBOR items and bytes, by a generator of random numbers. Only the differential run uses it."""

import copy
from random import Random

from .tree import Node, array, integer, string, text, uint

LIMITS = [
    *range(9),
    *(10, 11, 12, 15, 16, 20, 23, 24, 63, 64, 65, 128, 255, 256, 1024, 1025, 1200, 1201, 1439, 1440, 3660, 3661),
    *(14_609, 14_610, 14_611, 20_544, 20_700, 21_274, 22_000, 65_532, 65_533, 65_534, 65_535, 65_536, 65_540),
    *(99_999_999_999_999, 100_000_000_000_000, 253_402_300_799, 253_402_300_800),
    *(1_767_225_600, 1_793_000_000, 2**31, 2**32 - 1, 2**32, 2**63, 2**64 - 1),
    *(-1, -2, -7, -19, -24, -25, -256, -1439, -1440, -65_536, -65_537, -65_538, -65_539, -65_540, -65_541, -(2**64)),
]
# false, true, null, undefined, simple values in one and in two bytes, floats, and what is not well-formed.
SIMPLE = ["f4", "f5", "f6", "f7", "e0", "f3", "f800", "f81f", "f820", "f8ff", "f97e00", "fa7fc00000", "ff", "1c", "fc"]
CHARACTERS = "\x00 \u200b\ufe0f\u3000\ue000\u2028aZ9!~é漢\U0001f600$*.-:/%+"
VALUES = [0, 1, 2, 3, 7, 12, 15, 16, 255]


def altered(root: Node, rng: Random) -> Node:
    """Returns a copy with one change, rarely two."""
    root = copy.deepcopy(root)
    for _ in range(rng.choice((1, 1, 1, 1, 1, 1, 2))):
        node = rng.choice(list(root.every()))
        if rng.random() < 0.15:
            copy_another(node, root, rng)
        else:
            rng.choices((by_kind, replace, widen, wrap), (80, 10, 5, 5))[0](node, rng)
    if rng.random() < 0.8:
        in_order(root)
    return root


def copy_another(node: Node, root: Node, rng: Random):
    """Takes the content of another item of the same kind."""
    others = [other for other in root.every() if other.major == node.major and other.value != node.value]
    if others:
        become(node, copy.deepcopy(rng.choice(others)))


def by_kind(node: Node, rng: Random):
    if node.raw is not None:
        replace(node, rng)
    elif node.major in (0, 1):
        alter_number(node, rng)
    elif node.major in (2, 3):
        node.value = altered_text(node.value, rng) if node.major == 3 else altered_bytes(node.value, rng)
    elif node.major in (4, 5):
        alter_items(node, rng, node.major - 3)
    else:
        node.value = rng.choice((18, 61, 98, 0, 24))


def alter_number(node: Node, rng: Random):
    value = node.value if node.major == 0 else -1 - node.value
    changes = (1, -1, 2, -2, 7, -7, 30, -30, 366, -366, 86_400, -86_400, 5_000_000)
    value = rng.choice(LIMITS) if rng.random() < 0.3 else value + rng.choice(changes)
    new = integer(max(-(2**64), min(value, 2**64 - 1)))
    node.major, node.value = new.major, new.value


def altered_bytes(value: bytes, rng: Random) -> bytes:
    """Changes a byte string a little."""
    at = rng.randrange(len(value) + 1)
    kind = rng.randrange(8)
    if not value or kind == 0:
        return value[:at] + bytes([rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))]) + value[at:]
    at = min(at, len(value) - 1)
    if kind == 1:
        return value[:at] + value[at + 1 :]
    if kind == 2:
        return value[:at]
    if kind == 3:
        return rng.choice((b"", value + value, bytes(len(value)), value[::-1]))
    if kind == 4:
        new = value[at] ^ 1 << rng.randrange(8)
    elif kind == 5:
        new = (value[at] + rng.choice((1, -1, 7, -7))) % 256
    else:
        new = rng.choice(VALUES)
    return value[:at] + bytes([new]) + value[at + 1 :]


def altered_text(value: bytes, rng: Random) -> bytes:
    if rng.random() < 0.2:
        return altered_bytes(value, rng)
    at = rng.randrange(len(value) + 1)
    one = rng.choice(CHARACTERS).encode()
    return rng.choice(
        (value[:at] + one + value[at:], value[:at] + one + value[at + 1 :], value[:at], value + value[at:])
    )


def alter_items(node: Node, rng: Random, width: int):
    """Changes the items of an array, or the pairs of a map."""
    groups = [node.items[at : at + width] for at in range(0, len(node.items), width)]
    at = rng.randrange(len(groups) + 1)
    kind = rng.randrange(7)
    if not groups or kind == 0:
        groups.insert(at, [any_item(rng) for _ in range(width)])
    elif kind in (1, 2):
        del groups[at % len(groups)]
    elif kind == 3:
        groups.insert(at, copy.deepcopy(rng.choice(groups)))
    elif kind == 4:
        other = rng.randrange(len(groups))
        at %= len(groups)
        groups[at], groups[other] = groups[other], groups[at]
    elif kind == 5:
        groups = groups[: at % len(groups)] if rng.random() < 0.5 else groups * rng.choice((2, 65, 33))
    else:
        groups[at % len(groups)][-1] = copy.deepcopy(rng.choice(rng.choice(groups)))
    node.items = [item for group in groups for item in group]


def replace(node: Node, rng: Random):
    become(node, any_item(rng))


def widen(node: Node, rng: Random):
    node.wide = rng.choice((0, 1, 2, 3, "indefinite"))


def wrap(node: Node, rng: Random):
    """Puts a tag or arrays around the item."""
    inner = copy.copy(node)
    for _ in range(rng.choice((0, 1, 1, 5, 8))):
        inner = array(inner)
    if rng.random() < 0.5:
        inner = Node(6, rng.choice((0, 1, 18, 55_799)), [inner])
    become(node, inner)


def become(node: Node, new: Node):
    node.major, node.value, node.items, node.wide, node.raw = new.major, new.value, new.items, new.wide, new.raw


def any_item(rng: Random) -> Node:
    kind = rng.randrange(8)
    if kind < 3:
        return integer(rng.choice(LIMITS))
    if kind == 3:
        return Node(7, raw=bytes.fromhex(rng.choice(SIMPLE)))
    if kind == 4:
        return string(rng.randbytes(rng.choice((0, 1, 4, 16, 32, 64))))
    if kind == 5:
        return text(rng.choice(("", "a", "en", "HTTPS://A.EXAMPLE/", "https://a.example/", rng.choice(CHARACTERS))))
    if kind == 6:
        return rng.choice((array(), array(uint(1)), Node(5), Node(5, items=[uint(1), uint(1)])))
    return Node(5, items=[uint(1), text("a"), uint(2), array(uint(3))])


def altered_tables(last_days: dict, changes: dict, rng: Random) -> tuple[dict, dict]:
    """Changes an entry of the tables of an object, which can still be written (R-113)."""
    last_days, changes = dict(last_days), {index: list(rows) for index, rows in changes.items()}
    near = [*last_days, *changes, *(index + 1 for index in changes), 0, 7, 8]
    index, kind = rng.choice(near), rng.randrange(6)
    if kind == 0:
        last_days.pop(index, None)
        changes.pop(index, None)
    elif kind == 1:
        day = rng.choice((20_000, 21_274, 21_639, 22_004, 65_535))
        last_days[index] = last_days.get(index, (day, day - 700))
    elif kind == 2:
        day = rng.choice((20_545, 20_700, 20_775, 20_780, 21_000, 21_300))
        changes[index] = sorted(
            [*changes.get(index, []), (day, rng.choice(VALUES), rng.choice((0, 0, 21_639, 22_004)))]
        )
    elif kind == 3 and last_days:
        index = rng.choice(list(last_days))
        day, start = last_days[index]
        day, start = moved(day, rng), moved(start, rng)
        last_days[index] = max(day, start), start
    elif changes:
        rows = changes[rng.choice(list(changes))]
        at = rng.randrange(len(rows))
        effective, value, last = rows[at]
        rows[at] = (
            (moved(effective, rng), value, last),
            (effective, rng.choice(VALUES), last),
            (effective, value, moved(last, rng)),
        )[rng.randrange(3)]
    return last_days, changes


def moved(day: int, rng: Random) -> int:
    return max(0, min(day + rng.choice((0, 1, -1, 7, -7, 365, -365, 730)), 65_535))


def in_order(root: Node):
    """Sorts the keys of all maps."""
    for node in root.every():
        if node.major == 5 and node.raw is None and len(node.items) % 2 == 0:
            pairs = sorted(zip(node.items[::2], node.items[1::2]), key=lambda pair: pair[0].written())
            node.items = [item for pair in pairs for item in pair]

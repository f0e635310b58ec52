"""CBOR as a tree that can be altered and written again, faults included. Only the differential run uses it."""

from dataclasses import dataclass, field

from .cbor import NotDeterministic, head

MOST_LEVELS = 40


@dataclass
class Node:
    """An item. `value` is an argument, or the content of a string; the entries of a map are keys and values in turn."""

    major: int
    value: int | bytes = 0
    items: list["Node"] = field(default_factory=list)
    # How many bytes the argument has instead of the fewest, or "indefinite".
    wide: int | str | None = None
    # Bytes that take the place of the item.
    raw: bytes | None = None

    def written(self) -> bytes:
        if self.raw is not None:
            return self.raw
        if self.major in (2, 3):
            return self.around(len(self.value), self.value)
        if self.major in (4, 5):
            within = b"".join(item.written() for item in self.items)
            return self.around(len(self.items) // (self.major - 3), within)
        if self.major == 6:
            return self.argument(self.value) + self.items[0].written()
        return self.argument(self.value)

    def around(self, argument: int, within: bytes) -> bytes:
        if self.wide != "indefinite":
            return self.argument(argument) + within
        if self.major in (2, 3):
            within = argument_bytes(self.major, argument, None) + within
        return bytes([self.major << 5 | 31]) + within + b"\xff"

    def argument(self, argument: int) -> bytes:
        return argument_bytes(self.major, argument, self.wide if type(self.wide) is int else None)

    def every(self):
        """Yields this item and all items within."""
        yield self
        for item in self.items:
            yield from item.every()


def argument_bytes(major: int, argument: int, wide: int | None) -> bytes:
    if wide is None and argument < 24:
        return bytes([major << 5 | argument])
    least = next(n for n in range(4) if argument < 256 ** (1 << n))
    size = max(least, wide or 0)
    return bytes([major << 5 | 24 + size]) + argument.to_bytes(1 << size, "big")


def parsed(data: bytes) -> Node | None:
    """Returns the one item in `data`; None if it is not one item with the shortest lengths, or very deep."""
    try:
        node, at = node_at(data, 0, 0)
    except NotDeterministic:
        return None
    return node if at == len(data) else None


def node_at(data: bytes, at: int, level: int) -> tuple[Node, int]:
    if level > MOST_LEVELS:
        raise NotDeterministic("nested too deeply")
    start = at
    major, argument, at = head(data, at)
    if major in (2, 3):
        if at + argument > len(data):
            raise NotDeterministic("ends too early")
        return Node(major, data[at : at + argument]), at + argument
    if major == 7:
        return Node(7, raw=data[start:at]), at
    node = Node(major, argument if major in (0, 1, 6) else 0)
    for _ in range({4: argument, 5: 2 * argument, 6: 1}.get(major, 0)):
        item, at = node_at(data, at, level + 1)
        node.items.append(item)
    return node, at


def uint(value: int) -> Node:
    return Node(0, value)


def integer(value: int) -> Node:
    return Node(0, value) if value >= 0 else Node(1, -1 - value)


def string(value: bytes) -> Node:
    return Node(2, value)


def text(value: str) -> Node:
    return Node(3, value.encode())


def array(*items: Node) -> Node:
    return Node(4, items=list(items))


def entry(node: Node, key: int) -> Node | None:
    """Returns the value of an integer key of a map."""
    wanted = integer(key)
    pairs = zip(node.items[::2], node.items[1::2])
    return next((value for found, value in pairs if (found.major, found.value) == (wanted.major, wanted.value)), None)

"""How long objects, witness directories and bundles with objects may be (R-72, R-107, R-112, R-119)."""

from .object_bundles import DAY, FIRST_IN_FORCE, FIRST_LIST, FIRST_PAST, MOVED, streams
from .story import *

MOST_OBJECTS, LONGEST_OBJECT, LEAST_GROWTH, GROWTH_PER_BYTE = 4_096, 16_777_216, 8_388_608, 64
MOST_RANGES = 65_536


def deflated(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def at_the_limit(beyond: int = 0) -> bytes:
    """Returns a bundle whose two streams have the greatest length together, or so many bytes more."""
    size = LEAST_GROWTH
    for _ in range(100):  # the length of the stream changes the limit, which changes the length
        data = bundle([], [FIRST_LIST], [deflated(bytes(size + beyond)), *streams(FIRST_IN_FORCE)])
        fitting = LEAST_GROWTH + GROWTH_PER_BYTE * len(data) - len(FIRST_IN_FORCE)
        if fitting == size:
            return data
        size = fitting
    raise ValueError("no bundle is at the limit")


def stories():
    yield story("bundle-of-too-many-objects", "A bundle has one object more than it may have.", "R-119").bundle(
        bundle([], [], [b""] * (MOST_OBJECTS + 1)), "bundle-malformed"
    )
    crowded = encode([objects.DIRECTORY, 1, [[at, at, bytes(32)] for at in range(MOST_RANGES + 1)]])
    yield story("witness-directory-of-too-many-ranges", "It has one range more than it may have.", "R-72").bundle(
        bundle([], [status(DAY, witnesses=crowded)], [deflated(crowded)]), lists=["accepted", "status-object-malformed"]
    )
    # The index only makes the bundle long enough for an object of this length.
    long = deflated(bytes(LONGEST_OBJECT + 1))
    padded = bundle([], [FIRST_LIST], [long, *streams(FIRST_IN_FORCE)], index=bytes(LEAST_GROWTH // GROWTH_PER_BYTE))
    yield (
        story("object-too-long", "It has one byte more than it may have. The next one is taken.", "R-112 R-119")
        .bundle(padded, lists=["accepted", "status-object-too-long", "accepted"])
        .check("active", "extended", **MOVED)
    )
    yield (
        story("objects-at-the-limit-of-growth", "Streams are counted as they are decompressed.", "R-107 R-119")
        .bundle(at_the_limit(), lists=["accepted", "status-object-unbound", "accepted"])
        .check("active", "extended", **MOVED)
    )
    yield (
        story("objects-that-grow-too-much", "The list stays; the object and all after it are not taken.", "R-107 R-119")
        .bundle(at_the_limit(1), lists=["accepted", "status-object-unbound", "bundle-too-long"])
        .check("active")
        .bundle(
            bundle([], [], [*streams(FIRST_IN_FORCE), deflated(bytes(2 * LEAST_GROWTH)), *streams(FIRST_PAST)] + [b""]),
            lists=["accepted", *["bundle-too-long"] * 3],
        )
        .check("active", "extended", **MOVED)
        .check("status-unknown", as_of="2026-05-31")
    )
    base = hashlib.sha256(FIRST_LIST).digest()
    greedy = [base, [[0, LEAST_GROWTH + 64 * 100]]]
    yield (
        story("objects-beside-deltas-of-status-lists", "Both share one limit, and pieces are counted first.", "R-107")
        .bundle(
            bundle([], [greedy], [deflated(bytes(100_000)), *streams(FIRST_PAST)]),
            lists=["bundle-base-missing", "bundle-too-long", "bundle-too-long"],
        )
        .bundle(bundle([], [[base, [[0, 2 * LEAST_GROWTH]]], FIRST_LIST], streams(FIRST_IN_FORCE)), "bundle-too-long")
        .check("status-unknown")
    )

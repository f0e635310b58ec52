"""Objects in a state, and what becomes of them when a status key falls (R-75, R-82, R-99, R-116)."""

from .memory import SECOND_FALLEN, TWO_KEYS
from .object_bundles import (
    DAY,
    DIRECTORY,
    FIRST_IN_FORCE,
    FIRST_LIST,
    FIRST_PAST,
    LAST,
    MOVED,
    OTHER,
    RANGE,
    SECOND_IN_FORCE,
    SECOND_LIST,
    START,
    THIRD,
    VALUES,
    streams,
)
from .story import *


def stories():
    yield from states()
    yield from thief()


def states():
    kept = bundle([signed(ANCHOR)], [FIRST_LIST], streams(FIRST_IN_FORCE, FIRST_PAST, DIRECTORY, RANGE))
    yield (
        story("state-with-objects", "They are judged again like the lists.", "R-82 R-119")
        .restore(state(kept, marks=b"\x00"), lists=["unchanged", *["accepted"] * 5])
        .check("active", "extended", **MOVED)
        .check("active", as_of="2026-05-31", claims=OTHER)
        .restart()
        .check("active", "extended", **MOVED)
        .check("active", as_of="2026-05-31", claims=OTHER)
        .restore(state(kept, marks=b"\x00"), lists=["unchanged"] * 6)
    )
    forged = bundle(
        [],
        [FIRST_LIST, status(DAY, key_name="stranger", in_force=SECOND_IN_FORCE)],
        streams(FIRST_IN_FORCE[:-1], SECOND_IN_FORCE, FIRST_PAST) + [b""],
    )
    yield (
        story("state-with-forged-objects", "The digest is right, but no list that is held binds them.", "R-82 R-116")
        .restore(
            state(forged, marks=bytes(2)),
            lists=[
                "accepted",
                "status-list-unknown-key",
                "status-object-unbound",
                "status-object-unbound",
                "accepted",
                "bundle-malformed",
            ],
        )
        .check("active")
        .check("active", as_of="2026-05-31", claims=OTHER)
    )
    remembered = status("2026-11-19T03:00:00Z", VALUES, in_force=SECOND_IN_FORCE, key_name="status 2")
    yield (
        story(
            "state-with-an-object-of-a-remembered-list",
            "It serves while the list that counts misses its own.",
            "R-95 R-99 R-118",
            TWO_KEYS,
        )
        .restore(
            state(bundle([], [remembered, FIRST_LIST], streams(SECOND_IN_FORCE)), marks=b"\x01\x00"),
            lists=["accepted"] * 3,
        )
        .check("active", "extended", claims=THIRD, **MOVED)
        .restart()
        .check("active", "extended", claims=THIRD, **MOVED)
        .object(FIRST_IN_FORCE)
        .check("active", claims=THIRD)
    )
    yield (
        story("older-objects-from-a-state", "A newer list is held, and nothing binds them.", "R-82 R-116")
        .status(SECOND_LIST)
        .restore(
            state(kept, marks=b"\x00"),
            lists=[
                "unchanged",
                "status-list-older",
                *["status-object-unbound"] * 2,
                "accepted",
                "accepted",
            ],
        )
        .check("active")
    )


def thief():
    """An honest list; a thief of the other status key revokes all; the key is marked; an old list is replayed; a new
    list comes."""
    november = "2026-11-{:02}T03:00:00Z".format
    values = {INDEX: ACTIVE, 8: REVOKED}
    beside, past = objects.both(
        {INDEX: [("2026-10-01", ACTIVE, LAST)], 8: [("2026-06-01", REVOKED, None)]}, "2026-11-01", LABEL[4]
    )
    honest = status(november(1), values, in_force=beside, past=past, witnesses=DIRECTORY)
    stolen_beside = objects.in_force({}, {9: [("2026-11-11", REVOKED, None)]})
    stolen = status(november(10), {INDEX: REVOKED, 8: REVOKED, 9: ACTIVE}, in_force=stolen_beside, key_name="status 2")
    old_beside = objects.in_force({INDEX: ("2029-03-31", START)})
    old = status("2026-10-01T03:00:00Z", values, in_force=old_beside)
    ahead = {INDEX: [("2026-11-14", WITHDRAWN, None)]}
    new_beside = objects.in_force({INDEX: (LAST, START)}, ahead)
    new_past = objects.past({INDEX: [("2026-10-01", ACTIVE, LAST), *ahead[INDEX]], 8: [("2026-06-01", REVOKED, None)]})
    new = status(november(12), values, in_force=new_beside, past=new_past)
    yield (
        story(
            "thief-of-a-status-key-and-the-objects",
            "The honest list's objects outlive the thief's. A replay brings nothing, and a new list brings its own.",
            "R-75 R-95 R-116 R-118",
            TWO_KEYS,
        )
        .status(honest)
        .objects(beside, past, DIRECTORY, RANGE)
        .check("active", "extended", now=november(2), **MOVED)
        .status(stolen)
        .object(stolen_beside)
        .check("revoked", now=november(11))
        .check("revoked", claims=THIRD, now=november(11))
        .check("status-unknown", as_of="2026-09-01")
        .object(beside, "unchanged")
        .trust(signed(SECOND_FALLEN))
        .check("status-unknown", now=november(12))
        .check("status-unknown", claims=THIRD, now=november(12))
        .object(stolen_beside, "status-object-unbound")
        .status(old, "status-list-older")
        .object(old_beside, "status-object-unbound")
        .status(honest, "unchanged")
        .object(beside, "unchanged")
        .check("status-unknown", now=november(12))
        .restart()
        .check("status-unknown", now=november(12))
        .status(new)
        .check("active", "extended", now=november(13), **MOVED)
        .check("revoked", claims=OTHER, now=november(13))
        .check("status-unknown", as_of="2026-09-01")
        .objects(new_past, new_beside)
        .check("active", "extended", now=november(13), **MOVED)
        .check("withdrawn", "extended", now=november(14), **MOVED)
        .check("active", as_of="2026-09-01")
        .object(beside, "status-object-unbound")
        .restart()
        .check("withdrawn", "extended", now=november(14), **MOVED)
    )

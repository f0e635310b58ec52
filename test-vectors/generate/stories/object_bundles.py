"""Objects in bundles: streams and deltas (R-80, R-119)."""

from .compromise import FALLEN
from .story import *

DAY, NEXT = "2026-11-20T03:00:00Z", "2026-11-21T03:00:00Z"
START, LAST = "2028-04-01", "2030-03-31"
MOVED = {"last_day": LAST}
VALUES = {INDEX: ACTIVE, 8: REVOKED, 9: ACTIVE, 10: ACTIVE}
OTHER, THIRD, FOURTH = (but(LABEL, {5: index}) for index in (8, 9, 10))
# The history of two days: on the second, 9 is extended as well, 7 no longer, and a change of 10 is announced.
EXTENSION = ("2026-10-01", ACTIVE, LAST)
FIRST_HISTORY = {INDEX: [EXTENSION], 8: [("2026-06-01", REVOKED, None)]}
CALLED_OFF = ("2026-11-21", ACTIVE, "2028-04-30")
SECOND_HISTORY = {
    INDEX: [EXTENSION, CALLED_OFF],
    8: FIRST_HISTORY[8],
    9: [("2026-11-21", ACTIVE, LAST)],
    10: [("2026-11-22", WITHDRAWN, None)],
}
FIRST_IN_FORCE, FIRST_PAST = objects.both(FIRST_HISTORY, DAY[:10], LABEL[4])
SECOND_IN_FORCE, SECOND_PAST = objects.both(SECOND_HISTORY, NEXT[:10], LABEL[4])
RANGE = objects.witness_range(0, 15, {INDEX: [witness()]})
DIRECTORY = objects.directory((0, 15, RANGE))
FIRST_LIST = status(DAY, VALUES, in_force=FIRST_IN_FORCE, past=FIRST_PAST, witnesses=DIRECTORY)
SECOND_LIST = status(NEXT, VALUES, in_force=SECOND_IN_FORCE, past=SECOND_PAST, witnesses=DIRECTORY)
FURTHER = objects.witness_range(16, 31, {})
WIDER = objects.directory((0, 15, RANGE), (16, 31, FURTHER))
IN_FORCE_DELTA = objects.object_delta(
    FIRST_IN_FORCE,
    [],
    objects.in_force({INDEX: ("2028-04-30", "2028-04-30"), 9: (LAST, START)}, {10: SECOND_HISTORY[10]}),
)
PAST_DELTA = objects.object_delta(FIRST_PAST, [], objects.past({at: SECOND_HISTORY[at] for at in (INDEX, 9, 10)}))


def streams(*each: bytes) -> list[bytes]:
    return [objects.stream(data) for data in each]


def first_day(name: str, description: str, rules: str = "R-119") -> Story:
    """Gives the list of the first day with its objects."""
    return story(name, description, rules).status(FIRST_LIST).objects(FIRST_IN_FORCE, FIRST_PAST, DIRECTORY, RANGE)


def after_both_days(told: Story) -> Story:
    return (
        told.check("active", "extended", last_day="2028-04-30")
        .check("active", "extended", claims=THIRD, **MOVED)
        .check("withdrawn", claims=FOURTH)
        .check("active", "extended", as_of="2026-11-20", **MOVED)
        .check("active", as_of="2026-11-20", claims=FOURTH)
        .check("active", as_of="2026-05-31", claims=OTHER)
    )


def stories():
    yield from whole()
    yield from deltas()


def whole():
    yield (
        story("bundle-with-objects", "A list and all of its objects in one file.", "R-80 R-119")
        .bundle(bundle([], [FIRST_LIST], streams(FIRST_IN_FORCE, FIRST_PAST, DIRECTORY, RANGE)), lists=["accepted"] * 5)
        .check("active", "extended", **MOVED)
        .check("active", as_of="2026-05-31", claims=OTHER)
        .bundle(
            bundle([], [FIRST_LIST], streams(RANGE, DIRECTORY, FIRST_PAST, FIRST_IN_FORCE)), lists=["unchanged"] * 5
        )
        .trust(signed(FALLEN))
        .check("active", "witnessed", "extended", **MOVED)
    )
    yield (
        story("bundle-with-objects-only", "The list came before.", "R-119")
        .status(FIRST_LIST)
        .bundle(bundle([], [], streams(FIRST_PAST, FIRST_IN_FORCE)), lists=["accepted"] * 2)
        .check("active", "extended", **MOVED)
    )
    yield (
        story("bundle-with-bad-objects", "Each has its own code, and none excludes the next one.", "R-80 R-119")
        .bundle(
            bundle(
                [],
                [FIRST_LIST],
                [
                    *streams(RANGE, SECOND_PAST, b"", FIRST_IN_FORCE[:-1]),
                    b"",
                    b"\x78",
                    objects.stream(FIRST_IN_FORCE)[:-1],
                    objects.stream(FIRST_IN_FORCE)[:-4] + bytes(4),
                    objects.stream(FIRST_IN_FORCE) + b"\x00",
                    FIRST_IN_FORCE,
                    zlib.compress(FIRST_IN_FORCE, 0)[2:-4],
                    *streams(DIRECTORY, RANGE, FIRST_IN_FORCE, FIRST_IN_FORCE),
                ],
            ),
            lists=[
                "accepted",
                *["status-object-unbound"] * 4,
                *["bundle-malformed"] * 7,
                *["accepted"] * 3,
                "unchanged",
            ],
        )
        .check("active", "extended", **MOVED)
    )
    odd = [
        1,
        "text",
        None,
        [],
        [bytes(32), b""],
        [bytes(31), b"", b""],
        [bytes(33), b"", b""],
        [bytes(32), [], b""],
        [bytes(32), b"", [b""]],
        [bytes(32), b"", b"", b""],
    ]
    told = story(
        "bundle-with-objects-of-another-form", "An object is a byte string or an array of three.", "R-80 R-119"
    )
    for one in odd:
        told = told.bundle(bundle([], [FIRST_LIST], [one]), "bundle-malformed")
    told = told.bundle(encode(["starseal-bundle", 1, [], [], [], {}]), "bundle-malformed")
    yield told.bundle(encode(["starseal-bundle", 1, [], [], [], b""]), "bundle-malformed").check("status-unknown")


def deltas():
    yield after_both_days(
        first_day("object-deltas-between-two-days", "Entries with the same index are replaced, others are added.")
        .bundle(bundle([], [SECOND_LIST], [PAST_DELTA, IN_FORCE_DELTA]), lists=["accepted"] * 3)
        .object(SECOND_IN_FORCE, "unchanged")
        .object(SECOND_PAST, "unchanged")
    )
    yield after_both_days(
        first_day(
            "object-deltas-from-objects-of-a-list-that-is-gone",
            "The in-force object comes first, so the older list is no longer remembered when its past is the base.",
        ).bundle(bundle([], [SECOND_LIST], [IN_FORCE_DELTA, PAST_DELTA]), lists=["accepted"] * 3)
    )
    yield (
        first_day(
            "object-deltas-after-their-list",
            "The list came alone: its in-force object is missing, so the older list and its objects are still held.",
        )
        .status(SECOND_LIST)
        .bundle(bundle([], [], [IN_FORCE_DELTA]), lists=["accepted"])
        .check("active", "extended", last_day="2028-04-30")
        .bundle(bundle([], [], [PAST_DELTA]), lists=["bundle-base-missing"])
        .check("status-unknown", as_of="2026-11-20")
        .object(SECOND_PAST)
        .check("active", "extended", as_of="2026-11-20", **MOVED)
    )
    yield (
        story("object-delta-without-its-base", "The verifier does not hold the base, or not any more.", "R-119")
        .status(FIRST_LIST)
        .bundle(
            bundle([], [SECOND_LIST], [IN_FORCE_DELTA, PAST_DELTA]),
            lists=["accepted", "bundle-base-missing", "bundle-base-missing"],
        )
        .object(SECOND_IN_FORCE)
        .bundle(bundle([], [], [IN_FORCE_DELTA]), lists=["bundle-base-missing"])
    )
    chain = objects.in_force({INDEX: (LAST, START), 9: (LAST, START)})
    third = status("2026-11-22T02:00:00Z", VALUES, in_force=chain)
    removing = objects.object_delta(SECOND_IN_FORCE, [10], objects.in_force({INDEX: (LAST, START)}))
    yield (
        first_day(
            "object-delta-that-replaces-and-removes", "One index goes on as it was, one is extended, one is removed."
        )
        .bundle(bundle([], [SECOND_LIST], streams(SECOND_IN_FORCE)), lists=["accepted"] * 2)
        .bundle(bundle([], [third], [removing]), lists=["accepted"] * 2)
        .check("active", "extended", **MOVED)
        .check("active", "extended", claims=THIRD, **MOVED)
        .check("active", claims=FOURTH)
    )
    yield from removals()
    yield from faults()
    yield (
        first_day("bundle-without-what-did-not-change", "The directory is another, its first range the same.")
        .trust(signed(FALLEN))
        .check("active", "witnessed", "extended", **MOVED)
        .bundle(
            bundle(
                [],
                [status(NEXT, VALUES, in_force=FIRST_IN_FORCE, past=FIRST_PAST, witnesses=WIDER)],
                streams(WIDER, FURTHER),
            ),
            lists=["accepted"] * 3,
        )
        .check("active", "witnessed", "extended", **MOVED)
        .check("key-compromised", as_of="2026-05-31", claims=OTHER)
        .object(RANGE, "unchanged")
        .object(FIRST_PAST, "unchanged")
        .object(FIRST_IN_FORCE, "unchanged")
    )


def removals():
    held = objects.in_force(
        {INDEX: (LAST, START), 8: (LAST, START), 9: (LAST, START)},
        {INDEX: [("2026-12-01", DEFERRAL, None)], 10: [("2026-12-01", WITHDRAWN, None)]},
    )
    for name, removed, changed, wanted in (
        ("from-both-tables", [INDEX, 10], objects.in_force(), objects.in_force({8: (LAST, START), 9: (LAST, START)})),
        (
            "more-than-the-base-has",
            [0, 8, 11, 4_294_967_295],
            objects.in_force(),
            objects.in_force(
                {INDEX: (LAST, START), 9: (LAST, START)},
                {INDEX: [("2026-12-01", DEFERRAL, None)], 10: [("2026-12-01", WITHDRAWN, None)]},
            ),
        ),
        (
            "all-and-gives-some-again",
            [INDEX, 8, 9, 10],
            objects.in_force({INDEX: ("2029-03-31", START)}, {9: [("2026-12-02", REVOKED, None)]}),
            objects.in_force({INDEX: ("2029-03-31", START)}, {9: [("2026-12-02", REVOKED, None)]}),
        ),
        (
            "nothing",
            [],
            objects.in_force(),
            None,
        ),
    ):
        base = status(DAY, VALUES, in_force=held)
        following_list = status(NEXT, VALUES, in_force=wanted or held)
        yield (
            story(
                f"object-delta-that-removes-{name}",
                "The indexes are left out of every table of the base.",
                "R-119",
            )
            .status(base)
            .object(held)
            .bundle(
                bundle([], [following_list], [objects.object_delta(held, removed, changed)]),
                lists=["accepted", "accepted" if wanted else "unchanged"],
            )
            .object(wanted or held, "unchanged")
        )


def faults():
    nothing, no_past = objects.in_force(), objects.past()
    column = objects.indexes([9])
    bad = {
        "a removed index with a zero byte at the end": objects.object_delta(FIRST_IN_FORCE, b"\x89\x00", nothing),
        "one that does not end": objects.object_delta(FIRST_IN_FORCE, b"\x89", nothing),
        "one above 32 bits": objects.object_delta(FIRST_IN_FORCE, objects.leb128(2**32), nothing),
        "a stream that is cut": [objects.sha256(FIRST_IN_FORCE), column, objects.stream(nothing)[:-1]],
        "bytes after a stream": [objects.sha256(FIRST_IN_FORCE), column, objects.stream(nothing) + b"\x00"],
        "no stream": [objects.sha256(FIRST_IN_FORCE), column, nothing],
        "a past for an in-force object": objects.object_delta(FIRST_IN_FORCE, [], no_past),
        "an in-force object for a past": objects.object_delta(FIRST_PAST, [], nothing),
        "a broken object": objects.object_delta(FIRST_IN_FORCE, [], nothing[:-1]),
        "an object of a later version": objects.object_delta(FIRST_IN_FORCE, [], encode([objects.IN_FORCE, 2])),
        "a directory as base": objects.object_delta(DIRECTORY, [], DIRECTORY),
        "a directory as base of an in-force object": objects.object_delta(DIRECTORY, [], nothing),
        "a range as base": objects.object_delta(RANGE, [], RANGE),
    }
    yield (
        first_day("object-deltas-with-faults", "With " + "; ".join(bad) + ".")
        .bundle(bundle([], [], list(bad.values())), lists=["bundle-malformed"] * len(bad))
        .check("active", "extended", **MOVED)
    )
    wrong = objects.object_delta(FIRST_IN_FORCE, [], objects.in_force({9: (LAST, START)}))
    yield (
        first_day("object-delta-with-another-result", "The new object is judged like any other: no list binds it.")
        .bundle(
            bundle([], [SECOND_LIST], [wrong, IN_FORCE_DELTA]), lists=["accepted", "status-object-unbound", "accepted"]
        )
        .check("active", "extended", last_day="2028-04-30")
    )
    unfit = objects.in_force({INDEX: (LAST, START), 11: (LAST, START)})
    against = objects.past({8: [("2026-06-01", WITHDRAWN, None)], INDEX: [EXTENSION]})
    bad_list = status(NEXT, VALUES, in_force=unfit, past=against)
    yield (
        first_day("object-deltas-that-do-not-fit-their-list", "Their own codes say so.", "R-114 R-115 R-119")
        .bundle(
            bundle(
                [],
                [bad_list],
                [
                    objects.object_delta(FIRST_IN_FORCE, [], objects.in_force({11: (LAST, START)})),
                    objects.object_delta(FIRST_PAST, [], objects.past({8: [("2026-06-01", WITHDRAWN, None)]})),
                ],
            ),
            lists=["accepted", "in-force-invalid", "past-contradicts"],
        )
        .check("active", "extended", **MOVED)
    )

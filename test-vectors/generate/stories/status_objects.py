"""The form of objects, and whether a list binds them (R-68, R-112, R-116)."""

from ..cbor import Raw, Tag, indefinite, long_head
from .clocks import FAR, TWO_ISSUERS, UNKNOWN_AGE, WRONG, of_second, second
from .story import *

HOUR = "2026-11-20T{:02}:00:00Z".format
DAY = HOUR(3)


def binding(told: Story, claim: str, each, expect: str) -> Story:
    """Gives one list an hour for each object, which it binds, and the object."""
    for hour, data in enumerate(each, 1):
        told = told.status(status(HOUR(hour), **{claim: data})).object(data, expect)
    return told


def malformed(name: str, description: str, rules: str, claim: str, each) -> Story:
    return binding(story(name, description, rules), claim, each, "status-object-malformed")


def stories():
    yield from arrays()
    yield from bound()
    yield from bound_by_several()


def arrays():
    whole = {
        "in_force": [objects.IN_FORCE, 1, [b""] * 3, [b""] * 5],
        "past": [objects.PAST, 1, [b""] * 5],
        "witnesses": [objects.DIRECTORY, 1, [[0, 15, bytes(32)]]],
    }
    for claim, array in whole.items():
        called = claim.replace("_", "-")
        yield (
            malformed(
                f"{called}-that-is-not-one-array",
                "Another name, none, the name as bytes; an element too few and too many; no array, a map, nothing; a "
                "byte after the end.",
                "R-112",
                claim,
                [
                    encode(["starseal-other", *array[1:]]),
                    encode(array[1:]),
                    encode([array[0].encode(), *array[1:]]),
                    encode(array[:-1]),
                    encode([*array, b""]),
                    encode(array[0]),
                    encode({0: array}),
                    b"",
                    encode(array) + b"\x00",
                    encode(array)[:-1],
                ],
            )
        )
        yield malformed(
            f"{called}-that-is-not-deterministic",
            "A tag before the array, and on an element; an indefinite length; a longer head; a table that is a text, "
            "and one with a float.",
            "R-112",
            claim,
            [
                encode(Tag(55_799, array)),
                encode([array[0], Tag(1, 1), *array[2:]]),
                encode(indefinite(array)),
                encode([array[0], long_head(1, 1), *array[2:]]),
                encode([*array[:-1], long_head(array[-1], 1)]),
                encode([*array[:-1], "text"]),
                encode([*array[:-1], [*array[-1], Raw(b"\xf9\x3c\x00")]]),
            ],
        )
        yield (
            binding(
                story(
                    f"{called}-of-a-later-version",
                    "The version is read first, so the rest may differ.",
                    "R-112",
                ),
                claim,
                [
                    encode([array[0], 2, *array[2:]]),
                    encode([array[0], 2, "another form", 1]),
                    encode([array[0], 0]),
                ],
                "status-object-unsupported",
            )
            .check("active")
            .status(status(HOUR(10), **{claim: encode([array[0], -1, *array[2:]])}))
            .object(encode([array[0], -1, *array[2:]]), "status-object-malformed")
            .status(status(HOUR(11), **{claim: encode([array[0], "1", *array[2:]])}))
            .object(encode([array[0], "1", *array[2:]]), "status-object-malformed")
        )


def bound():
    extended = objects.in_force({INDEX: ("2030-03-31", "2028-04-01")})
    history = objects.past({INDEX: [("2026-10-01", ACTIVE, "2030-03-31")]})
    directory, ranged = witnessing({INDEX: [witness()]})
    listed = status(DAY, in_force=extended, past=history, witnesses=directory)
    moved = {"last_day": "2030-03-31"}
    yield (
        story(
            "objects-before-and-after-their-list",
            "An object is taken once a list binds it.",
            "R-68 R-116",
        )
        .object(extended, "status-object-unbound")
        .status(status(HOUR(1)))
        .object(extended, "status-object-unbound")
        .object(history, "status-object-unbound")
        .object(directory, "status-object-unbound")
        .object(ranged, "status-object-unbound")
        .status(listed)
        .check("active")
        .object(ranged, "status-object-unbound")
        .objects(extended, history, directory, ranged)
        .check("active", "extended", **moved)
        .object(extended, "unchanged")
        .object(history, "unchanged")
        .object(directory, "unchanged")
        .object(ranged, "unchanged")
        .status(listed, "unchanged")
        .restart()
        .object(ranged, "unchanged")
        .check("active", "extended", **moved)
        .status(status("2026-11-21T03:00:00Z"))
        .check("active")
        .object(extended, "status-object-unbound")
        .object(history, "status-object-unbound")
        .object(directory, "status-object-unbound")
        .object(ranged, "status-object-unbound")
    )
    yield (
        story(
            "broken-object-that-no-list-binds",
            "Whether it is bound is checked before its form.",
            "R-116",
        )
        .status(listed)
        .object(b"", "status-object-unbound")
        .object(extended[:-1], "status-object-unbound")
        .object(encode([objects.IN_FORCE, 2]), "status-object-unbound")
    )
    yield (
        story(
            "object-under-the-claim-of-another",
            "The claim for the past names an in-force object.",
            "R-116",
        )
        .status(status(HOUR(1), past=extended, witnesses=history))
        .object(extended, "status-object-unbound")
        .object(history, "status-object-unbound")
        .status(status(HOUR(2), in_force=directory))
        .object(directory, "status-object-unbound")
        .status(status(HOUR(3), in_force=ranged, past=ranged, witnesses=ranged))
        .object(ranged, "status-object-unbound")
    )
    for claim in (IN_FORCE, WITNESSES, PAST):
        name = {IN_FORCE: "in-force", WITNESSES: "witnesses", PAST: "past"}[claim]
        claims = status_claims(DAY)
        yield (
            story(
                f"status-list-with-a-bad-claim-{name}",
                "It is a byte string of 32 bytes.",
                "R-65 R-68",
            )
            .status(signed_status(claims | {claim: bytes(31)}), "status-list-malformed")
            .status(signed_status(claims | {claim: bytes(33)}), "status-list-malformed")
            .status(signed_status(claims | {claim: "0" * 32}), "status-list-malformed")
            .status(signed_status(claims | {claim: {INDEX: []}}), "status-list-malformed")
            .status(signed_status(claims | {claim: None}), "status-list-malformed")
            .status(signed_status(claims | {claim: bytes(32)}))
            .check("active")
        )
    next_list = status("2026-11-21T03:00:00Z", {INDEX: ACTIVE, 8: REVOKED}, in_force=extended)
    yield (
        story(
            "object-that-the-next-list-binds-too",
            "What did not change need not be given again.",
            "R-116",
        )
        .status(listed)
        .object(extended)
        .status(next_list)
        .check("active", "extended", **moved)
        .object(extended, "unchanged")
        .restart()
        .check("active", "extended", **moved)
    )


def bound_by_several():
    extended = objects.in_force({INDEX: ("2030-03-31", "2028-04-01")})
    moved = {"last_day": "2030-03-31"}
    told = (
        story("object-that-two-issuers-bind", "It is given once, and held for both lists.", "R-116", TWO_ISSUERS)
        .status(status(DAY, in_force=extended))
        .status(second(DAY, in_force=extended))
        .object(extended)
        .check("active", "extended", **moved)
    )
    yield of_second(told, "active", "extended", **moved).object(extended, "unchanged")
    told = (
        story(
            "object-that-fits-one-of-two-lists",
            "It is held for the list that it fits, and the other list has none.",
            "R-114 R-116",
            TWO_ISSUERS,
        )
        .status(second(DAY, values={8: ACTIVE}, in_force=extended))
        .object(extended, "in-force-invalid")
        .status(status(DAY, in_force=extended))
        .object(extended)
        .check("active", "extended", **moved)
        .object(extended, "unchanged")
    )
    yield of_second(told, "status-unknown", "index-unallocated").restart().check("active", "extended", **moved)
    announced = objects.in_force({}, {INDEX: [("2026-12-26", WITHDRAWN, None)]})
    yield (
        story(
            "objects-of-a-list-dated-ahead",
            "The list was taken while the clock was wrong. It falls with the right clock, and its object with it.",
            "R-94 R-116",
        )
        .status(status("2026-11-01T03:00:00Z", in_force=extended))
        .object(extended)
        .status(status(FAR, in_force=announced), now=WRONG)
        .object(announced)
        .check("active", *UNKNOWN_AGE, now=WRONG)
        .object(extended, "unchanged")
        .check("status-unknown")
        .status(status(DAY, in_force=extended))
        .check("active", "extended", **moved)
        .object(announced, "status-object-unbound")
    )

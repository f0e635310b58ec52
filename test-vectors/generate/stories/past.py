"""The past object: questions about past days, and what it must agree with (R-44, R-115, R-117)."""

from .story import *

DAY = "2026-11-20T03:00:00Z"
LATE = "2028-06-01T03:00:00Z"
OTHER = but(LABEL, {5: 8})


def stories():
    yield from past_days()
    yield from contradictions()
    yield from agreements()


def past_days():
    history = {INDEX: [("2026-06-01", WITHDRAWN, None), ("2026-07-01", ACTIVE, None), ("2026-10-01", REVOKED, None)]}
    past = objects.past(history)
    told = (
        story("past-days-with-the-past", "Each past day has the status that applied on that day.", "R-44 R-117")
        .status(status(DAY, {INDEX: REVOKED}, past=past))
        .check("status-unknown", as_of="2026-05-31")
        .check("revoked", as_of="2026-11-20")
        .object(past)
    )
    for asked, expect in (
        ("2026-05-31", "active"),
        ("2026-06-01", "withdrawn"),
        ("2026-06-30", "withdrawn"),
        ("2026-07-01", "active"),
        ("2026-10-01", "revoked"),
    ):
        told = told.check(expect, as_of=asked)
    yield told
    yield (
        story("past-days-without-the-past", "A list that binds no past tells nothing of past days.", "R-68 R-117")
        .status(status(DAY))
        .check("status-unknown", as_of="2026-11-19")
        .check("active", as_of="2026-11-20")
    )
    yield (
        story(
            "revoked-without-a-day",
            "The label was revoked some time before the list was issued. The status of earlier days is unknown.",
            "R-117",
        )
        .status(status(DAY, {INDEX: REVOKED}))
        .check("status-unknown", as_of="2026-11-19")
        .check("revoked", as_of="2026-11-20")
    )
    revoked = objects.past({INDEX: [("2026-11-20", REVOKED, None)]})
    yield (
        story("past-of-a-revocation-on-the-lists-date", "On the day before, the label was active.", "R-115 R-117")
        .status(status(DAY, {INDEX: REVOKED, 8: ACTIVE}, past=revoked))
        .object(revoked)
        .check("active", as_of="2026-11-19")
        .check("revoked", as_of="2026-11-20")
        .check("active", as_of="2026-11-19", claims=OTHER)
        .check("status-unknown", "index-unallocated", as_of="2026-11-19", claims=but(LABEL, {5: 9}))
        .check("status-unknown", "index-unallocated", as_of="2026-11-19", claims=but(LABEL, {5: 16}))
        .restart()
        .check("active", as_of="2026-11-19")
    )
    beside, past = objects.both(
        {INDEX: [("2028-03-01", ACTIVE, "2030-03-31"), ("2028-05-20", DEFERRAL, None)]}, LATE[:10], LABEL[4]
    )
    yield (
        story("past-days-of-an-extended-label", "Without the past, the printed last day counts.", "R-69 R-117")
        .trust(signed(following(ANCHOR, "2028-01-02T00:00:00Z")), now=LATE)
        .status(status(LATE, {INDEX: DEFERRAL}, in_force=beside, past=past), now=LATE)
        .object(beside)
        .check("status-unknown", as_of="2028-03-31")
        .check("expired", "status-unknown", as_of="2028-04-01")
        .object(past)
        .check("active", as_of="2028-02-29")
        .check("active", "extended", as_of="2028-03-31", last_day="2030-03-31")
        .check("active", "extended", as_of="2028-04-01", last_day="2030-03-31")
        .check("deferral", "extended", as_of="2028-05-20", last_day="2030-03-31")
        .check("deferral", "extended", now=LATE, last_day="2030-03-31")
    )


VALUES = {INDEX: ACTIVE, 8: REVOKED, 9: DEFERRAL}
DAYS = {INDEX: ("2030-03-31", "2028-04-01")}
WITHDRAWN_AHEAD = ("2026-12-01", WITHDRAWN, None)
AHEAD = {INDEX: [WITHDRAWN_AHEAD]}
MOVED = ("2026-10-01", ACTIVE, "2030-03-31")
OTHERS = {8: [("2026-06-01", REVOKED, None)], 9: [("2026-09-01", DEFERRAL, None)]}
HISTORY = {INDEX: [MOVED, WITHDRAWN_AHEAD]} | OTHERS


def contradictions():
    beside = objects.in_force(DAYS, AHEAD)
    told = story("past-that-contradicts-its-list", "Each past has another fault, and the list stays.", "R-115")
    for hour, history in enumerate(
        (
            HISTORY | {16: [("2026-10-01", ACTIVE, None)]},
            HISTORY | {11: [("2026-10-01", NOT_ALLOCATED - 1, None)]},
            HISTORY | {11: [("2026-10-01", ACTIVE, None)]},
            {INDEX: HISTORY[INDEX], 9: OTHERS[9]},
            HISTORY | {8: [("2026-06-01", REVOKED, None), ("2026-07-01", ACTIVE, None)]},
            HISTORY | {8: [("2026-11-21", REVOKED, None)]},
            HISTORY | {8: [("2026-06-01", WITHDRAWN, None)]},
            HISTORY | {9: [("2026-09-01", DEFERRAL, None), ("2026-11-20", WITHDRAWN, None)]},
            HISTORY | {INDEX: [MOVED, ("2026-10-02", 14, None), WITHDRAWN_AHEAD]},
            {},
        )
    ):
        past = objects.past(history)
        told = told.status(status(f"2026-11-20T{hour:02}:00:00Z", VALUES, in_force=beside, past=past))
        told = told.object(past, "past-contradicts")
    yield told.check("status-unknown", as_of="2026-11-19").check("active")

    # Each in-force object, and a past that contradicts it and agrees with the list.
    pairs = (
        (DAYS, AHEAD, HISTORY | {INDEX: [MOVED]}),
        (DAYS, AHEAD, HISTORY | {INDEX: [MOVED, ("2026-12-01", REVOKED, None)]}),
        (DAYS, AHEAD, HISTORY | {INDEX: [MOVED, ("2026-12-02", WITHDRAWN, None)]}),
        (DAYS, AHEAD, HISTORY | {INDEX: [MOVED, ("2026-12-01", WITHDRAWN, "2031-01-01")]}),
        (DAYS, AHEAD, HISTORY | {INDEX: [MOVED, WITHDRAWN_AHEAD, ("2026-12-02", REVOKED, None)]}),
        (DAYS, AHEAD, HISTORY | {9: [*OTHERS[9], WITHDRAWN_AHEAD]}),
        (DAYS, {}, HISTORY),
        (DAYS, AHEAD | {9: [WITHDRAWN_AHEAD]}, HISTORY),
        (DAYS, AHEAD, HISTORY | {INDEX: [("2026-10-01", ACTIVE, None), WITHDRAWN_AHEAD]}),
        (DAYS, AHEAD, HISTORY | {INDEX: [("2026-10-01", ACTIVE, "2030-03-30"), WITHDRAWN_AHEAD]}),
        (DAYS, AHEAD, HISTORY | {INDEX: [MOVED, ("2026-10-02", ACTIVE, "2029-03-31"), WITHDRAWN_AHEAD]}),
        (DAYS, AHEAD, HISTORY | {9: [("2026-09-01", DEFERRAL, "2030-03-31")]}),
        ({}, AHEAD, HISTORY),
        (DAYS | {9: DAYS[INDEX]}, AHEAD, HISTORY),
        ({INDEX: ("2030-03-31", "2026-09-30")}, AHEAD, HISTORY),
    )
    first = story(
        "past-that-contradicts-the-in-force-object",
        "Each past has another fault, and the in-force object stays.",
        "R-115",
    )
    second = story(
        "past-that-a-later-in-force-object-contradicts",
        "The past came first. It is dropped, and the in-force object is accepted.",
        "R-115",
    )
    for number, (days, ahead, history) in enumerate(pairs):
        beside, past = objects.in_force(days, ahead), objects.past(history)
        nothing, bound = (f"2026-11-20T{number:02}:{minutes}:00Z" for minutes in ("00", "30"))
        first = (
            first.status(status(nothing, VALUES))
            .status(status(bound, VALUES, in_force=beside, past=past))
            .object(beside)
            .object(past, "past-contradicts")
            .object(beside, "unchanged")
        )
        second = (
            second.status(status(nothing, VALUES))
            .status(status(bound, VALUES, in_force=beside, past=past))
            .object(past)
            .check("active", as_of="2026-09-01")
            .object(beside)
            .check("status-unknown", as_of="2026-09-01")
            .object(past, "past-contradicts")
            .object(beside, "unchanged")
        )
    yield first.check("status-unknown", as_of="2026-09-01")
    yield second.restart().object(past, "past-contradicts")

    alone = {INDEX: [("2026-10-01", DEFERRAL, None), ("2026-10-02", ACTIVE, None)]} | OTHERS
    told = story(
        "past-of-a-list-without-an-in-force-object", "No change states a last day, and none is ahead.", "R-115"
    )
    for hour, history in enumerate(
        (
            alone | {INDEX: [MOVED]},
            alone | {INDEX: [("2026-12-01", ACTIVE, None)]},
            alone | {INDEX: [("2026-12-01", ACTIVE, "2030-03-31")]},
        )
    ):
        past = objects.past(history)
        told = told.status(status(f"2026-11-20T{hour:02}:00:00Z", VALUES, past=past)).object(past, "past-contradicts")
    past = objects.past(alone)
    yield told.status(status(DAY, VALUES, past=past)).object(past).check("deferral", as_of="2026-10-01")


def agreements():
    for name, days, history in (
        ("extension-on-its-start", {INDEX: ("2028-09-30", "2026-10-01")}, {INDEX: [("2026-10-01", 0, "2028-09-30")]}),
        ("no-changes", {}, {}),
        ("a-day-taken-back", DAYS, {INDEX: [("2026-09-01", 0, "2032-03-31"), ("2026-09-02", 0, None), MOVED]}),
    ):
        beside, past = objects.in_force(days), objects.past(history)
        extended = {"last_day": days[INDEX][0]} if days else {}
        reasons = ["extended"] if days else []
        for order, each in (("in-force", (beside, past)), ("past", (past, beside))):
            yield (
                story(f"past-with-{name}-{order}-first", "Both agree, in whichever order they come.", "R-115")
                .status(status(DAY, in_force=beside, past=past))
                .objects(*each)
                .check("active", as_of="2026-08-31")
                .check("active", *reasons, **extended)
            )
    past = objects.past({INDEX: [("2026-10-01", DEFERRAL, None)]})
    yield (
        story(
            "past-that-the-next-list-contradicts",
            "The next list binds the same past, with which its values do not agree: it has none.",
            "R-115 R-116",
        )
        .status(status(DAY, {INDEX: DEFERRAL}, past=past))
        .object(past)
        .check("active", as_of="2026-09-30")
        .status(status("2026-11-21T03:00:00Z", past=past))
        .check("status-unknown", as_of="2026-09-30")
        .object(past, "past-contradicts")
        .check("active")
    )
    same = objects.past({8: [("2026-10-01", REVOKED, None)]})
    yield (
        story("past-that-the-next-list-binds-too", "Nothing has changed since.", "R-116")
        .status(status(DAY, {INDEX: ACTIVE, 8: REVOKED}, past=same))
        .object(same)
        .status(status("2026-11-21T03:00:00Z", {INDEX: ACTIVE, 8: REVOKED}, past=same))
        .check("active", as_of="2026-09-30")
        .check("active", as_of="2026-09-30", claims=OTHER)
        .check("revoked", as_of="2026-10-01", claims=OTHER)
        .object(same, "unchanged")
    )

"""The past object: questions about past days, and what it must agree with (R-44, R-115, R-117)."""

from .story import *

DAY = "2026-11-20T03:00:00Z"


def stories():
    yield from past_days()


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

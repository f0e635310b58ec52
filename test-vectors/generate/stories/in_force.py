"""The in-force object: extensions and changes dated ahead (R-69, R-70, R-113, R-114, R-117)."""

from .story import *

DAY = "2026-11-20T03:00:00Z"
LATE = "2028-06-01T03:00:00Z"
PRINTED = LABEL[4]
# The trust list that is held in 2028.
YOUNG = following(ANCHOR, "2028-01-02T00:00:00Z")


def late(name: str, description: str, rules: str = "R-69") -> Story:
    return story(name, description, rules).trust(signed(YOUNG), now=LATE)


def extended(name: str, description: str, history: dict, *, value: int = ACTIVE, rules: str = "R-69") -> Story:
    """Gives a list of June 2028 with the in-force and the past object of a history."""
    beside, past = objects.both(history, LATE[:10], PRINTED)
    return (
        late(name, description, rules)
        .status(status(LATE, {INDEX: value}, in_force=beside, past=past), now=LATE)
        .objects(beside, past)
    )


def stories():
    yield from extensions()
    yield from deferrals()
    yield from ahead()


def extensions():
    moved = {INDEX: [("2028-03-01", ACTIVE, "2030-03-31")]}
    yield extended("extended-after-printing", "The last day is extended by two years.", moved).check(
        "active", "extended", now=LATE, last_day="2030-03-31"
    )
    yield (
        extended(
            "extended-from-its-day-on", "On the day before the change takes effect, the printed last day counts.", moved
        )
        .check("active", as_of="2028-02-29")
        .check("active", "extended", as_of="2028-03-01", last_day="2030-03-31")
    )
    yield extended(
        "extended-too-far",
        "One day more than the longest validity. The extension is ignored.",
        {INDEX: [("2028-03-01", ACTIVE, "2030-04-01")]},
    ).check("expired", now=LATE)
    yield (
        extended(
            "extended-after-it-lapsed",
            "The new validity starts on the day of the change.",
            {INDEX: [("2028-05-10", ACTIVE, "2030-05-09")]},
        )
        .check("active", "extended", now=LATE, last_day="2030-05-09")
        .check("expired", as_of="2028-05-09")
    )
    yield extended(
        "extended-twice",
        "Each extension starts on the day after the previous last day.",
        {INDEX: [("2027-03-01", ACTIVE, "2030-03-31"), ("2028-03-01", ACTIVE, "2032-03-31")]},
    ).check("active", "extended", now=LATE, last_day="2032-03-31")


def deferrals():
    waiting = {INDEX: [("2028-04-01", DEFERRAL, None)]}
    yield (
        extended(
            "deferral-ends-by-itself",
            "The deferral of a pending extension ends 180 days after the last day.",
            waiting,
            value=DEFERRAL,
            rules="R-70",
        )
        .check("deferral", now=LATE)
        .check("deferral", "status-stale", as_of="2028-09-27", status_age_days=117)
        .check("expired", "status-stale", as_of="2028-09-28", status_age_days=118)
    )
    yield (
        extended(
            "deferral-accepted-by-policy",
            "The label is accepted, and its verdict is still `deferral`.",
            waiting,
            value=DEFERRAL,
            rules="R-70",
        )
        .policy(accept_deferral=True)
        .check("deferral", now=LATE, stands=True)
    )


def ahead():
    announced = objects.in_force({}, {INDEX: [("2026-12-01", WITHDRAWN, None)]})
    yield (
        story(
            "announced-withdrawal",
            "An announced withdrawal takes effect on a device that is offline, without the past.",
            "R-68 R-117",
        )
        .status(status(DAY, in_force=announced))
        .object(announced)
        .check("active", "status-ageing", now="2026-11-30T14:59:59Z", status_age_days=10)
        .check("withdrawn", "status-ageing", now="2026-11-30T15:00:00Z", status_age_days=10)
    )

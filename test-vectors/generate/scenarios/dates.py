"""Standing: today, the clock floor, past days and missing status lists (R-39 to R-44)."""

from ..labels import CAMERA, EXPIRES_ON, ISSUED_ON, LEVEL, but, day
from ..scenario import label
from .common import NO_STATUS

# In Japan, 2028-03-31 ends at 15:00:00 UTC.
LAST_SECOND, FIRST_AFTER = "2028-03-31T14:59:59Z", "2028-03-31T15:00:00Z"
FIRST_SECOND, LAST_BEFORE = "2026-03-31T15:00:00Z", "2026-03-31T14:59:59Z"


def scenarios():
    yield from days()
    yield from offsets()
    yield from clock_floor()
    yield from past_days()
    yield from status()


def one(name: str, description: str, now: str, expect: str, rules: str = "R-39 R-41", reasons=NO_STATUS, **more):
    return label(name, description, rules=rules, now=now, expect=expect, reasons=reasons, **more)


def days():
    yield one("last-second-of-the-last-day", "The last valid day ends at 15:00:00 UTC.", LAST_SECOND, "active")
    yield one("first-second-after-the-last-day", "15:00:00 UTC is the next day in Japan.", FIRST_AFTER, "expired")
    yield one(
        "first-second-of-the-first-day",
        "The first valid day starts at 15:00:00 UTC of the day before.",
        FIRST_SECOND,
        "active",
    )
    yield one(
        "last-second-before-the-first-day",
        "One second earlier it is still 31 March in Japan.",
        LAST_BEFORE,
        "not-yet-valid",
    )
    yield one("long-expired", "Ten years later.", "2038-03-31T00:00:00Z", "expired")
    yield one("now-past-2106", "A clock that needs more than 32 bits.", "2149-01-01T00:00:00Z", "expired")
    yield one(
        "now-in-the-year-9999", "The last second of the last year with four digits.", "9999-12-31T23:59:59Z", "expired"
    )


def offsets():
    yield one(
        "utc-last-second", "Days of UTC: the last day ends at midnight.", "2028-03-31T23:59:59Z", "active", trust="utc"
    )
    yield one("utc-first-second-after", "Midnight is the next day.", "2028-04-01T00:00:00Z", "expired", trust="utc")
    yield one(
        "utc-first-second",
        "Days of UTC: the first day starts at midnight.",
        "2026-04-01T00:00:00Z",
        "active",
        trust="utc",
    )
    yield one(
        "negative-offset-last-second",
        "Five hours behind UTC: the last day ends at 05:00:00 UTC.",
        "2028-04-01T04:59:59Z",
        "active",
        trust="utc-minus-5",
    )
    yield one(
        "negative-offset-first-second-after",
        "05:00:00 UTC is the next day.",
        "2028-04-01T05:00:00Z",
        "expired",
        trust="utc-minus-5",
    )
    yield one(
        "negative-offset-before-the-first-day",
        "04:59:59 UTC is still the day before.",
        "2026-04-01T04:59:59Z",
        "not-yet-valid",
        trust="utc-minus-5",
    )


def clock_floor():
    floor = "R-40"
    behind = ["clock-behind", *NO_STATUS]
    far_behind = ["clock-behind", "freshness-unknown", *NO_STATUS]
    early = but(CAMERA, {ISSUED_ON: day("2025-12-01"), EXPIRES_ON: day("2027-11-30")})
    yield one(
        "clock-at-the-floor",
        "`now` is the second in which the trust list was issued.",
        "2026-01-01T00:00:00Z",
        "active",
        floor,
        claims=early,
    )
    yield one(
        "clock-a-second-behind",
        "One second earlier. The clock is raised to the floor, and a reason says so.",
        "2025-12-31T23:59:59Z",
        "active",
        floor,
        behind,
        claims=early,
    )
    over = but(CAMERA, {ISSUED_ON: day("2025-01-01"), EXPIRES_ON: day("2025-12-31")})
    yield one(
        "clock-set-back-does-not-revive",
        "The clock shows a day on which the label was valid, but the trust list was issued after the label's last day.",
        "2025-06-01T00:00:00Z",
        "expired",
        floor,
        far_behind,
        claims=over,
    )
    yield one(
        "clock-at-1970", "A phone that has lost its clock.", "1970-01-01T00:00:00Z", "not-yet-valid", floor, far_behind
    )
    yield one(
        "clock-two-days-below-the-floor",
        "Two days are within what clocks and time zones explain.",
        "2025-12-30T00:00:00Z",
        "active",
        "R-93",
        behind,
        claims=early,
    )
    yield one(
        "clock-two-days-and-a-second-below-the-floor",
        "The clock is known to be wrong, so how old the lists are is not known.",
        "2025-12-29T23:59:59Z",
        "active",
        "R-93",
        far_behind,
        claims=early,
    )
    yield one(
        "clock-at-the-expiry-of-the-trust-list",
        "The last second before the trust list expires.",
        "2028-01-01T00:00:00Z",
        "active",
        "R-93",
    )
    yield one(
        "clock-after-the-expiry-of-the-trust-list",
        "No newer list was fetched, or the clock is wrong.",
        "2028-01-01T00:00:01Z",
        "active",
        "R-93",
    )
    yield one(
        "clock-of-a-later-list",
        "A later list raises the floor: in May the label was valid, in June it is not.",
        "2026-05-01T00:00:00Z",
        "expired",
        floor,
        far_behind,
        trust="later",
        claims=but(CAMERA, {EXPIRES_ON: day("2026-05-31")}),
    )
    yield one(
        "a-label-does-not-raise-the-clock",
        "The label was issued after `now`. It is not yet valid, and this does not mean that the clock is behind.",
        "2026-02-01T00:00:00Z",
        "not-yet-valid",
        floor,
        NO_STATUS,
    )
    yield one(
        "clock-behind-is-a-reason-only",
        "A scheme violation decides. `clock-behind` is among the reasons, in its usual position.",
        "2025-06-01T00:00:00Z",
        "scheme-violation",
        "R-33 R-40 R-45",
        ["clock-behind", "freshness-unknown", "not-yet-valid", *NO_STATUS],
        claims=but(CAMERA, {LEVEL: 5}),
    )


def past_days():
    rule = "R-44"
    now = "2029-01-01T00:00:00Z"
    yield one(
        "as-of-a-valid-day",
        "Expired today, checked for a day on which it was valid.",
        now,
        "active",
        rule,
        as_of="2027-01-01",
    )
    yield one("as-of-the-first-day", "Checked for the day of issue.", now, "active", rule, as_of="2026-04-01")
    yield one(
        "as-of-the-day-before",
        "Checked for the day before the day of issue.",
        now,
        "not-yet-valid",
        rule,
        as_of="2026-03-31",
    )
    yield one("as-of-the-last-day", "Checked for the last valid day.", now, "active", rule, as_of="2028-03-31")
    yield one(
        "as-of-the-day-after", "Checked for the day after the last valid day.", now, "expired", rule, as_of="2028-04-01"
    )
    yield one(
        "as-of-a-day-to-come",
        "Valid now, checked for a day on which it will have expired.",
        "2026-11-22T03:00:00Z",
        "expired",
        rule,
        as_of="2029-01-01",
    )
    early = but(CAMERA, {ISSUED_ON: day("2025-02-01"), EXPIRES_ON: day("2025-12-31")})
    yield one(
        "as-of-before-the-trust-list",
        "Checked for a day before the trust list was issued. That day is not raised to the clock floor.",
        now,
        "active",
        "R-40 R-44",
        claims=early,
        as_of="2025-06-01",
    )
    yield one(
        "as-of-with-a-clock-behind",
        "The clock is behind, but a given day does not use it, so that `clock-behind` is not a reason.",
        "2025-01-01T00:00:00Z",
        "active",
        "R-40 R-44",
        as_of="2027-01-01",
    )


def status():
    def held(name: str, description: str, expect: str, reasons=(), **more):
        return label(name, description, rules="R-42", trust="with-status", expect=expect, reasons=reasons, **more)

    yield held(
        "status-unknown",
        "The issuer publishes a status list that the verifier does not hold. The label is not active.",
        "status-unknown",
    )
    yield held(
        "status-unknown-and-expired",
        "The date decides first. The missing status is a reason.",
        "expired",
        ["status-unknown"],
        now=FIRST_AFTER,
    )
    yield held(
        "status-unknown-and-not-yet-valid",
        "Here, too, the date decides first.",
        "not-yet-valid",
        ["status-unknown"],
        now=LAST_BEFORE,
    )
    yield held(
        "status-unknown-on-a-past-day", "A past day needs the status list, too.", "status-unknown", as_of="2027-01-01"
    )
    yield held(
        "status-unknown-and-clock-behind",
        "The clock is raised to the time of the trust list, which is before the first valid day.",
        "not-yet-valid",
        ["clock-behind", "freshness-unknown", "status-unknown"],
        now="2025-01-01T00:00:00Z",
    )
    yield label(
        "status-of-the-other-issuer",
        "The first issuer has a status list, the second does not. The issuer of the key counts.",
        rules="R-42",
        trust="with-status",
        key_name="label 2",
        prefix="HTTPS://SECOND.EXAMPLE/L/",
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "later-list",
        "A later list with the authority's ID is used like the first one.",
        rules="R-43 R-52",
        trust="later",
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "list-of-two-roots",
        "A trust list that two of three roots signed.",
        rules="R-43 R-50",
        trust="two-of-three",
        expect="active",
        reasons=NO_STATUS,
    )

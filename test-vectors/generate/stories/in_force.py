"""The in-force object: extensions and changes dated ahead (R-69, R-70, R-113, R-114, R-117)."""

from .story import *

DAY = "2026-11-20T03:00:00Z"
LATE = "2028-06-01T03:00:00Z"
PRINTED = LABEL[4]
EXTENDED = {INDEX: ("2030-03-31", "2028-04-01")}
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
    yield from bounds_of_extensions()
    yield from with_and_without_the_past()
    yield from fits()


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
    steps = {
        INDEX: [("2026-11-23", DEFERRAL, None), ("2026-11-25", 14, None), ("2026-11-27", REVOKED, None)],
        8: [("2026-11-23", ACTIVE, None)],
        9: [("2026-11-23", WITHDRAWN, None)],
    }
    several = objects.in_force({}, steps)
    told = (
        story("announced-changes-one-after-the-other", "The last one that has taken effect decides.", "R-117")
        .status(status(DAY, {INDEX: ACTIVE, 8: DEFERRAL, 9: REVOKED}, in_force=several))
        .object(several)
    )
    for asked, index, expect, *reasons in (
        ("2026-11-22", INDEX, "active"),
        ("2026-11-23", INDEX, "deferral"),
        ("2026-11-24", INDEX, "deferral"),
        ("2026-11-25", INDEX, "status-unknown", "status-value-unknown"),
        ("2026-11-27", INDEX, "revoked"),
        ("2026-11-22", 8, "deferral"),
        ("2026-11-23", 8, "active"),
        ("2026-11-22", 9, "revoked"),
        ("2026-11-23", 9, "withdrawn"),
    ):
        told = told.check(expect, *reasons, claims=but(LABEL, {5: index}), as_of=asked)
    yield told
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


def bounds_of_extensions():
    """One list whose indexes each have another last day, for labels that are printed until 2028-03-31."""
    lapsed = "2028-07-01"
    days = {
        0: ("2030-03-31", "2028-04-01"),
        1: ("2030-04-01", "2028-04-01"),
        2: ("2028-03-30", "2028-03-30"),
        3: ("2028-03-31", "2028-03-31"),
        4: ("2028-04-01", "2028-04-01"),
        5: ("2030-05-31", "2028-06-01"),
        6: ("2030-06-01", "2028-06-01"),
        7: ("2030-02-28", "2028-02-29"),
        8: ("2030-03-01", "2028-02-29"),
        9: ("2030-04-01", "2028-04-01"),
        10: ("2030-03-31", "2028-04-01"),
        11: ("2030-03-31", "2028-04-01"),
        12: ("2030-03-31", "2028-04-01"),
    }
    ahead = {
        9: [(lapsed, ACTIVE, "2030-06-30")],
        10: [(lapsed, ACTIVE, "2032-03-31")],
        11: [(lapsed, ACTIVE, "2032-04-01")],
        12: [(lapsed, ACTIVE, "2028-03-30")],
        13: [(lapsed, ACTIVE, "2030-06-30")],
        14: [(lapsed, ACTIVE, "2030-07-01")],
        15: [("2028-06-15", DEFERRAL, None), (lapsed, ACTIVE, "2030-06-30"), ("2028-07-02", ACTIVE, "2029-12-31")],
    }
    beside = objects.in_force(days, ahead)
    told = (
        late("extensions-at-their-bound", "Each index has another last day, from its start on or ahead.", "R-69 R-113")
        .status(status(LATE, {at: ACTIVE for at in range(16)}, in_force=beside), now=LATE)
        .object(beside)
    )
    for index, last in ((0, "2030-03-31"), (5, "2030-05-31"), (10, "2030-03-31"), (4, "2028-04-01")):
        expect = "active" if last > LATE else "expired"
        told = told.check(expect, "extended", claims=but(LABEL, {5: index}), now=LATE, last_day=last)
    for index in (1, 2, 3, 6, 9, 13):
        told = told.check("expired", claims=but(LABEL, {5: index}), now=LATE)
    short = but(LABEL, {4: day("2028-02-28")})
    told = told.check("active", "extended", claims=but(short, {5: 7}), now=LATE, last_day="2030-02-28")
    told = told.check("expired", claims=but(short, {5: 8}), now=LATE)
    told = told.check(
        "deferral", "status-ageing", claims=but(LABEL, {5: 15}), now="2028-06-15T03:00:00Z", status_age_days=14
    )
    for index, last in (
        (9, "2030-06-30"),
        (10, "2032-03-31"),
        (11, "2030-03-31"),
        (12, "2030-03-31"),
        (13, "2030-06-30"),
        (15, "2029-12-31"),
    ):
        told = told.check(
            "active",
            "status-ageing",
            "extended",
            claims=but(LABEL, {5: index}),
            now="2028-07-02T03:00:00Z",
            last_day=last,
            status_age_days=31,
        )
    yield told.check(
        "expired", "status-ageing", claims=but(LABEL, {5: 14}), now="2028-07-02T03:00:00Z", status_age_days=31
    )


def with_and_without_the_past():
    history = {
        0: [("2027-03-01", ACTIVE, "2030-03-31"), ("2028-03-01", ACTIVE, "2032-03-31")],
        1: [("2028-05-10", ACTIVE, "2030-05-09")],
        2: [("2028-05-10", ACTIVE, "2030-05-10")],
        3: [("2028-04-01", DEFERRAL, None), ("2028-05-10", ACTIVE, "2030-05-09")],
        4: [("2028-04-01", DEFERRAL, None)],
        5: [("2026-06-01", WITHDRAWN, None)],
        6: [("2028-03-01", ACTIVE, "2030-03-31"), ("2028-07-01", REVOKED, None)],
        7: [("2028-03-01", ACTIVE, "2030-03-31"), ("2028-05-01", ACTIVE, "2029-03-31")],
        9: [("2028-07-01", ACTIVE, "2030-06-30")],
    }
    values = {at: ACTIVE for at in range(10)} | {4: DEFERRAL, 5: WITHDRAWN}
    expected = {
        0: ("active", ["extended"], "2032-03-31"),
        1: ("active", ["extended"], "2030-05-09"),
        2: ("expired", [], None),
        3: ("active", ["extended"], "2030-05-09"),
        4: ("deferral", [], None),
        5: ("expired", ["withdrawn"], None),
        6: ("active", ["extended"], "2030-03-31"),
        7: ("active", ["extended"], "2029-03-31"),
        8: ("expired", [], None),
        9: ("expired", [], None),
    }
    in_july = expected | {6: ("revoked", ["extended"], "2030-03-31"), 9: ("active", ["extended"], "2030-06-30")}

    def all_checks(told: Story) -> Story:
        for index, (code, reasons, last) in expected.items():
            told = told.check(code, *reasons, claims=but(LABEL, {5: index}), now=LATE, last_day=last)
        told = told.check("active", "extended", as_of=LATE[:10], claims=but(LABEL, {5: 0}), last_day="2032-03-31")
        for index, (code, reasons, last) in in_july.items():
            told = told.check(
                code,
                "status-ageing",
                *reasons,
                claims=but(LABEL, {5: index}),
                now="2028-07-02T03:00:00Z",
                last_day=last,
                status_age_days=31,
            )
        return told

    beside, past = objects.both(history, LATE[:10], PRINTED)
    told = (
        late("now-with-and-without-the-past", "The past changes no verdict on the list's date or later.", "R-69 R-117")
        .status(status(LATE, values, in_force=beside, past=past), now=LATE)
        .object(beside)
    )
    yield all_checks(all_checks(told).object(past))


def fits():
    values = {INDEX: ACTIVE, 8: REVOKED, 9: WITHDRAWN, 10: DEFERRAL}
    moved, withdrawn = ("2030-03-31", "2028-04-01"), ("2026-12-01", WITHDRAWN, None)

    def told(name, description, each, expect="in-force-invalid"):
        """Gives one list an hour for each object, which it binds, and the object."""
        told = story(f"in-force-{name}", description, "R-114")
        for hour, (days, changes) in enumerate(each, 1):
            beside = objects.in_force(days, changes)
            told = told.status(status(f"2026-11-20T{hour:02}:00:00Z", values, in_force=beside)).object(beside, expect)
        return told

    yield told(
        "of-an-index-that-is-not-allocated",
        "A last day, and a change: of an index that is not allocated, of the first one that the list does not have, "
        "and of the last index that there is.",
        [
            *(({INDEX: moved, index: moved}, {}) for index in (11, 16, 4_294_967_295)),
            *(({INDEX: moved}, {INDEX: [withdrawn], index: [withdrawn]}) for index in (11, 16, 4_294_967_295)),
        ],
    ).check("active")
    yield told(
        "with-a-change-on-its-date",
        "A change on the date of the list, and one before: the list has them already.",
        [
            ({}, {INDEX: [("2026-11-20", ACTIVE, "2028-04-30")]}),
            ({}, {INDEX: [("2026-11-19", ACTIVE, None), withdrawn]}),
        ],
    )
    evening = {INDEX: [("2026-11-21", WITHDRAWN, None)]}
    yield (
        story("in-force-by-the-date-in-the-schemes-zone", "The date of the list is that in Japan.", "R-114 R-117")
        .status(status("2026-11-20T14:59:59Z", in_force=objects.in_force({}, evening)))
        .object(objects.in_force({}, evening))
        .check("withdrawn")
        .status(status("2026-11-20T15:00:00Z", in_force=objects.in_force(EXTENDED, evening)))
        .object(objects.in_force(EXTENDED, evening), "in-force-invalid")
        .check("active")
    )
    yield told(
        "that-takes-back-a-final-value",
        "A revoked index that is active again; a withdrawn one in deferral; an announced revocation that is taken "
        "back; a value without a meaning after one.",
        [
            ({}, {8: [("2026-12-01", ACTIVE, None)]}),
            ({}, {9: [("2026-12-01", REVOKED, None), ("2026-12-02", DEFERRAL, None)]}),
            ({}, {INDEX: [("2026-12-01", REVOKED, None), ("2026-12-02", ACTIVE, None)]}),
            ({}, {INDEX: [("2026-12-01", WITHDRAWN, None), ("2026-12-02", 14, None)]}),
        ],
    )
    yield told(
        "with-final-values",
        "One final value may follow another, and any value one that is not final.",
        [
            ({}, {8: [("2026-12-01", WITHDRAWN, None)], 9: [("2026-12-01", REVOKED, "2030-01-01")]}),
            ({}, {10: [("2026-12-01", ACTIVE, None), ("2026-12-02", 14, None), ("2026-12-03", REVOKED, None)]}),
        ],
        "accepted",
    )

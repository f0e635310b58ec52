"""An in-force object that is missing, or that an older one stands in for (R-95, R-118)."""

from .story import *

# The labels of these stories are printed until 2028-03-31.
YOUNG = following(ANCHOR, "2028-01-02T00:00:00Z", (ISSUERS, 0, 4, 4, entry("status 2", purpose=STATUSES)))
MARCH, APRIL, MAY = "2028-03-20T03:00:00Z", "2028-04-25T03:00:00Z", "2028-05-02T03:00:00Z"
VALUES = {at: ACTIVE for at in range(12)} | {1: REVOKED, 2: WITHDRAWN, 3: DEFERRAL, 4: DEFERRAL, 5: 14}
START, LAST = "2028-04-01", "2030-03-31"
MOVED = {"last_day": LAST}
# In the older object, 3 and 7 are extended, 8 and 10 as well, and changes of 8 and 9 are announced.
OLDER = objects.in_force(
    {at: (LAST, START) for at in (3, 7, 8, 10)},
    {8: [("2028-05-01", WITHDRAWN, None)], 9: [("2028-05-01", ACTIVE, "2030-04-30")]},
)
NEWER = objects.in_force({at: (LAST, START) for at in (6, 7)}, {10: [("2028-05-02", DEFERRAL, None)]})
PATIENT = {"status_list": {"ageing_after_days": 5000, "stale_after_days": 5000, "accept_stale": False}}


def of(index: int) -> dict:
    return but(LABEL, {5: index})


def told(name: str, description: str, rules: str = "R-118") -> Story:
    return story(name, description, rules).trust(signed(YOUNG), now="2028-01-02T00:00:00Z")


def given(story: Story, iat: str, *, values: dict = VALUES, key_name: str = "status 1", **more) -> Story:
    return story.status(status(iat, values, key_name=key_name, **more), now=iat)


def outdated(name: str, description: str, rules: str = "R-118") -> Story:
    """Gives a list of March with its in-force object, and one of April without."""
    march = given(told(name, description, rules), MARCH, in_force=OLDER).object(OLDER)
    return given(march, APRIL, in_force=NEWER)


def stories():
    yield from missing()
    yield from served()
    yield from no_longer_served()


def missing():
    march = "2028-03-25T03:00:00Z"
    alone = given(
        told("in-force-missing", "Within its printed dates, a label does not depend on the object."),
        MARCH,
        in_force=OLDER,
    )
    yield (
        alone.check("active", now=march)
        .check("active", now="2028-03-27T03:00:00Z")
        .check("revoked", claims=of(1), now=march)
        .check("withdrawn", claims=of(2), now=march)
        .check("status-unknown", "in-force-missing", claims=of(3), now=march)
        .check("status-unknown", "status-value-unknown", claims=of(5), now=march)
        .check("status-unknown", "index-unallocated", claims=of(13), now=march)
        .check("active", "status-ageing", now="2028-03-31T14:59:59Z", status_age_days=11)
        .check("status-unknown", "status-ageing", "in-force-missing", now="2028-03-31T15:00:00Z", status_age_days=11)
        .check("active", "status-ageing", as_of="2028-03-31", status_age_days=10)
        .check("status-unknown", "status-ageing", "in-force-missing", as_of=START, status_age_days=11)
        .check("revoked", "status-ageing", "in-force-missing", claims=of(1), as_of=START, status_age_days=11)
        .check("withdrawn", "status-ageing", "in-force-missing", claims=of(2), as_of=START, status_age_days=11)
        .check(
            "status-unknown",
            "status-ageing",
            "in-force-missing",
            "status-value-unknown",
            claims=of(5),
            as_of=START,
            status_age_days=11,
        )
        .check(
            "status-unknown",
            "status-ageing",
            "in-force-missing",
            "index-unallocated",
            claims=of(13),
            as_of=START,
            status_age_days=11,
        )
        .restart()
        .check("status-unknown", "status-ageing", "in-force-missing", as_of=START, status_age_days=11)
        .object(OLDER)
        .check("active", "status-ageing", "extended", as_of=START, status_age_days=11, **MOVED)
        .check("expired", "status-ageing", claims=of(6), as_of=START, status_age_days=11)
        .check("deferral", "extended", claims=of(3), now=march, **MOVED)
    )
    later = but(LABEL, {3: day("2028-03-26"), 5: 3, 4: day("2030-03-25")})
    yield (
        given(
            told("in-force-missing-and-not-yet-valid", "Before its first day, a label is not yet valid all the same."),
            MARCH,
            in_force=OLDER,
        )
        .check("not-yet-valid", "in-force-missing", "status-unknown", claims=later, now=march)
        .check("not-yet-valid", claims=but(later, {5: 7}), now=march)
    )
    yield (
        given(
            told("in-force-object-that-no-list-binds", "There is none: the printed dates and the list decide."), MARCH
        )
        .check("expired", "status-ageing", as_of=START, status_age_days=11)
        .check("deferral", claims=of(3), now=march)
        .check("expired", "status-ageing", "revoked", claims=of(1), as_of=START, status_age_days=11)
    )
    days = {"rule": "days-left", "required": "30", "found": "6"}
    yield (
        given(
            told("in-force-missing-and-days-left", "An extension may give the days that the policy requires."),
            MARCH,
            in_force=OLDER,
        )
        .policy(minimum_days_left=6)
        .check("active", now=march)
        .policy(minimum_days_left=30)
        .check("policy-unmet", "in-force-missing", now=march, policy=[days])
        .check("revoked", "in-force-missing", "policy-unmet", claims=of(1), now=march, policy=[days])
        .policy(minimum_level=2)
        .check("policy-unmet", now=march, policy=[{"rule": "minimum-level", "required": "2", "found": "1"}])
        .policy(minimum_days_left=30)
        .object(OLDER)
        .check("active", "extended", now=march, **MOVED)
        .check("policy-unmet", claims=of(6), now=march, policy=[days])
    )
    beside, past = objects.both({INDEX: [("2028-03-01", ACTIVE, LAST)]}, MAY[:10], LABEL[4])
    yield (
        given(
            told("in-force-missing-and-the-past-held", "The past tells of past days only.", "R-115 R-117 R-118"),
            MAY,
            values={INDEX: ACTIVE},
            in_force=beside,
            past=past,
        )
        .object(past)
        .check("active", "extended", as_of="2028-05-01", **MOVED)
        .check("status-unknown", "in-force-missing", as_of="2028-05-02")
        .check("status-unknown", "in-force-missing", now=MAY)
        .object(beside)
        .check("active", "extended", now=MAY, **MOVED)
        .check("active", "extended", as_of="2028-05-01", **MOVED)
    )


def served():
    yield (
        outdated("in-force-outdated", "The last one that is held serves: last days, never statuses.")
        .check("active", "in-force-outdated", "extended", now=MAY, **MOVED)
        .check("active", "in-force-outdated", "extended", claims=of(8), now=MAY, **MOVED)
        .check("active", "in-force-outdated", "extended", claims=of(9), now=MAY, last_day="2030-04-30")
        .check("status-unknown", "in-force-outdated", claims=of(9), as_of="2028-04-30")
        .check("status-unknown", "in-force-outdated", claims=of(6), now=MAY)
        .check("revoked", "in-force-outdated", claims=of(1), now=MAY)
        .check("withdrawn", "in-force-outdated", claims=of(2), now=MAY)
        .check("deferral", "in-force-outdated", "extended", claims=of(3), now=MAY, **MOVED)
        .check("deferral", "in-force-outdated", claims=of(4), now=MAY)
        .check("status-unknown", "in-force-outdated", "status-value-unknown", claims=of(5), now=MAY)
        .check("status-unknown", "in-force-outdated", "index-unallocated", claims=of(13), now=MAY)
        .restart()
        .check("active", "in-force-outdated", "extended", now=MAY, **MOVED)
        .object(OLDER, "unchanged")
        .object(NEWER)
        .check("active", "extended", now=MAY, **MOVED)
        .check("active", "extended", claims=of(6), now=MAY, **MOVED)
        .check("expired", claims=of(8), now=MAY)
        .check("deferral", claims=of(10), now=MAY)
        .object(OLDER, "status-object-unbound")
        .restart()
        .check("active", "extended", claims=of(6), now=MAY, **MOVED)
    )
    printed = {3: day("2027-01-01"), 4: day("2028-12-31")}
    yield (
        outdated("in-force-outdated-within-the-printed-dates", "The label does not depend on it, so nothing is said.")
        .check("active", claims=of(6) | printed, now=MAY)
        .check("active", "extended", claims=of(7) | printed, now=MAY, **MOVED)
        .check("deferral", "in-force-outdated", claims=of(4) | printed, now=MAY)
        .check("revoked", claims=of(1) | printed, now=MAY)
    )
    yield (
        outdated(
            "in-force-outdated-and-a-deferral-that-ends", "A newer object may state a later last day.", "R-70 R-118"
        )
        .policy(**PATIENT)
        .check("deferral", "in-force-outdated", claims=of(4), as_of="2028-09-27")
        .check("status-unknown", "in-force-outdated", claims=of(4), as_of="2028-09-28")
        .check("deferral", "in-force-outdated", "extended", claims=of(3), as_of="2028-09-28", **MOVED)
        .policy(accept_deferral=True)
        .check("deferral", "in-force-outdated", claims=of(4), now=MAY, stands=True)
    )
    days = {"rule": "days-left", "required": "800", "found": "698"}
    yield (
        outdated("in-force-outdated-and-days-left", "A newer object may give the days that the policy requires.")
        .policy(minimum_days_left=698)
        .check("active", "in-force-outdated", "extended", now=MAY, **MOVED)
        .check("active", "extended", claims=of(7) | printed, now=MAY, **MOVED)
        .policy(minimum_days_left=800)
        .check("policy-unmet", "in-force-outdated", "extended", now=MAY, policy=[days], **MOVED)
        .check("policy-unmet", "in-force-outdated", "extended", claims=of(7) | printed, now=MAY, policy=[days], **MOVED)
    )
    again = given(
        outdated(
            "in-force-outdated-over-several-lists", "Two lists come without theirs. The first one's still serves."
        ),
        "2028-04-26T03:00:00Z",
        in_force=objects.in_force({8: (LAST, START)}),
    )
    yield (
        again.check("active", "in-force-outdated", "extended", now=MAY, **MOVED)
        .object(NEWER, "status-object-unbound")
        .restart()
        .check("active", "in-force-outdated", "extended", now=MAY, **MOVED)
        .object(objects.in_force({8: (LAST, START)}))
        .check("expired", now=MAY)
    )
    broken = encode([objects.IN_FORCE, 1, [b"\x07", b"", b""], [b""] * 5])
    stranger = objects.in_force({13: (LAST, START)})
    for name, data, code in (
        ("malformed", broken, "status-object-malformed"),
        ("invalid", stranger, "in-force-invalid"),
        ("of-a-later-version", encode([objects.IN_FORCE, 2]), "status-object-unsupported"),
    ):
        march = given(
            told(f"in-force-outdated-beside-one-{name}", "The one of the list is refused; the last one still serves."),
            MARCH,
            in_force=OLDER,
        )
        yield (
            given(march.object(OLDER), APRIL, in_force=data)
            .object(data, code)
            .check("active", "in-force-outdated", "extended", now=MAY, **MOVED)
        )
    march = given(
        told("in-force-object-that-the-next-list-contradicts", "The next list binds it too, but it does not fit."),
        MARCH,
        in_force=OLDER,
    )
    yield (
        given(march.object(OLDER), APRIL, values={at: VALUES[at] for at in range(9)}, in_force=OLDER)
        .check("active", "in-force-outdated", "extended", now=MAY, **MOVED)
        .object(OLDER, "unchanged")
    )


def no_longer_served():
    yield (
        outdated("in-force-outdated-and-stale", "It serves until its own list is stale.", "R-76 R-118")
        .check(
            "active",
            "status-ageing",
            "in-force-outdated",
            "extended",
            now="2028-06-18T03:00:00Z",
            status_age_days=54,
            **MOVED,
        )
        .check("status-unknown", "status-ageing", "in-force-missing", now="2028-06-18T03:00:01Z", status_age_days=54)
        .check(
            "active", "status-ageing", "in-force-outdated", "extended", as_of="2028-06-18", status_age_days=53, **MOVED
        )
        .policy(status_list={"ageing_after_days": 7, "stale_after_days": 90, "accept_stale": True})
        .check("status-unknown", "status-ageing", "in-force-missing", now="2028-06-18T03:00:01Z", status_age_days=54)
        .policy(**PATIENT)
        .check("active", "in-force-outdated", "extended", now="2028-06-18T03:00:01Z", **MOVED)
    )
    month = changed(YOUNG, (ISSUERS, 0, 5, 30))
    yield (
        story("in-force-outdated-and-stale-by-its-issuer", "The issuer's limit counts here too.", "R-92 R-118")
        .trust(signed(month), now="2028-01-02T00:00:00Z")
        .status(status(MARCH, VALUES, in_force=OLDER), now=MARCH)
        .object(OLDER)
        .status(status("2028-04-15T03:00:00Z", VALUES, in_force=NEWER), now="2028-04-15T03:00:00Z")
        .check("active", "in-force-outdated", "extended", now="2028-04-19T03:00:00Z", **MOVED)
        .check("status-unknown", "in-force-missing", now="2028-04-19T03:00:01Z")
    )
    march = given(told("in-force-object-given-up", "The next list binds none: there is none."), MARCH, in_force=OLDER)
    yield (
        given(march.object(OLDER), APRIL)
        .check("expired", now=MAY)
        .check("deferral", claims=of(3), now=MAY)
        .object(OLDER, "status-object-unbound")
    )
    march = given(
        told("in-force-outdated-of-a-retired-key", "Its key is no longer allowed, so it does not serve.", "R-75 R-118"),
        MARCH,
        in_force=OLDER,
        key_name="status 2",
    )
    retired = following(YOUNG, "2028-04-26T00:00:00Z", (ISSUERS, 0, 4, 4, entry("label 3")))
    yield (
        given(march.object(OLDER), APRIL, in_force=NEWER)
        .check("active", "in-force-outdated", "extended", now=MAY, **MOVED)
        .trust(signed(retired), now=MAY)
        .check("status-unknown", "in-force-missing", now=MAY)
        .restart()
        .check("status-unknown", "in-force-missing", now=MAY)
        .object(NEWER)
        .check("active", "extended", now=MAY, **MOVED)
    )
    march = given(
        told("in-force-outdated-of-a-fallen-key", "Its list is forgotten, and with it the object.", "R-75 R-118"),
        MARCH,
        in_force=OLDER,
        key_name="status 2",
    )
    fallen = following(
        YOUNG, "2028-04-26T00:00:00Z", (ISSUERS, 0, 4, 4, entry("status 2", purpose=STATUSES, compromised="2028-04-25"))
    )
    yield (
        given(march.object(OLDER), APRIL, in_force=NEWER)
        .trust(signed(fallen), now=MAY)
        .check("status-unknown", "in-force-missing", now=MAY)
        .object(OLDER, "status-object-unbound")
    )
    yield (
        outdated(
            "in-force-outdated-on-a-past-day", "Before the list's date, only the past tells.", "R-69 R-117 R-118 R-120"
        )
        .check("status-unknown", as_of="2028-04-24")
        .check("status-unknown", as_of="2028-03-31")
        .check("active", "in-force-outdated", "extended", as_of="2028-04-25", **MOVED)
    )

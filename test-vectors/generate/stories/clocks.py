"""Clocks that are wrong, and lists that are dated ahead (R-40, R-73, R-93, R-94)."""

from ..trust import SECOND, SECOND_ISSUER
from .authorities import CLS, ISSUER
from .authorities import PREFIX as LION
from .story import *

DAY = "2026-11-20T03:00:00Z"
# The clock floor of the anchor is 2026-01-01T00:00:00Z, so this clock is known to be wrong.
WRONG = "2025-12-30T00:00:00Z"
FAR = "2026-12-25T00:00:00Z"
SECOND_URI = STATUS_URI + "-of-the-second"
TWO_ISSUERS = changed(
    ANCHOR, (ISSUERS, 1, SECOND_ISSUER | {3: SECOND_URI, 4: [entry("label 2"), entry("status 2", purpose=STATUSES)]})
)
UNKNOWN_AGE = ("clock-behind", "freshness-unknown")


def second(iat: str, **more) -> bytes:
    return status(iat, key_name="status 2", uri=SECOND_URI, **more)


def of_second(told: Story, expect: str, *reasons: str, **more) -> Story:
    return told.check(expect, *reasons, key_name="label 2", prefix=SECOND, **more)


def stories():
    yield from ahead()
    yield from wrong_clocks()
    yield from floors()
    yield from plausible()


def ahead():
    yield (
        story(
            "status-list-a-day-ahead",
            "One day of tolerance and not a second more, whatever the trust list's expiry.",
            "R-73",
        )
        .status(status("2026-11-23T03:00:01Z"), "status-list-future")
        .status(status("2026-11-23T03:00:00Z"))
        .check("active", "clock-behind")
    )
    yield (
        story(
            "status-list-as-late-as-the-trust-list-expires",
            "A list dated at the trust list's expires-at would make labels of all issuers expire.",
            "R-40 R-73",
            TWO_ISSUERS,
        )
        .status(status(DAY))
        .status(second("2026-12-31T23:59:59Z"), "status-list-future")
        .check("active")
    )
    told = (
        story(
            "a-list-moves-no-other-issuers-floor",
            "The second issuer's list is newer than the clock.",
            "R-40",
            TWO_ISSUERS,
        )
        .status(status(DAY))
        .status(second("2026-11-22T02:00:00Z"))
        .check("active", now="2026-11-20T04:00:00Z")
    )
    yield of_second(told, "active", "clock-behind", now="2026-11-20T04:00:00Z")
    lion = changed(
        CLS, (ISSUERS, [ISSUER | {3: SECOND_URI, 4: [entry("label 3"), entry("status 2", purpose=STATUSES)]}])
    )
    yield (
        story(
            "a-status-list-moves-no-other-authoritys-floor",
            "The other authority's status list is newer than the clock.",
            "R-40",
        )
        .add(signed(lion, "root 4"))
        .status(status(DAY))
        .status(second("2026-11-22T02:00:00Z"))
        .check("active", now="2026-11-20T04:00:00Z")
        .check("active", "clock-behind", key_name="label 3", prefix=LION, now="2026-11-20T04:00:00Z")
    )


def wrong_clocks():
    yield (
        story(
            "wrong-clock-takes-lists-that-are-due",
            "Below the floor, the trust list's expires-at is the limit.",
            "R-73 R-94",
        )
        .status(status("2027-01-01T00:00:01Z"), "status-list-future", now=WRONG)
        .status(status("2027-01-01T00:00:00Z"), now=WRONG)
        .check("active", *UNKNOWN_AGE, now=WRONG)
    )
    yield (
        story(
            "wrong-clock-and-then-the-right-one",
            "A list that is not dated ahead of the right clock is confirmed.",
            "R-94",
        )
        .status(status(DAY), now=WRONG)
        .check("active", *UNKNOWN_AGE, now=WRONG)
        .check("active")
        .status(status(DAY), "unchanged")
        .check("active", *UNKNOWN_AGE, now="2026-01-02T00:00:00Z")
    )
    yield (
        story(
            "list-dated-ahead-falls-with-the-right-clock",
            "Taken while the clock was wrong, and more than a day ahead of the right one.",
            "R-94",
        )
        .status(status(FAR, {INDEX: REVOKED}), now=WRONG)
        .check("revoked", *UNKNOWN_AGE, now=WRONG)
        .check("status-unknown")
        .check("revoked", *UNKNOWN_AGE, now=WRONG)
        .status(status(DAY))
        .check("active")
        .check("active", *UNKNOWN_AGE, now=WRONG)
    )
    yield (
        story("list-dated-ahead-falls-after-a-restart", "The state remembers that the clock was wrong.", "R-94 R-99")
        .status(status(FAR), now=WRONG)
        .restart()
        .check("status-unknown")
        .status(status(DAY))
        .check("active")
    )
    yield (
        story(
            "confirmed-list-survives-a-wrong-clock",
            "After a restart, a list that was taken with a right clock does not fall.",
            "R-94 R-99",
        )
        .status(status(DAY))
        .restart()
        .check("active", *UNKNOWN_AGE, now="2026-06-01T03:00:00Z")
        .status(status("2026-10-01T00:00:00Z"), "status-list-future", now="2026-06-01T03:00:00Z")
        .check("active")
    )
    yield (
        story(
            "a-list-that-falls-brings-back-what-was-known",
            "The last confirmed list of the same key is remembered.",
            "R-94 R-95 R-96",
        )
        .status(status("2026-11-01T03:00:00Z", {INDEX: ACTIVE, 8: REVOKED}))
        .status(status(FAR, {INDEX: ACTIVE, 8: REVOKED}), now=WRONG)
        .status(status("2026-10-01T03:00:00Z"), "status-list-older")
        .check("status-unknown")
        .status(status(DAY), "status-list-regressed")
        .status(status(DAY, {INDEX: ACTIVE, 8: REVOKED}))
        .check("active")
    )
    yield (
        story(
            "wrong-clock-again-after-the-fall",
            "A list that an update with the right clock has removed does not come back.",
            "R-94",
        )
        .status(status(FAR, {INDEX: REVOKED}), now=WRONG)
        .status(status("2026-11-24T03:00:00Z"), "status-list-future")
        .check("not-yet-valid", "clock-behind", "status-unknown", now="2025-12-31T00:00:00Z")
    )
    newer = following(ANCHOR, "2026-11-21T00:00:00Z")
    yield (
        story("trust-list-that-shows-the-clock-is-wrong", "A clock below the new floor judges no list again.", "R-94")
        .status(status("2026-11-22T00:00:00Z"), now=WRONG)
        .trust(signed(newer), now="2026-06-01T00:00:00Z")
        .check("active", *UNKNOWN_AGE, now="2026-06-01T00:00:00Z")
        .check("active")
    )
    short = following(ANCHOR, "2026-06-01T00:00:00Z", (EXPIRES_AT, seconds("2026-06-01T00:00:00Z")))
    yield (
        story(
            "trust-list-ahead-of-the-clock-as-given",
            "The clock that counts is the one given, not the raised one.",
            "R-59",
        )
        .trust(signed(short))
        .trust(signed(following(short, "2026-06-01T12:00:00Z")), "trust-list-future", now="2026-05-20T00:00:00Z")
        .trust(signed(following(short, "2026-06-01T12:00:00Z")), now="2026-05-31T12:00:00Z")
    )


def floors():
    lapsed = but(LABEL, {4: day("2026-05-01")})
    yield (
        story("past-day-is-not-raised-to-the-floor", "The label was valid on the day asked about.", "R-44")
        .status(status(DAY, past=objects.past()))
        .object(objects.past())
        .check("active", claims=lapsed, as_of="2026-05-01", now="2026-04-02T00:00:00Z")
        .check("expired", claims=lapsed, as_of="2026-05-02", now="2026-04-02T00:00:00Z")
    )
    narrowed = following(
        ANCHOR,
        "2026-11-02T00:00:00Z",
        (ISSUERS, 0, 4, 1, entry("status 1", "2025-01-01", "2026-10-31", purpose=STATUSES)),
    )
    yield (
        story(
            "floor-inside-the-keys-window-only", "The new window of the key does not have the list's date.", "R-40 R-75"
        )
        .status(status(DAY))
        .trust(signed(narrowed))
        .check("status-unknown", now="2026-11-19T00:00:00Z")
        .restart()
        .check("status-unknown", now="2026-11-19T00:00:00Z")
    )
    yield (
        story("trust-ages-use-the-authoritys-floor", "A newer status list does not make the trust list older.", "R-76")
        .policy(trust_list={"ageing_after_days": 300, "stale_after_days": 400, "accept_stale": False})
        .status(status("2026-11-21T00:00:00Z"))
        .check("active", *UNKNOWN_AGE, now="2026-10-20T00:00:00Z")
        .check("active", "trust-ageing", now="2026-11-21T00:00:00Z", trust_age_days=324)
    )
    yield (
        story(
            "status-ages-use-the-issuers-floor",
            "The trust list is newer than the clock and than the status list.",
            "R-76",
        )
        .status(status("2026-10-01T00:00:00Z"))
        .trust(signed(following(ANCHOR, "2026-10-20T00:00:00Z")))
        .check("active", "clock-behind", "status-ageing", now="2026-10-19T00:00:00Z", status_age_days=19)
    )


def plausible():
    behind = "2026-11-18T03:00:00Z"
    yield (
        story("clock-two-days-behind", "More than two days below the floor, the age of the lists is not known.", "R-93")
        .status(status(DAY))
        .check("active", "clock-behind", now=behind)
        .check("active", *UNKNOWN_AGE, now="2026-11-18T02:59:59Z")
    )
    yield (
        story(
            "policy-requires-a-plausible-clock", "With a clock that is known to be wrong, no label stands.", "R-77 R-93"
        )
        .status(status(DAY, {INDEX: ACTIVE, 8: REVOKED}))
        .policy(require_plausible_clock=True)
        .check("active", "clock-behind", now=behind)
        .check("status-unknown", *UNKNOWN_AGE, now="2026-11-18T02:59:59Z")
        .check("revoked", *UNKNOWN_AGE, claims=but(LABEL, {5: 8}), now="2026-11-18T02:59:59Z")
        .check("active", as_of="2026-11-20", now="2026-11-18T02:59:59Z")
    )
    yield (
        story("clock-after-the-expiry-of-all-lists", "The user should check the device's date.", "R-93")
        .status(status("2026-12-31T00:00:00Z", exp="2027-01-02T00:00:00Z"), now="2026-12-31T00:00:00Z")
        .check("active", "trust-ageing", now="2027-01-02T00:00:00Z", trust_age_days=366)
        .check(
            "active",
            "clock-ahead",
            "trust-ageing",
            "status-ageing",
            now="2027-01-02T00:00:01Z",
            trust_age_days=366,
            status_age_days=2,
        )
        .check(
            "active",
            "trust-ageing",
            "status-ageing",
            as_of="2027-01-04",
            now="2027-01-02T00:00:01Z",
            trust_age_days=367,
            status_age_days=3,
        )
    )
    yield (
        story("clock-after-the-expiry-of-the-only-list", "The status list names no exp.", "R-93")
        .status(status("2026-12-31T00:00:00Z"), now="2026-12-31T00:00:00Z")
        .check("active", now="2027-01-01T00:00:00Z")
        .check("active", "clock-ahead", "trust-ageing", now="2027-01-01T00:00:01Z", trust_age_days=365)
    )

"""Time: the clock floor, and the age of lists (R-40, R-76)."""

from .story import *


def at(now: str, expect: str, *reasons, **more) -> Story:
    return dict(expect=expect, reasons=reasons, now=now) | more


def stories():
    yield (
        story("status-list-ages", "A list is fresh for seven days, then ageing, and stale after 90 days.", "R-76")
        .status(status("2026-09-01T00:00:00Z"))
        .check("active", now="2026-09-08T00:00:00Z")
        .check("active", "status-ageing", now="2026-09-08T00:00:01Z", status_age_days=7)
        .check("active", "status-ageing", now="2026-11-30T00:00:00Z", status_age_days=90)
        .check("status-unknown", "status-stale", now="2026-11-30T00:00:01Z", status_age_days=90)
    )
    yield (
        story(
            "stale-status-list-accepted",
            "The relying party may accept a stale list. The verdict still reports it.",
            "R-76 R-77",
        )
        .status(status("2026-06-01T00:00:00Z"))
        .policy(status_list={"ageing_after_days": 7, "stale_after_days": 90, "accept_stale": True})
        .check("active", "status-stale", status_age_days=174)
    )
    yield (
        story("bad-news-does-not-age", "A revoked label stays revoked, whatever the age of the list.", "R-76")
        .status(status("2026-06-01T00:00:00Z", {INDEX: REVOKED}))
        .check("revoked", "status-stale", status_age_days=174)
    )
    yield (
        story(
            "status-list-past-its-own-day",
            "A list whose exp has passed after one day is ageing, but not stale.",
            "R-76",
        )
        .status(status("2026-11-20T00:00:00Z", exp="2026-11-21T00:00:00Z"))
        .check("active", now="2026-11-21T00:00:00Z")
        .check("active", "status-ageing", now="2026-11-21T00:00:01Z", status_age_days=1)
    )
    extended = objects.in_force({INDEX: ("2028-05-31", "2028-04-01")}, {INDEX: [("2027-06-01", ACTIVE, "2030-05-31")]})
    yield (
        story("trust-list-ages", "The list is ageing after its expiry, and stale after 1,100 days.", "R-76")
        .policy(status_list={"ageing_after_days": 5000, "stale_after_days": 5000, "accept_stale": False})
        .status(
            status(
                "2026-06-01T00:00:00Z",
                in_force=extended,
            )
        )
        .object(extended)
        .check("active", "extended", now="2027-01-01T00:00:00Z", last_day="2028-05-31")
        .check(
            "active",
            "clock-ahead",
            "trust-ageing",
            "extended",
            now="2027-01-01T00:00:01Z",
            last_day="2028-05-31",
            trust_age_days=365,
        )
        .check(
            "active",
            "clock-ahead",
            "trust-ageing",
            "extended",
            now="2029-01-05T00:00:00Z",
            last_day="2030-05-31",
            trust_age_days=1100,
        )
        .check(
            "status-unknown",
            "clock-ahead",
            "trust-stale",
            "extended",
            now="2029-01-05T00:00:01Z",
            last_day="2030-05-31",
            trust_age_days=1100,
        )
        .policy(
            status_list={"ageing_after_days": 5000, "stale_after_days": 5000, "accept_stale": False},
            trust_list={"ageing_after_days": 400, "stale_after_days": 1100, "accept_stale": True},
        )
        .check(
            "active",
            "clock-ahead",
            "trust-stale",
            "extended",
            now="2029-01-05T00:00:01Z",
            last_day="2030-05-31",
            trust_age_days=1100,
        )
    )
    yield (
        story("status-list-raises-the-clock", "A status list is newer than the time of the clock.", "R-40")
        .status(status("2026-11-20T03:00:00Z"))
        .check("active", "clock-behind", now="2026-11-20T02:59:59Z")
        .check("active", now="2026-11-20T03:00:00Z")
    )
    yield (
        story("past-day-with-a-newer-list", "A list that was issued after the checked day has no age.", "R-76")
        .status(status("2026-11-20T03:00:00Z", past=objects.past()))
        .object(objects.past())
        .check("active", as_of="2026-05-01")
    )

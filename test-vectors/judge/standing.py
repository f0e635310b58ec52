"""The status and the last day of a label on a day (R-42, R-67 to R-72, R-117, R-118, R-120)."""

import hashlib
from dataclasses import dataclass

from . import claims as labels
from .bound import Objects
from .memory import Held
from .objects import StatusObject
from .status import DEFERRAL, NOT_ALLOCATED, REVOKED, WITHDRAWN
from .trust import TrustList

AGAINST = {REVOKED: "revoked", WITHDRAWN: "withdrawn", DEFERRAL: "deferral"}


@dataclass
class Standing:
    # `not-yet-valid`, `expired` or None.
    dates: str | None
    # What the status says against the label.
    status: str | None
    # Why a status is not known.
    why: str | None
    last_day: int
    # `in-force-outdated` or `in-force-missing`, if R-118 says so.
    in_force: str | None = None
    # The same, if only the policy's days left depend on it.
    in_force_of_policy: str | None = None


def without_list(claims: dict, day: int, published: bool) -> Standing:
    """The standing of a label whose issuer has no status list that counts (R-42)."""
    status, why = ("status-unknown", None) if published else (None, "no-status-published")
    return Standing(dates(claims, day, claims["expires_on"], None), status, why, claims["expires_on"])


def by_list(claims: dict, day: int, one: Held, outdated: StatusObject | None, objects: Objects, trust: TrustList):
    date, index = trust.date_of(one.content.iat), claims["status_index"]
    value = one.content.value(index)
    in_force = past = None
    if day >= date:
        in_force = objects.of(one, "in-force") or outdated
        value = changed(objects.of(one, "in-force"), index, day, value)
    else:
        past = objects.of(one, "past")
        value = value if value == NOT_ALLOCATED else changed(past, index, day, 0 if past else None)
    last = last_day(claims, day, in_force or past, trust)
    found = Standing(dates(claims, day, last, trust if value == DEFERRAL else None), *status(value, claims, date), last)
    if found.status == "deferral" and found.dates == "expired":
        found.status = None
    if day < date and past is None and "in-force" in one.content.bound and found.dates == "expired":
        beside = objects.of(one, "in-force")
        if beside is None or index in beside.last_days:
            found.dates = None
    if day >= date and "in-force" in one.content.bound and objects.of(one, "in-force") is None:
        missing(found, claims, day, value, outdated)
    return found


def changed(found: StatusObject | None, index: int, day: int, value: int | None) -> int | None:
    """Returns the value of the last change that is effective on the day, else `value` (R-117)."""
    rows = found.changes.get(index, []) if found else []
    return next((after for effective, after, _ in reversed(rows) if effective <= day), value)


def status(value: int | None, claims: dict, date: int) -> tuple[str | None, str | None]:
    """R-67, R-71"""
    if value == 0:
        return None, None
    if value in AGAINST:
        return AGAINST[value], None
    if value is None:
        return "status-unknown", None
    if value == NOT_ALLOCATED:
        predates = claims["issued_on"] >= date
        return "status-unknown", "status-list-predates-label" if predates else "index-unallocated"
    return "status-unknown", "status-value-unknown"


def dates(claims: dict, day: int, last: int, deferred_by: TrustList | None) -> str | None:
    """R-41, R-70"""
    if day < claims["issued_on"]:
        return "not-yet-valid"
    longest_deferral = deferred_by.scheme.get(7) if deferred_by else 0
    return "expired" if day > last + longest_deferral else None


def last_day(claims: dict, day: int, found: StatusObject | None, trust: TrustList) -> int:
    """R-69"""
    printed, index = claims["expires_on"], claims["status_index"]
    last = printed
    if found is None:
        return last

    def counts(stated: int, start: int) -> bool:
        return printed <= stated <= labels.last_day(start, trust.scheme.get(6))

    if index in found.last_days and counts(*found.last_days[index]):
        last = found.last_days[index][0]
    for effective, _, stated in found.changes.get(index, []):
        if effective <= day and stated and counts(stated, max(effective, last + 1)):
            last = stated
    return last


def missing(found: Standing, claims: dict, day: int, value: int, outdated: StatusObject | None):
    """R-118"""
    reason = "in-force-outdated" if outdated else "in-force-missing"
    found.in_force_of_policy = reason
    if day <= claims["expires_on"] and value != DEFERRAL:
        return
    found.in_force = reason
    ended = found.dates == "expired"
    if ended:
        found.dates = None
    if (ended or not outdated) and found.status not in ("revoked", "withdrawn"):
        found.status = "status-unknown"


def witnessed(claims: dict, payload: bytes, one: Held, objects: Objects) -> bool | None:
    """Whether the list bears witness to the label (R-72); None if that cannot be told."""
    if "witnesses" not in one.content.bound:
        return False
    directory = objects.of(one, "witnesses")
    if directory is None:
        return None
    named, found = objects.range_of(directory, claims["status_index"])
    if not named:
        return False
    if found is None:
        return None
    return hashlib.sha256(payload).digest() in found.witnesses.get(claims["status_index"], [])

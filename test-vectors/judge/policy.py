"""The relying party's policy and what other authorities recognise (R-62, R-77 to R-79)."""

from dataclasses import dataclass, field
from datetime import timedelta

from .claims import EPOCH
from .trust import TrustList

ASSESSMENTS = {1: "self-declared", 2: "third-party"}


@dataclass(frozen=True)
class Freshness:
    ageing_after_days: int
    stale_after_days: int
    accept_stale: bool = False


@dataclass(frozen=True)
class Policy:
    minimum_level: int | None = None
    minimum_level_of_category: dict[int, int] = field(default_factory=dict)
    accepted_criteria: list[str] | None = None
    minimum_days_left: int = 0
    assessment: str | None = None
    accept_deferral: bool = False
    trust_list: Freshness = Freshness(400, 1_100)
    status_list: Freshness = Freshness(7, 90)
    require_plausible_clock: bool = False


def policy(fields: dict) -> Policy:
    """Returns the policy of a story's step."""
    found = dict(fields)
    for name in ("trust_list", "status_list"):
        if name in found:
            found[name] = Freshness(**found[name])
    if "minimum_level_of_category" in found:
        found["minimum_level_of_category"] = {int(n): level for n, level in found["minimum_level_of_category"].items()}
    return Policy(**found)


def broken(given: Policy, claims: dict, own: TrustList, first: TrustList, days_left: int) -> list[dict]:
    """Returns the broken rules in order (R-78). `first` is the list of the authority whose anchor came first."""
    foreign = first.authority_id != own.authority_id
    level, category = claims["level"], claims.get("category")
    if foreign:
        recognised = [one.get(4) for one in recognitions(first, own, claims)]
        level, category = max(recognised, default=None), None
    entry = own.scheme.get(2).get(claims["level"])
    rules = (
        ("minimum-level", *minimum_level(given, level, category)),
        ("criteria", *criteria(given, cited(own, claims))),
        ("days-left", given.minimum_days_left or None, days_left, days_left >= given.minimum_days_left),
        ("assessment", *assessment(given, ASSESSMENTS[entry.get(2)] if entry else None)),
    )
    return [
        {"rule": name, "required": str(required), "found": "none" if found is None else str(found)}
        for name, required, found, met in rules
        if required is not None and not met
    ]


def minimum_level(given: Policy, level: int | None, category: int | None):
    minima = list(given.minimum_level_of_category.values())
    minima += [] if given.minimum_level is None else [given.minimum_level]
    if category is None:
        required = max(minima, default=None)
    else:
        required = given.minimum_level_of_category.get(category, given.minimum_level)
    return required, level, required is None or (level is not None and level >= required)


def criteria(given: Policy, found: str | None):
    if given.accepted_criteria is None:
        return None, found, True
    return ", ".join(given.accepted_criteria), found, found in given.accepted_criteria


def assessment(given: Policy, found: str | None):
    return given.assessment, found, found == given.assessment


def cited(own: TrustList, claims: dict) -> str | None:
    """Returns the label's criteria as its own dictionary cites them."""
    return own.scheme.get(4).get(claims["criteria"]) if "criteria" in claims else None


def recognitions(by: TrustList, own: TrustList, claims: dict) -> list:
    """Returns the recognitions in the list of another authority that the label meets (R-62)."""
    return [
        one
        for one in by.payload.get(10) or []
        if one.get(1) == own.authority_id
        and one.get(2) == claims["level"]
        and one.get(5) <= claims["issued_on"]
        and (6 not in one.keys() or claims["issued_on"] <= one.get(6))
        and (3 not in one.keys() or cited(own, claims) in one.get(3))
    ]


def recognised(lists: list[TrustList], own: TrustList, claims: dict) -> list[dict]:
    return [
        {
            "authority": by.payload.get(2).get("en"),
            "level": one.get(4),
            "since": (EPOCH + timedelta(one.get(5))).isoformat(),
        }
        for by in lists
        for one in recognitions(by, own, claims)
    ]

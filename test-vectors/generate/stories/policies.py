"""The relying party's requirements, in addition to the scheme's (R-77 to R-79)."""

from ..labels import CRITERIA, LEVEL
from . import authorities
from .story import *

DAY = "2026-11-20T03:00:00Z"
GOVERNMENT = {"minimum_level": 1, "minimum_level_of_category": {"1": 2, "2": 2}}
UK = {"minimum_level": 1, "accepted_criteria": ["JST-CR-01-01-2024R1"]}


def under(name: str, description: str, rules: str = "R-78", **policy) -> Story:
    return story(name, description, rules).status(status(DAY)).policy(**policy)


def unmet(rule: str, required: str, found: str) -> dict:
    return {"rule": rule, "required": required, "found": found}


def stories():
    lock = but(LABEL, {7: 3})
    two = but(LABEL, {LEVEL: 2})
    none = but(LABEL, {7: None})
    yield (
        under(
            "government-purchasing",
            "One star or more, and two stars for network cameras and communication equipment.",
            **GOVERNMENT,
        )
        .check("active", claims=lock)
        .check("active", claims=two)
        .check("policy-unmet", policy=[unmet("minimum-level", "2", "1")])
        .check("policy-unmet", claims=none, policy=[unmet("minimum-level", "2", "1")])
    )
    yield (
        under("uk-supply", "A current label of one star or more with the named criteria.", **UK)
        .check("active")
        .check(
            "policy-unmet",
            claims=but(LABEL, {CRITERIA: 2}),
            policy=[unmet("criteria", "JST-CR-01-01-2024R1", "JST-CR-02-01-2026R1")],
        )
        .check(
            "policy-unmet",
            claims=but(LABEL, {CRITERIA: None}),
            policy=[unmet("criteria", "JST-CR-01-01-2024R1", "none")],
        )
    )
    yield (
        under("minimum-days-left", "There are 495 days from 2026-11-22 to 2028-03-31.", minimum_days_left=495)
        .check("active")
        .policy(minimum_days_left=496)
        .check("policy-unmet", policy=[unmet("days-left", "496", "495")])
    )
    yield under("third-party-only", "One star is self-declared.", assessment="third-party").check(
        "policy-unmet", policy=[unmet("assessment", "third-party", "self-declared")]
    )
    yield under(
        "every-rule-broken",
        "All broken rules are named, in order.",
        minimum_level=4,
        accepted_criteria=["EX-1", "EX-2"],
        minimum_days_left=1000,
        assessment="third-party",
    ).check(
        "policy-unmet",
        policy=[
            unmet("minimum-level", "4", "1"),
            unmet("criteria", "EX-1, EX-2", "JST-CR-01-01-2024R1"),
            unmet("days-left", "1000", "495"),
            unmet("assessment", "third-party", "self-declared"),
        ],
    )
    yield (
        under("revoked-comes-before-the-policy", "The standing decides. The unmet policy is a reason.", minimum_level=2)
        .status(status("2026-11-21T03:00:00Z", {INDEX: REVOKED}))
        .check("revoked", "policy-unmet", policy=[unmet("minimum-level", "2", "1")])
    )
    yield authorities.lion(
        authorities.both(
            "policy-on-a-recognised-label", "The label has the level as which it is recognised.", "R-79"
        ).policy(minimum_level=1),
        "active",
        "no-status-published",
        "recognised",
        claims=authorities.LION,
        recognised=authorities.COUNTS,
    )
    yield authorities.lion(
        authorities.both(
            "policy-on-a-label-not-recognised",
            "A level of another authority has no meaning without a recognition.",
            "R-79",
        ).policy(minimum_level=1),
        "policy-unmet",
        "no-status-published",
        claims=but(authorities.LION, {LEVEL: 4, 11: 1}),
        policy=[unmet("minimum-level", "1", "none")],
    )

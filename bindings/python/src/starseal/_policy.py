"""The relying party's requirements, in addition to the scheme's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from . import _raw as raw
from ._crossing import text_of
from ._label import ASSESSMENTS, Assessment


@dataclass(frozen=True)
class Freshness:
    """The age limits of one kind of list, in days since it was issued."""

    ageing_after_days: int
    """The age after which a list is ageing; the verdict then has a note."""
    stale_after_days: int
    """The age after which a list is stale."""
    accept_stale: bool
    """Whether a label stands if the list that its verdict is based on is stale."""


def _freshness(of: raw.Freshness) -> Freshness:
    return Freshness(of.ageing_after_days, of.stale_after_days, of.accept_stale)


# The library's defaults. They are read from it so that the numbers are in one place.
_USUAL = raw.default_policy()
_USUAL_TRUST_LIST = _freshness(_USUAL.trust_list)
_USUAL_STATUS_LIST = _freshness(_USUAL.status_list)


@dataclass(frozen=True)
class Policy:
    """The relying party's requirements on labels, in addition to the scheme's, and on the age of the lists used.

    A field that is left out has its value from `default_policy()`: `Policy(minimum_level=2)`.
    """

    minimum_level: int | None = _USUAL.minimum_level
    """The minimum level of all labels, 1 to 255; none to accept any. It is a level of the authority whose anchor came
    first."""
    minimum_level_of_category: Mapping[int, int] = field(
        default_factory=lambda: dict(_USUAL.minimum_level_of_category), hash=False
    )
    """The minimum level of a category, by the category's number. It takes precedence over that of all labels. A label
    without a category must meet the highest of these levels."""
    accepted_criteria: tuple[str, ...] = tuple(_USUAL.accepted_criteria)
    """The accepted criteria, as dictionaries cite them; empty to accept any."""
    minimum_days_left: int = _USUAL.minimum_days_left
    """The minimum number of days from the day asked about to the label's last day; on the last day itself this number
    is 0."""
    assessment: Assessment | None = None if _USUAL.assessment is None else ASSESSMENTS[_USUAL.assessment]
    """Who must state that the product meets its level; none to accept either."""
    accept_deferral: bool = _USUAL.accept_deferral
    """Whether a label in deferral stands; its extension is in process."""
    trust_list: Freshness = _USUAL_TRUST_LIST
    """The age limits of trust lists."""
    status_list: Freshness = _USUAL_STATUS_LIST
    """The age limits of status lists."""
    require_plausible_clock: bool = _USUAL.require_plausible_clock
    """Whether a label stands only if the clock is plausible: not more than two days behind the newest list."""


def default_policy() -> Policy:
    """Returns the policy of a new verifier: no requirements on labels, and the default age limits."""
    return Policy()


def policy(of: raw.Policy) -> Policy:
    return Policy(
        minimum_level=of.minimum_level,
        minimum_level_of_category=dict(of.minimum_level_of_category),
        accepted_criteria=tuple(of.accepted_criteria),
        minimum_days_left=of.minimum_days_left,
        assessment=None if of.assessment is None else ASSESSMENTS[of.assessment],
        accept_deferral=of.accept_deferral,
        trust_list=_freshness(of.trust_list),
        status_list=_freshness(of.status_list),
        require_plausible_clock=of.require_plausible_clock,
    )


def raw_policy(of: Policy) -> raw.Policy:
    return raw.Policy(
        minimum_level=of.minimum_level,
        minimum_level_of_category=dict(of.minimum_level_of_category),
        accepted_criteria=[text_of(citation) for citation in of.accepted_criteria],
        minimum_days_left=of.minimum_days_left,
        assessment=None if of.assessment is None else _RAW_ASSESSMENTS[Assessment(of.assessment)],
        accept_deferral=of.accept_deferral,
        trust_list=_raw_freshness(of.trust_list),
        status_list=_raw_freshness(of.status_list),
        require_plausible_clock=of.require_plausible_clock,
    )


_RAW_ASSESSMENTS = {ours: theirs for theirs, ours in ASSESSMENTS.items()}


def _raw_freshness(of: Freshness) -> raw.Freshness:
    return raw.Freshness(
        ageing_after_days=of.ageing_after_days, stale_after_days=of.stale_after_days, accept_stale=of.accept_stale
    )

"""What whoever checks asks beyond the scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from . import _raw as raw
from ._crossing import text_of
from ._label import ASSESSMENTS, Assessment


@dataclass(frozen=True)
class Freshness:
    """How old one kind of list may be, in days since it was issued."""

    ageing_after_days: int
    """Older lists are ageing: the verdict says so."""
    stale_after_days: int
    """Older lists are stale."""
    accept_stale: bool
    """Whether a label stands that rests on a stale list."""


def _freshness(of: raw.Freshness) -> Freshness:
    return Freshness(of.ageing_after_days, of.stale_after_days, of.accept_stale)


# What is not asked for is as the library has it: its numbers stand in one place.
_USUAL = raw.default_policy()
_USUAL_TRUST_LIST = _freshness(_USUAL.trust_list)
_USUAL_STATUS_LIST = _freshness(_USUAL.status_list)


@dataclass(frozen=True)
class Policy:
    """What a label must be to stand, beyond what the scheme says; and how old the data may be that says so.

    What is left out is as in `default_policy()`: `Policy(minimum_level=2)`.
    """

    minimum_level: int | None = _USUAL.minimum_level
    """The least level of all labels, 1 to 255; none where any will do. A level of the authority whose anchor came
    first."""
    minimum_level_of_category: Mapping[int, int] = field(
        default_factory=lambda: dict(_USUAL.minimum_level_of_category), hash=False
    )
    """The least level of a category, which goes before that of all labels. A label without a category is held to the
    highest."""
    accepted_criteria: tuple[str, ...] = tuple(_USUAL.accepted_criteria)
    """The criteria accepted, as dictionaries cite them; empty where any will do."""
    minimum_days_left: int = _USUAL.minimum_days_left
    """Days from the day asked about to the label's last, on which there are 0 left."""
    assessment: Assessment | None = None if _USUAL.assessment is None else ASSESSMENTS[_USUAL.assessment]
    """Who must say that the product meets its level; none where it does not matter."""
    accept_deferral: bool = _USUAL.accept_deferral
    """Whether a label whose extension is in process stands."""
    trust_list: Freshness = _USUAL_TRUST_LIST
    """How old trust lists may be."""
    status_list: Freshness = _USUAL_STATUS_LIST
    """How old status lists may be."""


def default_policy() -> Policy:
    """What a verifier asks that was not told otherwise: nothing of labels, and the usual freshness."""
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
    )


_RAW_ASSESSMENTS = {ours: theirs for theirs, ours in ASSESSMENTS.items()}


def _raw_freshness(of: Freshness) -> raw.Freshness:
    return raw.Freshness(
        ageing_after_days=of.ageing_after_days, stale_after_days=of.stale_after_days, accept_stale=of.accept_stale
    )

"""What a label says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from . import _raw as raw
from ._crossing import day
from ._made import made
from ._text import Language, TextEnum


@dataclass(frozen=True)
class Names:
    """What something is called."""

    en: str
    """In English."""
    ja: str
    """In Japanese."""

    def in_language(self, language: Language | str) -> str:
        """In that language."""
        return self.ja if Language(language) is Language.JA else self.en


class Assessment(TextEnum):
    """Who says that a product meets a level's criteria."""

    SELF_DECLARED = "self-declared"
    """The vendor declares it; nobody else checked."""
    THIRD_PARTY = "third-party"
    """An independent body evaluated the product."""


@dataclass(frozen=True, init=False)
class AuthenticLabel:
    """What an authentic label says, and what the scheme's dictionary says its numbers mean.

    Only a verdict has one. Days are days in the scheme's own time zone.
    """

    product_id: str
    """The registration number. Opaque: nothing is read into it."""
    level: int
    """The level, 1 to 255; JC-STAR has 1 to 4 stars."""
    level_names: Names
    """What the level is called."""
    assessment: Assessment
    """Who says that the product meets the level."""
    issued_on: date
    """The first day on which the label counts."""
    expires_on: date
    """The last day on which the label counts, as printed."""
    status_index: int
    """The position in the issuer's status list."""
    criteria: int | None
    """The criteria, as a number in the scheme's dictionary."""
    criteria_citation: str | None
    """The criteria as they are cited, such as "JST-CR-01-01-2024R1"."""
    category: int | None
    """The product category, as a number in the scheme's dictionary."""
    category_names: Names | None
    """What the category is called."""
    holder: str | None
    """Who applied for the label."""
    model: str | None
    """The model number printed on the product, for a person to compare."""
    gtins: tuple[str, ...]
    """The numbers under the bar codes on the box, each in the shortest of 8, 12, 13 and 14 digits; none to four."""
    evaluator: int | None
    """Who evaluated the product, as a number in the scheme's dictionary."""
    evaluator_names: Names | None
    """What the evaluator is called."""
    serial: str | None
    """The serial number of one unit."""
    unknown_claims: int
    """How many claims of a later version were passed over."""
    issuer_names: Names
    """Who sealed the label."""
    authority_names: Names
    """Who runs the scheme."""
    authority_id: str
    """The authority's ID, 64 hexadecimal digits."""

    def __init__(self) -> None:
        raise TypeError("only a verdict has an AuthenticLabel")


def names(of: raw.Names) -> Names:
    return Names(of.en, of.ja)


def names_or_none(of: raw.Names | None) -> Names | None:
    return None if of is None else names(of)


ASSESSMENTS = {
    raw.Assessment.SELF_DECLARED: Assessment.SELF_DECLARED,
    raw.Assessment.THIRD_PARTY: Assessment.THIRD_PARTY,
}


def authentic_label(of: raw.LabelContent) -> AuthenticLabel:
    return made(
        AuthenticLabel,
        {
            "product_id": of.product_id,
            "level": of.level,
            "level_names": names(of.level_names),
            "assessment": ASSESSMENTS[of.assessment],
            "issued_on": day(of.issued_on),
            "expires_on": day(of.expires_on),
            "status_index": of.status_index,
            "criteria": of.criteria,
            "criteria_citation": of.criteria_citation,
            "category": of.category,
            "category_names": names_or_none(of.category_names),
            "holder": of.holder,
            "model": of.model,
            "gtins": tuple(of.gtins),
            "evaluator": of.evaluator,
            "evaluator_names": names_or_none(of.evaluator_names),
            "serial": of.serial,
            "unknown_claims": of.unknown_claims,
            "issuer_names": names(of.issuer_names),
            "authority_names": names(of.authority_names),
            "authority_id": of.authority_id,
        },
    )

"""The content of an authentic label."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from . import _raw as raw
from ._crossing import day
from ._text import Language, TextEnum


@dataclass(frozen=True)
class Names:
    """A name in both languages."""

    en: str
    """The name in English."""
    ja: str
    """The name in Japanese."""

    def in_language(self, language: Language | str) -> str:
        """Returns the name in a language."""
        return self.ja if Language(language) is Language.JA else self.en


class Assessment(TextEnum):
    """Who states that a product meets a level's criteria."""

    SELF_DECLARED = "self-declared"
    """The vendor declares it; no one else checked."""
    THIRD_PARTY = "third-party"
    """An independent body evaluated the product."""


@dataclass(frozen=True, init=False)
class AuthenticLabel:
    """The claims of an authentic label, and what its numbers mean in the scheme's dictionary.

    Only a `Verifier` makes one, as part of a `Verdict`. Days are days in the scheme's own time zone.
    """

    product_id: str
    """The registration number, an opaque text."""
    level: int
    """The level, 1 to 255; JC-STAR has 1 to 4 stars."""
    level_names: Names
    """The name of the level."""
    assessment: Assessment
    """Who states that the product meets the level."""
    issued_on: date
    """The first day on which the label counts."""
    expires_on: date
    """The last day on which the label counts, as printed."""
    status_index: int
    """The position in the issuer's status list."""
    criteria: int | None
    """The criteria, as a number in the scheme's dictionary."""
    criteria_citation: str | None
    """The criteria as documents cite them, such as "JST-CR-01-01-2024R1"."""
    category: int | None
    """The product category, as a number in the scheme's dictionary."""
    category_names: Names | None
    """The name of the category."""
    holder: str | None
    """The company that applied for the label."""
    model: str | None
    """The model number printed on the product, for a person to compare."""
    gtins: tuple[str, ...]
    """The numbers under the bar codes on the box, each in the shortest of 8, 12, 13 and 14 digits; none to four."""
    evaluator: int | None
    """The body that evaluated the product, as a number in the scheme's dictionary."""
    evaluator_names: Names | None
    """The name of the evaluator."""
    serial: str | None
    """The serial number of one unit."""
    unknown_claims: int
    """The number of claims of a later version, which were ignored."""
    issuer_names: Names
    """The name of the issuer, who sealed the label."""
    authority_names: Names
    """The name of the authority, who runs the scheme."""
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


def label_fields(of: raw.LabelContent) -> dict[str, object]:
    return {
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
    }

"""The authorities that a verifier trusts, and the outcome for each list that it receives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from . import _raw as raw
from ._code import Code
from ._crossing import instant, instant_or_none
from ._label import Names, names
from ._text import TextEnum


@dataclass(frozen=True)
class Issuer:
    """An issuer in a trust list."""

    names: Names
    """Its name."""
    carrier_prefixes: tuple[str, ...]
    """The prefixes of its labels' addresses."""
    status_list_uri: str | None
    """Where its status list is published, for apps to fetch every day; none if it publishes none."""
    status_issued_at: datetime | None
    """When the status list held was issued; none if none is held."""


@dataclass(frozen=True)
class Authority:
    """An authority that a verifier trusts."""

    authority_id: str
    """Its ID, 64 hexadecimal digits."""
    names: Names
    """Its name."""
    trust_version: int
    """The version of the trust list held."""
    trust_issued_at: datetime
    """When that list was issued."""
    trust_expires_at: datetime
    """When a newer list is expected. Checks still work after this time."""
    clock_floor: datetime
    """The earliest possible present time: a clock with an earlier time is behind."""
    issuers: tuple[Issuer, ...]
    """The issuers, who may seal labels."""


class Update(TextEnum):
    """The outcome for a list that was not refused."""

    TAKEN = "taken"
    """The list is new and is now held."""
    KNOWN = "known"
    """The list is already held."""


@dataclass(frozen=True)
class ListRefused:
    """A list of a bundle or a stored state that was refused, for instance because it is older than the one held. The
    code `equivocation` means that two different lists with the same version were signed: report it to the user."""

    code: Code
    """The stable code."""
    detail: str
    """The values that disagree, in English."""


ListOutcome = Update | ListRefused
"""The outcome for one list of a bundle or a stored state. The lists after a refused one are still processed."""


def authority(of: raw.AuthorityContent) -> Authority:
    return Authority(
        authority_id=of.authority_id,
        names=names(of.names),
        trust_version=of.trust_version,
        trust_issued_at=instant(of.trust_issued_at),
        trust_expires_at=instant(of.trust_expires_at),
        clock_floor=instant(of.clock_floor),
        issuers=tuple(map(_issuer, of.issuers)),
    )


def _issuer(of: raw.IssuerContent) -> Issuer:
    return Issuer(names(of.names), tuple(of.carrier_prefixes), of.status_list_uri, instant_or_none(of.status_issued_at))


_UPDATES = {raw.Update.TAKEN: Update.TAKEN, raw.Update.KNOWN: Update.KNOWN}


def update(of: raw.Update) -> Update:
    return _UPDATES[of]


def list_outcome(of: raw.ListOutcome) -> ListOutcome:
    if isinstance(of, raw.ListOutcome.REFUSED):
        return ListRefused(Code(of.code), of.detail)
    return Update.TAKEN if of.is_taken() else Update.KNOWN

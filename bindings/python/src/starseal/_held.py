"""What a verifier holds, and what became of lists that were given to it."""

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
    """What it is called."""
    carrier_prefixes: tuple[str, ...]
    """What its labels' addresses start with."""
    status_list_uri: str | None
    """Where its status list is published: what an app fetches every day. None where it publishes none."""
    status_issued_at: datetime | None
    """When the status list held was issued; none where none is held."""


@dataclass(frozen=True)
class Authority:
    """An authority that a verifier goes by."""

    authority_id: str
    """Its ID, 64 hexadecimal digits."""
    names: Names
    """What it is called."""
    trust_version: int
    """The version of the trust list held."""
    trust_issued_at: datetime
    """When that list was issued."""
    trust_expires_at: datetime
    """When a newer one should be at hand. Nothing stops working then."""
    clock_floor: datetime
    """The time before which it cannot be: a clock that says less is behind."""
    issuers: tuple[Issuer, ...]
    """Who may seal labels."""


class Update(TextEnum):
    """What became of a list that was given, where it was not refused."""

    TAKEN = "taken"
    """It is new, and held from now on."""
    KNOWN = "known"
    """It is the one held already."""


@dataclass(frozen=True)
class ListRefused:
    """A list of a bundle or a stored state that was refused. One older than what is held is among those: nothing goes
    back."""

    code: Code
    """The stable code."""
    detail: str
    """The values that disagree, in English."""


ListOutcome = Update | ListRefused
"""What became of one list of a bundle or a stored state. One that is refused does not keep out the next."""


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

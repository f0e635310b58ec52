"""What a check found out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from . import _raw as raw
from ._code import Code
from ._crossing import day, day_or_none, instant_or_none
from ._label import AuthenticLabel, Names, authentic_label, names
from ._made import made
from ._text import Language, TextEnum


class Mark(TextEnum):
    """The symbol to show where a colour alone would not do."""

    CHECK = "check"
    """It stands."""
    CLOCK = "clock"
    """Authentic, and does not count on the day asked about."""
    QUERY = "query"
    """Nobody can say: not known, or of a later version. Never shown as forged."""
    CROSS = "cross"
    """Refused."""


class Colour(TextEnum):
    """The colour beside a mark."""

    GREEN = "green"
    """Beside `check`."""
    AMBER = "amber"
    """Beside `clock`."""
    GREY = "grey"
    """Beside `query`."""
    RED = "red"
    """Beside `cross`."""


class CheckResult(TextEnum):
    """What came of a check."""

    PASSED = "passed"
    """Nothing was found."""
    NOTED = "noted"
    """Something is worth saying, and decides nothing."""
    FAILED = "failed"
    """Something is against the label."""
    NOT_REACHED = "not-reached"
    """An earlier check ended it."""


@dataclass(frozen=True)
class Words:
    """A verdict in sentences of one language."""

    sentence: str
    """What the label is, whether it counts, and whether it is self-declared or third-party assessed."""
    reasons: tuple[str, ...]
    """A sentence for each reason beside the verdict, in their order."""


@dataclass(frozen=True)
class Finding:
    """One thing that a check found."""

    code: Code
    """The stable code."""
    detail: str
    """The values that disagree, in English, for developers and logs."""


@dataclass(frozen=True)
class CheckOutcome:
    """One of the checks that a label goes through, and what came of it."""

    check: str
    """The check's name in kebab case, such as `signature`."""
    result: CheckResult
    """What came of it."""
    codes: tuple[Code, ...]
    """The codes found by it."""


@dataclass(frozen=True)
class BrokenRule:
    """A rule of the policy that a label breaks."""

    rule: str
    """`minimum-level`, `criteria`, `days-left` or `assessment`."""
    required: str
    """What the policy asks for."""
    found: str
    """What the label has; `none` where it has nothing of the kind."""


@dataclass(frozen=True)
class Recognised:
    """A level of another authority that a label counts as."""

    authority_id: str
    """The ID of the authority that recognises the label, 64 hexadecimal digits."""
    authority_names: Names
    """What it is called."""
    level: int
    """Its level."""
    level_names: Names
    """What it calls the level."""
    since: date
    """The first issue date that counts."""
    until: date | None
    """The last issue date that counts, where there is an end."""


@dataclass(frozen=True)
class Stands:
    """The label is authentic, and counts on the day asked about."""

    label: AuthenticLabel
    """What it says."""
    last_day: date
    """The last day on which it counts."""


@dataclass(frozen=True)
class DoesNotStand:
    """The label is authentic, and does not count on the day asked about."""

    label: AuthenticLabel
    """What it says."""
    last_day: date
    """The last day on which it counts, as printed or as extended since."""
    code: Code
    """Why it does not count."""


@dataclass(frozen=True)
class Refused:
    """No authentic label."""

    code: Code
    """Why."""


Outcome = Stands | DoesNotStand | Refused
"""A verdict to be told apart by class: the two of an authentic label have the label."""


@dataclass(frozen=True, init=False, repr=False)
class Verdict:
    """What a check found out. Only a `Verifier` makes one.

    It is a value: it compares, hashes, copies and pickles by what it says, and needs its verifier no longer. Days are
    days in the scheme's own time zone; moments are in UTC.
    """

    code: Code
    """The outcome: the stable code that decided."""
    stands: bool
    """Whether the label counts on the day asked about."""
    is_authentic: bool
    """Whether an issuer in the trust list made this label, whether it counts today or not."""
    label: AuthenticLabel | None
    """The label, if it is authentic."""
    last_day: date | None
    """The last day that counts: as printed, or as extended since. Only an authentic label has one."""
    reasons: tuple[Code, ...]
    """The codes of everything found beside the deciding code, each once, in the order of the checks."""
    findings: tuple[Finding, ...]
    """Everything found, in the order of the checks, the deciding one among them."""
    checks: tuple[CheckOutcome, ...]
    """Every check in order, with what came of it."""
    broken_rules: tuple[BrokenRule, ...]
    """The rules of the policy that the label breaks, in order."""
    recognised: tuple[Recognised, ...]
    """What the label counts as under other authorities."""
    url: str | None
    """The label's web address, to be offered for opening: only an authentic label's, behind its issuer's own prefix."""
    key_id: str | None
    """The key ID that the seal names, 8 hexadecimal digits: before the signature is verified, a hint."""
    checked_for: date | None
    """The day for which the label was judged."""
    moment: datetime | None
    """The moment to which ages are counted: the time given, raised to the clock floor, or the start of the day asked
    about."""
    trust_issued_at: datetime | None
    """When the trust list used was issued: how old the verifier's knowledge of keys is."""
    status_issued_at: datetime | None
    """When the status list used was issued: how old the verifier's knowledge of this label is."""
    mark: Mark
    """The symbol to show where a colour alone would not do."""
    colour: Colour
    """The colour beside it."""
    en: Words
    """The verdict in English."""
    ja: Words
    """The verdict in Japanese."""

    def __init__(self) -> None:
        raise TypeError("only a Verifier makes a Verdict")

    def __repr__(self) -> str:
        what = "" if self.label is None else f" {self.label.product_id}"
        return f"<Verdict {self.code}{what}>"

    @property
    def outcome(self) -> Outcome:
        """The verdict to be told apart by class, with a label wherever there is one."""
        if self.label is None or self.last_day is None:
            return Refused(self.code)
        if self.stands:
            return Stands(self.label, self.last_day)
        return DoesNotStand(self.label, self.last_day, self.code)

    def sentence(self, language: Language | str) -> str:
        """What the label is and whether it counts, in a sentence for people."""
        return self._words(language).sentence

    def reason_sentences(self, language: Language | str) -> tuple[str, ...]:
        """A sentence for each of the reasons, in their order."""
        return self._words(language).reasons

    def _words(self, language: Language | str) -> Words:
        return self.ja if Language(language) is Language.JA else self.en

    if not TYPE_CHECKING:
        # Reading all that a verdict says takes longer than the check itself. So it is read when it is first asked for;
        # until then there is only the handle, which gives by themselves what most programs ask of most verdicts.

        def __getattr__(self, name: str) -> object:
            if name not in type(self).__dataclass_fields__:
                raise AttributeError(f"a {type(self).__name__} has no {name}")
            handle = self.__dict__.get("_handle")
            if handle is not None and name in _ALONE:
                self.__dict__[name] = _ALONE[name](handle)
            elif handle is not None:
                self.__dict__.update(_fields(handle.content()))
                self.__dict__.pop("_handle", None)
            # Another thread may have read it meanwhile.
            return self.__dict__[name]

        def __getstate__(self) -> dict[str, object]:
            # A handle means nothing elsewhere.
            return {name: getattr(self, name) for name in type(self).__dataclass_fields__}


_ALONE: dict[str, Callable[[raw.Verdict], object]] = {
    "code": lambda handle: Code(handle.code()),
    "stands": lambda handle: handle.stands(),
}


def verdict(of: raw.Verdict) -> Verdict:
    return made(Verdict, {"_handle": of})


_RESULTS = {
    raw.CheckResult.PASSED: CheckResult.PASSED,
    raw.CheckResult.NOTED: CheckResult.NOTED,
    raw.CheckResult.FAILED: CheckResult.FAILED,
    raw.CheckResult.NOT_REACHED: CheckResult.NOT_REACHED,
}


def _fields(of: raw.VerdictContent) -> dict[str, Any]:
    return {
        "code": Code(of.code),
        "stands": of.stands,
        "is_authentic": of.is_authentic,
        "label": None if of.label is None else authentic_label(of.label),
        "last_day": day_or_none(of.last_day),
        "reasons": tuple(map(Code, of.reasons)),
        "findings": tuple(Finding(Code(one.code), one.detail) for one in of.findings),
        "checks": tuple(map(_check, of.checks)),
        "broken_rules": tuple(BrokenRule(one.rule, one.required, one.found) for one in of.broken_rules),
        "recognised": tuple(map(_recognised, of.recognised)),
        "url": of.url,
        "key_id": of.key_id,
        "checked_for": day_or_none(of.checked_for),
        "moment": instant_or_none(of.moment),
        "trust_issued_at": instant_or_none(of.trust_issued_at),
        "status_issued_at": instant_or_none(of.status_issued_at),
        "mark": Mark(of.mark),
        "colour": Colour(of.colour),
        "en": Words(of.en.sentence, tuple(of.en.reasons)),
        "ja": Words(of.ja.sentence, tuple(of.ja.reasons)),
    }


def _check(of: raw.CheckContent) -> CheckOutcome:
    return CheckOutcome(of.check, _RESULTS[of.result], tuple(map(Code, of.codes)))


def _recognised(of: raw.RecognisedContent) -> Recognised:
    return Recognised(
        of.authority_id,
        names(of.authority_names),
        of.level,
        names(of.level_names),
        day(of.since),
        day_or_none(of.until),
    )

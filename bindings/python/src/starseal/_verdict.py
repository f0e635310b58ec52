"""The result of a check."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from . import _raw as raw
from ._code import Code
from ._crossing import day, day_or_none, instant_or_none
from ._label import AuthenticLabel, Names, label_fields, names
from ._text import Language, TextEnum


class Mark(TextEnum):
    """The symbol to show together with a color, because not everyone can tell colors apart."""

    CHECK = "check"
    """The label stands."""
    CLOCK = "clock"
    """The label is authentic, but does not count on the day asked about."""
    QUERY = "query"
    """The input is unknown or has a later version. It must not be shown as forged."""
    CROSS = "cross"
    """The input is refused."""


class MarkColor(TextEnum):
    """The color of a mark."""

    GREEN = "green"
    """The color of `check`."""
    AMBER = "amber"
    """The color of `clock`."""
    GRAY = "gray"
    """The color of `query`."""
    RED = "red"
    """The color of `cross`."""


class CheckResult(TextEnum):
    """The result of a check."""

    PASSED = "passed"
    """Nothing was found."""
    NOTED = "noted"
    """There is a finding to report, which does not affect the outcome."""
    FAILED = "failed"
    """A finding is against the label."""
    NOT_REACHED = "not-reached"
    """An earlier check decided the outcome."""


@dataclass(frozen=True)
class Words:
    """The sentences of a verdict in one language."""

    sentence: str
    """States what the label is, whether it counts, and whether it is self-declared or third-party assessed."""
    reasons: tuple[str, ...]
    """A sentence for each of the reasons, in their order."""


@dataclass(frozen=True)
class Finding:
    """A finding of a check."""

    code: Code
    """The stable code."""
    detail: str
    """The values that disagree, in English, for developers and logs."""


@dataclass(frozen=True)
class CheckOutcome:
    """One of the checks of a label, and its result."""

    check: str
    """The check's name in kebab case, such as `signature`."""
    result: CheckResult
    """The result."""
    codes: tuple[Code, ...]
    """The codes of its findings."""


@dataclass(frozen=True)
class BrokenRule:
    """A rule of the policy that a label does not meet."""

    rule: str
    """`minimum-level`, `criteria`, `days-left` or `assessment`."""
    required: str
    """What the policy requires."""
    found: str
    """What the label has; `none` if it has nothing of the kind."""


@dataclass(frozen=True)
class Recognized:
    """A level of another authority that a label counts as."""

    authority_id: str
    """The ID of the authority that recognises the label, 64 hexadecimal digits."""
    authority_names: Names
    """Its name."""
    level: int
    """Its level."""
    level_names: Names
    """Its name of the level."""
    since: date
    """The first issue date that counts."""
    until: date | None
    """The last issue date that counts; none if there is no end."""


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
"""The three results of a verdict. `Stands` and `DoesNotStand` hold the label."""


@dataclass(frozen=True, init=False, repr=False)
class Verdict:
    """The result of a check. Only a `Verifier` makes one.

    It is a value: comparing, hashing, copying and pickling use its content, and it does not need its verifier. A pickle
    proves nothing, so load only your own. Days are days in the scheme's own time zone; instants are in UTC.
    """

    code: Code
    """The stable code that decided the outcome."""
    stands: bool
    """Whether the label counts on the day asked about."""
    is_authentic: bool
    """Whether an issuer in the trust list made this label, regardless of whether it counts today."""
    label: AuthenticLabel | None
    """The label; none if it is not authentic."""
    last_day: date | None
    """The last day on which the label counts, as printed or as extended since; none if the label is not authentic."""
    reasons: tuple[Code, ...]
    """The codes of all findings but the deciding one, each once, in the order of the checks."""
    findings: tuple[Finding, ...]
    """All findings in the order of the checks, including the deciding one."""
    checks: tuple[CheckOutcome, ...]
    """Every check in order, with its result."""
    broken_rules: tuple[BrokenRule, ...]
    """The rules of the policy that the label does not meet, in order."""
    recognized: tuple[Recognized, ...]
    """The levels of other authorities that the label counts as."""
    url: str | None
    """The label's web address, which the app may offer to open; none unless the label is authentic and the address has
    a prefix of its issuer."""
    key_id: str | None
    """The key ID that the seal names, 8 hexadecimal digits. It is only a hint if the signature was not verified."""
    checked_for: date | None
    """The day for which the label was checked, in its scheme's time zone."""
    moment: datetime | None
    """The instant from which ages are counted: the time given, raised to the clock floor, or the start of the day asked
    about."""
    trust_issued_at: datetime | None
    """When the trust list used was issued: the data about keys is of that time."""
    status_issued_at: datetime | None
    """When the status list used was issued: the data about this label is of that time."""
    mark: Mark
    """The symbol to show together with the color, because not everyone can tell colors apart."""
    color: MarkColor
    """The color of the mark."""
    en: Words
    """The verdict in English."""
    ja: Words
    """The verdict in Japanese."""
    _record: str
    """The record `starseal-verdict/1` in JSON, on one line. The bytes are the same in every language."""

    def __init__(self) -> None:
        raise TypeError("only a Verifier makes a Verdict")

    def __repr__(self) -> str:
        what = "" if self.label is None else f" {self.label.product_id}"
        return f"<Verdict {self.code}{what}>"

    @property
    def outcome(self) -> Outcome:
        """The result as one of three classes, for code that must handle each of them."""
        if self.label is None or self.last_day is None:
            return Refused(self.code)
        if self.stands:
            return Stands(self.label, self.last_day)
        return DoesNotStand(self.label, self.last_day, self.code)

    def sentence(self, language: Language | str) -> str:
        """Returns a sentence for users that states what the label is and whether it counts."""
        return self._words(language).sentence

    def reason_sentences(self, language: Language | str) -> tuple[str, ...]:
        """Returns a sentence for each of the reasons, in their order."""
        return self._words(language).reasons

    def to_json(self) -> str:
        """Returns the record `starseal-verdict/1` in JSON, on one line. The bytes are the same in every language."""
        return self._record

    def to_dict(self) -> dict[str, Any]:
        """Returns the record of `to_json` as a new `dict`."""
        record: dict[str, Any] = json.loads(self._record)
        return record

    def _words(self, language: Language | str) -> Words:
        return self.ja if Language(language) is Language.JA else self.en

    if not TYPE_CHECKING:
        # Reading all fields of a verdict takes longer than the check itself, so they are read when one is first used.
        # Until then there is only the handle. It can return the fields that programs use most one by one.

        def __getattr__(self, name: str) -> object:
            if name not in type(self).__dataclass_fields__:
                raise AttributeError(f"a {type(self).__name__} has no {name}")
            handle = self.__dict__.get("_handle")
            if handle is not None and name in _ALONE:
                self.__dict__[name] = _ALONE[name](handle)
            elif handle is not None:
                self.__dict__.update(_fields(handle))
                self.__dict__.pop("_handle", None)
            if name not in self.__dict__:  # Another thread may have read it in the meantime.
                raise AttributeError(f"only a Verifier makes a {type(self).__name__}")
            return self.__dict__[name]

        def __getstate__(self) -> dict[str, object]:
            # A handle has no meaning in another process.
            return {name: getattr(self, name) for name in type(self).__dataclass_fields__}


_ALONE: dict[str, Callable[[raw.Verdict], object]] = {
    "code": lambda handle: Code(handle.code()),
    "stands": lambda handle: handle.stands(),
    "_record": lambda handle: handle.record(),
}


def _genuine(handle: raw.Verdict) -> raw.Verdict:
    """Returns the handle if it is a verdict of the library. That class has no constructor; a subclass could return any
    content."""
    if type(handle) is not raw.Verdict:
        raise TypeError(f"only a Verifier makes a Verdict, not {type(handle).__name__}")
    return handle


def verdict(of: raw.Verdict) -> Verdict:
    made = object.__new__(Verdict)
    made.__dict__["_handle"] = _genuine(of)
    return made


_RESULTS = {
    raw.CheckResult.PASSED: CheckResult.PASSED,
    raw.CheckResult.NOTED: CheckResult.NOTED,
    raw.CheckResult.FAILED: CheckResult.FAILED,
    raw.CheckResult.NOT_REACHED: CheckResult.NOT_REACHED,
}


_MARKS = {
    raw.Mark.CHECK: Mark.CHECK,
    raw.Mark.CLOCK: Mark.CLOCK,
    raw.Mark.QUERY: Mark.QUERY,
    raw.Mark.CROSS: Mark.CROSS,
}

_COLORS = {
    raw.MarkColor.GREEN: MarkColor.GREEN,
    raw.MarkColor.AMBER: MarkColor.AMBER,
    raw.MarkColor.GRAY: MarkColor.GRAY,
    raw.MarkColor.RED: MarkColor.RED,
}


def _fields(handle: raw.Verdict) -> dict[str, Any]:
    # This is the only place that makes a label, and it requires a genuine handle.
    of, label = _genuine(handle).content(), None
    if of.label is not None:
        label = object.__new__(AuthenticLabel)
        label.__dict__.update(label_fields(of.label))
    return {
        "code": Code(of.code),
        "stands": of.stands,
        "is_authentic": of.is_authentic,
        "label": label,
        "last_day": day_or_none(of.last_day),
        "reasons": tuple(map(Code, of.reasons)),
        "findings": tuple(Finding(Code(one.code), one.detail) for one in of.findings),
        "checks": tuple(map(_check, of.checks)),
        "broken_rules": tuple(BrokenRule(one.rule, one.required, one.found) for one in of.broken_rules),
        "recognized": tuple(map(_recognized, of.recognized)),
        "url": of.url,
        "key_id": of.key_id,
        "checked_for": day_or_none(of.checked_for),
        "moment": instant_or_none(of.moment),
        "trust_issued_at": instant_or_none(of.trust_issued_at),
        "status_issued_at": instant_or_none(of.status_issued_at),
        "mark": _MARKS[of.mark],
        "color": _COLORS[of.color],
        "en": Words(of.en.sentence, tuple(of.en.reasons)),
        "ja": Words(of.ja.sentence, tuple(of.ja.reasons)),
        "_record": of.record,
    }


def _check(of: raw.CheckContent) -> CheckOutcome:
    return CheckOutcome(of.check, _RESULTS[of.result], tuple(map(Code, of.codes)))


def _recognized(of: raw.RecognizedContent) -> Recognized:
    return Recognized(
        of.authority_id,
        names(of.authority_names),
        of.level,
        names(of.level_names),
        day(of.since),
        day_or_none(of.until),
    )

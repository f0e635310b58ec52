"""Conversion of values to Rust and back: days, instants, texts and bytes. This module makes no decisions."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, cast

from . import _raw as raw

if TYPE_CHECKING:
    from typing_extensions import Buffer

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_SECOND = timedelta(seconds=1)
# The wire format allows later instants, which a Python datetime cannot represent.
_LAST_SECOND = (datetime.max.replace(tzinfo=timezone.utc) - _EPOCH) // _SECOND
_NAIVE = "the datetime has no time zone: use datetime.now(timezone.utc), or a date to ask about a day"
_SURROGATES = re.compile(r"[\ud800-\udfff]")

# UniFFI counts the bytes of a value in 31 bits. The library's limits are far smaller, so it refuses a truncated value
# as too long, as it would refuse the whole value.
MOST_BYTES = 2**31 - 1
_MOST_CHARACTERS = MOST_BYTES // 4


def day(days: int) -> date:
    """Returns the day that is `days` days after 1970-01-01."""
    return date.fromordinal(_EPOCH.toordinal() + days)


def day_or_none(days: int | None) -> date | None:
    return None if days is None else day(days)


def days_of(day: date) -> int:
    """Returns the number of days from 1970-01-01 to a day."""
    return day.toordinal() - _EPOCH.toordinal()


def instant(seconds: int) -> datetime:
    """Returns the instant that is `seconds` after 1970-01-01T00:00:00Z. Instants after the year 9999 become its last
    second."""
    return _EPOCH + timedelta(seconds=min(seconds, _LAST_SECOND))


def instant_or_none(seconds: int | None) -> datetime | None:
    return None if seconds is None else instant(seconds)


def seconds_of(now: datetime | None) -> int:
    """Returns the number of whole seconds from 1970-01-01T00:00:00Z to an instant, by default the present. Instants
    before 1970 become 0."""
    if now is None:
        now = datetime.now(timezone.utc)
    if not isinstance(now, datetime):
        raise TypeError(f"now is a datetime.datetime, not {type(now).__name__}")
    if now.utcoffset() is None:
        raise ValueError(_NAIVE)
    return max(0, (now - _EPOCH) // _SECOND)


When = datetime | date
"""The time for which a label is checked: an instant, as a `datetime` with a time zone, or a day in the scheme's own
time zone, as a `date`."""


def when_of(at: When | None) -> raw.When:
    """Converts the time to ask about, by default the present."""
    # A datetime is also a date. The generated cases are subclasses of When, but their type annotations do not say so.
    if at is None or isinstance(at, datetime):
        return cast("raw.When", raw.When.NOW(seconds_of(at)))
    if isinstance(at, date):
        return cast("raw.When", raw.When.ON(days_of(at)))
    raise TypeError(f"the time asked about is a datetime.datetime or a datetime.date, not {type(at).__name__}")


def text_of(text: str) -> str:
    """Returns a text that can be encoded in UTF-8: each lone surrogate becomes U+FFFD."""
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}")
    if len(text) > _MOST_CHARACTERS:
        text = text[:_MOST_CHARACTERS]
    return text if text.isascii() else _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def bytes_of(data: Buffer) -> bytes:
    """Returns the content of a bytes-like object as `bytes`. It is copied unless it is `bytes` already."""
    if type(data) is bytes and len(data) <= MOST_BYTES:
        return data
    with memoryview(data) as view:
        if view.nbytes <= MOST_BYTES:
            return view.tobytes()
        return view.cast("B")[:MOST_BYTES].tobytes() if view.c_contiguous else b""

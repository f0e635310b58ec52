"""Conversion of values to Rust and back: days, instants, texts, bytes. Nothing is decided here."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, cast

from . import _raw as raw

if TYPE_CHECKING:
    from typing_extensions import Buffer

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_SECOND = timedelta(seconds=1)
# Later instants are legal in the wire format, and Python has none.
_LAST_SECOND = (datetime.max.replace(tzinfo=timezone.utc) - _EPOCH) // _SECOND
_NAIVE = "the datetime has no time zone; datetime.now(timezone.utc) has one, and a date asks about a day"
_SURROGATES = re.compile(r"[\ud800-\udfff]")

# UniFFI counts a value's bytes in 31 bits. No limit of the library is near that, so what starts like this is too long
# as the whole is.
MOST_BYTES = 2**31 - 1
_MOST_CHARACTERS = MOST_BYTES // 4


def day(days: int) -> date:
    """The day so many days after 1970-01-01."""
    return date.fromordinal(_EPOCH.toordinal() + days)


def day_or_none(days: int | None) -> date | None:
    return None if days is None else day(days)


def days_of(day: date) -> int:
    """How many days after 1970-01-01 a day is."""
    return day.toordinal() - _EPOCH.toordinal()


def instant(seconds: int) -> datetime:
    """The instant so many seconds after 1970-01-01T00:00:00Z; one past the year 9999 is the last of that year."""
    return _EPOCH + timedelta(seconds=min(seconds, _LAST_SECOND))


def instant_or_none(seconds: int | None) -> datetime | None:
    return None if seconds is None else instant(seconds)


def seconds_of(now: datetime | None) -> int:
    """How many whole seconds after 1970-01-01T00:00:00Z an instant is, by default the present; 0 before 1970."""
    if now is None:
        now = datetime.now(timezone.utc)
    if not isinstance(now, datetime):
        raise TypeError(f"now is a datetime.datetime, not {type(now).__name__}")
    if now.utcoffset() is None:
        raise ValueError(_NAIVE)
    return max(0, (now - _EPOCH) // _SECOND)


When = datetime | date
"""The time for which a label is judged: an instant, as a `datetime` with a time zone, or a day in the scheme's own time
zone, as a `date`."""


def when_of(at: When | None) -> raw.When:
    """The time to ask about, by default the present."""
    # A datetime is a date too. The generated cases are classes of When, and their types do not say so.
    if at is None or isinstance(at, datetime):
        return cast("raw.When", raw.When.NOW(seconds_of(at)))
    if isinstance(at, date):
        return cast("raw.When", raw.When.ON(days_of(at)))
    raise TypeError(f"the time asked about is a datetime.datetime or a datetime.date, not {type(at).__name__}")


def text_of(text: str) -> str:
    """A text as UTF-8 can hold it: a lone surrogate, which is no character, becomes U+FFFD."""
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}")
    if len(text) > _MOST_CHARACTERS:
        text = text[:_MOST_CHARACTERS]
    return text if text.isascii() else _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def bytes_of(data: Buffer) -> bytes:
    """The bytes of anything that holds bytes, copied as a whole where it is not `bytes` already."""
    if type(data) is bytes and len(data) <= MOST_BYTES:
        return data
    with memoryview(data) as view:
        if view.nbytes <= MOST_BYTES:
            return view.tobytes()
        return view.cast("B")[:MOST_BYTES].tobytes() if view.c_contiguous else b""

"""Enums whose values are texts, and the languages of the sentences."""

from __future__ import annotations

from enum import Enum


class TextEnum(str, Enum):
    """An enum whose values are texts. It is formatted as its text on every version of Python."""

    __str__ = str.__str__
    __format__ = str.__format__  # type: ignore[assignment]


class Language(TextEnum):
    """A language of sentences, as its tag (BCP 47)."""

    EN = "en"
    """English."""
    JA = "ja"
    """Japanese."""

"""Values that only the library makes."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def made(cls: type[T], fields: dict[str, object]) -> T:
    """A value of a class whose constructor refuses, with these fields."""
    value = object.__new__(cls)
    value.__dict__.update(fields)
    return value

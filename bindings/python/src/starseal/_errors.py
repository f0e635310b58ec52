"""The errors that calls raise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from . import _raw as raw
from ._code import Code
from ._text import Language


class StarsealError(Exception):
    """The error that a call raises when it refuses a list, a bundle, a stored state, an image or a value. The subclass
    says which of these was given, and `code` says why it was refused. The error's text is `detail`."""

    code: Code
    """The stable code."""
    detail: str
    """The values that disagree, in English, for developers and logs."""

    def __init__(self, code: Code, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    def __str__(self) -> str:
        return self.detail

    def sentence(self, language: Language | str) -> str:
        """Returns a sentence for users."""
        return self.code.sentence(language)


class TrustListError(StarsealError):
    """A trust list was refused: one of the `trust-list-…` codes, or `equivocation`."""


class StatusListError(StarsealError):
    """A status list, or an object of one, was refused: one of the `status-list-…` codes, or `equivocation`; of an
    object, one of the `status-object-…` codes, `in-force-invalid` or `past-contradicts`."""


class BundleError(StarsealError):
    """A bundle was refused: one of the `bundle-…` codes."""


class StateError(StarsealError):
    """Stored state was refused: `state-damaged` or `state-unsupported`."""


class ImageError(StarsealError, ValueError):
    """The bytes are not an image of the given size, or the size is not one that can be scanned: `bad-image`."""


class BadValueError(StarsealError, ValueError):
    """A value is not valid, such as a day that no label can claim: `bad-value`."""


# The keys are the names of the variants in Rust.
_CLASSES: dict[str, type[StarsealError]] = {
    "TrustList": TrustListError,
    "StatusList": StatusListError,
    "Bundle": BundleError,
    "State": StateError,
    "Image": ImageError,
    "Value": BadValueError,
}


@contextmanager
def converted() -> Iterator[None]:
    """Converts Rust's errors to those of this package."""
    try:
        yield
    except raw.StarsealError as refused:
        # The generated class has its fields only at run time.
        theirs: Any = refused
        error = _CLASSES[type(theirs).__name__](Code(theirs.code), theirs.detail)
        raise error from None

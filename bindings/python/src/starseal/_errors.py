"""Why something was not taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from . import _raw as raw
from ._code import Code
from ._text import Language


class StarsealError(Exception):
    """Something was not taken. Its text is `detail`; programs go by its class and by `code`."""

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
        """What the code comes to, in a sentence for people."""
        return self.code.sentence(language)


class TrustListError(StarsealError):
    """A trust list was not taken: one of the `trust-list-…` codes, or `equivocation`."""


class StatusListError(StarsealError):
    """A status list was not taken: one of the `status-list-…` codes, or `equivocation`."""


class BundleError(StarsealError):
    """A bundle was not taken: one of the `bundle-…` codes."""


class StateError(StarsealError):
    """Stored state was not taken: `state-damaged` or `state-unsupported`."""


class ImageError(StarsealError, ValueError):
    """Bytes are no image of the size given, or of none that can be scanned: `bad-image`."""


class BadValueError(StarsealError, ValueError):
    """A value is not one of its kind, such as a day that no label can claim: `bad-value`."""


# By the names of Rust's variants.
_CLASSES: dict[str, type[StarsealError]] = {
    "TrustList": TrustListError,
    "StatusList": StatusListError,
    "Bundle": BundleError,
    "State": StateError,
    "Image": ImageError,
    "Value": BadValueError,
}


@contextmanager
def refusals() -> Iterator[None]:
    """Raises what Rust refuses as the errors of this package."""
    try:
        yield
    except raw.Refusal as refused:
        # The generated class has its fields only at run time.
        refusal: Any = refused
        error = _CLASSES[type(refusal).__name__](Code(refusal.code), refusal.detail)
        raise error from None

"""The labels found in a camera frame or a photograph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from . import _raw as raw
from ._code import Code
from ._crossing import MOST_BYTES, bytes_of
from ._text import Language, TextEnum
from ._verdict import Verdict, verdict

if TYPE_CHECKING:
    from typing_extensions import Buffer


@dataclass(frozen=True)
class Corner:
    """A position in an image, in pixels from its top left corner."""

    x: float
    """The distance to the right."""
    y: float
    """The distance downwards."""


@dataclass(frozen=True)
class Sighting:
    """A label found in an image, with its verdict."""

    verdict: Verdict
    """The verdict on the label."""
    carrier: str
    """The text of its symbol."""
    corners: tuple[Corner, ...]
    """The corners of the symbol: top left, top right, bottom right, bottom left."""


class Hint(TextEnum):
    """Why a symbol could not be read."""

    CUT_OFF = "cut-off"
    """A part of it is outside the image."""
    TOO_SMALL = "too-small"
    """Its modules are smaller than two pixels."""
    TOO_TILTED = "too-tilted"
    """The camera's angle to it is too flat."""
    LOW_LIGHT = "low-light"
    """Too little light falls on it."""
    GLARE = "glare"
    """A reflection covers a part of it."""
    BLURRED = "blurred"
    """It is out of focus or moving."""
    DAMAGED = "damaged"
    """A finder pattern of it is crossed, rubbed off or covered."""
    TOO_MANY = "too-many"
    """The image has more symbols than one scan reads."""

    def sentence(self, language: Language | str) -> str:
        """Returns the sentence that tells the user what to do."""
        sentence = raw.sentence_of_hint(raw.Hint[self.name], Language(language).value)
        if sentence is None:
            raise ValueError(f"the library has no sentence for {self} in {language}")
        return sentence


@dataclass(frozen=True)
class UnreadSymbol:
    """A symbol that was seen in an image but could not be read."""

    corners: tuple[Corner, ...]
    """The approximate corners, in the same order as for a label; they may be outside the image."""
    hint: Hint | None
    """Why it could not be read; none if the cause is not clear."""


class NoText(TextEnum):
    """Why a symbol that was read has no text."""

    UNKNOWN_ECI = "unknown-eci"
    """It declares a character set by an ECI number that is not known."""
    NOT_TEXT = "not-text"
    """Its bytes are not a text in the character set that it declares, or in a known one if it declares none."""
    PART_OF_TEXT = "part-of-text"
    """The text is spread over several symbols."""


@dataclass(frozen=True)
class TextlessSymbol:
    """A symbol that was read but has no text, so that it is not a label."""

    corners: tuple[Corner, ...]
    """The corners, in the same order as for a label."""
    reason: NoText
    """Why it has no text."""
    eci: int | None
    """The ECI number of the character set that is not known."""
    part: int | None
    """The number of this symbol in a text that is spread over several, from 1."""
    parts: int | None
    """The number of symbols over which the text is spread."""
    en: str
    """The reason in an English sentence."""
    ja: str
    """The reason in a Japanese sentence."""


@dataclass(frozen=True)
class ImageVerdicts:
    """All labels of an image."""

    code: Code | None
    """`no-label` if there is no label; otherwise none."""
    labels: tuple[Sighting, ...]
    """The labels in reading order: rows from top to bottom, each from left to right."""
    other_symbols: int
    """The number of symbols whose text is not a sealed label."""
    unread: tuple[UnreadSymbol, ...]
    """The symbols that were seen but could not be read, in reading order."""
    textless: tuple[TextlessSymbol, ...]
    """The symbols that were read but have no text, in reading order. They are not among the other symbols."""


def image_verdicts(of: raw.ImageVerdicts) -> ImageVerdicts:
    return ImageVerdicts(
        code=None if of.code is None else Code(of.code),
        labels=tuple(Sighting(verdict(one.verdict), one.carrier, _corners(one.corners)) for one in of.labels),
        other_symbols=of.other_symbols,
        unread=tuple(
            UnreadSymbol(_corners(one.corners), None if one.hint is None else Hint[one.hint.name]) for one in of.unread
        ),
        textless=tuple(
            TextlessSymbol(_corners(one.corners), NoText[one.reason.name], one.eci, one.part, one.parts, one.en, one.ja)
            for one in of.textless
        ),
    )


def _corners(of: list[raw.Corner]) -> tuple[Corner, ...]:
    return tuple(Corner(corner.x, corner.y) for corner in of)


class Array(Protocol):
    """A numpy array. It has the buffer protocol on every version of Python, but its types say so only from 3.12 on."""

    @property
    def __array_interface__(self) -> dict[str, Any]: ...


class Luma(NamedTuple):
    """A gray image in the form that the library takes."""

    luma: bytes
    width: int
    height: int
    row_stride: int


def rgba_of(of: Buffer, width: int, height: int, row_stride: int | None) -> Luma:
    """Returns the picture of four bytes per pixel in a bytes-like object."""
    with memoryview(of) as view:
        # Too many bytes are passed as none, which fit no size.
        rgba = view.tobytes() if view.nbytes <= MOST_BYTES else b""
    return Luma(rgba, width, height, 4 * width if row_stride is None else row_stride)


def luma_of(of: Buffer | Array, width: int | None, height: int | None, row_stride: int | None) -> Luma:
    """Returns the gray image in a bytes-like object. An object of one dimension needs the sizes; an object of two
    dimensions states them itself."""
    data = cast("Buffer", of)
    with memoryview(data) as view:
        shape = view.shape or ()
        if view.format not in ("B", "<B", "c") or len(shape) not in (1, 2):
            raise TypeError(f"luma is unsigned bytes in one or two dimensions, not {view.format!r} in {len(shape)}")
        if len(shape) == 1:
            if width is None or height is None:
                raise TypeError("bytes in one dimension do not state their width and height: pass both")
            # Too many bytes are passed as none. Those fit no size, whereas the first part of them might fit one.
            luma = bytes_of(data) if view.nbytes <= MOST_BYTES else b""
            return Luma(luma, width, height, width if row_stride is None else row_stride)
        if (width, height, row_stride) != (None, None, None):
            raise TypeError("bytes in two dimensions state their width and height: pass neither, and no row_stride")
        height, width = shape
        # Too many bytes are passed as none. Their sizes alone show that the image is far too large.
        return Luma(view.tobytes() if view.nbytes <= MOST_BYTES else b"", width, height, width)

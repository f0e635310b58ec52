"""Labels in the frames of a camera."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from . import _raw as raw
from ._crossing import When, when_of
from ._errors import converted
from ._image import ImageVerdicts, image_verdicts, luma_of
from ._verifier import Verifier

if TYPE_CHECKING:
    from typing_extensions import Buffer, Self

    from ._image import Array


class FrameScanner:
    """Checks the labels in a camera's frames in real time. It combines successive frames to read a label that no single
    frame shows well enough.

    Use one scanner for each camera. Frames may come from any thread; they are scanned one at a time. During a scan the
    verifier can serve other calls, and other Python threads run. A scanner is freed with its last reference;
    `with FrameScanner(verifier) as scanner:` frees it at the end of the block.
    """

    def __init__(self, verifier: Verifier) -> None:
        """Makes a scanner that has seen no frame yet. It checks each frame against the lists that the verifier holds at
        that time."""
        self._handle: raw.FrameScanner | None = raw.FrameScanner(verifier._open())

    def check_frame(
        self,
        luma: Buffer | Array,
        *,
        width: int | None = None,
        height: int | None = None,
        row_stride: int | None = None,
        at: When | None = None,
    ) -> ImageVerdicts:
        """Checks every label in the next frame. `luma` and `at` are as for `Verifier.check_image`.

        Raises `ImageError` if the bytes are not such an image, including if there are too many, or if the image has
        more than 50,331,648 pixels or 16,384 on a side. Raises `BadValueError` for a day that no label can claim.
        """
        with converted():
            image = luma_of(luma, width, height, row_stride)
            return image_verdicts(self._open().check_frame(*image, when_of(at)))

    def reset(self) -> None:
        """Discards the earlier frames, for instance after the camera was turned off."""
        with converted():
            self._open().reset()

    def close(self) -> None:
        """Frees the scanner as soon as the calls in progress have ended. The verifier stays open."""
        self._handle = None

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        # A copied handle would be freed twice.
        raise TypeError("a FrameScanner cannot be copied or pickled: make another one from its verifier")

    def _open(self) -> raw.FrameScanner:
        handle = self._handle
        if handle is None:
            raise ValueError("the FrameScanner is closed")
        return handle

"""Images in the forms that programs have: arrays, bytes in one dimension, frames with padding."""

from __future__ import annotations

import array
import ctypes
from datetime import date

import numpy as np
import pytest

import vectors
from starseal import BadValueError, Code, FrameScanner, ImageError, ImageVerdicts
from starseal._image import Array
from vectors import NOW, verifier

LUMA, WIDTH, HEIGHT = vectors.grey_png(vectors.FOLDER / "images/shelf-of-three.png")
FRAME = np.frombuffer(LUMA, np.uint8).reshape(HEIGHT, WIDTH)


def expected() -> ImageVerdicts:
    found = verifier().check_image(LUMA, width=WIDTH, height=HEIGHT, at=NOW)
    assert len(found.labels) == 3
    return found


def test_arrays_of_two_dimensions() -> None:
    judge, wanted = verifier(), expected()
    padded = np.zeros((HEIGHT, WIDTH + 13), np.uint8)
    padded[:, :WIDTH] = FRAME
    upside_down = np.ascontiguousarray(FRAME[::-1])[::-1]
    for frame in (FRAME, FRAME.data, padded[:, :WIDTH], np.asfortranarray(FRAME), upside_down):
        assert judge.check_image(frame, at=NOW) == wanted


def test_bytes_in_one_dimension() -> None:
    judge, wanted = verifier(), expected()
    rows = np.full((HEIGHT, WIDTH + 13), 7, np.uint8)
    rows[:, :WIDTH] = FRAME
    ended = rows.reshape(-1)[: HEIGHT * (WIDTH + 13) - 13]
    for luma in (bytes(ended), bytearray(ended), memoryview(bytes(ended)), ended, array.array("B", bytes(ended))):
        assert judge.check_image(luma, width=WIDTH, height=HEIGHT, row_stride=WIDTH + 13, at=NOW) == wanted
    assert judge.check_image((ctypes.c_ubyte * len(LUMA))(*LUMA), width=WIDTH, height=HEIGHT, at=NOW) == wanted


def test_as_of_another_day() -> None:
    judge = verifier()
    codes = {one.verdict.code for one in judge.check_image(FRAME, at=date(2031, 1, 1)).labels}
    assert codes == {Code.EXPIRED, Code.FOREIGN_CARRIER}
    with pytest.raises(BadValueError):
        judge.check_image(FRAME, at=date(2009, 12, 31))
    with pytest.raises(ValueError, match="time zone"):
        judge.check_image(FRAME, at=NOW.replace(tzinfo=None))


@pytest.mark.parametrize("size", [0, 1, 15, 19, 100, 10_000])
def test_the_number_of_bytes_must_fit_the_size(size: int) -> None:
    """Rows of 4 pixels, 6 bytes apart: 16 bytes to the last pixel, 18 with the padding of the last row."""
    with FrameScanner(verifier()) as scanner:
        for check in (verifier().check_image, scanner.check_frame):
            for whole in (16, 17, 18):
                assert check(bytes(whole), width=4, height=3, row_stride=6, at=NOW).code is Code.NO_LABEL
            with pytest.raises(ImageError, match=f"{size} bytes are not 3 rows of 4 pixels, 6 bytes apart"):
                check(bytes(size), width=4, height=3, row_stride=6, at=NOW)


def test_files_and_color_images_are_refused() -> None:
    png = (vectors.FOLDER / "images/active.png").read_bytes()
    for other in (png, FRAME.repeat(4).tobytes()):
        with pytest.raises(ImageError):
            verifier().check_image(other, width=10, height=10, at=NOW)


@pytest.mark.parametrize(
    "frame",
    [
        FRAME.astype(np.float64),
        FRAME.astype(np.int8),
        FRAME.astype(np.uint16),
        FRAME > 127,
        np.dstack([FRAME] * 3),
        np.uint8(7),
        np.zeros((2, 2), np.complex128),
    ],
    ids=["float64", "int8", "uint16", "bool", "rgb", "scalar", "complex"],
)
def test_arrays_of_other_types_are_refused(frame: Array) -> None:
    with pytest.raises(TypeError, match="luma is unsigned bytes"):
        verifier().check_image(frame, at=NOW)


def test_sizes_must_be_given_exactly_once() -> None:
    judge = verifier()
    with pytest.raises(TypeError, match="pass neither"):
        judge.check_image(FRAME, width=WIDTH, height=HEIGHT, at=NOW)
    with pytest.raises(TypeError, match="pass both"):
        judge.check_image(LUMA, at=NOW)
    with pytest.raises(TypeError, match="bytes-like"):
        judge.check_image("text", at=NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (5, 0), (16_385, 1), (2**21, 2**21)])
def test_arrays_of_impossible_sizes(shape: tuple[int, int]) -> None:
    """The last one would be 4 TiB, but all of its elements are the same byte in memory."""
    with pytest.raises(ImageError) as refused:
        verifier().check_image(np.broadcast_to(np.uint8(9), shape), at=NOW)
    assert refused.value.code is Code.BAD_IMAGE

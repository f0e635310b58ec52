"""Camera frames, and the report of symbols that cannot be read."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest

import vectors
from starseal import Code, FrameScanner, Hint, ImageError, ImageVerdicts, Language, NoText, Verdict
from vectors import NOW, verifier

LUMA, WIDTH, HEIGHT = vectors.grey_png(vectors.FOLDER / "images/active.png")
FRAME = np.frombuffer(LUMA, np.uint8).reshape(HEIGHT, WIDTH)


def said(found: ImageVerdicts) -> list[tuple[Verdict, str]]:
    return [(one.verdict, one.carrier) for one in found.labels]


def test_a_frame_has_the_verdict_of_its_label() -> None:
    judge = verifier()
    photograph = judge.check_image(FRAME, at=NOW)
    assert len(photograph.labels) == 1
    with FrameScanner(judge) as scanner:
        for _ in range(3):
            assert said(scanner.check_frame(FRAME, at=NOW)) == said(photograph)
            assert said(scanner.check_frame(LUMA, width=WIDTH, height=HEIGHT, at=NOW)) == said(photograph)
            scanner.reset()


def test_an_unreadable_symbol_is_reported() -> None:
    painted = FRAME.copy()
    painted[HEIGHT // 4 : HEIGHT * 3 // 4, WIDTH // 4 : WIDTH * 7 // 8] = 120
    found = verifier().check_image(painted, at=NOW)
    assert found.code is Code.NO_LABEL
    assert [len(one.corners) for one in found.unread] == [4]


PART = """
#######..#....#######
#.....#.##....#.....#
#.###.#....#..#.###.#
#.###.#..#.#..#.###.#
#.###.#.#.#.#.#.###.#
#.....#..###..#.....#
#######.#.#.#.#######
.........###.........
#.#.#.#..#..#...#..#.
..##...#.#.#.#.#.#.#.
.#######.#..#.#.#.###
#..###.##..#.#.#.#.##
#.....#.##..#.#.###..
........##.#.#.#.....
#######...#.#.#.#.###
#.....#..###.#.#.#...
#.###.#.#...#.#.###.#
#.###.#....#.#.#.#.#.
#.###.#.###.#.#.#.#.#
#.....#....#.#.#.#..#
#######.###.#.#.#.#.#
"""
"""The modules of a symbol of version 1 that holds part 1 of 2 of a text."""


def test_a_symbol_without_a_text_says_why() -> None:
    modules = [[30 if module == "#" else 220 for module in row] for row in PART.split()]
    luma = np.pad(np.array(modules, np.uint8), 4, constant_values=220).repeat(4, axis=0).repeat(4, axis=1)
    found = verifier().check_image(luma, at=NOW)
    assert (found.code, found.other_symbols, found.unread) == (Code.NO_LABEL, 0, ())
    [symbol] = found.textless
    assert (symbol.reason, symbol.eci, symbol.part, symbol.parts) == (NoText.PART_OF_TEXT, None, 1, 2)
    assert len(symbol.corners) == 4
    assert "part 1 of 2" in symbol.en
    assert "全 2 個" in symbol.ja


def test_a_frame_is_checked_for_a_day() -> None:
    with FrameScanner(verifier()) as scanner:
        codes = [one.verdict.code for one in scanner.check_frame(FRAME, at=date(2031, 1, 1)).labels]
    assert codes == [Code.EXPIRED]


def test_every_hint_has_sentences() -> None:
    sentences = {hint.sentence(language) for hint in Hint for language in Language}
    assert len(sentences) == len(Hint) * len(Language)
    assert all(sentences)
    assert Hint.GLARE.sentence("en") == Hint.GLARE.sentence(Language.EN)


def test_a_scanner_outlives_its_verifier() -> None:
    judge = verifier()
    scanner = FrameScanner(judge)
    judge.close()
    assert len(scanner.check_frame(FRAME, at=NOW).labels) == 1
    with pytest.raises(ValueError, match="closed"):
        FrameScanner(judge)
    scanner.close()
    with pytest.raises(ValueError, match="closed"):
        scanner.check_frame(FRAME, at=NOW)
    with pytest.raises(TypeError, match="copied or pickled"):
        pickle.dumps(scanner)


def test_invalid_frames() -> None:
    with FrameScanner(verifier()) as scanner:
        with pytest.raises(ImageError):
            scanner.check_frame(LUMA, width=WIDTH, height=HEIGHT + 1, at=NOW)
        with pytest.raises(TypeError, match="luma is unsigned bytes"):
            scanner.check_frame(FRAME.astype(np.float64), at=NOW)


def test_threads_take_turns() -> None:
    with FrameScanner(verifier()) as scanner, ThreadPoolExecutor(4) as threads:
        counts = threads.map(lambda _: len(scanner.check_frame(FRAME, at=NOW).labels), range(8))
        assert list(counts) == [1] * 8

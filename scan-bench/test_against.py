"""Tests the comparison of two revisions, with made-up results."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from against import compare, load, table
from score import Reading, Readings, Unread


def of(ms: float, **texts: str | None) -> Readings:
    return {path: Reading((text,) if text else (), ms) for path, text in texts.items()}


def test_equal_texts_do_not_differ_whatever_their_times():
    found = compare(
        [{"labels": of(10, a="A", b=None)}, {"labels": of(20, a="A", b=None)}],
        [{"labels": of(15, a="A", b=None)}, {"labels": of(10, a="A", b=None)}],
    )
    assert (found.images, found.differing, found.other_unread) == (2, [], 0)
    # The ratio of the fastest readings, and then the ratios of the rounds.
    assert found.ratio == pytest.approx(1.0)
    assert found.spread == pytest.approx((0.5, 1.5))


@pytest.mark.parametrize("new", [{"a": "B"}, {"a": None}, {}])
def test_another_text_or_a_missing_text_differs(new: dict[str, str | None]):
    found = compare([{"x": of(1, a="A", b="B")}], [{"x": of(1, **new, b="B")}])
    assert [path for path, *_ in found.differing] == ["x/a"]
    assert found.images == 2


def test_a_text_that_differs_in_one_round_differs():
    found = compare([{"x": of(1, a="A")}] * 2, [{"x": of(9, a="B")}, {"x": of(1, a="A")}])
    assert found.differing == [("x/a", ("A",), ("B",))]
    assert "x/a" in "\n".join(table({"reader": found}, ("old", "new")))


def test_two_lists_with_the_same_path_are_kept_apart():
    found = compare([{"x": of(1, a="A"), "y": of(1, a="B")}], [{"x": of(1, a="A"), "y": of(1, a="B")}])
    assert (found.images, found.differing) == (2, [])


def test_different_reports_about_unread_symbols_are_counted_and_do_not_fail():
    seen = {"a": Reading((), 1.0, (Unread("blurred", ((0, 0), (1, 0), (1, 1), (0, 1))),))}
    found = compare([{"x": of(1, a=None)}], [{"x": seen}])
    assert (found.differing, found.other_unread) == ([], 1)


def test_both_sides_need_the_same_number_of_rounds():
    with pytest.raises(ValueError):
        compare([{"x": of(1, a="A")}], [{"x": of(1, a="A")}] * 2)


def run(tmp_path: Path, old: str, new: str) -> subprocess.CompletedProcess:
    for side, text in (("old", old), ("new", new)):
        folder = tmp_path / side / "labels-1"
        folder.mkdir(parents=True)
        line = json.dumps({"path": "a.pgm", "texts": [text], "ms": 1.0})
        (folder / "starseal.jsonl").write_text(line + "\n", encoding="utf-8")
    program = Path(__file__).parent / "against.py"
    return subprocess.run([sys.executable, program, tmp_path], capture_output=True, text=True)


def test_the_program_fails_if_a_text_differs(tmp_path: Path):
    same, other = run(tmp_path / "1", "A", "A"), run(tmp_path / "2", "A", "B")
    assert (same.returncode, other.returncode) == (0, 1), same.stderr
    assert "labels/a.pgm" in other.stdout and "labels/a.pgm" not in same.stdout
    assert load(tmp_path / "1" / "old", "starseal") == [{"labels": of(1.0, **{"a.pgm": "A"})}]


def test_the_program_fails_without_results(tmp_path: Path):
    program = Path(__file__).parent / "against.py"
    assert subprocess.run([sys.executable, program, tmp_path], capture_output=True).returncode != 0

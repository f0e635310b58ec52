"""Tests the scoring, with made-up results."""

import json

import pytest

import score
from score import Entry, Reading, Sequence


def entry(path: str, *texts: str) -> Entry:
    return Entry("set", "level", path, texts)


def results(**texts: list[str]) -> score.Readings:
    return {path: Reading(tuple(found), 2.0) for path, found in texts.items()}


def test_the_share_is_that_of_codes_and_not_of_images():
    shelf, single = entry("shelf", "A", "B", "C"), entry("single", "D")
    tally = score.tally([shelf, single], results(shelf=["C", "A"], single=[]))
    assert (tally.read, tally.codes, tally.rate) == (2, 4, 50.0)
    assert tally.wrong == []
    assert tally.ms == 2.0


def test_a_text_counts_as_often_as_it_is_in_the_image():
    tally = score.tally([entry("twins", "A", "A")], results(twins=["A"]))
    assert (tally.read, tally.codes) == (1, 2)
    tally = score.tally([entry("one", "A")], results(one=["A", "A", "A"]))
    assert (tally.read, tally.codes, tally.wrong) == (1, 1, [])


def test_a_wrong_text_does_not_count_as_read_and_is_listed():
    tally = score.tally([entry("one", "A")], results(one=["B"]))
    assert (tally.read, tally.wrong, tally.failed) == (0, [("one", "B")], 1)


def test_any_text_in_an_image_without_a_symbol_is_wrong():
    tally = score.tally([entry("empty"), entry("desert")], results(empty=["A", "B"], desert=[]))
    assert (tally.codes, tally.failed, len(tally.wrong)) == (0, 1, 2)
    assert tally.rate == 0.0


def test_line_ends_and_outer_white_space_do_not_matter_but_inner_white_space_does():
    assert score.tally([entry("one", "A\nB\n")], results(one=[" A\r\nB"])).read == 1
    assert score.tally([entry("one", "A B")], results(one=["A  B"])).read == 0


def test_an_image_without_a_result_is_an_error():
    with pytest.raises(KeyError):
        score.tally([entry("lost", "A")], results(other=["A"]))


def test_the_fastest_round_of_each_image_counts():
    rounds = [{"a": Reading((), 5.0), "b": Reading((), 1.0)}, {"a": Reading((), 3.0), "b": Reading((), 2.0)}]
    best = score.fastest(rounds)
    assert (best["a"].ms, best["b"].ms) == (3.0, 1.0)


def test_a_sequence_is_read_at_the_first_frame_that_has_the_text():
    shown = [Sequence("seq", "1", ("a0", "a1", "a2"), "A"), Sequence("seq", "1", ("b0", "b1", "b2"), "B")]
    film = score.film(shown, results(a0=[], a1=["A"], b0=[], b1=[], b2=["X"]))
    assert film.read_by == [2, None]
    assert (film.read, film.within(1), film.within(2)) == (1, 0, 1)
    assert film.wrong == [("b2", "X")]


def test_lists_and_results_are_lines_of_json(tmp_path):
    images = tmp_path / "labels.jsonl"
    line = {"set": "s", "level": "1", "path": "p", "texts": ["ü"], "places": [[2.5, 3.5]]}
    images.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert score.entries(images) == [Entry("s", "1", "p", ("ü",), ((2.5, 3.5),))]
    found = tmp_path / "found.jsonl"
    seen = [{"hint": "glare", "corners": [[0, 1]]}]
    found.write_text(json.dumps({"path": "p", "ms": 1.5, "texts": [], "unread": seen}) + "\n", encoding="utf-8")
    assert score.readings(found) == {"p": Reading((), 1.5, (score.Unread("glare", ((0, 1),)),))}

"""Tests the goals that must hold on every change, with made-up results."""

from goals import goals
from score import Entry, Reading, Unread


def verdicts(
    read: int,
    of: int,
    invented: str | None = None,
    named: bool = True,
    reads_more: bool = False,
    reported: bool = False,
) -> list[bool]:
    """Returns which goals hold: two rates, wrong texts, parts that are named, what only the preview reads, and four of
    unread symbols."""
    images = [Entry(name, "0", f"{name}{at}", ("A",)) for name in ("zxing/x", "zxingcpp/y") for at in range(of)]
    texts = {image.path: ("A",) if int(image.path[len(image.set) :]) < read else () for image in images}
    nothing = Entry("nothing", "0", "desert", ())
    texts[nothing.path] = (invented,) if invented else ()
    results = {path: Reading(found, 1.0) for path, found in texts.items()}
    preview = {path: reading if reads_more else Reading((), 1.0) for path, reading in results.items()}
    part = Entry("parts", "0", "first", ("the first part",))
    results[part.path] = Reading((), 1.0, (), ((1, 2),) if named else ())
    preview[part.path] = Reading((), 1.0)
    if reads_more:
        preview[images[0].path] = Reading(("A", "A"), 1.0)
    unread = (Unread("blurred", ((0, 0), (1, 0), (1, 1), (0, 1))),) if reported else ()
    preview[nothing.path] = Reading((), 1.0, unread)
    return [goal.holds for goal in goals([*images, nothing, part], results, preview)]


def test_each_set_has_its_own_goal():
    assert verdicts(100, 100) == [True] * 9
    assert verdicts(96, 100) == [False] + [True] * 8
    assert verdicts(94, 100) == [False, False] + [True] * 7


def test_a_text_in_an_image_without_a_symbol_fails():
    assert verdicts(100, 100, "A") == [True, True, False] + [True] * 6


def test_a_part_of_a_text_that_is_not_named_fails():
    assert verdicts(100, 100, named=False) == [True] * 3 + [False] + [True] * 5


def test_what_only_the_preview_reads_fails():
    assert verdicts(100, 100, reads_more=True) == [True] * 4 + [False] + [True] * 4


def test_a_report_of_an_unread_symbol_where_there_is_none_fails():
    assert verdicts(100, 100, reported=True) == [True] * 7 + [False, True]

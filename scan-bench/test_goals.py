"""Tests the goals that must hold on every change, with made-up results."""

from goals import goals
from score import Entry, Reading


def verdicts(read: int, of: int, invented: str | None = None) -> list[bool]:
    images = [Entry(name, "0", f"{name}{at}", ("A",)) for name in ("zxing/x", "zxingcpp/y") for at in range(of)]
    texts = {image.path: ("A",) if int(image.path[len(image.set) :]) < read else () for image in images}
    nothing = Entry("nothing", "0", "desert", ())
    texts[nothing.path] = (invented,) if invented else ()
    results = {path: Reading(found, 1.0) for path, found in texts.items()}
    return [goal.holds for goal in goals([*images, nothing], results)]


def test_each_set_has_its_own_goal():
    assert verdicts(100, 100) == [True, True, True]
    assert verdicts(96, 100) == [False, True, True]
    assert verdicts(94, 100) == [False, False, True]


def test_a_text_in_an_image_without_a_symbol_fails():
    assert verdicts(100, 100, "A") == [True, True, False]

"""Tests the tables of hints, with made-up results."""

from hints import Hints, elsewhere, of_label
from score import Entry, Reading, Unread

SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10))
FAR = ((50, 50), (60, 50), (60, 60), (50, 60))


def entry(set: str, path: str) -> Entry:
    return Entry(set, "1", path, ("A",), ((5, 5),))


def unread(*hints: str | None, corners: tuple = SQUARE) -> Reading:
    return Reading((), 1.0, tuple(Unread(hint, corners) for hint in hints))


def test_a_quadrangle_encloses_points_within_it_in_either_direction_of_corners():
    assert Unread(None, SQUARE).encloses(5, 5)
    assert Unread(None, SQUARE[::-1]).encloses(5, 5)
    assert not Unread(None, SQUARE).encloses(11, 5)


def test_a_symbol_seen_elsewhere_is_not_the_label():
    label = entry("syn/blur", "a")
    assert of_label(label, unread("blurred", corners=FAR)) is None
    assert of_label(label, unread(None)) == "none"
    assert elsewhere(label, unread("blurred", corners=FAR)) == 1
    assert elsewhere(label, unread("blurred")) == 0


def test_a_hint_is_right_if_the_label_has_its_fault_and_labels_that_were_read_are_not_counted():
    entries = [
        entry("syn/blur", "right"),
        entry("hint/motion", "unseen"),
        entry("syn/arc", "wrong"),
        entry("syn/ppm", "read"),
        Entry("empty/1x1", "1", "empty", ()),
    ]
    readings = {
        "right": unread("blurred"),
        "unseen": unread("blurred", corners=FAR),
        "wrong": unread("blurred"),
        "read": Reading(("A",), 1.0),
        "empty": unread("cut-off"),
    }
    found = Hints(entries, readings)
    assert found.precision("blurred") == (2, 1)
    assert (found.empty, found.mistaken, found.labels, found.beside) == (1, 1, 3, 1)
    rows = {row[0]: row[1:] for row in found.of_hints()}
    assert rows["`blurred`"] == ["2", "1", "50 %", "1 of 2"]
    assert rows["`glare`"] == ["0", "0", "–", "0 of 0"]
    assert [row[:5] for row in found.of_faults()] == [
        ["blur", "1", "1", "blurred", "1"],
        ["motion", "1", "0", "blurred", "0"],
        ["cylinder", "1", "1", "none", "0"],
    ]

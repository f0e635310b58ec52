"""Tests that the charts are well-formed and show the values that they were given."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

import chart

BARS = chart.bars(
    "Rates & more",
    [chart.Bars("easy", [("ours", 100.0), ("theirs", 50.0)], 98.0), chart.Bars("hard", [("ours", 0.0)])],
    ["ours"],
)
LINES = chart.lines(
    "Faults",
    [chart.Look("ours", "ours", "circle"), chart.Look("theirs", "faint", "square", dash="6 4")],
    [chart.Lines("tilt", ["0", "40", "60"], [[100.0, 90.0, 10.0], [100.0, None, 0.0]], "degrees")],
)
TIMES = chart.times("Time", [chart.Times("VGA", [("ours", 2.0), ("theirs", 200.0)], {"ours": "2 ×"})], ["ours"])


def parts(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}" + tag))


def words(svg: str) -> list[str]:
    return [part.text or "" for part in parts(svg, "text")]


@pytest.mark.parametrize("svg", [BARS, LINES, TIMES], ids=["bars", "lines", "times"])
def test_every_colour_has_a_light_and_a_dark_form(svg):
    used = {name for part in ElementTree.fromstring(svg).iter() for name in part.get("class", "").split()}
    light, dark = svg.split("@media (prefers-color-scheme:dark)")
    assert used
    for name in used:
        assert f".{name}{{" in light
        assert f".{name}{{" in dark
    assert chart.LIGHT.keys() == chart.DARK.keys()


@pytest.mark.parametrize("svg", [BARS, LINES, TIMES], ids=["bars", "lines", "times"])
def test_nothing_is_drawn_outside_the_image(svg):
    root = ElementTree.fromstring(svg)
    width, height = float(root.get("width")), float(root.get("height"))
    for part in root.iter():
        for name, limit in (
            ("x", width),
            ("x1", width),
            ("x2", width),
            ("cx", width),
            ("y", height),
            ("y2", height),
            ("cy", height),
        ):
            assert 0 <= float(part.get(name, 0)) <= limit


def test_bars_are_labelled_and_proportional_to_their_values():
    ours, theirs, none = [part for part in parts(BARS, "rect") if part.get("height") == "12.0"]
    assert float(ours.get("width")) == pytest.approx(2 * float(theirs.get("width")), abs=0.2)
    assert float(none.get("width")) == 0
    assert {"Rates & more", "easy", "ours", "100.0", "theirs", "50.0", "goal 98"} <= set(words(BARS))


def test_series_can_be_told_apart_without_colours():
    lines = parts(LINES, "polyline")
    assert {line.get("stroke-dasharray") for line in lines} == {None, "6 4"}
    # A missing value is left out, and is not drawn as 0.
    assert sorted(len(line.get("points").split()) for line in lines) == [2, 2, 2, 3]
    assert {"tilt", "degrees", "0", "40", "60", "ours", "theirs"} <= set(words(LINES))


def test_a_factor_of_a_hundred_takes_two_decades_of_the_scale():
    ours, theirs = [
        float(mark)
        for mark in re.findall(r'<(?:circle class="f-ours" c|rect class="f-paper s-faint" )x="([\d.]+)"', TIMES)
    ]
    one, thousand = [float(part.get("x")) for part in parts(TIMES, "text") if part.text in ("1", "1000")]
    decade = (thousand - one) / 3
    assert theirs + 3 - ours == pytest.approx(2 * decade, abs=0.3)
    assert "2 (2 ×)" in words(TIMES)


def test_numbers_are_formatted_without_powers_of_ten():
    assert [chart.short(value) for value in (0.046, 1.34, 12.34, 99.7, 1620.0)] == [
        "0.046",
        "1.3",
        "12.3",
        "100",
        "1620",
    ]

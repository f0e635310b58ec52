"""Draws charts as SVG, without a library.

The charts must look the same each time, and be readable on light and dark pages and without colours.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

LIGHT = {
    "paper": "#ffffff",
    "ink": "#1f2328",
    "faint": "#59636e",
    "grid": "#d1d9e0",
    "ours": "#0550ae",
    "other": "#a04100",
    "bar": "#c8d1da",
}
DARK = {
    "paper": "#0d1117",
    "ink": "#e6edf3",
    "faint": "#9198a1",
    "grid": "#30363d",
    "ours": "#6cb6ff",
    "other": "#f0a35e",
    "bar": "#3d444d",
}


def style(colours: dict[str, str]) -> str:
    return "".join(f".f-{name}{{fill:{value}}}.s-{name}{{stroke:{value}}}" for name, value in colours.items())


class Drawing:
    """An SVG image whose y axis points downwards. Colours are named by the keys of LIGHT."""

    def __init__(self, width: float, height: float, title: str):
        self.size = (width, height)
        self.title = title
        self.parts: list[str] = []
        self.rect(0, 0, width, height, "paper")

    def rect(self, x: float, y: float, width: float, height: float, fill: str, outline: str | None = None) -> None:
        stroke = f" s-{outline}" if outline else ""
        self.parts.append(
            f'<rect class="f-{fill}{stroke}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str = "grid", width: float = 1, dash: str = ""
    ) -> None:
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line class="s-{stroke}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke-width="{width}"{dashes}/>'
        )

    def path(self, points: Sequence[tuple[float, float]], stroke: str, width: float, dash: str = "") -> None:
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        along = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f'<polyline class="s-{stroke}" fill="none" points="{along}" stroke-width="{width}"{dashes}/>')

    def text(
        self,
        x: float,
        y: float,
        words: str,
        anchor: str = "start",
        size: float = 12,
        fill: str = "ink",
        bold: bool = False,
    ) -> None:
        weight = ' font-weight="bold"' if bold else ""
        self.parts.append(
            f'<text class="f-{fill}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" '
            f'font-size="{size}"{weight}>{escape(words)}</text>'
        )

    def mark(self, x: float, y: float, kind: str, colour: str) -> None:
        """Draws a filled circle, a hollow square or a triangle."""
        if kind == "circle":
            self.parts.append(f'<circle class="f-{colour}" cx="{x:.1f}" cy="{y:.1f}" r="3.6"/>')
        elif kind == "square":
            self.parts.append(
                f'<rect class="f-paper s-{colour}" x="{x - 3:.1f}" y="{y - 3:.1f}" '
                'width="6" height="6" stroke-width="1.4"/>'
            )
        else:
            corners = f"{x:.1f},{y - 4:.1f} {x + 4:.1f},{y + 3:.1f} {x - 4:.1f},{y + 3:.1f}"
            self.parts.append(f'<polygon class="f-{colour}" points="{corners}"/>')

    def svg(self) -> str:
        width, height = self.size
        dark = f"@media (prefers-color-scheme:dark){{{style(DARK)}}}"
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" font-family="Helvetica, Arial, sans-serif">'
            f"<title>{escape(self.title)}</title>"
            f"<style>{style(LIGHT)}{dark}</style>"
        )
        return "\n".join([head, *self.parts, "</svg>"]) + "\n"


# ---- bars


@dataclass
class Bars:
    """One panel: a bar for each reader, in per cent, and the goal if there is one."""

    title: str
    values: list[tuple[str, float]]
    goal: float | None = None


def bars(title: str, panels: Sequence[Bars], ours: Sequence[str], columns: int = 3) -> str:
    """Draws panels of bars. Those of `ours` are filled and bold."""
    wide, row, names, top = 320.0, 18.0, 118.0, 44.0
    rows = max(len(panel.values) for panel in panels)
    high = rows * row + 58
    drawing = Drawing(columns * wide + 14, top + math.ceil(len(panels) / columns) * high + 6, title)
    drawing.text(16, 26, title, size=15, bold=True)
    for at, panel in enumerate(panels):
        left, y = at % columns * wide + 16, top + at // columns * high
        start, length = left + names, wide - names - 52
        drawing.text(left, y + 16, panel.title, size=13, bold=True)
        for line, (name, value) in enumerate(panel.values):
            middle = y + 36 + line * row
            is_ours = name in ours
            drawing.text(start - 6, middle + 4, name, "end", bold=is_ours)
            drawing.rect(start, middle - 6, length * value / 100, 12, "ours" if is_ours else "bar")
            drawing.text(
                start + length + 42, middle + 4, f"{value:.1f}", "end", fill="ink" if is_ours else "faint", bold=is_ours
            )
        bottom = y + 36 + len(panel.values) * row - 9
        drawing.line(start, y + 26, start, bottom, "faint")
        if panel.goal is not None:
            x = start + length * panel.goal / 100
            drawing.line(x, y + 24, x, bottom, "ink", 1.2, "3 3")
            drawing.text(x, bottom + 12, f"goal {panel.goal:g}", "middle", size=10.5, fill="faint")
    return drawing.svg()


# ---- lines


@dataclass(frozen=True)
class Look:
    """How a series looks. Mark, dash and width differ, so that colour is not needed to tell series apart."""

    name: str
    colour: str
    mark: str
    dash: str = ""
    width: float = 1.6


@dataclass
class Lines:
    """One panel: series of values in per cent over the same strengths."""

    title: str
    ticks: list[str]
    series: list[list[float | None]]
    under: str = ""


def legend(looks: Sequence["Look"], drawing: Drawing, left: float, y: float) -> None:
    for look in looks:
        drawing.path([(left, y), (left + 34, y)], look.colour, look.width, look.dash)
        drawing.mark(left + 17, y, look.mark, look.colour)
        drawing.text(left + 42, y + 4, look.name)
        left += 66 + 6.6 * len(look.name)


def lines(title: str, looks: Sequence[Look], panels: Sequence[Lines], columns: int = 3, marked: bool = True) -> str:
    """Draws panels of lines, with a legend above them."""
    wide, high, top = 310.0, 178.0, 66.0
    drawing = Drawing(columns * wide + 10, top + math.ceil(len(panels) / columns) * high + 4, title)
    drawing.text(16, 26, title, size=15, bold=True)
    legend(looks, drawing, 16, 46)
    for at, panel in enumerate(panels):
        left, y = at % columns * wide + 44, top + at // columns * high
        length, height = wide - 62, high - 66
        drawing.text(left, y + 14, panel.title, size=12.5, bold=True)
        base = y + 24 + height
        for value in (0, 50, 100):
            level = base - height * value / 100
            drawing.line(left, level, left + length, level)
            drawing.text(left - 6, level + 4, f"{value}", "end", size=10.5, fill="faint")
        places = [left + 8 + (length - 16) * i / max(1, len(panel.ticks) - 1) for i in range(len(panel.ticks))]
        for place, tick in zip(places, panel.ticks, strict=True):
            drawing.text(place, base + 15, tick, "middle", size=10.5, fill="faint")
        drawing.text(left + length / 2, base + 29, panel.under, "middle", size=10.5, fill="faint")
        # The first series is drawn last, above the others.
        for look, series in reversed(list(zip(looks, panel.series, strict=True))):
            points = [
                (place, base - height * value / 100)
                for place, value in zip(places, series, strict=True)
                if value is not None
            ]
            drawing.path(points, look.colour, look.width, look.dash)
            if marked:
                for point in points:
                    drawing.mark(*point, look.mark, look.colour)
    return drawing.svg()


# ---- times


def short(value: float) -> str:
    """Formats a number with two or three significant digits, without powers of ten."""
    return f"{value:.0f}" if value >= 99.5 else f"{value:.3g}" if value >= 9.95 else f"{value:.2g}"


@dataclass
class Times:
    """One panel: the time of each reader in milliseconds."""

    title: str
    values: list[tuple[str, float]]
    notes: dict[str, str] = field(default_factory=dict)


def times(title: str, panels: Sequence[Times], ours: Sequence[str], columns: int = 2) -> str:
    """Draws panels of dots on one logarithmic scale."""
    wide, row, names, top = 480.0, 18.0, 122.0, 44.0
    every = [value for panel in panels for _, value in panel.values if value > 0]
    low, high_value = math.floor(math.log10(min(every))), math.ceil(math.log10(max(every)))
    rows = max(len(panel.values) for panel in panels)
    high = rows * row + 62
    drawing = Drawing(columns * wide + 14, top + math.ceil(len(panels) / columns) * high + 4, title)
    drawing.text(16, 26, title, size=15, bold=True)
    for at, panel in enumerate(panels):
        left, y = at % columns * wide + 16, top + at // columns * high
        start, length = left + names, wide - names - 130
        bottom = y + 36 + len(panel.values) * row - 8
        drawing.text(left, y + 16, panel.title, size=13, bold=True)
        for power in range(low, high_value + 1):
            x = start + length * (power - low) / (high_value - low)
            drawing.line(x, y + 24, x, bottom)
            drawing.text(x, bottom + 13, f"{10.0**power:g}", "middle", size=10.5, fill="faint")
        for line, (name, value) in enumerate(panel.values):
            middle = y + 36 + line * row
            is_ours = name in ours
            x = start + length * (math.log10(value) - low) / (high_value - low)
            drawing.text(start - 8, middle + 4, name, "end", bold=is_ours)
            drawing.line(start, middle, x, middle, "ours" if is_ours else "grid", 2 if is_ours else 1)
            drawing.mark(x, middle, "circle" if is_ours else "square", "ours" if is_ours else "faint")
            words = short(value) + (f" ({panel.notes[name]})" if name in panel.notes else "")
            # A background hides the lines behind the words. A letter is hardly ever wider than 6.2.
            drawing.rect(x + 7, middle - 7, 6.2 * len(words) + 4, 14, "paper")
            drawing.text(x + 9, middle + 4, words, size=11, fill="ink" if is_ours else "faint", bold=is_ours)
    return drawing.svg()

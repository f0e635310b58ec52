"""Scores the hints for labels that were not read.

The tables say how often a hint names the fault, how often there is no hint, and what else is seen.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from results import OURS, Results
from score import Entry, Reading, Readings, plain
from sections import FAULTS, Goal, table

# The hint expected for a label that one fault prevents from being read. Other faults have no hint. Of the three in the
# combined fault, defocus and motion both blur.
HINTS = {
    "blur": "blurred",
    "motion": "blurred",
    "combined": "blurred",
    "ppm": "too-small",
    "tilt": "too-tilted",
    "glare": "glare",
    "light": "low-light",
    "cut": "cut-off",
}
# The minimum precision of a hint in per cent: the share of labels with its fault among those for which it is given.
PRECISION = 90.0
# The maximum share, in per cent, of the images without a symbol, and of those in which every symbol was read, in which
# a symbol is said to be seen and not read.
MISTAKEN = 1.0


def of_label(entry: Entry, reading: Reading) -> str | None:
    """Returns the hint of the symbol seen at the label, "none" if it has no hint, or None if no symbol is seen."""
    seen = [one for one in reading.unread if any(one.encloses(x, y) for x, y in entry.places)]
    return (seen[0].hint or "none") if seen else None


def elsewhere(entry: Entry, reading: Reading) -> int:
    """Returns the number of symbols seen at places without a label."""
    return sum(not any(one.encloses(x, y) for x, y in entry.places) for one in reading.unread)


class Hints:
    """A reader's hints for labels with one fault that it did not read, and for images without a label."""

    def __init__(self, entries: Iterable[Entry], readings: dict[str, Reading]):
        self.said: dict[str, Counter] = {}  # by fault
        self.labels = self.empty = self.mistaken = self.beside = 0
        for entry in entries:
            reading = readings[entry.path]
            if not entry.texts:
                self.empty += 1
                self.mistaken += bool(reading.unread)
            elif not reading.texts:
                self.labels += 1
                self.beside += elsewhere(entry, reading) > 0
                axis = entry.set.split("/")[1]
                self.said.setdefault(axis, Counter())[of_label(entry, reading)] += 1

    def precision(self, hint: str) -> tuple[int, int]:
        """Returns how often a hint was given, and how often for labels with its fault."""
        said = sum(counts[hint] for counts in self.said.values())
        return said, sum(counts[hint] for axis, counts in self.said.items() if HINTS.get(axis) == hint)

    def of_hints(self) -> Iterator[list[str]]:
        for hint in sorted(set(HINTS.values())):
            said, right = self.precision(hint)
            own = sum(counts.total() for axis, counts in self.said.items() if HINTS.get(axis) == hint)
            share = f"{100 * right / said:.0f} %" if said else "–"
            yield [f"`{hint}`", f"{said}", f"{right}", share, f"{right} of {own}"]

    def of_faults(self) -> Iterator[list[str]]:
        for axis in FAULTS:
            if axis not in self.said:
                continue
            counts = self.said[axis]
            wanted = HINTS.get(axis, "none")
            others = ", ".join(
                f"{hint} {count}" for hint, count in counts.most_common() if hint and hint not in (wanted, "none")
            )
            seen = counts.total() - counts[None]
            yield [FAULTS[axis][0], f"{counts.total()}", f"{seen}", wanted, f"{counts[wanted]}", others or "–"]


def mistaken(name: str, entries: Iterable[Entry], readings: Readings) -> list[Goal]:
    """Returns the goals for reports of a symbol that is seen and cannot be read where there is none."""
    empty, read = [], []
    for entry in entries:
        reading = readings[entry.path]
        if not entry.texts:
            empty.append(bool(reading.unread))
        elif not Counter(map(plain, entry.texts)) - Counter(map(plain, reading.texts)):
            read.append(elsewhere(entry, reading) > 0)
    return [
        Goal(
            f"{name}: an unread symbol is reported {where}",
            f"≤ {MISTAKEN:g} %",
            f"{sum(reports)} of {len(reports)}",
            100 * sum(reports) <= MISTAKEN * len(reports),
        )
        for where, reports in (("in images without a symbol", empty), ("beside symbols that were all read", read))
    ]


def hints(results: Results) -> tuple[str, list[Goal]]:
    entries = results.images("syn") + results.images("hint")
    entries += results.images("empty") + results.images("photograph")
    every = results.labels + results.frames + results.photographs + results.public + results.hopeless
    parts, goals = [], []
    for reader, name in OURS.items():
        found = Hints(entries, results.by_reader[reader])
        parts.append(
            table([f"{name}, hint", "given", "with its fault", "precision", "of all with its fault"], found.of_hints())
        )
        parts.append(
            table([f"{name}, fault", "not read", "seen", "expected hint", "given", "other hints"], found.of_faults())
        )
        parts.append(
            f"{name} reports an unread symbol in {found.mistaken} of {found.empty} images without a label, and beside "
            f"{found.beside} of {found.labels} labels that were not read.\n"
        )
        least = [
            (100 * right / said, hint)
            for hint in set(HINTS.values())
            for said, right in [found.precision(hint)]
            if said
        ]
        worst, hint = min(least, default=(100.0, "no hint was given"))
        goals.append(
            Goal(
                f"{name}: lowest precision of a hint",
                f"≥ {PRECISION:g} %",
                f"{worst:.0f} % ({hint})",
                worst >= PRECISION,
            )
        )
        goals.extend(mistaken(name, every, results.by_reader[reader]))
    return "\n".join(parts), goals

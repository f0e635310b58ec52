"""Compares two revisions of a reader: whether they read the same texts, and the time that each takes.

    python against.py RESULTS [--old NAME] [--new NAME]

RESULTS has the folders `old` and `new`, each with LIST-ROUND/READER.jsonl, which readers/ wrote for the same images.
The script prints a table, and the images with different texts. It fails if there is such an image, or if there is
nothing to compare.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from score import Readings, fastest, readings

SIDES = ("old", "new")


@dataclass
class Comparison:
    """Two revisions of one reader on some lists of images."""

    images: int = 0
    differing: list[tuple[str, tuple[str, ...] | None, tuple[str, ...] | None]] = field(default_factory=list)
    other_unread: int = 0  # images with the same texts, and different reports about symbols that were not read
    ms: tuple[float, float] = (0.0, 0.0)  # the sums over all images that both have, of the fastest round of each image
    rounds: list[tuple[float, float]] = field(default_factory=list)  # the sums over all images, round by round

    @property
    def ratio(self) -> float:
        return ratio(self.ms)

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and the highest ratio of a round."""
        ratios = [ratio(ms) for ms in self.rounds]
        return min(ratios), max(ratios)


def ratio(ms: tuple[float, float]) -> float:
    return ms[1] / ms[0] if ms[0] else float("nan")


def times(old: Readings, new: Readings) -> tuple[float, float]:
    """Returns the sums of the times over the images that both have."""
    both = old.keys() & new.keys()
    return sum(old[path].ms for path in both), sum(new[path].ms for path in both)


def compare(old: Sequence[dict[str, Readings]], new: Sequence[dict[str, Readings]]) -> Comparison:
    """Compares rounds, each of which has the readings of each list."""
    total = Comparison()
    pairs = list(zip(old, new, strict=True))
    total.rounds = [(0.0, 0.0)] * len(pairs)
    for name in sorted({name for round in (*old, *new) for name in round}):
        rounds = [(before.get(name, {}), after.get(name, {})) for before, after in pairs]
        differing = {}
        for at, (before, after) in enumerate(rounds):
            # A sequence that is read at an earlier frame has no results for later frames.
            for path in before.keys() | after.keys():
                texts = tuple(side[path].texts if path in side else None for side in (before, after))
                if texts[0] != texts[1]:
                    differing.setdefault(path, texts)
            total.rounds[at] = plus(total.rounds[at], times(before, after))
        best = [fastest(side) for side in zip(*rounds, strict=True)]
        total.images += len(best[0].keys() | best[1].keys())
        total.differing += [(f"{name}/{path}", *differing[path]) for path in sorted(differing)]
        same = best[0].keys() & best[1].keys() - differing.keys()
        total.other_unread += sum(best[0][path].unread != best[1][path].unread for path in same)
        total.ms = plus(total.ms, times(*best))
    return total


def plus(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return one[0] + other[0], one[1] + other[1]


def load(folder: Path, reader: str) -> list[dict[str, Readings]]:
    """Returns the readings of each list by one reader, round by round."""
    rounds: dict[int, dict[str, Readings]] = {}
    for path in folder.glob(f"*/{reader}.jsonl"):
        name, _, round = path.parent.name.rpartition("-")
        rounds.setdefault(int(round), {})[name] = readings(path)
    return [rounds[round] for round in sorted(rounds)]


def table(found: dict[str, Comparison], names: tuple[str, str]) -> list[str]:
    """Returns the lines of the table, with a row for each reader, and of the differences."""
    lines = [
        f"processor time of {names[1]} divided by that of {names[0]}: the fastest round of each image, and the lowest "
        "and highest ratio of a round",
        "",
        f"{'reader':<18} {'images':>7} {'same texts':>11} {'differing':>10} {'other unread':>13}"
        f" {'old ms':>10} {'new ms':>10} {'new/old':>8} {'rounds':>13}",
    ]
    for reader, one in found.items():
        least, greatest = one.spread
        lines.append(
            f"{reader:<18} {one.images:>7} {one.images - len(one.differing):>11} {len(one.differing):>10}"
            f" {one.other_unread:>13} {one.ms[0]:>10.0f} {one.ms[1]:>10.0f} {one.ratio:>8.3f}"
            f" {least:>6.3f}–{greatest:.3f}"
        )
    for reader, one in found.items():
        for path, before, after in one.differing:
            lines += ["", f"{reader}: {path}", f"  old {shown(before)}", f"  new {shown(after)}"]
    return lines


def shown(texts: tuple[str, ...] | None) -> str:
    if texts is None:
        return "did not get this frame, because an earlier one was read"
    return repr(list(texts)) if texts else "nothing"


def main() -> None:
    parser = argparse.ArgumentParser(description="Compares two revisions of the same readers.")
    parser.add_argument("results", type=Path)
    parser.add_argument("--old", default="old", help="the name of the old revision")
    parser.add_argument("--new", default="new", help="the name of the new revision")
    options = parser.parse_args()
    readers = sorted({path.stem for side in SIDES for path in (options.results / side).glob("*/*.jsonl")})
    found = {reader: compare(*(load(options.results / side, reader) for side in SIDES)) for reader in readers}
    if not found:
        sys.exit(f"{options.results}: there are no results to compare")
    print("\n".join(table(found, (options.old, options.new))))
    sys.exit(any(one.differing for one in found.values()))


if __name__ == "__main__":
    main()

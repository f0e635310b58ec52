"""Scores readers' results: the share of codes read with the right text, the wrong texts, and the time."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """An image, and the texts of the symbols in it."""

    set: str
    level: str
    path: str
    texts: tuple[str, ...]
    places: tuple[tuple[float, float], ...] = ()  # the symbols' middles in pixels, if they are known


@dataclass(frozen=True)
class Sequence:
    """A camera's frames of one label."""

    set: str
    level: str
    frames: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Unread:
    """A symbol that a reader saw without reading it."""

    hint: str | None  # the reason, if the reader gives one
    corners: tuple[tuple[float, float], ...]

    def encloses(self, x: float, y: float) -> bool:
        """Returns whether a point lies within the symbol. The corners may be in either direction."""
        sides = zip(self.corners, self.corners[1:] + self.corners[:1], strict=True)
        return len({(bx - ax) * (y - ay) > (by - ay) * (x - ax) for (ax, ay), (bx, by) in sides}) == 1


@dataclass(frozen=True)
class Reading:
    """A reader's result for an image."""

    texts: tuple[str, ...]
    ms: float  # of processor time
    unread: tuple[Unread, ...] = ()
    parts: tuple[tuple[int, int], ...] = ()  # symbols with a part of a text: its number, and that of all parts


Readings = dict[str, Reading]


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def entries(path: Path) -> list[Entry]:
    return [
        Entry(line["set"], line["level"], line["path"], tuple(line["texts"]), tuple(map(tuple, line.get("places", ()))))
        for line in lines(path)
    ]


def sequences(path: Path) -> list[Sequence]:
    return [Sequence(line["set"], line["level"], tuple(line["frames"]), line["text"]) for line in lines(path)]


def readings(path: Path) -> Readings:
    def unread(line: dict) -> tuple[Unread, ...]:
        return tuple(Unread(one["hint"], tuple(map(tuple, one["corners"]))) for one in line.get("unread", ()))

    def reading(line: dict) -> Reading:
        return Reading(tuple(line["texts"]), line["ms"], unread(line), tuple(map(tuple, line.get("parts", ()))))

    return {line["path"]: reading(line) for line in lines(path)}


def fastest(rounds: Iterable[Readings]) -> Readings:
    """Returns the fastest reading of each image out of several rounds, to exclude the load of other processes."""
    best: Readings = {}
    for round in rounds:
        for path, reading in round.items():
            if path not in best or reading.ms < best[path].ms:
                best[path] = reading
    return best


def plain(text: str) -> str:
    """Normalizes line ends and white space around a text, which differ between files and readers."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass
class Tally:
    """The results of one reader on some images."""

    read: int = 0  # codes read with the right text
    codes: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)  # paths, with texts that are not in the image
    times: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The share of codes read, in per cent."""
        return 100 * self.read / self.codes if self.codes else 0.0

    @property
    def ms(self) -> float:
        """The mean time of an image in milliseconds."""
        return sum(self.times) / len(self.times) if self.times else 0.0

    @property
    def failed(self) -> int:
        """The number of images in which a text was read that is not there."""
        return len({path for path, _ in self.wrong})


def tally(images: Iterable[Entry], results: Readings) -> Tally:
    """Scores a reader. A text counts as often as it is in the image. A text that is not in the image is wrong."""
    total = Tally()
    for image in images:
        reading = results[image.path]
        there = Counter(plain(text) for text in image.texts)
        found = Counter(plain(text) for text in reading.texts)
        total.read += sum(min(count, found[text]) for text, count in there.items())
        total.codes += sum(there.values())
        total.wrong += [(image.path, text) for text in found if text not in there]
        total.times.append(reading.ms)
    return total


@dataclass
class Film:
    """The results of one reader on some sequences."""

    read_by: list[int | None] = field(default_factory=list)  # for each sequence, the frame that was read, from 1
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def read(self) -> int:
        return self.within(10**9)

    def within(self, frames: int) -> int:
        """Returns the number of sequences that were read within a number of frames."""
        return sum(frame is not None and frame <= frames for frame in self.read_by)


def film(shown: Iterable[Sequence], results: Readings) -> Film:
    """Scores a reader frame by frame until it reads a text. Later frames have no results."""
    total = Film()
    for sequence in shown:
        read_by = None
        for number, path in enumerate(sequence.frames, 1):
            texts = {plain(text) for text in results[path].texts} if path in results else set()
            if plain(sequence.text) in texts and read_by is None:
                read_by = number
            total.wrong += [(path, text) for text in texts if text != plain(sequence.text)]
        total.read_by.append(read_by)
    return total

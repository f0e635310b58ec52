"""All lists of images and all results of one run."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import score
from score import Entry, Readings, Tally, tally

# Our readers come first, then the peers in the order of their rates.
OURS = {"starseal": "Starseal", "starseal-preview": "Starseal preview"}
PEERS = {
    "zxing-cpp": "zxing-cpp",
    "rxing": "rxing",
    "wechat": "WeChat",
    "zbar": "zbar",
    "opencv": "OpenCV",
    "rqrr": "rqrr",
}
NAMES = OURS | PEERS
FILMED = {
    "starseal-scanner": "Starseal, frames together",
    "starseal-preview": "Starseal, each frame",
    "zxing-cpp": "zxing-cpp, each frame",
}

# Sets that a reader does not get. rqrr panics at a sheet, and has not read the others after nine minutes.
NOT_ASKED = {"rqrr": "sheet"}

# The readers of close symbols. Each image is a single frame for the scanner.
NEAR = OURS | {"starseal-scanner": "Starseal, first frame", "zxing-cpp": "zxing-cpp"}


class Results:
    """All lists and results of one run."""

    def __init__(self, work: Path):
        self.work = work
        self.labels, self.frames, self.public, self.photographs, self.close = (
            score.entries(work / f"{name}/labels.jsonl")
            for name in ("labels", "frames", "public", "photographs", "close")
        )
        self.labels += score.entries(work / "sheets/labels.jsonl")
        hopeless = work / "hopeless/labels.jsonl"
        self.hopeless = score.entries(hopeless) if hopeless.exists() else []
        films = work / "sequences/sequences.jsonl"
        self.sequences = score.sequences(films) if films.exists() else []
        self.readers = [name for name in NAMES if (work / f"results/labels/{name}.jsonl").exists()]
        self.peers = [name for name in self.readers if name in PEERS]
        self.by_reader = {name: self.of(name) for name in self.readers}
        self.near = {name: self.of(name, ["close"]) for name in NEAR}
        self.films = {name: self.of(name, ["sequences"]) for name in FILMED} if self.sequences else {}

    def of(
        self, reader: str, lists: Sequence[str] = ("labels", "sheets", "public", "frames", "photographs", "hopeless")
    ) -> Readings:
        every: Readings = {}
        for name in lists:
            rounds = sorted((self.work / "results").glob(f"{name}*/{reader}.jsonl"))
            every |= score.fastest(score.readings(path) for path in rounds)
        return every

    def images(self, name: str) -> list[Entry]:
        """Returns the images of a set, or of all sets within it."""
        every = self.labels + self.frames + self.photographs + self.public + self.hopeless
        return [entry for entry in every if entry.set == name or entry.set.startswith(name + "/")]

    def tally(self, reader: str, images: Iterable[Entry]) -> Tally:
        asked = (image for image in images if image.set != NOT_ASKED.get(reader))
        return tally(asked, self.by_reader[reader])

    def fault(self, reader: str, axis: str, strength: float) -> float:
        images = [entry for entry in self.images(f"syn/{axis}") if entry.level == f"{strength}"]
        return self.tally(reader, images).rate

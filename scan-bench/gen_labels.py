"""Renders photographs of labels.

A pinhole camera sees flat or curved labels, with light, shadow, glare, blur, motion, noise and JPEG compression. Every
image depends only on the seed and on its place in the list. The same seed gives the same bytes (with the packages that
requirements.txt pins), and another seed gives another set of the same kind. These are the sets:

- `syn/AXIS`: one fault at a time, with the same labels and poses at every strength
- `hint/AXIS`: the same, so strong that hardly any label is read
- `mix/easy`, `mix/mid`, `mix/hard`: mixtures of faults as in images from phones and tills
- `shelf12`: twelve labels in twelve megapixels
- `sheet`: printed sheets with 12 to 256 labels
- `frame/SIZE`, `empty/SIZE`: camera frames with one label, and without a label
- `close/SIZE`, `screen/SIZE`: symbols that fill a part of the frame or all of it, printed and on a screen
- `inverted/SIZE`: light symbols on a dark ground

    python gen_labels.py --out DIR [--seed S] [--n N] [--only SET,SET]

writes DIR/SET/STRENGTH_NUMBER.pgm, and DIR/labels.jsonl with one line per image: set, level (the strength), path
(within DIR), texts (empty if there is no label) and places (the middles of the codes in pixels).
"""

import argparse
import itertools
import json
import math
import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from camera import Camera
from scene import Backgrounds, Conditions, Image, Random, code_side, make_text

# One fault at a time: the strengths of each fault, by the name of its field. `len` is the length of the text.
AXES: dict[str, list[float]] = {
    "tilt": [0, 15, 30, 40, 50, 60],
    "blur": [0.3, 0.7, 1.2, 1.6, 2.0, 2.4, 2.8],
    "motion": [0, 3, 5, 7, 9, 12],
    "noise": [0, 10, 20, 30, 45, 60],
    "contrast": [1, 0.5, 0.3, 0.2, 0.1, 0.06],
    "grad": [1, 2, 4, 8, 16],
    "shadow": [1, 0.5, 0.3, 0.2, 0.12],
    "jpeg": [90, 50, 30, 20, 10, 5],
    "ppm": [6, 4, 3, 2.5, 2, 1.75, 1.5],
    "arc": [0, 40, 60, 80, 100, 120, 140],
    "occ": [0, 2, 4, 6, 8, 10, 14],
    "glare": [0, 0.1, 0.2, 0.3, 0.4],
    "quiet": [4, 2, 1, 0],
    "roll": [0, 10, 20, 30, 45],
    "len": [60, 120, 230, 400, 800],
    "combined": [0.2, 0.4, 0.6, 0.8, 1],
}
# Strengths at which hardly any label is read, to test the hints.
HOPELESS: dict[str, list[float]] = {
    "tilt": [65, 70],
    "blur": [3.4, 4.2],
    "motion": [15, 18],
    "ppm": [1.25, 1],
    "glare": [0.5, 0.7],
    "light": [0.1, 0.06, 0.04],
    "cut": [0.05, 0.12, 0.2],
}
FIELDS = {"ppm": "module", "len": "length"}
# The combined fault at its full strength: a crease, defocus and motion together.
COMBINED = {"crease": 40.0, "blur": 1.6, "motion": 6.0}

# The conditions of images that a phone or the camera of a till may deliver.
MIXES = {
    "easy": Conditions(
        module=(4, 7),
        tilt=(0, 25),
        roll=(-20, 20),
        blur=(0.5, 1.0),
        noise=(1, 5),
        contrast=(0.7, 1),
        grad=(1, 2),
        jpeg=(80, 95),
    ),
    "mid": Conditions(
        module=(3, 5),
        tilt=(0, 35),
        arc=(0, 30),
        blur=(0.6, 1.1),
        noise=(3, 10),
        contrast=(0.5, 1),
        grad=(1, 3),
        jpeg=(50, 90),
        occ=(0, 3),
    ),
    "hard": Conditions(
        module=(2.6, 4.5),
        tilt=(5, 45),
        arc=(0, 40),
        blur=(0.6, 1.2),
        motion=(0, 2.5),
        noise=(4, 16),
        contrast=(0.35, 0.9),
        grad=(1, 5),
        shadow=(0.5, 1),
        jpeg=(30, 85),
        occ=(0, 5),
    ),
}

FRAMES = {"640x480": 3, "1280x720": 4, "1920x1080": 5, "4000x3000": 6}  # px per module
SHELF_MODULES = [2, 2.5, 3, 4, 6]  # px
SHEETS = {12: 4.0, 24: 4.0, 54: 4.0, 80: 3.5, 120: 3.0, 180: 3.0, 256: 3.0}  # px per module, by the number of labels

# Close symbols: the side of the symbol relative to the frame's shorter side, and the number of characters. The shortest
# text is one of version 2.
FILLS = [0.4, 0.55, 0.7, 0.85, 1.0]
LENGTHS = [5, 40, 120, 250]
SCREENS = [3.0, 6.0, 9.5, 14.0]  # the pixels per module of a screen, for each length


Places = list[tuple[float, float]]


class Studio:
    """Takes the photographs of one seed. Each comes with the texts and the places of its codes."""

    def __init__(self, seed: str):
        self.random = Random(seed)
        self.backgrounds = Backgrounds(self.random)

    def single(self, words: tuple, conditions: Conditions) -> tuple[Image, list[str], Places]:
        """Takes a photograph of one label near the middle."""
        rng = self.random.of(*words)
        conditions = conditions.drawn(rng)
        fine = conditions.fineness
        width, height = conditions.width * fine, conditions.height * fine
        camera = Camera(self.backgrounds.draw(rng, width, height), fine, conditions.brightness)
        text = make_text(rng, conditions.length)
        shorter = min(conditions.width, conditions.height) * fine
        x = width / 2 + float(rng.uniform(-0.08, 0.08)) * shorter
        y = height / 2 + float(rng.uniform(-0.08, 0.08)) * shorter
        if conditions.cut > 0:
            x, y = cut_off(rng, conditions, text, (x, y), (width, height))
        camera.place(rng, conditions, text, x, y)
        return camera.expose(rng, conditions), [text], [(x / fine, y / fine)]

    def close(self, words: tuple, conditions: Conditions) -> tuple[Image, list[str], Places]:
        """Takes a photograph of one symbol that fills the frame as far as `fill` says."""
        rng = self.random.of(*words)
        text = make_text(rng, conditions.length)
        shorter = min(conditions.width, conditions.height)
        module = conditions.fill * shorter / code_side(text)
        conditions = replace(conditions, module=module).drawn(rng)
        conditions = replace(conditions, blur=max(0.5, conditions.defocus * module))
        fine = conditions.fineness
        width, height = conditions.width, conditions.height
        camera = Camera(self.backgrounds.draw(rng, width * fine, height * fine), fine, conditions.brightness)
        room = (1 - conditions.fill) / 2 * shorter
        x, y = (length / 2 + float(rng.uniform(-room, room)) for length in (width, height))
        camera.place(rng, conditions, text, x * fine, y * fine)
        return camera.expose(rng, conditions), [text], [(x, y)]

    def shelf(self, words: tuple, conditions: Conditions) -> tuple[Image, list[str], Places]:
        """Takes a photograph of twelve labels, four in a row. A third of them are on cylinders."""
        count, columns, fine = 12, 4, 2
        rng = self.random.of(*words)
        width, height = conditions.width * fine, conditions.height * fine
        camera = Camera(self.backgrounds.draw(rng, width, height), fine)
        texts, places = [], []
        for place in range(count):
            tilt, roll = float(rng.uniform(0, 30)), float(rng.uniform(-25, 25))
            arc = float(rng.uniform(30, 60)) if rng.random() < 0.33 else 0.0
            one = replace(conditions, tilt=tilt, roll=roll, arc=arc, grad=float(rng.uniform(1, 2.5)))
            texts.append(make_text(rng))
            x = (place % columns + 0.5 + float(rng.uniform(-0.08, 0.08))) * width / columns
            y = (place // columns + 0.5 + float(rng.uniform(-0.08, 0.08))) * height / (count // columns)
            camera.place(rng, one, texts[-1], x, y)
            places.append((x / fine, y / fine))
        return camera.expose(rng, conditions), texts, places

    def sheet(self, words: tuple, conditions: Conditions) -> tuple[Image, list[str], Places]:
        """Takes a photograph of a printed sheet of labels, in columns and rows, from almost straight above."""
        rng = self.random.of(*words)
        count, fine, module = conditions.labels, 2, conditions.module
        texts = [make_text(rng, conditions.length) for _ in range(count)]
        columns = math.ceil(math.sqrt(count))
        rows = math.ceil(count / columns)
        pitch = (max(map(code_side, texts)) + float(rng.uniform(9, 16))) * module
        width, height = int((columns + 0.6) * pitch), int((rows + 0.6) * pitch)
        conditions = replace(conditions, width=width, height=height, roll=float(rng.uniform(-1, 1)))
        camera = Camera(np.full((height * fine, width * fine), 0.85, np.float32), fine)
        places = []
        for place, text in enumerate(texts):
            x, y = ((at + 0.8) * pitch for at in (place % columns, place // columns))
            camera.place(rng, conditions, text, x * fine, y * fine)
            places.append((x, y))
        return camera.expose(rng, conditions), texts, places

    def empty(self, words: tuple, conditions: Conditions) -> tuple[Image, list[str], Places]:
        """Takes a photograph without a label."""
        rng = self.random.of(*words)
        camera = Camera(self.backgrounds.draw(rng, conditions.width * 2, conditions.height * 2), 2)
        return camera.expose(rng, conditions), [], []


def cut_off(
    rng: np.random.Generator, conditions: Conditions, text: str, at: tuple[float, float], size: tuple[int, int]
) -> tuple[float, float]:
    """Moves a place to one of the image's four edges, in pixels of the canvas."""
    inside = (0.5 - conditions.cut) * code_side(text) * conditions.module * conditions.fineness
    edge = int(rng.integers(4))
    places = [inside if edge < 2 else length - inside for length in size]
    return (places[0], at[1]) if edge % 2 == 0 else (at[0], places[1])


# ---- the list of photographs


@dataclass(frozen=True)
class Task:
    """One photograph to take."""

    set: str
    level: str
    number: int
    kind: str  # the name of a method of Studio
    conditions: Conditions

    @property
    def words(self) -> tuple:
        # With one fault, the labels and poses are the same at every strength.
        of_a_row = self.set.startswith(("syn/", "hint/"))
        return (self.set, self.number) if of_a_row else (self.set, self.level, self.number)

    @property
    def path(self) -> str:
        return f"{self.set}/{self.level}_{self.number:03}.pgm"


def one_fault(axis: str, strength: float) -> Conditions:
    if axis == "combined":
        faults = {name: full * strength for name, full in COMBINED.items()}
        return replace(Conditions(), **{**faults, "blur": max(0.7, faults["blur"])})
    conditions = replace(Conditions(), **{FIELDS.get(axis, axis): strength})
    if axis == "quiet":
        return replace(conditions, surround=0.08)
    if axis == "len" and strength > 400:
        return replace(conditions, width=1280, height=960)
    return conditions


def tasks(n: int, few: bool = False) -> Iterator[Task]:
    """Yields the photographs to take: `n` of each fault at each strength, and ten times as many of each mix, up to 100.

    With `few`, there are fewer large photographs.
    """
    for name, axes in (("syn", AXES), ("hint", HOPELESS)):
        for axis, strengths in axes.items():
            for strength in strengths:
                for number in range(n):
                    yield Task(f"{name}/{axis}", f"{strength}", number, "single", one_fault(axis, strength))
    for mix, conditions in MIXES.items():
        for number in range(max(n, min(10 * n, 100))):
            yield Task(f"mix/{mix}", mix, number, "single", conditions)
    for module in SHELF_MODULES:
        for number in range(1 if few else 4):
            conditions = Conditions(width=4000, height=3000, module=module, blur=0.8, noise=4, jpeg=88)
            yield Task("shelf12", f"{module}", number, "shelf", conditions)
    for count, module in SHEETS.items():
        for number in range(1 if few else 4):
            # Nothing but the symbols is printed, so that rows of them are as near as sheets have them.
            conditions = Conditions(module=module, tilt=0.0, grad=1.0, blur=0.6, labels=count, surround=0.85)
            yield Task("sheet", f"{count}", number, "sheet", conditions)
    for size, module in FRAMES.items():
        width, height = map(int, size.split("x"))
        for number in range(2 if few else 24):
            yield Task(f"frame/{size}", size, number, "single", Conditions(width=width, height=height, module=module))
        for number in range(1 if few else 4):
            yield Task(f"empty/{size}", size, number, "empty", Conditions(width=width, height=height))
    yield from close_tasks(few)


def close_tasks(few: bool) -> Iterator[Task]:
    """Yields photographs of close symbols, printed, on a screen, and light on dark."""
    for size, fill in itertools.product(FRAMES, FILLS):
        width, height = map(int, size.split("x"))
        for number, length in enumerate(LENGTHS[::2] if few else LENGTHS):
            # A symbol that fills the frame must be upright. Another one has any angle.
            roll = None if fill < 0.7 else 0.0
            close = Conditions(width=width, height=height, fill=fill, length=length, roll=roll, tilt=0.0)
            close = replace(close, defocus=(0.02, 0.2), noise=3)
            yield Task(f"close/{size}", f"{fill}", number, "close", close)
            shown = replace(close, screen=SCREENS[number])
            yield Task(f"screen/{size}", f"{fill}", number, "close", shown)
            if fill < 1:
                yield Task(f"inverted/{size}", f"{fill}", number, "close", replace(close, inverted=True))


_studio: Studio


def _open_studio(seed: str) -> None:
    global _studio
    _studio = Studio(seed)


def _take(job: tuple[Task, Path]) -> str:
    task, out = job
    image, texts, places = getattr(_studio, task.kind)(task.words, task.conditions)
    path = out / task.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if not cv2.imwrite(str(path), image):
        raise OSError(f"{path}: cannot be written")
    return json.dumps({"set": task.set, "level": task.level, "path": task.path, "texts": texts, "places": places})


def generate(out: Path, seed: str, wanted: list[Task], jobs: int) -> None:
    """Takes photographs. The list of them is written last, when all of them exist."""
    out.mkdir(parents=True, exist_ok=True)
    lines = []
    with multiprocessing.Pool(jobs, _open_studio, (seed,)) as pool:
        for line in pool.imap(_take, ((task, out) for task in wanted), chunksize=8):
            lines.append(line)
            if len(lines) % 200 == 0 or len(lines) == len(wanted):
                print(f"{len(lines)} of {len(wanted)} images", flush=True)
    (out / "labels.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Renders photographs of labels.")
    parser.add_argument("--out", type=Path, required=True)
    seed = os.environ.get("LABEL_SEED", "")
    parser.add_argument(
        "--seed", default=seed, help="another seed gives another set of the same kind (default: LABEL_SEED)"
    )
    parser.add_argument("--n", type=int, default=30, help="number of photographs of each fault at each strength")
    parser.add_argument("--few", action="store_true", help="fewer of the large images")
    parser.add_argument("--only", default="", help="sets or their first words, separated by commas: mix,syn/tilt")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    only = [name for name in options.only.split(",") if name]
    wanted = [
        task
        for task in tasks(options.n, options.few)
        if not only or any(task.set == name or task.set.startswith(name + "/") for name in only)
    ]
    generate(options.out, options.seed, wanted, options.jobs)


if __name__ == "__main__":
    main()

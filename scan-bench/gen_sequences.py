"""Renders camera sequences of one label each, with the camera of gen_labels.py.

The hand that holds the camera moves, and blur, motion, glare and noise differ from frame to frame.

    python gen_sequences.py --out DIR [--seed S] [--n N] [--frames 15] [--only seq/hard,seq/blur]

writes DIR/SET/STRENGTH_NUMBER/FRAME.pgm, and DIR/sequences.jsonl with one line per sequence: set, level (the strength),
frames (paths within DIR) and text. `seq/hard` is the mixture of gen_labels.py. The other sets have one fault each, at
strengths at which single frames are hardly ever read.
"""

import argparse
import json
import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from camera import Camera
from gen_labels import MIXES, Studio, one_fault
from scene import Conditions, Image, make_text

AXES: dict[str, list[float]] = {
    "blur": [2.0, 2.4, 2.8],
    "motion": [7, 9, 12],
    "noise": [30, 45, 60],
    "contrast": [0.2, 0.1, 0.06],
    "grad": [8, 16],
    "shadow": [0.2, 0.12],
    "jpeg": [10, 5],
    "ppm": [2, 1.75, 1.5],
    "tilt": [60],
    "arc": [80, 100, 120],
    "occ": [10, 14],
    "glare": [0.3, 0.4],
    # Light on dark, which a scanner must read within three frames.
    "inverted": [1],
}

# The movement of the hand from one frame to the next: the step of each condition.
STEPS = {"tilt": 1.5, "roll": 1.2, "module": 0.015}  # in degrees, in degrees, relative to the module
# The conditions that the camera draws for each frame. All other conditions belong to the label and its light.
FRESH = ("blur", "motion", "noise", "jpeg")


def walk(rng: np.random.Generator, start: float, step: float, frames: int) -> list[float]:
    """Returns the places to which a hand drifts that tries to stay in place."""
    at, places = 0.0, []
    for _ in range(frames):
        places.append(start + at)
        at = 0.8 * at + float(rng.normal(0, step))
    return places


def film(studio: Studio, words: tuple, conditions: Conditions, frames: int) -> tuple[list[Image], str]:
    """Returns the frames of one label, and its text."""
    rng = studio.random.of(*words)
    held = conditions.drawn(rng, later=FRESH)
    if held.roll is None:
        held = replace(held, roll=float(rng.uniform(0, 360)))
    text = make_text(rng, held.length)
    fine = held.fineness
    width, height = held.width * fine, held.height * fine
    shorter = min(width, height)
    middle = [side / 2 + float(rng.uniform(-0.08, 0.08)) * shorter for side in (width, height)]
    steps = {**STEPS, "module": STEPS["module"] * held.module}
    walks = {name: walk(rng, getattr(held, name), step, frames) for name, step in steps.items()}
    across, down = (walk(rng, at, 0.006 * shorter, frames) for at in middle)
    images = []
    for number in range(frames):
        own = studio.random.of(*words, "frame", number)
        # The fresh conditions are drawn for each frame.
        frame = replace(held, **{name: places[number] for name, places in walks.items()}).drawn(own)
        frame = replace(frame, tilt=min(max(frame.tilt, 0.0), 75.0))
        # The draws are the same for each frame: the same background, damage, shadow and direction of light.
        same = studio.random.of(*words, "label")
        camera = Camera(studio.backgrounds.draw(same, width, height), fine, held.brightness)
        camera.place(same, frame, text, across[number], down[number])
        for glare in camera.glares:
            # A reflection moves with the hand.
            half = glare.size / frame.glare * 0.12
            glare.x += float(own.normal(0, half))
            glare.y += float(own.normal(0, half))
        images.append(camera.expose(own, frame))
    return images, text


@dataclass(frozen=True)
class Sequence:
    """One sequence to film."""

    set: str
    level: str
    number: int
    words: tuple
    conditions: Conditions


def sequences(n: int) -> Iterator[Sequence]:
    """Yields `n` sequences of each fault at each strength, and five times as many of the mixture."""
    for axis, strengths in AXES.items():
        for strength in strengths:
            for number in range(n):
                # The code and the pose are the same for every strength of an axis.
                yield Sequence(f"seq/{axis}", f"{strength}", number, ("seq", axis, number), one_fault(axis, strength))
    for number in range(5 * n):
        yield Sequence("seq/hard", "hard", number, ("seq", "hard", number), MIXES["hard"])


_studio: Studio


def _open_studio(seed: str) -> None:
    global _studio
    _studio = Studio(seed)


def _film(job: tuple[Sequence, int, Path]) -> str:
    sequence, frames, out = job
    folder = f"{sequence.set}/{sequence.level}_{sequence.number:03}"
    (out / folder).mkdir(parents=True, exist_ok=True)
    images, text = film(_studio, sequence.words, sequence.conditions, frames)
    paths = [f"{folder}/{at:02}.pgm" for at in range(frames)]
    for path, image in zip(paths, images, strict=True):
        if not cv2.imwrite(str(out / path), image):
            raise OSError(f"{out / path}: cannot be written")
    return json.dumps({"set": sequence.set, "level": sequence.level, "frames": paths, "text": text})


def main() -> None:
    parser = argparse.ArgumentParser(description="Renders camera sequences of labels.")
    parser.add_argument("--out", type=Path, required=True)
    seed = os.environ.get("LABEL_SEED", "")
    parser.add_argument(
        "--seed", default=seed, help="another seed gives another set of the same kind (default: LABEL_SEED)"
    )
    parser.add_argument(
        "--n", type=int, default=10, help="number of sequences of each strength; the hard ones are five times as many"
    )
    parser.add_argument("--frames", type=int, default=15)
    parser.add_argument("--only", default="", help="sets, separated by commas")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    only = [name for name in options.only.split(",") if name]
    jobs = [(one, options.frames, options.out) for one in sequences(options.n) if not only or one.set in only]
    options.out.mkdir(parents=True, exist_ok=True)
    lines = []
    with multiprocessing.Pool(options.jobs, _open_studio, (options.seed,)) as pool:
        for line in pool.imap(_film, jobs):
            lines.append(line)
            if len(lines) % 20 == 0 or len(lines) == len(jobs):
                print(f"{len(lines)} of {len(jobs)} sequences", flush=True)
    (options.out / "sequences.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Renders photographs of a shop's shelves, with two labels on each, from the texts of labels.

    python gen_shelf.py TEXTS DIR [--seed S] [--jobs N]

TEXTS has one text a line. The photographs are JPEG files of three megapixels, as a phone takes them for an audit:
labels are turned and tilted, lit from a side, and a little out of focus.
"""

import argparse
import multiprocessing
import os
from pathlib import Path

import cv2

from camera import Camera
from scene import Backgrounds, Conditions, Random

EACH = 2  # labels on a photograph
CONDITIONS = Conditions(
    width=2048,
    height=1536,
    module=(4, 6),
    tilt=(0, 30),
    roll=(-30, 30),
    blur=(0.6, 1.0),
    noise=(2, 6),
    grad=(1, 2),
    jpeg=(85, 95),
)

_random: Random
_backgrounds: Backgrounds


def _open(seed: str) -> None:
    global _random, _backgrounds
    _random = Random(seed)
    _backgrounds = Backgrounds(_random)


def _take(job: tuple[int, list[str], Path]) -> None:
    number, texts, path = job
    rng = _random.of("shelf", number)
    width, height, fine = CONDITIONS.width, CONDITIONS.height, 2
    camera = Camera(_backgrounds.draw(rng, width * fine, height * fine), fine)
    conditions = CONDITIONS.drawn(rng)
    for place, text in enumerate(texts):
        of_label = CONDITIONS.drawn(rng)
        x = (place + 0.5 + float(rng.uniform(-0.08, 0.08))) * width / len(texts)
        y = (0.5 + float(rng.uniform(-0.15, 0.15))) * height
        camera.place(rng, of_label, text, x * fine, y * fine)
    if not cv2.imwrite(str(path), camera.expose(rng, conditions), [cv2.IMWRITE_JPEG_QUALITY, 92]):
        raise OSError(f"{path}: cannot be written")


def main() -> None:
    parser = argparse.ArgumentParser(description="Renders photographs of a shop's shelves.")
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", default="starseal")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    texts = options.texts.read_text(encoding="utf-8").splitlines()
    options.out.mkdir(parents=True, exist_ok=True)
    starts = enumerate(range(0, len(texts), EACH))
    jobs = [(at, texts[start : start + EACH], options.out / f"{at:04}.jpg") for at, start in starts]
    with multiprocessing.Pool(options.jobs, _open, (options.seed,)) as pool:
        for done, _ in enumerate(pool.imap_unordered(_take, jobs, chunksize=4), start=1):
            if done % 100 == 0 or done == len(jobs):
                print(f"{done} of {len(jobs)} photographs", flush=True)


if __name__ == "__main__":
    main()

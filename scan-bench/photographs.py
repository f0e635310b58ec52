"""Makes camera frames of photographs without a QR symbol, for the time of empty frames.

Rendered clutter is even and smooth where photographs have print, foliage and noise. These frames are parts of the
photographs in images/ in which there is no QR symbol: cut, turned, scaled, and side by side in large frames.

    python photographs.py --out DIR [--seed S] [--few]

writes DIR/photograph/SIZE/NUMBER.pgm, and DIR/labels.jsonl in the form of gen_labels.py.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from gen_labels import FRAMES
from public import FORMATS, IMAGES, NONE, grey
from scene import Image, Random

# The number of frames of each size, and with --few.
COUNT, FEW = 110, 12
# Drawings and icons of a few pixels are not photographs. Nor are these symbols on white.
LEAST_SIDE = 100
DRAWN = {"datamatrix-1"}
# The greatest enlargement beyond that of a photograph that just fills its place.
MOST_CUT = 1.3
# The share of frames, among those larger than a photograph, that show one photograph and not several side by side.
SINGLE = 0.4
# Frames show at most as many photographs side by side as fit with this width.
LEAST_TILE = 480


def sources() -> list[Image]:
    """Returns the photographs without a QR symbol."""
    folders = [*sorted(NONE.iterdir()), *sorted(IMAGES.glob("*/falsepositives-*"))]
    paths = [path for folder in folders if folder.name not in DRAWN for path in sorted(folder.iterdir())]
    images = [grey(path) for path in paths if path.suffix in FORMATS]
    return [image for image in images if min(image.shape) >= LEAST_SIDE]


def filling(rng: np.random.Generator, image: Image, width: int, height: int, most: float) -> Image:
    """Returns a part of an image, scaled and cut to a size."""
    least = max(width / image.shape[1], height / image.shape[0])
    scale = least * float(rng.uniform(1, most))
    size = (max(width, round(image.shape[1] * scale)), max(height, round(image.shape[0] * scale)))
    scaled = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    top, left = (int(rng.integers(have - want + 1)) for have, want in zip(scaled.shape, (height, width), strict=True))
    return scaled[top : top + height, left : left + width]


def frame(rng: np.random.Generator, images: list[Image], width: int, height: int, number: int) -> Image:
    """Returns a frame that shows the photograph of this number, or several photographs side by side."""
    first = images[number % len(images)]
    first = np.ascontiguousarray(np.rot90(first, int(rng.integers(4)))) if rng.random() < 0.3 else first
    most = width // LEAST_TILE
    if most < 2 or rng.random() < SINGLE:
        return np.ascontiguousarray(filling(rng, first, width, height, MOST_CUT))
    across = int(rng.integers(2, most + 1))
    out = np.zeros((height, width), np.uint8)
    lines = [np.linspace(0, length, across + 1).astype(int) for length in (height, width)]
    for at, (row, column) in enumerate(np.ndindex(across, across)):
        (top, bottom), (left, right) = lines[0][row : row + 2], lines[1][column : column + 2]
        image = images[int(rng.integers(len(images)))] if at else first
        out[top:bottom, left:right] = filling(rng, image, right - left, bottom - top, 1)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes camera frames of photographs without a QR symbol.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", default="", help="another seed gives other frames of the same photographs")
    parser.add_argument("--few", action="store_true", help="fewer frames")
    options = parser.parse_args()
    images, random = sources(), Random(options.seed)
    lines = []
    for size in FRAMES:
        width, height = map(int, size.split("x"))
        for number in range(FEW if options.few else COUNT):
            name = f"photograph/{size}/{number:03}.pgm"
            path = options.out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            image = frame(random.of("photograph", size, number), images, width, height, number)
            if not cv2.imwrite(str(path), image):
                raise OSError(f"{path}: cannot be written")
            lines.append(json.dumps({"set": f"photograph/{size}", "level": size, "path": name, "texts": []}))
    (options.out / "labels.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} images")


if __name__ == "__main__":
    main()

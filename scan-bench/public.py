"""Converts the public images (images/) to grey PGM files, unchanged and turned by quarters.

    python public.py --out DIR

writes DIR/SET/NAME_TURN.pgm, and DIR/labels.jsonl in the form of gen_labels.py. The text of an image is in NAME.txt
beside it. images/texts.json has the texts of images without such a file, with several symbols, or with a mistake in the
file.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from PIL import Image

IMAGES = Path(__file__).parent / "images"
FORMATS = {".png", ".webp", ".jpg"}
TURNS = (0, 90, 180, 270)  # degrees, clockwise
# Images without a QR symbol. There are many of them, so that they are not turned.
NONE = IMAGES / "none"
# Symbols that each hold a part of one text. They are a set of their own: a part of a text is not a text.
PARTS = IMAGES / "zxingcpp" / "qrcode-7"


def grey(path: Path) -> np.ndarray:
    """Returns the luma of an image. Transparent parts become white."""
    image = Image.open(path)
    if image.mode in ("RGBA", "LA", "P"):
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    return np.asarray(image.convert("L"))


def texts_of(path: Path, others: dict[str, list[str]]) -> list[str]:
    """Returns the texts of an image's QR symbols. The list is empty if the image has none."""
    name = path.relative_to(IMAGES).as_posix()
    if name in others:
        return others[name]
    beside = path.with_suffix(".txt")
    if beside.exists():
        return [beside.read_text(encoding="utf-8")]
    if path.parent.name.startswith("falsepositives") or path.is_relative_to(NONE):
        return []
    raise ValueError(f"{path}: there is no text beside the image, and none in texts.json")


def main() -> None:
    parser = argparse.ArgumentParser(description="Converts the public images for all readers.")
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    others = json.loads((IMAGES / "texts.json").read_text(encoding="utf-8"))
    lines = []
    for path in sorted(path for path in IMAGES.rglob("*") if path.suffix in FORMATS):
        texts, pixels = texts_of(path, others), grey(path)
        # An image without a symbol does not belong to a set of images to read.
        folder = path.parent.relative_to(IMAGES).as_posix() if texts else "nothing"
        if path.is_relative_to(PARTS):
            folder = "parts"
        (out / folder).mkdir(parents=True, exist_ok=True)
        for turn in TURNS[:1] if path.is_relative_to(NONE) else TURNS:
            name = f"{folder}/{path.parent.name}-{path.stem}_{turn:03}.pgm".replace("#", "")
            Image.fromarray(np.ascontiguousarray(np.rot90(pixels, -turn // 90))).save(out / name, format="PPM")
            lines.append(json.dumps({"set": folder, "level": f"{turn}", "path": name, "texts": texts}))
    (out / "labels.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} images")


if __name__ == "__main__":
    main()

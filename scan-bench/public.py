"""Other people's images (images/) as grey PGM files, as they are and turned by quarters.

    python public.py --out DIR

writes DIR/SET/NAME_TURN.pgm, and DIR/labels.jsonl as gen_labels.py writes its list. An image's text stands beside it in NAME.txt; images/texts.json has those of
images that came without, with more symbols than one, or with a mistake in it.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from PIL import Image

IMAGES = Path(__file__).parent / "images"
FORMATS = {".png", ".webp", ".jpg"}
TURNS = (0, 90, 180, 270)  # degrees, clockwise


def grey(path: Path) -> np.ndarray:
    """Luma; what is transparent shows white paper."""
    image = Image.open(path)
    if image.mode in ("RGBA", "LA", "P"):
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    return np.asarray(image.convert("L"))


def texts_of(path: Path, others: dict[str, list[str]]) -> list[str]:
    """The texts of an image's QR symbols; none where it has none."""
    name = path.relative_to(IMAGES).as_posix()
    if name in others:
        return others[name]
    beside = path.with_suffix(".txt")
    if beside.exists():
        return [beside.read_text(encoding="utf-8")]
    if path.parent.name.startswith("falsepositives"):
        return []
    raise ValueError(f"{path}: no text beside it, and none in texts.json")


def main() -> None:
    parser = argparse.ArgumentParser(description="Other people's images, for all readers alike.")
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    others = json.loads((IMAGES / "texts.json").read_text(encoding="utf-8"))
    lines = []
    for path in sorted(path for path in IMAGES.rglob("*") if path.suffix in FORMATS):
        texts, pixels = texts_of(path, others), grey(path)
        # What has no symbol at all is not one of a set to be read.
        folder = path.parent.relative_to(IMAGES).as_posix() if texts else "nothing"
        (out / folder).mkdir(parents=True, exist_ok=True)
        for turn in TURNS:
            name = f"{folder}/{path.parent.name}-{path.stem}_{turn:03}.pgm".replace("#", "")
            Image.fromarray(np.ascontiguousarray(np.rot90(pixels, -turn // 90))).save(out / name, format="PPM")
            lines.append(json.dumps({"set": folder, "level": f"{turn}", "path": name, "texts": texts}))
    (out / "labels.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} images")


if __name__ == "__main__":
    main()

"""Judges every vector that needs no image: `python -m judge` in the parent folder."""

import json
import sys
from pathlib import Path

if not __package__:  # run as a folder
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from judge.run import disagreements  # noqa: E402

folder = Path(__file__).resolve().parent.parent
vectors = [json.loads(path.read_text()) for path in sorted((folder / "vectors").glob("*.json"))]
wrong = disagreements(folder, vectors)
print(*wrong, f"{len(vectors)} vectors, {len(wrong)} with a different verdict", sep="\n")
sys.exit(bool(wrong) or not vectors)

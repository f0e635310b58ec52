"""Judges all vectors and plays all stories: `python -m judge` in the parent folder."""

import json
import sys
from pathlib import Path

if not __package__:  # run as a folder
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from judge.run import disagreements  # noqa: E402
from judge.stories import story_disagreements  # noqa: E402

folder = Path(__file__).resolve().parent.parent
vectors = [json.loads(path.read_text()) for path in sorted((folder / "vectors").glob("*.json"))]
stories = [json.loads(path.read_text()) for path in sorted((folder / "stories").glob("*.json"))]
wrong = disagreements(folder, vectors)
steps = story_disagreements(stories)
kinds = {kind: sum(vector["kind"] == kind for vector in vectors) for kind in ("label", "image", "trust-list")}
print(
    *wrong,
    *steps,
    f"{kinds['label']} labels, {kinds['image']} images, {kinds['trust-list']} trust lists: {len(wrong)} differ",
    f"{len(stories)} stories: {len(steps)} steps differ",
    sep="\n",
)
sys.exit(bool(wrong or steps) or not vectors or not stories)

"""Lists all files that the generator owns, and writes them."""

import json
from pathlib import Path

from . import keys, trust
from .diagnostic import diagnostic
from .scenario import Scenario
from .scenarios import everything
from .stories import everything as stories
from .words import sentences

FOLDER = Path(__file__).resolve().parent.parent


def files() -> dict[str, bytes]:
    """Returns every generated file: its path in this folder, and its bytes."""
    made = {"keys.json": json_bytes(keys.file())}
    for known in trust.LISTS:
        made[f"trust/{known.name}.json"] = json_bytes(trust_file(known))
    for scenario in everything():
        path = f"vectors/{scenario.name}.json"
        if path in made:
            raise ValueError(f"two scenarios are called {scenario.name}")
        made[path] = json_bytes(scenario.file())
        made |= image_file(scenario)
    for story in stories():
        path = f"stories/{story.name}.json"
        if path in made or f"vectors/{story.name}.json" in made:
            raise ValueError(f"two scenarios are called {story.name}")
        made[path] = json_bytes(story.file())
    made["sentences.json"] = json_bytes(sentences(made))
    return made


def trust_file(known: trust.TrustList) -> dict:
    return {
        "name": known.name,
        "description": known.description,
        "hex": known.data.hex(),
        "diagnostic": diagnostic(known.data),
        "authority_id": known.authority_id.hex(),
    }


def image_file(scenario: Scenario) -> dict[str, bytes]:
    return {scenario.input["image"]: scenario.image} if scenario.image else {}


def json_bytes(value) -> bytes:
    """Encodes JSON. Text stays readable, but invisible characters and those that change the writing direction are
    escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return ("".join(c if c.isprintable() or c == "\n" else escaped(c) for c in text) + "\n").encode()


def escaped(character: str) -> str:
    return json.dumps(character)[1:-1]


def generated(folder: Path = FOLDER) -> set[str]:
    """Returns the paths of the files on disk that only the generator writes. The library writes `records.json`."""
    kinds = ("keys.json", "sentences.json", "trust/*.json", "vectors/*.json", "stories/*.json", "images/*.png")
    return {str(path.relative_to(folder)) for kind in kinds for path in folder.glob(kind)}


def write(folder: Path = FOLDER) -> int:
    made = files()
    for stale in generated(folder) - made.keys():
        (folder / stale).unlink(missing_ok=True)
    for path, data in made.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
    print(f"{len(made)} files")
    return 0

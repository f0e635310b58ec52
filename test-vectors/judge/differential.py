"""Makes altered objects, and writes the results that the judge has for them: `python -m judge.differential`.

Each line of the output is a JSON object: a vector or a story of this folder, what is given in place of its own input,
and the result. Another implementation reads the lines and compares its own results. The same seed gives the same lines,
and line n does not depend on how many there are.
"""

import json
import sys
from argparse import ArgumentParser, FileType
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from .carrier import Refused
from .forge import Forger, sha256
from .run import trust_code
from .stories import applied, judged, seconds
from .verifier import Verifier

FOLDER = Path(__file__).resolve().parent.parent
LONGEST_INPUT, LONGEST_STORY = 16_384, 131_072
ANCHOR = "0"
# The first and the last second of additional checks: 2026-03-01 and 2033-01-01.
TIMES = 1_772_323_200, 1_988_150_400


# How often a step of a story is chosen.
WEIGHTS = {"anchor": 1, "check": 2, "add-authority": 2, "update-trust": 4, "update-status": 6}
WEIGHTS |= {"apply-bundle": 20, "restore": 15, "object": 20}


class Source:
    """The vectors and stories of a folder, and the verifiers of the vectors."""

    def __init__(self, folder: Path):
        self.forger = Forger(folder)
        vectors = [json.loads(path.read_text()) for path in sorted((folder / "vectors").glob("*.json"))]
        stories = [json.loads(path.read_text()) for path in sorted((folder / "stories").glob("*.json"))]
        self.labels = by_result([one for one in vectors if one["kind"] == "label"], "active")
        lists = [one for one in vectors if one["kind"] == "trust-list" and short(one["input"]["hex"])]
        self.trust_lists = by_result(lists, "accepted")[0]
        self.stories = [one for one in stories if is_plain(one)]
        lists = {path.stem: json.loads(path.read_text())["hex"] for path in (folder / "trust").glob("*.json")}
        self.verifiers = {name: Verifier(bytes.fromhex(data)) for name, data in lists.items()}

    def line(self, rng: Random) -> dict | None:
        """Returns one altered object with its result; None if the choice cannot be altered."""
        kind = rng.choices((self.label, self.trust_list, self.story), (30, 15, 55))[0]
        return kind(rng)

    def label(self, rng: Random) -> dict | None:
        vector = rng.choice(rng.choice(self.labels))
        text = self.forger.carrier(vector["input"]["text"], rng)
        if text is None:
            return None
        as_of = date.fromisoformat(vector["as_of"]) if "as_of" in vector else None
        verdict = self.verifiers[vector["trust"]].check(text, False, seconds(vector["now"]), as_of)
        return {"vector": vector["name"], "given": text, "result": [verdict.code, *verdict.reasons]}

    def trust_list(self, rng: Random) -> dict | None:
        vector = rng.choice(self.trust_lists)
        data = self.forger.trust_list(bytes.fromhex(vector["input"]["hex"]), rng)
        return None if data is None else {"vector": vector["name"], "given": data.hex(), "result": trust_code(data)}

    def story(self, rng: Random) -> dict | None:
        story = rng.choice(self.stories)
        own = inputs(story)
        steps = [number for number, given in own.items() if short(given)]
        step = rng.choices(steps, [WEIGHTS[doing(story, number)] for number in steps])[0]
        given = self.altered_step(story, step, own, rng)
        if given is None:
            return None
        asked = questions(story, rng)
        found = list(results(story, given, asked))
        return {"story": story["name"], "given": given, "asked": asked, "results": found}

    def altered_step(self, story: dict, step: str, own: dict[str, str], rng: Random) -> dict[str, str] | None:
        """Returns the inputs that have changed, by the number of the step."""
        do = doing(story, step)
        if do == "check":
            text = self.forger.carrier(own[step], rng)
            return None if text is None else {step: text}
        data, digests = bytes.fromhex(own[step]), []
        if do in ("anchor", "add-authority", "update-trust"):
            new = self.forger.trust_list(data, rng)
        elif do == "update-status":
            new = self.forger.sign1(data, rng)
        elif do == "object":
            new = self.forger.status_object(data, rng)
            digests = [] if new is None else [(sha256(data), sha256(new))]
        else:
            new, digests = (self.forger.state if do == "restore" else self.forger.bundle)(data, rng)
        if new is None:
            return None
        given = {step: new.hex()}
        if digests and rng.random() < 0.85:
            given |= self.rebound(story, {**own, **given}, digests, rng)
        return given

    def rebound(self, story: dict, own: dict[str, str], digests: list, rng: Random) -> dict[str, str]:
        """Binds altered objects again in all lists and directories of the story."""
        changed = {}
        for _ in range(3):
            for number, given in own.items():
                if doing(story, number) in ("update-status", "apply-bundle", "restore", "object"):
                    new = self.forger.rebound(bytes.fromhex(changed.get(number, given)), digests, rng).hex()
                    if new != given:
                        changed[number] = new
        return changed


def is_plain(story: dict) -> bool:
    """Whether a story is short and sets no policy, which is no matter of bytes."""
    return not any(step["do"] == "policy" for step in story["steps"]) and (
        sum(map(len, inputs(story).values())) <= LONGEST_STORY
    )


def doing(story: dict, step: str) -> str:
    return "anchor" if step == ANCHOR else story["steps"][int(step) - 1]["do"]


def inputs(story: dict) -> dict[str, str]:
    """Returns the anchor and the inputs of the steps, by number."""
    steps = {str(number): step for number, step in enumerate(story["steps"], 1)}
    own = {number: step.get("hex", step.get("text")) for number, step in steps.items()}
    return {ANCHOR: story["anchor"]} | {number: given for number, given in own.items() if given is not None}


def by_result(vectors: list[dict], good: str) -> tuple[list[dict], list[dict]]:
    """Returns the vectors with this result, which are chosen as often as all others, and the others."""
    return [one for one in vectors if one["expect"] == good], [one for one in vectors if one["expect"] != good]


def questions(story: dict, rng: Random) -> list[dict]:
    """Returns two checks of labels of the story: at another time, and for another day."""
    texts = [step["text"] for step in story["steps"] if step["do"] == "check"]
    if not texts:
        return []
    now = datetime.fromtimestamp(rng.randrange(*TIMES), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    day = datetime.fromtimestamp(rng.randrange(*TIMES), UTC).strftime("%Y-%m-%d")
    return [
        {"do": "check", "text": rng.choice(texts), "now": now},
        {"do": "check", "text": rng.choice(texts), "now": now, "as_of": day},
    ]


def short(given: str) -> bool:
    return len(given) <= 2 * LONGEST_INPUT


def results(story: dict, given: dict[str, str], asked: list[dict]) -> Iterator[object]:
    """Plays a story with other inputs and more checks at its end, and yields the result of each step. A refused anchor
    is the only result."""
    try:
        verifier = Verifier(bytes.fromhex(given.get(ANCHOR, story["anchor"])))
    except Refused as refused:
        yield str(refused)
        return
    for number, step in enumerate([*story["steps"], *asked], 1):
        new = given.get(str(number))
        step = step if new is None else step | {"text" if step["do"] == "check" else "hex": new}
        if step["do"] == "restart":
            verifier, refused = verifier.restarted()
            yield refused
        elif step["do"] == "check":
            found = judged(verifier, step)
            yield [found["expect"], *found["reasons"], found["last_day"], found["stands"]]
        else:
            found = applied(verifier, step)
            yield [found["expect"], *found["lists"]] if "lists" in found else found["expect"]


def lines(seed: int, count: int) -> Iterator[dict]:
    source = Source(FOLDER)
    for number in range(count):
        rng = Random(f"{seed}/{number}")
        line = None
        while line is None:
            line = source.line(rng)
        yield {"number": number} | line


def main():
    options = ArgumentParser(description="Writes altered objects with the judge's results, one a line.")
    options.add_argument("--seed", type=int, default=1, help="another seed makes other objects")
    options.add_argument("--count", type=int, default=20_000, help="how many objects")
    options.add_argument("--out", type=FileType("w"), default=sys.stdout, help="the file to write")
    chosen = options.parse_args()
    for line in lines(chosen.seed, chosen.count):
        json.dump(line, chosen.out, ensure_ascii=True)
        print(file=chosen.out)


if __name__ == "__main__":
    main()

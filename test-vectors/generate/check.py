"""Checks that the files are what the generator makes, fit the schema, cover all rules and codes, and have the verdicts
that `judge` gives."""

import json
import re
from collections.abc import Iterator

import cbor2
from jsonschema import Draft202012Validator
from judge.carrier import opened
from judge.run import disagreements
from judge.stories import story_disagreements

from .scenarios.carrier import SPECIFICATION_EXAMPLE
from .write import FOLDER, files, generated

SPEC = FOLDER.parent / "docs" / "spec.md"

# Codes without a vector. Implementations test them separately. A bundle that is too long has 64 MiB. The other codes
# are about invalid arguments of a caller, such as an image with fewer pixels than declared, which no vector can
# contain.
NOT_IN_VECTORS = {"bundle-too-long", "bad-image", "bad-value"}


def check() -> int:
    made = files()
    vectors = [json.loads(data) for path, data in made.items() if path.startswith("vectors/")]
    stories = [json.loads(data) for path, data in made.items() if path.startswith("stories/")]
    faults = [
        *differences(made),
        *schema_faults("schema.json", vectors),
        *schema_faults("story.schema.json", stories),
        *schema_faults("sentences.schema.json", [json.loads(made["sentences.json"])]),
        *rules_left_out([*vectors, *stories]),
        *codes_left_out(vectors, stories),
        *records_faults(vectors),
        *faults_of_form(vectors),
        *example_faults(vectors),
        *disagreements(FOLDER, vectors),
        *story_disagreements(stories),
    ]
    print(*faults, f"{len(vectors)} vectors, {len(stories)} stories, {len(faults)} faults", sep="\n")
    return 1 if faults else 0


def differences(made: dict[str, bytes]) -> Iterator[str]:
    """Yields files on disk that are missing, stale or different from what the generator makes."""
    on_disk = generated()
    for path in sorted(on_disk | made.keys()):
        if path not in made:
            yield f"{path}: no scenario generates this file"
        elif path not in on_disk:
            yield f"{path}: missing"
        elif (FOLDER / path).read_bytes() != made[path]:
            yield f"{path}: differs from what the generator makes"


def schema_faults(schema_name: str, documents: list[dict]) -> Iterator[str]:
    schema = json.loads((FOLDER / schema_name).read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for document in documents:
        for error in validator.iter_errors(document):
            yield f"{document.get('name', schema_name)}: {error.json_path}: {error.message[:200]}"


def rules_left_out(vectors: list[dict]) -> Iterator[str]:
    rules = set(re.findall(r"^\*\*(R-\d+) ", SPEC.read_text(), re.MULTILINE))
    cited = {rule for vector in vectors for rule in vector["rules"]}
    if not rules:
        yield "the specification has no rules"
    yield from (f"{rule}: no vector" for rule in sorted(rules - cited))
    yield from (f"{rule}: not in the specification" for rule in sorted(cited - rules))


def codes_left_out(vectors: list[dict], stories: list[dict]) -> Iterator[str]:
    """Yields codes of the specification that no vector and no story has, and codes that the specification does not
    have."""
    said = {vector["expect"] for vector in vectors}
    said |= {each["expect"] for vector in vectors for each in vector.get("each", [])}
    said |= {code for vector in vectors for code in vector["reasons"]}
    steps = [step for story in stories for step in story["steps"]]
    said |= {step["expect"] for step in steps if "expect" in step}
    said |= {code for step in steps for code in [*step.get("reasons", []), *step.get("lists", [])]}
    table = SPEC.read_text().partition("\n## 12. Codes\n")[2].partition("\n## ")[0]
    specified = {
        code for line in table.splitlines() if line.startswith("|") for code in re.findall("`([a-z0-9-]+)`", line)
    }
    yield from (f"{code}: no vector has this code" for code in sorted(specified - said - NOT_IN_VECTORS))
    yield from (f"{code}: not in the specification" for code in sorted(said - specified - {"accepted", "unchanged"}))


def records_faults(vectors: list[dict]) -> Iterator[str]:
    """Yields label vectors without a record, and records without a vector. The library writes them: `cargo xtask
    records`."""
    records = json.loads((FOLDER / "records.json").read_text()).keys()
    labels = {vector["name"] for vector in vectors if vector["kind"] == "label"}
    for name in sorted(labels ^ records):
        what = "no record" if name in labels else "a record without a vector"
        yield f"{name}: {what}; run `cargo xtask records`"


def faults_of_form(vectors: list[dict]) -> Iterator[str]:
    """Yields vectors whose forms are inconsistent, as another CBOR library reads them."""
    for vector in vectors:
        if vector["kind"] == "label" and "carrier" in vector["forms"]:
            forms = vector["forms"]
            if opened(forms["carrier"])[1].hex() != forms["sealed_hex"]:
                yield f"{vector['name']}: the carrier does not hold the sealed label"
            if vector["label"] and not is_canonical(forms):
                yield f"{vector['name']}: another CBOR library encodes it differently"


def example_faults(vectors: list[dict]) -> Iterator[str]:
    """Yields forms of the specification's example that differ from those of its vector."""
    (example,) = [vector for vector in vectors if vector["name"] == SPECIFICATION_EXAMPLE]
    shown = SPEC.read_text().partition("\n## 13. ")[2]
    for form in ("carrier", "to_be_signed_hex"):
        if example["forms"][form] not in shown:
            yield f"the specification's example has a different {form}"


def is_canonical(forms: dict) -> bool:
    sealed, payload = bytes.fromhex(forms["sealed_hex"]), bytes.fromhex(forms["payload_hex"])
    tagged = cbor2.loads(sealed)
    protected, _, within, _ = tagged.value
    signed = cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
    return (
        cbor2.dumps(tagged, canonical=True) == sealed
        and within == payload
        and cbor2.dumps(cbor2.loads(payload), canonical=True) == payload
        and signed.hex() == forms["to_be_signed_hex"]
    )

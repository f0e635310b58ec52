"""Judges each vector's input, and compares the verdict with the one that the vector expects."""

import json
from datetime import date, datetime
from pathlib import Path

from .carrier import Refused
from .trust import trust_list
from .verifier import Verifier


def disagreements(folder: Path, vectors: list[dict]) -> list[str]:
    """Returns one line for each vector with a different verdict."""
    lists = {
        path.stem: Verifier(bytes.fromhex(json.loads(path.read_text())["hex"]))
        for path in (folder / "trust").glob("*.json")
    }
    wrong = []
    for vector in vectors:
        for expected, got in pairs(vector, lists):
            if expected != got:
                wrong.append(f"{vector['name']}: expected {expected}, judged {got}")
    return wrong


def pairs(vector: dict, lists: dict):
    """Yields the expected and the judged verdict. Images are not read here: their carriers are taken from `forms`."""
    if vector["kind"] == "trust-list":
        yield vector["expect"], trust_code(bytes.fromhex(vector["input"]["hex"]))
        return
    now = int(datetime.fromisoformat(vector["now"]).timestamp())
    as_of = date.fromisoformat(vector["as_of"]) if "as_of" in vector else None
    for text, wedge, expected in texts(vector):
        verdict = lists[vector["trust"]].check(text, wedge, now, as_of)
        yield (
            (expected["expect"], expected["reasons"], expected["label"], expected.get("trust_age_days")),
            (verdict.code, verdict.reasons, verdict.label, verdict.trust_age_days),
        )


def texts(vector: dict):
    if vector["kind"] == "label":
        yield vector["input"]["text"], vector["input"].get("wedge", False), vector
        return
    for each in vector.get("each", [vector]):
        if "carrier" in each["forms"]:
            yield each["forms"]["carrier"], False, each


def trust_code(data: bytes) -> str:
    try:
        trust_list(data)
    except Refused as refused:
        return str(refused)
    return "accepted"

"""Reads the files of test-vectors, and converts verdicts to their format."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from starseal import Code, Language, Verdict, Verifier, When

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "test-vectors"
DAY = timedelta(days=1)


def named(folder: str) -> list[str]:
    """Returns the names of all JSON files of a folder. There must be at least one: an empty test could not fail."""
    found = sorted(path.stem for path in (FOLDER / folder).glob("*.json"))
    assert found, f"{folder} is empty"
    return found


@cache
def read(name: str) -> Any:  # noqa: ANN401
    """Returns a file of test-vectors, such as `vectors/camera`."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def trust(name: str) -> bytes:
    return bytes.fromhex(read(f"trust/{name}")["hex"])


def verifier(name: str = "jc-star") -> Verifier:
    return Verifier(trust(name))


def carrier(name: str = "camera") -> str:
    text: str = read(f"vectors/{name}")["input"]["text"]
    return text


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


NOW = moment("2026-11-22T03:00:00Z")


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def asked(vector: dict[str, Any]) -> When:
    """Returns the time that a vector, or a step of a story, asks about."""
    return day(vector.get("as_of")) or moment(vector["now"])


def shown(verdict: Verdict) -> dict[str, Any]:
    """Returns the code, the reasons, the label and the age of the trust list, in the format of a vector."""
    return {
        "expect": verdict.code.value,
        "reasons": [code.value for code in verdict.reasons],
        "label": label(verdict),
        "trust_age_days": age(verdict, verdict.trust_issued_at, Code.TRUST_AGEING, Code.TRUST_STALE),
    }


def wanted(vector: dict[str, Any]) -> dict[str, Any]:
    return {name: vector.get(name) for name in ("expect", "reasons", "label", "trust_age_days")}


def age(verdict: Verdict, issued_at: datetime | None, *told: Code) -> int | None:
    """Returns the age of a list in whole days if a finding says that the list is ageing or stale."""
    if verdict.moment is None or issued_at is None or not any(finding.code in told for finding in verdict.findings):
        return None
    return (verdict.moment - issued_at) // DAY


def label(verdict: Verdict) -> dict[str, Any] | None:
    of = verdict.label
    if of is None:
        return None
    fields = {
        "product_id": of.product_id,
        "level": of.level,
        "issued_on": of.issued_on.isoformat(),
        "expires_on": of.expires_on.isoformat(),
        "status_index": of.status_index,
        "criteria": of.criteria,
        "category": of.category,
        "holder": of.holder,
        "model": of.model,
        "gtin": list(of.gtins) or None,
        "evaluator": of.evaluator,
        "serial": of.serial,
        "unknown_claims": of.unknown_claims or None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def said(verdict: Verdict) -> dict[str, Any]:
    """Returns the sentences of a verdict, in the format of sentences.json."""
    return {
        language.value: {
            "sentence": verdict.sentence(language),
            "reasons": list(verdict.reason_sentences(language)),
        }
        for language in Language
    }


def said_of_code(code: Code) -> dict[str, Any]:
    return {language.value: {"sentence": code.sentence(language), "reasons": []} for language in Language}


def grey_png(path: Path) -> tuple[bytes, int, int]:
    """Returns the pixels, width and height of a PNG of the vectors: grey, without filters or interlacing."""
    png = path.read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, packed, width, height, depth = 8, b"", 0, 0, 0
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, *how = struct.unpack(">IIBBBBB", body)
            assert depth in (1, 8)
            assert how == [0, 0, 0, 0], "not grey"
        elif kind == b"IDAT":
            packed += body
        at += length + 12
    rows, size = zlib.decompress(packed), 1 + (width * depth + 7) // 8
    assert len(rows) == height * size
    starts = range(0, len(rows), size)
    assert not any(rows[start] for start in starts), "a filter"
    pixels = (rows[start + 1 : start + size] for start in starts)
    if depth == 1:
        pixels = (b"".join(BITS[byte] for byte in row)[:width] for row in pixels)
    return b"".join(pixels), width, height


# For each byte of a 1-bit grey image, its eight pixels.
BITS = [bytes(255 * (byte >> bit & 1) for bit in range(7, -1, -1)) for byte in range(256)]

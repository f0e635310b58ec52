"""Tests that the second implementation reads files of evidence, and judges their records as they state."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cddl_verifier import Validator
from judge.evidence import NotEvidence, evidence, findings
from vectors import REPOSITORY, TRUST, of_kind, trust_bytes

GRAMMAR = Validator(Path(REPOSITORY / "docs" / "evidence.cddl"))
LIST = "jc-star"
NOW = "2026-11-22T03:00:00Z"
POLICY = 'minimum_level = 1\nminimum_days_left = 30\naccepted_criteria = ["JST-CR-01-01-2024R1"]\n'


def texts() -> list[str]:
    """Returns texts of label vectors, each on one line: those with line feeds cannot be given so."""
    found = [vector["input"]["text"] for vector in of_kind("label") if vector["trust"] == LIST]
    one_line = [text for text in found if text.strip() == text and text.isprintable() and text]
    assert len(one_line) > 100
    return one_line[::3]


@pytest.fixture(scope="module")
def files(starseal, tmp_path_factory) -> list[bytes]:
    """Two files of a chain: one that is not signed, of texts of all kinds, and one that is, with a policy and notes."""
    folder = tmp_path_factory.mktemp("evidence")
    (folder / "policy.toml").write_text(POLICY)
    (folder / "notes.jsonl").write_text('{"row":1}\n{"row":"二"}\n')
    policy = ["--policy", folder / "policy.toml"]
    for more, kept in (([], []), (policy, ["--key", starseal.key("root 1"), "--notes", folder / "notes.jsonl"])):
        lists = ["--trust", starseal.trust(LIST), "--now", NOW, *more]
        done = starseal.run("verify", "--json", *lists, "-", typed="\n".join(texts()) + "\n")
        (folder / "records.jsonl").write_text(done.stdout)
        out = ["--name", "Ginza", "--records", folder / "records.jsonl", "--out", folder / "chain"]
        made = starseal.run("evidence", "create", *lists, *out, *kept)
        assert made.returncode == 0, made.stderr
    return [path.read_bytes() for path in sorted((folder / "chain").iterdir())]


def test_records_are_judged_as_they_state(files):
    for data, is_signed, notes in zip(files, (False, True), (0, 2), strict=True):
        found = evidence(data)
        assert (found.signer is not None, len(found.notes)) == (is_signed, notes)
        assert len(found.records) == len(texts())
        assert {"active", "too-long", "not-a-label"} < {json.loads(line)["code"] for line in found.records}
        assert findings(found, [trust_bytes(LIST)]) == []


def test_what_was_changed_is_found(files):
    found = evidence(files[0])
    anchors = [trust_bytes(LIST)]
    at = next(at for at, line in enumerate(found.records) if json.loads(line)["code"] == "active")
    changed = found.records.copy()
    changed[at] = changed[at].replace('"code":"active"', '"code":"revoked"')
    wrong = findings(replace(found, records=changed), anchors)
    assert {"records", "marks of records"} < {*wrong} and any(one.startswith(f"record {at + 1}:") for one in wrong)
    assert "number of records" in findings(replace(found, records=found.records[1:]), anchors)
    altered = bytearray(files[1])
    altered[120] ^= 1
    with pytest.raises(NotEvidence):
        evidence(bytes(altered))


def test_grammar_accepts_them_and_nothing_else(files):
    for data in files:
        result = GRAMMAR.validate(data, root_type="evidence")
        assert result.valid, [diagnostic.message for diagnostic in result.diagnostics]
    assert not GRAMMAR.validate(files[0][:1] + files[0][1:].replace(b"-evidence", b"-evidense", 1)).valid
    assert not GRAMMAR.validate(bytes.fromhex(TRUST[LIST]["hex"]), root_type="evidence").valid

"""Each file of test-vectors/vectors is a test with the file's name."""

from __future__ import annotations

import json
from typing import Any

import pytest

import vectors
from starseal import Code, Outcome, Refused, Stands, TrustListError, Verdict, Verifier
from vectors import named, read, verifier


@pytest.mark.parametrize("name", named("vectors"))
def test_vector(name: str) -> None:
    vector = read(f"vectors/{name}")
    {"label": label, "image": image, "trust-list": trust_list}[vector["kind"]](vector)


@pytest.mark.parametrize("name", named("trust"))
def test_trust(name: str) -> None:
    (authority,) = verifier(name).authorities
    assert authority.authority_id == read(f"trust/{name}")["authority_id"]


def said(vector: dict[str, Any]) -> Any:  # noqa: ANN401
    return read("sentences").get(f"vectors/{vector['name']}")


def label(vector: dict[str, Any]) -> None:
    text, is_typed = vector["input"]["text"], vector["input"].get("wedge", False)
    judge, at = verifier(vector["trust"]), vectors.asked(vector)
    check = judge.check_typed if is_typed else judge.check
    verdict = check(text, at)
    assert vectors.shown(verdict) == vectors.wanted(vector)
    # The first verdict was not read before `to_json`; the second one was.
    record = read("records")[vector["name"]]
    assert check(text, at).to_json() == record == verdict.to_json()
    assert verdict.to_dict() == json.loads(record)
    assert vectors.said(verdict) == said(vector)
    assert_consistent(verdict)
    assert is_typed or judge.check_many([text], at) == [verdict]


def assert_consistent(verdict: Verdict) -> None:
    """The outcome agrees with the fields of the verdict."""
    outcome: Outcome = verdict.outcome
    if isinstance(outcome, Refused):
        assert (verdict.is_authentic, verdict.stands, verdict.label) == (False, False, None)
        assert outcome.code is verdict.code
        return
    assert verdict.is_authentic
    assert (outcome.label, outcome.last_day) == (verdict.label, verdict.last_day)
    assert isinstance(outcome, Stands) is verdict.stands is (verdict.code in (Code.ACTIVE, Code.DEFERRAL))


def image(vector: dict[str, Any]) -> None:
    luma, width, height = vectors.grey_png(vectors.FOLDER / vector["input"]["image"])
    found = verifier(vector["trust"]).check_image(luma, width=width, height=height, at=vectors.asked(vector))
    if vector["input"]["labels"] == 0:
        assert found.code is not None
        assert found.code.value == vector["expect"]
        assert [vectors.said_of_code(found.code)] == said(vector)
        assert found.labels == ()
        return
    assert found.code is None
    assert len(found.labels) == vector["input"]["labels"]
    each = vector.get("each", [vector])
    # The order is not compared, because a vector does not state where labels are in a picture. A carrier that cannot
    # be decoded has no form, so its text is not compared.
    carriers = [one["forms"].get("carrier", found.labels[0].carrier) for one in each]
    wanted = [
        {**vectors.wanted(one), "carrier": carrier, "said": sentences}
        for one, carrier, sentences in zip(each, carriers, said(vector), strict=True)
    ]
    got = [
        {**vectors.shown(one.verdict), "carrier": one.carrier, "said": vectors.said(one.verdict)}
        for one in found.labels
    ]
    assert sorted(map(json.dumps, got)) == sorted(map(json.dumps, wanted))
    for one in found.labels:
        assert len(one.corners) == 4
        assert all(-8 <= corner.x <= width + 8 and -8 <= corner.y <= height + 8 for corner in one.corners)


def trust_list(vector: dict[str, Any]) -> None:
    anchor = bytes.fromhex(vector["input"]["hex"])
    if vector["expect"] == "accepted":
        assert len(Verifier(anchor).authorities) == 1
        assert said(vector) is None
        return
    with pytest.raises(TrustListError) as refused:
        Verifier(anchor)
    assert refused.value.code.value == vector["expect"]
    assert vectors.said_of_code(refused.value.code) == said(vector)

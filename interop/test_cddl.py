"""Validates whole sealed labels and whole trust lists against docs/label.cddl, with cddl-verifier."""

from pathlib import Path

import pytest
from cddl_verifier import Validator
from judge.carrier import opened
from vectors import ALL, AUTHENTIC, BY_NAME, REPOSITORY, TRUST, name_of, trust_bytes

GRAMMAR = Validator(Path(REPOSITORY / "docs" / "label.cddl"))

# The rules that the grammar cannot express. A vector of one of these may fit the grammar and still be refused.
BEYOND = {
    "R-14": "one encoding of each value",
    "R-28": "characters that no text may have",
    "R-29": "GTINs that differ",
    "R-53": "how versions and times relate",
    "R-54": "keys that are points, and differ",
    "R-55": "prefixes that do not overlap",
    "R-57": "recognitions that make sense",
    "R-90": "which keys are compromised, and in which order",
}
# The grammar expresses all of R-58 except this.
STATUS_LIST_SHARED = "status-uri-of-two-issuers"
BY_GRAMMAR = {
    "malformed-seal",
    "malformed-claims",
    "unsupported-profile",
    "unsupported-version",
    "trust-list-malformed",
    "trust-list-unsupported",
    "trust-list-invalid",
}


def data_of(vector: dict) -> tuple[bytes, str] | None:
    """Returns the vector's bytes and the rule of the grammar that they should fit, or None if it has no bytes."""
    if vector["kind"] == "trust-list":
        return bytes.fromhex(vector["input"]["hex"]), "signed-trust-list"
    sealed = vector["forms"].get("sealed_hex")
    return (bytes.fromhex(sealed), "sealed-label") if sealed else None


def fits(data: bytes, rule: str) -> bool:
    return GRAMMAR.validate(data, root_type=rule).valid


GOOD = [vector for vector in ALL if vector["expect"] in AUTHENTIC | {"accepted"}]
REFUSED = [vector for vector in ALL if vector["expect"] in BY_GRAMMAR and data_of(vector)]
STATED = [
    vector for vector in REFUSED if not BEYOND.keys() & {*vector["rules"]} and vector["name"] != STATUS_LIST_SHARED
]


@pytest.mark.parametrize("vector", GOOD, ids=name_of)
def test_grammar_accepts(vector):
    data, rule = data_of(vector)
    result = GRAMMAR.validate(data, root_type=rule)
    assert result.valid, [diagnostic.message for diagnostic in result.diagnostics]


@pytest.mark.parametrize("vector", STATED, ids=name_of)
def test_grammar_refuses(vector):
    data, rule = data_of(vector)
    assert not fits(data, rule)


def test_grammar_refuses_many_vectors_of_the_other_rules_too():
    """Makes sure that `BEYOND` does not exclude almost every vector."""
    assert len(STATED) > 120
    beyond = [vector for vector in REFUSED if vector not in STATED and not fits(*data_of(vector))]
    assert len(beyond) > 40


@pytest.mark.parametrize("trust", TRUST)
def test_grammar_accepts_trust_lists(trust):
    assert fits(trust_bytes(trust), "signed-trust-list")
    assert not fits(trust_bytes(trust), "sealed-label")


@pytest.mark.parametrize("name", ["camera", "router-with-every-claim"])
def test_grammar_accepts_labels_that_starseal_seals(starseal, tmp_path, name):
    files = starseal.issue(BY_NAME[name], tmp_path)
    (text,) = [path for path in files if path.suffix == ".txt"]
    sealed = opened(text.read_text().strip())[1]
    assert fits(sealed, "sealed-label")
    assert not fits(sealed[:-1], "sealed-label")
    assert not fits(sealed, "signed-trust-list")

"""The program judges the vectors as they say. The library's own runner does so too; this is what a user sees."""

import pytest
from vectors import AUTHENTIC, BY_NAME, name_of, of_kind

# No program can be given these as an argument: nothing at all, and a text with U+0000.
NO_ARGUMENT = {"empty-text", "text-of-many-scripts"}
LABELS = [vector for vector in of_kind("label") if vector["name"] not in NO_ARGUMENT]
CANNOT_CHECK = 3


@pytest.mark.parametrize("vector", LABELS, ids=name_of)
def test_label(starseal, vector):
    code, (verdict,) = starseal.verify(
        vector["input"]["text"],
        trust=vector["trust"],
        now=vector["now"],
        as_of=vector.get("as_of"),
        wedge=vector["input"].get("wedge", False),
    )
    assert (verdict["code"], verdict["reasons"]) == (vector["expect"], vector["reasons"])
    assert verdict["authentic"] == (vector["expect"] in AUTHENTIC)
    assert verdict["stands"] == (vector["expect"] == "active") == (code == 0)
    if vector["label"] is None:
        assert verdict.get("label") is None
    else:
        assert {field: verdict["label"][field] for field in vector["label"]} == vector["label"]


@pytest.mark.parametrize("vector", of_kind("trust-list"), ids=name_of)
def test_trust_list(starseal, tmp_path, vector):
    """A list that is refused is no list to check by."""
    path = tmp_path / "list"
    path.write_bytes(bytes.fromhex(vector["input"]["hex"]))
    code, verdicts = starseal.verify(BY_NAME["camera"]["input"]["text"], trust=path, now=vector["now"])
    if vector["expect"] == "accepted":
        assert code in (0, 1) and len(verdicts) == 1
    else:
        assert (code, verdicts) == (CANNOT_CHECK, [])

"""Tests that the program judges the vectors as they expect.

The library has its own runner for the vectors. These tests show what a user of the program sees.
"""

import pytest
from vectors import AUTHENTIC, BY_NAME, name_of, of_kind

# These texts are given as lines on standard input. An argument cannot contain U+0000, and an argument that looks like
# the name of a missing file is treated as one.
AS_A_LINE = {
    "address-in-a-row",
    "address-in-wide-characters",
    "address-typed-in-wide-characters",
    "address-with-framing",
    "framing-nul-at-the-end",
    "text-of-many-scripts",
    "wedge-caps-lock-and-us-on-jis-not-declared",
}
EMPTY = "empty-text"
LABELS = [vector for vector in of_kind("label") if vector["name"] != EMPTY]
CANNOT_CHECK = 3
# The latest time that the program accepts, because its time library reserves room for offsets. The Starseal library
# accepts later times.
LAST_NOW = "9999-12-30T21:59:59Z"


@pytest.mark.parametrize("vector", LABELS, ids=name_of)
def test_label(starseal, vector):
    code, (verdict,) = starseal.verify(
        vector["input"]["text"],
        trust=vector["trust"],
        now=min(vector["now"], LAST_NOW),
        as_of=vector.get("as_of"),
        wedge=vector["input"].get("wedge", False),
        typed=vector["name"] in AS_A_LINE,
    )
    assert (verdict["code"], verdict["reasons"]) == (vector["expect"], vector["reasons"])
    assert verdict["authentic"] == (vector["expect"] in AUTHENTIC)
    assert verdict["stands"] == (vector["expect"] == "active") == (code == 0)
    if vector["label"] is None:
        assert verdict.get("label") is None
    else:
        assert {field: verdict["label"][field] for field in vector["label"]} == vector["label"]


def test_no_input_is_no_label(starseal):
    """The library has a verdict for an empty text, but for the program an empty text is no question."""
    vector = BY_NAME[EMPTY]
    assert starseal.verify("", trust=vector["trust"], now=vector["now"]) == (CANNOT_CHECK, [])


@pytest.mark.parametrize("vector", of_kind("trust-list"), ids=name_of)
def test_trust_list(starseal, tmp_path, vector):
    """The program does not check labels with a trust list that is refused."""
    path = tmp_path / "list"
    path.write_bytes(bytes.fromhex(vector["input"]["hex"]))
    code, verdicts = starseal.verify(BY_NAME["camera"]["input"]["text"], trust=path, now=vector["now"])
    if vector["expect"] == "accepted":
        assert code in (0, 1) and len(verdicts) == 1
    else:
        assert (code, verdicts) == (CANNOT_CHECK, [])

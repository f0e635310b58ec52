"""Tests that cbor-diag converts the diagnostic notation in the vectors back into their bytes."""

import pytest
from cbor_diag import diag2cbor
from vectors import ALL, TRUST, name_of

# Bytes after the end form a CBOR sequence, which cbor-diag does not read.
SEQUENCES = {"byte-after-the-seal", "list-with-a-byte-after", "seal-twice"}
SHOWN = [vector for vector in ALL if "diagnostic" in vector["forms"]]


@pytest.mark.parametrize("vector", [v for v in SHOWN if v["name"] not in SEQUENCES], ids=name_of)
def test_vector(vector):
    expected = vector["forms"].get("sealed_hex") or vector["input"]["hex"]
    assert diag2cbor(vector["forms"]["diagnostic"]).hex() == expected


@pytest.mark.parametrize("trust", TRUST)
def test_trust_list(trust):
    assert diag2cbor(TRUST[trust]["diagnostic"]).hex() == TRUST[trust]["hex"]


def test_only_the_sequences_are_left_out():
    assert SEQUENCES <= {vector["name"] for vector in SHOWN}
    assert len(SHOWN) > 500

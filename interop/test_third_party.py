"""Judges test data of other projects with the second implementation of the specification (`test-vectors/judge`).

The vectors depend on that implementation, so it has to be right about data that we did not make ourselves.
"""

import base64
import json

import pytest
from judge.signature import verifies
from judge.verifier import Verifier
from vectors import FOLDER, trust_bytes

SIGNATURES = json.loads((FOLDER / "third-party/wycheproof/ed25519_test.json").read_text())
COSE = sorted((FOLDER / "third-party/cose-wg").glob("*.json"))
NOT_TAGGED_18 = {"sign-fail-01", "sign-pass-03"}


def test_wycheproof_signatures():
    judged = 0
    for group in SIGNATURES["testGroups"]:
        public = bytes.fromhex(group["publicKey"]["pk"])
        for test in group["tests"]:
            good = verifies(public, bytes.fromhex(test["msg"]), bytes.fromhex(test["sig"]))
            assert good == (test["result"] == "valid"), test
            judged += 1
    assert judged == SIGNATURES["numberOfTests"] == 151


@pytest.mark.parametrize("path", COSE, ids=lambda path: path.stem)
def test_cose_of_other_profiles_is_not_shown_as_forged(path):
    """The data is carried in base64url, since only Starseal uses Base41."""
    sealed = bytes.fromhex(json.loads(path.read_text())["output"]["cbor"])
    text = base64.urlsafe_b64encode(sealed).decode().rstrip("=")
    verdict = Verifier(trust_bytes("jc-star")).check(text, False, 1_800_000_000, None)
    assert verdict.code == ("not-a-label" if path.stem in NOT_TAGGED_18 else "unsupported-profile")

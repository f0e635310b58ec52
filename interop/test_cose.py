"""Tests COSE against python-cwt: Starseal opens its seals, and it opens Starseal's.

python-cwt 3.3 supports alg -19 (RFC 9864), so none of its code is replaced. As COSE does, it leaves two checks to its
caller: it would accept other headers, and it accepts an R of small order, which R-20 refuses.
"""

import pytest
from cwt import COSE, COSEKey
from cwt.exceptions import VerifyError
from generate.base41 import encode as base41
from judge.carrier import opened
from vectors import AUTHENTIC, BY_NAME, KEYS, TRUST, name_of, of_kind, trust_bytes

KTY, KID, ALG, CURVE, X, D = 1, 2, 3, -1, -2, -4
OKP, ED25519_CURVE, ED25519 = 1, 6, -19
PREFIX = "HTTPS://JC-STAR.EXAMPLE/L/"
NOW = "2026-11-22T03:00:00Z"

SEALED = [vector for vector in of_kind("label") if "payload_hex" in vector["forms"]]
GENUINE = [vector for vector in SEALED if vector["expect"] in AUTHENTIC]
SMALL_ORDER_R = "signature-r-is-neutral"
FORGED = [vector for vector in SEALED if vector["expect"] == "bad-signature" and vector["name"] != SMALL_ORDER_R]


def cose_key(name: str, private: bool = False, kid_of: str | None = None) -> COSEKey:
    key, kid = KEYS[name], KEYS[kid_of or name]["kid"]
    parameters = {
        KTY: OKP,
        CURVE: ED25519_CURVE,
        X: bytes.fromhex(key["public_key"]),
        KID: bytes.fromhex(kid),
        ALG: ED25519,
    }
    return COSEKey.new(parameters | ({D: bytes.fromhex(key["seed"])} if private else {}))


def seal(payload: bytes, name: str) -> bytes:
    protected = {1: ED25519, 4: bytes.fromhex(KEYS[name]["kid"])}
    return COSE.new().encode(payload, cose_key(name, private=True), protected=protected)


@pytest.mark.parametrize("vector", GENUINE, ids=name_of)
def test_cwt_opens_vectors(vector):
    key = vector.get("seal", {}).get("key") or signer(vector)
    payload = COSE.new().decode(bytes.fromhex(vector["forms"]["sealed_hex"]), cose_key(key))
    assert payload.hex() == vector["forms"]["payload_hex"]


def signer(vector: dict) -> str:
    """Returns the name of the key with the kid in the seal. Only the `same kid` keys share a kid."""
    sealed = vector["forms"]["sealed_hex"]
    (name,) = [name for name, key in KEYS.items() if sealed.startswith("d28449a201320444" + key["kid"])]
    return name


@pytest.mark.parametrize("vector", [v for v in GENUINE if "seal" in v], ids=name_of)
def test_cwt_seals_the_same_bytes(vector):
    """CBOR and Ed25519 are deterministic here, so two sealers of one label make the same seal."""
    forms = vector["forms"]
    assert seal(bytes.fromhex(forms["payload_hex"]), vector["seal"]["key"]).hex() == forms["sealed_hex"]


@pytest.mark.parametrize("vector", FORGED, ids=name_of)
def test_cwt_refuses_forged_vectors(vector):
    with pytest.raises(VerifyError):
        COSE.new().decode(bytes.fromhex(vector["forms"]["sealed_hex"]), cose_key("label 1"))


def test_cwt_accepts_an_r_of_small_order_that_strict_verification_refuses():
    forms = BY_NAME[SMALL_ORDER_R]["forms"]
    assert COSE.new().decode(bytes.fromhex(forms["sealed_hex"]), cose_key("label 1")).hex() == forms["payload_hex"]


@pytest.mark.parametrize(
    ("trust", "roots"),
    [("jc-star", ["root 1"]), ("later", ["root 1", "root 2"]), ("two-of-three", ["root 1", "root 3"])],
)
def test_cwt_opens_trust_lists(trust, roots):
    for root in roots:
        payload = COSE.new().decode(trust_bytes(trust), cose_key(root))
        assert payload.hex() in TRUST[trust]["hex"]
    with pytest.raises(VerifyError):
        COSE.new().decode(trust_bytes(trust), cose_key("stranger", kid_of=roots[0]))


@pytest.mark.parametrize("name", ["camera", "router-with-every-claim", "camera-with-required-claims-only"])
def test_starseal_opens_seals_of_cwt(starseal, name):
    vector = BY_NAME[name]
    sealed = seal(bytes.fromhex(vector["forms"]["payload_hex"]), "label 1")
    code, (verdict,) = starseal.verify(PREFIX + base41(sealed), trust="jc-star", now=NOW)
    assert (code, verdict["code"]) == (0, "active")
    assert {field: verdict["label"][field] for field in vector["label"]} == vector["label"]


def test_starseal_refuses_seals_of_cwt_with_another_key(starseal):
    sealed = seal(bytes.fromhex(BY_NAME["camera"]["forms"]["payload_hex"]), "stranger")
    code, (verdict,) = starseal.verify(PREFIX + base41(sealed), trust="jc-star", now=NOW)
    assert (code, verdict["code"]) == (1, "unknown-key")


@pytest.mark.parametrize("name", ["camera", "router-with-every-claim"])
def test_cwt_opens_seals_of_starseal(starseal, tmp_path, name):
    vector = BY_NAME[name]
    files = starseal.issue(vector, tmp_path)
    (text,) = [path for path in files if path.suffix == ".txt"]
    _, sealed, _ = opened(text.read_text().strip())
    payload = COSE.new().decode(sealed, cose_key("label 1"))
    assert payload.hex() == vector["forms"]["payload_hex"]
    assert sealed.hex() == vector["forms"]["sealed_hex"]

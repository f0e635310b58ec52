"""Loads the test vectors, and the keys in the file format that the program reads."""

import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / "test-vectors"
KEYS = {key["name"]: key for key in json.loads((FOLDER / "keys.json").read_text())}
TRUST = {path.stem: json.loads(path.read_text()) for path in sorted((FOLDER / "trust").glob("*.json"))}
ALL = [json.loads(path.read_text()) for path in sorted((FOLDER / "vectors").glob("*.json"))]
BY_NAME = {vector["name"]: vector for vector in ALL}
AUTHENTIC = {"active", "expired", "not-yet-valid", "status-unknown"}


def of_kind(kind: str) -> list[dict]:
    chosen = [vector for vector in ALL if vector["kind"] == kind]
    assert chosen, f"no vectors of kind {kind}"
    return chosen


def name_of(vector: dict) -> str:
    return vector["name"]


def trust_bytes(name: str) -> bytes:
    return bytes.fromhex(TRUST[name]["hex"])


def key_pem(name: str) -> bytes:
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(KEYS[name]["seed"]))
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
